<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>ErrorText</name>
    <message>
        <source>This combination of settings does not work.</source>
        <translation>Diese Einstellungen passen nicht zusammen.</translation>
    </message>
    <message>
        <source>Something that is needed is not there.</source>
        <translation>Etwas Nötiges ist nicht vorhanden.</translation>
    </message>
    <message>
        <source>The system refused to read or write a file.</source>
        <translation>Das System hat das Lesen oder Schreiben einer Datei verweigert.</translation>
    </message>
    <message>
        <source>A file breaks the rules of its format.</source>
        <translation>Eine Datei verletzt die Regeln ihres Formats.</translation>
    </message>
    <message>
        <source>This version of Vitrine does not know this kind yet.</source>
        <translation>Diese Version von Vitrine kennt diese Art noch nicht.</translation>
    </message>
    <message>
        <source>The checkpoint lacks a weight that the model needs.</source>
        <translation>Dem Checkpoint fehlt ein Gewicht, das das Modell braucht.</translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation>Der Speicher reicht nicht aus.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Something in Vitrine itself went wrong.</source>
        <translation>In Vitrine selbst ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>Change the setting that the message names.</source>
        <translation>Ändern Sie die Einstellung, die die Meldung nennt.</translation>
    </message>
    <message>
        <source>Choose the folder that holds config.json and model.safetensors, or a tokenizer.json.</source>
        <translation>Wählen Sie den Ordner mit config.json und model.safetensors oder eine tokenizer.json.</translation>
    </message>
    <message>
        <source>Check that the file can be read and that the disk is not full.</source>
        <translation>Prüfen Sie, ob die Datei lesbar und der Datenträger nicht voll ist.</translation>
    </message>
    <message>
        <source>Download the file again: it may be incomplete. Nothing of it was used.</source>
        <translation>Laden Sie die Datei noch einmal herunter: Sie ist vielleicht unvollständig. Nichts davon wurde verwendet.</translation>
    </message>
    <message>
        <source>Choose a BERT model, or another tokenizer.</source>
        <translation>Wählen Sie ein BERT-Modell oder einen anderen Tokenizer.</translation>
    </message>
    <message>
        <source>Choose a checkpoint that was saved with this part.</source>
        <translation>Wählen Sie einen Checkpoint, der mit diesem Teil gespeichert wurde.</translation>
    </message>
    <message>
        <source>Close other programs or choose a smaller model or dtype.</source>
        <translation>Schließen Sie andere Programme oder wählen Sie ein kleineres Modell oder einen kleineren Zahlentyp.</translation>
    </message>
    <message>
        <source>Start it again when you want it.</source>
        <translation>Starten Sie es erneut, wenn Sie es brauchen.</translation>
    </message>
    <message>
        <source>Please report it with the message above.</source>
        <translation>Bitte melden Sie es mit der Meldung oben.</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>Playground</source>
        <translation>Spielwiese</translation>
    </message>
</context>
<context>
    <name>Playground</name>
    <message>
        <source>texts</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>Merkmale</translation>
    </message>
</context>
<context>
    <name>PlaygroundExample</name>
    <message>
        <source>Three subjects</source>
        <translation>Drei Themen</translation>
    </message>
    <message>
        <source>Questions and answers</source>
        <translation>Fragen und Antworten</translation>
    </message>
    <message>
        <source>Short and long</source>
        <translation>Kurz und lang</translation>
    </message>
    <message>
        <source>One sentence, six languages</source>
        <translation>Ein Satz, sechs Sprachen</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Raw text</source>
        <translation>Rohtext</translation>
    </message>
    <message>
        <source>The texts as you wrote them. A model can&apos;t read letters: everything below turns them into numbers.</source>
        <translation>Die Texte, wie sie geschrieben wurden. Ein Modell kann keine Buchstaben lesen: Alles Weitere macht Zahlen daraus.</translation>
    </message>
    <message>
        <source>Tokenization</source>
        <translation>Tokenisierung</translation>
    </message>
    <message>
        <source>Each text is split into tokens of the vocabulary, and special tokens are put around it. Shorter texts are filled up, so that all rows have the same length.</source>
        <translation>Jeder Text wird in Token des Vokabulars zerlegt, und Spezialtoken kommen darum herum. Kürzere Texte werden aufgefüllt, damit alle Zeilen gleich lang sind.</translation>
    </message>
    <message>
        <source>Model input</source>
        <translation>Modelleingabe</translation>
    </message>
    <message>
        <source>Every token becomes its number in the vocabulary (input_ids). The attention mask is 1 for real tokens and 0 for padding, which the model must not look at.</source>
        <translation>Jedes Token wird zu seiner Nummer im Vokabular (input_ids). Die Aufmerksamkeitsmaske ist 1 für echte Token und 0 für Füllung, die das Modell nicht beachten darf.</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>Einbettungen</translation>
    </message>
    <message>
        <source>Each number is looked up in a table and becomes a vector; the vector of its position and of its text are added. The same token at the same place always starts the same.</source>
        <translation>Jede Nummer wird in einer Tabelle nachgeschlagen und zu einem Vektor; die Vektoren ihrer Stelle und ihres Textes kommen hinzu. Dasselbe Token an derselben Stelle beginnt immer gleich.</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>Pooling</translation>
    </message>
    <message>
        <source>The token vectors of a text are averaged, padding left out, and brought to length 1: one vector for the whole text.</source>
        <translation>Die Tokenvektoren eines Textes werden ohne die Füllung gemittelt und auf Länge 1 gebracht: ein Vektor für den ganzen Text.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>One vector a text. The cosine of two of them says how near the texts are in meaning: 1 is the same direction, 0 unrelated.</source>
        <translation>Ein Vektor je Text. Der Kosinus zweier Vektoren sagt, wie nah sich die Texte in der Bedeutung sind: 1 ist dieselbe Richtung, 0 heißt ohne Bezug.</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <extracomment>%1 is the number of a transformer layer, counted from 1</extracomment>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>Self-attention lets every token gather from the others of its text, a feed-forward network works on each one. The shape stays, the meaning gets richer.</source>
        <translation>Durch Selbstaufmerksamkeit sammelt jedes Token von den anderen seines Textes, dann arbeitet ein Feed-forward-Netz an jedem einzelnen. Die Form bleibt, die Bedeutung wird reicher.</translation>
    </message>
</context>
<context>
    <name>vitrine::app::CommandPalette</name>
    <message>
        <source>Type the name of an action</source>
        <translation>Namen einer Aktion eingeben</translation>
    </message>
    <message>
        <source>Search actions</source>
        <translation>Aktionen suchen</translation>
    </message>
    <message>
        <source>Actions found</source>
        <translation>Gefundene Aktionen</translation>
    </message>
</context>
<context>
    <name>vitrine::app::ContextBar</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Search actions</source>
        <translation>Aktionen suchen</translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation>nicht geladen</translation>
    </message>
    <message>
        <source>loading</source>
        <translation>wird geladen</translation>
    </message>
    <message>
        <source>%1 M parameters</source>
        <translation>%1 Mio. Parameter</translation>
    </message>
    <message>
        <source>could not be loaded</source>
        <translation>konnte nicht geladen werden</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Model: %1 (%2)</source>
        <translation>Modell: %1 (%2)</translation>
    </message>
    <message>
        <source>Where and in which number type models compute</source>
        <translation>Wo und mit welchem Zahlentyp Modelle rechnen</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>Choose a tokenizer</source>
        <translation>Tokenizer wählen</translation>
    </message>
    <message>
        <source>Tokenizer: %1</source>
        <translation>Tokenizer: %1</translation>
    </message>
    <message>
        <source>Starter models</source>
        <translation>Mitgelieferte Modelle</translation>
    </message>
    <message>
        <source>Open model folder…</source>
        <translation>Modellordner öffnen …</translation>
    </message>
    <message>
        <source>That of the model</source>
        <translation>Der des Modells</translation>
    </message>
    <message>
        <source>Open tokenizer folder…</source>
        <translation>Tokenizer-Ordner öffnen …</translation>
    </message>
    <message>
        <source>Open tokenizer.json or vocab.txt…</source>
        <translation>tokenizer.json oder vocab.txt öffnen …</translation>
    </message>
    <message>
        <source>What runs fastest here</source>
        <translation>Was hier am schnellsten läuft</translation>
    </message>
    <message>
        <source>As stored in the checkpoint</source>
        <translation>Wie im Checkpoint gespeichert</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
</context>
<context>
    <name>vitrine::app::JobDock</name>
    <message>
        <source>Running jobs</source>
        <translation>Laufende Aufgaben</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop: %1</source>
        <translation>Anhalten: %1</translation>
    </message>
    <message>
        <source>stopping after this step</source>
        <translation>hält nach diesem Schritt an</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>noch %n Sekunde</numerusform>
            <numerusform>noch %n Sekunden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::MainWindow</name>
    <message>
        <source>Drop a model folder, a tokenizer or a text file</source>
        <translation>Modellordner, Tokenizer oder Textdatei hier ablegen</translation>
    </message>
    <message>
        <source>Search actions</source>
        <translation>Aktionen suchen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Open model folder</source>
        <translation>Modellordner öffnen</translation>
    </message>
    <message>
        <source>Open tokenizer folder</source>
        <translation>Tokenizer-Ordner öffnen</translation>
    </message>
    <message>
        <source>Open tokenizer file</source>
        <translation>Tokenizer-Datei öffnen</translation>
    </message>
    <message>
        <source>Load the model</source>
        <translation>Modell laden</translation>
    </message>
    <message>
        <source>Show the example</source>
        <translation>Beispiel zeigen</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>Zwischen hell und dunkel wechseln</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <source>Stop all jobs</source>
        <translation>Alle Aufgaben anhalten</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Tokenizers (tokenizer.json vocab.txt *.json *.txt)</source>
        <translation>Tokenizer (tokenizer.json vocab.txt *.json *.txt)</translation>
    </message>
    <message>
        <source>Check that you may read the file.</source>
        <translation>Prüfen Sie, ob Sie die Datei lesen dürfen.</translation>
    </message>
    <message>
        <source>The file has %1.</source>
        <translation>Die Datei hat %1.</translation>
    </message>
    <message>
        <source>Drop a text of at most %1.</source>
        <translation>Legen Sie einen Text von höchstens %1 ab.</translation>
    </message>
    <message>
        <source>It is not valid UTF-8 at byte %1.</source>
        <translation>Bei Byte %1 ist sie kein gültiges UTF-8.</translation>
    </message>
    <message>
        <source>Save the text as UTF-8 and drop it again.</source>
        <translation>Speichern Sie den Text als UTF-8 und legen Sie ihn erneut ab.</translation>
    </message>
    <message>
        <source>This panel has no use for a text file.</source>
        <translation>Dieser Bereich kann mit einer Textdatei nichts anfangen.</translation>
    </message>
    <message>
        <source>%1 could not be opened</source>
        <translation>%1 konnte nicht geöffnet werden</translation>
    </message>
</context>
<context>
    <name>vitrine::app::PlaygroundController</name>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Als Python kopieren</translation>
    </message>
    <message>
        <source>Export similarities</source>
        <translation>Ähnlichkeiten exportieren</translation>
    </message>
    <message>
        <source>Go to the texts</source>
        <translation>Zu den Texten</translation>
    </message>
    <message>
        <source>Check yourself</source>
        <translation>Selbsttest</translation>
    </message>
    <message>
        <source>The model could not be opened</source>
        <translation>Das Modell konnte nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Loading the model …</source>
        <translation>Das Modell wird geladen …</translation>
    </message>
    <message>
        <source>Similarity table (*.csv)</source>
        <translation>Ähnlichkeitstabelle (*.csv)</translation>
    </message>
    <message>
        <source>Texts, vectors and similarities (*.json)</source>
        <translation>Texte, Vektoren und Ähnlichkeiten (*.json)</translation>
    </message>
    <message>
        <source>Vectors (*.npy)</source>
        <translation>Vektoren (*.npy)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Bild (*.png)</translation>
    </message>
    <message>
        <source>Drawing (*.svg)</source>
        <translation>Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>Save the values</source>
        <translation>Werte speichern</translation>
    </message>
    <message>
        <source>NumPy array (*.npy)</source>
        <translation>NumPy-Array (*.npy)</translation>
    </message>
    <message>
        <source>Open a text file</source>
        <translation>Eine Textdatei öffnen</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md *.csv *.tsv);;All files (*)</source>
        <translation>Texte (*.txt *.md *.csv *.tsv);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>vitrine::app::Session</name>
    <message>
        <source>Loading model %1</source>
        <translation>Modell %1 wird geladen</translation>
    </message>
    <message>
        <source>The model %1 could not be opened</source>
        <translation>Das Modell %1 konnte nicht geöffnet werden</translation>
    </message>
    <message>
        <source>The tokenizer %1 could not be opened</source>
        <translation>Der Tokenizer %1 konnte nicht geöffnet werden</translation>
    </message>
</context>
<context>
    <name>vitrine::app::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>As many as suit this machine</source>
        <translation>So viele, wie zu diesem Rechner passen</translation>
    </message>
    <message>
        <source>What runs fastest here</source>
        <translation>Was hier am schnellsten läuft</translation>
    </message>
    <message>
        <source>As stored in the checkpoint</source>
        <translation>Wie im Checkpoint gespeichert</translation>
    </message>
    <message>
        <source>Threads and number type take effect when a model is loaded.</source>
        <translation>Threads und Zahlentyp wirken, sobald ein Modell geladen wird.</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Text &amp;size</source>
        <translation>Schrift&amp;größe</translation>
    </message>
    <message>
        <source>T&amp;hreads</source>
        <translation>&amp;Threads</translation>
    </message>
    <message>
        <source>&amp;Number type</source>
        <translation>&amp;Zahlentyp</translation>
    </message>
</context>
<context>
    <name>vitrine::app::TokenizerController</name>
    <message>
        <source>Copy as Python</source>
        <translation>Als Python kopieren</translation>
    </message>
    <message>
        <source>Export tokens</source>
        <translation>Token exportieren</translation>
    </message>
    <message>
        <source>Go to the text</source>
        <translation>Zum Text gehen</translation>
    </message>
    <message>
        <source>Go to the table of tokens</source>
        <translation>Zur Tabelle der Token gehen</translation>
    </message>
    <message>
        <source>The tokenizer could not be opened</source>
        <translation>Der Tokenizer konnte nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Opening the tokenizer …</source>
        <translation>Der Tokenizer wird geöffnet …</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Encoding (*.json)</source>
        <translation>Kodierung (*.json)</translation>
    </message>
    <message>
        <source>Picture of what is on screen (*.png)</source>
        <translation>Bild des sichtbaren Teils (*.png)</translation>
    </message>
    <message>
        <source>Drawing of what is on screen (*.svg)</source>
        <translation>Zeichnung des sichtbaren Teils (*.svg)</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::DecodePage</name>
    <message>
        <source>Skip special tokens</source>
        <translation>Spezialtoken weglassen</translation>
    </message>
    <message>
        <source>Ids, separated by spaces or commas</source>
        <translation>IDs, durch Leerzeichen oder Kommas getrennt</translation>
    </message>
    <message>
        <source>Decoded text</source>
        <translation>Dekodierter Text</translation>
    </message>
    <message>
        <source>“%1” is no id: expected a whole number from 0.</source>
        <translation>„%1“ ist keine ID: erwartet wird eine ganze Zahl ab 0.</translation>
    </message>
    <message>
        <source>Equal to the text, character for character.</source>
        <translation>Zeichen für Zeichen gleich dem Text.</translation>
    </message>
    <message>
        <source>Differs from the text at character %1: “%2” came back as “%3”. What a normalizer removed can&apos;t come back.</source>
        <translation>Weicht bei Zeichen %1 vom Text ab: „%2“ kam als „%3“ zurück. Was der Normalisierer entfernt hat, kann nicht zurückkommen.</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::EncodingTableModel</name>
    <message>
        <source>Begin and end in the original text, in Unicode code points</source>
        <translation>Anfang und Ende im ursprünglichen Text, in Unicode-Codepunkten</translation>
    </message>
    <message>
        <source>Which word of the text the token belongs to; none for added tokens</source>
        <translation>Zu welchem Wort des Textes das Token gehört; keines bei hinzugefügten Token</translation>
    </message>
    <message>
        <source>Which text of a pair the token belongs to; none for added tokens</source>
        <translation>Zu welchem Text eines Paares das Token gehört; keiner bei hinzugefügten Token</translation>
    </message>
    <message>
        <source>token_type_ids: the segment that the model is told</source>
        <translation>token_type_ids: das Segment, das dem Modell genannt wird</translation>
    </message>
    <message>
        <source>attention_mask: 0 for padding, which the model must not look at</source>
        <translation>attention_mask: 0 für Auffüllung, auf die das Modell nicht achten darf</translation>
    </message>
    <message>
        <source>special_tokens_mask: 1 for tokens that were added to the text</source>
        <translation>special_tokens_mask: 1 für Token, die zum Text hinzugefügt wurden</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Offsets</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Wort</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>Sequenz</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Maske</translation>
    </message>
    <message>
        <source>Special</source>
        <translation>Spezial</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::PairModel</name>
    <message>
        <source>Cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Its neighbour</source>
        <translation>Sein Nachbar</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::PlaygroundPanel</name>
    <message>
        <source>Texts</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Open an example …</source>
        <translation>Ein Beispiel öffnen …</translation>
    </message>
    <message>
        <source>One text a line: type, paste, or drop a text file on the window.</source>
        <translation>Ein Text je Zeile: tippen, einfügen oder eine Textdatei auf das Fenster ziehen.</translation>
    </message>
    <message>
        <source>Texts, one a line</source>
        <translation>Texte, einer je Zeile</translation>
    </message>
    <message>
        <source>Length in tokens</source>
        <translation>Länge in Token</translation>
    </message>
    <message>
        <source>Longest text</source>
        <translation>Längster Text</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> Token</translation>
    </message>
    <message>
        <source>Tokens a text in the batch</source>
        <translation>Token je Text im Stapel</translation>
    </message>
    <message>
        <source>Every text is padded or cut to this many tokens; without a number to the longest.</source>
        <translation>Jeder Text wird auf so viele Token aufgefüllt oder gekürzt; ohne Zahl auf den längsten.</translation>
    </message>
    <message>
        <source>Pad to</source>
        <translation>Auffüllen auf</translation>
    </message>
    <message>
        <source>Run as you type</source>
        <translation>Beim Tippen ausführen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Ähnlichkeit</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Als Python kopieren</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Cosine of every pair of texts</source>
        <translation>Kosinus jedes Textpaares</translation>
    </message>
    <message>
        <source>Pairs of texts, the nearest first</source>
        <translation>Textpaare, die nächsten zuerst</translation>
    </message>
    <message numerus="yes">
        <source>%n text(s), one a line</source>
        <translation>
            <numerusform>%n Text, einer je Zeile</numerusform>
            <numerusform>%n Texte, einer je Zeile</numerusform>
        </translation>
    </message>
    <message>
        <source>No text yet</source>
        <translation>Noch kein Text</translation>
    </message>
    <message>
        <source>Write a few texts at the left, one a line, or open an example: you will see how near they are in meaning, and each step from letters to numbers.</source>
        <translation>Schreiben Sie links einige Texte, einen je Zeile, oder öffnen Sie ein Beispiel: Sie sehen, wie nah sie sich in der Bedeutung sind, und jeden Schritt von den Buchstaben zu den Zahlen.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>%1 vectors of %2 numbers in %3 by %4</source>
        <translation>%1 Vektoren aus %2 Zahlen in %3 mit %4</translation>
    </message>
    <message>
        <source>tokens a text</source>
        <translation>Token je Text</translation>
    </message>
    <message>
        <source>Each cell is the cosine of two texts: 1 means the same direction, 0 unrelated. Point at one, or choose a pair from the list.</source>
        <translation>Jede Zelle ist der Kosinus zweier Texte: 1 heißt dieselbe Richtung, 0 ohne Bezug. Zeigen Sie auf eine, oder wählen Sie ein Paar aus der Liste.</translation>
    </message>
    <message>
        <source>Open a text file, one text a line</source>
        <translation>Eine Textdatei öffnen, ein Text je Zeile</translation>
    </message>
    <message>
        <source>the first %1 of %2 texts are used</source>
        <translation>die ersten %1 von %2 Texten werden verwendet</translation>
    </message>
    <message>
        <source>The texts have changed since this result: run again.</source>
        <translation>Die Texte haben sich seit diesem Ergebnis geändert: neu ausführen.</translation>
    </message>
    <message>
        <source>the first %1 of %2 texts</source>
        <translation>die ersten %1 von %2 Texten</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::QuizDialog</name>
    <message>
        <source>Check yourself</source>
        <translation>Selbsttest</translation>
    </message>
    <message>
        <source>Question %1 of %2</source>
        <translation>Frage %1 von %2</translation>
    </message>
    <message>
        <source>Next question</source>
        <translation>Nächste Frage</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Right.</source>
        <translation>Richtig.</translation>
    </message>
    <message>
        <source>Not quite.</source>
        <translation>Nicht ganz.</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::StageCard</name>
    <message>
        <source>%1: from %2 to %3, %4</source>
        <translation>%1: von %2 nach %3, %4</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::StageDetails</name>
    <message>
        <source>This stage produced nothing to look at.</source>
        <translation>Diese Stufe hat nichts zum Ansehen erzeugt.</translation>
    </message>
    <message>
        <source>Text whose vectors are shown</source>
        <translation>Text, dessen Vektoren gezeigt werden</translation>
    </message>
    <message>
        <source>Save the values as .npy</source>
        <translation>Die Werte als .npy speichern</translation>
    </message>
    <message>
        <source>Values as colours: a row a token, a column a feature</source>
        <translation>Werte als Farben: eine Zeile je Token, eine Spalte je Merkmal</translation>
    </message>
    <message numerus="yes">
        <source>%n text(s)</source>
        <translation>
            <numerusform>%n Text</numerusform>
            <numerusform>%n Texte</numerusform>
        </translation>
    </message>
    <message>
        <source>A row a text, a column a token; padding is shaded.</source>
        <translation>Eine Zeile je Text, eine Spalte je Token; Füllung ist grau.</translation>
    </message>
    <message>
        <source>Point at a cell to see the same token in every grid; padding is shaded.</source>
        <translation>Zeigen Sie auf eine Zelle, um dasselbe Token in jedem Raster zu sehen; Füllung ist grau.</translation>
    </message>
    <message>
        <source>text %1, token %2</source>
        <translation>Text %1, Token %2</translation>
    </message>
    <message>
        <source>text %1</source>
        <translation>Text %1</translation>
    </message>
    <message>
        <source>smallest %1, largest %2</source>
        <translation>kleinster %1, größter %2</translation>
    </message>
    <message>
        <source>token %1, feature %2</source>
        <translation>Token %1, Merkmal %2</translation>
    </message>
    <message>
        <source>text %1, feature %2</source>
        <translation>Text %1, Merkmal %2</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::StagesPage</name>
    <message numerus="yes">
        <source>%n piece(s)</source>
        <translation>
            <numerusform>%n Stück</numerusform>
            <numerusform>%n Stücke</numerusform>
        </translation>
    </message>
    <message>
        <source>the first %1 of %2 pieces</source>
        <translation>die ersten %1 von %2 Stücken</translation>
    </message>
    <message>
        <source>1  Normalizer</source>
        <translation>1  Normalisierer</translation>
    </message>
    <message>
        <source>2  Pre-tokenizer</source>
        <translation>2  Vorzerleger</translation>
    </message>
    <message>
        <source>3  Model</source>
        <translation>3  Modell</translation>
    </message>
    <message>
        <source>The normalizer changed the text.</source>
        <translation>Der Normalisierer hat den Text verändert.</translation>
    </message>
    <message>
        <source>The text is as it was.</source>
        <translation>Der Text ist unverändert.</translation>
    </message>
    <message>
        <source>Words, with their place in the original text: %1.</source>
        <translation>Wörter mit ihrer Stelle im ursprünglichen Text: %1.</translation>
    </message>
    <message>
        <source>Tokens of the vocabulary, with their ids: %1.</source>
        <translation>Token des Vokabulars mit ihren IDs: %1.</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::Toast</name>
    <message>
        <source>Close message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TokenTextView</name>
    <message>
        <source>Tokens over the text</source>
        <translation>Token über dem Text</translation>
    </message>
    <message>
        <source>id %1</source>
        <translation>ID %1</translation>
    </message>
    <message>
        <source>added to the text</source>
        <translation>zum Text hinzugefügt</translation>
    </message>
    <message>
        <source>characters %1 – %2</source>
        <extracomment>%1 and %2 are positions in the text, counted in characters (code points)</extracomment>
        <translation>Zeichen %1 – %2</translation>
    </message>
    <message>
        <source>bytes %1 – %2</source>
        <translation>Bytes %1 – %2</translation>
    </message>
    <message>
        <source>word %1</source>
        <translation>Wort %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more token(s) of the same characters</source>
        <translation>
            <numerusform>%n weiteres Token für dieselben Zeichen</numerusform>
            <numerusform>%n weitere Token für dieselben Zeichen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TokenizerPanel</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Type or paste a text, or drop a file on the window.</source>
        <translation>Text eingeben oder einfügen oder eine Datei auf das Fenster ziehen.</translation>
    </message>
    <message>
        <source>Second text (pair)</source>
        <translation>Zweiter Text (Paar)</translation>
    </message>
    <message>
        <source>Second text</source>
        <translation>Zweiter Text</translation>
    </message>
    <message>
        <source>The second text of the pair.</source>
        <translation>Der zweite Text des Paares.</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Add special tokens</source>
        <translation>Spezialtoken hinzufügen</translation>
    </message>
    <message>
        <source>Show whitespace</source>
        <translation>Leerzeichen zeigen</translation>
    </message>
    <message>
        <source>Truncation</source>
        <translation>Kürzung</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation>Längster zuerst</translation>
    </message>
    <message>
        <source>Only first</source>
        <translation>Nur den ersten</translation>
    </message>
    <message>
        <source>Only second</source>
        <translation>Nur den zweiten</translation>
    </message>
    <message>
        <source>Maximum length in tokens</source>
        <translation>Höchstlänge in Token</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> Token</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Höchstlänge</translation>
    </message>
    <message>
        <source>Stride: tokens that neighbouring windows share</source>
        <translation>Überlappung: Token, die benachbarte Fenster teilen</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>Überlappung</translation>
    </message>
    <message>
        <source>Side to cut</source>
        <translation>Seite, die gekürzt wird</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Cut at the</source>
        <translation>Kürzen</translation>
    </message>
    <message>
        <source>Padding to a length in tokens</source>
        <translation>Auffüllen auf eine Länge in Token</translation>
    </message>
    <message>
        <source>Pad to</source>
        <translation>Auffüllen auf</translation>
    </message>
    <message>
        <source>Side to pad</source>
        <translation>Seite, die aufgefüllt wird</translation>
    </message>
    <message>
        <source>Pad at the</source>
        <translation>Auffüllen</translation>
    </message>
    <message>
        <source>Window of the encoding</source>
        <translation>Fenster der Kodierung</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Als Python kopieren</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Every field of the encoding, a row a token</source>
        <translation>Jedes Feld der Kodierung, eine Zeile je Token</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Kodierung</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>Decode</source>
        <translation>Dekodieren</translation>
    </message>
    <message>
        <source>Window %1 of %2</source>
        <translation>Fenster %1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Token</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n Zeichen</numerusform>
            <numerusform>%n Zeichen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n Wort</numerusform>
            <numerusform>%n Wörter</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 tokens a word</source>
        <translation>%1 Token je Wort</translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%n unbekannt</numerusform>
            <numerusform>%n unbekannt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 more than the model&apos;s %2</source>
        <translation>%1 mehr als die %2 des Modells</translation>
    </message>
    <message>
        <source>of the model&apos;s %1</source>
        <translation>von %1 des Modells</translation>
    </message>
    <message numerus="yes">
        <source>Truncation made %n window(s). What the shown one does not cover is struck through.</source>
        <translation>
            <numerusform>Die Kürzung ergab %n Fenster. Was das gezeigte nicht umfasst, ist durchgestrichen.</numerusform>
            <numerusform>Die Kürzung ergab %n Fenster. Was das gezeigte nicht umfasst, ist durchgestrichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Each colour is one token, at its place in the text; the chips were added around it. Point at one to find it everywhere.</source>
        <translation>Jede Farbe ist ein Token an seiner Stelle im Text; die Marken wurden darum herum hinzugefügt. Zeigen Sie auf eines, um es überall zu finden.</translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s) of UTF-8</source>
        <translation>
            <numerusform>%n Byte UTF-8</numerusform>
            <numerusform>%n Bytes UTF-8</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TraceView</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Stage by stage</source>
        <translation>Stufe für Stufe</translation>
    </message>
    <message>
        <source>Check yourself</source>
        <translation>Selbsttest</translation>
    </message>
    <message numerus="yes">
        <source>%n stage(s), %1</source>
        <translation>
            <numerusform>%n Stufe, %1</numerusform>
            <numerusform>%n Stufen, %1</numerusform>
        </translation>
    </message>
</context>
</TS>

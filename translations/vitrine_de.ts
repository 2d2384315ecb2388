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
            <source>Picture (*.png)</source>
            <translation>Bild (*.png)</translation>
        </message>
        <message>
            <source>Drawing (*.svg)</source>
            <translation>Zeichnung (*.svg)</translation>
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
            <source>Differs from the text at character %1: “%2” came back as “%3”. What a normalizer removed can't come back.</source>
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
            <source>%n byte(s)</source>
            <translation>
                <numerusform>%n Byte</numerusform>
                <numerusform>%n Bytes</numerusform>
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
            <source>%1 more than the model's %2</source>
            <translation>%1 mehr als die %2 des Modells</translation>
        </message>
        <message>
            <source>of the model's %1</source>
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
        <message>
            <source>Tokens</source>
            <translation>Token</translation>
        </message>
    </context>
</TS>

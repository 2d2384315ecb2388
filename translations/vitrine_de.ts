<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Attention</name>
    <message>
        <source>Layer %1 · Head %2</source>
        <translation>Schicht %1 · Kopf %2</translation>
    </message>
    <message>
        <source>the previous token</source>
        <translation>das vorige Token</translation>
    </message>
    <message>
        <source>the next token</source>
        <translation>das nächste Token</translation>
    </message>
    <message>
        <source>the token itself</source>
        <translation>das Token selbst</translation>
    </message>
    <message>
        <source>looks at no single place, its attention is spread out</source>
        <translation>blickt auf keine bestimmte Stelle, seine Aufmerksamkeit ist verteilt</translation>
    </message>
    <message>
        <source>looks mostly at %1</source>
        <translation>blickt vor allem auf %1</translation>
    </message>
    <message>
        <source>looks at %1</source>
        <translation>blickt auf %1</translation>
    </message>
    <message>
        <source>; %1 goes to the other text</source>
        <translation>; %1 gehen an den anderen Text</translation>
    </message>
    <message>
        <source>entropy %1 of at most %2 bits</source>
        <translation>Entropie %1 von höchstens %2 Bit</translation>
    </message>
    <message>
        <source>%1 looks at %2: %3 more in B than in A</source>
        <translation>%1 blickt auf %2: in B %3 mehr als in A</translation>
    </message>
    <message>
        <source>%1 and %2: score %3</source>
        <translation>%1 und %2: Rohwert %3</translation>
    </message>
    <message>
        <source>%1 looks at %2: %3</source>
        <translation>%1 blickt auf %2: %3</translation>
    </message>
    <message>
        <source>%1 is looked at more (+) or less (−) in B by: %2</source>
        <translation>Auf %1 blicken in B mehr (+) oder weniger (−): %2</translation>
    </message>
    <message>
        <source>%1 looks more (+) or less (−) in B at: %2</source>
        <translation>%1 blickt in B mehr (+) oder weniger (−) auf: %2</translation>
    </message>
    <message>
        <source>%1 is looked at by: %2</source>
        <translation>Auf %1 blicken: %2</translation>
    </message>
    <message>
        <source>%1 looks at: %2</source>
        <translation>%1 blickt auf: %2</translation>
    </message>
    <message>
        <source>Head %1</source>
        <translation>Kopf %1</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>Schicht %1</translation>
    </message>
</context>
<context>
    <name>AttentionExample</name>
    <message>
        <source>Who “it” is</source>
        <translation>Wer „it“ ist</translation>
    </message>
    <message>
        <source>Question and answer</source>
        <translation>Frage und Antwort</translation>
    </message>
    <message>
        <source>A head that looks back</source>
        <translation>Ein Kopf, der zurückblickt</translation>
    </message>
    <message>
        <source>Spam</source>
        <translation>Spam</translation>
    </message>
    <message>
        <source>A sentence and its translation</source>
        <translation>Ein Satz und seine Übersetzung</translation>
    </message>
</context>
<context>
    <name>CharChange</name>
    <message>
        <source>unchanged</source>
        <translation>unverändert</translation>
    </message>
    <message>
        <source>lower case</source>
        <translation>Kleinschreibung</translation>
    </message>
    <message>
        <source>accents stripped</source>
        <translation>ohne Akzente</translation>
    </message>
    <message>
        <source>lower case, accents stripped</source>
        <translation>klein, akzentlos</translation>
    </message>
    <message>
        <source>another Unicode form of the same character</source>
        <translation>andere Form</translation>
    </message>
    <message>
        <source>a plainer form of the character</source>
        <translation>einfachere Form</translation>
    </message>
    <message>
        <source>another white space</source>
        <translation>Leerzeichen</translation>
    </message>
    <message>
        <source>set apart by spaces</source>
        <translation>abgesetzt</translation>
    </message>
    <message>
        <source>white space removed</source>
        <translation>Leerraum fort</translation>
    </message>
    <message>
        <source>control character removed</source>
        <translation>Steuerzeichen</translation>
    </message>
    <message>
        <source>accent removed</source>
        <translation>Akzent entfernt</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>a mark for the space</source>
        <translation>als Marke</translation>
    </message>
    <message>
        <source>a mark put before</source>
        <translation>Marke davor</translation>
    </message>
    <message>
        <source>spelled by its bytes</source>
        <translation>als Bytes</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>ersetzt</translation>
    </message>
    <message>
        <source>split into bytes</source>
        <translation>in Bytes zerlegt</translation>
    </message>
    <message>
        <source>not in the vocabulary</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>ComparisonView</name>
    <message>
        <source>F1 of the entities</source>
        <translation>F1 der Entitäten</translation>
    </message>
    <message>
        <source>F1 of the answers</source>
        <translation>F1 der Antworten</translation>
    </message>
    <message>
        <source>Words in common</source>
        <translation>Gemeinsame Wörter</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>Shared beginning</source>
        <translation>Gleicher Anfang</translation>
    </message>
    <message>
        <source>The first of both is the same.</source>
        <translation>Bei beiden steht dasselbe an erster Stelle.</translation>
    </message>
    <message>
        <source>All entities are the same, in place and label.</source>
        <translation>Alle Entitäten sind gleich, in Ort und Label.</translation>
    </message>
    <message>
        <source>The best answers are the same but for case, punctuation and articles.</source>
        <translation>Die besten Antworten sind gleich bis auf Groß- und Kleinschreibung, Satzzeichen und Artikel.</translation>
    </message>
    <message>
        <source>The best word of every mask is the same.</source>
        <translation>Das beste Wort jeder Maske ist dasselbe.</translation>
    </message>
    <message>
        <source>The cosine is above 0.999.</source>
        <translation>Der Kosinus liegt über 0,999.</translation>
    </message>
    <message>
        <source>The texts are the same.</source>
        <translation>Die Texte sind gleich.</translation>
    </message>
</context>
<context>
    <name>Component</name>
    <message>
        <source>Puts a space before a text that does not begin with one.</source>
        <translation>Setzt ein Leerzeichen vor Texte, die ohne eines beginnen.</translation>
    </message>
    <message>
        <source>Leaves the spaces around a token out of its offsets.</source>
        <translation>Lässt Leerzeichen um ein Token aus seiner Position weg.</translation>
    </message>
    <message>
        <source>The character that stands for a space.</source>
        <translation>Das Zeichen, das für ein Leerzeichen steht.</translation>
    </message>
    <message>
        <source>Where a space is put before: every word, the first one, none.</source>
        <translation>Wovor ein Leerzeichen kommt: vor jedes Wort, vor das erste, vor keines.</translation>
    </message>
    <message>
        <source>Splits into words as GPT-2 does.</source>
        <translation>Zerlegt in Wörter wie GPT-2.</translation>
    </message>
    <message>
        <source>Splits before each of them.</source>
        <translation>Trennt vor jedem davon.</translation>
    </message>
    <message>
        <source>What becomes of what was found.</source>
        <translation>Was aus dem Gefundenen wird.</translation>
    </message>
    <message>
        <source>What BERT does: controls, Chinese characters, accents, case.</source>
        <translation>Wie BERT: Steuerzeichen, chinesische Zeichen, Akzente, Kleinschreibung.</translation>
    </message>
    <message>
        <source>Removes control characters; other white space becomes a space.</source>
        <translation>Entfernt Steuerzeichen; anderer Leerraum wird zum Leerzeichen.</translation>
    </message>
    <message>
        <source>Sets Chinese characters apart by spaces.</source>
        <translation>Setzt chinesische Zeichen durch Leerzeichen ab.</translation>
    </message>
    <message>
        <source>Takes accents away; empty: where letters are lowered.</source>
        <translation>Entfernt Akzente; leer: wenn klein geschrieben wird.</translation>
    </message>
    <message>
        <source>Lowers the case.</source>
        <translation>Schreibt klein.</translation>
    </message>
    <message>
        <source>Lowers the case of all letters.</source>
        <translation>Schreibt alle Buchstaben klein.</translation>
    </message>
    <message>
        <source>Letters and their marks composed.</source>
        <translation>Buchstaben und ihre Akzente in einem Zeichen.</translation>
    </message>
    <message>
        <source>Letters and their marks apart.</source>
        <translation>Buchstaben und ihre Akzente getrennt.</translation>
    </message>
    <message>
        <source>Composed, and plainer characters for special forms.</source>
        <translation>In einem Zeichen, Sonderformen vereinfacht.</translation>
    </message>
    <message>
        <source>Apart, and plainer characters for special forms.</source>
        <translation>Getrennt, Sonderformen vereinfacht.</translation>
    </message>
    <message>
        <source>Removes marks that stand apart from their letters.</source>
        <translation>Entfernt Akzente, die vom Buchstaben getrennt stehen.</translation>
    </message>
    <message>
        <source>Removes white space at the ends.</source>
        <translation>Entfernt Leerraum an den Enden.</translation>
    </message>
    <message>
        <source>At the beginning.</source>
        <translation>Am Anfang.</translation>
    </message>
    <message>
        <source>At the end.</source>
        <translation>Am Ende.</translation>
    </message>
    <message>
        <source>Puts one text in the place of another.</source>
        <translation>Ersetzt einen Text durch einen anderen.</translation>
    </message>
    <message>
        <source>What is looked for.</source>
        <translation>Was gesucht wird.</translation>
    </message>
    <message>
        <source>What takes its place.</source>
        <translation>Was an seine Stelle tritt.</translation>
    </message>
    <message>
        <source>Puts something before the text.</source>
        <translation>Stellt dem Text etwas voran.</translation>
    </message>
    <message>
        <source>What stands before the text then.</source>
        <translation>Was dann vor dem Text steht.</translation>
    </message>
    <message>
        <source>Cleans control characters and spaces as translation models do.</source>
        <translation>Bereinigt Steuer- und Leerzeichen wie Übersetzungsmodelle.</translation>
    </message>
    <message>
        <source>Writes each byte as a visible character.</source>
        <translation>Schreibt jedes Byte als sichtbares Zeichen.</translation>
    </message>
    <message>
        <source>A table of SentencePiece, as the tokenizer brought it.</source>
        <translation>Eine Tabelle von SentencePiece, wie sie mit dem Tokenizer kam.</translation>
    </message>
    <message>
        <source>The table; it is kept as it is.</source>
        <translation>Die Tabelle; sie bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>Splits at white space and around punctuation.</source>
        <translation>Trennt an Leerraum und um Satzzeichen.</translation>
    </message>
    <message>
        <source>Words, and runs of other signs.</source>
        <translation>Wörter und Folgen anderer Zeichen.</translation>
    </message>
    <message>
        <source>Splits at white space alone.</source>
        <translation>Trennt nur an Leerraum.</translation>
    </message>
    <message>
        <source>Words as GPT-2 cuts them, in visible bytes.</source>
        <translation>Wörter, wie GPT-2 sie trennt, in sichtbaren Bytes.</translation>
    </message>
    <message>
        <source>Spaces become visible characters of the words.</source>
        <translation>Leerzeichen werden sichtbare Zeichen der Wörter.</translation>
    </message>
    <message>
        <source>Splits where a pattern is found.</source>
        <translation>Trennt, wo ein Muster gefunden wird.</translation>
    </message>
    <message>
        <source>Finds what is between.</source>
        <translation>Findet, was dazwischen steht.</translation>
    </message>
    <message>
        <source>Splits at punctuation.</source>
        <translation>Trennt an Satzzeichen.</translation>
    </message>
    <message>
        <source>Sets numbers apart.</source>
        <translation>Trennt Zahlen ab.</translation>
    </message>
    <message>
        <source>Each digit for itself.</source>
        <translation>Jede Ziffer für sich.</translation>
    </message>
    <message>
        <source>Splits at one character.</source>
        <translation>Trennt an einem bestimmten Zeichen.</translation>
    </message>
    <message>
        <source>The character; it is removed.</source>
        <translation>Das Zeichen; es wird entfernt.</translation>
    </message>
    <message>
        <source>Splits where the script changes.</source>
        <translation>Trennt, wo die Schrift wechselt.</translation>
    </message>
    <message>
        <source>Pieces of equal length.</source>
        <translation>Gleich lange Stücke.</translation>
    </message>
    <message>
        <source>In characters.</source>
        <translation>In Zeichen.</translation>
    </message>
    <message>
        <source>The longest token that fits, again and again.</source>
        <translation>Immer wieder das längste passende Token.</translation>
    </message>
    <message>
        <source>For words that can&apos;t be put together.</source>
        <translation>Für Wörter, die sich nicht zusammensetzen lassen.</translation>
    </message>
    <message>
        <source>Before pieces that go on with a word.</source>
        <translation>Vor Stücken, die ein Wort fortsetzen.</translation>
    </message>
    <message>
        <source>Longer words are unknown.</source>
        <translation>Längere Wörter sind unbekannt.</translation>
    </message>
    <message>
        <source>Pairs are merged in the order in which they were learned.</source>
        <translation>Paare werden in der Reihenfolge zusammengeführt, in der sie gelernt wurden.</translation>
    </message>
    <message>
        <source>For characters that no token has.</source>
        <translation>Für Zeichen, die kein Token hat.</translation>
    </message>
    <message>
        <source>After pieces that end a word.</source>
        <translation>Nach Stücken, die ein Wort beenden.</translation>
    </message>
    <message>
        <source>Unknown characters that follow each other are one token.</source>
        <translation>Unbekannte Zeichen in Folge sind ein Token.</translation>
    </message>
    <message>
        <source>Spells what no token has as bytes.</source>
        <translation>Schreibt als Bytes, was kein Token hat.</translation>
    </message>
    <message>
        <source>A word that is a token is not merged.</source>
        <translation>Ein Wort, das ein Token ist, wird nicht zusammengeführt.</translation>
    </message>
    <message>
        <source>The cut with the best sum of scores.</source>
        <translation>Die Zerlegung mit der besten Summe der Werte.</translation>
    </message>
    <message>
        <source>The id of the token for what is unknown.</source>
        <translation>Die ID des Tokens für Unbekanntes.</translation>
    </message>
    <message>
        <source>Each word is a token or unknown.</source>
        <translation>Jedes Wort ist ein Token oder unbekannt.</translation>
    </message>
    <message>
        <source>For words that are no token.</source>
        <translation>Für Wörter, die kein Token sind.</translation>
    </message>
    <message>
        <source>Special tokens around one text or two.</source>
        <translation>Spezialtoken um einen Text oder zwei.</translation>
    </message>
    <message>
        <source>One text: $A is the text, :0 its type id.</source>
        <translation>Ein Text: $A ist der Text, :0 seine Typ-ID.</translation>
    </message>
    <message>
        <source>Two texts: $A and $B.</source>
        <translation>Zwei Texte: $A und $B.</translation>
    </message>
    <message>
        <source>BERT&apos;s tokens around the texts.</source>
        <translation>Die Token von BERT um die Texte.</translation>
    </message>
    <message>
        <source>After each text.</source>
        <translation>Nach jedem Text.</translation>
    </message>
    <message>
        <source>Before the first text.</source>
        <translation>Vor dem ersten Text.</translation>
    </message>
    <message>
        <source>RoBERTa&apos;s tokens around the texts.</source>
        <translation>Die Token von RoBERTa um die Texte.</translation>
    </message>
    <message>
        <source>Puts the offsets of byte-level tokens right.</source>
        <translation>Berichtigt die Positionen von Byte-Level-Token.</translation>
    </message>
    <message>
        <source>Joins pieces that go on with a word.</source>
        <translation>Fügt Stücke an, die ein Wort fortsetzen.</translation>
    </message>
    <message>
        <source>No spaces before punctuation.</source>
        <translation>Keine Leerzeichen vor Satzzeichen.</translation>
    </message>
    <message>
        <source>Visible bytes become text again.</source>
        <translation>Sichtbare Bytes werden wieder Text.</translation>
    </message>
    <message>
        <source>The visible characters become spaces again.</source>
        <translation>Die sichtbaren Zeichen werden wieder Leerzeichen.</translation>
    </message>
    <message>
        <source>Ends of words become spaces.</source>
        <translation>Wortenden werden Leerzeichen.</translation>
    </message>
    <message>
        <source>What speech models write: repetitions and blanks are dropped.</source>
        <translation>Für Ausgaben von Spracherkennern: Wiederholungen und Leerstellen entfallen.</translation>
    </message>
    <message>
        <source>The blank.</source>
        <translation>Die Leerstelle.</translation>
    </message>
    <message>
        <source>Between words.</source>
        <translation>Zwischen Wörtern.</translation>
    </message>
    <message>
        <source>Tokens such as &lt;0x61&gt; become bytes.</source>
        <translation>Token wie &lt;0x61&gt; werden Bytes.</translation>
    </message>
    <message>
        <source>All tokens become one.</source>
        <translation>Aus allen Token wird eines.</translation>
    </message>
    <message>
        <source>Takes characters away at the ends of tokens.</source>
        <translation>Entfernt Zeichen an den Enden der Token.</translation>
    </message>
    <message>
        <source>The character.</source>
        <translation>Das Zeichen.</translation>
    </message>
    <message>
        <source>At most so many at the start.</source>
        <translation>Höchstens so viele am Anfang.</translation>
    </message>
    <message>
        <source>At most so many at the end.</source>
        <translation>Höchstens so viele am Ende.</translation>
    </message>
    <message>
        <source>Normalizer</source>
        <translation>Normalisierer</translation>
    </message>
    <message>
        <source>Pre-tokenizer</source>
        <translation>Vorzerleger</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Post-processor</source>
        <translation>Nachbearbeiter</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>Dekodierer</translation>
    </message>
    <message>
        <source>“%1” is no piece: expected $A, $B or a token, and :0 after it.</source>
        <translation>„%1“ ist kein Teil: erwartet wird $A, $B oder ein Token, dahinter :0.</translation>
    </message>
    <message>
        <source>A template has at least $A.</source>
        <translation>Eine Vorlage hat mindestens $A.</translation>
    </message>
</context>
<context>
    <name>EncodingExport</name>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>Window %1 of %2: %3</source>
        <translation>Fenster %1 von %2: %3</translation>
    </message>
</context>
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
    <message>
        <source>The Hub could not be reached.</source>
        <translation>Der Hub war nicht erreichbar.</translation>
    </message>
    <message>
        <source>The Hub does not give access.</source>
        <translation>Der Hub gewährt keinen Zugang.</translation>
    </message>
    <message>
        <source>The training ran away: its numbers became infinite.</source>
        <translation>Das Training ist entgleist: Seine Zahlen wurden unendlich.</translation>
    </message>
    <message>
        <source>Check the network and the Hub&apos;s address in the settings, then try again. What is on this machine can be used without network.</source>
        <translation>Prüfen Sie das Netz und die Adresse des Hubs in den Einstellungen, und versuchen Sie es erneut. Was auf diesem Rechner liegt, lässt sich ohne Netz verwenden.</translation>
    </message>
    <message>
        <source>Enter a valid token in the settings. If the repository is gated, ask for access on its page first.</source>
        <translation>Geben Sie in den Einstellungen ein gültiges Token ein. Ist das Repository zugangsbeschränkt, beantragen Sie zuerst auf seiner Seite den Zugang.</translation>
    </message>
    <message>
        <source>Start again with a lower learning rate, or with warm-up.</source>
        <translation>Starten Sie erneut mit kleinerer Lernrate oder mit Aufwärmphase.</translation>
    </message>
    <message>
        <source>Choose a model of a kind that the message names, or another tokenizer.</source>
        <translation>Wählen Sie ein Modell einer Art, die die Meldung nennt, oder einen anderen Tokenizer.</translation>
    </message>
</context>
<context>
    <name>GenerationTexts</name>
    <message>
        <source>Stopped at the end token</source>
        <translation>Am Ende-Token beendet</translation>
    </message>
    <message>
        <source>Stopped at a stop string</source>
        <translation>An einer Stoppzeichenkette beendet</translation>
    </message>
    <message>
        <source>Reached max_new_tokens (%1)</source>
        <translation>max_new_tokens erreicht (%1)</translation>
    </message>
    <message>
        <source>Reached the greatest length</source>
        <translation>Größte Länge erreicht</translation>
    </message>
</context>
<context>
    <name>Hub</name>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>Trainiert mit</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>Basismodell</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Aktualisiert</translation>
    </message>
    <message>
        <source>Installed with Vitrine: it works without network.</source>
        <translation>Mit Vitrine installiert: Es läuft ohne Netz.</translation>
    </message>
    <message>
        <source>HF_HUB_OFFLINE is set: this is what is on this machine.</source>
        <translation>HF_HUB_OFFLINE ist gesetzt: Das liegt auf diesem Rechner.</translation>
    </message>
    <message>
        <source>The Hub could not be asked: this is what is on this machine.</source>
        <translation>Der Hub war nicht zu erreichen: Das liegt auf diesem Rechner.</translation>
    </message>
    <message>
        <source>What is needed here</source>
        <translation>Was hier gebraucht wird</translation>
    </message>
    <message>
        <source>Tokenizer alone</source>
        <translation>Nur der Tokenizer</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>can be loaded</source>
        <translation>ladbar</translation>
    </message>
    <message>
        <source>tokenizer only</source>
        <translation>nur Tokenizer</translation>
    </message>
    <message>
        <source>not supported yet</source>
        <translation>noch nicht unterstützt</translation>
    </message>
    <message>
        <source>on this machine</source>
        <translation>auf diesem Rechner</translation>
    </message>
    <message>
        <source>gated</source>
        <translation>zugangsbeschränkt</translation>
    </message>
    <message>
        <source>%1 downloads</source>
        <translation>%1 Downloads</translation>
    </message>
    <message>
        <source>%1 likes</source>
        <translation>%1 Likes</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>noch %n Sekunde</numerusform>
            <numerusform>noch %n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>noch %n Minute</numerusform>
            <numerusform>noch %n Minuten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HubSettings</name>
    <message>
        <source>The token of HF_TOKEN, or of the token file of huggingface_hub, is used.</source>
        <translation>Verwendet wird das Token aus HF_TOKEN oder aus der Token-Datei von huggingface_hub.</translation>
    </message>
    <message>
        <source>Signed in. The token is kept in the system&apos;s key ring.</source>
        <translation>Angemeldet. Das Token liegt im Schlüsselbund des Systems.</translation>
    </message>
    <message>
        <source>Signed in.</source>
        <translation>Angemeldet.</translation>
    </message>
    <message>
        <source>Signed in until the window closes: the token could not be put into a key ring (%1).</source>
        <translation>Angemeldet, bis das Fenster geschlossen wird: Das Token konnte in keinem Schlüsselbund abgelegt werden (%1).</translation>
    </message>
    <message>
        <source>Not signed in. Public models need no token; one is made on the Hub&apos;s page, under Settings, Access Tokens.</source>
        <translation>Nicht angemeldet. Öffentliche Modelle brauchen kein Token; eines erstellen Sie auf der Seite des Hubs unter Settings, Access Tokens.</translation>
    </message>
    <message>
        <source>HF_ENDPOINT says where the Hub is.</source>
        <translation>HF_ENDPOINT bestimmt, wo der Hub ist.</translation>
    </message>
    <message>
        <source>An address starts with https:// or http://.</source>
        <translation>Eine Adresse beginnt mit https:// oder http://.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>&amp;Hub address</source>
        <translation>&amp;Hub-Adresse</translation>
    </message>
    <message>
        <source>Hub to&amp;ken</source>
        <translation>Hub-To&amp;ken</translation>
    </message>
    <message>
        <source>Models kept in</source>
        <translation>Modelle liegen in</translation>
    </message>
</context>
<context>
    <name>ModelAgreement</name>
    <message>
        <source>the end</source>
        <translation>das Ende</translation>
    </message>
    <message>
        <source>token %1 is “%2” instead of “%3”</source>
        <translation>Token %1 ist „%2“ statt „%3“</translation>
    </message>
    <message numerus="yes">
        <source>differs after %n character(s)</source>
        <translation>
            <numerusform>weicht nach %n Zeichen ab</numerusform>
            <numerusform>weicht nach %n Zeichen ab</numerusform>
        </translation>
    </message>
    <message>
        <source>no label in common</source>
        <translation>kein gemeinsames Label</translation>
    </message>
    <message>
        <source>%1 instead of %2</source>
        <translation>%1 statt %2</translation>
    </message>
    <message>
        <source>F1 %1</source>
        <translation>F1 %1</translation>
    </message>
    <message>
        <source>%1 % of the words in common</source>
        <translation>%1 % der Wörter gemeinsam</translation>
    </message>
    <message>
        <source>%1 and %2 numbers: no cosine</source>
        <translation>%1 und %2 Zahlen: kein Kosinus</translation>
    </message>
    <message>
        <source>cosine %1</source>
        <translation>Kosinus %1</translation>
    </message>
    <message>
        <source>nothing found</source>
        <translation>nichts gefunden</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message numerus="yes">
        <source>%n number(s)</source>
        <translation>
            <numerusform>%n Zahl</numerusform>
            <numerusform>%n Zahlen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelCompareJob</name>
    <message>
        <source>This model can&apos;t do this task.</source>
        <translation>Dieses Modell kann diese Aufgabe nicht.</translation>
    </message>
    <message>
        <source>Choose a model that was trained for it.</source>
        <translation>Wählen Sie ein Modell, das dafür trainiert wurde.</translation>
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
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Attention</translation>
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
    <name>QObject</name>
    <message>
        <source>There is no key ring service.</source>
        <translation>Es gibt keinen Schlüsselbund-Dienst.</translation>
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
    <name>TaskCatalogue</name>
    <message>
        <source>Classify and rank</source>
        <translation>Einordnen und ordnen</translation>
    </message>
    <message>
        <source>Find inside a text</source>
        <translation>Im Text finden</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Compare meanings</source>
        <translation>Bedeutungen vergleichen</translation>
    </message>
    <message>
        <source>Text classification</source>
        <translation>Textklassifikation</translation>
    </message>
    <message>
        <source>Gives a text, or a pair of texts, one or several of fixed labels.</source>
        <translation>Gibt einem Text oder einem Textpaar eines oder mehrere feste Labels.</translation>
    </message>
    <message>
        <source>Zero-shot classification</source>
        <translation>Zero-Shot-Klassifikation</translation>
    </message>
    <message>
        <source>Chooses among labels that you make up, without any training.</source>
        <translation>Wählt unter Labels, die Sie sich ausdenken, ganz ohne Training.</translation>
    </message>
    <message>
        <source>Multiple choice</source>
        <translation>Multiple Choice</translation>
    </message>
    <message>
        <source>Finds the most likely continuation of a text among several.</source>
        <translation>Findet unter mehreren die wahrscheinlichste Fortsetzung eines Textes.</translation>
    </message>
    <message>
        <source>Text ranking</source>
        <translation>Textrangfolge</translation>
    </message>
    <message>
        <source>Puts documents into the order in which they answer a query.</source>
        <translation>Ordnet Dokumente danach, wie gut sie eine Anfrage beantworten.</translation>
    </message>
    <message>
        <source>Token classification</source>
        <translation>Tokenklassifikation</translation>
    </message>
    <message>
        <source>Marks names, places or parts of speech in a text.</source>
        <translation>Markiert Namen, Orte oder Wortarten in einem Text.</translation>
    </message>
    <message>
        <source>Question answering</source>
        <translation>Fragen beantworten</translation>
    </message>
    <message>
        <source>Points at the answer to a question inside a context of any length.</source>
        <translation>Zeigt die Antwort auf eine Frage in einem beliebig langen Kontext.</translation>
    </message>
    <message>
        <source>Fill in the mask</source>
        <translation>Maske füllen</translation>
    </message>
    <message>
        <source>Ranks the words that fit into a gap of a sentence.</source>
        <translation>Ordnet die Wörter, die in die Lücke eines Satzes passen.</translation>
    </message>
    <message>
        <source>Text generation</source>
        <translation>Textgenerierung</translation>
    </message>
    <message>
        <source>Goes on with a text, token by token, with all alternatives open.</source>
        <translation>Setzt einen Text fort, Token für Token, mit allen Alternativen.</translation>
    </message>
    <message>
        <source>Text to text</source>
        <translation>Text zu Text</translation>
    </message>
    <message>
        <source>Turns a text with an instruction into another text.</source>
        <translation>Macht aus einem Text mit einer Anweisung einen anderen.</translation>
    </message>
    <message>
        <source>Summarization</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Says the main points of a long text in a few sentences.</source>
        <translation>Sagt das Wichtigste eines langen Textes in wenigen Sätzen.</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Übersetzung</translation>
    </message>
    <message>
        <source>Carries a text over into another language.</source>
        <translation>Überträgt einen Text in eine andere Sprache.</translation>
    </message>
    <message>
        <source>Sentence similarity</source>
        <translation>Satzähnlichkeit</translation>
    </message>
    <message>
        <source>Shows how near texts are in meaning, each with each.</source>
        <translation>Zeigt, wie nah sich Texte in der Bedeutung sind, jeder mit jedem.</translation>
    </message>
    <message>
        <source>Feature extraction</source>
        <translation>Merkmalsextraktion</translation>
    </message>
    <message>
        <source>Turns texts into the vectors that everything else is made from.</source>
        <translation>Macht aus Texten die Vektoren, aus denen alles andere entsteht.</translation>
    </message>
</context>
<context>
    <name>TaskFields</name>
    <message>
        <source>Second text</source>
        <translation>Zweiter Text</translation>
    </message>
    <message>
        <source>Only for models of pairs: entailment, paraphrase.</source>
        <translation>Nur für Modelle von Paaren: Folgerung, Paraphrase.</translation>
    </message>
    <message>
        <source>Scores by</source>
        <translation>Werte durch</translation>
    </message>
    <message>
        <source>softmax: the labels share one; sigmoid: every label for itself; none: the logits. default: what the model was trained for.</source>
        <translation>softmax: die Labels teilen sich eins; sigmoid: jedes Label für sich; none: die Logits. default: wofür das Modell trainiert wurde.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>What is to be classified.</source>
        <translation>Was eingeordnet werden soll.</translation>
    </message>
    <message>
        <source>Candidate labels</source>
        <translation>Mögliche Labels</translation>
    </message>
    <message>
        <source>Add a label …</source>
        <translation>Label hinzufügen …</translation>
    </message>
    <message>
        <source>Hypothesis</source>
        <translation>Hypothese</translation>
    </message>
    <message>
        <source>A sentence with {} in the place of the label.</source>
        <translation>Ein Satz mit {} an der Stelle des Labels.</translation>
    </message>
    <message>
        <source>Several labels may be true</source>
        <translation>Mehrere Labels können zutreffen</translation>
    </message>
    <message>
        <source>Each label gets a score of its own instead of a share of one.</source>
        <translation>Jedes Label bekommt einen eigenen Wert statt eines Anteils an eins.</translation>
    </message>
    <message>
        <source>Grouping</source>
        <translation>Gruppierung</translation>
    </message>
    <message>
        <source>none: every token by itself; simple: neighbours of one entity; first, average, max: whole words, by their first token, the mean or the best score.</source>
        <translation>none: jedes Token für sich; simple: Nachbarn einer Entität; first, average, max: ganze Wörter, nach dem ersten Token, dem Mittel oder dem besten Wert.</translation>
    </message>
    <message>
        <source>Where names are to be found.</source>
        <translation>Worin Namen gefunden werden sollen.</translation>
    </message>
    <message>
        <source>Window overlap</source>
        <translation>Überlappung der Fenster</translation>
    </message>
    <message>
        <source>Tokens that neighbouring windows of a long text share.</source>
        <translation>Tokens, die benachbarte Fenster eines langen Textes gemeinsam haben.</translation>
    </message>
    <message>
        <source>No windows</source>
        <translation>Keine Fenster</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>What do you want to know?</source>
        <translation>Was möchten Sie wissen?</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>The text that holds the answer, as long as you like.</source>
        <translation>Der Text mit der Antwort, so lang Sie wollen.</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>So many of the best answers.</source>
        <translation>So viele der besten Antworten.</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>Längste Antwort</translation>
    </message>
    <message>
        <source>In tokens.</source>
        <translation>In Tokens.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Tokens of question and context together; a longer context is cut into windows.</source>
        <translation>Tokens von Frage und Kontext zusammen; ein längerer Kontext wird in Fenster geschnitten.</translation>
    </message>
    <message>
        <source>As the model</source>
        <translation>Wie das Modell</translation>
    </message>
    <message>
        <source>Tokens that neighbouring windows share.</source>
        <translation>Tokens, die benachbarte Fenster gemeinsam haben.</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>There may be no answer</source>
        <translation>Es darf keine Antwort geben</translation>
    </message>
    <message>
        <source>“No answer” takes part with a score of its own.</source>
        <translation>„Keine Antwort“ nimmt mit einem eigenen Wert teil.</translation>
    </message>
    <message>
        <source>Text with gaps</source>
        <translation>Text mit Lücken</translation>
    </message>
    <message>
        <source>A sentence with one or several masks.</source>
        <translation>Ein Satz mit einer oder mehreren Masken.</translation>
    </message>
    <message>
        <source>Only these words</source>
        <translation>Nur diese Wörter</translation>
    </message>
    <message>
        <source>Any word; add one …</source>
        <translation>Jedes Wort; eins hinzufügen …</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>Kandidaten</translation>
    </message>
    <message>
        <source>So many of the best words a mask.</source>
        <translation>So viele der besten Wörter je Maske.</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>One a line, two at least.</source>
        <translation>Eine je Zeile, mindestens zwei.</translation>
    </message>
    <message>
        <source>Beginning</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>A situation or a question.</source>
        <translation>Eine Situation oder eine Frage.</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>One a line.</source>
        <translation>Eines je Zeile.</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>What is looked for.</source>
        <translation>Wonach gesucht wird.</translation>
    </message>
    <message>
        <source>Write or paste a text.</source>
        <translation>Schreiben oder fügen Sie einen Text ein.</translation>
    </message>
    <message>
        <source>The model goes on from here.</source>
        <translation>Das Modell schreibt von hier weiter.</translation>
    </message>
    <message>
        <source>What is to be summarized.</source>
        <translation>Was zusammengefasst werden soll.</translation>
    </message>
    <message>
        <source>What is to be translated.</source>
        <translation>Was übersetzt werden soll.</translation>
    </message>
</context>
<context>
    <name>TrainingData</name>
    <message>
        <source>The table has no rows.</source>
        <translation>Die Tabelle hat keine Zeilen.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>The table has no column of texts.</source>
        <translation>Die Tabelle hat keine Spalte mit Texten.</translation>
    </message>
    <message>
        <source>Choose the text column above.</source>
        <translation>Wählen Sie oben die Textspalte.</translation>
    </message>
    <message>
        <source>The table has no column of labels.</source>
        <translation>Die Tabelle hat keine Spalte mit Labels.</translation>
    </message>
    <message>
        <source>Add a column with the answer of every row, or choose the label column above.</source>
        <translation>Ergänzen Sie eine Spalte mit der Antwort jeder Zeile, oder wählen Sie oben die Label-Spalte.</translation>
    </message>
    <message>
        <source>Text and label are the same column.</source>
        <translation>Text und Label sind dieselbe Spalte.</translation>
    </message>
    <message>
        <source>Choose two.</source>
        <translation>Wählen Sie zwei verschiedene.</translation>
    </message>
    <message>
        <source>All rows have the same label.</source>
        <translation>Alle Zeilen haben dasselbe Label.</translation>
    </message>
    <message>
        <source>Choose a column with at least two labels.</source>
        <translation>Wählen Sie eine Spalte mit mindestens zwei Labels.</translation>
    </message>
    <message>
        <source>The label column has %1 different values.</source>
        <translation>Die Label-Spalte hat %1 verschiedene Werte.</translation>
    </message>
    <message>
        <source>Choose a column with fewer labels.</source>
        <translation>Wählen Sie eine Spalte mit weniger Labels.</translation>
    </message>
    <message>
        <source>%1 rows have no label.</source>
        <translation>Zeilen ohne Label: %1.</translation>
    </message>
    <message>
        <source>Give every row a label, or remove these rows.</source>
        <translation>Geben Sie jeder Zeile ein Label, oder entfernen Sie diese Zeilen.</translation>
    </message>
    <message>
        <source>All texts are empty.</source>
        <translation>Alle Texte sind leer.</translation>
    </message>
    <message>
        <source>Choose another text column.</source>
        <translation>Wählen Sie eine andere Textspalte.</translation>
    </message>
    <message>
        <source>A label has one row only, so it can&apos;t be in both parts.</source>
        <translation>Ein Label hat nur eine Zeile und kann daher nicht in beiden Teilen sein.</translation>
    </message>
    <message>
        <source>Remove it, or switch off “Same share of every label” under Advanced.</source>
        <translation>Entfernen Sie es, oder schalten Sie unter „Erweitert“ die Option „Gleicher Anteil je Label“ aus.</translation>
    </message>
    <message>
        <source>With %1 rows one part of the split is empty.</source>
        <translation>Bei %1 Zeilen ist ein Teil der Aufteilung leer.</translation>
    </message>
    <message>
        <source>Add rows or hold out fewer.</source>
        <translation>Fügen Sie Zeilen hinzu, oder halten Sie weniger zurück.</translation>
    </message>
    <message>
        <source>Starter e-mails</source>
        <translation>Mitgelieferte E-Mails</translation>
    </message>
</context>
<context>
    <name>TrainingText</name>
    <message>
        <source>Not started</source>
        <translation>Nicht begonnen</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Stopped early</source>
        <translation>Früh beendet</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Broken off</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Too early to say</source>
        <translation>Noch zu früh</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>Gesund</translation>
    </message>
    <message>
        <source>Overfitting</source>
        <translation>Überanpassung</translation>
    </message>
    <message>
        <source>Underfitting</source>
        <translation>Unteranpassung</translation>
    </message>
    <message>
        <source>Erratic</source>
        <translation>Sprunghaft</translation>
    </message>
    <message>
        <source>Diverging</source>
        <translation>Divergiert</translation>
    </message>
    <message>
        <source>Still improving</source>
        <translation>Wird noch besser</translation>
    </message>
    <message>
        <source>A verdict needs a few steps and at least two evaluations.</source>
        <translation>Ein Urteil braucht einige Schritte und mindestens zwei Auswertungen.</translation>
    </message>
    <message>
        <source>Both losses fell and levelled off: training %1, validation %2, which lie %3 apart.</source>
        <translation>Beide Verluste sind gefallen und flach geworden: Training %1, Validierung %2, Abstand %3.</translation>
    </message>
    <message>
        <source>The validation loss was best at step %1 (%2) and has risen by %3 % since, while the training loss went to %4: the model learns these rows by heart.</source>
        <translation>Der Validierungsverlust war bei Schritt %1 am besten (%2) und ist seither um %3 % gestiegen, während der Trainingsverlust auf %4 fiel: Das Modell lernt diese Zeilen auswendig.</translation>
    </message>
    <message>
        <source>The validation loss stays at %1 while the training loss went to %2: what the model still learns holds for these rows only.</source>
        <translation>Der Validierungsverlust bleibt bei %1, während der Trainingsverlust auf %2 fiel: Was das Modell noch lernt, gilt nur für diese Zeilen.</translation>
    </message>
    <message>
        <source>The training loss went only from %1 to %2 and levelled off: the model has hardly begun to fit.</source>
        <translation>Der Trainingsverlust ging nur von %1 auf %2 und wurde dann flach: Das Modell hat kaum begonnen, sich anzupassen.</translation>
    </message>
    <message>
        <source>The losses jump up and down; the noise of the training loss is %1 % of its start.</source>
        <translation>Die Verluste springen auf und ab; das Rauschen des Trainingsverlusts beträgt %1 % seines Anfangswerts.</translation>
    </message>
    <message>
        <source>From step %1 on the loss is not a number any more: the weights ran away.</source>
        <translation>Ab Schritt %1 ist der Verlust keine Zahl mehr: Die Gewichte sind entgleist.</translation>
    </message>
    <message>
        <source>The training loss rises: it began at %1 and is %2 now.</source>
        <translation>Der Trainingsverlust steigt: Er begann bei %1 und ist jetzt %2.</translation>
    </message>
    <message>
        <source>The validation loss is %1 and still falls: %2 % of its fall came in the last quarter.</source>
        <translation>Der Validierungsverlust ist %1 und fällt noch: %2 % seines Rückgangs kamen im letzten Viertel.</translation>
    </message>
    <message>
        <source>Wait for the next evaluations.</source>
        <translation>Warten Sie die nächsten Auswertungen ab.</translation>
    </message>
    <message>
        <source>Nothing to do. Look at the wrong predictions next.</source>
        <translation>Nichts zu tun. Sehen Sie sich als Nächstes die falschen Vorhersagen an.</translation>
    </message>
    <message>
        <source>Stop early and keep the best checkpoint, use more weight decay, or add more rows.</source>
        <translation>Beenden Sie früher und behalten Sie den besten Checkpoint, erhöhen Sie den Gewichtszerfall, oder fügen Sie Zeilen hinzu.</translation>
    </message>
    <message>
        <source>Train longer, try a higher learning rate or a larger model, and check the labels.</source>
        <translation>Trainieren Sie länger, versuchen Sie eine höhere Lernrate oder ein größeres Modell, und prüfen Sie die Labels.</translation>
    </message>
    <message>
        <source>Lower the learning rate, take larger batches, clip the gradients.</source>
        <translation>Senken Sie die Lernrate, nehmen Sie größere Stapel, und kappen Sie die Gradienten.</translation>
    </message>
    <message>
        <source>Train for more epochs.</source>
        <translation>Trainieren Sie mehr Epochen.</translation>
    </message>
    <message>
        <source>Validation loss rose by %1 % to %2.</source>
        <translation>Validierungsverlust um %1 % auf %2 gestiegen.</translation>
    </message>
    <message>
        <source>Validation loss fell by %1 % to %2.</source>
        <translation>Validierungsverlust um %1 % auf %2 gefallen.</translation>
    </message>
    <message>
        <source>Validation loss stayed at %1.</source>
        <translation>Validierungsverlust blieb bei %1.</translation>
    </message>
    <message>
        <source>Accuracy up %1 points to %2 %.</source>
        <translation>Genauigkeit um %1 Punkte auf %2 % gestiegen.</translation>
    </message>
    <message>
        <source>Accuracy down %1 points to %2 %.</source>
        <translation>Genauigkeit um %1 Punkte auf %2 % gefallen.</translation>
    </message>
    <message>
        <source>Accuracy is %1 % after the first epoch.</source>
        <translation>Genauigkeit nach der ersten Epoche: %1 %.</translation>
    </message>
    <message>
        <source>Training loss fell from %1 to %2.</source>
        <translation>Trainingsverlust von %1 auf %2 gefallen.</translation>
    </message>
    <message>
        <source>Training loss rose from %1 to %2.</source>
        <translation>Trainingsverlust von %1 auf %2 gestiegen.</translation>
    </message>
    <message>
        <source>The loss is not a number from step %1 on.</source>
        <translation>Ab Schritt %1 ist der Verlust keine Zahl.</translation>
    </message>
    <message>
        <source>The gradient norm jumped to %1 at step %2 (usual: %3).</source>
        <translation>Die Gradientennorm sprang bei Schritt %2 auf %1 (üblich: %3).</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
</context>
<context>
    <name>vitrine::app::AttentionController</name>
    <message>
        <source>Show lines between tokens</source>
        <translation>Linien zwischen Token zeigen</translation>
    </message>
    <message>
        <source>Show the matrix</source>
        <translation>Matrix zeigen</translation>
    </message>
    <message>
        <source>Show all heads</source>
        <translation>Alle Köpfe zeigen</translation>
    </message>
    <message>
        <source>Next layer</source>
        <translation>Nächste Schicht</translation>
    </message>
    <message>
        <source>Previous layer</source>
        <translation>Vorige Schicht</translation>
    </message>
    <message>
        <source>Next head</source>
        <translation>Nächster Kopf</translation>
    </message>
    <message>
        <source>Previous head</source>
        <translation>Voriger Kopf</translation>
    </message>
    <message>
        <source>Use the Tokenizer&apos;s text</source>
        <translation>Text des Tokenizers übernehmen</translation>
    </message>
    <message>
        <source>Compare with a model folder</source>
        <translation>Mit einem Modellordner vergleichen</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Als Python kopieren</translation>
    </message>
    <message>
        <source>Export attention</source>
        <translation>Aufmerksamkeit exportieren</translation>
    </message>
    <message>
        <source>Go to the text</source>
        <translation>Zum Text gehen</translation>
    </message>
    <message>
        <source>Open a model, or take the small one that came with Vitrine: you will see which words look at which, in every head of every layer.</source>
        <translation>Öffnen Sie ein Modell, oder nehmen Sie das kleine, das mit Vitrine kam: Sie sehen, welche Wörter auf welche blicken, in jedem Kopf jeder Schicht.</translation>
    </message>
    <message>
        <source>Open all-MiniLM-L6-v2</source>
        <translation>all-MiniLM-L6-v2 öffnen</translation>
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
        <source>Looking into the model …</source>
        <translation>Das Modell wird untersucht …</translation>
    </message>
    <message>
        <source>The model could not be looked into</source>
        <translation>Das Modell konnte nicht untersucht werden</translation>
    </message>
    <message>
        <source>Opening the run %1</source>
        <translation>Lauf %1 öffnen</translation>
    </message>
    <message>
        <source>%1 · final model</source>
        <translation>%1 · fertiges Modell</translation>
    </message>
    <message>
        <source>Picture of what is shown (*.png)</source>
        <translation>Bild der Ansicht (*.png)</translation>
    </message>
    <message>
        <source>Drawing of what is shown (*.svg)</source>
        <translation>Zeichnung der Ansicht (*.svg)</translation>
    </message>
    <message>
        <source>The head&apos;s numbers (*.npy)</source>
        <translation>Zahlen des Kopfes (*.npy)</translation>
    </message>
    <message>
        <source>All layers and heads (*.safetensors)</source>
        <translation>Alle Schichten und Köpfe (*.safetensors)</translation>
    </message>
</context>
<context>
    <name>vitrine::app::BatchController</name>
    <message>
        <source>Stopping …</source>
        <translation>Hält an …</translation>
    </message>
    <message>
        <source>Choose a table</source>
        <translation>Tabelle wählen</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.jsonl *.json *.parquet *.arrow *.txt)</source>
        <translation>Tabellen (*.csv *.tsv *.jsonl *.json *.parquet *.arrow *.txt)</translation>
    </message>
    <message>
        <source>Results go to</source>
        <translation>Ergebnisse nach</translation>
    </message>
    <message>
        <source>Tables (*.jsonl *.csv *.tsv *.parquet *.arrow)</source>
        <translation>Tabellen (*.jsonl *.csv *.tsv *.parquet *.arrow)</translation>
    </message>
    <message>
        <source>Reading %1 …</source>
        <translation>%1 wird gelesen …</translation>
    </message>
    <message>
        <source>%1 could not be opened</source>
        <translation>%1 konnte nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Loading the model …</source>
        <translation>Das Modell wird geladen …</translation>
    </message>
    <message>
        <source>Done: %1</source>
        <translation>Fertig: %1</translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %n row(s); it goes on from there.</source>
        <translation>
            <numerusform>Nach %n Zeile angehalten; von dort geht es weiter.</numerusform>
            <numerusform>Nach %n Zeilen angehalten; von dort geht es weiter.</numerusform>
        </translation>
    </message>
    <message>
        <source>The batch ended unexpectedly; it goes on from where it was.</source>
        <translation>Der Stapel endete unerwartet; es geht weiter, wo er war.</translation>
    </message>
    <message>
        <source>The batch could not be started.</source>
        <translation>Der Stapel konnte nicht gestartet werden.</translation>
    </message>
    <message>
        <source>Replace %1?</source>
        <translation>%1 ersetzen?</translation>
    </message>
    <message>
        <source>There is a file of that name. It is kept until the new results are complete, then they replace it.</source>
        <translation>Es gibt schon eine Datei dieses Namens. Sie bleibt, bis die neuen Ergebnisse vollständig sind; dann treten diese an ihre Stelle.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
</context>
<context>
    <name>vitrine::app::BiasController</name>
    <message>
        <source>Measure bias</source>
        <translation>Verzerrung messen</translation>
    </message>
    <message>
        <source>Stop measuring</source>
        <translation>Messung anhalten</translation>
    </message>
    <message>
        <source>Copy the bias probe as Python</source>
        <translation>Verzerrungsprobe als Python kopieren</translation>
    </message>
    <message>
        <source>Export the bias probe</source>
        <translation>Verzerrungsprobe exportieren</translation>
    </message>
    <message>
        <source>Go to the sentences</source>
        <translation>Zu den Sätzen gehen</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>No model is open.</source>
        <translation>Es ist kein Modell geöffnet.</translation>
    </message>
    <message>
        <source>%1 has no head for “%2”.</source>
        <translation>%1 hat keinen Kopf für „%2“.</translation>
    </message>
    <message>
        <source>Open the starter model %1</source>
        <translation>Startmodell %1 öffnen</translation>
    </message>
    <message>
        <source>Loading the model …</source>
        <translation>Das Modell wird geladen …</translation>
    </message>
    <message>
        <source>Measuring bias</source>
        <translation>Verzerrung wird gemessen</translation>
    </message>
    <message>
        <source>Stopped; what was there before stays.</source>
        <translation>Angehalten; was vorher da war, bleibt.</translation>
    </message>
    <message>
        <source>%1 sentences</source>
        <translation>%1 Sätze</translation>
    </message>
    <message>
        <source>The figures could not be compared</source>
        <translation>Die Zahlen konnten nicht verglichen werden</translation>
    </message>
    <message>
        <source>Picture of the chart (*.png)</source>
        <translation>Bild des Diagramms (*.png)</translation>
    </message>
    <message>
        <source>Drawing of the chart (*.svg)</source>
        <translation>Zeichnung des Diagramms (*.svg)</translation>
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
    <name>vitrine::app::HistoryController</name>
    <message>
        <source>Export the history</source>
        <translation>Verlauf exportieren</translation>
    </message>
    <message>
        <source>All runs (*.json)</source>
        <translation>Alle Läufe (*.json)</translation>
    </message>
</context>
<context>
    <name>vitrine::app::HubController</name>
    <message>
        <source>Go to the search</source>
        <translation>Zur Suche gehen</translation>
    </message>
    <message>
        <source>Show what is on this machine</source>
        <translation>Zeigen, was auf diesem Rechner liegt</translation>
    </message>
    <message>
        <source>Search the Hub</source>
        <translation>Hub durchsuchen</translation>
    </message>
    <message>
        <source>Load the page again</source>
        <translation>Seite neu laden</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Als Python kopieren</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Its card, its files and whether it can be loaded here are shown then.</source>
        <translation>Dann sehen Sie seine Karte, seine Dateien und ob es sich hier laden lässt.</translation>
    </message>
    <message>
        <source>Reading %1 …</source>
        <translation>%1 wird gelesen …</translation>
    </message>
    <message>
        <source>%1 of %2 files  ·  %3 of %4</source>
        <translation>%1 von %2 Dateien  ·  %3 von %4</translation>
    </message>
    <message>
        <source>Starting …</source>
        <translation>Wird gestartet …</translation>
    </message>
    <message>
        <source>Not finished; what was loaded is kept.</source>
        <translation>Nicht abgeschlossen; das Geladene bleibt erhalten.</translation>
    </message>
    <message>
        <source>Stopped: %1. It is kept.</source>
        <translation>Angehalten: %1. Das bleibt erhalten.</translation>
    </message>
</context>
<context>
    <name>vitrine::app::HubService</name>
    <message>
        <source>Downloading %1</source>
        <translation>%1 wird heruntergeladen</translation>
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
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Try again: %1</source>
        <translation>Erneut versuchen: %1</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Dismiss: %1</source>
        <translation>Ausblenden: %1</translation>
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
    <message>
        <source>Tokenizers (tokenizer.json vocab.txt *.json *.txt *.model *.tiktoken *.gguf)</source>
        <translation>Tokenizer (tokenizer.json vocab.txt *.json *.txt *.model *.tiktoken *.gguf)</translation>
    </message>
</context>
<context>
    <name>vitrine::app::ModelCompareController</name>
    <message>
        <source>Compare the models</source>
        <translation>Modelle vergleichen</translation>
    </message>
    <message>
        <source>Stop the comparison</source>
        <translation>Vergleich anhalten</translation>
    </message>
    <message>
        <source>Copy the comparison as Python</source>
        <translation>Vergleich als Python kopieren</translation>
    </message>
    <message>
        <source>Export the comparison</source>
        <translation>Vergleich exportieren</translation>
    </message>
    <message>
        <source>Everything (*.json)</source>
        <translation>Alles (*.json)</translation>
    </message>
    <message>
        <source>Answers (*.csv)</source>
        <translation>Antworten (*.csv)</translation>
    </message>
    <message>
        <source>Figures (*.csv)</source>
        <translation>Zahlen (*.csv)</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>wie gespeichert</translation>
    </message>
    <message>
        <source>%1 M parameters, %2</source>
        <translation>%1 Mio. Parameter, %2</translation>
    </message>
    <message>
        <source>It has no head for this task.</source>
        <translation>Es hat keinen Kopf für diese Aufgabe.</translation>
    </message>
    <message>
        <source>It can: %1</source>
        <translation>Es kann: %1</translation>
    </message>
    <message>
        <source>Choose a table</source>
        <translation>Tabelle wählen</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.jsonl *.json *.parquet *.arrow *.txt)</source>
        <translation>Tabellen (*.csv *.tsv *.jsonl *.json *.parquet *.arrow *.txt)</translation>
    </message>
    <message>
        <source>%1 could not be opened</source>
        <translation>%1 konnte nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Waiting for the computer …</source>
        <translation>Wartet auf den Rechner …</translation>
    </message>
    <message numerus="yes">
        <source>Comparing %n model(s)</source>
        <translation>
            <numerusform>%n Modell wird verglichen</numerusform>
            <numerusform>%n Modelle werden verglichen</numerusform>
        </translation>
    </message>
    <message>
        <source>The answers could not be compared</source>
        <translation>Die Antworten konnten nicht verglichen werden</translation>
    </message>
    <message>
        <source>Stopped; what was done is kept.</source>
        <translation>Angehalten; was fertig war, bleibt.</translation>
    </message>
    <message>
        <source>The models could not be compared</source>
        <translation>Die Modelle konnten nicht verglichen werden</translation>
    </message>
</context>
<context>
    <name>vitrine::app::ModelMenu</name>
    <message>
        <source>It has no head for this task. It can: %1</source>
        <translation>Es hat keinen Kopf für diese Aufgabe. Es kann: %1</translation>
    </message>
    <message>
        <source>The window&apos;s own: %1</source>
        <translation>Das des Fensters: %1</translation>
    </message>
    <message>
        <source>Starter models</source>
        <translation>Startmodelle</translation>
    </message>
    <message>
        <source>Recent models</source>
        <translation>Zuletzt benutzte Modelle</translation>
    </message>
    <message>
        <source>In the Hub&apos;s cache</source>
        <translation>Im Cache des Hubs</translation>
    </message>
    <message>
        <source>Open model folder…</source>
        <translation>Modellordner öffnen …</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Modell öffnen</translation>
    </message>
</context>
<context>
    <name>vitrine::app::PlaygroundController</name>
    <message>
        <source>Tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Compare models</source>
        <translation>Modelle vergleichen</translation>
    </message>
    <message>
        <source>Bias probe</source>
        <translation>Verzerrungsprobe</translation>
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
    <name>vitrine::app::SimilarityController</name>
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
        <translation>Prüfen Sie sich</translation>
    </message>
    <message>
        <source>Export the predictions</source>
        <translation>Vorhersagen exportieren</translation>
    </message>
    <message>
        <source>Predicted labels (*.csv)</source>
        <translation>Vorhergesagte Labels (*.csv)</translation>
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
        <translation>Textdatei öffnen</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md *.csv *.tsv);;All files (*)</source>
        <translation>Texte (*.txt *.md *.csv *.tsv);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>vitrine::app::TasksController</name>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>All tasks</source>
        <translation>Alle Aufgaben</translation>
    </message>
    <message>
        <source>Go to the text</source>
        <translation>Zum Text</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Als Python kopieren</translation>
    </message>
    <message>
        <source>Export the result</source>
        <translation>Ergebnis exportieren</translation>
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
        <source>Loading the model …</source>
        <translation>Das Modell wird geladen …</translation>
    </message>
    <message>
        <source>Open the starter model %1</source>
        <translation>Startmodell %1 öffnen</translation>
    </message>
    <message>
        <source>The model could not be opened</source>
        <translation>Das Modell konnte nicht geöffnet werden</translation>
    </message>
    <message>
        <source>“%1” needs a model that was trained for it. %2 can do: %3.</source>
        <translation>„%1“ braucht ein Modell, das dafür trainiert wurde. %2 kann: %3.</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Request, result and details (*.json)</source>
        <translation>Anfrage, Ergebnis und Einzelheiten (*.json)</translation>
    </message>
    <message>
        <source>Export the drawing</source>
        <translation>Zeichnung exportieren</translation>
    </message>
    <message>
        <source>Drawing (*.svg)</source>
        <translation>Zeichnung (*.svg)</translation>
    </message>
</context>
<context>
    <name>vitrine::app::TokenizerBuildController</name>
    <message>
        <source>Save the tokenizer into a folder</source>
        <translation>Tokenizer in einem Ordner speichern</translation>
    </message>
    <message>
        <source>Edit: %1</source>
        <translation>Bearbeiten: %1</translation>
    </message>
    <message>
        <source>Edit: roles of tokens</source>
        <translation>Bearbeiten: Rollen der Token</translation>
    </message>
    <message>
        <source>%1 (its model is %2)</source>
        <translation>%1 (sein Modell ist %2)</translation>
    </message>
    <message>
        <source>Vocabulary of %1: %2 tokens</source>
        <translation>Vokabular von %1: %2 Token</translation>
    </message>
    <message>
        <source>%1 tokens in the model&apos;s vocabulary</source>
        <translation>%1 Token im Vokabular des Modells</translation>
    </message>
    <message>
        <source>The tokenizer %1 could not be opened</source>
        <translation>Der Tokenizer %1 konnte nicht geöffnet werden</translation>
    </message>
    <message>
        <source>The tokenizer could not be saved</source>
        <translation>Der Tokenizer konnte nicht gespeichert werden</translation>
    </message>
</context>
<context>
    <name>vitrine::app::TokenizerCompareController</name>
    <message>
        <source>Copy the comparison as Python</source>
        <translation>Vergleich als Python kopieren</translation>
    </message>
    <message>
        <source>Export the comparison</source>
        <translation>Vergleich exportieren</translation>
    </message>
    <message>
        <source>Measure a file</source>
        <translation>Datei messen</translation>
    </message>
    <message>
        <source>Go to the text</source>
        <translation>Zum Text gehen</translation>
    </message>
    <message>
        <source>Go to the alignment</source>
        <translation>Zur Gegenüberstellung gehen</translation>
    </message>
    <message>
        <source>Next difference</source>
        <translation>Nächster Unterschied</translation>
    </message>
    <message>
        <source>Previous difference</source>
        <translation>Voriger Unterschied</translation>
    </message>
    <message>
        <source>Opening the tokenizers …</source>
        <translation>Die Tokenizer werden geöffnet …</translation>
    </message>
    <message>
        <source>The texts could not be compared</source>
        <translation>Die Texte konnten nicht verglichen werden</translation>
    </message>
    <message>
        <source>Texts and tables (*.txt *.md *.csv *.tsv *.json *.jsonl *.parquet *.arrow);;All files (*)</source>
        <translation>Texte und Tabellen (*.txt *.md *.csv *.tsv *.json *.jsonl *.parquet *.arrow);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Measuring %1</source>
        <translation>%1 wird gemessen</translation>
    </message>
    <message>
        <source>Reading %1 …</source>
        <translation>%1 wird gelesen …</translation>
    </message>
    <message>
        <source>%1 could not be measured</source>
        <translation>%1 konnte nicht gemessen werden</translation>
    </message>
    <message>
        <source>Figures (*.csv)</source>
        <translation>Zahlen (*.csv)</translation>
    </message>
    <message>
        <source>Figures, tokens and stretches (*.json)</source>
        <translation>Zahlen, Token und Abschnitte (*.json)</translation>
    </message>
    <message>
        <source>Picture of the alignment (*.png)</source>
        <translation>Bild der Gegenüberstellung (*.png)</translation>
    </message>
    <message>
        <source>Drawing of the alignment (*.svg)</source>
        <translation>Zeichnung der Gegenüberstellung (*.svg)</translation>
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
        <source>Export this page</source>
        <translation>Diese Seite exportieren</translation>
    </message>
    <message>
        <source>Statistics of a text file</source>
        <translation>Statistik einer Textdatei</translation>
    </message>
    <message>
        <source>Show the stages</source>
        <translation>Stufen zeigen</translation>
    </message>
    <message>
        <source>Show how the model got there</source>
        <translation>Herleitung des Modells zeigen</translation>
    </message>
    <message>
        <source>Look up characters, tokens and words</source>
        <translation>Zeichen, Token und Wörter nachschlagen</translation>
    </message>
    <message>
        <source>Show the windows</source>
        <translation>Fenster der Kodierung zeigen</translation>
    </message>
    <message>
        <source>Align labels</source>
        <translation>Labels zuordnen</translation>
    </message>
    <message>
        <source>Show the round trip</source>
        <translation>Hin- und Rückweg zeigen</translation>
    </message>
    <message>
        <source>Show the statistics of a file</source>
        <translation>Statistik einer Datei zeigen</translation>
    </message>
    <message>
        <source>Statistics of %1</source>
        <translation>Statistik von %1</translation>
    </message>
    <message>
        <source>Page for a browser (*.html)</source>
        <translation>Seite für den Browser (*.html)</translation>
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
        <source>Figures (*.json)</source>
        <translation>Zahlen (*.json)</translation>
    </message>
    <message>
        <source>Only what is on screen was drawn</source>
        <translation>Gezeichnet wurde nur der sichtbare Teil</translation>
    </message>
</context>
<context>
    <name>vitrine::app::TokenizerPagesController</name>
    <message>
        <source>Inspect</source>
        <translation>Untersuchen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>Bauen</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
</context>
<context>
    <name>vitrine::app::TokenizerShelf</name>
    <message>
        <source>Bytes (built in)</source>
        <translation>Bytes (eingebaut)</translation>
    </message>
    <message>
        <source>The window&apos;s own: %1</source>
        <translation>Der des Fensters: %1</translation>
    </message>
    <message>
        <source>In the Hub&apos;s cache</source>
        <translation>Im Cache des Hubs</translation>
    </message>
    <message>
        <source>Open a tokenizer</source>
        <translation>Tokenizer öffnen</translation>
    </message>
    <message>
        <source>Open tokenizer folder…</source>
        <translation>Tokenizer-Ordner öffnen …</translation>
    </message>
    <message>
        <source>Open tokenizer file…</source>
        <translation>Tokenizer-Datei öffnen …</translation>
    </message>
</context>
<context>
    <name>vitrine::app::TokenizerTrainController</name>
    <message>
        <source>Round %1: %2 pieces, loss %3</source>
        <translation>Runde %1: %2 Stücke, Verlust %3</translation>
    </message>
    <message>
        <source>Train the tokenizer</source>
        <translation>Tokenizer trainieren</translation>
    </message>
    <message>
        <source>Go on with the stopped training</source>
        <translation>Angehaltenes Training fortsetzen</translation>
    </message>
    <message>
        <source>Stop the training of the tokenizer</source>
        <translation>Training des Tokenizers anhalten</translation>
    </message>
    <message>
        <source>Choose texts to learn from</source>
        <translation>Texte zum Lernen wählen</translation>
    </message>
    <message>
        <source>Unigram needs a token for what is unknown: name it, and list it among the special tokens.</source>
        <translation>Unigram braucht ein Token für Unbekanntes: Nennen Sie es, und führen Sie es unter den Spezialtoken auf.</translation>
    </message>
    <message>
        <source>Training a tokenizer</source>
        <translation>Ein Tokenizer wird trainiert</translation>
    </message>
    <message>
        <source>The tokenizer could not be trained</source>
        <translation>Der Tokenizer konnte nicht trainiert werden</translation>
    </message>
    <message>
        <source>Texts and tables (*.txt *.md *.csv *.tsv *.json *.jsonl *.parquet *.arrow);;All files (*)</source>
        <translation>Texte und Tabellen (*.txt *.md *.csv *.tsv *.json *.jsonl *.parquet *.arrow);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save the tokenizer into a folder</source>
        <translation>Tokenizer in einem Ordner speichern</translation>
    </message>
    <message>
        <source>The tokenizer could not be saved</source>
        <translation>Der Tokenizer konnte nicht gespeichert werden</translation>
    </message>
    <message>
        <source>reading files</source>
        <translation>Dateien werden gelesen</translation>
    </message>
    <message>
        <source>counting words</source>
        <translation>Wörter werden gezählt</translation>
    </message>
    <message>
        <source>merging counts</source>
        <translation>Zählungen werden vereint</translation>
    </message>
    <message>
        <source>finding frequent substrings</source>
        <translation>häufige Teilstücke werden gesucht</translation>
    </message>
    <message>
        <source>learning the vocabulary</source>
        <translation>das Vokabular wird gelernt</translation>
    </message>
    <message>
        <source>measuring the effect</source>
        <translation>die Wirkung wird gemessen</translation>
    </message>
</context>
<context>
    <name>vitrine::app::TokenizerVocabularyController</name>
    <message>
        <source>Search in the vocabulary</source>
        <translation>Im Vokabular suchen</translation>
    </message>
    <message>
        <source>Go to the table of tokens</source>
        <translation>Zur Tabelle der Token gehen</translation>
    </message>
    <message>
        <source>Export the tokens found</source>
        <translation>Gefundene Token exportieren</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Als Python kopieren</translation>
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
        <source>Reading the vocabulary …</source>
        <translation>Das Vokabular wird gelesen …</translation>
    </message>
    <message>
        <source>The vocabulary could not be read</source>
        <translation>Das Vokabular konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>%1 added</source>
        <translation>%1 hinzugefügt</translation>
    </message>
    <message>
        <source>the longest has %1 characters</source>
        <translation>das längste hat %1 Zeichen</translation>
    </message>
    <message>
        <source>%1 merges</source>
        <translation>%1 Zusammenführungen</translation>
    </message>
    <message>
        <source>%1 ids unused</source>
        <translation>%1 IDs ungenutzt</translation>
    </message>
    <message>
        <source>The tokenizer %1 could not be opened</source>
        <translation>Der Tokenizer %1 konnte nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Tokens (*.json)</source>
        <translation>Token (*.json)</translation>
    </message>
</context>
<context>
    <name>vitrine::app::TrainingController</name>
    <message>
        <source>Start training</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>Check before the start</source>
        <translation>Vor dem Start prüfen</translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation>Lauf anhalten</translation>
    </message>
    <message>
        <source>Resume the run</source>
        <translation>Lauf fortsetzen</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Als Python kopieren</translation>
    </message>
    <message>
        <source>Export the curves</source>
        <translation>Kurven exportieren</translation>
    </message>
    <message>
        <source>Open a table</source>
        <translation>Tabelle öffnen</translation>
    </message>
    <message>
        <source>Show the recorded example</source>
        <translation>Aufgezeichnetes Beispiel zeigen</translation>
    </message>
    <message>
        <source>Starts as soon as the table is read …</source>
        <translation>Startet, sobald die Tabelle gelesen ist …</translation>
    </message>
    <message>
        <source>The run could not be started</source>
        <translation>Der Lauf konnte nicht gestartet werden</translation>
    </message>
    <message>
        <source>Abort the run?</source>
        <translation>Lauf sofort beenden?</translation>
    </message>
    <message>
        <source>What came after the last checkpoint is lost. Stop saves one first.</source>
        <translation>Was nach dem letzten Checkpoint kam, geht verloren. „Anhalten“ speichert vorher einen.</translation>
    </message>
    <message>
        <source>Abort</source>
        <translation>Sofort beenden</translation>
    </message>
    <message>
        <source>They appear here after the first evaluation.</source>
        <translation>Sie erscheinen hier nach der ersten Auswertung.</translation>
    </message>
    <message>
        <source>The run could not be read</source>
        <translation>Der Lauf konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Delete the run %1?</source>
        <translation>Lauf %1 löschen?</translation>
    </message>
    <message>
        <source>Its curves, checkpoints and the trained model are removed from the disk.</source>
        <translation>Seine Kurven, Checkpoints und das trainierte Modell werden vom Datenträger entfernt.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>The run could not be deleted</source>
        <translation>Der Lauf konnte nicht gelöscht werden</translation>
    </message>
    <message>
        <source>Training %1</source>
        <translation>Training %1</translation>
    </message>
    <message>
        <source>Then resume from the last checkpoint.</source>
        <translation>Setzen Sie danach ab dem letzten Checkpoint fort.</translation>
    </message>
    <message>
        <source>The worker ended without a word: it was killed, or the machine went down.</source>
        <translation>Der Trainingsprozess endete ohne Meldung: Er wurde beendet, oder der Rechner ging aus.</translation>
    </message>
    <message>
        <source>Resume goes on from %1.</source>
        <translation>„Fortsetzen“ macht bei %1 weiter.</translation>
    </message>
    <message>
        <source>Resume starts again: there was no checkpoint yet.</source>
        <translation>„Fortsetzen“ beginnt von vorn: Es gab noch keinen Checkpoint.</translation>
    </message>
    <message>
        <source>The worker ended before its first step.</source>
        <translation>Der Trainingsprozess endete vor seinem ersten Schritt.</translation>
    </message>
    <message>
        <source>Check the settings at the left and start again.</source>
        <translation>Prüfen Sie die Einstellungen links, und starten Sie erneut.</translation>
    </message>
    <message>
        <source>The model could not be opened</source>
        <translation>Das Modell konnte nicht geöffnet werden</translation>
    </message>
    <message>
        <source>The Python code could not be made</source>
        <translation>Der Python-Code konnte nicht erzeugt werden</translation>
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
        <source>Document (*.pdf)</source>
        <translation>Dokument (*.pdf)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export these rows</source>
        <translation>Diese Zeilen exportieren</translation>
    </message>
    <message>
        <source>Correct the file or choose another one.</source>
        <translation>Berichtigen Sie die Datei, oder wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>Reading all rows and trying a step …</source>
        <translation>Alle Zeilen werden gelesen, ein Schritt wird versucht …</translation>
    </message>
    <message>
        <source>%1 steps of %2 s: done in about %3.</source>
        <translation>%1 Schritte zu %2 s: fertig in etwa %3.</translation>
    </message>
    <message>
        <source>Memory at most %1.</source>
        <translation>Speicher höchstens %1.</translation>
    </message>
    <message>
        <source>%1 rows to train on, %2 held out; %3 are cut.</source>
        <translation>%1 Zeilen zum Trainieren, %2 zurückgehalten; %3 gekürzt.</translation>
    </message>
    <message>
        <source>%1 have no text.</source>
        <translation>Ohne Text: %1.</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.json *.jsonl *.parquet *.arrow);;All files (*)</source>
        <translation>Tabellen (*.csv *.tsv *.json *.jsonl *.parquet *.arrow);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>Modellordner öffnen</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::AlignedView</name>
    <message>
        <source>The tokenizations below each other</source>
        <translation>Die Tokenisierungen untereinander</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::AnswerView</name>
    <message>
        <source>How likely the answer starts (above) and ends (below) at each token</source>
        <translation>Wie wahrscheinlich die Antwort an jedem Token beginnt (oben) und endet (unten)</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>Answers, the best first</source>
        <translation>Antworten, die beste zuerst</translation>
    </message>
    <message>
        <source>Context with the answers</source>
        <translation>Kontext mit den Antworten</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>Score of “no answer”: %1</source>
        <translation>Wert von „keine Antwort“: %1</translation>
    </message>
    <message numerus="yes">
        <source>The context was read in %n window(s)</source>
        <translation>
            <numerusform>Der Kontext wurde in %n Fenster gelesen</numerusform>
            <numerusform>Der Kontext wurde in %n Fenstern gelesen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::AnswersModel</name>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::AttentionForm</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
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
        <source>Type or paste a sentence, or drop a text file on the window.</source>
        <translation>Einen Satz eingeben oder einfügen oder eine Textdatei auf das Fenster ziehen.</translation>
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
        <source>Use the Tokenizer&apos;s text</source>
        <translation>Text des Tokenizers übernehmen</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Was gezeigt wird</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>Wahrscheinlichkeiten</translation>
    </message>
    <message>
        <source>Scores before the softmax</source>
        <translation>Rohwerte vor dem Softmax</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>A → A</source>
        <translation>A → A</translation>
    </message>
    <message>
        <source>A → B</source>
        <translation>A → B</translation>
    </message>
    <message>
        <source>B → A</source>
        <translation>B → A</translation>
    </message>
    <message>
        <source>B → B</source>
        <translation>B → B</translation>
    </message>
    <message>
        <source>Which lines the head view draws: from the queries&apos; text to the keys&apos;.</source>
        <translation>Welche Linien die Kopfansicht zeichnet: vom Text der Queries zu dem der Keys.</translation>
    </message>
    <message>
        <source>Special tokens</source>
        <translation>Spezialtoken</translation>
    </message>
    <message>
        <source>Without them their rows and columns are left out; what remains is not scaled up to 100 %.</source>
        <translation>Ohne sie fehlen ihre Zeilen und Spalten; der Rest wird nicht auf 100 % hochgerechnet.</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>Ganze Wörter</translation>
    </message>
    <message>
        <source>Adds up what goes to the pieces of a word and averages over the pieces that look.</source>
        <translation>Summiert, was an die Stücke eines Wortes geht, und mittelt über die Stücke, die blicken.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Checkpoint of the run (A)</source>
        <translation>Checkpoint des Laufs (A)</translation>
    </message>
    <message>
        <source>Checkpoint of the run</source>
        <translation>Checkpoint des Laufs</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>A | B</source>
        <translation>A | B</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>The two models cut the text differently or have other layers or heads.</source>
        <translation>Die beiden Modelle zerlegen den Text verschieden oder haben andere Schichten oder Köpfe.</translation>
    </message>
    <message>
        <source>Compare with …</source>
        <translation>Vergleichen mit …</translation>
    </message>
    <message>
        <source>Choose a model folder …</source>
        <translation>Modellordner wählen …</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>The text&apos;s tokens look at each other.</source>
        <translation>Die Token des Textes blicken aufeinander.</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>Decoder</translation>
    </message>
    <message>
        <source>The target&apos;s tokens look at those before them.</source>
        <translation>Die Token des Zieltextes blicken auf die vor ihnen.</translation>
    </message>
    <message>
        <source>Cross</source>
        <translation>Kreuz</translation>
    </message>
    <message>
        <source>The target&apos;s tokens look at the text&apos;s.</source>
        <translation>Die Token des Zieltextes blicken auf die des Textes.</translation>
    </message>
    <message>
        <source>Target text (of the decoder)</source>
        <translation>Zieltext (des Decoders)</translation>
    </message>
    <message>
        <source>What the decoder reads, as in training: after its start token and without the last token. Without a target it reads its start alone.</source>
        <translation>Was der Decoder liest, wie beim Training: nach seinem Starttoken und ohne das letzte Token. Ohne Zieltext liest er nur seinen Start.</translation>
    </message>
    <message>
        <source>What the model should answer, such as the translation.</source>
        <translation>Was das Modell antworten soll, etwa die Übersetzung.</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::AttentionPanel</name>
    <message>
        <source>Heads</source>
        <translation>Köpfe</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>Matrix</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>Alle Köpfe</translation>
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
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Lines of every head, or of the last one alone</source>
        <translation>Linien aller Köpfe oder nur die des letzten</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>B − A: %1 minus %2</source>
        <translation>B − A: %1 minus %2</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Token</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) shown</source>
        <translation>
            <numerusform>%n Zeile gezeigt</numerusform>
            <numerusform>%n Zeilen gezeigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the last %n token(s) of the text are more than the model takes</source>
        <translation>
            <numerusform>das letzte Token des Textes ist mehr, als das Modell aufnimmt</numerusform>
            <numerusform>die letzten %n Token des Textes sind mehr, als das Modell aufnimmt</numerusform>
        </translation>
    </message>
    <message>
        <source>computed in float32</source>
        <translation>in float32 gerechnet</translation>
    </message>
    <message>
        <source>%1 layers of %2 heads</source>
        <translation>%1 Schichten mit je %2 Köpfen</translation>
    </message>
    <message>
        <source>entropy %1 of %2 bits</source>
        <translation>Entropie %1 von %2 Bit</translation>
    </message>
    <message>
        <source>Orange: model B looks there more, blue: less.</source>
        <translation>Orange: Modell B blickt mehr dorthin, blau: weniger.</translation>
    </message>
    <message>
        <source>A: %1</source>
        <translation>A: %1</translation>
    </message>
    <message>
        <source>B: %1</source>
        <translation>B: %1</translation>
    </message>
    <message>
        <source>The strongest %1 of %2 lines are drawn; point at a token for its own.</source>
        <translation>Gezeichnet sind die stärksten %1 von %2 Linien; zeigen Sie auf ein Token für seine eigenen.</translation>
    </message>
    <message>
        <source>Each line goes from a token that looks to one that it looks at; the stronger, the more. Point at a token for its own lines.</source>
        <translation>Jede Linie führt von einem Token, das blickt, zu einem, auf das es blickt: je stärker, desto mehr. Zeigen Sie auf ein Token für seine eigenen Linien.</translation>
    </message>
    <message>
        <source>A row is a token that looks, a column what it looks at. The wheel zooms, dragging moves, 0 fits.</source>
        <translation>Eine Zeile ist ein Token, das blickt, eine Spalte das, worauf es blickt. Das Rad zoomt, Ziehen verschiebt, 0 zeigt alles.</translation>
    </message>
    <message>
        <source>Each head has its own scale of colours. Point at one for what it does, click to open it.</source>
        <translation>Jeder Kopf hat seine eigene Farbskala. Zeigen Sie auf einen, um zu sehen, was er tut; ein Klick öffnet ihn.</translation>
    </message>
    <message>
        <source>Nothing to look at yet</source>
        <translation>Noch nichts zu sehen</translation>
    </message>
    <message numerus="yes">
        <source>look at %n</source>
        <translation>
            <numerusform>blicken auf %n</numerusform>
            <numerusform>blicken auf %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::BatchModel</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::BatchPage</name>
    <message>
        <source>Choose a table …</source>
        <translation>Tabelle wählen …</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Arguments of the pipeline, as a JSON object with Transformers&apos; names.</source>
        <translation>Argumente der Pipeline, als JSON-Objekt mit den Namen von Transformers.</translation>
    </message>
    <message>
        <source>results.jsonl, .csv or .parquet</source>
        <translation>results.jsonl, .csv oder .parquet</translation>
    </message>
    <message>
        <source>Choose where the results go</source>
        <translation>Wählen, wohin die Ergebnisse kommen</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>Argumente</translation>
    </message>
    <message>
        <source>Results go to</source>
        <translation>Ergebnisse nach</translation>
    </message>
    <message>
        <source>Rows done</source>
        <translation>Fertige Zeilen</translation>
    </message>
    <message>
        <source>Rows with their results</source>
        <translation>Zeilen mit ihren Ergebnissen</translation>
    </message>
    <message>
        <source>A whole table through one task</source>
        <translation>Eine ganze Tabelle durch eine Aufgabe</translation>
    </message>
    <message>
        <source>Choose a CSV, JSON Lines or Parquet file, or drop it on the window. Every row becomes one input, and its result a new column. The batch goes on after a stop where it was.</source>
        <translation>Wählen Sie eine CSV-, JSON-Lines- oder Parquet-Datei oder ziehen Sie sie auf das Fenster. Jede Zeile wird eine Eingabe, ihr Ergebnis eine neue Spalte. Nach einem Halt geht der Stapel weiter, wo er war.</translation>
    </message>
    <message>
        <source>Column of “%1”</source>
        <translation>Spalte von „%1“</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n Spalte</numerusform>
            <numerusform>%n Spalten</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a table first.</source>
        <translation>Wählen Sie zuerst eine Tabelle.</translation>
    </message>
    <message>
        <source>The arguments are not a JSON object.</source>
        <translation>Die Argumente sind kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>Name a file for the results: .jsonl, .csv, .tsv, .parquet or .arrow.</source>
        <translation>Nennen Sie eine Datei für die Ergebnisse: .jsonl, .csv, .tsv, .parquet oder .arrow.</translation>
    </message>
    <message>
        <source>The results need a file of their own.</source>
        <translation>Die Ergebnisse brauchen eine eigene Datei.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1 von %2 Zeilen</translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>The table shows the first %1.</source>
        <translation>Die Tabelle zeigt die ersten %1.</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::BeamTree</name>
    <message>
        <source>Beam tree: the candidates of every step</source>
        <translation>Strahlenbaum: die Kandidaten jedes Schritts</translation>
    </message>
    <message numerus="yes">
        <source>%n candidate(s)</source>
        <translation>
            <numerusform>%n Kandidat</numerusform>
            <numerusform>%n Kandidaten</numerusform>
        </translation>
    </message>
    <message>
        <source>Step %1: “%2” (id %3)</source>
        <translation>Schritt %1: „%2“ (Id %3)</translation>
    </message>
    <message>
        <source>score %1</source>
        <translation>Bewertung %1</translation>
    </message>
    <message>
        <source>on the way to the best text</source>
        <translation>auf dem Weg zum besten Text</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>behalten</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>verworfen</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::BiasPage</name>
    <message>
        <source>What the model is asked</source>
        <translation>Was das Modell gefragt wird</translation>
    </message>
    <message>
        <source>Fill in the mask: which words?</source>
        <translation>Maske füllen: welche Wörter?</translation>
    </message>
    <message>
        <source>Text classification: which label?</source>
        <translation>Textklassifikation: welches Label?</translation>
    </message>
    <message>
        <source>Zero-shot: how well do labels fit?</source>
        <translation>Zero-shot: wie gut passen Labels?</translation>
    </message>
    <message>
        <source>Text generation: how likely is a continuation?</source>
        <translation>Texterzeugung: wie wahrscheinlich ist eine Fortsetzung?</translation>
    </message>
    <message>
        <source>Text generation: how does it go on?</source>
        <translation>Texterzeugung: wie geht es weiter?</translation>
    </message>
    <message>
        <source>Ready sets</source>
        <translation>Fertige Sammlungen</translation>
    </message>
    <message>
        <source>Open a ready set …</source>
        <translation>Fertige Sammlung öffnen …</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>One sentence a line, with {} where the words are swapped.</source>
        <translation>Ein Satz je Zeile, mit {}, wo die Wörter getauscht werden.</translation>
    </message>
    <message>
        <source>Words to swap</source>
        <translation>Wörter zum Tauschen</translation>
    </message>
    <message>
        <source>A group a line: men: man, boy, uncle</source>
        <translation>Eine Gruppe je Zeile: men: man, boy, uncle</translation>
    </message>
    <message>
        <source>First group</source>
        <translation>Erste Gruppe</translation>
    </message>
    <message>
        <source>Second group</source>
        <translation>Zweite Gruppe</translation>
    </message>
    <message>
        <source>Any likely word; add one …</source>
        <translation>Jedes wahrscheinliche Wort; eines hinzufügen …</translation>
    </message>
    <message>
        <source>Only these words</source>
        <translation>Nur diese Wörter</translation>
    </message>
    <message>
        <source>Add a label …</source>
        <translation>Label hinzufügen …</translation>
    </message>
    <message>
        <source>Candidate labels</source>
        <translation>Mögliche Labels</translation>
    </message>
    <message>
        <source>Continuations</source>
        <translation>Fortsetzungen</translation>
    </message>
    <message>
        <source>One a line: and was very happy.</source>
        <translation>Eine je Zeile: and was very happy.</translation>
    </message>
    <message>
        <source>Hypothesis</source>
        <translation>Hypothese</translation>
    </message>
    <message>
        <source>Words a sentence</source>
        <translation>Wörter je Satz</translation>
    </message>
    <message>
        <source>So many of the likeliest words of every sentence are then measured in all.</source>
        <translation>So viele der wahrscheinlichsten Wörter jedes Satzes werden dann in allen gemessen.</translation>
    </message>
    <message>
        <source>Continuations a sentence</source>
        <translation>Fortsetzungen je Satz</translation>
    </message>
    <message>
        <source>New tokens</source>
        <translation>Neue Token</translation>
    </message>
    <message>
        <source>Compare the groups</source>
        <translation>Gruppen vergleichen</translation>
    </message>
    <message>
        <source>minus</source>
        <translation>minus</translation>
    </message>
    <message>
        <source>Progress of the probe</source>
        <translation>Fortschritt der Probe</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Als Python kopieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Differences as CSV …</source>
        <translation>Unterschiede als CSV …</translation>
    </message>
    <message>
        <source>All values as CSV …</source>
        <translation>Alle Werte als CSV …</translation>
    </message>
    <message>
        <source>Chart as a picture …</source>
        <translation>Diagramm als Bild …</translation>
    </message>
    <message>
        <source>What the model makes of it</source>
        <translation>Was das Modell daraus macht</translation>
    </message>
    <message>
        <source>Write a sentence with {} in it.</source>
        <translation>Schreiben Sie einen Satz mit {} darin.</translation>
    </message>
    <message>
        <source>“%1” has no {} for the words.</source>
        <translation>„%1“ hat kein {} für die Wörter.</translation>
    </message>
    <message>
        <source>“%1” needs one [MASK].</source>
        <translation>„%1“ braucht ein [MASK].</translation>
    </message>
    <message>
        <source>Write two words to swap at least.</source>
        <translation>Schreiben Sie mindestens zwei Wörter zum Tauschen.</translation>
    </message>
    <message>
        <source>Add a label at least.</source>
        <translation>Fügen Sie mindestens ein Label hinzu.</translation>
    </message>
    <message>
        <source>The hypothesis needs {} in the place of the label.</source>
        <translation>Die Hypothese braucht {} an der Stelle des Labels.</translation>
    </message>
    <message>
        <source>Write a continuation at least.</source>
        <translation>Schreiben Sie mindestens eine Fortsetzung.</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>Mit %1</translation>
    </message>
    <message>
        <source>A sentence with a word swapped</source>
        <translation>Ein Satz, in dem ein Wort getauscht wird</translation>
    </message>
    <message>
        <source>Choose a ready set or write sentences with {} and words to put there. Every sentence runs with every word, and what the model makes of them is compared, with an interval that says how much of it may be chance.</source>
        <translation>Wählen Sie eine fertige Sammlung oder schreiben Sie Sätze mit {} und Wörter, die dort stehen sollen. Jeder Satz läuft mit jedem Wort, und was das Modell daraus macht, wird verglichen, mit einem Intervall, das sagt, wie viel davon Zufall sein kann.</translation>
    </message>
    <message>
        <source>This model can&apos;t do that</source>
        <translation>Dieses Modell kann das nicht</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n Wort</numerusform>
            <numerusform>%n Wörter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sentence(s)</source>
        <translation>
            <numerusform>%n Satz</numerusform>
            <numerusform>%n Sätze</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::BiasView</name>
    <message>
        <source>Outcomes, by how much the groups differ</source>
        <translation>Ergebnisse, danach, wie sehr sich die Gruppen unterscheiden</translation>
    </message>
    <message>
        <source>Words with their scores</source>
        <translation>Wörter mit ihren Werten</translation>
    </message>
    <message>
        <source>Continuations</source>
        <translation>Fortsetzungen</translation>
    </message>
    <message>
        <source>Score of every word, the highest first</source>
        <translation>Wert jedes Wortes, der höchste zuerst</translation>
    </message>
    <message>
        <source>Word by word</source>
        <translation>Wort für Wort</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message numerus="yes">
        <source>%n sentence(s)</source>
        <translation>
            <numerusform>%n Satz</numerusform>
            <numerusform>%n Sätze</numerusform>
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
        <source>The texts are drawn at random: other draws say other things, and a few of them prove nothing. They show what to look for.</source>
        <translation>Die Texte sind zufällig gezogen: Andere Ziehungen sagen anderes, und ein paar davon beweisen nichts. Sie zeigen, wonach zu suchen ist.</translation>
    </message>
    <message>
        <source>The figures say what this model expects in these sentences, not what people are like, and other sentences may say otherwise.</source>
        <translation>Die Zahlen sagen, was dieses Modell in diesen Sätzen erwartet, nicht, wie Menschen sind, und andere Sätze können anderes sagen.</translation>
    </message>
    <message>
        <source>With fewer than six sentences nothing can be told from chance.</source>
        <translation>Mit weniger als sechs Sätzen lässt sich nichts vom Zufall unterscheiden.</translation>
    </message>
    <message numerus="yes">
        <source>Grey rows may be chance; of %n outcome(s) about one in twenty would stand out by chance alone.</source>
        <translation>
            <numerusform>Graue Zeilen können Zufall sein; von %n Ergebnis fiele etwa jedes zwanzigste schon durch Zufall auf.</numerusform>
            <numerusform>Graue Zeilen können Zufall sein; von %n Ergebnissen fiele etwa jedes zwanzigste schon durch Zufall auf.</numerusform>
        </translation>
    </message>
    <message>
        <source>The %1 likeliest words of %2 are measured.</source>
        <translation>Gemessen werden die %1 wahrscheinlichsten von %2 Wörtern.</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Wort</translation>
    </message>
    <message>
        <source>Continuation</source>
        <translation>Fortsetzung</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>Log ratio</source>
        <translation>Log-Verhältnis</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Mean over sentences and the words of this group</source>
        <translation>Mittel über die Sätze und die Wörter dieser Gruppe</translation>
    </message>
    <message>
        <source>How many times likelier with the first group: the geometric mean over the sentences</source>
        <translation>Wievielmal wahrscheinlicher mit der ersten Gruppe: das geometrische Mittel über die Sätze</translation>
    </message>
    <message>
        <source>Natural logarithm of the ratio, its mean over the sentences</source>
        <translation>Natürlicher Logarithmus des Verhältnisses, sein Mittel über die Sätze</translation>
    </message>
    <message>
        <source>Of the log ratio, by drawing the sentences anew 1,000 times</source>
        <translation>Des Log-Verhältnisses, durch 1000-maliges neues Ziehen der Sätze</translation>
    </message>
    <message>
        <source>First minus second, the mean over the sentences</source>
        <translation>Erste minus zweite, das Mittel über die Sätze</translation>
    </message>
    <message>
        <source>Sign test over the sentences: how often chance alone would be as one-sided</source>
        <translation>Vorzeichentest über die Sätze: wie oft allein der Zufall so einseitig wäre</translation>
    </message>
    <message>
        <source>Probability of “%1”</source>
        <translation>Wahrscheinlichkeit von „%1“</translation>
    </message>
    <message>
        <source>Log probability of “%1”, from the mean</source>
        <translation>Log-Wahrscheinlichkeit von „%1“, vom Mittel aus</translation>
    </message>
    <message>
        <source>Score of “%1”</source>
        <translation>Wert von „%1“</translation>
    </message>
    <message>
        <source>from lowest to highest %1</source>
        <translation>vom niedrigsten zum höchsten %1</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Streuung</translation>
    </message>
    <message>
        <source>± mean</source>
        <translation>± Mittel</translation>
    </message>
    <message>
        <source>Over the sentences</source>
        <translation>Über die Sätze</translation>
    </message>
    <message>
        <source>Standard deviation over the sentences</source>
        <translation>Standardabweichung über die Sätze</translation>
    </message>
    <message>
        <source>Beside the mean of all words in the same sentences</source>
        <translation>Gegenüber dem Mittel aller Wörter in denselben Sätzen</translation>
    </message>
    <message>
        <source>Of the distance from the mean, by drawing the sentences anew</source>
        <translation>Des Abstands vom Mittel, durch neues Ziehen der Sätze</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Satz</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::BranchTree</name>
    <message>
        <source>Branches of the text</source>
        <translation>Zweige des Texts</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>The first text</source>
        <translation>Der erste Text</translation>
    </message>
    <message numerus="yes">
        <source>Left version %1 after %n token(s) with “%2”</source>
        <translation>
            <numerusform>Verließ Fassung %1 nach %n Token mit „%2“</numerusform>
            <numerusform>Verließ Fassung %1 nach %n Token mit „%2“</numerusform>
        </translation>
    </message>
    <message>
        <source>Version %1 of %2</source>
        <translation>Fassung %1 von %2</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::BuildPage</name>
    <message>
        <source>StripAccents removes only marks that stand apart: put NFD or NFKD before it.</source>
        <translation>StripAccents entfernt nur getrennt stehende Akzente: Setzen Sie NFD oder NFKD davor.</translation>
    </message>
    <message>
        <source>Not in the vocabulary: %1. Give it a role, and it is added.</source>
        <translation>Nicht im Vokabular: %1. Geben Sie ihm eine Rolle, dann wird es hinzugefügt.</translation>
    </message>
    <message>
        <source>Stages of the tokenizer</source>
        <translation>Stufen des Tokenizers</translation>
    </message>
    <message>
        <source>Roles of tokens</source>
        <translation>Rollen der Token</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>A tokenizer to work on, with all its stages</source>
        <translation>Ein Tokenizer zum Bearbeiten, mit allen Stufen</translation>
    </message>
    <message>
        <source>Vocabulary of</source>
        <translation>Vokabular von</translation>
    </message>
    <message>
        <source>Takes only the model and its vocabulary</source>
        <translation>Übernimmt nur das Modell und sein Vokabular</translation>
    </message>
    <message>
        <source>Stages as</source>
        <translation>Stufen wie</translation>
    </message>
    <message>
        <source>The stages as a family of models has them</source>
        <translation>Die Stufen, wie eine Modellfamilie sie hat</translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Class of Transformers</source>
        <translation>Klasse in Transformers</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Begin (bos)</source>
        <translation>Anfang (bos)</translation>
    </message>
    <message>
        <source>End (eos)</source>
        <translation>Ende (eos)</translation>
    </message>
    <message>
        <source>Unknown (unk)</source>
        <translation>Unbekannt (unk)</translation>
    </message>
    <message>
        <source>Separator (sep)</source>
        <translation>Trenner (sep)</translation>
    </message>
    <message>
        <source>Padding (pad)</source>
        <translation>Füllung (pad)</translation>
    </message>
    <message>
        <source>Class (cls)</source>
        <translation>Klasse (cls)</translation>
    </message>
    <message>
        <source>Mask (mask)</source>
        <translation>Maske (mask)</translation>
    </message>
    <message>
        <source>Further ones</source>
        <translation>Weitere</translation>
    </message>
    <message>
        <source>Several, with spaces between</source>
        <translation>Mehrere, durch Leerzeichen getrennt</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keines</translation>
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
        <source>Pad at the</source>
        <translation>Auffüllen</translation>
    </message>
    <message>
        <source>Cut at the</source>
        <translation>Kürzen</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Text to try the tokenizer on</source>
        <translation>Text, um den Tokenizer auszuprobieren</translation>
    </message>
    <message>
        <source>A text; \u0085 stands for that character</source>
        <translation>Ein Text; \u0085 steht für dieses Zeichen</translation>
    </message>
    <message>
        <source>Normalized</source>
        <translation>Normalisiert</translation>
    </message>
    <message>
        <source>Pre-tokens</source>
        <translation>Vorzerlegt</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Ids</source>
        <translation>IDs</translation>
    </message>
    <message>
        <source>With special tokens</source>
        <translation>Mit Spezialtoken</translation>
    </message>
    <message>
        <source>Decoded</source>
        <translation>Dekodiert</translation>
    </message>
    <message>
        <source>JSON of the tokenizer</source>
        <translation>JSON des Tokenizers</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::CardView</name>
    <message>
        <source>Model card</source>
        <translation>Modellkarte</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ChangesModel</name>
    <message>
        <source>%1: %2
%3</source>
        <extracomment>a stage, what it did, and to which code points</extracomment>
        <translation>%1: %2
%3</translation>
    </message>
    <message>
        <source>Character</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Anzahl</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ChipsEdit</name>
    <message>
        <source>Take “%1” away</source>
        <translation>„%1“ entfernen</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ClassificationView</name>
    <message>
        <source>Document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>Möglichkeit</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Documents, the best first</source>
        <translation>Dokumente, das beste zuerst</translation>
    </message>
    <message>
        <source>Labels, the best first</source>
        <translation>Labels, das beste zuerst</translation>
    </message>
    <message>
        <source>Threshold in percent</source>
        <translation>Schwelle in Prozent</translation>
    </message>
    <message>
        <source>Rows below it are muted.</source>
        <translation>Zeilen darunter sind blass.</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>No label</source>
        <translation>Kein Label</translation>
    </message>
    <message>
        <source>%1 of %2 at %3 % or more</source>
        <translation>%1 von %2 ab %3 %</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ColorLegend</name>
    <message>
        <source>Colours from %1 to %2</source>
        <translation>Farben von %1 bis %2</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ComparePage</name>
    <message>
        <source>Tokenizers</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source> Add a tokenizer</source>
        <translation> Tokenizer hinzufügen</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Type or paste a text, or drop a file on the window.</source>
        <translation>Text eingeben oder einfügen oder eine Datei auf das Fenster ziehen.</translation>
    </message>
    <message>
        <source>Text to compare on</source>
        <translation>Text für den Vergleich</translation>
    </message>
    <message>
        <source>Measure a file …</source>
        <translation>Datei messen …</translation>
    </message>
    <message>
        <source>Every line of a text file, of any size</source>
        <translation>Jede Zeile einer Textdatei beliebiger Größe</translation>
    </message>
    <message>
        <source>Progress of the file</source>
        <translation>Fortschritt bei der Datei</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>Price of 1,000 tokens</source>
        <translation>Preis von 1.000 Token</translation>
    </message>
    <message>
        <source>In any currency; the table then says what the text costs.</source>
        <translation>In beliebiger Währung; die Tabelle sagt dann, was der Text kostet.</translation>
    </message>
    <message>
        <source>Price per 1,000</source>
        <translation>Preis je 1.000</translation>
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
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Tokens a word</source>
        <translation>Token je Wort</translation>
    </message>
    <message>
        <source>Tokens a character</source>
        <translation>Token je Zeichen</translation>
    </message>
    <message>
        <source>Bytes a token</source>
        <translation>Bytes je Token</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>At the chosen place</source>
        <translation>An der gewählten Stelle</translation>
    </message>
    <message>
        <source>Fertility: a word is what stands between white space, the same for every tokenizer.</source>
        <translation>Fertilität: Ein Wort ist, was zwischen Leerraum steht, für jeden Tokenizer dasselbe.</translation>
    </message>
    <message>
        <source>Tokens of the text, without special tokens that are added around it.</source>
        <translation>Token des Textes, ohne Spezialtoken, die darum herum hinzukommen.</translation>
    </message>
    <message>
        <source>Figures, a row a tokenizer</source>
        <translation>Zahlen, eine Zeile je Tokenizer</translation>
    </message>
    <message>
        <source>Where they cut</source>
        <translation>Wo sie trennen</translation>
    </message>
    <message>
        <source>Previous difference</source>
        <translation>Voriger Unterschied</translation>
    </message>
    <message>
        <source>Next difference</source>
        <translation>Nächster Unterschied</translation>
    </message>
    <message>
        <source>Take %1 out of the comparison</source>
        <translation>%1 aus dem Vergleich nehmen</translation>
    </message>
    <message>
        <source>At most %1 tokenizers are compared.</source>
        <translation>Höchstens %1 Tokenizer werden verglichen.</translation>
    </message>
    <message>
        <source>Compare tokenizers</source>
        <translation>Tokenizer vergleichen</translation>
    </message>
    <message>
        <source>Add two to six tokenizers at the left and type a text: the table says how many tokens each needs, and below it stands where they cut differently.</source>
        <translation>Fügen Sie links zwei bis sechs Tokenizer hinzu, und geben Sie einen Text ein: Die Tabelle sagt, wie viele Token jeder braucht, und darunter steht, wo sie verschieden trennen.</translation>
    </message>
    <message>
        <source>This text</source>
        <translation>Dieser Text</translation>
    </message>
    <message>
        <source>%1 words</source>
        <translation>%1 Wörter</translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation>%1 Zeichen</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>stopped before the end of the file</source>
        <translation>vor dem Ende der Datei angehalten</translation>
    </message>
    <message>
        <source>%1 of %2 borders are common to all. What differs is coloured; N and P go from difference to difference.</source>
        <translation>%1 von %2 Grenzen gemeinsam. Farbig: was abweicht; N und P springen von Unterschied zu Unterschied.</translation>
    </message>
    <message>
        <source>The first %1 of %2 stretches are shown. </source>
        <translation>Gezeigt sind die ersten %1 von %2 Abschnitten. </translation>
    </message>
    <message>
        <source>%1, %2 tokens in the vocabulary</source>
        <translation>%1, %2 Token im Vokabular</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ComparedColumn</name>
    <message>
        <source>Generated text, marked where it begins to differ</source>
        <translation>Erzeugter Text, markiert, wo er abzuweichen beginnt</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>loading</source>
        <translation>lädt</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>stopped after %1 of %2</source>
        <translation>angehalten nach %1 von %2</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message numerus="yes">
        <source>%n input(s) failed</source>
        <translation>
            <numerusform>%n Eingabe fehlgeschlagen</numerusform>
            <numerusform>%n Eingaben fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>reference</source>
        <translation>Bezug</translation>
    </message>
    <message numerus="yes">
        <source>p50 %1, p95 %2, %n run(s)</source>
        <translation>
            <numerusform>p50 %1, p95 %2, %n Lauf</numerusform>
            <numerusform>p50 %1, p95 %2, %n Läufe</numerusform>
        </translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>The 50th and 95th percentile over inputs and repetitions. One run before them, on the first input, is not counted: it warms caches up. Tokenizing and everything that the pipeline does is in it.</source>
        <translation>Das 50. und 95. Perzentil über Eingaben und Wiederholungen. Ein Lauf davor, mit der ersten Eingabe, zählt nicht: Er wärmt die Caches auf. Das Tokenisieren und alles, was die Pipeline tut, ist darin enthalten.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>%1 tokens a second</source>
        <translation>%1 Token je Sekunde</translation>
    </message>
    <message>
        <source>New tokens over the whole time of the runs.</source>
        <translation>Neue Token durch die ganze Zeit der Läufe.</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>%1 s, kept from before</source>
        <translation>%1 s, von vorher behalten</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>%1 weights, %2 at most</source>
        <translation>%1 Gewichte, höchstens %2</translation>
    </message>
    <message>
        <source>At most: what the whole program held while this model ran, above what it held before the model was loaded. Weights that are mapped from their file count once they are read.</source>
        <translation>Höchstens: was das ganze Programm hielt, während dieses Modell lief, über das hinaus, was es vor dem Laden hielt. Gewichte, die aus ihrer Datei eingeblendet sind, zählen, sobald sie gelesen wurden.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>%1 M parameters, %2</source>
        <translation>%1 Mio. Parameter, %2</translation>
    </message>
    <message>
        <source>Agrees</source>
        <translation>Einig</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n input(s)</source>
        <translation>
            <numerusform>%1 von %n Eingabe</numerusform>
            <numerusform>%1 von %n Eingaben</numerusform>
        </translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>%1 apart</source>
        <translation>Abstand %1</translation>
    </message>
    <message>
        <source>rank correlation %1, %2 apart</source>
        <translation>Rangkorrelation %1, Abstand %2</translation>
    </message>
    <message>
        <source>Spearman&apos;s correlation and the mean difference, without sign, of the scores of every label that both have, over all inputs.</source>
        <translation>Spearmans Korrelation und der mittlere Unterschied ohne Vorzeichen der Werte jedes Labels, das beide haben, über alle Eingaben.</translation>
    </message>
    <message>
        <source>Model %1: %2</source>
        <translation>Modell %1: %2</translation>
    </message>
    <message>
        <source>Loading the model …</source>
        <translation>Das Modell wird geladen …</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>This input was not reached.</source>
        <translation>Diese Eingabe wurde nicht erreicht.</translation>
    </message>
    <message>
        <source>Computing …</source>
        <translation>Rechnet …</translation>
    </message>
    <message>
        <source>Waits for its turn.</source>
        <translation>Wartet, bis es an der Reihe ist.</translation>
    </message>
    <message>
        <source>This model could not do this input.</source>
        <translation>Dieses Modell konnte diese Eingabe nicht bearbeiten.</translation>
    </message>
    <message>
        <source>The other inputs went on.</source>
        <translation>Die anderen Eingaben liefen weiter.</translation>
    </message>
    <message>
        <source>The others are compared with this answer.</source>
        <translation>Mit dieser Antwort werden die anderen verglichen.</translation>
    </message>
    <message>
        <source>Agrees with A</source>
        <translation>Einig mit A</translation>
    </message>
    <message>
        <source>Differs from A</source>
        <translation>Weicht von A ab</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ComparedInputs</name>
    <message>
        <source>Choose a table …</source>
        <translation>Tabelle wählen …</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Open an example …</source>
        <translation>Beispiel öffnen …</translation>
    </message>
    <message>
        <source>One input</source>
        <translation>Eine Eingabe</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>The input of the form below.</source>
        <translation>Die Eingabe des Formulars darunter.</translation>
    </message>
    <message>
        <source>Every line is an input, so that figures mean something.</source>
        <translation>Jede Zeile ist eine Eingabe, damit die Zahlen etwas bedeuten.</translation>
    </message>
    <message>
        <source>Every row of a CSV, JSON Lines or Parquet file is an input.</source>
        <translation>Jede Zeile einer CSV-, JSON-Lines- oder Parquet-Datei ist eine Eingabe.</translation>
    </message>
    <message>
        <source>What a line is</source>
        <translation>Was eine Zeile ist</translation>
    </message>
    <message>
        <source>Inputs, one a line</source>
        <translation>Eingaben, eine je Zeile</translation>
    </message>
    <message>
        <source>One input a line.</source>
        <translation>Eine Eingabe je Zeile.</translation>
    </message>
    <message numerus="yes">
        <source>%n input(s)</source>
        <translation>
            <numerusform>%n Eingabe</numerusform>
            <numerusform>%n Eingaben</numerusform>
        </translation>
    </message>
    <message>
        <source>Task and inputs</source>
        <translation>Aufgabe und Eingaben</translation>
    </message>
    <message>
        <source>A line is: %1</source>
        <translation>Eine Zeile ist: %1</translation>
    </message>
    <message>
        <source>Column of “%1”</source>
        <translation>Spalte von „%1“</translation>
    </message>
    <message>
        <source>from the form</source>
        <translation>aus dem Formular</translation>
    </message>
    <message>
        <source>the first %1 of %2 rows</source>
        <translation>die ersten %1 von %2 Zeilen</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>“More arguments” is not a JSON object.</source>
        <translation>„Weitere Argumente“ ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>Fill in “%1”.</source>
        <translation>Füllen Sie „%1“ aus.</translation>
    </message>
    <message>
        <source>Choose a table first.</source>
        <translation>Wählen Sie zuerst eine Tabelle.</translation>
    </message>
    <message>
        <source>Write a line at least.</source>
        <translation>Schreiben Sie mindestens eine Zeile.</translation>
    </message>
    <message>
        <source>No row of the table makes an input with these columns.</source>
        <translation>Mit diesen Spalten ergibt keine Zeile der Tabelle eine Eingabe.</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ComparedModelsList</name>
    <message>
        <source>Add a model</source>
        <translation>Modell hinzufügen</translation>
    </message>
    <message>
        <source>Unload</source>
        <translation>Entladen</translation>
    </message>
    <message>
        <source>Lets go of the weights that are kept for the next run.</source>
        <translation>Gibt die Gewichte frei, die für den nächsten Lauf behalten werden.</translation>
    </message>
    <message>
        <source>The reference: the others are compared with it.</source>
        <translation>Der Bezug: Mit ihm werden die anderen verglichen.</translation>
    </message>
    <message>
        <source>Number type of %1</source>
        <translation>Zahlentyp von %1</translation>
    </message>
    <message>
        <source>In which numbers this model computes; the same model may take part twice.</source>
        <translation>In welchen Zahlen dieses Modell rechnet; dasselbe Modell darf zweimal dabei sein.</translation>
    </message>
    <message>
        <source>as the window</source>
        <translation>wie das Fenster</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>wie gespeichert</translation>
    </message>
    <message>
        <source>Move %1 up</source>
        <translation>%1 nach oben</translation>
    </message>
    <message>
        <source>Take %1 out of the comparison</source>
        <translation>%1 aus dem Vergleich nehmen</translation>
    </message>
    <message>
        <source>At most %1 models are compared.</source>
        <translation>Höchstens %1 Modelle werden verglichen.</translation>
    </message>
    <message>
        <source>The weights take %1 together</source>
        <translation>Die Gewichte brauchen zusammen %1</translation>
    </message>
    <message>
        <source>The weights take %1 at least</source>
        <translation>Die Gewichte brauchen mindestens %1</translation>
    </message>
    <message>
        <source>%1 are free</source>
        <translation>%1 sind frei</translation>
    </message>
    <message>
        <source>They are loaded one after the other, and not kept.</source>
        <translation>Sie werden nacheinander geladen und nicht behalten.</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ComparisonView</name>
    <message>
        <source>Only where they differ</source>
        <translation>Nur wo sie abweichen</translation>
    </message>
    <message>
        <source>Answers, a row an input</source>
        <translation>Antworten, eine Zeile je Eingabe</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Who agrees with whom</source>
        <translation>Wer mit wem einig ist</translation>
    </message>
    <message>
        <source>What the matrix shows</source>
        <translation>Was die Matrix zeigt</translation>
    </message>
    <message>
        <source>Agreement of every model with every other</source>
        <translation>Einigkeit jedes Modells mit jedem anderen</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %2: %n input(s) that both answered</source>
        <translation>
            <numerusform>%1 und %2: %n Eingabe, die beide beantwortet haben</numerusform>
            <numerusform>%1 und %2: %n Eingaben, die beide beantwortet haben</numerusform>
        </translation>
    </message>
    <message>
        <source>Same answer</source>
        <translation>Gleiche Antwort</translation>
    </message>
    <message>
        <source>Correlation of the scores</source>
        <translation>Korrelation der Werte</translation>
    </message>
    <message>
        <source>Difference of the scores</source>
        <translation>Unterschied der Werte</translation>
    </message>
    <message numerus="yes">
        <source>%n input(s)</source>
        <translation>
            <numerusform>%n Eingabe</numerusform>
            <numerusform>%n Eingaben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n repetition(s) each, after one run that is not counted</source>
        <translation>
            <numerusform>je %n Wiederholung, nach einem Lauf, der nicht zählt</numerusform>
            <numerusform>je %n Wiederholungen, nach einem Lauf, der nicht zählt</numerusform>
        </translation>
    </message>
    <message>
        <source>no answers to compare with A yet</source>
        <translation>noch keine Antworten, die mit A zu vergleichen wären</translation>
    </message>
    <message>
        <source>all agree with A as far as they answered</source>
        <translation>alle sind mit A einig, soweit sie geantwortet haben</translation>
    </message>
    <message numerus="yes">
        <source>not all agree on %n of them</source>
        <translation>
            <numerusform>bei %n davon sind nicht alle einig</numerusform>
            <numerusform>bei %n davon sind nicht alle einig</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ComponentForm</name>
    <message>
        <source>as the case</source>
        <translation>wie Kleinschreibung</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Regex</source>
        <translation>Regex</translation>
    </message>
    <message>
        <source>Kind of pattern</source>
        <translation>Art des Musters</translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation>%1 Zeichen</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::CurveChart</name>
    <message>
        <source>Points appear here with the first step</source>
        <translation>Punkte erscheinen hier mit dem ersten Schritt</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exportieren …</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::CurvesPage</name>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>Gradientennorm</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Smoothing of the curves</source>
        <translation>Glättung der Kurven</translation>
    </message>
    <message>
        <source>How much of the past each point carries; the raw values stay visible behind.</source>
        <translation>Wie viel Vergangenheit jeder Punkt mitträgt; die Rohwerte bleiben dahinter sichtbar.</translation>
    </message>
    <message>
        <source>Logarithmic loss</source>
        <translation>Verlust logarithmisch</translation>
    </message>
    <message>
        <source>Export the curves …</source>
        <translation>Kurven exportieren …</translation>
    </message>
    <message>
        <source>What the curves say</source>
        <translation>Was die Kurven sagen</translation>
    </message>
    <message>
        <source>Change the form so</source>
        <translation>So ins Formular übernehmen</translation>
    </message>
    <message>
        <source>Sets the fields at the left for a next run; nothing starts by itself.</source>
        <translation>Setzt die Felder links für einen nächsten Lauf; nichts startet von selbst.</translation>
    </message>
    <message>
        <source>Dashed: validation  ·  wheel or rectangle: zoom  ·  double click: all</source>
        <translation>Gestrichelt: Validierung  ·  Rad oder Rechteck: Zoom  ·  Doppelklick: alles</translation>
    </message>
    <message>
        <source>Wheel or rectangle: zoom  ·  double click: all</source>
        <translation>Rad oder Rechteck: Zoom  ·  Doppelklick: alles</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>%1 validation</source>
        <translation>%1 Validierung</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>Norm</translation>
    </message>
    <message>
        <source>best: %1</source>
        <translation>bester: %1</translation>
    </message>
    <message>
        <source>saved: %1</source>
        <translation>gespeichert: %1</translation>
    </message>
    <message>
        <source>resumed here</source>
        <translation>hier fortgesetzt</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>keine Zahl</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::DataPage</name>
    <message>
        <source>Length in tokens</source>
        <translation>Länge in Token</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Rows of the data set</source>
        <translation>Zeilen des Datensatzes</translation>
    </message>
    <message>
        <source>Reading the table …</source>
        <translation>Die Tabelle wird gelesen …</translation>
    </message>
    <message>
        <source>This table can&apos;t be trained on as it is</source>
        <translation>Mit dieser Tabelle lässt sich so nicht trainieren</translation>
    </message>
    <message>
        <source>the first %1 of %2 rows</source>
        <translation>die ersten %1 von %2 Zeilen</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>without a label: %1</source>
        <translation>ohne Label: %1</translation>
    </message>
    <message>
        <source>Labels: %1</source>
        <translation>Labels: %1</translation>
    </message>
    <message>
        <source>%1 % of the texts are cut at %2 tokens, %3 % of all tokens are lost</source>
        <translation>%1 % der Texte werden bei %2 Token gekürzt, %3 % aller Token gehen verloren</translation>
    </message>
    <message>
        <source>(measured on %1 of %2 rows)</source>
        <translation>(gemessen an %1 von %2 Zeilen)</translation>
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
        <source>Two texts become one here, so there is nothing to compare with.</source>
        <translation>Aus zwei Texten wird hier einer, daher gibt es nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>First difference at character %1. What a normalizer removed or an unknown token replaced can&apos;t come back.</source>
        <translation>Erster Unterschied bei Zeichen %1. Was ein Normalisierer entfernt oder ein unbekanntes Token ersetzt hat, kann nicht zurückkommen.</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>back</source>
        <translation>zurück</translation>
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
    <message>
        <source>The same in bytes of UTF-8</source>
        <translation>Dasselbe in Bytes von UTF-8</translation>
    </message>
    <message>
        <source>The same in UTF-16 units, as Java, JavaScript and Qt count</source>
        <translation>Dasselbe in UTF-16-Einheiten, wie Java, JavaScript und Qt zählen</translation>
    </message>
    <message>
        <source>The same in user-perceived characters, for texts up to 200,000</source>
        <translation>Dasselbe in Graphemen, also in Zeichen, wie man sie sieht; für Texte bis 200.000</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Graphemes</source>
        <translation>Grapheme</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::EntityView</name>
    <message>
        <source>Entity</source>
        <translation>Entität</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>Nothing was found in this text.</source>
        <translation>In diesem Text wurde nichts gefunden.</translation>
    </message>
    <message>
        <source>Grouping</source>
        <translation>Gruppierung</translation>
    </message>
    <message>
        <source>Text with its entities</source>
        <translation>Text mit seinen Entitäten</translation>
    </message>
    <message>
        <source>Entities in the order of the text</source>
        <translation>Entitäten in der Reihenfolge des Textes</translation>
    </message>
    <message>
        <source>Every token with the score of every label</source>
        <translation>Jedes Token mit dem Wert jedes Labels</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::FileTableModel</name>
    <message>
        <source>large file</source>
        <translation>große Datei</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation>Gespeichert als</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>Auf diesem Rechner</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::FormField</name>
    <message>
        <source>Insert mask</source>
        <translation>Maske einfügen</translation>
    </message>
    <message>
        <source>Insert %1</source>
        <translation>%1 einfügen</translation>
    </message>
    <message>
        <source>The tokenizer of this model has no mask token.</source>
        <translation>Der Tokenizer dieses Modells hat kein Maskentoken.</translation>
    </message>
    <message>
        <source>Writes the model&apos;s mask token at the cursor.</source>
        <translation>Schreibt das Maskentoken des Modells an den Cursor.</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::FrequencyModel</name>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::GenerationForm</name>
    <message>
        <source>Greedy</source>
        <translation>Gierig</translation>
    </message>
    <message>
        <source>Always the likeliest token.</source>
        <translation>Immer das wahrscheinlichste Token.</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Ziehen</translation>
    </message>
    <message>
        <source>Tokens are drawn by their probabilities.</source>
        <translation>Token werden nach ihrer Wahrscheinlichkeit gezogen.</translation>
    </message>
    <message>
        <source>Beams</source>
        <translation>Strahlen</translation>
    </message>
    <message>
        <source>Several texts at once; the likeliest whole wins.</source>
        <translation>Mehrere Texte zugleich; der im Ganzen wahrscheinlichste gewinnt.</translation>
    </message>
    <message>
        <source>Most new tokens</source>
        <translation>Höchstens neue Token</translation>
    </message>
    <message>
        <source>max_new_tokens: the text ends there at the latest.</source>
        <translation>max_new_tokens: spätestens dort endet der Text.</translation>
    </message>
    <message>
        <source>As the model</source>
        <translation>Wie das Modell</translation>
    </message>
    <message>
        <source>Fewest new tokens</source>
        <translation>Mindestens neue Token</translation>
    </message>
    <message>
        <source>min_new_tokens: the end token is not allowed before.</source>
        <translation>min_new_tokens: vorher ist das Ende-Token nicht erlaubt.</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>temperature: below 1 likely tokens become likelier, above 1 the text becomes bolder.</source>
        <translation>temperature: unter 1 werden wahrscheinliche Token wahrscheinlicher, über 1 wird der Text gewagter.</translation>
    </message>
    <message>
        <source>Top k</source>
        <translation>Top k</translation>
    </message>
    <message>
        <source>top_k: only so many of the likeliest tokens; 0: all.</source>
        <translation>top_k: nur so viele der wahrscheinlichsten Token; 0: alle.</translation>
    </message>
    <message>
        <source>Top p</source>
        <translation>Top p</translation>
    </message>
    <message>
        <source>top_p: only the likeliest tokens that have this probability together.</source>
        <translation>top_p: nur die wahrscheinlichsten Token, die zusammen diese Wahrscheinlichkeit haben.</translation>
    </message>
    <message>
        <source>Min p</source>
        <translation>Min p</translation>
    </message>
    <message>
        <source>min_p: only tokens that have at least this share of the likeliest one&apos;s probability.</source>
        <translation>min_p: nur Token mit mindestens diesem Anteil an der Wahrscheinlichkeit des wahrscheinlichsten.</translation>
    </message>
    <message>
        <source>Typical p</source>
        <translation>Typical p</translation>
    </message>
    <message>
        <source>typical_p: only tokens about as surprising as is to be expected, up to this probability.</source>
        <translation>typical_p: nur Token, die etwa so überraschen, wie zu erwarten ist, bis zu dieser Wahrscheinlichkeit.</translation>
    </message>
    <message>
        <source>num_beams: so many texts are followed at once.</source>
        <translation>num_beams: so viele Texte werden zugleich verfolgt.</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>num_return_sequences: so many texts are given back.</source>
        <translation>num_return_sequences: so viele Texte werden zurückgegeben.</translation>
    </message>
    <message>
        <source>Length penalty</source>
        <translation>Längenstrafe</translation>
    </message>
    <message>
        <source>length_penalty: above 0 long texts are preferred, below 0 short ones.</source>
        <translation>length_penalty: über 0 werden lange Texte bevorzugt, unter 0 kurze.</translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation>Früh aufhören</translation>
    </message>
    <message>
        <source>early_stopping: true: as soon as there are enough finished texts; never: only when no better one is possible.</source>
        <translation>early_stopping: true: sobald es genug beendete Texte gibt; never: erst wenn kein besserer mehr möglich ist.</translation>
    </message>
    <message>
        <source>No repeated n-grams</source>
        <translation>Keine wiederholten n-Gramme</translation>
    </message>
    <message>
        <source>no_repeat_ngram_size: so many tokens in a row never come twice; 0: they may.</source>
        <translation>no_repeat_ngram_size: so viele Token in Folge kommen nie zweimal; 0: sie dürfen.</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>Wiederholungsstrafe</translation>
    </message>
    <message>
        <source>repetition_penalty: above 1 tokens that stand there already become less likely.</source>
        <translation>repetition_penalty: über 1 werden Token unwahrscheinlicher, die schon dastehen.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>seed: the same one draws the same text again.</source>
        <translation>seed: derselbe zieht denselben Text noch einmal.</translation>
    </message>
    <message>
        <source>Another one every time</source>
        <translation>Jedes Mal ein anderer</translation>
    </message>
    <message>
        <source>Stop strings</source>
        <translation>Stoppzeichenketten</translation>
    </message>
    <message>
        <source>End the text at … (Return)</source>
        <translation>Text beenden bei … (Eingabe)</translation>
    </message>
    <message>
        <source>Language of the text (src_lang)</source>
        <translation>Sprache des Texts (src_lang)</translation>
    </message>
    <message>
        <source>from</source>
        <translation>von</translation>
    </message>
    <message>
        <source>Language of the translation (tgt_lang)</source>
        <translation>Sprache der Übersetzung (tgt_lang)</translation>
    </message>
    <message>
        <source>to</source>
        <translation>nach</translation>
    </message>
    <message>
        <source>Swap the languages</source>
        <translation>Sprachen tauschen</translation>
    </message>
    <message>
        <source>All settings</source>
        <translation>Alle Einstellungen</translation>
    </message>
    <message>
        <source>All other settings, as JSON</source>
        <translation>Alle anderen Einstellungen, als JSON</translation>
    </message>
    <message>
        <source>Any setting of GenerationConfig and any argument of the pipeline, as a JSON object with Transformers&apos; names: %1</source>
        <translation>Jede Einstellung von GenerationConfig und jedes Argument der Pipeline, als JSON-Objekt mit den Namen von Transformers: %1</translation>
    </message>
    <message>
        <source>As the model: %1</source>
        <translation>Wie das Modell: %1</translation>
    </message>
    <message>
        <source>As the model: max_length %1</source>
        <translation>Wie das Modell: max_length %1</translation>
    </message>
    <message>
        <source>“All settings”, line %1, column %2: %3</source>
        <translation>„Alle Einstellungen“, Zeile %1, Spalte %2: %3</translation>
    </message>
    <message>
        <source>“All settings” is not a JSON object.</source>
        <translation>„Alle Einstellungen“ ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>Choose the languages of the text and of the translation.</source>
        <translation>Wählen Sie die Sprachen des Texts und der Übersetzung.</translation>
    </message>
    <message>
        <source>No setting that is known here: %1</source>
        <translation>Keine hier bekannte Einstellung: %1</translation>
    </message>
    <message>
        <source>Counts instead of the field above: %1</source>
        <translation>Gilt anstelle des Felds darüber: %1</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::GenerationView</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Beam tree</source>
        <translation>Strahlenbaum</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>Entropie</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>Folge</translation>
    </message>
    <message>
        <source>0 nats</source>
        <translation>0 Nat</translation>
    </message>
    <message>
        <source>%1 nats</source>
        <translation>%1 Nat</translation>
    </message>
    <message>
        <source>likeliest</source>
        <translation>wahrscheinlichstes</translation>
    </message>
    <message>
        <source>rank %1</source>
        <translation>Rang %1</translation>
    </message>
    <message>
        <source>first token</source>
        <translation>erstes Token</translation>
    </message>
    <message>
        <source>encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>prefill</source>
        <translation>Prompt gelesen</translation>
    </message>
    <message>
        <source>per token</source>
        <translation>je Token</translation>
    </message>
    <message>
        <source>slowest</source>
        <translation>langsamstes</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>Token/s</translation>
    </message>
    <message>
        <source>given</source>
        <translation>gegeben</translation>
    </message>
    <message>
        <source>written</source>
        <translation>geschrieben</translation>
    </message>
    <message>
        <source>cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>score %1</source>
        <translation>Bewertung %1</translation>
    </message>
    <message>
        <source>The text, token by token</source>
        <translation>Der Text, Token für Token</translation>
    </message>
    <message>
        <source>The text that was given</source>
        <translation>Der gegebene Text</translation>
    </message>
    <message>
        <source>Writing …</source>
        <translation>Schreibt …</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Token</numerusform>
        </translation>
    </message>
    <message>
        <source>Text %1 of %2</source>
        <translation>Text %1 von %2</translation>
    </message>
    <message>
        <source>The run has not ended.</source>
        <translation>Der Lauf ist nicht zu Ende.</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Log probability</source>
        <translation>Log-Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Alternatives</source>
        <translation>Alternativen</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::HeadChips</name>
    <message>
        <source>Heads</source>
        <translation>Köpfe</translation>
    </message>
    <message>
        <source>Show head %1</source>
        <translation>Kopf %1 zeigen</translation>
    </message>
    <message>
        <source>Head %1 on or off; double-click for it alone</source>
        <translation>Kopf %1 ein oder aus; Doppelklick: nur dieser</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::HeadGridView</name>
    <message>
        <source>Every head of every layer</source>
        <translation>Jeder Kopf jeder Schicht</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::HeadView</name>
    <message>
        <source>Lines from every token to the tokens that it looks at</source>
        <translation>Linien von jedem Token zu denen, auf die es blickt</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::HistoryModel</name>
    <message>
        <source>%1, pinned</source>
        <translation>%1, angeheftet</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::HistoryPage</name>
    <message>
        <source>Open again</source>
        <translation>Wieder öffnen</translation>
    </message>
    <message>
        <source>Pin or unpin</source>
        <translation>Anheften oder lösen</translation>
    </message>
    <message>
        <source>Delete from the history</source>
        <translation>Aus dem Verlauf löschen</translation>
    </message>
    <message>
        <source>Export the history …</source>
        <translation>Verlauf exportieren …</translation>
    </message>
    <message>
        <source>Search in tasks, inputs, results and models</source>
        <translation>In Aufgaben, Eingaben, Ergebnissen und Modellen suchen</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>Im Verlauf suchen</translation>
    </message>
    <message>
        <source>Runs, the pinned ones first, then the newest</source>
        <translation>Läufe, erst die angehefteten, dann die neuesten</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>Noch kein Lauf</translation>
    </message>
    <message>
        <source>Every run of a task is kept here, with its input, arguments and result.</source>
        <translation>Jeder Lauf einer Aufgabe wird hier aufbewahrt, mit Eingabe, Argumenten und Ergebnis.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Search for another word.</source>
        <translation>Suchen Sie nach einem anderen Wort.</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::HowPage</name>
    <message>
        <source>ids %1</source>
        <translation>IDs %1</translation>
    </message>
    <message>
        <source>start</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>rank %1</source>
        <extracomment>the place of a merge in the list that BPE learned</extracomment>
        <translation>Rang %1</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>in the vocabulary</source>
        <translation>im Vokabular</translation>
    </message>
    <message>
        <source>not in the vocabulary</source>
        <translation>nicht im Vokabular</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>Einen Schritt zurück</translation>
    </message>
    <message>
        <source>One step on</source>
        <translation>Einen Schritt weiter</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Steps of the model through the word</source>
        <translation>Schritte des Modells durch das Wort</translation>
    </message>
    <message>
        <source>Choose a token</source>
        <translation>Wählen Sie ein Token</translation>
    </message>
    <message>
        <source>Click a token in the text above: this page shows how the model came to it.</source>
        <translation>Klicken Sie oben im Text auf ein Token: Diese Seite zeigt, wie das Modell darauf kam.</translation>
    </message>
    <message>
        <source>This is an added token: it is taken out of the text whole, before any model looks at it.</source>
        <translation>Ein hinzugefügtes Token: Es wird als Ganzes aus dem Text genommen, bevor ein Modell ihn liest.</translation>
    </message>
    <message>
        <source>%1 on “%2”</source>
        <translation>%1 bei „%2“</translation>
    </message>
    <message>
        <source>The whole word is a token of the vocabulary, and this model then asks for no merges.</source>
        <translation>Das ganze Wort ist ein Token des Vokabulars; dieses Modell fragt dann nach keinen Zusammenführungen.</translation>
    </message>
    <message numerus="yes">
        <source>The pair of neighbours that was learned first (the lowest rank) is merged, again and again, until no pair is in the list: %n merge(s).</source>
        <translation>
            <numerusform>Immer wieder wird das Nachbarpaar zusammengeführt, das zuerst gelernt wurde (der niedrigste Rang), bis kein Paar mehr in der Liste steht: %n Zusammenführung.</numerusform>
            <numerusform>Immer wieder wird das Nachbarpaar zusammengeführt, das zuerst gelernt wurde (der niedrigste Rang), bis kein Paar mehr in der Liste steht: %n Zusammenführungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The word is looked up whole; what is not there is unknown.</source>
        <translation>Das Wort wird als Ganzes nachgeschlagen; was fehlt, ist unbekannt.</translation>
    </message>
    <message>
        <source>The word is too long for this model: it becomes the unknown token without a try.</source>
        <translation>Das Wort ist zu lang für dieses Modell: Es wird ohne Versuch zum unbekannten Token.</translation>
    </message>
    <message>
        <source>The longest beginning of the rest that is in the vocabulary becomes a token; if none is, the whole word is unknown.</source>
        <translation>Der längste Anfang des Rests, der im Vokabular steht, wird ein Token; gibt es keinen, ist das ganze Wort unbekannt.</translation>
    </message>
    <message>
        <source>Every token that fits is an edge with its log probability; the path with the largest sum, %1, gives the tokens. %2.</source>
        <translation>Jedes passende Token ist eine Kante mit seiner Log-Wahrscheinlichkeit; der Pfad mit der größten Summe, %1, ergibt die Token. %2.</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::HubItemDelegate</name>
    <message>
        <source>%1 downloads</source>
        <translation>%1 Downloads</translation>
    </message>
    <message>
        <source>%1 likes</source>
        <translation>%1 Likes</translation>
    </message>
    <message>
        <source>used %1</source>
        <translation>benutzt am %1</translation>
    </message>
    <message>
        <source>gated</source>
        <translation>beschränkt</translation>
    </message>
    <message>
        <source>private</source>
        <translation>privat</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::HubPageView</name>
    <message>
        <source>Open its page in the browser</source>
        <translation>Seine Seite im Browser öffnen</translation>
    </message>
    <message>
        <source>Playground</source>
        <translation>Spielwiese</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Open in</source>
        <translation>Öffnen in</translation>
    </message>
    <message>
        <source>Open in %1</source>
        <translation>Öffnen in: %1</translation>
    </message>
    <message>
        <source>What to download</source>
        <translation>Was heruntergeladen wird</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>What was loaded is kept; the rest is loaded now</source>
        <translation>Das Geladene bleibt erhalten; der Rest wird jetzt geladen</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Card and files</source>
        <translation>Karte und Dateien</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>%1 downloads</source>
        <translation>%1 Downloads</translation>
    </message>
    <message>
        <source>%1 likes</source>
        <translation>%1 Likes</translation>
    </message>
    <message>
        <source>commit %1</source>
        <translation>Commit %1</translation>
    </message>
    <message>
        <source>Files (%1)</source>
        <translation>Dateien (%1)</translation>
    </message>
    <message>
        <source>*This repository has no card.*</source>
        <translation>*Dieses Repository hat keine Karte.*</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>This version of Vitrine can load the model and its tokenizer.</source>
        <translation>Diese Version von Vitrine kann das Modell und seinen Tokenizer laden.</translation>
    </message>
    <message>
        <source>The tokenizer can be used here, the model can&apos;t: %1</source>
        <translation>Der Tokenizer lässt sich hier verwenden, das Modell nicht: %1</translation>
    </message>
    <message>
        <source>This version of Vitrine can&apos;t load it: %1</source>
        <translation>Diese Version von Vitrine kann es nicht laden: %1</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>%1 herunterladen</translation>
    </message>
    <message>
        <source>Downloaded</source>
        <translation>Heruntergeladen</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::HubPanel</name>
    <message>
        <source>Search models, or paste a name or address</source>
        <translation>Modelle suchen, oder Name oder Adresse einfügen</translation>
    </message>
    <message>
        <source>Search the Hub</source>
        <translation>Hub durchsuchen</translation>
    </message>
    <message>
        <source>On the Hub</source>
        <translation>Auf dem Hub</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>Auf diesem Rechner</translation>
    </message>
    <message>
        <source>Any task</source>
        <translation>Jede Aufgabe</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Any library</source>
        <translation>Jede Bibliothek</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Trending</source>
        <translation>Im Trend</translation>
    </message>
    <message>
        <source>Most downloads</source>
        <translation>Meiste Downloads</translation>
    </message>
    <message>
        <source>Most likes</source>
        <translation>Meiste Likes</translation>
    </message>
    <message>
        <source>Recently updated</source>
        <translation>Zuletzt aktualisiert</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>Hier ist noch nichts</translation>
    </message>
    <message>
        <source>Search the Hub and download a model: it then works without network.</source>
        <translation>Durchsuchen Sie den Hub, und laden Sie ein Modell herunter: Dann läuft es ohne Netz.</translation>
    </message>
    <message>
        <source>No model on this machine has this name.</source>
        <translation>Kein Modell auf diesem Rechner heißt so.</translation>
    </message>
    <message>
        <source>Asking the Hub …</source>
        <translation>Der Hub wird gefragt …</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>No model fits</source>
        <translation>Kein Modell passt</translation>
    </message>
    <message>
        <source>Try fewer words, or other filters.</source>
        <translation>Versuchen Sie weniger Wörter oder andere Filter.</translation>
    </message>
    <message>
        <source>the first %1</source>
        <translation>die ersten %1</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::JsonView</name>
    <message>
        <source>Result as JSON</source>
        <translation>Ergebnis als JSON</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::LabelModel</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::LabelsModel</name>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Wort</translation>
    </message>
    <message>
        <source>Its label</source>
        <translation>Sein Label</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Label id</source>
        <translation>Label-ID</translation>
    </message>
    <message>
        <source>What training gets; -100 is left out of the loss</source>
        <translation>Was das Training bekommt; -100 zählt nicht zum Verlust</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::LabelsPage</name>
    <message>
        <source>Words and labels</source>
        <translation>Wörter und Labels</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Als Python kopieren</translation>
    </message>
    <message>
        <source>Words and labels, a line each</source>
        <translation>Wörter und Labels, eine Zeile je Wort</translation>
    </message>
    <message>
        <source>A line a word, as in CoNLL files:
EU B-ORG
rejects O</source>
        <translation>Eine Zeile je Wort, wie in CoNLL-Dateien:
EU B-ORG
rejects O</translation>
    </message>
    <message>
        <source>Which tokens of a word get its label</source>
        <translation>Welche Token eines Wortes sein Label bekommen</translation>
    </message>
    <message>
        <source>Every token of a word</source>
        <translation>Jedes Token eines Wortes</translation>
    </message>
    <message>
        <source>Only its first token</source>
        <translation>Nur sein erstes Token</translation>
    </message>
    <message>
        <source>B- becomes I- inside a word</source>
        <translation>Im Wort wird B- zu I-</translation>
    </message>
    <message>
        <source>Tokens and their labels</source>
        <translation>Token und ihre Labels</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n token(s) count in the loss; -100 marks those that don&apos;t.</source>
        <translation>
            <numerusform>%1 von %n Token zählt zum Verlust; -100 markiert, was nicht zählt.</numerusform>
            <numerusform>%1 von %n Token zählen zum Verlust; -100 markiert die übrigen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::LatticeView</name>
    <message>
        <source>Lattice: the tokens that fit, with their scores</source>
        <translation>Gitter: die passenden Token mit ihren Werten</translation>
    </message>
    <message>
        <source>%1, characters %2 – %3: log probability %4, best way to its end over it %5</source>
        <translation>%1, Zeichen %2 – %3: Log-Wahrscheinlichkeit %4, bester Weg darüber bis zu seinem Ende %5</translation>
    </message>
    <message>
        <source>(unknown)</source>
        <translation>(unbekannt)</translation>
    </message>
    <message>
        <source>· on the best path</source>
        <translation>· auf dem besten Pfad</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::LengthChart</name>
    <message>
        <source>Length of the texts in tokens; the arrow keys move the line where they are cut</source>
        <translation>Länge der Texte in Token; die Pfeiltasten verschieben die Linie, an der gekürzt wird</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::LengthHistogram</name>
    <message>
        <source>Histogram of the lengths of the texts in tokens</source>
        <translation>Histogramm der Textlängen in Token</translation>
    </message>
    <message>
        <source>%1 to %2 tokens: %3</source>
        <translation>%1 bis %2 Token: %3</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>%1 texts</source>
        <translation>%1 Texte</translation>
    </message>
    <message>
        <source>the model&apos;s %1</source>
        <translation>Modell: %1</translation>
    </message>
    <message>
        <source>%1 to %2 tokens: %3 texts</source>
        <translation>%1 bis %2 Token: %3 Texte</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::LookupPage</name>
    <message>
        <source>First text</source>
        <translation>Erster Text</translation>
    </message>
    <message>
        <source>Second text</source>
        <translation>Zweiter Text</translation>
    </message>
    <message>
        <source>Text that characters and words are counted in</source>
        <translation>Text, in dem Zeichen und Wörter gezählt werden</translation>
    </message>
    <message>
        <source>Character, counted in code points</source>
        <translation>Zeichen, in Codepunkten gezählt</translation>
    </message>
    <message>
        <source>Token, counted from 0</source>
        <translation>Token, ab 0 gezählt</translation>
    </message>
    <message>
        <source>Word, counted from 0</source>
        <translation>Wort, ab 0 gezählt</translation>
    </message>
    <message>
        <source>Click a character in the text, or count here. Positions are code points, as in Python; None is an answer, too.</source>
        <translation>Klicken Sie auf ein Zeichen im Text, oder zählen Sie hier. Stellen sind Codepunkte, wie in Python; auch None ist eine Antwort.</translation>
    </message>
    <message>
        <source>Character</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Wort</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::MaskView</name>
    <message>
        <source>Use this text</source>
        <translation>Diesen Text verwenden</translation>
    </message>
    <message>
        <source>Completed text</source>
        <translation>Ergänzter Text</translation>
    </message>
    <message>
        <source>Writes the completed text into the form.</source>
        <translation>Schreibt den ergänzten Text in das Formular.</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Wort</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Words for mask %1, the best first</source>
        <translation>Wörter für Maske %1, das beste zuerst</translation>
    </message>
    <message>
        <source>Mask %1</source>
        <translation>Maske %1</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Maske</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::MatrixView</name>
    <message>
        <source>Attention of one head, queries down, keys across</source>
        <translation>Aufmerksamkeit eines Kopfes, Queries nach unten, Keys nach rechts</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Repetitions</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>So often each input runs on each model; the times of all count. One run of the first input before them does not.</source>
        <translation>So oft läuft jede Eingabe auf jedem Modell; die Zeiten aller zählen. Ein Lauf der ersten Eingabe davor zählt nicht.</translation>
    </message>
    <message>
        <source>Progress of the comparison</source>
        <translation>Fortschritt des Vergleichs</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Als Python kopieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Answers as CSV …</source>
        <translation>Antworten als CSV …</translation>
    </message>
    <message>
        <source>Figures as CSV …</source>
        <translation>Zahlen als CSV …</translation>
    </message>
    <message>
        <source>Everything as JSON …</source>
        <translation>Alles als JSON …</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>The same input on several models</source>
        <translation>Dieselbe Eingabe auf mehreren Modellen</translation>
    </message>
    <message>
        <source>Add two to six models at the left, write an input or many, and run: every model gets a column with its answer, its time and its memory, and the table says where they do not agree with the first.</source>
        <translation>Fügen Sie links zwei bis sechs Modelle hinzu, schreiben Sie eine Eingabe oder viele und starten Sie: Jedes Modell bekommt eine Spalte mit seiner Antwort, seiner Zeit und seinem Speicher, und die Tabelle sagt, wo sie mit dem ersten nicht einig sind.</translation>
    </message>
    <message>
        <source>Add two models at least.</source>
        <translation>Fügen Sie mindestens zwei Modelle hinzu.</translation>
    </message>
    <message>
        <source>Add another model.</source>
        <translation>Fügen Sie noch ein Modell hinzu.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::PairBars</name>
    <message>
        <source>The most frequent pairs</source>
        <translation>Die häufigsten Paare</translation>
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
    <message>
        <source>Predictions</source>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>Export the predictions …</source>
        <translation>Vorhersagen exportieren …</translation>
    </message>
    <message>
        <source>Predicted label of every text</source>
        <translation>Vorhergesagtes Label jedes Textes</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::PredictionModel</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::PreviewModel</name>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
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
    <name>vitrine::widgets::ResultsPage</name>
    <message>
        <source>Confusion matrix</source>
        <translation>Konfusionsmatrix</translation>
    </message>
    <message>
        <source>Rows by label (down) and prediction (across)</source>
        <translation>Zeilen nach Label (nach unten) und Vorhersage (nach rechts)</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>All wrong ones</source>
        <translation>Alle falschen</translation>
    </message>
    <message>
        <source>Export these rows …</source>
        <translation>Diese Zeilen exportieren …</translation>
    </message>
    <message>
        <source>Rows that the model got wrong, the most confident first</source>
        <translation>Zeilen, bei denen das Modell falsch lag, die sichersten zuerst</translation>
    </message>
    <message>
        <source>Choose a row to read its text</source>
        <translation>Wählen Sie eine Zeile, um ihren Text zu lesen</translation>
    </message>
    <message>
        <source>Text of the chosen row</source>
        <translation>Text der gewählten Zeile</translation>
    </message>
    <message>
        <source>The confusion matrix and the wrong predictions appear here after the first evaluation.</source>
        <translation>Die Konfusionsmatrix und die falschen Vorhersagen erscheinen hier nach der ersten Auswertung.</translation>
    </message>
    <message>
        <source>No predictions yet</source>
        <translation>Noch keine Vorhersagen</translation>
    </message>
    <message>
        <source>Down: the label; across: what the model says. Choose a cell to see its rows.</source>
        <translation>Nach unten: das Label; nach rechts: was das Modell sagt. Wählen Sie eine Zelle, um ihre Zeilen zu sehen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 taken for %2: %n row(s)</source>
        <translation>
            <numerusform>%1 für %2 gehalten: %n Zeile</numerusform>
            <numerusform>%1 für %2 gehalten: %n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>the rows follow at the end of the run</source>
        <translation>die Zeilen folgen am Ende des Laufs</translation>
    </message>
    <message>
        <source>%1 wrong of %2, the most confident first</source>
        <translation>%1 falsch von %2, die sichersten zuerst</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::RunHeader</name>
    <message>
        <source>The worker reads the model and the data …</source>
        <translation>Modell und Daten werden gelesen …</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>Epoche %1</translation>
    </message>
    <message>
        <source>%1 rows/s</source>
        <translation>%1 Zeilen/s</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 Token/s</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>took %1</source>
        <translation>dauerte %1</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 Parameter</translation>
    </message>
    <message numerus="yes">
        <source>%n unreadable line(s) in its log</source>
        <translation>
            <numerusform>%n unlesbare Zeile in seinem Protokoll</numerusform>
            <numerusform>%n unlesbare Zeilen in seinem Protokoll</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Finishes the step, saves a checkpoint and ends; resume later.</source>
        <translation>Beendet den Schritt, speichert einen Checkpoint und hört auf; später fortsetzen.</translation>
    </message>
    <message>
        <source>Abort …</source>
        <translation>Sofort beenden …</translation>
    </message>
    <message>
        <source>Ends the worker at once; what came after the last checkpoint is lost.</source>
        <translation>Beendet den Trainingsprozess sofort; was nach dem letzten Checkpoint kam, geht verloren.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Goes on from the last checkpoint, as if it had never stopped.</source>
        <translation>Macht beim letzten Checkpoint weiter, als wäre der Lauf nie angehalten worden.</translation>
    </message>
    <message>
        <source>Use in Playground</source>
        <translation>Zur Spielwiese</translation>
    </message>
    <message>
        <source>Makes the trained model the window&apos;s model.</source>
        <translation>Macht das trainierte Modell zum Modell des Fensters.</translation>
    </message>
    <message>
        <source>Look at attention</source>
        <translation>Zur Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Opens the trained model in the Attention panel.</source>
        <translation>Öffnet das trainierte Modell im Bereich Aufmerksamkeit.</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Als Python kopieren</translation>
    </message>
    <message>
        <source>Open the run&apos;s folder</source>
        <translation>Ordner des Laufs öffnen</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>Fortschritt des Laufs</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>Noch kein Lauf</translation>
    </message>
    <message>
        <source>Everything at the left has a default: press Start training.</source>
        <translation>Links hat alles eine Voreinstellung: Drücken Sie „Training starten“.</translation>
    </message>
    <message>
        <source>Recorded example</source>
        <translation>Aufgezeichnetes Beispiel</translation>
    </message>
    <message>
        <source>Starting …</source>
        <translation>Wird gestartet …</translation>
    </message>
    <message>
        <source>a run on the starter e-mails, kept to look at</source>
        <translation>ein Lauf mit den mitgelieferten E-Mails, zum Ansehen aufbewahrt</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::RunsModel</name>
    <message>
        <source>from %1 to %2</source>
        <translation>von %1 bis %2</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Best accuracy</source>
        <translation>Beste Genauigkeit</translation>
    </message>
    <message>
        <source>Best F1</source>
        <translation>Bestes F1</translation>
    </message>
    <message>
        <source>Best loss</source>
        <translation>Bester Verlust</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>Trainingsverlust</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::RunsPage</name>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>Use its settings</source>
        <translation>Einstellungen übernehmen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Delete …</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Runs, the newest first</source>
        <translation>Läufe, die neuesten zuerst</translation>
    </message>
    <message>
        <source>Differences of the settings</source>
        <translation>Unterschiede der Einstellungen</translation>
    </message>
    <message>
        <source>Settings that differ</source>
        <translation>Einstellungen, die sich unterscheiden</translation>
    </message>
    <message>
        <source>none yet: start one at the left</source>
        <translation>noch keine: links einen starten</translation>
    </message>
    <message>
        <source>tick several to see their curves over each other</source>
        <translation>mehrere ankreuzen, um ihre Kurven übereinander zu sehen</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>tick at least two runs</source>
        <translation>mindestens zwei Läufe ankreuzen</translation>
    </message>
    <message>
        <source>the ticked runs have the same settings</source>
        <translation>die angekreuzten Läufe haben dieselben Einstellungen</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::SpanChart</name>
    <message>
        <source>Where the answer starts and ends</source>
        <translation>Wo die Antwort beginnt und endet</translation>
    </message>
    <message>
        <source>%1: start %2, end %3</source>
        <translation>%1: Anfang %2, Ende %3</translation>
    </message>
    <message>
        <source>%1
starts here: %2
ends here: %3</source>
        <translation>%1
beginnt hier: %2
endet hier: %3</translation>
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
    <name>vitrine::widgets::StageEditor</name>
    <message>
        <source>Add a component to: %1</source>
        <translation>Baustein hinzufügen zu: %1</translation>
    </message>
    <message>
        <source>Choose a model …</source>
        <translation>Modell wählen …</translation>
    </message>
    <message>
        <source>Add a component …</source>
        <translation>Baustein hinzufügen …</translation>
    </message>
    <message>
        <source>Earlier (Alt+Up)</source>
        <translation>Früher (Alt+Auf)</translation>
    </message>
    <message>
        <source>Later (Alt+Down)</source>
        <translation>Später (Alt+Ab)</translation>
    </message>
    <message>
        <source>Remove (Delete)</source>
        <translation>Entfernen (Entf)</translation>
    </message>
    <message>
        <source>Components of: %1</source>
        <translation>Bausteine von: %1</translation>
    </message>
    <message>
        <source>Nothing here: the text passes as it is.</source>
        <translation>Hier ist nichts: Der Text geht unverändert durch.</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::StagesModel</name>
    <message>
        <source>Normalizer</source>
        <translation>Normalisierer</translation>
    </message>
    <message>
        <source>Pre-tokenizer</source>
        <translation>Vorzerleger</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>%1, id %2</source>
        <translation>%1, ID %2</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Post-processor</source>
        <translation>Nachbearbeiter</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>The words as they stand in the text; what later stages drop is struck through.</source>
        <translation>Die Wörter, wie sie im Text stehen; was spätere Stufen weglassen, ist durchgestrichen.</translation>
    </message>
    <message>
        <source>The text made uniform, before anything is split</source>
        <translation>Der Text, vereinheitlicht, bevor etwas zerlegt wird</translation>
    </message>
    <message>
        <source>The pieces that no token crosses</source>
        <translation>Die Stücke, über deren Grenzen kein Token reicht</translation>
    </message>
    <message>
        <source>The tokens of the vocabulary for each piece</source>
        <translation>Die Token des Vokabulars für jedes Stück</translation>
    </message>
    <message>
        <source>The encoding: special tokens are added, and each token has its place</source>
        <translation>Die Kodierung: Spezialtoken kommen hinzu, und jedes Token hat seine Stelle</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::StagesPage</name>
    <message>
        <source>The stages side by side, a row a word</source>
        <translation>Die Stufen nebeneinander, eine Zeile je Wort</translation>
    </message>
    <message>
        <source>Changed characters</source>
        <translation>Veränderte Zeichen</translation>
    </message>
    <message>
        <source>What each stage did to which characters</source>
        <translation>Was jede Stufe mit welchen Zeichen getan hat</translation>
    </message>
    <message>
        <source>No stage changed a character.</source>
        <translation>Keine Stufe hat ein Zeichen verändert.</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) came out other than they went in.</source>
        <translation>
            <numerusform>%n Zeichen kam anders heraus, als es hineinging.</numerusform>
            <numerusform>%n Zeichen kamen anders heraus, als sie hineingingen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only the beginning of the text is shown here.</source>
        <translation>Hier ist nur der Anfang des Textes zu sehen.</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::StatisticsPage</name>
    <message>
        <source>Statistics of a whole file</source>
        <translation>Statistik einer ganzen Datei</translation>
    </message>
    <message>
        <source>Open a UTF-8 text file of any size, or drop one of more than 4 MB on the window: how many words and tokens it has, how long its lines are, and which tokens are most frequent.</source>
        <translation>Öffnen Sie eine UTF-8-Textdatei beliebiger Größe, oder ziehen Sie eine von mehr als 4 MB auf das Fenster: Sie sehen, wie viele Wörter und Token sie hat, wie lang ihre Zeilen sind und welche Token am häufigsten sind.</translation>
    </message>
    <message>
        <source>Open a text file …</source>
        <translation>Textdatei öffnen …</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Another file …</source>
        <translation>Andere Datei …</translation>
    </message>
    <message>
        <source>Texts (lines)</source>
        <translation>Texte (Zeilen)</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Tokens a word</source>
        <translation>Token je Wort</translation>
    </message>
    <message>
        <source>Bytes a token</source>
        <translation>Bytes je Token</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Tokens a text: median</source>
        <translation>Token je Text: Median</translation>
    </message>
    <message>
        <source>90 % have at most</source>
        <translation>90 % haben höchstens</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Längster</translation>
    </message>
    <message>
        <source>Longer than the model</source>
        <translation>Zu lang fürs Modell</translation>
    </message>
    <message>
        <source>The most frequent tokens</source>
        <translation>Die häufigsten Token</translation>
    </message>
    <message>
        <source>%1 (%2 %)</source>
        <translation>%1 (%2 %)</translation>
    </message>
    <message>
        <source>%1 of %2 read</source>
        <translation>%1 von %2 gelesen</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>mit %1</translation>
    </message>
    <message>
        <source>%1 MB/s</source>
        <translation>%1 MB/s</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message numerus="yes">
        <source>lines above 1 MB were cut %n time(s)</source>
        <translation>
            <numerusform>Zeilen über 1 MB wurden %n-mal geteilt</numerusform>
            <numerusform>Zeilen über 1 MB wurden %n-mal geteilt</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped: the figures are those of the first %1 of %2.</source>
        <translation>Angehalten: Die Zahlen gelten für die ersten %1 von %2.</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::SummaryView</name>
    <message>
        <source>Overlap</source>
        <translation>Übernommen</translation>
    </message>
    <message>
        <source>in the text</source>
        <translation>im Text</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>%1 of %2 words: %3 times shorter</source>
        <translation>%1 von %2 Wörtern: %3-mal kürzer</translation>
    </message>
    <message>
        <source>%1 of %2 tokens: %3 times shorter</source>
        <translation>%1 von %2 Token: %3-mal kürzer</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s) are not in the text</source>
        <translation>
            <numerusform>%n Wort steht nicht im Text</numerusform>
            <numerusform>%n Wörter stehen nicht im Text</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the last %n token(s) of the text were not read</source>
        <translation>
            <numerusform>das letzte Token des Texts wurde nicht gelesen</numerusform>
            <numerusform>die letzten %n Token des Texts wurden nicht gelesen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TaskCardButton</name>
    <message>
        <source>Runs on %1</source>
        <translation>Läuft auf %1</translation>
    </message>
    <message>
        <source>Opens the starter model %1</source>
        <translation>Öffnet das Startmodell %1</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TaskChooser</name>
    <message>
        <source>All tasks</source>
        <translation>Alle Aufgaben</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TaskForm</name>
    <message>
        <source>Any other argument of the pipeline, as a JSON object with Transformers&apos; names.</source>
        <translation>Jedes weitere Argument der Pipeline, als JSON-Objekt mit den Namen von Transformers.</translation>
    </message>
    <message>
        <source>More arguments</source>
        <translation>Weitere Argumente</translation>
    </message>
    <message>
        <source>“More arguments” is not a JSON object.</source>
        <translation>„Weitere Argumente“ ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>Fill in “%1”.</source>
        <translation>Füllen Sie „%1“ aus.</translation>
    </message>
    <message>
        <source>This is not a JSON object.</source>
        <translation>Das ist kein JSON-Objekt.</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TaskGallery</name>
    <message>
        <source>What shall the model do?</source>
        <translation>Was soll das Modell tun?</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TaskPage</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>The same with a whole table</source>
        <translation>Dasselbe mit einer ganzen Tabelle</translation>
    </message>
    <message>
        <source>Keep this run on top of the history</source>
        <translation>Diesen Lauf oben im Verlauf behalten</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Copy the result</source>
        <translation>Ergebnis kopieren</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Als Python kopieren</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>Als curl kopieren</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Als JSON kopieren</translation>
    </message>
    <message>
        <source>Copy as command line</source>
        <translation>Als Befehlszeile kopieren</translation>
    </message>
    <message>
        <source>Export as CSV …</source>
        <translation>Als CSV exportieren …</translation>
    </message>
    <message>
        <source>Export as JSON …</source>
        <translation>Als JSON exportieren …</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Open an example …</source>
        <translation>Beispiel öffnen …</translation>
    </message>
    <message>
        <source>Run as you type</source>
        <translation>Beim Tippen ausführen</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>Record what happens in each stage; runs without it are faster.</source>
        <translation>Aufzeichnen, was in jeder Stufe geschieht; ohne das sind Läufe schneller.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Or open an example above it.</source>
        <translation>Oder öffnen Sie darüber ein Beispiel.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Running …</source>
        <translation>Läuft …</translation>
    </message>
    <message>
        <source>The last run took %1: the next waits until you pause. Ctrl+Return runs at once.</source>
        <translation>Der letzte Lauf dauerte %1: der nächste wartet, bis Sie innehalten. Strg+Eingabe startet sofort.</translation>
    </message>
    <message>
        <source>Changed since this result: run again.</source>
        <translation>Seit diesem Ergebnis geändert: erneut ausführen.</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>%1 of %2 tokens were cut off: the model takes no more.</source>
        <translation>%1 von %2 Tokens wurden abgeschnitten: mehr nimmt das Modell nicht.</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) were cut off: the model takes no more.</source>
        <translation>
            <numerusform>%n Token wurde abgeschnitten: mehr nimmt das Modell nicht.</numerusform>
            <numerusform>%n Tokens wurden abgeschnitten: mehr nimmt das Modell nicht.</numerusform>
        </translation>
    </message>
    <message>
        <source>This model cannot do it</source>
        <translation>Dieses Modell kann das nicht</translation>
    </message>
    <message>
        <source>Export the drawing as SVG …</source>
        <translation>Zeichnung als SVG exportieren …</translation>
    </message>
    <message>
        <source>The same on several models</source>
        <translation>Dasselbe auf mehreren Modellen</translation>
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
    <name>vitrine::widgets::TokenCard</name>
    <message>
        <source>Alternative</source>
        <translation>Alternative</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>What else could stand here, the likeliest first</source>
        <translation>Was sonst hier stehen könnte, das Wahrscheinlichste zuerst</translation>
    </message>
    <message>
        <source>id %1</source>
        <translation>Id %1</translation>
    </message>
    <message>
        <source>probability %1 (log %2)</source>
        <translation>Wahrscheinlichkeit %1 (log %2)</translation>
    </message>
    <message>
        <source>rank %1</source>
        <translation>Rang %1</translation>
    </message>
    <message>
        <source>entropy %1 nats</source>
        <translation>Entropie %1 Nat</translation>
    </message>
    <message>
        <source>Part of the prompt.</source>
        <translation>Teil des Prompts.</translation>
    </message>
    <message>
        <source>Choose a token to see what else could stand there.</source>
        <translation>Wählen Sie ein Token, um zu sehen, was sonst dastehen könnte.</translation>
    </message>
    <message>
        <source>%1. “%2”</source>
        <translation>%1. „%2“</translation>
    </message>
    <message>
        <source>Click: go on from here with it</source>
        <translation>Klick: von hier damit weiterschreiben</translation>
    </message>
    <message>
        <source>Nothing is known of its alternatives.</source>
        <translation>Über Alternativen ist nichts bekannt.</translation>
    </message>
    <message>
        <source>Click an alternative to go on with it. Special tokens cannot be typed into a text.</source>
        <translation>Ein Klick auf eine Alternative schreibt damit weiter. Besondere Token lassen sich nicht in einen Text schreiben.</translation>
    </message>
    <message>
        <source>Click an alternative to go on with it.</source>
        <translation>Ein Klick auf eine Alternative schreibt damit weiter.</translation>
    </message>
    <message>
        <source>There is none.</source>
        <translation>Es gibt keine.</translation>
    </message>
    <message>
        <source>This is what was written.</source>
        <translation>Das wurde geschrieben.</translation>
    </message>
    <message>
        <source>A special token cannot be typed into a text.</source>
        <translation>Ein besonderes Token lässt sich nicht in einen Text schreiben.</translation>
    </message>
    <message>
        <source>It is only a part of a character, which cannot be typed into a text.</source>
        <translation>Es ist nur ein Teil eines Zeichens und lässt sich nicht in einen Text schreiben.</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TokenScoreModel</name>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Best label</source>
        <translation>Bestes Label</translation>
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
    <message>
        <source>part %1 of %2 of the character “%3”</source>
        <translation>Teil %1 von %2 des Zeichens „%3“</translation>
    </message>
    <message>
        <source>its bytes: %1</source>
        <translation>seine Bytes: %1</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TokenTimes</name>
    <message>
        <source>Time of each token</source>
        <translation>Zeit jedes Tokens</translation>
    </message>
    <message>
        <source>%1 on average, %2 at most</source>
        <translation>%1 im Mittel, höchstens %2</translation>
    </message>
    <message>
        <source>Token %1: %2</source>
        <translation>Token %1: %2</translation>
    </message>
    <message>
        <source>It waited for the prompt and is not to scale.</source>
        <translation>Es wartete auf den Prompt und ist nicht maßstäblich.</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TokenizerInput</name>
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
</context>
<context>
    <name>vitrine::widgets::TokenizerPanel</name>
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
        <source>Stages</source>
        <translation>Stufen</translation>
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
    <message>
        <source>Views of the encoding</source>
        <translation>Ansichten der Kodierung</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Herleitung</translation>
    </message>
    <message>
        <source>Look-up</source>
        <translation>Nachschlagen</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Hin und zurück</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Export this page …</source>
        <translation>Diese Seite exportieren …</translation>
    </message>
    <message>
        <source>Window </source>
        <extracomment>before and after the number in &quot;Window 2 of 7&quot;</extracomment>
        <translation>Fenster </translation>
    </message>
    <message>
        <source> of %1</source>
        <translation> von %1</translation>
    </message>
    <message>
        <source>Choose a token</source>
        <translation>Wählen Sie ein Token</translation>
    </message>
    <message>
        <source>Click a token in the text above: this page shows how the model came to it.</source>
        <translation>Klicken Sie oben im Text auf ein Token: Diese Seite zeigt, wie das Modell darauf kam.</translation>
    </message>
    <message>
        <source>No model was asked</source>
        <translation>Kein Modell wurde gefragt</translation>
    </message>
    <message>
        <source>This token was added by the post-processor or the padding.</source>
        <translation>Dieses Token haben der Nachbearbeiter oder das Auffüllen hinzugefügt.</translation>
    </message>
    <message>
        <source>hatched: a character of several tokens</source>
        <translation>schraffiert: ein Zeichen aus mehreren Token</translation>
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
<context>
    <name>vitrine::widgets::TrainForm</name>
    <message>
        <source>No limit</source>
        <translation>Ohne Grenze</translation>
    </message>
    <message>
        <source>Texts to learn from</source>
        <translation>Texte zum Lernen</translation>
    </message>
    <message>
        <source>Choose files …</source>
        <translation>Dateien wählen …</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>A short text that comes with Vitrine</source>
        <translation>Ein kurzer Text, der mit Vitrine kommt</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Of tables: JSON Lines, Parquet, CSV</source>
        <translation>Bei Tabellen: JSON Lines, Parquet, CSV</translation>
    </message>
    <message>
        <source>What to learn</source>
        <translation>Was gelernt wird</translation>
    </message>
    <message>
        <source>From the window&apos;s tokenizer</source>
        <translation>Ausgehend vom Tokenizer des Fensters</translation>
    </message>
    <message>
        <source>Keeps its stages and special tokens; only the vocabulary is learned anew.</source>
        <translation>Behält seine Stufen und Spezialtoken; nur das Vokabular wird neu gelernt.</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>Tokens, special ones and alphabet included</source>
        <translation>Token, mit Spezialtoken und Alphabet</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>How often a pair or word must occur</source>
        <translation>Wie oft ein Paar oder Wort vorkommen muss</translation>
    </message>
    <message>
        <source> times</source>
        <translation>-mal</translation>
    </message>
    <message>
        <source>Special tokens, one a line</source>
        <translation>Spezialtoken, eines je Zeile</translation>
    </message>
    <message>
        <source>One a line; they get the first ids.</source>
        <translation>Eines je Zeile; sie bekommen die ersten IDs.</translation>
    </message>
    <message>
        <source>Special tokens</source>
        <translation>Spezialtoken</translation>
    </message>
    <message>
        <source>Further options</source>
        <translation>Weitere Optionen</translation>
    </message>
    <message>
        <source>All 256 bytes in the alphabet</source>
        <translation>Alle 256 Bytes im Alphabet</translation>
    </message>
    <message>
        <source>Then no text is unknown, whatever it is learned from.</source>
        <translation>Dann ist kein Text unbekannt, woraus auch gelernt wird.</translation>
    </message>
    <message>
        <source>Alphabet</source>
        <translation>Alphabet</translation>
    </message>
    <message>
        <source>Only the most frequent characters</source>
        <translation>Nur die häufigsten Zeichen</translation>
    </message>
    <message>
        <source>Longest token</source>
        <translation>Längstes Token</translation>
    </message>
    <message>
        <source>In characters</source>
        <translation>In Zeichen</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>Präfix</translation>
    </message>
    <message>
        <source>Before pieces that go on with a word</source>
        <translation>Vor Stücken, die ein Wort fortsetzen</translation>
    </message>
    <message>
        <source>Suffix</source>
        <translation>Suffix</translation>
    </message>
    <message>
        <source>After pieces that end a word</source>
        <translation>Nach Stücken, die ein Wort beenden</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>The token for what the vocabulary lacks</source>
        <translation>Das Token für das, was im Vokabular fehlt</translation>
    </message>
    <message>
        <source>Shrinking factor</source>
        <translation>Schrumpffaktor</translation>
    </message>
    <message>
        <source>The part of the pieces that each pruning keeps</source>
        <translation>Der Anteil der Stücke, den jedes Pruning behält</translation>
    </message>
    <message>
        <source>Shrinking</source>
        <translation>Schrumpfung</translation>
    </message>
    <message>
        <source>Longest piece</source>
        <translation>Längstes Stück</translation>
    </message>
    <message>
        <source>EM steps</source>
        <translation>EM-Schritte</translation>
    </message>
    <message>
        <source>Before each pruning</source>
        <translation>Vor jedem Pruning</translation>
    </message>
    <message>
        <source>Seed pieces</source>
        <translation>Startstücke</translation>
    </message>
    <message>
        <source>How many pieces it starts with</source>
        <translation>Mit wie vielen Stücken es beginnt</translation>
    </message>
    <message>
        <source>Held-out text</source>
        <translation>Zurückgehaltener Text</translation>
    </message>
    <message>
        <source>Not learned from: the curve says how well it is compressed.</source>
        <translation>Daraus wird nicht gelernt: Die Kurve zeigt, wie gut er komprimiert wird.</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>From where the last training was stopped</source>
        <translation>Von da an, wo das letzte Training angehalten wurde</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>The sample that comes with Vitrine</source>
        <translation>Das Beispiel, das mit Vitrine kommt</translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>Ausgehend von %1</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TrainPage</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>Train a tokenizer</source>
        <translation>Einen Tokenizer trainieren</translation>
    </message>
    <message>
        <source>Choose texts at the left, or take the sample, and press Train: here you see which pairs are frequent, what is merged and how well a held-out text is compressed.</source>
        <translation>Wählen Sie links Texte, oder nehmen Sie das Beispiel, und drücken Sie „Trainieren“: Hier sehen Sie, welche Paare häufig sind, was zusammengeführt wird und wie gut ein zurückgehaltener Text komprimiert wird.</translation>
    </message>
    <message>
        <source>Progress of the training</source>
        <translation>Fortschritt des Trainings</translation>
    </message>
    <message>
        <source>The most frequent pairs now</source>
        <translation>Jetzt häufigste Paare</translation>
    </message>
    <message>
        <source>What was learned, newest first</source>
        <translation>Gelerntes, das Neueste zuerst</translation>
    </message>
    <message>
        <source>What was learned</source>
        <translation>Gelerntes</translation>
    </message>
    <message>
        <source>Bytes a token of the held-out text, by tokens in the vocabulary</source>
        <translation>Bytes je Token, zurückgehaltener Text</translation>
    </message>
    <message>
        <source>Bytes a token</source>
        <translation>Bytes je Token</translation>
    </message>
    <message>
        <source>On the texts</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>Tokens a word</source>
        <translation>Token je Wort</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Alphabet covered</source>
        <translation>Alphabet</translation>
    </message>
    <message>
        <source>The new tokenizer beside the old one</source>
        <translation>Der neue Tokenizer neben dem alten</translation>
    </message>
    <message>
        <source>Open in Inspect</source>
        <translation>Untersuchen</translation>
    </message>
    <message>
        <source>Add to Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Open its vocabulary</source>
        <translation>Vokabular öffnen</translation>
    </message>
    <message>
        <source>Save as …</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>%1 different words</source>
        <translation>%1 verschiedene Wörter</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>%1 je Sekunde</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>A new tokenizer of %1 tokens</source>
        <translation>Ein neuer Tokenizer mit %1 Token</translation>
    </message>
    <message>
        <source>%1 texts</source>
        <translation>%1 Texte</translation>
    </message>
    <message>
        <source>%1 words</source>
        <translation>%1 Wörter</translation>
    </message>
    <message>
        <source>%1 different ones</source>
        <translation>%1 verschiedene</translation>
    </message>
    <message>
        <source>%1 merges</source>
        <translation>%1 Zusammenführungen</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Measured on %1 texts. Kept in %2</source>
        <translation>Gemessen an %1 Texten. Liegt in %2</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>What was counted is kept: press Go on to continue from there.</source>
        <translation>Das Gezählte bleibt erhalten: „Fortsetzen“ macht dort weiter.</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TrainingForm</name>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Reads all data and tries a step, without training: how long it will take, how much memory, which rows are cut.</source>
        <translation>Liest alle Daten und versucht einen Schritt, ohne zu trainieren: wie lange es dauert, wie viel Speicher es braucht, welche Zeilen gekürzt werden.</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Starter e-mails</source>
        <translation>Mitgelieferte E-Mails</translation>
    </message>
    <message>
        <source>Open a file …</source>
        <translation>Datei öffnen …</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>CSV, TSV, JSON Lines, Parquet or Arrow with a text and a label a row. Drop a file on the window.</source>
        <translation>CSV, TSV, JSON Lines, Parquet oder Arrow mit einem Text und einem Label je Zeile. Sie können eine Datei auf das Fenster ziehen.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>The column that is read.</source>
        <translation>Die Spalte, die gelesen wird.</translation>
    </message>
    <message>
        <source>Second text</source>
        <translation>Zweiter Text</translation>
    </message>
    <message>
        <source>A second column that is read after the first, as for pairs of sentences or subject and body.</source>
        <translation>Eine zweite Spalte, die nach der ersten gelesen wird, etwa bei Satzpaaren oder bei Betreff und Text.</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>The column with the answer that the model learns to give.</source>
        <translation>Die Spalte mit der Antwort, die das Modell zu geben lernt.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Open a folder …</source>
        <translation>Ordner öffnen …</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Ausgehen von</translation>
    </message>
    <message>
        <source>An encoder that has read much text already; a new head for your labels is put on top.</source>
        <translation>Ein Encoder, der schon viel Text gelesen hat; darauf kommt ein neuer Kopf für Ihre Labels.</translation>
    </message>
    <message>
        <source>From random weights</source>
        <translation>Von zufälligen Gewichten aus</translation>
    </message>
    <message>
        <source>Keeps the model&apos;s shape and forgets what it has learnt: to see what pre-training is worth.</source>
        <translation>Behält die Form des Modells und vergisst das Gelernte: um zu sehen, was Vortraining wert ist.</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>How often every row is seen. Fine-tuning rarely needs more than 3.</source>
        <translation>Wie oft jede Zeile gesehen wird. Feinabstimmung braucht selten mehr als 3.</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Stapelgröße</translation>
    </message>
    <message>
        <source>Rows a step: more make smoother steps and need more memory.</source>
        <translation>Zeilen je Schritt: Mehr machen die Schritte ruhiger und brauchen mehr Speicher.</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>How far a step goes. Too high and the loss jumps, too low and it crawls; 5e-05 suits most encoders.</source>
        <translation>Wie weit ein Schritt geht. Zu hoch, und der Verlust springt; zu niedrig, und er kriecht; 5e-05 passt zu den meisten Encodern.</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> Token</translation>
    </message>
    <message>
        <source>Longest text</source>
        <translation>Längster Text</translation>
    </message>
    <message>
        <source>Longer texts are cut here. Time grows with it; the Data page shows what is lost.</source>
        <translation>Längere Texte werden hier gekürzt. Die Zeit wächst mit; die Seite „Daten“ zeigt, was verloren geht.</translation>
    </message>
    <message>
        <source>Linear to zero</source>
        <translation>Linear auf null</translation>
    </message>
    <message>
        <source>Cosine to zero</source>
        <translation>Kosinus auf null</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Konstant</translation>
    </message>
    <message>
        <source>Constant after warm-up</source>
        <translation>Konstant nach Aufwärmen</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>How the learning rate changes over the run.</source>
        <translation>Wie sich die Lernrate im Lauf ändert.</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Aufwärmen</translation>
    </message>
    <message>
        <source>The share of the steps (or their number, from 1 on) in which the rate rises from zero: the new head is wild at first.</source>
        <translation>Der Anteil der Schritte (oder ab 1 ihre Anzahl), in denen die Rate von null ansteigt: Der neue Kopf ist anfangs wild.</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Gewichtszerfall</translation>
    </message>
    <message>
        <source>Pulls weights to zero: against learning by heart.</source>
        <translation>Zieht Gewichte gegen null: gegen Auswendiglernen.</translation>
    </message>
    <message>
        <source>Accumulation</source>
        <translation>Akkumulation</translation>
    </message>
    <message>
        <source>Batches whose gradients are added up to one step: a larger batch without its memory.</source>
        <translation>Stapel, deren Gradienten zu einem Schritt addiert werden: ein größerer Stapel ohne dessen Speicherbedarf.</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Clip norm</source>
        <translation>Norm kappen</translation>
    </message>
    <message>
        <source>Gradients longer than this are shortened: no step goes wild.</source>
        <translation>Längere Gradienten werden gekürzt: Kein Schritt schlägt aus.</translation>
    </message>
    <message>
        <source>4 times an epoch</source>
        <translation>4-mal je Epoche</translation>
    </message>
    <message>
        <source>Every epoch</source>
        <translation>Jede Epoche</translation>
    </message>
    <message>
        <source>Every so many steps</source>
        <translation>Alle so viele Schritte</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>Auswerten</translation>
    </message>
    <message>
        <source>How often the held-out rows are tried.</source>
        <translation>Wie oft die zurückgehaltenen Zeilen geprüft werden.</translation>
    </message>
    <message>
        <source> steps</source>
        <translation> Schritte</translation>
    </message>
    <message>
        <source>… every</source>
        <translation>… alle</translation>
    </message>
    <message>
        <source>Steps between two evaluations; a checkpoint is saved with each.</source>
        <translation>Schritte zwischen zwei Auswertungen; mit jeder wird ein Checkpoint gespeichert.</translation>
    </message>
    <message>
        <source>Best by</source>
        <translation>Bester nach</translation>
    </message>
    <message>
        <source>Which figure of the evaluations says which checkpoint is best.</source>
        <translation>Welche Zahl der Auswertungen bestimmt, welcher Checkpoint der beste ist.</translation>
    </message>
    <message>
        <source>Keep the best, not the last</source>
        <translation>Den besten behalten, nicht den letzten</translation>
    </message>
    <message>
        <source>The final model is the checkpoint with the best figure.</source>
        <translation>Das fertige Modell ist der Checkpoint mit der besten Zahl.</translation>
    </message>
    <message>
        <source>Stop when it no longer improves</source>
        <translation>Beenden, wenn nichts besser wird</translation>
    </message>
    <message>
        <source>Ends the run after so many evaluations without a better figure.</source>
        <translation>Beendet den Lauf nach so vielen Auswertungen ohne bessere Zahl.</translation>
    </message>
    <message>
        <source> evaluations</source>
        <translation> Auswertungen</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Geduld</translation>
    </message>
    <message>
        <source>Evaluations without a better figure before the run ends.</source>
        <translation>Auswertungen ohne bessere Zahl, bevor der Lauf endet.</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>The share of the rows that is never trained on, to measure with.</source>
        <translation>Der Anteil der Zeilen, mit denen nie trainiert, sondern gemessen wird.</translation>
    </message>
    <message>
        <source>Same share of every label</source>
        <translation>Gleicher Anteil je Label</translation>
    </message>
    <message>
        <source>Stratified split: rare labels are in both parts.</source>
        <translation>Geschichtete Aufteilung: Seltene Labels sind in beiden Teilen.</translation>
    </message>
    <message>
        <source>Split seed</source>
        <translation>Seed Aufteilung</translation>
    </message>
    <message>
        <source>The same number gives the same split.</source>
        <translation>Dieselbe Zahl ergibt dieselbe Aufteilung.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>The same number gives the same run: order of rows, dropout, new head.</source>
        <translation>Dieselbe Zahl ergibt denselben Lauf: Reihenfolge der Zeilen, Dropout, neuer Kopf.</translation>
    </message>
    <message>
        <source>bfloat16 arithmetic</source>
        <translation>Mit bfloat16 rechnen</translation>
    </message>
    <message>
        <source>Half the bits in products: much faster on new processors, a little less exact.</source>
        <translation>Halb so viele Bits in Produkten: auf neuen Prozessoren viel schneller, etwas weniger genau.</translation>
    </message>
    <message>
        <source>Group rows by length</source>
        <translation>Zeilen nach Länge gruppieren</translation>
    </message>
    <message>
        <source>Texts of like length share a batch: less padding, less time.</source>
        <translation>Texte ähnlicher Länge teilen sich einen Stapel: weniger Füllung, weniger Zeit.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Reading the table …</source>
        <translation>Die Tabelle wird gelesen …</translation>
    </message>
    <message>
        <source>%1 (current)</source>
        <translation>%1 (aktuell)</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label(s)</source>
        <translation>
            <numerusform>%n Label</numerusform>
            <numerusform>%n Labels</numerusform>
        </translation>
    </message>
    <message>
        <source>The real e-mails could not be installed; 240 made-up ones stand in.</source>
        <translation>Die echten E-Mails konnten nicht installiert werden; 240 erfundene vertreten sie.</translation>
    </message>
    <message>
        <source>Stop check</source>
        <translation>Prüfung anhalten</translation>
    </message>
    <message>
        <source>Early stopping is on, weight decay is %1.</source>
        <translation>Frühes Beenden ist an, der Gewichtszerfall ist %1.</translation>
    </message>
    <message>
        <source>The learning rate is %1.</source>
        <translation>Die Lernrate ist %1.</translation>
    </message>
    <message>
        <source>%1 epochs.</source>
        <translation>%1 Epochen.</translation>
    </message>
    <message>
        <source>%1 epochs, the learning rate is %2.</source>
        <translation>%1 Epochen, die Lernrate ist %2.</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TrainingPanel</name>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::VocabularyModel</name>
    <message>
        <source>special</source>
        <translation>Spezial</translation>
    </message>
    <message>
        <source>added</source>
        <translation>zusätzlich</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>Folgeteil</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>Liest sich</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Schrift</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Id there</source>
        <translation>ID dort</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::VocabularyPage</name>
    <message>
        <source>The chosen token</source>
        <translation>Das gewählte Token</translation>
    </message>
    <message>
        <source>Choose a row: here stands what is near that token.</source>
        <translation>Wählen Sie eine Zeile: Hier steht, was diesem Token nahe ist.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>A text, a pattern or an id</source>
        <translation>Ein Text, ein Muster oder eine ID</translation>
    </message>
    <message>
        <source>Search in the vocabulary</source>
        <translation>Im Vokabular suchen</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>Contains</source>
        <translation>Enthält</translation>
    </message>
    <message>
        <source>Begins with</source>
        <translation>Beginnt mit</translation>
    </message>
    <message>
        <source>Ends with</source>
        <translation>Endet mit</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>Ist genau</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Id or range</source>
        <translation>ID oder Bereich</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>Groß und klein unterscheiden</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Zusätzlich</translation>
    </message>
    <message>
        <source>Special</source>
        <translation>Spezial</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Goes on (##)</source>
        <translation>Folgeteil (##)</translation>
    </message>
    <message>
        <source>Ordinary</source>
        <translation>Gewöhnlich</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Schrift</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source> characters</source>
        <translation> Zeichen</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>Another vocabulary</source>
        <translation>Anderes Vokabular</translation>
    </message>
    <message>
        <source>Compare with none</source>
        <translation>Mit keinem vergleichen</translation>
    </message>
    <message>
        <source>By how tokens read</source>
        <translation>Danach, wie Token sich lesen</translation>
    </message>
    <message>
        <source>▁the, Ġthe and a space before “the” are then the same token.</source>
        <translation>▁the, Ġthe und ein Leerzeichen vor „the“ sind dann dasselbe Token.</translation>
    </message>
    <message>
        <source>Which tokens of the two vocabularies</source>
        <translation>Welche Token der beiden Vokabulare</translation>
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
        <source>Tokens of the vocabulary</source>
        <translation>Token des Vokabulars</translation>
    </message>
    <message>
        <source>Compare with …</source>
        <translation>Vergleichen mit …</translation>
    </message>
    <message>
        <source>All of this one</source>
        <translation>Alle aus diesem</translation>
    </message>
    <message>
        <source>Only here: %1</source>
        <translation>Nur hier: %1</translation>
    </message>
    <message>
        <source>Only there: %1</source>
        <translation>Nur dort: %1</translation>
    </message>
    <message>
        <source>In both, same id: %1</source>
        <translation>In beiden, gleiche ID: %1</translation>
    </message>
    <message>
        <source>In both, other id: %1</source>
        <translation>In beiden, andere ID: %1</translation>
    </message>
    <message>
        <source>%1 of %2 tokens</source>
        <translation>%1 von %2 Token</translation>
    </message>
    <message>
        <source>No token</source>
        <translation>Kein Token</translation>
    </message>
    <message>
        <source>Nothing in the vocabulary passes these filters.</source>
        <translation>Nichts im Vokabular passt zu diesen Filtern.</translation>
    </message>
    <message>
        <source>Correct the search at the left.</source>
        <translation>Berichtigen Sie links die Suche.</translation>
    </message>
    <message>
        <source>id %1, %2 characters</source>
        <translation>ID %1, %2 Zeichen</translation>
    </message>
    <message>
        <source>(%1 of %2)</source>
        <translation>(%1 von %2)</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Made by merge %1</source>
        <translation>Entstanden durch Zusammenführung %1</translation>
    </message>
    <message>
        <source>Takes part in</source>
        <translation>Beteiligt an</translation>
    </message>
    <message>
        <source>Ids around it</source>
        <translation>IDs ringsum</translation>
    </message>
    <message>
        <source>Begin with it</source>
        <translation>Beginnen damit</translation>
    </message>
    <message>
        <source>Contain it</source>
        <translation>Enthalten es</translation>
    </message>
    <message>
        <source>Contained in it</source>
        <translation>Darin enthalten</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::WindowStrip</name>
    <message>
        <source>Windows of the context</source>
        <translation>Fenster des Kontexts</translation>
    </message>
    <message>
        <source>Window %1 of %2: %3</source>
        <translation>Fenster %1 von %2: %3</translation>
    </message>
    <message numerus="yes">
        <source>Window %1 of %2, %n token(s)</source>
        <translation>
            <numerusform>Fenster %1 von %2, %n Token</numerusform>
            <numerusform>Fenster %1 von %2, %n Tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>Its answer: %1 (%2)</source>
        <translation>Seine Antwort: %1 (%2)</translation>
    </message>
    <message>
        <source>No answer: %1</source>
        <translation>Keine Antwort: %1</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::WindowsModel</name>
    <message>
        <source>Window %1 covers %2 to %3 of the text</source>
        <translation>Fenster %1 umfasst %2 bis %3 des Textes</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Where in the text</source>
        <translation>Wo im Text</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Tokens of the window, special tokens included</source>
        <translation>Token des Fensters, mit Spezialtoken</translation>
    </message>
    <message>
        <source>What the window covers; hatched where it repeats the one before, marked where the answer is</source>
        <translation>Was das Fenster umfasst; schraffiert, wo es das vorige wiederholt, markiert, wo die Antwort steht</translation>
    </message>
    <message>
        <source>First and last character of the text that it covers</source>
        <translation>Erstes und letztes Zeichen des Textes, das es umfasst</translation>
    </message>
    <message>
        <source>Token of the window at which the answer starts; 0 where it is not wholly inside</source>
        <translation>Token des Fensters, bei dem die Antwort anfängt; 0, wo sie nicht ganz darin steht</translation>
    </message>
    <message>
        <source>Token of the window at which the answer ends; 0 where it is not wholly inside</source>
        <translation>Token des Fensters, bei dem die Antwort endet; 0, wo sie nicht ganz darin steht</translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::WindowsPage</name>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Words of the context that answer the question</source>
        <translation>Wörter des Kontexts, die die Frage beantworten</translation>
    </message>
    <message>
        <source>Answer: words of the context</source>
        <translation>Antwort: Wörter des Kontexts</translation>
    </message>
    <message>
        <source>Take the selection</source>
        <translation>Auswahl übernehmen</translation>
    </message>
    <message>
        <source>Makes what is selected in the second text the answer</source>
        <translation>Macht das im zweiten Text Ausgewählte zur Antwort</translation>
    </message>
    <message>
        <source>The windows, a row each</source>
        <translation>Die Fenster, eine Zeile je Fenster</translation>
    </message>
    <message>
        <source>One window holds it all</source>
        <translation>Ein Fenster genügt für alles</translation>
    </message>
    <message>
        <source>With truncation and a smaller maximum a long text is cut into windows that overlap by the stride. For question answering put the question into the first text, its context into the second, and cut only the second.</source>
        <translation>Mit Kürzung und kleinerer Höchstlänge wird ein langer Text in Fenster geteilt, die sich überlappen. Zum Beantworten von Fragen gehört die Frage in den ersten Text, ihr Kontext in den zweiten, und nur der zweite wird gekürzt.</translation>
    </message>
    <message>
        <source>Show a question with its context</source>
        <translation>Eine Frage mit ihrem Kontext zeigen</translation>
    </message>
    <message>
        <source>An answer is looked for in the second text: turn on the pair and put the question first.</source>
        <translation>Die Antwort wird im zweiten Text gesucht: Schalten Sie das Paar ein, und stellen Sie die Frage voran.</translation>
    </message>
    <message>
        <source>Select the answer in the second text and take it, or type it here.</source>
        <translation>Wählen Sie die Antwort im zweiten Text aus und übernehmen Sie sie, oder geben Sie sie hier ein.</translation>
    </message>
    <message>
        <source>The context does not hold these words.</source>
        <translation>Der Kontext enthält diese Wörter nicht.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n window(s) hold the whole answer; the others are labelled (0, 0), the first token.</source>
        <translation>
            <numerusform>In %1 von %n Fenster steht die ganze Antwort; sonst ist das Label (0, 0), das erste Token.</numerusform>
            <numerusform>In %1 von %n Fenstern steht die ganze Antwort; die übrigen haben das Label (0, 0), das erste Token.</numerusform>
        </translation>
    </message>
</context>
</TS>

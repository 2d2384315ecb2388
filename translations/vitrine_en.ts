<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Hub</name>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>%n second left</numerusform>
            <numerusform>%n seconds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>%n minute left</numerusform>
            <numerusform>%n minutes left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::JobDock</name>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>%n second left</numerusform>
            <numerusform>%n seconds left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::AttentionPanel</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) shown</source>
        <translation>
            <numerusform>%n row shown</numerusform>
            <numerusform>%n rows shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the last %n token(s) of the text are more than the model takes</source>
        <translation>
            <numerusform>the last token of the text is more than the model takes</numerusform>
            <numerusform>the last %n tokens of the text are more than the model takes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::PlaygroundPanel</name>
    <message numerus="yes">
        <source>%n text(s), one a line</source>
        <translation>
            <numerusform>%n text, one a line</numerusform>
            <numerusform>%n texts, one a line</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ResultsPage</name>
    <message numerus="yes">
        <source>%1 taken for %2: %n row(s)</source>
        <translation>
            <numerusform>%1 taken for %2: %n row</numerusform>
            <numerusform>%1 taken for %2: %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::RunHeader</name>
    <message numerus="yes">
        <source>%n unreadable line(s) in its log</source>
        <translation>
            <numerusform>%n unreadable line in its log</numerusform>
            <numerusform>%n unreadable lines in its log</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::StageDetails</name>
    <message numerus="yes">
        <source>%n text(s)</source>
        <translation>
            <numerusform>%n text</numerusform>
            <numerusform>%n texts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::StagesPage</name>
    <message numerus="yes">
        <source>%n piece(s)</source>
        <translation>
            <numerusform>%n piece</numerusform>
            <numerusform>%n pieces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TokenTextView</name>
    <message numerus="yes">
        <source>%n more token(s) of the same characters</source>
        <translation>
            <numerusform>%n more token of the same characters</numerusform>
            <numerusform>%n more tokens of the same characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TokenizerPanel</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n character</numerusform>
            <numerusform>%n characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%n unknown</numerusform>
            <numerusform>%n unknown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Truncation made %n window(s). What the shown one does not cover is struck through.</source>
        <translation>
            <numerusform>Truncation made %n window. What the shown one does not cover is struck through.</numerusform>
            <numerusform>Truncation made %n windows. What the shown one does not cover is struck through.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s) of UTF-8</source>
        <translation>
            <numerusform>%n byte of UTF-8</numerusform>
            <numerusform>%n bytes of UTF-8</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TraceView</name>
    <message numerus="yes">
        <source>%n stage(s), %1</source>
        <translation>
            <numerusform>%n stage, %1</numerusform>
            <numerusform>%n stages, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TrainingForm</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label(s)</source>
        <translation>
            <numerusform>%n label</numerusform>
            <numerusform>%n labels</numerusform>
        </translation>
    </message>
</context>
</TS>

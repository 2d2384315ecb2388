<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
</TS>

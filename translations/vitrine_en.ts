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
    <name>ModelAgreement</name>
    <message numerus="yes">
        <source>differs after %n character(s)</source>
        <translation>
            <numerusform>differs after %n character</numerusform>
            <numerusform>differs after %n characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n number(s)</source>
        <translation>
            <numerusform>%n number</numerusform>
            <numerusform>%n numbers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::BatchController</name>
    <message numerus="yes">
        <source>Stopped after %n row(s); it goes on from there.</source>
        <translation>
            <numerusform>Stopped after %n row; it goes on from there.</numerusform>
            <numerusform>Stopped after %n rows; it goes on from there.</numerusform>
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
    <name>vitrine::app::ModelCompareController</name>
    <message numerus="yes">
        <source>Comparing %n model(s)</source>
        <translation>
            <numerusform>Comparing %n model</numerusform>
            <numerusform>Comparing %n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::AnswerView</name>
    <message numerus="yes">
        <source>The context was read in %n window(s)</source>
        <translation>
            <numerusform>The context was read in %n window</numerusform>
            <numerusform>The context was read in %n windows</numerusform>
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
    <message numerus="yes">
        <source>look at %n</source>
        <translation>
            <numerusform>look at %n</numerusform>
            <numerusform>look at %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::BatchPage</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n column</numerusform>
            <numerusform>%n columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::BeamTree</name>
    <message numerus="yes">
        <source>%n candidate(s)</source>
        <translation>
            <numerusform>%n candidate</numerusform>
            <numerusform>%n candidates</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::BiasPage</name>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sentence(s)</source>
        <translation>
            <numerusform>%n sentence</numerusform>
            <numerusform>%n sentences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::BiasView</name>
    <message numerus="yes">
        <source>%n sentence(s)</source>
        <translation>
            <numerusform>%n sentence</numerusform>
            <numerusform>%n sentences</numerusform>
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
        <source>Grey rows may be chance; of %n outcome(s) about one in twenty would stand out by chance alone.</source>
        <translation>
            <numerusform>Grey rows may be chance; of %n outcome about one in twenty would stand out by chance alone.</numerusform>
            <numerusform>Grey rows may be chance; of %n outcomes about one in twenty would stand out by chance alone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::BranchTree</name>
    <message numerus="yes">
        <source>Left version %1 after %n token(s) with “%2”</source>
        <translation>
            <numerusform>Left version %1 after %n token with “%2”</numerusform>
            <numerusform>Left version %1 after %n tokens with “%2”</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ComparedColumn</name>
    <message numerus="yes">
        <source>%n input(s) failed</source>
        <translation>
            <numerusform>%n input failed</numerusform>
            <numerusform>%n inputs failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>p50 %1, p95 %2, %n run(s)</source>
        <translation>
            <numerusform>p50 %1, p95 %2, %n run</numerusform>
            <numerusform>p50 %1, p95 %2, %n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n input(s)</source>
        <translation>
            <numerusform>%1 of %n input</numerusform>
            <numerusform>%1 of %n inputs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ComparedInputs</name>
    <message numerus="yes">
        <source>%n input(s)</source>
        <translation>
            <numerusform>%n input</numerusform>
            <numerusform>%n inputs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ComparisonView</name>
    <message numerus="yes">
        <source>%1 and %2: %n input(s) that both answered</source>
        <translation>
            <numerusform>%1 and %2: %n input that both answered</numerusform>
            <numerusform>%1 and %2: %n inputs that both answered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n input(s)</source>
        <translation>
            <numerusform>%n input</numerusform>
            <numerusform>%n inputs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n repetition(s) each, after one run that is not counted</source>
        <translation>
            <numerusform>%n repetition each, after one run that is not counted</numerusform>
            <numerusform>%n repetitions each, after one run that is not counted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>not all agree on %n of them</source>
        <translation>
            <numerusform>not all agree on %n of them</numerusform>
            <numerusform>not all agree on %n of them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::GenerationView</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::HowPage</name>
    <message numerus="yes">
        <source>The pair of neighbours that was learned first (the lowest rank) is merged, again and again, until no pair is in the list: %n merge(s).</source>
        <translation>
            <numerusform>The pair of neighbours that was learned first (the lowest rank) is merged, again and again, until no pair is in the list: %n merge.</numerusform>
            <numerusform>The pair of neighbours that was learned first (the lowest rank) is merged, again and again, until no pair is in the list: %n merges.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::LabelsPage</name>
    <message numerus="yes">
        <source>%1 of %n token(s) count in the loss; -100 marks those that don&apos;t.</source>
        <translation>
            <numerusform>%1 of %n token counts in the loss; -100 marks what doesn&apos;t.</numerusform>
            <numerusform>%1 of %n tokens count in the loss; -100 marks those that don&apos;t.</numerusform>
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
        <source>%n character(s) came out other than they went in.</source>
        <translation>
            <numerusform>%n character came out other than it went in.</numerusform>
            <numerusform>%n characters came out other than they went in.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::StatisticsPage</name>
    <message numerus="yes">
        <source>lines above 1 MB were cut %n time(s)</source>
        <translation>
            <numerusform>lines above 1 MB were cut %n time</numerusform>
            <numerusform>lines above 1 MB were cut %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::SummaryView</name>
    <message numerus="yes">
        <source>%n word(s) are not in the text</source>
        <translation>
            <numerusform>%n word is not in the text</numerusform>
            <numerusform>%n words are not in the text</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the last %n token(s) of the text were not read</source>
        <translation>
            <numerusform>the last token of the text was not read</numerusform>
            <numerusform>the last %n tokens of the text were not read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TaskPage</name>
    <message numerus="yes">
        <source>%n token(s) were cut off: the model takes no more.</source>
        <translation>
            <numerusform>%n token was cut off: the model takes no more.</numerusform>
            <numerusform>%n tokens were cut off: the model takes no more.</numerusform>
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
<context>
    <name>vitrine::widgets::WindowStrip</name>
    <message numerus="yes">
        <source>Window %1 of %2, %n token(s)</source>
        <translation>
            <numerusform>Window %1 of %2, %n token</numerusform>
            <numerusform>Window %1 of %2, %n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::WindowsPage</name>
    <message numerus="yes">
        <source>%1 of %n window(s) hold the whole answer; the others are labelled (0, 0), the first token.</source>
        <translation>
            <numerusform>%1 of %n window holds the whole answer; otherwise the label is (0, 0), the first token.</numerusform>
            <numerusform>%1 of %n windows hold the whole answer; the others are labelled (0, 0), the first token.</numerusform>
        </translation>
    </message>
</context>
</TS>

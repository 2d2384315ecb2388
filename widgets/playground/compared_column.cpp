// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/compared_column.h"

#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/compared_models.h"
#include "widgets/playground/span_text.h"
#include "widgets/playground/task_view.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <cmath>

namespace vitrine::widgets {
namespace {

enum Row { Latency, Speed, Loading, Memory, Size, Same, Measure, Scores, RowCount };

QString milliseconds(double value)
{
    const QLocale locale;
    if (value >= 10'000) return locale.toString(value / 1000, 'f', 1) + QStringLiteral(" s");
    return locale.toString(value, 'f', value < 10 ? 2 : value < 100 ? 1 : 0) + QStringLiteral(" ms");
}

QString percent(double share)
{
    return QLocale().toString(100 * share, 'f', share == 1 || share == 0 ? 0 : 1) + QStringLiteral(" %");
}

} // namespace

ComparedColumn::ComparedColumn(int number, const QString& task, QWidget* parent)
    : QFrame(parent),
      m_number(number),
      m_generates(isGeneratingTask(task)),
      m_name(makeLabel("heading")),
      m_state(makeLabel("caption")),
      m_note(makeLabel("caption")),
      m_figures(new QGridLayout),
      m_stack(new QStackedWidget),
      m_message(new MessageView),
      m_view(makeTaskView(task))
{
    setRole(this, "card");
    auto* letter = makeLabel("heading", comparedLetter(number));
    QPalette colors = letter->palette();
    colors.setColor(QPalette::WindowText, theme().line[std::size_t(number) % theme().line.size()]);
    letter->setPalette(colors);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* head = new QHBoxLayout;
    head->addWidget(letter);
    head->addWidget(m_name, 1);
    head->addWidget(m_state);
    m_figures->setHorizontalSpacing(2 * Theme::space);
    m_figures->setVerticalSpacing(2);
    m_figures->setColumnStretch(1, 1);
    for (int row = 0; row < RowCount; ++row) {
        auto* name = makeLabel("caption");
        auto* value = new QLabel;
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        value->setWordWrap(true);
        m_figures->addWidget(name, row, 0, Qt::AlignTop);
        m_figures->addWidget(value, row, 1);
        m_rows.emplaceBack(name, value);
    }
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->hide();
    auto* page = new QWidget;
    auto* pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->setSpacing(Theme::space);
    pageLayout->addWidget(m_note);
    if (m_generates) {
        m_difference = new SpanText;
        m_difference->setAccessibleName(tr("Generated text, marked where it begins to differ"));
        m_difference->setMinimumHeight(int(56 * textScale()));
        m_difference->setMaximumHeight(int(120 * textScale()));
        pageLayout->addWidget(m_difference);
    }
    pageLayout->addWidget(m_view, 1);
    m_stack->addWidget(m_message);
    m_stack->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->setSpacing(Theme::space);
    layout->addLayout(head);
    layout->addLayout(m_figures);
    layout->addWidget(m_stack, 1);
    setMinimumWidth(int((m_generates ? 440 : 300) * std::min(1.3, textScale())));
}

void ComparedColumn::setFigure(int row, const QString& name, const QString& value, const QString& tip)
{
    const auto [label, field] = m_rows[row];
    label->setText(name);
    field->setText(value);
    label->setToolTip(tip);
    field->setToolTip(tip);
    label->setVisible(!value.isEmpty());
    field->setVisible(!value.isEmpty());
}

void ComparedColumn::setRun(const ModelComparison& comparison, const RunFigures& figures,
                            const PairAgreement& pair)
{
    const ComparedRun& run = comparison.runs[std::size_t(m_number)];
    const QLocale locale;
    m_name->setText(run.name);
    m_name->setToolTip(run.specification);
    QString state;
    switch (run.state) {
    case ComparedRun::State::Waiting:
        state = tr("waits");
        break;
    case ComparedRun::State::Loading:
        state = tr("loading");
        break;
    case ComparedRun::State::Running:
        state = tr("%1 of %2").arg(figures.answered + figures.failed).arg(comparison.inputs.size());
        break;
    case ComparedRun::State::Stopped:
        state =
            tr("stopped after %1 of %2").arg(figures.answered + figures.failed).arg(comparison.inputs.size());
        break;
    case ComparedRun::State::Failed:
        state = tr("failed");
        break;
    case ComparedRun::State::Done:
        state = figures.failed > 0 ? tr("%n input(s) failed", nullptr, figures.failed)
                : m_number == 0    ? tr("reference")
                                   : QString();
        break;
    }
    m_state->setText(state);
    QString latency;
    if (figures.timed == 1)
        latency = milliseconds(figures.median);
    else if (figures.timed > 1)
        latency = tr("p50 %1, p95 %2, %n run(s)", nullptr, figures.timed)
                      .arg(milliseconds(figures.median), milliseconds(figures.slow));
    setFigure(
        Latency, tr("Latency"), latency,
        tr("The 50th and 95th percentile over inputs and repetitions. One run before them, on the first "
           "input, is not counted: it warms caches up. Tokenizing and everything that the pipeline does "
           "is in it."));
    setFigure(Speed, tr("Speed"),
              std::isnan(figures.tokensPerSecond)
                  ? QString()
                  : tr("%1 tokens a second").arg(locale.toString(figures.tokensPerSecond, 'f', 1)),
              tr("New tokens over the whole time of the runs."));
    setFigure(Loading, tr("Loading"),
              run.loadSeconds < 0 ? QString()
              : run.wasKept       ? tr("%1 s, kept from before").arg(locale.toString(run.loadSeconds, 'f', 2))
                                  : tr("%1 s").arg(locale.toString(run.loadSeconds, 'f', 2)));
    setFigure(Memory, tr("Memory"),
              run.weightBytes < 0 ? QString()
              : run.peakBytes < 0
                  ? memorySize(run.weightBytes)
                  : tr("%1 weights, %2 at most").arg(memorySize(run.weightBytes), memorySize(run.peakBytes)),
              tr("At most: what the whole program held while this model ran, above what it held before the "
                 "model was loaded. Weights that are mapped from their file count once they are read."));
    setFigure(Size, tr("Size"),
              run.parameters < 0
                  ? QString()
                  : tr("%1 M parameters, %2")
                        .arg(locale.toString(double(run.parameters) / 1e6, 'f', 1), run.dtype));
    const bool isOther = m_number > 0 && pair.inputs > 0;
    setFigure(Same, tr("Agrees"),
              !isOther ? QString() : tr("%1 of %n input(s)", nullptr, pair.inputs).arg(percent(pair.same)),
              agreementMeaning(comparison.task));
    const QString measure = agreementMeasure(comparison.task);
    setFigure(Measure, measure,
              !isOther || measure.isEmpty() || std::isnan(pair.measure)
                  ? QString()
                  : locale.toString(pair.measure, 'f', 3));
    setFigure(Scores, tr("Scores"),
              !isOther || std::isnan(pair.difference) ? QString()
              : std::isnan(pair.correlation) ? tr("%1 apart").arg(locale.toString(pair.difference, 'f', 3))
                                             : tr("rank correlation %1, %2 apart")
                                                   .arg(locale.toString(pair.correlation, 'f', 3),
                                                        locale.toString(pair.difference, 'f', 3)),
              tr("Spearman's correlation and the mean difference, without sign, of the scores of every label "
                 "that both have, over all inputs."));
    setAccessibleName(tr("Model %1: %2").arg(comparedLetter(m_number), run.name));
    setAccessibleDescription(figureText());
}

void ComparedColumn::showInput(const ComparedRun& run, int input, const AnswerAgreement& agreement)
{
    if (m_shownInput != input) m_isShown = false;
    m_shownInput = input;
    if (run.state == ComparedRun::State::Failed) {
        m_message->showError(run.problem, run.detail, run.nextStep);
        m_stack->setCurrentIndex(0);
        return;
    }
    const bool isThere =
        input >= 0 && std::size_t(input) < run.answers.size() && run.answers[std::size_t(input)].isDone;
    if (!isThere) {
        if (run.state == ComparedRun::State::Loading)
            m_message->showBusy(tr("Loading the model …"));
        else if (run.state == ComparedRun::State::Stopped)
            m_message->showEmpty(QStringLiteral("stop"), tr("Stopped"), tr("This input was not reached."));
        else
            m_message->showBusy(run.state == ComparedRun::State::Running ? tr("Computing …")
                                                                         : tr("Waits for its turn."));
        m_isShown = false;
        m_stack->setCurrentIndex(0);
        return;
    }
    const ComparedAnswer& answer = run.answers[std::size_t(input)];
    if (!answer.error.isEmpty()) {
        m_message->showError(tr("This model could not do this input."), answer.error,
                             tr("The other inputs went on."));
        m_isShown = false;
        m_stack->setCurrentIndex(0);
        return;
    }
    QString note;
    if (m_number == 0) note = tr("The others are compared with this answer.");
    if (m_number > 0 && agreement.isKnown)
        note = agreement.isSame ? tr("Agrees with A") : tr("Differs from A");
    if (!agreement.note.isEmpty())
        note += (note.isEmpty() ? QString() : QStringLiteral(": ")) + agreement.note;
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    if (!m_isShown) {
        m_view->showResult(answer.result);
        m_isShown = true;
    }
    if (m_difference) {
        std::vector<TextSpan> spans;
        if (agreement.markBegin >= 0 && agreement.markEnd > agreement.markBegin)
            spans.push_back({agreement.markBegin, agreement.markEnd, 1, {}, agreement.note});
        const QJsonValue first = answer.result.result.toArray().at(0);
        QString text;
        for (const char* key : {"generated_text", "summary_text", "translation_text"})
            if (text.isEmpty()) text = first[QLatin1String(key)].toString();
        m_difference->setSpans(text, std::move(spans));
        m_difference->setVisible(agreement.markBegin >= 0);
    }
    m_stack->setCurrentIndex(1);
}

QString ComparedColumn::figureText() const
{
    QStringList lines;
    for (const auto& [name, value] : m_rows)
        if (!value->text().isEmpty()) lines.append(name->text() + QStringLiteral(": ") + value->text());
    return lines.join(u'\n');
}

QString ComparedColumn::noteText() const
{
    return m_note->text();
}

} // namespace vitrine::widgets

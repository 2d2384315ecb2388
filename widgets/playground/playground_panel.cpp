// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/playground_panel.h"

#include "widgets/common/charts/histogram.h"
#include "widgets/common/heat_map.h"
#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/label_model.h"
#include "widgets/playground/pair_model.h"
#include "widgets/playground/score_table.h"
#include "widgets/playground/stage_details.h"
#include "widgets/playground/stage_text.h"
#include "widgets/playground/trace_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace vitrine::widgets {
namespace {

/// Example batches, in several languages on purpose; not translated.
struct Example
{
    const char *title, *text;
};
constexpr Example examples[] = {
    {QT_TRANSLATE_NOOP("PlaygroundExample", "Three subjects"),
     "A cat sleeps on the warm windowsill.\n"
     "The kitten is napping in the sun.\n"
     "My dog barks at the postman every morning.\n"
     "The central bank raised interest rates again.\n"
     "Borrowing money has become more expensive this year.\n"
     "Stock markets fell after the announcement.\n"
     "Bake the bread for forty minutes until it is golden.\n"
     "Leave the dough to rise in a warm place overnight."},
    {QT_TRANSLATE_NOOP("PlaygroundExample", "Questions and answers"),
     "How do I reset my password?\n"
     "I can't log in because I forgot my secret word.\n"
     "Open the settings and choose a new password there.\n"
     "When will my parcel arrive?\n"
     "Delivery takes three working days.\n"
     "Can I return the shoes if they don't fit?\n"
     "You may send goods back within thirty days."},
    {QT_TRANSLATE_NOOP("PlaygroundExample", "Short and long"),
     "Rain.\n"
     "It rains.\n"
     "It has been raining since early this morning, and the forecast says it will not stop before Thursday.\n"
     "The weather report, which nobody in the village had believed for years, promised a whole week of "
     "sunshine, "
     "clear skies and a light wind from the sea, and for once every single word of it turned out to be "
     "true.\n"
     "Sun."},
    {QT_TRANSLATE_NOOP("PlaygroundExample", "One sentence, six languages"),
     "The library opens at nine o'clock.\n"
     "Die Bibliothek öffnet um neun Uhr.\n"
     "La bibliothèque ouvre à neuf heures.\n"
     "La biblioteca abre a las nueve.\n"
     "A biblioteca abre às nove horas.\n"
     "图书馆九点开门。"},
};

} // namespace

PlaygroundPanel::PlaygroundPanel(QWidget* parent) : QWidget(parent)
{
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(2 * Theme::space);
    splitter->addWidget(makeInput());
    splitter->addWidget(makeResult());
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({340, 980});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->addWidget(splitter);
    onEdited();
}

QWidget* PlaygroundPanel::makeInput()
{
    auto* card = makeCard();
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->setSpacing(Theme::space);
    auto* header = new QHBoxLayout;
    header->addWidget(makeLabel("heading", tr("Texts")));
    m_count = makeLabel("caption");
    m_count->setObjectName(QStringLiteral("count"));
    header->addWidget(m_count, 1);
    auto* open = makeIconButton(QStringLiteral("folder"), tr("Open a text file, one text a line"));
    connect(open, &QToolButton::clicked, this, &PlaygroundPanel::openFileRequested);
    header->addWidget(open);
    layout->addLayout(header);

    m_examples = new QComboBox;
    m_examples->setAccessibleName(tr("Examples"));
    m_examples->setPlaceholderText(tr("Open an example …"));
    for (const Example& example : examples)
        m_examples->addItem(QCoreApplication::translate("PlaygroundExample", example.title));
    m_examples->setCurrentIndex(-1);
    connect(m_examples, &QComboBox::activated, this, &PlaygroundPanel::openExample);
    layout->addWidget(m_examples);

    m_editor = new QPlainTextEdit;
    m_editor->setFont(textFont());
    m_editor->setPlaceholderText(tr("One text a line: type, paste, or drop a text file on the window."));
    m_editor->setAccessibleName(tr("Texts, one a line"));
    m_editor->setTabChangesFocus(true);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &PlaygroundPanel::onEdited);
    layout->addWidget(m_editor, 1);

    layout->addWidget(makeLabel("heading", tr("Length in tokens")));
    m_lengths = new Histogram;
    m_lengths->setFixedHeight(132);
    layout->addWidget(m_lengths);

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(2 * Theme::space);
    form->setVerticalSpacing(Theme::space);
    m_fixedLength = new QSpinBox;
    m_fixedLength->setRange(0, 512);
    m_fixedLength->setSpecialValueText(tr("Longest text"));
    m_fixedLength->setSuffix(tr(" tokens"));
    m_fixedLength->setAccessibleName(tr("Tokens a text in the batch"));
    m_fixedLength->setToolTip(
        tr("Every text is padded or cut to this many tokens; without a number to the longest."));
    connect(m_fixedLength, &QSpinBox::valueChanged, this, &PlaygroundPanel::onEdited);
    form->addRow(tr("Pad to"), m_fixedLength);
    layout->addLayout(form);
    m_asYouType = new QCheckBox(tr("Run as you type"));
    m_asYouType->setChecked(true);
    connect(m_asYouType, &QCheckBox::toggled, this, &PlaygroundPanel::onEdited);
    layout->addWidget(m_asYouType);
    m_run = new QPushButton(tr("Run"));
    setRole(m_run, "primary");
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_isRunning)
            Q_EMIT stopRequested();
        else
            Q_EMIT runRequested();
    });
    layout->addWidget(m_run);
    card->setMinimumWidth(300);
    return card;
}

QWidget* PlaygroundPanel::makeResult()
{
    auto* similarityCard = makeCard();
    auto* similarity = new QVBoxLayout(similarityCard);
    similarity->setContentsMargins(2 * Theme::space, Theme::space, 1, Theme::space);
    similarity->setSpacing(Theme::space);
    auto* header = new QHBoxLayout;
    header->setSpacing(Theme::space);
    header->addWidget(makeLabel("heading", tr("Similarity")));
    m_summary = makeLabel("caption");
    header->addWidget(m_summary, 1);
    auto* python = makeIconButton(QStringLiteral("code"), tr("Copy as Python"));
    connect(python, &QToolButton::clicked, this, &PlaygroundPanel::copyAsPythonRequested);
    header->addWidget(python);
    auto* save = makeIconButton(QStringLiteral("export"), tr("Export …"));
    connect(save, &QToolButton::clicked, this, &PlaygroundPanel::exportRequested);
    header->addWidget(save);
    similarity->addLayout(header);
    m_pairText = makeLabel("caption");
    m_pairText->setTextFormat(Qt::PlainText);
    m_pairText->setWordWrap(true);
    similarity->addWidget(m_pairText);

    auto* content = new QSplitter(Qt::Horizontal);
    content->setChildrenCollapsible(false);
    content->setHandleWidth(2 * Theme::space);
    m_matrix = new HeatMap;
    m_matrix->setCellSize(16, 16);
    m_matrix->setLabelWidth(144);
    m_matrix->setAccessibleName(tr("Cosine of every pair of texts"));
    connect(m_matrix, &HeatMap::hovered, this, &PlaygroundPanel::describePair);
    connect(m_matrix, &HeatMap::currentChanged, this, &PlaygroundPanel::choosePair);
    content->addWidget(m_matrix);
    m_pairModel = new PairModel(this);
    m_pairs = makeScoreTable(m_pairModel, PairModel::Score);
    m_pairs->setAccessibleName(tr("Pairs of texts, the nearest first"));
    connect(m_pairs->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (m_isSetting || !current.isValid()) return;
                const TextPair pair = m_pairModel->pair(current.row());
                choosePair(pair.first, pair.second);
            });
    content->addWidget(m_pairs);
    content->setSizes({480, 500});
    similarity->addWidget(content, 1);

    m_trace = new TraceView;
    connect(m_trace, &TraceView::quizRequested, this, &PlaygroundPanel::quizRequested);
    connect(m_trace->details(), &StageDetails::exportRequested, this, &PlaygroundPanel::arrayExportRequested);
    auto* traceCard = makeCard();
    auto* traceLayout = new QVBoxLayout(traceCard);
    traceLayout->setContentsMargins(1, 1, 1, 1);
    traceLayout->addWidget(m_trace);

    auto* vertical = new QSplitter(Qt::Vertical);
    vertical->setChildrenCollapsible(false);
    vertical->setHandleWidth(2 * Theme::space);
    vertical->addWidget(makePredictions());
    vertical->addWidget(similarityCard);
    vertical->addWidget(traceCard);
    vertical->setSizes({200, 340, 440});
    m_resultPage = vertical;

    m_message = new MessageView;
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_message);
    m_stack->addWidget(m_resultPage);
    return m_stack;
}

QWidget* PlaygroundPanel::makePredictions()
{
    m_predictionCard = makeCard();
    auto* layout = new QVBoxLayout(m_predictionCard);
    layout->setContentsMargins(2 * Theme::space, Theme::space, 1, Theme::space);
    layout->setSpacing(Theme::space);
    auto* header = new QHBoxLayout;
    header->addWidget(makeLabel("heading", tr("Predictions")), 1);
    auto* save = makeIconButton(QStringLiteral("export"), tr("Export the predictions …"));
    connect(save, &QToolButton::clicked, this, &PlaygroundPanel::predictionExportRequested);
    header->addWidget(save);
    layout->addLayout(header);
    m_predictionModel = new LabelModel(this);
    m_predictions = makeScoreTable(m_predictionModel, LabelModel::Score);
    m_predictions->horizontalHeader()->setSectionResizeMode(LabelModel::Label, QHeaderView::Interactive);
    m_predictions->setColumnWidth(LabelModel::Label, 200);
    m_predictions->setColumnWidth(LabelModel::Score, 240);
    m_predictions->setAccessibleName(tr("Predicted label of every text"));
    layout->addWidget(m_predictions, 1);
    m_predictionCard->hide();
    return m_predictionCard;
}

QStringList PlaygroundPanel::texts() const
{
    QStringList texts;
    const QStringList lines = m_editor->toPlainText().split(u'\n');
    for (const QString& line : lines)
        if (!line.trimmed().isEmpty()) texts.append(line);
    return texts;
}

PlaygroundRequest PlaygroundPanel::request() const
{
    PlaygroundRequest request;
    request.texts = texts().mid(0, mostTexts);
    request.fixedLength = m_fixedLength->value();
    return request;
}

QString PlaygroundPanel::text() const
{
    return m_editor->toPlainText();
}

int PlaygroundPanel::fixedLength() const
{
    return m_fixedLength->value();
}

bool PlaygroundPanel::runsAsYouType() const
{
    return m_asYouType->isChecked();
}

void PlaygroundPanel::setInput(const QString& text, int fixedLength, bool runsAsYouType)
{
    m_isSetting = true;
    m_editor->setPlainText(text);
    m_fixedLength->setValue(fixedLength);
    m_asYouType->setChecked(runsAsYouType);
    m_isSetting = false;
    onEdited();
    if (!runsAsYouType) Q_EMIT runRequested();
}

void PlaygroundPanel::openExample(int number)
{
    setInput(QString::fromUtf8(examples[std::size_t(number)].text), m_fixedLength->value(),
             m_asYouType->isChecked());
}

int PlaygroundPanel::exampleCount() const
{
    return int(std::size(examples));
}

void PlaygroundPanel::onEdited()
{
    if (m_isSetting) return;
    const int count = int(texts().size());
    m_count->setText(count > mostTexts ? tr("the first %1 of %2 texts are used").arg(mostTexts).arg(count)
                                       : tr("%n text(s), one a line", nullptr, count));
    m_run->setEnabled(count > 0 || m_isRunning);
    Q_EMIT inputChanged();
    if (count == 0) {
        m_message->showEmpty(
            QStringLiteral("playground"), tr("No text yet"),
            tr("Write a few texts at the left, one a line, or open an example: you will see how near "
               "they are in meaning, and each step from letters to numbers."));
        m_stack->setCurrentWidget(m_message);
    } else if (m_asYouType->isChecked()) {
        Q_EMIT runRequested();
    } else if (m_stack->currentWidget() == m_resultPage) {
        m_summary->setText(tr("The texts have changed since this result: run again."));
    }
}

void PlaygroundPanel::setRunning(bool running)
{
    m_isRunning = running;
    m_run->setText(running ? tr("Stop") : tr("Run"));
    m_run->setEnabled(running || !request().texts.isEmpty());
}

void PlaygroundPanel::showBusy(const QString& text)
{
    if (m_stack->currentWidget() == m_resultPage) return;
    m_message->showBusy(text);
}

void PlaygroundPanel::showError(const QString& what, const QString& reason, const QString& nextStep)
{
    m_message->showError(what, reason, nextStep);
    m_stack->setCurrentWidget(m_message);
}

void PlaygroundPanel::showResult(PlaygroundResult result)
{
    m_result = std::move(result);
    const int count = int(m_result.texts.size());
    QStringList rows, columns;
    for (int i = 0; i < count; ++i) {
        rows.append(QStringLiteral("%1 %2").arg(i + 1).arg(m_result.texts[i].simplified()));
        columns.append(QString::number(i + 1));
    }
    m_matrix->setMatrix(m_result.similarity.values, count, count, rows, columns, HeatMap::Scale::Sequential);
    m_matrix->setRange(0, 1);
    m_isSetting = true;
    m_pairModel->setPairs(rankedPairs(m_result.similarity), m_result.texts);
    m_isSetting = false;
    m_predictionModel->setPredictions(m_result.predictions, m_result.texts);
    m_predictionCard->setVisible(!m_result.predictions.empty());
    m_summary->setText(tr("%1 vectors of %2 numbers in %3 by %4")
                           .arg(count)
                           .arg(m_result.embeddings.shape.size() > 1 ? m_result.embeddings.shape[1] : 0)
                           .arg(durationText(m_result.milliseconds / 1000), m_result.model));
    m_lengths->setValues(m_result.lengths, tr("tokens a text"));
    describePair(-1, -1);
    m_trace->setTrace(m_result.trace,
                      m_result.tracedTexts < count
                          ? tr("the first %1 of %2 texts").arg(m_result.tracedTexts).arg(count)
                          : QString());
    m_stack->setCurrentWidget(m_resultPage);
}

void PlaygroundPanel::choosePair(int first, int second)
{
    if (first < 0) return;
    m_matrix->setCurrent(first, second);
    const int row = m_pairModel->rowOf(first, second);
    m_isSetting = true;
    if (row >= 0)
        m_pairs->selectRow(row);
    else
        m_pairs->clearSelection();
    m_isSetting = false;
    describePair(first, second);
}

void PlaygroundPanel::describePair(int first, int second)
{
    if (first < 0) {
        first = m_matrix->currentRow();
        second = m_matrix->currentColumn();
    }
    if (first < 0 || first >= m_result.texts.size() || second >= m_result.texts.size()) {
        m_pairText->setText(
            tr("Each cell is the cosine of two texts: 1 means the same direction, 0 unrelated. Point at one, "
               "or choose a pair from the list."));
        return;
    }
    m_pairText->setText(QStringLiteral("%1:  “%2”  ·  “%3”")
                            .arg(QString::number(double(m_matrix->value(first, second)), 'f', 4),
                                 m_result.texts[first].simplified(), m_result.texts[second].simplified()));
}

bool PlaygroundPanel::exportPicture(const QString& path)
{
    return savePicture(path, m_matrix->wholeSize(),
                       [this](QPainter& painter) { m_matrix->paintWhole(painter); });
}

} // namespace vitrine::widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/comparison_view.h"

#include "widgets/common/heat_map.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/compared_column.h"
#include "widgets/playground/compared_models.h"
#include "widgets/playground/task_view.h"
#include "widgets/tokenizer/padded_cells.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {
namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ComparisonView)
};

enum Matrix { SameAnswer, TaskMeasure, Correlation, Difference };

bool isOfLabels(const QString& task)
{
    return task == QLatin1String("text-classification") ||
           task == QLatin1String("zero-shot-classification") || task == QLatin1String("multiple-choice") ||
           task == QLatin1String("text-ranking");
}

} // namespace

bool isGeneratingTask(const QString& task)
{
    return task == QLatin1String("text-generation") || task == QLatin1String("text2text-generation") ||
           task == QLatin1String("summarization") || task == QLatin1String("translation");
}

QString agreementMeasure(const QString& task)
{
    if (task == QLatin1String("token-classification")) return Texts::tr("F1 of the entities");
    if (task == QLatin1String("question-answering")) return Texts::tr("F1 of the answers");
    if (task == QLatin1String("fill-mask")) return Texts::tr("Words in common");
    if (task == QLatin1String("feature-extraction")) return Texts::tr("Cosine");
    if (isGeneratingTask(task)) return Texts::tr("Shared beginning");
    return {};
}

QString agreementMeaning(const QString& task)
{
    if (isOfLabels(task)) return Texts::tr("The first of both is the same.");
    if (task == QLatin1String("token-classification"))
        return Texts::tr("All entities are the same, in place and label.");
    if (task == QLatin1String("question-answering"))
        return Texts::tr("The best answers are the same but for case, punctuation and articles.");
    if (task == QLatin1String("fill-mask")) return Texts::tr("The best word of every mask is the same.");
    if (task == QLatin1String("feature-extraction")) return Texts::tr("The cosine is above 0.999.");
    return Texts::tr("The texts are the same.");
}

ComparisonView::ComparisonView(QWidget* parent)
    : QWidget(parent),
      m_text(makeLabel("caption")),
      m_matrixNote(makeLabel("caption")),
      m_place(new QHBoxLayout),
      m_model(new AnswersModel(this)),
      m_answers(new QTableView),
      m_onlyDifferent(new QCheckBox(tr("Only where they differ"))),
      m_choice(new QComboBox),
      m_matrix(new HeatMap)
{
    m_text->setWordWrap(true);
    auto* strip = new QWidget;
    strip->setProperty("role", QStringLiteral("page"));
    strip->setLayout(m_place);
    m_place->setContentsMargins(0, 0, 0, 0);
    m_place->setSpacing(2 * Theme::space);
    auto* scroll = new QScrollArea;
    scroll->setWidget(strip);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);

    m_answers->setModel(m_model);
    m_answers->setAccessibleName(tr("Answers, a row an input"));
    dressTable(m_answers);
    m_answers->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_answers->horizontalHeader()->setMinimumSectionSize(int(120 * textScale()));
    connect(m_answers->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (const int input = m_model->inputAt(current.row()); input >= 0 && input != m_input)
                    showInput(input);
            });
    connect(m_onlyDifferent, &QCheckBox::toggled, this, [this](bool only) {
        m_model->setOnlyDifferent(only);
        if (m_model->rowOfInput(m_input) < 0 && m_model->rowCount() > 0) showInput(m_model->inputAt(0));
        if (const int row = m_model->rowOfInput(m_input); row >= 0) m_answers->selectRow(row);
    });
    auto* tableCard = makeCard();
    auto* table = new QVBoxLayout(tableCard);
    table->setContentsMargins(1, Theme::space, 1, 1);
    table->setSpacing(Theme::space / 2);
    auto* tableHead = new QHBoxLayout;
    tableHead->setContentsMargins(2 * Theme::space, 0, 2 * Theme::space, 0);
    tableHead->addWidget(makeLabel("heading", tr("Answers")));
    tableHead->addStretch();
    tableHead->addWidget(m_onlyDifferent);
    table->addLayout(tableHead);
    table->addWidget(m_answers, 1);

    m_matrixCard = makeCard();
    auto* matrix = new QVBoxLayout(m_matrixCard);
    matrix->setContentsMargins(2 * Theme::space, Theme::space, 2 * Theme::space, Theme::space);
    matrix->setSpacing(Theme::space / 2);
    auto* matrixHead = new QHBoxLayout;
    matrixHead->addWidget(makeLabel("heading", tr("Who agrees with whom")));
    matrixHead->addStretch();
    m_choice->setAccessibleName(tr("What the matrix shows"));
    connect(m_choice, &QComboBox::currentIndexChanged, this, &ComparisonView::fillMatrix);
    matrix->addLayout(matrixHead);
    matrix->addWidget(m_choice);
    m_matrix->setAccessibleName(tr("Agreement of every model with every other"));
    m_matrix->setCellSize(44, 24);
    m_matrix->setDecimals(3); // 999 of 1,000 are not all
    matrix->addWidget(m_matrix, 1);
    m_matrixNote->setWordWrap(true);
    matrix->addWidget(m_matrixNote);
    connect(m_matrix, &HeatMap::currentChanged, this, [this](int row, int column) {
        if (!m_comparison || row < 0) return;
        const auto models = int(m_comparison->runs.size());
        const PairAgreement& pair = m_summary->pairs[std::size_t(row * models + column)];
        m_matrixNote->setText(tr("%1 and %2: %n input(s) that both answered", nullptr, pair.inputs)
                                  .arg(comparedLetter(row), comparedLetter(column)));
    });

    auto* below = new QSplitter(Qt::Horizontal);
    below->setChildrenCollapsible(false);
    below->setHandleWidth(2 * Theme::space);
    below->addWidget(tableCard);
    below->addWidget(m_matrixCard);
    below->setStretchFactor(0, 1);
    below->setSizes({720, 280});
    auto* rows = new QSplitter(Qt::Vertical);
    rows->setChildrenCollapsible(false);
    rows->setHandleWidth(2 * Theme::space);
    rows->addWidget(scroll);
    rows->addWidget(below);
    rows->setSizes({520, 240});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space);
    layout->addWidget(m_text);
    layout->addWidget(rows, 1);
}

void ComparisonView::setComparison(AnswersModel::ComparisonPointer comparison,
                                   AnswersModel::SummaryPointer summary)
{
    const bool isOther = !m_comparison || comparison->task != m_task ||
                         comparison->runs.size() != std::size_t(m_columns.size());
    const bool isNew = isOther || m_comparison->inputs != comparison->inputs;
    m_comparison = std::move(comparison);
    m_summary = std::move(summary);
    if (isOther) {
        m_task = m_comparison->task;
        qDeleteAll(m_columns);
        m_columns.clear();
        for (int i = 0; i < int(m_comparison->runs.size()); ++i) {
            m_columns.append(new ComparedColumn(i, m_task));
            m_place->addWidget(m_columns.last(), 1);
            TaskView* view = m_columns.last()->view();
            connect(view, &TaskView::argumentsRequested, this, &ComparisonView::argumentsRequested);
            connect(view, &TaskView::inputRequested, this, &ComparisonView::inputRequested);
        }
        const QSignalBlocker quiet(m_choice);
        m_choice->clear();
        m_choice->addItem(tr("Same answer"), SameAnswer);
        if (const QString measure = agreementMeasure(m_task); !measure.isEmpty())
            m_choice->addItem(measure, TaskMeasure);
        if (isOfLabels(m_task)) {
            m_choice->addItem(tr("Correlation of the scores"), Correlation);
            m_choice->addItem(tr("Difference of the scores"), Difference);
        }
    }
    m_matrixCard->setVisible(m_comparison->runs.size() > 1);
    if (isNew) m_input = 0;
    m_input = std::clamp(m_input, 0, std::max(0, int(m_comparison->inputs.size()) - 1));
    m_model->setComparison(m_comparison, m_summary);
    QStringList facts{tr("%n input(s)", nullptr, int(m_comparison->inputs.size()))};
    if (!m_comparison->source.isEmpty()) facts[0] += QStringLiteral(" (") + m_comparison->source + u')';
    facts.append(
        tr("%n repetition(s) each, after one run that is not counted", nullptr, m_comparison->repetitions));
    if (m_comparison->runs.size() > 1) {
        const auto first = m_summary->pairs.begin() + 1;
        const bool isComparable = std::any_of(first, first + std::ptrdiff_t(m_comparison->runs.size()) - 1,
                                              [](const PairAgreement& pair) { return pair.inputs > 0; });
        const int different = m_model->differentCount();
        facts.append(!isComparable    ? tr("no answers to compare with A yet")
                     : different == 0 ? tr("all agree with A as far as they answered")
                                      : tr("not all agree on %n of them", nullptr, different));
    }
    m_text->setText(facts.join(QStringLiteral("  ·  ")));
    showColumns();
    fillMatrix();
    if (const int row = m_model->rowOfInput(m_input); row >= 0 && m_answers->currentIndex().row() != row)
        m_answers->selectRow(row);
}

void ComparisonView::showInput(int input)
{
    if (!m_comparison || input < 0 || input >= int(m_comparison->inputs.size())) return;
    m_input = input;
    showColumns();
    if (const int row = m_model->rowOfInput(input); row >= 0 && m_answers->currentIndex().row() != row)
        m_answers->selectRow(row);
}

void ComparisonView::showColumns()
{
    for (int i = 0; i < int(m_columns.size()); ++i) {
        const auto model = std::size_t(i);
        const auto& answers = m_summary->answers[model];
        m_columns[i]->setRun(*m_comparison, m_summary->figures[model], m_summary->pairs[model]);
        m_columns[i]->showInput(m_comparison->runs[model], m_input,
                                std::size_t(m_input) < answers.size() ? answers[std::size_t(m_input)]
                                                                      : AnswerAgreement());
    }
}

void ComparisonView::fillMatrix()
{
    if (!m_comparison || m_columns.isEmpty()) return;
    const int models = int(m_comparison->runs.size());
    QStringList letters;
    for (int i = 0; i < models; ++i)
        letters.append(comparedLetter(i));
    const int what = m_choice->currentData().toInt();
    std::vector<float> values;
    for (const PairAgreement& pair : m_summary->pairs)
        values.push_back(float(what == SameAnswer    ? pair.same
                               : what == TaskMeasure ? pair.measure
                               : what == Correlation ? pair.correlation
                                                     : pair.difference));
    m_matrix->setMatrix(std::move(values), models, models, letters, letters, HeatMap::Scale::Sequential);
    m_matrix->setRange(0, 1);
    m_matrixNote->setText(what == SameAnswer ? agreementMeaning(m_task) : QString());
}

QString ComparisonView::summaryText() const
{
    return m_text->text();
}

} // namespace vitrine::widgets

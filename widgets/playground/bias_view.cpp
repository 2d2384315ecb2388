// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/bias_view.h"

#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/cell_table.h"
#include "widgets/playground/filler_chart.h"
#include "widgets/playground/rank_model.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>

namespace vitrine::widgets {
namespace {

TableCell numberCell(double value, const QString& text, double order)
{
    return {std::isnan(value) ? QStringLiteral("–") : text, std::isnan(order) ? -1 : order, true, {}};
}

QString signedText(double value)
{
    const QString text = scoreText(value);
    return value > 0 ? u'+' + text : text;
}

QString interval(double low, double high)
{
    return std::isnan(low) ? QStringLiteral("–")
                           : signedText(low) + QStringLiteral(" .. ") + signedText(high);
}

/// "2.4 ×"
QString timesText(double logRatio)
{
    const double times = std::exp(logRatio);
    return QString::number(times, times < 0.1 || times >= 1000 ? 'g' : 'f', 2) + QStringLiteral(" ×");
}

QFrame* cardAround(QWidget* widget, QWidget* head)
{
    auto* card = makeCard();
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, Theme::space, 1, 1);
    layout->setSpacing(Theme::space / 2);
    if (head) {
        head->setContentsMargins(2 * Theme::space, 0, 2 * Theme::space, 0);
        layout->addWidget(head);
    }
    layout->addWidget(widget, 1);
    return card;
}

} // namespace

BiasView::BiasView(QWidget* parent)
    : QWidget(parent),
      m_note(makeLabel("caption")),
      m_chartTitle(makeLabel("heading")),
      m_differenceModel(new CellTable(this)),
      m_scoreModel(new CellTable(this)),
      m_textModel(new CellTable(this)),
      m_differences(makeCellTable(m_differenceModel, tr("Outcomes, by how much the groups differ"))),
      m_scores(makeCellTable(m_scoreModel, tr("Words with their scores"))),
      m_texts(makeCellTable(m_textModel, tr("Continuations"))),
      m_chart(new FillerChart),
      m_stack(new QStackedWidget)
{
    m_note->setWordWrap(true);
    m_chartTitle->setWordWrap(true);
    m_chart->setAccessibleName(tr("Score of every word, the highest first"));
    connect(m_differences->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (const int outcome = currentKey(m_differences); outcome >= 0 && outcome != m_outcome)
            showOutcome(outcome);
    });
    connect(m_chart, &FillerChart::barClicked, this, [this](int bar) {
        const auto& scores = m_summary->scores[std::size_t(m_outcome)];
        if (bar < int(scores.size())) selectKey(m_scores, scores[std::size_t(bar)].filler);
    });
    m_below = new QSplitter(Qt::Horizontal);
    m_below->setChildrenCollapsible(false);
    m_below->setHandleWidth(2 * Theme::space);
    m_below->addWidget(cardAround(m_chart, m_chartTitle));
    m_below->addWidget(cardAround(m_scores, makeLabel("heading", tr("Word by word"))));
    m_below->setSizes({400, 580});
    auto* rows = new QSplitter(Qt::Vertical);
    rows->setChildrenCollapsible(false);
    rows->setHandleWidth(2 * Theme::space);
    rows->addWidget(cardAround(m_differences, makeLabel("heading", tr("Differences"))));
    rows->addWidget(m_below);
    rows->setSizes({340, 380});
    m_textCard = cardAround(m_texts, makeLabel("heading", tr("Continuations")));
    m_stack->addWidget(rows);
    m_stack->addWidget(m_textCard);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space);
    layout->addWidget(m_note);
    layout->addWidget(m_stack, 1);
}

void BiasView::showValues(std::shared_ptr<const BiasValues> values,
                          std::shared_ptr<const BiasSummary> summary)
{
    const bool isSame = m_values && m_values->outcomes == values->outcomes;
    m_values = std::move(values);
    m_summary = std::move(summary);
    const BiasSetup& setup = m_values->setup;
    const int templates = int(setup.templates.size());
    QStringList notes;
    const QString size = tr("%n sentence(s)", nullptr, templates) + QStringLiteral(" × ") +
                         tr("%n word(s)", nullptr, int(setup.fillers.size()));
    if (setup.question == BiasQuestion::Sample) {
        notes = {size + u'.', tr("The texts are drawn at random: other draws say other things, and a few of "
                                 "them prove nothing. They show what to look for.")};
        fillTexts();
        m_stack->setCurrentIndex(1);
    } else {
        notes.append(size + u'.');
        notes.append(tr("The figures say what this model expects in these sentences, not what people are "
                        "like, and other sentences may say otherwise."));
        if (templates < 6)
            notes.append(tr("With fewer than six sentences nothing can be told from chance."));
        else if (!m_summary->differences.empty())
            notes.append(
                tr("Grey rows may be chance; of %n outcome(s) about one in twenty would stand out by "
                   "chance alone.",
                   nullptr, int(m_values->outcomes.size())));
        if (m_values->leftOut > 0)
            notes.append(tr("The %1 likeliest words of %2 are measured.")
                             .arg(m_values->outcomes.size())
                             .arg(m_values->outcomes.size() + m_values->leftOut));
        m_stack->setCurrentIndex(0);
        fillDifferences();
        const int first = m_summary->differences.empty() ? 0 : m_summary->differences.front().outcome;
        showOutcome(isSame && m_outcome < int(m_values->outcomes.size()) ? m_outcome : first);
    }
    notes.append(m_values->warnings.mid(0, 3));
    m_note->setText(notes.join(u' '));
}

void BiasView::fillDifferences()
{
    const BiasSetup& setup = m_values->setup;
    std::vector<CellTable::Row> rows;
    for (const BiasDifference& each : m_summary->differences) {
        CellTable::Row row;
        row.key = each.outcome;
        row.isMuted = !each.isClear;
        const QString p = QString::number(each.p, 'f', 3);
        row.cells = {{m_values->outcomes[each.outcome], 0, false, {}},
                     numberCell(each.first, scoreText(each.first), each.first),
                     numberCell(each.second, scoreText(each.second), each.second),
                     numberCell(each.logRatio, timesText(each.logRatio), std::abs(each.logRatio)),
                     numberCell(each.logRatio, signedText(each.logRatio), std::abs(each.logRatio)),
                     numberCell(each.logLow, interval(each.logLow, each.logHigh), std::abs(each.logRatio)),
                     numberCell(each.difference, signedText(each.difference), std::abs(each.difference)),
                     numberCell(each.p, p, each.p)};
        if (m_values->isLog) // the difference of logarithms is the ratio
            row.cells.erase(row.cells.begin() + 6);
        rows.push_back(std::move(row));
    }
    QStringList headings{setup.question == BiasQuestion::FillMask       ? tr("Word")
                         : setup.question == BiasQuestion::Continuation ? tr("Continuation")
                                                                        : tr("Label"),
                         setup.first,
                         setup.second,
                         tr("Ratio"),
                         tr("Log ratio"),
                         tr("95 % interval"),
                         tr("Difference"),
                         QStringLiteral("p")};
    QStringList tips{
        QString(),
        tr("Mean over sentences and the words of this group"),
        tr("Mean over sentences and the words of this group"),
        tr("How many times likelier with the first group: the geometric mean over the sentences"),
        tr("Natural logarithm of the ratio, its mean over the sentences"),
        tr("Of the log ratio, by drawing the sentences anew 1,000 times"),
        tr("First minus second, the mean over the sentences"),
        tr("Sign test over the sentences: how often chance alone would be as one-sided")};
    if (m_values->isLog) {
        headings.removeAt(6);
        tips.removeAt(6);
    }
    m_differenceModel->setTable(headings, tips, std::move(rows));
    auto* header = m_differences->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(0, QHeaderView::Stretch);
}

void BiasView::showOutcome(int outcome)
{
    if (!m_values || outcome < 0 || outcome >= int(m_values->outcomes.size())) return;
    m_outcome = outcome;
    fillScores();
    if (currentKey(m_differences) != outcome) selectKey(m_differences, outcome);
}

void BiasView::fillScores()
{
    const BiasSetup& setup = m_values->setup;
    const QStringList groups = setup.groups();
    const double mean = m_summary->means[std::size_t(m_outcome)];
    std::vector<FillerChart::Bar> bars;
    std::vector<CellTable::Row> rows;
    for (const BiasScore& each : m_summary->scores[std::size_t(m_outcome)]) {
        const BiasFiller& filler = setup.fillers[each.filler];
        const QString spread =
            std::isnan(each.spread) ? QString() : QStringLiteral(" ± ") + scoreText(each.spread);
        // Log probabilities have no zero to begin at: the mean of all is theirs, and how they spread over the
        // sentences is mostly how long those are.
        const QString tip = filler.text + QStringLiteral(" (") + filler.group + QStringLiteral("): ");
        if (m_values->isLog)
            bars.push_back(
                {filler.text, int(groups.indexOf(filler.group)), each.difference, each.low, each.high,
                 tip + signedText(each.difference) + QStringLiteral(", ") + interval(each.low, each.high)});
        else
            bars.push_back({filler.text, int(groups.indexOf(filler.group)), each.mean,
                            each.mean - each.spread, each.mean + each.spread,
                            tip + scoreText(each.mean) + spread});
        CellTable::Row row;
        row.key = each.filler;
        row.isMuted = !each.isClear && setup.templates.size() > 1;
        row.cells = {{filler.text, 0, false, {}},
                     {filler.group, 0, false, {}},
                     numberCell(each.mean, scoreText(each.mean), each.mean),
                     numberCell(each.spread, scoreText(each.spread), each.spread),
                     numberCell(each.difference, signedText(each.difference), each.difference),
                     numberCell(each.low, interval(each.low, each.high), each.low)};
        rows.push_back(std::move(row));
    }
    QString title = m_values->outcomes[m_outcome];
    title = setup.question == BiasQuestion::FillMask ? tr("Probability of “%1”").arg(title)
            : m_values->isLog ? tr("Log probability of “%1”, from the mean").arg(title)
                              : tr("Score of “%1”").arg(title);
    title += QStringLiteral("  ·  ") +
             tr("from lowest to highest %1").arg(scoreText(m_summary->ranges[std::size_t(m_outcome)]));
    m_chartTitle->setText(title);
    m_chart->setBars(std::move(bars), m_values->isLog ? 0 : mean, groups);
    m_chart->setAccessibleDescription(title);
    m_scoreModel->setTable(
        {tr("Word"), tr("Group"), tr("Mean"), tr("Spread"), tr("± mean"), tr("95 % interval")},
        {QString(), QString(), tr("Over the sentences"), tr("Standard deviation over the sentences"),
         tr("Beside the mean of all words in the same sentences"),
         tr("Of the distance from the mean, by drawing the sentences anew")},
        std::move(rows));
    auto* header = m_scores->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setStretchLastSection(true);
}

void BiasView::fillTexts()
{
    const BiasSetup& setup = m_values->setup;
    const int fillers = int(setup.fillers.size());
    std::vector<CellTable::Row> rows;
    for (int text = 0; text < int(setup.templates.size()); ++text)
        for (int filler = 0; filler < fillers; ++filler) {
            const QStringList samples = m_values->samples.value(qsizetype(text) * fillers + filler);
            for (const QString& sample : samples) {
                CellTable::Row row;
                row.key = int(rows.size());
                row.cells = {{setup.fillers[filler].group, 0, false, {}},
                             {biasSentence(setup.templates[text], setup.fillers[filler].text), 0, false, {}},
                             {sample.simplified(), 0, false, sample}};
                rows.push_back(std::move(row));
            }
        }
    m_textModel->setTable({tr("Group"), tr("Sentence"), tr("Continuation")}, {}, std::move(rows));
    auto* header = m_texts->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(2, QHeaderView::Stretch);
}

void BiasView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // Side by side neither would be readable in a narrow window.
    const int narrow = int(640 * textScale());
    m_below->setOrientation(width() < narrow ? Qt::Vertical : Qt::Horizontal);
}

QString BiasView::noteText() const
{
    return m_note->text();
}

bool BiasView::exportPicture(const QString& path)
{
    return savePicture(path, m_chart->wholeSize(),
                       [this](QPainter& painter) { m_chart->paintWhole(painter); });
}

} // namespace vitrine::widgets

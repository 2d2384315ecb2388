// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around the text of a GenerationView: its head with the colours, and its figures.
#include "widgets/common/flow_layout.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/beam_tree.h"
#include "widgets/playground/generation_view.h"
#include "widgets/playground/token_card.h"
#include "widgets/playground/token_chips.h"
#include "widgets/playground/token_times.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {

QWidget* GenerationView::makeHead()
{
    auto* head = new QWidget;
    auto* flow = new FlowLayout(head, Theme::space);
    const auto addRow = [&] {
        auto* row = new QWidget;
        auto* layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(Theme::space / 2);
        flow->insertWidget(flow->count(), row);
        return std::pair{row, layout};
    };
    const auto [pageRow, pageLayout] = addRow();
    m_pageRow = pageRow;
    for (const QString& text : {tr("Text"), tr("Beam tree")}) {
        QToolButton* button = makeSegment(text);
        m_pages->addButton(button, int(m_pages->buttons().size()));
        pageLayout->addWidget(button);
    }
    m_pages->button(0)->setChecked(true);
    connect(m_pages, &QButtonGroup::idClicked, this, [this](int page) {
        m_stack->setCurrentIndex(page);
        m_zoomRow->setVisible(page == 1);
        m_colorRow->setVisible(page == 0);
        m_legend->setVisible(page == 0 && m_coloring != Plain);
    });
    const auto [zoomRow, zoomLayout] = addRow();
    m_zoomRow = zoomRow;
    m_zoomRow->hide();
    const std::tuple<QString, QString, double> zooms[] = {{QStringLiteral("−"), tr("Smaller"), 0.8},
                                                          {QStringLiteral("+"), tr("Larger"), 1.25}};
    for (const auto& [text, name, factor] : zooms) {
        auto* button = new QToolButton;
        button->setText(text);
        button->setToolTip(name);
        button->setAccessibleName(name);
        setRole(button, "flat");
        connect(button, &QToolButton::clicked, this,
                [this, factor = factor] { m_beams->setZoom(m_beams->zoom() * factor); });
        zoomLayout->addWidget(button);
    }
    const auto [colorRow, colorLayout] = addRow();
    m_colorRow = colorRow;
    colorLayout->addWidget(makeLabel("caption", tr("Colour")));
    const std::pair<Coloring, QString> colorings[] = {{ByMark, {}},
                                                      {ByProbability, tr("Probability")},
                                                      {ByEntropy, tr("Entropy")},
                                                      {ByRank, tr("Rank")},
                                                      {ByTime, tr("Time")},
                                                      {Plain, tr("None")}};
    for (const auto& [coloring, text] : colorings) {
        QToolButton* button = makeSegment(text);
        m_colorings->addButton(button, coloring);
        colorLayout->addWidget(button);
        if (coloring == ByMark) button->hide(); // until it is offered
    }
    connect(m_colorings, &QButtonGroup::idClicked, this, [this](int id) { setColoring(Coloring(id)); });
    m_legend = new ColorLegend;
    flow->insertWidget(flow->count(), m_legend);
    m_sequences = new QComboBox;
    m_sequences->setAccessibleName(tr("Sequence"));
    m_sequences->hide();
    connect(m_sequences, &QComboBox::activated, this, &GenerationView::showSequence);
    flow->insertWidget(flow->count(), m_sequences);
    m_pageRow->hide();
    return head;
}

QWidget* GenerationView::makeText()
{
    auto* place = new QWidget;
    auto* layout = new QVBoxLayout(place);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space / 2);
    m_stack->setMinimumHeight(int(72 * std::min(1.5, textScale())));
    if (m_source) { // as high as the text, so that rows stand side by side
        auto* sides = m_sides = new QSplitter(Qt::Horizontal);
        sides->setChildrenCollapsible(false);
        sides->setHandleWidth(2 * Theme::space);
        sides->addWidget(m_source);
        sides->addWidget(m_stack);
        sides->setSizes({500, 500});
        layout->addWidget(sides, 1);
    } else {
        layout->addWidget(m_stack, 1);
    }
    m_finish = makeLabel("caption");
    m_finish->setWordWrap(true);
    layout->addWidget(m_finish);
    m_note = makeLabel("caption");
    m_note->setWordWrap(true);
    m_note->hide();
    layout->addWidget(m_note);
    m_times = new TokenTimes;
    layout->addWidget(m_times);
    m_figuresPlace = new QWidget;
    m_figures = new FlowLayout(m_figuresPlace, 2 * Theme::space);
    layout->addWidget(m_figuresPlace);
    m_line = makeLabel("caption");
    m_line->setWordWrap(true);
    layout->addWidget(m_line);
    return place;
}

void GenerationView::colorTokens()
{
    const auto& all = tokens();
    double mostEntropy = 1, mostSeconds = 0;
    int mostRank = 1;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!std::isnan(all[i].entropy)) mostEntropy = std::max(mostEntropy, all[i].entropy);
        if (i > 0 && !std::isnan(all[i].seconds)) mostSeconds = std::max(mostSeconds, all[i].seconds);
        mostRank = std::max(mostRank, all[i].rank);
    }
    std::vector<TextChip> colors(std::size_t(m_promptChips) + all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        TextChip& chip = colors[std::size_t(m_promptChips) + i];
        const GeneratedToken& token = all[i];
        switch (m_coloring) {
        case ByProbability:
            chip.heat = 1 - token.probability();
            break;
        case ByEntropy:
            chip.heat = token.entropy / mostEntropy;
            break;
        case ByRank:
            if (token.rank >= 0) chip.heat = std::log1p(token.rank) / std::log1p(mostRank);
            break;
        case ByTime:
            if (i > 0 && mostSeconds > 0) chip.heat = token.seconds / mostSeconds;
            break;
        case ByMark:
            chip.mark = i < m_marks.size() ? m_marks[i] : -1;
            break;
        case Plain:
            break;
        }
    }
    m_chips->setColors(colors);
    m_legend->setVisible(m_coloring != Plain && m_stack->currentIndex() == 0);
    if (m_coloring == ByProbability) m_legend->setHeat(percentText(1), percentText(0));
    if (m_coloring == ByEntropy)
        m_legend->setHeat(tr("0 nats"), tr("%1 nats").arg(QLocale().toString(mostEntropy, 'f', 1)));
    if (m_coloring == ByRank) m_legend->setHeat(tr("likeliest"), tr("rank %1").arg(mostRank + 1));
    if (m_coloring == ByTime) m_legend->setHeat(millisecondsText(0), millisecondsText(mostSeconds));
    if (m_coloring == ByMark) m_legend->setMarks(m_markLegend);
}

void GenerationView::showFigures()
{
    while (QLayoutItem* item = m_figures->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto& all = tokens();
    QStringList line;
    const auto add = [&](const QString& value, const QString& caption) {
        line.append(caption + u' ' + value);
        auto* figure = new QWidget;
        auto* column = new QVBoxLayout(figure);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        column->addWidget(makeLabel("heading", value));
        column->addWidget(makeLabel("caption", caption));
        m_figures->insertWidget(m_figures->count(), figure);
        figure->show();
    };
    const Generation& run = m_generation;
    if (!std::isnan(run.firstToken)) add(millisecondsText(run.firstToken), tr("first token"));
    if (!std::isnan(run.prefill))
        add(millisecondsText(run.prefill), m_isSeq2Seq ? tr("encoder") : tr("prefill"));
    if (const double median = run.medianSeconds(m_sequence); !std::isnan(median)) {
        add(millisecondsText(median), tr("per token"));
        add(millisecondsText(run.worstSeconds(m_sequence)), tr("slowest"));
    }
    if (run.tokensPerSecond > 0)
        add(QLocale().toString(run.tokensPerSecond, 'f', run.tokensPerSecond < 10 ? 1 : 0), tr("tokens/s"));
    if (run.inputTokens > 0) add(QString::number(run.inputTokens), tr("given"));
    if (!all.empty()) add(QString::number(all.size()), tr("written"));
    if (run.cacheBytes > 0) add(bytesText(run.cacheBytes), tr("cache"));
    m_figuresPlace->updateGeometry();
    m_line->setText(line.join(QStringLiteral(" · ")));
    std::vector<double> seconds;
    for (const GeneratedToken& token : all)
        seconds.push_back(token.seconds);
    m_times->setSeconds(std::move(seconds));
    fitRoom();
    QStringList finish;
    if (m_sequence < int(run.sequences.size())) {
        const GeneratedSequence& sequence = run.sequences[std::size_t(m_sequence)];
        const QJsonValue most = m_result.request.arguments.value(QStringLiteral("max_new_tokens"));
        if (const QString reason = finishReasonText(sequence, most.toInt()); !reason.isEmpty())
            finish.append(reason);
        if (sequence.score) finish.append(tr("score %1").arg(QLocale().toString(*sequence.score, 'f', 4)));
    }
    m_finish->setText(finish.join(QStringLiteral(" · ")));
    m_finish->setVisible(!finish.isEmpty());
    m_note->hide();
}

void GenerationView::fitRoom()
{
    const bool isLow = height() < int(330 * std::min(1.5, textScale()));
    m_times->setVisible(!isLow && m_times->count() > 1);
    m_figuresPlace->setVisible(!isLow && m_figures->count() > 0);
    m_line->setVisible(isLow && !m_line->text().isEmpty());
    m_card->setLow(isLow);
    const auto across = width() < int(460 * std::min(1.5, textScale())) ? Qt::Vertical : Qt::Horizontal;
    for (QSplitter* splitter : {m_columns, m_sides})
        if (splitter && splitter->orientation() != across) splitter->setOrientation(across);
}

void GenerationView::resizeEvent(QResizeEvent* event)
{
    TaskView::resizeEvent(event);
    fitRoom();
}

} // namespace vitrine::widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/training/curves_page.h"

#include "widgets/common/charts/curve_chart.h"
#include "widgets/common/icon.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QSlider>
#include <QSplitter>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace vitrine::widgets {
namespace {

using training::CurvePoint;
using training::RunLog;
using training::Verdict;

constexpr double defaultSmoothing = 0.6;

const std::vector<CurvePoint>& curveOf(const RunLog& log, CurvesPage::Chart chart)
{
    switch (chart) {
    case CurvesPage::LearningRate:
        return log.learningRate;
    case CurvesPage::GradientNorm:
        return log.curves.gradientNorm;
    default:
        return log.curves.trainLoss;
    }
}

struct Look
{
    const char* icon;
    IconColor color;
};

Look lookOf(Verdict::Kind kind)
{
    switch (kind) {
    case Verdict::Kind::Healthy:
        return {"done", IconColor::Success};
    case Verdict::Kind::TooEarly:
        return {"info", IconColor::Muted};
    case Verdict::Kind::StillImproving:
        return {"up", IconColor::Accent};
    default:
        return {"warning", IconColor::Danger};
    }
}

QTableWidgetItem* cell(const QString& text, bool number)
{
    auto* item = new QTableWidgetItem(text);
    item->setTextAlignment((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return item;
}

} // namespace

CurvesPage::CurvesPage(QWidget* parent) : QWidget(parent)
{
    auto* vertical = new QSplitter(Qt::Vertical);
    vertical->setChildrenCollapsible(false);
    vertical->setHandleWidth(2 * Theme::space);
    vertical->addWidget(makeCharts());

    auto* below = new QSplitter(Qt::Horizontal);
    below->setChildrenCollapsible(false);
    below->setHandleWidth(2 * Theme::space);
    below->addWidget(makeVerdict());
    auto* epochCard = makeCard();
    auto* epochLayout = new QVBoxLayout(epochCard);
    epochLayout->setContentsMargins(1, Theme::space, 1, 1);
    auto* heading = makeLabel("heading", tr("Epochs"));
    heading->setContentsMargins(2 * Theme::space, 0, 0, 0);
    epochLayout->addWidget(heading);
    m_epochs = new QTableWidget(0, 6);
    m_epochs->setHorizontalHeaderLabels({tr("Epoch"), tr("Training loss"), tr("Validation loss"),
                                         tr("Accuracy"), tr("F1"), tr("What happened")});
    m_epochs->verticalHeader()->hide();
    m_epochs->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_epochs->setShowGrid(false);
    m_epochs->setStyleSheet(QStringLiteral("QTableView::item { padding: 4px 8px; }"));
    m_epochs->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_epochs->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_epochs->horizontalHeader()->setHighlightSections(false);
    m_epochs->horizontalHeader()->setStretchLastSection(true);
    m_epochs->setAccessibleName(tr("Epochs"));
    const int widths[] = {64, 92, 104, 92, 68};
    for (int column = 0; column < 5; ++column) {
        m_epochs->setColumnWidth(column, widths[column]);
        m_epochs->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
    m_epochs->horizontalHeaderItem(5)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    epochLayout->addWidget(m_epochs);
    below->addWidget(epochCard);
    below->setSizes({320, 660});
    vertical->addWidget(below);
    vertical->setSizes({470, 190});
    vertical->setStretchFactor(0, 1);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(vertical);
    showVerdict({});
}

CurvesPage::~CurvesPage()
{
    // Before the cursor that they hold on to.
    for (CurveChart* chart : m_charts)
        delete chart;
}

QWidget* CurvesPage::makeCharts()
{
    const QString titles[] = {tr("Loss"), tr("Accuracy"), tr("Learning rate"), tr("Gradient norm")};
    auto* card = makeCard();
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(2 * Theme::space, Theme::space, Theme::space, Theme::space);
    layout->setSpacing(Theme::space);
    auto* tools = new QHBoxLayout;
    tools->setSpacing(Theme::space);
    auto* caption = makeLabel("caption", tr("Smoothing"));
    tools->addWidget(caption);
    m_smoothing = new QSlider(Qt::Horizontal);
    m_smoothing->setRange(0, 99);
    m_smoothing->setValue(int(defaultSmoothing * 100));
    m_smoothing->setFixedWidth(140);
    m_smoothing->setAccessibleName(tr("Smoothing of the curves"));
    m_smoothing->setToolTip(
        tr("How much of the past each point carries; the raw values stay visible behind."));
    tools->addWidget(m_smoothing);
    m_smoothingText = makeLabel("caption");
    m_smoothingText->setFixedWidth(32);
    tools->addWidget(m_smoothingText);
    m_logarithmic = new QCheckBox(tr("Logarithmic loss"));
    tools->addWidget(m_logarithmic);
    tools->addStretch();
    m_hint = makeLabel("caption");
    tools->addWidget(m_hint);
    auto* save = makeIconButton(QStringLiteral("export"), tr("Export the curves …"));
    connect(save, &QToolButton::clicked, this, &CurvesPage::exportRequested);
    tools->addWidget(save);
    layout->addLayout(tools);

    auto* grid = new QSplitter(Qt::Vertical);
    grid->setChildrenCollapsible(false);
    grid->setHandleWidth(Theme::space);
    for (int row = 0; row < 2; ++row) {
        auto* pair = new QSplitter(Qt::Horizontal);
        pair->setChildrenCollapsible(false);
        pair->setHandleWidth(2 * Theme::space);
        for (int column = 0; column < 2; ++column) {
            const int which = row * 2 + column;
            auto* chart = new CurveChart(titles[which], &m_cursor);
            connect(chart, &CurveChart::exportRequested, this, &CurvesPage::exportRequested);
            m_charts[std::size_t(which)] = chart;
            pair->addWidget(chart);
        }
        pair->setSizes({500, 500});
        grid->addWidget(pair);
    }
    grid->setSizes({280, 200});
    m_charts[Accuracy]->setPercent(true);
    layout->addWidget(grid, 1);

    const auto smooth = [this](int value) {
        m_smoothingText->setText(QLocale().toString(value / 100.0, 'f', 2));
        for (CurveChart* chart : m_charts)
            chart->setSmoothing(value / 100.0);
    };
    connect(m_smoothing, &QSlider::valueChanged, this, smooth);
    smooth(m_smoothing->value());
    connect(m_logarithmic, &QCheckBox::toggled, m_charts[Loss], &CurveChart::setLogarithmic);
    return card;
}

QWidget* CurvesPage::makeVerdict()
{
    auto* card = makeCard();
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(2 * Theme::space, Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->setSpacing(6);
    layout->addWidget(makeLabel("caption", tr("What the curves say")));
    auto* header = new QHBoxLayout;
    header->setSpacing(Theme::space);
    m_verdictIcon = new QLabel;
    m_verdictTitle = makeLabel("value");
    m_verdictTitle->setObjectName(QStringLiteral("verdict"));
    header->addWidget(m_verdictIcon);
    header->addWidget(m_verdictTitle, 1);
    layout->addLayout(header);
    m_verdictText = new QLabel;
    m_remedy = makeLabel("caption");
    for (QLabel* label : {m_verdictText, m_remedy}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        layout->addWidget(label);
    }
    m_apply = new QPushButton(tr("Change the form so"));
    m_apply->setToolTip(tr("Sets the fields at the left for a next run; nothing starts by itself."));
    connect(m_apply, &QPushButton::clicked, this, [this] { Q_EMIT remedyRequested(m_verdict.remedy); });
    layout->addWidget(m_apply, 0, Qt::AlignLeft);
    layout->addStretch();
    card->setMinimumWidth(260);
    return card;
}

void CurvesPage::setRuns(std::vector<CurveRun> runs)
{
    m_runs = std::move(runs);
    m_cursor.setRange({});
    addSeries();
    m_shownEpochs = m_shownObservations = m_shownEvaluations = std::size_t(-1);
    update();
}

void CurvesPage::addSeries()
{
    m_feeds.clear();
    m_rewinds.clear();
    for (CurveChart* chart : m_charts)
        chart->clearSeries();
    const bool one = m_runs.size() == 1;
    m_hint->setText(m_runs.size() > 1
                        ? tr("Dashed: validation  ·  wheel or rectangle: zoom  ·  double click: all")
                        : tr("Wheel or rectangle: zoom  ·  double click: all"));
    for (std::size_t run = 0; run < m_runs.size(); ++run) {
        const QString& name = m_runs[run].name;
        const int color = int(run);
        const auto add = [&](Chart chart, const QString& alone, const QString& among,
                             CurveChart::Series series, const char* metric) {
            series.name = one ? alone : among;
            m_feeds.push_back({run, chart, m_charts[chart]->addSeries(series), metric});
        };
        add(Loss, tr("Training"), name, {{}, color, false, false, true}, nullptr);
        add(Loss, tr("Validation"), tr("%1 validation").arg(name),
            {{}, one ? 1 : color, !one, true, false, one}, "eval_loss");
        add(Accuracy, tr("Accuracy"), name, {{}, one ? 1 : color, false, true, false}, "eval_accuracy");
        if (one) add(Accuracy, tr("F1"), {}, {{}, 2, true, true, false}, "eval_f1");
        add(LearningRate, tr("Rate"), name, {{}, color}, nullptr);
        add(GradientNorm, tr("Norm"), name, {{}, color, false, false, true}, nullptr);
        m_rewinds.push_back(m_runs[run].log ? m_runs[run].log->rewinds : 0);
    }
}

void CurvesPage::feed(Feed& feed, const RunLog& log)
{
    CurveChart& chart = *m_charts[feed.chart];
    if (feed.metric) {
        for (; feed.taken < log.evaluations.size(); ++feed.taken) {
            const auto& evaluation = log.evaluations[feed.taken];
            const auto value = evaluation.values.find(feed.metric);
            if (value != evaluation.values.end())
                chart.append(feed.series, double(evaluation.step), value->second);
        }
        return;
    }
    const auto& curve = curveOf(log, feed.chart);
    for (; feed.taken < curve.size(); ++feed.taken)
        chart.append(feed.series, double(curve[feed.taken].step), curve[feed.taken].value);
}

void CurvesPage::update()
{
    for (Feed& one : m_feeds) {
        const RunLog* log = m_runs[one.run].log.get();
        if (!log) continue;
        if (m_rewinds[one.run] != log->rewinds) {
            m_charts[one.chart]->truncate(one.series, -INFINITY);
            one.taken = 0;
        }
        feed(one, *log);
    }
    double last = 0;
    for (std::size_t run = 0; run < m_runs.size(); ++run)
        if (m_runs[run].log) {
            m_rewinds[run] = m_runs[run].log->rewinds;
            last = std::max(last, double(m_runs[run].log->step));
        }
    for (CurveChart* chart : m_charts)
        chart->setLastStep(last);
    updateMarkers();
    updateEpochs();
}

void CurvesPage::updateMarkers()
{
    std::vector<CurveChart::Marker> markers;
    if (m_runs.size() == 1 && m_runs.front().log) {
        const RunLog& log = *m_runs.front().log;
        for (const auto& checkpoint : log.checkpoints)
            markers.push_back(
                {double(checkpoint.step),
                 checkpoint.best ? CurveChart::Marker::Kind::Best : CurveChart::Marker::Kind::Checkpoint,
                 (checkpoint.best ? tr("best: %1") : tr("saved: %1"))
                     .arg(QString::fromStdString(checkpoint.name))});
        if (log.start && !log.start->resumedFrom.empty())
            markers.push_back({QString::fromStdString(log.start->resumedFrom).section(u'-', -1).toDouble(),
                               CurveChart::Marker::Kind::Resumed, tr("resumed here")});
    }
    for (CurveChart* chart : m_charts)
        chart->setMarkers(markers);
}

void CurvesPage::updateEpochs()
{
    static const RunLog none;
    const RunLog& log = m_runs.empty() || !m_runs.front().log ? none : *m_runs.front().log;
    if (m_shownEpochs == log.epochs.size() && m_shownObservations == log.observations.size() &&
        m_shownEvaluations == log.evaluations.size())
        return;
    m_shownEpochs = log.epochs.size();
    m_shownObservations = log.observations.size();
    m_shownEvaluations = log.evaluations.size();
    m_epochs->setRowCount(int(log.epochs.size()));
    const auto number = [](double value) {
        return std::isfinite(value) ? QLocale().toString(value, 'f', 4) : tr("not a number");
    };
    double before = 0;
    for (int row = 0; row < m_epochs->rowCount(); ++row) {
        const auto& epoch = log.epochs[std::size_t(row)];
        const training::RunEvaluation* evaluation = nullptr;
        for (const auto& one : log.evaluations)
            if (one.epoch <= epoch.epoch + 1e-6 && one.epoch > before + 1e-6) evaluation = &one;
        const auto value = [&](const char* name, bool percent) {
            if (!evaluation || !evaluation->values.contains(name)) return QStringLiteral("–");
            const double figure = evaluation->values.at(name);
            return percent ? tr("%1 %").arg(QLocale().toString(figure * 100, 'f', 2)) : number(figure);
        };
        QStringList seen;
        for (const auto& one : log.observations)
            if (one.epoch <= epoch.epoch + 1e-6 && one.epoch > before + 1e-6)
                seen.append(observationText(one.observation));
        m_epochs->setItem(row, 0, cell(QLocale().toString(epoch.epoch, 'g', 4), true));
        m_epochs->setItem(row, 1, cell(number(epoch.trainLoss), true));
        m_epochs->setItem(row, 2, cell(value("eval_loss", false), true));
        m_epochs->setItem(row, 3, cell(value("eval_accuracy", true), true));
        m_epochs->setItem(row, 4, cell(value("eval_f1", true), true));
        m_epochs->setItem(row, 5, cell(seen.join(QLatin1Char(' ')), false));
        before = epoch.epoch;
    }
    m_epochs->resizeRowsToContents();
}

void CurvesPage::showVerdict(const Verdict& verdict)
{
    m_verdict = verdict;
    const Look look = lookOf(verdict.kind);
    m_verdictIcon->setPixmap(themedIcon(QLatin1String(look.icon), look.color).pixmap(20, 20));
    m_verdictTitle->setText(verdictTitle(verdict.kind));
    m_verdictText->setText(verdictText(verdict));
    m_remedy->setText(remedyText(verdict));
    m_apply->setVisible(!verdict.remedy.empty() && verdict.remedy != "none" && verdict.remedy != "wait");
}

QString CurvesPage::verdict() const
{
    return m_verdictTitle->text() + QLatin1Char(' ') + m_verdictText->text();
}

bool CurvesPage::exportPicture(const QString& path)
{
    return CurveChart::exportPicture(path, m_charts, 2);
}

QString CurvesPage::csv() const
{
    QString text = QStringLiteral("chart,series,step,value\n");
    for (const CurveChart* chart : m_charts) {
        const QStringList lines = chart->csv().split(u'\n', Qt::SkipEmptyParts);
        for (qsizetype i = 1; i < lines.size(); ++i)
            text += chart->title() + QLatin1Char(',') + lines[i] + QLatin1Char('\n');
    }
    return text;
}

} // namespace vitrine::widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/charts/curve_cursor.h"
#include "widgets/training/training_view.h"

#include <QWidget>

#include <array>

class QCheckBox;
class QLabel;
class QPushButton;
class QSlider;
class QTableWidget;

namespace vitrine::widgets {

class CurveChart;

/// A run whose curves are drawn.
struct CurveRun
{
    QString name;
    std::shared_ptr<const training::RunLog> log; ///< grows; see update()
};

/// Loss, accuracy, learning rate and gradient norm of one run or several, what the curves say, and the
/// epochs.
class CurvesPage final : public QWidget
{
    Q_OBJECT

public:
    enum Chart { Loss, Accuracy, LearningRate, GradientNorm, ChartCount };

    explicit CurvesPage(QWidget* parent = nullptr);
    ~CurvesPage() override;

    /// The first run is the one that the verdict and the epochs are of.
    void setRuns(std::vector<CurveRun> runs);
    const std::vector<CurveRun>& runs() const { return m_runs; }
    /// Takes over what the logs have gained, or lost, since the last call.
    void update();
    void showVerdict(const training::Verdict& verdict);

    CurveChart* chart(Chart which) const { return m_charts[which]; }
    QSlider* smoothing() const { return m_smoothing; }
    QTableWidget* epochs() const { return m_epochs; }
    QString verdict() const;
    /// All four as one picture, `.svg`, `.pdf` or `.png`.
    bool exportPicture(const QString& path);
    QString csv() const;

Q_SIGNALS:
    void exportRequested();
    void remedyRequested(const std::string& code);

private:
    /// A series of a chart and how much of a log it holds.
    struct Feed
    {
        std::size_t run;
        Chart chart;
        int series;
        const char* metric; ///< of the evaluations; null for the curves
        std::size_t taken = 0;
    };

    QWidget* makeCharts();
    QWidget* makeVerdict();
    void addSeries();
    void feed(Feed& feed, const training::RunLog& log);
    void updateMarkers();
    void updateEpochs();

    CurveCursor m_cursor; ///< outlives the charts
    std::vector<CurveRun> m_runs;
    std::vector<Feed> m_feeds;
    std::vector<int> m_rewinds;
    std::array<CurveChart*, ChartCount> m_charts{};
    training::Verdict m_verdict;
    QSlider* m_smoothing;
    QLabel *m_smoothingText, *m_hint;
    QCheckBox* m_logarithmic;
    QLabel *m_verdictIcon, *m_verdictTitle, *m_verdictText, *m_remedy;
    QPushButton* m_apply;
    QTableWidget* m_epochs;
    std::size_t m_shownEpochs = 0, m_shownObservations = 0, m_shownEvaluations = 0;
};

} // namespace vitrine::widgets

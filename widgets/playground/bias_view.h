// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/bias_probe.h"

#include <QWidget>

#include <memory>

class QLabel;
class QSplitter;
class QStackedWidget;
class QTableView;

namespace vitrine::widgets {

class CellTable;
class FillerChart;

/// What a bias probe found: the outcomes by how much they differ between two groups, and of the chosen one
/// the score of every word as bars and as a table. Of sampled continuations the texts.
class BiasView final : public QWidget
{
    Q_OBJECT

public:
    explicit BiasView(QWidget* parent = nullptr);

    void showValues(std::shared_ptr<const BiasValues> values, std::shared_ptr<const BiasSummary> summary);
    void showOutcome(int outcome);
    int outcome() const { return m_outcome; }

    QTableView* differences() const { return m_differences; }
    QTableView* scores() const { return m_scores; }
    QTableView* texts() const { return m_texts; }
    FillerChart* chart() const { return m_chart; }
    QString noteText() const;
    bool exportPicture(const QString& path);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fillDifferences();
    void fillScores();
    void fillTexts();

    std::shared_ptr<const BiasValues> m_values;
    std::shared_ptr<const BiasSummary> m_summary;
    int m_outcome = 0;
    QLabel *m_note, *m_chartTitle;
    CellTable *m_differenceModel, *m_scoreModel, *m_textModel;
    QTableView *m_differences, *m_scores, *m_texts;
    FillerChart* m_chart;
    QStackedWidget* m_stack;
    QWidget* m_textCard;
    QSplitter* m_below;
};

} // namespace vitrine::widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/pipelines/trace.h"

#include <QStackedWidget>

class QComboBox;
class QLabel;
class QTableView;
class QVBoxLayout;

namespace vitrine::widgets {

class GridModel;
class HeatMap;

/// What one stage of a trace produced: texts, tokens, the integer inputs side by side, or vectors as a heat
/// map of [tokens × hidden] for one text.
class StageDetails final : public QStackedWidget
{
    Q_OBJECT

public:
    explicit StageDetails(QWidget* parent = nullptr);

    void setTrace(const pipelines::Trace& trace);
    void showStage(int index);

    HeatMap* heatMap() const { return m_heatMap; }
    QList<QTableView*> grids() const { return m_grids; }
    QString caption() const;

Q_SIGNALS:
    /// The array of the stage shown, for saving as .npy.
    void exportRequested(const core::FloatArray& array, const QString& name);

private:
    QTableView* makeTable(GridModel* model);
    void showTexts(const std::vector<std::string>& texts);
    void showTokens(const std::vector<std::vector<std::string>>& tokens);
    void showInputs(const std::vector<pipelines::TokenGrid>& grids);
    void showVectors(const core::FloatArray& array);
    void describeCell(int row, int column);
    void describeVectorCell(int row, int column);

    pipelines::Trace m_trace;
    core::IntArray m_mask; ///< of the trace's batch, [batch, length]
    std::vector<std::vector<std::string>> m_tokens;
    int m_stage = -1;
    int m_text = 0; ///< the text whose vectors are shown; kept from stage to stage

    QLabel* m_empty;
    QWidget* m_gridPage;
    QVBoxLayout* m_gridLayout;
    QLabel* m_gridCaption;
    QList<QTableView*> m_grids;
    std::vector<pipelines::TokenGrid> m_shownGrids;
    QWidget* m_vectorPage;
    QComboBox* m_textChoice;
    QLabel* m_vectorCaption;
    QLabel* m_legend;
    HeatMap* m_heatMap;
};

} // namespace vitrine::widgets

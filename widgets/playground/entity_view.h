// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/task_view.h"

class QButtonGroup;
class QLabel;
class QTableView;

namespace vitrine::widgets {

class FlowLayout;
class RankModel;
class SpanText;
class TokenScoreModel;

/// token-classification: the entities coloured in the text, the groups as a table, and beside it every token
/// with the scores of all labels. What is chosen in one is chosen in all.
class EntityView final : public TaskView
{
    Q_OBJECT

public:
    explicit EntityView(const QString& task, QWidget* parent = nullptr);

    void showResult(const TaskResult& result) override;
    void showPosition(const QString& field, int codePoint) override;
    QList<QStringList> table() const override;
    QString plainText() const override;

    SpanText* text() const { return m_text; }
    QTableView* entities() const { return m_entities; }
    QTableView* tokens() const { return m_tokens; }
    QButtonGroup* grouping() const { return m_grouping; }

private:
    void choose(int entity, bool inForm);
    void setLegend(const QStringList& labels);

    QButtonGroup* m_grouping;
    FlowLayout* m_legend;
    QWidget* m_legendPlace;
    SpanText* m_text;
    RankModel* m_model;
    QTableView* m_entities;
    TokenScoreModel* m_tokenModel;
    QTableView* m_tokens;
    QLabel* m_none;
    std::vector<int> m_entityOfSpan; ///< spans stand in the order of the text
    bool m_isSetting = false;
};

} // namespace vitrine::widgets

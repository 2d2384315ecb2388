// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace vitrine::widgets {

/// What a token classifier says of every token: the token, its best label, then a column a label with its
/// probability, shaded by it.
class TokenScoreModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    struct Row
    {
        QString token;
        int begin = 0, end = 0; ///< code points
        std::vector<double> scores;
        int best = -1;
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// {"labels": […], "tokens": [{"token", "start", "end", "scores"}]}
    void setDetails(const QJsonObject& details);
    const std::vector<Row>& rows() const { return m_rows; }
    const QStringList& labels() const { return m_labels; }
    /// The row of the token at a code point, -1: none.
    int rowAt(int codePoint) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList m_labels;
    std::vector<Row> m_rows;
};

} // namespace vitrine::widgets

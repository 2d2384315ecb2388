// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

class QTableView;

namespace vitrine::widgets {

/// One row of a ranking: what it is, how much, and what else is known of it.
struct RankRow
{
    QString label;
    double score = 0;       ///< as the model gave it
    double bar = 0;         ///< 0 … 1, what the bar shows
    QStringList more;       ///< one a further column
    QString tip;            ///< plain text
    QString origin;         ///< input field that it stands in,
    int begin = 0, end = 0; ///< and where, in code points
    bool isMuted = false;   ///< whatever the threshold is
};

/// Ranked rows with their bars; rows below a threshold are muted.
class RankModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// `more`: headings of the further columns.
    RankModel(const QString& label, const QString& score, QStringList more = {}, QObject* parent = nullptr);

    void setRows(std::vector<RankRow> rows);
    const std::vector<RankRow>& rows() const { return m_rows; }
    void setLabelHeading(const QString& text);
    /// Rows whose bar is shorter are muted; 0: none is.
    void setThreshold(double threshold);
    int countAbove() const;
    /// The header first.
    QList<QStringList> table() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static constexpr int labelColumn = 0, scoreColumn = 1;

private:
    QStringList m_headings;
    std::vector<RankRow> m_rows;
    double m_threshold = 0;
};

/// A score table of that model, its label in the font of texts.
QTableView* makeRankTable(RankModel* model, const QString& accessibleName);

/// A score with as many digits as say something: "0.973", "2.1e-05".
QString scoreText(double score);

} // namespace vitrine::widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QWidget>

#include <cstdint>
#include <map>
#include <vector>

class QGridLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace vitrine::widgets {

class LengthHistogram;
class MessageView;

/// The figures of a text file under a tokenizer, so far or at the end.
struct StatisticsView
{
    QString file, tokenizer;
    std::uint64_t texts = 0, emptyTexts = 0, words = 0, bytes = 0, characters = 0, tokens = 0, unknown = 0;
    std::uint64_t fileBytes = 0, readBytes = 0, cutTexts = 0;
    std::map<std::uint32_t, std::uint64_t> lengths;       ///< texts by their tokens
    std::uint32_t median = 0, ninetieth = 0, longest = 0; ///< tokens of a text
    std::uint32_t modelMaxLength = 0;                     ///< 0: unknown
    std::uint64_t longerThanModel = 0;
    struct Token
    {
        QString text;
        std::uint32_t id = 0;
        std::uint64_t count = 0;
    };
    std::vector<Token> mostFrequent;
    double milliseconds = 0;
};

class FrequencyModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Rank, Token, Id, Count, Share, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setTokens(std::vector<StatisticsView::Token> tokens, std::uint64_t total);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<StatisticsView::Token> m_tokens;
    std::uint64_t m_total = 0;
};

/// Statistics of a text file of any size: its figures, the lengths, and the most frequent tokens.
class StatisticsPage final : public QWidget
{
    Q_OBJECT

public:
    explicit StatisticsPage(QWidget* parent = nullptr);

    /// `fraction`: 0 … 1; the page shows the figures so far.
    void showProgress(const StatisticsView& statistics);
    void showResult(const StatisticsView& statistics);
    void showStopped();
    void showError(const QString& what, const QString& reason, const QString& nextStep);
    bool isRunning() const { return m_isRunning; }
    const StatisticsView& statistics() const { return m_statistics; }

    QPushButton* openButton() const { return m_open; }
    QPushButton* stopButton() const { return m_stop; }
    QLabel* state() const { return m_state; }
    LengthHistogram* histogram() const { return m_histogram; }

Q_SIGNALS:
    void openRequested();
    void stopRequested();

private:
    void show(const StatisticsView& statistics);

    StatisticsView m_statistics;
    bool m_isRunning = false;
    QStackedWidget* m_stack;
    MessageView* m_message;
    QLabel* m_title;
    QLabel* m_state;
    QProgressBar* m_bar;
    QPushButton* m_open;
    QPushButton* m_stop;
    QList<QLabel*> m_values;
    LengthHistogram* m_histogram;
    FrequencyModel* m_model;
    QTableView* m_table;
};

QString statisticsToCsv(const StatisticsView& statistics);
QString statisticsToJson(const StatisticsView& statistics);

} // namespace vitrine::widgets

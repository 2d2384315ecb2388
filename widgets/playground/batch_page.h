// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QMap>
#include <QStringList>
#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace vitrine::widgets {

class BatchModel;
class MessageView;

/// The table that a batch reads.
struct BatchTable
{
    QString path;
    QStringList columns;
    qint64 rowCount = 0;
    QList<QJsonObject> rows; ///< the first ones
};

/// What a batch is to do.
struct BatchJob
{
    QString task, input, output;
    QMap<QString, QString> columns; ///< of every input of the task; the only one has the key ""
    QJsonObject arguments;
};

/// A table through a task: which columns, where to, and its rows with their results as they come.
class BatchPage final : public QWidget
{
    Q_OBJECT

public:
    explicit BatchPage(QWidget* parent = nullptr);

    void setTask(const QString& task);
    QString task() const;
    void setArguments(const QJsonObject& arguments);
    void setTable(const BatchTable& table);
    BatchJob job() const;
    /// Fills in what a job of before had; the table comes by setTable().
    void setJob(const BatchJob& job);
    /// What is missing, translated; empty: it can start.
    QString missing() const;

    void setRunning(bool running);
    /// What was done before goes on.
    void setResumable(bool resumable);
    void addRows(const QList<QJsonObject>& rows);
    void clearRows();
    void showState(const QString& text, bool isError = false);
    qint64 doneRows() const;

    QPushButton* startButton() const { return m_start; }
    QTableView* rows() const { return m_rows; }
    QLineEdit* output() const { return m_output; }
    QComboBox* tasks() const { return m_task; }
    QComboBox* columnOf(const QString& key) const { return m_columns.value(key); }
    QString stateText() const;

Q_SIGNALS:
    void fileRequested();
    void outputRequested();
    void startRequested();
    void stopRequested();
    void folderRequested(); ///< of the results
    void edited();

private:
    void makeColumns();
    void updateState();

    BatchTable m_table;
    bool m_isRunning = false, m_isResumable = false;
    QComboBox* m_task;
    QPushButton *m_file, *m_start, *m_folder;
    QLineEdit *m_arguments, *m_output;
    QFormLayout* m_form;
    QMap<QString, QComboBox*> m_columns;
    QLabel *m_facts, *m_state;
    QProgressBar* m_progress;
    QStackedWidget* m_stack;
    MessageView* m_message;
    BatchModel* m_model;
    QTableView* m_rows;
};

} // namespace vitrine::widgets

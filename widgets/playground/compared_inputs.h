// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/task_values.h"

#include <QHash>
#include <QMap>
#include <QWidget>

class QButtonGroup;
class QComboBox;
class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace vitrine::widgets {

class TaskForm;

/// What all models of a comparison get: a task, its form, and one input or many: lines, or the rows of a
/// table, which take the place of inputs of the form.
class ComparedInputs final : public QWidget
{
    Q_OBJECT

public:
    enum class Source { Form, Lines, Table };
    /// More rows of a table are not read.
    static constexpr int mostInputs = 1000;

    struct Table
    {
        QString path;
        QStringList columns;
        QList<QJsonObject> rows; ///< the first mostInputs
        qint64 rowCount = 0;
    };

    explicit ComparedInputs(QWidget* parent = nullptr);

    const QString& task() const { return m_task; }
    void setTask(const QString& task);
    /// The tasks that the page offers: those whose form this project has.
    static QStringList tasks();
    void setRequest(const TaskRequest& request);
    void setModel(const TaskModel& model);
    void setSource(Source source);
    Source source() const;
    void setLines(const QString& text);
    void setTable(const Table& table);
    void showTableError(const QString& text);

    /// Empty while something is missing.
    QList<QJsonValue> inputs() const;
    QJsonObject arguments() const;
    QString missing() const;     ///< translated; empty: nothing
    QString description() const; ///< where several inputs are from, translated: "rows.csv, 20 rows"

    QJsonObject saveState() const;
    /// The table comes by setTable(): its path is in tablePath().
    void restoreState(const QJsonObject& state);
    QString tablePath() const { return m_tablePath; }

    TaskForm* form() const { return m_form; }
    QComboBox* taskChooser() const { return m_tasks; }
    QPlainTextEdit* lines() const { return m_lines; }
    QComboBox* columnOf(const QString& field) const { return m_columns.value(field); }

Q_SIGNALS:
    void edited();
    void taskChosen();
    void fileRequested();

private:
    void makeFields();
    void makeColumns();
    /// The input of the task with these values in place of the form's; null while something is missing.
    QJsonValue compose(const QJsonObject& values) const;
    QList<QJsonValue> inputsOf(Source source) const;

    QString m_task, m_tablePath;
    QHash<QString, QJsonObject> m_drafts; ///< of the forms, by task
    QJsonObject m_wantedColumns;          ///< of a restored state whose table is still being read
    Table m_table;
    TaskForm* m_form = nullptr;
    TaskModel m_model;
    QComboBox *m_tasks, *m_field, *m_examples;
    QButtonGroup* m_sources;
    QStackedWidget* m_stack;
    QVBoxLayout* m_formPlace;
    QPlainTextEdit* m_lines;
    QLabel *m_lineCount, *m_tableFacts;
    QPushButton* m_file;
    QFormLayout* m_columnForm;
    QMap<QString, QComboBox*> m_columns;
};

} // namespace vitrine::widgets

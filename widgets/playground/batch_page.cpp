// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/batch_page.h"

#include "widgets/common/icon.h"
#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/batch_model.h"
#include "widgets/playground/task_catalogue.h"
#include "widgets/playground/task_fields.h"

#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHeaderView>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::widgets {

BatchPage::BatchPage(QWidget* parent)
    : QWidget(parent),
      m_task(new QComboBox),
      m_file(new QPushButton(tr("Choose a table …"))),
      m_start(new QPushButton),
      m_folder(new QPushButton(tr("Show the folder"))),
      m_arguments(new QLineEdit),
      m_output(new QLineEdit),
      m_form(new QFormLayout),
      m_facts(makeLabel("caption")),
      m_state(makeLabel("caption")),
      m_progress(new QProgressBar),
      m_stack(new QStackedWidget),
      m_message(new MessageView),
      m_model(new BatchModel(this)),
      m_rows(new QTableView)
{
    m_task->setAccessibleName(tr("Task"));
    for (const QString& task : taskOrder())
        m_task->addItem(themedIcon(taskText(task).icon), taskText(task).title, task);
    connect(m_task, &QComboBox::currentIndexChanged, this, [this] {
        makeColumns();
        Q_EMIT edited();
    });
    m_file->setIcon(themedIcon(QStringLiteral("table")));
    connect(m_file, &QPushButton::clicked, this, &BatchPage::fileRequested);
    m_facts->setWordWrap(true);
    m_state->setWordWrap(true);
    m_arguments->setFont(monospaceFont());
    m_arguments->setPlaceholderText(QStringLiteral("{\"top_k\": 3}"));
    m_arguments->setToolTip(tr("Arguments of the pipeline, as a JSON object with Transformers' names."));
    connect(m_arguments, &QLineEdit::textChanged, this, [this] {
        updateState();
        Q_EMIT edited();
    });
    m_output->setPlaceholderText(tr("results.jsonl, .csv or .parquet"));
    connect(m_output, &QLineEdit::textChanged, this, [this] {
        updateState();
        Q_EMIT edited();
    });
    auto* browse = makeIconButton(QStringLiteral("folder"), tr("Choose where the results go"));
    connect(browse, &QToolButton::clicked, this, &BatchPage::outputRequested);
    auto* outputRow = new QHBoxLayout;
    outputRow->addWidget(m_output, 1);
    outputRow->addWidget(browse);
    m_form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    m_form->setVerticalSpacing(Theme::space);
    auto* card = makeCard();
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    column->setSpacing(Theme::space);
    column->addWidget(makeLabel("heading", tr("Task")));
    column->addWidget(m_task);
    column->addWidget(makeLabel("heading", tr("Table")));
    column->addWidget(m_file);
    column->addWidget(m_facts);
    column->addLayout(m_form);
    column->addWidget(makeLabel("caption", tr("Arguments")));
    m_arguments->setAccessibleName(tr("Arguments"));
    column->addWidget(m_arguments);
    column->addWidget(makeLabel("caption", tr("Results go to")));
    m_output->setAccessibleName(tr("Results go to"));
    column->addLayout(outputRow);
    column->addStretch();
    column->addWidget(m_state);
    column->addWidget(m_progress);
    setRole(m_start, "primary");
    connect(m_start, &QPushButton::clicked, this, [this] {
        if (m_isRunning)
            Q_EMIT stopRequested();
        else
            Q_EMIT startRequested();
    });
    connect(m_folder, &QPushButton::clicked, this, &BatchPage::folderRequested);
    column->addWidget(m_folder);
    column->addWidget(m_start);
    card->setMinimumWidth(int(280 * std::min(1.3, textScale())));
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Rows done"));
    m_progress->hide();
    m_folder->hide();

    m_rows->setModel(m_model);
    m_rows->setAccessibleName(tr("Rows with their results"));
    m_rows->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_rows->setTabKeyNavigation(false);
    m_rows->setWordWrap(false);
    m_rows->setShowGrid(false);
    m_rows->verticalHeader()->setDefaultSectionSize(int(28 * std::max(1.0, textScale())));
    m_rows->horizontalHeader()->setHighlightSections(false);
    m_rows->horizontalHeader()->setDefaultSectionSize(int(240 * textScale()));
    m_rows->horizontalHeader()->setStretchLastSection(true);
    auto* tableCard = makeCard();
    auto* tableLayout = new QVBoxLayout(tableCard);
    tableLayout->setContentsMargins(1, 1, 1, 1);
    tableLayout->addWidget(m_rows);
    m_message->showEmpty(QStringLiteral("table"), tr("A whole table through one task"),
                         tr("Choose a CSV, JSON Lines or Parquet file, or drop it on the window. Every row "
                            "becomes one input, and its result a new column. The batch goes on after a stop "
                            "where it was."));
    m_stack->addWidget(m_message);
    m_stack->addWidget(tableCard);
    auto* columns = new QSplitter(Qt::Horizontal);
    columns->setChildrenCollapsible(false);
    columns->setHandleWidth(2 * Theme::space);
    columns->addWidget(card);
    columns->addWidget(m_stack);
    columns->setStretchFactor(1, 1);
    columns->setSizes({340, 980});
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(columns);
    makeColumns();
}

void BatchPage::setTask(const QString& task)
{
    m_task->setCurrentIndex(std::max(0, m_task->findData(task)));
}

QString BatchPage::task() const
{
    return m_task->currentData().toString();
}

void BatchPage::setArguments(const QJsonObject& arguments)
{
    m_arguments->setText(arguments.isEmpty()
                             ? QString()
                             : QString::fromUtf8(QJsonDocument(arguments).toJson(QJsonDocument::Compact)));
}

void BatchPage::makeColumns()
{
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    m_columns.clear();
    for (const TaskField& field : taskFields(task())) {
        if (field.place != TaskField::Place::Input) continue;
        auto* choice = new QComboBox;
        choice->setAccessibleName(tr("Column of “%1”").arg(field.label));
        if (field.isOptional) choice->addItem(tr("none"), QString());
        for (const QString& column : m_table.columns)
            choice->addItem(column, column);
        // A column that is called like the input; else the first, unless it may be left out.
        const int same = choice->findData(field.key);
        if (same >= 0) choice->setCurrentIndex(same);
        for (const char* usual : {"text", "sentence", "content"})
            if (same < 0 && field.key.isEmpty() && choice->findData(QLatin1String(usual)) >= 0)
                choice->setCurrentIndex(choice->findData(QLatin1String(usual)));
        connect(choice, &QComboBox::currentIndexChanged, this, [this] {
            updateState();
            Q_EMIT edited();
        });
        m_form->addRow(field.label, choice);
        m_columns[field.key] = choice;
    }
    updateState();
}

void BatchPage::setTable(const BatchTable& table)
{
    m_table = table;
    m_file->setText(QFileInfo(table.path).fileName());
    m_facts->setText(tr("%n row(s)", nullptr, int(table.rowCount)) + QStringLiteral(", ") +
                     tr("%n column(s)", nullptr, int(table.columns.size())));
    m_model->setTable(table.columns, table.rows);
    m_stack->setCurrentIndex(1);
    makeColumns();
}

BatchJob BatchPage::job() const
{
    BatchJob job{task(),
                 m_table.path,
                 m_output->text().trimmed(),
                 {},
                 QJsonDocument::fromJson(m_arguments->text().toUtf8()).object()};
    for (auto it = m_columns.begin(); it != m_columns.end(); ++it)
        if (const QString column = it.value()->currentData().toString(); !column.isEmpty())
            job.columns[it.key()] = column;
    return job;
}

void BatchPage::setJob(const BatchJob& job)
{
    setTask(job.task);
    setArguments(job.arguments);
    m_output->setText(job.output);
    for (auto it = job.columns.begin(); it != job.columns.end(); ++it)
        if (QComboBox* choice = m_columns.value(it.key()); choice && choice->findData(it.value()) >= 0)
            choice->setCurrentIndex(choice->findData(it.value()));
}

QString BatchPage::missing() const
{
    if (m_table.path.isEmpty()) return tr("Choose a table first.");
    if (!m_arguments->text().trimmed().isEmpty() &&
        !QJsonDocument::fromJson(m_arguments->text().toUtf8()).isObject())
        return tr("The arguments are not a JSON object.");
    const QString suffix = QFileInfo(m_output->text().trimmed()).suffix().toLower();
    constexpr const char* formats[] = {"jsonl", "csv", "tsv", "parquet", "arrow"};
    if (std::none_of(std::begin(formats), std::end(formats),
                     [&](const char* format) { return suffix == QLatin1String(format); }))
        return tr("Name a file for the results: .jsonl, .csv, .tsv, .parquet or .arrow.");
    if (QFileInfo(m_output->text()) == QFileInfo(m_table.path))
        return tr("The results need a file of their own.");
    return {};
}

void BatchPage::updateState()
{
    const QString lacks = missing();
    m_start->setText(m_isRunning ? tr("Stop") : m_isResumable ? tr("Go on") : tr("Start"));
    m_start->setEnabled(m_isRunning || lacks.isEmpty());
    m_start->setToolTip(lacks);
    if (!m_isRunning && m_model->doneCount() == 0 && !lacks.isEmpty()) showState(lacks);
    m_progress->setVisible(m_isRunning || m_model->doneCount() > 0);
    m_progress->setRange(0, int(std::max<qint64>(1, m_table.rowCount)));
    m_progress->setValue(int(m_model->doneCount()));
    m_folder->setVisible(!m_isRunning && m_model->doneCount() > 0);
    for (QWidget* widget : {static_cast<QWidget*>(m_task), static_cast<QWidget*>(m_file),
                            static_cast<QWidget*>(m_arguments), static_cast<QWidget*>(m_output)})
        widget->setEnabled(!m_isRunning);
    for (QComboBox* column : m_columns)
        column->setEnabled(!m_isRunning);
}

void BatchPage::setRunning(bool running)
{
    m_isRunning = running;
    updateState();
}

void BatchPage::setResumable(bool resumable)
{
    m_isResumable = resumable;
    updateState();
}

void BatchPage::addRows(const QList<QJsonObject>& rows)
{
    m_model->addDone(rows);
    QString text = tr("%1 of %2 rows").arg(m_model->doneCount()).arg(m_table.rowCount);
    if (m_model->errorCount() > 0)
        text += QStringLiteral(", ") + tr("%n failed", nullptr, int(m_model->errorCount()));
    if (m_model->doneCount() > BatchModel::mostRows)
        text += QStringLiteral(". ") + tr("The table shows the first %1.").arg(BatchModel::mostRows);
    showState(text);
    updateState();
}

void BatchPage::clearRows()
{
    m_model->clearDone();
    updateState();
}

void BatchPage::showState(const QString& text, bool isError)
{
    setRole(m_state, isError ? "error" : "caption");
    m_state->setText(text);
}

qint64 BatchPage::doneRows() const
{
    return m_model->doneCount();
}

QString BatchPage::stateText() const
{
    return m_state->text();
}

} // namespace vitrine::widgets

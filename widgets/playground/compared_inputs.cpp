// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/compared_inputs.h"

#include "widgets/common/icon.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/task_catalogue.h"
#include "widgets/playground/task_copy.h"
#include "widgets/playground/task_fields.h"
#include "widgets/playground/task_form.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::widgets {
namespace {

bool isList(TaskField::Kind kind)
{
    return kind == TaskField::Kind::Lines || kind == TaskField::Kind::Chips;
}

bool isEmpty(const QJsonValue& value)
{
    return value.isNull() || value.isUndefined() ||
           (value.isString() && value.toString().trimmed().isEmpty()) ||
           (value.isArray() && value.toArray().isEmpty());
}

/// A cell of a table as the value of a field.
QJsonValue cellValue(const QJsonValue& cell, const TaskField& field)
{
    if (!isList(field.kind)) return cell.isString() ? cell : QJsonValue(jsonText(cell));
    if (cell.isArray()) return cell;
    const QString text = cell.toString();
    if (const auto document = QJsonDocument::fromJson(text.toUtf8()); document.isArray())
        return document.array();
    return QJsonArray::fromStringList(text.split(u'\n', Qt::SkipEmptyParts));
}

QList<TaskField> inputFields(const QString& task)
{
    QList<TaskField> fields = taskFields(task);
    fields.removeIf([](const TaskField& field) { return field.place != TaskField::Place::Input; });
    return fields;
}

} // namespace

ComparedInputs::ComparedInputs(QWidget* parent)
    : QWidget(parent),
      m_tasks(new QComboBox),
      m_field(new QComboBox),
      m_examples(new QComboBox),
      m_sources(new QButtonGroup(this)),
      m_stack(new QStackedWidget),
      m_formPlace(new QVBoxLayout),
      m_lines(new QPlainTextEdit),
      m_lineCount(makeLabel("caption")),
      m_tableFacts(makeLabel("caption")),
      m_file(new QPushButton(tr("Choose a table …"))),
      m_columnForm(new QFormLayout)
{
    m_tasks->setAccessibleName(tr("Task"));
    for (const QString& task : tasks())
        m_tasks->addItem(themedIcon(taskText(task).icon), taskText(task).title, task);
    connect(m_tasks, &QComboBox::activated, this, [this] {
        setTask(m_tasks->currentData().toString());
        Q_EMIT taskChosen();
        Q_EMIT edited();
    });
    m_examples->setAccessibleName(tr("Examples"));
    m_examples->setPlaceholderText(tr("Open an example …"));
    m_examples->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_examples->setMinimumContentsLength(12);
    connect(m_examples, &QComboBox::activated, this, [this](int number) {
        const auto examples = taskExamples(m_task);
        if (number >= 0 && number < examples.size()) m_form->setRequest(examples[number].request);
        Q_EMIT edited();
    });
    auto* sources = new QHBoxLayout;
    sources->setSpacing(Theme::space / 2);
    const QString titles[] = {tr("One input"), tr("Lines"), tr("Table")};
    const QString tips[] = {tr("The input of the form below."),
                            tr("Every line is an input, so that figures mean something."),
                            tr("Every row of a CSV, JSON Lines or Parquet file is an input.")};
    for (int i = 0; i < 3; ++i) {
        QToolButton* button = makeSegment(titles[i]);
        button->setToolTip(tips[i]);
        m_sources->addButton(button, i);
        sources->addWidget(button);
    }
    sources->addStretch();
    m_sources->button(0)->setChecked(true);
    connect(m_sources, &QButtonGroup::idClicked, this, [this](int id) {
        setSource(Source(id));
        Q_EMIT edited();
    });

    auto* none = new QWidget;
    none->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    auto* lines = new QWidget;
    auto* linesLayout = new QVBoxLayout(lines);
    linesLayout->setContentsMargins(0, 0, 0, 0);
    linesLayout->setSpacing(Theme::space / 2);
    m_field->setAccessibleName(tr("What a line is"));
    connect(m_field, &QComboBox::activated, this, &ComparedInputs::edited);
    m_lines->setAccessibleName(tr("Inputs, one a line"));
    m_lines->setPlaceholderText(tr("One input a line."));
    m_lines->setTabChangesFocus(true);
    m_lines->setFont(textFont());
    m_lines->setMinimumHeight(int(96 * textScale()));
    m_lines->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    connect(m_lines, &QPlainTextEdit::textChanged, this, [this] {
        m_lineCount->setText(tr("%n input(s)", nullptr, int(inputsOf(Source::Lines).size())));
        Q_EMIT edited();
    });
    linesLayout->addWidget(m_field);
    linesLayout->addWidget(m_lines, 1);
    linesLayout->addWidget(m_lineCount);
    auto* table = new QWidget;
    auto* tableLayout = new QVBoxLayout(table);
    tableLayout->setContentsMargins(0, 0, 0, 0);
    tableLayout->setSpacing(Theme::space / 2);
    m_file->setIcon(themedIcon(QStringLiteral("table")));
    connect(m_file, &QPushButton::clicked, this, &ComparedInputs::fileRequested);
    m_tableFacts->setWordWrap(true);
    m_columnForm->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_columnForm->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    tableLayout->addWidget(m_file);
    tableLayout->addWidget(m_tableFacts);
    tableLayout->addLayout(m_columnForm);
    for (QWidget* page : {none, lines, table})
        m_stack->addWidget(page);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space);
    layout->addWidget(makeLabel("heading", tr("Task and inputs")));
    layout->addWidget(m_tasks);
    layout->addLayout(sources);
    layout->addWidget(m_stack);
    layout->addWidget(m_examples);
    layout->addLayout(m_formPlace, 1);
    setTask(tasks().value(0));
    setSource(Source::Form);
}

QStringList ComparedInputs::tasks()
{
    QStringList names = taskOrder();
    // Its input is a sentence and a list, which has a page and no form.
    names.removeAll(QStringLiteral("sentence-similarity"));
    return names;
}

void ComparedInputs::setTask(const QString& task)
{
    if (task == m_task || !tasks().contains(task)) return;
    if (m_form) m_drafts[m_task] = m_form->draft();
    delete m_form;
    m_task = task;
    {
        const QSignalBlocker quiet(m_tasks);
        m_tasks->setCurrentIndex(m_tasks->findData(task));
    }
    m_form = new TaskForm(task);
    m_form->setModel(m_model);
    // Of a page that scrolls texts take what is left, at least the height they ask for.
    for (auto* editor : m_form->findChildren<QPlainTextEdit*>())
        editor->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_formPlace->addWidget(m_form);
    const auto examples = taskExamples(task);
    m_examples->clear();
    for (const TaskExample& example : examples)
        m_examples->addItem(example.title);
    m_examples->setCurrentIndex(-1);
    m_examples->setVisible(!examples.isEmpty());
    if (m_drafts.contains(task))
        m_form->setDraft(m_drafts[task]);
    else if (!examples.isEmpty())
        m_form->setRequest(examples.first().request);
    connect(m_form, &TaskForm::changed, this, &ComparedInputs::edited);
    makeFields();
    makeColumns();
}

void ComparedInputs::setRequest(const TaskRequest& request)
{
    setTask(request.task);
    if (request.task == m_task) m_form->setRequest(request);
    setSource(Source::Form);
}

void ComparedInputs::setModel(const TaskModel& model)
{
    m_model = model;
    m_form->setModel(model);
}

void ComparedInputs::setSource(Source source)
{
    m_sources->button(int(source))->setChecked(true);
    m_stack->setCurrentIndex(int(source));
    // A stack is as high as its highest page; what is not shown takes no room.
    for (int i = 0; i < m_stack->count(); ++i)
        m_stack->widget(i)->setSizePolicy(QSizePolicy::Preferred,
                                          i == int(source) ? QSizePolicy::Preferred : QSizePolicy::Ignored);
    m_stack->setVisible(source != Source::Form);
}

ComparedInputs::Source ComparedInputs::source() const
{
    return Source(m_sources->checkedId());
}

void ComparedInputs::setLines(const QString& text)
{
    m_lines->setPlainText(text);
    setSource(Source::Lines);
}

void ComparedInputs::makeFields()
{
    m_field->clear();
    for (const TaskField& field : inputFields(m_task))
        m_field->addItem(tr("A line is: %1").arg(field.label), field.key);
    m_field->setVisible(m_field->count() > 1);
    m_lineCount->setText(tr("%n input(s)", nullptr, int(inputsOf(Source::Lines).size())));
}

void ComparedInputs::makeColumns()
{
    while (m_columnForm->rowCount() > 0)
        m_columnForm->removeRow(0);
    m_columns.clear();
    if (m_table.columns.isEmpty()) return;
    bool isFirst = true;
    for (const TaskField& field : inputFields(m_task)) {
        auto* choice = new QComboBox;
        choice->setAccessibleName(tr("Column of “%1”").arg(field.label));
        choice->addItem(tr("from the form"), QString());
        for (const QString& column : m_table.columns)
            choice->addItem(column, column);
        int found = choice->findData(field.key.isEmpty() ? QStringLiteral("text") : field.key);
        for (const char* usual : {"sentence", "content", "text"})
            if (found < 1 && isFirst) found = choice->findData(QLatin1String(usual));
        if (found < 1 && isFirst) found = 1;
        choice->setCurrentIndex(std::max(0, found));
        connect(choice, &QComboBox::activated, this, &ComparedInputs::edited);
        m_columnForm->addRow(field.label, choice);
        m_columns[field.key] = choice;
        isFirst = false;
    }
}

void ComparedInputs::setTable(const Table& table)
{
    m_table = table;
    m_tablePath = table.path;
    m_file->setText(QFileInfo(table.path).fileName());
    setRole(m_tableFacts, "caption");
    m_tableFacts->setText(table.rowCount > table.rows.size()
                              ? tr("the first %1 of %2 rows").arg(table.rows.size()).arg(table.rowCount)
                              : tr("%n row(s)", nullptr, int(table.rowCount)));
    makeColumns();
    for (auto it = m_wantedColumns.begin(); it != m_wantedColumns.end(); ++it)
        if (QComboBox* choice = m_columns.value(it.key());
            choice && choice->findData(it.value().toString()) >= 0)
            choice->setCurrentIndex(choice->findData(it.value().toString()));
    m_wantedColumns = {};
    setSource(Source::Table);
    Q_EMIT edited();
}

void ComparedInputs::showTableError(const QString& text)
{
    setRole(m_tableFacts, "error");
    m_tableFacts->setText(text);
}

QJsonValue ComparedInputs::compose(const QJsonObject& values) const
{
    const QJsonObject draft = m_form->draft();
    const QList<TaskField> fields = inputFields(m_task);
    QJsonObject inputs;
    for (const TaskField& field : fields) {
        const QJsonValue value = values.contains(field.key) ? values[field.key] : draft[field.key];
        if (!isEmpty(value))
            inputs[field.key] = value;
        else if (!field.isOptional)
            return {};
    }
    const QString first = fields.first().key;
    const bool isPlain = inputs.size() == 1 && (first.isEmpty() || first == QLatin1String("text"));
    return isPlain ? inputs.begin().value() : QJsonValue(inputs);
}

QList<QJsonValue> ComparedInputs::inputsOf(Source source) const
{
    QList<QJsonValue> inputs;
    const auto add = [&](const QJsonObject& values) {
        if (const QJsonValue input = compose(values); !input.isNull()) inputs.append(input);
    };
    const QList<TaskField> fields = inputFields(m_task);
    if (source == Source::Form) {
        if (const QJsonValue input = m_form->request().input; !input.isNull()) inputs.append(input);
    } else if (source == Source::Lines) {
        const QString key = m_field->currentData().toString();
        const auto field = std::ranges::find(fields, key, &TaskField::key);
        if (field == fields.end()) return inputs;
        for (const QString& line : m_lines->toPlainText().split(u'\n')) {
            if (line.trimmed().isEmpty()) continue;
            if (inputs.size() == mostInputs) break;
            add({{key, cellValue(line, *field)}});
        }
    } else {
        for (const QJsonObject& row : m_table.rows) {
            QJsonObject values;
            for (const TaskField& field : fields)
                if (const QComboBox* choice = m_columns.value(field.key);
                    choice && !choice->currentData().toString().isEmpty())
                    values[field.key] = cellValue(row[choice->currentData().toString()], field);
            add(values);
        }
    }
    return inputs;
}

QList<QJsonValue> ComparedInputs::inputs() const
{
    return missing().isEmpty() ? inputsOf(source()) : QList<QJsonValue>();
}

QJsonObject ComparedInputs::arguments() const
{
    return m_form->request().arguments;
}

QString ComparedInputs::missing() const
{
    if (source() == Source::Form) return m_form->missing();
    const QJsonObject draft = m_form->draft();
    if (const QString more = draft[QStringLiteral("/more")].toString();
        !more.trimmed().isEmpty() && !QJsonDocument::fromJson(more.toUtf8()).isObject())
        return tr("“More arguments” is not a JSON object.");
    for (const TaskField& field : taskFields(m_task))
        if (field.place == TaskField::Place::Argument && field.kind != TaskField::Kind::Constant &&
            !field.isOptional && field.start.isNull() && isEmpty(draft[field.key]))
            return tr("Fill in “%1”.").arg(field.label);
    if (source() == Source::Table && m_table.path.isEmpty()) return tr("Choose a table first.");
    if (!inputsOf(source()).isEmpty()) return {};
    return source() == Source::Lines ? tr("Write a line at least.")
                                     : tr("No row of the table makes an input with these columns.");
}

QString ComparedInputs::description() const
{
    switch (source()) {
    case Source::Form:
        break;
    case Source::Lines:
        return tr("%n line(s)", nullptr, int(inputsOf(Source::Lines).size()));
    case Source::Table:
        return QFileInfo(m_table.path).fileName() + QStringLiteral(", ") + m_tableFacts->text();
    }
    return {};
}

QJsonObject ComparedInputs::saveState() const
{
    QJsonObject drafts, columns;
    for (auto it = m_drafts.begin(); it != m_drafts.end(); ++it)
        drafts[it.key()] = it.value();
    drafts[m_task] = m_form->draft();
    for (auto it = m_columns.begin(); it != m_columns.end(); ++it)
        columns[it.key()] = it.value()->currentData().toString();
    return {{QStringLiteral("task"), m_task},
            {QStringLiteral("drafts"), drafts},
            {QStringLiteral("source"), int(source())},
            {QStringLiteral("lines"), m_lines->toPlainText().left(1 << 20)},
            {QStringLiteral("lineField"), m_field->currentData().toString()},
            {QStringLiteral("table"), m_tablePath},
            {QStringLiteral("columns"), m_columns.isEmpty() ? m_wantedColumns : columns}};
}

void ComparedInputs::restoreState(const QJsonObject& state)
{
    const QJsonObject drafts = state[QStringLiteral("drafts")].toObject();
    for (auto it = drafts.begin(); it != drafts.end(); ++it)
        m_drafts[it.key()] = it.value().toObject();
    const QString task = state[QStringLiteral("task")].toString();
    if (task == m_task && m_drafts.contains(task))
        m_form->setDraft(m_drafts[task]);
    else
        setTask(task);
    m_lines->setPlainText(state[QStringLiteral("lines")].toString());
    m_field->setCurrentIndex(std::max(0, m_field->findData(state[QStringLiteral("lineField")].toString())));
    m_tablePath = state[QStringLiteral("table")].toString();
    m_wantedColumns = state[QStringLiteral("columns")].toObject();
    setSource(Source(std::clamp(state[QStringLiteral("source")].toInt(), 0, 2)));
}

} // namespace vitrine::widgets

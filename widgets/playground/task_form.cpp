// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/task_form.h"

#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/form_field.h"
#include "widgets/playground/generation_form.h"

#include <QFormLayout>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>
#include <utility>

namespace vitrine::widgets {
namespace {

bool isEmpty(const QJsonValue& value)
{
    return value.isNull() || value.isUndefined();
}

/// Nothing where it is no JSON object.
std::optional<QJsonObject> parseMore(const QString& text)
{
    if (text.trimmed().isEmpty()) return QJsonObject();
    const auto document = QJsonDocument::fromJson(text.toUtf8());
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

} // namespace

TaskForm::TaskForm(const QString& task, QWidget* parent)
    : QWidget(parent), m_task(task), m_more(new QLineEdit), m_moreError(makeLabel("error"))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space / 2);
    auto* settings = new QFormLayout;
    settings->setHorizontalSpacing(2 * Theme::space);
    settings->setVerticalSpacing(Theme::space);
    settings->setRowWrapPolicy(QFormLayout::WrapLongRows);
    settings->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (const TaskField& description : taskFields(task)) {
        FormField* field = makeFormField(description);
        if (description.kind == TaskField::Kind::Constant) {
            field->setParent(this);
            field->hide();
        } else if (field->isWide()) {
            QLabel* label = makeLabel("heading", description.label);
            label->setBuddy(field->editor());
            layout->addWidget(label);
            layout->addWidget(field, description.kind == TaskField::Kind::Chips ? 0 : description.lines);
            layout->addSpacing(Theme::space);
        } else if (description.kind == TaskField::Kind::Switch) {
            settings->addRow(field);
        } else {
            settings->addRow(description.label, field);
        }
        field->setValue(description.start);
        connect(field, &FormField::changed, this, &TaskForm::onChanged);
        connect(field, &FormField::positionChanged, this, [this, field](int codePoint) {
            Q_EMIT positionChanged(field->description().key, codePoint);
        });
        if (field->editor()) field->editor()->installEventFilter(this);
        m_fields.append(field);
    }
    m_more->setFont(monospaceFont());
    m_more->setPlaceholderText(QStringLiteral("{\"key\": value}"));
    m_more->setToolTip(tr("Any other argument of the pipeline, as a JSON object with Transformers' names."));
    m_more->setAccessibleName(tr("More arguments"));
    connect(m_more, &QLineEdit::textChanged, this, &TaskForm::onChanged);
    layout->addLayout(settings);
    if (GenerationForm::isFor(task)) {
        m_generation = new GenerationForm(task);
        layout->addWidget(m_generation);
        m_more->setParent(this);
        m_more->hide();
        connect(m_generation, &GenerationForm::changed, this, &TaskForm::onChanged);
        for (QWidget* editor : m_generation->editors())
            editor->installEventFilter(this);
    } else {
        settings->addRow(tr("More arguments"), m_more);
    }
    m_more->installEventFilter(this);
    m_moreError->setWordWrap(true);
    m_moreError->hide();
    layout->addWidget(m_moreError);
}

TaskRequest TaskForm::request() const
{
    TaskRequest request{m_task, {}, {}};
    QJsonObject inputs;
    bool isWhole = true;
    for (const FormField* field : m_fields) {
        const TaskField& description = field->description();
        const QJsonValue value = field->value();
        if (description.kind == TaskField::Kind::Constant) {
            request.arguments[description.key] = value;
        } else if (description.place == TaskField::Place::Input) {
            if (!isEmpty(value))
                inputs[description.key] = value;
            else if (!description.isOptional)
                isWhole = false;
        } else if (!isEmpty(value) && value != description.standard) {
            request.arguments[description.key] = value;
        } else if (isEmpty(value) && !description.isOptional && description.start.isNull()) {
            isWhole = false; // an argument that the task cannot do without
        }
    }
    if (const auto more = parseMore(m_more->text()))
        for (auto it = more->begin(); it != more->end(); ++it)
            request.arguments[it.key()] = it.value();
    else
        isWhole = false;
    if (m_generation) {
        request.arguments = m_generation->arguments();
        isWhole = isWhole && m_generation->error().isEmpty();
    }
    if (!isWhole) return request;
    const QString first = m_fields.first()->description().key;
    // A pipeline of one text takes the text itself.
    const bool isPlain = inputs.size() == 1 && (first.isEmpty() || first == QLatin1String("text"));
    request.input = isPlain ? inputs.begin().value() : QJsonValue(inputs);
    return request;
}

QString TaskForm::missing() const
{
    if (!parseMore(m_more->text())) return tr("“More arguments” is not a JSON object.");
    for (const FormField* field : m_fields) {
        const TaskField& description = field->description();
        if (description.kind == TaskField::Kind::Constant) continue;
        const bool isNeeded = description.place == TaskField::Place::Input || description.start.isNull();
        if (isNeeded && !description.isOptional && isEmpty(field->value()))
            return tr("Fill in “%1”.").arg(description.label);
    }
    return m_generation ? m_generation->error() : QString();
}

void TaskForm::setRequest(const TaskRequest& request)
{
    m_isSetting = true;
    QJsonObject more = request.arguments;
    for (FormField* field : m_fields) {
        const TaskField& description = field->description();
        if (description.place == TaskField::Place::Input) {
            const QJsonObject inputs = request.input.toObject();
            const bool isFirst = field == m_fields.first();
            field->setValue(request.input.isString() ? (isFirst ? request.input : QJsonValue())
                                                     : inputs[description.key]);
        } else {
            field->setValue(more.contains(description.key)       ? more.take(description.key)
                            : description.standard.isUndefined() ? QJsonValue()
                            : description.standard.isNull()      ? description.start
                                                                 : description.standard);
        }
    }
    if (m_generation) m_generation->setArguments(std::exchange(more, {}));
    m_more->setText(more.isEmpty() ? QString()
                                   : QString::fromUtf8(QJsonDocument(more).toJson(QJsonDocument::Compact)));
    m_isSetting = false;
    onChanged();
}

QJsonObject TaskForm::draft() const
{
    QJsonObject draft =
        m_generation ? m_generation->draft() : QJsonObject{{QStringLiteral("/more"), m_more->text()}};
    for (const FormField* field : m_fields)
        if (const QJsonValue value = field->value(); !isEmpty(value)) draft[field->description().key] = value;
    return draft;
}

void TaskForm::setDraft(const QJsonObject& draft)
{
    m_isSetting = true;
    for (FormField* field : m_fields)
        field->setValue(draft[field->description().key]);
    if (m_generation)
        m_generation->setDraft(draft);
    else
        m_more->setText(draft[QStringLiteral("/more")].toString());
    m_isSetting = false;
    onChanged();
}

void TaskForm::setArguments(const QJsonObject& arguments)
{
    for (auto it = arguments.begin(); it != arguments.end(); ++it)
        for (FormField* field : m_fields)
            if (field->description().key == it.key()) field->setValue(it.value());
    if (!m_generation) return;
    QJsonObject all = m_generation->arguments();
    for (auto it = arguments.begin(); it != arguments.end(); ++it)
        all[it.key()] = it.value();
    m_generation->setArguments(all);
}

void TaskForm::setModel(const TaskModel& model)
{
    for (FormField* field : m_fields)
        field->setModel(model);
    if (m_generation) m_generation->setModel(model);
}

void TaskForm::selectSpan(const QString& key, int begin, int end)
{
    for (FormField* field : m_fields)
        if (field->description().key == key || (key.isEmpty() && field == m_fields.first()))
            return field->selectSpan(begin, end);
}

QWidget* TaskForm::firstEditor() const
{
    return m_fields.first()->editor();
}

bool TaskForm::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        const bool isUndo = key->matches(QKeySequence::Undo), isRedo = key->matches(QKeySequence::Redo);
        if (isUndo || isRedo) {
            key->accept();
            if (event->type() == QEvent::KeyPress) {
                if (isUndo)
                    Q_EMIT undoRequested();
                else
                    Q_EMIT redoRequested();
            }
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void TaskForm::onChanged()
{
    const bool isGood = parseMore(m_more->text()).has_value();
    m_moreError->setText(isGood ? QString() : tr("This is not a JSON object."));
    m_moreError->setVisible(!isGood);
    if (!m_isSetting) Q_EMIT changed();
}

} // namespace vitrine::widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/component_form.h"

#include "widgets/common/parts.h"
#include "widgets/common/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::widgets {

using Kind = ComponentField::Kind;

ComponentForm::ComponentForm(QWidget* parent) : QWidget(parent), m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(2 * Theme::space);
    m_form->setVerticalSpacing(Theme::space);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void ComponentForm::setComponent(TokenizerStage stage, const QJsonObject& component)
{
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    m_component = component;
    m_problem.clear();
    const ComponentType* type = componentType(stage, component[QStringLiteral("type")].toString());
    if (!type) return;
    for (const ComponentField& field : type->fields) {
        QWidget* widget = makeField(field);
        widget->setToolTip(componentText(field.meaning));
        widget->setAccessibleName(QLatin1String(field.key));
        widget->setAccessibleDescription(componentText(field.meaning));
        if (field.kind == Kind::Flag)
            m_form->addRow(widget);
        else
            m_form->addRow(QLatin1String(field.key), widget);
        auto* meaning = makeLabel("caption", componentText(field.meaning));
        meaning->setWordWrap(true);
        m_form->addRow(meaning);
    }
}

void ComponentForm::set(const char* key, const QJsonValue& value, const QString& problem)
{
    m_problem = problem;
    if (problem.isEmpty()) m_component[QLatin1String(key)] = value;
    Q_EMIT changed();
}

QWidget* ComponentForm::makeField(const ComponentField& field)
{
    const char* key = field.key;
    const QJsonValue value =
        m_component.contains(QLatin1String(key)) ? m_component[QLatin1String(key)] : field.value;
    const auto makeLine = [this](const QString& text, auto changed) {
        auto* line = new QLineEdit(text);
        line->setFont(monospaceFont());
        connect(line, &QLineEdit::textChanged, this, changed);
        return line;
    };
    switch (field.kind) {
    case Kind::Flag: {
        auto* box = new QCheckBox(QLatin1String(key));
        box->setChecked(value.toBool());
        connect(box, &QCheckBox::toggled, this, [this, key](bool on) { set(key, on); });
        return box;
    }
    case Kind::Number:
    case Kind::Real: {
        auto* spin = new QSpinBox;
        spin->setRange(0, 10'000'000);
        spin->setValue(value.toInt());
        connect(spin, &QSpinBox::valueChanged, this, [this, key](int number) { set(key, number); });
        return spin;
    }
    case Kind::Choice: {
        auto* box = new QComboBox;
        for (const QString& each : field.choices)
            box->addItem(each.isEmpty() ? tr("as the case") : each, each);
        const QString now = value.isBool()
                                ? (value.toBool() ? QStringLiteral("true") : QStringLiteral("false"))
                            : value.isNull() ? QString()
                                             : value.toString();
        box->setCurrentIndex(std::max(0, box->findData(now)));
        connect(box, &QComboBox::currentIndexChanged, this, [this, key, box] {
            const QString chosen = box->currentData().toString();
            set(key, chosen.isEmpty()                   ? QJsonValue()
                     : chosen == QLatin1String("true")  ? QJsonValue(true)
                     : chosen == QLatin1String("false") ? QJsonValue(false)
                                                        : QJsonValue(chosen));
        });
        return box;
    }
    case Kind::Pattern: {
        auto* both = new QWidget;
        auto* row = new QHBoxLayout(both);
        row->setContentsMargins(0, 0, 0, 0);
        auto* kind = new QComboBox;
        kind->addItems({tr("Text"), tr("Regex")});
        kind->setAccessibleName(tr("Kind of pattern"));
        const QJsonObject pattern = value.toObject();
        const bool isRegex = pattern.contains(QStringLiteral("Regex"));
        kind->setCurrentIndex(isRegex ? 1 : 0);
        auto* line =
            new QLineEdit(pattern[isRegex ? QStringLiteral("Regex") : QStringLiteral("String")].toString());
        line->setFont(monospaceFont());
        line->setAccessibleName(QLatin1String(key));
        const auto take = [this, key, kind, line] {
            set(key,
                QJsonObject{{kind->currentIndex() == 1 ? QStringLiteral("Regex") : QStringLiteral("String"),
                             line->text()}});
        };
        connect(kind, &QComboBox::currentIndexChanged, this, take);
        connect(line, &QLineEdit::textChanged, this, take);
        row->addWidget(kind);
        row->addWidget(line, 1);
        return both;
    }
    case Kind::Token:
        return makeLine(value.toArray().at(0).toString(), [this, key](const QString& text) {
            set(key, QJsonArray{text, 0}); // the id is found when the tokenizer is made
        });
    case Kind::Template:
        return makeLine(value.isString() ? value.toString() : templateText(value.toArray()),
                        [this, key](const QString& text) {
                            QString problem;
                            const QJsonArray pieces = parseTemplate(text, problem);
                            set(key, pieces,
                                problem.isEmpty() ? problem
                                                  : QLatin1String(key) + QStringLiteral(": ") + problem);
                        });
    case Kind::Data: {
        auto* label = makeLabel("caption", tr("%1 characters").arg(value.toString().size()));
        return label;
    }
    case Kind::OptionalText:
        return makeLine(value.toString(), [this, key](const QString& text) {
            set(key, text.isEmpty() ? QJsonValue() : QJsonValue(text));
        });
    case Kind::Text:
        break;
    }
    return makeLine(value.toString(), [this, key](const QString& text) { set(key, text); });
}

StageEditor::StageEditor(TokenizerStage stage, QWidget* parent) : QWidget(parent), m_stage(stage)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space);
    auto* top = new QHBoxLayout;
    m_palette = new QComboBox;
    m_palette->setAccessibleName(tr("Add a component to: %1").arg(stageTitle(stage)));
    m_palette->addItem(stage == TokenizerStage::Model ? tr("Choose a model …") : tr("Add a component …"));
    for (const ComponentType& type : componentTypes())
        if (type.stage == stage) {
            m_palette->addItem(QLatin1String(type.type));
            m_palette->setItemData(m_palette->count() - 1, componentText(type.meaning), Qt::ToolTipRole);
        }
    connect(m_palette, &QComboBox::activated, this, [this](int index) {
        if (index > 0) addComponent(m_palette->itemText(index));
        m_palette->setCurrentIndex(0);
    });
    top->addWidget(m_palette, 1);
    m_up = makeIconButton(QStringLiteral("up"), tr("Earlier (Alt+Up)"));
    m_down = makeIconButton(QStringLiteral("down"), tr("Later (Alt+Down)"));
    m_remove = makeIconButton(QStringLiteral("close"), tr("Remove (Delete)"));
    for (QToolButton* button : {m_up, m_down, m_remove})
        top->addWidget(button);
    connect(m_up, &QToolButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { move(1); });
    connect(m_remove, &QToolButton::clicked, this, &StageEditor::removeCurrent);
    layout->addLayout(top);

    m_list = new QListWidget;
    m_list->setAccessibleName(tr("Components of: %1").arg(stageTitle(stage)));
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setDefaultDropAction(Qt::MoveAction);
    m_list->setMaximumHeight(int(112 * std::max(1.0, textScale())));
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        if (!m_isSetting) showCurrent();
    });
    connect(m_list->model(), &QAbstractItemModel::rowsMoved, this, &StageEditor::takeOrder);
    m_list->installEventFilter(this);
    layout->addWidget(m_list);
    if (stage == TokenizerStage::Model)
        for (QWidget* widget : {static_cast<QWidget*>(m_up), static_cast<QWidget*>(m_down),
                                static_cast<QWidget*>(m_remove), static_cast<QWidget*>(m_list)})
            widget->hide();
    m_error = makeLabel("error");
    m_error->setWordWrap(true);
    m_error->hide();
    layout->addWidget(m_error);
    m_hint = makeLabel("caption");
    m_hint->setWordWrap(true);
    m_hint->hide();
    layout->addWidget(m_hint);
    m_meaning = makeLabel("heading");
    m_meaning->setWordWrap(true);
    layout->addWidget(m_meaning);
    m_form = new ComponentForm;
    connect(m_form, &ComponentForm::changed, this, [this] {
        const int row = m_list->currentRow();
        if (row >= 0 && row < int(m_components.size())) m_components[std::size_t(row)] = m_form->component();
        Q_EMIT changed();
    });
    layout->addWidget(m_form);
    layout->addStretch();
    fillList(-1);
}

bool StageEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_list || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool isAlt = key->modifiers() == Qt::AltModifier;
    if (isAlt && key->key() == Qt::Key_Up)
        move(-1);
    else if (isAlt && key->key() == Qt::Key_Down)
        move(1);
    else if (key->key() == Qt::Key_Delete && key->modifiers() == Qt::NoModifier)
        removeCurrent();
    else
        return false;
    return true;
}

void StageEditor::setValue(const QJsonValue& value)
{
    m_components = componentsOf(m_stage, value);
    fillList(m_components.empty() ? -1 : 0);
}

QJsonValue StageEditor::value() const
{
    return stageOf(m_stage, m_components);
}

QString StageEditor::problem() const
{
    return m_form->problem();
}

void StageEditor::addComponent(const QString& type)
{
    const ComponentType* found = componentType(m_stage, type);
    if (!found) return;
    if (m_stage == TokenizerStage::Model) m_components.clear();
    m_components.push_back(newComponent(*found));
    fillList(int(m_components.size()) - 1);
    Q_EMIT changed();
}

void StageEditor::move(int direction)
{
    const int row = m_list->currentRow(), other = row + direction;
    if (row < 0 || other < 0 || other >= int(m_components.size())) return;
    std::swap(m_components[std::size_t(row)], m_components[std::size_t(other)]);
    fillList(other);
    Q_EMIT changed();
}

void StageEditor::removeCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0) return;
    m_components.erase(m_components.begin() + row);
    fillList(std::min(row, int(m_components.size()) - 1));
    Q_EMIT changed();
}

void StageEditor::takeOrder()
{
    std::vector<QJsonObject> ordered;
    for (int row = 0; row < m_list->count(); ++row)
        ordered.push_back(m_components[std::size_t(m_list->item(row)->data(Qt::UserRole).toInt())]);
    m_components = std::move(ordered);
    const int current = m_list->currentRow();
    // After the view has finished its own move.
    QMetaObject::invokeMethod(
        this, [this, current] { fillList(current); }, Qt::QueuedConnection);
    Q_EMIT changed();
}

void StageEditor::fillList(int current)
{
    m_isSetting = true;
    m_list->clear();
    for (int row = 0; row < int(m_components.size()); ++row) {
        auto* item = new QListWidgetItem(QStringLiteral("%1  %2").arg(row + 1).arg(
            m_components[std::size_t(row)][QStringLiteral("type")].toString()));
        item->setData(Qt::UserRole, row);
        m_list->addItem(item);
    }
    m_list->setCurrentRow(current);
    m_isSetting = false;
    showCurrent();
}

void StageEditor::showCurrent()
{
    const int row = m_list->currentRow();
    const bool has = row >= 0 && row < int(m_components.size());
    m_up->setEnabled(has && row > 0);
    m_down->setEnabled(has && row + 1 < int(m_components.size()));
    m_remove->setEnabled(has);
    const QJsonObject component = has ? m_components[std::size_t(row)] : QJsonObject();
    m_form->setComponent(m_stage, component);
    const QString name = component[QStringLiteral("type")].toString();
    const ComponentType* type = componentType(m_stage, name);
    m_meaning->setText(!has
                           ? tr("Nothing here: the text passes as it is.")
                           : name + (type ? QStringLiteral(": ") + componentText(type->meaning) : QString()));
}

void StageEditor::showError(const QString& error)
{
    m_error->setText(error);
    m_error->setVisible(!error.isEmpty());
}

void StageEditor::showHint(const QString& hint)
{
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
}

} // namespace vitrine::widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/form_field.h"

#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/chips_edit.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace vitrine::widgets {
namespace {

using Kind = TaskField::Kind;

void put(QWidget* owner, QWidget* editor)
{
    auto* layout = new QVBoxLayout(owner);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space / 2);
    layout->addWidget(editor);
    owner->setFocusProxy(editor);
}

/// A text, an array of lines, or a text with a mask button.
class TextField final : public FormField
{
public:
    explicit TextField(const TaskField& field) : FormField(field), m_edit(new QPlainTextEdit)
    {
        m_edit->setFont(textFont());
        m_edit->setPlaceholderText(field.tip);
        m_edit->setAccessibleName(field.label);
        m_edit->setTabChangesFocus(true);
        // The form undoes whole inputs, arguments included.
        m_edit->setUndoRedoEnabled(false);
        m_edit->setMinimumHeight(int((20 * field.lines + 16) * textScale()));
        put(this, m_edit);
        if (field.kind == Kind::Mask) {
            m_mask = new QPushButton;
            m_mask->setEnabled(false);
            layout()->addWidget(m_mask);
            layout()->setAlignment(m_mask, Qt::AlignLeft);
            connect(m_mask, &QPushButton::clicked, this, [this] {
                m_edit->insertPlainText(m_maskToken);
                m_edit->setFocus();
            });
            setModel({});
        }
        connect(m_edit, &QPlainTextEdit::textChanged, this, &FormField::changed);
        connect(m_edit, &QPlainTextEdit::cursorPositionChanged, this, [this] {
            if (m_edit->hasFocus())
                Q_EMIT positionChanged(
                    codePointsBefore(m_edit->toPlainText(), m_edit->textCursor().position()));
        });
    }

    QJsonValue value() const override
    {
        const QString text = m_edit->toPlainText();
        if (description().kind != Kind::Lines)
            return text.trimmed().isEmpty() ? QJsonValue() : QJsonValue(text);
        QJsonArray lines;
        for (const QString& line : text.split(u'\n'))
            if (!line.trimmed().isEmpty()) lines.append(line);
        return lines.isEmpty() ? QJsonValue() : QJsonValue(lines);
    }
    void setValue(const QJsonValue& value) override
    {
        QStringList lines;
        if (value.isArray())
            for (const QJsonValue& line : value.toArray())
                lines.append(line.toString());
        else
            lines.append(value.toString());
        if (const QString text = lines.join(u'\n'); text != m_edit->toPlainText()) m_edit->setPlainText(text);
    }
    QWidget* editor() const override { return m_edit; }
    void setModel(const TaskModel& model) override
    {
        if (!m_mask) return;
        m_maskToken = model.maskToken;
        m_mask->setText(m_maskToken.isEmpty() ? FormField::tr("Insert mask")
                                              : FormField::tr("Insert %1").arg(m_maskToken));
        m_mask->setEnabled(!m_maskToken.isEmpty());
        m_mask->setToolTip(m_maskToken.isEmpty()
                               ? FormField::tr("The tokenizer of this model has no mask token.")
                               : FormField::tr("Writes the model's mask token at the cursor."));
    }
    void selectSpan(int begin, int end) override
    {
        const QString text = m_edit->toPlainText();
        QTextCursor cursor = m_edit->textCursor();
        cursor.setPosition(unitsBefore(text, begin));
        cursor.setPosition(unitsBefore(text, end), QTextCursor::KeepAnchor);
        m_edit->setTextCursor(cursor);
        m_edit->ensureCursorVisible();
    }

private:
    QPlainTextEdit* m_edit;
    QPushButton* m_mask = nullptr;
    QString m_maskToken;
};

class ChipsField final : public FormField
{
public:
    explicit ChipsField(const TaskField& field) : FormField(field), m_edit(new ChipsEdit)
    {
        m_edit->setPlaceholder(field.tip);
        m_edit->setAccessibleName(field.label);
        put(this, m_edit);
        connect(m_edit, &ChipsEdit::changed, this, &FormField::changed);
    }
    QJsonValue value() const override
    {
        return m_edit->words().isEmpty() ? QJsonValue() : QJsonArray::fromStringList(m_edit->words());
    }
    void setValue(const QJsonValue& value) override
    {
        QStringList words;
        for (const QJsonValue& word : value.toArray())
            words.append(word.toString());
        if (value.isString()) words = {value.toString()};
        m_edit->setWords(words);
    }
    QWidget* editor() const override { return m_edit; }

private:
    ChipsEdit* m_edit;
};

/// Decimals as many as there are, not as many as there may be.
class PlainSpinBox final : public QDoubleSpinBox
{
protected:
    QString textFromValue(double value) const override
    {
        return locale().toString(value, 'g', decimals() == 0 ? 15 : 7).remove(locale().groupSeparator());
    }
};

class NumberField final : public FormField
{
public:
    explicit NumberField(const TaskField& field) : FormField(field), m_edit(new PlainSpinBox)
    {
        const bool whole = field.kind == Kind::Whole;
        m_edit->setDecimals(whole ? 0 : 6);
        m_edit->setSingleStep(whole ? 1 : 0.05);
        m_edit->setRange(field.least, field.most);
        m_edit->setMinimumWidth(int(64 * textScale())); // not that of the largest number
        m_edit->setKeyboardTracking(false);
        if (!field.unset.isEmpty()) m_edit->setSpecialValueText(field.unset);
        m_edit->setAccessibleName(field.label);
        m_edit->setToolTip(field.tip);
        put(this, m_edit);
        connect(m_edit, &QDoubleSpinBox::valueChanged, this, &FormField::changed);
    }
    QJsonValue value() const override
    {
        if (!description().unset.isEmpty() && m_edit->value() == m_edit->minimum()) return {};
        return m_edit->value();
    }
    void setValue(const QJsonValue& value) override { m_edit->setValue(value.toDouble(m_edit->minimum())); }
    QWidget* editor() const override { return m_edit; }

private:
    QDoubleSpinBox* m_edit;
};

class ChoiceField final : public FormField
{
public:
    explicit ChoiceField(const TaskField& field) : FormField(field), m_edit(new QComboBox)
    {
        m_edit->addItems(field.choices);
        m_edit->setAccessibleName(field.label);
        m_edit->setToolTip(field.tip);
        put(this, m_edit);
        connect(m_edit, &QComboBox::currentIndexChanged, this, &FormField::changed);
    }
    QJsonValue value() const override { return m_edit->currentText(); }
    void setValue(const QJsonValue& value) override
    {
        m_edit->setCurrentIndex(std::max(0, m_edit->findText(value.toString())));
    }
    QWidget* editor() const override { return m_edit; }

private:
    QComboBox* m_edit;
};

class SwitchField final : public FormField
{
public:
    explicit SwitchField(const TaskField& field) : FormField(field), m_edit(new QCheckBox(field.label))
    {
        m_edit->setToolTip(field.tip);
        put(this, m_edit);
        connect(m_edit, &QCheckBox::toggled, this, &FormField::changed);
    }
    QJsonValue value() const override { return m_edit->isChecked(); }
    void setValue(const QJsonValue& value) override { m_edit->setChecked(value.toBool()); }
    QWidget* editor() const override { return m_edit; }

private:
    QCheckBox* m_edit;
};

class WordField final : public FormField
{
public:
    explicit WordField(const TaskField& field) : FormField(field), m_edit(new QLineEdit)
    {
        m_edit->setPlaceholderText(field.tip);
        m_edit->setAccessibleName(field.label);
        put(this, m_edit);
        connect(m_edit, &QLineEdit::textChanged, this, &FormField::changed);
    }
    QJsonValue value() const override
    {
        return m_edit->text().isEmpty() ? QJsonValue() : QJsonValue(m_edit->text());
    }
    void setValue(const QJsonValue& value) override
    {
        if (m_edit->text() != value.toString()) m_edit->setText(value.toString());
    }
    QWidget* editor() const override { return m_edit; }

private:
    QLineEdit* m_edit;
};

/// Says the same to everybody.
class ConstantField final : public FormField
{
public:
    using FormField::FormField;
    QJsonValue value() const override { return description().start; }
    void setValue(const QJsonValue&) override {}
    QWidget* editor() const override { return nullptr; }
};

} // namespace

FormField::FormField(TaskField description, QWidget* parent)
    : QWidget(parent), m_description(std::move(description))
{
}

bool FormField::isWide() const
{
    return m_description.kind == Kind::Text || m_description.kind == Kind::Mask ||
           m_description.kind == Kind::Lines || m_description.kind == Kind::Chips;
}

FormField* makeFormField(const TaskField& description)
{
    switch (description.kind) {
    case Kind::Text:
    case Kind::Mask:
    case Kind::Lines:
        return new TextField(description);
    case Kind::Chips:
        return new ChipsField(description);
    case Kind::Whole:
    case Kind::Number:
        return new NumberField(description);
    case Kind::Choice:
        return new ChoiceField(description);
    case Kind::Switch:
        return new SwitchField(description);
    case Kind::Word:
        return new WordField(description);
    case Kind::Constant:
        return new ConstantField(description);
    }
    return nullptr;
}

int codePointsBefore(const QString& text, int position)
{
    int count = 0;
    for (int i = 0; i < position && i < text.size(); ++i)
        count += !text[i].isLowSurrogate();
    return count;
}

int unitsBefore(const QString& text, int codePoints)
{
    int position = 0;
    for (; codePoints > 0 && position < text.size(); --codePoints)
        position += text[position].isHighSurrogate() && position + 1 < text.size() ? 2 : 1;
    return position;
}

} // namespace vitrine::widgets

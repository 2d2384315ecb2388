// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/tokenizer_input.h"

#include "widgets/common/parts.h"
#include "widgets/common/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTextDocument>
#include <QVBoxLayout>

namespace vitrine::widgets {
namespace {

QSpinBox* makeSpin(int minimum, int maximum, int value, const QString& name)
{
    auto* spin = new QSpinBox;
    spin->setRange(minimum, maximum);
    spin->setValue(value);
    spin->setAccessibleName(name);
    return spin;
}

} // namespace

TokenizerInput::TokenizerInput(QWidget* parent) : QFrame(parent)
{
    setRole(this, "card");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->setSpacing(Theme::space);

    const auto makeEditor = [&](int number, const QString& name, const QString& hint) {
        auto* editor = new QPlainTextEdit;
        editor->setFont(textFont());
        editor->setPlaceholderText(hint);
        editor->setAccessibleName(name);
        editor->setTabChangesFocus(true);
        editor->setLineWrapMode(QPlainTextEdit::WidgetWidth);
        connect(editor, &QPlainTextEdit::textChanged, this, [this, editor, number] {
            // toPlainText() would make a no-break space a space
            m_texts[number] = editor->document()->toRawText().replace(QChar::ParagraphSeparator, u'\n');
            onEdited();
        });
        return editor;
    };
    layout->addWidget(makeLabel("heading", tr("Text")));
    m_first = makeEditor(0, tr("Text"), tr("Type or paste a text, or drop a file on the window."));
    layout->addWidget(m_first, 3);
    m_pair = new QCheckBox(tr("Second text (pair)"));
    layout->addWidget(m_pair);
    m_second = makeEditor(1, tr("Second text"), tr("The second text of the pair."));
    m_second->hide();
    layout->addWidget(m_second, 2);
    connect(m_pair, &QCheckBox::toggled, this, &TokenizerInput::onEdited);
    layout->addWidget(makeOptions());
    setMinimumWidth(int(320 * textScale()));
    updateOptionStates();
}

QWidget* TokenizerInput::makeOptions()
{
    auto* options = new QWidget;
    auto* form = new QFormLayout(options);
    form->setContentsMargins(0, Theme::space, 0, 0);
    form->setHorizontalSpacing(2 * Theme::space);
    form->setVerticalSpacing(Theme::space);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->addRow(makeLabel("heading", tr("Options")));

    m_specialTokens = new QCheckBox(tr("Add special tokens"));
    m_specialTokens->setChecked(true);
    form->addRow(m_specialTokens);
    m_whitespace = new QCheckBox(tr("Show whitespace"));
    form->addRow(m_whitespace);

    m_truncation = new QComboBox;
    m_truncation->setAccessibleName(tr("Truncation"));
    m_truncation->addItems({tr("Off"), tr("Longest first"), tr("Only first"), tr("Only second")});
    form->addRow(tr("Truncation"), m_truncation);
    m_maxLength = makeSpin(0, 1'000'000, 128, tr("Maximum length in tokens"));
    m_maxLength->setSuffix(tr(" tokens"));
    form->addRow(tr("Maximum"), m_maxLength);
    m_stride = makeSpin(0, 1'000'000, 0, tr("Stride: tokens that neighbouring windows share"));
    m_stride->setSuffix(tr(" tokens"));
    form->addRow(tr("Stride"), m_stride);
    m_truncationSide = new QComboBox;
    m_truncationSide->setAccessibleName(tr("Side to cut"));
    m_truncationSide->addItems({tr("Right"), tr("Left")});
    form->addRow(tr("Cut at the"), m_truncationSide);
    m_padLength = makeSpin(0, 1'000'000, 0, tr("Padding to a length in tokens"));
    m_padLength->setSpecialValueText(tr("Off"));
    m_padLength->setSuffix(tr(" tokens"));
    form->addRow(tr("Pad to"), m_padLength);
    m_padSide = new QComboBox;
    m_padSide->setAccessibleName(tr("Side to pad"));
    m_padSide->addItems({tr("Right"), tr("Left")});
    form->addRow(tr("Pad at the"), m_padSide);

    connect(m_specialTokens, &QCheckBox::toggled, this, &TokenizerInput::onEdited);
    connect(m_whitespace, &QCheckBox::toggled, this, &TokenizerInput::whitespaceToggled);
    for (QComboBox* box : {m_truncation, m_truncationSide, m_padSide})
        connect(box, &QComboBox::currentIndexChanged, this, &TokenizerInput::onEdited);
    for (QSpinBox* spin : {m_maxLength, m_stride, m_padLength})
        connect(spin, &QSpinBox::valueChanged, this, &TokenizerInput::onEdited);
    return options;
}

TokenizerRequest TokenizerInput::request() const
{
    TokenizerRequest request;
    request.first = m_texts[0];
    if (m_pair->isChecked()) request.second = m_texts[1];
    request.addSpecialTokens = m_specialTokens->isChecked();
    request.truncation = TokenizerRequest::Truncation(m_truncation->currentIndex());
    request.maxLength = m_maxLength->value();
    request.stride = m_stride->value();
    request.truncateLeft = m_truncationSide->currentIndex() == 1;
    request.padLength = m_padLength->value();
    request.padLeft = m_padSide->currentIndex() == 1;
    return request;
}

void TokenizerInput::setRequest(const TokenizerRequest& request)
{
    m_isSetting = true;
    m_first->setPlainText(request.first);
    m_second->setPlainText(request.second.value_or(QString()));
    m_pair->setChecked(request.second.has_value());
    m_specialTokens->setChecked(request.addSpecialTokens);
    m_truncation->setCurrentIndex(int(request.truncation));
    m_maxLength->setValue(request.maxLength);
    m_stride->setValue(request.stride);
    m_truncationSide->setCurrentIndex(request.truncateLeft ? 1 : 0);
    m_padLength->setValue(request.padLength);
    m_padSide->setCurrentIndex(request.padLeft ? 1 : 0);
    m_isSetting = false;
    onEdited();
}

void TokenizerInput::onEdited()
{
    if (m_isSetting) return;
    updateOptionStates();
    Q_EMIT requestChanged();
}

void TokenizerInput::updateOptionStates()
{
    m_second->setVisible(m_pair->isChecked());
    const bool truncates = m_truncation->currentIndex() != 0;
    for (QWidget* widget : {static_cast<QWidget*>(m_maxLength), static_cast<QWidget*>(m_stride),
                            static_cast<QWidget*>(m_truncationSide)})
        widget->setEnabled(truncates);
    m_padSide->setEnabled(m_padLength->value() > 0);
}

} // namespace vitrine::widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tokenizer/encoding_view.h"

#include <QFrame>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QPlainTextEdit;
class QSpinBox;

namespace vitrine::widgets {

/// What is encoded and how: one text or a pair, and the options.
class TokenizerInput final : public QFrame
{
    Q_OBJECT

public:
    explicit TokenizerInput(QWidget* parent = nullptr);

    TokenizerRequest request() const;
    /// Shows the request and asks for its answer once.
    void setRequest(const TokenizerRequest& request);

    QPlainTextEdit* first() const { return m_first; }
    QPlainTextEdit* second() const { return m_second; }

Q_SIGNALS:
    void requestChanged();
    void whitespaceToggled(bool visible);

private:
    QWidget* makeOptions();
    void onEdited();
    void updateOptionStates();

    bool m_isSetting = false;
    QString m_texts[2]; ///< of the editors: taking a megabyte out of one takes its time
    QPlainTextEdit* m_first;
    QPlainTextEdit* m_second;
    QCheckBox* m_pair;
    QCheckBox* m_specialTokens;
    QCheckBox* m_whitespace;
    QComboBox* m_truncation;
    QSpinBox* m_maxLength;
    QSpinBox* m_stride;
    QComboBox* m_truncationSide;
    QSpinBox* m_padLength;
    QComboBox* m_padSide;
};

} // namespace vitrine::widgets

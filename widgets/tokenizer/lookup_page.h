// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tokenizer/encoding_view.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSpinBox;

namespace vitrine::widgets {

/// Characters, tokens and words found from each other, by the names and with the answers of BatchEncoding.
class LookupPage final : public QWidget
{
    Q_OBJECT

public:
    explicit LookupPage(QWidget* parent = nullptr);

    void setView(std::shared_ptr<const EncodingView> view);
    /// Fills in the token with its first character and its word.
    void showToken(int token);
    /// Fills in a character, in code points, with its token and word.
    void showCharacter(int text, int character);

    QSpinBox* character() const { return m_character; }
    QSpinBox* token() const { return m_token; }
    QSpinBox* word() const { return m_word; }
    QString answer(const QString& name) const; ///< what stands beside "char_to_token" and the others

Q_SIGNALS:
    void tokenChosen(int token);

private:
    void update();
    std::size_t sequence() const;

    std::shared_ptr<const EncodingView> m_view;
    QComboBox* m_sequence;
    QSpinBox* m_character;
    QSpinBox* m_token;
    QSpinBox* m_word;
    QLabel* m_characterText;
    QLabel* m_tokenText;
    QLabel* m_wordText;
    QList<QLabel*> m_answers;
    bool m_isSetting = false;
};

} // namespace vitrine::widgets

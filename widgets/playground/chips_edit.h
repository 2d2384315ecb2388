// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLineEdit;

namespace vitrine::widgets {

class FlowLayout;

/// Short strings as chips in a row that wraps: Return or a comma adds what was typed, Backspace in the empty
/// line or a click on a chip's cross takes one away.
class ChipsEdit final : public QWidget
{
    Q_OBJECT

public:
    explicit ChipsEdit(QWidget* parent = nullptr);

    QStringList words() const { return m_words; }
    void setWords(const QStringList& words);
    void setPlaceholder(const QString& text);
    QLineEdit* line() const { return m_line; }

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addTyped();
    void removeWord(int index);
    void rebuild();

    QStringList m_words;
    FlowLayout* m_flow;
    QLineEdit* m_line;
    QList<QWidget*> m_chips;
};

} // namespace vitrine::widgets

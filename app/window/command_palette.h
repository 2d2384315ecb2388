// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>

#include <vector>

class QAction;
class QLineEdit;
class QListWidget;

namespace vitrine::app {

/// How well `pattern` matches `text` as a subsequence, case ignored: negative for not at all, more for
/// matches at word starts and in a row.
int fuzzyScore(const QString& pattern, const QString& text);

/// Every action by name, over the window. Keys alone do everything.
class CommandPalette : public QFrame
{
    Q_OBJECT

public:
    struct Command
    {
        QString name; ///< "Tokenizer: Copy as Python"
        QPointer<QAction> action;
    };

    explicit CommandPalette(QWidget* parent);

    void open(std::vector<Command> commands);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter();
    void runCurrent();
    void place();

    std::vector<Command> m_commands;
    QLineEdit* m_input;
    QListWidget* m_list;
    QPointer<QWidget> m_focusBefore;
};

} // namespace vitrine::app

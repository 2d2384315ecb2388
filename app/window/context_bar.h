// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QMenu;
class QToolButton;

namespace vitrine::app {

class Session;

/// Above the panels: the current model, tokenizer and device. Each opens its chooser.
class ContextBar : public QFrame
{
    Q_OBJECT

public:
    explicit ContextBar(Session& session, QWidget* parent = nullptr);

    /// The button at the right end that opens the command palette.
    void setPaletteAction(QAction* action);

Q_SIGNALS:
    void modelFolderWanted(); ///< "Open folder…"
    void tokenizerFolderWanted();
    void tokenizerFileWanted();
    void settingsWanted();

private:
    QToolButton* addChip(const QString& objectName, const QString& icon, const QString& name);
    void showModel();
    void showTokenizer();
    void fillModelMenu(QMenu* menu);
    void fillTokenizerMenu(QMenu* menu);
    void fillDeviceMenu(QMenu* menu);

    Session& m_session;
    QToolButton* m_model;
    QToolButton* m_tokenizer;
    QToolButton* m_device;
    QToolButton* m_palette;
};

} // namespace vitrine::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include <functional>
#include <map>
#include <memory>

class QActionGroup;
class QStackedWidget;
class QTimer;
class QVBoxLayout;

namespace vitrine::widgets {
class Toast;
}

namespace vitrine::app {

class CommandPalette;
class ContextBar;
class Panel;
class Session;
class Settings;
struct PanelEntry;

enum class FileQuestion { ModelFolder, TokenizerFolder, TokenizerFile };

/// The frame around the panels: rail, context bar, job dock, command palette. Panels are made when first
/// shown.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// Answers by calling back with a path, or with an empty one when the user cancels.
    using FileChooser = std::function<void(FileQuestion, std::function<void(const QString&)>)>;

    explicit MainWindow(Session& session);
    ~MainWindow() override;

    /// False if there is no such panel.
    bool showPanel(const QString& id);
    /// Null before the first is shown.
    Panel* currentPanel() const;
    QString currentPanelId() const { return m_currentId; }
    void setFileChooser(FileChooser chooser) { m_chooseFile = std::move(chooser); }
    /// What a drop does: a model, a tokenizer, or texts for the current panel. Errors show as a message.
    void openDropped(const QString& path);
    void saveState();

Q_SIGNALS:
    void firstPainted();

protected:
    bool event(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    struct Shown
    {
        std::unique_ptr<Panel> panel;
        QWidget* page;
    };

    void build();
    QWidget* buildRail();
    void makeActions();
    void rebuild(); ///< after a change of language
    QAction* addFrameAction(const QString& text, const QString& keys, std::function<void()> run);
    void openPalette();
    void openSettings();
    void chooseFile(FileQuestion question);
    void askWithDialog(FileQuestion question, std::function<void(const QString&)> answer);
    void takeTextFile(const QString& path);

    Session& m_session;
    Settings& m_settings;
    FileChooser m_chooseFile;
    QStackedWidget* m_stack = nullptr;
    QActionGroup* m_panelActions = nullptr;
    QList<QAction*> m_frameActions;
    QAction* m_paletteAction = nullptr;
    CommandPalette* m_palette = nullptr;
    widgets::Toast* m_toast = nullptr;
    QWidget* m_dropOverlay = nullptr;
    QTimer* m_saveTimer;
    QString m_currentId;
    bool m_painted = false;
    std::map<QString, Shown> m_panels;
};

} // namespace vitrine::app

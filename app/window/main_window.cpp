// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"

#include "app/window/command_palette.h"
#include "app/window/context_bar.h"
#include "app/window/error_text.h"
#include "app/window/job_dock.h"
#include "app/window/language.h"
#include "app/window/panel.h"
#include "app/window/session.h"
#include "app/window/settings.h"
#include "app/window/settings_dialog.h"
#include "widgets/common/drop_overlay.h"
#include "widgets/common/icon.h"
#include "widgets/common/theme.h"
#include "widgets/common/toast.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMimeData>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace vitrine::app {

MainWindow::MainWindow(Session& session)
    : m_session(session), m_settings(session.settings()), m_saveTimer(new QTimer(this))
{
    setWindowTitle(QStringLiteral("Vitrine"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/vitrine.svg")));
    setAcceptDrops(true);
    setMinimumSize(800, 560);
    resize(1440, 900);
    m_chooseFile = [this](FileQuestion question, auto answer) { askWithDialog(question, std::move(answer)); };
    m_saveTimer->setSingleShot(true);
    m_saveTimer->setInterval(700);
    connect(m_saveTimer, &QTimer::timeout, this, &MainWindow::saveState);
    build();
    restoreGeometry(m_settings.geometry());
    if (!showPanel(m_settings.panel())) showPanel(QStringLiteral("playground"));

    connect(&m_session, &Session::failed, this, [this](const QString& what, const core::Error& error) {
        const ErrorText text = explain(error);
        m_toast->showError(what, text.kind + QLatin1Char(' ') + text.fact, text.nextStep);
    });
    connect(&m_session, &Session::panelRequested, this, [this](const QString& id, const QString& runFolder) {
        if (showPanel(id) && !runFolder.isEmpty()) currentPanel()->openRun(runFolder);
    });
    connect(&m_settings, &Settings::appearanceChanged, this,
            [this] { widgets::applyTheme(*qApp, m_settings.theme(), m_settings.textSize() / 100.0); });
    // Queued: the settings dialog that changed it is a child of what is rebuilt.
    connect(
        &m_settings, &Settings::languageChanged, this,
        [this] {
            applyLanguage(m_settings.language());
            rebuild();
        },
        Qt::QueuedConnection);
}

MainWindow::~MainWindow() = default;

void MainWindow::build()
{
    auto* central = new QWidget;
    auto* columns = new QHBoxLayout(central);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    makeActions();
    columns->addWidget(buildRail());

    auto* bar = new ContextBar(m_session);
    bar->setPaletteAction(m_paletteAction);
    connect(bar, &ContextBar::modelFolderWanted, this, [this] { chooseFile(FileQuestion::ModelFolder); });
    connect(bar, &ContextBar::tokenizerFolderWanted, this,
            [this] { chooseFile(FileQuestion::TokenizerFolder); });
    connect(bar, &ContextBar::tokenizerFileWanted, this, [this] { chooseFile(FileQuestion::TokenizerFile); });
    connect(bar, &ContextBar::settingsWanted, this, &MainWindow::openSettings);

    m_stack = new QStackedWidget;
    auto* rows = new QVBoxLayout;
    rows->setSpacing(0);
    rows->addWidget(bar);
    rows->addWidget(m_stack, 1);
    rows->addWidget(new JobDock(m_session.jobs()));
    columns->addLayout(rows, 1);
    setCentralWidget(central);
    m_palette = new CommandPalette(central);
    m_toast = new widgets::Toast(central);
    m_dropOverlay = new widgets::DropOverlay(tr("Drop a model folder, a tokenizer or a text file"), central);
}

void MainWindow::makeActions()
{
    m_frameActions.clear();
    delete m_panelActions;
    m_panelActions = new QActionGroup(this);
    int number = 0;
    for (const PanelEntry& entry : panelEntries()) {
        const QString id = QLatin1String(entry.id);
        QAction* action = addFrameAction(panelTitle(entry), QStringLiteral("Ctrl+%1").arg(++number),
                                         [this, id] { showPanel(id); });
        action->setIcon(widgets::themedIcon(QLatin1String(entry.icon)));
        action->setCheckable(true);
        action->setData(id);
        m_panelActions->addAction(action);
    }
    m_paletteAction =
        addFrameAction(tr("Search actions"), QStringLiteral("Ctrl+K"), [this] { openPalette(); });
    addFrameAction(tr("Settings"), QStringLiteral("Ctrl+,"), [this] { openSettings(); });
    addFrameAction(tr("Open model folder"), QStringLiteral("Ctrl+O"),
                   [this] { chooseFile(FileQuestion::ModelFolder); });
    addFrameAction(tr("Open tokenizer folder"), {}, [this] { chooseFile(FileQuestion::TokenizerFolder); });
    addFrameAction(tr("Open tokenizer file"), QStringLiteral("Ctrl+Shift+O"),
                   [this] { chooseFile(FileQuestion::TokenizerFile); });
    addFrameAction(tr("Load the model"), {}, [this] { m_session.ensureModel(); });
    addFrameAction(tr("Show the example"), {}, [this] { currentPanel()->openExample(); });
    addFrameAction(tr("Switch between light and dark"), QStringLiteral("Ctrl+Shift+L"), [this] {
        m_settings.setTheme(widgets::theme().dark ? widgets::ThemeChoice::Light : widgets::ThemeChoice::Dark);
    });
    addFrameAction(tr("Larger text"), QStringLiteral("Ctrl++"),
                   [this] { m_settings.setTextSize(m_settings.textSize() + 10); });
    addFrameAction(tr("Smaller text"), QStringLiteral("Ctrl+-"),
                   [this] { m_settings.setTextSize(m_settings.textSize() - 10); });
    addFrameAction(tr("Stop all jobs"), {}, [this] { m_session.jobs().stopAll(JobList::Which::All); });
    addFrameAction(tr("Quit"), QStringLiteral("Ctrl+Q"), [this] { close(); });
}

QAction* MainWindow::addFrameAction(const QString& text, const QString& keys, std::function<void()> run)
{
    auto* action = new QAction(text, this);
    if (!keys.isEmpty()) action->setShortcut(QKeySequence(keys));
    connect(action, &QAction::triggered, this, run);
    addAction(action);
    m_frameActions.append(action);
    return action;
}

QWidget* MainWindow::buildRail()
{
    auto* rail = new QFrame;
    rail->setAccessibleName(tr("Panels"));
    widgets::setRole(rail, "rail");
    auto* layout = new QVBoxLayout(rail);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    const auto addButton = [&](QAction* action) {
        auto* button = new QToolButton;
        widgets::setRole(button, "rail");
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        button->setIconSize({24, 24});
        button->setDefaultAction(action);
        button->setFixedWidth(int(80 * std::max(1.0, widgets::textScale())));
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
    };
    for (QAction* action : m_panelActions->actions())
        addButton(action);
    layout->addStretch();
    for (QAction* action : m_frameActions)
        if (action->text() == tr("Settings")) {
            action->setIcon(widgets::themedIcon(QStringLiteral("settings")));
            addButton(action);
        }
    return rail;
}

void MainWindow::rebuild()
{
    saveState();
    m_panels.clear();
    qDeleteAll(m_frameActions);
    delete takeCentralWidget();
    build();
    showPanel(m_currentId);
}

bool MainWindow::showPanel(const QString& id)
{
    const PanelEntry* entry = findPanel(id);
    if (!entry) return false;
    auto found = m_panels.find(id);
    if (found == m_panels.end()) {
        auto panel = entry->create(m_session);
        QWidget* page = panel->widget();
        m_stack->addWidget(page);
        for (QAction* action : panel->actions()) {
            action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
            page->addAction(action);
        }
        connect(panel.get(), &Panel::stateChanged, m_saveTimer, qOverload<>(&QTimer::start));
        Panel* raw = panel.get();
        found = m_panels.emplace(id, Shown{std::move(panel), page}).first;
        raw->restoreState(m_settings.panelState(id));
    }
    m_stack->setCurrentWidget(found->second.page);
    m_currentId = id;
    m_settings.setPanel(id);
    for (QAction* action : m_panelActions->actions())
        action->setChecked(action->data().toString() == id);
    // The first thing to type into, not the button of the rail.
    if (QWidget* first = found->second.page->nextInFocusChain()) first->setFocus();
    if (m_painted) found->second.panel->activated();
    return true;
}

Panel* MainWindow::currentPanel() const
{
    const auto found = m_panels.find(m_currentId);
    return found == m_panels.end() ? nullptr : found->second.panel.get();
}

void MainWindow::openPalette()
{
    std::vector<CommandPalette::Command> commands;
    if (const PanelEntry* entry = findPanel(m_currentId))
        for (QAction* action : currentPanel()->actions())
            commands.push_back(
                {panelTitle(*entry) + QStringLiteral(": ") + action->text().remove(QLatin1Char('&')),
                 action});
    for (QAction* action : m_frameActions)
        if (action != m_paletteAction) commands.push_back({action->text(), action});
    m_palette->open(std::move(commands));
}

void MainWindow::openSettings()
{
    auto* dialog = new SettingsDialog(m_settings, m_session.hub(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::chooseFile(FileQuestion question)
{
    m_chooseFile(question, [this, question](const QString& path) {
        if (path.isEmpty()) return;
        m_settings.setLastFolder(QFileInfo(path).absolutePath());
        if (question == FileQuestion::ModelFolder)
            m_session.openModel(path);
        else
            m_session.openTokenizer(path);
    });
}

void MainWindow::askWithDialog(FileQuestion question, std::function<void(const QString&)> answer)
{
    auto* dialog = new QFileDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setDirectory(m_settings.lastFolder());
    if (question == FileQuestion::TokenizerFile)
        dialog->setNameFilter(
            tr("Tokenizers (tokenizer.json vocab.txt *.json *.txt *.model *.tiktoken *.gguf)"));
    else
        dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, answer);
    dialog->open();
}

void MainWindow::openDropped(const QString& path)
{
    const QFileInfo info(path);
    const QString suffix = info.suffix().toLower();
    for (const char* table : {"csv", "tsv", "json", "jsonl", "parquet", "arrow"})
        if (info.isFile() && suffix == QLatin1String(table) &&
            info.fileName() != QLatin1String("tokenizer.json") && currentPanel()->takeTable(path))
            return;
    const bool text = suffix == QLatin1String("md") || suffix == QLatin1String("csv") ||
                      (suffix == QLatin1String("txt") && info.fileName() != QLatin1String("vocab.txt"));
    if (info.isFile() && text)
        takeTextFile(path);
    else
        m_session.openPath(path);
}

void MainWindow::takeTextFile(const QString& path)
{
    constexpr qint64 limit = 4 << 20;
    QFile file(path);
    const QString what = tr("%1 could not be opened").arg(QFileInfo(path).fileName());
    if (!file.open(QIODevice::ReadOnly)) {
        m_toast->showError(what, file.errorString(), tr("Check that you may read the file."));
        return;
    }
    if (file.size() > limit) {
        if (currentPanel()->takeTextFile(path)) return;
        m_toast->showError(what, tr("The file has %1.").arg(locale().formattedDataSize(file.size())),
                           tr("Drop a text of at most %1.").arg(locale().formattedDataSize(limit)));
        return;
    }
    const QByteArray bytes = file.readAll();
    if (const auto bad = core::findInvalidUtf8({bytes.constData(), std::size_t(bytes.size())});
        bad != std::string::npos) {
        m_toast->showError(what, tr("It is not valid UTF-8 at byte %1.").arg(qulonglong(bad)),
                           tr("Save the text as UTF-8 and drop it again."));
        return;
    }
    QStringList lines = QString::fromUtf8(bytes).split(QLatin1Char('\n'));
    for (QString& line : lines)
        if (line.endsWith(QLatin1Char('\r'))) line.chop(1);
    while (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    if (!currentPanel()->takeTexts(lines, path))
        m_toast->showInformation(tr("This panel has no use for a text file."));
}

void MainWindow::saveState()
{
    for (const auto& [id, shown] : m_panels)
        m_settings.setPanelState(id, shown.panel->saveState());
    m_settings.setGeometry(saveGeometry());
    m_settings.sync();
}

bool MainWindow::event(QEvent* event)
{
    const bool handled = QMainWindow::event(event);
    if (event->type() == QEvent::Paint && !m_painted) {
        m_painted = true;
        // Queued, so that the picture is on the screen before anything else begins.
        QMetaObject::invokeMethod(
            this,
            [this] {
                Q_EMIT firstPainted();
                if (Panel* panel = currentPanel()) panel->activated();
            },
            Qt::QueuedConnection);
    }
    return handled;
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    saveState();
    m_session.jobs().stopAll();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!event->mimeData()->hasUrls()) return;
    event->acceptProposedAction();
    m_dropOverlay->show();
    m_dropOverlay->raise();
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*)
{
    m_dropOverlay->hide();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    m_dropOverlay->hide();
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile()) {
            event->acceptProposedAction();
            openDropped(url.toLocalFile());
            return;
        }
}

} // namespace vitrine::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <span>

class QAction;
class QWidget;

namespace vitrine::app {

class Session;

/// One panel of the rail, or one page of a panel: a controller that owns its widget and talks to the session.
/// GUI thread.
/// A change of language or a new window makes new panels: saveState() of the old one goes into
/// restoreState() of the new one, so no widget translates itself again.
class Panel : public QObject
{
    Q_OBJECT

public:
    /// Owned by this object until the window takes it into its stack.
    virtual QWidget* widget() = 0;
    /// Found in the command palette and the menu under the panel's title; shortcuts work while it is shown.
    virtual QList<QAction*> actions() const { return {}; }
    /// Shows the panel's real example on the current model or tokenizer; used by screenshots and the first
    /// start.
    virtual void openExample() = 0;
    /// True while nothing asked for is still being computed. Waiting for a model to load is not idle.
    virtual bool idle() const = 0;
    /// Called when the panel comes to the front: the moment to ask the session for a model.
    virtual void activated() {}
    virtual QJsonObject saveState() const { return {}; }
    virtual void restoreState(const QJsonObject&) {}
    /// The folder of a training run, or of one of its checkpoints, to look at; what another panel asks for by
    /// Session::panelRequested().
    virtual void openRun(const QString& /*folder*/) {}
    /// A table dropped on the window (CSV, JSON Lines, Parquet …); false if this panel takes its lines or
    /// nothing.
    virtual bool takeTable(const QString& /*path*/) { return false; }
    /// The lines of a text file dropped on the window; false if this panel has no use for them.
    virtual bool takeTexts(const QStringList&, const QString& /*origin*/) { return false; }
    /// A text file of any size dropped on the window, which is too large to be taken as lines; false if this
    /// panel has no use for it.
    virtual bool takeTextFile(const QString& /*path*/) { return false; }
    /// Ids of its pages, such as "compare"; none for a panel that is one.
    virtual QStringList pages() const { return {}; }
    /// False if there is no such page.
    virtual bool showPage(const QString& /*id*/) { return false; }

Q_SIGNALS:
    /// After every change of idle().
    void idleChanged();
    /// The user changed something worth keeping: the window saves it within a second.
    void stateChanged();
};

/// How a panel enters the rail.
struct PanelEntry
{
    const char* id;    ///< "tokenizer", as on the command line
    const char* title; ///< translated in the context "Panel"
    const char* icon;  ///< resources/icons/NAME.svg
    std::unique_ptr<Panel> (*create)(Session& session);
};

/// Every panel that exists, in the order of the rail (panels.cpp).
std::span<const PanelEntry> panelEntries();
const PanelEntry* findPanel(const QString& id); ///< null if there is none
QString panelTitle(const PanelEntry& entry);

} // namespace vitrine::app

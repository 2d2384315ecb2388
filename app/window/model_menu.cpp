// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/model_menu.h"

#include "app/window/session.h"
#include "app/window/settings.h"
#include "app/window/task_run.h"
#include "backend/hub/cache.h"
#include "backend/hub/locate.h"
#include "backend/hub/settings.h"
#include "widgets/common/icon.h"
#include "widgets/playground/task_catalogue.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

namespace vitrine::app {
namespace {

struct Known
{
    QStringList cached;
    QHash<QString, QStringList> tasks;
};

QStringList starters()
{
    QStringList all;
    for (const std::string& name : hub::starterNames())
        all.append(QStringLiteral("starter:") + QString::fromStdString(name));
    return all;
}

} // namespace

ModelMenu::ModelMenu(Session& session, QObject* parent) : QObject(parent), m_session(session)
{
    look();
}

void ModelMenu::look()
{
    m_session.workers().submit<Known>(
        {[others = m_session.settings().recentModels()
                   << m_session.modelSpecification()](engine::JobContext& context) {
             Known known;
             const auto cache =
                 core::capture([] { return hub::listCache(hub::cacheFolderFromEnvironment()); });
             if (cache.ok())
                 for (const auto& each : cache.value())
                     if (each.repository.type == hub::RepositoryType::Model)
                         known.cached.append(QString::fromStdString(each.repository.id));
             for (const QString& model : starters() + known.cached + others) {
                 context.checkpoint();
                 known.tasks[model] = tasksOfModel(model);
             }
             // A repository without a model of a known kind is a tokenizer or something else.
             known.cached.removeIf([&](const QString& id) { return known.tasks[id].isEmpty(); });
             return known;
         },
         [guard = QPointer<ModelMenu>(this)](engine::Outcome<Known> outcome) {
             if (!guard || !outcome.done()) return;
             guard->m_cached = outcome.value().cached;
             guard->m_tasks = outcome.value().tasks;
             guard->m_hasLooked = true;
         }});
}

void ModelMenu::fill(QMenu* menu, const QString& task, std::function<void(const QString&)> chosen)
{
    menu->clear();
    menu->setToolTipsVisible(true);
    QStringList listed;
    const auto add = [&](const QString& model, const QString& text) {
        if (model.isEmpty() || listed.contains(model)) return;
        listed.append(model);
        QAction* action = menu->addAction(text);
        connect(action, &QAction::triggered, this, [chosen, model] { chosen(model); });
        const QStringList tasks = m_tasks.value(model);
        if (task.isEmpty() || tasks.isEmpty() || tasks.contains(task)) return;
        action->setEnabled(false);
        QStringList titles;
        for (const QString& each : tasks)
            titles.append(widgets::taskText(each).title);
        action->setToolTip(
            tr("It has no head for this task. It can: %1").arg(titles.join(QStringLiteral(", "))));
    };
    if (const QString own = m_session.modelSpecification(); !own.isEmpty())
        add(own, tr("The window's own: %1").arg(displayName(own)));
    menu->addSection(tr("Starter models"));
    for (const QString& starter : starters())
        add(starter, displayName(starter));
    const QStringList recent = m_session.settings().recentModels();
    if (!recent.isEmpty()) menu->addSection(tr("Recent models"));
    for (const QString& model : recent)
        add(model, QDir::toNativeSeparators(model));
    if (!m_cached.isEmpty()) menu->addSection(tr("In the Hub's cache"));
    for (const QString& id : m_cached)
        add(id, id);
    menu->addSeparator();
    QAction* folder =
        menu->addAction(widgets::themedIcon(QStringLiteral("folder")), tr("Open model folder…"));
    connect(folder, &QAction::triggered, this, [this, menu, chosen] {
        auto* dialog = new QFileDialog(menu->parentWidget() ? menu->parentWidget()->window() : nullptr,
                                       tr("Open a model"), m_session.settings().lastFolder());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::Directory);
        connect(dialog, &QFileDialog::fileSelected, this, [this, chosen](const QString& path) {
            m_session.settings().setLastFolder(QFileInfo(path).absolutePath());
            chosen(path);
        });
        dialog->open();
    });
}

} // namespace vitrine::app

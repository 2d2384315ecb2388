// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QStringList>

#include <functional>

class QMenu;

namespace vitrine::app {

class Session;

/// Fills menus with the models one may choose beside the window's own: that one, starters, recent ones, those
/// in the Hub's cache, a folder from a dialog. GUI thread.
class ModelMenu final : public QObject
{
    Q_OBJECT

public:
    explicit ModelMenu(Session& session, QObject* parent = nullptr);

    /// `task`: models that are known not to do it are there but can't be chosen; their tip says why. Empty:
    /// any model.
    void fill(QMenu* menu, const QString& task, std::function<void(const QString&)> chosen);
    /// Looks anew at what is on this machine; for a later fill().
    void look();
    /// Whether everything has been looked at once.
    bool hasLooked() const { return m_hasLooked; }

private:
    Session& m_session;
    QStringList m_cached;                ///< Hub ids on this machine that are models
    QHash<QString, QStringList> m_tasks; ///< of every model that the menu may list, where known
    bool m_hasLooked = false;
};

} // namespace vitrine::app

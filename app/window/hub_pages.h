// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/hub/client.h"
#include "widgets/hub/hub_values.h"

namespace vitrine::app {

// What the Hub panel shows, made of what the backend answers. These run on a thread that may wait; the texts
// are translated.

/// What can be loaded of a repository with these files, in the order of HubPage::scopes.
hub::FileFilter scopeFilter(int scope, const QList<widgets::HubFile>& files);

widgets::HubItem toItem(const hub::RepositorySummary& summary, const hub::HubSettings& settings);
/// The starter models and the models of the cache whose name has `text`.
QList<widgets::HubItem> machineItems(const hub::HubSettings& settings, const QString& text);
/// `id` is a repository or `starter:NAME`. Throws what asking the Hub throws.
widgets::HubPage makePage(const hub::HubSettings& settings, const QString& id, core::RunControl& control);

} // namespace vitrine::app

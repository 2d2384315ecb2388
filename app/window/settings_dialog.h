// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace vitrine::app {

class HubService;
class Settings;

/// Changes take effect at once; there is nothing to confirm.
class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    SettingsDialog(Settings& settings, HubService& hub, QWidget* parent = nullptr);
};

} // namespace vitrine::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QFormLayout;

namespace vitrine::app {

class HubService;
class Settings;

/// Adds the rows of the Hub to the settings dialog's form: address, token, and where the cache is. An address
/// is taken over when the field is left, a token with its button.
void addHubSettings(QFormLayout& form, Settings& settings, HubService& hub);

} // namespace vitrine::app

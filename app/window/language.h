// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace vitrine::app {

/// Codes of the languages that the program speaks, English first.
QStringList languageCodes();
/// The language's own name: "Deutsch".
QString languageName(const QString& code);
/// Texts are translated into it from now on; empty: the system's language. False for an unknown code.
bool applyLanguage(const QString& code);

} // namespace vitrine::app

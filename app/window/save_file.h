// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

class QWidget;

namespace vitrine::app {

class Session;

/// Asks for a file of a kind, `name` proposed, and writes it; what fails is told by Session::failed().
void saveFile(Session& session, QWidget* parent, const QString& title, const QString& kind,
              const QString& name, const QByteArray& content);
void writeFile(Session& session, const QString& title, const QString& path, const QByteArray& content);

} // namespace vitrine::app

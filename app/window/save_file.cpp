// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/save_file.h"

#include "app/window/session.h"
#include "app/window/settings.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QPointer>
#include <QSaveFile>

namespace vitrine::app {

void writeFile(Session& session, const QString& title, const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit()) return;
    Q_EMIT session.failed(title, {core::ErrorCode::Io, path.toStdString() + ": cannot be written", {}});
}

void saveFile(Session& session, QWidget* parent, const QString& title, const QString& kind,
              const QString& name, const QByteArray& content)
{
    auto* dialog = new QFileDialog(parent, title, session.settings().lastFolder(), kind);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QFileInfo(name).suffix());
    dialog->selectFile(name);
    QObject::connect(dialog, &QFileDialog::fileSelected, &session,
                     [&session, title, content](const QString& path) {
                         session.settings().setLastFolder(QFileInfo(path).absolutePath());
                         writeFile(session, title, path, content);
                     });
    dialog->open();
}

} // namespace vitrine::app

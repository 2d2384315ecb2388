// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>

#include <memory>

class QApplication;
class QTemporaryDir;

namespace vitrine::app {

class MainWindow;
class Session;
class Settings;

/// The real window without a screen, with settings of its own that are thrown away: for pictures.
class OffscreenWindow
{
public:
    explicit OffscreenWindow(const QSize& size);
    ~OffscreenWindow();

    Session& session() { return *m_session; }
    void setDark(bool dark);
    /// English when empty; false for a language that does not exist.
    bool setLanguage(const QString& code);
    /// Opens the panel's example on the starter model and waits, by signals, until it has answered. Throws
    /// Exception for a model that cannot be loaded and when nothing happens for two minutes.
    /// `page`: one of the panel's; empty for the one it opens with. `tokenizer`: empty for the model's.
    /// `model`: empty for starter:minilm.
    void openExample(const QString& panel, const QString& page = {}, const QString& tokenizer = {},
                     const QString& model = {});
    /// Writes what the window shows as PNG. Throws Exception (Io).
    void save(const QString& path);

private:
    std::unique_ptr<QApplication> m_application;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
    QSize m_size;
};

} // namespace vitrine::app

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/offscreen_window.h"

#include "app/window/language.h"
#include "app/window/main_window.h"
#include "app/window/panel.h"
#include "app/window/session.h"
#include "app/window/settings.h"
#include "backend/core/result.h"

#include <QApplication>
#include <QEventLoop>
#include <QFileInfo>
#include <QSaveFile>
#include <QTemporaryDir>
#include <QTimer>

namespace vitrine::app {
namespace {

int argumentCount = 1;
char programName[] = "vitrine";
char* arguments[] = {programName, nullptr};

} // namespace

OffscreenWindow::OffscreenWindow(const QSize& size) : m_size(size)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    m_application = std::make_unique<QApplication>(argumentCount, arguments);
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<Settings>(m_folder->filePath(QStringLiteral("settings.ini")));
    m_settings->setTheme(widgets::ThemeChoice::Light);
    applyLanguage(QStringLiteral("en"));
    widgets::applyTheme(*m_application, widgets::ThemeChoice::Light);
    m_session = std::make_unique<Session>(*m_settings, Services::standard());
}

OffscreenWindow::~OffscreenWindow()
{
    m_window.reset();
    m_session.reset();
}

void OffscreenWindow::setDark(bool dark)
{
    const auto choice = dark ? widgets::ThemeChoice::Dark : widgets::ThemeChoice::Light;
    m_settings->setTheme(choice);
    widgets::applyTheme(*m_application, choice);
}

bool OffscreenWindow::setLanguage(const QString& code)
{
    return code.isEmpty() || applyLanguage(code);
}

void OffscreenWindow::openExample(const QString& panel, const QString& page, const QString& tokenizer,
                                  const QString& model)
{
    if (!m_window) {
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->resize(m_size);
        m_window->show();
        m_session->openModel(model.isEmpty() ? QStringLiteral("starter:minilm") : model, false);
        if (!tokenizer.isEmpty()) m_session->openTokenizer(tokenizer);
    }
    m_window->showPanel(panel);
    Panel* shown = m_window->currentPanel();
    if (!page.isEmpty() && !shown->showPage(page))
        throw core::Exception(core::ErrorCode::InvalidArgument,
                              "the panel has no page \"" + page.toStdString() +
                                  "\"; it has: " + shown->pages().join(QStringLiteral(", ")).toStdString());
    shown->openExample();

    QEventLoop loop;
    QObject::connect(shown, &Panel::idleChanged, &loop, &QEventLoop::quit);
    QObject::connect(m_session.get(), &Session::tokenizerChanged, &loop, &QEventLoop::quit);
    QObject::connect(m_session.get(), &Session::modelChanged, &loop, &QEventLoop::quit);
    QObject::connect(&m_session->jobs(), &JobList::listChanged, &loop, &QEventLoop::quit);
    QTimer limit;
    limit.setSingleShot(true);
    QObject::connect(&limit, &QTimer::timeout, &loop, &QEventLoop::quit);
    limit.start(120'000);
    while (m_session->tokenizerLoading() || m_session->modelState() == Session::ModelState::Loading ||
           !shown->idle()) {
        if (m_session->tokenizerError()) throw core::Exception(*m_session->tokenizerError());
        if (m_session->modelError()) throw core::Exception(*m_session->modelError());
        if (!limit.isActive())
            throw core::Exception(core::ErrorCode::Internal,
                                  "the panel did not become idle within two minutes");
        loop.exec();
    }
    if (m_session->tokenizerError()) throw core::Exception(*m_session->tokenizerError());
}

void OffscreenWindow::save(const QString& path)
{
    // Layouts and polish events of what the answer changed.
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
    const auto fail = [&](const QString& reason) {
        throw core::Exception(core::ErrorCode::Io,
                              path.toStdString() + ": cannot be written: " + reason.toStdString());
    };
    // Renaming onto a device would put a file in its place.
    if (const QFileInfo info(path); info.exists() && !info.isFile())
        fail(QStringLiteral("it is not a regular file"));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !m_window->grab().save(&file, "PNG") || !file.commit())
        fail(file.errorString());
}

} // namespace vitrine::app

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_window.h"

#include "app/window/language.h"
#include "app/window/main_window.h"
#include "app/window/session.h"
#include "app/window/settings.h"

#include <QApplication>
#include <QElapsedTimer>

#include <cstdio>

namespace vitrine::app {

int runWindow(int& argc, char** argv)
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    QApplication::setDesktopFileName(QStringLiteral("org.vitrine.Vitrine"));
    QApplication application(argc, argv);
    Settings settings;
    applyLanguage(settings.language());
    widgets::applyTheme(application, settings.theme(), settings.textSize() / 100.0);
    Services services = Services::standard();
    services.usesKeyRing = true;
    Session session(settings, services);
    MainWindow window(session);

    // For tests/bench: prints the milliseconds from main() to the first painted frame, then quits.
    const bool measure = qEnvironmentVariableIsSet("VITRINE_FIRST_PAINT");
    QObject::connect(&window, &MainWindow::firstPainted, &session, [&] {
        if (measure) {
            std::printf("%lld\n", static_cast<long long>(sinceStart.elapsed()));
            QApplication::quit();
            return;
        }
        session.restore();
    });
    window.show();
    return QApplication::exec();
}

} // namespace vitrine::app

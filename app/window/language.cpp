// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/language.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace vitrine::app {

QStringList languageCodes()
{
    return {QStringLiteral("en"), QStringLiteral("de")};
}

QString languageName(const QString& code)
{
    return code == QLatin1String("de") ? QStringLiteral("Deutsch") : QStringLiteral("English");
}

bool applyLanguage(const QString& requested)
{
    static auto* translator = new QTranslator(qApp);
    const QString wanted =
        requested.isEmpty() ? QLocale::system().name().section(QLatin1Char('_'), 0, 0) : requested;
    QCoreApplication::removeTranslator(translator);
    // English has a translation, too: of its plurals.
    const QString code = languageCodes().contains(wanted) ? wanted : QStringLiteral("en");
    if (translator->load(QStringLiteral(":/i18n/vitrine_%1.qm").arg(code)))
        QCoreApplication::installTranslator(translator);
    QLocale::setDefault(QLocale(code));
    return requested.isEmpty() || code == requested;
}

} // namespace vitrine::app

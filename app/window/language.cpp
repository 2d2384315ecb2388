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

bool applyLanguage(const QString& code)
{
    static auto* translator = new QTranslator(qApp);
    const QString wanted = code.isEmpty() ? QLocale::system().name().section(QLatin1Char('_'), 0, 0) : code;
    QCoreApplication::removeTranslator(translator);
    if (wanted != QLatin1String("en") && languageCodes().contains(wanted) &&
        translator->load(QStringLiteral(":/i18n/vitrine_%1.qm").arg(wanted)))
        QCoreApplication::installTranslator(translator);
    const bool known = code.isEmpty() || languageCodes().contains(wanted);
    QLocale::setDefault(known && languageCodes().contains(wanted) ? QLocale(wanted)
                                                                  : QLocale(QLocale::English));
    return known;
}

} // namespace vitrine::app

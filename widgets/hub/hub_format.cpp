// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hub/hub_format.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace vitrine::widgets {
namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Hub)
};

constexpr qsizetype longestCard = 300'000;

} // namespace

QString shortCount(qint64 count)
{
    const QLocale locale;
    if (count < 1000) return locale.toString(count);
    if (count < 1'000'000)
        return locale.toString(double(count) / 1e3, 'f', count < 10'000 ? 1 : 0) + QStringLiteral(" k");
    return locale.toString(double(count) / 1e6, 'f', count < 10'000'000 ? 1 : 0) + QStringLiteral(" M");
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, bytes < 1000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

QString dateText(const QDateTime& at)
{
    return QLocale().toString(at.toLocalTime().date(), QStringLiteral("d MMM yyyy"));
}

QString verdictText(HubVerdict verdict)
{
    switch (verdict) {
    case HubVerdict::Model:
        return Texts::tr("can be loaded");
    case HubVerdict::TokenizerOnly:
        return Texts::tr("tokenizer only");
    case HubVerdict::Nothing:
        return Texts::tr("not supported yet");
    case HubVerdict::Unknown:
        break;
    }
    return {};
}

QString spokenText(const HubItem& item)
{
    QStringList parts{item.title};
    if (!item.task.isEmpty()) parts << item.task;
    if (item.verdict != HubVerdict::Unknown) parts << verdictText(item.verdict);
    if (item.isHere) parts << Texts::tr("on this machine");
    if (item.isGated) parts << Texts::tr("gated");
    if (item.downloads >= 0) parts << Texts::tr("%1 downloads").arg(shortCount(item.downloads));
    if (item.likes >= 0) parts << Texts::tr("%1 likes").arg(shortCount(item.likes));
    if (item.size >= 0) parts << sizeText(item.size);
    return parts.join(QStringLiteral(", "));
}

QString speedText(double bytesPerSecond, double secondsRemaining)
{
    QStringList parts;
    if (bytesPerSecond > 0) parts << sizeText(qint64(bytesPerSecond)) + QStringLiteral("/s");
    if (secondsRemaining >= 0) {
        const int seconds = int(std::ceil(secondsRemaining));
        parts << (seconds < 120 ? Texts::tr("%n second(s) left", nullptr, seconds)
                                : Texts::tr("%n minute(s) left", nullptr, (seconds + 30) / 60));
    }
    return parts.join(QStringLiteral("  ·  "));
}

QString withoutPictures(const QString& markdown)
{
    static const QRegularExpression comment(QStringLiteral("<!--.*?-->"),
                                            QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression picture(QStringLiteral(R"(!\[([^\]\n]*)\]\([^)\n]*\))"));
    static const QRegularExpression emptyLink(QStringLiteral(R"(\[\s*\]\([^)\n]*\))"));
    static const QRegularExpression tag(
        QStringLiteral(
            R"(</?(img|picture|source|video|audio|iframe|div|p|center|span|br|hr|a|h[1-6]|script|style|svg|details|summary)\b[^>]*>)"),
        QRegularExpression::CaseInsensitiveOption);
    QString text = markdown.left(longestCard);
    text.remove(comment);
    text.replace(picture, QStringLiteral("\\1"));
    text.remove(emptyLink);
    text.remove(tag);
    return text;
}

} // namespace vitrine::widgets

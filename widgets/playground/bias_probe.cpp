// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/bias_probe.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace vitrine::widgets {

QString biasTask(BiasQuestion question)
{
    switch (question) {
    case BiasQuestion::FillMask:
        return QStringLiteral("fill-mask");
    case BiasQuestion::Classify:
        return QStringLiteral("text-classification");
    case BiasQuestion::ZeroShot:
        return QStringLiteral("zero-shot-classification");
    case BiasQuestion::Continuation:
    case BiasQuestion::Sample:
        return QStringLiteral("text-generation");
    }
    return {};
}

QStringList BiasSetup::groups() const
{
    QStringList names;
    for (const BiasFiller& filler : fillers)
        if (!names.contains(filler.group)) names.append(filler.group);
    return names;
}

QString biasSentence(const QString& text, const QString& filler)
{
    QString sentence = text;
    const qsizetype first = text.indexOf(QLatin1String("{}"));
    sentence.replace(QLatin1String("{}"), filler);
    if (first == 0 && !sentence.isEmpty()) sentence[0] = sentence[0].toUpper();
    return sentence;
}

QList<BiasFiller> readBiasFillers(const QString& text)
{
    QList<BiasFiller> fillers;
    for (const QString& line : text.split(u'\n', Qt::SkipEmptyParts)) {
        const qsizetype colon = line.indexOf(u':');
        const QString group = colon < 0 ? QString() : line.left(colon).trimmed();
        for (const QString& part : line.mid(colon + 1).split(u',', Qt::SkipEmptyParts)) {
            const QString word = part.simplified();
            if (word.isEmpty()) continue;
            const BiasFiller filler{word, group.isEmpty() ? word : group};
            if (!fillers.contains(filler)) fillers.append(filler);
        }
    }
    return fillers;
}

QString writeBiasFillers(const QList<BiasFiller>& fillers)
{
    BiasSetup setup;
    setup.fillers = fillers;
    QStringList lines;
    for (const QString& group : setup.groups()) {
        QStringList words;
        for (const BiasFiller& filler : fillers)
            if (filler.group == group) words.append(filler.text);
        lines.append(group + QStringLiteral(": ") + words.join(QStringLiteral(", ")));
    }
    return lines.join(u'\n');
}

QList<BiasSet> biasSets()
{
    QList<BiasSet> sets;
    QFile file(QStringLiteral(":/bias/fillers.json"));
    if (!file.open(QIODevice::ReadOnly)) return sets;
    const auto texts = [](const QJsonValue& value) {
        QStringList list;
        for (const QJsonValue& each : value.toArray())
            list.append(each.toString());
        return list;
    };
    const QJsonArray stored = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue& value : stored) {
        BiasSet set{value[QStringLiteral("id")].toString(),
                    value[QStringLiteral("title")].toString(),
                    {},
                    texts(value[QStringLiteral("templates")][QStringLiteral("fill-mask")]),
                    texts(value[QStringLiteral("templates")][QStringLiteral("other")])};
        const QJsonArray groups = value[QStringLiteral("groups")].toArray();
        for (const QJsonValue& group : groups)
            for (const QString& word : texts(group[QStringLiteral("fillers")]))
                set.fillers.append({word, group[QStringLiteral("name")].toString()});
        sets.append(std::move(set));
    }
    return sets;
}

} // namespace vitrine::widgets

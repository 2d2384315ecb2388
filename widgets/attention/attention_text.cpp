// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/attention/attention_text.h"

#include "widgets/attention/attention_paint.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vitrine::widgets {
namespace {

constexpr double worthSaying = 0.15; ///< smaller shares say little about a head

struct Attention
{
    Q_DECLARE_TR_FUNCTIONS(Attention)
};

QString percent(double share)
{
    return QLocale().toString(share * 100, 'f', 0) + QStringLiteral(" %");
}

QString quoted(const QString& token)
{
    return QStringLiteral("“") + token + QStringLiteral("”");
}

} // namespace

QString headName(const AttentionSource& source, int layer, int head)
{
    return Attention::tr("Layer %1 · Head %2")
        .arg(source.data().maps.layers[std::size_t(layer)] + 1)
        .arg(head + 1);
}

QString factsText(const inspection::HeadFacts& facts, bool isPair)
{
    struct Fact
    {
        QString text;
        double share;
    };
    std::vector<Fact> all{{Attention::tr("the previous token"), facts.previous},
                          {Attention::tr("the next token"), facts.next},
                          {Attention::tr("the token itself"), facts.self}};
    for (const auto& special : facts.special)
        all.push_back({QString::fromStdString(special.token), special.share});
    if (facts.favourite.share > 0)
        all.push_back({quoted(QString::fromStdString(facts.favourite.token)), facts.favourite.share});
    std::ranges::stable_sort(all, std::ranges::greater(), &Fact::share);

    QStringList parts;
    for (const Fact& fact : all)
        if (fact.share >= worthSaying && parts.size() < 3)
            parts.append(fact.text + QStringLiteral(" ") + percent(fact.share));
    QString text;
    if (parts.isEmpty())
        text = Attention::tr("looks at no single place, its attention is spread out");
    else if (all.front().share >= 0.5)
        text = Attention::tr("looks mostly at %1").arg(parts.join(QStringLiteral(", ")));
    else
        text = Attention::tr("looks at %1").arg(parts.join(QStringLiteral(", ")));
    if (isPair && facts.otherText >= worthSaying)
        text += Attention::tr("; %1 goes to the other text").arg(percent(facts.otherText));
    return text;
}

QString headText(const AttentionSource& source, int layer, int head)
{
    const auto facts = source.facts(layer, head);
    const QLocale locale;
    return headName(source, layer, head) + QStringLiteral("\n") + factsText(facts, source.isPair()) +
           QStringLiteral("\n") +
           Attention::tr("entropy %1 of at most %2 bits")
               .arg(locale.toString(facts.entropy, 'f', 2), locale.toString(facts.highestEntropy, 'f', 2));
}

QString cellText(const AttentionSource& source, int layer, int head, int query, int key)
{
    const auto values = source.matrix(layer, head);
    const QString value = valueText(double((*values)[std::size_t(query * source.columns() + key)]));
    const QString from = quoted(source.queries().labels[query]), to = quoted(source.keys().labels[key]);
    if (source.isDifference())
        return Attention::tr("%1 looks at %2: %3 more in B than in A").arg(from, to, value);
    if (source.showsScores()) return Attention::tr("%1 and %2: score %3").arg(from, to, value);
    return Attention::tr("%1 looks at %2: %3").arg(from, to, value);
}

QString tokenText(const AttentionSource& source, int layer, int head, int unit, bool asKey)
{
    const auto values = source.matrix(layer, head);
    const auto at = [&](int other) {
        const int row = asKey ? other : unit, column = asKey ? unit : other;
        return double((*values)[std::size_t(row * source.columns() + column)]);
    };
    const auto &own = asKey ? source.keys() : source.queries(),
               &others = asKey ? source.queries() : source.keys();
    std::vector<int> order(std::size_t(others.size()));
    std::iota(order.begin(), order.end(), 0);
    const std::size_t shown = std::min<std::size_t>(4, order.size());
    std::ranges::partial_sort(order, order.begin() + std::ptrdiff_t(shown), std::ranges::greater(),
                              [&](int other) { return std::abs(at(other)); });
    const bool areShares = !source.showsScores() && !source.isDifference();
    QStringList parts;
    for (std::size_t i = 0; i < shown; ++i)
        parts.append(others.labels[order[i]] + QStringLiteral(" ") +
                     (areShares ? percent(at(order[i])) : valueText(at(order[i]))));
    const QString token = quoted(own.labels[unit]), list = parts.join(QStringLiteral(",  "));
    if (source.isDifference())
        return asKey ? Attention::tr("%1 is looked at more (+) or less (−) in B by: %2").arg(token, list)
                     : Attention::tr("%1 looks more (+) or less (−) in B at: %2").arg(token, list);
    return asKey ? Attention::tr("%1 is looked at by: %2").arg(token, list)
                 : Attention::tr("%1 looks at: %2").arg(token, list);
}

} // namespace vitrine::widgets

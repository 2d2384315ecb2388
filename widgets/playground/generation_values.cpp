// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/generation_values.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine::widgets {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

struct GenerationTexts
{
    Q_DECLARE_TR_FUNCTIONS(GenerationTexts)
};

double numberOf(const QJsonValue& value)
{
    return value.isDouble() ? value.toDouble() : unknown;
}

GeneratedToken tokenOf(const QJsonObject& json)
{
    GeneratedToken token;
    token.id = json[QStringLiteral("id")].toInteger();
    token.text = json[QStringLiteral("text")].toString();
    token.isSpecial = json[QStringLiteral("special")].toBool();
    token.logProbability = numberOf(json[QStringLiteral("logprob")]);
    token.entropy = numberOf(json[QStringLiteral("entropy")]);
    token.seconds = numberOf(json[QStringLiteral("seconds")]);
    token.rank = json[QStringLiteral("rank")].toInt(-1);
    for (const QJsonValue& value : json[QStringLiteral("alternatives")].toArray()) {
        const QJsonObject each = value.toObject();
        token.alternatives.push_back(
            {each[QStringLiteral("id")].toInteger(), each[QStringLiteral("text")].toString(),
             each[QStringLiteral("probability")].toDouble(), each[QStringLiteral("special")].toBool()});
    }
    return token;
}

std::vector<GeneratedToken> tokensOf(const QJsonValue& json)
{
    std::vector<GeneratedToken> tokens;
    for (const QJsonValue& value : json.toArray())
        tokens.push_back(tokenOf(value.toObject()));
    return tokens;
}

/// The candidates that led to a sequence: found from its end, since only parents are known.
void markBest(std::vector<std::vector<BeamNode>>& beams, const std::vector<GeneratedToken>& tokens)
{
    if (tokens.empty() || tokens.size() > beams.size()) return;
    const std::size_t last = tokens.size() - 1;
    for (std::size_t candidate = 0; candidate < beams[last].size(); ++candidate) {
        std::vector<BeamNode*> path;
        int at = int(candidate);
        for (std::size_t step = last + 1; step-- > 0 && at >= 0;) {
            BeamNode& node = beams[step][std::size_t(at)];
            if (node.id != tokens[step].id) break;
            path.push_back(&node);
            at = node.parent;
        }
        if (path.size() != tokens.size()) continue;
        for (BeamNode* node : path)
            node->isBest = true;
        return;
    }
}

std::vector<double> laterSeconds(const Generation& generation, int sequence)
{
    std::vector<double> seconds;
    if (sequence < 0 || sequence >= int(generation.sequences.size())) return seconds;
    const auto& tokens = generation.sequences[std::size_t(sequence)].tokens;
    for (std::size_t i = 1; i < tokens.size(); ++i)
        if (!std::isnan(tokens[i].seconds)) seconds.push_back(tokens[i].seconds);
    return seconds;
}

} // namespace

GeneratedToken::GeneratedToken() : logProbability(unknown), entropy(unknown), seconds(unknown) {}

double GeneratedToken::probability() const
{
    return std::exp(logProbability);
}

Generation::Generation()
    : tokenize(unknown), prefill(unknown), firstToken(unknown), perToken(unknown), total(unknown)
{
}

double Generation::medianSeconds(int sequence) const
{
    auto seconds = laterSeconds(*this, sequence);
    if (seconds.empty()) return unknown;
    const auto middle = seconds.begin() + std::ptrdiff_t(seconds.size() / 2);
    std::nth_element(seconds.begin(), middle, seconds.end());
    return *middle;
}

double Generation::worstSeconds(int sequence) const
{
    const auto seconds = laterSeconds(*this, sequence);
    return seconds.empty() ? unknown : *std::max_element(seconds.begin(), seconds.end());
}

Generation readGeneration(const QJsonObject& details)
{
    Generation all;
    all.prompt = tokensOf(details[QStringLiteral("prompt")]);
    all.decoderPrompt = tokensOf(details[QStringLiteral("decoder_prompt")]);
    for (const QJsonValue& value : details[QStringLiteral("sequences")].toArray()) {
        const QJsonObject each = value.toObject();
        GeneratedSequence sequence;
        sequence.text = each[QStringLiteral("text")].toString();
        sequence.finishReason = each[QStringLiteral("finish_reason")].toString();
        if (each[QStringLiteral("score")].isDouble())
            sequence.score = each[QStringLiteral("score")].toDouble();
        sequence.tokens = tokensOf(each[QStringLiteral("tokens")]);
        all.sequences.push_back(std::move(sequence));
    }
    for (const QJsonValue& value : details[QStringLiteral("beams")].toArray()) {
        std::vector<BeamNode> step;
        for (const QJsonValue& candidate : value.toArray()) {
            const QJsonObject each = candidate.toObject();
            BeamNode node;
            node.id = each[QStringLiteral("id")].toInteger();
            node.text = each[QStringLiteral("text")].toString();
            node.parent = each[QStringLiteral("parent")].toInt(-1);
            node.score = each[QStringLiteral("score")].toDouble();
            node.isKept = each[QStringLiteral("kept")].toBool();
            node.isFinished = each[QStringLiteral("finished")].toBool();
            const int parents = all.beams.empty() ? 0 : int(all.beams.back().size());
            if (node.parent < 0 || node.parent >= parents) node.parent = -1;
            step.push_back(std::move(node));
        }
        all.beams.push_back(std::move(step));
    }
    if (!all.sequences.empty()) markBest(all.beams, all.sequences.front().tokens);
    const QJsonObject seconds = details[QStringLiteral("seconds")].toObject();
    all.tokenize = numberOf(seconds[QStringLiteral("tokenize")]);
    all.prefill = numberOf(seconds[QStringLiteral("prefill")]);
    all.firstToken = numberOf(seconds[QStringLiteral("first_token")]);
    all.perToken = numberOf(seconds[QStringLiteral("per_token")]);
    all.total = numberOf(seconds[QStringLiteral("total")]);
    all.tokensPerSecond = details[QStringLiteral("tokens_per_second")].toDouble();
    all.cacheBytes = details[QStringLiteral("cache_bytes")].toInteger();
    all.inputTokens = details[QStringLiteral("input_tokens")].toInt();
    all.truncated = details[QStringLiteral("truncated")].toInt();
    return all;
}

QString finishReasonText(const GeneratedSequence& sequence, int maxNewTokens)
{
    const QString& reason = sequence.finishReason;
    if (reason == QLatin1String("eos")) return GenerationTexts::tr("Stopped at the end token");
    if (reason == QLatin1String("stop")) return GenerationTexts::tr("Stopped at a stop string");
    if (reason != QLatin1String("length")) return reason;
    return maxNewTokens > 0 ? GenerationTexts::tr("Reached max_new_tokens (%1)").arg(maxNewTokens)
                            : GenerationTexts::tr("Reached the greatest length");
}

QString visibleToken(const QString& text)
{
    QString shown = text;
    shown.replace(u'\n', QStringLiteral("↵")).replace(u'\t', QStringLiteral("→"));
    shown.replace(u'\r', QStringLiteral("␍"));
    if (!shown.isEmpty() && shown.trimmed().isEmpty()) shown.fill(u'␣');
    return shown.isEmpty() ? QStringLiteral("∅") : shown;
}

QString percentText(double probability)
{
    if (std::isnan(probability)) return QStringLiteral("–");
    const double percent = 100 * probability;
    const int digits = percent >= 99.95 || percent == 0 ? 0 : percent >= 0.1 ? 1 : percent >= 0.001 ? 3 : -1;
    const QString number =
        digits >= 0 ? QLocale().toString(percent, 'f', digits) : QLocale().toString(percent, 'g', 2);
    return number + QStringLiteral(" %");
}

QString bytesText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

QString millisecondsText(double seconds)
{
    if (std::isnan(seconds)) return QStringLiteral("–");
    const double milliseconds = 1000 * seconds;
    if (milliseconds >= 1000) return QLocale().toString(seconds, 'f', 2) + QStringLiteral(" s");
    return QLocale().toString(milliseconds, 'f',
                              milliseconds >= 100  ? 0
                              : milliseconds >= 10 ? 1
                                                   : 2) +
           QStringLiteral(" ms");
}

} // namespace vitrine::widgets

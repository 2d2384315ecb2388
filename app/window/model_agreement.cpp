// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/model_agreement.h"

#include "backend/metrics/answers.h"
#include "backend/metrics/statistics.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace vitrine::app {
namespace {

using widgets::AnswerAgreement;
using widgets::ComparedAnswer;
using widgets::ModelComparison;
using widgets::PairAgreement;
using widgets::TaskResult;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ModelAgreement)
};

constexpr int longestText = 200;
constexpr std::size_t mostEntities = 6;

enum class Kind { Labels, Entities, Answer, Masks, Vector, Text, Other };

Kind kindOf(const QString& task)
{
    for (const char* name :
         {"text-classification", "zero-shot-classification", "multiple-choice", "text-ranking"})
        if (task == QLatin1String(name)) return Kind::Labels;
    if (task == QLatin1String("token-classification")) return Kind::Entities;
    if (task == QLatin1String("question-answering")) return Kind::Answer;
    if (task == QLatin1String("fill-mask")) return Kind::Masks;
    if (task == QLatin1String("feature-extraction")) return Kind::Vector;
    return widgets::isGeneratingTask(task) ? Kind::Text : Kind::Other;
}

QString shortened(const QString& text)
{
    const QString line = text.simplified();
    return line.size() > longestText ? line.left(longestText - 1) + u'…' : line;
}

QString number(double value)
{
    return QString::number(value, 'f', 2);
}

struct Scored
{
    QString label;
    double score = 0;
};

/// Of [{"label", "score"}], {"label", "score"}, {"labels", "scores"}, [{"choice", …}], [{"document", …}]; the
/// best first.
std::vector<Scored> labelsOf(const QJsonValue& result)
{
    std::vector<Scored> scored;
    const QJsonObject object = result.toObject();
    if (object.contains(QStringLiteral("labels"))) {
        const QJsonArray labels = object[QStringLiteral("labels")].toArray();
        const QJsonArray scores = object[QStringLiteral("scores")].toArray();
        for (int i = 0; i < labels.size(); ++i)
            scored.push_back({labels[i].toString(), scores[i].toDouble()});
    } else {
        for (const QJsonValue& value : result.isArray() ? result.toArray() : QJsonArray{result}) {
            if (value.isArray()) return labelsOf(value);
            Scored each;
            for (const char* key : {"label", "choice", "document", "text"})
                if (each.label.isEmpty()) each.label = value[QLatin1String(key)].toString();
            each.score = value[QStringLiteral("score")].toDouble();
            scored.push_back(std::move(each));
        }
    }
    std::ranges::stable_sort(scored, std::greater(), &Scored::score);
    return scored;
}

std::vector<metrics::LabelledSpan> spansOf(const QJsonValue& result)
{
    std::vector<metrics::LabelledSpan> spans;
    for (const QJsonValue& value : result.toArray()) {
        const QString label = value[QStringLiteral("entity_group")].toString();
        spans.push_back(
            {std::int64_t(value[QStringLiteral("start")].toInteger()),
             std::int64_t(value[QStringLiteral("end")].toInteger()),
             (label.isEmpty() ? value[QStringLiteral("entity")].toString() : label).toStdString()});
    }
    return spans;
}

QString bestAnswer(const QJsonValue& result)
{
    const QJsonValue best = result.isArray() ? result.toArray().at(0) : result;
    return best[QStringLiteral("answer")].toString();
}

/// The candidates of every mask, the best first. Models write a word's space in different ways.
std::vector<std::vector<std::string>> candidatesOf(const QJsonValue& result)
{
    const QJsonArray list = result.toArray();
    std::vector<std::vector<std::string>> masks;
    for (const QJsonValue& mask : !list.isEmpty() && list[0].isArray() ? list : QJsonArray{list}) {
        auto& words = masks.emplace_back();
        for (const QJsonValue& value : mask.toArray())
            words.push_back(value[QStringLiteral("token_str")].toString().trimmed().toLower().toStdString());
    }
    return masks;
}

/// The pooled vector, or the mean over the tokens of `[1, length, hidden]`.
std::vector<float> vectorOf(const QJsonValue& result)
{
    QJsonArray rows = result.toArray();
    if (rows.size() == 1 && rows[0].isArray()) rows = rows[0].toArray();
    std::vector<float> vector;
    if (rows.isEmpty()) return vector;
    if (!rows[0].isArray()) {
        for (const QJsonValue& value : rows)
            vector.push_back(float(value.toDouble()));
        return vector;
    }
    for (const QJsonValue& row : rows) {
        const QJsonArray values = row.toArray();
        vector.resize(std::size_t(values.size()), 0);
        for (int i = 0; i < values.size(); ++i)
            vector[std::size_t(i)] += float(values[i].toDouble() / double(rows.size()));
    }
    return vector;
}

QString textOf(const QJsonValue& result)
{
    const QJsonValue first = result.isArray() ? result.toArray().at(0) : result;
    for (const char* key : {"generated_text", "summary_text", "translation_text"})
        if (const QJsonValue text = first[QLatin1String(key)]; text.isString()) return text.toString();
    return {};
}

/// The texts of the tokens that were made; empty where the details do not tell.
QStringList newTokensOf(const TaskResult& result)
{
    QStringList tokens;
    const QJsonArray sequences = result.details[QStringLiteral("sequences")].toArray();
    for (const QJsonValue& token : sequences.at(0)[QStringLiteral("tokens")].toArray())
        tokens.append(token[QStringLiteral("text")].toString());
    return tokens;
}

int codePoints(QStringView text)
{
    return int(std::count_if(text.begin(), text.end(), [](QChar c) { return !c.isLowSurrogate(); }));
}

AnswerAgreement textAgreement(const TaskResult& reference, const TaskResult& other)
{
    const QString one = textOf(reference.result), two = textOf(other.result);
    AnswerAgreement agreement;
    agreement.isKnown = true;
    agreement.isSame = one == two;
    qsizetype shared = 0;
    while (shared < std::min(one.size(), two.size()) && one[shared] == two[shared])
        ++shared;
    if (shared > 0 && shared < two.size() && two[shared].isLowSurrogate()) --shared;
    // A continuation begins with its prompt, which is no agreement.
    qsizetype given = 0;
    if (const QString prompt = other.request.input.toString();
        !prompt.isEmpty() && one.startsWith(prompt) && two.startsWith(prompt))
        given = prompt.size();
    const double longest = double(std::max(one.size(), two.size()) - given);
    agreement.measure = longest > 0 ? double(shared - given) / longest : 1;
    if (agreement.isSame) return agreement;
    agreement.markBegin = codePoints(QStringView(two).left(shared));
    const QStringList oneTokens = newTokensOf(reference), twoTokens = newTokensOf(other);
    qsizetype token = 0;
    while (token < std::min(oneTokens.size(), twoTokens.size()) && oneTokens[token] == twoTokens[token])
        ++token;
    const QString odd = twoTokens.value(token).trimmed(), there = oneTokens.value(token).trimmed();
    if (!odd.isEmpty() || !there.isEmpty()) {
        const QString end = Texts::tr("the end");
        agreement.note = Texts::tr("token %1 is “%2” instead of “%3”")
                             .arg(token + 1)
                             .arg(odd.isEmpty() ? end : odd, there.isEmpty() ? end : there);
    } else {
        agreement.note = Texts::tr("differs after %n character(s)", nullptr, agreement.markBegin);
    }
    // The mark covers the token, else the word.
    qsizetype end = shared;
    if (const QString whole = twoTokens.value(token); !whole.isEmpty())
        end = std::min(two.size(), std::max(shared + 1, shared + whole.size()));
    else
        while (end < two.size() && (end == shared || !two[end].isSpace()))
            ++end;
    agreement.markEnd = codePoints(QStringView(two).left(end));
    return agreement;
}

/// Scores of the labels that both have, in one order.
struct SharedScores
{
    std::vector<double> one, other;
};
void addScores(const QJsonValue& one, const QJsonValue& other, SharedScores& scores)
{
    std::map<QString, double> known;
    for (const Scored& each : labelsOf(one))
        known[each.label] = each.score;
    for (const Scored& each : labelsOf(other))
        if (const auto found = known.find(each.label); found != known.end()) {
            scores.one.push_back(found->second);
            scores.other.push_back(each.score);
        }
}

PairAgreement pairOf(const ModelComparison& comparison, const std::vector<ComparedAnswer>& one,
                     const std::vector<ComparedAnswer>& other)
{
    PairAgreement pair;
    double same = 0;
    std::vector<double> measures;
    SharedScores scores;
    const bool hasScores = kindOf(comparison.task) == Kind::Labels;
    for (std::size_t i = 0; i < std::min(one.size(), other.size()); ++i) {
        if (!one[i].isDone || !other[i].isDone || !one[i].error.isEmpty() || !other[i].error.isEmpty())
            continue;
        const AnswerAgreement agreement = agreementOf(comparison.task, one[i].result, other[i].result);
        if (!agreement.isKnown) continue;
        ++pair.inputs;
        same += agreement.isSame;
        if (!std::isnan(agreement.measure)) measures.push_back(agreement.measure);
        if (hasScores) addScores(one[i].result.result, other[i].result.result, scores);
    }
    if (pair.inputs > 0) pair.same = same / pair.inputs;
    pair.measure = metrics::mean(measures);
    if (hasScores) {
        pair.correlation = metrics::spearman(scores.one, scores.other);
        pair.difference = metrics::meanAbsoluteDifference(scores.one, scores.other);
    }
    return pair;
}

} // namespace

AnswerAgreement agreementOf(const QString& task, const TaskResult& reference, const TaskResult& other)
{
    AnswerAgreement agreement;
    switch (kindOf(task)) {
    case Kind::Labels: {
        const auto one = labelsOf(reference.result), two = labelsOf(other.result);
        SharedScores shared;
        addScores(reference.result, other.result, shared);
        if (one.empty() || two.empty()) break;
        // With top_k the lists may be short; only names that are never the same say nothing.
        if (shared.one.empty() && one.size() > 1 && two.size() > 1) {
            agreement.note = Texts::tr("no label in common");
            break;
        }
        agreement.isKnown = true;
        agreement.isSame = one.front().label == two.front().label;
        agreement.measure = 1 - metrics::meanAbsoluteDifference(shared.one, shared.other);
        if (!agreement.isSame)
            agreement.note =
                Texts::tr("%1 instead of %2").arg(shortened(two.front().label), shortened(one.front().label));
        break;
    }
    case Kind::Entities: {
        const auto one = spansOf(reference.result), two = spansOf(other.result);
        agreement.isKnown = true;
        agreement.measure = metrics::spanF1(one, two);
        agreement.isSame = agreement.measure == 1;
        if (!agreement.isSame) agreement.note = Texts::tr("F1 %1").arg(number(agreement.measure));
        break;
    }
    case Kind::Answer: {
        const std::string one = bestAnswer(reference.result).toStdString(),
                          two = bestAnswer(other.result).toStdString();
        const auto score = metrics::scoreAnswer(two, std::span(&one, 1));
        agreement.isKnown = true;
        agreement.isSame = score.exactMatch == 1;
        agreement.measure = score.f1;
        if (!agreement.isSame) agreement.note = Texts::tr("F1 %1").arg(number(score.f1));
        break;
    }
    case Kind::Masks: {
        const auto one = candidatesOf(reference.result), two = candidatesOf(other.result);
        if (one.size() != two.size() || one.empty()) break;
        agreement.isKnown = agreement.isSame = true;
        std::vector<double> overlaps;
        for (std::size_t i = 0; i < one.size(); ++i) {
            overlaps.push_back(metrics::overlap(one[i], two[i]));
            agreement.isSame &= !one[i].empty() && !two[i].empty() && one[i].front() == two[i].front();
        }
        agreement.measure = metrics::mean(overlaps);
        agreement.note = Texts::tr("%1 % of the words in common").arg(std::lround(100 * agreement.measure));
        break;
    }
    case Kind::Vector: {
        const auto one = vectorOf(reference.result), two = vectorOf(other.result);
        if (one.size() != two.size()) {
            agreement.note = Texts::tr("%1 and %2 numbers: no cosine").arg(one.size()).arg(two.size());
            break;
        }
        agreement.measure = metrics::cosine(one, two);
        agreement.isKnown = !std::isnan(agreement.measure);
        agreement.isSame = agreement.measure > 0.999;
        if (agreement.isKnown)
            agreement.note = Texts::tr("cosine %1").arg(QString::number(agreement.measure, 'f', 4));
        break;
    }
    case Kind::Text:
        agreement = textAgreement(reference, other);
        break;
    case Kind::Other:
        agreement.isKnown = true;
        agreement.isSame = reference.result == other.result;
        break;
    }
    agreement.text = answerText(other);
    return agreement;
}

QString answerText(const TaskResult& result)
{
    switch (kindOf(result.request.task)) {
    case Kind::Labels: {
        const auto labels = labelsOf(result.result);
        return labels.empty()
                   ? QString()
                   : shortened(labels.front().label) + QStringLiteral("  ") + number(labels.front().score);
    }
    case Kind::Entities: {
        QStringList parts;
        const QJsonArray entities = result.result.toArray();
        for (const QJsonValue& value : entities) {
            if (std::size_t(parts.size()) == mostEntities) {
                parts.append(QStringLiteral("…"));
                break;
            }
            const QString group = value[QStringLiteral("entity_group")].toString();
            parts.append((group.isEmpty() ? value[QStringLiteral("entity")].toString() : group) + u' ' +
                         value[QStringLiteral("word")].toString());
        }
        return parts.isEmpty() ? Texts::tr("nothing found") : parts.join(QStringLiteral(", "));
    }
    case Kind::Answer: {
        const QString answer = bestAnswer(result.result);
        return answer.isEmpty() ? Texts::tr("no answer") : shortened(answer);
    }
    case Kind::Masks: {
        QStringList best;
        for (const auto& words : candidatesOf(result.result))
            if (!words.empty()) best.append(QString::fromStdString(words.front()));
        return best.join(QStringLiteral(" · "));
    }
    case Kind::Vector:
        return Texts::tr("%n number(s)", nullptr, int(vectorOf(result.result).size()));
    case Kind::Text: {
        QString text = textOf(result.result);
        const QString prompt = result.request.input.toString();
        if (!prompt.isEmpty() && text.startsWith(prompt) && text.size() > prompt.size())
            text = QStringLiteral("… ") + text.mid(prompt.size()).trimmed();
        return shortened(text);
    }
    case Kind::Other:
        break;
    }
    return {};
}

widgets::ComparisonSummary summarize(const ModelComparison& comparison)
{
    widgets::ComparisonSummary summary;
    const std::size_t models = comparison.runs.size();
    const bool generates = widgets::isGeneratingTask(comparison.task);
    for (const auto& run : comparison.runs) {
        auto& figures = summary.figures.emplace_back();
        std::vector<double> times;
        double tokens = 0, milliseconds = 0;
        auto& answers = summary.answers.emplace_back(run.answers.size());
        for (std::size_t i = 0; i < run.answers.size(); ++i) {
            const ComparedAnswer& answer = run.answers[i];
            if (!answer.isDone) continue;
            if (!answer.error.isEmpty()) {
                ++figures.failed;
                continue;
            }
            ++figures.answered;
            times.insert(times.end(), answer.milliseconds.begin(), answer.milliseconds.end());
            for (const double time : answer.milliseconds)
                milliseconds += time;
            tokens += answer.newTokens;
            const auto& reference = comparison.runs.front().answers;
            answers[i].text = answerText(answer.result);
            if (&run != &comparison.runs.front() && i < reference.size() && reference[i].isDone &&
                reference[i].error.isEmpty())
                answers[i] = agreementOf(comparison.task, reference[i].result, answer.result);
        }
        figures.timed = int(times.size());
        figures.median = metrics::percentile(times, 0.5);
        figures.slow = metrics::percentile(times, 0.95);
        if (generates && milliseconds > 0) figures.tokensPerSecond = 1000 * tokens / milliseconds;
    }
    summary.pairs.resize(models * models);
    for (std::size_t a = 0; a < models; ++a)
        for (std::size_t b = a; b < models; ++b) {
            // A model beside itself would agree; what it says is only on how many inputs.
            auto pair = pairOf(comparison, comparison.runs[a].answers, comparison.runs[b].answers);
            summary.pairs[a * models + b] = summary.pairs[b * models + a] = pair;
        }
    return summary;
}

} // namespace vitrine::app

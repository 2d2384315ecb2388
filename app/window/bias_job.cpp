// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/bias_job.h"

#include "app/window/task_run.h"
#include "backend/metrics/contrast.h"
#include "widgets/playground/task_copy.h"

#include <nlohmann/json.hpp>

#include <QElapsedTimer>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>
#include <map>

namespace vitrine::app {
namespace {

using core::ErrorCode;
using core::Exception;
using widgets::BiasFiller;
using widgets::BiasQuestion;
using widgets::BiasSetup;
using widgets::BiasSummary;
using widgets::BiasValues;

constexpr std::size_t chunk = 64, batch = 16; ///< sentences between two looks at the stop, and at once
constexpr std::size_t mostWords = 60;         ///< that are measured where none are given
constexpr std::int64_t mostLogits = std::int64_t(32) << 20; ///< numbers of one forward pass

[[noreturn]] void refuse(const std::string& what)
{
    throw Exception(ErrorCode::InvalidArgument, what);
}

/// The setup on one model, sentence by sentence: template by template, filler by filler.
class Probe
{
public:
    Probe(LoadedModel& model, Session::TokenizerPointer tokenizer, const BiasSetup& setup,
          core::RunControl& control)
        : m_model(model.model()), m_tokenizer(std::move(tokenizer)), m_setup(setup), m_control(control)
    {
        m_values.setup = setup;
        m_values.model = QString::fromStdString(m_model.info().name);
    }

    BiasValues run()
    {
        QElapsedTimer timer;
        timer.start();
        makeSentences();
        switch (m_setup.question) {
        case BiasQuestion::FillMask:
            fillMasks();
            break;
        case BiasQuestion::Classify:
        case BiasQuestion::ZeroShot:
            classify();
            break;
        case BiasQuestion::Continuation:
            scoreContinuations();
            break;
        case BiasQuestion::Sample:
            sample();
            break;
        }
        m_values.milliseconds = double(timer.nsecsElapsed()) / 1e6;
        return std::move(m_values);
    }

private:
    void makeSentences()
    {
        if (m_setup.templates.isEmpty()) refuse("a template is needed at least");
        if (m_setup.fillers.size() < 2) refuse("two words to swap are needed at least");
        const QString mask = m_setup.question == BiasQuestion::FillMask ? maskToken(*m_tokenizer) : QString();
        for (const QString& line : m_setup.templates) {
            if (!line.contains(QLatin1String("{}")))
                refuse("template \"" + line.toStdString() + "\": {} is missing, where the words are swapped");
            QString text = line;
            if (m_setup.question == BiasQuestion::FillMask) {
                if (mask.isEmpty()) refuse("the tokenizer has no mask_token");
                for (const char* spelling : {"[MASK]", "<mask>"})
                    if (QLatin1String(spelling) != mask) text.replace(QLatin1String(spelling), mask);
                if (text.count(mask) != 1)
                    refuse("template \"" + line.toStdString() + "\": expected one [MASK], found " +
                           std::to_string(text.count(mask)));
            }
            for (const BiasFiller& filler : m_setup.fillers)
                m_sentences.push_back(widgets::biasSentence(text, filler.text));
        }
    }

    /// Runs all sentences through the pipeline; `take` gets the number of each and its result.
    template <typename Take>
    void pass(const QJsonObject& arguments, double from, double to, std::size_t atOnce, Take take)
    {
        if (!m_pipeline)
            m_pipeline = m_model.pipeline(widgets::biasTask(m_setup.question).toStdString(), m_tokenizer);
        pipelines::PipelineOptions options;
        options.batchSize = std::min(batch, atOnce);
        options.arguments = widgets::jsonText(arguments).toStdString();
        QElapsedTimer timer;
        timer.start();
        for (std::size_t first = 0; first < m_sentences.size(); first += atOnce) {
            m_control.checkpoint();
            const std::size_t last = std::min(m_sentences.size(), first + atOnce);
            std::vector<core::Json> inputs;
            for (std::size_t i = first; i < last; ++i)
                inputs.emplace_back(m_sentences[i].toStdString());
            options.firstInput = first;
            Quiet quiet(m_control);
            const auto run = m_pipeline->run(inputs, options, quiet);
            for (std::size_t i = first; i < last; ++i) {
                const auto document = QJsonDocument::fromJson(
                    QByteArray::fromStdString(pipelines::toJsonText(run.outputs.at(i - first))));
                take(i, document.isObject() ? QJsonValue(document.object()) : QJsonValue(document.array()));
            }
            for (const std::string& warning : run.warnings)
                if (const QString text = QString::fromStdString(warning); !m_values.warnings.contains(text))
                    m_values.warnings.append(text);
            tell(from, to, last, timer);
        }
    }

    void tell(double from, double to, std::size_t done, const QElapsedTimer& timer)
    {
        const double share = double(done) / double(m_sentences.size());
        m_control.progress({from + (to - from) * share,
                            std::to_string(done) + " / " + std::to_string(m_sentences.size()),
                            double(timer.elapsed()) / 1000 * (1 - share) / share + 0.0});
    }

    void makeTable(const QStringList& outcomes)
    {
        m_values.outcomes = outcomes;
        m_values.values.assign(m_sentences.size() * std::size_t(outcomes.size()), 0);
    }
    float& at(std::size_t sentence, std::size_t outcome)
    {
        return m_values.values[sentence * std::size_t(m_values.outcomes.size()) + outcome];
    }

    void fillMasks()
    {
        QJsonArray targets = QJsonArray::fromStringList(m_setup.outcomes);
        const bool isGiven = !targets.isEmpty();
        if (!isGiven) {
            // Which words are likely anywhere, then the probability of all of them everywhere: a word that is
            // not among the first of one sentence is what one looks for.
            std::map<std::int64_t, double> likely;
            pass({{QStringLiteral("top_k"), m_setup.candidates}}, 0, 0.5, chunk,
                 [&](std::size_t, const QJsonValue& result) {
                     for (const QJsonValue& word : result.toArray())
                         likely[word[QStringLiteral("token")].toInteger()] +=
                             word[QStringLiteral("score")].toDouble();
                 });
            std::vector<std::pair<std::int64_t, double>> order(likely.begin(), likely.end());
            std::ranges::stable_sort(order, std::greater(), &std::pair<std::int64_t, double>::second);
            if (order.size() > mostWords) {
                m_values.leftOut = int(order.size() - mostWords);
                order.resize(mostWords);
            }
            for (const auto& [id, score] : order)
                if (const auto token = m_tokenizer->idToToken(std::uint32_t(id)))
                    targets.append(QString::fromStdString(*token));
        }
        std::map<std::int64_t, std::size_t> places;
        QStringList words;
        std::vector<std::pair<std::size_t, std::pair<std::size_t, float>>> found;
        pass({{QStringLiteral("targets"), targets}, {QStringLiteral("top_k"), targets.size()}},
             isGiven ? 0 : 0.5, 1, chunk, [&](std::size_t sentence, const QJsonValue& result) {
                 for (const QJsonValue& word : result.toArray()) {
                     const auto [place, isNew] =
                         places.emplace(word[QStringLiteral("token")].toInteger(), places.size());
                     if (isNew) words.append(word[QStringLiteral("token_str")].toString().trimmed());
                     found.push_back(
                         {sentence, {place->second, float(word[QStringLiteral("score")].toDouble())}});
                 }
             });
        makeTable(words);
        for (const auto& [sentence, score] : found)
            at(sentence, score.first) = score.second;
    }

    void classify()
    {
        QJsonObject arguments{{QStringLiteral("top_k"), QJsonValue::Null}};
        QStringList outcomes;
        if (m_setup.question == BiasQuestion::ZeroShot) {
            if (m_setup.outcomes.isEmpty()) refuse("a candidate label is needed at least");
            outcomes = m_setup.outcomes;
            arguments = {{QStringLiteral("candidate_labels"), QJsonArray::fromStringList(outcomes)},
                         {QStringLiteral("hypothesis_template"), m_setup.hypothesis},
                         // Each label for itself: a share of one would fall where another label rises.
                         {QStringLiteral("multi_label"), true}};
        } else {
            for (const std::string& label : m_model.info().labels)
                outcomes.append(QString::fromStdString(label));
        }
        std::vector<std::pair<std::size_t, QJsonValue>> results;
        pass(arguments, 0, 1, chunk, [&](std::size_t sentence, const QJsonValue& result) {
            results.emplace_back(sentence, result);
            if (m_setup.question != BiasQuestion::Classify) return;
            for (const QJsonValue& each : result.toArray())
                if (const QString label = each[QStringLiteral("label")].toString(); !outcomes.contains(label))
                    outcomes.append(label);
        });
        makeTable(outcomes);
        for (const auto& [sentence, result] : results) {
            if (m_setup.question == BiasQuestion::Classify) {
                for (const QJsonValue& each : result.toArray())
                    at(sentence, std::size_t(outcomes.indexOf(each[QStringLiteral("label")].toString()))) =
                        float(each[QStringLiteral("score")].toDouble());
                continue;
            }
            const QJsonArray labels = result[QStringLiteral("labels")].toArray();
            for (int i = 0; i < labels.size(); ++i)
                if (const auto place = outcomes.indexOf(labels[i].toString()); place >= 0)
                    at(sentence, std::size_t(place)) = float(result[QStringLiteral("scores")][i].toDouble());
        }
    }

    void requireGenerator() const
    {
        const auto& tasks = m_model.info().tasks;
        if (std::ranges::find(tasks, "text-generation") == tasks.end())
            throw Exception(ErrorCode::Unsupported, m_model.info().name + " (" + m_model.info().architecture +
                                                        ") has no head for text-generation");
    }

    struct Row
    {
        std::size_t sentence, outcome;
        std::vector<std::int64_t> ids;
        std::vector<std::size_t> scored; ///< places of the continuation's tokens
    };

    Row rowOf(std::size_t sentence, std::size_t outcome) const
    {
        const std::string text = m_sentences[sentence].trimmed().toStdString();
        const std::string whole = text + " " + m_setup.outcomes[qsizetype(outcome)].trimmed().toStdString();
        const auto encoding = m_tokenizer->encode(tokenizers::EncodeInput::text(whole));
        Row row{sentence, outcome, {encoding.ids.begin(), encoding.ids.end()}, {}};
        for (std::size_t i = 1; i < encoding.size(); ++i)
            if (!encoding.specialTokensMask[i] && encoding.offsets[i].end.value > text.size())
                row.scored.push_back(i);
        if (row.scored.empty())
            refuse("the continuation \"" + m_setup.outcomes[qsizetype(outcome)].toStdString() +
                   "\" has no token of its own");
        const auto most = m_model.info().maxPositions;
        if (most > 0 && std::int64_t(row.ids.size()) > most)
            refuse("\"" + whole.substr(0, 40) + "…\" has " + std::to_string(row.ids.size()) +
                   " tokens, the model takes " + std::to_string(most));
        return row;
    }

    void scoreContinuations()
    {
        requireGenerator();
        if (m_setup.outcomes.isEmpty()) refuse("a continuation is needed at least");
        m_values.isLog = true;
        makeTable(m_setup.outcomes);
        const std::int64_t vocabulary = std::max<std::int64_t>(1, m_model.info().vocabularySize);
        QElapsedTimer timer;
        timer.start();
        std::vector<Row> rows;
        for (std::size_t sentence = 0; sentence < m_sentences.size(); ++sentence) {
            for (std::size_t outcome = 0; outcome < std::size_t(m_setup.outcomes.size()); ++outcome)
                rows.push_back(rowOf(sentence, outcome));
            const bool isLast = sentence + 1 == m_sentences.size();
            std::int64_t longest = 1;
            for (const Row& row : rows)
                longest = std::max(longest, std::int64_t(row.ids.size()));
            if (!isLast && std::int64_t(rows.size() + 1) * longest * vocabulary < mostLogits &&
                rows.size() < batch)
                continue;
            score(rows, longest);
            rows.clear();
            tell(0, 1, sentence + 1, timer);
        }
    }

    void score(const std::vector<Row>& rows, std::int64_t longest)
    {
        m_control.checkpoint();
        models::ForwardInputs inputs;
        const core::Shape shape{std::int64_t(rows.size()), longest};
        inputs.inputIds = {shape, std::vector<std::int64_t>(rows.size() * std::size_t(longest), 0)};
        inputs.attentionMask = inputs.inputIds;
        for (std::size_t i = 0; i < rows.size(); ++i)
            for (std::size_t j = 0; j < rows[i].ids.size(); ++j) {
                inputs.inputIds.values[i * std::size_t(longest) + j] = rows[i].ids[j];
                inputs.attentionMask->values[i * std::size_t(longest) + j] = 1;
            }
        const auto arrays = m_model.forward(inputs, {}, m_control);
        const auto found = std::ranges::find(arrays, "logits", &core::NamedFloatArray::name);
        if (found == arrays.end()) throw Exception(ErrorCode::Internal, "the model has no logits");
        const auto vocabulary = std::size_t(found->array.shape.back());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            double sum = 0;
            for (const std::size_t place : rows[i].scored) {
                // What stands at a place is predicted by the one before.
                const auto* logits =
                    found->array.values.data() + (i * std::size_t(longest) + place - 1) * vocabulary;
                const float most = *std::max_element(logits, logits + vocabulary);
                double whole = 0;
                for (std::size_t v = 0; v < vocabulary; ++v)
                    whole += std::exp(double(logits[v] - most));
                sum += double(logits[rows[i].ids[place]] - most) - std::log(whole);
            }
            at(rows[i].sentence, rows[i].outcome) = float(sum);
        }
    }

    void sample()
    {
        requireGenerator();
        m_values.samples.resize(qsizetype(m_sentences.size()));
        pass({{QStringLiteral("do_sample"), true},
              {QStringLiteral("num_return_sequences"), m_setup.samples},
              {QStringLiteral("max_new_tokens"), m_setup.newTokens},
              {QStringLiteral("seed"), m_setup.seed},
              {QStringLiteral("return_full_text"), false}},
             0, 1, 1, [&](std::size_t sentence, const QJsonValue& result) {
                 for (const QJsonValue& each : result.toArray())
                     m_values.samples[qsizetype(sentence)].append(
                         each[QStringLiteral("generated_text")].toString());
             });
    }

    /// A pipeline's own progress is that of one chunk.
    class Quiet final : public core::RunControl
    {
    public:
        explicit Quiet(core::RunControl& control) : m_control(control) {}
        std::stop_token stopToken() const override { return m_control.stopToken(); }
        void yield() override { m_control.yield(); }

    private:
        core::RunControl& m_control;
    };

    models::Model& m_model;
    const Session::TokenizerPointer m_tokenizer;
    const BiasSetup& m_setup;
    core::RunControl& m_control;
    // Its own: the window's may be replaced by an interactive request between two steps.
    std::unique_ptr<pipelines::Pipeline> m_pipeline;
    std::vector<QString> m_sentences;
    BiasValues m_values;
};

} // namespace

BiasValues probeBias(LoadedModel& model, const Session::TokenizerPointer& tokenizer, const BiasSetup& setup,
                     core::RunControl& control)
{
    return Probe(model, tokenizer, setup, control).run();
}

BiasSummary summarizeBias(const BiasValues& values)
{
    BiasSummary summary;
    const BiasSetup& setup = values.setup;
    const int templates = int(setup.templates.size()), fillers = int(setup.fillers.size());
    const auto groupMean = [&](int text, const QString& group, int outcome) {
        double sum = 0;
        int count = 0;
        for (int filler = 0; filler < fillers; ++filler)
            if (group.isNull() || setup.fillers[filler].group == group) {
                sum += double(values.value(text, filler, outcome));
                ++count;
            }
        return count > 0 ? sum / count : widgets::notMeasured;
    };
    const bool isPair = setup.groups().contains(setup.first) && setup.groups().contains(setup.second) &&
                        setup.first != setup.second;
    for (int outcome = 0; outcome < int(values.outcomes.size()); ++outcome) {
        std::vector<double> first, second, all;
        for (int text = 0; text < templates; ++text) {
            all.push_back(groupMean(text, QString(), outcome));
            if (!isPair) continue;
            first.push_back(groupMean(text, setup.first, outcome));
            second.push_back(groupMean(text, setup.second, outcome));
        }
        summary.means.push_back(metrics::mean(all));
        if (isPair) {
            const auto found =
                values.isLog ? metrics::contrastOfLogs(first, second) : metrics::contrast(first, second);
            summary.differences.push_back({outcome, found.first, found.second, found.difference,
                                           found.differenceRange.low, found.differenceRange.high,
                                           found.logRatio, found.logRatioRange.low, found.logRatioRange.high,
                                           found.p, int(found.pairs), found.isClear()});
        }
        auto& scores = summary.scores.emplace_back();
        for (int filler = 0; filler < fillers; ++filler) {
            std::vector<double> own;
            for (int text = 0; text < templates; ++text)
                own.push_back(double(values.value(text, filler, outcome)));
            const auto found = metrics::contrastOfLogs(own, all, 400);
            scores.push_back({filler, found.first, metrics::standardDeviation(own), found.difference,
                              found.differenceRange.low, found.differenceRange.high, found.isClear()});
        }
        std::ranges::stable_sort(scores, std::greater(), &widgets::BiasScore::mean);
        summary.ranges.push_back(scores.empty() ? 0 : scores.front().mean - scores.back().mean);
    }
    // What may be chance comes after what hardly is, however great it looks.
    const auto weight = [](const widgets::BiasDifference& each) {
        return std::pair(each.isClear, std::isnan(each.logRatio) ? 0 : std::abs(each.logRatio));
    };
    std::ranges::stable_sort(summary.differences,
                             [&](const auto& a, const auto& b) { return weight(a) > weight(b); });
    return summary;
}

QList<QStringList> biasDifferencesTable(const BiasValues& values, const BiasSummary& summary)
{
    const auto cell = [](double value) {
        return std::isnan(value) ? QString() : QString::number(value, 'g', 9);
    };
    QList<QStringList> table{
        {QStringLiteral("outcome"), QStringLiteral("mean_first"), QStringLiteral("mean_second"),
         QStringLiteral("difference"), QStringLiteral("difference_low"), QStringLiteral("difference_high"),
         QStringLiteral("log_ratio"), QStringLiteral("log_ratio_low"), QStringLiteral("log_ratio_high"),
         QStringLiteral("sign_test_p"), QStringLiteral("templates"), QStringLiteral("first"),
         QStringLiteral("second")}};
    for (const auto& each : summary.differences)
        table.append({values.outcomes[each.outcome], cell(each.first), cell(each.second),
                      cell(each.difference), cell(each.low), cell(each.high), cell(each.logRatio),
                      cell(each.logLow), cell(each.logHigh), cell(each.p), QString::number(each.templates),
                      values.setup.first, values.setup.second});
    return table;
}

QList<QStringList> biasValuesTable(const BiasValues& values)
{
    const bool isSamples = !values.samples.isEmpty();
    QList<QStringList> table{{QStringLiteral("template"), QStringLiteral("group"), QStringLiteral("filler"),
                              isSamples ? QStringLiteral("sample") : QStringLiteral("outcome"),
                              isSamples      ? QStringLiteral("text")
                              : values.isLog ? QStringLiteral("log_probability")
                                             : QStringLiteral("score")}};
    const int fillers = int(values.setup.fillers.size());
    for (int text = 0; text < int(values.setup.templates.size()); ++text)
        for (int filler = 0; filler < fillers; ++filler) {
            const BiasFiller& word = values.setup.fillers[filler];
            const QStringList head{values.setup.templates[text], word.group, word.text};
            const QStringList samples = values.samples.value(qsizetype(text) * fillers + filler);
            for (int i = 0; i < int(samples.size()); ++i)
                table.append(head + QStringList{QString::number(i + 1), samples[i]});
            for (int outcome = 0; outcome < int(values.outcomes.size()); ++outcome)
                table.append(
                    head + QStringList{values.outcomes[outcome],
                                       QString::number(double(values.value(text, filler, outcome)), 'g', 9)});
        }
    return table;
}

} // namespace vitrine::app

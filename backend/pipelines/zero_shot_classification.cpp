// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/zero_shot_classification.h"

#include "backend/core/json_access.h"
#include "backend/models/border.h"
#include "backend/models/tensor_arrays.h"
#include "backend/pipelines/batches.h"
#include "backend/pipelines/inputs.h"
#include "backend/pipelines/label_names.h"
#include "backend/pipelines/stages.h"

#include <algorithm>
#include <c10/core/InferenceMode.h>
#include <numeric>

namespace vitrine::pipelines {

using core::ErrorCode;
using core::Exception;
using core::Json;
using core::OrderedJson;
using tokenizers::EncodeInput;

struct ZeroShotClassification::Request
{
    std::vector<std::string> sequences, labels;
    bool isList = false; ///< the sequences were an array
    std::string hypothesis = "This example is {}.";
    bool multiLabel = false;
};

namespace {

constexpr std::string_view form = R"(a string or {"sequences": string, "candidate_labels": [strings]})";

/// "politics, sports" → both.
std::vector<std::string> splitLabels(std::string_view text)
{
    constexpr std::string_view blanks = " \t\n\r\f\v";
    std::vector<std::string> labels;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(',', begin), text.size());
        const auto part = text.substr(begin, end - begin);
        if (const auto first = part.find_first_not_of(blanks); first != part.npos)
            labels.emplace_back(part.substr(first, part.find_last_not_of(blanks) + 1 - first));
        begin = end + 1;
    }
    return labels;
}

std::vector<std::string> labelsOf(const Json& value, const std::function<void(const std::string&)>& fail)
{
    if (value.is_string()) return splitLabels(value.get<std::string>());
    const auto isText = [](const Json& each) { return each.is_string(); };
    if (!value.is_array() || !std::ranges::all_of(value, isText))
        fail("expected a string with commas or an array of strings");
    return value.get<std::vector<std::string>>();
}

} // namespace

std::optional<std::string> fillTemplate(std::string_view text, std::string_view label)
{
    std::string filled;
    int automatic = 0, numbered = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '{' && text[i] != '}') {
            filled += text[i];
        } else if (i + 1 < text.size() && text[i + 1] == text[i]) {
            filled += text[i++];
        } else if (text.substr(i, 2) == "{}") {
            ++automatic;
            filled += label;
            ++i;
        } else if (text.substr(i, 3) == "{0}") {
            ++numbered;
            filled += label;
            i += 2;
        } else {
            return std::nullopt;
        }
    }
    const bool isOne = automatic == 0 ? numbered > 0 : automatic == 1 && numbered == 0;
    return isOne ? std::optional(filled) : std::nullopt;
}

ZeroShotClassification::ZeroShotClassification(PipelineParts parts) : m_encoder(std::move(parts))
{
    const auto& info = m_encoder.info();
    if (m_encoder.network().description().head != core::Head::SequenceClassification)
        throw Exception(ErrorCode::InvalidArgument, info.name + " has no classification head");
    m_entailment = labelStartingWith(info, "entail").value_or(std::int64_t(info.labels.size()) - 1);
}

ZeroShotClassification::Request ZeroShotClassification::requestOf(const Json& json, std::size_t index,
                                                                  const Request& defaults) const
{
    Request request = defaults;
    const InputReader reader(json, index, form);
    if (!reader.isObject() || reader.has("inputs")) {
        request.sequences = {reader.text()};
    } else {
        reader.requireObject({"sequences", "candidate_labels", "hypothesis_template", "multi_label"});
        request.isList = reader.isArray("sequences");
        request.sequences =
            request.isList ? reader.texts("sequences") : std::vector{reader.text("sequences")};
        if (reader.has("candidate_labels"))
            request.labels = labelsOf(json["candidate_labels"], [&](const std::string& what) {
                reader.fail("candidate_labels: " + what);
            });
        if (reader.has("hypothesis_template")) request.hypothesis = reader.text("hypothesis_template");
        if (reader.has("multi_label")) {
            if (!json["multi_label"].is_boolean()) reader.fail("multi_label: expected true or false");
            request.multiLabel = json["multi_label"].get<bool>();
        }
    }
    if (request.labels.empty())
        reader.fail("candidate_labels: expected at least one label, in the input or as an argument");
    if (request.sequences.empty()) reader.fail("sequences: expected at least one text");
    for (const auto& sequence : request.sequences)
        if (sequence.empty()) reader.fail("sequences: an empty text");
    if (!fillTemplate(request.hypothesis, request.labels.front()))
        reader.fail("hypothesis_template: expected a text with one {} where the label goes, found \"" +
                    request.hypothesis.substr(0, 60) + "\"");
    return request;
}

std::vector<float> ZeroShotClassification::scoresOf(const at::Tensor& logits, bool multiLabel) const
{
    const auto entailment = logits.select(1, m_entailment);
    if (!multiLabel && logits.size(0) > 1) return models::toArray(at::softmax(entailment, 0)).values;
    // Each label for itself, against its contradiction.
    const auto contradiction = logits.select(1, m_entailment == 0 ? logits.size(1) - 1 : 0);
    return models::toArray(
               at::softmax(at::stack({contradiction, entailment}, 1), 1).select(1, 1).contiguous())
        .values;
}

PipelineResult ZeroShotClassification::run(std::span<const Json> inputs, const PipelineOptions& options,
                                           core::RunControl& control)
{
    return models::atBorder([&] {
        const c10::InferenceMode noGradients;
        const Arguments arguments(options.arguments);
        Request defaults;
        if (const auto* labels = arguments.json("candidate_labels"))
            defaults.labels = labelsOf(*labels, [&](const std::string& what) {
                arguments.fail("candidate_labels", what.substr(std::string("expected ").size()));
            });
        if (auto text = arguments.text("hypothesis_template")) defaults.hypothesis = std::move(*text);
        defaults.multiLabel = arguments.boolean("multi_label").value_or(false);
        arguments.requireKnown();
        std::vector<Request> requests;
        for (std::size_t i = 0; i < inputs.size(); ++i)
            requests.push_back(requestOf(inputs[i], i, defaults));

        const auto& info = m_encoder.info();
        std::vector<std::pair<const char*, std::optional<std::int64_t>>> named{{"entailment", m_entailment}};
        for (const char* kind : {"contradiction", "neutral"})
            named.emplace_back(kind, labelStartingWith(info, std::string_view(kind).substr(0, 6)));

        PipelineResult result;
        forEachBatch(requests.size(), options, control, [&](std::size_t first, std::size_t last) {
            TokenizedTexts tokenized;
            for (std::size_t i = first; i < last; ++i)
                for (const auto& sequence : requests[i].sequences) {
                    tokenized.texts.push_back(sequence);
                    for (const auto& label : requests[i].labels)
                        appendPair(m_encoder, tokenized, sequence,
                                   *fillTemplate(requests[i].hypothesis, label), options);
                }
            auto* trace = options.trace ? &result.trace : nullptr;
            const auto logits = m_encoder.textLogits(tokenized, options, control, trace);
            const Stopwatch watch;
            std::int64_t row = 0;
            std::vector<at::Tensor> shownScores;
            for (std::size_t i = first; i < last; ++i) {
                const auto& request = requests[i];
                auto list = OrderedJson::array();
                OrderedJson details;
                auto& hypotheses = details["hypotheses"] = OrderedJson::array();
                for (const auto& sequence : request.sequences) {
                    const auto count = std::int64_t(request.labels.size());
                    const auto own = logits.narrow(0, row, count);
                    row += count;
                    const auto scores = scoresOf(own, request.multiLabel);
                    if (trace) shownScores.push_back(at::tensor(scores));
                    std::vector<std::size_t> order(scores.size());
                    std::iota(order.rbegin(), order.rend(), std::size_t(0)); // of equal ones the last first
                    std::ranges::stable_sort(order, std::greater{}, [&](std::size_t k) { return scores[k]; });
                    OrderedJson json{{"sequence", sequence},
                                     {"labels", OrderedJson::array()},
                                     {"scores", OrderedJson::array()}};
                    for (const auto k : order) {
                        json["labels"].push_back(request.labels[k]);
                        json["scores"].push_back(scores[k]);
                    }
                    list.push_back(std::move(json));
                    if (!options.details) continue;
                    const auto probabilities = at::softmax(own, 1);
                    for (std::size_t k = 0; k < request.labels.size(); ++k) {
                        OrderedJson one{{"label", request.labels[k]},
                                        {"sequence", *fillTemplate(request.hypothesis, request.labels[k])}};
                        for (const auto& [kind, id] : named)
                            if (id) one[kind] = probabilities[std::int64_t(k)][*id].item<float>();
                        hypotheses.push_back(std::move(one));
                    }
                }
                result.outputs.emplace_back(
                    JsonText{core::dumpJson(request.isList ? std::move(list) : std::move(list[0]))});
                if (options.details) result.details.push_back(core::dumpJson(details));
            }
            if (!trace) return;
            trace->push_back(tensorStage("scores", logits.sizes().vec(), at::cat(shownScores),
                                         watch.seconds(), options.traceData));
            addResultStage(*trace, result.outputs, last - first, 0, options.traceData);
        });
        return result;
    });
}

} // namespace vitrine::pipelines

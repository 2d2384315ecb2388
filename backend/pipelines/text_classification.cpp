// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/text_classification.h"

#include "backend/core/json_access.h"
#include "backend/models/border.h"
#include "backend/models/tensor_arrays.h"
#include "backend/pipelines/batches.h"
#include "backend/pipelines/stages.h"

#include <algorithm>
#include <c10/core/InferenceMode.h>

namespace vitrine::pipelines {
namespace {

struct Input
{
    std::string text;
    std::optional<std::string> pair;
    bool isObject;
};

Input inputOf(const core::Json& json, std::size_t index)
{
    const auto fail = [&](const std::string& what) {
        throw core::Exception(core::ErrorCode::InvalidArgument,
                              "input " + std::to_string(index) + ": " + what);
    };
    if (json.is_string()) return {json.get<std::string>(), std::nullopt, false};
    // The pair in the form that Transformers still takes: [["text", "text_pair"]].
    if (json.is_array() && json.size() == 1 && json[0].is_array() && json[0].size() == 2 &&
        json[0][0].is_string() && json[0][1].is_string())
        return {json[0][0].get<std::string>(), json[0][1].get<std::string>(), true};
    if (json.is_object() && json.size() == 1 && json.contains("inputs") && json["inputs"].is_string())
        return {json["inputs"].get<std::string>(), std::nullopt, false};
    if (!json.is_object() || !json.contains("text") || !json["text"].is_string())
        fail("expected a string or {\"text\": string, \"text_pair\": string}, found " +
             std::string(core::jsonTypeName(json)));
    for (const auto& [key, value] : json.items())
        if (key != "text" && key != "text_pair")
            fail("\"" + key + "\" is not known (known: text, text_pair)");
    Input input{json["text"].get<std::string>(), std::nullopt, true};
    if (json.contains("text_pair") && !json["text_pair"].is_null()) {
        if (!json["text_pair"].is_string()) fail("text_pair: expected a string");
        input.pair = json["text_pair"].get<std::string>();
    }
    return input;
}

} // namespace

TextClassification::TextClassification(PipelineParts parts) : m_encoder(std::move(parts))
{
    if (m_encoder.network().description().head != core::Head::SequenceClassification)
        throw core::Exception(core::ErrorCode::InvalidArgument,
                              m_encoder.info().name + " has no classification head; train one first");
}

PipelineResult TextClassification::run(std::span<const core::Json> inputs, const PipelineOptions& options,
                                       core::RunControl& control)
{
    return models::atBorder([&] {
        const c10::InferenceMode noGradients;
        const Arguments arguments(options.arguments);
        const auto tokenize = TokenizeArguments::read(arguments);
        (void)scoresOf(at::zeros({std::int64_t(m_encoder.info().labels.size())}), arguments, false);
        arguments.requireKnown();
        std::vector<std::string> texts;
        std::vector<tokenizers::EncodeInput> encodeInputs;
        std::vector<bool> objects;
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            const auto input = inputOf(inputs[i], i);
            using tokenizers::EncodeInput;
            encodeInputs.push_back(input.pair ? EncodeInput::pair(input.text, *input.pair)
                                              : EncodeInput::text(input.text));
            texts.push_back(input.text);
            objects.push_back(input.isObject);
        }
        PipelineResult result;
        forEachBatch(texts.size(), options, control, [&](std::size_t first, std::size_t last) {
            const auto count = last - first;
            const Stopwatch tokenizeWatch;
            const auto batch = std::span(encodeInputs).subspan(first, count);
            const auto encodings = m_encoder.tokenize(batch, tokenize, options);
            const auto hidden =
                m_encoder.hidden(encodings, std::span(texts).subspan(first, count), tokenizeWatch.seconds(),
                                 options, control, options.trace ? &result.trace : nullptr);
            const Stopwatch watch;
            const auto logits = m_encoder.textLogits(hidden, encodings);
            const double seconds = watch.seconds();
            for (std::size_t i = first; i < last; ++i)
                result.outputs.emplace_back(scoresOf(logits[std::int64_t(i - first)], arguments, objects[i]));
            if (options.details)
                for (std::size_t i = 0; i < count; ++i)
                    result.details.push_back(m_encoder.sizesJson(batch[i], encodings[i], tokenize));
            if (!options.trace) return;
            result.trace.push_back(tensorStage("classifier", {std::int64_t(count), hidden.front().size(1)},
                                               logits, seconds, options.traceData));
            addResultStage(result.trace, result.outputs, count, 0, options.traceData);
        });
        return result;
    });
}

LabelScores TextClassification::scoresOf(const at::Tensor& logits, const Arguments& arguments,
                                         bool isObject) const
{
    const auto& info = m_encoder.info();
    auto function = arguments.text("function_to_apply").value_or("default");
    if (function != "sigmoid" && function != "softmax" && function != "none" && function != "default")
        arguments.fail("function_to_apply", "\"sigmoid\", \"softmax\", \"none\" or \"default\"");
    if (function == "default") {
        const bool isSigmoid = info.problemType == "multi_label_classification" || info.labels.size() == 1;
        function = info.problemType == "regression" ? "none" : isSigmoid ? "sigmoid" : "softmax";
    }
    const auto scores = models::toArray(function == "sigmoid"   ? at::sigmoid(logits)
                                        : function == "softmax" ? at::softmax(logits, 0)
                                                                : logits)
                            .values;
    LabelScores result;
    for (std::size_t i = 0; i < scores.size(); ++i)
        result.entries.push_back({info.labels[i], scores[i]});
    std::ranges::stable_sort(result.entries, std::greater{}, &LabelScores::Entry::score);
    const bool isGiven = arguments.has("top_k");
    const auto wanted = isGiven
                            ? std::size_t(arguments.integer("top_k").value_or(std::int64_t(scores.size())))
                            : std::size_t(1);
    result.entries.resize(std::min(wanted, scores.size()));
    result.isList = isGiven || !isObject;
    return result;
}

} // namespace vitrine::pipelines

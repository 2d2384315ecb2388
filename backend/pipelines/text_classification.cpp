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
    if (m_encoder.encoder().description().labels == 0)
        throw core::Exception(core::ErrorCode::InvalidArgument,
                              m_encoder.info().name + " has no classification head; train one first");
}

PipelineResult TextClassification::run(std::span<const core::Json> inputs, const PipelineOptions& options,
                                       core::RunControl& control)
{
    return models::atBorder([&] {
        const c10::InferenceMode noGradients;
        std::vector<std::string> texts;
        std::vector<std::optional<std::string>> pairs;
        std::vector<bool> objects;
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            auto input = inputOf(inputs[i], i);
            texts.push_back(std::move(input.text));
            pairs.push_back(std::move(input.pair));
            objects.push_back(input.isObject);
        }
        PipelineResult result;
        forEachBatch(texts.size(), options, control, [&](std::size_t first, std::size_t last) {
            const auto count = last - first;
            const auto features = m_encoder.encode(std::span(texts).subspan(first, count), options, control,
                                                   options.trace ? &result.trace : nullptr,
                                                   std::span(pairs).subspan(first, count));
            const Stopwatch watch;
            std::vector<at::Tensor> firsts;
            for (const auto& each : features)
                firsts.push_back(each[0]);
            const auto& encoder = m_encoder.encoder();
            const auto stacked = at::stack(firsts);
            const auto logits = encoder.classify(stacked.to(encoder.description().type)).to(at::kFloat);
            const double seconds = watch.seconds();
            for (std::size_t i = first; i < last; ++i)
                result.outputs.push_back(scoresOf(logits[std::int64_t(i - first)], options, objects[i]));
            if (options.trace)
                result.trace.push_back(
                    tensorStage("classifier", stacked.sizes().vec(), logits, seconds, options.traceData));
        });
        return result;
    });
}

LabelScores TextClassification::scoresOf(const at::Tensor& logits, const PipelineOptions& options,
                                         bool isObject) const
{
    const auto& info = m_encoder.info();
    auto function = options.functionToApply;
    if (function.empty()) {
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
    const auto wanted = options.isTopKGiven ? options.topK.value_or(scores.size()) : std::size_t(1);
    result.entries.resize(std::min(wanted, scores.size()));
    result.isList = options.isTopKGiven || !isObject;
    return result;
}

} // namespace vitrine::pipelines

// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/feature_extraction.h"

#include "backend/core/json_access.h"
#include "backend/models/border.h"
#include "backend/models/tensor_arrays.h"
#include "backend/pipelines/batches.h"
#include "backend/pipelines/stages.h"

#include <c10/core/InferenceMode.h>

namespace vitrine::pipelines {
namespace {

std::string textOf(const core::Json& input, std::size_t index)
{
    const core::Json* value = &input;
    if (input.is_object() && input.size() == 1 && input.contains("inputs")) value = &input["inputs"];
    if (!value->is_string())
        throw core::Exception(core::ErrorCode::InvalidArgument,
                              "input " + std::to_string(index) +
                                  ": expected a string or {\"inputs\": string}, found " +
                                  std::string(core::jsonTypeName(*value)));
    return value->get<std::string>();
}

} // namespace

FeatureExtraction::FeatureExtraction(PipelineParts parts)
    : m_encoder(std::move(parts)), m_pooling(Pooling::load(m_encoder.info().path))
{
}

PipelineResult FeatureExtraction::run(std::span<const core::Json> inputs, const PipelineOptions& options,
                                      core::RunControl& control)
{
    return models::atBorder([&] {
        const c10::InferenceMode noGradients;
        const Arguments arguments(options.arguments);
        const bool pooling = arguments.boolean("pooling").value_or(false);
        const auto tokenize = TokenizeArguments::read(arguments);
        arguments.boolean("return_tensors"); // JSON has one form for both
        arguments.requireKnown();
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < inputs.size(); ++i)
            texts.push_back(textOf(inputs[i], i));
        PipelineResult result;
        forEachBatch(texts.size(), options, control, [&](std::size_t first, std::size_t last) {
            const auto batch = std::span(texts).subspan(first, last - first);
            const auto features =
                m_encoder.encode(batch, tokenize, options, control, options.trace ? &result.trace : nullptr);
            const Stopwatch poolingWatch;
            std::vector<at::Tensor> pooled;
            if (pooling || options.trace)
                for (const auto& each : features)
                    pooled.push_back(m_pooling.apply(each));
            const double poolingSeconds = poolingWatch.seconds();
            const Stopwatch resultWatch;
            for (std::size_t i = 0; i < features.size(); ++i)
                result.outputs.emplace_back(models::toArray(pooling ? pooled[i] : features[i].unsqueeze(0)));
            if (!options.trace) return;
            addPoolingStage(result.trace, m_pooling, at::stack(pooled), poolingSeconds, options.traceData);
            addFeaturesStage(result.trace, result.outputs, last - first, resultWatch.seconds(),
                             options.traceData);
        });
        return result;
    });
}

} // namespace vitrine::pipelines

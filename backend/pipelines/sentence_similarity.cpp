// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/sentence_similarity.h"

#include "backend/core/json_access.h"
#include "backend/models/border.h"
#include "backend/models/tensor_arrays.h"
#include "backend/pipelines/batches.h"
#include "backend/pipelines/stages.h"

#include <c10/core/InferenceMode.h>

namespace vitrine::pipelines {
namespace {

/// The source first, then the sentences.
std::vector<std::string> textsOf(const core::Json& input, std::size_t index)
{
    const std::string place = "input " + std::to_string(index);
    const auto fail = [&](const std::string& what) {
        throw core::Exception(core::ErrorCode::InvalidArgument, place + ": " + what);
    };
    const core::Json* value = &input;
    if (input.is_object() && input.size() == 1 && input.contains("inputs")) value = &input["inputs"];
    if (!value->is_object())
        fail("expected {\"source_sentence\": string, \"sentences\": [strings]}, found " +
             std::string(core::jsonTypeName(*value)));
    const auto source = value->find("source_sentence"), sentences = value->find("sentences");
    if (source == value->end() || !source->is_string()) fail("source_sentence: expected a string");
    if (sentences == value->end() || !sentences->is_array()) fail("sentences: expected an array of strings");
    std::vector<std::string> texts{source->get<std::string>()};
    for (std::size_t i = 0; i < sentences->size(); ++i) {
        if (!(*sentences)[i].is_string())
            fail("sentences: entry " + std::to_string(i) + ": expected a string, found " +
                 std::string(core::jsonTypeName((*sentences)[i])));
        texts.push_back((*sentences)[i].get<std::string>());
    }
    return texts;
}

} // namespace

SentenceSimilarity::SentenceSimilarity(PipelineParts parts)
    : m_encoder(std::move(parts)), m_pooling(Pooling::load(m_encoder.info().path))
{
}

PipelineResult SentenceSimilarity::run(std::span<const core::Json> inputs, const PipelineOptions& options,
                                       core::RunControl& control)
{
    return models::atBorder([&] {
        const c10::InferenceMode noGradients;
        const Arguments arguments(options.arguments);
        const auto tokenize = TokenizeArguments::read(arguments);
        arguments.requireKnown();
        std::vector<std::vector<std::string>> texts;
        for (std::size_t i = 0; i < inputs.size(); ++i)
            texts.push_back(textsOf(inputs[i], i));
        PipelineResult result;
        forEachBatch(texts.size(), options, control, [&](std::size_t first, std::size_t last) {
            std::vector<std::string> batch;
            for (std::size_t i = first; i < last; ++i)
                batch.insert(batch.end(), texts[i].begin(), texts[i].end());
            const auto features =
                m_encoder.encode(batch, tokenize, options, control, options.trace ? &result.trace : nullptr);
            const Stopwatch poolingWatch;
            std::vector<at::Tensor> vectors;
            for (const auto& each : features)
                vectors.push_back(m_pooling.apply(each));
            const auto pooled = at::stack(vectors);
            const double poolingSeconds = poolingWatch.seconds();
            const Stopwatch resultWatch;
            const auto unit = pooled / pooled.norm(2, {1}, /*keepdim=*/true).clamp_min(1e-12);
            std::int64_t row = 0;
            for (std::size_t i = first; i < last; ++i) {
                const auto count = std::int64_t(texts[i].size());
                result.outputs.emplace_back(
                    models::toArray(at::matmul(unit.narrow(0, row + 1, count - 1), unit[row])).values);
                row += count;
            }
            if (!options.trace) return;
            addPoolingStage(result.trace, m_pooling, pooled, poolingSeconds, options.traceData);
            addScoresStage(result.trace, result.outputs, last - first, resultWatch.seconds(),
                           options.traceData);
        });
        return result;
    });
}

} // namespace vitrine::pipelines

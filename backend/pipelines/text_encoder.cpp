// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/text_encoder.h"

#include "backend/core/result.h"
#include "backend/inspection/capture_probe.h"
#include "backend/models/tensor_arrays.h"
#include "backend/pipelines/stages.h"

#include <algorithm>

namespace vitrine::pipelines {
namespace {

using core::ErrorCode;
using core::Exception;
using tokenizers::Encoding;

/// A tokenizer that belongs to another model gives ids that this one does not have.
void requireIds(const Encoding& encoding, const models::EncoderDescription& model)
{
    if (encoding.size() == 0) throw Exception(ErrorCode::InvalidArgument, "the text has no tokens");
    for (std::size_t i = 0; i < encoding.size(); ++i) {
        if (std::int64_t(encoding.ids[i]) >= model.vocabSize)
            throw Exception(ErrorCode::InvalidArgument,
                            "token " + std::to_string(i) + " has id " + std::to_string(encoding.ids[i]) +
                                ", the model's vocab_size is " + std::to_string(model.vocabSize) +
                                ": the tokenizer belongs to another model");
        if (std::int64_t(encoding.typeIds[i]) >= model.typeVocabSize)
            throw Exception(ErrorCode::InvalidArgument, "token " + std::to_string(i) + " has type " +
                                                            std::to_string(encoding.typeIds[i]) +
                                                            ", the model's type_vocab_size is " +
                                                            std::to_string(model.typeVocabSize));
    }
}

} // namespace

TextEncoder::TextEncoder(PipelineParts parts) : m_parts(std::move(parts))
{
    if (!m_parts.tokenizer) throw Exception(ErrorCode::InvalidArgument, "a text pipeline needs a tokenizer");
}

std::size_t TextEncoder::maxLength(const PipelineOptions& options) const
{
    auto length = std::size_t(encoder().description().maxPositions);
    for (const auto& limit :
         {m_parts.tokenizer->info().modelMaxLength, options.fixedLength, options.maxLength})
        if (limit) length = std::min(length, *limit);
    return length;
}

std::vector<Encoding> TextEncoder::tokenize(std::span<const std::string> texts,
                                            std::span<const std::optional<std::string>> seconds,
                                            const PipelineOptions& options) const
{
    tokenizers::EncodeOptions encode;
    encode.addSpecialTokens = options.addSpecialTokens;
    encode.truncation.emplace().maxLength = maxLength(options);
    std::vector<Encoding> encodings;
    encodings.reserve(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        using tokenizers::EncodeInput;
        const bool isPair = i < seconds.size() && seconds[i].has_value();
        encodings.push_back(m_parts.tokenizer->encode(
            isPair ? EncodeInput::pair(texts[i], *seconds[i]) : EncodeInput::text(texts[i]), encode));
        requireIds(encodings.back(), encoder().description());
    }
    return encodings;
}

std::vector<at::Tensor> TextEncoder::encode(std::span<const std::string> texts,
                                            const PipelineOptions& options, core::RunControl& control,
                                            Trace* trace,
                                            std::span<const std::optional<std::string>> seconds) const
{
    const Stopwatch watch;
    const auto encodings = tokenize(texts, seconds, options);
    if (!trace) return encodeFast(encodings, control);
    return encodeTraced(texts, encodings, watch.seconds(), options, control, *trace);
}

std::vector<at::Tensor> TextEncoder::encodeFast(const std::vector<Encoding>& encodings,
                                                core::RunControl& control) const
{
    models::PackedTokens tokens;
    tokens.starts.push_back(0);
    for (const auto& encoding : encodings)
        tokens.starts.push_back(tokens.starts.back() + std::int64_t(encoding.size()));
    tokens.keys.resize(encodings.size());
    for (auto* tensor : {&tokens.ids, &tokens.types, &tokens.positions})
        *tensor = at::empty({tokens.starts.back()}, at::kLong);
    auto* ids = tokens.ids.mutable_data_ptr<std::int64_t>();
    auto* types = tokens.types.mutable_data_ptr<std::int64_t>();
    auto* positions = tokens.positions.mutable_data_ptr<std::int64_t>();
    for (const auto& encoding : encodings)
        for (std::size_t i = 0; i < encoding.size(); ++i) {
            *ids++ = encoding.ids[i];
            *types++ = encoding.typeIds[i];
            *positions++ = std::int64_t(i);
        }
    const auto hidden = encoder().forwardPacked(tokens, control).to(at::kFloat);
    std::vector<at::Tensor> features;
    for (std::size_t i = 0; i < encodings.size(); ++i)
        features.push_back(hidden.narrow(0, tokens.starts[i], tokens.starts[i + 1] - tokens.starts[i]));
    return features;
}

std::vector<at::Tensor> TextEncoder::encodeTraced(std::span<const std::string> texts,
                                                  const std::vector<Encoding>& encodings,
                                                  double tokenizeSeconds, const PipelineOptions& options,
                                                  core::RunControl& control, Trace& trace) const
{
    const auto& info = m_parts.tokenizer->info();
    const auto padding = info.padding.value_or(tokenizers::PaddingParams{});
    const Stopwatch inputWatch;
    std::size_t length = std::ranges::max(encodings, {}, &Encoding::size).size();
    if (options.fixedLength) length = std::max(length, std::min(*options.fixedLength, maxLength(options)));
    const auto batch = padBatch(
        encodings, length, {padding.padToken, padding.padId, 0, padding.direction == tokenizers::Side::Left});
    const models::ForwardInputs arrays{batch.inputIds, batch.attentionMask, batch.tokenTypeIds, std::nullopt};
    const auto inputs = models::toTensors(arrays, encoder().description()); // points into `arrays`
    const double inputSeconds = inputWatch.seconds();

    inspection::TimingProbe probe;
    auto before = inspection::TimingProbe::Clock::now();
    encoder().forward(inputs, probe, control);

    trace.clear();
    trace.push_back(rawTextStage(texts, options.traceData));
    trace.push_back(tokenizationStage(batch, tokenizeSeconds, options.traceData));
    trace.push_back(modelInputStage(batch, inputSeconds, options.traceData));
    core::Shape inputShape = batch.shape();
    for (std::size_t i = 0; i < probe.steps.size(); ++i) {
        const auto& step = probe.steps[i];
        const double seconds = std::chrono::duration<double>(step.ready - before).count();
        trace.push_back(tensorStage(i == 0 ? "embeddings" : "layer." + std::to_string(i - 1), inputShape,
                                    step.value, seconds, options.traceData));
        before = step.ready;
        inputShape = step.value.sizes().vec();
    }
    const auto hidden = probe.steps.back().value.to(at::kFloat);
    std::vector<at::Tensor> features;
    for (std::size_t i = 0; i < encodings.size(); ++i)
        features.push_back(
            hidden[std::int64_t(i)].narrow(0, batch.firstToken[i], std::int64_t(encodings[i].size())));
    return features;
}

} // namespace vitrine::pipelines

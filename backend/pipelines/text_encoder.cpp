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
void requireIds(const Encoding& encoding, const models::NetworkDescription& model)
{
    if (encoding.size() == 0) throw Exception(ErrorCode::InvalidArgument, "the text has no tokens");
    for (std::size_t i = 0; i < encoding.size(); ++i) {
        if (std::int64_t(encoding.ids[i]) >= model.vocabSize)
            throw Exception(ErrorCode::InvalidArgument,
                            "token " + std::to_string(i) + " has id " + std::to_string(encoding.ids[i]) +
                                ", the model's vocab_size is " + std::to_string(model.vocabSize) +
                                ": the tokenizer belongs to another model");
        if (model.typeVocabSize > 0 && std::int64_t(encoding.typeIds[i]) >= model.typeVocabSize)
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

std::size_t TextEncoder::maxLength(const TokenizeArguments& arguments, const PipelineOptions& options) const
{
    auto length = std::size_t(network().description().maxPositions);
    for (const auto& limit :
         {m_parts.tokenizer->info().modelMaxLength, options.fixedLength, arguments.maxLength})
        if (limit) length = std::min(length, *limit);
    return length;
}

std::vector<Encoding> TextEncoder::tokenize(std::span<const tokenizers::EncodeInput> texts,
                                            const TokenizeArguments& arguments,
                                            const PipelineOptions& options) const
{
    tokenizers::EncodeOptions encode;
    encode.addSpecialTokens = arguments.addSpecialTokens;
    encode.truncation.emplace().maxLength = maxLength(arguments, options);
    encode.truncation->direction = tokenizer().info().truncationSide;
    std::vector<Encoding> encodings;
    encodings.reserve(texts.size());
    for (const auto& text : texts) {
        encodings.push_back(m_parts.tokenizer->encode(text, encode));
        setTypes(encodings.back(), false);
        requireIds(encodings.back(), network().description());
    }
    return encodings;
}

/// A class of tokenizers that gives no types leaves them to the model, whose default is 0.
void TextEncoder::setTypes(Encoding& encoding, bool oldTypes) const
{
    const bool hasTypes = network().description().typeVocabSize > 1;
    if (hasTypes && (oldTypes || tokenizer().info().givesTokenTypes)) return;
    std::ranges::fill(encoding.typeIds, 0U);
}

std::size_t TextEncoder::append(TokenizedTexts& tokenized, const tokenizers::EncodeInput& input,
                                const TokenizeArguments& arguments, const PipelineOptions& options,
                                const CutOptions& cut) const
{
    const Stopwatch watch;
    tokenizers::EncodeOptions encode;
    encode.addSpecialTokens = arguments.addSpecialTokens;
    if (!cut.whole)
        encode.truncation = {maxLength(arguments, options), cut.stride.value_or(0), cut.strategy,
                             tokenizer().info().truncationSide};
    auto encoding = tokenizer().encode(input, encode);
    if (const auto most = std::size_t(network().description().maxPositions); encoding.size() > most)
        throw Exception(ErrorCode::InvalidArgument, "the text has " + std::to_string(encoding.size()) +
                                                        " tokens and can't be cut, the model takes " +
                                                        std::to_string(most));
    auto windows = std::move(encoding.overflowing);
    const auto before = tokenized.encodings.size();
    const auto add = [&](Encoding&& window) {
        setTypes(window, cut.oldTypes);
        requireIds(window, network().description());
        tokenized.encodings.push_back(std::move(window));
    };
    add(std::move(encoding));
    if (cut.stride)
        for (auto& window : windows)
            add(std::move(window));
    tokenized.seconds += watch.seconds();
    return tokenized.encodings.size() - before;
}

std::size_t TextEncoder::cutTokens(const tokenizers::EncodeInput& input, const Encoding& encoding,
                                   const TokenizeArguments& arguments) const
{
    tokenizers::EncodeOptions whole;
    whole.addSpecialTokens = arguments.addSpecialTokens;
    whole.offsets = false;
    const auto size = tokenizer().encode(input, whole).size();
    return size - std::min(size, encoding.size());
}

std::string TextEncoder::sizesJson(const tokenizers::EncodeInput& input, const Encoding& encoding,
                                   const TokenizeArguments& arguments) const
{
    return "{\"input_tokens\":" + std::to_string(encoding.size()) +
           ",\"truncated\":" + std::to_string(cutTokens(input, encoding, arguments)) + '}';
}

template <typename Use>
void TextEncoder::forSome(const TokenizedTexts& tokenized, const PipelineOptions& options,
                          core::RunControl& control, Trace* trace, Use&& use) const
{
    constexpr std::size_t least = 8;
    const auto size = std::max(least, options.batchSize);
    const auto& all = tokenized.encodings;
    for (std::size_t first = 0; first < all.size(); first += size) {
        control.checkpoint();
        const auto begin = all.begin() + std::ptrdiff_t(first);
        const std::vector<Encoding> some(begin, begin + std::ptrdiff_t(std::min(size, all.size() - first)));
        const auto vectors = hidden(some, tokenized.texts, tokenized.seconds, options, control, trace);
        const Stopwatch watch;
        const at::Tensor shown = use(some, vectors);
        if (!trace) continue;
        trace->push_back(
            tensorStage("logits", trace->back().outputShape, shown, watch.seconds(), options.traceData));
    }
}

std::vector<at::Tensor> TextEncoder::tokenLogits(const TokenizedTexts& tokenized,
                                                 const PipelineOptions& options, core::RunControl& control,
                                                 Trace* trace) const
{
    std::vector<at::Tensor> logits;
    forSome(tokenized, options, control, trace, [&](const auto&, const auto& vectors) {
        auto some = tokenLogits(vectors);
        const auto padded = trace ? at::pad_sequence(some, /*batch_first=*/true) : at::Tensor();
        std::ranges::move(some, std::back_inserter(logits));
        return padded;
    });
    return logits;
}

at::Tensor TextEncoder::textLogits(const TokenizedTexts& tokenized, const PipelineOptions& options,
                                   core::RunControl& control, Trace* trace) const
{
    std::vector<at::Tensor> logits;
    forSome(tokenized, options, control, trace, [&](const auto& encodings, const auto& vectors) {
        return logits.emplace_back(textLogits(vectors, encodings));
    });
    return at::cat(logits);
}

std::vector<at::Tensor> TextEncoder::hidden(const std::vector<Encoding>& encodings,
                                            std::span<const std::string> texts, double seconds,
                                            const PipelineOptions& options, core::RunControl& control,
                                            Trace* trace) const
{
    if (!trace) return hiddenFast(encodings, control);
    return hiddenTraced(encodings, texts, seconds, options, control, *trace);
}

std::vector<at::Tensor> TextEncoder::encode(std::span<const std::string> texts,
                                            const TokenizeArguments& arguments,
                                            const PipelineOptions& options, core::RunControl& control,
                                            Trace* trace) const
{
    const Stopwatch watch;
    std::vector<tokenizers::EncodeInput> inputs;
    for (const auto& text : texts)
        inputs.push_back(tokenizers::EncodeInput::text(text));
    auto vectors =
        hidden(tokenize(inputs, arguments, options), texts, watch.seconds(), options, control, trace);
    for (auto& each : vectors)
        each = each.to(at::kFloat);
    return vectors;
}

at::Tensor TextEncoder::textLogits(const std::vector<at::Tensor>& hidden,
                                   const std::vector<Encoding>& encodings) const
{
    const auto rows = std::int64_t(hidden.size());
    // What a text's padding is, is known to heads that look for its last token, so they get it without.
    if (rows > 1 && network().description().family != core::Family::Encoder) {
        std::vector<at::Tensor> logits;
        for (std::size_t i = 0; i < hidden.size(); ++i)
            logits.push_back(textLogits({hidden[i]}, {encodings[i]}));
        return at::cat(logits);
    }
    std::int64_t longest = 0;
    for (const auto& each : hidden)
        longest = std::max(longest, each.size(0));
    models::NetworkInputs inputs;
    inputs.inputIds = at::zeros({rows, longest}, at::kLong);
    inputs.attentionMask = at::zeros({rows, longest}, at::kLong);
    auto padded = at::zeros({rows, longest, hidden.front().size(1)}, hidden.front().options());
    for (std::int64_t row = 0; row < rows; ++row) {
        const auto& text = hidden[std::size_t(row)];
        padded[row].narrow(0, 0, text.size(0)).copy_(text);
        inputs.attentionMask[row].narrow(0, 0, text.size(0)).fill_(1);
        const auto& ids = encodings[std::size_t(row)].ids;
        const std::vector<std::int64_t> wide(ids.begin(), ids.end());
        inputs.inputIds[row].narrow(0, 0, text.size(0)).copy_(at::tensor(wide, at::kLong));
    }
    return network().textLogits(padded, inputs).to(at::kFloat);
}

std::vector<at::Tensor> TextEncoder::tokenLogits(const std::vector<at::Tensor>& hidden) const
{
    std::vector<at::Tensor> logits;
    for (const auto& each : hidden)
        logits.push_back(network().tokenLogits(each).to(at::kFloat));
    return logits;
}

std::vector<at::Tensor> TextEncoder::hiddenFast(const std::vector<Encoding>& encodings,
                                                core::RunControl& control) const
{
    models::PackedTokens tokens;
    tokens.starts.push_back(0);
    for (const auto& encoding : encodings)
        tokens.starts.push_back(tokens.starts.back() + std::int64_t(encoding.size()));
    tokens.keys.resize(encodings.size());
    for (auto* tensor : {&tokens.ids, &tokens.types})
        *tensor = at::empty({tokens.starts.back()}, at::kLong);
    auto* ids = tokens.ids.mutable_data_ptr<std::int64_t>();
    auto* types = tokens.types.mutable_data_ptr<std::int64_t>();
    for (const auto& encoding : encodings)
        for (std::size_t i = 0; i < encoding.size(); ++i) {
            *ids++ = encoding.ids[i];
            *types++ = encoding.typeIds[i];
        }
    const auto hidden = network().forwardPacked(tokens, control);
    std::vector<at::Tensor> features;
    for (std::size_t i = 0; i < encodings.size(); ++i)
        features.push_back(hidden.narrow(0, tokens.starts[i], tokens.starts[i + 1] - tokens.starts[i]));
    return features;
}

std::vector<at::Tensor> TextEncoder::hiddenTraced(const std::vector<Encoding>& encodings,
                                                  std::span<const std::string> texts, double tokenizeSeconds,
                                                  const PipelineOptions& options, core::RunControl& control,
                                                  Trace& trace) const
{
    const auto& info = m_parts.tokenizer->info();
    const auto padding = info.padding.value_or(tokenizers::PaddingParams{});
    const Stopwatch inputWatch;
    std::size_t length = std::ranges::max(encodings, {}, &Encoding::size).size();
    if (options.fixedLength)
        length = std::max(length, std::min(*options.fixedLength, maxLength({}, options)));
    const auto batch = padBatch(
        encodings, length, {padding.padToken, padding.padId, 0, info.paddingSide == tokenizers::Side::Left});
    models::ForwardInputs arrays;
    arrays.inputIds = batch.inputIds;
    arrays.attentionMask = batch.attentionMask;
    if (network().description().typeVocabSize > 0) arrays.tokenTypeIds = batch.tokenTypeIds;
    const auto inputs = models::toTensors(arrays, network().description()); // points into `arrays`
    const double inputSeconds = inputWatch.seconds();

    inspection::TimingProbe probe;
    layers::Pass pass{control, &probe};
    const auto before = inspection::TimingProbe::Clock::now();
    const auto last = network().forward(inputs, pass).lastHiddenState;

    trace.clear();
    trace.push_back(rawTextStage(texts, options.traceData));
    trace.push_back(tokenizationStage(batch, tokenizeSeconds, options.traceData));
    trace.push_back(modelInputStage(batch, inputSeconds, options.traceData));
    addLayerStages(trace, probe, batch.shape(), before, options.traceData);
    std::vector<at::Tensor> features;
    for (std::size_t i = 0; i < encodings.size(); ++i)
        features.push_back(
            last[std::int64_t(i)].narrow(0, batch.firstToken[i], std::int64_t(encodings[i].size())));
    return features;
}

} // namespace vitrine::pipelines

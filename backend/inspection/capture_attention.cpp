// SPDX-License-Identifier: Apache-2.0
#include "backend/inspection/capture_attention.h"

#include "backend/core/json.h"
#include "backend/tensors/safetensors.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

namespace vitrine::inspection {
namespace {

core::IntArray row(const std::vector<std::uint32_t>& values)
{
    return {{1, std::int64_t(values.size())}, {values.begin(), values.end()}};
}

/// With special tokens, cut at the limit; how many tokens that cost.
std::pair<tokenizers::Encoding, std::size_t> encode(const tokenizers::Tokenizer& tokenizer,
                                                    const tokenizers::EncodeInput& input, std::size_t limit,
                                                    bool isTarget)
{
    tokenizers::EncodeOptions options;
    options.asTarget = isTarget;
    auto encoding = tokenizer.encode(input, options);
    std::size_t cut = 0;
    if (encoding.size() > limit) {
        cut = encoding.size() - limit;
        options.truncation.emplace().maxLength = limit;
        encoding = tokenizer.encode(input, options);
        encoding.overflowing.clear();
    }
    if (encoding.size() == 0)
        throw core::Exception(core::ErrorCode::InvalidArgument,
                              "the text has no tokens, expected at least one");
    return {std::move(encoding), cut};
}

/// What the decoder reads: its start token, then the target without its last one; the first `length` of them.
tokenizers::Encoding decoderInput(const models::Model& model, const tokenizers::Tokenizer& tokenizer,
                                  const tokenizers::Encoding& target, std::size_t length)
{
    const auto ids = model.shiftRight({target.ids.begin(), target.ids.end()});
    tokenizers::Encoding shifted = target;
    const auto shift = [](auto& values, auto first) {
        values.insert(values.begin(), first);
        values.pop_back();
    };
    const auto start = std::uint32_t(ids.front());
    shift(shifted.ids, start);
    shift(shifted.tokens, tokenizer.idToToken(start).value_or(std::to_string(start)));
    shift(shifted.offsets, core::ByteSpan());
    shift(shifted.wordIds, std::nullopt);
    shift(shifted.sequenceIds, std::nullopt);
    shift(shifted.textIds, std::uint8_t(0));
    shift(shifted.typeIds, 0U);
    shift(shifted.attentionMask, 1U);
    shift(shifted.specialTokensMask, 1U);
    const auto cut = [&](auto&... values) { (values.resize(length), ...); };
    cut(shifted.ids, shifted.tokens, shifted.offsets, shifted.wordIds, shifted.sequenceIds, shifted.textIds,
        shifted.typeIds, shifted.attentionMask, shifted.specialTokensMask);
    return shifted;
}

/// Takes what belongs to these maps out of the answer; in the order of layers.
void takeMaps(std::vector<core::NamedFloatArray>& arrays, AttentionMaps& maps, const std::string& modelName)
{
    const std::string prefix(namePrefix(maps.kind));
    const auto probabilities = prefix + "attentions.", scores = prefix + "scores.";
    for (auto& [name, array] : arrays) {
        if (name.starts_with(scores)) maps.scores.push_back(std::move(array));
        if (!name.starts_with(probabilities)) continue;
        maps.layers.push_back(std::stoll(name.substr(probabilities.size())));
        maps.probabilities.push_back(std::move(array));
    }
    if (maps.probabilities.empty())
        throw core::Exception(core::ErrorCode::Unsupported, modelName + ": has no attention to show");
    maps.heads = maps.probabilities.front().shape.at(1);
}

models::ProbeRequest probeOf(const AttentionRequest& request)
{
    models::ProbeRequest probe;
    probe.attentions = probe.squares = true;
    probe.scores = request.scores;
    probe.layers = request.layers;
    return probe;
}

std::vector<AttentionMaps> captureTwo(models::Model& model, const tokenizers::Tokenizer& tokenizer,
                                      const AttentionRequest& request, core::RunControl& control)
{
    const std::size_t limit = tokenLimit(model.info(), tokenizer);
    const auto only = [](const auto& text) {
        tokenizers::EncodeInput input;
        input.first = text;
        return input;
    };
    AttentionMaps encoder, decoder, cross;
    encoder.kind = AttentionKind::Encoder;
    decoder.kind = AttentionKind::Decoder;
    cross.kind = AttentionKind::Cross;
    std::tie(encoder.encoding, encoder.cutTokens) =
        encode(tokenizer, only(request.input.first), limit, false);
    // Without a target the decoder reads its start token alone.
    auto target = encoder.encoding;
    if (request.input.second)
        std::tie(target, decoder.cutTokens) = encode(tokenizer, only(*request.input.second), limit, true);
    decoder.encoding = decoderInput(model, tokenizer, target, request.input.second ? target.size() : 1);
    cross.encoding = decoder.encoding;
    cross.cutTokens = decoder.cutTokens;
    cross.keyEncoding = encoder.encoding;

    models::ForwardInputs inputs;
    inputs.inputIds = row(encoder.encoding.ids);
    inputs.decoderInputIds = row(decoder.encoding.ids);
    auto arrays = model.forward(inputs, probeOf(request), control);
    std::vector<AttentionMaps> all{std::move(encoder), std::move(decoder), std::move(cross)};
    for (auto& maps : all)
        takeMaps(arrays, maps, model.info().name);
    return all;
}

} // namespace

std::size_t tokenLimit(const models::ModelInfo& model, const tokenizers::Tokenizer& tokenizer)
{
    return std::min(std::size_t(model.maxPositions),
                    tokenizer.info().modelMaxLength.value_or(std::size_t(model.maxPositions)));
}

void writeAttention(const std::filesystem::path& path,
                    std::span<const std::reference_wrapper<const AttentionMaps>> all)
{
    std::vector<tensors::TensorView> views;
    tensors::Metadata metadata{{"format", "pt"}};
    for (const AttentionMaps& maps : all) {
        const std::string prefix(namePrefix(maps.kind));
        for (std::size_t i = 0; i < maps.layers.size(); ++i) {
            const std::string layer = std::to_string(maps.layers[i]);
            const auto add = [&](const std::string& name, const core::FloatArray& array) {
                views.push_back({prefix + name + layer, tensors::ElementType::F32, array.shape,
                                 std::as_bytes(std::span(array.values))});
            };
            add("attentions.", maps.probabilities[i]);
            if (!maps.scores.empty()) add("scores.", maps.scores[i]);
        }
        if (maps.kind != AttentionKind::Cross)
            metadata[maps.kind == AttentionKind::Decoder ? "decoder_tokens" : "tokens"] =
                core::dumpJson(core::Json(maps.encoding.tokens));
    }
    tensors::writeSafetensors(path, views, metadata);
}

void requireLayers(const std::vector<std::int64_t>& layers, const models::ModelInfo& model)
{
    for (const std::int64_t layer : layers)
        if (layer < 0 || layer >= std::max(model.layers, model.decoderLayers))
            throw core::Exception(core::ErrorCode::InvalidArgument,
                                  "layer " + std::to_string(layer) + ": the model has " +
                                      std::to_string(std::max(model.layers, model.decoderLayers)) +
                                      " layers, 0 to " +
                                      std::to_string(std::max(model.layers, model.decoderLayers) - 1));
}

AttentionMaps captureAttention(models::Model& model, const tokenizers::Tokenizer& tokenizer,
                               const AttentionRequest& request, core::RunControl& control)
{
    requireLayers(request.layers, model.info());
    if (model.info().decoderLayers > 0 && model.info().family == core::Family::EncoderDecoder)
        return std::move(captureTwo(model, tokenizer, request, control).front());
    const std::size_t limit = tokenLimit(model.info(), tokenizer);
    AttentionMaps maps;
    std::tie(maps.encoding, maps.cutTokens) = encode(tokenizer, request.input, limit, false);
    models::ForwardInputs inputs;
    inputs.inputIds = row(maps.encoding.ids);
    inputs.tokenTypeIds = row(maps.encoding.typeIds);
    auto arrays = model.forward(inputs, probeOf(request), control);
    takeMaps(arrays, maps, model.info().name);
    return maps;
}

std::vector<AttentionMaps> captureStacks(models::Model& model, const tokenizers::Tokenizer& tokenizer,
                                         const AttentionRequest& request, core::RunControl& control)
{
    requireLayers(request.layers, model.info());
    if (model.info().decoderLayers > 0 && model.info().family == core::Family::EncoderDecoder)
        return captureTwo(model, tokenizer, request, control);
    std::vector<AttentionMaps> all;
    all.push_back(captureAttention(model, tokenizer, request, control));
    return all;
}

} // namespace vitrine::inspection

// SPDX-License-Identifier: Apache-2.0
#include "backend/inspection/capture_attention.h"

#include <algorithm>

namespace vitrine::inspection {
namespace {

core::IntArray row(const std::vector<std::uint32_t>& values)
{
    return {{1, std::int64_t(values.size())}, {values.begin(), values.end()}};
}

} // namespace

std::size_t tokenLimit(const models::ModelInfo& model, const tokenizers::Tokenizer& tokenizer)
{
    return std::min(std::size_t(model.maxPositions),
                    tokenizer.info().modelMaxLength.value_or(std::size_t(model.maxPositions)));
}

void requireLayers(const std::vector<std::int64_t>& layers, const models::ModelInfo& model)
{
    for (const std::int64_t layer : layers)
        if (layer < 0 || layer >= model.layers)
            throw core::Exception(core::ErrorCode::InvalidArgument,
                                  "layer " + std::to_string(layer) + ": the model has " +
                                      std::to_string(model.layers) + " layers, 0 to " +
                                      std::to_string(model.layers - 1));
}

AttentionMaps captureAttention(models::Model& model, const tokenizers::Tokenizer& tokenizer,
                               const AttentionRequest& request, core::RunControl& control)
{
    requireLayers(request.layers, model.info());
    const std::size_t limit = tokenLimit(model.info(), tokenizer);
    AttentionMaps maps;
    maps.encoding = tokenizer.encode(request.input);
    if (maps.encoding.size() > limit) {
        maps.cutTokens = maps.encoding.size() - limit;
        tokenizers::EncodeOptions options;
        options.truncation.emplace().maxLength = limit;
        maps.encoding = tokenizer.encode(request.input, options);
        maps.encoding.overflowing.clear();
    }
    if (maps.encoding.size() == 0)
        throw core::Exception(core::ErrorCode::InvalidArgument,
                              "the text has no tokens, expected at least one");

    models::ForwardInputs inputs;
    inputs.inputIds = row(maps.encoding.ids);
    inputs.tokenTypeIds = row(maps.encoding.typeIds);
    models::ProbeRequest probe;
    probe.attentions = true;
    probe.scores = request.scores;
    probe.layers = request.layers;
    // In the order of layers, scores before probabilities.
    for (auto& [name, array] : model.forward(inputs, probe, control)) {
        if (name.starts_with("scores.")) maps.scores.push_back(std::move(array));
        if (!name.starts_with("attentions.")) continue;
        maps.layers.push_back(std::stoll(name.substr(11)));
        maps.probabilities.push_back(std::move(array));
    }
    if (maps.probabilities.empty())
        throw core::Exception(core::ErrorCode::Unsupported, model.info().name + ": has no attention to show");
    maps.heads = maps.probabilities.front().shape.at(1);
    return maps;
}

} // namespace vitrine::inspection

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json_lines.h"
#include "backend/core/architectures.h"
#include "backend/hub/locate.h"
#include "backend/models/model_facts.h"
#include "backend/tensors/weights_file.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <string>

namespace vitrine::app {
namespace {

using core::OrderedJson;

struct Settings
{
    std::string model, type = "float32";
    std::int64_t length = 512;
    bool tensors = false;
};

template <typename Number>
OrderedJson orNull(const std::optional<Number>& value)
{
    return value ? OrderedJson(*value) : OrderedJson(nullptr);
}

OrderedJson configJson(const models::ConfigFacts& config)
{
    return {{"is_encoder_decoder", config.isEncoderDecoder},
            {"hidden_size", orNull(config.hiddenSize)},
            {"num_hidden_layers", orNull(config.layers)},
            {"num_decoder_layers", orNull(config.decoderLayers)},
            {"num_attention_heads", orNull(config.heads)},
            {"num_key_value_heads", orNull(config.keyValueHeads)},
            {"head_dim", orNull(config.headDimension)},
            {"intermediate_size", orNull(config.intermediateSize)},
            {"vocab_size", orNull(config.vocabularySize)},
            {"max_position_embeddings", orNull(config.maxPositions)},
            {"sliding_window", orNull(config.slidingWindow)}};
}

OrderedJson storedJson(const models::ModelFacts& facts)
{
    auto stored = OrderedJson::object();
    for (const auto& [type, each] : facts.stored)
        stored[type] = {{"tensors", each.tensors}, {"elements", each.elements}, {"bytes", each.bytes}};
    return stored;
}

void writeTensors(const models::ModelFacts& facts)
{
    for (const auto& file : facts.files)
        for (const auto& tensor : file->tensors())
            writeLine({{"name", tensor.name},
                       {"dtype", tensors::typeName(tensor.type)},
                       {"shape", tensor.shape},
                       {"bytes", tensor.data.size()},
                       {"file", file->path().filename().string()}});
}

void inspectModel(const Settings& settings)
{
    const auto folder = hub::locate(settings.model);
    const auto facts = models::readModelFacts(folder);
    const auto verdict = core::judgeModelFolder(folder);
    const std::int64_t width = settings.type == "float32" ? 4 : 2;
    const std::int64_t length =
        std::min(settings.length, facts.config.maxPositions.value_or(settings.length));
    const bool hasWeights = !facts.weights.empty();
    writeLine({{"model_type", facts.config.modelType},
               {"architecture", facts.config.architecture},
               {"supported", verdict.supported},
               {"why", verdict.why},
               {"parameters", hasWeights ? OrderedJson(facts.parameters) : OrderedJson(nullptr)},
               {"tensors", facts.tensors},
               {"weights", facts.weights.filename().string()},
               {"files", facts.files.size()},
               {"stored", storedJson(facts)},
               {"tied", facts.tied},
               {"bytes",
                {{"float32", facts.weightBytes(4)},
                 {"bfloat16", facts.weightBytes(2)},
                 {"float16", facts.weightBytes(2)},
                 {"checkpoint", facts.storedBytes}}},
               {"dtype", settings.type},
               {"kv_cache_bytes_per_token", orNull(facts.cacheBytesPerToken(width))},
               {"cross_cache_bytes_per_source_token", orNull(facts.cacheBytesPerSourceToken(width))},
               {"activation_bytes_estimate", orNull(facts.activationBytes(length, width))},
               {"activation_tokens", length},
               {"config", configJson(facts.config)}});
    if (settings.tensors) writeTensors(facts);
}

} // namespace

void addInspectModelCommand(CLI::App& inspect, int& status)
{
    CLI::App* command = inspect.add_subcommand(
        "model", "What is known of a model before it is loaded: parameters, memory, tensors");
    const auto settings = std::make_shared<Settings>();
    command->add_option("--model", settings->model, "Folder, Hub id or starter:NAME")->required();
    command->add_option("--dtype", settings->type, "For cache and activations: float32, bfloat16 or float16")
        ->check(CLI::IsMember({"float32", "bfloat16", "float16"}))
        ->capture_default_str();
    command->add_option("--length", settings->length, "Tokens of a text, for the activations")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command->add_flag("--tensors", settings->tensors, "Also a line a tensor");
    command->callback([settings, &status] {
        inspectModel(*settings);
        status = ExitGood;
    });
}

} // namespace vitrine::app

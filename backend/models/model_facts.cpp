// SPDX-License-Identifier: Apache-2.0
#include "backend/models/model_facts.h"

#include "backend/core/architectures.h"
#include "backend/core/json_access.h"
#include "backend/models/stored_ties.h"
#include "backend/tensors/convert_elements.h"
#include "backend/tensors/weights_file.h"

#include <algorithm>
#include <initializer_list>

namespace vitrine::models {
namespace fs = std::filesystem;
namespace {

using core::ErrorCode;
using core::Exception;
using core::Json;

/// The first of these keys that holds a number.
std::optional<std::int64_t> numberOf(const Json& config, std::initializer_list<const char*> keys)
{
    for (const auto* key : keys)
        if (const auto found = config.find(key); found != config.end() && found->is_number_integer())
            return found->get<std::int64_t>();
    return std::nullopt;
}

bool flagOf(const Json& config, const char* key)
{
    const auto found = config.find(key);
    return found != config.end() && found->is_boolean() && found->get<bool>();
}

/// One key and value head for all (Falcon, GPT-BigCode).
bool sharesOneHead(const Json& config)
{
    return flagOf(config, "multi_query") && !flagOf(config, "new_decoder_architecture");
}

bool generatesText(const ConfigFacts& facts, const Json& config)
{
    if (facts.isEncoderDecoder || flagOf(config, "is_decoder")) return true;
    if (const auto* known = core::findArchitecture(facts.modelType))
        return known->family != core::Family::Encoder;
    for (const char* part : {"CausalLM", "LMHeadModel", "ConditionalGeneration"})
        if (facts.architecture.find(part) != std::string::npos) return true;
    return false;
}

/// It has an output layer over the vocabulary.
bool writesVocabulary(const ConfigFacts& facts)
{
    for (const char* part : {"LM", "ConditionalGeneration", "MTModel", "PreTraining"})
        if (facts.architecture.find(part) != std::string::npos) return true;
    return false;
}

/// Tables that a checkpoint stores and no training changes: masks, positions, frequencies.
bool isBuffer(const tensors::TensorView& tensor)
{
    const std::string_view name = tensor.name;
    const bool isMask =
        (name.ends_with(".attn.bias") || name.ends_with(".attention.bias")) && tensor.shape.size() == 4;
    return !tensors::isFloatingPoint(tensor.type) || isMask || name.ends_with("masked_bias") ||
           name.ends_with("inv_freq") || name.ends_with("final_logits_bias");
}

void addWeights(const fs::path& folder, const Json& config, ModelFacts& facts)
{
    const auto weights = tensors::findWeights(folder);
    facts.weights = weights.entry;
    std::vector<tensors::TensorView> views;
    for (const auto& path : weights.files) {
        facts.files.push_back(tensors::openWeightsFile(path));
        const auto& tensors = facts.files.back()->tensors();
        views.insert(views.end(), tensors.begin(), tensors.end());
    }
    const auto copies = tiedCopies(views, config);
    bool hasOutput = false;
    for (const auto& view : views) {
        auto& stored = facts.stored[std::string(typeName(view.type))];
        ++stored.tensors;
        stored.elements += core::elementCount(view.shape);
        stored.bytes += view.data.size();
        facts.storedBytes += view.data.size();
        const bool isCopy = std::ranges::find(copies, view.name) != copies.end();
        hasOutput = hasOutput || (isOutputLayer(view.name) && !isCopy);
        if (isCopy) continue;
        if (isBuffer(view))
            facts.otherBytes += std::int64_t(view.data.size());
        else
            facts.parameters += core::elementCount(view.shape);
    }
    facts.tensors = std::int64_t(views.size());
    facts.tied = writesVocabulary(facts.config) && tiesEmbeddings(config) && !hasOutput;
}

} // namespace

ConfigFacts readConfigFacts(const Json& config, const std::string& place)
{
    const core::JsonObject object(config, place);
    ConfigFacts facts;
    facts.modelType = object.get<std::string>("model_type", "");
    if (object.has("architectures")) {
        const auto classes = object.get<std::vector<std::string>>("architectures");
        if (!classes.empty()) facts.architecture = classes.front();
    }
    const bool hasText = config.contains("text_config") && config["text_config"].is_object();
    const Json& text = hasText ? config["text_config"] : config;
    facts.isEncoderDecoder = flagOf(config, "is_encoder_decoder");
    facts.hiddenSize = numberOf(text, {"hidden_size", "n_embd", "d_model", "dim", "model_dim", "emb_dim"});
    facts.layers =
        numberOf(text, {"num_hidden_layers", "n_layer", "n_layers", "num_layers", "encoder_layers"});
    facts.decoderLayers =
        facts.isEncoderDecoder ? numberOf(text, {"decoder_layers", "num_decoder_layers"}) : std::nullopt;
    if (facts.isEncoderDecoder && !facts.decoderLayers) facts.decoderLayers = facts.layers;
    // BART's num_hidden_layers is its encoder's
    if (facts.isEncoderDecoder)
        if (const auto own = numberOf(text, {"encoder_layers"})) facts.layers = own;
    facts.heads = numberOf(text, {"num_attention_heads", "n_head", "n_heads", "num_heads",
                                  "decoder_attention_heads", "encoder_attention_heads"});
    if (facts.isEncoderDecoder)
        if (const auto own = numberOf(text, {"decoder_attention_heads"})) facts.heads = own;
    facts.keyValueHeads = numberOf(text, {"num_key_value_heads", "num_kv_heads", "n_head_kv"});
    if (sharesOneHead(text)) facts.keyValueHeads = 1;
    if (!facts.keyValueHeads) facts.keyValueHeads = facts.heads;
    facts.headDimension = numberOf(text, {"head_dim", "d_kv", "attention_head_size"});
    if (!facts.headDimension && facts.hiddenSize && facts.heads.value_or(0) > 0)
        facts.headDimension = *facts.hiddenSize / *facts.heads;
    facts.intermediateSize = numberOf(text, {"intermediate_size", "n_inner", "d_ff", "ffn_dim", "hidden_dim",
                                             "encoder_ffn_dim", "decoder_ffn_dim"});
    facts.vocabularySize = numberOf(text, {"vocab_size"});
    facts.maxPositions = numberOf(text, {"max_position_embeddings", "n_positions",
                                         "max_encoder_position_embeddings", "n_ctx", "max_seq_len"});
    facts.slidingWindow = numberOf(text, {"sliding_window"});
    facts.generates = generatesText(facts, config);
    return facts;
}

std::uint64_t ModelFacts::weightBytes(std::int64_t bytesPerParameter) const
{
    return std::uint64_t(parameters * bytesPerParameter + otherBytes);
}

std::optional<std::uint64_t> ModelFacts::cacheBytesPerToken(std::int64_t bytesPerNumber) const
{
    const auto layers = config.isEncoderDecoder ? config.decoderLayers : config.layers;
    if (!config.generates || !layers || !config.keyValueHeads || !config.headDimension) return std::nullopt;
    return std::uint64_t(2 * *layers * *config.keyValueHeads * *config.headDimension * bytesPerNumber);
}

std::optional<std::uint64_t> ModelFacts::cacheBytesPerSourceToken(std::int64_t bytesPerNumber) const
{
    return config.isEncoderDecoder ? cacheBytesPerToken(bytesPerNumber) : std::nullopt;
}

std::optional<std::uint64_t> ModelFacts::activationBytes(std::int64_t tokens,
                                                         std::int64_t bytesPerNumber) const
{
    if (!config.hiddenSize || !config.heads || !config.headDimension) return std::nullopt;
    // Of one layer: its input, residual, norm and output, queries, keys, values and their mix, and the two
    // halves of a gated feed-forward block.
    const std::int64_t wide = config.intermediateSize.value_or(4 * *config.hiddenSize);
    const std::int64_t layer = 4 * *config.hiddenSize + 4 * *config.heads * *config.headDimension + 2 * wide;
    // Logits of every token where a mask is filled, of the last one where text is written.
    const bool isMasked = config.architecture.find("MaskedLM") != std::string::npos;
    const std::int64_t logits = (isMasked ? tokens : 1) * config.vocabularySize.value_or(0);
    return std::uint64_t((tokens * layer + logits) * bytesPerNumber);
}

ModelFacts readModelFacts(const fs::path& folder)
{
    if (!fs::is_directory(folder)) throw Exception(ErrorCode::NotFound, folder.string() + ": not a folder");
    const Json config = core::readJsonFile(folder / "config.json");
    ModelFacts facts;
    facts.config = readConfigFacts(config, (folder / "config.json").string());
    if (core::weightsEntry(folder)) addWeights(folder, config, facts);
    return facts;
}

} // namespace vitrine::models

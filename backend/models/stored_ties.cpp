// SPDX-License-Identifier: Apache-2.0
#include "backend/models/stored_ties.h"

#include "backend/core/json_access.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace vitrine::models {
namespace {

/// Endings of `_tied_weights_keys` of Transformers' classes, and what each is tied to.
struct TiedName
{
    std::string_view copy, source;
    bool isOutput = true; ///< only where the config ties the embeddings
};
constexpr std::array tiedNames{
    TiedName{"lm_head.weight", "embed_tokens.weight"},
    TiedName{"lm_head.weight", "shared.weight"},
    TiedName{"lm_head.weight", "wte.weight"},
    TiedName{"lm_head.weight", "word_embeddings.weight"},
    TiedName{"lm_head.weight", "embeddings.weight"},
    TiedName{"lm_head.decoder.weight", "word_embeddings.weight"},
    TiedName{"lm_head.decoder.bias", "lm_head.bias"},
    TiedName{"cls.predictions.decoder.weight", "word_embeddings.weight"},
    TiedName{"cls.predictions.decoder.bias", "cls.predictions.bias"},
    TiedName{"lm_predictions.lm_head.weight", "word_embeddings.weight"},
    TiedName{"predictions.decoder.weight", "word_embeddings.weight"},
    TiedName{"predictions.decoder.bias", "predictions.bias"},
    TiedName{"generator_lm_head.weight", "word_embeddings.weight"},
    TiedName{"vocab_projector.weight", "word_embeddings.weight"},
    TiedName{"decoder.weight", "tok_embeddings.weight"},
    TiedName{"embed_out.weight", "embed_in.weight"},
    TiedName{"proj_out.weight", "embed_tokens.weight"},
    TiedName{"encoder.embed_tokens.weight", "shared.weight", false},
    TiedName{"decoder.embed_tokens.weight", "shared.weight", false},
};

/// Model types whose classes do not tie unless the config asks for it.
constexpr std::array<std::string_view, 24> untied{
    "llama",      "mistral", "mixtral", "qwen2",     "qwen2_moe",   "qwen3",       "qwen3_moe", "phi",
    "phi3",       "phimoe",  "olmo",    "olmo2",     "gpt_neox",    "gptj",        "stablelm",  "persimmon",
    "starcoder2", "codegen", "glm",     "internlm2", "deepseek_v2", "deepseek_v3", "mpt",       "helium"};

bool isSame(const tensors::TensorView& a, const tensors::TensorView& b)
{
    return a.type == b.type && a.shape == b.shape && a.data.size() == b.data.size() &&
           (a.data.data() == b.data.data() || std::memcmp(a.data.data(), b.data.data(), a.data.size()) == 0);
}

/// "lm_head.weight" ends "x.lm_head.weight" and is itself, but does not end "my_lm_head.weight".
bool endsWithName(std::string_view name, std::string_view end)
{
    return name.ends_with(end) && (name.size() == end.size() || name[name.size() - end.size() - 1] == '.');
}

} // namespace

bool tiesEmbeddings(const core::Json& config)
{
    for (const auto* place : {&config, config.contains("text_config") ? &config["text_config"] : &config})
        if (place->is_object() && place->contains("tie_word_embeddings") &&
            (*place)["tie_word_embeddings"].is_boolean())
            return (*place)["tie_word_embeddings"].get<bool>();
    const auto type = config.find("model_type");
    if (type == config.end() || !type->is_string()) return false;
    return std::ranges::find(untied, type->get<std::string>()) == untied.end();
}

std::vector<std::string> tiedCopies(std::span<const tensors::TensorView> tensors, const core::Json& config)
{
    const bool tiesOutput = tiesEmbeddings(config);
    std::vector<std::string> copies;
    for (const auto& tensor : tensors) {
        const bool isCopy = std::ranges::any_of(tiedNames, [&](const TiedName& tied) {
            if (!endsWithName(tensor.name, tied.copy) || (tied.isOutput && !tiesOutput)) return false;
            return std::ranges::any_of(tensors, [&](const tensors::TensorView& other) {
                return &other != &tensor && endsWithName(other.name, tied.source) && isSame(tensor, other);
            });
        });
        if (isCopy) copies.push_back(tensor.name);
    }
    return copies;
}

bool isOutputLayer(std::string_view name)
{
    return std::ranges::any_of(tiedNames, [&](const TiedName& tied) {
        return tied.isOutput && tied.copy.ends_with("weight") && endsWithName(name, tied.copy);
    });
}

} // namespace vitrine::models

// SPDX-License-Identifier: Apache-2.0
#include "backend/training/initial_weights.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace vitrine::training {
namespace {

double number(const core::Json& config, std::initializer_list<const char*> keys, double fallback)
{
    for (const char* key : keys)
        if (const auto found = config.find(key); found != config.end() && found->is_number())
            return found->get<double>();
    return fallback;
}

bool contains(const std::string& name, std::string_view part)
{
    return name.find(part) != std::string::npos;
}

bool isT5(const std::string& type)
{
    return type == "t5" || type == "mt5";
}

/// T5PreTrainedModel._init_weights: Mesh TensorFlow's scales, that keep attention's scores near 1 without a
/// division by √d.
double t5Deviation(const std::string& name, const core::Json& config)
{
    const double factor = number(config, {"initializer_factor"}, 1), width = number(config, {"d_model"}, 512),
                 keys = number(config, {"d_kv"}, 64), heads = number(config, {"num_heads"}, 8),
                 inner = number(config, {"d_ff"}, 2048);
    if (contains(name, "shared") || contains(name, "embed_tokens") || contains(name, "lm_head"))
        return factor;
    if (contains(name, "relative_attention_bias")) return factor / std::sqrt(width);
    if (contains(name, "Attention.q.")) return factor / std::sqrt(width * keys);
    if (contains(name, "Attention.k.") || contains(name, "Attention.v.")) return factor / std::sqrt(width);
    if (contains(name, "Attention.o.")) return factor / std::sqrt(heads * keys);
    if (contains(name, ".wo.")) return factor / std::sqrt(inner);
    return factor / std::sqrt(width); // wi, wi_0, wi_1, heads
}

double deviation(const std::string& name, const core::Json& config, const std::string& type)
{
    if (isT5(type)) return t5Deviation(name, config);
    const double range = number(config, {"initializer_range", "init_std"}, 0.02);
    if (type == "gpt2" && contains(name, "c_proj.weight"))
        return range / std::sqrt(2 * number(config, {"n_layer", "num_hidden_layers"}, 12));
    if (type == "modernbert") {
        if (name.ends_with("Wo.weight"))
            return range / std::sqrt(2 * number(config, {"num_hidden_layers"}, 22));
        if (name.starts_with("classifier.")) return 1 / std::sqrt(number(config, {"hidden_size"}, 768));
    }
    return range;
}

bool isEmbedding(const std::string& name)
{
    return contains(name, "word_embeddings") || contains(name, "embed_tokens") || contains(name, "shared.") ||
           contains(name, "wte.");
}

} // namespace

at::Tensor initialWeight(const std::string& name, at::IntArrayRef shape, const core::Json& config,
                         at::Generator& generator)
{
    const auto type = config.value("model_type", std::string());
    // T5's relative_attention_bias is a table, not a bias.
    if (shape.size() < 2) {
        const bool addsOne = type.starts_with("gemma");
        const bool isZero = name.ends_with("bias") || addsOne;
        return isZero ? at::zeros(shape, at::kFloat) : at::ones(shape, at::kFloat);
    }
    if (name.ends_with("final_logits_bias")) return at::zeros(shape, at::kFloat);
    auto weight = at::empty(shape, at::kFloat).normal_(0, deviation(name, config, type), generator);
    const auto padding = std::int64_t(number(config, {"pad_token_id"}, -1));
    if (isEmbedding(name) && !isT5(type) && type != "gpt2" && padding >= 0 && padding < shape[0])
        weight[padding].zero_();
    return weight;
}

bool isConstant(const std::string& name, const core::Json& config)
{
    const auto type = config.value("model_type", std::string());
    if (name.ends_with("final_logits_bias")) return true;
    const bool isSinusoidal = type == "marian" || type == "pegasus" || type == "m2m_100";
    return isSinusoidal && contains(name, "embed_positions");
}

} // namespace vitrine::training

// SPDX-License-Identifier: Apache-2.0
#pragma once

// What BART, mBART, Marian, Pegasus, M2M100 and LED share: the Transformer of "Attention is all you need"
// with a choice of where norms stand and how positions are told.

#include "backend/core/json.h"
#include "backend/layers/activation.h"
#include "backend/layers/embedding.h"
#include "backend/layers/linear.h"
#include "backend/layers/norm.h"
#include "backend/layers/sliding_attention.h"
#include "backend/models/attention_windows.h"
#include "backend/models/registry.h"
#include "backend/models/seq2seq_decoding.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::models {

/// One of the two stacks.
struct BartStackConfig
{
    std::int64_t vocabSize, layers, heads, intermediateSize, maxPositions;
};

/// What differs between the architectures, and the numbers of config.json.
struct BartConfig
{
    /// Computes a table [positions, hidden] float32; nothing is learned.
    using Sinusoids = at::Tensor (*)(std::int64_t positions, std::int64_t hidden);

    // The architecture:
    bool normFirst = false;         ///< before attention and feed-forward part, not after them
    bool hasEmbeddingNorm = true;   ///< layernorm_embedding
    bool hasFinalNorm = false;      ///< layer_norm after the last layer
    bool wrapsLastToken = false;    ///< mBART: the decoder starts with the language, the last token
    bool shiftsInputs = true;       ///< decoder inputs that are not given are the encoder's, shifted
    bool hasLogitsBias = true;      ///< final_logits_bias
    std::int64_t learnedOffset = 2; ///< of learned positions: position 0 is row 2
    Sinusoids sinusoids = nullptr;  ///< in place of learned positions
    bool countsTokens = false;      ///< M2M100: positions count what is no padding, from pad_token_id + 1
    const char* prefix = "model.";  ///< of the base model's tensors in a class with a head
    const char* activationName = "gelu";
    bool sharesEmbeddings = true;            ///< Marian may have two vocabularies
    std::optional<AttentionWindows> windows; ///< LED: the encoder's tokens look at their neighbours

    // The numbers:
    std::int64_t hiddenSize = 1024;
    BartStackConfig encoder{}, decoder{};
    double embeddingScale = 1, dropout = 0.1, attentionDropout = 0, activationDropout = 0;
    double classifierDropout = 0;
    layers::Activation activation = nullptr;
    bool tiesOutput = true;
    std::int64_t padTokenId = 1, eosTokenId = 2, decoderStartTokenId = 2; ///< -1: none

    /// Reads the keys that all of them have; what is set before are the defaults. Throws InvalidFormat or
    /// Unsupported that names `origin`, the key and what was expected.
    void parse(const core::Json& json, const std::string& origin);
};

/// Transformers' defaults of every size; vocabulary and tokens are each architecture's.
BartConfig largeBart(std::int64_t vocabSize);

// Members are spelt like the checkpoint's keys.

struct BartAttention
{
    layers::Linear k_proj, v_proj, q_proj, out_proj;

    explicit BartAttention(std::int64_t hidden);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("k_proj", k_proj);
        visitor("v_proj", v_proj);
        visitor("q_proj", q_proj);
        visitor("out_proj", out_proj);
    }
};

/// LED's, of an encoder.
struct BartSlidingAttention
{
    layers::SlidingProjections longformer_self_attn;
    layers::Linear output;

    explicit BartSlidingAttention(std::int64_t hidden) : longformer_self_attn(hidden), output(hidden, hidden)
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("longformer_self_attn", longformer_self_attn);
        visitor("output", output);
    }
};

struct BartLayer
{
    std::optional<BartAttention> self_attn; ///< or this:
    std::optional<BartSlidingAttention> sliding_attn;
    layers::LayerNorm self_attn_layer_norm;
    std::optional<BartAttention> encoder_attn; ///< of a decoder
    std::optional<layers::LayerNorm> encoder_attn_layer_norm;
    layers::Linear fc1, fc2;
    layers::LayerNorm final_layer_norm;

    BartLayer(const BartConfig& config, const BartStackConfig& stack, bool isDecoder);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("self_attn", self_attn);
        visitor("self_attn", sliding_attn);
        visitor("self_attn_layer_norm", self_attn_layer_norm);
        visitor("encoder_attn", encoder_attn);
        visitor("encoder_attn_layer_norm", encoder_attn_layer_norm);
        visitor("fc1", fc1);
        visitor("fc2", fc2);
        visitor("final_layer_norm", final_layer_norm);
    }
};

struct BartStack
{
    layers::Embedding embed_tokens;                   ///< [vocabulary, hidden]
    std::optional<layers::Embedding> embed_positions; ///< learned: [positions + offset, hidden]
    std::vector<BartLayer> layers;
    std::optional<layers::LayerNorm> layernorm_embedding, layer_norm;
    std::int64_t heads;

    BartStack(const BartConfig& config, bool isDecoder);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("embed_tokens", embed_tokens);
        visitor("embed_positions", embed_positions);
        visitor("layers", layers);
        visitor("layernorm_embedding", layernorm_embedding);
        visitor("layer_norm", layer_norm);
    }
};

/// int64 [batch, length] and the vectors of its positions, [batch or 1, length, hidden] → [batch, length,
/// hidden]. With windows the length is a multiple of the widest, and `context` has the global tokens.
at::Tensor runStack(const BartStack& stack, const BartConfig& config, const at::Tensor& ids,
                    const at::Tensor& positions, const StackContext& context, layers::Pass& pass);

/// The network of such a config.
std::unique_ptr<Network> makeBartNetwork(const BartConfig& config, const NetworkRequest& request);

} // namespace vitrine::models

// SPDX-License-Identifier: Apache-2.0
#pragma once

// Plain values, torch-free: what the window and the command line know of attention.

#include "backend/core/array.h"
#include "backend/tokenizers/encoding.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::inspection {

/// Which attention of a model: that of its one stack of layers, or one of the three of an encoder-decoder.
enum class AttentionKind { Own, Encoder, Decoder, Cross };
/// "", "encoder_", "decoder_" or "cross_": as Transformers begins the names of outputs.
std::string_view namePrefix(AttentionKind kind);

/// How strongly every token of one text or pair looks at every other, in every head; of cross-attention every
/// token of the target at those of the source.
struct AttentionMaps
{
    AttentionKind kind = AttentionKind::Own;
    tokenizers::Encoding encoding;                   ///< of the queries
    std::optional<tokenizers::Encoding> keyEncoding; ///< of the keys, where they are others: the source's
    std::size_t cutTokens = 0; ///< of the text, left out because the model takes no more
    std::int64_t heads = 0;
    std::vector<std::int64_t> layers;            ///< their numbers from 0, ascending
    std::vector<core::FloatArray> probabilities; ///< one a layer: [1, heads, query, key], rows sum to 1
    std::vector<core::FloatArray> scores;        ///< likewise, before the softmax; empty unless asked for

    std::size_t tokenCount() const { return encoding.size(); }
    const tokenizers::Encoding& keys() const { return keyEncoding ? *keyEncoding : encoding; }
    /// [query, key] of one head, row-major. `layer` counts in `layers`.
    std::span<const float> head(std::size_t layer, std::int64_t head, bool ofScores = false) const;
};

/// Which tokens are shown, and which of them together.
struct TokenGroups
{
    std::vector<int> groupOf;             ///< one a token; -1: left out
    std::vector<std::vector<int>> tokens; ///< of each group, ascending

    int size() const { return int(tokens.size()); }
};

/// `keepSpecial`: also what the tokenizer added. `byWord`: the tokens of one word are one group.
TokenGroups groupTokens(const tokenizers::Encoding& encoding, bool keepSpecial, bool byWord);

/// [query groups, key groups] of a [queries, keys] matrix of tokens. Probabilities: the sum over a word's
/// keys and the mean over its queries, so that rows still sum to 1 where no token is left out (Clark et al.
/// 2019, section 4.1). Nothing is renormalised for tokens that are left out. Scores: the mean over both.
std::vector<float> groupAttention(std::span<const float> matrix, const TokenGroups& queries,
                                  const TokenGroups& keys, bool areScores);

/// What one head does on one text, as means over the queries that are the text's own tokens (all of them if
/// it has none).
struct HeadFacts
{
    struct Share
    {
        std::string token;
        double share = 0; ///< 0 to 1
    };
    double entropy = 0;        ///< bits; 0: each token looks at one other
    double highestEntropy = 0; ///< bits, where it looks at all alike
    double previous = 0, next = 0, self = 0;
    double otherText = 0;       ///< pairs: of what is on the other text of the pair
    std::vector<Share> special; ///< on the added tokens, equal ones together, the largest first
    Share favourite;            ///< the token of the text that gets most
};

/// `probabilities`: [tokens, tokens] of one head.
HeadFacts describeHead(std::span<const float> probabilities, const tokenizers::Encoding& encoding);
/// `probabilities`: [queries, keys] of one head of cross-attention: no token has a previous, a next, itself
/// or another text of its pair among the keys, these shares are 0.
HeadFacts describeCrossHead(std::span<const float> probabilities, const tokenizers::Encoding& queries,
                            const tokenizers::Encoding& keys);

} // namespace vitrine::inspection

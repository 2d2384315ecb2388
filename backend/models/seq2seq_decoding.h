// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch: how the decoder of an encoder-decoder model grows texts token by token.

#include "backend/layers/attention.h"
#include "backend/layers/key_value_cache.h"
#include "backend/layers/linear.h"
#include "backend/models/network.h"

#include <functional>
#include <optional>

namespace vitrine::layers {
struct GlobalTokens;
}

namespace vitrine::models {

/// Keys and values of attention, [batch, heads, length, d] each.
struct KeyValues
{
    at::Tensor key, value;
};

/// What a decoder remembers: of its own tokens the keys and values so far, which every row has for itself;
/// of the encoder's those of every input, computed once, which all rows of an input share.
class DecoderCache
{
public:
    /// `own.rows` texts were encoded; each has one row to begin with.
    DecoderCache(const layers::KeyValueCache::Shape& own, at::ScalarType type);

    /// The encoder's, one call a layer in order: [inputs, heads, source, d].
    void addSource(KeyValues source);
    /// additiveMask() of the inputs; undefined: nothing is padded.
    void setSourceMask(at::Tensor mask) { m_sourceMask = std::move(mask); }

    /// Keys and values of n new tokens [rows, heads, n, d] → those of all positions. The positions count as
    /// there after advance().
    KeyValues extend(std::int64_t layer, const at::Tensor& key, const at::Tensor& value);
    void advance(std::int64_t tokens) { m_own.advance(tokens); }
    /// Cross-attention of queries [rows, n, heads * d] → [rows, n, heads * d]. Rows of one input ask
    /// together.
    at::Tensor attendSource(const at::Tensor& query, layers::AttentionRule rule,
                            const layers::Pass& pass) const;

    void reorder(const at::Tensor& rows);
    void truncate(std::int64_t length);
    std::int64_t length() const { return m_own.length(); }
    std::int64_t capacity() const { return m_own.shape().capacity; }
    std::int64_t rows() const { return std::int64_t(m_inputOf.size()); }
    std::int64_t bytes() const;

private:
    at::Tensor attendInput(std::int64_t input, const at::Tensor& query, const layers::AttentionRule& rule,
                           const layers::Pass& pass) const;
    void keepInputs();
    void groupRows();

    layers::KeyValueCache m_own;
    std::vector<KeyValues> m_source; ///< [inputs, heads, source, d] a layer
    at::Tensor m_sourceMask;
    std::vector<std::int64_t> m_inputOf; ///< of each row
    std::int64_t m_inputs;
    std::int64_t m_rowsEach = 1; ///< rows of each input, if they lie in order and are alike; else 0
};

/// The growing rows of any of them: the network says how a step goes.
class Seq2SeqDecoding final : public DecodingState
{
public:
    /// New tokens int64 [rows, n] and the cache → hidden states of the last or of all of them, then logits.
    struct Steps
    {
        std::function<at::Tensor(const at::Tensor& ids, DecoderCache& cache, layers::Pass& pass)> hidden;
        std::function<at::Tensor(const at::Tensor& hidden)> logits;
    };

    Seq2SeqDecoding(DecoderCache cache, Steps steps, std::int64_t vocabSize)
        : m_cache(std::move(cache)), m_steps(std::move(steps)), m_vocabSize(vocabSize)
    {
    }

    at::Tensor feed(const at::Tensor& ids, layers::Pass& pass) override;
    at::Tensor feedAll(const at::Tensor& ids, layers::Pass& pass) override;
    void reorder(const at::Tensor& rows) override { m_cache.reorder(rows); }
    void truncate(std::int64_t length) override { m_cache.truncate(length); }
    std::int64_t length() const override { return m_cache.length(); }
    std::int64_t rows() const override { return m_cache.rows(); }
    std::int64_t bytes() const override { return m_cache.bytes(); }

private:
    at::Tensor step(const at::Tensor& ids, layers::Pass& pass);

    DecoderCache m_cache;
    Steps m_steps;
    std::int64_t m_vocabSize;
};

/// What the attention of an encoder or decoder looks at.
struct StackContext
{
    at::Tensor mask; ///< additive, of a stack's own tokens: positions and padding; undefined: none
    /// The stack's input [1, tokens] is texts without padding; `mask` is [1, heads, longest, longest] then.
    const PackedTokens* packed = nullptr;
    at::Tensor source;     ///< of a decoder without cache: what the encoder said, [batch, source, hidden]
    at::Tensor sourceMask; ///< additive, for that
    DecoderCache* cache = nullptr;
    const layers::GlobalTokens* global = nullptr; ///< LED's encoder: the texts are padded to its windows,
    std::int64_t unpaddedLength = 0;              ///< from this length
};

/// Attention of a stack's tokens to themselves: [batch, length, heads * d] each → the same. A packed text
/// sees itself alone; with a cache the keys and values before are seen, too.
at::Tensor attendOwn(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                     std::int64_t heads, layers::AttentionRule rule, const StackContext& context,
                     const layers::Pass& pass);
/// Attention of a decoder's tokens to the encoder's; keys and values are computed where no
/// cache has them.
at::Tensor attendSource(const at::Tensor& query, std::int64_t heads, layers::AttentionRule rule,
                        const StackContext& context, const layers::Linear& keys, const layers::Linear& values,
                        const layers::Pass& pass);

/// The texts of a batch without their padding.
struct UnpaddedTexts
{
    PackedTokens tokens;
    at::Tensor places; ///< int64 [tokens]: where each stands in the batch, row by row
};
/// Empty where that saves nothing or cannot be done: nothing is padded, a text has holes or no token at all.
std::optional<UnpaddedTexts> withoutPadding(const NetworkInputs& inputs);

/// Of packed texts, as PackedTokens::starts has them.
std::int64_t longestOf(const std::vector<std::int64_t>& starts);
/// [tokens, hidden] of packed texts → [texts, longest, hidden], zeros after each.
at::Tensor padded(const at::Tensor& packed, const std::vector<std::int64_t>& starts);
/// [texts, longest] of 0 and 1 for that.
at::Tensor paddedMask(const std::vector<std::int64_t>& starts);

} // namespace vitrine::models

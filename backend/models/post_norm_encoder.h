// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/layers/activation.h"
#include "backend/layers/linear.h"
#include "backend/layers/norm.h"
#include "backend/models/chunks.h"
#include "backend/models/network.h"

#include <functional>
#include <memory>
#include <vector>

namespace vitrine::models {

/// The parts of one layer of "Attention is all you need": attention, residual, norm, feed-forward, residual,
/// norm. Wherever a checkpoint keeps them: BERT and its kin differ in names alone. Several layers may share
/// parts (ALBERT).
struct PostNormLayer
{
    const layers::Linear *query, *key, *value, *attentionOutput;
    const layers::LayerNorm* attentionNorm;
    const layers::Linear *intermediate, *output;
    const layers::LayerNorm* outputNorm;
};

struct PostNormRule
{
    std::int64_t heads = 0;
    layers::Activation activation = nullptr;
    double attentionDropout = 0; ///< on the probabilities
    double hiddenDropout = 0;    ///< on what attention adds
    double outputDropout = 0;    ///< on what the feed-forward part adds
};

/// A stack of such layers with two ways of computing them, equal but for rounding: as they are stored, with
/// gradients, dropout and probes; and with their weights joined and laid out for speed, without padding.
class PostNormEncoder
{
public:
    /// The parts must outlive this.
    PostNormEncoder(std::vector<PostNormLayer> layers, PostNormRule rule);

    /// hidden [B, L, H]; `mask` additive, broadcast to [B, heads, L, L], or undefined → [B, L, H]. Visits
    /// scores, probabilities, head outputs, attention outputs and hidden states.
    at::Tensor forward(at::Tensor hidden, const at::Tensor& mask, const layers::Pass& pass) const;

    /// Embeds tokens [begin, begin + length): [length, H].
    using Embed = std::function<at::Tensor(std::int64_t begin, std::int64_t length)>;
    /// Texts one after the other: [tokens, H]. `bias` is added to the scores of each: [1, heads, L, L] with L
    /// of the longest text, or undefined. Not while weights are trained: see isFixed().
    at::Tensor forwardPacked(const PackedTokens& tokens, const Embed& embed, const at::Tensor& bias,
                             core::RunControl& control) const;

    /// No weight waits for gradients, so that copies of them stay right.
    bool isFixed() const;

private:
    struct Packed
    {
        layers::PackedLinear queryKeyValue, attentionOutput, intermediate, output;
    };
    /// Made at the first fast pass, for it is a second copy of the weights.
    void pack() const;
    const Packed* packedLayer(std::size_t index) const
    {
        return m_packed.empty() ? nullptr : m_packed[index].get();
    }
    at::Tensor exactLayer(std::size_t index, const at::Tensor& hidden, const at::Tensor& mask,
                          const layers::Pass& pass) const;
    at::Tensor fastLayer(std::size_t index, const at::Tensor& hidden, const PackedTokens& tokens,
                         const at::Tensor& bias, const Chunk& chunk) const;

    std::vector<PostNormLayer> m_layers;
    PostNormRule m_rule;
    mutable std::vector<std::shared_ptr<const Packed>> m_packed; ///< layers of the same parts share one
    mutable int m_probedPasses = 0;
};

} // namespace vitrine::models

// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch: mentions ATen.

#include <ATen/ATen.h>

#include <cstdint>

namespace vitrine::inspection {

/// Where in a forward pass a value passes. Shapes for batch B, length L, hidden H, heads A; the keys of an
/// encoder or of a pass without a cache are L, too:
enum class Site {
    Embeddings,             ///< [B, L, H], layer -1: what enters the first layer
    AttentionScores,        ///< [B, A, L, L]: query · key / √d with the mask added, before softmax
    AttentionProbabilities, ///< [B, A, L, L]: rows sum to 1
    HeadOutputs,            ///< [B, A, L, d]: probabilities · values, before heads are joined
    AttentionOutput,        ///< [B, L, H]: what the attention block hands to the feed-forward part
    HiddenState, ///< [B, L, H]: what leaves the layer; of the last layer after the model's final norm,
                 ///< where Transformers' `hidden_states` has it so
    // Of a decoder that looks at an encoder; S tokens there:
    CrossAttentionScores,        ///< [B, A, L, S]
    CrossAttentionProbabilities, ///< [B, A, L, S]
    CrossHeadOutputs,            ///< [B, A, L, d]
    // Of a sliding window, whose AttentionProbabilities have G + W + 1 keys: G global ones, then neighbours.
    GlobalAttentionProbabilities, ///< [B, A, L, G]: where the global tokens look
};

/// The stack of layers that reports. A model of one stack reports as Model and does not say so.
enum class Part { Model, Encoder, Decoder };

/// Looks into a forward pass and may change it: the one mechanism of all inspection. A pass with a probe
/// takes the exact path (every intermediate value exists); a pass without one takes the fast path.
class Probe
{
public:
    virtual ~Probe() = default;

    /// `layer` counts from 0. The tensor may be kept (it is not written to later) or replaced by one of the
    /// same shape and type; then the pass goes on with the replacement. Called on the computing thread.
    virtual void visit(Site site, std::int64_t layer, at::Tensor& value) = 0;

    /// An encoder-decoder model says which of its stacks reports from now on.
    virtual void enter(Part) {}

    /// Whether visit() looks at this value. Where it does not, the pass may leave the call out and write over
    /// the value's memory.
    virtual bool looksAt(Site, std::int64_t /*layer*/) const { return true; }

    /// Attention of a sliding window as [B, A, L, L] and not as its network has it.
    virtual bool wantsSquares() const { return false; }

    /// Where the pass should write a value of AttentionScores or AttentionProbabilities: a contiguous tensor
    /// of that shape and type; undefined: anywhere. Saves a copy of what is large.
    virtual at::Tensor destination(Site, std::int64_t /*layer*/, at::IntArrayRef /*shape*/, at::ScalarType)
    {
        return {};
    }
};

} // namespace vitrine::inspection

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/models/encoder_network.h"
#include "backend/models/post_norm_encoder.h"

#include <optional>

namespace vitrine::models {

/// An encoder whose stack is a PostNormEncoder: an architecture adds its embeddings and where its weights
/// are.
class PostNormNetwork : public EncoderNetwork
{
public:
    NetworkOutputs forward(const NetworkInputs& inputs, layers::Pass& pass) const final;
    bool packs() const final { return m_encoder->isFixed(); }
    at::Tensor forwardPacked(const PackedTokens& tokens, core::RunControl& control) const final;

protected:
    using EncoderNetwork::EncoderNetwork;

    /// What enters the first layer; int64 [...] → [..., hidden].
    virtual at::Tensor embed(const at::Tensor& ids, const at::Tensor& types, const at::Tensor& positions,
                             const layers::Pass& pass) const = 0;
    /// Where tokens stand that come without positions: [batch, length] of one row a text, or [tokens] of one
    /// text.
    virtual at::Tensor positions(const at::Tensor& ids) const;
    /// What is added to the scores of every text and layer, [1, heads, length, length]; undefined: nothing.
    virtual at::Tensor attentionBias(std::int64_t length) const;

    std::optional<PostNormEncoder> m_encoder; ///< set by the constructor of the architecture
};

/// RoBERTa's positions: tokens other than padding are counted from `padId` + 1, padding stands at `padId`.
at::Tensor positionsAfterPadding(const at::Tensor& ids, std::int64_t padId);

} // namespace vitrine::models

// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch: what pipelines and the border know of an encoder architecture.

#include "backend/core/progress.h"
#include "backend/inspection/probe.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace vitrine::models {

/// All int64 [batch, length], all given.
struct EncoderInputs
{
    at::Tensor inputIds, attentionMask, tokenTypeIds, positionIds;
};

struct EncoderOutputs
{
    at::Tensor lastHiddenState; ///< [batch, length, hidden]
    at::Tensor poolerOutput;    ///< [batch, hidden]; undefined for a model without pooler
};

/// Texts of different lengths one after the other, so that no padding is computed.
struct PackedTokens
{
    at::Tensor ids, types, positions; ///< int64 [tokens]
    std::vector<std::int64_t> starts; ///< of each text, and the end of the last
    /// For each text the positions that may be attended to (int64); undefined: all of them.
    std::vector<at::Tensor> keys;

    std::int64_t textCount() const { return std::int64_t(starts.size()) - 1; }
};

/// Sizes of a loaded encoder.
struct EncoderDescription
{
    std::int64_t layers = 0, hiddenSize = 0, heads = 0, vocabSize = 0, typeVocabSize = 0, maxPositions = 0;
    std::int64_t parameters = 0;
    std::int64_t bytes = 0; ///< of the parameters
    at::ScalarType type = at::kFloat;
    std::int64_t labels = 0; ///< of its classification head; 0: it has none
};

/// Values are of the model's dtype. Inputs have been validated: ids, types and positions are inside.
class Encoder
{
public:
    virtual ~Encoder() = default;

    virtual const EncoderDescription& description() const = 0;
    /// The exact path; every intermediate value passes the probe. Checkpoints between layers.
    virtual EncoderOutputs forward(const EncoderInputs& inputs, inspection::Probe& probe,
                                   core::RunControl& control) const = 0;
    /// The fast path: [tokens, hidden]. Checkpoints between parts of the batch.
    virtual at::Tensor forwardPacked(const PackedTokens& tokens, core::RunControl& control) const = 0;
    /// [texts, hidden] of first tokens → pooler output; undefined for a model without pooler.
    virtual at::Tensor pool(const at::Tensor& firstTokens) const = 0;
    /// [texts, hidden] of first tokens → logits [texts, labels]; undefined without a head.
    virtual at::Tensor classify(const at::Tensor& firstTokens) const = 0;
};

/// The fast path in the form of the exact one: every position of the batch is computed, padding included,
/// keys are those of the mask.
EncoderOutputs forwardFast(const Encoder& encoder, const EncoderInputs& inputs, core::RunControl& control);

} // namespace vitrine::models

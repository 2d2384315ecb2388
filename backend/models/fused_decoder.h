// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/layers/key_value_cache.h"
#include "backend/layers/rotary.h"
#include "backend/models/pre_norm_decoder.h"

#include <memory>
#include <span>

namespace vitrine::models {

/// The next token of a few rows through a PreNormModel in one piece of work, which all threads take
/// together: at this size an operator costs more than what it computes. Equal to the layers' own path but
/// for rounding: between products everything is float32.
class FusedDecoder
{
public:
    virtual ~FusedDecoder() = default;

    /// Null for what this path does not know: other activations, types or numbers.
    static std::unique_ptr<FusedDecoder> make(const PreNormConfig& config, const PreNormModel& model,
                                              const layers::Linear& head);

    /// ids: int64 [rows, 1], rows at most mostSmallRows; angles: float32 [1, 1, 1, d / 2] for each of the
    /// config's ropes. Writes keys and values into the cache, which does not advance. float32 logits
    /// [rows, vocabulary], not yet capped.
    virtual at::Tensor step(const at::Tensor& ids, layers::KeyValueCache& cache,
                            std::span<const layers::RopeAngles> angles) = 0;
};

} // namespace vitrine::models

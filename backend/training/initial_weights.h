// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/core/json.h"

#include <ATen/ATen.h>

#include <string>

namespace vitrine::training {

/// How Transformers' `_init_weights` of that model_type fills a new parameter, told by its name: matrices
/// from a normal distribution of `initializer_range` (`init_std`; T5 by its factors, GPT-2 less in residual
/// projections), biases 0, norms 1 (Gemma's 0, as it adds 1), the padding's row of embeddings 0.
at::Tensor initialWeight(const std::string& name, at::IntArrayRef shape, const core::Json& config,
                         at::Generator& generator);

/// Parameters that are computed and never trained, whatever a checkpoint stores: sinusoidal positions, and
/// the bias of generation's logits.
bool isConstant(const std::string& name, const core::Json& config);

} // namespace vitrine::training

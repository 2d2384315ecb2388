// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch: what encoder-decoder models have in common beside their decoding.

#include "backend/models/model_backend.h"
#include "backend/models/network.h"

namespace vitrine::models {

/// int64 [batch, length]: `start`, then all but the last token, -100 as padding. T5's and BART's. Throws
/// InvalidArgument where the config has no such token (-1).
at::Tensor shiftTokensRight(const at::Tensor& tokens, std::int64_t start, std::int64_t padding);

/// mBART's: the last token that is no padding, the language, comes first; then all but the last position.
at::Tensor wrapTokensRight(const at::Tensor& tokens, std::int64_t padding);

/// [batch, length, hidden] → [batch, hidden] where each row of `ids` has its last token `endOfSequence`. As
/// in Transformers all rows must have equally many of them. Throws InvalidArgument that names the row.
at::Tensor lastEndOfSequence(const at::Tensor& hidden, const at::Tensor& ids, std::int64_t endOfSequence);

/// forwardPacked() by way of forward(), one text at a time.
at::Tensor forwardEachText(const Network& network, const PackedTokens& tokens, core::RunControl& control);

/// Where a model that generates got labels and no decoder inputs: the labels shifted right. Throws
/// InvalidArgument for labels that are no [batch, target] of tokens.
void fillDecoderInputs(NetworkInputs& tensors, const ForwardInputs& inputs, const Network& network);

} // namespace vitrine::models

// SPDX-License-Identifier: Apache-2.0
#include "backend/models/encoder.h"

namespace vitrine::models {

EncoderOutputs forwardFast(const Encoder& encoder, const EncoderInputs& inputs, core::RunControl& control)
{
    const auto batch = inputs.inputIds.size(0), length = inputs.inputIds.size(1);
    PackedTokens tokens{inputs.inputIds.reshape(-1),
                        inputs.tokenTypeIds.reshape(-1),
                        inputs.positionIds.reshape(-1),
                        {0},
                        {}};
    for (std::int64_t row = 0; row < batch; ++row) {
        tokens.starts.push_back((row + 1) * length);
        const auto keys = inputs.attentionMask[row].nonzero().view(-1);
        tokens.keys.push_back(keys.numel() == length ? at::Tensor() : keys);
    }
    EncoderOutputs outputs;
    outputs.lastHiddenState = encoder.forwardPacked(tokens, control).view({batch, length, -1});
    outputs.poolerOutput = encoder.pool(outputs.lastHiddenState.select(1, 0));
    return outputs;
}

} // namespace vitrine::models

// SPDX-License-Identifier: Apache-2.0
#include "backend/models/encoder_head.h"

namespace vitrine::models {

at::Tensor EncoderHead::operator()(const at::Tensor& input) const
{
    auto value = input;
    if (dense) value = activation((*dense)(value));
    if (norm) value = (*norm)(value);
    return out(value);
}

EncoderHead maskedLmHead(EncoderHead::Keys keys, std::int64_t hiddenSize, std::int64_t embeddingSize,
                         std::int64_t vocabSize, layers::Activation activation, double layerNormEpsilon)
{
    EncoderHead head(std::move(keys), hiddenSize, embeddingSize, activation, vocabSize);
    head.norm.emplace(embeddingSize, layerNormEpsilon);
    if (!head.keys.bias.empty()) head.bias = layers::unloaded({vocabSize});
    return head;
}

} // namespace vitrine::models

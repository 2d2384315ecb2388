// SPDX-License-Identifier: Apache-2.0
#include "backend/models/tensor_arrays.h"

#include "backend/core/result.h"

#include <cstring>
#include <string>

namespace vitrine::models {
namespace {

using core::ErrorCode;
using core::Exception;

std::string shapeText(const core::Shape& shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i ? ", " : "") + std::to_string(shape[i]);
    return text + "]";
}

[[noreturn]] void fail(const std::string& what)
{
    throw Exception(ErrorCode::InvalidArgument, what);
}

/// Every value lies in [0, limit).
void requireBelow(const core::IntArray& array, const std::string& name, std::int64_t limit,
                  const char* limitName)
{
    const auto length = array.shape[1];
    for (std::size_t i = 0; i < array.values.size(); ++i)
        if (array.values[i] < 0 || array.values[i] >= limit)
            fail(name + ": row " + std::to_string(std::int64_t(i) / length) + ", column " +
                 std::to_string(std::int64_t(i) % length) + " is " + std::to_string(array.values[i]) +
                 ", expected 0 to " + std::to_string(limit - 1) + " (" + limitName + " " +
                 std::to_string(limit) + ")");
}

void requireShape(const core::IntArray& array, const std::string& name, const core::Shape& shape)
{
    if (array.shape != shape)
        fail(name + ": its shape is " + shapeText(array.shape) + ", that of input_ids " + shapeText(shape));
    if (std::int64_t(array.values.size()) != core::elementCount(shape))
        fail(name + ": " + std::to_string(array.values.size()) + " values for shape " + shapeText(shape));
}

at::Tensor view(const core::IntArray& array)
{
    return at::from_blob(const_cast<std::int64_t*>(array.values.data()), array.shape, at::kLong);
}

} // namespace

core::FloatArray toArray(const at::Tensor& tensor)
{
    const auto source = tensor.to(at::kFloat).contiguous();
    const auto* data = source.const_data_ptr<float>();
    return {source.sizes().vec(), {data, data + source.numel()}};
}

EncoderInputs toTensors(const ForwardInputs& inputs, const EncoderDescription& model)
{
    const auto& shape = inputs.inputIds.shape;
    if (shape.size() != 2 || shape[0] < 1 || shape[1] < 1)
        fail("input_ids: its shape is " + shapeText(shape) +
             ", expected [batch, length] of at least one token");
    requireShape(inputs.inputIds, "input_ids", shape);
    requireBelow(inputs.inputIds, "input_ids", model.vocabSize, "vocab_size");

    EncoderInputs tensors{view(inputs.inputIds), {}, {}, {}};
    if (inputs.attentionMask) {
        requireShape(*inputs.attentionMask, "attention_mask", shape);
        requireBelow(*inputs.attentionMask, "attention_mask", 2, "values below");
        tensors.attentionMask = view(*inputs.attentionMask);
    } else {
        tensors.attentionMask = at::ones(shape, at::kLong);
    }
    if (inputs.tokenTypeIds) {
        requireShape(*inputs.tokenTypeIds, "token_type_ids", shape);
        requireBelow(*inputs.tokenTypeIds, "token_type_ids", model.typeVocabSize, "type_vocab_size");
        tensors.tokenTypeIds = view(*inputs.tokenTypeIds);
    } else {
        tensors.tokenTypeIds = at::zeros(shape, at::kLong);
    }
    if (inputs.positionIds) {
        requireShape(*inputs.positionIds, "position_ids", shape);
        requireBelow(*inputs.positionIds, "position_ids", model.maxPositions, "max_position_embeddings");
        tensors.positionIds = view(*inputs.positionIds);
    } else {
        if (shape[1] > model.maxPositions)
            fail("input_ids: rows of " + std::to_string(shape[1]) + " tokens, the model takes at most " +
                 std::to_string(model.maxPositions) + " (max_position_embeddings)");
        tensors.positionIds = at::arange(shape[1], at::kLong).expand(shape).contiguous();
    }
    return tensors;
}

} // namespace vitrine::models

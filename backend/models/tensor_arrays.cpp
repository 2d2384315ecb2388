// SPDX-License-Identifier: Apache-2.0
#include "backend/models/tensor_arrays.h"

#include "backend/core/result.h"

#include <algorithm>
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
    const auto length = array.shape.back();
    for (std::size_t i = 0; i < array.values.size(); ++i)
        if (array.values[i] < 0 || array.values[i] >= limit)
            fail(name + ": row " + std::to_string(std::int64_t(i) / length) + ", column " +
                 std::to_string(std::int64_t(i) % length) + " is " + std::to_string(array.values[i]) +
                 ", expected 0 to " + std::to_string(limit - 1) + " (" + limitName + " " +
                 std::to_string(limit) + ")");
}

/// As [rows, length].
at::Tensor view(const core::IntArray& array)
{
    return at::from_blob(const_cast<std::int64_t*>(array.values.data()),
                         {std::int64_t(array.values.size()) / array.shape.back(), array.shape.back()},
                         at::kLong);
}

/// An input whose shape must be that of another; undefined when it is not given.
at::Tensor optional(const std::optional<core::IntArray>& array, const std::string& name,
                    const core::IntArray& like, const char* likeName, std::int64_t limit,
                    const char* limitName)
{
    if (!array) return {};
    if (array->shape != like.shape)
        fail(name + ": its shape is " + shapeText(array->shape) + ", that of " + likeName + " " +
             shapeText(like.shape));
    if (std::int64_t(array->values.size()) != core::elementCount(like.shape))
        fail(name + ": " + std::to_string(array->values.size()) + " values for shape " +
             shapeText(like.shape));
    requireBelow(*array, name, limit, limitName);
    return view(*array);
}

void requireTokens(const core::IntArray& ids, const std::string& name, std::int64_t vocabSize, bool isChoice)
{
    const auto& shape = ids.shape;
    const std::size_t axes = isChoice ? 3 : 2;
    if (shape.size() != axes || std::ranges::any_of(shape, [](auto size) { return size < 1; }))
        fail(name + ": its shape is " + shapeText(shape) + ", expected " +
             (isChoice ? "[batch, choices, length]" : "[batch, length]") + " of at least one token");
    if (std::int64_t(ids.values.size()) != core::elementCount(shape))
        fail(name + ": " + std::to_string(ids.values.size()) + " values for shape " + shapeText(shape));
    requireBelow(ids, name, vocabSize, "vocab_size");
}

} // namespace

core::FloatArray toArray(const at::Tensor& tensor)
{
    const auto source = tensor.to(at::kFloat).contiguous();
    const auto* data = source.const_data_ptr<float>();
    return {source.sizes().vec(), {data, data + source.numel()}};
}

NetworkInputs toTensors(const ForwardInputs& inputs, const NetworkDescription& model)
{
    const auto& ids = inputs.inputIds;
    requireTokens(ids, "input_ids", model.vocabSize, model.head == core::Head::MultipleChoice);
    const auto input = [&](const std::optional<core::IntArray>& array, const char* name, std::int64_t limit,
                           const char* limitName) {
        return optional(array, name, ids, "input_ids", limit, limitName);
    };
    NetworkInputs tensors;
    tensors.inputIds = view(ids);
    tensors.attentionMask = input(inputs.attentionMask, "attention_mask", 2, "values below");
    if (!tensors.attentionMask.defined()) tensors.attentionMask = at::ones_like(tensors.inputIds);
    if (model.typeVocabSize > 0) {
        tensors.tokenTypeIds =
            input(inputs.tokenTypeIds, "token_type_ids", model.typeVocabSize, "type_vocab_size");
        if (!tensors.tokenTypeIds.defined()) tensors.tokenTypeIds = at::zeros_like(tensors.inputIds);
    } // else they are not looked at, as in Transformers
    const auto positions = model.positionCount > 0 ? model.positionCount : model.maxPositions;
    tensors.positionIds = input(inputs.positionIds, "position_ids", positions, "max_position_embeddings");
    if (!tensors.positionIds.defined() && ids.shape.back() > model.maxPositions)
        fail("input_ids: rows of " + std::to_string(ids.shape.back()) + " tokens, the model takes at most " +
             std::to_string(model.maxPositions) + " (max_position_embeddings)");
    tensors.globalAttentionMask =
        input(inputs.globalAttentionMask, "global_attention_mask", 2, "values below");
    if (!inputs.decoderInputIds) return tensors;
    if (model.family != core::Family::EncoderDecoder) fail("decoder_input_ids: the model has no decoder");
    requireTokens(*inputs.decoderInputIds, "decoder_input_ids", model.decoderVocabulary(), false);
    if (inputs.decoderInputIds->shape.front() != ids.shape.front())
        fail("decoder_input_ids: " + std::to_string(inputs.decoderInputIds->shape.front()) +
             " rows, input_ids has " + std::to_string(ids.shape.front()));
    if (inputs.decoderInputIds->shape.back() > model.targetPositions())
        fail("decoder_input_ids: rows of " + std::to_string(inputs.decoderInputIds->shape.back()) +
             " tokens, the model takes at most " + std::to_string(model.targetPositions()));
    tensors.decoderInputIds = view(*inputs.decoderInputIds);
    tensors.decoderAttentionMask = optional(inputs.decoderAttentionMask, "decoder_attention_mask",
                                            *inputs.decoderInputIds, "decoder_input_ids", 2, "values below");
    return tensors;
}

} // namespace vitrine::models

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/forward_inputs.h"

#include "backend/core/json_access.h"
#include "backend/tensors/safetensors.h"

#include <array>
#include <cstring>
#include <limits>

namespace vitrine::app {
namespace {

using core::ErrorCode;
using core::Exception;
using core::IntArray;

[[noreturn]] void fail(const std::string& what)
{
    throw Exception(ErrorCode::InvalidArgument, what);
}

/// Nested arrays of integers of one shape, [2] to [batch, choices, length].
void appendNested(const core::Json& value, const std::string& place, std::size_t axis, IntArray& array)
{
    constexpr std::size_t mostAxes = 3;
    if (!value.is_array()) {
        if (axis != array.shape.size() || !value.is_number_integer() ||
            (value.is_number_unsigned() &&
             value.get<std::uint64_t>() > std::uint64_t(std::numeric_limits<std::int64_t>::max())))
            fail(place + " is " + value.dump().substr(0, 40) + ", expected " +
                 (axis < array.shape.size() ? "an array" : "an integer"));
        array.values.push_back(value.get<std::int64_t>());
        return;
    }
    const auto size = std::int64_t(value.size());
    if (axis == array.shape.size()) {
        if (!array.values.empty() || axis == mostAxes) fail(place + " is an array, expected an integer");
        array.shape.push_back(size);
    } else if (array.shape[axis] != size) {
        fail(place + " has " + std::to_string(size) + " entries, the first has " +
             std::to_string(array.shape[axis]) + " (rows must be padded to one length)");
    }
    for (std::size_t i = 0; i < value.size(); ++i)
        appendNested(value[i], place + (axis == 0 ? ": row " : ", column ") + std::to_string(i), axis + 1,
                     array);
}

template <typename Stored>
void append(std::vector<std::int64_t>& values, std::span<const std::byte> data)
{
    for (std::size_t i = 0; i + sizeof(Stored) <= data.size(); i += sizeof(Stored)) {
        Stored value;
        std::memcpy(&value, data.data() + i, sizeof value);
        values.push_back(std::int64_t(value));
    }
}

IntArray integers(const tensors::TensorView& tensor, const std::string& place)
{
    using tensors::ElementType;
    IntArray array{tensor.shape, {}};
    switch (tensor.type) {
    case ElementType::Bool:
    case ElementType::U8:
        append<std::uint8_t>(array.values, tensor.data);
        break;
    case ElementType::I8:
        append<std::int8_t>(array.values, tensor.data);
        break;
    case ElementType::I16:
        append<std::int16_t>(array.values, tensor.data);
        break;
    case ElementType::U16:
        append<std::uint16_t>(array.values, tensor.data);
        break;
    case ElementType::I32:
        append<std::int32_t>(array.values, tensor.data);
        break;
    case ElementType::U32:
        append<std::uint32_t>(array.values, tensor.data);
        break;
    case ElementType::I64:
        append<std::int64_t>(array.values, tensor.data);
        break;
    default:
        fail(place + ": its type is " + std::string(typeName(tensor.type)) + ", expected integers");
    }
    return array;
}

/// Where each input of the call goes.
template <typename Read>
void assign(models::ForwardInputs& inputs, const std::string& name, const std::string& origin, Read&& read)
{
    if (name == "input_ids") {
        inputs.inputIds = read();
        return;
    }
    using Member = std::optional<IntArray> models::ForwardInputs::*;
    using models::ForwardInputs;
    static constexpr std::pair<const char*, Member> members[]{
        {"attention_mask", &ForwardInputs::attentionMask},
        {"token_type_ids", &ForwardInputs::tokenTypeIds},
        {"position_ids", &ForwardInputs::positionIds},
        {"global_attention_mask", &ForwardInputs::globalAttentionMask},
        {"decoder_input_ids", &ForwardInputs::decoderInputIds},
        {"decoder_attention_mask", &ForwardInputs::decoderAttentionMask},
        {"labels", &ForwardInputs::labels},
        {"start_positions", &ForwardInputs::startPositions},
        {"end_positions", &ForwardInputs::endPositions},
        {"next_sentence_label", &ForwardInputs::nextSentenceLabel},
        {"sentence_order_label", &ForwardInputs::nextSentenceLabel},
    };
    std::string known = "input_ids";
    for (const auto& [each, member] : members) {
        if (name == each) {
            inputs.*member = read();
            return;
        }
        known += std::string(", ") + each;
    }
    fail(origin + ": input \"" + name + "\" is not supported (supported: " + known + ")");
}

void requireIds(const models::ForwardInputs& inputs, const std::string& origin)
{
    if (inputs.inputIds.shape.empty()) fail(origin + ": \"input_ids\" is missing");
}

} // namespace

models::ForwardInputs readForwardInputs(const core::Json& json, const std::string& origin)
{
    if (!json.is_object())
        fail(origin + ": expected an object with input_ids, found " + std::string(core::jsonTypeName(json)));
    models::ForwardInputs inputs;
    for (const auto& [name, value] : json.items())
        if (!value.is_null())
            assign(inputs, name, origin, [&] {
                IntArray array;
                appendNested(value, origin + ": " + name, 0, array);
                return array;
            });
    requireIds(inputs, origin);
    return inputs;
}

models::ForwardInputs readForwardInputs(const std::filesystem::path& path)
{
    const tensors::SafetensorsFile file(path);
    models::ForwardInputs inputs;
    for (const auto& tensor : file.tensors())
        assign(inputs, tensor.name, path.string(),
               [&] { return integers(tensor, path.string() + ": " + tensor.name); });
    requireIds(inputs, path.string());
    return inputs;
}

} // namespace vitrine::app

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

IntArray rectangle(const core::Json& value, const std::string& place)
{
    if (!value.is_array() || value.empty() || !value[0].is_array())
        fail(place + ": expected an array of rows of integers");
    const auto length = value[0].size();
    IntArray array{{std::int64_t(value.size()), std::int64_t(length)}, {}};
    array.values.reserve(value.size() * length);
    for (std::size_t row = 0; row < value.size(); ++row) {
        const std::string rowPlace = place + ": row " + std::to_string(row);
        if (!value[row].is_array())
            fail(rowPlace + " is " + std::string(core::jsonTypeName(value[row])) + ", expected an array");
        if (value[row].size() != length)
            fail(rowPlace + " has " + std::to_string(value[row].size()) + " entries, row 0 has " +
                 std::to_string(length) + " (rows must be padded to one length)");
        for (std::size_t column = 0; column < length; ++column) {
            const auto& cell = value[row][column];
            if (!cell.is_number_integer() ||
                (cell.is_number_unsigned() &&
                 cell.get<std::uint64_t>() > std::uint64_t(std::numeric_limits<std::int64_t>::max())))
                fail(rowPlace + ", column " + std::to_string(column) + " is " + cell.dump().substr(0, 40) +
                     ", expected an integer");
            array.values.push_back(cell.get<std::int64_t>());
        }
    }
    return array;
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

/// Where each input of the call goes. Inputs of other architectures are named in the error.
template <typename Read>
void assign(models::ForwardInputs& inputs, const std::string& name, const std::string& origin, Read&& read)
{
    if (name == "input_ids")
        inputs.inputIds = read();
    else if (name == "attention_mask")
        inputs.attentionMask = read();
    else if (name == "token_type_ids")
        inputs.tokenTypeIds = read();
    else if (name == "position_ids")
        inputs.positionIds = read();
    else if (name == "labels")
        inputs.labels = read();
    else
        fail(origin + ": input \"" + name +
             "\" is not supported (supported: input_ids, attention_mask, token_type_ids, position_ids, "
             "labels)");
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
                const auto place = origin + ": " + name;
                // Labels may be one number a text.
                const bool isFlat =
                    name == "labels" && value.is_array() && !value.empty() && !value[0].is_array();
                if (!isFlat) return rectangle(value, place);
                auto row = rectangle(core::Json::array({value}), place);
                return IntArray{{row.shape[1]}, std::move(row.values)};
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

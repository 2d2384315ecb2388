// SPDX-License-Identifier: Apache-2.0
#include "backend/datasets/cells.h"

#include <arrow/array.h>
#include <arrow/scalar.h>
#include <arrow/type.h>
#include <arrow/type_traits.h>
#include <arrow/util/float16.h>
#include <arrow/util/utf8.h>

#include <charconv>
#include <cmath>

namespace vitrine::datasets {
namespace {

using arrow::Type;

/// The shortest text that reads back as the same number, with a point or an exponent.
template <typename Number>
void appendReal(std::string& out, Number number)
{
    char buffer[40];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
    const std::string_view text(buffer, std::size_t(end - buffer));
    out += text;
    if (text.find_first_of(".en") == std::string_view::npos) out += ".0";
}

template <typename ArrayType>
auto value(const arrow::Array& array, std::int64_t row)
{
    return static_cast<const ArrayType&>(array).Value(row);
}

/// Finds the number in a numeric cell; false for cells of other types.
template <typename Visitor>
bool visitNumber(const arrow::Array& array, std::int64_t row, Visitor&& visit)
{
    switch (array.type_id()) {
    case Type::INT8:
        visit(std::int64_t(value<arrow::Int8Array>(array, row)));
        return true;
    case Type::INT16:
        visit(std::int64_t(value<arrow::Int16Array>(array, row)));
        return true;
    case Type::INT32:
        visit(std::int64_t(value<arrow::Int32Array>(array, row)));
        return true;
    case Type::INT64:
        visit(std::int64_t(value<arrow::Int64Array>(array, row)));
        return true;
    case Type::UINT8:
        visit(std::int64_t(value<arrow::UInt8Array>(array, row)));
        return true;
    case Type::UINT16:
        visit(std::int64_t(value<arrow::UInt16Array>(array, row)));
        return true;
    case Type::UINT32:
        visit(std::int64_t(value<arrow::UInt32Array>(array, row)));
        return true;
    case Type::UINT64:
        visit(std::uint64_t(value<arrow::UInt64Array>(array, row)));
        return true;
    case Type::HALF_FLOAT:
        visit(double(arrow::util::Float16::FromBits(value<arrow::HalfFloatArray>(array, row)).ToFloat()));
        return true;
    case Type::FLOAT:
        visit(double(value<arrow::FloatArray>(array, row)));
        return true;
    case Type::DOUBLE:
        visit(value<arrow::DoubleArray>(array, row));
        return true;
    default:
        return false;
    }
}

std::int64_t floorDivide(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b < 0);
}

std::int64_t milliseconds(std::int64_t value, arrow::TimeUnit::type unit)
{
    switch (unit) {
    case arrow::TimeUnit::SECOND:
        return value > INT64_MAX / 1000 || value < INT64_MIN / 1000 ? 0 : value * 1000;
    case arrow::TimeUnit::MILLI:
        return value;
    case arrow::TimeUnit::MICRO:
        return floorDivide(value, 1000);
    case arrow::TimeUnit::NANO:
        break;
    }
    return floorDivide(value, 1'000'000);
}

/// The number of milliseconds that JSON shows for a date, time stamp or duration; false for other types.
bool asMilliseconds(const arrow::Array& array, std::int64_t row, std::int64_t& result)
{
    switch (array.type_id()) {
    case Type::DATE32:
        result = std::int64_t(value<arrow::Date32Array>(array, row)) * 86'400'000;
        return true;
    case Type::DATE64:
        result = value<arrow::Date64Array>(array, row);
        return true;
    case Type::TIMESTAMP:
        result = milliseconds(value<arrow::TimestampArray>(array, row),
                              static_cast<const arrow::TimestampType&>(*array.type()).unit());
        return true;
    case Type::DURATION:
        result = milliseconds(value<arrow::DurationArray>(array, row),
                              static_cast<const arrow::DurationType&>(*array.type()).unit());
        return true;
    default:
        return false;
    }
}

bool asView(const arrow::Array& array, std::int64_t row, std::string_view& text)
{
    switch (array.type_id()) {
    case Type::STRING:
        text = static_cast<const arrow::StringArray&>(array).GetView(row);
        return true;
    case Type::BINARY:
        text = static_cast<const arrow::BinaryArray&>(array).GetView(row);
        return true;
    case Type::LARGE_STRING:
        text = static_cast<const arrow::LargeStringArray&>(array).GetView(row);
        return true;
    case Type::LARGE_BINARY:
        text = static_cast<const arrow::LargeBinaryArray&>(array).GetView(row);
        return true;
    case Type::STRING_VIEW:
        text = static_cast<const arrow::StringViewArray&>(array).GetView(row);
        return true;
    case Type::BINARY_VIEW:
        text = static_cast<const arrow::BinaryViewArray&>(array).GetView(row);
        return true;
    case Type::FIXED_SIZE_BINARY:
        text = static_cast<const arrow::FixedSizeBinaryArray&>(array).GetView(row);
        return true;
    default:
        return false;
    }
}

/// What Arrow itself writes for a cell: decimals, times of day, dates.
std::string arrowText(const arrow::Array& array, std::int64_t row)
{
    const auto scalar = array.GetScalar(row);
    return scalar.ok() ? (*scalar)->ToString() : std::string();
}

void appendList(std::string& out, const arrow::Array& values, std::int64_t begin, std::int64_t length)
{
    out += '[';
    for (std::int64_t i = 0; i < length; ++i) {
        if (i > 0) out += ',';
        appendJson(out, values, begin + i);
    }
    out += ']';
}

template <typename ListArray>
void appendListOf(std::string& out, const arrow::Array& array, std::int64_t row)
{
    const auto& list = static_cast<const ListArray&>(array);
    appendList(out, *list.values(), list.value_offset(row), list.value_length(row));
}

} // namespace

void appendJsonString(std::string& out, std::string_view text)
{
    constexpr char digits[] = "0123456789abcdef";
    out += '"';
    std::size_t plain = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        out += text.substr(plain, i - plain);
        plain = i + 1;
        out += '\\';
        switch (c) {
        case '"':
            out += '"';
            break;
        case '\\':
            out += '\\';
            break;
        case '\n':
            out += 'n';
            break;
        case '\t':
            out += 't';
            break;
        case '\r':
            out += 'r';
            break;
        default:
            out += "u00";
            out += digits[c >> 4];
            out += digits[c & 15];
        }
    }
    out += text.substr(plain);
    out += '"';
}

void appendJson(std::string& out, const arrow::Array& array, std::int64_t row)
{
    if (array.IsNull(row)) {
        out += "null";
        return;
    }
    const auto number = [&](auto n) {
        if constexpr (std::is_floating_point_v<decltype(n)>) {
            if (std::isfinite(n))
                appendReal(out, n);
            else
                out += "null";
        } else {
            out += std::to_string(n);
        }
    };
    std::string_view text;
    std::int64_t time = 0;
    if (asView(array, row, text)) {
        // Bytes that are no text show each byte as the character of its number.
        static const bool ready = (arrow::util::InitializeUTF8(), true); // fills the tables of the next call
        if (ready && arrow::util::ValidateUTF8(reinterpret_cast<const std::uint8_t*>(text.data()),
                                               std::int64_t(text.size()))) {
            appendJsonString(out, text);
        } else {
            std::string latin;
            for (const char c : text) {
                const auto byte = static_cast<unsigned char>(c);
                if (byte < 0x80) {
                    latin += c;
                } else {
                    latin += char(0xC0 | (byte >> 6));
                    latin += char(0x80 | (byte & 0x3F));
                }
            }
            appendJsonString(out, latin);
        }
        return;
    }
    if (visitNumber(array, row, number)) return;
    if (asMilliseconds(array, row, time)) {
        out += std::to_string(time);
        return;
    }
    switch (array.type_id()) {
    case Type::BOOL:
        out += value<arrow::BooleanArray>(array, row) ? "true" : "false";
        return;
    case Type::LIST:
        appendListOf<arrow::ListArray>(out, array, row);
        return;
    case Type::LARGE_LIST:
        appendListOf<arrow::LargeListArray>(out, array, row);
        return;
    case Type::LIST_VIEW:
        appendListOf<arrow::ListViewArray>(out, array, row);
        return;
    case Type::LARGE_LIST_VIEW:
        appendListOf<arrow::LargeListViewArray>(out, array, row);
        return;
    case Type::MAP:
        appendListOf<arrow::MapArray>(out, array, row);
        return;
    case Type::FIXED_SIZE_LIST:
        appendListOf<arrow::FixedSizeListArray>(out, array, row);
        return;
    case Type::STRUCT: {
        const auto& structure = static_cast<const arrow::StructArray&>(array);
        out += '{';
        for (int field = 0; field < structure.num_fields(); ++field) {
            if (field > 0) out += ',';
            appendJsonString(out, structure.type()->field(field)->name());
            out += ':';
            appendJson(out, *structure.field(field), row);
        }
        out += '}';
        return;
    }
    case Type::DICTIONARY: {
        const auto& dictionary = static_cast<const arrow::DictionaryArray&>(array);
        appendJson(out, *dictionary.dictionary(), dictionary.GetValueIndex(row));
        return;
    }
    case Type::EXTENSION:
        appendJson(out, *static_cast<const arrow::ExtensionArray&>(array).storage(), row);
        return;
    default:
        appendJsonString(out, arrowText(array, row));
    }
}

void appendText(std::string& out, const arrow::Array& array, std::int64_t row)
{
    if (array.IsNull(row)) return;
    std::string_view text;
    if (asView(array, row, text)) {
        out += text;
        return;
    }
    switch (array.type_id()) {
    case Type::BOOL:
        out += value<arrow::BooleanArray>(array, row) ? "True" : "False";
        return;
    case Type::FLOAT:
    case Type::DOUBLE:
        visitNumber(array, row, [&](auto number) {
            if (std::isnan(double(number))) return; // a missing value, as pandas has it
            if (array.type_id() == Type::FLOAT && std::isfinite(double(number)))
                appendReal(out, float(number));
            else if (std::isfinite(double(number)))
                appendReal(out, double(number));
            else
                out += number < 0 ? "-inf" : "inf";
        });
        return;
    case Type::DICTIONARY: {
        const auto& dictionary = static_cast<const arrow::DictionaryArray&>(array);
        appendText(out, *dictionary.dictionary(), dictionary.GetValueIndex(row));
        return;
    }
    case Type::DATE32:
    case Type::DATE64:
    case Type::TIMESTAMP:
        out += arrowText(array, row);
        return;
    default:
        break;
    }
    if (visitNumber(array, row, [](auto) {}) || arrow::is_nested(array.type_id())) {
        appendJson(out, array, row);
        return;
    }
    out += arrowText(array, row);
}

} // namespace vitrine::datasets

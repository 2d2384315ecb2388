// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/files/json_text.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <cmath>
#include <string_view>

namespace vitrine::tokenizers {
namespace {

struct Number
{
    std::string digits; ///< without point
    int exponent;       ///< of the first digit
    bool isNegative;
};

Number shortest(double value)
{
    char buffer[40];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
    std::string_view text(buffer, std::size_t(end - buffer));
    Number number{{}, 0, text.front() == '-'};
    if (number.isNegative) text.remove_prefix(1);
    const auto e = text.find('e');
    for (const char c : text.substr(0, e))
        if (c != '.') number.digits += c;
    std::string_view exponent = text.substr(e + 1);
    if (exponent.front() == '+') exponent.remove_prefix(1);
    std::from_chars(exponent.data(), exponent.data() + exponent.size(), number.exponent);
    return number;
}

/// Plain digits while the first stands at 10^smallest … 10^15, an exponent beyond.
std::string numberText(double value, int smallest, std::size_t exponentDigits)
{
    if (!std::isfinite(value)) return "null";
    Number number = shortest(value);
    std::string text = number.isNegative ? "-" : "";
    const int exponent = number.exponent;
    if (exponent < smallest || exponent > 15) {
        text += number.digits.substr(0, 1);
        if (number.digits.size() > 1) text += "." + number.digits.substr(1);
        std::string digits = std::to_string(std::abs(exponent));
        if (digits.size() < exponentDigits) digits.insert(0, exponentDigits - digits.size(), '0');
        return text + (exponent < 0 ? "e-" : "e+") + digits;
    }
    if (exponent < 0) return text + "0." + std::string(std::size_t(-exponent - 1), '0') + number.digits;
    const std::size_t whole = std::size_t(exponent) + 1;
    if (number.digits.size() < whole) number.digits.resize(whole, '0');
    text += number.digits.substr(0, whole) + ".";
    return text + (number.digits.size() > whole ? number.digits.substr(whole) : "0");
}

struct Style
{
    int smallestExponent;
    std::size_t exponentDigits;
};
constexpr Style rust{-5, 1}, python{-4, 2};

void appendString(std::string& out, std::string_view text)
{
    constexpr char hex[] = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20)
                out.append("\\u00").append({hex[c >> 4], hex[c & 15]});
            else
                out += c;
        }
    }
    out += '"';
}

template <typename JsonType>
void append(std::string& out, const JsonType& value, std::size_t depth, const Style& style)
{
    const auto newLine = [&](std::size_t level) { out.append("\n").append(level * 2, ' '); };
    switch (value.type()) {
    case JsonType::value_t::string:
        appendString(out, value.template get_ref<const std::string&>());
        return;
    case JsonType::value_t::number_float:
        out += numberText(value.template get<double>(), style.smallestExponent, style.exponentDigits);
        return;
    case JsonType::value_t::object: {
        if (value.empty()) break;
        char separator = '{';
        for (auto entry = value.begin(); entry != value.end(); ++entry, separator = ',') {
            out += separator;
            newLine(depth + 1);
            appendString(out, entry.key());
            out += ": ";
            append(out, entry.value(), depth + 1, style);
        }
        newLine(depth);
        out += '}';
        return;
    }
    case JsonType::value_t::array: {
        if (value.empty()) break;
        char separator = '[';
        for (const JsonType& element : value) {
            out += separator;
            separator = ',';
            newLine(depth + 1);
            append(out, element, depth + 1, style);
        }
        newLine(depth);
        out += ']';
        return;
    }
    default:
        break;
    }
    out += value.dump();
}

} // namespace

std::string libraryJson(const core::OrderedJson& value)
{
    std::string text;
    append(text, value, 0, rust);
    return text;
}

std::string pythonJson(const core::Json& value)
{
    std::string text;
    append(text, value, 0, python);
    return text + '\n';
}

} // namespace vitrine::tokenizers

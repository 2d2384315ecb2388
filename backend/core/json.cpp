// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json.h"

#include "backend/core/file.h"
#include "backend/core/result.h"

#include <nlohmann/json.hpp>

namespace vitrine::core {
namespace {

constexpr int maxDepth = 512;

template <typename JsonType>
JsonType parse(std::string_view text, std::string_view origin)
{
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    int depth = 0;
    const auto limitDepth = [&](int, typename JsonType::parse_event_t event, JsonType&) {
        using Event = typename JsonType::parse_event_t;
        if (event == Event::object_start || event == Event::array_start) {
            if (++depth > maxDepth)
                throw Exception(ErrorCode::InvalidFormat, std::string(origin) + ": nested deeper than " +
                                                              std::to_string(maxDepth) + " levels");
        } else if (event == Event::object_end || event == Event::array_end) {
            --depth;
        }
        return true;
    };
    try {
        return JsonType::parse(text.begin(), text.end(), limitDepth);
    } catch (const typename JsonType::parse_error& e) {
        // nlohmann's text starts with an error number and a position that the message gives itself
        std::string reason = e.what();
        if (const auto colon = reason.find(": "); colon != std::string::npos)
            reason = reason.substr(colon + 2);
        const std::size_t byte = e.byte > 0 ? e.byte - 1 : 0;
        throw Exception(ErrorCode::InvalidFormat, std::string(origin) + ": not valid JSON at byte " +
                                                      std::to_string(byte) + ": " + reason);
    }
}

} // namespace

Json parseJson(std::string_view text, std::string_view origin)
{
    return parse<Json>(text, origin);
}

OrderedJson parseOrderedJson(std::string_view text, std::string_view origin)
{
    return parse<OrderedJson>(text, origin);
}

Json readJsonFile(const std::filesystem::path& path)
{
    return parseJson(readFile(path), path.string());
}

std::string_view jsonTypeName(const Json& value)
{
    switch (value.type()) {
    case Json::value_t::null:
        return "null";
    case Json::value_t::object:
        return "an object";
    case Json::value_t::array:
        return "an array";
    case Json::value_t::string:
        return "a string";
    case Json::value_t::boolean:
        return "a boolean";
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
        return "an integer";
    case Json::value_t::number_float:
        return "a number";
    default:
        return "something else";
    }
}

std::string dumpJson(const OrderedJson& value)
{
    // nlohmann writes NaN and infinity as null by itself
    return value.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

} // namespace vitrine::core

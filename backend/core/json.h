// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace vitrine::core {

using Json = nlohmann::json;                ///< objects sorted by key
using OrderedJson = nlohmann::ordered_json; ///< objects in the order of insertion, for files and output

/// Parses `text`; `origin` (a path, "standard input line 3") starts the message of the InvalidFormat
/// Exception, which names the byte that is wrong. Invalid UTF-8 and nesting deeper than 512 are rejected.
Json parseJson(std::string_view text, std::string_view origin);
OrderedJson parseOrderedJson(std::string_view text, std::string_view origin);
Json readJsonFile(const std::filesystem::path& path);

/// The type of a JSON value in words: "a string", "an array", "nothing".
std::string_view jsonTypeName(const Json& value);

/// One line of JSON; NaN and infinity become null, strings that are no UTF-8 get U+FFFD.
std::string dumpJson(const OrderedJson& value);

} // namespace vitrine::core

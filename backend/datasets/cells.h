// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to backend/datasets: names Arrow's types, includes none of its headers.

#include <cstdint>
#include <string>
#include <string_view>

namespace arrow {
class Array;
}

namespace vitrine::datasets {

/// Appends a cell as JSON, the way `Dataset.to_json` has it: times are milliseconds since 1970, times of day,
/// decimals and bytes are strings, NaN and infinity null; numbers keep all their digits.
void appendJson(std::string& out, const arrow::Array& array, std::int64_t row);
void appendJsonString(std::string& out, std::string_view text);

/// Appends a cell as plain text, the way `Dataset.to_csv` has it; nothing for null, JSON for nested cells.
void appendText(std::string& out, const arrow::Array& array, std::int64_t row);

} // namespace vitrine::datasets

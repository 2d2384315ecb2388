// SPDX-License-Identifier: Apache-2.0
#pragma once

// How Arrow's errors become ours. Private to backend/datasets: names Arrow's types, includes none of its
// headers.

#include <string>
#include <utility>

namespace arrow {
class Status;
}

namespace vitrine::datasets {

/// Throws an Exception "place: what Arrow says" unless `status` is good.
void require(const arrow::Status& status, const std::string& place);

/// The value of an arrow::Result.
template <typename ArrowResult>
auto take(ArrowResult&& result, const std::string& place)
{
    require(result.status(), place);
    return std::forward<ArrowResult>(result).MoveValueUnsafe();
}

/// Arrow's text in one line, without the name of the kind of error.
std::string firstLine(const arrow::Status& status);

} // namespace vitrine::datasets

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>

namespace vitrine::core {

/// Names one request; later requests have larger ids. 0 names none.
struct RequestId
{
    std::uint64_t value = 0;
    auto operator<=>(const RequestId&) const = default;
};

} // namespace vitrine::core

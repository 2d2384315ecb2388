// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/file.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <span>
#include <vector>

namespace vitrine::training {

/// The encoded texts of a data set, one after the other in an unnamed temporary file that is mapped: the
/// operating system keeps in memory what is used.
class TokenTable
{
public:
    struct Row
    {
        std::span<const std::uint32_t> ids;
        std::span<const std::uint8_t> types; ///< token type ids
    };

    TokenTable();

    void append(std::span<const std::uint32_t> ids, std::span<const std::uint32_t> types);
    /// After the last append(), before the first row().
    void finish();

    std::int64_t size() const { return std::int64_t(m_ends.size()) - 1; }
    std::int64_t length(std::int64_t row) const { return std::int64_t(m_ends[row + 1] - m_ends[row]); }
    Row row(std::int64_t row) const;

private:
    /// What has no name is gone when the program is, however that ends.
    class Column;
    std::shared_ptr<Column> m_ids, m_types;
    std::vector<std::uint64_t> m_ends{0}; ///< in tokens
};

} // namespace vitrine::training

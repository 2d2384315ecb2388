// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/datasets/blocks.h"

namespace vitrine::datasets {

/// A value a line (JSON Lines); empty lines count for nothing.
class JsonLineSplitter final : public Splitter
{
public:
    bool feed(std::string_view bytes, const std::function<void(std::size_t)>& recordEnd) override;
    bool finish() override { return m_inRecord; }

private:
    bool m_inRecord = false;
};

/// Values one after another, separated by white space (several to a line, or pretty-printed over many).
/// With `inArray` they are the elements of an array whose bracket has been read, separated by commas, and
/// the splitter stops at the closing bracket.
class JsonValueSplitter final : public Splitter
{
public:
    JsonValueSplitter(std::string file, bool inArray, std::int64_t firstLine);
    /// For rows from the middle of a file that was checked before.
    void trustCommas() { m_checksCommas = false; }

    bool feed(std::string_view bytes, const std::function<void(std::size_t)>& recordEnd) override;
    bool finish() override;

    bool closed() const { return m_closed; }            ///< the array's closing bracket was seen
    std::size_t closedAt() const { return m_closedAt; } ///< … at this byte from where the splitter began

private:
    [[noreturn]] void fail(const std::string& what) const;

    const std::string m_file;
    const bool m_inArray;
    int m_depth = 0;
    bool m_inString = false, m_escaped = false, m_inRecord = false, m_scalar = false;
    bool m_checksCommas = true, m_needComma = false, m_afterComma = false, m_closed = false;
    std::size_t m_done = 0, m_closedAt = 0;
    std::int64_t m_recordLine = 1;
};

} // namespace vitrine::datasets

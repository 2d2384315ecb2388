// SPDX-License-Identifier: Apache-2.0
#pragma once

// Text formats are read in blocks of whole records, about a megabyte each; what is kept of the file is
// where its blocks begin. Private to backend/datasets.

#include "backend/core/progress.h"
#include "backend/datasets/raw_file.h"
#include "backend/datasets/source.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::datasets {

/// Some whole records of a text file.
struct Block
{
    std::uint64_t offset = 0;
    std::size_t length = 0;
    std::int64_t firstRow = 0;
    std::int64_t rows = 0;
    std::int64_t firstLine = 1; ///< counted from 1
};

/// Finds the ends of records. Gets the bytes of the file in order, in pieces of any size.
class Splitter
{
public:
    virtual ~Splitter() = default;
    /// Looks at `bytes` and calls `recordEnd(position)` with the position after each record that ends there.
    /// Separators before a record belong to it. Returns false when the rest of the file is of no interest.
    virtual bool feed(std::string_view bytes, const std::function<void(std::size_t)>& recordEnd) = 0;
    /// The file is over; whether a record ended with it. Throws for a record that has no end.
    virtual bool finish() = 0;
    std::int64_t line() const { return m_line; } ///< the line that the next byte is on

protected:
    std::int64_t m_line = 1;
};

/// Reads `file` from `offset` and calls `take` for each block. Throws InvalidFormat for invalid UTF-8, with
/// the line, and for a record of more than 256 MB.
void forEachBlock(const RawFile& file, std::uint64_t offset, Splitter& splitter, core::RunControl& control,
                  const std::function<void(const Block&, std::string)>& take);

/// The length of a byte order mark of UTF-8; throws Unsupported for one of UTF-16, InvalidFormat for an empty
/// file.
std::size_t byteOrderMark(const RawFile& file);

/// Lines of `text` that end before `position`.
std::int64_t countLines(std::string_view text, std::size_t position = std::string_view::npos);

/// A source over blocks.
class BlockSource : public Source
{
public:
    std::shared_ptr<arrow::RecordBatch> batch(std::size_t index) const override;

protected:
    explicit BlockSource(std::shared_ptr<const RawFile> file) : m_file(std::move(file)) {}
    /// Turns the bytes of a block into a batch of the schema.
    virtual std::shared_ptr<arrow::RecordBatch> parse(const Block& block, std::string bytes) const = 0;
    void addBlock(const Block& block);
    std::string place(std::int64_t line) const;

    std::shared_ptr<const RawFile> m_file;
    std::vector<Block> m_blocks;
};

} // namespace vitrine::datasets

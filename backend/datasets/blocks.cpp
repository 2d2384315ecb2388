// SPDX-License-Identifier: Apache-2.0
#include "backend/datasets/blocks.h"

#include "backend/core/result.h"
#include "backend/core/text_offsets.h"

#include <arrow/record_batch.h>
#include <arrow/util/utf8.h>

#include <algorithm>
#include <chrono>

namespace vitrine::datasets {
namespace {

using core::ErrorCode;
using core::Exception;

constexpr std::size_t blockSize = 1 << 20, longestRecord = 256 << 20;

void requireUtf8(const RawFile& file, const Block& block, std::string_view bytes)
{
    static const bool ready = (arrow::util::InitializeUTF8(), true); // fills the tables of the next call
    if (ready && arrow::util::ValidateUTF8(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                           std::int64_t(bytes.size())))
        return;
    const std::size_t bad = std::min(core::findInvalidUtf8(bytes), bytes.size());
    throw Exception(ErrorCode::InvalidFormat,
                    file.name() + ": line " + std::to_string(block.firstLine + countLines(bytes, bad)) +
                        ": not valid UTF-8 at byte " + std::to_string(block.offset + bad) +
                        " of the file; convert it to UTF-8 first");
}

} // namespace

std::int64_t countLines(std::string_view text, std::size_t position)
{
    text = text.substr(0, position);
    std::int64_t lines = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        lines += text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
    return lines;
}

std::size_t byteOrderMark(const RawFile& file)
{
    if (file.size() == 0) throw Exception(ErrorCode::InvalidFormat, file.name() + ": the file is empty");
    char start[3] = {};
    file.read(0, start, sizeof start);
    const std::string_view head(start, 3);
    if (head == "\xEF\xBB\xBF") return 3;
    if (head.substr(0, 2) == "\xFF\xFE" || head.substr(0, 2) == "\xFE\xFF")
        throw Exception(ErrorCode::Unsupported,
                        file.name() + ": the text is UTF-16; convert it to UTF-8 first");
    return 0;
}

void forEachBlock(const RawFile& file, std::uint64_t offset, Splitter& splitter, core::RunControl& control,
                  const std::function<void(const Block&, std::string)>& take)
{
    using Clock = std::chrono::steady_clock;
    const auto begin = Clock::now();
    const std::uint64_t start = offset;
    std::string buffer; // begins where the next block does
    std::size_t looked = 0;
    std::size_t complete = 0; // bytes of whole records in the buffer
    std::int64_t lineAtStart = splitter.line();
    Block block;
    block.offset = offset;

    const auto emit = [&] {
        if (block.rows == 0) return;
        block.length = complete;
        block.firstLine = lineAtStart;
        std::string bytes = buffer.substr(0, complete);
        requireUtf8(file, block, bytes);
        lineAtStart += countLines(bytes);
        const Block done = block;
        buffer.erase(0, complete);
        looked -= complete;
        complete = 0;
        block.offset += done.length;
        block.firstRow += done.rows;
        block.rows = 0;
        take(done, std::move(bytes));
    };

    for (bool more = true; more;) {
        control.checkpoint();
        if (file.size() > start) {
            const double fraction = double(offset - start) / double(file.size() - start);
            const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
            control.progress(
                {fraction, "reading " + file.name(), fraction > 0.02 ? seconds / fraction - seconds : -1});
        }
        if (buffer.size() - complete > longestRecord)
            throw Exception(ErrorCode::InvalidFormat,
                            file.name() + ": the record after line " +
                                std::to_string(lineAtStart + countLines(buffer, complete)) +
                                " has more than 256 MB; is a quote not closed?");
        const std::size_t old = buffer.size();
        buffer.resize(old + blockSize);
        const std::size_t count = file.read(offset, buffer.data() + old, blockSize);
        buffer.resize(old + count);
        offset += count;
        if (count > 0) {
            const std::size_t base = looked;
            more = splitter.feed(std::string_view(buffer).substr(looked), [&](std::size_t position) {
                complete = base + position;
                ++block.rows;
            });
            looked = buffer.size();
        }
        if (count < blockSize) {
            more = false;
            // A file that is cut inside a character is not valid UTF-8 rather than a record without end.
            if (splitter.finish()) {
                complete = buffer.size();
                ++block.rows;
            }
        }
        emit();
    }
}

std::shared_ptr<arrow::RecordBatch> BlockSource::batch(std::size_t index) const
{
    const Block& block = m_blocks[index];
    auto batch = parse(block, m_file->read(block.offset, block.length));
    if (batch->num_rows() != block.rows)
        throw Exception(ErrorCode::InvalidFormat, place(block.firstLine) + "expected " +
                                                      std::to_string(block.rows) + " rows from here, found " +
                                                      std::to_string(batch->num_rows()));
    return batch;
}

void BlockSource::addBlock(const Block& block)
{
    m_blocks.push_back(block);
    m_starts.push_back(block.firstRow + block.rows);
}

std::string BlockSource::place(std::int64_t line) const
{
    return m_file->name() + ": line " + std::to_string(line) + ": ";
}

} // namespace vitrine::datasets

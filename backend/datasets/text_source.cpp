// SPDX-License-Identifier: Apache-2.0
// Plain text: a row a line, column `text`.
#include "backend/datasets/arrow_status.h"
#include "backend/datasets/blocks.h"

#include <arrow/builder.h>
#include <arrow/record_batch.h>
#include <arrow/type.h>

namespace vitrine::datasets {
namespace {

/// Lines end with \n, \r\n or \r, as Python's universal newlines have it.
class LineSplitter final : public Splitter
{
public:
    bool feed(std::string_view bytes, const std::function<void(std::size_t)>& recordEnd) override
    {
        for (std::size_t position = 0; position < bytes.size();) {
            if (m_afterReturn) {
                // The line is over already; a \n after the \r belongs to its end.
                m_afterReturn = false;
                const bool pair = bytes[position] == '\n';
                recordEnd(position += pair);
                m_inLine = false;
                ++m_line;
                continue;
            }
            const std::size_t end = bytes.find_first_of("\r\n", position);
            if (end == std::string_view::npos) {
                m_inLine = true;
                break;
            }
            position = end + 1;
            if (bytes[end] == '\r') {
                m_afterReturn = true;
            } else {
                recordEnd(position);
                m_inLine = false;
                ++m_line;
            }
        }
        return true;
    }
    bool finish() override { return m_inLine || m_afterReturn; }

private:
    bool m_inLine = false, m_afterReturn = false;
};

class TextSource final : public BlockSource
{
public:
    TextSource(std::shared_ptr<const RawFile> file, core::RunControl& control) : BlockSource(std::move(file))
    {
        m_schema = arrow::schema({arrow::field("text", arrow::utf8())});
        LineSplitter splitter;
        forEachBlock(*m_file, byteOrderMark(*m_file), splitter, control,
                     [this](const Block& block, const std::string&) { addBlock(block); });
    }

protected:
    std::shared_ptr<arrow::RecordBatch> parse(const Block& block, std::string bytes) const override
    {
        arrow::StringBuilder builder;
        const std::string where = m_file->name();
        const std::string_view text = bytes;
        for (std::size_t position = 0; position < text.size();) {
            const std::size_t end = std::min(text.find_first_of("\r\n", position), text.size());
            require(builder.Append(text.substr(position, end - position)), where);
            position = end + 1;
            if (end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n') ++position;
        }
        return arrow::RecordBatch::Make(m_schema, block.rows, {take(builder.Finish(), where)});
    }
};

} // namespace

std::unique_ptr<Source> openText(std::shared_ptr<const RawFile> file, core::RunControl& control)
{
    return std::make_unique<TextSource>(std::move(file), control);
}

} // namespace vitrine::datasets

// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/trainers/word_runs.h"

#include "backend/core/file.h"
#include "backend/core/result.h"

#include <algorithm>
#include <fstream>
#include <memory>

namespace vitrine::tokenizers {
namespace {

constexpr std::string_view magic = "vitrine word run 1\n";
constexpr std::size_t bufferBytes = 1 << 18;

void appendNumber(std::string& out, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        out += char(value | 0x80);
    out += char(value);
}

/// Reads one run word by word.
class RunReader
{
public:
    explicit RunReader(const std::filesystem::path& path)
        : m_path(path.string()), m_buffer(std::make_unique<char[]>(bufferBytes))
    {
        m_file.rdbuf()->pubsetbuf(m_buffer.get(), bufferBytes);
        m_file.open(path, std::ios::binary);
        std::string start(magic.size(), '\0');
        if (!m_file.read(start.data(), std::streamsize(start.size())) || start != magic) fail();
        next();
    }

    bool atEnd() const { return m_count == 0; }
    const std::string& word() const { return m_word; }
    std::uint64_t count() const { return m_count; }

    void next()
    {
        m_count = number();
        if (m_count == 0) return;
        const std::uint64_t length = number();
        if (length > (std::uint64_t(1) << 32)) fail();
        m_word.resize(length);
        if (!m_file.read(m_word.data(), std::streamsize(length))) fail();
    }

private:
    [[noreturn]] void fail() const
    {
        throw core::Exception(core::ErrorCode::InvalidFormat, m_path + ": is no whole run of word counts");
    }
    std::uint64_t number()
    {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const int byte = m_file.get();
            if (byte < 0) fail();
            value |= std::uint64_t(byte & 0x7F) << shift;
            if (byte < 0x80) return value;
        }
        fail();
    }

    std::string m_path;
    std::unique_ptr<char[]> m_buffer; ///< outlives the file that uses it
    std::ifstream m_file;
    std::string m_word;
    std::uint64_t m_count = 0;
};

} // namespace

void writeWordRun(const std::filesystem::path& path, std::span<const WordCount> words)
{
    core::writeFileAtomically(path, [&](const core::FileSink& sink) {
        std::string buffer(magic);
        for (const WordCount& each : words) {
            appendNumber(buffer, each.count);
            appendNumber(buffer, each.word.size());
            buffer += each.word;
            if (buffer.size() < bufferBytes) continue;
            sink(buffer);
            buffer.clear();
        }
        buffer += '\0';
        sink(buffer);
    });
}

void mergeWordRuns(const std::vector<std::filesystem::path>& runs,
                   const std::function<void(const WordCount&)>& receive, core::RunControl& control)
{
    std::vector<std::unique_ptr<RunReader>> readers;
    const auto later = [&](std::size_t a, std::size_t b) { return readers[a]->word() > readers[b]->word(); };
    std::vector<std::size_t> heap;
    for (const auto& run : runs) {
        readers.push_back(std::make_unique<RunReader>(run));
        if (!readers.back()->atEnd()) heap.push_back(readers.size() - 1);
    }
    std::ranges::make_heap(heap, later);
    std::string word;
    std::uint64_t count = 0, received = 0;
    while (!heap.empty()) {
        std::ranges::pop_heap(heap, later);
        RunReader& first = *readers[heap.back()];
        if (count > 0 && first.word() != word) {
            receive({word, count});
            count = 0;
            if (++received % 65536 == 0) control.checkpoint();
        }
        if (count == 0) word = first.word();
        count += first.count();
        first.next();
        if (first.atEnd())
            heap.pop_back();
        else
            std::ranges::push_heap(heap, later);
    }
    if (count > 0) receive({word, count});
}

} // namespace vitrine::tokenizers

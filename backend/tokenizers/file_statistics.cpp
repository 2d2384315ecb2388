// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/file_statistics.h"

#include "backend/tokenizers/tokenizer.h"
#include "backend/tokenizers/unicode.h"

#include <algorithm>
#include <chrono>
#include <fstream>

namespace vitrine::tokenizers {
namespace {

/// What is read and encoded between two looks at the stop token.
constexpr std::size_t blockBytes = 256 << 10;

using Clock = std::chrono::steady_clock;

class Reader
{
public:
    Reader(const Tokenizer& tokenizer, const std::filesystem::path& path, unsigned threads)
        : m_tokenizer(tokenizer), m_path(path), m_unknown(unknownTokenId(tokenizer)), m_threads(threads)
    {
        std::error_code error;
        if (!std::filesystem::exists(path, error)) fail(core::ErrorCode::NotFound, "there is no such file");
        if (!std::filesystem::is_regular_file(path, error)) fail(core::ErrorCode::Io, "it is no file");
        m_statistics.fileBytes = std::filesystem::file_size(path, error);
        m_file.open(path, std::ios::binary);
        if (error || !m_file) fail(core::ErrorCode::Io, "it cannot be opened");
    }

    FileStatistics run(core::RunControl& control, const std::function<void(const FileStatistics&)>& partial)
    {
        const auto start = Clock::now();
        auto told = start;
        while (readBlock()) {
            control.checkpoint();
            takeLines();
            const auto now = Clock::now();
            if (now - told < std::chrono::milliseconds(100)) continue;
            told = now;
            report(control, std::chrono::duration<double>(now - start).count());
            if (partial) partial(m_statistics);
        }
        takeRest();
        return std::move(m_statistics);
    }

private:
    [[noreturn]] void fail(core::ErrorCode code, const std::string& reason) const
    {
        throw core::Exception(code, m_path.string() + ": " + reason);
    }

    bool readBlock()
    {
        const std::size_t before = m_buffer.size();
        m_buffer.resize(before + blockBytes);
        m_file.read(m_buffer.data() + before, std::streamsize(blockBytes));
        const auto count = std::size_t(m_file.gcount());
        m_buffer.resize(before + count);
        m_statistics.readBytes += count;
        if (m_file.bad())
            fail(core::ErrorCode::Io, "reading failed at byte " + std::to_string(m_statistics.readBytes));
        return count > 0;
    }

    /// The texts that end in the buffer; what follows stays in it.
    void takeLines()
    {
        std::size_t begin = 0;
        for (;;) {
            const std::size_t end = m_buffer.find('\n', begin);
            if (end == std::string::npos) break;
            addLine(std::string_view(m_buffer).substr(begin, end - begin), begin);
            begin = end + 1;
        }
        m_consumed += begin;
        m_buffer.erase(0, begin);
        encode();
        while (m_buffer.size() > longestText + blockBytes)
            cut();
    }

    void takeRest()
    {
        while (m_buffer.size() > longestText)
            cut();
        if (!m_buffer.empty()) addLine(m_buffer, 0);
        m_consumed += m_buffer.size();
        m_buffer.clear();
        encode();
    }

    /// The start of a line that is longer than a text may be becomes a text.
    void cut()
    {
        std::size_t end = longestText;
        while (end > 0 && (static_cast<unsigned char>(m_buffer[end]) & 0xC0) == 0x80)
            --end;
        const std::size_t space = m_buffer.find_last_of(" \t", end);
        if (space != std::string::npos && space > longestText / 2) end = space;
        if (end == 0) end = longestText; // no UTF-8 at all, which addLine() says
        addLine(std::string_view(m_buffer).substr(0, end), 0);
        ++m_statistics.cutTexts;
        m_consumed += end;
        m_buffer.erase(0, end);
        encode();
    }

    void addLine(std::string_view line, std::size_t at)
    {
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (const auto bad = core::findInvalidUtf8(line); bad != std::string::npos)
            fail(core::ErrorCode::InvalidFormat,
                 "expected UTF-8 text, but byte " + std::to_string(m_consumed + at + bad) + " is none");
        m_inputs.push_back(EncodeInput::text(std::string(line)));
    }

    void encode()
    {
        if (m_inputs.empty()) return;
        EncodeOptions options;
        options.addSpecialTokens = false;
        options.offsets = false;
        const auto encodings = m_tokenizer.encodeBatch(m_inputs, options, m_threads);
        for (std::size_t i = 0; i < m_inputs.size(); ++i)
            m_statistics.texts.add(m_inputs[i].first.front(), encodings[i], m_unknown);
        m_inputs.clear();
    }

    void report(core::RunControl& control, double seconds)
    {
        core::Progress progress;
        const double done = double(m_consumed);
        const double total = double(std::max<std::uint64_t>(m_statistics.fileBytes, 1));
        progress.fraction = std::min(1.0, done / total);
        progress.text = std::to_string(m_statistics.texts.texts) + " texts";
        if (done > 0) progress.secondsRemaining = seconds * std::max(0.0, total - done) / done;
        control.progress(progress);
    }

    const Tokenizer& m_tokenizer;
    const std::filesystem::path m_path;
    const std::optional<std::uint32_t> m_unknown;
    const unsigned m_threads;
    std::ifstream m_file;
    std::string m_buffer;
    std::uint64_t m_consumed = 0; ///< position in the file of the buffer's first byte
    std::vector<EncodeInput> m_inputs;
    FileStatistics m_statistics;
};

} // namespace

std::optional<std::uint32_t> unknownTokenId(const Tokenizer& tokenizer)
{
    for (const char* name : {"[UNK]", "<unk>", "<|unk|>"})
        if (const auto id = tokenizer.tokenToId(name)) return id;
    return std::nullopt;
}

FileStatistics fileStatistics(const Tokenizer& tokenizer, const std::filesystem::path& path,
                              core::RunControl& control,
                              const std::function<void(const FileStatistics&)>& partial, unsigned threads)
{
    return Reader(tokenizer, path, threads).run(control, partial);
}

} // namespace vitrine::tokenizers

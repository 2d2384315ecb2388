// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/trainers/seed_pieces.h"

#include "backend/core/result.h"
#include "backend/core/text_offsets.h"

#include <algorithm>
#include <cmath>
#include <divsufsort.h>
#include <unordered_map>

namespace vitrine::tokenizers {
namespace {

bool isInside(char byte)
{
    return (byte & 0xC0) == 0x80;
}

struct Substring
{
    std::uint32_t score, begin, length; ///< bytes of the joined text
};

/// The repeated substrings of the words, from the suffix array of the words joined by NUL, which sorts UTF-8
/// as code points.
class RepeatedSubstrings
{
public:
    RepeatedSubstrings(std::span<const WordCount> words, std::size_t maxCharacters,
                       TrainingReporter& reporter)
        : m_maxCharacters(maxCharacters)
    {
        std::size_t bytes = 0;
        for (const WordCount& each : words)
            bytes += each.word.size() + 1;
        if (bytes >= std::size_t(1) << 31)
            throw core::Exception(core::ErrorCode::Unsupported,
                                  "the distinct words hold more than 2 GiB: a unigram training needs a "
                                  "pre-tokenizer that cuts shorter words, or fewer texts");
        m_text.reserve(bytes);
        for (const WordCount& each : words)
            (m_text += each.word) += '\0';
        reporter.startPhase(TrainingPhase::Seeding, double(bytes));
        std::vector<saidx_t> suffixes(m_text.size());
        if (!m_text.empty() && divsufsort(reinterpret_cast<const sauchar_t*>(m_text.data()), suffixes.data(),
                                          saidx_t(m_text.size())) != 0)
            throw core::Exception(core::ErrorCode::OutOfMemory, "no memory for the array of suffixes");
        reporter.update(double(bytes) / 2);
        m_suffixes.reserve(suffixes.size());
        for (const saidx_t suffix : suffixes)
            if (m_text[std::size_t(suffix)] != '\0' && !isInside(m_text[std::size_t(suffix)]))
                m_suffixes.push_back(std::uint32_t(suffix));
        std::vector<saidx_t>().swap(suffixes);
        findCommonPrefixes();
        collect();
        reporter.finishPhase();
    }

    const std::string& text() const { return m_text; }
    /// The best `count`, best first.
    std::vector<Substring>& best(std::size_t count)
    {
        const auto better = [&](const Substring& a, const Substring& b) {
            if (a.score != b.score) return a.score > b.score;
            return view(a) > view(b);
        };
        count = std::min(count, m_found.size());
        std::ranges::partial_sort(m_found, m_found.begin() + std::ptrdiff_t(count), better);
        m_found.resize(count);
        return m_found;
    }

private:
    std::string_view view(const Substring& each) const
    {
        return std::string_view(m_text).substr(each.begin, each.length);
    }

    /// For each suffix the bytes, whole characters, that it shares with the one before, up to the end of a
    /// word.
    void findCommonPrefixes()
    {
        std::vector<std::uint32_t> rank(m_text.size());
        for (std::uint32_t i = 0; i < m_suffixes.size(); ++i)
            rank[m_suffixes[i]] = i;
        m_common.assign(m_suffixes.size(), 0);
        std::size_t shared = 0;
        for (std::size_t begin = 0; begin < m_text.size();) {
            const std::size_t length = core::utf8Length(static_cast<unsigned char>(m_text[begin]));
            if (m_text[begin] != '\0' && rank[begin] > 0) {
                const std::size_t other = m_suffixes[rank[begin] - 1];
                while (m_text[begin + shared] != '\0' && m_text[begin + shared] == m_text[other + shared])
                    ++shared;
                std::size_t whole = shared;
                while (whole > 0 && isInside(m_text[begin + whole]))
                    --whole;
                m_common[rank[begin]] = std::uint32_t(whole);
            } else {
                shared = 0;
            }
            shared -= std::min(shared, length);
            begin += length;
        }
    }

    /// Walks over the intervals of suffixes with a common prefix, innermost first.
    void collect()
    {
        struct Open
        {
            std::uint32_t first, common;
        };
        std::vector<Open> open{{0, 0}};
        for (std::uint32_t i = 1; i <= m_suffixes.size(); ++i) {
            const std::uint32_t common = i < m_suffixes.size() ? m_common[i] : 0;
            std::uint32_t first = i - 1;
            while (open.back().common > common) {
                first = open.back().first;
                take(first, i, open.back().common);
                open.pop_back();
            }
            if (open.back().common < common) open.push_back({first, common});
        }
    }

    void take(std::uint32_t first, std::uint32_t end, std::uint32_t length)
    {
        const std::size_t begin = m_suffixes[first];
        const std::string_view text = m_text;
        // the greatest ends its word here, and so do all: nothing different follows
        if (text[m_suffixes[end - 1] + length] == '\0') return;
        std::size_t characters = 0;
        for (std::size_t i = begin; i < begin + length; ++i)
            characters += !isInside(text[i]);
        if (characters < 2 || characters > m_maxCharacters) return;
        m_found.push_back({(end - first) * std::uint32_t(characters), std::uint32_t(begin), length});
    }

    std::size_t m_maxCharacters;
    std::string m_text;
    std::vector<std::uint32_t> m_suffixes, m_common;
    std::vector<Substring> m_found;
};

} // namespace

SeedPieces seedPieces(const TrainerOptions& options, std::span<const WordCount> words,
                      TrainingReporter& reporter)
{
    std::unordered_map<char32_t, std::uint64_t> counts;
    for (const WordCount& each : words)
        for (std::size_t i = 0; i < each.word.size();)
            if (const char32_t c = core::nextCodePoint(each.word, i); c != 0) counts[c] += each.count;
    std::vector<std::pair<std::uint64_t, char32_t>> characters;
    for (const auto& [c, count] : counts)
        characters.emplace_back(count, c);
    std::ranges::sort(characters, std::ranges::greater());

    RepeatedSubstrings repeated(words, options.maxPieceLength, reporter);
    // the library looks at the size after adding a substring: there is one at least
    const std::size_t room = options.seedSize > characters.size() ? options.seedSize - characters.size() : 1;
    const auto& substrings = repeated.best(room);

    SeedPieces seeds;
    std::vector<std::size_t> lengths;
    const auto add = [&](double score, std::size_t length) {
        seeds.pieces.push_back({{}, score});
        lengths.push_back(length);
    };
    for (const auto& [count, c] : characters) {
        seeds.text.push_back(c);
        add(double(count), 1);
    }
    for (const Substring& each : substrings) {
        const std::size_t before = seeds.text.size();
        for (std::size_t i = each.begin; i < each.begin + each.length;)
            seeds.text.push_back(core::nextCodePoint(repeated.text(), i));
        add(double(each.score), seeds.text.size() - before);
    }
    double sum = 0;
    for (const UnigramPiece& piece : seeds.pieces)
        sum += piece.score;
    const double logSum = std::log(sum);
    std::size_t begin = 0;
    for (std::size_t i = 0; i < lengths.size(); ++i) {
        seeds.pieces[i].text = {seeds.text.data() + begin, lengths[i]};
        seeds.pieces[i].score = std::log(seeds.pieces[i].score) - logSum;
        begin += lengths[i];
    }
    return seeds;
}

} // namespace vitrine::tokenizers

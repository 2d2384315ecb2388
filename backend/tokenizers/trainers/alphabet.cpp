// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/trainers/alphabet.h"

#include "backend/core/text_offsets.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace vitrine::tokenizers {

std::u32string byteLevelAlphabet()
{
    std::u32string alphabet;
    char32_t next = 0x100;
    for (char32_t byte = 0; byte < 256; ++byte) {
        const bool isPrintable =
            (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || (byte >= 0xAE);
        alphabet += isPrintable ? byte : next++;
    }
    return alphabet;
}

std::u32string trainingAlphabet(const TrainerOptions& options, std::span<const WordCount> words)
{
    std::unordered_map<char32_t, std::uint64_t> others;
    std::vector<std::uint64_t> counts(0x800); // the usual ones without a hash
    for (const WordCount& each : words)
        for (std::size_t i = 0; i < each.word.size();) {
            const char32_t character = core::nextCodePoint(each.word, i);
            (character < counts.size() ? counts[character] : others[character]) += each.count;
        }
    for (char32_t character = 0; character < counts.size(); ++character)
        if (counts[character] > 0) others[character] = counts[character];
    for (const char32_t character : options.initialAlphabet)
        others[character] = std::numeric_limits<std::uint64_t>::max();

    std::vector<std::pair<char32_t, std::uint64_t>> kept(others.begin(), others.end());
    if (options.limitAlphabet && kept.size() > *options.limitAlphabet) {
        std::ranges::sort(kept, [](const auto& a, const auto& b) {
            return a.second != b.second ? a.second > b.second : a.first < b.first;
        });
        kept.resize(*options.limitAlphabet);
    }
    std::u32string alphabet;
    for (const auto& [character, count] : kept)
        alphabet += character;
    std::ranges::sort(alphabet);
    return alphabet;
}

} // namespace vitrine::tokenizers

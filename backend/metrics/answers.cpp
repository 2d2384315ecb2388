// SPDX-License-Identifier: Apache-2.0
#include "backend/metrics/answers.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <sstream>
#include <vector>

namespace vitrine::metrics {
namespace {

std::vector<std::string> wordsOf(const std::string& text)
{
    std::istringstream stream(text);
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        words.push_back(word);
    return words;
}

double overlap(const std::vector<std::string>& one, const std::vector<std::string>& other)
{
    if (one.empty() || other.empty()) return one.empty() && other.empty() ? 1 : 0;
    std::map<std::string, int> counts;
    for (const auto& word : other)
        ++counts[word];
    int common = 0;
    for (const auto& word : one)
        if (auto& left = counts[word]; left > 0) {
            --left;
            ++common;
        }
    return 2.0 * common / double(one.size() + other.size());
}

} // namespace

std::string normalizedAnswer(std::string_view answer)
{
    std::string lower;
    icu::UnicodeString::fromUTF8(icu::StringPiece(answer.data(), int(answer.size())))
        .toLower(icu::Locale::getRoot())
        .toUTF8String(lower);
    std::erase_if(lower, [](unsigned char c) { return c < 128 && std::ispunct(c) != 0; });
    std::string joined;
    for (const auto& word : wordsOf(lower))
        if (word != "a" && word != "an" && word != "the") joined += (joined.empty() ? "" : " ") + word;
    return joined;
}

AnswerScore scoreAnswer(std::string_view prediction, std::span<const std::string> answers)
{
    const auto found = normalizedAnswer(prediction);
    if (answers.empty()) return {double(found.empty()), double(found.empty())};
    AnswerScore best;
    for (const auto& answer : answers) {
        const auto wanted = normalizedAnswer(answer);
        best.exactMatch = std::max(best.exactMatch, double(found == wanted));
        best.f1 = std::max(best.f1, overlap(wordsOf(found), wordsOf(wanted)));
    }
    return best;
}

} // namespace vitrine::metrics

// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/label_alignment.h"

#include "backend/core/result.h"

#include <algorithm>

namespace vitrine::tokenizers {
namespace {

constexpr std::string_view blanks = " \t\r";

int indexOf(std::span<const std::string> names, std::string_view name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? -1 : int(found - names.begin());
}

/// The label of a further token of a word: I-X for B-X.
int insideOf(int label, std::span<const std::string> names)
{
    const std::string& name = names[std::size_t(label)];
    if (!name.starts_with("B-")) return label;
    const int inside = indexOf(names, "I-" + name.substr(2));
    return inside < 0 ? label : inside;
}

void addName(std::vector<std::string>& names, const std::string& name)
{
    if (indexOf(names, name) >= 0) return;
    if (name.size() > 2 && (name.starts_with("B-") || name.starts_with("I-"))) {
        names.push_back("B-" + name.substr(2));
        names.push_back("I-" + name.substr(2));
    } else
        names.push_back(name);
}

} // namespace

std::vector<int> alignLabels(std::span<const int> labels,
                             std::span<const std::optional<std::uint32_t>> wordIds,
                             std::span<const std::string> names, const LabelAlignmentOptions& options)
{
    std::vector<int> result;
    result.reserve(wordIds.size());
    std::optional<std::uint32_t> last;
    for (const auto& word : wordIds) {
        const bool isFurther = word && word == last;
        last = word;
        if (!word || (isFurther && options.onlyFirst)) {
            result.push_back(ignoredLabel);
            continue;
        }
        if (*word >= labels.size())
            throw core::Exception(core::ErrorCode::InvalidArgument, "word " + std::to_string(*word) +
                                                                        " has no label: there are " +
                                                                        std::to_string(labels.size()));
        const int label = labels[*word];
        if (label != ignoredLabel && (label < 0 || std::size_t(label) >= names.size()))
            throw core::Exception(core::ErrorCode::InvalidArgument,
                                  "label " + std::to_string(label) + " of word " + std::to_string(*word) +
                                      " has no name: there are " + std::to_string(names.size()));
        const bool converts = isFurther && options.beginToInside && label != ignoredLabel;
        result.push_back(converts ? insideOf(label, names) : label);
    }
    return result;
}

LabeledWords parseLabeledWords(std::string_view text)
{
    LabeledWords result;
    std::vector<std::string> labels;
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string_view line = text.substr(begin, end - begin);
        begin = end + 1;
        ++number;
        const std::size_t first = line.find_first_not_of(blanks);
        if (first == std::string_view::npos) continue;
        line = line.substr(first, line.find_last_not_of(blanks) - first + 1);
        const std::size_t wordEnd = line.find_first_of(blanks);
        if (wordEnd == std::string_view::npos)
            throw core::Exception(core::ErrorCode::InvalidFormat,
                                  "line " + std::to_string(number) +
                                      ": expected a word and its label, found only \"" + std::string(line) +
                                      "\"");
        result.words.emplace_back(line.substr(0, wordEnd));
        labels.emplace_back(line.substr(line.find_last_of(blanks) + 1));
    }
    // O is 0, as every scheme has it; B- and I- of a kind are neighbours even where only one occurs.
    if (std::find(labels.begin(), labels.end(), "O") != labels.end()) result.names.emplace_back("O");
    for (const std::string& label : labels)
        addName(result.names, label);
    for (const std::string& label : labels)
        result.labels.push_back(indexOf(result.names, label));
    return result;
}

} // namespace vitrine::tokenizers

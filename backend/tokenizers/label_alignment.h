// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::tokenizers {

/// What the loss leaves out.
constexpr int ignoredLabel = -100;

struct LabelAlignmentOptions
{
    bool onlyFirst = false;    ///< further tokens of a word get ignoredLabel
    bool beginToInside = true; ///< further tokens of a word labelled B-X get I-X, where that label exists
};

/// A label for every token, as token classification is trained: that of its word, ignoredLabel for what
/// belongs to none. `wordIds` are those of an Encoding of words, `labels` one a word, `names` what the labels
/// stand for. Throws InvalidArgument for a word without a label or a label without a name.
std::vector<int> alignLabels(std::span<const int> labels,
                             std::span<const std::optional<std::uint32_t>> wordIds,
                             std::span<const std::string> names, const LabelAlignmentOptions& options = {});

/// Words and their labels, as CoNLL files hold them.
struct LabeledWords
{
    std::vector<std::string> words;
    std::vector<int> labels;        ///< one a word: indexes of `names`
    std::vector<std::string> names; ///< "O" first, then for every kind B- and I-, then others, as they come
};

/// A line a word: the word first, its label last, blanks between; empty lines are skipped. Throws
/// InvalidFormat with the number of a line that has only one of them.
LabeledWords parseLabeledWords(std::string_view text);

} // namespace vitrine::tokenizers

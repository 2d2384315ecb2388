// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine::core {
class JsonObject;
}

namespace vitrine::tokenizers {

/// The bulk of a model: its vocabulary and merges as the file lists them. The texts are views.
struct ModelEntries
{
    struct Token
    {
        std::string_view text;
        std::uint32_t id;
    };
    std::vector<Token> vocabulary; ///< in file order
    std::vector<double> scores;    ///< one a token if the vocabulary is a list of pairs (Unigram), else empty
    bool isList = false;           ///< the vocabulary is a list of pairs; ids count up
    std::vector<std::pair<std::string_view, std::string_view>> merges;
    std::shared_ptr<const void> storage; ///< what the views point into

    /// From `settings["vocab"]` and `settings["merges"]`, which must outlive it. Throws InvalidFormat naming
    /// the entry that is wrong.
    static ModelEntries fromJson(const core::JsonObject& settings);
};

/// The two halves of a merge in the old form "left right"; nothing unless it has exactly one space.
std::optional<std::pair<std::string_view, std::string_view>> splitMerge(std::string_view line);

/// A tokenizer.json without the bulk of it.
struct ScannedModel
{
    ModelEntries entries;
    std::string rest; ///< the file with empty ones in their place
};

/// Reads model.vocab and model.merges without a tree of JSON values, which takes most of the time that
/// loading takes. Nothing where they hold what they should not: then the usual way finds out what is wrong.
std::optional<ScannedModel> scanModel(std::string_view tokenizerJson);

} // namespace vitrine::tokenizers

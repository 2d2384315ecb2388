// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"
#include "backend/tokenizers/tokenizer_config.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine::tokenizers {

/// The id of a token in the finished vocabulary.
using TokenIds = std::function<std::optional<std::uint32_t>(const std::string&)>;

// Heavy (all of nlohmann_json): for .cpp files.

/// What a class of Transformers makes around a vocabulary: stages in the form of tokenizer.json. The classes
/// of Transformers 5 make them anew from tokenizer_config.json even where there is a tokenizer.json; of that
/// they take vocabulary, merges and, unless they have their own, the post-processor.
struct ClassPipeline
{
    std::string_view modelType;  ///< "BPE", "WordPiece", "Unigram"; empty: as the SentencePiece model is
    bool keepsStages = false;    ///< normalizer, pre-tokenizer and decoder of a tokenizer.json stay
    bool spacesWordEnds = false; ///< decoded "</w>" becomes a space, around the text there is none (CLIP)
    core::Json model;            ///< settings, without type, vocabulary and merges
    core::Json normalizer, preTokenizer, decoder; ///< null: none
    /// Made after the tokens were added, in place of the file's own.
    std::function<core::Json(const TokenIds&)> postProcessor;
    /// Where neither file nor "add_bos_token" and "add_eos_token" ask for another.
    std::function<core::Json(const TokenIds&)> fallbackPostProcessor;
    std::optional<Languages> languages; ///< of a translation tokenizer; makes the post-processor, too
};

/// What the class is made from, beside its vocabulary.
struct ClassInput
{
    TokenizerConfig& config;
    std::string charsmap;          ///< base64; empty: none
    TokenIds vocabulary;           ///< of the model alone
    bool hasPostProcessor = false; ///< in the tokenizer.json
    bool hasTokenizerJson = false; ///< then "add_bos_token" and "add_eos_token" don't count
};

/// Nothing for a class that is not known here. `name` without "Tokenizer" and "Fast": "GPT2". Names of tokens
/// that the files leave open are added to the config.
std::optional<ClassPipeline> classPipeline(std::string_view name, const ClassInput& input);
/// Known names, for messages.
std::string knownClasses();

/// The file of a SentencePiece class ("spiece.model"); empty for others.
std::string_view sentencePieceFileOf(std::string_view name);

/// bos and eos around a text, as the general class adds them.
core::Json bosEosTemplate(const std::optional<std::string>& bos, const std::optional<std::string>& eos,
                          const TokenIds& ids);

} // namespace vitrine::tokenizers

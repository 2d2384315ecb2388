// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/pipeline.h"

#include "backend/core/json.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::tokenizers {

/// What tokenizer_config.json, special_tokens_map.json and added_tokens.json of a folder say; each may be
/// absent. They are read as Transformers 5 reads them: the latter two count only where the first has no
/// "added_tokens_decoder".
struct TokenizerConfig
{
    std::string place;                           ///< tokenizer_config.json, for messages
    std::string tokenizerClass;                  ///< as written
    std::string modelType;                       ///< of config.json
    bool isComplete = false;                     ///< tokenizer_config.json has "added_tokens_decoder"
    std::shared_ptr<const core::Json> arguments; ///< tokenizer_config.json, never null
    std::optional<std::size_t> modelMaxLength;
    std::map<std::uint32_t, AddedToken> added; ///< by the id they are listed under
    std::vector<std::pair<std::string, AddedToken>>
        named;                                    ///< "pad_token" and the like, in Transformers' order
    std::vector<std::string> unset;               ///< named tokens that the files set to null
    std::vector<std::string> plain;               ///< named tokens that are mere strings, in no list
    std::optional<std::vector<AddedToken>> extra; ///< "extra_special_tokens"
    std::optional<std::vector<AddedToken>>
        additional; ///< "additional_special_tokens"; `extra` goes before it

    const AddedToken* find(const std::string& name) const; ///< of `named`
    /// The content of a named token; where the files say nothing of it, `fallback` becomes the named token.
    /// `like` gives the flags of one that is a mere string. Nothing where the files set it to null.
    std::optional<std::string> token(const std::string& name, const std::string& fallback,
                                     const AddedToken* like = nullptr);
    bool flag(const char* key, bool fallback) const; ///< null counts as absent
    std::optional<bool> flag(const char* key) const;
    std::string text(const char* key, const std::string& fallback) const;
    std::size_t count(const char* key, std::size_t fallback) const;
    /// Takes `tokens` as those that are listed by id; named tokens take the flags of the list.
    void list(std::map<std::uint32_t, AddedToken> tokens);
    /// Adds all tokens to `parts` in Transformers' order.
    void addTokens(PipelineParts& parts) const;
};

TokenizerConfig readTokenizerConfig(const std::filesystem::path& folder);

/// A special token as a class of Transformers makes it from a string.
AddedToken specialToken(std::string content);
/// One that tokenizer.json lists under "added_tokens".
AddedToken readAddedToken(const core::Json& value, const std::string& place);

} // namespace vitrine::tokenizers

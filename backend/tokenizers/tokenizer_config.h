// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/pipeline.h"

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
    std::string tokenizerClass;
    bool lowercase = true, chinese = true;
    std::optional<bool> stripAccents;
    std::optional<std::size_t> modelMaxLength;
    std::map<std::uint32_t, AddedToken> added; ///< by the id they are listed under
    std::vector<std::pair<std::string, AddedToken>>
        named;                     ///< "pad_token" and the like, in Transformers' order
    std::vector<AddedToken> extra; ///< further special tokens

    const AddedToken* find(const std::string& name) const; ///< of `named`
    /// The content of a named token; `fallback` becomes its name's token where the files have none.
    std::string contentOr(const std::string& name, const std::string& fallback);
    /// Adds all tokens to `parts` in Transformers' order.
    void addTokens(PipelineParts& parts) const;
};

TokenizerConfig readTokenizerConfig(const std::filesystem::path& folder);

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"
#include "backend/tokenizers/tokenizer.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine::tokenizers {

struct ModelEntries;

// How a tokenizer is saved.
//
//   From a pipeline made in memory (trained, or built by hand):
//     core::Json json = …;                        // in the form of tokenizer.json; defaults may be left out
//     TokenizerRoles roles = presetFor("GPT2TokenizerFast")->roles;
//     roles.pad = "<pad>";
//     saveTokenizer(makeDocument(json, roles, "the new tokenizer"), folder);
//   From one that is stored, in whatever form (the JSON to start from, as for `train-tokenizer --from`):
//     TokenizerDocument document = readTokenizerDocument(path);
//     core::Json json = core::parseJson(document.tokenizerJson, document.origin);
//   To use it without a file: Tokenizer::fromJson(document.tokenizerJson, document.origin).
//
// All functions throw core::Exception with file or key; none needs a particular thread.

/// Which token plays which role, and what else tokenizer_config.json says of a tokenizer.
struct TokenizerRoles
{
    /// Of Transformers. "PreTrainedTokenizerFast" loads the pipeline as it is; a named class
    /// ("BertTokenizer") of Transformers 5 takes only vocabulary, merges and post-processor from
    /// tokenizer.json and makes the other stages anew.
    std::string tokenizerClass = "PreTrainedTokenizerFast";
    std::optional<std::string> bos, eos, unk, sep, pad, cls, mask;
    std::vector<std::string> additional; ///< further special tokens
    Side paddingSide = Side::Right, truncationSide = Side::Right;
    std::optional<std::size_t> modelMaxLength;
    bool cleanUpTokenizationSpaces = false;          ///< when decoding
    std::optional<bool> doLowerCase, addPrefixSpace; ///< written only where given
};

/// A class of Transformers with the roles that it expects.
struct TokenizerPreset
{
    std::string_view name; ///< "BertTokenizerFast"
    TokenizerRoles roles;
};

/// In the order in which a form lists them.
std::span<const TokenizerPreset> tokenizerPresets();
/// Nothing if the class is not listed; with or without "Fast".
const TokenizerPreset* presetFor(std::string_view tokenizerClass);

/// A tokenizer as the three files of a folder hold it.
struct TokenizerDocument
{
    std::string origin;           ///< what it was read from, for messages
    std::string form;             ///< "tokenizer.json", "sentencepiece", "gguf", …
    std::string tokenizerJson;    ///< never empty
    std::string tokenizerConfig;  ///< JSON; empty: none
    std::string specialTokensMap; ///< JSON; empty: none
    /// Further files that belong to it, by name: added_tokens.json, chat_template.jinja.
    std::vector<std::pair<std::string, std::string>> others;
};

/// The text that `tokenizers.Tokenizer.save` 0.23 writes for `tokenizerJson`: its order of keys, defaults
/// written out, vocabulary by id, two spaces, the shortest form of each number. Throws InvalidFormat.
std::string canonicalTokenizerJson(const core::Json& tokenizerJson, std::string_view origin);
/// The same where vocabulary and merges are held apart from `tokenizerJson`.
std::string canonicalTokenizerJson(const core::Json& tokenizerJson, const ModelEntries& entries,
                                   std::string_view origin);

/// `tokenizerJson` and the roles as the three files; role tokens that `added_tokens` lacks are added to it
/// as special ones.
TokenizerDocument makeDocument(core::Json tokenizerJson, const TokenizerRoles& roles, std::string origin);

/// What `path` (a folder or file in any of the known forms) holds: bytes of a tokenizer.json and its
/// neighbours unchanged, everything else converted as Transformers converts it. A bare SentencePiece model is
/// converted, too. `tokenizerClass` ("T5Tokenizer") goes before what the files name; a bare model without it
/// follows the tokenizer_config.json beside it, if there is one.
TokenizerDocument readTokenizerDocument(const std::filesystem::path& path,
                                        const std::string& tokenizerClass = {});

/// Writes the document's files into `folder`, which is made if it is missing: each aside, flushed and
/// renamed, tokenizer.json last. Files of another tokenizer that would contradict them (added_tokens.json, or
/// one of the three that the document lacks) are removed.
void saveTokenizer(const TokenizerDocument& document, const std::filesystem::path& folder);

} // namespace vitrine::tokenizers

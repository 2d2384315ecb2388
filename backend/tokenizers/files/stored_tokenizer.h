// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/file.h"
#include "backend/tokenizers/files/class_pipeline_access.h"
#include "backend/tokenizers/models/model_entries.h"
#include "backend/tokenizers/tokenizer_config.h"

#include <deque>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine::tokenizers {

/// A tokenizer as it was stored, turned into a tokenizer.json document and, apart from it, the bulk of its
/// model. Every form is read into one; finish() makes the stages.
struct StoredTokenizer
{
    std::filesystem::path file; ///< that was read
    std::string form;           ///< "tokenizer.json", "vocab.txt", "SentencePiece", "tiktoken", "GGUF", …
    std::unique_ptr<core::Json> document; ///< without vocabulary and merges; never null
    ModelEntries entries;
    TokenizerConfig config;
    bool hasTokenizerJson = false; ///< then "add_bos_token" and "add_eos_token" of the config don't count
    bool isFolder = false;         ///< the tokens of the config are added, as AutoTokenizer does
    std::function<core::Json(const TokenIds&)> postProcessor, fallbackPostProcessor; ///< as in ClassPipeline
    bool spacesWordEnds = false;                                                     ///< as in ClassPipeline
    std::optional<Languages> languages;                                              ///< as in ClassPipeline
    std::vector<std::pair<std::string, std::string>> details; ///< of the form, for views
};

/// Makes the stages, adds the config's tokens, sets the post-processor; `document` then describes all of it
/// but the bulk, with every added token.
PipelineParts finish(StoredTokenizer& stored);

/// Keeps the texts that entries point to.
struct EntryTexts
{
    core::MappedFile map;
    std::string text;
    std::deque<std::string> strings;
    std::shared_ptr<const void> other;

    std::string_view bytes() const
    {
        return {reinterpret_cast<const char*>(map.bytes().data()), map.bytes().size()};
    }
};

/// What `path`, a folder or a file, holds; a bare SentencePiece model is converted. `tokenizerClass`, if any,
/// goes before what the files name.
StoredTokenizer readStored(const std::filesystem::path& path, const std::string& tokenizerClass = {});

// One reader a form. `file` is there; they throw with file and place.
StoredTokenizer readTokenizerJsonFile(const std::filesystem::path& file, TokenizerConfig config,
                                      bool isFolder);
StoredTokenizer readVocabularyText(const std::filesystem::path& file, TokenizerConfig config,
                                   const std::string& className);
StoredTokenizer readVocabularyAndMerges(const std::filesystem::path& vocabulary,
                                        const std::filesystem::path& merges, TokenizerConfig config,
                                        const std::string& className);
/// The object of vocab.json, as the library reads it: what is no number is left out there, an error here.
ModelEntries readVocabularyJson(const std::filesystem::path& file);
StoredTokenizer convertSentencePiece(const std::filesystem::path& file, TokenizerConfig config,
                                     const std::string& className);

/// tiktoken's ranks. In a folder as Transformers converts them, alone with the pattern and special tokens
/// that name or size tell.
StoredTokenizer convertTiktoken(const std::filesystem::path& file, TokenizerConfig config, bool isFolder,
                                const std::string& className = {});
/// MarianTokenizer and M2M100Tokenizer, which Transformers keeps in Python: SentencePiece models whose pieces
/// have the ids of a vocab.json. They have no tokenizer.json.
bool isPieceVocabularyFolder(const std::filesystem::path& folder, const std::string& className);
PipelineParts readPieceVocabulary(const std::filesystem::path& folder, TokenizerConfig config,
                                  const std::string& className);
/// The metadata of a GGUF file.
StoredTokenizer convertGguf(const std::filesystem::path& file, TokenizerConfig config);
/// Whether the file's first line is a token in base64 and its rank.
bool holdsTiktokenRanks(std::string_view firstBytes);

/// Tokens as tokenizer.json lists them under "added_tokens".
core::Json addedTokensJson(std::span<const AddedToken> tokens);

/// Sets what the class decides of `stored.document`: stages, the model's settings, post-processor.
void applyClass(StoredTokenizer& stored, ClassPipeline pipeline);

} // namespace vitrine::tokenizers

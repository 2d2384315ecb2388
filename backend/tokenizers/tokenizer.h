// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/result.h"
#include "backend/tokenizers/encoding.h"
#include "backend/tokenizers/languages.h"
#include "backend/tokenizers/model_trace.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine::tokenizers {

struct PipelineParts;
enum class TruncationStrategy { LongestFirst, OnlyFirst, OnlySecond };
enum class Side { Left, Right };

struct TruncationParams
{
    std::size_t maxLength = 512; ///< in tokens, special tokens included
    std::size_t stride = 0;      ///< tokens that neighbouring windows share
    TruncationStrategy strategy = TruncationStrategy::LongestFirst;
    Side direction = Side::Right;
};

struct PaddingParams
{
    std::optional<std::size_t> length; ///< nothing: as long as the longest of the batch
    std::size_t multipleOf = 0;        ///< 0: any length
    Side direction = Side::Right;
    std::uint32_t padId = 0;
    std::uint32_t padTypeId = 0;
    std::string padToken = "[PAD]";
};

/// How one call encodes. Nothing is truncated or padded unless asked for, whatever the file says.
struct EncodeOptions
{
    bool addSpecialTokens = true;
    bool offsets = true; ///< false: all offsets are (0, 0), which saves a little time
    std::optional<TruncationParams> truncation;
    std::optional<PaddingParams> padding;
    /// The text is one that a translation model should write (Transformers' `text_target`).
    bool asTarget = false;
    /// The text's language, one of TokenizerInfo::languages; empty: what the files say.
    std::string language = {};
};

/// One text or a pair, raw or already split into words (then offsets count inside their word).
struct EncodeInput
{
    using Words = std::vector<std::string>;

    Words first;
    std::optional<Words> second;
    bool isSplitIntoWords = false; ///< false: `first` and `second` hold exactly one text each

    static EncodeInput text(std::string text) { return {{std::move(text)}, std::nullopt, false}; }
    static EncodeInput pair(std::string a, std::string b)
    {
        return {{std::move(a)}, Words{std::move(b)}, false};
    }
};

/// The intermediate results for one text, before the post-processor.
struct Stages
{
    struct PreToken
    {
        std::string text;
        core::ByteSpan offsets;               ///< of the original text
        std::vector<core::ByteSpan> origins;  ///< for each character of `text`, its bytes of the original
        std::optional<std::uint32_t> addedId; ///< it is an added token
    };
    struct ModelToken
    {
        std::string token;
        std::uint32_t id;
        core::ByteSpan offsets; ///< of the original text
        std::uint32_t preToken; ///< index of the one it is part of
    };

    std::string normalized;
    std::vector<core::ByteSpan> normalizedOrigins; ///< for each character of `normalized`, likewise
    std::vector<PreToken> preTokens;
    std::vector<ModelToken> model;
};

/// A token that the vocabulary was extended by, as `tokenizers.AddedToken`.
struct AddedToken
{
    std::string content;
    std::uint32_t id = 0;
    bool singleWord = false, lstrip = false, rstrip = false, normalized = true, special = false;
};

/// One token of the vocabulary, for views.
struct VocabularyToken
{
    std::uint32_t id;
    std::string text;
    bool isAdded = false, isSpecial = false;
    std::optional<double> score; ///< Unigram: log probability
};

/// One merge of a BPE model: `left` and `right` become one token. Its index in the list is its rank.
struct MergeRule
{
    std::string left, right;
};

/// What loading a folder or file found beside the pipeline, for views and defaults.
struct TokenizerInfo
{
    std::string name;           ///< of the folder or file
    std::filesystem::path path; ///< the file that was read
    std::string
        form; ///< how it was stored: "tokenizer.json", "vocab.txt", "SentencePiece", "tiktoken", "GGUF", …
    std::vector<std::pair<std::string, std::string>>
        details;           ///< of that form, by name: "class", "algorithm", …
    std::string modelType; ///< "WordPiece", "BPE", …
    std::vector<std::string>
        stages; ///< type names: normalizer, pre-tokenizer, model, post-processor, decoder ("" if none)
    std::size_t vocabSize = 0;                 ///< with added tokens
    std::optional<std::size_t> modelMaxLength; ///< tokenizer_config.json; absurd values (1e30) are none
    std::optional<PaddingParams>
        padding; ///< pad token of tokenizer_config.json, else of the file's own padding
    std::optional<Languages> languages;      ///< of a translation tokenizer that marks them
    std::vector<std::string> targetPrefixes; ///< Marian's ">>fra<<", with which a text may begin
    /// "mask_token" and its text, and so on: what the files or, by default, their class name.
    std::vector<std::pair<std::string, std::string>> namedTokens;
    Side paddingSide = Side::Right, truncationSide = Side::Right;
    /// As Transformers 5 has it: a model gets the types of its tokens; else all are 0.
    bool givesTokenTypes = true;
    bool cleanUpTokenizationSpaces = false; ///< when decoding; never of BPE
    /// Of a WordPiece or BPE model whose words have one: "##".
    std::string continuingSubwordPrefix;

    /// The text of a named token; nothing where there is none.
    std::optional<std::string> namedToken(std::string_view name) const;
};

/// A tokenizer as tokenizer.json describes it: normalizer, pre-tokenizer, model, post-processor, decoder.
/// Results equal those of the `tokenizers` library 0.23 in every field. Immutable after loading; every
/// const function may be called from several threads at once.
class Tokenizer
{
public:
    /// `path`: a folder, a tokenizer.json or a vocab.txt. Errors name the file and the key or byte.
    static core::Result<Tokenizer> load(const std::filesystem::path& path);
    /// `origin` names the source in errors.
    static core::Result<Tokenizer> fromJson(std::string_view tokenizerJson, std::string_view origin);

    Tokenizer(Tokenizer&&) noexcept;
    Tokenizer& operator=(Tokenizer&&) noexcept;
    ~Tokenizer();

    const TokenizerInfo& info() const;

    /// Throws InvalidArgument where the input can't be cut as asked, is no UTF-8, or has a language that this
    /// tokenizer does not know.
    Encoding encode(const EncodeInput& input, const EncodeOptions& options = {}) const;
    /// `padding` without a length pads to the longest of the batch. `threads`: how many work on it, 0 for one
    /// a processor.
    std::vector<Encoding> encodeBatch(std::span<const EncodeInput> inputs, const EncodeOptions& options = {},
                                      unsigned threads = 1) const;

    /// For the views that show each stage; added tokens are already split off and appear as one pre-token.
    Stages stages(const std::string& text) const;

    /// How the model came to its tokens of one pre-token of stages() (its text there).
    ModelTrace explain(std::string_view preToken) const;

    /// Ids outside the vocabulary are left out.
    std::string decode(std::span<const std::uint32_t> ids, bool skipSpecialTokens = false) const;

    /// The text of tokens that follow each other, as Transformers' `convert_tokens_to_string`.
    std::string joinTokens(std::vector<std::string> tokens) const;
    /// decode() with the clean-up that the files ask for, as Transformers' `decode`.
    std::string decodeClean(std::span<const std::uint32_t> ids, bool skipSpecialTokens = false) const;

    std::optional<std::uint32_t> tokenToId(std::string_view token) const;
    /// Of a token that TokenizerInfo names; nothing where there is none.
    std::optional<std::uint32_t> namedTokenId(std::string_view name) const;
    std::optional<std::string> idToToken(std::uint32_t id) const;
    /// The token that marks a language, with which a translation into it begins (`forced_bos_token_id`).
    /// Nothing for a language that this tokenizer does not know.
    std::optional<std::uint32_t> languageId(const std::string& language) const;
    std::span<const AddedToken> addedTokens() const;
    /// Every token, by ascending id.
    std::vector<VocabularyToken> vocabulary() const;
    /// Of a BPE model, by rank; else empty.
    std::vector<MergeRule> merges() const;
    /// How many tokens the post-processor adds to one text or a pair.
    std::size_t specialTokenCount(bool pair) const;

private:
    struct Pipeline;
    static Tokenizer fromParts(PipelineParts parts);
    template <typename Work>
    void forEachInput(std::size_t count, unsigned threads, Work work) const;
    explicit Tokenizer(std::unique_ptr<const Pipeline> pipeline);
    std::unique_ptr<const Pipeline> m_pipeline;
};

/// Transformers' clean-up of decoded text: no space before punctuation and English contractions.
std::string cleanUpTokenizationSpaces(std::string text);

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
// The tokenizer that the metadata of a GGUF file describe. Where they say more than Transformers reads (space
// prefix, charsmap, single digits), they are followed.
#include "backend/tokenizers/byte_level.h"
#include "backend/tokenizers/files/base64.h"
#include "backend/tokenizers/files/merges.h"
#include "backend/tokenizers/files/split_patterns.h"
#include "backend/tokenizers/files/stored_tokenizer.h"

#include "backend/core/gguf.h"
#include "backend/core/json_access.h"
#include "backend/core/text_offsets.h"

#include <algorithm>
#include <unordered_set>

namespace vitrine::tokenizers {
namespace fs = std::filesystem;
namespace {

using core::GgufArray;
using core::GgufMetadata;
using core::Json;

enum TokenType { Normal = 1, Unknown, Control, UserDefined, Unused, Byte };

/// What is being made, and from what.
struct GgufDraft
{
    const GgufMetadata& metadata;
    StoredTokenizer& stored;
    EntryTexts& texts;
    std::vector<std::string_view> tokens;
    std::vector<double> scores;
    std::vector<std::int64_t> types;
    std::string_view model, pre, architecture;

    [[noreturn]] void fail(const std::string& what) const
    {
        throw core::Exception(core::ErrorCode::InvalidFormat, metadata.origin() + ": " + what);
    }
    std::string_view keep(std::string text) { return texts.strings.emplace_back(std::move(text)); }
};

GgufDraft readDraft(const GgufMetadata& metadata, StoredTokenizer& stored, EntryTexts& texts)
{
    GgufDraft draft{metadata, stored, texts, {}, {}, {}, {}, {}, {}};
    draft.model = metadata.text("tokenizer.ggml.model").value_or("");
    draft.pre = metadata.text("tokenizer.ggml.pre").value_or("");
    draft.architecture = metadata.text("general.architecture").value_or("");
    const GgufArray* const tokens = metadata.array("tokenizer.ggml.tokens");
    if (!tokens || draft.model.empty())
        draft.fail("holds no tokenizer (\"tokenizer.ggml.tokens\" is missing)");
    draft.tokens = tokens->strings();
    if (draft.tokens.empty()) draft.fail("\"tokenizer.ggml.tokens\" is not an array of texts");
    for (std::size_t id = 0; id < draft.tokens.size(); ++id)
        if (core::findInvalidUtf8(draft.tokens[id]) != std::string::npos)
            draft.fail("token " + std::to_string(id) + " is not valid UTF-8");
    const auto sized = [&](const char* key, std::size_t size) {
        if (size != 0 && size != draft.tokens.size())
            draft.fail("\"" + std::string(key) + "\" has " + std::to_string(size) + " entries for " +
                       std::to_string(draft.tokens.size()) + " tokens");
    };
    if (const GgufArray* const scores = metadata.array("tokenizer.ggml.scores"))
        draft.scores = scores->numbers();
    if (const GgufArray* const types = metadata.array("tokenizer.ggml.token_type"))
        draft.types = types->integers();
    sized("tokenizer.ggml.scores", draft.scores.size());
    sized("tokenizer.ggml.token_type", draft.types.size());
    return draft;
}

/// The named tokens, by their ids.
void nameTokens(GgufDraft& draft)
{
    constexpr std::pair<const char*, const char*> names[] = {
        {"bos_token", "bos_token_id"},     {"eos_token", "eos_token_id"},
        {"unk_token", "unknown_token_id"}, {"sep_token", "seperator_token_id"},
        {"pad_token", "padding_token_id"}, {"cls_token", "cls_token_id"},
        {"mask_token", "mask_token_id"}};
    for (const auto& [name, key] : names) {
        const std::string full = std::string("tokenizer.ggml.") + key;
        const auto id = draft.metadata.unsignedNumber(full);
        if (!id) continue;
        if (*id >= draft.tokens.size())
            draft.fail("\"" + full + "\" is " + std::to_string(*id) + ", past the " +
                       std::to_string(draft.tokens.size()) + " tokens");
        draft.stored.config.named.emplace_back(name, specialToken(std::string(draft.tokens[*id])));
    }
}

void addEntries(GgufDraft& draft)
{
    for (std::size_t id = 0; id < draft.tokens.size(); ++id)
        draft.stored.entries.vocabulary.push_back({draft.tokens[id], std::uint32_t(id)});
}

void readMerges(GgufDraft& draft)
{
    const GgufArray* const merges = draft.metadata.array("tokenizer.ggml.merges");
    if (!merges) {
        generateMerges(draft.stored.entries, MergeOrder::Lengths, draft.scores);
        return;
    }
    const auto lines = merges->strings();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        // a token may hold a space in other spellings than the byte-level one: the first that is not in front
        const auto space = lines[i].find(' ', 1);
        if (lines[i].size() < 3 || space == std::string_view::npos || space + 1 == lines[i].size())
            draft.fail("merge " + std::to_string(i) + " is not two tokens with a space between");
        draft.stored.entries.merges.emplace_back(lines[i].substr(0, space), lines[i].substr(space + 1));
    }
}

bool isBytePiece(std::string_view text)
{
    return text.size() == 6 && text.starts_with("<0x") && text.ends_with('>');
}

ClassPipeline sentencePieces(GgufDraft& draft)
{
    const bool isGemma = draft.architecture.starts_with("gemma") || draft.model == "gemma4";
    if (isGemma)
        for (auto& token : draft.tokens)
            // runs of spaces stand as they are in Gemma's files
            if (!token.empty() && token.find_first_not_of(' ') == std::string_view::npos) {
                std::string marks;
                for (std::size_t i = 0; i < token.size(); ++i)
                    marks += metaspaceMark;
                token = draft.keep(std::move(marks));
            }
    addEntries(draft);
    if (isGemma && draft.model == "llama") {
        draft.scores.clear(); // Gemma's merges go by id
        for (std::size_t id = 0; id < draft.tokens.size(); ++id)
            draft.scores.push_back(-double(id));
    }
    readMerges(draft);
    TokenizerConfig& config = draft.stored.config;
    const bool hasBytes = std::ranges::any_of(draft.tokens, isBytePiece);
    const bool addsSpace = draft.metadata.flag("tokenizer.ggml.add_space_prefix").value_or(true);
    auto pipeline =
        classPipeline(isGemma ? "Gemma" : "Llama",
                      {config, {}, [](const std::string&) { return std::nullopt; }, false, false});
    if (!addsSpace && !isGemma) {
        pipeline->preTokenizer = metaspace("never", false);
        pipeline->decoder["decoders"].erase(3);
    }
    if (!isGemma && !hasBytes) pipeline->model["byte_fallback"] = false;
    if (draft.architecture == "phi3") {
        pipeline->normalizer = sequence("normalizers", {{{"type", "Prepend"}, {"prepend", metaspaceMark}},
                                                        replaceText(" ", metaspaceMark)});
        pipeline->preTokenizer = nullptr;
    }
    return std::move(*pipeline);
}

ClassPipeline bytePairs(GgufDraft& draft)
{
    const ByteAlphabet& alphabet = ByteAlphabet::instance();
    const auto isSpelled = [&](std::string_view token) {
        for (std::size_t i = 0; i < token.size();)
            if (alphabet.byte(core::nextCodePoint(token, i)) < 0) return false;
        return true;
    };
    for (auto& token : draft.tokens) {
        if (isSpelled(token)) continue;
        std::string spelled;
        for (const char byte : token)
            spelled += alphabet.text(static_cast<unsigned char>(byte));
        token = draft.keep(std::move(spelled));
    }
    addEntries(draft);
    readMerges(draft);

    constexpr std::string_view
        likeLlama3 = "llama3 llama-v3 llama-bpe falcon3 falcon-h1 pixtral midm-2.0 lfm2 "
                     "jina-v5-nano dbrx smaug-bpe chatglm-bpe",
        likeQwen2 = "qwen2 deepseek-r1-qwen kormo f2llmv2 megrez stablelm2 hunyuan",
        likeGpt4o = "gpt-4o llama4 kanana2 talkie minimax-m2",
        singleDigits = "smollm starcoder refact command-r codeshell",
        likeGpt2 = "gpt-2 gpt2 default phi-2 mpt olmo jais roberta-bpe jina-es jina-de jina-v2-code "
                   "gigachat exaone";
    const auto is = [&](std::string_view names) {
        const std::string padded = " " + std::string(names) + " ";
        return padded.find(" " + std::string(draft.pre) + " ") != std::string::npos;
    };
    ClassPipeline pipeline;
    pipeline.modelType = "BPE";
    pipeline.model = bpeModel(nullptr, false, false, "");
    pipeline.decoder = byteLevel(true);
    pipeline.preTokenizer = byteLevel(false);
    if (is(likeLlama3)) {
        pipeline.preTokenizer = splitBytes(llama3Pattern);
        pipeline.model["ignore_merges"] = draft.pre != "dbrx" && draft.pre != "smaug-bpe";
    } else if (is(likeQwen2)) {
        pipeline.preTokenizer = splitBytes(qwen2Pattern);
    } else if (draft.pre == "qwen35") {
        pipeline.preTokenizer = splitBytes(qwen35Pattern);
    } else if (is(likeGpt4o)) {
        pipeline.preTokenizer = splitBytes(gpt4oPattern);
    } else if (draft.pre == "tekken") {
        pipeline.preTokenizer = splitBytes(tekkenPattern);
        pipeline.model["ignore_merges"] = true;
    } else if (is(singleDigits)) {
        pipeline.preTokenizer =
            sequence("pretokenizers", {{{"type", "Digits"}, {"individual_digits", true}}, byteLevel(false)});
    } else if (!draft.pre.empty() && !is(likeGpt2)) {
        draft.stored.details.emplace_back("pre-tokenizer",
                                          std::string(draft.pre) + " is not known; GPT-2's is used");
    }
    return pipeline;
}

ClassPipeline unigram(GgufDraft& draft)
{
    if (draft.scores.empty()) draft.fail("\"tokenizer.ggml.scores\" is missing");
    std::vector<std::size_t> blanks;
    const auto isBlank = [](std::string_view token) {
        return token.starts_with("[PAD") && token.ends_with(']') && token.size() > 5 &&
               token.substr(4, token.size() - 5).find_first_not_of("0123456789") == std::string_view::npos;
    };
    constexpr std::size_t extraIds = 100;
    for (std::size_t id = 0; id < draft.tokens.size() && blanks.size() < extraIds; ++id)
        if (isBlank(draft.tokens[id])) blanks.push_back(id);
    for (std::size_t i = 0; i < blanks.size(); ++i)
        draft.tokens[blanks[i]] = draft.keep("<extra_id_" + std::to_string(extraIds - 1 - i) + ">");
    addEntries(draft);
    ModelEntries& entries = draft.stored.entries;
    entries.isList = true;
    entries.scores = draft.scores;
    std::string charsmap;
    if (const GgufArray* const map = draft.metadata.array("tokenizer.ggml.precompiled_charsmap"))
        charsmap = encodeBase64(map->raw);
    const TokenIds ids = [&](const std::string& token) -> std::optional<std::uint32_t> {
        const auto found = std::ranges::find(draft.tokens, token);
        return found == draft.tokens.end() ? std::nullopt
                                           : std::optional(std::uint32_t(found - draft.tokens.begin()));
    };
    auto pipeline = classPipeline("T5", {draft.stored.config, charsmap, ids, false, false});
    if (const auto unknown = draft.metadata.unsignedNumber("tokenizer.ggml.unknown_token_id"))
        pipeline->model["unk_id"] = *unknown;
    return std::move(*pipeline);
}

/// Pieces without a mark continue a word, those with one begin it; the file has it the other way than BERT.
ClassPipeline wordPieces(GgufDraft& draft)
{
    constexpr std::string_view mark = "\xE2\x96\x81";
    for (std::size_t id = 0; id < draft.tokens.size(); ++id) {
        std::string_view& token = draft.tokens[id];
        const bool isSpecial = token.starts_with('[') && token.ends_with(']') && token.size() > 2;
        if (token.starts_with(mark) && token.size() > mark.size())
            token = token.substr(mark.size());
        else if (!isSpecial && (draft.types.empty() || draft.types[id] == Normal))
            token = draft.keep("##" + std::string(token));
    }
    addEntries(draft);
    TokenizerConfig& config = draft.stored.config;
    for (auto& [name, token] : config.named)
        if (const auto id =
                draft.metadata.unsignedNumber(name == "cls_token" ? "tokenizer.ggml.cls_token_id" : ""))
            token.content = draft.tokens[*id];
    auto pipeline =
        classPipeline("Bert", {config, {}, [](const std::string&) { return std::nullopt; }, false, false});
    return std::move(*pipeline);
}

} // namespace

StoredTokenizer convertGguf(const fs::path& path, TokenizerConfig config)
{
    StoredTokenizer stored;
    stored.file = path;
    stored.form = "GGUF";
    stored.isFolder = true;
    stored.config = std::move(config);
    stored.document = std::make_unique<Json>(Json::object());
    const auto texts = std::make_shared<EntryTexts>();
    texts->map = core::MappedFile(path);
    const GgufMetadata metadata(texts->bytes(), path.string());
    GgufDraft draft = readDraft(metadata, stored, *texts);
    stored.entries.storage = texts;
    nameTokens(draft);

    const auto addsBos = metadata.flag("tokenizer.ggml.add_bos_token");
    const auto addsEos = metadata.flag("tokenizer.ggml.add_eos_token");
    Json arguments = Json::object();
    if (addsBos || draft.model == "llama")
        arguments["add_bos_token"] = addsBos.value_or(true) && draft.model != "gemma4";
    if (addsEos) arguments["add_eos_token"] = *addsEos;
    if (const auto text = metadata.text("tokenizer.chat_template");
        text && core::findInvalidUtf8(*text) == std::string::npos)
        arguments["chat_template"] = *text;
    stored.config.arguments = std::make_shared<const Json>(std::move(arguments));

    const bool hasTemplate = stored.config.arguments->contains("chat_template");
    stored.details = {{"model", std::string(draft.model)},
                      {"pre", std::string(draft.pre)},
                      {"architecture", std::string(draft.architecture)},
                      {"chat template", hasTemplate ? "yes" : "no"}};
    ClassPipeline pipeline =
        draft.model == "gpt2"                               ? bytePairs(draft)
        : draft.model == "llama" || draft.model == "gemma4" ? sentencePieces(draft)
        : draft.model == "t5"                               ? unigram(draft)
        : draft.model == "bert"
            ? wordPieces(draft)
            : throw core::Exception(core::ErrorCode::Unsupported,
                                    path.string() + ": tokenizer.ggml.model \"" + std::string(draft.model) +
                                        "\" is not known here (known: llama, gpt2, t5, bert)");
    // names that a class adds by itself count only where the vocabulary has them
    std::unordered_set<std::string_view> known(draft.tokens.begin(), draft.tokens.end());
    std::erase_if(stored.config.named,
                  [&](const auto& entry) { return !known.contains(entry.second.content); });
    if (stored.config.additional)
        std::erase_if(*stored.config.additional,
                      [&](const AddedToken& token) { return !known.contains(token.content); });

    std::vector<AddedToken> added;
    for (std::size_t id = 0; id < draft.types.size(); ++id)
        if (draft.types[id] == Control || draft.types[id] == UserDefined) {
            AddedToken token = specialToken(std::string(draft.tokens[id]));
            token.id = std::uint32_t(id);
            token.special = draft.types[id] == Control;
            added.push_back(std::move(token));
        }
    applyClass(stored, std::move(pipeline));
    (*stored.document)["added_tokens"] = addedTokensJson(added);
    return stored;
}

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/byte_level.h"
#include "backend/tokenizers/files/base64.h"
#include "backend/tokenizers/files/merges.h"
#include "backend/tokenizers/files/split_patterns.h"
#include "backend/tokenizers/files/stored_tokenizer.h"

#include "backend/core/json_access.h"

#include <algorithm>
#include <charconv>
#include <unordered_set>

namespace vitrine::tokenizers {
namespace fs = std::filesystem;
namespace {

using core::Json;

struct Rank
{
    std::string bytes;
    std::uint32_t rank;
};

/// One line: a token in base64, white space, its rank.
std::optional<Rank> readLine(std::string_view line)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!line.empty() && isSpace(line.back()))
        line.remove_suffix(1);
    const auto end = std::ranges::find_if(line, isSpace) - line.begin();
    const std::string_view token = line.substr(0, std::size_t(end));
    std::string_view number = line.substr(std::size_t(end));
    while (!number.empty() && isSpace(number.front()))
        number.remove_prefix(1);
    Rank rank{{}, 0};
    const auto parsed = std::from_chars(number.data(), number.data() + number.size(), rank.rank);
    auto bytes = token.empty() ? std::nullopt : decodeBase64(token);
    if (!bytes || bytes->empty() || parsed.ec != std::errc() || parsed.ptr != number.data() + number.size())
        return std::nullopt;
    rank.bytes = std::move(*bytes);
    return rank;
}

void readRanks(const fs::path& file, EntryTexts& texts, ModelEntries& entries)
{
    const auto wrong = [&](std::size_t line, const std::string& what) {
        return core::Exception(core::ErrorCode::InvalidFormat,
                               file.string() + ": line " + std::to_string(line) + ": " + what);
    };
    const ByteAlphabet& alphabet = ByteAlphabet::instance();
    std::unordered_set<std::string_view> known;
    std::unordered_set<std::uint32_t> ranks;
    std::string_view rest = texts.bytes();
    for (std::size_t number = 1; !rest.empty(); ++number) {
        const auto end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (line.empty() || line == "\r") continue;
        const auto rank = readLine(line);
        if (!rank) throw wrong(number, "is not a token in base64 and its rank");
        std::string& text = texts.strings.emplace_back();
        for (const char byte : rank->bytes)
            text += alphabet.text(static_cast<unsigned char>(byte));
        if (!known.insert(text).second) throw wrong(number, "a token that has a rank already");
        if (!ranks.insert(rank->rank).second)
            throw wrong(number, "rank " + std::to_string(rank->rank) + " a second time");
        entries.vocabulary.push_back({text, rank->rank});
    }
    if (entries.vocabulary.empty())
        throw core::Exception(core::ErrorCode::InvalidFormat, file.string() + ": holds no token");
}

/// A published set of ranks: how it splits, and its special tokens.
struct Published
{
    std::string_view name;
    std::size_t size;    ///< ranks in its file
    const char* pattern; ///< null: GPT-2's, which the byte-level stage has built in
    std::vector<std::pair<std::string, std::uint32_t>> special;
};

std::vector<std::pair<std::string, std::uint32_t>> llama3Special()
{
    std::vector<std::string> names = {"<|begin_of_text|>", "<|end_of_text|>"};
    for (int i = 0; i < 4; ++i)
        names.push_back("<|reserved_special_token_" + std::to_string(i) + "|>");
    names.insert(names.end(),
                 {"<|start_header_id|>", "<|end_header_id|>", "<|reserved_special_token_4|>", "<|eot_id|>"});
    for (int i = 5; i < 251; ++i)
        names.push_back("<|reserved_special_token_" + std::to_string(i) + "|>");
    std::vector<std::pair<std::string, std::uint32_t>> special;
    for (std::string& name : names)
        special.emplace_back(std::move(name), std::uint32_t(128000 + special.size()));
    return special;
}

const Published& publishedFor(const fs::path& file, std::size_t size)
{
    static const std::vector<Published> all = {
        {"cl100k",
         100256,
         llama3Pattern,
         {{"<|endoftext|>", 100257},
          {"<|fim_prefix|>", 100258},
          {"<|fim_middle|>", 100259},
          {"<|fim_suffix|>", 100260},
          {"<|endofprompt|>", 100276}}},
        {"o200k", 199998, gpt4oPattern, {{"<|endoftext|>", 199999}, {"<|endofprompt|>", 200018}}},
        {"p50k_edit",
         0,
         nullptr,
         {{"<|endoftext|>", 50256},
          {"<|fim_prefix|>", 50281},
          {"<|fim_middle|>", 50282},
          {"<|fim_suffix|>", 50283}}},
        {"p50k", 50280, nullptr, {{"<|endoftext|>", 50256}}},
        {"r50k", 50256, nullptr, {{"<|endoftext|>", 50256}}},
        {"gpt2", 50256, nullptr, {{"<|endoftext|>", 50256}}},
        {"llama3", 128000, llama3Pattern, llama3Special()},
        {"", 0, llama3Pattern, {}}};
    std::string name = file.filename().string();
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    for (const Published& each : all)
        if (!each.name.empty() && name.find(each.name) != std::string::npos) return each;
    for (const Published& each : all)
        if (each.size == size) return each;
    return all.back();
}

/// Transformers fills the ids up to the largest that the files list.
std::vector<AddedToken> extraTokens(const TokenizerConfig& config, std::size_t size)
{
    std::vector<AddedToken> tokens;
    const auto has = [&](const std::string& text) {
        return std::ranges::find(tokens, text, &AddedToken::content) != tokens.end();
    };
    const std::size_t largest = config.added.empty() ? 0 : config.added.rbegin()->first;
    constexpr std::size_t most = 1 << 20;
    if (config.isComplete && largest >= size && largest < size + most)
        for (auto id = std::uint32_t(size); id <= largest; ++id) {
            const auto listed = config.added.find(id);
            tokens.push_back(specialToken(listed == config.added.end()
                                              ? "<|reserved_token_" + std::to_string(id) + "|>"
                                              : listed->second.content));
        }
    if (config.extra)
        for (const AddedToken& token : *config.extra)
            if (!has(token.content)) tokens.push_back(specialToken(token.content));
    return tokens;
}

} // namespace

bool holdsTiktokenRanks(std::string_view firstBytes)
{
    const auto end = firstBytes.find('\n');
    return end != std::string_view::npos && readLine(firstBytes.substr(0, end)).has_value();
}

StoredTokenizer convertTiktoken(const fs::path& path, TokenizerConfig config, bool isFolder,
                                const std::string& className)
{
    StoredTokenizer stored;
    stored.file = path;
    stored.form = "tiktoken";
    stored.isFolder = isFolder;
    stored.config = std::move(config);
    stored.document = std::make_unique<Json>(Json::object());
    const auto texts = std::make_shared<EntryTexts>();
    texts->map = core::MappedFile(path);
    readRanks(path, *texts, stored.entries);
    stored.entries.storage = texts;
    const std::size_t size = stored.entries.vocabulary.size();
    generateMerges(stored.entries, MergeOrder::Ids);

    ClassPipeline pipeline;
    pipeline.modelType = "BPE";
    pipeline.model = bpeModel(nullptr, false, false, nullptr);
    pipeline.model["ignore_merges"] = true;
    pipeline.decoder = byteLevel(true);
    std::vector<AddedToken> added;
    if (isFolder) {
        pipeline.preTokenizer = splitBytes(llama3Pattern);
        added = extraTokens(stored.config, size);
        // of the class only the names of its tokens count
        classPipeline(className,
                      {stored.config, {}, [](const std::string&) { return std::nullopt; }, false, false});
    } else {
        const Published& published = publishedFor(path, size);
        pipeline.preTokenizer = published.pattern ? splitBytes(published.pattern) : byteLevel(false);
        for (const auto& [text, id] : published.special) {
            // their ids leave gaps, so they are tokens of the model
            stored.entries.vocabulary.push_back({texts->strings.emplace_back(text), id});
            added.push_back(specialToken(text));
        }
        stored.details.emplace_back("ranks of",
                                    published.name.empty() ? "an unknown set" : std::string(published.name));
    }
    stored.details.emplace_back("ranks", std::to_string(size));
    applyClass(stored, std::move(pipeline));
    (*stored.document)["post_processor"] = byteLevel(true, false);
    (*stored.document)["added_tokens"] = addedTokensJson(added);
    return stored;
}

} // namespace vitrine::tokenizers

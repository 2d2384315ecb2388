// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/tokenizer_config.h"

#include "backend/core/json_access.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace vitrine::tokenizers {
namespace fs = std::filesystem;
namespace {

constexpr const char* namedTokens[] = {"bos_token", "eos_token", "unk_token", "sep_token",
                                       "pad_token", "cls_token", "mask_token"};
constexpr double absurdLength = 1e9; // Transformers writes 1e30 for "no limit"

core::Json readIfThere(const fs::path& path)
{
    return fs::exists(path) ? core::readJsonFile(path) : core::Json::object();
}

AddedToken specialToken(std::string content)
{
    AddedToken token;
    token.content = std::move(content);
    token.normalized = false;
    token.special = true;
    return token;
}

AddedToken readToken(const core::JsonObject& object)
{
    AddedToken token;
    token.content = object.get<std::string>("content");
    token.singleWord = object.get<bool>("single_word", false);
    token.lstrip = object.get<bool>("lstrip", false);
    token.rstrip = object.get<bool>("rstrip", false);
    token.special = object.get<bool>("special", false);
    token.normalized = object.get<bool>("normalized", !token.special);
    return token;
}

/// A special token is a string or an object with "content".
AddedToken readSpecial(const core::Json& value, const std::string& place)
{
    if (value.is_string()) return specialToken(value.get<std::string>());
    AddedToken token = readToken({value, place});
    token.special = true;
    return token;
}

std::map<std::uint32_t, AddedToken> readDecoder(const core::JsonObject& decoder)
{
    std::map<std::uint32_t, AddedToken> tokens;
    for (auto entry = decoder.json().begin(); entry != decoder.json().end(); ++entry) {
        const std::string& key = entry.key();
        std::uint32_t id = 0;
        const auto parsed = std::from_chars(key.data(), key.data() + key.size(), id);
        if (parsed.ec != std::errc() || parsed.ptr != key.data() + key.size())
            throw core::Exception(core::ErrorCode::InvalidFormat,
                                  decoder.place() + ": \"" + key + "\" is no id");
        tokens.emplace(id, readToken({entry.value(), decoder.place() + ": " + key}));
    }
    return tokens;
}

void readExtra(const core::JsonObject& config, const char* key, std::vector<AddedToken>& extra)
{
    if (!config.has(key)) return;
    const core::Json& list = config.at(key);
    if (!list.is_array() && !list.is_object())
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              config.place() + ": \"" + key + "\" is not an array");
    for (const core::Json& value : list) {
        AddedToken token = readSpecial(value, config.place() + ": " + key);
        const auto same = [&](const AddedToken& known) { return known.content == token.content; };
        if (std::ranges::none_of(extra, same)) extra.push_back(std::move(token));
    }
}

} // namespace

const AddedToken* TokenizerConfig::find(const std::string& name) const
{
    const auto found = std::ranges::find(named, name, &std::pair<std::string, AddedToken>::first);
    return found == named.end() ? nullptr : &found->second;
}

std::string TokenizerConfig::contentOr(const std::string& name, const std::string& fallback)
{
    if (const AddedToken* token = find(name)) return token->content;
    named.emplace_back(name, specialToken(fallback));
    std::ranges::sort(named, {}, [](const auto& entry) {
        return std::ranges::find(namedTokens, entry.first) - std::begin(namedTokens);
    });
    return fallback;
}

void TokenizerConfig::addTokens(PipelineParts& parts) const
{
    std::vector<AddedToken> tokens;
    for (const auto& [id, token] : added)
        tokens.push_back(token);
    // named and further ones come last; one that the file itself has keeps the file's flags
    const auto isNew = [&](const AddedToken& token) {
        const auto known = parts.added.tokens();
        return std::ranges::find(known, token.content, &AddedToken::content) == known.end();
    };
    for (const auto& [name, token] : named)
        if (isNew(token)) tokens.push_back(token);
    std::ranges::copy_if(extra, std::back_inserter(tokens), isNew);
    if (!tokens.empty()) parts.added.add(tokens, parts.model->vocabulary(), parts.normalizer.get());
}

TokenizerConfig readTokenizerConfig(const fs::path& folder)
{
    TokenizerConfig own;
    const fs::path path = folder / "tokenizer_config.json";
    core::Json document = readIfThere(path);
    const core::JsonObject config(document, path.string());
    own.tokenizerClass = config.get<std::string>("tokenizer_class", "");
    own.lowercase = config.get<bool>("do_lower_case", true);
    own.chinese = config.get<bool>("tokenize_chinese_chars", true);
    if (config.has("strip_accents")) own.stripAccents = config.get<bool>("strip_accents");
    if (config.has("model_max_length")) {
        const double length = config.get<double>("model_max_length");
        if (length >= 1 && length < absurdLength) own.modelMaxLength = std::size_t(length);
    }
    for (const char* key : {"extra_special_tokens", "additional_special_tokens"})
        readExtra(config, key, own.extra);

    const bool isComplete = config.has("added_tokens_decoder");
    const fs::path mapPath = folder / "special_tokens_map.json", addedPath = folder / "added_tokens.json";
    const core::Json mapDocument = isComplete ? core::Json::object() : readIfThere(mapPath);
    const core::JsonObject map(mapDocument, mapPath.string());
    for (const char* key : {"extra_special_tokens", "additional_special_tokens"})
        readExtra(map, key, own.extra);
    for (const char* key : namedTokens) {
        const core::JsonObject& source = map.has(key) ? map : config;
        if (source.has(key))
            own.named.emplace_back(key, readSpecial(source.at(key), source.place() + ": " + key));
    }

    if (isComplete) {
        own.added = readDecoder(config.object("added_tokens_decoder"));
    } else {
        const core::Json addedDocument = readIfThere(addedPath);
        const core::JsonObject listed(addedDocument, addedPath.string());
        for (auto entry = listed.json().begin(); entry != listed.json().end(); ++entry) {
            const auto is = [&](const AddedToken& token) { return token.content == entry.key(); };
            const bool isSpecial =
                std::ranges::any_of(own.extra, is) ||
                std::ranges::any_of(own.named, [&](const auto& each) { return is(each.second); });
            AddedToken token = specialToken(entry.key());
            token.special = isSpecial;
            token.normalized = !isSpecial;
            own.added.emplace(listed.get<std::uint32_t>(entry.key().c_str()), std::move(token));
        }
    }
    // a named token that is listed takes the flags of the list
    for (auto& [name, token] : own.named)
        for (const auto& [id, listed] : own.added)
            if (listed.content == token.content) {
                token = listed;
                token.special = true;
            }
    return own;
}

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/tokenizer_config.h"

#include "backend/core/file.h"
#include "backend/core/json_access.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace vitrine::tokenizers {
namespace fs = std::filesystem;
namespace {

using core::Json;
using core::JsonObject;
using core::OrderedJson;

constexpr const char* namedTokens[] = {"bos_token", "eos_token", "unk_token", "sep_token",
                                       "pad_token", "cls_token", "mask_token"};
constexpr double absurdLength = 1e9; // Transformers writes 1e30 for "no limit"

Json readIfThere(const fs::path& path)
{
    Json document = fs::exists(path) ? core::readJsonFile(path) : Json::object();
    JsonObject(document, path.string()); // throws unless it is an object
    return document;
}

/// A special token is a string or an object with "content".
AddedToken readSpecial(const Json& value, const std::string& place)
{
    if (value.is_string()) return specialToken(value.get<std::string>());
    AddedToken token = readAddedToken(value, place);
    token.special = true;
    if (!JsonObject(value, place).has("normalized")) token.normalized = false;
    return token;
}

std::map<std::uint32_t, AddedToken> readDecoder(const JsonObject& decoder)
{
    std::map<std::uint32_t, AddedToken> tokens;
    for (auto entry = decoder.json().begin(); entry != decoder.json().end(); ++entry) {
        const std::string& key = entry.key();
        std::uint32_t id = 0;
        const auto parsed = std::from_chars(key.data(), key.data() + key.size(), id);
        if (parsed.ec != std::errc() || parsed.ptr != key.data() + key.size())
            throw core::Exception(core::ErrorCode::InvalidFormat,
                                  decoder.place() + ": \"" + key + "\" is no id");
        tokens.emplace(id, readAddedToken(entry.value(), decoder.place() + ": " + key));
    }
    return tokens;
}

/// A list of tokens; an object of named ones goes to `named`.
void readExtra(const JsonObject& config, const char* key, std::optional<std::vector<AddedToken>>& list,
               std::vector<std::pair<std::string, AddedToken>>& named)
{
    if (!config.has(key)) return;
    const Json& value = config.at(key);
    const std::string place = config.place() + ": " + key;
    if (value.is_object()) {
        for (auto entry = value.begin(); entry != value.end(); ++entry)
            named.emplace_back(entry.key(), readSpecial(entry.value(), place + ": " + entry.key()));
        return;
    }
    if (!value.is_array())
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              config.place() + ": \"" + key + "\" is not an array");
    if (!list) list.emplace();
    for (const Json& each : value) {
        AddedToken token = readSpecial(each, place);
        const auto same = [&](const AddedToken& known) { return known.content == token.content; };
        if (std::ranges::none_of(*list, same)) list->push_back(std::move(token));
    }
}

/// Tokens of a model's own, as "image_token": in the order of the file.
void readOwnTokens(const Json& config, const fs::path& path,
                   std::vector<std::pair<std::string, AddedToken>>& named)
{
    const auto isOwn = [](const std::string& key, const auto& value) {
        const bool isToken =
            value.is_string() || (value.is_object() && value.value("__type", "") == "AddedToken");
        return isToken && key.ends_with("_token") &&
               std::ranges::find(namedTokens, key) == std::end(namedTokens);
    };
    bool has = false;
    for (auto entry = config.begin(); entry != config.end(); ++entry)
        has = has || isOwn(entry.key(), entry.value());
    if (!has) return;
    const OrderedJson ordered = core::parseOrderedJson(core::readFile(path), path.string());
    for (auto entry = ordered.begin(); entry != ordered.end(); ++entry)
        if (isOwn(entry.key(), entry.value()))
            named.emplace_back(entry.key(),
                               readSpecial(config[entry.key()], path.string() + ": " + entry.key()));
}

std::map<std::uint32_t, AddedToken> readAddedFile(const fs::path& path, const TokenizerConfig& own)
{
    const Json document = readIfThere(path);
    const JsonObject listed(document, path.string());
    std::map<std::uint32_t, AddedToken> tokens;
    for (auto entry = listed.json().begin(); entry != listed.json().end(); ++entry) {
        const auto is = [&](const AddedToken& token) { return token.content == entry.key(); };
        const bool isSpecial =
            (own.extra && std::ranges::any_of(*own.extra, is)) ||
            std::ranges::any_of(own.named, [&](const auto& each) { return is(each.second); });
        AddedToken token = specialToken(entry.key());
        token.special = isSpecial;
        token.normalized = !isSpecial;
        tokens.emplace(listed.get<std::uint32_t>(entry.key().c_str()), std::move(token));
    }
    return tokens;
}

} // namespace

AddedToken specialToken(std::string content)
{
    AddedToken token;
    token.content = std::move(content);
    token.normalized = false;
    token.special = true;
    return token;
}

AddedToken readAddedToken(const Json& value, const std::string& place)
{
    const JsonObject object(value, place);
    AddedToken token;
    token.content = object.get<std::string>("content");
    token.singleWord = object.get<bool>("single_word", false);
    token.lstrip = object.get<bool>("lstrip", false);
    token.rstrip = object.get<bool>("rstrip", false);
    token.special = object.get<bool>("special", false);
    token.normalized = object.get<bool>("normalized", !token.special);
    return token;
}

const AddedToken* TokenizerConfig::find(const std::string& name) const
{
    const auto found = std::ranges::find(named, name, &std::pair<std::string, AddedToken>::first);
    return found == named.end() ? nullptr : &found->second;
}

std::optional<std::string> TokenizerConfig::token(const std::string& name, const std::string& fallback,
                                                  const AddedToken* like)
{
    const auto flagsOf = [&](AddedToken token) {
        if (!like) return token;
        token.lstrip = like->lstrip;
        token.normalized = like->normalized;
        return token;
    };
    const auto known = std::ranges::find(named, name, &std::pair<std::string, AddedToken>::first);
    if (known != named.end()) {
        if (std::ranges::find(plain, name) != plain.end()) known->second = flagsOf(known->second);
        return known->second.content;
    }
    if (std::ranges::find(unset, name) != unset.end()) return std::nullopt;
    named.emplace_back(name, flagsOf(specialToken(fallback)));
    std::ranges::stable_sort(named, {}, [](const auto& entry) {
        return std::ranges::find(namedTokens, entry.first) - std::begin(namedTokens);
    });
    return fallback;
}

void TokenizerConfig::list(std::map<std::uint32_t, AddedToken> tokens)
{
    added = std::move(tokens);
    for (auto& [name, token] : named)
        for (const auto& [id, listed] : added)
            if (listed.content == token.content) {
                token = listed;
                token.special = true;
                std::erase(plain, name);
            }
}

bool TokenizerConfig::flag(const char* key, bool fallback) const
{
    return flag(key).value_or(fallback);
}

std::optional<bool> TokenizerConfig::flag(const char* key) const
{
    const JsonObject object(*arguments, place);
    return object.has(key) ? std::optional(object.get<bool>(key)) : std::nullopt;
}

std::string TokenizerConfig::text(const char* key, const std::string& fallback) const
{
    return JsonObject(*arguments, place).get<std::string>(key, fallback);
}

std::size_t TokenizerConfig::count(const char* key, std::size_t fallback) const
{
    return JsonObject(*arguments, place).get<std::size_t>(key, fallback);
}

void TokenizerConfig::addTokens(PipelineParts& parts) const
{
    std::vector<AddedToken> tokens;
    for (const auto& [id, token] : added)
        tokens.push_back(token);
    const std::size_t listed = tokens.size();
    // what the file itself or the list has keeps its flags there
    const auto isKnown = [&](const AddedToken& token, std::size_t among) {
        const auto is = [&](const AddedToken& known) { return known.content == token.content; };
        return std::ranges::any_of(parts.added.tokens(), is) ||
               std::any_of(tokens.begin(), tokens.begin() + std::ptrdiff_t(among), is);
    };
    for (auto& token : tokens)
        for (const auto& [name, known] : named)
            if (known.content == token.content) token.special = true;
    for (const auto& [name, token] : named)
        if (!isKnown(token, tokens.size())) tokens.push_back(token);
    // a further token of the same text replaces a named one
    if (const auto& further = extra ? extra : additional)
        for (const AddedToken& token : *further)
            if (!isKnown(token, listed)) tokens.push_back(token);
    if (!tokens.empty()) parts.added.add(tokens, parts.model->vocabulary(), parts.normalizer.get());
}

TokenizerConfig readTokenizerConfig(const fs::path& folder)
{
    TokenizerConfig own;
    const fs::path path = folder / "tokenizer_config.json";
    own.place = path.string();
    own.arguments = std::make_shared<const Json>(readIfThere(path));
    const JsonObject config(*own.arguments, own.place);
    own.tokenizerClass = config.get<std::string>("tokenizer_class", "");
    if (config.has("model_max_length")) {
        const double length = config.get<double>("model_max_length");
        if (length >= 1 && length < absurdLength) own.modelMaxLength = std::size_t(length);
    }
    if (fs::exists(folder / "config.json")) {
        const auto model = core::capture([&] { return core::readJsonFile(folder / "config.json"); });
        if (model.ok() && model.value().is_object()) {
            const JsonObject file(model.value(), (folder / "config.json").string());
            own.modelType = file.get<std::string>("model_type", "");
            if (own.tokenizerClass.empty()) own.tokenizerClass = file.get<std::string>("tokenizer_class", "");
        }
    }
    std::vector<std::pair<std::string, AddedToken>> ownTokens;
    readExtra(config, "extra_special_tokens", own.extra, ownTokens);
    readExtra(config, "additional_special_tokens",
              own.extra && !own.extra->empty() ? own.additional : own.extra, ownTokens);
    readOwnTokens(*own.arguments, path, ownTokens);

    own.isComplete = config.has("added_tokens_decoder");
    const fs::path mapPath = folder / "special_tokens_map.json", addedPath = folder / "added_tokens.json";
    const Json mapDocument = own.isComplete ? Json::object() : readIfThere(mapPath);
    const JsonObject map(mapDocument, mapPath.string());
    readExtra(map, "extra_special_tokens", own.extra, ownTokens);
    if (map.has("additional_special_tokens")) {
        own.additional.reset();
        readExtra(map, "additional_special_tokens", own.additional, ownTokens);
    }
    for (const char* key : namedTokens) {
        const JsonObject& source = map.json().contains(key) ? map : config;
        if (source.has(key)) {
            own.named.emplace_back(key, readSpecial(source.at(key), source.place() + ": " + key));
            if (source.at(key).is_string()) own.plain.emplace_back(key);
        } else if (source.json().contains(key)) {
            own.unset.emplace_back(key);
        }
    }
    for (auto& token : ownTokens)
        if (!own.find(token.first)) own.named.push_back(std::move(token));
    own.list(own.isComplete ? readDecoder(config.object("added_tokens_decoder"))
                            : readAddedFile(addedPath, own));
    return own;
}

} // namespace vitrine::tokenizers

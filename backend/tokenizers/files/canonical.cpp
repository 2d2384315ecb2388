// SPDX-License-Identifier: Apache-2.0
// tokenizer.json in the very form in which the `tokenizers` library writes it.
#include "backend/core/json_access.h"
#include "backend/tokenizers/files/json_text.h"
#include "backend/tokenizers/files/tokenizer_document.h"
#include "backend/tokenizers/models/model_entries.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <unordered_map>

namespace vitrine::tokenizers {
namespace {

using core::Json;
using core::JsonObject;
using core::OrderedJson;

/// A key that the library writes, with what it writes where the file has none; no default: it is needed.
struct Key
{
    const char* name;
    const char* fallback = nullptr; ///< JSON
};

struct Form
{
    std::string_view type;
    std::initializer_list<Key> keys;
};

constexpr Key behavior{"behavior", "\"Isolated\""};
const Form normalizerForms[] = {
    {"BertNormalizer",
     {{"clean_text", "true"},
      {"handle_chinese_chars", "true"},
      {"strip_accents", "null"},
      {"lowercase", "true"}}},
    {"Strip", {{"strip_left", "true"}, {"strip_right", "true"}}},
    {"StripAccents", {}},
    {"NFC", {}},
    {"NFD", {}},
    {"NFKC", {}},
    {"NFKD", {}},
    {"Lowercase", {}},
    {"Nmt", {}},
    {"ByteLevel", {}},
    {"Precompiled", {{"precompiled_charsmap"}}},
    {"Replace", {{"pattern"}, {"content"}}},
    {"Prepend", {{"prepend", "\"\xE2\x96\x81\""}}},
    {"Sequence", {{"normalizers"}}},
};
const std::initializer_list<Key> byteLevel{
    {"add_prefix_space", "true"}, {"trim_offsets", "true"}, {"use_regex", "true"}};
const std::initializer_list<Key> metaspace{
    {"replacement", "\"\xE2\x96\x81\""}, {"prepend_scheme", "\"always\""}, {"split", "true"}};
const Form preTokenizerForms[] = {
    {"BertPreTokenizer", {}},
    {"ByteLevel", byteLevel},
    {"CharDelimiterSplit", {{"delimiter"}}},
    {"Metaspace", metaspace},
    {"Whitespace", {}},
    {"WhitespaceSplit", {}},
    {"Split", {{"pattern"}, {"behavior"}, {"invert", "false"}}},
    {"Punctuation", {behavior}},
    {"Digits", {{"individual_digits", "false"}}},
    {"UnicodeScripts", {}},
    {"FixedLength", {{"length", "5"}}},
    {"Sequence", {{"pretokenizers"}}},
};
const Form processorForms[] = {
    {"BertProcessing", {{"sep"}, {"cls"}}},
    {"RobertaProcessing", {{"sep"}, {"cls"}, {"trim_offsets", "true"}, {"add_prefix_space", "true"}}},
    {"ByteLevel", byteLevel},
    {"TemplateProcessing", {{"single"}, {"pair"}, {"special_tokens", "{}"}}},
    {"Sequence", {{"processors"}}},
};
const Form decoderForms[] = {
    {"BPEDecoder", {{"suffix", "\"</w>\""}}},
    {"ByteLevel", byteLevel},
    {"WordPiece", {{"prefix", "\"##\""}, {"cleanup", "true"}}},
    {"Metaspace", metaspace},
    {"CTC", {{"pad_token", "\"<pad>\""}, {"word_delimiter_token", "\"|\""}, {"cleanup", "true"}}},
    {"ByteFallback", {}},
    {"Fuse", {}},
    {"Strip", {{"content"}, {"start"}, {"stop"}}},
    {"Replace", {{"pattern"}, {"content"}}},
    {"Sequence", {{"decoders"}}},
};
const Form modelForms[] = {
    {"BPE",
     {{"dropout", "null"},
      {"unk_token", "null"},
      {"continuing_subword_prefix", "null"},
      {"end_of_word_suffix", "null"},
      {"fuse_unk", "false"},
      {"byte_fallback", "false"},
      {"ignore_merges", "false"},
      {"vocab"},
      {"merges"}}},
    {"WordPiece",
     {{"unk_token", "\"[UNK]\""},
      {"continuing_subword_prefix", "\"##\""},
      {"max_input_chars_per_word", "100"},
      {"vocab"}}},
    {"WordLevel", {{"vocab"}, {"unk_token", "\"<unk>\""}}},
    {"Unigram", {{"unk_id", "null"}, {"vocab"}, {"byte_fallback", "false"}}},
};

/// Files of before 2020 name no type; the fields tell.
std::string modelType(const JsonObject& model, const ModelEntries& entries)
{
    if (model.has("type")) return model.get<std::string>("type");
    const auto has = [&](const char* key) { return model.json().contains(key); };
    if (has("merges")) return "BPE";
    if (entries.isList) return "Unigram";
    return has("continuing_subword_prefix") || has("max_input_chars_per_word") ? "WordPiece" : "WordLevel";
}

OrderedJson vocabularyById(const ModelEntries& entries)
{
    std::vector<ModelEntries::Token> tokens;
    tokens.reserve(entries.vocabulary.size());
    std::unordered_map<std::string_view, std::size_t> places;
    for (const auto& token : entries.vocabulary) {
        // the last entry of a token counts
        const auto [place, isNew] = places.emplace(token.text, tokens.size());
        if (isNew)
            tokens.push_back(token);
        else
            tokens[place->second] = token;
    }
    std::ranges::stable_sort(tokens, {}, &ModelEntries::Token::id);
    OrderedJson::object_t sorted;
    sorted.reserve(tokens.size());
    // emplace would look for the key among all that are there
    auto& list = static_cast<std::vector<std::pair<const std::string, OrderedJson>>&>(sorted);
    for (const auto& [text, id] : tokens)
        list.emplace_back(text, id);
    return sorted;
}

OrderedJson scoredPieces(const ModelEntries& entries)
{
    OrderedJson list = OrderedJson::array();
    for (std::size_t i = 0; i < entries.vocabulary.size(); ++i)
        list.push_back({std::string(entries.vocabulary[i].text), entries.scores[i]});
    return list;
}

OrderedJson mergePairs(const ModelEntries& entries)
{
    OrderedJson pairs = OrderedJson::array();
    for (const auto& [left, right] : entries.merges)
        pairs.push_back({std::string(left), std::string(right)});
    return pairs;
}

OrderedJson component(std::span<const Form> forms, const JsonObject& settings, std::string_view type);

/// A stage or null; the elements of a sequence likewise.
OrderedJson stage(std::span<const Form> forms, const JsonObject& parent, const char* key)
{
    if (!parent.has(key)) return nullptr;
    const JsonObject settings = parent.object(key);
    return component(forms, settings, settings.get<std::string>("type"));
}

/// Values whose form changed over the years, and the order of keys inside values.
OrderedJson valueOf(std::span<const Form> forms, const JsonObject& settings, const Key& key)
{
    const std::string_view name = key.name;
    if (name == "prepend_scheme" && !settings.has("prepend_scheme") && settings.has("add_prefix_space"))
        return settings.get<bool>("add_prefix_space") ? "always" : "never";
    if (name == "vocab" || name == "merges") return nullptr; // the bulk comes last
    if (!settings.has(key.name) && key.fallback) return OrderedJson::parse(key.fallback);
    const Json& value = settings.at(key.name);
    if (name == "normalizers" || name == "pretokenizers" || name == "processors" || name == "decoders") {
        OrderedJson list = OrderedJson::array();
        for (std::size_t i = 0; i < value.size(); ++i) {
            const JsonObject each(value[i],
                                  settings.place() + ": " + key.name + "[" + std::to_string(i) + "]");
            list.push_back(component(forms, each, each.get<std::string>("type")));
        }
        return list;
    }
    if (name == "dropout" && value.is_number()) {
        // a 32-bit number in the library
        char text[40];
        const auto end = std::to_chars(text, text + sizeof text, value.get<float>()).ptr;
        double exact = 0;
        std::from_chars(text, end, exact);
        return exact;
    }
    return value;
}

OrderedJson component(std::span<const Form> forms, const JsonObject& settings, std::string_view type)
{
    const auto form = std::ranges::find(forms, type, &Form::type);
    if (form == forms.end())
        throw core::Exception(core::ErrorCode::Unsupported,
                              settings.place() + ": type \"" + std::string(type) + "\" is not known here");
    OrderedJson result;
    result["type"] = type;
    for (const Key& key : form->keys)
        result[key.name] = valueOf(forms, settings, key);
    return result;
}

OrderedJson ordered(const JsonObject& object, std::initializer_list<Key> keys)
{
    OrderedJson result;
    for (const Key& key : keys)
        result[key.name] = object.has(key.name) || !key.fallback ? OrderedJson(object.at(key.name))
                                                                 : OrderedJson::parse(key.fallback);
    return result;
}

/// Ids as the library gives them: the model's, else counted on from the vocabulary's size.
OrderedJson addedTokens(const JsonObject& file, const ModelEntries& entries)
{
    std::vector<OrderedJson> tokens;
    std::unordered_map<std::string, std::size_t> known;
    std::unordered_map<std::string_view, std::uint32_t> ids;
    ids.reserve(entries.vocabulary.size());
    for (const auto& [text, id] : entries.vocabulary)
        ids.insert_or_assign(text, id);
    std::size_t next = ids.size();
    const Json none = Json::array();
    const Json& list = file.has("added_tokens") ? file.at("added_tokens") : none;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const JsonObject each(list[i], file.place() + ": added_tokens[" + std::to_string(i) + "]");
        const auto content = each.get<std::string>("content");
        if (content.empty()) continue;
        OrderedJson token;
        if (const auto old = known.find(content); old != known.end())
            token["id"] = old->second;
        else if (const auto own = ids.find(content); own != ids.end())
            token["id"] = own->second;
        else
            token["id"] = next++;
        token["content"] = content;
        for (const char* flag : {"single_word", "lstrip", "rstrip"})
            token[flag] = each.get<bool>(flag, false);
        const bool special = each.get<bool>("special", false);
        token["normalized"] = each.get<bool>("normalized", !special);
        token["special"] = special;
        const auto id = token["id"].get<std::size_t>();
        known[content] = id;
        std::erase_if(tokens, [&](const OrderedJson& old) { return old["id"] == id; });
        tokens.push_back(std::move(token));
    }
    std::ranges::stable_sort(tokens, {},
                             [](const OrderedJson& token) { return token["id"].get<std::size_t>(); });
    return tokens;
}

} // namespace

std::string canonicalTokenizerJson(const Json& tokenizerJson, std::string_view origin)
{
    const JsonObject file(tokenizerJson, std::string(origin));
    return canonicalTokenizerJson(tokenizerJson, ModelEntries::fromJson(file.object("model")), origin);
}

std::string canonicalTokenizerJson(const Json& tokenizerJson, const ModelEntries& entries,
                                   std::string_view origin)
{
    const JsonObject file(tokenizerJson, std::string(origin));
    const JsonObject model = file.object("model");
    OrderedJson result;
    result["version"] = "1.0";
    result["truncation"] = nullptr;
    result["padding"] = nullptr;
    if (file.has("truncation"))
        result["truncation"] =
            ordered(file.object("truncation"),
                    {{"direction", "\"Right\""}, {"max_length"}, {"strategy"}, {"stride"}});
    if (file.has("padding"))
        result["padding"] = ordered(file.object("padding"), {{"strategy"},
                                                             {"direction", "\"Right\""},
                                                             {"pad_to_multiple_of", "null"},
                                                             {"pad_id"},
                                                             {"pad_type_id"},
                                                             {"pad_token"}});
    result["added_tokens"] = addedTokens(file, entries);
    result["normalizer"] = stage(normalizerForms, file, "normalizer");
    result["pre_tokenizer"] = stage(preTokenizerForms, file, "pre_tokenizer");
    result["post_processor"] = stage(processorForms, file, "post_processor");
    result["decoder"] = stage(decoderForms, file, "decoder");
    OrderedJson& last = result["model"] = component(modelForms, model, modelType(model, entries));
    last["vocab"] = entries.isList ? scoredPieces(entries) : vocabularyById(entries);
    if (last.contains("merges")) last["merges"] = mergePairs(entries);
    return libraryJson(result);
}

} // namespace vitrine::tokenizers

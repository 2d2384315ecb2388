// SPDX-License-Identifier: Apache-2.0
// tokenizer.json, alone or with the rest of a folder.
#include "backend/tokenizers/files/stored_tokenizer.h"

#include "backend/core/json_access.h"
#include "backend/tokenizers/files/tokenizer_class.h"

namespace vitrine::tokenizers {
namespace fs = std::filesystem;
namespace {

using core::Json;

/// The charsmap of the first Precompiled normalizer, which a class takes over.
std::string charsmapOf(const Json& normalizer)
{
    if (!normalizer.is_object()) return {};
    if (normalizer.value("type", Json()) == "Precompiled") {
        const auto map = normalizer.find("precompiled_charsmap");
        return map != normalizer.end() && map->is_string() ? map->get<std::string>() : std::string();
    }
    const auto list = normalizer.find("normalizers");
    if (list == normalizer.end() || !list->is_array()) return {};
    for (const Json& each : *list)
        if (std::string map = charsmapOf(each); !map.empty()) return map;
    return {};
}

/// Without "type" the fields tell.
std::string_view modelTypeOf(const Json& model, const ModelEntries& entries)
{
    if (const auto type = model.find("type"); type != model.end() && type->is_string())
        return type->get_ref<const std::string&>();
    if (entries.isList) return "Unigram";
    if (model.contains("merges")) return "BPE";
    return model.contains("continuing_subword_prefix") || model.contains("max_input_chars_per_word")
               ? "WordPiece"
               : "WordLevel";
}

std::map<std::uint32_t, AddedToken> addedTokensOf(const Json& document, const std::string& place)
{
    std::map<std::uint32_t, AddedToken> tokens;
    const auto list = document.find("added_tokens");
    if (list == document.end() || !list->is_array()) return tokens;
    for (std::size_t i = 0; i < list->size(); ++i) {
        const std::string where = place + ": added_tokens[" + std::to_string(i) + "]";
        tokens.insert_or_assign(core::JsonObject((*list)[i], where).get<std::uint32_t>("id"),
                                readAddedToken((*list)[i], where));
    }
    return tokens;
}

} // namespace

StoredTokenizer readTokenizerJsonFile(const fs::path& file, TokenizerConfig config, bool isFolder)
{
    StoredTokenizer stored;
    stored.file = file;
    stored.form = "tokenizer.json";
    stored.hasTokenizerJson = true;
    stored.isFolder = isFolder;
    const std::string text = core::readFile(file);
    ParsedTokenizerJson parsed = parseTokenizerJson(text, file.string());
    stored.document = std::move(parsed.document);
    stored.entries = std::move(parsed.entries);
    stored.config = std::move(config);
    if (!isFolder) return stored;

    Json& document = *stored.document;
    if (!stored.config.isComplete) {
        auto listed = addedTokensOf(document, file.string());
        listed.merge(std::map(stored.config.added));
        stored.config.list(std::move(listed));
    }
    const std::string className = tokenizerClass(stored.config, text);
    const auto model = document.find("model");
    if (className.empty() || model == document.end() || !model->is_object()) return stored;
    const TokenIds ids = [&](const std::string& token) -> std::optional<std::uint32_t> {
        for (const auto& [known, id] : stored.entries.vocabulary)
            if (known == token) return id;
        return std::nullopt;
    };
    const std::string_view type = modelTypeOf(*model, stored.entries);
    auto pipeline = classPipeline(className, {stored.config, charsmapOf(document["normalizer"]), ids,
                                              !document["post_processor"].is_null(), true});
    if (!pipeline || (!pipeline->modelType.empty() && pipeline->modelType != type)) return stored;
    stored.details.emplace_back("class", className + "Tokenizer");
    if (!pipeline->keepsStages) document["added_tokens"] = Json::array();
    const std::string ownType(type);
    const bool isOpen = pipeline->modelType.empty();
    if (isOpen) pipeline->modelType = ownType;
    applyClass(stored, std::move(*pipeline));
    return stored;
}

} // namespace vitrine::tokenizers

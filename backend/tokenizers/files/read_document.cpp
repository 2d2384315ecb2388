// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/tokenizers/files/json_text.h"
#include "backend/tokenizers/files/stored_tokenizer.h"
#include "backend/tokenizers/files/tokenizer_document.h"

namespace vitrine::tokenizers {
namespace fs = std::filesystem;
namespace {

using core::Json;

std::string readIfThere(const fs::path& path)
{
    return fs::exists(path) ? core::readFile(path) : std::string();
}

/// tokenizer_config.json as save_pretrained would write it for what was converted: the files' own keys, the
/// tokens' names, and nothing that tokenizer.json says now.
void describe(const StoredTokenizer& stored, TokenizerDocument& document)
{
    Json config = *stored.config.arguments, map = Json::object();
    for (const char* key :
         {"added_tokens_decoder", "add_bos_token", "add_eos_token", "additional_special_tokens",
          "extra_special_tokens", "special_tokens_map_file", "tokenizer_file", "name_or_path"})
        config.erase(key);
    config["backend"] = "tokenizers";
    if (!stored.config.tokenizerClass.empty()) config["tokenizer_class"] = stored.config.tokenizerClass;
    if (!config.contains("tokenizer_class")) config["tokenizer_class"] = "PreTrainedTokenizerFast";
    for (const auto& [name, token] : stored.config.named)
        config[name] = map[name] = token.content;
    const auto& further = stored.config.extra ? stored.config.extra : stored.config.additional;
    if (further && !further->empty()) {
        Json list = Json::array();
        for (const AddedToken& token : *further)
            list.push_back(token.content);
        config["extra_special_tokens"] = list;
        map["additional_special_tokens"] = list;
    }
    document.tokenizerConfig = pythonJson(config);
    document.specialTokensMap = pythonJson(map);
}

} // namespace

TokenizerDocument readTokenizerDocument(const fs::path& path, const std::string& tokenizerClass)
{
    const bool isFolder = fs::is_directory(path);
    StoredTokenizer stored = readStored(path, tokenizerClass);
    TokenizerDocument document;
    document.origin = stored.file.string();
    document.form = stored.form;
    if (isFolder)
        if (std::string text = readIfThere(path / "chat_template.jinja"); !text.empty())
            document.others.emplace_back("chat_template.jinja", std::move(text));
    if (stored.hasTokenizerJson) {
        document.tokenizerJson = core::readFile(stored.file);
        if (!isFolder) return document;
        document.tokenizerConfig = readIfThere(path / "tokenizer_config.json");
        document.specialTokensMap = readIfThere(path / "special_tokens_map.json");
        if (std::string text = readIfThere(path / "added_tokens.json"); !text.empty())
            document.others.emplace_back("added_tokens.json", std::move(text));
        return document;
    }
    finish(stored);
    document.tokenizerJson = canonicalTokenizerJson(*stored.document, stored.entries, document.origin);
    describe(stored, document);
    return document;
}

} // namespace vitrine::tokenizers

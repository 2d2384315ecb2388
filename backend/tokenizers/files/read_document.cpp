// SPDX-License-Identifier: Apache-2.0
#include "backend/core/file.h"
#include "backend/core/result.h"
#include "backend/tokenizers/files/tokenizer_document.h"

namespace vitrine::tokenizers {
namespace fs = std::filesystem;

TokenizerDocument readTokenizerDocument(const fs::path& path)
{
    const bool isFolder = fs::is_directory(path);
    const fs::path file = isFolder ? path / "tokenizer.json" : path;
    TokenizerDocument document;
    document.origin = file.string();
    document.form = "tokenizer.json";
    document.tokenizerJson = core::readFile(file);
    if (!isFolder) return document;
    const auto read = [&](const char* name) {
        return fs::exists(path / name) ? core::readFile(path / name) : std::string();
    };
    document.tokenizerConfig = read("tokenizer_config.json");
    document.specialTokensMap = read("special_tokens_map.json");
    for (const char* name : {"added_tokens.json", "chat_template.jinja"})
        if (std::string text = read(name); !text.empty()) document.others.emplace_back(name, std::move(text));
    return document;
}

} // namespace vitrine::tokenizers

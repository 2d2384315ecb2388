// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/tokenizer_forms.h"

#include <algorithm>
#include <vector>

namespace vitrine::tokenizers {
namespace {

constexpr std::string_view patterns[] = {"tokenizer.json",
                                         "tokenizer_config.json",
                                         "special_tokens_map.json",
                                         "added_tokens.json",
                                         "chat_template.jinja",
                                         "vocab.txt",
                                         "vocab.json",
                                         "merges.txt",
                                         "tokenizer.model",
                                         "tiktoken.model",
                                         "spiece.model",
                                         "sentencepiece.bpe.model",
                                         "spm.model",
                                         "sentencepiece.model",
                                         "source.spm",
                                         "target.spm",
                                         "target_vocab.json",
                                         "*.tiktoken"};
/// Each alone is a tokenizer; a vocab.json needs its merges.
constexpr std::string_view whole[] = {"tokenizer.json", "vocab.txt",          "tokenizer.model",
                                      "tiktoken.model", "spiece.model",       "sentencepiece.bpe.model",
                                      "spm.model",      "sentencepiece.model"};

} // namespace

bool holdsTokenizer(std::span<const std::string> fileNames)
{
    const auto has = [&](std::string_view name) {
        return std::ranges::find(fileNames, name) != fileNames.end();
    };
    return std::ranges::any_of(whole, has) ||
           (has("vocab.json") && (has("merges.txt") || (has("source.spm") && has("target.spm")))) ||
           std::ranges::any_of(fileNames, [](const std::string& name) {
               return name.ends_with(".tiktoken") || name.ends_with(".gguf");
           });
}

bool holdsTokenizer(const std::filesystem::path& folder)
{
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error))
        names.push_back(entry->path().filename().string());
    return holdsTokenizer(names);
}

std::span<const std::string_view> tokenizerFilePatterns()
{
    return patterns;
}

bool isTokenizerFile(std::string_view fileName)
{
    return std::ranges::any_of(patterns, [&](std::string_view pattern) {
        return pattern.starts_with('*') ? fileName.ends_with(pattern.substr(1)) : fileName == pattern;
    });
}

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
// Which form a path is stored in.
#include "backend/tokenizers/files/sentencepiece_file.h"
#include "backend/tokenizers/files/stored_tokenizer.h"
#include "backend/tokenizers/files/tokenizer_class.h"
#include "backend/tokenizers/models/sentence_piece.h"

#include "backend/core/json_access.h"

#include <algorithm>

namespace vitrine::tokenizers {
namespace fs = std::filesystem;
namespace {

/// A bare SentencePiece model answers by the library itself.
PipelineParts readBareSentencePiece(const fs::path& path)
{
    const core::MappedFile map(path);
    const std::string_view bytes(reinterpret_cast<const char*>(map.bytes().data()), map.bytes().size());
    const SentencePieceFile file = readSentencePieceFile(bytes, path.string());
    PipelineParts parts;
    auto stages = makeSentencePiece(bytes, path.string());
    parts.model = std::move(stages.model);
    parts.decoder = std::move(stages.decoder);
    parts.info.stages = {"", "", "SentencePiece", "", "SentencePiece"};
    parts.info.form = "SentencePiece";
    parts.info.path = path;
    constexpr const char* algorithms[] = {"", "unigram", "bpe", "word", "char"};
    parts.info.details = {{"algorithm", algorithms[int(file.algorithm)]},
                          {"normalization", file.normalizerName},
                          {"byte fallback", file.byteFallback ? "yes" : "no"},
                          {"answered by", "sentencepiece"}};
    if (file.padId >= 0 && std::size_t(file.padId) < file.pieces.size()) {
        PaddingParams padding;
        padding.padId = std::uint32_t(file.padId);
        padding.padToken = file.pieces[std::size_t(file.padId)].text;
        parts.info.padding = padding;
    }
    return parts;
}

TokenizerConfig emptyConfig()
{
    TokenizerConfig config;
    config.arguments = std::make_shared<const core::Json>(core::Json::object());
    return config;
}

enum class FileForm { TokenizerJson, VocabularyText, SentencePiece };

FileForm formOf(const fs::path& file)
{
    if (file.extension() == ".txt") return FileForm::VocabularyText;
    if (file.extension() == ".json") return FileForm::TokenizerJson;
    return file.extension() == ".model" || file.extension() == ".spm" ? FileForm::SentencePiece
                                                                      : FileForm::TokenizerJson;
}

StoredTokenizer readFolder(const fs::path& folder)
{
    TokenizerConfig config = readTokenizerConfig(folder);
    if (fs::exists(folder / "tokenizer.json"))
        return readTokenizerJsonFile(folder / "tokenizer.json", std::move(config), true);
    const std::string className = tokenizerClass(config, {});

    std::vector<std::string> models = {"tokenizer.model", "spiece.model", "sentencepiece.bpe.model",
                                       "spm.model", "sentencepiece.model"};
    if (const auto own = sentencePieceFileOf(className); !own.empty())
        models.insert(models.begin(), std::string(own));
    for (const std::string& name : models)
        if (fs::exists(folder / name))
            return convertSentencePiece(folder / name, std::move(config), className);
    if (fs::exists(folder / "vocab.json") && fs::exists(folder / "merges.txt"))
        return readVocabularyAndMerges(folder / "vocab.json", folder / "merges.txt", std::move(config),
                                       className);
    if (fs::exists(folder / "vocab.txt"))
        return readVocabularyText(folder / "vocab.txt", std::move(config), className);
    throw core::Exception(core::ErrorCode::NotFound,
                          folder.string() +
                              ": holds no tokenizer: neither tokenizer.json nor vocab.txt, nor "
                              "vocab.json with merges.txt, nor a SentencePiece or tiktoken model");
}

/// A single file is read by itself: of a tokenizer.json's neighbours only the pad token and the length count.
StoredTokenizer readFile(const fs::path& file)
{
    if (formOf(file) == FileForm::VocabularyText) return readVocabularyText(file, emptyConfig(), {});
    StoredTokenizer stored = readTokenizerJsonFile(file, emptyConfig(), false);
    if (auto beside = core::capture([&] { return readTokenizerConfig(file.parent_path()); }); beside.ok()) {
        const TokenizerConfig& config = beside.value();
        stored.config.modelMaxLength = config.modelMaxLength;
        if (const AddedToken* const token = config.find("pad_token"))
            stored.config.named.emplace_back("pad_token", *token);
    }
    return stored;
}

} // namespace

StoredTokenizer readStored(const fs::path& path)
{
    if (fs::is_directory(path)) return readFolder(path);
    if (formOf(path) == FileForm::SentencePiece) return convertSentencePiece(path, emptyConfig(), {});
    return readFile(path);
}

PipelineParts readTokenizer(const fs::path& path)
{
    PipelineParts parts;
    if (!fs::is_directory(path) && formOf(path) == FileForm::SentencePiece) {
        parts = readBareSentencePiece(path);
    } else {
        StoredTokenizer stored = readStored(path);
        parts = finish(stored);
    }
    parts.info.name =
        path.filename().empty() ? path.parent_path().filename().string() : path.filename().string();
    return parts;
}

} // namespace vitrine::tokenizers

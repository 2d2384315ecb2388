// SPDX-License-Identifier: Apache-2.0
// Which form a path is stored in.
#include "backend/tokenizers/files/sentencepiece_file.h"
#include "backend/tokenizers/files/stored_tokenizer.h"
#include "backend/tokenizers/files/tokenizer_class.h"
#include "backend/tokenizers/models/sentence_piece.h"

#include "backend/core/gguf.h"
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

enum class FileForm { TokenizerJson, VocabularyText, SentencePiece, Tiktoken, Gguf };

/// By content where that tells, else by name.
FileForm formOf(const fs::path& file)
{
    constexpr std::size_t enough = 4096;
    const core::MappedFile map(file);
    const auto bytes = map.bytes().first(std::min(map.bytes().size(), enough));
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const std::string extension = file.extension().string();
    if (core::isGguf(text) || extension == ".gguf") return FileForm::Gguf;
    if (extension == ".txt") return FileForm::VocabularyText;
    if (extension == ".json") return FileForm::TokenizerJson;
    if (extension == ".tiktoken" || holdsTiktokenRanks(text)) return FileForm::Tiktoken;
    return extension == ".model" || extension == ".spm" ? FileForm::SentencePiece : FileForm::TokenizerJson;
}

StoredTokenizer readFolder(const fs::path& folder, const std::string& asked)
{
    TokenizerConfig config = readTokenizerConfig(folder);
    if (!asked.empty()) config.tokenizerClass = asked;
    if (fs::exists(folder / "tokenizer.json"))
        return readTokenizerJsonFile(folder / "tokenizer.json", std::move(config), true);
    const std::string className = tokenizerClass(config, {});
    if (isPieceVocabularyFolder(folder, className))
        throw core::Exception(core::ErrorCode::Unsupported,
                              folder.string() + ": " + className +
                                  "Tokenizer cuts texts by SentencePiece itself and has no tokenizer.json");

    std::vector<std::string> models = {"tokenizer.model",         "tiktoken.model", "spiece.model",
                                       "sentencepiece.bpe.model", "spm.model",      "sentencepiece.model"};
    if (const auto own = sentencePieceFileOf(className); !own.empty())
        models.insert(models.begin(), std::string(own));
    for (const std::string& name : models) {
        const fs::path file = folder / name;
        if (!fs::exists(file)) continue;
        return formOf(file) == FileForm::Tiktoken ? convertTiktoken(file, std::move(config), true, className)
                                                  : convertSentencePiece(file, std::move(config), className);
    }
    if (fs::exists(folder / "vocab.json") && fs::exists(folder / "merges.txt"))
        return readVocabularyAndMerges(folder / "vocab.json", folder / "merges.txt", std::move(config),
                                       className);
    if (fs::exists(folder / "vocab.txt"))
        return readVocabularyText(folder / "vocab.txt", std::move(config), className);
    throw core::Exception(core::ErrorCode::NotFound,
                          folder.string() +
                              ": holds no tokenizer: neither tokenizer.json nor vocab.txt, nor "
                              "vocab.json with merges.txt, nor a SentencePiece, tiktoken or GGUF file");
}

StoredTokenizer convertBareSentencePiece(const fs::path& file, const std::string& asked)
{
    TokenizerConfig config = fs::exists(file.parent_path() / "tokenizer_config.json")
                                 ? readTokenizerConfig(file.parent_path())
                                 : emptyConfig();
    if (!asked.empty()) config.tokenizerClass = asked;
    const std::string className = tokenizerClass(config, {});
    return convertSentencePiece(file, std::move(config), className);
}

/// A single file is read by itself: of a tokenizer.json's neighbours only the named tokens and the length count.
StoredTokenizer readFile(const fs::path& file, const std::string& asked)
{
    switch (formOf(file)) {
    case FileForm::VocabularyText:
        return readVocabularyText(file, emptyConfig(), {});
    case FileForm::Tiktoken:
        return convertTiktoken(file, emptyConfig(), false);
    case FileForm::Gguf:
        return convertGguf(file, emptyConfig());
    case FileForm::SentencePiece:
        return convertBareSentencePiece(file, asked);
    default:
        break;
    }
    StoredTokenizer stored = readTokenizerJsonFile(file, emptyConfig(), false);
    if (auto beside = core::capture([&] { return readTokenizerConfig(file.parent_path()); }); beside.ok()) {
        const TokenizerConfig& config = beside.value();
        stored.config.modelMaxLength = config.modelMaxLength;
        stored.config.named = config.named;
    }
    return stored;
}

/// As AutoTokenizer, these classes do not look at a tokenizer.json.
std::optional<PipelineParts> readPieceFolder(const fs::path& path)
{
    if (!fs::is_directory(path)) return std::nullopt;
    TokenizerConfig config = readTokenizerConfig(path);
    const std::string className = tokenizerClass(config, {});
    if (!isPieceVocabularyFolder(path, className)) return std::nullopt;
    return readPieceVocabulary(path, std::move(config), className);
}

} // namespace

StoredTokenizer readStored(const fs::path& path, const std::string& tokenizerClass)
{
    return fs::is_directory(path) ? readFolder(path, tokenizerClass) : readFile(path, tokenizerClass);
}

PipelineParts readTokenizer(const fs::path& path)
{
    PipelineParts parts;
    if (!fs::is_directory(path) && formOf(path) == FileForm::SentencePiece) {
        parts = readBareSentencePiece(path);
    } else if (auto pieces = readPieceFolder(path)) {
        parts = std::move(*pieces);
    } else {
        StoredTokenizer stored = readStored(path);
        parts = finish(stored);
    }
    parts.info.name =
        path.filename().empty() ? path.parent_path().filename().string() : path.filename().string();
    return parts;
}

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
// Folders and vocab.txt.
#include "backend/core/file.h"
#include "backend/core/json_access.h"
#include "backend/tokenizers/files/sentencepiece_file.h"
#include "backend/tokenizers/models/sentence_piece.h"
#include "backend/tokenizers/pipeline.h"
#include "backend/tokenizers/tokenizer_config.h"

#include <algorithm>

namespace vitrine::tokenizers {
namespace fs = std::filesystem;
namespace {

std::string_view trimmedRight(std::string_view line)
{
    while (!line.empty()) {
        std::size_t at = line.size();
        do
            --at;
        while (at > 0 && (line[at] & 0xC0) == 0x80);
        std::size_t i = at;
        if (!isWhitespace(core::nextCodePoint(line, i))) break;
        line = line.substr(0, at);
    }
    return line;
}

std::vector<std::pair<std::string_view, std::uint32_t>> vocabularyLines(std::string_view text)
{
    std::vector<std::pair<std::string_view, std::uint32_t>> entries;
    std::uint32_t id = 0;
    while (!text.empty()) {
        const auto lineEnd = text.find('\n');
        std::string_view line = text.substr(0, lineEnd);
        text.remove_prefix(lineEnd == std::string_view::npos ? text.size() : lineEnd + 1);
        entries.emplace_back(trimmedRight(line), id++);
    }
    return entries;
}

/// Names of tokenizer_class, without "Tokenizer" or "TokenizerFast", that are BERT's tokenizer.
bool isBert(std::string_view name)
{
    constexpr std::string_view known[] = {"Bert",        "DistilBert", "Electra",  "MobileBert", "Lxmert",
                                          "SqueezeBert", "ConvBert",   "LayoutLM", "RetriBert",  "Realm"};
    if (name.ends_with("Fast")) name.remove_suffix(4);
    if (!name.ends_with("Tokenizer")) return false;
    name.remove_suffix(9);
    return std::ranges::find(known, name) != std::end(known);
}

/// BERT's tokenizer around the tokens of vocab.txt, one a line.
PipelineParts readVocabulary(const fs::path& path, TokenizerConfig& config)
{
    if (!config.tokenizerClass.empty() && !isBert(config.tokenizerClass))
        throw core::Exception(core::ErrorCode::Unsupported,
                              path.string() + ": tokenizer_class \"" + config.tokenizerClass +
                                  "\" is not known here (known: BertTokenizer)");
    const std::string text = core::readFile(path);
    if (const auto bad = core::findInvalidUtf8(text); bad != std::string::npos)
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              path.string() + ": not valid UTF-8 at byte " + std::to_string(bad));
    const auto entries = vocabularyLines(text);
    if (entries.empty())
        throw core::Exception(core::ErrorCode::InvalidFormat, path.string() + ": holds no token");

    PipelineParts parts;
    const core::Json normalizer = {{"clean_text", true},
                                   {"handle_chinese_chars", config.chinese},
                                   {"strip_accents", config.stripAccents.value_or(config.lowercase)},
                                   {"lowercase", config.lowercase}};
    const core::Json none = core::Json::object();
    WordPieceSettings settings;
    settings.unknownToken = config.contentOr("unk_token", "[UNK]");
    const std::string cls = config.contentOr("cls_token", "[CLS]"),
                      sep = config.contentOr("sep_token", "[SEP]");
    config.contentOr("pad_token", "[PAD]");
    config.contentOr("mask_token", "[MASK]");
    parts.normalizer = makeBertNormalizer(core::JsonObject(normalizer, path.string()));
    parts.preTokenizer = makeBertPreTokenizer(core::JsonObject(none, path.string()));
    parts.model = makeWordPiece(Vocabulary(entries), std::move(settings));
    parts.decoder = makeWordPieceDecoder("##", true);
    config.addTokens(parts);
    parts.postProcessor = makeBertProcessing(cls, *parts.tokenToId(cls), sep, *parts.tokenToId(sep));
    parts.info.stages = {"BertNormalizer", "BertPreTokenizer", "WordPiece", "BertProcessing", "WordPiece"};
    return parts;
}

/// A bare SentencePiece model answers by the library itself.
PipelineParts readSentencePiece(const fs::path& path)
{
    const core::MappedFile map(path);
    const std::string_view bytes(reinterpret_cast<const char*>(map.bytes().data()), map.bytes().size());
    const SentencePieceFile file = readSentencePieceFile(bytes, path.string());
    PipelineParts parts;
    auto stages = makeSentencePiece(bytes, path.string());
    parts.model = std::move(stages.model);
    parts.decoder = std::move(stages.decoder);
    parts.info.stages = {"", "", "SentencePiece", "", "SentencePiece"};
    if (file.padId >= 0 && std::size_t(file.padId) < file.pieces.size()) {
        PaddingParams padding;
        padding.padId = std::uint32_t(file.padId);
        padding.padToken = file.pieces[std::size_t(file.padId)].text;
        parts.info.padding = padding;
    }
    return parts;
}

} // namespace

PipelineParts readTokenizer(const fs::path& path)
{
    const bool isFolder = fs::is_directory(path);
    fs::path file = path;
    if (isFolder) {
        file = path / "tokenizer.json";
        if (!fs::exists(file)) file = path / "vocab.txt";
        if (!fs::exists(file))
            throw core::Exception(core::ErrorCode::NotFound,
                                  path.string() + ": holds neither tokenizer.json nor vocab.txt");
    }
    TokenizerConfig config = isFolder ? readTokenizerConfig(path) : TokenizerConfig{};
    const bool isVocabulary = file.extension() == ".txt", isModel = file.extension() == ".model";
    PipelineParts parts = isVocabulary ? readVocabulary(file, config)
                          : isModel    ? readSentencePiece(file)
                                       : readTokenizerJson(core::readFile(file), file.string());
    if (!isVocabulary) config.addTokens(parts);
    // of a tokenizer.json's neighbour only the pad token and the length count
    if (!isFolder && !isVocabulary && !isModel)
        if (auto beside = core::capture([&] { return readTokenizerConfig(path.parent_path()); }); beside.ok())
            config = std::move(beside).value();
    if (const AddedToken* token = config.find("pad_token")) {
        PaddingParams padding;
        padding.padId = parts.tokenToId(token->content).value_or(0);
        padding.padToken = token->content;
        parts.info.padding = padding;
    }
    parts.info.name =
        path.filename().empty() ? path.parent_path().filename().string() : path.filename().string();
    parts.info.path = file;
    parts.info.modelMaxLength = config.modelMaxLength;
    return parts;
}

} // namespace vitrine::tokenizers

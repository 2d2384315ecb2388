// SPDX-License-Identifier: Apache-2.0
// Folders, vocab.txt, and what tokenizer_config.json says about them.
#include "backend/core/file.h"
#include "backend/core/json_access.h"
#include "backend/tokenizers/pipeline.h"
#include "backend/tokenizers/registry.h"

namespace vitrine::tokenizers {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t absurdLength = 1'000'000'000; // Transformers writes 1e30 for "no limit"

/// What a folder's tokenizer_config.json says; all of it may be absent.
struct Config
{
    std::string tokenizerClass;
    bool lowercase = true, chinese = true;
    std::optional<bool> stripAccents;
    std::optional<std::size_t> modelMaxLength;
    std::string unk = "[UNK]", sep = "[SEP]", pad = "[PAD]", cls = "[CLS]", mask = "[MASK]";
    bool namesPad = false;
};

/// A special token is a string or an object with "content".
std::optional<std::string> tokenText(const core::JsonObject& config, const char* key)
{
    if (!config.has(key)) return std::nullopt;
    if (config.at(key).is_object()) return config.object(key).get<std::string>("content");
    return config.get<std::string>(key);
}

Config readConfig(const fs::path& folder)
{
    Config own;
    const fs::path path = folder / "tokenizer_config.json";
    if (!fs::exists(path)) return own;
    const core::Json document = core::readJsonFile(path);
    const core::JsonObject config(document, path.string());
    own.tokenizerClass = config.get<std::string>("tokenizer_class", "");
    own.lowercase = config.get<bool>("do_lower_case", true);
    own.chinese = config.get<bool>("tokenize_chinese_chars", true);
    if (config.has("strip_accents")) own.stripAccents = config.get<bool>("strip_accents");
    if (config.has("model_max_length")) {
        const double length = config.get<double>("model_max_length");
        if (length >= 1 && length < double(absurdLength)) own.modelMaxLength = std::size_t(length);
    }
    if (const auto text = tokenText(config, "pad_token")) {
        own.pad = *text;
        own.namesPad = true;
    }
    own.unk = tokenText(config, "unk_token").value_or(own.unk);
    own.sep = tokenText(config, "sep_token").value_or(own.sep);
    own.cls = tokenText(config, "cls_token").value_or(own.cls);
    own.mask = tokenText(config, "mask_token").value_or(own.mask);
    return own;
}

std::vector<std::pair<std::string_view, std::uint32_t>> vocabularyLines(std::string_view text)
{
    std::vector<std::pair<std::string_view, std::uint32_t>> entries;
    std::uint32_t id = 0;
    while (!text.empty()) {
        const auto lineEnd = text.find('\n');
        std::string_view line = text.substr(0, lineEnd);
        text.remove_prefix(lineEnd == std::string_view::npos ? text.size() : lineEnd + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        entries.emplace_back(line, id++);
    }
    return entries;
}

PaddingParams paddingWith(std::uint32_t id, const std::string& token)
{
    PaddingParams params;
    params.padId = id;
    params.padToken = token;
    return params;
}

/// BERT's tokenizer around the tokens of vocab.txt, one a line.
PipelineParts readVocabulary(const fs::path& path, const Config& config)
{
    if (!config.tokenizerClass.empty() && config.tokenizerClass.find("Bert") == std::string::npos &&
        config.tokenizerClass.find("Electra") == std::string::npos)
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
    parts.normalizer = makeBertNormalizer(core::JsonObject(normalizer, path.string()));
    parts.preTokenizer = makeBertPreTokenizer(core::JsonObject(none, path.string()));
    parts.model = makeWordPiece(Vocabulary(entries), WordPieceSettings{.unknownToken = config.unk});
    parts.decoder = makeWordPieceDecoder("##", true);
    std::vector<AddedToken> special;
    for (const std::string& content : {config.unk, config.sep, config.pad, config.cls, config.mask})
        special.push_back({.content = content, .normalized = false, .special = true});
    parts.added.add(special, parts.model->vocabulary(), parts.normalizer.get());
    parts.postProcessor = makeBertProcessing(config.cls, *parts.tokenToId(config.cls), config.sep,
                                             *parts.tokenToId(config.sep));
    parts.info.stages = {"BertNormalizer", "BertPreTokenizer", "WordPiece", "BertProcessing", "WordPiece"};
    parts.info.padding = paddingWith(*parts.tokenToId(config.pad), config.pad);
    return parts;
}

} // namespace

PipelineParts readTokenizer(const fs::path& path)
{
    const bool isFolder = fs::is_directory(path);
    const fs::path folder = isFolder ? path : path.parent_path();
    fs::path file = path;
    if (isFolder) {
        file = path / "tokenizer.json";
        if (!fs::exists(file)) file = path / "vocab.txt";
        if (!fs::exists(file))
            throw core::Exception(core::ErrorCode::NotFound,
                                  path.string() + ": holds neither tokenizer.json nor vocab.txt");
    }
    const Config config = isFolder ? readConfig(folder) : Config{};
    PipelineParts parts = file.extension() == ".txt" ? readVocabulary(file, config)
                                                     : readTokenizerJson(core::readFile(file), file.string());
    if (config.namesPad)
        if (const auto id = parts.tokenToId(config.pad)) parts.info.padding = paddingWith(*id, config.pad);
    parts.info.name =
        path.filename().empty() ? path.parent_path().filename().string() : path.filename().string();
    parts.info.path = file;
    parts.info.modelMaxLength = config.modelMaxLength;
    return parts;
}

} // namespace vitrine::tokenizers

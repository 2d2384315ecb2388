// SPDX-License-Identifier: Apache-2.0
// vocab.txt, and vocab.json with merges.txt.
#include "backend/tokenizers/files/stored_tokenizer.h"

#include "backend/core/json_access.h"
#include "backend/core/text_offsets.h"
#include "backend/tokenizers/unicode.h"

namespace vitrine::tokenizers {
namespace fs = std::filesystem;
namespace {

using core::Json;

std::string readText(const fs::path& file)
{
    std::string text = core::readFile(file);
    if (const auto bad = core::findInvalidUtf8(text); bad != std::string::npos)
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              file.string() + ": not valid UTF-8 at byte " + std::to_string(bad));
    return text;
}

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

/// Takes the next line off `text`, without its end.
std::string_view takeLine(std::string_view& text)
{
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

} // namespace

ModelEntries readVocabularyJson(const fs::path& file)
{
    const std::string text = readText(file);
    std::string_view body = text;
    if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
    if (auto scanned = scanModel("{\"model\":{\"vocab\":" + std::string(body) + "}}");
        scanned && !scanned->entries.isList && !scanned->entries.vocabulary.empty())
        return std::move(scanned->entries);
    const auto document = std::make_shared<Json>(Json::object());
    (*document)["vocab"] = core::parseJson(text, file.string());
    ModelEntries entries = ModelEntries::fromJson(core::JsonObject(*document, file.string()));
    if (entries.isList || entries.vocabulary.empty())
        throw core::Exception(core::ErrorCode::InvalidFormat, file.string() + ": holds no token");
    entries.storage = document;
    return entries;
}

namespace {

void readMerges(const fs::path& file, std::string_view text, ModelEntries& entries)
{
    for (std::size_t number = 1; !text.empty(); ++number) {
        std::string_view line = takeLine(text);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.starts_with("#version")) continue;
        const auto halves = splitMerge(line);
        if (!halves)
            throw core::Exception(core::ErrorCode::InvalidFormat,
                                  file.string() + ": line " + std::to_string(number) + ": \"" +
                                      std::string(line) + "\" is not two tokens with one space between");
        entries.merges.push_back(*halves);
    }
}

ClassPipeline classOf(const std::string& name, StoredTokenizer& stored, std::string_view modelType)
{
    const TokenIds none = [](const std::string&) { return std::nullopt; };
    auto pipeline = classPipeline(name, {stored.config, {}, none, false, false});
    if (!pipeline || pipeline->modelType != modelType)
        throw core::Exception(core::ErrorCode::Unsupported,
                              stored.file.string() + ": tokenizer_class \"" + name +
                                  "Tokenizer\" is not known here for such a file (known: " + knownClasses() +
                                  ")");
    return std::move(*pipeline);
}

StoredTokenizer start(const fs::path& file, TokenizerConfig config)
{
    StoredTokenizer stored;
    stored.file = file;
    stored.document = std::make_unique<Json>(Json::object());
    stored.config = std::move(config);
    stored.isFolder = true;
    return stored;
}

} // namespace

StoredTokenizer readVocabularyText(const fs::path& file, TokenizerConfig config, const std::string& className)
{
    StoredTokenizer stored = start(file, std::move(config));
    stored.form = "vocab.txt";
    const auto texts = std::make_shared<EntryTexts>();
    texts->text = readText(file);
    std::string_view rest = texts->text;
    while (!rest.empty())
        stored.entries.vocabulary.push_back(
            {trimmedRight(takeLine(rest)), std::uint32_t(stored.entries.vocabulary.size())});
    if (stored.entries.vocabulary.empty())
        throw core::Exception(core::ErrorCode::InvalidFormat, file.string() + ": holds no token");
    stored.entries.storage = texts;
    applyClass(stored, classOf(className.empty() ? "Bert" : className, stored, "WordPiece"));
    return stored;
}

StoredTokenizer readVocabularyAndMerges(const fs::path& vocabulary, const fs::path& merges,
                                        TokenizerConfig config, const std::string& className)
{
    StoredTokenizer stored = start(vocabulary, std::move(config));
    stored.form = "vocab.json and merges.txt";
    const auto texts = std::make_shared<EntryTexts>();
    stored.entries = readVocabularyJson(vocabulary);
    texts->other = stored.entries.storage;
    texts->text = readText(merges);
    readMerges(merges, texts->text, stored.entries);
    stored.entries.storage = texts;
    applyClass(stored, classOf(className.empty() ? "GPT2" : className, stored, "BPE"));
    return stored;
}

} // namespace vitrine::tokenizers

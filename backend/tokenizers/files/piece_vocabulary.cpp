// SPDX-License-Identifier: Apache-2.0
// Marian's and M2M100's folders: SentencePiece cuts the text, and the pieces have the ids of a vocab.json.
#include "backend/tokenizers/files/class_parts_access.h"
#include "backend/tokenizers/files/sentencepiece_file.h"
#include "backend/tokenizers/files/stored_tokenizer.h"
#include "backend/tokenizers/models/sentence_piece.h"
#include "backend/tokenizers/unicode.h"

#include "backend/core/json_access.h"

#include <algorithm>
#include <set>

namespace vitrine::tokenizers {
namespace fs = std::filesystem;
namespace {

using core::ErrorCode;
using core::Exception;

constexpr const char* m2mPieces = "sentencepiece.bpe.model";

/// The pieces of a SentencePiece model under ids of their own.
class PieceModel : public Model
{
public:
    /// `hasPrefix`: ">>fra<<" at the beginning of a text is one token.
    PieceModel(std::unique_ptr<const Model> pieces, Vocabulary vocabulary, std::uint32_t unknown,
               bool hasPrefix)
        : m_pieces(std::move(pieces)),
          m_vocabulary(std::move(vocabulary)),
          m_unknown(unknown),
          m_hasPrefix(hasPrefix)
    {
    }

    void tokenize(std::string_view word, ModelTokens& out) const override
    {
        const std::size_t first = out.tokens.size(), prefix = m_hasPrefix ? prefixOf(word) : 0;
        if (prefix > 0)
            out.tokens.push_back({0, 0, std::uint32_t(prefix), surface(word.substr(0, prefix), out)});
        const std::size_t begin = out.tokens.size();
        if (prefix < word.size()) m_pieces->tokenize(word.substr(prefix), out);
        for (std::size_t i = first; i < out.tokens.size(); ++i) {
            auto& token = out.tokens[i];
            token.id = m_vocabulary.find(token.text).value_or(m_unknown);
            if (i < begin) continue;
            token.begin += std::uint32_t(prefix);
            token.end += std::uint32_t(prefix);
        }
    }
    const Vocabulary& vocabulary() const override { return m_vocabulary; }
    std::string_view typeName() const override { return "SentencePiece"; }

private:
    static std::size_t prefixOf(std::string_view word)
    {
        const auto end = word.starts_with(">>") ? word.find("<<") : word.npos;
        return end == word.npos ? 0 : end + 2;
    }
    static std::string_view surface(std::string_view text, ModelTokens& out)
    {
        return out.surfaces.emplace_back(text);
    }

    std::unique_ptr<const Model> m_pieces;
    Vocabulary m_vocabulary;
    std::uint32_t m_unknown;
    bool m_hasPrefix;
};

/// Pieces joined by SentencePiece, special tokens written out between them, as both classes do.
class PieceDecoder : public Decoder
{
public:
    PieceDecoder(std::unique_ptr<const Decoder> pieces, std::set<std::string> special, bool isMarian)
        : m_pieces(std::move(pieces)), m_special(std::move(special)), m_isMarian(isMarian)
    {
    }

    void decode(std::vector<std::string>& tokens) const override
    {
        std::string text;
        std::vector<std::string> run;
        const auto flush = [&] {
            if (!run.empty()) m_pieces->decode(run);
            for (const auto& part : run)
                text += part;
            run.clear();
        };
        for (auto& token : tokens) {
            if (!m_special.contains(token)) {
                run.push_back(std::move(token));
                continue;
            }
            flush();
            text += token;
            if (m_isMarian) text += ' ';
        }
        flush();
        if (m_isMarian) replaceAll(text, metaspaceMark, " ");
        tokens.assign(1, std::string(pythonStrip(text)));
    }

private:
    std::unique_ptr<const Decoder> m_pieces;
    std::set<std::string> m_special;
    bool m_isMarian;
};

SentencePieceStages readPieces(const fs::path& file)
{
    const core::MappedFile map(file);
    const std::string_view bytes(reinterpret_cast<const char*>(map.bytes().data()), map.bytes().size());
    readSentencePieceFile(bytes, file.string()); // checks what the library would die of
    return makeSentencePiece(bytes, file.string());
}

using Entries = std::vector<std::pair<std::string_view, std::uint32_t>>;

Entries entriesOf(const ModelEntries& vocabulary)
{
    Entries entries;
    entries.reserve(vocabulary.vocabulary.size());
    for (const auto& token : vocabulary.vocabulary)
        entries.emplace_back(token.text, token.id);
    return entries;
}

std::uint32_t unknownIn(const Vocabulary& vocabulary, const std::string& token, const fs::path& file)
{
    if (const auto id = vocabulary.find(token)) return *id;
    throw Exception(ErrorCode::InvalidFormat,
                    file.string() + ": the unknown token \"" + token + "\" is not in it");
}

/// Reads one folder; what both classes share.
class FolderReader
{
public:
    FolderReader(const fs::path& folder, TokenizerConfig config)
        : m_folder(folder),
          m_config(std::move(config)),
          m_vocabularyFile(folder / "vocab.json"),
          m_stored(readVocabularyJson(m_vocabularyFile)),
          m_entries(entriesOf(m_stored))
    {
        m_parts.info.form = "SentencePiece and vocab.json";
        m_parts.info.path = m_vocabularyFile;
    }

    PipelineParts marian()
    {
        const std::string unknown = m_config.token("unk_token", "<unk>").value_or("None");
        const std::string eos = m_config.token("eos_token", "</s>").value_or("None");
        m_config.token("pad_token", "<pad>");
        if (!m_config.modelMaxLength) m_config.modelMaxLength = 512;
        const bool isSeparate = m_config.flag("separate_vocabs", false);

        SentencePieceStages source = readPieces(m_folder / "source.spm"),
                            target = readPieces(m_folder / "target.spm");
        const auto make = [&](SentencePieceStages& stages, const Entries& entries, const fs::path& file) {
            Vocabulary vocabulary(entries);
            const auto id = unknownIn(vocabulary, unknown, file);
            return std::make_unique<PieceModel>(std::move(stages.model), std::move(vocabulary), id, true);
        };
        m_parts.model = make(source, m_entries, m_vocabularyFile);
        if (isSeparate) {
            const fs::path file = m_folder / "target_vocab.json";
            const ModelEntries stored = readVocabularyJson(file);
            m_parts.targetModel = make(target, entriesOf(stored), file);
        } else {
            m_parts.targetModel = make(target, m_entries, m_vocabularyFile);
            for (const auto& [text, id] : m_entries)
                if (text.starts_with(">>") && text.ends_with("<<"))
                    m_parts.info.targetPrefixes.emplace_back(text);
        }
        m_parts.info.details = {{"class", "MarianTokenizer"},
                                {"vocabularies", isSeparate ? "separate" : "shared"}};
        // With one vocabulary Transformers joins the pieces by the source's model.
        return finish(std::move(isSeparate ? target.decoder : source.decoder), true,
                      [&](const TokenIds& ids) {
                          return templateOf({"$A", eos}, {"$A", "$B", eos}, ids);
                      });
    }

    PipelineParts m2m100()
    {
        m_config.token("bos_token", "<s>");
        const std::string eos = m_config.token("eos_token", "</s>").value_or("None");
        const std::string unknown = m_config.token("unk_token", "<unk>").value_or("None");
        m_config.token("sep_token", "</s>");
        m_config.token("pad_token", "<pad>");
        const std::string kind = m_config.text("language_codes", "m2m100");
        Languages languages{m2m100LanguageCodes(kind), "__", true, eos, m_config.text("src_lang", "en"), {}};
        if (languages.codes.empty())
            throw Exception(ErrorCode::Unsupported, m_config.place + ": \"language_codes\" is \"" + kind +
                                                        "\", expected \"m2m100\" or \"wmt21\"");
        if (const auto target = m_config.text("tgt_lang", ""); !target.empty()) languages.target = target;

        // The languages follow the vocabulary, whether a file lists them or not.
        std::vector<std::string> marks;
        for (const auto& code : languages.codes)
            marks.push_back(languages.tokenOf(code));
        const std::size_t own = m_entries.size();
        for (const auto& mark : marks)
            m_entries.emplace_back(mark, std::uint32_t(own + std::size_t(&mark - marks.data())));
        Vocabulary vocabulary(m_entries);
        const auto id = unknownIn(vocabulary, unknown, m_vocabularyFile);
        SentencePieceStages pieces = readPieces(m_folder / m2mPieces);
        m_parts.model =
            std::make_unique<PieceModel>(std::move(pieces.model), std::move(vocabulary), id, false);
        m_parts.info.details = {{"class", "M2M100Tokenizer"}, {"languages", kind}};
        m_parts.info.languages = languages;
        return finish(std::move(pieces.decoder), false, [&](const TokenIds& ids) {
            return languageTemplate(languages, languages.source, ids);
        });
    }

private:
    template <typename MakeProcessor>
    PipelineParts finish(std::unique_ptr<const Decoder> pieces, bool isMarian, MakeProcessor processor)
    {
        m_config.addTokens(m_parts);
        const TokenIds ids = [&](const std::string& token) { return m_parts.tokenToId(token); };
        const core::Json settings = processor(ids);
        m_parts.postProcessor = makePostProcessor(
            core::JsonObject(settings, m_folder.string() + ": post-processor of its class"));
        std::set<std::string> special;
        for (const AddedToken& token : m_parts.added.tokens())
            if (token.special) special.insert(token.content);
        m_parts.decoder = std::make_unique<PieceDecoder>(std::move(pieces), std::move(special), isMarian);
        m_parts.info.stages = {"", "", "SentencePiece", "TemplateProcessing", "SentencePiece"};
        m_parts.info.modelMaxLength = m_config.modelMaxLength;
        if (const AddedToken* const token = m_config.find("pad_token")) {
            PaddingParams padding;
            padding.padId = m_parts.tokenToId(token->content).value_or(0);
            padding.padToken = token->content;
            m_parts.info.padding = padding;
        }
        return std::move(m_parts);
    }

    const fs::path& m_folder;
    TokenizerConfig m_config;
    fs::path m_vocabularyFile;
    ModelEntries m_stored; ///< keeps the texts of the entries
    Entries m_entries;
    PipelineParts m_parts;
};

} // namespace

bool isPieceVocabularyFolder(const fs::path& folder, const std::string& className)
{
    if (!fs::exists(folder / "vocab.json")) return false;
    if (className == "M2M100") return fs::exists(folder / m2mPieces);
    // A folder that names no class tells by its files.
    return (className == "Marian" || className.empty()) && fs::exists(folder / "source.spm") &&
           fs::exists(folder / "target.spm");
}

PipelineParts readPieceVocabulary(const fs::path& folder, TokenizerConfig config,
                                  const std::string& className)
{
    FolderReader reader(folder, std::move(config));
    return className == "M2M100" ? reader.m2m100() : reader.marian();
}

} // namespace vitrine::tokenizers

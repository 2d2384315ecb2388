// SPDX-License-Identifier: Apache-2.0
// A SentencePiece model in the folder of a model, converted as Transformers converts it.
#include "backend/tokenizers/files/merges.h"
#include "backend/tokenizers/files/sentencepiece_file.h"
#include "backend/tokenizers/files/stored_tokenizer.h"

#include "backend/core/json_access.h"
#include "backend/tokenizers/files/base64.h"
#include "backend/tokenizers/files/class_parts_access.h"

#include <algorithm>

namespace vitrine::tokenizers {
namespace fs = std::filesystem;
namespace {

using core::Json;
using File = SentencePieceFile;

/// The vocabulary in the order of the class.
class PieceList
{
public:
    PieceList(const File& file, const std::shared_ptr<EntryTexts>& texts, TokenizerConfig& config)
        : m_file(file), m_texts(texts), m_config(config)
    {
        m_entries.isList = true;
        m_entries.storage = texts;
    }

    void add(std::string text, double score) { push(m_texts->strings.emplace_back(std::move(text)), score); }
    void addPiecesFrom(std::size_t first)
    {
        for (std::size_t i = first; i < m_file.pieces.size(); ++i)
            push(m_file.pieces[i].text, m_file.pieces[i].score);
    }
    /// A token as the files name it, else `fallback`.
    void addNamed(const std::string& name, const std::string& fallback, double score = 0)
    {
        add(named(name, fallback), score);
    }
    std::string named(const std::string& name, const std::string& fallback) const
    {
        if (const AddedToken* const token = m_config.find(name)) return token->content;
        return std::ranges::find(m_config.unset, name) != m_config.unset.end() ? "None" : fallback;
    }
    ModelEntries take() { return std::move(m_entries); }

private:
    void push(std::string_view text, double score)
    {
        m_entries.vocabulary.push_back({text, std::uint32_t(m_entries.vocabulary.size())});
        m_entries.scores.push_back(score);
    }

    const File& m_file;
    std::shared_ptr<EntryTexts> m_texts;
    TokenizerConfig& m_config;
    ModelEntries m_entries;
};

void addFairseq(PieceList& vocabulary, const char* first)
{
    vocabulary.addNamed(first, "<s>");
    vocabulary.addNamed("pad_token", "<pad>");
    vocabulary.addNamed("eos_token", "</s>");
    vocabulary.addNamed("unk_token", "<unk>");
    vocabulary.addPiecesFrom(3);
}

ModelEntries entriesFor(const std::string& className, const File& file,
                        const std::shared_ptr<EntryTexts>& texts, TokenizerConfig& config)
{
    PieceList vocabulary(file, texts, config);
    if (className == "Camembert") {
        vocabulary.add("<s>NOTUSED", 0);
        vocabulary.addNamed("pad_token", "<pad>");
        vocabulary.add("</s>NOTUSED", 0);
        vocabulary.addNamed("unk_token", "<unk>");
        vocabulary.add("<unk>NOTUSED", -100);
        vocabulary.addPiecesFrom(1);
        vocabulary.addNamed("mask_token", "<mask>");
    } else if (className == "Nllb") {
        addFairseq(vocabulary, "bos_token");
    } else if (className == "XLMRoberta") {
        addFairseq(vocabulary, "bos_token");
        vocabulary.addNamed("mask_token", "<mask>");
    } else if (className == "MBart" || className == "MBart50") {
        addFairseq(vocabulary, className == "MBart" ? "bos_token" : "cls_token");
        for (const std::string& code : mbartLanguageCodes(className == "MBart50"))
            vocabulary.add(code, 0);
        vocabulary.addNamed("mask_token", "<mask>");
    } else if (className == "Pegasus") {
        vocabulary.addNamed("pad_token", "<pad>");
        vocabulary.addNamed("eos_token", "</s>");
        const std::string mask = vocabulary.named("mask_token", "<mask_1>");
        const std::string sentenceMask = config.text("mask_token_sent", "<mask_2>");
        if (mask != "None") vocabulary.add(mask, 0);
        if (sentenceMask != mask) vocabulary.add(sentenceMask, 0);
        for (std::size_t i = 2; i < config.count("offset", 103); ++i)
            vocabulary.add("<unk_" + std::to_string(i) + ">", -100);
        vocabulary.addPiecesFrom(2);
    } else if (className == "T5") {
        vocabulary.addPiecesFrom(0);
        for (std::size_t i = config.count("extra_ids", 100); i > 0; --i)
            vocabulary.add("<extra_id_" + std::to_string(i - 1) + ">", 0);
    } else {
        vocabulary.addPiecesFrom(0);
    }
    return vocabulary.take();
}

/// Control symbols are special added tokens, the user's symbols added ones.
std::vector<AddedToken> symbolsOf(const File& file)
{
    std::vector<AddedToken> tokens;
    for (const File::Piece& piece : file.pieces) {
        const bool isControl = piece.type == File::PieceType::Control;
        if (!isControl && piece.type != File::PieceType::UserDefined) continue;
        AddedToken token = specialToken(std::string(piece.text));
        token.special = isControl;
        tokens.push_back(std::move(token));
    }
    return tokens;
}

/// The general class: the file's own settings, without a class's rules.
ClassPipeline generalPipeline(const File& file, const std::string& charsmap, TokenizerConfig& config)
{
    ClassPipeline out;
    if (file.algorithm == File::Algorithm::Unigram) {
        out.modelType = "Unigram";
        out.model = {{"unk_id", file.unkId}, {"byte_fallback", file.byteFallback}};
    } else {
        out.modelType = "BPE";
        out.model = bpeModel(file.unkPiece, true, file.byteFallback, nullptr);
    }
    Json normalizers = Json::array();
    if (!charsmap.empty()) normalizers.push_back(precompiled(charsmap));
    normalizers.push_back(replaceText(" ", metaspaceMark));
    out.normalizer = sequence("normalizers", std::move(normalizers));
    Json decoders = {replaceText(metaspaceMark, " ")};
    if (file.byteFallback) {
        decoders.push_back(stageOf("ByteFallback"));
        decoders.push_back(stageOf("Fuse"));
    }
    out.decoder = sequence("decoders", std::move(decoders));
    if (file.bosId >= 0) config.token("bos_token", file.bosPiece.empty() ? "<s>" : file.bosPiece);
    if (file.eosId >= 0) config.token("eos_token", file.eosPiece.empty() ? "</s>" : file.eosPiece);
    if (file.unkId >= 0) config.token("unk_token", file.unkPiece.empty() ? "<unk>" : file.unkPiece);
    return out;
}

/// Placeholders that the files give another text.
void renamePlaceholders(ModelEntries& entries, EntryTexts& texts, const TokenizerConfig& config)
{
    const auto has = [&](const std::string& text) {
        return std::ranges::find(entries.vocabulary, text, &ModelEntries::Token::text) !=
               entries.vocabulary.end();
    };
    for (const auto& [id, token] : config.added)
        if (id < entries.vocabulary.size() && entries.vocabulary[id].text != token.content &&
            !has(token.content))
            entries.vocabulary[id].text = texts.strings.emplace_back(token.content);
}

} // namespace

StoredTokenizer convertSentencePiece(const fs::path& path, TokenizerConfig config,
                                     const std::string& className)
{
    StoredTokenizer stored;
    stored.file = path;
    stored.form = "SentencePiece";
    stored.isFolder = true;
    stored.document = std::make_unique<Json>(Json::object());
    stored.config = std::move(config);
    const auto texts = std::make_shared<EntryTexts>();
    texts->map = core::MappedFile(path);
    const File file = readSentencePieceFile(texts->bytes(), path.string());
    const std::string charsmap = encodeBase64(file.charsmap);
    stored.config.additional = symbolsOf(file);

    ModelEntries entries = entriesFor(className, file, texts, stored.config);
    const TokenIds ids = [&](const std::string& token) -> std::optional<std::uint32_t> {
        const auto found = std::ranges::find(entries.vocabulary, token, &ModelEntries::Token::text);
        return found == entries.vocabulary.end() ? std::nullopt : std::optional(found->id);
    };
    auto pipeline = classPipeline(className, {stored.config, charsmap, ids, false, false});
    const bool isGeneral = !pipeline || sentencePieceFileOf(className).empty();
    if (isGeneral) pipeline = generalPipeline(file, charsmap, stored.config);
    if (pipeline->modelType.empty())
        pipeline->modelType = file.algorithm == File::Algorithm::Unigram ? "Unigram" : "BPE";
    if (pipeline->modelType == "BPE") {
        entries.isList = false;
        entries.scores.clear();
        generateMerges(entries, MergeOrder::Lengths);
        if (isGeneral) renamePlaceholders(entries, *texts, stored.config);
    }
    stored.entries = std::move(entries);
    applyClass(stored, std::move(*pipeline));
    constexpr const char* algorithms[] = {"", "unigram", "bpe", "word", "char"};
    stored.details = {{"algorithm", algorithms[int(file.algorithm)]},
                      {"normalization", file.normalizerName},
                      {"byte fallback", file.byteFallback ? "yes" : "no"},
                      {"class", isGeneral ? "" : className + "Tokenizer"}};
    return stored;
}

} // namespace vitrine::tokenizers

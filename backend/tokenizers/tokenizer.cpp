// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/tokenizer.h"

#include "backend/core/text_offsets.h"
#include "backend/tokenizers/pipeline.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>

namespace vitrine::tokenizers {
namespace {

constexpr std::size_t maxTextBytes = std::numeric_limits<std::uint32_t>::max() / 4;

void requireText(std::string_view text)
{
    if (text.size() > maxTextBytes)
        throw core::Exception(core::ErrorCode::InvalidArgument,
                              "the text is longer than " + std::to_string(maxTextBytes) + " bytes");
    if (const auto bad = core::findInvalidUtf8(text); bad != std::string::npos)
        throw core::Exception(core::ErrorCode::InvalidArgument,
                              "the text is not valid UTF-8 at byte " + std::to_string(bad));
}

/// The original bytes of every character of the range [begin, end) of `text`.
std::vector<core::ByteSpan> charOrigins(const NormalizedString& text, std::size_t begin, std::size_t end)
{
    std::vector<core::ByteSpan> origins;
    for (std::size_t i = begin; i < end;) {
        const std::size_t next = i + core::utf8Length(static_cast<unsigned char>(text.text()[i]));
        origins.push_back(text.original(i, next));
        i = next;
    }
    return origins;
}

/// The offsets of a token that a BPE with affixes counts past its word, [begin, end) of the word: the library
/// takes them for bytes of the whole text, and an end behind that for the second character on. Here all ends
/// with the text.
core::ByteSpan pastWord(std::string_view text, std::size_t begin, std::size_t end)
{
    const auto isInside = [&](std::size_t at) { return at < text.size() && (text[at] & 0xC0) == 0x80; };
    begin = std::min(begin, text.size());
    while (isInside(begin))
        --begin;
    if (end > text.size()) {
        end = begin;
        for (int i = 0; i < 2 && end < text.size(); ++i)
            end += core::utf8Length(static_cast<unsigned char>(text[end]));
    }
    while (isInside(end))
        --end;
    return {{begin}, {end}};
}

/// One call's work: the drafts of its inputs and the texts that they point to.
class Encoder
{
public:
    /// `scratch` holds the texts of tokens that are in no vocabulary, so it outlives the drafts.
    template <typename Pipeline>
    Encoder(const Pipeline& pipeline, const EncodeOptions& options, ModelTokens& scratch)
        : m_parts(pipeline),
          m_model(pipeline.modelFor(options)),
          m_processor(pipeline.processorFor(options)),
          m_options(options),
          m_scratch(scratch)
    {
    }

    Draft encode(const EncodeInput& input)
    {
        Draft first = sequence(input.first, input.isSplitIntoWords, 0);
        std::optional<Draft> second;
        if (input.second) second = sequence(*input.second, input.isSplitIntoWords, 1);

        const bool addSpecial = m_options.addSpecialTokens;
        const PostProcessor* const processor = m_processor;
        if (m_options.truncation)
            truncate(first, second ? &*second : nullptr, *m_options.truncation,
                     processor && addSpecial ? processor->addedTokens(second.has_value()) : 0,
                     processor ? processor->addedTokens(false) : 0);
        std::vector<Draft> drafts;
        drafts.push_back(std::move(first));
        if (second) drafts.push_back(std::move(*second));
        // Without a post-processor the library numbers neither a single text nor what overflows.
        for (std::size_t i = 0; i < drafts.size() && (processor || drafts.size() == 2); ++i) {
            drafts[i].setSequence(i);
            if (processor)
                for (Draft& window : drafts[i].overflowing)
                    window.setSequence(i);
        }
        if (processor) drafts = processor->process(std::move(drafts), input, addSpecial);
        return merge(std::move(drafts));
    }

private:
    Draft sequence(const EncodeInput::Words& texts, bool isSplitIntoWords, std::uint32_t typeId)
    {
        Draft draft;
        for (std::size_t i = 0; i < texts.size(); ++i)
            append(texts[i], isSplitIntoWords ? std::optional(std::uint32_t(i)) : std::nullopt, typeId,
                   draft);
        return draft;
    }

    void append(const std::string& text, std::optional<std::uint32_t> word, std::uint32_t typeId,
                Draft& draft)
    {
        requireText(text);
        PreTokenizedString pieces = m_parts.added.split(text, m_parts.normalizer.get());
        if (m_parts.preTokenizer) m_parts.preTokenizer->preTokenize(pieces);
        draft.tokens.reserve(draft.tokens.size() + pieces.splits.size() + pieces.splits.size() / 4 + 3);
        for (std::uint32_t i = 0; i < pieces.splits.size(); ++i) {
            const auto& split = pieces.splits[i];
            const std::uint32_t length = split.end - split.begin;
            const auto push = [&](std::uint32_t id, std::string_view token, std::uint32_t begin,
                                  std::uint32_t end) {
                core::ByteSpan origin{};
                if (m_options.offsets)
                    origin = end <= length ? pieces.text.original(split.begin + begin, split.begin + end)
                                           : pastWord(text, begin, end);
                draft.tokens.push_back({id, typeId, token, std::uint32_t(origin.begin.value),
                                        std::uint32_t(origin.end.value), word.value_or(i), false, false,
                                        std::uint8_t(typeId)});
            };
            if (split.tokenId) {
                const std::string& surface = m_scratch.surfaces.emplace_back(pieces.view(split));
                push(*split.tokenId, surface, 0, length);
                continue;
            }
            m_scratch.tokens.clear();
            m_model.tokenize(pieces.view(split), m_scratch);
            for (const auto& token : m_scratch.tokens)
                push(token.id, token.text, token.begin, token.end);
        }
    }

    const PipelineParts& m_parts;
    const Model& m_model;
    const PostProcessor* m_processor;
    const EncodeOptions& m_options;
    ModelTokens& m_scratch;
};

} // namespace

const PostProcessor* Tokenizer::Pipeline::processorFor(const EncodeOptions& options) const
{
    const bool isOwn = options.language.empty() && !(options.asTarget && info.languages);
    if (isOwn) return postProcessor.get();
    if (!info.languages)
        throw core::Exception(core::ErrorCode::InvalidArgument, "the tokenizer " + info.name +
                                                                    " marks no languages, \"" +
                                                                    options.language + "\" was asked for");
    const Languages& languages = *info.languages;
    const std::string code = !options.language.empty() ? options.language
                             : options.asTarget        ? languages.target.value_or(languages.source)
                                                       : languages.source;
    const std::lock_guard lock(m_mutex);
    auto& processor = m_byLanguage[code];
    if (!processor) {
        if (std::ranges::find(languages.codes, code) == languages.codes.end())
            throw core::Exception(core::ErrorCode::InvalidArgument,
                                  "the tokenizer " + info.name + " knows no language \"" + code + "\" (" +
                                      std::to_string(languages.codes.size()) + " are known, such as \"" +
                                      (languages.codes.empty() ? "" : languages.codes.front()) + "\")");
        processor = makeLanguageProcessor(languages, code,
                                          [&](const std::string& token) { return tokenToId(token); });
    }
    return processor.get();
}

Tokenizer::Tokenizer(std::unique_ptr<const Pipeline> pipeline) : m_pipeline(std::move(pipeline)) {}
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;
Tokenizer::~Tokenizer() = default;

Tokenizer Tokenizer::fromParts(PipelineParts parts)
{
    parts.info.modelType = parts.model->typeName();
    parts.info.vocabSize =
        parts.model->vocabulary().size() + parts.added.countBeyond(parts.model->vocabulary());
    return Tokenizer(std::make_unique<const Pipeline>(std::move(parts)));
}

core::Result<Tokenizer> Tokenizer::load(const std::filesystem::path& path)
{
    return core::capture([&] { return fromParts(readTokenizer(path)); });
}

core::Result<Tokenizer> Tokenizer::fromJson(std::string_view tokenizerJson, std::string_view origin)
{
    return core::capture([&] {
        PipelineParts parts = readTokenizerJson(tokenizerJson, origin);
        parts.info.name = origin;
        return fromParts(std::move(parts));
    });
}

const TokenizerInfo& Tokenizer::info() const
{
    return m_pipeline->info;
}

Encoding Tokenizer::encode(const EncodeInput& input, const EncodeOptions& options) const
{
    const ScratchPool::Loan scratch(m_pipeline->scratch);
    Draft draft = Encoder(*m_pipeline, options, *scratch).encode(input);
    if (options.padding) pad(draft, paddedLength(draft.tokens.size(), *options.padding), *options.padding);
    return toEncoding(draft);
}

/// Runs `work(i, scratch)` for every i below `count` on several threads, this one among them. The exception
/// of the lowest i that has one is thrown again, once all have stopped.
template <typename Work>
void Tokenizer::forEachInput(std::size_t count, unsigned threads, Work work) const
{
    constexpr std::size_t chunk = 16;
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::exception_ptr error;
    std::size_t errorAt = count;
    const auto run = [&] {
        const ScratchPool::Loan scratch(m_pipeline->scratch);
        for (std::size_t begin; (begin = next.fetch_add(chunk)) < count;) {
            for (std::size_t i = begin; i < std::min(begin + chunk, count); ++i) {
                try {
                    work(i, *scratch);
                } catch (...) {
                    const std::lock_guard lock(mutex);
                    if (i < errorAt) {
                        errorAt = i;
                        error = std::current_exception();
                    }
                    next = count;
                    break;
                }
            }
        }
    };
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads; ++i)
        others.emplace_back(run);
    run();
    others.clear();
    if (error) std::rethrow_exception(error);
}

std::vector<Encoding> Tokenizer::encodeBatch(std::span<const EncodeInput> inputs,
                                             const EncodeOptions& options, unsigned threads) const
{
    std::vector<Encoding> encodings(inputs.size());
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    threads = unsigned(std::min<std::size_t>(threads, inputs.size()));
    if (!options.padding) {
        forEachInput(inputs.size(), threads, [&](std::size_t i, ModelTokens& scratch) {
            encodings[i] = toEncoding(Encoder(*m_pipeline, options, scratch).encode(inputs[i]));
            scratch.surfaces.clear();
        });
        return encodings;
    }
    // padding needs the longest first, and drafts point into the scratch
    std::vector<Draft> drafts(inputs.size());
    std::vector<std::deque<std::string>> surfaces(inputs.size());
    forEachInput(inputs.size(), threads, [&](std::size_t i, ModelTokens& scratch) {
        drafts[i] = Encoder(*m_pipeline, options, scratch).encode(inputs[i]);
        surfaces[i].swap(scratch.surfaces);
    });
    std::size_t longest = 0;
    for (const Draft& draft : drafts)
        longest = std::max(longest, draft.tokens.size());
    const std::size_t length = paddedLength(longest, *options.padding);
    forEachInput(inputs.size(), threads, [&](std::size_t i, ModelTokens&) {
        pad(drafts[i], length, *options.padding);
        encodings[i] = toEncoding(drafts[i]);
        drafts[i] = {};
    });
    return encodings;
}

Stages Tokenizer::stages(const std::string& text) const
{
    requireText(text);
    Stages stages;
    PreTokenizedString pieces = m_pipeline->added.split(text, m_pipeline->normalizer.get());
    stages.normalized = pieces.text.text();
    stages.normalizedOrigins = charOrigins(pieces.text, 0, stages.normalized.size());
    if (m_pipeline->preTokenizer) m_pipeline->preTokenizer->preTokenize(pieces);
    ModelTokens tokens;
    for (std::uint32_t i = 0; i < pieces.splits.size(); ++i) {
        const auto& split = pieces.splits[i];
        const std::string surface(pieces.view(split));
        const auto whole = pieces.text.original(split.begin, split.end);
        stages.preTokens.push_back(
            {surface, whole, charOrigins(pieces.text, split.begin, split.end), split.tokenId});
        if (split.tokenId) {
            stages.model.push_back({surface, *split.tokenId, whole, i});
            continue;
        }
        tokens.tokens.clear();
        m_pipeline->model->tokenize(surface, tokens);
        for (const auto& token : tokens.tokens) {
            // as in the encoding, a token that the model counts past its word stays inside it
            const auto end = std::min<std::uint32_t>(token.end, split.end - split.begin);
            const auto begin = end < token.end ? std::min(token.begin, end - 1) : token.begin;
            stages.model.push_back({std::string(token.text), token.id,
                                    pieces.text.original(split.begin + begin, split.begin + end), i});
        }
    }
    return stages;
}

ModelTrace Tokenizer::explain(std::string_view preToken) const
{
    requireText(preToken);
    return preToken.empty() ? ModelTrace{} : m_pipeline->model->explain(preToken);
}

std::string Tokenizer::decode(std::span<const std::uint32_t> ids, bool skipSpecialTokens) const
{
    const Model& model = m_pipeline->targetModel ? *m_pipeline->targetModel : *m_pipeline->model;
    std::vector<std::string> tokens;
    tokens.reserve(ids.size());
    for (const std::uint32_t id : ids) {
        auto token = m_pipeline->textOf(id, model);
        if (token && !(skipSpecialTokens && m_pipeline->added.isSpecial(*token)))
            tokens.push_back(std::move(*token));
    }
    return joinTokens(std::move(tokens));
}

std::string Tokenizer::decodeClean(std::span<const std::uint32_t> ids, bool skipSpecialTokens) const
{
    auto text = decode(ids, skipSpecialTokens);
    const bool cleans = info().cleanUpTokenizationSpaces && info().modelType != "BPE";
    return cleans ? cleanUpTokenizationSpaces(std::move(text)) : text;
}

std::string Tokenizer::joinTokens(std::vector<std::string> tokens) const
{
    std::string text;
    if (m_pipeline->decoder) m_pipeline->decoder->decode(tokens);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (i > 0 && !m_pipeline->decoder) text += ' ';
        text += tokens[i];
    }
    return text;
}

std::optional<std::uint32_t> Tokenizer::tokenToId(std::string_view token) const
{
    return m_pipeline->tokenToId(token);
}

std::optional<std::uint32_t> Tokenizer::namedTokenId(std::string_view name) const
{
    const auto token = info().namedToken(name);
    return token ? tokenToId(*token) : std::nullopt;
}

std::optional<std::string> TokenizerInfo::namedToken(std::string_view name) const
{
    for (const auto& [known, token] : namedTokens)
        if (known == name) return token;
    return std::nullopt;
}

std::optional<std::string> Tokenizer::idToToken(std::uint32_t id) const
{
    return m_pipeline->textOf(id, *m_pipeline->model);
}

std::optional<std::uint32_t> Tokenizer::languageId(const std::string& language) const
{
    const auto& languages = info().languages;
    if (!languages || std::ranges::find(languages->codes, language) == languages->codes.end())
        return std::nullopt;
    return tokenToId(languages->tokenOf(language));
}

std::span<const AddedToken> Tokenizer::addedTokens() const
{
    return m_pipeline->added.tokens();
}

std::vector<VocabularyToken> Tokenizer::vocabulary() const
{
    const Model& model = *m_pipeline->model;
    std::vector<VocabularyToken> tokens;
    tokens.reserve(m_pipeline->info.vocabSize);
    for (const auto& [id, entry] : model.vocabulary().byId())
        tokens.push_back(
            {id, std::string(model.vocabulary().entries()[entry].text), false, false, model.score(id)});
    const std::size_t own = tokens.size();
    for (const AddedToken& added : addedTokens()) {
        const auto end = tokens.begin() + std::ptrdiff_t(own);
        const auto known = std::ranges::lower_bound(tokens.begin(), end, added.id, {}, &VocabularyToken::id);
        if (known == end || known->id != added.id) {
            tokens.push_back({added.id, added.content, true, added.special, std::nullopt});
        } else {
            known->text = added.content;
            known->isAdded = true;
            known->isSpecial = added.special;
        }
    }
    std::ranges::stable_sort(tokens, {}, &VocabularyToken::id);
    return tokens;
}

std::vector<MergeRule> Tokenizer::merges() const
{
    std::vector<MergeRule> rules;
    for (const auto& [left, right] : m_pipeline->model->merges())
        rules.push_back({std::string(left), std::string(right)});
    return rules;
}

std::size_t Tokenizer::specialTokenCount(bool pair) const
{
    return m_pipeline->postProcessor ? m_pipeline->postProcessor->addedTokens(pair) : 0;
}

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/tokenizer.h"

#include "backend/core/text_offsets.h"
#include "backend/tokenizers/pipeline.h"

#include <algorithm>
#include <limits>

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

/// One call's work: the drafts of its inputs and the texts that they point to.
class Encoder
{
public:
    Encoder(const PipelineParts& parts, const EncodeOptions& options) : m_parts(parts), m_options(options) {}

    Draft encode(const EncodeInput& input)
    {
        Draft first = sequence(input.first, input.isSplitIntoWords, 0);
        std::optional<Draft> second;
        if (input.second) second = sequence(*input.second, input.isSplitIntoWords, 1);

        const bool addSpecial = m_options.addSpecialTokens;
        const PostProcessor* processor = m_parts.postProcessor.get();
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
        if (processor) drafts = processor->process(std::move(drafts), addSpecial);
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
            const auto push = [&](std::uint32_t id, std::string_view token, std::uint32_t begin,
                                  std::uint32_t end) {
                const auto origin = pieces.text.original(split.begin + begin, split.begin + end);
                draft.tokens.push_back({id, typeId, token, std::uint32_t(origin.begin.value),
                                        std::uint32_t(origin.end.value), word.value_or(i), false, false,
                                        std::uint8_t(typeId)});
            };
            if (split.tokenId) {
                const std::string& surface = m_scratch.surfaces.emplace_back(pieces.view(split));
                push(*split.tokenId, surface, 0, split.end - split.begin);
                continue;
            }
            m_scratch.tokens.clear();
            m_parts.model->tokenize(pieces.view(split), m_scratch);
            for (const auto& token : m_scratch.tokens)
                push(token.id, token.text, token.begin, token.end);
        }
    }

    const PipelineParts& m_parts;
    const EncodeOptions& m_options;
    ModelTokens m_scratch;
};

} // namespace

Tokenizer::Tokenizer(std::unique_ptr<const Pipeline> pipeline) : m_pipeline(std::move(pipeline)) {}
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;
Tokenizer::~Tokenizer() = default;

core::Result<Tokenizer> Tokenizer::load(const std::filesystem::path& path)
{
    return core::capture([&] {
        PipelineParts parts = readTokenizer(path);
        parts.info.modelType = parts.model->typeName();
        parts.info.vocabSize =
            parts.model->vocabulary().size() + parts.added.countBeyond(parts.model->vocabulary());
        return Tokenizer(std::make_unique<const Pipeline>(std::move(parts)));
    });
}

core::Result<Tokenizer> Tokenizer::fromJson(std::string_view tokenizerJson, std::string_view origin)
{
    return core::capture([&] {
        PipelineParts parts = readTokenizerJson(tokenizerJson, origin);
        parts.info.name = origin;
        parts.info.modelType = parts.model->typeName();
        parts.info.vocabSize =
            parts.model->vocabulary().size() + parts.added.countBeyond(parts.model->vocabulary());
        return Tokenizer(std::make_unique<const Pipeline>(std::move(parts)));
    });
}

const TokenizerInfo& Tokenizer::info() const
{
    return m_pipeline->info;
}

Encoding Tokenizer::encode(const EncodeInput& input, const EncodeOptions& options) const
{
    Encoder encoder(*m_pipeline, options);
    Draft draft = encoder.encode(input);
    if (options.padding) pad(draft, paddedLength(draft.tokens.size(), *options.padding), *options.padding);
    return toEncoding(draft);
}

std::vector<Encoding> Tokenizer::encodeBatch(std::span<const EncodeInput> inputs,
                                             const EncodeOptions& options) const
{
    Encoder encoder(*m_pipeline, options);
    std::vector<Encoding> encodings;
    encodings.reserve(inputs.size());
    if (!options.padding) {
        for (const EncodeInput& input : inputs)
            encodings.push_back(toEncoding(encoder.encode(input)));
        return encodings;
    }
    std::vector<Draft> drafts;
    drafts.reserve(inputs.size());
    std::size_t longest = 0;
    for (const EncodeInput& input : inputs) {
        drafts.push_back(encoder.encode(input));
        longest = std::max(longest, drafts.back().tokens.size());
    }
    for (Draft& draft : drafts) {
        pad(draft, paddedLength(longest, *options.padding), *options.padding);
        encodings.push_back(toEncoding(draft));
        draft = {};
    }
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
        for (const auto& token : tokens.tokens)
            stages.model.push_back({std::string(token.text), token.id,
                                    pieces.text.original(split.begin + token.begin, split.begin + token.end),
                                    i});
    }
    return stages;
}

std::string Tokenizer::decode(std::span<const std::uint32_t> ids, bool skipSpecialTokens) const
{
    std::vector<std::string> tokens;
    tokens.reserve(ids.size());
    for (const std::uint32_t id : ids) {
        auto token = idToToken(id);
        if (token && !(skipSpecialTokens && m_pipeline->added.isSpecial(*token)))
            tokens.push_back(std::move(*token));
    }
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

std::optional<std::string> Tokenizer::idToToken(std::uint32_t id) const
{
    if (const std::string* text = m_pipeline->added.decodedText(id)) return *text;
    const auto token = m_pipeline->model->vocabulary().token(id);
    return token ? std::optional<std::string>(*token) : std::nullopt;
}

std::span<const AddedToken> Tokenizer::addedTokens() const
{
    return m_pipeline->added.tokens();
}

std::size_t Tokenizer::specialTokenCount(bool pair) const
{
    return m_pipeline->postProcessor ? m_pipeline->postProcessor->addedTokens(pair) : 0;
}

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
// libvitrine_sentencepiece, which sentence_piece.cpp opens.
#include "backend/tokenizers/models/sentence_piece.h"

#include "backend/core/result.h"

#include <sentencepiece_processor.h>

#include <limits>

namespace vitrine::tokenizers {
namespace {

using sentencepiece::SentencePieceProcessor;

[[noreturn]] void fail(std::string_view origin, const sentencepiece::util::Status& status)
{
    std::string reason = status.message();
    // the library's text starts with the line of its source
    if (const auto end = reason.find("] "); reason.starts_with('(') == false && end != std::string::npos)
        reason = reason.substr(end + 2);
    throw core::Exception(core::ErrorCode::InvalidFormat,
                          std::string(origin) + ": sentencepiece refuses it: " + reason);
}

class SentencePieceModel : public Model
{
public:
    SentencePieceModel(std::shared_ptr<const SentencePieceProcessor> processor, Vocabulary vocabulary)
        : m_processor(std::move(processor)), m_vocabulary(std::move(vocabulary))
    {
    }

    void tokenize(std::string_view word, ModelTokens& out) const override
    {
        sentencepiece::ImmutableSentencePieceText text;
        const auto status = m_processor->Encode({word.data(), word.size()}, text.mutable_proto());
        if (!status.ok()) fail("the text", status);
        const std::size_t count = text.pieces_size();
        out.tokens.reserve(out.tokens.size() + count);
        for (std::size_t i = 0; i < count; ++i) {
            const auto piece = text.pieces(int(i));
            const auto known = m_vocabulary.token(piece.id());
            const bool isOwn = known && *known == piece.piece();
            const std::string_view token =
                isOwn ? *known : std::string_view(out.surfaces.emplace_back(piece.piece()));
            out.tokens.push_back({piece.id(), piece.begin(), piece.end(), token});
        }
    }
    const Vocabulary& vocabulary() const override { return m_vocabulary; }
    std::string_view typeName() const override { return "SentencePiece"; }

private:
    std::shared_ptr<const SentencePieceProcessor> m_processor;
    Vocabulary m_vocabulary;
};

class SentencePieceDecoder : public Decoder
{
public:
    explicit SentencePieceDecoder(std::shared_ptr<const SentencePieceProcessor> processor)
        : m_processor(std::move(processor))
    {
    }

    void decode(std::vector<std::string>& tokens) const override
    {
        std::string text;
        const auto status = m_processor->Decode(tokens, &text);
        if (!status.ok()) fail("the tokens", status);
        tokens.assign(1, std::move(text));
    }

private:
    std::shared_ptr<const SentencePieceProcessor> m_processor;
};

} // namespace

} // namespace vitrine::tokenizers

extern "C" void vitrineSentencePiece(std::string_view bytes, std::string_view origin,
                                     vitrine::tokenizers::SentencePieceStages& stages)
{
    using namespace vitrine::tokenizers;
    const auto processor = std::make_shared<SentencePieceProcessor>();
    const auto status = processor->LoadFromSerializedProto({bytes.data(), bytes.size()});
    if (!status.ok()) fail(origin, status);
    std::vector<std::pair<std::string_view, std::uint32_t>> entries;
    entries.reserve(std::size_t(processor->GetPieceSize()));
    for (int id = 0; id < processor->GetPieceSize(); ++id)
        entries.emplace_back(processor->IdToPiece(id), std::uint32_t(id));
    stages = {std::make_unique<SentencePieceModel>(processor, Vocabulary(entries)),
              std::make_unique<SentencePieceDecoder>(processor)};
}

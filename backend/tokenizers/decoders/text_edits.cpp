// SPDX-License-Identifier: Apache-2.0
// Fuse, Replace, Strip and Sequence.
#include "backend/core/text_offsets.h"
#include "backend/tokenizers/decoders/decoder.h"
#include "backend/tokenizers/pattern.h"
#include "backend/tokenizers/registry.h"

namespace vitrine::tokenizers {
namespace {

class Fuse final : public Decoder
{
public:
    void decode(std::vector<std::string>& tokens) const override
    {
        std::string all;
        for (const std::string& token : tokens)
            all += token;
        tokens.assign(1, std::move(all));
    }
};

class ReplaceDecoder final : public Decoder
{
public:
    ReplaceDecoder(Pattern pattern, std::string content)
        : m_pattern(std::move(pattern)), m_content(std::move(content))
    {
    }

    void decode(std::vector<std::string>& tokens) const override
    {
        std::string result;
        for (std::string& token : tokens) {
            result.clear();
            m_pattern.walk(token, [&](std::size_t begin, std::size_t end, bool isMatch) {
                if (isMatch)
                    result += m_content;
                else
                    result.append(token, begin, end - begin);
            });
            token = result;
        }
    }

private:
    Pattern m_pattern;
    std::string m_content;
};

/// Removes up to `start` and `stop` copies of a character from the ends of every token.
class StripDecoder final : public Decoder
{
public:
    StripDecoder(std::string character, std::size_t start, std::size_t stop)
        : m_character(std::move(character)), m_start(start), m_stop(stop)
    {
    }

    void decode(std::vector<std::string>& tokens) const override
    {
        for (std::string& token : tokens) {
            std::size_t begin = 0, end = token.size();
            const std::size_t length = m_character.size();
            for (std::size_t i = 0; i < m_start && token.compare(begin, length, m_character) == 0; ++i)
                begin += length;
            for (std::size_t i = 0; i < m_stop && end >= begin + length; ++i) {
                if (token.compare(end - length, length, m_character) != 0) break;
                end -= length;
            }
            token = token.substr(begin, end - begin);
        }
    }

private:
    std::string m_character;
    std::size_t m_start, m_stop;
};

class DecoderSequence final : public Decoder
{
public:
    explicit DecoderSequence(std::vector<std::unique_ptr<const Decoder>> parts) : m_parts(std::move(parts)) {}

    void decode(std::vector<std::string>& tokens) const override
    {
        for (const auto& part : m_parts)
            part->decode(tokens);
    }

private:
    std::vector<std::unique_ptr<const Decoder>> m_parts;
};

} // namespace

std::unique_ptr<const Decoder> makeFuseDecoder(const core::JsonObject&)
{
    return std::make_unique<Fuse>();
}

std::unique_ptr<const Decoder> makeReplaceDecoder(const core::JsonObject& settings)
{
    return std::make_unique<ReplaceDecoder>(Pattern::fromJson(settings, "pattern"),
                                            settings.get<std::string>("content"));
}

std::unique_ptr<const Decoder> makeStripDecoder(const core::JsonObject& settings)
{
    auto content = settings.get<std::string>("content");
    const bool isOneChar =
        !content.empty() && core::utf8Length(static_cast<unsigned char>(content.front())) == content.size();
    if (!isOneChar)
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              settings.place() + ": \"content\" is not one character");
    return std::make_unique<StripDecoder>(std::move(content), settings.get<std::size_t>("start"),
                                          settings.get<std::size_t>("stop"));
}

std::unique_ptr<const Decoder> makeDecoderSequence(const core::JsonObject& settings)
{
    return std::make_unique<DecoderSequence>(makeSequence<Decoder>(settings, "decoders", makeDecoder));
}

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
// BPEDecoder, Metaspace and CTC: what marks words becomes spaces.
#include "backend/core/json_access.h"
#include "backend/core/text_offsets.h"
#include "backend/tokenizers/decoders/decoder.h"
#include "backend/tokenizers/metaspace.h"
#include "backend/tokenizers/tokenizer.h"

#include <algorithm>

namespace vitrine::tokenizers {
namespace {

/// The mark of a word's end becomes a space, at the end of the text nothing.
class BpeDecoder final : public Decoder
{
public:
    explicit BpeDecoder(std::string suffix) : m_suffix(std::move(suffix)) {}

    void decode(std::vector<std::string>& tokens) const override
    {
        for (std::size_t i = 0; i < tokens.size(); ++i)
            replaceEverywhere(tokens[i], m_suffix, i + 1 < tokens.size() ? " " : "");
    }

private:
    std::string m_suffix;
};

/// The mark becomes a space; in the first token it goes, if it was put there.
class MetaspaceDecoder final : public Decoder
{
public:
    explicit MetaspaceDecoder(MetaspaceSettings settings) : m_settings(std::move(settings)) {}

    void decode(std::vector<std::string>& tokens) const override
    {
        const bool drops = m_settings.prepend != MetaspaceSettings::Prepend::Never;
        for (std::size_t i = 0; i < tokens.size(); ++i)
            replaceEverywhere(tokens[i], m_settings.replacement, i == 0 && drops ? "" : " ");
    }

private:
    MetaspaceSettings m_settings;
};

/// Equal tokens in a row are one, and the padding between them goes.
class Ctc final : public Decoder
{
public:
    Ctc(std::string pad, std::string wordDelimiter, bool cleanup)
        : m_pad(std::move(pad)), m_wordDelimiter(std::move(wordDelimiter)), m_cleanup(cleanup)
    {
    }

    void decode(std::vector<std::string>& tokens) const override
    {
        tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
        for (std::string& token : tokens) {
            replaceEverywhere(token, m_pad, "");
            if (!m_cleanup) continue;
            token = cleanUpWordPiece(std::move(token));
            replaceEverywhere(token, m_wordDelimiter, " ");
        }
        std::erase_if(tokens, [](const std::string& token) { return token.empty(); });
    }

private:
    std::string m_pad, m_wordDelimiter;
    bool m_cleanup;
};

} // namespace

void replaceEverywhere(std::string& text, std::string_view from, std::string_view to)
{
    if (!from.empty()) return replaceAll(text, from, to);
    std::string result(to);
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = core::utf8Length(static_cast<unsigned char>(text[i]));
        result.append(text, i, length).append(to);
        i += length;
    }
    text = std::move(result);
}

std::unique_ptr<const Decoder> makeBpeDecoder(const core::JsonObject& settings)
{
    return std::make_unique<BpeDecoder>(settings.get<std::string>("suffix", "</w>"));
}

std::unique_ptr<const Decoder> makeMetaspaceDecoder(const core::JsonObject& settings)
{
    return std::make_unique<MetaspaceDecoder>(MetaspaceSettings::fromJson(settings));
}

std::unique_ptr<const Decoder> makeCtcDecoder(const core::JsonObject& settings)
{
    return std::make_unique<Ctc>(settings.get<std::string>("pad_token", "<pad>"),
                                 settings.get<std::string>("word_delimiter_token", "|"),
                                 settings.get<bool>("cleanup", true));
}

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/tokenizers/decoders/decoder.h"
#include "backend/tokenizers/tokenizer.h"

namespace vitrine::tokenizers {
namespace {

/// Joins continuing pieces to their word and puts a space before every other one.
class WordPieceDecoder final : public Decoder
{
public:
    WordPieceDecoder(std::string prefix, bool cleanup) : m_prefix(std::move(prefix)), m_cleanup(cleanup) {}

    void decode(std::vector<std::string>& tokens) const override
    {
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            std::string& token = tokens[i];
            if (i > 0) {
                if (token.starts_with(m_prefix))
                    token.erase(0, m_prefix.size());
                else
                    token.insert(token.begin(), ' ');
            }
            if (m_cleanup) token = cleanUpWordPiece(std::move(token));
        }
    }

private:
    std::string m_prefix;
    bool m_cleanup;
};

} // namespace

void replaceAll(std::string& text, std::string_view from, std::string_view to)
{
    std::size_t at = text.find(from);
    if (at == std::string::npos) return;
    std::string result;
    std::size_t done = 0;
    for (; at != std::string::npos; at = text.find(from, done)) {
        result.append(text, done, at - done).append(to);
        done = at + from.size();
    }
    text = result.append(text, done);
}

std::string cleanUpTokenizationSpaces(std::string text)
{
    constexpr std::pair<std::string_view, std::string_view> replacements[] = {
        {" .", "."},     {" ?", "?"},   {" !", "!"},   {" ,", ","},     {" ' ", "'"},
        {" n't", "n't"}, {" 'm", "'m"}, {" 's", "'s"}, {" 've", "'ve"}, {" 're", "'re"},
    };
    for (const auto& [from, to] : replacements)
        replaceAll(text, from, to);
    return text;
}

std::string cleanUpWordPiece(std::string text)
{
    text = cleanUpTokenizationSpaces(std::move(text));
    replaceAll(text, " do not", " don't"); // the library's alone
    return text;
}

std::unique_ptr<const Decoder> makeWordPieceDecoder(std::string prefix, bool cleanup)
{
    return std::make_unique<WordPieceDecoder>(std::move(prefix), cleanup);
}

std::unique_ptr<const Decoder> makeWordPieceDecoder(const core::JsonObject& settings)
{
    return makeWordPieceDecoder(settings.get<std::string>("prefix", "##"),
                                settings.get<bool>("cleanup", true));
}

} // namespace vitrine::tokenizers

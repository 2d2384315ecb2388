// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/byte_level.h"

#include "backend/core/json_access.h"
#include "backend/tokenizers/pattern.h"
#include "backend/tokenizers/pretokenizers/pre_tokenizer.h"

namespace vitrine::tokenizers {
namespace {

/// GPT-2's way: words with the space before them, then every byte as its visible character.
class ByteLevel final : public PreTokenizer
{
public:
    ByteLevel(bool addPrefixSpace, bool useRegex) : m_addPrefixSpace(addPrefixSpace)
    {
        if (useRegex)
            m_words = Pattern::regex("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|"
                                     "\\s+(?!\\S)|\\s+",
                                     "ByteLevel");
    }

    void preTokenize(PreTokenizedString& text) const override
    {
        std::string prefixed;
        std::vector<Pattern::Match> words;
        const ByteAlphabet& alphabet = ByteAlphabet::instance();
        text.rewrite([&](std::string_view view, std::size_t at, NormalizedString::Rewriter& out, auto emit) {
            const bool prefixes = m_addPrefixSpace && view.front() != ' ';
            if (prefixes) {
                out.put(alphabet.text(' '), text.text.origin(at));
                if (m_words) view = prefixed.assign(1, ' ').append(view);
            }
            if (!m_words) {
                alphabet.write(text.text, at, at + view.size(), out);
                emit(out.size());
                return;
            }
            // positions in the text that the pattern sees count from here in the old one
            const std::size_t start = at - prefixes;
            const auto write = [&](std::size_t begin, std::size_t end) {
                if (begin == end) return;
                alphabet.write(text.text, start + std::max<std::size_t>(begin, prefixes), start + end, out);
                emit(out.size());
            };
            words.clear();
            m_words->find(view, words);
            std::size_t done = 0;
            for (const auto& word : words) {
                write(done, word.begin);
                write(word.begin, word.end);
                done = word.end;
            }
            write(done, view.size());
        });
    }

private:
    bool m_addPrefixSpace;
    std::optional<Pattern> m_words;
};

} // namespace

std::unique_ptr<const PreTokenizer> makeByteLevel(const core::JsonObject& settings)
{
    return std::make_unique<ByteLevel>(settings.get<bool>("add_prefix_space", true),
                                       settings.get<bool>("use_regex", true));
}

} // namespace vitrine::tokenizers

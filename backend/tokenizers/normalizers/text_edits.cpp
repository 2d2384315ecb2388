// SPDX-License-Identifier: Apache-2.0
// Lowercase, Strip, Prepend and Replace.
#include "backend/core/json_access.h"
#include "backend/tokenizers/normalizers/normalizer.h"

namespace vitrine::tokenizers {
namespace {

using Char = NormalizedString::Char;
using Change = NormalizedString::Change;

std::vector<char32_t> codePoints(std::string_view text)
{
    std::vector<char32_t> result;
    for (std::size_t i = 0; i < text.size();)
        result.push_back(core::nextCodePoint(text, i));
    return result;
}

class Lowercase final : public Normalizer
{
public:
    void normalize(NormalizedString& text) const override
    {
        if (text.isAscii()) {
            text.mapAscii([](unsigned char byte) { return lowerCase(byte).first; });
            return;
        }
        std::vector<Char> result;
        for (const Char& each : text.chars()) {
            const auto [first, second] = lowerCase(each.c);
            result.push_back({first, each.begin, each.end});
            if (second) result.push_back({second, each.begin, each.end});
        }
        text.setChars(result);
    }
};

class Strip final : public Normalizer
{
public:
    Strip(bool left, bool right) : m_left(left), m_right(right) {}

    void normalize(NormalizedString& text) const override
    {
        std::vector<Char> chars = text.chars();
        std::size_t begin = 0, end = chars.size();
        while (m_left && begin < end && isWhitespace(chars[begin].c))
            ++begin;
        while (m_right && end > begin && isWhitespace(chars[end - 1].c))
            --end;
        if (begin == 0 && end == chars.size()) return;
        text.setChars({chars.begin() + std::ptrdiff_t(begin), chars.begin() + std::ptrdiff_t(end)});
    }

private:
    bool m_left, m_right;
};

class Prepend final : public Normalizer
{
public:
    explicit Prepend(std::string_view prefix) : m_prefix(codePoints(prefix)) {}

    void normalize(NormalizedString& text) const override
    {
        if (text.empty() || m_prefix.empty()) return;
        std::vector<Char> chars = text.chars();
        std::vector<Change> changes;
        for (const char32_t c : m_prefix)
            changes.push_back({c, changes.empty() ? 0 : 1});
        changes.push_back({chars.front().c, 1});
        text.transform(chars, 0, 1, changes, 0);
        text.setChars(chars);
    }

private:
    std::vector<char32_t> m_prefix;
};

class Replace final : public Normalizer
{
public:
    Replace(std::string pattern, std::string_view content)
        : m_pattern(std::move(pattern)), m_patternLength(codePoints(m_pattern).size())
    {
        for (const char32_t c : codePoints(content))
            m_content.push_back({c, 1});
    }

    void normalize(NormalizedString& text) const override
    {
        const std::string& old = text.text();
        if (m_pattern.empty() || old.find(m_pattern) == std::string::npos) return;
        std::vector<Char> chars = text.chars(), result;
        result.reserve(chars.size());
        for (std::size_t byte = 0, index = 0; byte < old.size();) {
            if (old.compare(byte, m_pattern.size(), m_pattern) == 0) {
                index += m_patternLength;
                byte += m_pattern.size();
                // inserted characters share the place of the last one that they replace
                const Char& last = chars[index - 1];
                for (const Change& each : m_content)
                    result.push_back({each.c, last.begin, last.end});
            } else {
                byte += core::utf8Length(static_cast<unsigned char>(old[byte]));
                result.push_back(chars[index++]);
            }
        }
        text.setChars(result);
    }

private:
    std::string m_pattern;
    std::size_t m_patternLength;
    std::vector<Change> m_content;
};

} // namespace

std::unique_ptr<const Normalizer> makeLowercase(const core::JsonObject&)
{
    return std::make_unique<Lowercase>();
}

std::unique_ptr<const Normalizer> makeStrip(const core::JsonObject& settings)
{
    return std::make_unique<Strip>(settings.get<bool>("strip_left"), settings.get<bool>("strip_right"));
}

std::unique_ptr<const Normalizer> makePrepend(const core::JsonObject& settings)
{
    return std::make_unique<Prepend>(settings.get<std::string>("prepend"));
}

std::unique_ptr<const Normalizer> makeReplace(const core::JsonObject& settings)
{
    const core::JsonObject pattern = settings.object("pattern");
    if (pattern.has("Regex"))
        throw core::Exception(core::ErrorCode::Unsupported,
                              pattern.place() + ": \"Regex\" is not known here (known: String)");
    return std::make_unique<Replace>(pattern.get<std::string>("String"),
                                     settings.get<std::string>("content"));
}

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/scanners.h"

#include "backend/core/text_offsets.h"
#include "backend/tokenizers/code_point_table.h"

#include <algorithm>

namespace vitrine::tokenizers {
namespace {

#include "backend/tokenizers/scanner_tables.inc"

enum : std::uint8_t {
    Letter = 1 << 0,      ///< \p{L}
    Number = 1 << 1,      ///< \p{N}
    Space = 1 << 2,       ///< \s
    LineEnd = 1 << 3,     ///< [\r\n]
    Mark = 1 << 4,        ///< \p{M}
    Capital = 1 << 5,     ///< \p{Lu} or \p{Lt}
    SmallLetter = 1 << 6, ///< \p{Ll}
};

const CodePointTable& characterClasses()
{
    static const CodePointTable classes(classChanges);
    return classes;
}

/// A text to look ahead in. Places are bytes; at the end there is a character of no class and length 0.
class Text
{
public:
    struct Char
    {
        std::uint8_t flags, length;
    };

    explicit Text(std::string_view text) : m_text(text), m_classes(characterClasses()) {}

    std::size_t size() const { return m_text.size(); }
    char byte(std::size_t at) const { return at < m_text.size() ? m_text[at] : '\0'; }
    Char at(std::size_t place) const
    {
        if (place >= m_text.size()) return {0, 0};
        const auto first = static_cast<unsigned char>(m_text[place]);
        if (first < 0x80) return {m_classes.of(first), 1};
        std::size_t end = place;
        const char32_t c = core::nextCodePoint(m_text, end);
        return {m_classes.of(c), std::uint8_t(end - place)};
    }
    /// The end of the characters from `place` on that have one of `flags`.
    std::size_t runOf(std::uint8_t flags, std::size_t place) const
    {
        for (Char c = at(place); c.flags & flags; c = at(place))
            place += c.length;
        return place;
    }
    /// The end of the characters from `place` on that have none of `flags`.
    std::size_t runWithout(std::uint8_t flags, std::size_t place) const
    {
        for (Char c = at(place); c.length > 0 && !(c.flags & flags); c = at(place))
            place += c.length;
        return place;
    }
    /// At most `most` characters of `flags`.
    std::size_t fewOf(std::uint8_t flags, std::size_t place, int most) const
    {
        Char c = at(place);
        for (; most > 0 && c.flags & flags; c = at(place), --most)
            place += c.length;
        return place;
    }

private:
    std::string_view m_text;
    const CodePointTable& m_classes;
};

/// `'s|'t|'re|'ve|'m|'ll|'d` at an apostrophe, `ignoreCase` as Oniguruma folds it: the long s is an s. Its
/// end, or `at`.
std::size_t contraction(const Text& text, std::size_t at, bool ignoreCase)
{
    if (text.byte(at) != '\'') return at;
    const auto letter = [&](std::size_t place) -> char {
        const char byte = text.byte(place);
        return ignoreCase && byte >= 'A' && byte <= 'Z' ? char(byte + 32) : byte;
    };
    const char first = letter(at + 1);
    if (first == 's' || first == 't' || first == 'm' || first == 'd') return at + 2;
    if (ignoreCase && text.byte(at + 1) == '\xC5' && text.byte(at + 2) == '\xBF') return at + 3;
    const char second = letter(at + 2);
    const bool isLong = ((first == 'r' || first == 'v') && second == 'e') || (first == 'l' && second == 'l');
    return isLong ? at + 3 : at;
}

/// `\s+(?!\S)|\s+` at white space.
std::size_t spaces(const Text& text, std::size_t at)
{
    std::size_t end = at, last = at;
    for (Text::Char c = text.at(end); c.flags & Space; c = text.at(end)) {
        last = end;
        end += c.length;
    }
    return end == text.size() || last == at ? end : last;
}

/// `\s*[\r\n]+`; `at` where that matches nothing.
std::size_t lines(const Text& text, std::size_t at)
{
    std::size_t end = at;
    for (Text::Char c = text.at(at); c.flags & Space; c = text.at(at)) {
        at += c.length;
        if (c.flags & LineEnd) end = at;
    }
    return end;
}

/// What the later ones have in common: `\p{N}{1,digits}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
/// `/` being as good as a line end if `slash`.
std::size_t rest(const Text& text, std::size_t at, int digits, bool slash)
{
    const Text::Char first = text.at(at);
    if (first.flags & Number) return text.fewOf(Number, at, digits);
    constexpr std::uint8_t known = Space | Letter | Number;
    const std::size_t begin = at + (text.byte(at) == ' ' ? 1 : 0);
    if (std::size_t end = text.runWithout(known, begin); end > begin) {
        while (text.at(end).flags & LineEnd || (slash && text.byte(end) == '/'))
            ++end;
        return end;
    }
    if (const std::size_t end = lines(text, at); end > at) return end;
    return spaces(text, at);
}

std::size_t gpt2(const Text& text, std::size_t at)
{
    if (const std::size_t end = contraction(text, at, false); end > at) return end;
    const std::size_t begin = at + (text.byte(at) == ' ' ? 1 : 0);
    const Text::Char first = text.at(begin);
    if (first.flags & Letter) return text.runOf(Letter, begin);
    if (first.flags & Number) return text.runOf(Number, begin);
    constexpr std::uint8_t known = Space | Letter | Number;
    if (first.length > 0 && !(first.flags & known)) return text.runWithout(known, begin);
    return spaces(text, at);
}

template <int digits>
std::size_t cl100k(const Text& text, std::size_t at)
{
    if (const std::size_t end = contraction(text, at, true); end > at) return end;
    const Text::Char first = text.at(at);
    const std::size_t begin = at + (first.flags & (LineEnd | Letter | Number) ? 0 : first.length);
    if (const std::size_t end = text.runOf(Letter, begin); end > begin) return end;
    return rest(text, at, digits, false);
}

constexpr std::uint8_t smallOrNeither(std::uint8_t flags)
{
    return (flags & (Mark | SmallLetter)) || (flags & (Letter | Capital)) == Letter;
}
constexpr std::uint8_t capitalOrNeither(std::uint8_t flags)
{
    return (flags & (Mark | Capital)) || (flags & (Letter | SmallLetter)) == Letter;
}

/// `[capital or neither]*[small or neither]+`; `at` where that matches nothing.
std::size_t endingSmall(const Text& text, std::size_t at)
{
    std::size_t end = at, lastSmall = at; // the end of the last that the second class has, too
    Text::Char c = text.at(end);
    for (; capitalOrNeither(c.flags); c = text.at(end)) {
        end += c.length;
        if (smallOrNeither(c.flags)) lastSmall = end;
    }
    const std::size_t turn = end;
    for (; smallOrNeither(c.flags); c = text.at(end))
        end += c.length;
    return end > turn ? end : lastSmall;
}

/// `[capital or neither]+[small or neither]*`; `at` where that matches nothing.
std::size_t startingCapital(const Text& text, std::size_t at)
{
    std::size_t end = at;
    Text::Char c = text.at(end);
    for (; capitalOrNeither(c.flags); c = text.at(end))
        end += c.length;
    if (end == at) return at;
    for (; smallOrNeither(c.flags); c = text.at(end))
        end += c.length;
    return end;
}

template <int digits, bool contractions>
std::size_t o200k(const Text& text, std::size_t at)
{
    const Text::Char first = text.at(at);
    const std::size_t begin = at + (first.flags & (LineEnd | Letter | Number) ? 0 : first.length);
    for (const auto word : {endingSmall, startingCapital}) {
        for (const std::size_t from : {begin, at}) {
            const std::size_t end = word(text, from);
            if (end > from) return contractions ? contraction(text, end, true) : end;
            if (begin == at) break;
        }
    }
    return rest(text, at, digits, true);
}

/// White space is between the matches.
std::size_t clip(const Text& text, std::size_t at)
{
    if (const std::size_t end = contraction(text, at, false); end > at) return end;
    const Text::Char first = text.at(at);
    if (first.flags & Letter) return text.runOf(Letter, at);
    if (first.flags & Number) return at + first.length;
    return text.runWithout(Space | Letter | Number, at);
}

using Scan = std::size_t (*)(const Text&, std::size_t);

class Scanner final : public Pattern::Matcher
{
public:
    explicit Scanner(Scan scan) : m_scan(scan) {}

    void find(std::string_view text, std::vector<Pattern::Match>& matches) const override
    {
        const Text ahead(text);
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = m_scan(ahead, at);
            if (end > at) matches.push_back({at, end});
            at = std::max(end, at + (end > at ? 0 : ahead.at(at).length));
        }
    }

private:
    Scan m_scan;
};

} // namespace

const std::string_view gpt2Expression =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

std::shared_ptr<const Pattern::Matcher> scannerFor(std::string_view expression)
{
    static const struct
    {
        std::string_view expression;
        Scan scan;
    } known[] = {
        {gpt2Expression, gpt2},
        {R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)",
         cl100k<3>},
        {R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)",
         cl100k<1>},
        {R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)",
         o200k<3, true>},
        {R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)",
         o200k<1, false>},
        {R"('s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+)", clip},
    };
    for (const auto& each : known)
        if (each.expression == expression) return std::make_shared<Scanner>(each.scan);
    return nullptr;
}

} // namespace vitrine::tokenizers

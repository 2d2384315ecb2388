// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/pattern_classes.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <iterator>
#include <optional>

namespace vitrine::tokenizers {
namespace {

/// Characters first … last belong to the classes of `classes`, a bit for each of classNames.
struct NewCharacters
{
    char32_t first, last;
    std::uint64_t classes;
};

#include "backend/tokenizers/pattern_classes.inc"

/// \w outside of brackets: the engine has these numbers there, inside not.
constexpr std::string_view wordOutside = "\\w\\x{B2}\\x{B3}\\x{B9}\\x{BC}-\\x{BE}";

/// As Oniguruma compares names.
std::string plainName(std::string_view name)
{
    std::string plain;
    for (const char c : name)
        if (c != ' ' && c != '-' && c != '_') plain += c >= 'A' && c <= 'Z' ? char(c + 32) : c;
    return plain;
}

void appendRange(std::string& out, char32_t first, char32_t last)
{
    char text[40];
    std::snprintf(text, sizeof text, "\\x{%X}-\\x{%X}", unsigned(first), unsigned(last));
    out += text;
}

std::uint64_t bitOf(std::string_view name)
{
    const auto found = std::ranges::find(classNames, name);
    return found == std::end(classNames) ? 0 : std::uint64_t(1) << (found - std::begin(classNames));
}

/// Adds to `out` the new characters that `belongs` holds for.
template <typename Belongs>
void appendNew(std::string& out, Belongs belongs)
{
    for (std::size_t i = 0; i < std::size(newCharacters); ++i) {
        if (!belongs(newCharacters[i])) continue;
        const char32_t first = newCharacters[i].first;
        while (i + 1 < std::size(newCharacters) && newCharacters[i + 1].first == newCharacters[i].last + 1 &&
               belongs(newCharacters[i + 1]))
            ++i;
        appendRange(out, first, newCharacters[i].last);
    }
}

/// A class in brackets that is `own` and the new characters of class `name`; nothing if it has none.
std::optional<std::string> extended(std::string_view own, std::string_view name, bool negated)
{
    std::string result = negated ? "[^" : "[";
    result += own;
    if (name == "c" || name == "cn") { // what was unassigned and is no more
        const std::uint64_t kept = name == "c" ? bitOf("cf") : 0;
        result += "&&[^";
        appendNew(result, [&](const NewCharacters& each) { return !(each.classes & kept); });
        return result + "]]";
    }
    std::uint64_t bits = bitOf(name);
    if (bits == 0) return std::nullopt;
    if (own == "[:punct:]") {
        result += "\\p{S}";
        bits |= bitOf("s");
    }
    appendNew(result, [&](const NewCharacters& each) { return (each.classes & bits) != 0; });
    return result + "]";
}

/// Whether options like (?i) have one of `letters` somewhere.
bool hasOption(std::string_view expression, std::string_view letters)
{
    for (std::size_t at = expression.find("(?"); at != expression.npos; at = expression.find("(?", at + 2))
        for (std::size_t i = at + 2; i < expression.size(); ++i) {
            const char c = expression[i];
            if (letters.find(c) != letters.npos) return true;
            if (c != '-' && (c < 'a' || c > 'z')) break;
        }
    return false;
}

} // namespace

std::string withNewerClasses(std::string_view expression)
{
    if (hasOption(expression, "WDSP")) return std::string(expression); // some classes are ASCII there
    const bool ignoresCase = hasOption(expression, "i");
    std::string result;
    int depth = 0; // of brackets
    for (std::size_t i = 0; i < expression.size();) {
        const std::string_view rest = expression.substr(i);
        std::size_t length = 1;
        std::optional<std::string> replaced;
        if (rest[0] == '\\' && rest.size() > 1) {
            const char kind = rest[1];
            length = 2;
            const std::size_t close = rest.find('}');
            if ((kind == 'p' || kind == 'P') && rest.substr(2).starts_with('{') && close != rest.npos) {
                length = close + 1;
                const bool caret = rest.substr(3).starts_with('^');
                const std::string_view written = rest.substr(3 + caret, close - 3 - caret);
                const std::string name = plainName(written);
                const std::string own = "\\p{" + std::string(written) + "}";
                if (name != "w" && name != "d") replaced = extended(own, name, caret != (kind == 'P'));
                // outside of brackets a property has no other case
                if (replaced && ignoresCase && depth == 0) replaced = "(?-i:" + *replaced + ")";
            } else if (kind == 'w' || kind == 'W') {
                replaced = extended(depth > 0 ? "\\w" : wordOutside, "w", kind == 'W');
            } else if ((kind == 'b' || kind == 'B') && depth == 0) {
                const std::string word = *extended(wordOutside, "w", false);
                const bool border = kind == 'b';
                replaced = "(?:(?<=" + word + (border ? ")(?!" : ")(?=") + word + ")|(?<!" + word +
                           (border ? ")(?=" : ")(?!") + word + "))";
            } else if (kind == 'd' || kind == 'D') {
                replaced = extended("\\d", "d", kind == 'D');
            }
        } else if (rest.starts_with("[:") && depth > 0 && rest.find(":]") != rest.npos) {
            length = rest.find(":]") + 2;
            const bool caret = rest[2] == '^';
            const std::string_view name = rest.substr(2 + caret, length - 4 - caret);
            replaced = extended("[:" + std::string(name) + ":]", name, caret);
        } else if (rest[0] == '[') {
            ++depth;
        } else if (rest[0] == ']' && depth > 0) {
            --depth;
        }
        result += replaced ? *replaced : std::string(rest.substr(0, length));
        i += length;
    }
    return result;
}

} // namespace vitrine::tokenizers

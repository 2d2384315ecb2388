// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/character_trace.h"

#include "backend/tokenizers/tokenizer.h"
#include "backend/tokenizers/unicode.h"

#include <algorithm>

namespace vitrine::tokenizers {
namespace {

using Chars = std::u32string;

Chars charsOf(std::string_view text)
{
    Chars chars;
    for (std::size_t i = 0; i < text.size();)
        chars += core::nextCodePoint(text, i);
    return chars;
}

Chars decomposed(const Chars& chars, bool compatible)
{
    Chars result;
    char32_t parts[18];
    for (const char32_t c : chars)
        result.append(parts, decompose(c, compatible, parts));
    // Canonical order, which makes equal what is the same character.
    for (std::size_t i = 0; i < result.size();) {
        std::size_t end = i + 1;
        while (end < result.size() && combiningClass(result[end]))
            ++end;
        std::stable_sort(result.begin() + std::ptrdiff_t(i) + 1, result.begin() + std::ptrdiff_t(end),
                         [](char32_t a, char32_t b) { return combiningClass(a) < combiningClass(b); });
        i = end;
    }
    return result;
}

Chars lowered(const Chars& chars)
{
    Chars result;
    for (const char32_t c : chars) {
        const auto [first, second] = lowerCase(c);
        result += first;
        if (second) result += second;
    }
    return result;
}

bool isMark(char32_t c)
{
    return charClass(c) & (ClassMark | ClassCombining);
}

Chars withoutMarks(Chars chars)
{
    std::erase_if(chars, isMark);
    return chars;
}

bool isSpace(char32_t c)
{
    return isWhitespace(c);
}

bool areSpaces(const Chars& chars)
{
    return !chars.empty() && std::all_of(chars.begin(), chars.end(), isSpace);
}

/// The bytes of `text` in the alphabet of byte-level vocabularies.
Chars spelledBytes(std::string_view text)
{
    Chars result;
    for (const char each : text) {
        const auto byte = static_cast<unsigned char>(each);
        const bool isPrintable = (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte != 0xAD);
        if (isPrintable) {
            result += char32_t(byte);
            continue;
        }
        char32_t offset = byte; // how many of the bytes below it are not printable
        if (byte > 0x20) offset -= byte == 0xAD ? 0xAD - 0x43 : 0x7F - 0x21;
        result += 0x100 + offset;
    }
    return result;
}

CharChange removal(const Chars& before)
{
    if (areSpaces(before)) return CharChange::SpaceRemoved;
    if (std::all_of(before.begin(), before.end(), isMark)) return CharChange::AccentRemoved;
    if (std::all_of(before.begin(), before.end(), [](char32_t c) { return charClass(c) & ClassControl; }))
        return CharChange::ControlRemoved;
    return CharChange::Removed;
}

/// A character of a stage's text with the original bytes it came from.
struct Placed
{
    std::string text;
    core::ByteSpan origin;
    std::uint32_t preToken;
};

void place(std::string_view text, const std::vector<core::ByteSpan>& origins, std::uint32_t preToken,
           std::vector<Placed>& out)
{
    std::size_t number = 0;
    for (std::size_t i = 0; i < text.size() && number < origins.size(); ++number) {
        const std::size_t begin = i;
        core::nextCodePoint(text, i);
        out.push_back({std::string(text.substr(begin, i - begin)), origins[number], preToken});
    }
}

/// The text cut into characters with their marks.
std::vector<CharTrace> cells(std::string_view text)
{
    std::vector<CharTrace> result;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t begin = i;
        const char32_t c = core::nextCodePoint(text, i);
        const bool joins = isMark(c) && !result.empty() && result.back().original.end.value == begin;
        if (joins)
            result.back().original.end = {i};
        else
            result.push_back({{{begin}, {i}}, {}, {}, 0, 0, CharChange::None, CharChange::None});
    }
    return result;
}

} // namespace

CharChange describeChange(std::string_view before, std::string_view after)
{
    if (before == after) return CharChange::None;
    const Chars from = charsOf(before), to = charsOf(after);
    if (to.empty()) return removal(from);
    if (to == lowered(from)) return CharChange::Lowercased;
    const Chars canonical = decomposed(from, false);
    if (decomposed(to, false) == canonical) return CharChange::CanonicalForm;
    if (withoutMarks(canonical) == to) return CharChange::AccentStripped;
    if (lowered(withoutMarks(canonical)) == to || withoutMarks(lowered(canonical)) == to)
        return CharChange::LowercasedAndStripped;
    if (areSpaces(from) && areSpaces(to)) return CharChange::SpaceReplaced;
    if (areSpaces(from) && to == U"\u2581") return CharChange::SpaceMarked;
    if (to == spelledBytes(before)) return CharChange::BytesSpelled;
    if (decomposed(to, true) == decomposed(from, true) ||
        decomposed(to, true) == lowered(decomposed(from, true)))
        return CharChange::CompatibilityForm;
    if (const auto at = to.find(from); at != Chars::npos) {
        const Chars added = to.substr(0, at) + to.substr(at + from.size());
        if (areSpaces(added)) return CharChange::SpacesAdded;
        if (added == U"\u2581") return CharChange::MarkAdded;
    }
    if (to.size() > 1 && (to.front() == U'\u2581' || to.front() == U'\u0120') &&
        to.substr(1) == spelledBytes(before))
        return CharChange::MarkAdded;
    return CharChange::Replaced;
}

std::vector<CharTrace> traceCharacters(std::string_view text, const Stages& stages)
{
    std::vector<CharTrace> traces = cells(text);
    if (traces.empty()) return traces;
    std::vector<Placed> normalized, preTokenized;
    place(stages.normalized, stages.normalizedOrigins, 0, normalized);
    for (std::size_t i = 0; i < stages.preTokens.size(); ++i)
        place(stages.preTokens[i].text, stages.preTokens[i].origins, std::uint32_t(i), preTokenized);

    // A stage's character that stands for several cells makes one of them.
    std::vector<std::size_t> cellOf(text.size() + 1);
    const auto number = [&] {
        for (std::size_t i = 0; i < traces.size(); ++i)
            std::fill(cellOf.begin() + std::ptrdiff_t(traces[i].original.begin.value),
                      cellOf.begin() + std::ptrdiff_t(traces[i].original.end.value), i);
        cellOf[text.size()] = traces.size() - 1;
    };
    number();
    std::vector<bool> joinsFormer(traces.size(), false);
    for (const auto* chars : {&normalized, &preTokenized})
        for (const Placed& c : *chars) {
            if (c.origin.empty()) continue;
            for (std::size_t i = cellOf[c.origin.begin.value] + 1; i <= cellOf[c.origin.end.value - 1]; ++i)
                joinsFormer[i] = true;
        }
    std::vector<CharTrace> joined;
    for (std::size_t i = 0; i < traces.size(); ++i) {
        if (joinsFormer[i])
            joined.back().original.end = traces[i].original.end;
        else
            joined.push_back(std::move(traces[i]));
    }
    traces = std::move(joined);
    number();

    for (const Placed& c : normalized)
        traces[cellOf[c.origin.begin.value]].normalized += c.text;
    for (const Placed& c : preTokenized) {
        CharTrace& trace = traces[cellOf[c.origin.begin.value]];
        trace.preTokenized += c.text;
        if (trace.preTokenCount == 0) trace.firstPreToken = c.preToken;
        trace.preTokenCount = c.preToken - trace.firstPreToken + 1;
    }
    for (CharTrace& trace : traces) {
        const std::size_t begin = trace.original.begin.value;
        trace.byNormalizer = describeChange(text.substr(begin, trace.original.length()), trace.normalized);
        if (!trace.normalized.empty() || !trace.preTokenized.empty())
            trace.byPreTokenizer = describeChange(trace.normalized, trace.preTokenized);
    }
    return traces;
}

} // namespace vitrine::tokenizers

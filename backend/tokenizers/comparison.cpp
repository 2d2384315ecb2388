// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/comparison.h"

#include "backend/tokenizers/unicode.h"

#include <algorithm>

namespace vitrine::tokenizers {
namespace {

using core::ByteSpan;

bool isSpaceAt(std::string_view text, std::size_t position)
{
    return charClass(core::nextCodePoint(text, position)) & ClassWhitespace;
}

ByteSpan trimmed(std::string_view text, ByteSpan span)
{
    std::size_t begin = span.begin.value, end = std::min(span.end.value, text.size());
    while (begin < end && isSpaceAt(text, begin))
        begin += core::utf8Length(static_cast<unsigned char>(text[begin]));
    while (end > begin) {
        std::size_t last = end - 1;
        while (last > begin && (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80)
            --last;
        if (!isSpaceAt(text, last)) break;
        end = last;
    }
    return {{begin}, {end}};
}

/// A token of the text that is not white space alone.
struct Piece
{
    ByteSpan span;
    std::size_t token;
};

std::vector<Piece> piecesOf(std::string_view text, const Encoding& encoding)
{
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < encoding.size(); ++i) {
        if (!encoding.sequenceIds[i] || encoding.textIds[i] != 0) continue;
        const ByteSpan span = trimmed(text, encoding.offsets[i]);
        if (!span.empty()) pieces.push_back({span, i});
    }
    return pieces;
}

std::vector<std::size_t> bordersOf(const std::vector<Piece>& pieces)
{
    std::vector<std::size_t> borders;
    for (const Piece& piece : pieces) {
        borders.push_back(piece.span.begin.value);
        borders.push_back(piece.span.end.value);
    }
    std::ranges::sort(borders);
    borders.erase(std::unique(borders.begin(), borders.end()), borders.end());
    return borders;
}

bool isOnePiece(const std::vector<Piece>& pieces, std::size_t begin, std::size_t end, ByteSpan span)
{
    return begin < end &&
           std::all_of(pieces.begin() + std::ptrdiff_t(begin), pieces.begin() + std::ptrdiff_t(end),
                       [&](const Piece& piece) { return piece.span == span; });
}

} // namespace

Alignment alignTokenizations(std::string_view text, std::span<const Encoding* const> encodings)
{
    std::vector<std::vector<Piece>> pieces;
    std::vector<std::size_t> all;
    for (const Encoding* encoding : encodings) {
        pieces.push_back(piecesOf(text, *encoding));
        const auto borders = bordersOf(pieces.back());
        all.insert(all.end(), borders.begin(), borders.end());
    }
    std::ranges::sort(all);

    Alignment alignment;
    // A border that stands in the list once for each tokenizer is one of all.
    std::vector<std::size_t> common;
    for (std::size_t i = 0; i < all.size();) {
        std::size_t next = i;
        while (next < all.size() && all[next] == all[i])
            ++next;
        ++alignment.borders;
        if (next - i == encodings.size()) common.push_back(all[i]);
        i = next;
    }
    alignment.commonBorders = common.size();

    // Where one has tokens before the first or after the last border of all, that is a region, too.
    if (!all.empty() && (common.empty() || common.front() != all.front()))
        common.insert(common.begin(), all.front());
    if (!all.empty() && common.back() != all.back()) common.push_back(all.back());

    std::vector<std::size_t> next(pieces.size(), 0);
    for (std::size_t c = 0; c + 1 < common.size(); ++c) {
        AlignedRegion region{{{common[c]}, {common[c + 1]}}, {}, true};
        bool isEmpty = true;
        for (std::size_t k = 0; k < pieces.size(); ++k) {
            const std::size_t begin = next[k];
            while (next[k] < pieces[k].size() && pieces[k][next[k]].span.begin < region.span.end)
                ++next[k];
            region.agrees &= isOnePiece(pieces[k], begin, next[k], region.span);
            isEmpty &= begin == next[k];
            region.tokens.emplace_back(begin == next[k] ? 0 : pieces[k][begin].token,
                                       begin == next[k] ? 0 : pieces[k][next[k] - 1].token + 1);
        }
        if (!isEmpty) alignment.regions.push_back(std::move(region));
    }
    return alignment;
}

} // namespace vitrine::tokenizers

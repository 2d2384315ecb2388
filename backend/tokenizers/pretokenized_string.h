// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/normalized_string.h"

#include <optional>
#include <string_view>
#include <vector>

namespace vitrine::tokenizers {

/// What becomes of the delimiters that a pre-tokenizer splits at, as in the Tokenizers library.
enum class SplitBehavior { Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous };

/// The behaviour of that name; throws InvalidFormat naming `place`.
SplitBehavior splitBehavior(std::string_view name, const std::string& place);

/// A normalized text and the pieces it is split into so far. Added tokens are pieces that stay whole.
struct PreTokenizedString
{
    struct Split
    {
        std::uint32_t begin, end;             ///< bytes of `text`, not empty
        std::optional<std::uint32_t> tokenId; ///< of an added token
    };
    /// A piece of a text, relative to it; `isMatch`: it is a delimiter.
    struct Piece
    {
        std::size_t begin, end;
        bool isMatch;
    };

    NormalizedString text;
    std::vector<Split> splits;

    std::string_view view(const Split& split) const
    {
        return std::string_view(text.text()).substr(split.begin, split.end - split.begin);
    }

    /// Replaces every split that is no added token by those that `cut(view, emit)` emits, as ranges of the
    /// view; empty ones are dropped.
    template <typename Cut>
    void split(Cut cut)
    {
        std::vector<Split> result;
        result.reserve(splits.size() + text.text().size() / 4);
        for (const Split& each : splits) {
            if (each.tokenId) {
                result.push_back(each);
                continue;
            }
            cut(view(each), [&](std::size_t begin, std::size_t end) {
                if (begin < end)
                    result.push_back(
                        {std::uint32_t(each.begin + begin), std::uint32_t(each.begin + end), std::nullopt});
            });
        }
        splits = std::move(result);
    }

    /// Writes the text anew, piece by piece: `write(view, at, out, emit)` writes what becomes of the bytes
    /// `view` at `at` of the old text, and `emit(out.size())` ends a split. Added tokens stay as they are.
    template <typename Write>
    void rewrite(Write write)
    {
        std::vector<Split> result;
        result.reserve(splits.size() + text.text().size() / 4);
        NormalizedString::Rewriter out(text);
        out.reserve(text.text().size() + text.text().size() / 2);
        std::size_t begin = 0;
        const auto emit = [&](std::size_t end, std::optional<std::uint32_t> tokenId) {
            if (begin < end) result.push_back({std::uint32_t(begin), std::uint32_t(end), tokenId});
            begin = end;
        };
        for (const Split& each : splits) {
            if (each.tokenId) {
                out.keep(each.begin, each.end);
                emit(out.size(), each.tokenId);
            } else {
                write(view(each), std::size_t(each.begin), out,
                      [&](std::size_t end) { emit(end, std::nullopt); });
            }
        }
        out.finish();
        splits = std::move(result);
    }

    /// Splits at every character for which `isDelimiter` holds.
    template <typename IsDelimiter>
    void splitAt(IsDelimiter isDelimiter, SplitBehavior behavior)
    {
        split([&](std::string_view view, auto emit) {
            std::vector<Piece> pieces;
            std::size_t begin = 0;
            for (std::size_t i = 0; i < view.size();) {
                const std::size_t at = i;
                if (!isDelimiter(core::nextCodePoint(view, i))) continue;
                if (begin < at) pieces.push_back({begin, at, false});
                pieces.push_back({at, i, true});
                begin = i;
            }
            if (begin < view.size()) pieces.push_back({begin, view.size(), false});
            for (const Piece& piece : merged(std::move(pieces), behavior))
                emit(piece.begin, piece.end);
        });
    }

    /// The pieces that remain under `behavior`; `pieces` cover a text in order.
    static std::vector<Piece> merged(std::vector<Piece> pieces, SplitBehavior behavior);
};

} // namespace vitrine::tokenizers

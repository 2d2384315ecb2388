// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::tokenizers {

/// How a model came to its tokens of one word (a pre-token). Positions are bytes of that word.
struct ModelTrace
{
    struct Piece
    {
        std::string token; ///< as in the vocabulary; the surface of what it lacks
        std::uint32_t id;
        std::uint32_t begin, end;
    };

    /// BPE: one merge.
    struct Merge
    {
        std::uint32_t rank;        ///< its line in the list of merges, from 0
        std::uint32_t left;        ///< index of its left piece among the pieces before it
        std::vector<Piece> pieces; ///< after it
    };

    /// WordPiece: one substring that was looked up, longest first at each place. WordLevel: the word.
    struct Attempt
    {
        std::string candidate; ///< with the continuing prefix
        std::uint32_t begin, end;
        bool found;
    };

    /// Unigram: one token that fits into the word, an edge of the lattice.
    struct Edge
    {
        std::string token;
        std::uint32_t id;
        std::uint32_t begin, end;
        double score; ///< log probability
        double total; ///< of the best way to `begin`, and this edge
        bool isBest;  ///< on the path that was taken
        bool isUnknown;
    };

    std::vector<Piece> result;
    bool isWholeWord = false;  ///< BPE with ignore_merges: the word is itself a token
    std::vector<Piece> start;  ///< BPE: before the first merge
    std::vector<Merge> merges; ///< BPE
    std::vector<Attempt> attempts;
    std::vector<Edge> edges; ///< by begin, then end
};

} // namespace vitrine::tokenizers

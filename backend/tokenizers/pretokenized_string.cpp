// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/pretokenized_string.h"

#include "backend/core/result.h"

#include <algorithm>

namespace vitrine::tokenizers {

SplitBehavior splitBehavior(std::string_view name, const std::string& place)
{
    constexpr std::pair<std::string_view, SplitBehavior> names[] = {
        {"Removed", SplitBehavior::Removed},
        {"Isolated", SplitBehavior::Isolated},
        {"MergedWithPrevious", SplitBehavior::MergedWithPrevious},
        {"MergedWithNext", SplitBehavior::MergedWithNext},
        {"Contiguous", SplitBehavior::Contiguous},
    };
    for (const auto& [known, behavior] : names)
        if (known == name) return behavior;
    throw core::Exception(core::ErrorCode::InvalidFormat,
                          place + ": behavior: unknown value \"" + std::string(name) + "\"");
}

std::vector<PreTokenizedString::Piece> PreTokenizedString::merged(std::vector<Piece> pieces,
                                                                  SplitBehavior behavior)
{
    if (behavior == SplitBehavior::Isolated) return pieces;
    if (behavior == SplitBehavior::Removed) {
        std::erase_if(pieces, [](const Piece& piece) { return piece.isMatch; });
        return pieces;
    }
    const bool backwards = behavior == SplitBehavior::MergedWithNext;
    if (backwards) std::ranges::reverse(pieces);
    std::vector<Piece> result;
    bool previousMatch = false;
    for (const Piece& piece : pieces) {
        const bool joins = behavior == SplitBehavior::Contiguous ? piece.isMatch == previousMatch
                                                                 : piece.isMatch && !previousMatch;
        if (joins && !result.empty()) {
            result.back().begin = std::min(result.back().begin, piece.begin);
            result.back().end = std::max(result.back().end, piece.end);
        } else {
            result.push_back(piece);
        }
        previousMatch = piece.isMatch;
    }
    if (backwards) std::ranges::reverse(result);
    return result;
}

} // namespace vitrine::tokenizers

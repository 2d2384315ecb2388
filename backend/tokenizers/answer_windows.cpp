// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/answer_windows.h"

#include <algorithm>

namespace vitrine::tokenizers {

AnswerInWindow findAnswer(const Encoding& window, core::ByteSpan answer, std::uint32_t contextSequence)
{
    AnswerInWindow result;
    const auto& ids = window.sequenceIds;
    const auto first = std::find(ids.begin(), ids.end(), std::optional(contextSequence));
    if (first == ids.end()) return result; // the question left no room
    const auto past = std::find_if(first, ids.end(), [&](const auto& id) { return id != contextSequence; });
    const auto begin = std::size_t(first - ids.begin());
    const auto end = std::size_t(past - ids.begin()); // of the context's tokens
    const auto& offsets = window.offsets;
    result.context = {offsets[begin].begin, offsets[end - 1].end};
    if (result.context.begin > answer.begin || result.context.end < answer.end) return result;

    // The last token that starts no later than the answer, and the first that ends no sooner.
    std::size_t start = begin;
    while (start < end && offsets[start].begin <= answer.begin)
        ++start;
    std::size_t stop = end;
    while (stop > begin && offsets[stop - 1].end >= answer.end)
        --stop;
    result.isInside = true;
    result.startToken = start - 1;
    result.endToken = stop;
    return result;
}

} // namespace vitrine::tokenizers

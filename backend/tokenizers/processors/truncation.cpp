// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/processors/draft.h"

#include <algorithm>

namespace vitrine::tokenizers {
namespace {

[[noreturn]] void cannotCut(const std::string& why)
{
    throw core::Exception(core::ErrorCode::InvalidArgument, "can't truncate: " + why);
}

/// The windows of `length` tokens over `count`, the first one that is kept first.
std::vector<Draft::Range> windows(std::size_t count, std::size_t length, std::size_t stride, Side side)
{
    std::vector<Draft::Range> result;
    const std::size_t step = length - stride;
    for (std::size_t at = 0; at < count; at += step) {
        const std::size_t stop = std::min(at + length, count);
        result.push_back(side == Side::Right ? Draft::Range{at, stop}
                                             : Draft::Range{count - stop, count - at});
        if (stop == count) break;
    }
    return result;
}

void cut(Draft& draft, std::size_t length, const TruncationParams& params)
{
    const std::size_t count = draft.tokens.size();
    if (length >= count) return;
    if (length > 0 && params.stride >= length)
        cannotCut("a stride of " + std::to_string(params.stride) + " needs windows longer than the " +
                  std::to_string(length) + " tokens that fit");
    Draft whole = std::move(draft);
    draft = Draft{};
    if (length == 0) {
        draft.overflowing.push_back(std::move(whole));
        return;
    }
    const auto parts = windows(count, length, params.stride, params.direction);
    const auto slice = [&](Draft::Range range) {
        Draft window;
        window.tokens.assign(whole.tokens.begin() + std::ptrdiff_t(range.begin),
                             whole.tokens.begin() + std::ptrdiff_t(range.end));
        return window;
    };
    if (double(parts.size()) * double(length) > 20e6) cannotCut("it would make too many windows");
    draft = slice(parts.front());
    draft.overflowing.reserve(parts.size() - 1);
    for (std::size_t i = 1; i < parts.size(); ++i)
        draft.overflowing.push_back(slice(parts[i]));
}

} // namespace

void truncate(Draft& first, Draft* second, const TruncationParams& params, std::size_t specialCount,
              std::size_t singleSpecialCount)
{
    if (params.maxLength < specialCount)
        cannotCut("a maximum length of " + std::to_string(params.maxLength) + " has no room for the " +
                  std::to_string(specialCount) + " special tokens");
    const std::size_t limit = params.maxLength - specialCount;
    const std::size_t firstCount = first.tokens.size();
    const std::size_t secondCount = second ? second->tokens.size() : 0;
    if (firstCount + secondCount <= limit) return;
    if (limit == 0) {
        const std::size_t single = params.maxLength - std::min(params.maxLength, singleSpecialCount);
        if (params.maxLength >= singleSpecialCount && params.stride > single)
            cannotCut("the stride leaves no room");
        cut(first, 0, params);
        if (second) cut(*second, 0, params);
        return;
    }
    if (params.strategy == TruncationStrategy::LongestFirst) {
        if (!second) return cut(first, limit, params);
        // the longer text alone gives way if that is enough, else both get half
        std::size_t shorter = std::min(firstCount, secondCount);
        std::size_t longer = shorter > limit ? shorter : std::max(shorter, limit - shorter);
        if (shorter + longer > limit) {
            shorter = limit / 2;
            longer = shorter + limit % 2;
        }
        cut(first, firstCount > secondCount ? longer : shorter, params);
        cut(*second, firstCount > secondCount ? shorter : longer, params);
        return;
    }
    if (params.strategy == TruncationStrategy::OnlySecond && !second) cannotCut("there is no second text");
    Draft& target = params.strategy == TruncationStrategy::OnlyFirst ? first : *second;
    const std::size_t excess = firstCount + secondCount - limit;
    if (target.tokens.size() <= excess)
        cannotCut("the text to cut has " + std::to_string(target.tokens.size()) + " tokens, " +
                  std::to_string(excess) + " are too many");
    cut(target, target.tokens.size() - excess, params);
}

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/processors/draft.h"

#include <algorithm>

namespace vitrine::tokenizers {

void Draft::append(const Draft& other)
{
    if (ranges.size() < other.ranges.size()) ranges.resize(other.ranges.size());
    for (std::size_t i = 0; i < other.ranges.size(); ++i)
        if (other.ranges[i])
            ranges[i] = Range{tokens.size() + other.ranges[i]->begin, tokens.size() + other.ranges[i]->end};
    tokens.insert(tokens.end(), other.tokens.begin(), other.tokens.end());
}

namespace {

constexpr std::size_t maxWindowTokens = 20'000'000;

void requireSaneWindows(const std::vector<Draft>& parts)
{
    double windows = 1, length = 0;
    for (const Draft& part : parts) {
        windows *= double(part.overflowing.size() + 1);
        std::size_t longest = part.tokens.size();
        for (const Draft& window : part.overflowing)
            longest = std::max(longest, window.tokens.size());
        length += double(longest);
    }
    if (windows > 1 && windows * length > double(maxWindowTokens))
        throw core::Exception(
            core::ErrorCode::InvalidArgument,
            "truncation would make too many windows; a larger maximum length or one cut text makes fewer");
}

} // namespace

namespace {

/// `head` followed by `tail`. As in the library, a window keeps the windows that its own halves have: the
/// combination of window i with the whole tail holds those of window i with each window of the tail.
Draft joined(const Draft& head, const Draft& tail)
{
    Draft result;
    result.tokens.reserve(head.tokens.size() + tail.tokens.size());
    result.append(head);
    result.append(tail);
    for (const Draft& headWindow : head.overflowing) {
        result.overflowing.push_back(joined(headWindow, tail));
        for (const Draft& tailWindow : tail.overflowing)
            result.overflowing.push_back(joined(headWindow, tailWindow));
    }
    for (const Draft& tailWindow : tail.overflowing)
        result.overflowing.push_back(joined(head, tailWindow));
    return result;
}

} // namespace

Draft merge(std::vector<Draft> parts)
{
    if (parts.empty()) return {};
    requireSaneWindows(parts);
    Draft result = std::move(parts.front());
    for (std::size_t i = 1; i < parts.size(); ++i) {
        if (result.overflowing.empty() && parts[i].overflowing.empty())
            result.append(parts[i]); // the usual case copies nothing twice
        else
            result = joined(result, parts[i]);
    }
    return result;
}

std::size_t paddedLength(std::size_t longest, const PaddingParams& params)
{
    const std::size_t length = params.length.value_or(longest);
    if (length > maxWindowTokens || params.multipleOf > maxWindowTokens)
        throw core::Exception(core::ErrorCode::InvalidArgument,
                              "can't pad to more than " + std::to_string(maxWindowTokens) + " tokens");
    const std::size_t excess = params.multipleOf > 0 ? length % params.multipleOf : 0;
    return excess == 0 ? length : length + params.multipleOf - excess;
}

void pad(Draft& draft, std::size_t length, const PaddingParams& params)
{
    for (Draft& window : draft.overflowing)
        pad(window, length, params);
    if (draft.tokens.size() >= length) return;
    const std::size_t missing = length - draft.tokens.size();
    Draft::Token padding = Draft::special(params.padId, params.padTypeId, params.padToken);
    padding.isPadding = true;
    const bool left = params.direction == Side::Left;
    draft.tokens.insert(left ? draft.tokens.begin() : draft.tokens.end(), missing, padding);
    if (!left) return;
    for (auto& range : draft.ranges)
        if (range) range = Draft::Range{range->begin + missing, range->end + missing};
}

Encoding toEncoding(const Draft& draft)
{
    Encoding encoding;
    const std::size_t count = draft.tokens.size();
    encoding.ids.resize(count);
    encoding.tokens.reserve(count);
    encoding.offsets.resize(count);
    encoding.wordIds.resize(count);
    encoding.sequenceIds.resize(count);
    encoding.textIds.resize(count);
    encoding.typeIds.resize(count);
    encoding.attentionMask.resize(count);
    encoding.specialTokensMask.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        const Draft::Token& token = draft.tokens[i];
        encoding.ids[i] = token.id;
        encoding.tokens.emplace_back(token.text);
        encoding.offsets[i] = {{token.begin}, {token.end}};
        if (token.word != Draft::noWord) encoding.wordIds[i] = token.word;
        encoding.textIds[i] = token.textId;
        encoding.typeIds[i] = token.typeId;
        encoding.attentionMask[i] = !token.isPadding;
        encoding.specialTokensMask[i] = token.isSpecial;
    }
    // as the library counts: sequence n has its range or, where it has none, everything
    std::uint32_t sequences = 0;
    for (const auto& range : draft.ranges)
        sequences += range.has_value();
    for (std::uint32_t sequence = 0; sequence < std::max(sequences, 1U); ++sequence) {
        const auto known = sequence < draft.ranges.size() ? draft.ranges[sequence] : std::nullopt;
        const auto range = known.value_or(Draft::Range{0, count});
        std::fill(encoding.sequenceIds.begin() + std::ptrdiff_t(range.begin),
                  encoding.sequenceIds.begin() + std::ptrdiff_t(range.end), sequence);
    }
    encoding.overflowing.reserve(draft.overflowing.size());
    for (const Draft& window : draft.overflowing)
        encoding.overflowing.push_back(toEncoding(window));
    return encoding;
}

} // namespace vitrine::tokenizers

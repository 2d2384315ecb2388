// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/answer_spans.h"

#include "backend/core/text_offsets.h"
#include "backend/tokenizers/unicode.h"

#include <algorithm>
#include <cmath>

namespace vitrine::pipelines {
namespace {

/// Over the allowed tokens; that of the others is 0, as it is after adding a large negative number.
std::vector<float> softmax(std::span<const float> logits, const std::vector<bool>& allowed)
{
    constexpr float masked = -10000;
    std::vector<float> values(logits.begin(), logits.end());
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!allowed[i]) values[i] = masked;
    const float largest = *std::ranges::max_element(values);
    double sum = 0;
    for (auto& value : values) {
        value = std::exp(value - largest);
        sum += double(value);
    }
    for (auto& value : values)
        value = float(double(value) / sum);
    return values;
}

std::string lowered(const std::string& text)
{
    std::string lower;
    for (std::size_t i = 0; i < text.size();) {
        const auto [first, second] = tokenizers::lowerCase(core::nextCodePoint(text, i));
        core::appendUtf8(lower, first);
        if (second) core::appendUtf8(lower, second);
    }
    return lower;
}

} // namespace

WindowAnswers decodeAnswers(std::span<const float> startLogits, std::span<const float> endLogits,
                            const std::vector<bool>& allowed, std::size_t count, std::size_t maxLength)
{
    WindowAnswers answers;
    auto& start = answers.start = softmax(startLogits, allowed);
    auto& end = answers.end = softmax(endLogits, allowed);
    answers.nullScore = start[0] * end[0];
    start[0] = end[0] = 0;

    const auto size = start.size();
    count = std::min(count, size * size);
    std::vector<AnswerSpan> spans;
    for (std::size_t s = 0; s < size; ++s)
        for (std::size_t e = s; start[s] > 0 && e < size && e - s < maxLength; ++e)
            if (const float score = start[s] * end[e]; score > 0) spans.push_back({s, e, score});
    // The library ranks all pairs of tokens: impossible ones, whose score is 0, fill up what is missing.
    for (std::size_t pair = 0; spans.size() < count && pair < size * size; ++pair) {
        const auto s = pair / size, e = pair % size;
        const bool isPossible = e >= s && e - s < maxLength && start[s] * end[e] > 0;
        if (!isPossible) spans.push_back({s, e, 0});
    }
    const auto better = [](const AnswerSpan& a, const AnswerSpan& b) {
        if (a.score != b.score) return a.score > b.score;
        return a.start != b.start ? a.start < b.start : a.end < b.end;
    };
    std::ranges::partial_sort(spans, spans.begin() + std::ptrdiff_t(count), better);
    spans.resize(count);
    // Its test for allowed tokens always lets the first token pass.
    const bool anyAllowed = std::ranges::find(allowed, true) != allowed.end();
    const auto passes = [&](std::size_t token) { return allowed[token] || (token == 0 && anyAllowed); };
    std::erase_if(spans, [&](const AnswerSpan& span) { return !passes(span.start) || !passes(span.end); });
    answers.spans = std::move(spans);
    return answers;
}

void AnswerList::add(Answer answer)
{
    const auto [place, isNew] = m_places.try_emplace(lowered(answer.text), m_answers.size());
    if (isNew)
        m_answers.push_back(std::move(answer));
    else
        m_answers[place->second].score += answer.score;
}

std::vector<Answer> AnswerList::take(std::size_t count, const double* nullScore)
{
    auto answers = std::move(m_answers);
    if (nullScore) answers.push_back({*nullScore, 0, 0, ""});
    std::ranges::stable_sort(answers, std::greater{}, &Answer::score);
    if (answers.size() > count) answers.resize(count);
    return answers;
}

} // namespace vitrine::pipelines

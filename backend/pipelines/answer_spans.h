// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to the torch half, but torch-free: from logits to answers, as QuestionAnsweringPipeline of
// Transformers 4.57 goes.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace vitrine::pipelines {

/// Tokens [start, end] of a window and the product of their probabilities.
struct AnswerSpan
{
    std::size_t start, end;
    float score;
};

struct WindowAnswers
{
    std::vector<float> start, end; ///< the probability of each token, 0 where it may not be in an answer
    float nullScore = 0;           ///< that the window holds no answer: the first token's
    std::vector<AnswerSpan> spans; ///< the likeliest first
};

/// `allowed`: tokens that may be in an answer. A span has at most `maxLength` tokens; of all pairs of tokens
/// the `count` likeliest are looked at, and those of them that are allowed stay. All sizes are equal and
/// above 0.
WindowAnswers decodeAnswers(std::span<const float> startLogits, std::span<const float> endLogits,
                            const std::vector<bool>& allowed, std::size_t count, std::size_t maxLength);

/// A part of the context, in code points.
struct Answer
{
    double score = 0;
    std::int64_t start = 0, end = 0;
    std::string text;
};

/// Answers of all windows; equal texts, whatever their case, are one whose scores add up.
class AnswerList
{
public:
    void add(Answer answer);
    /// The best first.
    std::vector<Answer> take(std::size_t count, const double* nullScore);

private:
    std::vector<Answer> m_answers;
    std::unordered_map<std::string, std::size_t> m_places; ///< by the text in lower case
};

} // namespace vitrine::pipelines

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace vitrine::metrics {

/// As SQuAD's evaluation reads an answer: small letters, no punctuation, no articles, single spaces.
std::string normalizedAnswer(std::string_view answer);

struct AnswerScore
{
    double exactMatch = 0, f1 = 0; ///< 0 … 1
};
/// Against the best of several right answers; none means that there is no answer.
AnswerScore scoreAnswer(std::string_view prediction, std::span<const std::string> answers);

} // namespace vitrine::metrics

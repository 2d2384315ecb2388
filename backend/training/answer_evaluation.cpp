// SPDX-License-Identifier: Apache-2.0
#include "backend/training/answer_evaluation.h"

#include "backend/metrics/answers.h"

#include <algorithm>

namespace vitrine::training {
namespace {

/// Starts and ends that are tried.
constexpr std::int64_t best = 20;

} // namespace

void AnswerCollector::add(std::span<const std::int64_t> places, const at::Tensor& logits)
{
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto example = m_set.examples[std::size_t(places[i])];
        const auto& window = m_set.file.windows[std::size_t(example)];
        const auto row = logits[std::int64_t(i)];
        const auto starts = row.select(1, 0).contiguous(), ends = row.select(1, 1).contiguous();
        const auto *start = starts.const_data_ptr<float>(), *end = ends.const_data_ptr<float>();
        auto& found = m_rows[window.row];
        found.nothing = std::min(found.nothing, start[0] + end[0]);
        const auto offsets = m_set.file.offsets.row(example).ids;
        const auto length = window.contextEnd - window.contextBegin;
        if (length <= 0) continue;
        const auto top = [&](const at::Tensor& scores) {
            return std::get<1>(scores.narrow(0, window.contextBegin, length).topk(std::min(best, length)));
        };
        const auto firsts = top(starts), lasts = top(ends);
        for (std::int64_t a = 0; a < firsts.numel(); ++a)
            for (std::int64_t b = 0; b < lasts.numel(); ++b) {
                const auto first = window.contextBegin + firsts[a].item<std::int64_t>(),
                           last = window.contextBegin + lasts[b].item<std::int64_t>();
                if (last < first || last - first + 1 > m_set.maxAnswerLength) continue;
                const float score = start[first] + end[last];
                if (score <= found.score) continue;
                found.score = score;
                found.begin = offsets[std::size_t(2 * first)];
                found.end = offsets[std::size_t(2 * last + 1)];
            }
    }
}

void AnswerCollector::finish(Evaluation& result) const
{
    const auto& file = m_set.file;
    const auto isUnanswered = [&](const auto& found) {
        return file.answers[std::size_t(found.first)].empty();
    };
    // Questions without an answer are known only where the data has some (SQuAD 2).
    const bool someHaveNone = std::ranges::any_of(m_rows, isUnanswered);
    double exact = 0, f1 = 0;
    for (const auto& [row, found] : m_rows) {
        const auto context = file.dataset.texts(file.textColumns.back(), std::span(&row, 1)).front();
        const bool saysNothing = someHaveNone && found.nothing > found.score;
        const auto prediction =
            saysNothing ? std::string() : context.substr(found.begin, found.end - found.begin);
        const auto& answers = file.answers[std::size_t(row)];
        const auto score = metrics::scoreAnswer(prediction, answers);
        exact += score.exactMatch;
        f1 += score.f1;
        result.predictions.push_back({row, answers.empty() ? "" : answers.front(), prediction, 1});
    }
    const double rows = std::max<double>(1, double(m_rows.size()));
    result.metrics = {{"exact_match", 100 * exact / rows}, {"f1", 100 * f1 / rows}};
}

} // namespace vitrine::training

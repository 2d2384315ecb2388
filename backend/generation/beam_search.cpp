// SPDX-License-Identifier: Apache-2.0

// Beam search and beam sampling with the rules of Transformers' _beam_search, each text for itself: one that
// is finished leaves the batch and no longer changes.

#include "backend/core/result.h"
#include "backend/generation/search.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vitrine::generation {
namespace {

/// What is out of the question, but still a number.
constexpr float hopeless = -1.0e9f;

/// Tokens of a beam with those it shares with others.
struct Chain
{
    TokenRecord token;
    std::shared_ptr<const Chain> before;
};

struct Hypothesis
{
    std::vector<std::int64_t> ids; ///< with the prompt
    float score = hopeless;
    bool finished = false;
    FinishReason reason = FinishReason::Length;
    std::shared_ptr<const Chain> tokens;
    int candidate = -1; ///< index among those of the last step
};

} // namespace

/// The beams of one text.
struct Search::Beams
{
    Search& search;
    std::size_t text;
    const Line& line;
    Random random;
    std::vector<Hypothesis> running, done;
    bool mayImprove = true; ///< running beams may still beat those that are done
    bool isOver = false;
    double before = 0; ///< when the last step was done

    Beams(Search& search, std::size_t text)
        : search(search),
          text(text),
          line(search.m_lines[text]),
          random(search.m_options.seed, search.m_options.firstStream + text)
    {
        const auto count = std::size_t(search.m_config.numBeams);
        running.assign(count, {line.ids, hopeless, false, {}, {}, -1});
        running.front().score = 0; // the others are the same: they must not be chosen
        done.assign(count, {line.ids, hopeless, false, {}, {}, -1});
    }

    /// `scores`: processed log-probabilities [beams, vocabulary] from `firstRow` on. Returns the beam of the
    /// step before that each running beam continues.
    std::vector<std::int64_t> step(const at::Tensor& scores, std::int64_t firstRow);
    /// The `count` best that are done.
    std::vector<Sequence> best(std::size_t count) const;

private:
    std::vector<std::int64_t> continuations(std::span<const float> total);
    void finish(const std::vector<Hypothesis>& candidates);
};

std::vector<std::int64_t> Search::Beams::continuations(std::span<const float> total)
{
    const auto& config = search.m_config;
    // So many that enough are left even if all the best end.
    const auto wanted = std::max<std::size_t>(2, 1 + config.eos.size()) * running.size();
    if (!config.doSample) return largestSeveral(total, wanted);
    auto drawn = drawSeveral(total, wanted, random);
    if (drawn.size() < std::min(wanted, total.size()))
        throw core::Exception(core::ErrorCode::InvalidArgument,
                              "beam sampling needs " + std::to_string(wanted) +
                                  " possible continuations, there are " + std::to_string(drawn.size()) +
                                  " (raise top_k, top_p or temperature)");
    return drawn;
}

std::vector<std::int64_t> Search::Beams::step(const at::Tensor& scores, std::int64_t firstRow)
{
    const auto& config = search.m_config;
    const auto count = running.size();
    const auto vocabulary = std::size_t(scores.size(1));
    // Records look at the scores of the step alone, else the sums may take their place.
    auto sums = scores.narrow(0, firstRow, std::int64_t(count));
    for (std::size_t beam = 0; beam < count; ++beam)
        search.process({running[beam].ids, line.prompt, line.maxLength, line.source, beam},
                       rowOf(sums, std::int64_t(beam)));
    if (search.m_options.records || search.m_options.firstStep) sums = sums.clone();
    for (std::size_t beam = 0; beam < count; ++beam)
        sums[std::int64_t(beam)].add_(running[beam].score);
    const auto total = rowOf(sums.view({1, -1}), 0);

    const bool outOfTime = search.isOutOfTime();
    const double now = search.seconds();
    std::vector<Hypothesis> candidates;
    std::vector<std::size_t> parents;
    std::vector<BeamCandidate> seen;
    bool allEnd = true;
    for (const auto index : continuations(total)) {
        const auto parent = std::size_t(index) / vocabulary;
        const auto id = std::int64_t(std::size_t(index) % vocabulary);
        Hypothesis next{running[parent].ids,    total[std::size_t(index)], false, {},
                        running[parent].tokens, int(candidates.size())};
        next.ids.push_back(id);
        const auto reason = search.finished(next.ids, line.maxLength, outOfTime);
        next.finished = reason.has_value();
        next.reason = reason.value_or(FinishReason::Length);
        allEnd &= next.finished;
        if (search.m_options.records) {
            auto token = search.record(rowOf(scores, firstRow + std::int64_t(parent)), id);
            token.seconds = now - before;
            next.tokens = std::make_shared<const Chain>(Chain{std::move(token), running[parent].tokens});
            seen.push_back({id, running[parent].candidate, next.score, false, false});
        }
        parents.push_back(parent);
        candidates.push_back(std::move(next));
    }

    // The best that go on.
    std::vector<float> goingOn;
    for (const auto& each : candidates)
        goingOn.push_back(each.score + (each.finished ? hopeless : 0));
    std::vector<Hypothesis> next;
    std::vector<std::int64_t> rows;
    for (const auto index : largestSeveral(goingOn, count)) {
        const auto i = std::size_t(index);
        next.push_back(candidates[i]);
        next.back().score = goingOn[i];
        rows.push_back(std::int64_t(parents[i]));
        if (!seen.empty()) seen[i].kept = !candidates[i].finished;
    }
    finish(candidates);
    if (!seen.empty()) {
        for (std::size_t i = 0; i < std::min(count, seen.size()); ++i)
            seen[i].finished = candidates[i].finished;
        search.m_results[text].beams.push_back(std::move(seen));
    }
    running = std::move(next);
    before = now;

    const double length = double(running.front().ids.size() - line.prompt);
    const bool never = config.earlyStopping == EarlyStopping::Never && config.lengthPenalty > 0;
    const double hoped = never ? double(line.maxLength) - double(line.prompt) : length;
    const float best = running.front().score / float(std::pow(hoped, config.lengthPenalty));
    const float worst = std::ranges::min(done, {}, &Hypothesis::score).score;
    mayImprove = mayImprove && std::ranges::any_of(done, [&](const Hypothesis& each) {
                     return best > (each.finished ? worst : hopeless);
                 });
    const bool allDone = std::ranges::all_of(done, &Hypothesis::finished);
    isOver = !mayImprove || (allDone && config.earlyStopping == EarlyStopping::Yes) || allEnd;
    return rows;
}

/// Takes what has ended now among the best.
void Search::Beams::finish(const std::vector<Hypothesis>& candidates)
{
    const auto& config = search.m_config;
    const auto count = running.size();
    const bool isFull =
        config.earlyStopping == EarlyStopping::Yes && std::ranges::all_of(done, &Hypothesis::finished);
    const auto length = double(candidates.front().ids.size() - line.prompt);
    const auto divisor = float(std::pow(length, config.lengthPenalty));
    auto all = done;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        all.push_back(candidates[i]);
        auto& each = all.back();
        // The others are there only so that enough go on.
        each.finished = each.finished && i < count;
        each.score = each.score / divisor + (isFull ? hopeless : 0) + (mayImprove ? 0 : hopeless) +
                     (each.finished ? 0 : hopeless);
    }
    std::vector<float> scores;
    for (const auto& each : all)
        scores.push_back(each.score);
    std::vector<Hypothesis> best;
    for (const auto index : largestSeveral(scores, count))
        best.push_back(std::move(all[std::size_t(index)]));
    done = std::move(best);
}

std::vector<Sequence> Search::Beams::best(std::size_t count) const
{
    std::vector<Sequence> sequences;
    for (const auto& each : std::span(done).first(count)) {
        Sequence sequence;
        sequence.ids.assign(each.ids.begin() + std::ptrdiff_t(line.prompt), each.ids.end());
        sequence.finishReason = each.reason;
        sequence.score = each.score;
        for (auto chain = each.tokens; chain; chain = chain->before)
            sequence.tokens.push_back(chain->token);
        std::ranges::reverse(sequence.tokens);
        sequences.push_back(std::move(sequence));
    }
    return sequences;
}

void Search::beams()
{
    layers::Pass pass{m_control, m_probe};
    const bool isGuided = m_config.guidanceScale.has_value();
    Decoder decoder(m_network, m_lines, isGuided, pass);
    auto logits = decoder.prefill(scale());
    prefilled(decoder);
    pass.probe = nullptr;

    const auto count = m_config.numBeams;
    std::vector<Beams> active;
    std::vector<std::int64_t> rows;
    for (std::size_t text = 0; text < m_lines.size(); ++text) {
        active.emplace_back(*this, text);
        rows.insert(rows.end(), std::size_t(count), std::int64_t(text));
    }
    decoder.reorder(rows);
    logits = logits.index_select(0, at::tensor(rows, at::kLong));
    for (bool isFirst = true; !active.empty(); isFirst = false) {
        auto scores = isGuided ? ownScores(logits, isFirst) : at::log_softmax(logits.to(at::kFloat), -1);
        rows.clear();
        std::vector<std::int64_t> last;
        std::vector<std::size_t> going;
        const double now = seconds();
        for (std::size_t i = 0; i < active.size(); ++i) {
            auto& beams = active[i];
            auto& result = m_results[beams.text];
            const auto firstRow = std::int64_t(i) * count;
            const auto parents = beams.step(scores, firstRow);
            if (isFirst) result.firstTokenSeconds = now;
            if (beams.isOver) {
                result.sequences = beams.best(std::size_t(m_config.numReturnSequences));
                result.totalSeconds = seconds();
                continue;
            }
            going.push_back(i);
            for (std::size_t k = 0; k < parents.size(); ++k) {
                rows.push_back(firstRow + parents[k]);
                last.push_back(beams.running[k].ids.back());
            }
        }
        if (isFirst) keepFirstStep(logits, scores);
        if (going.empty()) break;
        std::vector<Beams> left;
        for (const auto i : going)
            left.push_back(std::move(active[i]));
        active = std::move(left);
        m_control.checkpoint();
        decoder.reorder(rows);
        logits = decoder.feed(last, scale());
    }
}

} // namespace vitrine::generation

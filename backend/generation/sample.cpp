// SPDX-License-Identifier: Apache-2.0

// Greedy decoding and sampling, alone and with candidates that the text itself proposes.

#include "backend/core/result.h"
#include "backend/generation/search.h"

#include <algorithm>

namespace vitrine::generation {
namespace {

/// What may follow at the end of `ids`: what followed the longest n-gram there the first time it was written
/// (prompt look-up decoding, Saxena 2023). At most `count` tokens, none after an end.
std::vector<std::int64_t> proposed(const std::vector<std::int64_t>& ids, const GenerationConfig& config,
                                   std::size_t count)
{
    const auto longest = std::min(std::size_t(config.maxMatchingNgram), ids.size() - 1);
    for (auto size = longest; size > 0; --size)
        for (std::size_t first = 0; first + size < ids.size(); ++first) {
            if (!std::equal(ids.end() - std::ptrdiff_t(size), ids.end(), ids.begin() + std::ptrdiff_t(first)))
                continue;
            const auto begin = ids.begin() + std::ptrdiff_t(first + size);
            auto end = begin + std::ptrdiff_t(std::min(count, ids.size() - first - size));
            end = std::find_if(begin, end, [&](auto id) { return config.isEos(id); });
            return {begin, end};
        }
    return {};
}

} // namespace

void Search::sample()
{
    struct Row
    {
        std::size_t text, sequence;
        Line line;
        Random random;
        double before = 0;
    };
    layers::Pass pass{m_control, m_probe};
    Decoder decoder(m_network, m_lines, m_config.guidanceScale.has_value(), pass);
    auto logits = decoder.prefill(scale());
    prefilled(decoder);
    pass.probe = nullptr;

    const auto copies = std::size_t(m_config.numReturnSequences);
    std::vector<Row> rows;
    for (std::size_t text = 0; text < m_lines.size(); ++text) {
        m_results[text].sequences.resize(copies);
        for (std::size_t i = 0; i < copies; ++i)
            rows.push_back({text, i, m_lines[text],
                            Random(m_options.seed, (m_options.firstStream + text) * copies + i)});
    }
    if (copies > 1) {
        std::vector<std::int64_t> source;
        for (const auto& row : rows)
            source.push_back(std::int64_t(row.text));
        decoder.reorder(source);
        logits = logits.index_select(0, at::tensor(source, at::kLong));
    }
    for (bool isFirst = true; !rows.empty(); isFirst = false) {
        if (!isFirst) {
            m_control.checkpoint();
            std::vector<std::int64_t> last;
            for (const auto& row : rows)
                last.push_back(row.line.ids.back());
            logits = decoder.feed(last, scale());
        }
        const auto scores = ownScores(logits, isFirst);
        std::vector<std::int64_t> going;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            auto& row = rows[i];
            const auto own = rowOf(scores, std::int64_t(i));
            process(row.line.view(), own);
            const auto id = choose(own, row.random);
            auto& result = m_results[row.text];
            auto& sequence = result.sequences[row.sequence];
            auto made = record(own, id);
            row.line.ids.push_back(id);
            sequence.ids.push_back(id);
            const double now = seconds();
            made.seconds = now - row.before;
            row.before = now;
            if (sequence.ids.size() == 1) result.firstTokenSeconds = now;
            const auto reason = finished(row.line.ids, row.line.maxLength, isOutOfTime());
            if (m_options.onToken) m_options.onToken(row.text, row.sequence, made, reason.has_value());
            if (m_options.records) sequence.tokens.push_back(std::move(made));
            if (reason) {
                sequence.finishReason = *reason;
                result.totalSeconds = now;
            } else {
                going.push_back(std::int64_t(i));
            }
        }
        if (isFirst) keepFirstStep(logits, scores);
        if (going.size() == rows.size()) continue;
        if (!going.empty()) decoder.reorder(going);
        std::vector<Row> left;
        for (const auto i : going)
            left.push_back(std::move(rows[std::size_t(i)]));
        rows = std::move(left);
    }
}

void Search::lookUp()
{
    for (std::size_t text = 0; text < m_lines.size(); ++text) {
        auto& line = m_lines[text];
        auto& result = m_results[text];
        auto& sequence = result.sequences.emplace_back();
        Random random(m_options.seed, m_options.firstStream + text);
        layers::Pass pass{m_control, text == 0 ? m_probe : nullptr};
        Decoder decoder(m_network, std::span(&line, 1), m_config.guidanceScale.has_value(), pass);
        auto logits = decoder.prefill(scale());
        result.prefillSeconds = seconds();
        result.cacheBytes = decoder.bytes();
        pass.probe = nullptr;

        std::vector<std::int64_t> candidates;
        double before = 0;
        std::optional<FinishReason> reason;
        for (bool isFirst = true; !reason; isFirst = false) {
            const auto scores = ownScores(logits, isFirst && text == 0);
            std::size_t right = 0; // candidates that were what was chosen
            for (bool goesOn = true; goesOn && !reason;) {
                const auto own = rowOf(scores, std::int64_t(right));
                process(line.view(), own);
                const auto id = choose(own, random);
                goesOn = right < candidates.size() && candidates[right] == id;
                right += goesOn;
                auto made = record(own, id);
                line.ids.push_back(id);
                sequence.ids.push_back(id);
                const double now = seconds();
                made.seconds = now - before;
                before = now;
                if (sequence.ids.size() == 1) result.firstTokenSeconds = now;
                reason = finished(line.ids, line.maxLength, isOutOfTime());
                if (m_options.onToken) m_options.onToken(text, 0, made, reason.has_value());
                if (m_options.records) sequence.tokens.push_back(std::move(made));
            }
            if (isFirst && text == 0) keepFirstStep(logits, scores);
            if (reason) break;
            decoder.forget(std::int64_t(candidates.size() - right));
            m_control.checkpoint();
            const auto room = line.maxLength - std::int64_t(line.ids.size()) - 1;
            candidates =
                proposed(line.ids, m_config,
                         std::size_t(std::clamp<std::int64_t>(room, 0, *m_config.promptLookupTokens)));
            std::vector<std::int64_t> next{line.ids.back()};
            next.insert(next.end(), candidates.begin(), candidates.end());
            logits = decoder.feedAll(next, scale());
        }
        sequence.finishReason = *reason;
        result.totalSeconds = seconds();
    }
}

} // namespace vitrine::generation

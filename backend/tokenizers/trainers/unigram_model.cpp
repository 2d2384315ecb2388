// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/trainers/unigram_model.h"

#include "backend/tokenizers/trainers/hypothesis_heap.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine::tokenizers {
namespace {

constexpr double unkPenalty = 10;

/// log(exp(x) + exp(y)), with the library's cut-off.
double logSumExp(double x, double y)
{
    const double low = std::min(x, y), high = std::max(x, y);
    return high > low + 50 ? high : high + std::log(std::exp(low - high) + 1);
}

double smallestScore(const std::vector<UnigramPiece>& pieces)
{
    double smallest = std::numeric_limits<double>::infinity();
    for (const UnigramPiece& piece : pieces)
        if (piece.score < smallest) smallest = piece.score; // not the NaN of the unknown piece
    return smallest;
}

} // namespace

PieceTrie::PieceTrie(const std::vector<UnigramPiece>& pieces)
{
    std::uint32_t nodes = 1; // the root
    for (std::uint32_t id = 1; id < pieces.size(); ++id) {
        std::uint32_t node = 0;
        Slot* slot = nullptr;
        for (const char32_t c : pieces[id].text) {
            if (nodes * std::size_t(2) > m_slots.size()) grow();
            const std::uint64_t key = keyOf(node, c);
            slot = &m_slots[place(key)];
            if (slot->key == 0) *slot = {key, nodes++};
            node = slot->node;
        }
        slot->id = id;
    }
}

void PieceTrie::grow()
{
    std::vector<Slot> old(m_slots.size() * 2);
    old.swap(m_slots);
    m_mask = m_slots.size() - 1;
    for (const Slot& slot : old)
        if (slot.key != 0) m_slots[place(slot.key)] = slot;
}

UnigramModel::UnigramModel(std::vector<UnigramPiece> list)
    : pieces(std::move(list)), trie(pieces), minScore(smallestScore(pieces)), unkScore(minScore - unkPenalty)
{
}

void Lattice::build(const UnigramModel& model, std::u32string_view text)
{
    m_length = text.size();
    m_edges.clear();
    for (std::uint32_t begin = 0; begin < text.size(); ++begin) {
        bool hasSingle = false;
        model.trie.forEachPrefix(text.substr(begin), [&](std::size_t length, std::uint32_t id) {
            m_edges.push_back({begin, std::uint32_t(begin + length), id, model.pieces[id].score});
            hasSingle |= length == 1;
        });
        if (!hasSingle) m_edges.push_back({begin, begin + 1, 0, model.unkScore});
    }
}

double Lattice::addExpected(double frequency, std::vector<double>& expected)
{
    constexpr double unset = std::numeric_limits<double>::quiet_NaN();
    m_forward.assign(m_length + 1, unset);
    m_backward.assign(m_length + 1, unset);
    m_forward[0] = m_backward[m_length] = 0;
    for (const Edge& edge : m_edges) {
        const double score = edge.score + m_forward[edge.begin];
        double& sum = m_forward[edge.end];
        sum = std::isnan(sum) ? score : logSumExp(sum, score);
    }
    // the edges of one position in their order, the positions backwards
    for (std::size_t end = m_edges.size(); end > 0;) {
        std::size_t begin = end - 1;
        while (begin > 0 && m_edges[begin - 1].begin == m_edges[end - 1].begin)
            --begin;
        double sum = unset;
        for (std::size_t i = begin; i < end; ++i) {
            const double score = m_edges[i].score + m_backward[m_edges[i].end];
            sum = std::isnan(sum) ? score : logSumExp(sum, score);
        }
        m_backward[m_edges[begin].begin] = sum;
        end = begin;
    }
    const double whole = m_forward[m_length];
    for (const Edge& edge : m_edges)
        expected[edge.id] +=
            frequency * std::exp(m_forward[edge.begin] + edge.score + m_backward[edge.end] - whole);
    return whole;
}

void Lattice::runViterbi()
{
    m_firstAt.assign(m_length + 1, none);
    m_lastAt.assign(m_length + 1, none);
    m_nextAt.assign(m_edges.size(), none);
    m_previous.assign(m_edges.size(), none);
    m_bestScore.resize(m_edges.size());
    // the sums are compared with the next edge's score in them, as rounding may make two equal
    const auto bestBefore = [&](std::uint32_t position, double score, double& sum) {
        sum = score;
        if (position == 0) return none;
        std::uint32_t before = m_firstAt[position];
        sum = m_bestScore[before] + score;
        for (std::uint32_t other = m_nextAt[before]; other != none; other = m_nextAt[other])
            if (m_bestScore[other] + score > sum) {
                sum = m_bestScore[other] + score;
                before = other;
            }
        return before;
    };
    for (std::uint32_t i = 0; i < m_edges.size(); ++i) {
        const Edge& edge = m_edges[i];
        m_previous[i] = bestBefore(edge.begin, edge.score, m_bestScore[i]);
        (m_firstAt[edge.end] == none ? m_firstAt[edge.end] : m_nextAt[m_lastAt[edge.end]]) = i;
        m_lastAt[edge.end] = i;
    }
    double ignored = 0;
    m_lastEdge = m_length == 0 ? none : bestBefore(std::uint32_t(m_length), 0, ignored);
}

const std::vector<std::uint32_t>& Lattice::best()
{
    runViterbi();
    m_best.clear();
    for (std::uint32_t edge = m_lastEdge; edge != none; edge = m_previous[edge])
        m_best.push_back(m_edges[edge].id);
    std::ranges::reverse(m_best);
    return m_best;
}

std::vector<std::uint32_t> Lattice::secondBest(std::size_t& bestLength)
{
    struct Step
    {
        std::uint32_t edge, next; ///< next step towards the end of the word
        double rest;              ///< score from here to the end
    };
    constexpr std::size_t maxAgenda = 100'000, keptAgenda = 20;
    runViterbi();
    std::vector<Step> steps;
    HypothesisHeap agenda;
    const auto expand = [&](std::uint32_t position, std::uint32_t next, double rest) {
        if (position == 0) { // the start of the word, without an edge
            steps.push_back({none, next, rest});
            agenda.push({rest, std::uint32_t(steps.size() - 1)});
            return;
        }
        for (std::uint32_t edge = m_firstAt[position]; edge != none; edge = m_nextAt[edge]) {
            steps.push_back({edge, next, m_edges[edge].score + rest});
            agenda.push({m_bestScore[edge] + rest, std::uint32_t(steps.size() - 1)});
        }
    };
    bestLength = 0;
    bool isFirst = true;
    expand(std::uint32_t(m_length), none, 0);
    while (!agenda.empty()) {
        const std::uint32_t top = agenda.pop().step;
        const Step step = steps[top];
        if (step.edge != none) {
            expand(m_edges[step.edge].begin, top, step.rest);
            if (agenda.size() > maxAgenda) {
                HypothesisHeap smaller;
                for (std::size_t i = 0; i < keptAgenda; ++i)
                    smaller.push(agenda.pop());
                agenda = std::move(smaller);
            }
            continue;
        }
        std::vector<std::uint32_t> ids;
        for (std::uint32_t next = step.next; next != none; next = steps[next].next)
            ids.push_back(m_edges[steps[next].edge].id);
        if (!isFirst) return ids;
        bestLength = ids.size();
        isFirst = false;
    }
    return {};
}

} // namespace vitrine::tokenizers

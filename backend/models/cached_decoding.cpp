// SPDX-License-Identifier: Apache-2.0
#include "backend/models/cached_decoding.h"

#include "backend/core/result.h"

#include <algorithm>
#include <utility>

namespace vitrine::models {
namespace {

using core::ErrorCode;
using core::Exception;

std::int64_t checkedCapacity(std::int64_t capacity)
{
    if (capacity >= 1) return capacity;
    throw Exception(ErrorCode::InvalidArgument,
                    "room for " + std::to_string(capacity) + " tokens was asked for");
}

} // namespace

CachedDecoding::CachedDecoding(const DecoderNetwork& network, const at::Tensor& attentionMask,
                               std::int64_t capacity)
    : m_network(network),
      m_cache({network.shape().layers, attentionMask.size(0), network.shape().keyValueHeads,
               checkedCapacity(capacity), network.shape().headDimension},
              network.description().type)
{
    if (network.shape().restartsAt > 0) m_ids = at::zeros({attentionMask.size(0), capacity}, at::kLong);
    const auto length = attentionMask.size(1);
    if (length > capacity)
        throw Exception(ErrorCode::InvalidArgument, "a prompt of " + std::to_string(length) +
                                                        " tokens, there is room for " +
                                                        std::to_string(capacity));
    if (!attentionMask.eq(0).any().item<bool>()) return;
    m_mask = at::ones({attentionMask.size(0), capacity}, at::kLong);
    m_mask.narrow(1, 0, length).copy_(attentionMask);
    countPositions();
}

void CachedDecoding::countPositions()
{
    m_positions = (m_mask.cumsum(1) - 1).clamp_min_(0);
}

at::Tensor CachedDecoding::advance(const at::Tensor& ids, layers::Pass& pass)
{
    const auto n = ids.size(1), end = length() + n;
    if (ids.size(0) != rows())
        throw Exception(ErrorCode::InvalidArgument, "tokens for " + std::to_string(ids.size(0)) +
                                                        " rows, there are " + std::to_string(rows()));
    if (end > m_cache.shape().capacity)
        throw Exception(ErrorCode::InvalidArgument, "a text of " + std::to_string(end) +
                                                        " tokens, there is room for " +
                                                        std::to_string(m_cache.shape().capacity));
    if (m_ids.defined() && mustRestart(ids)) m_cache.truncate(0);
    const auto known = m_cache.length();
    const auto part = [&](const at::Tensor& all, std::int64_t first) {
        return all.defined() ? all.narrow(1, first, end - first) : at::Tensor();
    };
    const DecoderStep step(known == m_length ? ids : part(m_ids, known), part(m_positions, known),
                           part(m_mask, 0), &m_cache, pass);
    const auto hidden = m_network.run(step);
    m_cache.advance(end - known);
    m_length = end;
    return hidden.narrow(1, end - known - n, n);
}

/// Whether what the cache holds is not what a text with these tokens, too, has.
bool CachedDecoding::mustRestart(const at::Tensor& ids)
{
    const auto end = m_length + ids.size(1);
    m_ids.narrow(1, m_length, ids.size(1)).copy_(ids);
    const bool isLong = end > m_network.shape().restartsAt;
    return isLong != std::exchange(m_isLong, isLong);
}

at::Tensor CachedDecoding::feed(const at::Tensor& ids, layers::Pass& pass)
{
    const bool isStep = ids.size(1) == 1 && ids.size(0) == rows() && m_length < m_cache.shape().capacity;
    if (isStep && !pass.probe && !m_mask.defined() && !m_ids.defined())
        if (auto logits = m_network.stepLogits(ids, m_cache); logits.defined()) {
            m_cache.advance(1);
            ++m_length;
            return logits;
        }
    const auto hidden = advance(ids, pass);
    return m_network.tokenLogits(hidden.select(1, hidden.size(1) - 1)).to(at::kFloat);
}

at::Tensor CachedDecoding::feedAll(const at::Tensor& ids, layers::Pass& pass)
{
    return m_network.tokenLogits(advance(ids, pass)).to(at::kFloat);
}

void CachedDecoding::reorder(const at::Tensor& rows)
{
    m_cache.reorder(rows);
    if (m_ids.defined()) m_ids = m_ids.index_select(0, rows);
    if (!m_mask.defined()) return;
    m_mask = m_mask.index_select(0, rows);
    m_positions = m_positions.index_select(0, rows);
}

void CachedDecoding::truncate(std::int64_t length)
{
    if (length < 0 || length > m_length)
        throw Exception(ErrorCode::InvalidArgument, "cut to " + std::to_string(length) +
                                                        " tokens, there are " + std::to_string(m_length));
    m_length = length;
    m_cache.truncate(std::min(length, m_cache.length()));
    if (!m_mask.defined()) return;
    // What is fed next is no padding, though the prompt may have had some there.
    m_mask.narrow(1, length, m_mask.size(1) - length).fill_(1);
    countPositions();
}

} // namespace vitrine::models

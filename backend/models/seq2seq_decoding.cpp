// SPDX-License-Identifier: Apache-2.0
#include "backend/models/seq2seq_decoding.h"

#include "backend/core/result.h"

#include <algorithm>
#include <numeric>

namespace vitrine::models {
namespace {

using core::ErrorCode;
using core::Exception;

} // namespace

DecoderCache::DecoderCache(const layers::KeyValueCache::Shape& own, at::ScalarType type)
    : m_own(own, type), m_inputOf(std::size_t(own.rows)), m_inputs(own.rows)
{
    m_source.reserve(std::size_t(own.layers));
    std::iota(m_inputOf.begin(), m_inputOf.end(), 0);
}

void DecoderCache::addSource(KeyValues source)
{
    m_source.push_back({source.key.contiguous(), source.value.contiguous()});
}

KeyValues DecoderCache::extend(std::int64_t layer, const at::Tensor& key, const at::Tensor& value)
{
    m_own.write(layer, key, value);
    return {m_own.keys(layer, 0, key.size(2)), m_own.values(layer, 0, key.size(2))};
}

at::Tensor DecoderCache::attendInput(std::int64_t input, const at::Tensor& query,
                                     const layers::AttentionRule& rule, const layers::Pass& pass) const
{
    const auto& [keys, values] = m_source[std::size_t(rule.layer)];
    auto ofInput = rule;
    if (m_sourceMask.defined()) ofInput.mask = m_sourceMask.narrow(0, input, 1);
    // All rows of the input as one long text.
    const auto together = query.reshape({1, -1, query.size(2)});
    return layers::attend(layers::splitHeads(together, keys.size(1)), keys.narrow(0, input, 1),
                          values.narrow(0, input, 1), ofInput, pass)
        .view(query.sizes());
}

at::Tensor DecoderCache::attendSource(const at::Tensor& query, layers::AttentionRule rule,
                                      const layers::Pass& pass) const
{
    rule.isCross = true;
    const auto& [keys, values] = m_source[std::size_t(rule.layer)];
    const auto heads = keys.size(1), width = query.size(2);
    if (pass.probe) { // which wants a map a row
        const auto inputs = at::tensor(m_inputOf, at::kLong);
        if (m_sourceMask.defined()) rule.mask = m_sourceMask.index_select(0, inputs);
        return layers::attend(layers::splitHeads(query, heads), keys.index_select(0, inputs),
                              values.index_select(0, inputs), rule, pass);
    }
    if (m_rowsEach > 0) {
        rule.mask = m_sourceMask;
        const auto together = query.view({m_inputs, m_rowsEach * query.size(1), width});
        return layers::attend(layers::splitHeads(together, heads), keys, values, rule, pass)
            .view(query.sizes());
    }
    auto result = at::empty_like(query);
    for (std::int64_t input = 0; input < m_inputs; ++input) {
        std::vector<std::int64_t> mine;
        for (std::size_t row = 0; row < m_inputOf.size(); ++row)
            if (m_inputOf[row] == input) mine.push_back(std::int64_t(row));
        const auto places = at::tensor(mine, at::kLong);
        result.index_copy_(0, places, attendInput(input, query.index_select(0, places), rule, pass));
    }
    return result;
}

void DecoderCache::reorder(const at::Tensor& rows)
{
    const auto sources = rows.to(at::kLong).contiguous();
    const auto count = std::int64_t(m_inputOf.size());
    std::vector<std::int64_t> inputs;
    for (std::int64_t i = 0; i < sources.size(0); ++i) {
        const auto source = sources.const_data_ptr<std::int64_t>()[i];
        if (source < 0 || source >= count)
            throw Exception(ErrorCode::InvalidArgument, "reorder: row " + std::to_string(source) + " of " +
                                                            std::to_string(count) + " is not there");
        inputs.push_back(m_inputOf[std::size_t(source)]);
    }
    if (inputs.empty()) throw Exception(ErrorCode::InvalidArgument, "reorder: no rows are left");
    m_own.reorder(sources);
    m_inputOf = std::move(inputs);
    keepInputs();
    groupRows();
}

/// Inputs that no row looks at any more never come back: their memory is freed.
void DecoderCache::keepInputs()
{
    std::vector<std::int64_t> kept = m_inputOf;
    std::ranges::sort(kept);
    kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
    if (std::int64_t(kept.size()) == m_inputs) return;
    const auto places = at::tensor(kept, at::kLong);
    for (auto& [keys, values] : m_source) {
        keys = keys.index_select(0, places);
        values = values.index_select(0, places);
    }
    if (m_sourceMask.defined()) m_sourceMask = m_sourceMask.index_select(0, places);
    for (auto& input : m_inputOf)
        input = std::ranges::lower_bound(kept, input) - kept.begin();
    m_inputs = std::int64_t(kept.size());
}

void DecoderCache::groupRows()
{
    const auto rows = std::int64_t(m_inputOf.size());
    m_rowsEach = rows % m_inputs == 0 ? rows / m_inputs : 0;
    for (std::int64_t row = 0; m_rowsEach > 0 && row < rows; ++row)
        if (m_inputOf[std::size_t(row)] != row / m_rowsEach) m_rowsEach = 0;
}

void DecoderCache::truncate(std::int64_t length)
{
    if (length < 0 || length > m_own.length())
        throw Exception(ErrorCode::InvalidArgument, "truncate: " + std::to_string(length) +
                                                        " positions, there are " +
                                                        std::to_string(m_own.length()));
    m_own.truncate(length);
}

std::int64_t DecoderCache::bytes() const
{
    std::int64_t total = m_own.bytes();
    for (const auto& [keys, values] : m_source)
        total += std::int64_t(keys.nbytes() + values.nbytes());
    return total;
}

at::Tensor Seq2SeqDecoding::step(const at::Tensor& ids, layers::Pass& pass)
{
    if (ids.dim() != 2 || ids.size(0) != rows() || ids.size(1) < 1)
        throw Exception(ErrorCode::InvalidArgument,
                        "feed: expected " + std::to_string(rows()) + " rows of at least one token");
    if (length() + ids.size(1) > m_cache.capacity())
        throw Exception(ErrorCode::InvalidArgument,
                        "feed: " + std::to_string(length() + ids.size(1)) + " positions a row, at most " +
                            std::to_string(m_cache.capacity()) + " were asked for");
    const auto* data = ids.const_data_ptr<std::int64_t>();
    for (std::int64_t i = 0; ids.is_contiguous() && i < ids.numel(); ++i)
        if (data[i] < 0 || data[i] >= m_vocabSize)
            throw Exception(ErrorCode::InvalidArgument, "feed: token " + std::to_string(data[i]) +
                                                            ", expected 0 to " +
                                                            std::to_string(m_vocabSize - 1));
    auto hidden = m_steps.hidden(ids, m_cache, pass);
    m_cache.advance(ids.size(1));
    return hidden;
}

at::Tensor Seq2SeqDecoding::feed(const at::Tensor& ids, layers::Pass& pass)
{
    return m_steps.logits(step(ids, pass).select(1, ids.size(1) - 1)).to(at::kFloat);
}

at::Tensor Seq2SeqDecoding::feedAll(const at::Tensor& ids, layers::Pass& pass)
{
    return m_steps.logits(step(ids, pass)).to(at::kFloat);
}

at::Tensor attendOwn(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                     std::int64_t heads, layers::AttentionRule rule, const StackContext& context,
                     const layers::Pass& pass)
{
    const auto q = layers::splitHeads(query, heads);
    KeyValues own{layers::splitHeads(key, heads), layers::splitHeads(value, heads)};
    rule.mask = context.mask;
    if (!context.packed) {
        if (context.cache) own = context.cache->extend(rule.layer, own.key, own.value);
        return layers::attend(q, own.key, own.value, rule, pass);
    }
    std::vector<at::Tensor> parts;
    const auto& texts = *context.packed;
    for (std::int64_t text = 0; text < texts.textCount(); ++text) {
        const auto start = texts.starts[std::size_t(text)];
        const auto length = texts.starts[std::size_t(text) + 1] - start;
        if (context.mask.defined()) rule.mask = context.mask.narrow(2, 0, length).narrow(3, 0, length);
        const auto part = [&](const at::Tensor& all) { return all.narrow(2, start, length); };
        auto ofText = rule;
        if (const auto& keys = texts.keys;
            std::size_t(text) < keys.size() && keys[std::size_t(text)].defined()) {
            const auto hidden = at::ones({length}, at::kBool).index_fill(0, keys[std::size_t(text)], 0);
            const auto all = ofText.mask.defined() ? ofText.mask : at::zeros({1, 1, 1, length}, q.options());
            ofText.mask = all.masked_fill(hidden, layers::lowestValue(q.scalar_type()));
        }
        parts.push_back(layers::attend(part(q), part(own.key), part(own.value), ofText, pass));
    }
    return at::cat(parts, 1);
}

at::Tensor attendSource(const at::Tensor& query, std::int64_t heads, layers::AttentionRule rule,
                        const StackContext& context, const layers::Linear& keys, const layers::Linear& values,
                        const layers::Pass& pass)
{
    if (context.cache) return context.cache->attendSource(query, rule, pass);
    rule.isCross = true;
    rule.mask = context.sourceMask;
    return layers::attend(layers::splitHeads(query, heads), layers::splitHeads(keys(context.source), heads),
                          layers::splitHeads(values(context.source), heads), rule, pass);
}

std::optional<UnpaddedTexts> withoutPadding(const NetworkInputs& inputs)
{
    const auto mask = inputs.attentionMask.to(at::kLong).contiguous();
    const auto rows = mask.size(0), length = mask.size(1);
    const auto* kept = mask.const_data_ptr<std::int64_t>();
    UnpaddedTexts texts;
    auto& tokens = texts.tokens;
    tokens.starts.push_back(0);
    std::vector<std::int64_t> places;
    for (std::int64_t row = 0; row < rows; ++row) {
        const auto before = places.size();
        for (std::int64_t i = 0; i < length; ++i) {
            if (kept[row * length + i] == 0) continue;
            if (places.size() > before && places.back() != row * length + i - 1) return std::nullopt;
            places.push_back(row * length + i);
        }
        if (places.size() == before) return std::nullopt;
        tokens.starts.push_back(std::int64_t(places.size()));
    }
    if (std::int64_t(places.size()) == rows * length) return std::nullopt;
    texts.places = at::tensor(places, at::kLong);
    tokens.ids = inputs.inputIds.reshape(-1).index_select(0, texts.places);
    tokens.keys.resize(std::size_t(rows));
    return texts;
}

std::int64_t longestOf(const std::vector<std::int64_t>& starts)
{
    std::int64_t longest = 0;
    for (std::size_t i = 0; i + 1 < starts.size(); ++i)
        longest = std::max(longest, starts[i + 1] - starts[i]);
    return longest;
}

at::Tensor padded(const at::Tensor& packed, const std::vector<std::int64_t>& starts)
{
    const auto longest = longestOf(starts);
    const auto texts = std::int64_t(starts.size()) - 1;
    auto result = at::zeros({texts, longest, packed.size(1)}, packed.options());
    for (std::int64_t text = 0; text < texts; ++text) {
        const auto start = starts[std::size_t(text)], length = starts[std::size_t(text) + 1] - start;
        result[text].narrow(0, 0, length).copy_(packed.narrow(0, start, length));
    }
    return result;
}

at::Tensor paddedMask(const std::vector<std::int64_t>& starts)
{
    return padded(at::ones({starts.back(), 1}, at::kLong), starts).squeeze(2);
}

} // namespace vitrine::models

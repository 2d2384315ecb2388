// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/attention/attention_source.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace vitrine::widgets {
namespace {

constexpr std::size_t keptMatrices = 32; ///< of 512 tokens 1 MB each
constexpr int largeMatrix = 64;          ///< rows

/// A token as the tokenizer spells it; a word of several as it stands in the text.
QString labelOf(const tokenizers::Encoding& encoding, std::span<const std::string> texts,
                const std::vector<int>& tokens)
{
    const auto first = std::size_t(tokens.front()), last = std::size_t(tokens.back());
    if (tokens.size() == 1) return QString::fromStdString(encoding.tokens[first]);
    const std::string& text = texts[encoding.textIds[first]];
    const auto begin = encoding.offsets[first].begin.value, end = encoding.offsets[last].end.value;
    return QString::fromStdString(text.substr(begin, end - begin));
}

AttentionAxis axisOf(const tokenizers::Encoding& encoding, std::span<const std::string> texts,
                     const AttentionOptions& options)
{
    AttentionAxis axis;
    axis.groups = inspection::groupTokens(encoding, options.specialTokens, options.byWord);
    for (const auto& tokens : axis.groups.tokens) {
        axis.labels.append(labelOf(encoding, texts, tokens));
        axis.sentences.push_back(encoding.typeIds[std::size_t(tokens.front())] == 0 ? 0 : 1);
    }
    return axis;
}

} // namespace

AttentionSource::AttentionSource(AttentionPointer data, AttentionPointer subtracted,
                                 const AttentionOptions& options)
    : m_data(std::move(data)),
      m_subtracted(std::move(subtracted)),
      m_scores(options.scores && !m_data->maps.scores.empty() &&
               (!m_subtracted || !m_subtracted->maps.scores.empty())),
      m_queries(axisOf(m_data->maps.encoding, m_data->texts, options))
{
    if (m_data->maps.keyEncoding)
        m_keys = axisOf(*m_data->maps.keyEncoding, std::span(&m_data->source, 1), options);
    m_isPair = !m_keys && std::ranges::find(m_queries.sentences, 1) != m_queries.sentences.end();
}

bool AttentionSource::areComparable(const AttentionData& a, const AttentionData& b)
{
    return a.maps.kind == b.maps.kind && a.maps.encoding.tokens == b.maps.encoding.tokens &&
           a.maps.keys().tokens == b.maps.keys().tokens && a.maps.layers == b.maps.layers &&
           a.maps.heads == b.maps.heads;
}

AttentionSource::Values AttentionSource::matrix(int layer, int head) const
{
    const auto found = m_matrices.find({layer, head});
    if (found != m_matrices.end()) return found->second;
    const auto grouped = [&](const AttentionData& data) {
        return inspection::groupAttention(data.maps.head(std::size_t(layer), head, m_scores),
                                          m_queries.groups, keys().groups, m_scores);
    };
    auto values = std::make_shared<std::vector<float>>(grouped(*m_data));
    if (m_subtracted) {
        const auto other = grouped(*m_subtracted);
        std::ranges::transform(*values, other, values->begin(), std::minus<>());
    }
    if (m_matrices.size() >= keptMatrices) m_matrices.clear();
    return m_matrices[{layer, head}] = values;
}

ValueRange AttentionSource::range(int layer, int head) const
{
    const auto found = m_ranges.find({layer, head});
    if (found != m_ranges.end()) return found->second;
    std::vector<float> strengths(*matrix(layer, head));
    std::erase_if(strengths, isHiddenScore);
    for (float& value : strengths)
        value = std::abs(value);
    ValueRange range;
    range.diverging = m_scores || isDifference();
    const auto end = strengths.end();
    auto highest = std::ranges::max_element(strengths);
    const float largest = highest == end ? 0 : *highest;
    if (std::max(rows(), columns()) >= largeMatrix) {
        highest = strengths.begin() + std::ptrdiff_t(strengths.size() - strengths.size() / 200);
        std::nth_element(strengths.begin(), highest, end);
    }
    range.maximum = std::max(1e-6, highest == end ? 0 : double(*highest));
    range.isCut = range.maximum < double(largest);
    if (range.diverging) range.minimum = -range.maximum;
    return m_ranges[{layer, head}] = range;
}

inspection::HeadFacts AttentionSource::facts(int layer, int head) const
{
    const auto& maps = m_data->maps;
    const auto values = maps.head(std::size_t(layer), head);
    return isCross() ? inspection::describeCrossHead(values, maps.encoding, *maps.keyEncoding)
                     : inspection::describeHead(values, maps.encoding);
}

} // namespace vitrine::widgets

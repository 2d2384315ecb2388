// SPDX-License-Identifier: Apache-2.0
#include "backend/core/result.h"
#include "backend/generation/search.h"

#include <algorithm>

namespace vitrine::generation {
namespace {

at::Tensor toTensor(const std::vector<std::int64_t>& ids)
{
    return at::tensor(ids, at::kLong);
}

/// Sequences of different lengths as a rectangle, with its mask; pads are 0, which nobody sees.
models::NetworkInputs padded(std::span<const Line> lines, bool source)
{
    const auto idsOf = [&](const Line& line) {
        return source ? line.source : std::span<const std::int64_t>(line.ids);
    };
    std::size_t longest = 0;
    for (const auto& line : lines)
        longest = std::max(longest, idsOf(line).size());
    models::NetworkInputs inputs;
    inputs.inputIds = at::zeros({std::int64_t(lines.size()), std::int64_t(longest)}, at::kLong);
    inputs.attentionMask = at::zeros_like(inputs.inputIds);
    auto* id = inputs.inputIds.mutable_data_ptr<std::int64_t>();
    auto* mask = inputs.attentionMask.mutable_data_ptr<std::int64_t>();
    for (const auto& line : lines) {
        const auto ids = idsOf(line);
        // What a decoder goes on from must stand at the end.
        const auto first = source ? 0 : longest - ids.size();
        std::ranges::copy(ids, id + first);
        std::fill_n(mask + first, ids.size(), 1);
        id += longest;
        mask += longest;
    }
    return inputs;
}

} // namespace

Decoder::Decoder(const models::Network& network, std::span<const Line> lines, bool guided, layers::Pass& pass)
    : m_pass(pass)
{
    const bool hasEncoder = network.description().family == core::Family::EncoderDecoder;
    std::int64_t prompt = 0, growth = 0;
    for (const auto& line : lines) {
        prompt = std::max(prompt, std::int64_t(line.ids.size()));
        growth = std::max(growth, line.maxLength - std::int64_t(line.ids.size()));
    }
    if (hasEncoder) {
        std::vector<at::Tensor> starts;
        for (const auto& line : lines)
            starts.push_back(toTensor(line.ids));
        m_prompt = at::stack(starts);
    }
    const auto inputs = padded(lines, hasEncoder);
    if (!hasEncoder) m_prompt = inputs.inputIds;
    m_state = network.startDecoding(inputs, prompt + growth, pass);
    if (m_state && guided) {
        if (hasEncoder)
            throw core::Exception(core::ErrorCode::Unsupported,
                                  "argument guidance_scale: not done for encoder-decoder models");
        models::NetworkInputs alone;
        alone.inputIds = m_lastOfPrompt = m_prompt.slice(1, prompt - 1).contiguous();
        alone.attentionMask = at::ones_like(alone.inputIds);
        m_unconditional = network.startDecoding(alone, growth + 1, pass);
    }
    if (!m_state) throw core::Exception(core::ErrorCode::Unsupported, "the model does not generate");
}

at::Tensor Decoder::combine(const at::Tensor& logits, const at::Tensor& unconditional, double scale) const
{
    const auto with = at::log_softmax(logits, -1), without = at::log_softmax(unconditional, -1);
    return scale * (with - without) + without;
}

at::Tensor Decoder::prefill(double scale)
{
    const auto logits = m_state->feed(m_prompt, m_pass);
    return m_unconditional ? combine(logits, m_unconditional->feed(m_lastOfPrompt, m_pass), scale) : logits;
}

at::Tensor Decoder::feed(const std::vector<std::int64_t>& ids, double scale)
{
    const auto column = toTensor(ids).unsqueeze(1);
    const auto logits = m_state->feed(column, m_pass);
    return m_unconditional ? combine(logits, m_unconditional->feed(column, m_pass), scale) : logits;
}

at::Tensor Decoder::feedAll(const std::vector<std::int64_t>& ids, double scale)
{
    const auto row = toTensor(ids).unsqueeze(0);
    const auto logits = m_state->feedAll(row, m_pass)[0];
    return m_unconditional ? combine(logits, m_unconditional->feedAll(row, m_pass)[0], scale) : logits;
}

void Decoder::reorder(const std::vector<std::int64_t>& rows)
{
    bool isSame = std::int64_t(rows.size()) == m_state->rows();
    for (std::size_t i = 0; isSame && i < rows.size(); ++i)
        isSame = rows[i] == std::int64_t(i);
    if (isSame) return;
    const auto tensor = toTensor(rows);
    m_state->reorder(tensor);
    if (m_unconditional) m_unconditional->reorder(tensor);
}

void Decoder::forget(std::int64_t count)
{
    if (count == 0) return;
    m_state->truncate(m_state->length() - count);
    if (m_unconditional) m_unconditional->truncate(m_unconditional->length() - count);
}

std::int64_t Decoder::bytes() const
{
    return m_state->bytes() + (m_unconditional ? m_unconditional->bytes() : 0);
}

} // namespace vitrine::generation

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json_access.h"
#include "backend/models/network.h"
#include "backend/tokenizers/tokenizer.h"

#include <ATen/ATen.h>

#include <functional>
#include <vector>

namespace vitrine::tests {

using Ids = std::vector<std::int64_t>;
/// The logits after a sequence; of an encoder-decoder model its source stands before it.
using Logits = std::function<std::vector<float>(const Ids&)>;

/// A decoder whose logits are any function of what a row has read, padding excluded.
class FakeState final : public models::DecodingState
{
public:
    FakeState(const Logits& logits, const models::NetworkInputs& inputs, bool hasEncoder) : m_logits(logits)
    {
        const auto rows = inputs.inputIds.size(0);
        m_rows.resize(std::size_t(rows));
        m_mask = inputs.attentionMask;
        if (!hasEncoder) return;
        for (std::int64_t row = 0; row < rows; ++row)
            for (std::int64_t i = 0; i < inputs.inputIds.size(1); ++i)
                if (m_mask[row][i].item<std::int64_t>())
                    m_rows[std::size_t(row)].push_back(inputs.inputIds[row][i].item<std::int64_t>());
        m_mask = at::Tensor();
    }
    at::Tensor feed(const at::Tensor& ids, layers::Pass& pass) override
    {
        return feedAll(ids, pass).select(1, ids.size(1) - 1).contiguous();
    }
    at::Tensor feedAll(const at::Tensor& ids, layers::Pass& pass) override
    {
        pass.control.checkpoint();
        std::vector<at::Tensor> all;
        for (std::int64_t i = 0; i < ids.size(1); ++i, ++m_length) {
            std::vector<at::Tensor> step;
            for (std::int64_t row = 0; row < ids.size(0); ++row) {
                auto& own = m_rows[std::size_t(row)];
                const bool isPad = m_mask.defined() && m_length < m_mask.size(1) &&
                                   m_mask[row][m_length].item<std::int64_t>() == 0;
                if (!isPad) own.push_back(ids[row][i].item<std::int64_t>());
                step.push_back(at::tensor(m_logits(own.empty() ? Ids{0} : own)));
            }
            all.push_back(at::stack(step));
        }
        ++feeds;
        return at::stack(all, 1);
    }
    void reorder(const at::Tensor& rows) override
    {
        std::vector<Ids> next;
        for (std::int64_t i = 0; i < rows.size(0); ++i)
            next.push_back(m_rows.at(std::size_t(rows[i].item<std::int64_t>())));
        m_rows = std::move(next);
        m_mask = at::Tensor();
    }
    void truncate(std::int64_t length) override
    {
        for (auto& row : m_rows)
            row.resize(row.size() - std::size_t(m_length - length));
        m_length = length;
    }
    std::int64_t length() const override { return m_length; }
    std::int64_t rows() const override { return std::int64_t(m_rows.size()); }
    std::int64_t bytes() const override { return m_length; }

    static inline int feeds = 0;

private:
    const Logits& m_logits;
    std::vector<Ids> m_rows;
    at::Tensor m_mask;
    std::int64_t m_length = 0;
};

class FakeNetwork final : public models::Network
{
public:
    FakeNetwork(std::int64_t vocabulary, Logits logits, core::Family family = core::Family::Decoder)
        : m_logits(std::move(logits))
    {
        m_description.family = family;
        m_description.head = family == core::Family::Decoder ? core::Head::CausalLm : core::Head::Seq2SeqLm;
        m_description.vocabSize = vocabulary;
        m_description.maxPositions = 100;
    }
    models::NetworkOutputs forward(const models::NetworkInputs&, layers::Pass&) const override { return {}; }
    void forEachParameter(const ParameterAction&) override {}
    std::unique_ptr<models::DecodingState> startDecoding(const models::NetworkInputs& inputs, std::int64_t,
                                                         layers::Pass&) const override
    {
        return std::make_unique<FakeState>(m_logits, inputs,
                                           m_description.family == core::Family::EncoderDecoder);
    }

private:
    Logits m_logits;
};

/// A tokenizer with a token for each letter from a on.
inline tokenizers::Tokenizer letters(std::size_t count)
{
    core::Json vocab;
    for (std::size_t i = 0; i < count; ++i)
        vocab[std::string(1, char('a' + i))] = i;
    const auto split = core::Json::parse(
        R"({"type": "Split", "pattern": {"Regex": "."}, "behavior": "Isolated", "invert": false})");
    const core::Json json = {{"version", "1.0"},
                             {"model", {{"type", "WordLevel"}, {"vocab", vocab}, {"unk_token", "a"}}},
                             {"pre_tokenizer", split},
                             {"decoder", {{"type", "Fuse"}}},
                             {"added_tokens", core::Json::array()}};
    return tokenizers::Tokenizer::fromJson(json.dump(), "letters").value();
}

/// Logits that look random and are the same for the same sequence, without ties.
inline Logits scattered(std::size_t vocabulary, float scale = 3)
{
    return [=](const Ids& ids) {
        std::uint64_t state = 1469598103934665603u;
        for (const auto id : ids)
            state = (state ^ std::uint64_t(id + 1)) * 1099511628211u;
        std::vector<float> logits;
        for (std::size_t i = 0; i < vocabulary; ++i) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            logits.push_back(scale * (float(state >> 40) / float(1 << 24) * 2 - 1));
        }
        return logits;
    };
}

} // namespace vitrine::tests

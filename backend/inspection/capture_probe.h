// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/array.h"
#include "backend/inspection/probe.h"
#include "backend/models/probe_request.h"

#include <chrono>
#include <vector>

namespace vitrine::inspection {

/// Keeps what a ProbeRequest asks for. Attention is large: it is written straight into the arrays that leave
/// the border, when the model computes in float32.
class CaptureProbe final : public Probe
{
public:
    explicit CaptureProbe(models::ProbeRequest request) : m_request(std::move(request)) {}

    void enter(Part part) override { m_part = part; }
    void visit(Site site, std::int64_t layer, at::Tensor& value) override;
    bool looksAt(Site site, std::int64_t layer) const override;
    bool wantsSquares() const override { return m_request.squares; }
    at::Tensor destination(Site site, std::int64_t layer, at::IntArrayRef shape,
                           at::ScalarType type) override;

    /// By their names in Transformers: `hidden_states.0` (embeddings) …, `encoder_hidden_states.0` ….
    std::vector<std::pair<std::string, at::Tensor>> hiddenStates;
    /// `attentions.L` and `scores.L` in the order of layers; of two stacks `encoder_attentions.L`,
    /// `decoder_attentions.L`, `cross_attentions.L` and the scores likewise.
    std::vector<core::NamedFloatArray> attentions;

private:
    models::ProbeRequest m_request;
    Part m_part = Part::Model;
    core::NamedFloatArray m_scores, m_probabilities; ///< of the layer that is being computed
};

/// Keeps embeddings and hidden states, with the time at which each was ready.
class TimingProbe final : public Probe
{
public:
    using Clock = std::chrono::steady_clock;
    struct Step
    {
        Part part;
        std::int64_t layer; ///< -1: embeddings
        at::Tensor value;
        Clock::time_point ready;
    };

    void enter(Part part) override { m_part = part; }
    void visit(Site site, std::int64_t layer, at::Tensor& value) override;

    std::vector<Step> steps; ///< embeddings first, then each layer's

private:
    Part m_part = Part::Model;
};

} // namespace vitrine::inspection

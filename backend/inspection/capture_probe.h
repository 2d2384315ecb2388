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

    void visit(Site site, std::int64_t layer, at::Tensor& value) override;
    bool looksAt(Site site, std::int64_t layer) const override;
    at::Tensor destination(Site site, std::int64_t layer, at::IntArrayRef shape,
                           at::ScalarType type) override;

    std::vector<at::Tensor> hiddenStates;          ///< embeddings first, then each layer's
    std::vector<core::NamedFloatArray> attentions; ///< `attentions.L` and `scores.L`, in the order of layers

private:
    models::ProbeRequest m_request;
    core::NamedFloatArray m_scores, m_probabilities; ///< of the layer that is being computed
};

/// Keeps embeddings and hidden states, with the time at which each was ready.
class TimingProbe final : public Probe
{
public:
    using Clock = std::chrono::steady_clock;
    struct Step
    {
        at::Tensor value;
        Clock::time_point ready;
    };

    void visit(Site site, std::int64_t layer, at::Tensor& value) override;

    std::vector<Step> steps; ///< embeddings first, then each layer's
};

} // namespace vitrine::inspection

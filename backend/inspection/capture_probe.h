// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/inspection/probe.h"
#include "backend/models/probe_request.h"

#include <chrono>
#include <vector>

namespace vitrine::inspection {

/// Keeps what a ProbeRequest asks for, as Transformers' `hidden_states` and `attentions` tuples.
class CaptureProbe final : public Probe
{
public:
    explicit CaptureProbe(models::ProbeRequest request) : m_request(request) {}

    void visit(Site site, std::int64_t layer, at::Tensor& value) override;

    std::vector<at::Tensor> hiddenStates; ///< embeddings first, then each layer's
    std::vector<at::Tensor> attentions;

private:
    models::ProbeRequest m_request;
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

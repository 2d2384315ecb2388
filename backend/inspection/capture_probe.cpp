// SPDX-License-Identifier: Apache-2.0
#include "backend/inspection/capture_probe.h"

namespace vitrine::inspection {

void CaptureProbe::visit(Site site, std::int64_t, at::Tensor& value)
{
    if (m_request.hiddenStates && (site == Site::Embeddings || site == Site::HiddenState))
        hiddenStates.push_back(value);
    if (m_request.attentions && site == Site::AttentionProbabilities) attentions.push_back(value);
}

void TimingProbe::visit(Site site, std::int64_t, at::Tensor& value)
{
    if (site == Site::Embeddings || site == Site::HiddenState) steps.push_back({value, Clock::now()});
}

} // namespace vitrine::inspection

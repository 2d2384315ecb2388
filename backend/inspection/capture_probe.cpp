// SPDX-License-Identifier: Apache-2.0
#include "backend/inspection/capture_probe.h"

#include <string>

namespace vitrine::inspection {
namespace {

void copy(const at::Tensor& value, core::FloatArray& array)
{
    array.shape = value.sizes().vec();
    array.values.resize(std::size_t(value.numel()));
    at::from_blob(array.values.data(), value.sizes(), at::kFloat).copy_(value);
}

} // namespace

bool CaptureProbe::looksAt(Site site, std::int64_t layer) const
{
    switch (site) {
    case Site::Embeddings:
    case Site::HiddenState:
        return m_request.hiddenStates;
    case Site::AttentionScores:
        return m_request.scores && m_request.wantsLayer(layer);
    case Site::AttentionProbabilities:
        return m_request.attentions && m_request.wantsLayer(layer);
    default:
        return false;
    }
}

at::Tensor CaptureProbe::destination(Site site, std::int64_t layer, at::IntArrayRef shape,
                                     at::ScalarType type)
{
    if (type != at::kFloat || !looksAt(site, layer)) return {};
    core::FloatArray& array = (site == Site::AttentionScores ? m_scores : m_probabilities).array;
    array.shape = shape.vec();
    array.values.resize(std::size_t(core::elementCount(array.shape)));
    return at::from_blob(array.values.data(), shape, at::kFloat);
}

void CaptureProbe::visit(Site site, std::int64_t layer, at::Tensor& value)
{
    if (!looksAt(site, layer)) return;
    if (site == Site::Embeddings || site == Site::HiddenState) {
        hiddenStates.push_back(value);
        return;
    }
    const bool isScores = site == Site::AttentionScores;
    core::NamedFloatArray& kept = isScores ? m_scores : m_probabilities;
    if (kept.array.values.empty() || kept.array.values.data() != value.const_data_ptr())
        copy(value, kept.array);
    kept.name = (isScores ? "scores." : "attentions.") + std::to_string(layer);
    attentions.push_back(std::move(kept));
    kept = {};
}

void TimingProbe::visit(Site site, std::int64_t, at::Tensor& value)
{
    if (site == Site::Embeddings || site == Site::HiddenState) steps.push_back({value, Clock::now()});
}

} // namespace vitrine::inspection

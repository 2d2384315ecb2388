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

bool isScore(Site site)
{
    return site == Site::AttentionScores || site == Site::CrossAttentionScores;
}

bool isProbability(Site site)
{
    return site == Site::AttentionProbabilities || site == Site::CrossAttentionProbabilities ||
           site == Site::GlobalAttentionProbabilities;
}

std::string prefixOf(Part part, Site site)
{
    if (site == Site::GlobalAttentionProbabilities)
        return part == Part::Encoder ? "encoder_global_" : "global_";
    if (site == Site::CrossAttentionScores || site == Site::CrossAttentionProbabilities) return "cross_";
    return part == Part::Encoder ? "encoder_" : part == Part::Decoder ? "decoder_" : "";
}

} // namespace

bool CaptureProbe::looksAt(Site site, std::int64_t layer) const
{
    if (site == Site::Embeddings || site == Site::HiddenState) return m_request.hiddenStates;
    if (isScore(site)) return m_request.scores && m_request.wantsLayer(layer);
    return isProbability(site) && m_request.attentions && m_request.wantsLayer(layer);
}

at::Tensor CaptureProbe::destination(Site site, std::int64_t layer, at::IntArrayRef shape,
                                     at::ScalarType type)
{
    if (type != at::kFloat || !looksAt(site, layer)) return {};
    core::FloatArray& array = (isScore(site) ? m_scores : m_probabilities).array;
    array.shape = shape.vec();
    array.values.resize(std::size_t(core::elementCount(array.shape)));
    return at::from_blob(array.values.data(), shape, at::kFloat);
}

void CaptureProbe::visit(Site site, std::int64_t layer, at::Tensor& value)
{
    if (!looksAt(site, layer)) return;
    if (site == Site::Embeddings || site == Site::HiddenState) {
        const auto index = site == Site::Embeddings ? 0 : layer + 1;
        hiddenStates.emplace_back(prefixOf(m_part, site) + "hidden_states." + std::to_string(index), value);
        return;
    }
    core::NamedFloatArray& kept = isScore(site) ? m_scores : m_probabilities;
    if (kept.array.values.empty() || kept.array.values.data() != value.const_data_ptr())
        copy(value, kept.array);
    kept.name = prefixOf(m_part, site) + (isScore(site) ? "scores." : "attentions.") + std::to_string(layer);
    attentions.push_back(std::move(kept));
    kept = {};
}

void TimingProbe::visit(Site site, std::int64_t layer, at::Tensor& value)
{
    if (site == Site::Embeddings || site == Site::HiddenState)
        steps.push_back({m_part, layer, value, Clock::now()});
}

} // namespace vitrine::inspection

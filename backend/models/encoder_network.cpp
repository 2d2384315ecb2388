// SPDX-License-Identifier: Apache-2.0
#include "backend/models/encoder_network.h"

#include "backend/core/json_access.h"

namespace vitrine::models {

EncoderNetwork::EncoderNetwork(const NetworkRequest& request, std::string prefix)
    : m_prefix(request.head == core::Head::Base ? "" : std::move(prefix))
{
    const core::JsonObject config(request.config, request.origin);
    m_tiesWordEmbeddings = config.get<bool>("tie_word_embeddings", true);
    m_description.head = request.head;
    m_description.labels = request.labels;
}

at::Tensor EncoderNetwork::tokenLogits(const at::Tensor& hidden) const
{
    return m_tokenHead ? (*m_tokenHead)(hidden) : at::Tensor();
}

at::Tensor EncoderNetwork::textLogits(const at::Tensor& hidden, const NetworkInputs& inputs) const
{
    return m_textHead ? (*m_textHead)(summary(hidden, inputs)) : at::Tensor();
}

at::Tensor EncoderNetwork::summary(const at::Tensor& hidden, const NetworkInputs&) const
{
    const auto first = hidden.select(1, 0);
    const auto pooled = pool(first);
    return pooled.defined() ? pooled : first;
}

std::string EncoderNetwork::baseName(const std::string& name) const
{
    return m_prefix.empty() ? name : m_prefix + "." + name;
}

void EncoderNetwork::forEachParameter(const ParameterAction& action)
{
    forEachBaseParameter(m_prefix, action);
    if (m_tokenHead) layers::forEachParameter(*m_tokenHead, "", action);
    if (m_textHead) layers::forEachParameter(*m_textHead, "", action);
}

bool EncoderNetwork::readsVocabulary() const
{
    const auto head = description().head;
    return head == core::Head::MaskedLm || (head == core::Head::PreTraining && m_tokenHead->norm);
}

std::vector<Tie> EncoderNetwork::ties() const
{
    if (!readsVocabulary() || !m_tiesWordEmbeddings) return {};
    const auto& keys = m_tokenHead->keys;
    std::vector<Tie> ties{{keys.out + ".weight", baseName(wordEmbeddingsName()), /*unlessStored=*/true}};
    if (m_tokenHead->bias.defined()) ties.push_back({keys.out + ".bias", keys.bias, /*unlessStored=*/true});
    return ties;
}

std::vector<std::string> EncoderNetwork::formerNames(const std::string& name) const
{
    if (!readsVocabulary()) return {};
    const auto& keys = m_tokenHead->keys;
    // What is tied is stored under either name; the bias was stored under one of the two alone, whatever is
    // tied.
    if (m_tiesWordEmbeddings && name == baseName(wordEmbeddingsName())) return {keys.out + ".weight"};
    if (keys.bias.empty()) return {};
    if (name == keys.bias) return {keys.out + ".bias"};
    if (name == keys.out + ".bias") return {keys.bias};
    return {};
}

std::optional<EncoderHead> labelHead(const NetworkRequest& request, std::int64_t hiddenSize)
{
    switch (request.head) {
    case core::Head::TokenClassification:
        return EncoderHead("classifier", hiddenSize, request.labels);
    case core::Head::QuestionAnswering:
        return EncoderHead("qa_outputs", hiddenSize, 2);
    default:
        return std::nullopt;
    }
}

} // namespace vitrine::models

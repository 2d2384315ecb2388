// SPDX-License-Identifier: Apache-2.0
#include "backend/models/decoder_network.h"

#include "backend/core/result.h"
#include "backend/models/cached_decoding.h"

#include <c10/core/GradMode.h>

namespace vitrine::models {

using core::ErrorCode;
using core::Exception;
using core::Head;
using inspection::Site;
using layers::Bias;

DecoderNetwork::DecoderNetwork(const NetworkRequest& request, DecoderShape shape) : m_shape(std::move(shape))
{
    if (m_shape.outputSize == 0) m_shape.outputSize = m_shape.hiddenSize;
    if (m_shape.questionPrefix.empty()) m_shape.questionPrefix = m_shape.prefix;
    const auto put = [&](const char* name, std::int64_t count, Bias bias) {
        m_headName = name;
        m_head.emplace(m_shape.outputSize, count, bias);
    };
    switch (request.head) {
    case Head::CausalLm:
        put(m_shape.languageHead.c_str(), m_shape.vocabSize, Bias::Without);
        break;
    case Head::SequenceClassification:
        put("score", request.labels, Bias::Without);
        break;
    case Head::TokenClassification:
        put(m_shape.tokenClassifier.c_str(), request.labels,
            m_shape.tokenClassifierBias ? Bias::With : Bias::Without);
        break;
    case Head::QuestionAnswering:
        put("qa_outputs", 2, Bias::With);
        break;
    default:
        break;
    }
    m_description.family = core::Family::Decoder;
    m_description.head = request.head;
    m_description.layers = m_shape.layers;
    m_description.hiddenSize = m_shape.hiddenSize;
    m_description.heads = m_shape.heads;
    m_description.vocabSize = m_shape.vocabSize;
    m_description.maxPositions = m_shape.maxPositions;
    m_description.labels = request.labels;
}

at::Tensor DecoderNetwork::run(const DecoderStep& step) const
{
    auto& pass = step.pass();
    auto hidden = embed(step);
    pass.visit(Site::Embeddings, -1, hidden);
    for (std::int64_t i = 0; i < m_shape.layers; ++i) {
        // A single token is through before anybody could wait.
        if (i == 0 || step.count() > 1) pass.control.checkpoint();
        hidden = layer(i, hidden, step);
        if (i + 1 < m_shape.layers) pass.visit(Site::HiddenState, i, hidden);
    }
    hidden = finish(hidden);
    pass.visit(Site::HiddenState, m_shape.layers - 1, hidden);
    return hidden;
}

at::Tensor DecoderNetwork::stepLogits(const at::Tensor&, layers::KeyValueCache&) const
{
    return {};
}

NetworkOutputs DecoderNetwork::forward(const NetworkInputs& inputs, layers::Pass& pass) const
{
    const bool isPadded = inputs.attentionMask.defined() && inputs.attentionMask.eq(0).any().item<bool>();
    const DecoderStep step(inputs.inputIds, inputs.positionIds,
                           isPadded ? inputs.attentionMask : at::Tensor(), nullptr, pass);
    NetworkOutputs outputs;
    outputs.lastHiddenState = run(step);
    return outputs;
}

at::Tensor DecoderNetwork::tokenLogits(const at::Tensor& hidden) const
{
    if (!m_head || m_description.head == Head::SequenceClassification) return {};
    auto logits = (*m_head)(hidden);
    const double cap = m_shape.logitSoftcap;
    if (cap == 0 || m_description.head != Head::CausalLm) return logits;
    if (c10::GradMode::is_enabled()) return at::tanh(logits / cap) * cap;
    return logits.div_(cap).tanh_().mul_(cap);
}

at::Tensor DecoderNetwork::textLogits(const at::Tensor& hidden, const NetworkInputs& inputs) const
{
    if (m_description.head != Head::SequenceClassification) return {};
    const auto batch = hidden.size(0), length = hidden.size(1);
    if (m_shape.padTokenId < 0) {
        if (batch > 1)
            throw Exception(ErrorCode::InvalidArgument,
                            "a batch of " + std::to_string(batch) +
                                " texts needs a pad token, and config.json has no pad_token_id");
        return (*m_head)(hidden.select(1, length - 1));
    }
    // The rightmost token that is no padding, as Transformers finds it: by the id, not by the mask.
    const auto counts = inputs.inputIds.ne(m_shape.padTokenId).to(at::kLong) * at::arange(length, at::kLong);
    const auto last = counts.argmax(1);
    return (*m_head)(hidden.index({at::arange(batch, at::kLong), last}));
}

std::unique_ptr<DecodingState> DecoderNetwork::startDecoding(const NetworkInputs& inputs,
                                                             std::int64_t capacity, layers::Pass&) const
{
    if (m_description.head != Head::CausalLm) return nullptr;
    return std::make_unique<CachedDecoding>(*this, inputs.attentionMask, capacity);
}

std::string DecoderNetwork::basePrefix() const
{
    if (!m_head) return "";
    return m_description.head == Head::QuestionAnswering ? m_shape.questionPrefix : m_shape.prefix;
}

void DecoderNetwork::forEachParameter(const ParameterAction& action)
{
    forEachBaseParameter(basePrefix(), action);
    if (m_head) layers::forEachParameter(*m_head, m_headName, action);
}

std::vector<Tie> DecoderNetwork::ties() const
{
    if (m_description.head != Head::CausalLm || !m_shape.tiesEmbeddings) return {};
    return {{m_headName + ".weight", basePrefix() + "." + m_shape.embeddings}};
}

std::vector<std::string> DecoderNetwork::formerNames(const std::string& name) const
{
    // Those of GPT-NeoX and of Gemma 3 with pictures, which Transformers 5 calls as all others.
    if (m_head && name == m_headName + ".weight" && m_headName == m_shape.languageHead &&
        m_headName != "lm_head")
        return {"lm_head.weight"};
    // A checkpoint of the question answering class, or one that becomes it, may have the other prefix.
    if (m_shape.questionPrefix == m_shape.prefix) return {};
    const auto own = basePrefix() + ".";
    if (!m_head) return {m_shape.questionPrefix + "." + name};
    if (!name.starts_with(own)) return {};
    const auto& other =
        m_description.head == Head::QuestionAnswering ? m_shape.prefix : m_shape.questionPrefix;
    return {other + "." + name.substr(own.size())};
}

} // namespace vitrine::models

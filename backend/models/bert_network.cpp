// SPDX-License-Identifier: Apache-2.0
#include "backend/models/packed_bert.h"
#include "backend/models/registry.h"

namespace vitrine::models {
namespace {

struct SequenceClassificationHead
{
    layers::Linear classifier;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("classifier", classifier);
    }
};

class BertNetwork final : public Network
{
public:
    BertNetwork(const BertConfig& config, const NetworkRequest& request)
        : m_model(config, request.head == core::Head::SequenceClassification ||
                              request.stores("pooler.dense.weight") || request.stores("pooler.dense.bias"))
    {
        if (request.head == core::Head::SequenceClassification)
            m_head = SequenceClassificationHead{layers::Linear(config.hiddenSize, request.labels)};
        m_description.head = request.head;
        m_description.layers = config.layers;
        m_description.hiddenSize = config.hiddenSize;
        m_description.heads = config.heads;
        m_description.vocabSize = config.vocabSize;
        m_description.typeVocabSize = config.typeVocabSize;
        m_description.maxPositions = config.maxPositions;
        m_description.labels = request.labels;
    }

    NetworkOutputs forward(const NetworkInputs& inputs, layers::Pass& pass) const override
    {
        if (!pass.probe) return forwardAsPacked(*this, inputs, pass.control);
        // Worth its memory only to a model that is looked at more than once.
        if (m_packed || m_exactPasses++ > 0) return packed().forward(inputs, *pass.probe, pass.control);
        return m_model.forward(inputs, *pass.probe, pass.control);
    }

    bool packs() const override { return true; }
    at::Tensor forwardPacked(const PackedTokens& tokens, core::RunControl& control) const override
    {
        return packed().forward(tokens, control);
    }

    at::Tensor pool(const at::Tensor& firstTokens) const override { return m_model.pool(firstTokens); }

    at::Tensor textLogits(const at::Tensor& hidden, const NetworkInputs&) const override
    {
        return m_head ? m_head->classifier(m_model.pool(hidden.select(1, 0))) : at::Tensor();
    }

    void forEachParameter(const ParameterAction& action) override
    {
        layers::forEachParameter(m_model, m_head ? "bert" : "", action);
        if (m_head) layers::forEachParameter(*m_head, "", action);
    }

private:
    /// Not made at loading: it is a second copy of the weights.
    const PackedBert& packed() const
    {
        if (!m_packed) m_packed = std::make_unique<PackedBert>(m_model);
        return *m_packed;
    }

    BertModel m_model;
    std::optional<SequenceClassificationHead> m_head;
    mutable std::unique_ptr<PackedBert> m_packed; // a model is used on one thread
    mutable int m_exactPasses = 0;
};

} // namespace

std::unique_ptr<Network> makeBert(const NetworkRequest& request)
{
    return std::make_unique<BertNetwork>(BertConfig::parse(request.config, request.origin), request);
}

} // namespace vitrine::models

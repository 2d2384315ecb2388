// SPDX-License-Identifier: Apache-2.0
#include "backend/models/packed_bert.h"
#include "backend/models/registry.h"

namespace vitrine::models {
namespace {

class BertAsEncoder final : public Encoder
{
public:
    /// `labels`: of the classification head; 0 leaves it out.
    BertAsEncoder(const BertConfig& config, Checkpoint& checkpoint, at::ScalarType type, std::int64_t labels)
        : m_model(config, labels > 0 || checkpoint.contains("pooler.dense.weight") ||
                              checkpoint.contains("pooler.dense.bias"))
    {
        checkpoint.load(m_model, type);
        if (labels > 0) {
            m_head = SequenceClassificationHead{layers::Linear(config.hiddenSize, labels)};
            checkpoint.load(*m_head, type);
        }
        m_description = {config.layers,
                         config.hiddenSize,
                         config.heads,
                         config.vocabSize,
                         config.typeVocabSize,
                         config.maxPositions,
                         0,
                         0};
        layers::forEachParameter(m_model, "", [&](const std::string&, const at::Tensor& parameter) {
            m_description.parameters += parameter.numel();
            m_description.bytes += std::int64_t(parameter.nbytes());
        });
        m_description.type = type;
        m_description.labels = labels;
    }

    const EncoderDescription& description() const override { return m_description; }

    EncoderOutputs forward(const EncoderInputs& inputs, inspection::Probe& probe,
                           core::RunControl& control) const override
    {
        // Worth its memory only to a model that is looked at more than once.
        if (m_packed || m_exactPasses++ > 0) return packed().forward(inputs, probe, control);
        return m_model.forward(inputs, probe, control);
    }

    at::Tensor forwardPacked(const PackedTokens& tokens, core::RunControl& control) const override
    {
        return packed().forward(tokens, control);
    }

    at::Tensor pool(const at::Tensor& firstTokens) const override { return m_model.pool(firstTokens); }

    at::Tensor classify(const at::Tensor& firstTokens) const override
    {
        return m_head ? m_head->classifier(m_model.pool(firstTokens)) : at::Tensor();
    }

private:
    struct SequenceClassificationHead
    {
        layers::Linear classifier;

        template <typename Visitor>
        void visit(Visitor&& visitor)
        {
            visitor("classifier", classifier);
        }
    };

    /// Not made at loading: it is a second copy of the weights.
    const PackedBert& packed() const
    {
        if (!m_packed) m_packed = std::make_unique<PackedBert>(m_model);
        return *m_packed;
    }

    BertModel m_model;
    std::optional<SequenceClassificationHead> m_head;
    EncoderDescription m_description;
    mutable std::unique_ptr<PackedBert> m_packed; // a model is used on one thread
    mutable int m_exactPasses = 0;
};

} // namespace

std::unique_ptr<Encoder> loadBert(const core::Json& config, const std::string& configPath,
                                  Checkpoint& checkpoint, at::ScalarType type, std::int64_t labels)
{
    return std::make_unique<BertAsEncoder>(BertConfig::parse(config, configPath), checkpoint, type, labels);
}

} // namespace vitrine::models

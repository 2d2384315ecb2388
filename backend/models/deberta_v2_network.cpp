// SPDX-License-Identifier: Apache-2.0
#include "backend/core/result.h"
#include "backend/models/deberta_v2.h"

namespace vitrine::models {
namespace {

using core::Head;

class DebertaNetwork final : public EncoderNetwork
{
public:
    DebertaNetwork(const DebertaConfig& config, const NetworkRequest& request)
        : EncoderNetwork(request, "deberta"), m_model(config)
    {
        // Without absolute positions a text may be as long as memory allows.
        constexpr std::int64_t anyLength = std::int64_t(1) << 20;
        m_description.layers = config.layers;
        m_description.hiddenSize = config.hiddenSize;
        m_description.heads = config.heads;
        m_description.vocabSize = config.vocabSize;
        m_description.typeVocabSize = config.typeVocabSize;
        m_description.maxPositions = config.hasAbsolutePositions ? config.maxPositions : anyLength;
        addHead(config, request);
    }

    NetworkOutputs forward(const NetworkInputs& inputs, layers::Pass& pass) const override
    {
        return {m_model.forward(inputs, pass), {}, {}};
    }

private:
    void addHead(const DebertaConfig& config, const NetworkRequest& request)
    {
        const auto size = config.hiddenSize;
        if (request.head == Head::MaskedLm && config.isLegacy) {
            m_tokenHead = maskedLmHead(
                {"cls.predictions.transform.dense", "cls.predictions.transform.LayerNorm",
                 "cls.predictions.decoder", "cls.predictions.bias"},
                size, config.embeddingSize, config.vocabSize, config.activation, config.layerNormEpsilon);
        } else if (request.head == Head::MaskedLm) {
            if (config.embeddingSize != size)
                throw core::Exception(core::ErrorCode::Unsupported,
                                      request.origin + ": \"embedding_size\" is " +
                                          std::to_string(config.embeddingSize) +
                                          ", expected hidden_size with \"legacy\": false");
            // It multiplies with the word embeddings themselves, whatever the config ties.
            m_tokenHead =
                maskedLmHead({"lm_predictions.lm_head.dense",
                              "lm_predictions.lm_head.LayerNorm",
                              "lm_predictions.lm_head",
                              {}},
                             size, size, config.vocabSize, config.activation, config.layerNormEpsilon);
            m_tiesWordEmbeddings = true;
        } else {
            m_tokenHead = labelHead(request, size);
        }
        if (request.head == Head::SequenceClassification || request.head == Head::MultipleChoice) {
            const auto labels = request.head == Head::MultipleChoice ? 1 : request.labels;
            m_textHead.emplace(EncoderHead::Keys{"pooler.dense", {}, "classifier", {}}, size, size,
                               config.poolerActivation, labels);
        }
    }
    void forEachBaseParameter(const std::string& prefix, const ParameterAction& action) override
    {
        layers::forEachParameter(m_model, prefix, action);
    }

    DebertaModel m_model;
};

} // namespace

std::unique_ptr<Network> makeDebertaV2(const NetworkRequest& request)
{
    return std::make_unique<DebertaNetwork>(DebertaConfig(request.config, request.origin), request);
}

} // namespace vitrine::models

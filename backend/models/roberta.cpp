// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/models/bert.h"

namespace vitrine::models {
namespace {

using core::Head;

/// RoBERTa (Liu et al. 2019), XLM-RoBERTa, CamemBERT: BERT's layers, positions that begin after that of
/// padding, heads of their own.
class RobertaNetwork final : public BertNetwork
{
public:
    RobertaNetwork(const BertConfig& config, const NetworkRequest& request)
        : BertNetwork(config, request, "roberta", request.head == Head::MultipleChoice),
          m_padId(config.padTokenId)
    {
        const auto size = config.hiddenSize;
        if (request.head == Head::MaskedLm)
            m_tokenHead =
                maskedLmHead({"lm_head.dense", "lm_head.layer_norm", "lm_head.decoder", "lm_head.bias"}, size,
                             size, config.vocabSize, layers::findActivation("gelu"), config.layerNormEpsilon);
        else
            m_tokenHead = labelHead(request, size);
        if (request.head == Head::SequenceClassification) {
            m_textHead.emplace(EncoderHead::Keys{"classifier.dense", {}, "classifier.out_proj", {}}, size,
                               size, layers::findActivation("tanh"), request.labels);
        } else if (request.head == Head::MultipleChoice) {
            m_textHead.emplace("classifier", size, 1);
        }
        m_description.maxPositions = config.maxPositions - m_padId - 1;
        m_description.positionCount = config.maxPositions;
    }

private:
    at::Tensor positions(const at::Tensor& ids) const override { return positionsAfterPadding(ids, m_padId); }

    std::int64_t m_padId;
};

} // namespace

BertConfig robertaConfig(const NetworkRequest& request)
{
    BertConfig defaults;
    defaults.padTokenId = 1;
    auto config = BertConfig::parse(request.config, request.origin, defaults);
    if (config.padTokenId < 0 || config.padTokenId + 1 >= config.maxPositions)
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              request.origin + ": \"pad_token_id\" is " + std::to_string(config.padTokenId) +
                                  ", expected 0 to " + std::to_string(config.maxPositions - 2) +
                                  ": positions are counted from it");
    config.paddingPosition = config.padTokenId;
    return config;
}

std::unique_ptr<Network> makeRoberta(const NetworkRequest& request)
{
    return std::make_unique<RobertaNetwork>(robertaConfig(request), request);
}

} // namespace vitrine::models

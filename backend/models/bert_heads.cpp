// SPDX-License-Identifier: Apache-2.0
#include "backend/models/bert.h"

namespace vitrine::models {
namespace {

using core::Head;

bool readsPooler(Head head)
{
    return head == Head::SequenceClassification || head == Head::MultipleChoice ||
           head == Head::NextSentence || head == Head::PreTraining;
}

class BertWithHead final : public BertNetwork
{
public:
    BertWithHead(const BertConfig& config, const NetworkRequest& request)
        : BertNetwork(config, request, "bert", readsPooler(request.head))
    {
        const auto size = config.hiddenSize;
        if (request.head == Head::MaskedLm || request.head == Head::PreTraining)
            m_tokenHead =
                maskedLmHead({"cls.predictions.transform.dense", "cls.predictions.transform.LayerNorm",
                              "cls.predictions.decoder", "cls.predictions.bias"},
                             size, size, config.vocabSize, config.activation, config.layerNormEpsilon);
        else
            m_tokenHead = labelHead(request, size);
        if (request.head == Head::NextSentence || request.head == Head::PreTraining)
            m_textHead.emplace("cls.seq_relationship", size, 2);
        else if (request.head == Head::SequenceClassification)
            m_textHead.emplace("classifier", size, request.labels);
        else if (request.head == Head::MultipleChoice)
            m_textHead.emplace("classifier", size, 1);
    }
};

} // namespace

std::unique_ptr<Network> makeBert(const NetworkRequest& request)
{
    return std::make_unique<BertWithHead>(BertConfig::parse(request.config, request.origin), request);
}

} // namespace vitrine::models

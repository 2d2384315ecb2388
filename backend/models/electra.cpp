// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/models/bert.h"
#include "backend/models/config_values.h"

namespace vitrine::models {
namespace {

using core::Head;

/// What a multiple choice reads of a text.
enum class Summary { First, Last, Mean };

struct SummaryConfig
{
    Summary type = Summary::First;
    bool hasProjection = true;
    layers::Activation activation = nullptr;

    explicit SummaryConfig(const core::JsonObject& config)
        : hasProjection(config.get<bool>("summary_use_proj", true))
    {
        const auto kind = config.get<std::string>("summary_type", "first");
        if (kind == "last" || kind == "cls_index") // without an index given, that is the last token
            type = Summary::Last;
        else if (kind == "mean")
            type = Summary::Mean;
        else
            requireValue(config, "summary_type", "first");
        refuseTrue(config, {"summary_proj_to_labels"});
        const auto name = config.get<std::string>("summary_activation", "gelu");
        activation = name.empty() ? layers::findActivation("linear")
                                  : activationValue(config, "summary_activation", "gelu");
    }
};

/// ELECTRA (Clark et al. 2020): BERT's layers with narrower embeddings. The generator has a masked-LM head,
/// the discriminator says of every token whether it was replaced.
class ElectraNetwork final : public BertNetwork
{
public:
    ElectraNetwork(const BertConfig& config, const SummaryConfig& summary, const NetworkRequest& request)
        : BertNetwork(config, request, "electra", /*needsPooler=*/false)
    {
        const auto size = config.hiddenSize;
        const auto gelu = layers::findActivation("gelu");
        switch (request.head) {
        case Head::MaskedLm:
            m_tokenHead = maskedLmHead(
                {"generator_predictions.dense", "generator_predictions.LayerNorm", "generator_lm_head", {}},
                size, config.embeddingSize, config.vocabSize, gelu, config.layerNormEpsilon);
            break;
        case Head::PreTraining:
            m_tokenHead.emplace(
                EncoderHead::Keys{
                    "discriminator_predictions.dense", {}, "discriminator_predictions.dense_prediction", {}},
                size, size, config.activation, 1);
            break;
        case Head::SequenceClassification:
            m_textHead.emplace(EncoderHead::Keys{"classifier.dense", {}, "classifier.out_proj", {}}, size,
                               size, gelu, request.labels);
            break;
        case Head::MultipleChoice:
            m_summary = summary;
            if (summary.hasProjection)
                m_textHead.emplace(EncoderHead::Keys{"sequence_summary.summary", {}, "classifier", {}}, size,
                                   size, summary.activation, 1);
            else
                m_textHead.emplace("classifier", size, 1);
            break;
        default:
            m_tokenHead = labelHead(request, size);
        }
    }

private:
    at::Tensor summary(const at::Tensor& hidden, const NetworkInputs& inputs) const override
    {
        if (!m_summary) return BertNetwork::summary(hidden, inputs);
        const auto value = m_summary->type == Summary::Mean    ? hidden.mean(1)
                           : m_summary->type == Summary::First ? hidden.select(1, 0)
                                                               : hidden.select(1, -1);
        return m_summary->hasProjection ? value : m_summary->activation(value.clone());
    }

    std::optional<SummaryConfig> m_summary;
};

} // namespace

std::unique_ptr<Network> makeElectra(const NetworkRequest& request)
{
    BertConfig defaults;
    defaults.hiddenSize = 256;
    defaults.heads = 4;
    defaults.intermediateSize = 1024;
    defaults.embeddingSize = 128;
    return std::make_unique<ElectraNetwork>(BertConfig::parse(request.config, request.origin, defaults),
                                            SummaryConfig(core::JsonObject(request.config, request.origin)),
                                            request);
}

} // namespace vitrine::models

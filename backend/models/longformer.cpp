// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/layers/sliding_attention.h"
#include "backend/models/attention_windows.h"
#include "backend/models/bert.h"
#include "backend/models/config_values.h"

namespace vitrine::models {
namespace {

using core::ErrorCode;
using core::Exception;
using core::Head;

struct Attention
{
    layers::SlidingProjections self;
    BertOutput output;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("self", self);
        visitor("output", output);
    }
};

struct Layer
{
    Attention attention;
    BertDense intermediate;
    BertOutput output;

    explicit Layer(const BertConfig& config)
        : attention{layers::SlidingProjections(config.hiddenSize), BertOutput(config.hiddenSize, config)},
          intermediate{layers::Linear(config.hiddenSize, config.intermediateSize)},
          output(config.intermediateSize, config)
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("attention", attention);
        visitor("intermediate", intermediate);
        visitor("output", output);
    }
};

struct Encoder
{
    std::vector<Layer> layer;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("layer", layer);
    }
};

struct LongformerModel
{
    BertEmbeddings embeddings;
    Encoder encoder;
    std::optional<BertDense> pooler;

    explicit LongformerModel(const BertConfig& config)
        : embeddings(config), encoder{layers::stack<Layer>(config.layers, config)}
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("embeddings", embeddings);
        visitor("encoder", encoder);
        visitor("pooler", pooler);
    }
};

/// Longformer (Beltagy et al. 2020): RoBERTa whose tokens look at neighbours, but for a few that look at
/// everything.
class LongformerNetwork final : public EncoderNetwork
{
public:
    LongformerNetwork(const BertConfig& config, const NetworkRequest& request)
        : EncoderNetwork(request, "longformer"), m_config(config), m_model(config)
    {
        const core::JsonObject object(request.config, request.origin);
        m_windows = attentionWindows(object, config.layers);
        m_separator = object.get<std::int64_t>("sep_token_id", 2);
        m_description.layers = config.layers;
        m_description.hiddenSize = config.hiddenSize;
        m_description.heads = config.heads;
        m_description.vocabSize = config.vocabSize;
        m_description.typeVocabSize = config.typeVocabSize;
        m_description.maxPositions = config.maxPositions - config.padTokenId - 1;
        m_description.positionCount = config.maxPositions;
        if (wantsPooler(request, request.head == Head::MultipleChoice))
            m_model.pooler = BertDense{layers::Linear(config.hiddenSize, config.hiddenSize)};
        addHead(request);
    }

    NetworkOutputs forward(const NetworkInputs& inputs, layers::Pass& pass) const override
    {
        const auto length = inputs.inputIds.size(1);
        const auto missing = m_windows.missing(length);
        const auto pad = [&](const at::Tensor& tensor, std::int64_t value) {
            return tensor.defined() ? at::constant_pad_nd(tensor, {0, missing}, value) : tensor;
        };
        const auto ids = pad(inputs.inputIds, m_config.padTokenId);
        const auto places = inputs.positionIds.defined() ? pad(inputs.positionIds, m_config.padTokenId)
                                                         : positionsAfterPadding(ids, m_config.padTokenId);
        const layers::GlobalTokens tokens(pad(inputs.attentionMask, 0), pad(globalMask(inputs), 0));
        auto hidden = m_model.embeddings.forward(ids, pad(inputs.tokenTypeIds, 0), places, pass);
        layers::visitUnpadded(pass, inspection::Site::Embeddings, -1, hidden, length);
        for (std::int64_t i = 0; i < m_config.layers; ++i) {
            pass.control.checkpoint();
            hidden = layer(i, hidden, tokens, length, pass);
            layers::visitUnpadded(pass, inspection::Site::HiddenState, i, hidden, length);
        }
        hidden = hidden.narrow(1, 0, length);
        return {hidden, pool(hidden.select(1, 0)), {}};
    }

    at::Tensor pool(const at::Tensor& firstTokens) const override
    {
        return m_model.pooler ? m_model.pooler->dense(firstTokens).tanh_() : at::Tensor();
    }

private:
    void addHead(const NetworkRequest& request)
    {
        const auto size = m_config.hiddenSize;
        if (request.head == Head::MaskedLm)
            m_tokenHead = maskedLmHead(
                {"lm_head.dense", "lm_head.layer_norm", "lm_head.decoder", "lm_head.bias"}, size, size,
                m_config.vocabSize, layers::findActivation("gelu"), m_config.layerNormEpsilon);
        else
            m_tokenHead = labelHead(request, size);
        if (request.head == Head::SequenceClassification) {
            m_textHead.emplace(EncoderHead::Keys{"classifier.dense", {}, "classifier.out_proj", {}}, size,
                               size, layers::findActivation("tanh"), request.labels);
        } else if (request.head == Head::MultipleChoice) {
            m_textHead.emplace("classifier", size, 1);
        }
    }

    at::Tensor layer(std::int64_t index, const at::Tensor& hidden, const layers::GlobalTokens& tokens,
                     std::int64_t length, const layers::Pass& pass) const
    {
        const auto& [attention, intermediate, output] = m_model.encoder.layer[std::size_t(index)];
        const auto context = layers::attendSliding(hidden, attention.self, tokens,
                                                   {.layer = index,
                                                    .heads = m_config.heads,
                                                    .reach = m_windows.reach(index),
                                                    .dropout = m_config.attentionDropout,
                                                    .length = length},
                                                   pass);
        const auto add = [&](const BertOutput& part, const at::Tensor& value, const at::Tensor& residual) {
            return part.LayerNorm(pass.drop(part.dense(value), m_config.hiddenDropout) + residual);
        };
        auto attended = add(attention.output, context, hidden);
        layers::visitUnpadded(pass, inspection::Site::AttentionOutput, index, attended, length);
        return add(output, m_config.activation(intermediate.dense(attended)), attended);
    }

    /// What the head makes global when nobody says: the first token of a text that is classified, the
    /// question before its context, a choice after its prompt.
    at::Tensor globalMask(const NetworkInputs& inputs) const
    {
        if (inputs.globalAttentionMask.defined()) return inputs.globalAttentionMask;
        const auto& ids = inputs.inputIds;
        const auto head = description().head;
        const auto place = at::arange(ids.size(1), at::kLong).unsqueeze(0);
        if (head == Head::SequenceClassification) return place.eq(0).to(at::kLong).expand(ids.sizes());
        if (head != Head::QuestionAnswering && head != Head::MultipleChoice) return {};
        const auto isSeparator = ids.eq(m_separator);
        if (!isSeparator.sum(1).eq(3).all().item<bool>())
            throw Exception(ErrorCode::InvalidArgument, "input_ids: expected three separators (id " +
                                                            std::to_string(m_separator) +
                                                            ") in every row, or a global_attention_mask");
        const auto end = isSeparator.to(at::kLong).argmax(1, /*keepdim=*/true);
        return (head == Head::QuestionAnswering ? place.lt(end) : place.gt(end + 1)).to(at::kLong);
    }

    void forEachBaseParameter(const std::string& prefix, const ParameterAction& action) override
    {
        layers::forEachParameter(m_model, prefix, action);
    }

    BertConfig m_config;
    LongformerModel m_model;
    AttentionWindows m_windows;
    std::int64_t m_separator = 2;
};

} // namespace

std::unique_ptr<Network> makeLongformer(const NetworkRequest& request)
{
    return std::make_unique<LongformerNetwork>(robertaConfig(request), request);
}

} // namespace vitrine::models

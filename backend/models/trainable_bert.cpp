// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/packed_attention.h"
#include "backend/layers/trained_embedding.h"
#include "backend/layers/trained_linear.h"
#include "backend/models/bert.h"
#include "backend/models/trainable.h"

namespace vitrine::models {
namespace {

/// BertForSequenceClassification: a linear layer on the pooler's output.
struct BertForSequenceClassification
{
    BertModel bert;
    layers::Linear classifier;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("bert", bert);
        visitor("classifier", classifier);
    }
};

/// Query, key and value in one product.
at::Tensor queryKeyValue(const at::Tensor& input, const BertSelfAttention& self)
{
    return layers::trainedLinear(input, at::cat({self.query.weight, self.key.weight, self.value.weight}),
                                 at::cat({self.query.bias, self.key.bias, self.value.bias}));
}

at::Tensor normalized(const at::Tensor& input, const layers::LayerNorm& norm)
{
    const auto type = input.scalar_type();
    return at::layer_norm(input, norm.weight.sizes(), norm.weight.to(type), norm.bias.to(type), norm.epsilon);
}

class TrainableBert final : public TrainableClassifier
{
public:
    TrainableBert(const BertConfig& config, std::int64_t labels)
        : m_model{BertModel(config, /*withPooler=*/true), layers::Linear(config.hiddenSize, labels)}
    {
    }

    void forEachParameter(const std::function<void(const std::string&, at::Tensor&)>& action) override
    {
        layers::forEachParameter(m_model, "", action);
    }
    bool isHead(std::string_view name) const override
    {
        return name.starts_with("classifier.") || name.starts_with("bert.pooler.");
    }
    double initializerRange() const override { return config().initializerRange; }
    std::int64_t paddingId() const override { return config().padTokenId; }
    std::int64_t maxPositions() const override { return config().maxPositions; }
    std::int64_t vocabSize() const override { return config().vocabSize; }
    std::int64_t typeVocabSize() const override { return config().typeVocabSize; }

    std::vector<TableRows> tableRows(const PackedTokens& tokens) const override
    {
        const auto& embeddings = m_model.bert.embeddings;
        return {{embeddings.word_embeddings.weight, tokens.ids},
                {embeddings.token_type_embeddings.weight, tokens.types},
                {embeddings.position_embeddings.weight, tokens.positions}};
    }

    at::Tensor logits(const PackedTokens& tokens, TrainingMode& mode) const override
    {
        const auto& bert = m_model.bert;
        auto hidden = embed(tokens, mode);
        for (const auto& layer : bert.encoder.layer)
            hidden = forwardLayer(layer, hidden, tokens, mode);
        const std::vector<std::int64_t> firsts(tokens.starts.begin(), tokens.starts.end() - 1);
        const auto first = hidden.index_select(0, at::tensor(firsts, at::kLong));
        const auto pooled = at::tanh(layers::trainedLinear(first, bert.pooler->dense));
        return layers::trainedLinear(layers::dropout(pooled, config().classifierDropout, mode.dropout),
                                     m_model.classifier)
            .to(at::kFloat);
    }

private:
    const BertConfig& config() const { return m_model.bert.config; }

    at::Tensor embed(const PackedTokens& tokens, TrainingMode& mode) const
    {
        const auto& embeddings = m_model.bert.embeddings;
        const auto sum =
            layers::trainedEmbedding(embeddings.word_embeddings.weight, tokens.ids, config().padTokenId) +
            layers::trainedEmbedding(embeddings.token_type_embeddings.weight, tokens.types) +
            layers::trainedEmbedding(embeddings.position_embeddings.weight, tokens.positions,
                                     config().paddingPosition);
        return layers::dropout(normalized(sum, embeddings.LayerNorm), config().hiddenDropout, mode.dropout)
            .to(mode.type);
    }

    at::Tensor forwardLayer(const BertLayer& layer, const at::Tensor& hidden, const PackedTokens& tokens,
                            TrainingMode& mode) const
    {
        const auto context = layers::attendPacked(queryKeyValue(hidden, layer.attention.self), tokens.starts,
                                                  config().heads, config().attentionDropout, mode.dropout);
        const auto attended = addAndNormalize(context, hidden, layer.attention.output, mode);
        const auto inner = config().activation(layers::trainedLinear(attended, layer.intermediate.dense));
        return addAndNormalize(inner, attended, layer.output, mode);
    }

    at::Tensor addAndNormalize(const at::Tensor& input, const at::Tensor& residual, const BertOutput& output,
                               TrainingMode& mode) const
    {
        const auto dropped =
            layers::dropout(layers::trainedLinear(input, output.dense), config().hiddenDropout, mode.dropout);
        return normalized(dropped + residual, output.LayerNorm);
    }

    BertForSequenceClassification m_model;
};

} // namespace

std::unique_ptr<TrainableClassifier> makeTrainableBert(const core::Json& config, const std::string& origin,
                                                       std::int64_t labels)
{
    return std::make_unique<TrainableBert>(BertConfig::parse(config, origin), labels);
}

} // namespace vitrine::models

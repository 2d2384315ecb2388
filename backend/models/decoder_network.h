// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch: what all decoder-only architectures have in common, their heads and how they
// decode.

#include "backend/layers/linear.h"
#include "backend/models/decoder_step.h"
#include "backend/models/registry.h"

#include <optional>

namespace vitrine::models {

/// Sizes, and how the checkpoint's classes call their parts.
struct DecoderShape
{
    std::int64_t vocabSize = 0, hiddenSize = 0, layers = 0, heads = 0, maxPositions = 0;
    std::int64_t outputSize = 0; ///< of the last hidden state; 0: hiddenSize
    std::int64_t keyValueHeads = 0, headDimension = 0;
    std::int64_t padTokenId = -1; ///< negative: none
    bool tiesEmbeddings = false;
    double logitSoftcap = 0;     ///< logits become c · tanh(logits / c); 0: not
    std::int64_t restartsAt = 0; ///< longer texts have other keys from their beginning on; 0: none have
    std::string prefix;          ///< of the base model in a class with a head: "model"
    std::string questionPrefix;  ///< the same of the question answering class
    std::string embeddings;      ///< what the language model's head is tied to: "embed_tokens.weight"
    std::string languageHead = "lm_head";
    std::string tokenClassifier; ///< the head's name: "score"
    bool tokenClassifierBias = true;
};

class DecoderNetwork : public Network
{
public:
    NetworkOutputs forward(const NetworkInputs& inputs, layers::Pass& pass) const override;
    at::Tensor tokenLogits(const at::Tensor& hidden) const override;
    at::Tensor textLogits(const at::Tensor& hidden, const NetworkInputs& inputs) const override;
    std::unique_ptr<DecodingState> startDecoding(const NetworkInputs& inputs, std::int64_t capacity,
                                                 layers::Pass& pass) const override;
    void forEachParameter(const ParameterAction& action) override;
    std::vector<Tie> ties() const override;
    std::vector<std::string> formerNames(const std::string& name) const override;

    /// The next token of every row, ids int64 [rows, 1], by the quickest way, which writes into the cache and
    /// does not advance it: float32 logits [rows, vocabulary]; undefined where there is no such way.
    virtual at::Tensor stepLogits(const at::Tensor& ids, layers::KeyValueCache& cache) const;

    const DecoderShape& shape() const { return m_shape; }
    /// [B, n, hidden] of the last layer for the tokens of this step, through the final norm.
    at::Tensor run(const DecoderStep& step) const;

protected:
    DecoderNetwork(const NetworkRequest& request, DecoderShape shape);

    const std::optional<layers::Linear>& head() const { return m_head; }
    /// What enters the first layer, [B, n, hidden].
    virtual at::Tensor embed(const DecoderStep& step) const = 0;
    virtual at::Tensor layer(std::int64_t index, const at::Tensor& hidden, const DecoderStep& step) const = 0;
    /// What follows the last layer.
    virtual at::Tensor finish(const at::Tensor& hidden) const = 0;
    /// Of the base model; names get `prefix`.
    virtual void forEachBaseParameter(const std::string& prefix, const ParameterAction& action) = 0;

private:
    std::string basePrefix() const;

    DecoderShape m_shape;
    std::string m_headName;
    std::optional<layers::Linear> m_head;
};

} // namespace vitrine::models

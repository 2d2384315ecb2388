// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/models/encoder_head.h"
#include "backend/models/registry.h"

#include <optional>
#include <string>
#include <vector>

namespace vitrine::models {

/// What all encoders share: a head for tokens, one for texts, and how both are stored. An architecture gives
/// its base model and says which heads it has.
class EncoderNetwork : public Network
{
public:
    at::Tensor tokenLogits(const at::Tensor& hidden) const override;
    at::Tensor textLogits(const at::Tensor& hidden, const NetworkInputs& inputs) const override;

    void forEachParameter(const ParameterAction& action) override;
    std::vector<Tie> ties() const override;
    std::vector<std::string> formerNames(const std::string& name) const override;

protected:
    /// `prefix` of the base model's parameters in a checkpoint with a head: "bert".
    EncoderNetwork(const NetworkRequest& request, std::string prefix);

    /// The parameters of the base model, each name with `prefix` before it.
    virtual void forEachBaseParameter(const std::string& prefix, const ParameterAction& action) = 0;
    /// Of a text for its head, [batch, hidden]; the first token's, or what the pooler makes of it.
    virtual at::Tensor summary(const at::Tensor& hidden, const NetworkInputs& inputs) const;
    /// The parameter that a masked-LM head shares, in the base model.
    virtual std::string wordEmbeddingsName() const { return "embeddings.word_embeddings.weight"; }

    /// "bert.embeddings…" with a head, "embeddings…" without.
    std::string baseName(const std::string& name) const;

    std::optional<EncoderHead> m_tokenHead, m_textHead;
    bool m_tiesWordEmbeddings = true;

private:
    /// The head ends in the logits of the vocabulary.
    bool readsVocabulary() const;

    std::string m_prefix; ///< empty without a head
};

/// The heads that are a linear layer on every token in all architectures: "classifier", "qa_outputs".
std::optional<EncoderHead> labelHead(const NetworkRequest& request, std::int64_t hiddenSize);

} // namespace vitrine::models

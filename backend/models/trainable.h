// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch: what the trainer knows of an architecture.

#include "backend/core/json.h"
#include "backend/layers/dropout.h"
#include "backend/models/checkpoint.h"
#include "backend/models/network.h"

#include <ATen/ATen.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::models {

/// How a step of training computes.
struct TrainingMode
{
    layers::DropoutStream dropout;    ///< inactive in evaluations
    at::ScalarType type = at::kFloat; ///< of activations; bfloat16 multiplies copies of float32 weights
};

/// The rows of an embedding table that a batch looked up: no other has a gradient.
struct TableRows
{
    at::Tensor table; ///< [rows, hidden]
    at::Tensor ids;   ///< int64 [tokens]
};

/// A model with a sequence-classification head whose weights can be trained, float32.
class TrainableClassifier
{
public:
    virtual ~TrainableClassifier() = default;

    /// Calls `action(name, parameter)` with the names of a Hugging Face checkpoint, always in one order.
    virtual void forEachParameter(const std::function<void(const std::string&, at::Tensor&)>& action) = 0;
    /// The same for weights that the checkpoint's base model lacks: name ends of the head.
    virtual bool isHead(std::string_view name) const = 0;
    /// The standard deviation and the row of the padding token, which starts at zero, for new weights.
    virtual double initializerRange() const = 0;
    virtual std::int64_t paddingId() const = 0;
    virtual std::int64_t maxPositions() const = 0;
    virtual std::int64_t vocabSize() const = 0;
    virtual std::int64_t typeVocabSize() const = 0;

    /// Of the tables whose gradients are kept from step to step (layers/trained_embedding.h).
    virtual std::vector<TableRows> tableRows(const PackedTokens& tokens) const = 0;

    /// float32 [texts, labels], with gradients where the parameters want them. `control` may stop it.
    virtual at::Tensor logits(const PackedTokens& tokens, TrainingMode& mode) const = 0;
};

/// For a `model_type`; throws Unsupported.
std::unique_ptr<TrainableClassifier> makeTrainableClassifier(std::string_view modelType,
                                                             const core::Json& config,
                                                             const std::string& origin, std::int64_t labels);

// One line an architecture, defined in its file.
std::unique_ptr<TrainableClassifier> makeTrainableBert(const core::Json& config, const std::string& origin,
                                                       std::int64_t labels);

} // namespace vitrine::models

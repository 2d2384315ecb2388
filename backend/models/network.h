// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch: what pipelines, generation, training and the border know of an architecture.

#include "backend/core/architectures.h"
#include "backend/layers/pass.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace vitrine::models {

/// int64. What is undefined was not given: the network fills it in as Transformers' forward does. Values have
/// been validated against the description.
struct NetworkInputs
{
    at::Tensor inputIds;             ///< [batch, length]
    at::Tensor attentionMask;        ///< [batch, length] of 0 and 1; always given
    at::Tensor tokenTypeIds;         ///< [batch, length]; always given where the model has types
    at::Tensor positionIds;          ///< [batch, length]
    at::Tensor globalAttentionMask;  ///< [batch, length]; Longformer and LED
    at::Tensor decoderInputIds;      ///< [batch, target]; encoder-decoder models
    at::Tensor decoderAttentionMask; ///< [batch, target]
};

struct NetworkOutputs
{
    at::Tensor lastHiddenState;        ///< [batch, length, hidden]; of the decoder, where there is one
    at::Tensor poolerOutput;           ///< [batch, hidden]; undefined for a model without pooler
    at::Tensor encoderLastHiddenState; ///< [batch, length, hidden] of an encoder-decoder model
};

/// Texts of different lengths one after the other, so that no padding is computed.
struct PackedTokens
{
    at::Tensor ids, types;            ///< int64 [tokens]
    at::Tensor positions;             ///< int64 [tokens]; undefined: as the network counts them
    std::vector<std::int64_t> starts; ///< of each text, and the end of the last
    /// For each text the positions that may be attended to (int64); undefined: all of them.
    std::vector<at::Tensor> keys;

    std::int64_t textCount() const { return std::int64_t(starts.size()) - 1; }
};

/// What a network is.
struct NetworkDescription
{
    core::Family family = core::Family::Encoder;
    core::Head head = core::Head::Base;
    std::int64_t layers = 0;        ///< of the encoder, where there are two stacks
    std::int64_t decoderLayers = 0; ///< of an encoder-decoder model
    std::int64_t hiddenSize = 0, heads = 0, vocabSize = 0;
    std::int64_t decoderVocabSize = 0; ///< of an encoder-decoder model with two vocabularies; else 0
    std::int64_t typeVocabSize = 0;    ///< 0: it takes no token types
    std::int64_t maxPositions = 0;     ///< a text may have so many tokens
    std::int64_t decoderPositions = 0; ///< of an encoder-decoder model whose decoder has others; else 0
    std::int64_t positionCount = 0;    ///< `position_ids` lie below it; 0: below maxPositions
    std::int64_t labels = 0;           ///< of a classification head; 0: it has none
    // Filled in when weights are loaded:
    std::int64_t parameters = 0, bytes = 0;
    at::ScalarType type = at::kFloat;

    /// Tokens that generating can reach.
    std::int64_t targetPositions() const { return decoderPositions > 0 ? decoderPositions : maxPositions; }
    std::int64_t decoderVocabulary() const { return decoderVocabSize > 0 ? decoderVocabSize : vocabSize; }
};

/// A parameter that is another one: the output layer and the embeddings.
struct Tie
{
    std::string name, source;
    /// Only where the checkpoint does not store two different ones (T5's config does not tell).
    bool unlessStored = false;
};

/// Sequences that grow token by token, with the keys and values of what they have already.
/// Used on one thread, inside InferenceMode; the network must outlive it.
class DecodingState
{
public:
    virtual ~DecodingState() = default;

    /// Appends n tokens to every row: int64 [rows, n] → float32 logits after the last one, [rows,
    /// vocabulary].
    virtual at::Tensor feed(const at::Tensor& ids, layers::Pass& pass) = 0;
    /// The same with the logits after each of them: [rows, n, vocabulary].
    virtual at::Tensor feedAll(const at::Tensor& ids, layers::Pass& pass) = 0;
    /// Row i goes on from what row `rows[i]` was; int64 [any number of rows].
    virtual void reorder(const at::Tensor& rows) = 0;
    /// Forgets all positions from `length` on.
    virtual void truncate(std::int64_t length) = 0;
    /// Positions that are there, those of the prompt included (an encoder's are not).
    virtual std::int64_t length() const = 0;
    virtual std::int64_t rows() const = 0;
    /// Of the cache.
    virtual std::int64_t bytes() const = 0;
};

/// A Transformers class: base model and head. Values are of the model's dtype, but for logits where said.
class Network
{
public:
    virtual ~Network() = default;

    const NetworkDescription& description() const { return m_description; }

    /// With a probe the exact path: every intermediate value passes it. Without one as fast as can be. With
    /// gradients where the parameters want them. Checkpoints between layers.
    virtual NetworkOutputs forward(const NetworkInputs& inputs, layers::Pass& pass) const = 0;
    /// Texts without padding: [tokens, hidden] of the last layer. Does its own work where packs(); else the
    /// texts go through forward() in padded batches of like length.
    virtual at::Tensor forwardPacked(const PackedTokens& tokens, core::RunControl& control) const;
    virtual bool packs() const { return false; }

    /// [texts, hidden] of first tokens → pooler output; undefined for a model without pooler.
    virtual at::Tensor pool(const at::Tensor& firstTokens) const;
    /// A head that answers for every token: [..., hidden] → [..., labels or vocabulary]; undefined for
    /// others.
    virtual at::Tensor tokenLogits(const at::Tensor& hidden) const;
    /// A head that answers for the whole text: [batch, length, hidden] and what they came from → [batch,
    /// labels]; undefined for others.
    virtual at::Tensor textLogits(const at::Tensor& hidden, const NetworkInputs& inputs) const;

    /// What Transformers calls them beside `prediction_logits`: ALBERT's are `sop_logits`.
    virtual std::string_view textLogitsName() const { return "seq_relationship_logits"; }

    /// What the decoder of an encoder-decoder model reads in order to write `tokens`: int64 [batch, length]
    /// → the same shape; -100 becomes padding. Throws InvalidArgument where config.json has no start token.
    virtual at::Tensor shiftRight(const at::Tensor& tokens) const;

    /// Ready for the first feed(). `inputs.attentionMask` is that of the prompt, [batch, length], for a
    /// decoder, whose rows are to be fed then; an encoder-decoder model encodes inputIds now and wants the
    /// decoder's first tokens next. `capacity` bounds the positions of a row. Null for a model that does not
    /// generate.
    virtual std::unique_ptr<DecodingState> startDecoding(const NetworkInputs& inputs, std::int64_t capacity,
                                                         layers::Pass& pass) const;

    /// Calls `action(name, parameter)` with the names of a Hugging Face checkpoint of this class, always in
    /// one order. Before weights are loaded they have a shape and no memory.
    using ParameterAction = std::function<void(const std::string&, at::Tensor&)>;
    virtual void forEachParameter(const ParameterAction& action) = 0;
    virtual std::vector<Tie> ties() const { return {}; }
    /// Other names under which old files store it.
    virtual std::vector<std::string> formerNames(const std::string&) const { return {}; }
    /// Called once after the parameters have their values.
    virtual void loaded() {}

protected:
    NetworkDescription m_description;

    friend void loadParameters(Network&, class Checkpoint&, at::ScalarType);
};

/// Where each token stands, as most networks count: what was given, else 0, 1, … in every row or text.
at::Tensor positionsOf(const NetworkInputs& inputs);
at::Tensor positionsOf(const PackedTokens& tokens);

/// The packed path in the form of the other: every position of the batch is computed, padding included, keys
/// are those of the mask.
NetworkOutputs forwardAsPacked(const Network& network, const NetworkInputs& inputs,
                               core::RunControl& control);

/// Gives every parameter its stored value as `type` (mapped, if it is of that type already) and ties what is
/// tied. Throws MissingWeight or InvalidFormat that names tensor and shapes.
void loadParameters(Network& network, class Checkpoint& checkpoint, at::ScalarType type);

} // namespace vitrine::models

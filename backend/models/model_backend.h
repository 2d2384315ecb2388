// SPDX-License-Identifier: Apache-2.0
#pragma once

// The border between the torch-free program and libvitrine_torch. No header of this folder that app/ may
// include mentions torch. Everything here is called on one thread: the compute thread of the window, or the
// main thread of a subcommand. Every function may throw core::Exception and nothing else: exceptions of
// libtorch are turned into one-line errors inside the library.

#include "backend/core/architectures.h"
#include "backend/core/array.h"
#include "backend/core/progress.h"
#include "backend/models/probe_request.h"
#include "backend/pipelines/pipeline.h"
#include "backend/tokenizers/tokenizer.h"
#include "backend/training/training.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::models {

enum class DType { Float32, BFloat16, Float16 };

enum class DTypeChoice {
    Float32,
    BFloat16,
    Float16,
    Checkpoint, ///< as stored
    Auto,       ///< what runs fastest on this machine
};

using core::Head;

struct LoadOptions
{
    DTypeChoice dtype = DTypeChoice::Float32;
    Head head = Head::Auto;
};

/// What a loaded model is, for views.
struct ModelInfo
{
    std::string name; ///< of the folder
    std::filesystem::path path;
    std::string modelType;    ///< `model_type` of config.json
    std::string architecture; ///< the Transformers class, "BertModel"
    core::Family family = core::Family::Encoder;
    Head head = Head::Base;
    std::vector<std::string> tasks; ///< canonical names of the pipelines that it can run
    std::int64_t layers = 0, decoderLayers = 0, hiddenSize = 0, heads = 0, vocabularySize = 0,
                 maxPositions = 0;
    std::int64_t parameters = 0;
    std::int64_t bytes = 0; ///< of the parameters as held in memory
    DType dtype = DType::Float32;
    double loadSeconds = 0;
    /// Of a classification head, by id; empty without one.
    std::vector<std::string> labels;
    std::string problemType;           ///< `problem_type` of config.json; may be empty
    /// Of a model that writes texts: the settings of generation that hold where a call names none, as JSON
    /// by task.
    std::map<std::string, std::string> generation;
    std::vector<std::string> warnings; ///< surplus weights and the like
};

/// The arguments of a Transformers forward call, all `[batch, length]`; for multiple choice
/// `[batch, choices, length]`.
struct ForwardInputs
{
    core::IntArray inputIds;
    std::optional<core::IntArray> attentionMask, tokenTypeIds, positionIds, globalAttentionMask;
    /// Of an encoder-decoder model, `[batch, target]`.
    std::optional<core::IntArray> decoderInputIds, decoderAttentionMask;
    /// For a head: `[batch]`, `[batch, length]` for one that answers for every token; for several labels a
    /// text `[batch, labels]` of 0 and 1.
    std::optional<core::IntArray> labels;
    std::optional<core::IntArray> startPositions, endPositions; ///< question answering, `[batch]`
    std::optional<core::IntArray> nextSentenceLabel;            ///< BERT's pretraining, `[batch]`
};

/// How long decoding takes, in seconds.
struct DecodeTiming
{
    double prefill = 0;         ///< the prompt in one go; of an encoder-decoder model the encoder
    std::vector<double> tokens; ///< each further token of all rows
    std::int64_t cacheBytes = 0;
};

/// A loaded model. Must be destroyed on the thread that uses it.
class Model
{
public:
    virtual ~Model() = default;

    virtual const ModelInfo& info() const = 0;

    /// Tensors under the names of Transformers' output class: `last_hidden_state` [batch, length, hidden],
    /// `pooler_output` [batch, hidden], with a head `logits` (and what else it has: `start_logits`,
    /// `prediction_logits` …) and, given labels, `loss` [], `hidden_states.0` …, `attentions.0` … and
    /// `scores.0` … [batch, heads, query, key]; of two stacks `encoder_hidden_states.0` …,
    /// `decoder_attentions.0` …, `cross_attentions.0` ….
    virtual std::vector<core::NamedFloatArray>
    forward(const ForwardInputs& inputs, const ProbeRequest& request, core::RunControl& control) = 0;

    /// What the decoder of an encoder-decoder model reads to write these tokens: its start token, then all
    /// but the last. Throws InvalidArgument where config.json has no start token. Empty for other models.
    virtual std::vector<std::int64_t> shiftRight(const std::vector<std::int64_t>& /*tokens*/) const
    {
        return {};
    }

    /// Decodes made-up tokens: a prompt of `length`, then `tokens` more with `beams` rows that change places
    /// at every step as in beam search. Unsupported for a model that does not generate.
    virtual DecodeTiming timeDecoding(std::int64_t length, std::int64_t tokens, std::int64_t beams,
                                      core::RunControl& control) = 0;

    /// A pipeline of that Transformers task (aliases included) on this model; Unsupported if it has none.
    /// The model must outlive it.
    virtual std::unique_ptr<pipelines::Pipeline>
    pipeline(std::string_view task, std::shared_ptr<const tokenizers::Tokenizer> tokenizer) = 0;
};

/// libvitrine_torch as the program sees it.
class ModelBackend
{
public:
    virtual ~ModelBackend() = default;

    /// `folder` holds config.json and model.safetensors.
    virtual std::unique_ptr<Model> load(const std::filesystem::path& folder, const LoadOptions& options,
                                        core::RunControl& control) = 0;
    /// Trains to the end or until a stop is requested; see training/trainer.h. One run a process.
    virtual training::TrainEnd train(const training::TrainJob& job, const training::TrainOptions& options,
                                     core::RunControl& control) = 0;
    /// Measures what train() would need and changes nothing. The `dry_run` event.
    virtual core::OrderedJson dryRun(const training::TrainJob& job, core::RunControl& control) = 0;

    /// Intra-operator threads of the calling thread; 0 chooses by the machine.
    virtual void setThreads(int count) = 0;
    virtual std::string version() const = 0; ///< of libtorch
};

} // namespace vitrine::models

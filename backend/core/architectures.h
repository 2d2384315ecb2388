// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::core {

enum class Family { Encoder, Decoder, EncoderDecoder };

/// What is put on a base model. Names on the command line are those of headName().
enum class Head {
    Auto,    ///< what `architectures` of config.json says
    Base,    ///< none
    Encoder, ///< none, and of an encoder-decoder model the encoder alone
    MaskedLm,
    SequenceClassification,
    TokenClassification,
    QuestionAnswering,
    MultipleChoice,
    NextSentence,
    PreTraining, ///< BERT's and ALBERT's two heads, ELECTRA's discriminator
    CausalLm,
    Seq2SeqLm,
};

/// "masked-lm"
std::string_view headName(Head head);
/// Auto for a name that is none.
Head findHead(std::string_view name);

/// A Transformers class with a head.
struct HeadClass
{
    Head head;
    std::string_view name; ///< "BertForMaskedLM"
};

/// One `model_type` that Vitrine can run. Data, so that the window judges a model without libtorch.
struct Architecture
{
    std::string_view modelType; ///< of config.json: "bert"
    Family family;
    std::string_view baseClass; ///< the Transformers class without a head: "BertModel"
    std::string_view prefix;    ///< of the base model's tensors in a checkpoint with a head: "bert."
    std::span<const HeadClass> heads;

    /// The class with that head; the base class for Base; empty where there is none.
    std::string_view className(Head head) const;
    /// By the name of a class; Auto for one that is not known.
    Head headOf(std::string_view className) const;
};

std::span<const Architecture> architectures();
/// Null for a `model_type` that this version does not know.
const Architecture* findArchitecture(std::string_view modelType);
/// "bert, …": for error messages.
std::string supportedModelTypes();

/// The files that a folder's weights begin with, in the order in which Transformers prefers them: safetensors
/// before torch.save, one file before the index of several.
std::span<const std::string_view> weightsNames();
/// The first of them that is there.
std::optional<std::filesystem::path> weightsEntry(const std::filesystem::path& folder);
/// "model.safetensors, …": for error messages.
std::string expectedWeights();

/// A Transformers pipeline.
struct Task
{
    std::string_view name;  ///< canonical: "text-classification"
    Head head;              ///< which model it runs on; Base: any that has hidden states
    std::string_view alias; ///< another name of it, may be empty: "sentiment-analysis"
};
std::span<const Task> tasks();
/// By name, alias, or a translation's `translation_xx_to_yy`; null for a name that is none.
const Task* findTask(std::string_view name);
/// Canonical names of the pipelines that a model with this head can run.
std::vector<std::string> tasksOf(Head head);

/// May this folder be loaded as a model?
struct ModelVerdict
{
    bool supported = false;
    std::string modelType;    ///< empty when config.json does not say
    std::string architecture; ///< the first of `architectures`, may be empty
    std::string why;          ///< one line when not supported: file, key, what was expected
};

/// Looks at config.json and at which weight files are there; reads no weights. Throws Exception (NotFound,
/// InvalidFormat, Unsupported) with what `ModelVerdict::why` would say.
ModelVerdict requireModelFolder(const std::filesystem::path& folder);
/// The same as a verdict; throws nothing.
ModelVerdict judgeModelFolder(const std::filesystem::path& folder);

/// The same of a config.json that lies elsewhere. `place` starts the messages: "org/name: config.json";
/// `hasWeights` says whether one of weightsNames() lies beside it.
ModelVerdict judgeModelConfig(const Json& config, const std::string& place, bool hasWeights);

} // namespace vitrine::core

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

/// One `model_type` that Vitrine can run. Data, so that the window judges a model without libtorch.
struct Architecture
{
    std::string_view modelType; ///< of config.json: "bert"
    std::string_view baseClass; ///< the Transformers class without a head: "BertModel"
    std::string_view prefix;    ///< of the base model's tensors in a checkpoint with a head: "bert."
    std::span<const std::string_view> tasks; ///< canonical names of its pipelines
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

// SPDX-License-Identifier: Apache-2.0
#pragma once

// Models in Hugging Face form: config.json, model.safetensors or shards of it with their index,
// generation_config.json and the tokenizer's files, as save_pretrained writes them. Without libtorch.

#include "backend/core/progress.h"
#include "backend/tensors/tensor_view.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vitrine::models {

struct SaveOptions
{
    /// F32, F16, BF16 or F64 for every floating-point tensor; nothing: each as it is.
    std::optional<tensors::ElementType> type;
    /// A file of weights has at most so many bytes of data, but for a single tensor that is larger.
    std::uint64_t maxShardBytes = 5'000'000'000;
};

/// What is saved. The tensors have the names of Transformers' checkpoints.
struct ModelToSave
{
    std::string config; ///< the text of config.json; `dtype` is set where SaveOptions has a type
    std::span<const tensors::TensorView> tensors;
    /// Further files, by name: generation_config.json, the tokenizer's.
    std::vector<std::pair<std::string, std::string>> files;
};

struct SaveReport
{
    std::vector<std::string> files; ///< as they lie in the folder, by name
    std::int64_t tensors = 0, parameters = 0;
    std::uint64_t bytes = 0;          ///< of the tensors
    std::vector<std::string> leftOut; ///< copies of tied weights
};

/// Writes all aside, flushes it to the disk and moves it to `folder`, which is made if it is missing: a new
/// folder is there whole or not at all, in an old one every file is. Weights of safetensors that lay there
/// and would contradict the new ones are removed, other files stay. Throws Exception (Io: a full disk; then
/// nothing is left behind) and CanceledException.
SaveReport saveModel(const std::filesystem::path& folder, const ModelToSave& model,
                     const SaveOptions& options, core::RunControl& control);

/// The same for a model folder of any architecture: its weights in whatever form, one file or shards, with
/// its configuration and tokenizer. `folder` may be the source.
SaveReport convertModel(const std::filesystem::path& source, const std::filesystem::path& folder,
                        const SaveOptions& options, core::RunControl& control);

/// "5GB", "300MB", "2GiB" or a number of bytes. Throws InvalidArgument.
std::uint64_t parseByteCount(const std::string& text);

} // namespace vitrine::models

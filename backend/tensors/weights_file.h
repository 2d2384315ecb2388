// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tensors/tensor_view.h"

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

namespace vitrine::tensors {

/// A file of named tensors, mapped into memory: nothing of the data is read before it is used.
class WeightsFile
{
public:
    virtual ~WeightsFile() = default;
    WeightsFile(const WeightsFile&) = delete;
    WeightsFile& operator=(const WeightsFile&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    /// Each name once. The views point into this object.
    const std::vector<TensorView>& tensors() const { return m_tensors; }
    /// Null when there is none of that name.
    const TensorView* find(std::string_view name) const;

protected:
    explicit WeightsFile(std::filesystem::path path) : m_path(std::move(path)) {}

    std::filesystem::path m_path;
    std::vector<TensorView> m_tensors;
};

/// Safetensors by the name's end, else what torch.save wrote. Throws NotFound, Io, InvalidFormat or
/// Unsupported that names the file and what is wrong in it.
std::shared_ptr<const WeightsFile> openWeightsFile(const std::filesystem::path& path);

/// The weights of a model folder: what core::weightsEntry() names, or the shards that such an index lists.
/// Throws NotFound without weights, InvalidFormat for a broken index.
struct WeightsPaths
{
    std::filesystem::path entry;              ///< model.safetensors, pytorch_model.bin.index.json, …
    std::vector<std::filesystem::path> files; ///< by name
};
WeightsPaths findWeights(const std::filesystem::path& folder);

} // namespace vitrine::tensors

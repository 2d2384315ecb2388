// SPDX-License-Identifier: Apache-2.0
#include "backend/tensors/weights_file.h"

#include "backend/core/architectures.h"
#include "backend/core/json_access.h"
#include "backend/tensors/pytorch_file.h"
#include "backend/tensors/safetensors.h"

#include <algorithm>
#include <set>

namespace vitrine::tensors {
namespace {

using core::ErrorCode;
using core::Exception;

/// The files that the index names, each once.
std::vector<std::filesystem::path> shardPaths(const std::filesystem::path& index)
{
    const core::Json json = core::readJsonFile(index);
    const auto map = core::JsonObject(json, index.string()).object("weight_map");
    std::set<std::string> names;
    for (const auto& [key, file] : map.json().items()) {
        if (!file.is_string())
            throw Exception(ErrorCode::InvalidFormat,
                            map.place() + ": \"" + key + "\": expected a file name");
        const std::filesystem::path name = file.get<std::string>();
        if (name.empty() || name != name.filename() || name == "." || name == "..")
            throw Exception(ErrorCode::InvalidFormat, map.place() + ": \"" + key + "\": \"" + name.string() +
                                                          "\" is no plain file name");
        names.insert(name.string());
    }
    std::vector<std::filesystem::path> paths;
    for (const auto& name : names)
        paths.push_back(index.parent_path() / name);
    return paths;
}

} // namespace

const TensorView* WeightsFile::find(std::string_view name) const
{
    const auto found = std::ranges::find(m_tensors, name, &TensorView::name);
    return found == m_tensors.end() ? nullptr : &*found;
}

std::shared_ptr<const WeightsFile> openWeightsFile(const std::filesystem::path& path)
{
    if (path.extension() == ".safetensors") return std::make_shared<SafetensorsFile>(path);
    return std::make_shared<PyTorchFile>(path);
}

WeightsPaths findWeights(const std::filesystem::path& folder)
{
    const auto entry = core::weightsEntry(folder);
    if (!entry)
        throw Exception(ErrorCode::NotFound,
                        folder.string() + ": no weights in it (expected " + core::expectedWeights() + ")");
    if (entry->extension() == ".json") return {*entry, shardPaths(*entry)};
    return {*entry, {*entry}};
}

} // namespace vitrine::tensors

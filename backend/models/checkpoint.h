// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/layers/parameters.h"
#include "backend/models/model_backend.h"
#include "backend/tensors/safetensors.h"

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace vitrine::models {

/// The stored weights of a model folder: model.safetensors, or the shards that model.safetensors.index.json
/// lists. Names are today's: `prefix` is taken off, `gamma` and `beta` of old files are `weight` and `bias`.
class Checkpoint
{
public:
    /// Throws NotFound without weights, InvalidFormat for a broken file.
    Checkpoint(const std::filesystem::path& folder, std::string_view prefix);

    bool contains(const std::string& name) const { return m_tensors.contains(name); }
    /// As stored; empty for a tensor that is not there (or is a scalar).
    core::Shape shapeOf(const std::string& name) const;
    /// As the named tensor is stored; Float32 for types that a model cannot have.
    DType storedType(const std::string& name) const;

    /// Gives every parameter of `model` its stored value as `type`; a value of that type already is the
    /// mapped file itself. Throws MissingWeight or InvalidFormat that names the tensor and both shapes.
    template <typename Model>
    void load(Model& model, at::ScalarType type)
    {
        layers::forEachParameter(model, "", [&](const std::string& name, at::Tensor& parameter) {
            parameter = take(name, parameter.sizes(), type);
        });
    }

    /// One stored tensor as `type`; the same errors. Mapped: not to be written to.
    at::Tensor take(const std::string& name, at::IntArrayRef shape, at::ScalarType type);

    /// Stored tensors that nothing took, buffers that old versions saved left out.
    std::vector<std::string> unused() const;

private:
    struct Stored
    {
        std::shared_ptr<const tensors::SafetensorsFile> file;
        const tensors::TensorView* view;
    };
    void add(const std::shared_ptr<const tensors::SafetensorsFile>& file, std::string_view prefix);

    std::filesystem::path m_origin;
    std::map<std::string, Stored> m_tensors;
    std::set<std::string> m_taken;
};

at::ScalarType scalarType(DType type);

} // namespace vitrine::models

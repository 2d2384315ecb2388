// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/layers/parameters.h"
#include "backend/models/model_backend.h"
#include "backend/tensors/weights_file.h"

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace vitrine::models {

/// The stored weights of a model folder, in any of the forms that tensors::findWeights() finds. Names are
/// today's: `prefix` is taken off, `gamma` and `beta` of old files are `weight` and `bias`.
class Checkpoint
{
public:
    /// Throws NotFound without weights, InvalidFormat for a broken file.
    Checkpoint(const std::filesystem::path& folder, std::string_view prefix);

    /// Names may be given with the prefix or without it.
    bool contains(const std::string& name) const { return find(name) != nullptr; }
    /// As stored; empty for a tensor that is not there (or is a scalar).
    core::Shape shapeOf(const std::string& name) const;
    /// The type that most of the numbers are stored in; Float32 for types that a model cannot have.
    DType storedType() const;

    /// One stored tensor as `type`; if it is of that type already, the mapped file itself, which is not to be
    /// written to. Throws MissingWeight or InvalidFormat that names the tensor and both shapes.
    at::Tensor take(const std::string& name, at::IntArrayRef shape, at::ScalarType type);
    /// It is known and not wanted: a copy of a tied weight.
    void skip(const std::string& name);
    /// Whether two stored tensors are equal to the last bit.
    bool storesSame(const std::string& one, const std::string& other) const;

    /// Stored tensors that nothing took, buffers that old versions saved left out.
    std::vector<std::string> unused() const;

private:
    struct Stored
    {
        std::shared_ptr<const tensors::WeightsFile> file;
        const tensors::TensorView* view;
    };
    void add(const std::shared_ptr<const tensors::WeightsFile>& file, std::string_view prefix);
    const Stored* find(const std::string& name) const;

    std::filesystem::path m_origin;
    std::string m_prefix;
    std::map<std::string, Stored> m_tensors;
    std::set<std::string> m_taken;
};

at::ScalarType scalarType(DType type);

} // namespace vitrine::models

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/file.h"
#include "backend/tensors/weights_file.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace vitrine::tensors {

using Metadata = std::map<std::string, std::string>;

/// What the header says, checked against every rule of the format.
struct SafetensorsContent
{
    std::vector<TensorView> tensors; ///< in the order of their data
    Metadata metadata;
};

/// Reads a whole file's bytes; the views point into `bytes`. Throws InvalidFormat that names `origin`, the
/// byte or the key, and what was expected: length of the header (little-endian u64, at most 100 MB, inside
/// the file), a JSON object without duplicate keys, known types, shapes without overflow, data without
/// holes, overlap or surplus.
SafetensorsContent parseSafetensors(std::span<const std::byte> bytes, const std::string& origin);

class SafetensorsFile final : public WeightsFile
{
public:
    /// Maps it; throws what parseSafetensors() throws.
    explicit SafetensorsFile(const std::filesystem::path& path);

    const Metadata& metadata() const { return m_metadata; }

private:
    core::MappedFile m_map;
    Metadata m_metadata;
};

/// A tensor whose bytes are made while they are written, so that no more than a piece of it is in memory.
struct TensorSource
{
    std::string name;
    ElementType type = ElementType::F32;
    core::Shape shape;
    std::uint64_t bytes = 0; ///< that `write` gives to the sink
    std::function<void(const core::FileSink&)> write;
};

/// Writes aside and renames. The bytes depend on tensors and metadata alone, not on their order: widest
/// type first, then by name; the header is padded so that the data starts at a multiple of 8.
void writeSafetensors(const std::filesystem::path& path, std::span<const TensorView> tensors,
                      const Metadata& metadata = {});
void writeSafetensors(const std::filesystem::path& path, std::span<const TensorSource> tensors,
                      const Metadata& metadata = {});

} // namespace vitrine::tensors

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/array.h"
#include "backend/core/file.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::tensors {

/// The element types of the format, in its own order (narrow to wide), which is also the order of writing.
enum class ElementType {
    Bool,
    F4,
    F6E2M3,
    F6E3M2,
    U8,
    I8,
    F8E5M2,
    F8E4M3,
    F8E8M0,
    I16,
    U16,
    F16,
    BF16,
    I32,
    U32,
    F32,
    C64,
    F64,
    I64,
    U64,
};

/// The spelling in files: "F32", "BF16", "F8_E4M3".
std::string_view typeName(ElementType type);
/// Bits of one element; sub-byte types exist.
std::size_t bitsOf(ElementType type);

/// One tensor of a file. `data` is row-major, little-endian, and not always aligned to its type.
struct TensorView
{
    std::string name;
    ElementType type = ElementType::F32;
    core::Shape shape; ///< empty for a scalar
    std::span<const std::byte> data;
};

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

/// A file mapped into memory: nothing of the data is read before it is used.
class SafetensorsFile
{
public:
    explicit SafetensorsFile(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return m_path; }
    const std::vector<TensorView>& tensors() const { return m_content.tensors; }
    const Metadata& metadata() const { return m_content.metadata; }
    /// Null when there is none of that name.
    const TensorView* find(std::string_view name) const;

private:
    std::filesystem::path m_path;
    core::MappedFile m_map;
    SafetensorsContent m_content;
};

/// Writes aside and renames. The bytes depend on tensors and metadata alone, not on their order: widest
/// type first, then by name; the header is padded so that the data starts at a multiple of 8.
void writeSafetensors(const std::filesystem::path& path, std::span<const TensorView> tensors,
                      const Metadata& metadata = {});

} // namespace vitrine::tensors

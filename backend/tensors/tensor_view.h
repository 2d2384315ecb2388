// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/array.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace vitrine::tensors {

/// The element types of safetensors, in its own order (narrow to wide), which is also the order of writing.
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

/// The spelling in safetensors files: "F32", "BF16", "F8_E4M3".
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

} // namespace vitrine::tensors

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace vitrine::core {

enum class GgufType : std::uint32_t {
    Uint8,
    Int8,
    Uint16,
    Int16,
    Uint32,
    Int32,
    Float32,
    Bool,
    String,
    Array,
    Uint64,
    Int64,
    Float64
};

/// An array of numbers or strings, as views into the file.
struct GgufArray
{
    GgufType type = GgufType::Uint8; ///< of its elements
    std::uint64_t count = 0;
    std::string_view raw; ///< its elements as stored

    /// Empty unless the elements are strings.
    std::vector<std::string_view> strings() const;
    /// Numbers of any kind; empty for strings and arrays.
    std::vector<double> numbers() const;
    std::vector<std::int64_t> integers() const;
};

using GgufValue = std::variant<std::uint64_t, std::int64_t, double, bool, std::string_view, GgufArray>;

/// The metadata of a GGUF file (versions 2 and 3, little-endian): keys and values in file order. Nothing of
/// the tensors is read. Every length is checked against the file before it is used.
class GgufMetadata
{
public:
    /// `bytes` (a mapped file) must outlive it. Throws InvalidFormat or Unsupported with `origin` and the
    /// byte.
    GgufMetadata(std::string_view bytes, std::string origin);

    std::uint32_t version() const { return m_version; }
    std::uint64_t tensorCount() const { return m_tensorCount; }
    /// Where the metadata end and the descriptions of the tensors begin.
    std::size_t end() const { return m_end; }
    const std::vector<std::pair<std::string_view, GgufValue>>& entries() const { return m_entries; }
    const std::string& origin() const { return m_origin; }

    const GgufValue* find(std::string_view key) const;
    // Nothing where the key is missing; InvalidFormat where its value is of another kind.
    std::optional<std::string_view> text(std::string_view key) const;
    std::optional<std::uint64_t> unsignedNumber(std::string_view key) const;
    std::optional<bool> flag(std::string_view key) const;
    const GgufArray* array(std::string_view key) const;

private:
    std::string m_origin;
    std::uint32_t m_version = 0;
    std::uint64_t m_tensorCount = 0;
    std::size_t m_end = 0;
    std::vector<std::pair<std::string_view, GgufValue>> m_entries;
};

bool isGguf(std::string_view bytes);

} // namespace vitrine::core

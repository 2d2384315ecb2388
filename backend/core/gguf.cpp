// SPDX-License-Identifier: Apache-2.0
#include "backend/core/gguf.h"

#include "backend/core/result.h"

#include <algorithm>
#include <cstring>

namespace vitrine::core {
namespace {

constexpr std::string_view magic = "GGUF";
constexpr std::size_t maxDepth = 4;        ///< of arrays in arrays
constexpr std::uint64_t maxKeys = 1 << 16; ///< real files have some dozens

/// Bytes of one element; 0 for those of no fixed size.
std::size_t sizeOf(GgufType type)
{
    switch (type) {
    case GgufType::Uint8:
    case GgufType::Int8:
    case GgufType::Bool:
        return 1;
    case GgufType::Uint16:
    case GgufType::Int16:
        return 2;
    case GgufType::Uint32:
    case GgufType::Int32:
    case GgufType::Float32:
        return 4;
    case GgufType::Uint64:
    case GgufType::Int64:
    case GgufType::Float64:
        return 8;
    default:
        return 0;
    }
}

template <typename Number>
Number load(std::string_view bytes)
{
    Number value;
    std::memcpy(&value, bytes.data(), sizeof value);
    return value;
}

template <typename Result>
Result numberOf(GgufType type, std::string_view bytes)
{
    switch (type) {
    case GgufType::Uint8:
        return Result(load<std::uint8_t>(bytes));
    case GgufType::Int8:
        return Result(load<std::int8_t>(bytes));
    case GgufType::Uint16:
        return Result(load<std::uint16_t>(bytes));
    case GgufType::Int16:
        return Result(load<std::int16_t>(bytes));
    case GgufType::Uint32:
        return Result(load<std::uint32_t>(bytes));
    case GgufType::Int32:
        return Result(load<std::int32_t>(bytes));
    case GgufType::Float32:
        return Result(load<float>(bytes));
    case GgufType::Bool:
        return Result(load<std::uint8_t>(bytes) != 0);
    case GgufType::Uint64:
        return Result(load<std::uint64_t>(bytes));
    case GgufType::Int64:
        return Result(load<std::int64_t>(bytes));
    case GgufType::Float64:
        return Result(load<double>(bytes));
    default:
        return Result();
    }
}

class Reader
{
public:
    Reader(std::string_view bytes, std::string_view origin) : m_bytes(bytes), m_origin(origin) {}

    std::size_t place() const { return m_at; }

    [[noreturn]] void fail(const std::string& what) const
    {
        throw Exception(ErrorCode::InvalidFormat,
                        std::string(m_origin) + ": " + what + " at byte " + std::to_string(m_at));
    }

    std::string_view take(std::uint64_t size, std::string_view what)
    {
        if (size > m_bytes.size() - m_at)
            fail(std::string(what) + " of " + std::to_string(size) + " bytes where " +
                 std::to_string(m_bytes.size() - m_at) + " are left");
        const auto taken = m_bytes.substr(m_at, size);
        m_at += size;
        return taken;
    }

    template <typename Number>
    Number number()
    {
        return load<Number>(take(sizeof(Number), "a number"));
    }

    std::string_view text() { return take(number<std::uint64_t>(), "a text"); }

    GgufType type()
    {
        const auto type = number<std::uint32_t>();
        if (type > std::uint32_t(GgufType::Float64)) fail("unknown type " + std::to_string(type));
        return GgufType(type);
    }

    GgufArray array(std::size_t depth = 1)
    {
        if (depth > maxDepth) fail("arrays nested deeper than " + std::to_string(maxDepth) + " levels");
        GgufArray array;
        array.type = type();
        array.count = number<std::uint64_t>();
        const std::size_t begin = m_at;
        if (const std::size_t size = sizeOf(array.type)) {
            if (array.count > (m_bytes.size() - m_at) / size)
                fail("an array of " + std::to_string(array.count) + " elements where " +
                     std::to_string(m_bytes.size() - m_at) + " bytes are left");
            m_at += array.count * size;
        } else {
            // each takes bytes, so a lying count ends with the file
            for (std::uint64_t i = 0; i < array.count; ++i) {
                if (array.type == GgufType::String)
                    text();
                else
                    this->array(depth + 1);
            }
        }
        array.raw = m_bytes.substr(begin, m_at - begin);
        return array;
    }

    GgufValue value()
    {
        const GgufType kind = type();
        switch (kind) {
        case GgufType::String:
            return text();
        case GgufType::Array:
            return array();
        case GgufType::Bool: {
            const auto byte = number<std::uint8_t>();
            if (byte > 1) fail("a truth value that is neither 0 nor 1 ends");
            return byte != 0;
        }
        case GgufType::Float32:
        case GgufType::Float64:
            return numberOf<double>(kind, take(sizeOf(kind), "a number"));
        case GgufType::Int8:
        case GgufType::Int16:
        case GgufType::Int32:
        case GgufType::Int64:
            return numberOf<std::int64_t>(kind, take(sizeOf(kind), "a number"));
        default:
            return numberOf<std::uint64_t>(kind, take(sizeOf(kind), "a number"));
        }
    }

private:
    std::string_view m_bytes, m_origin;
    std::size_t m_at = 0;
};

template <typename Number>
std::vector<Number> numbersOf(const GgufArray& array)
{
    std::vector<Number> numbers;
    const std::size_t size = sizeOf(array.type);
    if (size == 0) return numbers;
    numbers.reserve(array.count);
    for (std::uint64_t i = 0; i < array.count; ++i)
        numbers.push_back(numberOf<Number>(array.type, array.raw.substr(i * size, size)));
    return numbers;
}

} // namespace

std::vector<std::string_view> GgufArray::strings() const
{
    std::vector<std::string_view> texts;
    if (type != GgufType::String) return texts;
    texts.reserve(count);
    std::string_view rest = raw;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto length = load<std::uint64_t>(rest);
        texts.push_back(rest.substr(8, length));
        rest.remove_prefix(8 + length);
    }
    return texts;
}

std::vector<double> GgufArray::numbers() const
{
    return numbersOf<double>(*this);
}

std::vector<std::int64_t> GgufArray::integers() const
{
    return numbersOf<std::int64_t>(*this);
}

GgufMetadata::GgufMetadata(std::string_view bytes, std::string origin) : m_origin(std::move(origin))
{
    Reader reader(bytes, m_origin);
    if (!isGguf(bytes)) reader.fail("no GGUF file: it does not begin with \"GGUF\",");
    reader.take(magic.size(), "the mark");
    m_version = reader.number<std::uint32_t>();
    if (m_version != 2 && m_version != 3)
        throw Exception(ErrorCode::Unsupported,
                        m_origin + ": GGUF version " +
                            ((m_version & 0xFFFF) == 0 ? "of a big-endian file" : std::to_string(m_version)) +
                            " is not known here (known: 2 and 3, little-endian)");
    m_tensorCount = reader.number<std::uint64_t>();
    const auto count = reader.number<std::uint64_t>();
    if (count > maxKeys) reader.fail("a count of " + std::to_string(count) + " keys");
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::string_view key = reader.text();
        if (find(key)) reader.fail("the key \"" + std::string(key) + "\" a second time");
        m_entries.emplace_back(key, reader.value());
    }
    m_end = reader.place();
}

const GgufValue* GgufMetadata::find(std::string_view key) const
{
    const auto found = std::ranges::find(m_entries, key, &std::pair<std::string_view, GgufValue>::first);
    return found == m_entries.end() ? nullptr : &found->second;
}

namespace {

[[noreturn]] void wrongKind(const GgufMetadata& metadata, std::string_view key, const char* expected)
{
    throw Exception(ErrorCode::InvalidFormat,
                    metadata.origin() + ": \"" + std::string(key) + "\" is not " + expected);
}

} // namespace

std::optional<std::string_view> GgufMetadata::text(std::string_view key) const
{
    const GgufValue* const value = find(key);
    if (!value) return std::nullopt;
    if (const auto* const text = std::get_if<std::string_view>(value)) return *text;
    wrongKind(*this, key, "a text");
}

std::optional<std::uint64_t> GgufMetadata::unsignedNumber(std::string_view key) const
{
    const GgufValue* const value = find(key);
    if (!value) return std::nullopt;
    if (const auto* const number = std::get_if<std::uint64_t>(value)) return *number;
    if (const auto* const number = std::get_if<std::int64_t>(value); number && *number >= 0)
        return std::uint64_t(*number);
    wrongKind(*this, key, "a number from 0 on");
}

std::optional<bool> GgufMetadata::flag(std::string_view key) const
{
    const GgufValue* const value = find(key);
    if (!value) return std::nullopt;
    if (const auto* const flag = std::get_if<bool>(value)) return *flag;
    wrongKind(*this, key, "true or false");
}

const GgufArray* GgufMetadata::array(std::string_view key) const
{
    const GgufValue* const value = find(key);
    if (!value) return nullptr;
    if (const auto* const array = std::get_if<GgufArray>(value)) return array;
    wrongKind(*this, key, "an array");
}

bool isGguf(std::string_view bytes)
{
    return bytes.starts_with(magic);
}

} // namespace vitrine::core

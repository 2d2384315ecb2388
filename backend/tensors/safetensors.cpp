// SPDX-License-Identifier: Apache-2.0
#include "backend/tensors/safetensors.h"

#include "backend/core/json_access.h"
#include "backend/core/text_offsets.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <set>

namespace vitrine::tensors {
namespace {

using core::ErrorCode;
using core::Json;

static_assert(std::endian::native == std::endian::little, "the data is little-endian and used in place");

constexpr std::size_t lengthBytes = 8;
constexpr std::uint64_t maxHeader = 100'000'000;

struct TypeName
{
    std::string_view name;
    std::size_t bits;
};
/// Indexed by ElementType.
constexpr std::array types{
    TypeName{"BOOL", 8},    TypeName{"F4", 4},   TypeName{"F6_E2M3", 6}, TypeName{"F6_E3M2", 6},
    TypeName{"U8", 8},      TypeName{"I8", 8},   TypeName{"F8_E5M2", 8}, TypeName{"F8_E4M3", 8},
    TypeName{"F8_E8M0", 8}, TypeName{"I16", 16}, TypeName{"U16", 16},    TypeName{"F16", 16},
    TypeName{"BF16", 16},   TypeName{"I32", 32}, TypeName{"U32", 32},    TypeName{"F32", 32},
    TypeName{"C64", 64},    TypeName{"F64", 64}, TypeName{"I64", 64},    TypeName{"U64", 64},
};
static_assert(types.size() == std::size_t(ElementType::U64) + 1);

/// Where in which file, and the one way to complain.
class Place
{
public:
    explicit Place(std::string text) : m_text(std::move(text)) {}
    Place key(const std::string& name) const { return Place(m_text + ": tensor \"" + name + "\""); }
    [[noreturn]] void fail(const std::string& what) const
    {
        throw core::Exception(ErrorCode::InvalidFormat, m_text + ": " + what);
    }

private:
    std::string m_text;
};

std::string number(std::uint64_t value)
{
    return std::to_string(value);
}

/// nlohmann keeps the last of two equal keys silently; a header that has both is ambiguous, so rejected.
Json parseHeader(std::string_view text, const Place& place)
{
    constexpr int maxDepth = 16; // a valid header has 3
    std::vector<std::set<std::string>> keys;
    int depth = 0;
    const auto check = [&](int, Json::parse_event_t event, Json& parsed) {
        using Event = Json::parse_event_t;
        if (event == Event::object_start || event == Event::array_start) {
            if (++depth > maxDepth)
                place.fail("header: nested deeper than " + std::to_string(maxDepth) + " levels");
            if (event == Event::object_start) keys.emplace_back();
        } else if (event == Event::object_end || event == Event::array_end) {
            --depth;
            if (event == Event::object_end) keys.pop_back();
        } else if (event == Event::key && !keys.back().insert(parsed.get<std::string>()).second) {
            place.fail("header: key \"" + parsed.get<std::string>() + "\" occurs twice");
        }
        return true;
    };
    if (const auto bad = core::findInvalidUtf8(text); bad != std::string::npos)
        place.fail("header: not valid UTF-8 at byte " + number(lengthBytes + bad));
    try {
        return Json::parse(text.begin(), text.end(), check);
    } catch (const Json::parse_error& e) {
        place.fail("header: not valid JSON at byte " + number(lengthBytes + (e.byte > 0 ? e.byte - 1 : 0)));
    }
}

Metadata readMetadata(const Json& value, const Place& place)
{
    if (!value.is_object())
        place.fail("__metadata__: expected an object of strings, found " +
                   std::string(core::jsonTypeName(value)));
    Metadata metadata;
    for (const auto& [key, text] : value.items()) {
        if (!text.is_string())
            place.fail("__metadata__: \"" + key + "\": expected a string, found " +
                       std::string(core::jsonTypeName(text)));
        metadata[key] = text.get<std::string>();
    }
    return metadata;
}

const Json& field(const Json& tensor, const char* key, const Place& place)
{
    const auto found = tensor.find(key);
    if (found == tensor.end()) place.fail("\"" + std::string(key) + "\" is missing");
    return *found;
}

ElementType readType(const Json& value, const Place& place)
{
    if (!value.is_string())
        place.fail("dtype: expected a string, found " + std::string(core::jsonTypeName(value)));
    const auto& name = value.get_ref<const std::string&>();
    const auto found = std::ranges::find(types, std::string_view(name), &TypeName::name);
    if (found == types.end()) place.fail("dtype: \"" + name + "\" is none of the format's types");
    return ElementType(found - types.begin());
}

core::Shape readShape(const Json& value, const Place& place)
{
    if (!value.is_array())
        place.fail("shape: expected an array, found " + std::string(core::jsonTypeName(value)));
    core::Shape shape;
    for (const auto& size : value) {
        if (!size.is_number_unsigned() ||
            size.get<std::uint64_t>() > std::uint64_t(std::numeric_limits<std::int64_t>::max()))
            place.fail("shape: " + size.dump() + " is no size (expected an integer of at least 0)");
        shape.push_back(size.get<std::int64_t>());
    }
    return shape;
}

/// Bytes that a tensor of that type and shape takes.
std::uint64_t byteCount(ElementType type, const core::Shape& shape, const Place& place)
{
    std::uint64_t count = 1;
    for (const auto size : shape)
        if (__builtin_mul_overflow(count, std::uint64_t(size), &count))
            place.fail("shape: its product overflows");
    if (__builtin_mul_overflow(count, std::uint64_t(bitsOf(type)), &count))
        place.fail("shape: its bytes overflow");
    if (count % 8 != 0) place.fail("shape: does not fill whole bytes of " + std::string(typeName(type)));
    return count / 8;
}

struct Range
{
    std::uint64_t begin, end;
};

Range readOffsets(const Json& value, const Place& place)
{
    if (!value.is_array() || value.size() != 2 || !value[0].is_number_unsigned() ||
        !value[1].is_number_unsigned())
        place.fail("data_offsets: expected two integers [begin, end], found " + value.dump().substr(0, 80));
    const Range range{value[0].get<std::uint64_t>(), value[1].get<std::uint64_t>()};
    if (range.end < range.begin)
        place.fail("data_offsets: end " + number(range.end) + " lies before begin " + number(range.begin));
    return range;
}

/// Sorted by their data, the tensors must follow each other without hole or overlap and end with the file.
void requireContiguous(std::vector<std::pair<Range, TensorView>>& found, std::uint64_t dataSize,
                       const Place& place)
{
    std::ranges::stable_sort(found, [](const auto& a, const auto& b) {
        return std::pair(a.first.begin, a.first.end) < std::pair(b.first.begin, b.first.end);
    });
    std::uint64_t position = 0;
    const std::string* previous = nullptr;
    for (const auto& [range, tensor] : found) {
        const Place here = place.key(tensor.name);
        if (range.begin < position)
            here.fail("data_offsets: begins at " + number(range.begin) + ", inside tensor \"" + *previous +
                      "\" that ends at " + number(position));
        if (range.begin > position)
            here.fail("data_offsets: begins at " + number(range.begin) + ", expected " + number(position) +
                      ": bytes between belong to no tensor");
        position = range.end;
        previous = &tensor.name;
    }
    if (position < dataSize)
        place.fail("surplus bytes: the tensors end at data byte " + number(position) + ", the file at " +
                   number(dataSize));
}

} // namespace

std::string_view typeName(ElementType type)
{
    return types[std::size_t(type)].name;
}

std::size_t bitsOf(ElementType type)
{
    return types[std::size_t(type)].bits;
}

SafetensorsContent parseSafetensors(std::span<const std::byte> bytes, const std::string& origin)
{
    const Place place(origin);
    if (bytes.size() < lengthBytes)
        place.fail("too short for safetensors: " + number(bytes.size()) +
                   " bytes, the header's length alone takes 8");
    std::uint64_t headerSize = 0;
    std::memcpy(&headerSize, bytes.data(), lengthBytes);
    if (headerSize > maxHeader)
        place.fail("header length " + number(headerSize) + " at byte 0 exceeds the limit of " +
                   number(maxHeader));
    if (headerSize > bytes.size() - lengthBytes)
        place.fail("truncated: the header should end at byte " + number(lengthBytes + headerSize) +
                   ", the file has " + number(bytes.size()));
    const auto* text = reinterpret_cast<const char*>(bytes.data()) + lengthBytes;
    if (headerSize == 0 || text[0] != '{') place.fail("header: expected '{' at byte 8");
    const Json header = parseHeader({text, headerSize}, place);
    const auto data = bytes.subspan(lengthBytes + headerSize);

    SafetensorsContent content;
    std::vector<std::pair<Range, TensorView>> found;
    for (const auto& [name, value] : header.items()) {
        if (name == "__metadata__") {
            content.metadata = readMetadata(value, place);
            continue;
        }
        const Place here = place.key(name);
        if (!value.is_object())
            here.fail("expected an object, found " + std::string(core::jsonTypeName(value)));
        TensorView tensor{name,
                          readType(field(value, "dtype", here), here),
                          readShape(field(value, "shape", here), here),
                          {}};
        const Range range = readOffsets(field(value, "data_offsets", here), here);
        const std::uint64_t expected = byteCount(tensor.type, tensor.shape, here);
        if (range.end - range.begin != expected)
            here.fail("data_offsets: hold " + number(range.end - range.begin) +
                      " bytes, its shape and type take " + number(expected));
        if (range.end > data.size())
            here.fail("truncated: its data ends at byte " + number(lengthBytes + headerSize + range.end) +
                      ", the file has " + number(bytes.size()));
        tensor.data = data.subspan(range.begin, expected);
        found.emplace_back(range, std::move(tensor));
    }
    requireContiguous(found, data.size(), place);
    content.tensors.reserve(found.size());
    for (auto& [range, tensor] : found)
        content.tensors.push_back(std::move(tensor));
    return content;
}

SafetensorsFile::SafetensorsFile(const std::filesystem::path& path) : WeightsFile(path), m_map(path)
{
    auto content = parseSafetensors(m_map.bytes(), path.string());
    m_tensors = std::move(content.tensors);
    m_metadata = std::move(content.metadata);
}

void writeSafetensors(const std::filesystem::path& path, std::span<const TensorView> tensors,
                      const Metadata& metadata)
{
    std::vector<TensorSource> sources;
    for (const auto& tensor : tensors)
        sources.push_back({tensor.name, tensor.type, tensor.shape, tensor.data.size(),
                           [data = tensor.data](const core::FileSink& sink) {
                               sink({reinterpret_cast<const char*>(data.data()), data.size()});
                           }});
    writeSafetensors(path, sources, metadata);
}

void writeSafetensors(const std::filesystem::path& path, std::span<const TensorSource> tensors,
                      const Metadata& metadata)
{
    std::vector<const TensorSource*> order;
    for (const auto& tensor : tensors)
        order.push_back(&tensor);
    std::ranges::sort(order, [](const TensorSource* a, const TensorSource* b) {
        return std::tie(b->type, a->name) < std::tie(a->type, b->name);
    });

    core::OrderedJson header = core::OrderedJson::object();
    if (!metadata.empty()) header["__metadata__"] = metadata;
    std::set<std::string_view> names; // a search in an ordered object goes through all of it
    std::uint64_t position = 0;
    for (const auto* tensor : order) {
        if (!names.insert(tensor->name).second)
            throw core::Exception(ErrorCode::InvalidArgument,
                                  path.string() + ": two tensors named " + tensor->name);
        header.get_ref<core::OrderedJson::object_t&>().emplace_back(
            tensor->name, core::OrderedJson{{"dtype", typeName(tensor->type)},
                                            {"shape", tensor->shape},
                                            {"data_offsets", {position, position + tensor->bytes}}});
        position += tensor->bytes;
    }
    std::string text = header.dump();
    text.append((lengthBytes - text.size() % lengthBytes) % lengthBytes, ' ');
    const std::uint64_t length = text.size();

    core::writeFileAtomically(path, [&](const core::FileSink& sink) {
        sink({reinterpret_cast<const char*>(&length), lengthBytes});
        sink(text);
        for (const auto* tensor : order)
            tensor->write(sink);
    });
}

} // namespace vitrine::tensors

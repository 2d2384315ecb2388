// SPDX-License-Identifier: Apache-2.0
#include "backend/tensors/state_dict.h"

#include "backend/core/result.h"
#include "backend/core/text_offsets.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace vitrine::tensors {
namespace {

using core::ErrorCode;
using Kind = Pickle::Kind;
using Value = Pickle::Value;

struct NamedType
{
    std::string_view storage, dtype; ///< torch.FloatStorage, torch.float32
    ElementType type;
};
constexpr std::array namedTypes{
    NamedType{"FloatStorage", "float32", ElementType::F32},
    NamedType{"DoubleStorage", "float64", ElementType::F64},
    NamedType{"HalfStorage", "float16", ElementType::F16},
    NamedType{"BFloat16Storage", "bfloat16", ElementType::BF16},
    NamedType{"LongStorage", "int64", ElementType::I64},
    NamedType{"IntStorage", "int32", ElementType::I32},
    NamedType{"ShortStorage", "int16", ElementType::I16},
    NamedType{"CharStorage", "int8", ElementType::I8},
    NamedType{"ByteStorage", "uint8", ElementType::U8},
    NamedType{"BoolStorage", "bool", ElementType::Bool},
    NamedType{"ComplexFloatStorage", "complex64", ElementType::C64},
    NamedType{"UntypedStorage", "uint8", ElementType::U8},
    NamedType{"_UntypedStorage", "uint8", ElementType::U8},
    // Types without storages of their own.
    NamedType{"", "uint16", ElementType::U16},
    NamedType{"", "uint32", ElementType::U32},
    NamedType{"", "uint64", ElementType::U64},
    NamedType{"", "float8_e4m3fn", ElementType::F8E4M3},
    NamedType{"", "float8_e5m2", ElementType::F8E5M2},
    NamedType{"", "float8_e8m0fnu", ElementType::F8E8M0},
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> otherGlobals{{
    {"collections", "OrderedDict"},
    {"torch._utils", "_rebuild_tensor"},
    {"torch._utils", "_rebuild_tensor_v2"},
    {"torch._utils", "_rebuild_tensor_v3"},
    {"torch._utils", "_rebuild_parameter"},
    {"torch._utils", "_rebuild_parameter_with_state"},
    {"torch._tensor", "_rebuild_from_type_v2"},
    {"torch.nn.parameter", "Parameter"},
    {"torch", "Tensor"},
    {"torch", "Size"},
    // Beside the tensors: where one was, and bytes as protocol 2 spells them.
    {"torch", "device"},
}};

/// Keys under which training programs put the state dict of the model.
constexpr std::array<std::string_view, 4> wrappers{"state_dict", "model_state_dict", "model", "module"};

const NamedType* findStorageType(std::string_view module, std::string_view name)
{
    if (name.empty() || (module != "torch" && module != "torch.cuda" && module != "torch.storage"))
        return nullptr;
    const auto found = std::ranges::find(namedTypes, name, &NamedType::storage);
    return found == namedTypes.end() ? nullptr : &*found;
}

const NamedType* findDtype(std::string_view module, std::string_view name)
{
    const auto found = std::ranges::find(namedTypes, name, &NamedType::dtype);
    return module != "torch" || found == namedTypes.end() ? nullptr : &*found;
}

/// A tensor as the pickle describes it.
struct Description
{
    std::string storage;
    ElementType type = ElementType::F32;
    std::int64_t offset = 0; ///< in elements, as the strides
    core::Shape shape, strides;
};

class Reader
{
public:
    Reader(const Pickle& pickle, std::string place) : m_pickle(pickle), m_place(std::move(place)) {}

    [[noreturn]] void fail(const std::string& what) const
    {
        throw core::Exception(ErrorCode::InvalidFormat, m_place + ": " + what);
    }

    /// ("storage", type, key, location, elements) and, in the legacy form, a view of another storage.
    std::pair<std::string, StorageRequest> storage(const Value& persistent) const
    {
        const auto& id = m_pickle.at(persistent.items.at(0));
        if (id.kind != Kind::Tuple || id.items.size() < 5 || item(id, 0).text != "storage")
            fail("a reference that is none to a storage (" + describeValue(m_pickle, id) + ")");
        if (id.items.size() > 5 && item(id, 5).kind != Kind::None)
            fail("storages that are views of others are not supported");
        const auto& type = item(id, 1);
        const auto* named = type.kind == Kind::Global ? findStorageType(type.text, type.name) : nullptr;
        if (!named) fail("a storage whose type is " + describeValue(m_pickle, type));
        const auto& key = item(id, 2);
        if (key.kind != Kind::Text) fail("a storage without a key");
        const auto elements = size(item(id, 4), "a storage's size");
        StorageRequest request{named->type, std::uint64_t(elements)};
        std::uint64_t bytes = 0;
        if (__builtin_mul_overflow(request.elements, bitsOf(request.type) / 8, &bytes))
            fail("a storage's size overflows");
        return {std::string(key.text), request};
    }

    /// Nothing for a value that is no tensor.
    std::optional<Description> tensor(const Value& value) const
    {
        if (value.kind != Kind::Call) return std::nullopt;
        return rebuilt(item(value, 0), item(value, 1), 0);
    }

private:
    const Value& item(const Value& value, std::size_t index) const
    {
        if (index >= value.items.size()) fail("an argument is missing");
        return m_pickle.at(value.items[index]);
    }
    std::int64_t size(const Value& value, const std::string& what) const
    {
        if (value.kind != Kind::Integer || value.integer < 0)
            fail(what + " is " +
                 (value.kind == Kind::Integer ? std::to_string(value.integer)
                                              : describeValue(m_pickle, value)) +
                 ", expected a number of at least 0");
        return value.integer;
    }
    core::Shape sizes(const Value& value, const std::string& what) const
    {
        const bool isSize = value.kind == Kind::Call && item(value, 0).name == "Size";
        const Value& list = isSize ? item(item(value, 1), 0) : value;
        if (list.kind != Kind::Tuple && list.kind != Kind::List)
            fail(what + " is " + describeValue(m_pickle, value));
        constexpr std::size_t mostDimensions = 64; // as in PyTorch
        if (list.items.size() > mostDimensions)
            fail(what + " has " + std::to_string(list.items.size()) + " entries, at most 64 are possible");
        core::Shape result;
        for (std::size_t i = 0; i < list.items.size(); ++i)
            result.push_back(size(item(list, i), what));
        return result;
    }

    std::optional<Description> rebuilt(const Value& function, const Value& arguments, int depth) const
    {
        constexpr int deepest = 4; // a parameter of a subclass of a tensor has 2
        if (depth > deepest) fail("is wrapped more than " + std::to_string(deepest) + " times");
        const auto& name = function.name;
        if (name == "_rebuild_from_type_v2")
            return rebuilt(item(arguments, 0), item(arguments, 2), depth + 1);
        if (name == "_rebuild_parameter" || name == "_rebuild_parameter_with_state" || name == "Parameter") {
            const Value& data = item(arguments, 0);
            if (data.kind != Kind::Call) fail("a parameter of " + describeValue(m_pickle, data));
            return rebuilt(item(data, 0), item(data, 1), depth + 1);
        }
        if (!name.starts_with("_rebuild_tensor")) return std::nullopt;
        const Value& reference = item(arguments, 0);
        if (reference.kind != Kind::Persistent) fail("its storage is " + describeValue(m_pickle, reference));
        const auto [key, request] = storage(reference);
        Description result{key, request.type, size(item(arguments, 1), "its offset"),
                           sizes(item(arguments, 2), "its shape"), sizes(item(arguments, 3), "its strides")};
        if (name == "_rebuild_tensor_v3") {
            const Value& dtype = item(arguments, 6);
            const auto* named = dtype.kind == Kind::Global ? findDtype(dtype.text, dtype.name) : nullptr;
            if (!named) fail("its type is " + describeValue(m_pickle, dtype));
            result.type = named->type;
        }
        if (result.strides.size() != result.shape.size())
            fail("has " + std::to_string(result.shape.size()) + " dimensions and " +
                 std::to_string(result.strides.size()) + " strides");
        return result;
    }

    const Pickle& m_pickle;
    std::string m_place;
};

/// Bytes of a tensor row by row: those of the storage where it lies so, else of a copy.
class Layout
{
public:
    Layout(const Description& tensor, std::span<const std::byte> storage, const Reader& reader)
        : m_tensor(tensor), m_storage(storage), m_width(bitsOf(tensor.type) / 8)
    {
        __extension__ using Wide = __int128; // sums of products of two 64-bit numbers
        const std::uint64_t elements = storage.size() / m_width;
        for (const auto size : tensor.shape)
            if (__builtin_mul_overflow(m_count, std::uint64_t(size), &m_count) && !isEmpty())
                reader.fail("its shape overflows");
        if (isEmpty()) m_count = 0;
        if (m_count == 0) return;
        Wide last = tensor.offset;
        for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
            last += Wide(tensor.shape[i] - 1) * tensor.strides[i];
            if (last >= Wide(elements)) break; // before a sum of many overflows
        }
        if (last >= Wide(elements))
            reader.fail("reaches beyond its storage of " + std::to_string(elements) + " elements");
        if (m_count > std::numeric_limits<std::uint64_t>::max() / 16) reader.fail("its bytes overflow");
    }

    std::uint64_t bytes() const { return m_count * m_width; }
    bool isContiguous() const
    {
        std::int64_t expected = 1;
        for (std::size_t i = m_tensor.shape.size(); i-- > 0;) {
            if (m_tensor.shape[i] != 1 && m_tensor.strides[i] != expected) return false;
            expected *= m_tensor.shape[i];
        }
        return true;
    }
    std::span<const std::byte> inPlace() const
    {
        if (m_count == 0) return {};
        return m_storage.subspan(std::size_t(m_tensor.offset) * m_width, bytes());
    }
    std::vector<std::byte> copy() const
    {
        std::vector<std::byte> result(bytes());
        core::Shape index(m_tensor.shape.size(), 0);
        std::int64_t element = m_tensor.offset;
        for (std::uint64_t i = 0; i < m_count; ++i) {
            std::memcpy(result.data() + i * m_width, m_storage.data() + std::size_t(element) * m_width,
                        m_width);
            for (std::size_t axis = index.size(); axis-- > 0;) {
                element += m_tensor.strides[axis];
                if (++index[axis] < m_tensor.shape[axis]) break;
                element -= m_tensor.strides[axis] * m_tensor.shape[axis];
                index[axis] = 0;
            }
        }
        return result;
    }

private:
    bool isEmpty() const { return std::ranges::find(m_tensor.shape, 0) != m_tensor.shape.end(); }

    const Description& m_tensor;
    std::span<const std::byte> m_storage;
    std::size_t m_width;
    std::uint64_t m_count = 1;
};

/// The dictionary that holds the tensors.
const Value& openWrappers(const Pickle& pickle, const std::string& place)
{
    const Value* dict = &pickle.at(pickle.root);
    for (int depth = 0; depth < 4; ++depth) { // a dictionary may hold itself
        const Value* inner = nullptr;
        for (const auto key : wrappers)
            if (!inner)
                if (const Value* found = pickle.find(*dict, key); found && found->kind == Kind::Dict)
                    inner = found;
        if (!inner) break;
        dict = inner;
    }
    if (dict->kind != Kind::Dict)
        throw core::Exception(ErrorCode::InvalidFormat, place + ": expected a dictionary of tensors, found " +
                                                            describeValue(pickle, *dict));
    return *dict;
}

/// Name and value of each entry whose key is a text, the last of equal ones.
std::vector<std::pair<std::string_view, const Value*>> entriesOf(const Pickle& pickle, const Value& dict)
{
    std::vector<std::pair<std::string_view, const Value*>> entries;
    std::map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i + 1 < dict.items.size(); i += 2) {
        const Value& key = pickle.at(dict.items[i]);
        if (key.kind != Kind::Text) continue;
        const auto [found, isNew] = places.emplace(key.text, entries.size());
        if (isNew) entries.emplace_back(key.text, nullptr);
        entries[found->second].second = &pickle.at(dict.items[i + 1]);
    }
    return entries;
}

} // namespace

bool isStateDictGlobal(std::string_view module, std::string_view name)
{
    return findStorageType(module, name) || findDtype(module, name) ||
           (module == "_codecs" && name == "encode") ||
           std::ranges::find(otherGlobals, std::pair(module, name)) != otherGlobals.end();
}

std::map<std::string, StorageRequest> findStorages(const Pickle& pickle, const std::string& place)
{
    const Reader reader(pickle, place);
    std::map<std::string, StorageRequest> storages;
    for (const auto& value : pickle.values) {
        if (value.kind != Kind::Persistent) continue;
        const auto [key, request] = reader.storage(value);
        const auto [found, isNew] = storages.emplace(key, request);
        if (!isNew && (found->second.type != request.type || found->second.elements != request.elements))
            reader.fail("storage \"" + core::quotable(key) + "\" is described in two ways");
    }
    return storages;
}

std::vector<TensorView> readStateDict(const Pickle& pickle, const StorageBytes& storages,
                                      const std::string& place, std::uint64_t copyLimit,
                                      std::list<std::vector<std::byte>>& copies)
{
    const Value& dict = openWrappers(pickle, place);
    std::vector<TensorView> tensors;
    for (const auto& [name, value] : entriesOf(pickle, dict)) {
        const Reader reader(pickle, place + ": tensor \"" + core::quotable(name) + "\"");
        const auto tensor = reader.tensor(*value);
        if (!tensor) continue;
        if (core::findInvalidUtf8(name) != std::string::npos) reader.fail("its name is no UTF-8");
        const Layout layout(*tensor, storages.at(tensor->storage), reader);
        TensorView view{std::string(name), tensor->type, tensor->shape, {}};
        if (layout.bytes() == 0 || layout.isContiguous()) {
            view.data = layout.inPlace();
        } else {
            if (layout.bytes() > copyLimit)
                reader.fail("would take " + std::to_string(layout.bytes()) +
                            " bytes, many times those that are stored");
            copyLimit -= layout.bytes();
            view.data = copies.emplace_back(layout.copy());
        }
        tensors.push_back(std::move(view));
    }
    if (tensors.empty() && !dict.items.empty())
        throw core::Exception(ErrorCode::InvalidFormat, place + ": the dictionary has " +
                                                            std::to_string(dict.items.size() / 2) +
                                                            " entries, but no tensor is among them");
    return tensors;
}

} // namespace vitrine::tensors

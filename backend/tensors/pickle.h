// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::tensors {

/// A pickle read as data: nothing is imported, called or built. What a pickle asks to be called becomes a
/// Call that whoever reads the tree may understand or not. Values stand in one table and name each other by
/// index, so that neither depth nor sharing costs anything; texts point into the bytes that were read.
struct Pickle
{
    using Handle = std::uint32_t;
    enum class Kind {
        None,
        Bool,
        Integer,
        BigInteger, ///< beyond 64 bits; `text` has its little-endian bytes
        Real,
        Text,
        Bytes,
        List,
        Tuple,
        Dict,       ///< `items`: key, value, key, value …
        Global,     ///< `text` is the module, `name` what it has of it
        Call,       ///< `items`: what is called, its arguments as a tuple
        Persistent, ///< `items`: the id, a reference to something outside of the pickle
    };
    struct Value
    {
        Kind kind = Kind::None;
        std::int64_t integer = 0; ///< Bool, Integer
        std::string_view text, name;
        std::vector<Handle> items;
    };

    std::vector<Value> values;
    Handle root = 0;
    std::size_t end = 0; ///< index of the byte after the pickle

    const Value& at(Handle handle) const { return values[handle]; }
    /// Null unless `dict` is a dictionary with that text as key; of several the last, as in Python.
    const Value* find(const Value& dict, std::string_view key) const;
};

/// Whether a pickle may name this global.
using AllowGlobal = bool (*)(std::string_view module, std::string_view name);

/// Reads one pickle of protocol 2 to 5 that begins at `begin`. `place` starts the messages. Throws
/// InvalidFormat that names the byte: for a global that is not allowed ("os.system is not allowed"), an
/// operation that no plain data needs, a stack that has not what an operation takes, the end of the bytes,
/// and for more values than a state dict ever has.
Pickle readPickle(std::span<const std::byte> bytes, std::size_t begin, const std::string& place,
                  AllowGlobal allow);

/// "a list", "a call of torch.device": for messages.
std::string describeValue(const Pickle& pickle, const Pickle::Value& value);

} // namespace vitrine::tensors

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/ATen.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::layers {

/// A model is a plain struct: tensors, structs, vectors and optionals of them, whose member names spell the
/// checkpoint's keys. Each struct has `template <class V> void visit(V&& v) { v("weight", weight); … }`,
/// and everything that concerns all parameters goes through here.
///
/// Calls `action(fullName, tensor)` for every tensor, "encoder.layer.0.attention.self.query.weight".
template <typename Member, typename Action>
void forEachParameter(Member& member, const std::string& name, Action&& action)
{
    member.visit([&](std::string_view key, auto& inner) {
        using Inner = std::decay_t<decltype(inner)>;
        const std::string full = name.empty() ? std::string(key) : name + "." + std::string(key);
        if constexpr (std::is_same_v<Inner, at::Tensor>) {
            action(full, inner);
        } else if constexpr (requires { inner.has_value(); }) {
            if (inner) forEachParameter(*inner, full, action);
        } else if constexpr (requires { inner.size(); }) {
            for (std::size_t i = 0; i < inner.size(); ++i)
                forEachParameter(inner[i], full + "." + std::to_string(i), action);
        } else {
            forEachParameter(inner, full, action);
        }
    });
}

/// A parameter that is not loaded yet: it has a shape and a type, no memory.
inline at::Tensor unloaded(at::IntArrayRef shape)
{
    return at::empty(shape, at::TensorOptions().device(at::kMeta).dtype(at::kFloat));
}

/// `count` parts of one kind, each with parameters of its own.
template <typename Part, typename... Arguments>
std::vector<Part> stack(std::int64_t count, const Arguments&... arguments)
{
    std::vector<Part> parts;
    parts.reserve(std::size_t(count));
    for (std::int64_t i = 0; i < count; ++i)
        parts.emplace_back(arguments...);
    return parts;
}

} // namespace vitrine::layers

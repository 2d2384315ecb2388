// SPDX-License-Identifier: Apache-2.0
#pragma once

// How a component of tokenizer.json is found: each kind has one list of Component in its registry.cpp.
// A new component is one file and one line there.

#include "backend/core/json_access.h"

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>

namespace vitrine::tokenizers {

/// `Context`: what the component is made from beside its settings.
template <typename Interface, typename... Context>
struct Component
{
    std::string_view type;
    /// Reads its settings from the JSON object; throws InvalidFormat naming place and key.
    std::unique_ptr<const Interface> (*make)(const core::JsonObject& settings, Context... context);
    /// Keys by which old files without "type" are told apart; empty: "type" is needed.
    std::initializer_list<const char*> signature = {};
};

/// The entry of `components` that `settings` asks for. `kind` is for the message: "normalizer".
template <typename Interface, typename... Context>
const Component<Interface, Context...>&
findComponent(std::span<const Component<Interface, Context...>> components, const core::JsonObject& settings,
              std::string_view kind)
{
    using namespace core;
    if (settings.has("type")) {
        const auto type = settings.get<std::string>("type");
        for (const auto& component : components)
            if (component.type == type) return component;
        std::string known;
        for (const auto& component : components)
            known += (known.empty() ? "" : ", ") + std::string(component.type);
        throw Exception(ErrorCode::Unsupported, settings.place() + ": type \"" + type + "\" is no " +
                                                    std::string(kind) + " known here (known: " + known + ")");
    }
    for (const auto& component : components) {
        const auto has = [&](const char* key) { return settings.json().contains(key); };
        if (component.signature.size() > 0 &&
            std::all_of(component.signature.begin(), component.signature.end(), has))
            return component;
    }
    throw Exception(ErrorCode::InvalidFormat, settings.place() + ": \"type\" is missing");
}

template <typename Interface>
std::unique_ptr<const Interface> makeComponent(std::span<const Component<Interface>> components,
                                               const core::JsonObject& settings, std::string_view kind)
{
    return findComponent(components, settings, kind).make(settings);
}

/// The components of a Sequence: the array `key`, each element made by `make`.
template <typename Interface>
std::vector<std::unique_ptr<const Interface>>
makeSequence(const core::JsonObject& settings, const char* key,
             std::unique_ptr<const Interface> (*make)(const core::JsonObject&))
{
    const core::Json& array = settings.at(key);
    if (!array.is_array())
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              settings.place() + ": \"" + key + "\" is not an array");
    std::vector<std::unique_ptr<const Interface>> parts;
    for (std::size_t i = 0; i < array.size(); ++i)
        parts.push_back(make({array[i], settings.place() + ": " + key + "[" + std::to_string(i) + "]"}));
    return parts;
}

} // namespace vitrine::tokenizers

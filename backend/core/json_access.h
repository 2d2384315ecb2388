// SPDX-License-Identifier: Apache-2.0
#pragma once

// Typed access to parsed JSON with errors that name the file and the key. Heavy (all of nlohmann_json):
// include it in .cpp files only.

#include "backend/core/json.h"
#include "backend/core/result.h"

#include <nlohmann/json.hpp>

namespace vitrine::core {

/// A JSON object with the place it came from, for error messages: "tokenizer.json: model.vocab: …".
class JsonObject
{
public:
    /// Throws InvalidFormat unless `value` is an object. `value` must outlive this.
    JsonObject(const Json& value, std::string place) : m_value(&value), m_place(std::move(place))
    {
        if (!value.is_object())
            throw Exception(ErrorCode::InvalidFormat,
                            m_place + ": expected an object, found " + std::string(jsonTypeName(value)));
    }

    const Json& json() const { return *m_value; }
    const std::string& place() const { return m_place; }

    /// Null counts as absent.
    bool has(const char* key) const
    {
        const auto found = m_value->find(key);
        return found != m_value->end() && !found->is_null();
    }

    const Json& at(const char* key) const
    {
        if (!has(key)) throw Exception(ErrorCode::InvalidFormat, m_place + ": \"" + key + "\" is missing");
        return (*m_value)[key];
    }

    template <typename T>
    T get(const char* key) const
    {
        return convert<T>(at(key), key);
    }

    template <typename T>
    T get(const char* key, T fallback) const
    {
        return has(key) ? convert<T>(at(key), key) : std::move(fallback);
    }

    JsonObject object(const char* key) const { return {at(key), m_place + ": " + key}; }

private:
    template <typename T>
    T convert(const Json& value, const char* key) const
    {
        bool fits = true;
        if constexpr (std::is_same_v<T, bool>)
            fits = value.is_boolean();
        else if constexpr (std::is_integral_v<T>)
            fits = value.is_number_integer() && (std::is_signed_v<T> || value >= 0);
        else if constexpr (std::is_floating_point_v<T>)
            fits = value.is_number();
        try {
            if (fits) return value.get<T>();
        } catch (const Json::exception&) {
        }
        throw Exception(ErrorCode::InvalidFormat, m_place + ": \"" + key + "\" has the wrong type (" +
                                                      std::string(jsonTypeName(value)) + ")");
    }

    const Json* m_value;
    std::string m_place;
};

} // namespace vitrine::core

// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/inputs.h"

#include "backend/core/json_access.h"

#include <algorithm>

namespace vitrine::pipelines {

InputReader::InputReader(const core::Json& json, std::size_t index, std::string_view form)
    : m_json(&json), m_index(index), m_form(form)
{
}

bool InputReader::isObject() const
{
    return m_json->is_object();
}

bool InputReader::has(const char* key) const
{
    return m_json->is_object() && m_json->contains(key) && !(*m_json)[key].is_null();
}

std::string InputReader::text() const
{
    if (m_json->is_string()) return m_json->get<std::string>();
    if (!m_json->is_object()) failForm();
    requireObject({"inputs"});
    return text("inputs");
}

std::string InputReader::text(const char* key) const
{
    if (!has(key)) fail(std::string(key) + ": missing, expected " + std::string(m_form));
    const auto& value = (*m_json)[key];
    if (!value.is_string())
        fail(std::string(key) + ": expected a string, found " + std::string(core::jsonTypeName(value)));
    return value.get<std::string>();
}

bool InputReader::isArray(const char* key) const
{
    return has(key) && (*m_json)[key].is_array();
}

std::vector<std::string> InputReader::texts(const char* key) const
{
    if (!has(key)) fail(std::string(key) + ": missing, expected " + std::string(m_form));
    const auto& value = (*m_json)[key];
    if (!value.is_array())
        fail(std::string(key) + ": expected an array of strings, found " +
             std::string(core::jsonTypeName(value)));
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (!value[i].is_string())
            fail(std::string(key) + ": entry " + std::to_string(i) + ": expected a string, found " +
                 std::string(core::jsonTypeName(value[i])));
        texts.push_back(value[i].get<std::string>());
    }
    return texts;
}

void InputReader::requireObject(std::initializer_list<std::string_view> known) const
{
    if (!m_json->is_object()) failForm();
    for (const auto& [key, value] : m_json->items()) {
        if (std::ranges::find(known, key) != known.end()) continue;
        std::string names;
        for (const auto& each : known)
            names += (names.empty() ? "" : ", ") + std::string(each);
        fail("\"" + key + "\" is not known (known: " + names + ")");
    }
}

void InputReader::fail(const std::string& what) const
{
    throw core::Exception(core::ErrorCode::InvalidArgument, "input " + std::to_string(m_index) + ": " + what);
}

void InputReader::failForm() const
{
    fail("expected " + std::string(m_form) + ", found " + std::string(core::jsonTypeName(*m_json)));
}

std::size_t codePointCount(std::string_view text)
{
    return std::size_t(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

} // namespace vitrine::pipelines

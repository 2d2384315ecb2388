// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/core/json.h"

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::pipelines {

/// One input of a pipeline while it is read: every error is an InvalidArgument that names its number and the
/// key. `json` must outlive it.
class InputReader
{
public:
    /// `form` says what is expected: `{"question": string, "context": string}`.
    InputReader(const core::Json& json, std::size_t index, std::string_view form);

    bool isObject() const;
    bool has(const char* key) const; ///< null counts as absent
    /// The text of an input that is a string or `{"inputs": string}`.
    std::string text() const;
    /// A member that must be a string; absent is an error.
    std::string text(const char* key) const;
    /// A member that must be an array of strings.
    std::vector<std::string> texts(const char* key) const;
    bool isArray(const char* key) const;
    /// Throws for anything that is no object, and for keys that are none of these.
    void requireObject(std::initializer_list<std::string_view> known) const;
    [[noreturn]] void fail(const std::string& what) const;
    /// "expected …, found …" with the form.
    [[noreturn]] void failForm() const;

private:
    const core::Json* m_json;
    std::size_t m_index;
    std::string_view m_form;
};

/// Characters of valid UTF-8.
std::size_t codePointCount(std::string_view text);

} // namespace vitrine::pipelines

// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/core/json.h"
#include "backend/tokenizers/tokenizer.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::pipelines {

/// A pipeline's own arguments: a JSON object with Transformers' names. A getter gives nothing for a key that
/// is absent or null; every getter throws InvalidArgument that names key and value for a wrong type.
class Arguments
{
public:
    explicit Arguments(const std::string& json);
    ~Arguments();

    /// Also for null.
    bool has(const char* key) const;
    std::optional<bool> boolean(const char* key) const;
    /// At least `least`.
    std::optional<std::int64_t> integer(const char* key, std::int64_t least = 1) const;
    std::optional<double> number(const char* key) const;
    std::optional<std::string> text(const char* key) const;
    /// A string counts as an array of one.
    std::optional<std::vector<std::string>> texts(const char* key) const;
    /// Null if absent.
    const core::Json* json(const char* key) const;

    /// Call after all getters: throws InvalidArgument for a key that none of them was asked for, and lists
    /// those that were.
    void requireKnown() const;
    [[noreturn]] void fail(const char* key, const std::string& expected) const;

private:
    const core::Json* find(const char* key) const;

    std::unique_ptr<core::Json> m_json;
    mutable std::vector<std::string> m_known;
};

/// `truncation`, `max_length`, `add_special_tokens`, `padding` of a pipeline's arguments or of its
/// `tokenize_kwargs`: how its texts become tokens.
struct TokenizeArguments
{
    std::optional<std::size_t> maxLength; ///< cuts texts earlier than the model's and tokenizer's limit
    bool addSpecialTokens = true;

    static TokenizeArguments read(const Arguments& arguments);
    /// Only what the object under `key` says.
    static TokenizeArguments readNested(const Arguments& arguments, const char* key);
};

} // namespace vitrine::pipelines

// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/arguments.h"

#include "backend/core/json_access.h"

#include <algorithm>

namespace vitrine::pipelines {

using core::ErrorCode;
using core::Exception;

Arguments::Arguments(const std::string& json)
    : m_json(std::make_unique<core::Json>(core::parseJson(json, "pipeline arguments")))
{
    if (!m_json->is_object())
        throw Exception(ErrorCode::InvalidArgument, "pipeline arguments: expected an object, found " +
                                                        std::string(core::jsonTypeName(*m_json)));
}

Arguments::~Arguments() = default;

void Arguments::fail(const char* key, const std::string& expected) const
{
    const auto found = m_json->find(key);
    throw Exception(ErrorCode::InvalidArgument,
                    "argument " + std::string(key) + ": expected " + expected + ", found " +
                        (found == m_json->end() ? "nothing" : found->dump().substr(0, 60)));
}

const core::Json* Arguments::find(const char* key) const
{
    if (std::ranges::find(m_known, key) == m_known.end()) m_known.emplace_back(key);
    const auto found = m_json->find(key);
    return found == m_json->end() || found->is_null() ? nullptr : &*found;
}

bool Arguments::has(const char* key) const
{
    find(key);
    return m_json->contains(key);
}

std::optional<bool> Arguments::boolean(const char* key) const
{
    const auto* value = find(key);
    if (!value) return std::nullopt;
    if (!value->is_boolean()) fail(key, "true or false");
    return value->get<bool>();
}

std::optional<std::int64_t> Arguments::integer(const char* key, std::int64_t least) const
{
    const auto* value = find(key);
    if (!value) return std::nullopt;
    const bool fits = value->is_number_integer() &&
                      !(value->is_number_unsigned() && value->get<std::uint64_t>() > std::uint64_t(1) << 62);
    if (!fits || value->get<std::int64_t>() < least)
        fail(key, "an integer of at least " + std::to_string(least));
    return value->get<std::int64_t>();
}

std::optional<double> Arguments::number(const char* key) const
{
    const auto* value = find(key);
    if (!value) return std::nullopt;
    if (!value->is_number()) fail(key, "a number");
    return value->get<double>();
}

std::optional<std::string> Arguments::text(const char* key) const
{
    const auto* value = find(key);
    if (!value) return std::nullopt;
    if (!value->is_string()) fail(key, "a string");
    return value->get<std::string>();
}

std::optional<std::vector<std::string>> Arguments::texts(const char* key) const
{
    const auto* value = find(key);
    if (!value) return std::nullopt;
    if (value->is_string()) return std::vector{value->get<std::string>()};
    if (!value->is_array() || !std::ranges::all_of(*value, [](const auto& each) { return each.is_string(); }))
        fail(key, "a string or an array of strings");
    return value->get<std::vector<std::string>>();
}

const core::Json* Arguments::json(const char* key) const
{
    return find(key);
}

void Arguments::requireKnown() const
{
    for (const auto& [key, value] : m_json->items()) {
        if (std::ranges::find(m_known, key) != m_known.end()) continue;
        std::string known;
        for (const auto& each : m_known)
            known += (known.empty() ? "" : ", ") + each;
        throw Exception(ErrorCode::InvalidArgument,
                        "argument " + key + ": not known to this task (known: " + known + ")");
    }
}

namespace {

void take(const Arguments& from, TokenizeArguments& result)
{
    if (const auto length = from.integer("max_length")) result.maxLength = std::size_t(*length);
    if (const auto special = from.boolean("add_special_tokens")) result.addSpecialTokens = *special;
    // Texts are always cut at the model's limit: these say only what is not possible.
    for (const char* key : {"truncation", "padding"})
        if (const auto* value = from.json(key); value && !value->is_boolean() && !value->is_string())
            from.fail(key, "true, false or the name of a strategy");
    if (const auto strategy = from.json("truncation");
        strategy && strategy->is_string() && *strategy != "longest_first" && *strategy != "only_first" &&
        *strategy != "do_not_truncate")
        from.fail("truncation", "true, false, \"longest_first\" or \"only_first\"");
}

void takeNested(const Arguments& arguments, const char* key, TokenizeArguments& result)
{
    const auto* nested = arguments.json(key);
    if (!nested) return;
    if (!nested->is_object()) arguments.fail(key, "an object");
    const Arguments inner(nested->dump());
    take(inner, result);
    inner.requireKnown();
}

} // namespace

TokenizeArguments TokenizeArguments::read(const Arguments& arguments)
{
    TokenizeArguments result;
    take(arguments, result);
    takeNested(arguments, "tokenize_kwargs", result);
    return result;
}

TokenizeArguments TokenizeArguments::readNested(const Arguments& arguments, const char* key)
{
    TokenizeArguments result;
    takeNested(arguments, key, result);
    return result;
}

} // namespace vitrine::pipelines

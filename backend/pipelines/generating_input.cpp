// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/generating_input.h"

#include "backend/core/json_access.h"

#include <algorithm>

namespace vitrine::pipelines {

Truncation Truncation::read(const Arguments& arguments, bool all)
{
    Truncation result;
    const auto take = [&](const Arguments& from) {
        const auto* strategy = from.json("truncation");
        if (strategy) {
            if (strategy->is_boolean())
                result.cut = strategy->get<bool>();
            else if (*strategy == "longest_first" || *strategy == "only_first")
                result.cut = true;
            else if (*strategy == "do_not_truncate")
                result.cut = false;
            else
                from.fail("truncation",
                          "true, false, \"longest_first\", \"only_first\" or \"do_not_truncate\"");
        }
        if (!all) return;
        if (const auto special = from.boolean("add_special_tokens")) result.addSpecialTokens = *special;
        if (const auto* padding = from.json("padding");
            padding && !padding->is_boolean() && !padding->is_string())
            from.fail("padding", "true, false or the name of a strategy");
    };
    take(arguments);
    if (const auto* nested = all ? arguments.json("tokenizer_encode_kwargs") : nullptr) {
        if (!nested->is_object()) arguments.fail("tokenizer_encode_kwargs", "an object");
        const Arguments inner(nested->dump());
        take(inner);
        if (const auto length = inner.integer("max_length")) result.limit = std::size_t(*length);
        inner.requireKnown();
    }
    return result;
}

void Truncation::offerLimit(std::size_t length)
{
    if (!limit) limit = length;
}

void Truncation::encode(GeneratingInput& input, const tokenizers::Tokenizer& tokenizer,
                        tokenizers::EncodeOptions options) const
{
    options.addSpecialTokens = addSpecialTokens;
    const auto text = tokenizers::EncodeInput::text(input.text);
    input.encoding = tokenizer.encode(text, options);
    if (!cut.value_or(limit.has_value())) return;
    const auto length = std::min(limit ? *limit : tokenizer.info().modelMaxLength.value_or(most), most);
    const auto whole = input.encoding.size();
    if (whole <= length) return;
    options.truncation.emplace().maxLength = length;
    input.encoding = tokenizer.encode(text, options);
    input.encoding.overflowing.clear();
    input.truncated = whole - input.encoding.size();
}

std::string inputText(const core::Json& json, std::size_t index, std::initializer_list<const char*> keys)
{
    if (json.is_string()) return json.get<std::string>();
    std::string names;
    for (const char* key : keys) {
        names += (names.empty() ? "\"" : ", \"") + std::string(key) + '"';
        if (json.is_object() && json.size() == 1 && json.contains(key) && json[key].is_string())
            return json[key].get<std::string>();
    }
    throw core::Exception(core::ErrorCode::InvalidArgument,
                          "input " + std::to_string(index) + ": expected a string or an object with one of " +
                              names + ", found " + std::string(core::jsonTypeName(json)));
}

void requireKnownArguments(const Arguments& arguments)
{
    for (const auto name : generation::generationNames())
        (void)arguments.has(std::string(name).c_str());
    arguments.requireKnown();
}

void keepLast(tokenizers::Encoding& encoding, std::size_t count)
{
    const auto cut = [&](auto& values) {
        values.erase(values.begin(), values.end() - std::ptrdiff_t(std::min(count, values.size())));
    };
    cut(encoding.ids);
    cut(encoding.tokens);
    cut(encoding.offsets);
    cut(encoding.wordIds);
    cut(encoding.sequenceIds);
    cut(encoding.textIds);
    cut(encoding.typeIds);
    cut(encoding.attentionMask);
    cut(encoding.specialTokensMask);
}

void appendToken(tokenizers::Encoding& encoding, std::int64_t id, const tokenizers::Tokenizer& tokenizer)
{
    encoding.ids.push_back(std::uint32_t(id));
    encoding.tokens.push_back(tokenizer.idToToken(std::uint32_t(id)).value_or(""));
    encoding.offsets.emplace_back();
    encoding.wordIds.emplace_back();
    encoding.sequenceIds.emplace_back();
    encoding.textIds.push_back(0);
    encoding.typeIds.push_back(0);
    encoding.attentionMask.push_back(1);
    encoding.specialTokensMask.push_back(1);
}

std::vector<std::vector<std::int64_t>> paddedSequences(const generation::Generated& generated,
                                                       std::int64_t fill)
{
    std::vector<std::vector<std::int64_t>> sequences;
    std::size_t longest = 0;
    for (const auto& each : generated.sequences) {
        sequences.push_back(each.ids);
        longest = std::max(longest, each.ids.size());
    }
    if (fill >= 0)
        for (auto& ids : sequences)
            ids.resize(longest, fill);
    return sequences;
}

} // namespace vitrine::pipelines

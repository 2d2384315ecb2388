// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/files/class_parts_access.h"

#include "backend/core/result.h"

#include <algorithm>

namespace vitrine::tokenizers {
namespace {

using core::Json;

const std::vector<ClassMaker>& makers()
{
    static const std::vector<ClassMaker> all = [] {
        std::vector<ClassMaker> list = wordPieceClasses();
        std::ranges::copy(bytePairClasses(), std::back_inserter(list));
        std::ranges::copy(sentencePieceClasses(), std::back_inserter(list));
        return list;
    }();
    return all;
}

const ClassMaker* maker(std::string_view name)
{
    const auto found = std::ranges::find(makers(), name, &ClassMaker::name);
    return found == makers().end() ? nullptr : &*found;
}

Json templatePieces(const std::vector<std::string>& pieces, Json& special, const TokenIds& ids)
{
    Json list = Json::array();
    for (const std::string& piece : pieces) {
        std::string name = piece;
        int type = 0;
        if (const auto size = name.size();
            size > 2 && name[size - 2] == ':' && name[size - 1] >= '0' && name[size - 1] <= '9') {
            type = name[size - 1] - '0';
            name.resize(size - 2);
        }
        if (name == "$A" || name == "$B") {
            list.push_back({{"Sequence", {{"id", name.substr(1)}, {"type_id", type}}}});
            continue;
        }
        list.push_back({{"SpecialToken", {{"id", name}, {"type_id", type}}}});
        special[name] = {{"id", name}, {"ids", {idOrThrow(ids, name)}}, {"tokens", {name}}};
    }
    return list;
}

} // namespace

std::uint32_t idOrThrow(const TokenIds& ids, const std::string& token)
{
    if (const auto id = ids(token)) return *id;
    throw core::Exception(core::ErrorCode::InvalidFormat,
                          "the special token \"" + token + "\" is not in the vocabulary");
}

Json templateOf(const std::vector<std::string>& single, const std::vector<std::string>& pair,
                const TokenIds& ids)
{
    Json special = Json::object();
    Json result = {{"type", "TemplateProcessing"}};
    result["single"] = templatePieces(single, special, ids);
    result["pair"] = templatePieces(pair, special, ids);
    result["special_tokens"] = std::move(special);
    return result;
}

Json pairProcessing(const char* type, const std::string& sep, const std::string& cls, const TokenIds& ids)
{
    return {{"type", type},
            {"sep", Json::array({sep, idOrThrow(ids, sep)})},
            {"cls", Json::array({cls, idOrThrow(ids, cls)})}};
}

Json bosEosTemplate(const std::optional<std::string>& bos, const std::optional<std::string>& eos,
                    const TokenIds& ids)
{
    std::vector<std::string> single, pair;
    if (bos) single.push_back(*bos);
    single.push_back("$A");
    if (eos) single.push_back(*eos);
    pair = single;
    if (bos) pair.push_back(*bos + ":1");
    pair.push_back("$B:1");
    if (eos) pair.push_back(*eos + ":1");
    return templateOf(single, pair, ids);
}

std::optional<ClassPipeline> classPipeline(std::string_view name, const ClassInput& input)
{
    const ClassMaker* const known = maker(name);
    return known ? std::optional(known->make(input)) : std::nullopt;
}

std::string knownClasses()
{
    std::string names;
    for (const ClassMaker& each : makers())
        names += (names.empty() ? "" : ", ") + std::string(each.name) + "Tokenizer";
    return names;
}

std::string_view sentencePieceFileOf(std::string_view name)
{
    const ClassMaker* const known = maker(name);
    return known ? known->sentencePieceFile : std::string_view();
}

} // namespace vitrine::tokenizers

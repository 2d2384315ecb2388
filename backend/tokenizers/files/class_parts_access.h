// SPDX-License-Identifier: Apache-2.0
#pragma once

// Pieces of tokenizer.json that the classes share. Heavy (all of nlohmann_json): for .cpp files.

#include "backend/tokenizers/files/class_pipeline_access.h"

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::tokenizers {

constexpr const char* metaspaceMark = "\xE2\x96\x81";

/// The flags that a class gives to a mask token that the files name as a mere string.
inline const AddedToken spaceTaking{{}, 0, false, true, false, false, true};

inline core::Json stageOf(const char* type)
{
    return {{"type", type}};
}

inline core::Json replaceText(const char* text, const char* by)
{
    return {{"type", "Replace"}, {"pattern", {{"String", text}}}, {"content", by}};
}

inline core::Json replacePattern(const char* pattern, const char* by)
{
    return {{"type", "Replace"}, {"pattern", {{"Regex", pattern}}}, {"content", by}};
}

inline core::Json precompiled(const std::string& charsmap)
{
    return {{"type", "Precompiled"}, {"precompiled_charsmap", charsmap}};
}

inline core::Json byteLevel(bool addPrefixSpace, bool trimOffsets = true, bool useRegex = true)
{
    return {{"type", "ByteLevel"},
            {"add_prefix_space", addPrefixSpace},
            {"trim_offsets", trimOffsets},
            {"use_regex", useRegex}};
}

inline core::Json metaspace(const char* prependScheme, bool split = true)
{
    return {{"type", "Metaspace"},
            {"replacement", metaspaceMark},
            {"prepend_scheme", prependScheme},
            {"split", split}};
}

inline core::Json splitAt(const std::string& pattern, const char* behavior, bool invert)
{
    return {{"type", "Split"}, {"pattern", {{"Regex", pattern}}}, {"behavior", behavior}, {"invert", invert}};
}

inline core::Json sequence(const char* key, core::Json list)
{
    return {{"type", "Sequence"}, {key, std::move(list)}};
}

inline core::Json bpeModel(core::Json unknown, bool fuseUnknown, bool byteFallback, core::Json affix,
                           const char* suffix = "")
{
    core::Json model = {{"dropout", nullptr},
                        {"unk_token", std::move(unknown)},
                        {"continuing_subword_prefix", affix},
                        {"end_of_word_suffix", std::move(affix)},
                        {"fuse_unk", fuseUnknown},
                        {"byte_fallback", byteFallback},
                        {"ignore_merges", false}};
    if (*suffix) model["end_of_word_suffix"] = suffix;
    return model;
}

/// A template of tokens ("$A", "$B" are the texts) with ":N" for a type id other than 0; ids by `ids`.
/// Throws InvalidFormat for a token without id.
core::Json templateOf(const std::vector<std::string>& single, const std::vector<std::string>& pair,
                      const TokenIds& ids);
/// "RobertaProcessing" or "BertProcessing" with the ids of its two tokens.
core::Json pairProcessing(const char* type, const std::string& sep, const std::string& cls,
                          const TokenIds& ids);
std::uint32_t idOrThrow(const TokenIds& ids, const std::string& token);

/// The text with its language's mark, as Languages says.
core::Json languageTemplate(const Languages& languages, const std::string& code, const TokenIds& ids);
/// The languages of NLLB, of M2M100 ("m2m100") and of its offspring ("wmt21"; nothing for other names).
std::vector<std::string> nllbLanguageCodes();
std::vector<std::string> m2m100LanguageCodes(std::string_view name);
/// The languages of mBART, in the order of its vocabulary; `all`: of mBART-50.
std::vector<std::string> mbartLanguageCodes(bool all);

/// The makers, by class; each file has a list.
struct ClassMaker
{
    std::string_view name;
    ClassPipeline (*make)(const ClassInput&);
    std::string_view sentencePieceFile = {};
};
std::vector<ClassMaker> bytePairClasses();
std::vector<ClassMaker> sentencePieceClasses();
std::vector<ClassMaker> wordPieceClasses();

} // namespace vitrine::tokenizers

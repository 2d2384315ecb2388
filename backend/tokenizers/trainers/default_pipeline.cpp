// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/tokenizers/trainers/trainer.h"

#include <algorithm>

namespace vitrine::tokenizers {
namespace {

using core::Json;

bool has(const TrainerOptions& options, std::string_view token)
{
    return std::ranges::any_of(options.specialTokens,
                               [&](const AddedToken& each) { return each.content == token; });
}

Json token(const char* name, int type)
{
    return {{"SpecialToken", {{"id", name}, {"type_id", type}}}};
}

Json sequence(const char* name, int type)
{
    return {{"Sequence", {{"id", name}, {"type_id", type}}}};
}

/// Ids are put in when there is a vocabulary.
Json special(const char* name)
{
    return {{"id", name}, {"ids", {0}}, {"tokens", {name}}};
}

Json bertTemplate()
{
    return {{"type", "TemplateProcessing"},
            {"single", {token("[CLS]", 0), sequence("A", 0), token("[SEP]", 0)}},
            {"pair",
             {token("[CLS]", 0), sequence("A", 0), token("[SEP]", 0), sequence("B", 1), token("[SEP]", 1)}},
            {"special_tokens", {{"[CLS]", special("[CLS]")}, {"[SEP]", special("[SEP]")}}}};
}

Json xlnetTemplate()
{
    return {{"type", "TemplateProcessing"},
            {"single", {sequence("A", 0), token("<sep>", 0), token("<cls>", 2)}},
            {"pair",
             {sequence("A", 0), token("<sep>", 0), sequence("B", 1), token("<sep>", 1), token("<cls>", 2)}},
            {"special_tokens", {{"<sep>", special("<sep>")}, {"<cls>", special("<cls>")}}}};
}

Json replace(const Json& pattern, const char* content)
{
    return {{"type", "Replace"}, {"pattern", pattern}, {"content", content}};
}

} // namespace

Json defaultPipeline(const TrainerOptions& options)
{
    const Json unk = options.unkToken ? Json(*options.unkToken) : Json();
    const Json metaspace = {
        {"type", "Metaspace"}, {"replacement", "▁"}, {"prepend_scheme", "always"}, {"split", true}};
    Json json = {{"version", "1.0"},          {"truncation", nullptr},
                 {"padding", nullptr},        {"added_tokens", Json::array()},
                 {"normalizer", nullptr},     {"pre_tokenizer", nullptr},
                 {"post_processor", nullptr}, {"decoder", nullptr}};
    switch (options.algorithm) {
    case TrainingAlgorithm::Bpe: {
        Json byteLevel = {
            {"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", true}};
        json["pre_tokenizer"] = byteLevel;
        json["decoder"] = byteLevel;
        byteLevel["trim_offsets"] = false;
        json["post_processor"] = byteLevel;
        json["model"] = {{"type", "BPE"}, {"unk_token", unk}};
        break;
    }
    case TrainingAlgorithm::WordPiece:
        json["normalizer"] = {{"type", "BertNormalizer"},
                              {"clean_text", true},
                              {"handle_chinese_chars", true},
                              {"strip_accents", nullptr},
                              {"lowercase", true}};
        json["pre_tokenizer"] = {{"type", "BertPreTokenizer"}};
        if (has(options, "[CLS]") && has(options, "[SEP]")) json["post_processor"] = bertTemplate();
        json["decoder"] = {{"type", "WordPiece"},
                           {"prefix", options.continuingSubwordPrefix.value_or("##")},
                           {"cleanup", true}};
        json["model"] = {{"type", "WordPiece"},
                         {"unk_token", options.unkToken.value_or("[UNK]")},
                         {"max_input_chars_per_word", 100}};
        break;
    case TrainingAlgorithm::Unigram:
        json["normalizer"] = {{"type", "Sequence"},
                              {"normalizers",
                               {replace({{"String", "``"}}, "\""),
                                replace({{"String", "''"}}, "\""),
                                {{"type", "NFKD"}},
                                {{"type", "StripAccents"}},
                                replace({{"Regex", " {2,}"}}, " ")}}};
        json["pre_tokenizer"] = metaspace;
        if (has(options, "<sep>") && has(options, "<cls>")) json["post_processor"] = xlnetTemplate();
        json["decoder"] = metaspace;
        json["model"] = {{"type", "Unigram"}};
        break;
    case TrainingAlgorithm::WordLevel:
        json["pre_tokenizer"] = {{"type", "Whitespace"}};
        json["model"] = {{"type", "WordLevel"}, {"unk_token", options.unkToken.value_or("[UNK]")}};
        break;
    }
    return json;
}

} // namespace vitrine::tokenizers

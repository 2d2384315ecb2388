// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/files/class_parts_access.h"

namespace vitrine::tokenizers {
namespace {

using core::Json;

/// BERT's stages; the tokens must be named before.
ClassPipeline wordPieces(const ClassInput& in, const std::string& unknown)
{
    TokenizerConfig& config = in.config;
    ClassPipeline out;
    out.modelType = "WordPiece";
    const auto stripAccents = config.flag("strip_accents");
    out.model = {
        {"unk_token", unknown}, {"continuing_subword_prefix", "##"}, {"max_input_chars_per_word", 100}};
    out.normalizer = {{"type", "BertNormalizer"},
                      {"clean_text", true},
                      {"handle_chinese_chars", config.flag("tokenize_chinese_chars", true)},
                      {"strip_accents", stripAccents ? Json(*stripAccents) : Json(nullptr)},
                      {"lowercase", config.flag("do_lower_case", true)}};
    out.preTokenizer = stageOf("BertPreTokenizer");
    out.decoder = {{"type", "WordPiece"}, {"prefix", "##"}, {"cleanup", true}};
    return out;
}

ClassPipeline bert(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    ClassPipeline out = wordPieces(in, config.token("unk_token", "[UNK]").value_or("None"));
    const std::string sep = config.token("sep_token", "[SEP]").value_or("None");
    config.token("pad_token", "[PAD]");
    const std::string cls = config.token("cls_token", "[CLS]").value_or("None");
    config.token("mask_token", "[MASK]");
    out.postProcessor = [cls, sep](const TokenIds& ids) {
        return templateOf({cls, "$A", sep}, {cls, "$A", sep, "$B:1", sep + ":1"}, ids);
    };
    return out;
}

/// Inherits BERT's maker, which then leaves a tokenizer.json as it is but for the post-processor.
ClassPipeline convBert(const ClassInput& in)
{
    ClassPipeline out = bert(in);
    out.keepsStages = true;
    return out;
}

ClassPipeline funnel(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    ClassPipeline out = wordPieces(in, config.token("unk_token", "<unk>").value_or("None"));
    const std::string sep = config.token("sep_token", "<sep>").value_or("None");
    config.token("pad_token", "<pad>");
    const std::string cls = config.token("cls_token", "<cls>").value_or("None");
    config.token("mask_token", "<mask>");
    config.token("bos_token", "<s>");
    config.token("eos_token", "</s>");
    out.normalizer["clean_text"] = config.flag("clean_text", true);
    out.decoder["prefix"] = config.text("wordpieces_prefix", "##");
    out.postProcessor = [cls, sep](const TokenIds& ids) {
        return templateOf({cls + ":2", "$A", sep}, {cls + ":2", "$A", sep, "$B:1", sep + ":1"}, ids);
    };
    return out;
}

ClassPipeline mpnet(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    ClassPipeline out = wordPieces(in, config.token("unk_token", "[UNK]").value_or("None"));
    config.token("bos_token", "<s>");
    config.token("eos_token", "</s>");
    const std::string sep = config.token("sep_token", "</s>").value_or("None");
    const std::string cls = config.token("cls_token", "<s>").value_or("None");
    config.token("pad_token", "<pad>");
    config.token("mask_token", "<mask>", &spaceTaking);
    out.postProcessor = [cls, sep](const TokenIds& ids) {
        Json processor = pairProcessing("RobertaProcessing", sep, cls, ids);
        processor["trim_offsets"] = true;
        processor["add_prefix_space"] = false;
        return processor;
    };
    return out;
}

} // namespace

std::vector<ClassMaker> wordPieceClasses()
{
    return {{"Bert", bert}, {"ConvBert", convBert}, {"Funnel", funnel}, {"MPNet", mpnet}};
}

} // namespace vitrine::tokenizers

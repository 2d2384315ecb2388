// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/files/class_parts_access.h"
#include "backend/tokenizers/files/split_patterns.h"

namespace vitrine::tokenizers {
namespace {

using core::Json;

constexpr const char* clipPattern =
    R"(<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+)";
constexpr const char* endOfText = "<|endoftext|>";

/// GPT-2's stages.
ClassPipeline byteLevelPairs(bool addPrefixSpace)
{
    ClassPipeline out;
    out.modelType = "BPE";
    out.model = bpeModel(nullptr, false, false, "");
    out.preTokenizer = byteLevel(addPrefixSpace);
    out.decoder = byteLevel(true);
    return out;
}

void endOfTextTokens(TokenizerConfig& config)
{
    for (const char* name : {"unk_token", "bos_token", "eos_token"})
        config.token(name, endOfText);
}

ClassPipeline gpt2(const ClassInput& in)
{
    endOfTextTokens(in.config);
    return byteLevelPairs(in.config.flag("add_prefix_space", false));
}

ClassPipeline codeGen(const ClassInput& in)
{
    ClassPipeline out = gpt2(in);
    out.fallbackPostProcessor = [](const TokenIds&) { return byteLevel(true, false); };
    return out;
}

ClassPipeline gptNeoX(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    endOfTextTokens(config);
    config.token("pad_token", "<|padding|>");
    ClassPipeline out = byteLevelPairs(false);
    out.normalizer = stageOf("NFC");
    out.preTokenizer = byteLevel(config.flag("add_prefix_space", false), config.flag("trim_offsets", true));
    const auto asked = [&](const char* key, const char* token) {
        const AddedToken* const known = config.find(token);
        return !in.hasTokenizerJson && config.flag(key, false) && known ? std::optional(known->content)
                                                                        : std::nullopt;
    };
    out.postProcessor = [bos = asked("add_bos_token", "bos_token"),
                         eos = asked("add_eos_token", "eos_token")](const TokenIds& ids) {
        return bosEosTemplate(bos, eos, ids);
    };
    return out;
}

struct RobertaTokens
{
    std::string sep, cls;
};

RobertaTokens robertaTokens(TokenizerConfig& config, bool maskTakesSpace)
{
    config.token("bos_token", "<s>");
    config.token("eos_token", "</s>");
    const std::string sep = config.token("sep_token", "</s>").value_or("None");
    const std::string cls = config.token("cls_token", "<s>").value_or("None");
    config.token("unk_token", "<unk>");
    config.token("pad_token", "<pad>");
    config.token("mask_token", "<mask>", maskTakesSpace ? &spaceTaking : nullptr);
    return {sep, cls};
}

ClassPipeline robertaOf(const ClassInput& in, bool addPrefixSpace, bool trimOffsets)
{
    ClassPipeline out = byteLevelPairs(addPrefixSpace);
    const RobertaTokens tokens = robertaTokens(in.config, false);
    out.postProcessor = [=](const TokenIds& ids) {
        Json processor = pairProcessing("RobertaProcessing", tokens.sep, tokens.cls, ids);
        processor["trim_offsets"] = trimOffsets;
        processor["add_prefix_space"] = addPrefixSpace;
        return processor;
    };
    return out;
}

ClassPipeline roberta(const ClassInput& in)
{
    return robertaOf(in, in.config.flag("add_prefix_space", false), in.config.flag("trim_offsets", true));
}

ClassPipeline layoutLMv3(const ClassInput& in)
{
    return robertaOf(in, in.config.flag("add_prefix_space", true), true);
}

ClassPipeline blenderbot(const ClassInput& in)
{
    robertaTokens(in.config, true);
    return byteLevelPairs(in.config.flag("add_prefix_space", true));
}

ClassPipeline deberta(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    config.token("bos_token", "[CLS]");
    config.token("eos_token", "[SEP]");
    const std::string sep = config.token("sep_token", "[SEP]").value_or("None");
    const std::string cls = config.token("cls_token", "[CLS]").value_or("None");
    config.token("unk_token", "[UNK]");
    config.token("pad_token", "[PAD]");
    config.token("mask_token", "[MASK]");
    ClassPipeline out = byteLevelPairs(config.flag("add_prefix_space", false));
    out.postProcessor = [=](const TokenIds& ids) {
        return templateOf({cls, "$A", sep}, {cls, "$A", sep, sep, "$B", sep}, ids);
    };
    return out;
}

ClassPipeline clip(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    const std::string unknown = config.token("unk_token", endOfText).value_or("None");
    const std::string bos = config.token("bos_token", "<|startoftext|>").value_or("None");
    const std::string eos = config.token("eos_token", endOfText).value_or("None");
    config.token("pad_token", endOfText);
    ClassPipeline out = byteLevelPairs(false);
    out.model = bpeModel(unknown, false, false, "", "</w>");
    out.spacesWordEnds = true;
    out.normalizer =
        sequence("normalizers", {stageOf("NFC"), replacePattern(R"(\s+)", " "), stageOf("Lowercase")});
    out.preTokenizer = sequence("pretokenizers", {splitAt(clipPattern, "Removed", true), byteLevel(false)});
    out.postProcessor = [=](const TokenIds& ids) {
        Json processor = pairProcessing("RobertaProcessing", eos, bos, ids);
        processor["trim_offsets"] = false;
        processor["add_prefix_space"] = false;
        return processor;
    };
    return out;
}

ClassPipeline qwen(const ClassInput& in, const char* pattern)
{
    TokenizerConfig& config = in.config;
    config.token("unk_token", endOfText);
    config.token("eos_token", endOfText);
    config.token("pad_token", endOfText);
    ClassPipeline out = byteLevelPairs(false);
    out.normalizer = stageOf("NFC");
    out.preTokenizer =
        sequence("pretokenizers", {splitAt(pattern, "Isolated", false),
                                   byteLevel(config.flag("add_prefix_space", false), true, false)});
    return out;
}

ClassPipeline qwen2(const ClassInput& in)
{
    return qwen(in, qwen2Pattern);
}

ClassPipeline qwen35(const ClassInput& in)
{
    return qwen(in, qwen35Pattern);
}

ClassPipeline cohere(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    constexpr std::pair<const char*, const char*> tokens[] = {
        {"unk_token", "<UNK>"},        {"bos_token", "<BOS_TOKEN>"}, {"eos_token", "<|END_OF_TURN_TOKEN|>"},
        {"pad_token", "<PAD>"},        {"cls_token", "<CLS>"},       {"sep_token", "<SEP>"},
        {"mask_token", "<MASK_TOKEN>"}};
    for (const auto& [name, content] : tokens)
        config.token(name, content);
    const bool addPrefixSpace = config.flag("add_prefix_space", false);
    ClassPipeline out = byteLevelPairs(addPrefixSpace);
    out.normalizer = stageOf("NFC");
    out.preTokenizer = sequence(
        "pretokenizers", {{{"type", "Digits"}, {"individual_digits", true}}, byteLevel(addPrefixSpace)});
    out.decoder = byteLevel(addPrefixSpace);
    return out;
}

ClassPipeline whisper(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    endOfTextTokens(config);
    ClassPipeline out = byteLevelPairs(config.flag("add_prefix_space", false));
    const std::string eos = config.token("eos_token", endOfText).value_or("None");
    std::vector<std::string> single = {"<|startoftranscript|>"};
    if (!config.flag("predict_timestamps", false)) single.push_back("<|notimestamps|>");
    single.push_back("$A");
    std::vector<std::string> pair = single;
    single.push_back(eos);
    pair.insert(pair.end(), {"$B:1", eos + ":1"});
    out.postProcessor = [=](const TokenIds& ids) { return templateOf(single, pair, ids); };
    return out;
}

/// Words with an end mark, BERT's way of splitting.
ClassPipeline markedWords(const std::string& unknown, bool lowercase, Json affix)
{
    ClassPipeline out;
    out.modelType = "BPE";
    out.model = bpeModel(unknown, false, false, std::move(affix), "</w>");
    out.normalizer = {{"type", "BertNormalizer"},
                      {"clean_text", true},
                      {"handle_chinese_chars", true},
                      {"strip_accents", lowercase ? Json(nullptr) : Json(false)},
                      {"lowercase", lowercase}};
    out.preTokenizer = stageOf("BertPreTokenizer");
    out.decoder = {{"type", "BPEDecoder"}, {"suffix", "</w>"}};
    return out;
}

ClassPipeline openAiGpt(const ClassInput& in)
{
    return markedWords(in.config.token("unk_token", "<unk>").value_or("None"), true, "");
}

ClassPipeline herbert(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    const std::string cls = config.token("cls_token", "<s>").value_or("None");
    const std::string unknown = config.token("unk_token", "<unk>").value_or("None");
    config.token("pad_token", "<pad>");
    config.token("mask_token", "<mask>");
    const std::string sep = config.token("sep_token", "</s>").value_or("None");
    ClassPipeline out = markedWords(unknown, false, nullptr);
    out.postProcessor = [=](const TokenIds&) {
        return Json{
            {"type", "BertProcessing"}, {"sep", Json::array({sep, 2U})}, {"cls", Json::array({cls, 0U})}};
    };
    return out;
}

} // namespace

std::vector<ClassMaker> bytePairClasses()
{
    return {{"GPT2", gpt2},
            {"CodeGen", codeGen},
            {"GPTNeoX", gptNeoX},
            {"Roberta", roberta},
            {"LayoutLMv3", layoutLMv3},
            {"Blenderbot", blenderbot},
            {"Deberta", deberta},
            {"CLIP", clip},
            {"Qwen2", qwen2},
            {"Qwen3_5", qwen35},
            {"Cohere", cohere},
            {"Whisper", whisper},
            {"OpenAIGPT", openAiGpt},
            {"Herbert", herbert}};
}

} // namespace vitrine::tokenizers

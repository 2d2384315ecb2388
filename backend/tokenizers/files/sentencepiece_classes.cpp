// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/files/class_parts_access.h"

#include <algorithm>

namespace vitrine::tokenizers {
namespace {

using core::Json;

using Names = std::vector<std::pair<const char*, const char*>>;
const Names fairseqTokens = {{"bos_token", "<s>"}, {"eos_token", "</s>"},  {"sep_token", "</s>"},
                             {"cls_token", "<s>"}, {"unk_token", "<unk>"}, {"pad_token", "<pad>"}};

void nameTokens(TokenizerConfig& config, const Names& names)
{
    for (const auto& [name, content] : names)
        config.token(name, content);
}

std::string content(const TokenizerConfig& config, const char* name)
{
    const AddedToken* const token = config.find(name);
    return token ? token->content : "None";
}

Json unigram(std::optional<std::size_t> unknown)
{
    return {{"unk_id", unknown ? Json(*unknown) : Json(nullptr)}, {"byte_fallback", false}};
}

/// The place of the unknown token, where the vocabulary is asked for it.
std::size_t unknownId(const ClassInput& in, const std::string& token, std::size_t otherwise)
{
    const auto id = in.vocabulary(token);
    return id ? *id : otherwise;
}

/// Appends to "additional_special_tokens" what is not in it.
void addAdditional(TokenizerConfig& config, const std::vector<std::string>& tokens, bool before = false)
{
    std::vector<AddedToken> list = config.additional.value_or(std::vector<AddedToken>());
    std::vector<AddedToken> own;
    for (const std::string& token : tokens)
        own.push_back(specialToken(token));
    if (before) std::swap(list, own);
    for (const AddedToken& token : own)
        if (std::ranges::find(list, token.content, &AddedToken::content) == list.end()) list.push_back(token);
    config.additional = std::move(list);
}

/// Words with a mark in front: T5, XLM-RoBERTa, CamemBERT, mBART.
ClassPipeline markedPieces(const char* scheme)
{
    ClassPipeline out;
    out.modelType = "Unigram";
    out.preTokenizer = sequence("pretokenizers", {stageOf("WhitespaceSplit"), metaspace(scheme)});
    out.decoder = metaspace(scheme);
    return out;
}

const char* schemeOf(const TokenizerConfig& config)
{
    return config.flag("add_prefix_space", true) ? "always" : "never";
}

ClassPipeline t5(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    nameTokens(config, {{"eos_token", "</s>"}, {"unk_token", "<unk>"}, {"pad_token", "<pad>"}});
    const std::size_t extraIds = config.count("extra_ids", 100);
    const auto isExtra = [](const AddedToken& token) {
        return token.content.find("<extra_id_") != std::string::npos;
    };
    if (!config.additional || std::ranges::none_of(*config.additional, isExtra)) {
        std::vector<AddedToken> list = config.additional.value_or(std::vector<AddedToken>());
        for (std::size_t i = 0; i < extraIds; ++i)
            list.push_back(specialToken("<extra_id_" + std::to_string(i) + ">"));
        config.additional = std::move(list);
    }
    ClassPipeline out = markedPieces("always");
    out.model = unigram(2);
    if (!in.charsmap.empty()) out.normalizer = precompiled(in.charsmap);
    out.postProcessor = [](const TokenIds& ids) {
        return templateOf({"$A", "</s>"}, {"$A", "</s>", "$B", "</s>"}, ids);
    };
    return out;
}

/// `<s> A </s>` and `<s> A </s></s> B </s>`, as fairseq sets pairs apart.
std::function<Json(const TokenIds&)> fairseqTemplate(TokenizerConfig& config)
{
    return [bos = content(config, "bos_token"), eos = content(config, "eos_token")](const TokenIds& ids) {
        return templateOf({bos, "$A", eos}, {bos, "$A", eos, eos, "$B", eos}, ids);
    };
}

ClassPipeline xlmRoberta(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    nameTokens(config, fairseqTokens);
    config.token("mask_token", "<mask>");
    ClassPipeline out = markedPieces(schemeOf(config));
    out.model = unigram(3);
    if (!in.charsmap.empty()) out.normalizer = precompiled(in.charsmap);
    out.postProcessor = fairseqTemplate(config);
    return out;
}

ClassPipeline camembert(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    nameTokens(config, fairseqTokens);
    config.token("mask_token", "<mask>", &spaceTaking);
    if (!config.additional) addAdditional(config, {"<s>NOTUSED", "</s>NOTUSED", "<unk>NOTUSED"});
    ClassPipeline out = markedPieces(schemeOf(config));
    out.modelType = {};
    out.model = unigram(unknownId(in, content(config, "unk_token"), 0));
    if (!in.charsmap.empty()) out.normalizer = precompiled(in.charsmap);
    out.postProcessor = fairseqTemplate(config);
    return out;
}

/// Marks texts by language: `codes` in the order of the vocabulary, the mark before the text or behind it.
void setLanguages(ClassPipeline& out, const TokenizerConfig& config, std::vector<std::string> codes,
                  bool isPrefix, const char* source)
{
    Languages languages{
        std::move(codes), "", isPrefix, content(config, "eos_token"), config.text("src_lang", source),
        std::nullopt};
    if (const auto target = config.text("tgt_lang", ""); !target.empty()) languages.target = target;
    out.postProcessor = [languages](const TokenIds& ids) {
        return languageTemplate(languages, languages.source, ids);
    };
    out.languages = std::move(languages);
}

ClassPipeline mbart(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    nameTokens(config, fairseqTokens);
    config.token("mask_token", "<mask>", &spaceTaking);
    addAdditional(config, mbartLanguageCodes(false), true);
    ClassPipeline out = markedPieces("always");
    out.model = unigram(3);
    setLanguages(out, config, mbartLanguageCodes(false), false, "en_XX");
    return out;
}

ClassPipeline mbart50(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    nameTokens(config, {{"eos_token", "</s>"},
                        {"sep_token", "</s>"},
                        {"cls_token", "<s>"},
                        {"unk_token", "<unk>"},
                        {"pad_token", "<pad>"}});
    config.token("mask_token", "<mask>", &spaceTaking);
    addAdditional(config, mbartLanguageCodes(true));
    ClassPipeline out;
    out.modelType = "Unigram";
    out.model = unigram(3);
    Json list = Json::array();
    if (!in.charsmap.empty()) list.push_back(precompiled(in.charsmap));
    list.push_back(replacePattern(" {2,}", " "));
    out.normalizer = sequence("normalizers", std::move(list));
    out.preTokenizer = out.decoder = metaspace("always");
    setLanguages(out, config, mbartLanguageCodes(true), true, "en_XX");
    return out;
}

/// Its vocabulary is a SentencePiece BPE's; tokenizer.json has the merges.
ClassPipeline nllb(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    nameTokens(config, fairseqTokens);
    static const AddedToken spaceTakingNormalized{{}, 0, false, true, false, true, true};
    config.token("mask_token", "<mask>", &spaceTakingNormalized);
    // Of a bare SentencePiece model Transformers takes the control symbols in their place, and then knows no
    // language; the models do.
    if (!config.extra && (!config.additional || !in.hasTokenizerJson))
        addAdditional(config, nllbLanguageCodes());
    ClassPipeline out;
    out.modelType = "BPE";
    out.model = bpeModel(content(config, "unk_token"), true, false, nullptr);
    if (!in.charsmap.empty())
        out.normalizer = sequence("normalizers", {precompiled(in.charsmap), replacePattern(" {2,}", " ")});
    out.preTokenizer = out.decoder = metaspace("always");
    setLanguages(out, config, nllbLanguageCodes(), !config.flag("legacy_behaviour", false), "eng_Latn");
    for (const auto* const list : {&config.extra, &config.additional}) // a model may have learnt more of them
        if (*list)
            for (const AddedToken& token : **list)
                if (std::ranges::find(out.languages->codes, token.content) == out.languages->codes.end())
                    out.languages->codes.push_back(token.content);
    return out;
}

/// The rules that ALBERT, XLNet and RemBERT share.
Json quotesAndAccents(const ClassInput& in, bool keepAccents, bool lowercase, bool mergeSpaces)
{
    Json list = {replaceText("``", "\""), replaceText("''", "\"")};
    if (mergeSpaces) list.push_back(replacePattern(" {2,}", " "));
    if (!keepAccents) {
        list.push_back(stageOf("NFKD"));
        list.push_back(stageOf("StripAccents"));
    }
    if (lowercase) list.push_back(stageOf("Lowercase"));
    if (!in.charsmap.empty()) list.push_back(precompiled(in.charsmap));
    return sequence("normalizers", std::move(list));
}

const Names albertTokens = {{"bos_token", "[CLS]"},  {"eos_token", "[SEP]"}, {"unk_token", "<unk>"},
                            {"sep_token", "[SEP]"},  {"pad_token", "<pad>"}, {"cls_token", "[CLS]"},
                            {"mask_token", "[MASK]"}};

ClassPipeline albert(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    nameTokens(config, albertTokens);
    ClassPipeline out = markedPieces(schemeOf(config));
    out.model = unigram(1);
    out.normalizer =
        quotesAndAccents(in, config.flag("keep_accents", false), config.flag("do_lower_case", true), false);
    out.fallbackPostProcessor = [](const TokenIds& ids) {
        return templateOf({"[CLS]", "$A", "[SEP]"}, {"[CLS]", "$A", "[SEP]", "$B:1", "[SEP]:1"}, ids);
    };
    return out;
}

/// Inherits ALBERT's maker, which then leaves a tokenizer.json as it is.
ClassPipeline fnet(const ClassInput& in)
{
    ClassPipeline out = albert(in);
    out.keepsStages = true;
    return out;
}

/// cls and sep around each text.
auto clsSep(const TokenizerConfig& config)
{
    return [cls = content(config, "cls_token"), sep = content(config, "sep_token")](const TokenIds& ids) {
        return templateOf({cls, "$A", sep}, {cls, "$A", sep, "$B:1", sep + ":1"}, ids);
    };
}

ClassPipeline remBert(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    nameTokens(config, albertTokens);
    ClassPipeline out;
    out.modelType = "Unigram";
    out.model = unigram(2);
    out.normalizer =
        quotesAndAccents(in, config.flag("keep_accents", true), config.flag("do_lower_case", false), true);
    out.preTokenizer = out.decoder = metaspace(schemeOf(config));
    for (auto* const list : {&config.extra, &config.additional})
        if (*list)
            for (AddedToken& token : **list)
                token.special = true;
    // without one in the file it makes its own and then the general one over it
    if (in.hasPostProcessor) out.postProcessor = clsSep(config);
    return out;
}

ClassPipeline xlnet(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    nameTokens(config, {{"bos_token", "<s>"},
                        {"eos_token", "</s>"},
                        {"unk_token", "<unk>"},
                        {"sep_token", "<sep>"},
                        {"pad_token", "<pad>"},
                        {"cls_token", "<cls>"}});
    config.token("mask_token", "<mask>", &spaceTaking);
    if (!config.additional) addAdditional(config, {"<eop>", "<eod>"});
    ClassPipeline out = markedPieces("always");
    out.model = unigram(config.count("unk_id", 0));
    out.normalizer = quotesAndAccents(in, false, config.flag("do_lower_case", false), false);
    out.postProcessor = [cls = content(config, "cls_token"),
                         sep = content(config, "sep_token")](const TokenIds& ids) {
        return templateOf({"$A", sep, cls + ":2"}, {"$A", sep, "$B:1", sep + ":1", cls + ":2"}, ids);
    };
    return out;
}

ClassPipeline debertaV2(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    nameTokens(config, {{"bos_token", "[CLS]"},
                        {"eos_token", "[SEP]"},
                        {"unk_token", "[UNK]"},
                        {"sep_token", "[SEP]"},
                        {"pad_token", "[PAD]"},
                        {"cls_token", "[CLS]"},
                        {"mask_token", "[MASK]"}});
    const char* const scheme = config.flag("add_prefix_space", true) ? "always" : "first";
    ClassPipeline out;
    out.modelType = "Unigram";
    out.model = unigram(unknownId(in, content(config, "unk_token"), config.count("unk_id", 1)));
    Json normalizers = Json::array(), preTokenizers = Json::array();
    if (config.flag("do_lower_case", false)) normalizers.push_back(stageOf("Lowercase"));
    normalizers.push_back(replacePattern(R"(\s{2,}|[\n\r\t])", " "));
    normalizers.push_back(stageOf("NFC"));
    normalizers.push_back({{"type", "Strip"}, {"strip_left", false}, {"strip_right", true}});
    if (config.flag("split_by_punct", false))
        preTokenizers.push_back({{"type", "Punctuation"}, {"behavior", "Isolated"}});
    preTokenizers.push_back(metaspace(scheme));
    out.normalizer = sequence("normalizers", std::move(normalizers));
    out.preTokenizer = sequence("pretokenizers", std::move(preTokenizers));
    out.decoder = metaspace(scheme);
    out.postProcessor = clsSep(config);
    return out;
}

ClassPipeline bigBird(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    nameTokens(config, {{"unk_token", "<unk>"},
                        {"bos_token", "<s>"},
                        {"eos_token", "</s>"},
                        {"pad_token", "<pad>"},
                        {"sep_token", "[SEP]"},
                        {"cls_token", "[CLS]"}});
    config.token("mask_token", "[MASK]", &spaceTaking);
    ClassPipeline out;
    out.modelType = "Unigram";
    out.model = unigram(unknownId(in, content(config, "unk_token"), 100));
    out.normalizer =
        sequence("normalizers", {{{"type", "Strip"}, {"strip_left", false}, {"strip_right", false}},
                                 replacePattern(" {2,}", metaspaceMark)});
    out.preTokenizer = out.decoder = metaspace(schemeOf(config));
    out.postProcessor = clsSep(config);
    return out;
}

ClassPipeline barthez(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    nameTokens(config, fairseqTokens);
    config.token("mask_token", "<mask>", &spaceTaking);
    ClassPipeline out;
    out.model = unigram(3);
    out.normalizer =
        sequence("normalizers", {replacePattern(R"(\s{2,}|[\n\r\t])", " "),
                                 stageOf("NFC"),
                                 {{"type", "Strip"}, {"strip_left", false}, {"strip_right", true}}});
    out.preTokenizer = out.decoder = metaspace(schemeOf(config));
    return out;
}

ClassPipeline pegasus(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    nameTokens(
        config,
        {{"pad_token", "<pad>"}, {"eos_token", "</s>"}, {"unk_token", "<unk>"}, {"mask_token", "<mask_2>"}});
    const std::string sentenceMask = config.text("mask_token_sent", "<mask_1>");
    const bool isListed =
        config.additional &&
        std::ranges::find(*config.additional, sentenceMask, &AddedToken::content) != config.additional->end();
    std::vector<std::string> additional;
    if (!isListed && !sentenceMask.empty()) additional.push_back(sentenceMask);
    for (std::size_t i = 2; i < config.count("offset", 103); ++i)
        additional.push_back("<unk_" + std::to_string(i) + ">");
    config.additional.reset();
    addAdditional(config, additional);
    ClassPipeline out;
    out.modelType = "Unigram";
    out.model = unigram(unknownId(in, content(config, "unk_token"), 0));
    out.normalizer = sequence("normalizers",
                              {in.charsmap.empty() ? replacePattern(R"(\n)", " ") : precompiled(in.charsmap),
                               replacePattern(" {2,}", " ")});
    out.preTokenizer = out.decoder = metaspace("always");
    out.postProcessor = [eos = content(config, "eos_token")](const TokenIds& ids) {
        return templateOf({"$A", eos}, {"$A", "$B", eos}, ids);
    };
    return out;
}

ClassPipeline xglm(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    nameTokens(config, fairseqTokens);
    std::vector<std::string> madeUp;
    for (int i = 0; i < 7; ++i)
        madeUp.push_back("<madeupword" + std::to_string(i) + ">");
    addAdditional(config, madeUp);
    ClassPipeline out;
    out.modelType = "Unigram";
    out.model = unigram(3);
    Json list = Json::array();
    if (!in.charsmap.empty()) list.push_back(precompiled(in.charsmap));
    list.push_back(replacePattern(" {2,}", " "));
    out.normalizer = sequence("normalizers", std::move(list));
    out.preTokenizer = out.decoder = metaspace(schemeOf(config));
    out.postProcessor = [eos = content(config, "eos_token")](const TokenIds& ids) {
        return templateOf({eos, "$A"}, {eos, "$A", eos, eos, "$B"}, ids);
    };
    return out;
}

Json byteFallbackDecoder(bool stripsSpace)
{
    Json list = {replaceText(metaspaceMark, " "), stageOf("ByteFallback"), stageOf("Fuse")};
    if (stripsSpace) list.push_back({{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}});
    return sequence("decoders", std::move(list));
}

ClassPipeline llama(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    nameTokens(config, {{"unk_token", "<unk>"}, {"bos_token", "<s>"}, {"eos_token", "</s>"}});
    const bool addPrefixSpace = config.flag("add_prefix_space", true);
    ClassPipeline out;
    out.modelType = "BPE";
    out.model = bpeModel(nullptr, true, true, nullptr);
    out.preTokenizer = metaspace(!addPrefixSpace                ? "never"
                                 : config.flag("legacy", false) ? "always"
                                                                : "first",
                                 false);
    out.decoder = byteFallbackDecoder(addPrefixSpace);
    return out;
}

ClassPipeline codeLlama(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    const std::string unknown = config.token("unk_token", "<unk>").value_or("None");
    const auto bos = config.token("bos_token", "<s>"), eos = config.token("eos_token", "</s>");
    std::vector<std::string> infilling;
    for (const auto& [name, token] : Names{{"prefix_token", "\xE2\x96\x81<PRE>"},
                                           {"middle_token", "\xE2\x96\x81<MID>"},
                                           {"suffix_token", "\xE2\x96\x81<SUF>"},
                                           {"eot_token", "\xE2\x96\x81<EOT>"},
                                           {"fill_token", "<FILL_ME>"}})
        if (const auto named = config.token(name, token)) infilling.push_back(*named);
    addAdditional(config, infilling);
    // its own tokens come before those that only the files name
    std::ranges::stable_partition(config.named, [&](const auto& entry) {
        return !config.arguments->contains(entry.first) || entry.first == "bos_token" ||
               entry.first == "eos_token" || entry.first == "unk_token" || entry.first == "pad_token";
    });
    ClassPipeline out;
    out.modelType = "BPE";
    out.model = bpeModel(unknown, true, true, nullptr);
    out.preTokenizer = metaspace(config.flag("add_prefix_space", true) ? "first" : "never", false);
    out.decoder = byteFallbackDecoder(true);
    const bool addsBos = in.hasTokenizerJson || config.flag("add_bos_token", true);
    const bool addsEos = !in.hasTokenizerJson && config.flag("add_eos_token", false);
    out.postProcessor = [=](const TokenIds& ids) {
        return bosEosTemplate(addsBos ? bos : std::nullopt, addsEos ? eos : std::nullopt, ids);
    };
    return out;
}

ClassPipeline gemma(const ClassInput& in)
{
    TokenizerConfig& config = in.config;
    const std::string unknown = config.token("unk_token", "<unk>").value_or("None");
    nameTokens(
        config,
        {{"bos_token", "<bos>"}, {"eos_token", "<eos>"}, {"pad_token", "<pad>"}, {"mask_token", "<mask>"}});
    ClassPipeline out;
    out.modelType = "BPE";
    out.model = bpeModel(unknown, true, true, nullptr);
    out.normalizer = replaceText(" ", metaspaceMark);
    out.preTokenizer = {{"type", "Split"},
                        {"pattern", {{"String", " "}}},
                        {"behavior", "MergedWithPrevious"},
                        {"invert", false}};
    out.decoder = byteFallbackDecoder(false);
    return out;
}

} // namespace

std::vector<ClassMaker> sentencePieceClasses()
{
    constexpr std::string_view spiece = "spiece.model", bpe = "sentencepiece.bpe.model";
    return {{"T5", t5, spiece},
            {"XLMRoberta", xlmRoberta, bpe},
            {"Camembert", camembert, bpe},
            {"Barthez", barthez, bpe},
            {"MBart", mbart, bpe},
            {"MBart50", mbart50, bpe},
            {"Nllb", nllb, bpe},
            {"XGLM", xglm, bpe},
            {"Albert", albert, spiece},
            {"FNet", fnet, spiece},
            {"XLNet", xlnet, spiece},
            {"RemBert", remBert, "sentencepiece.model"},
            {"Pegasus", pegasus, spiece},
            {"BigBird", bigBird, spiece},
            {"DebertaV2", debertaV2, "spm.model"},
            {"Llama", llama, "tokenizer.model"},
            {"CodeLlama", codeLlama, "tokenizer.model"},
            {"Gemma", gemma, "tokenizer.model"}};
}

} // namespace vitrine::tokenizers

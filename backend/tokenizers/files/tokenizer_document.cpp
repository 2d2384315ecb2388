// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/files/tokenizer_document.h"

#include "backend/core/file.h"
#include "backend/core/json_access.h"
#include "backend/tokenizers/files/json_text.h"

#include <algorithm>

namespace vitrine::tokenizers {
namespace fs = std::filesystem;
namespace {

using core::Json;

TokenizerRoles bertRoles(const char* tokenizerClass)
{
    TokenizerRoles roles;
    roles.tokenizerClass = tokenizerClass;
    roles.unk = "[UNK]";
    roles.sep = "[SEP]";
    roles.pad = "[PAD]";
    roles.cls = "[CLS]";
    roles.mask = "[MASK]";
    return roles;
}

TokenizerRoles fairseqRoles(const char* tokenizerClass)
{
    TokenizerRoles roles;
    roles.tokenizerClass = tokenizerClass;
    roles.bos = roles.cls = "<s>";
    roles.eos = roles.sep = "</s>";
    roles.unk = "<unk>";
    roles.pad = "<pad>";
    roles.mask = "<mask>";
    return roles;
}

TokenizerRoles oneToken(const char* tokenizerClass, const char* token)
{
    TokenizerRoles roles;
    roles.tokenizerClass = tokenizerClass;
    roles.bos = roles.eos = roles.unk = token;
    return roles;
}

std::vector<TokenizerPreset> makePresets()
{
    std::vector<TokenizerPreset> presets;
    const auto add = [&](const char* name, TokenizerRoles roles) {
        presets.push_back({name, std::move(roles)});
    };
    add("PreTrainedTokenizerFast", {});
    add("BertTokenizerFast", bertRoles("BertTokenizer"));
    add("DistilBertTokenizerFast", bertRoles("DistilBertTokenizer"));
    add("ElectraTokenizerFast", bertRoles("ElectraTokenizer"));
    add("GPT2TokenizerFast", oneToken("GPT2Tokenizer", "<|endoftext|>"));
    add("GPTNeoXTokenizerFast", oneToken("GPTNeoXTokenizer", "<|endoftext|>"));
    add("RobertaTokenizerFast", fairseqRoles("RobertaTokenizer"));
    add("BartTokenizerFast", fairseqRoles("BartTokenizer"));
    add("XLMRobertaTokenizerFast", fairseqRoles("XLMRobertaTokenizer"));
    add("CamembertTokenizerFast", fairseqRoles("CamembertTokenizer"));

    TokenizerRoles t5;
    t5.tokenizerClass = "T5Tokenizer";
    t5.eos = "</s>";
    t5.unk = "<unk>";
    t5.pad = "<pad>";
    add("T5TokenizerFast", t5);

    TokenizerRoles xlnet = fairseqRoles("XLNetTokenizer");
    xlnet.sep = "<sep>";
    xlnet.cls = "<cls>";
    xlnet.additional = {"<eop>", "<eod>"};
    xlnet.paddingSide = Side::Left;
    add("XLNetTokenizerFast", xlnet);

    TokenizerRoles albert = bertRoles("AlbertTokenizer");
    albert.bos = "[CLS]";
    albert.eos = "[SEP]";
    albert.unk = "<unk>";
    albert.pad = "<pad>";
    add("AlbertTokenizerFast", albert);

    TokenizerRoles deberta = bertRoles("DebertaV2Tokenizer");
    deberta.bos = "[CLS]";
    deberta.eos = "[SEP]";
    add("DebertaV2TokenizerFast", deberta);
    deberta.tokenizerClass = "DebertaTokenizer";
    add("DebertaTokenizerFast", deberta);

    TokenizerRoles llama;
    llama.tokenizerClass = "LlamaTokenizer";
    llama.bos = "<s>";
    llama.eos = "</s>";
    llama.unk = "<unk>";
    llama.paddingSide = Side::Left;
    add("LlamaTokenizerFast", llama);

    TokenizerRoles qwen = oneToken("Qwen2Tokenizer", "<|endoftext|>");
    qwen.bos.reset();
    qwen.pad = "<|endoftext|>";
    add("Qwen2TokenizerFast", qwen);

    TokenizerRoles clip = oneToken("CLIPTokenizer", "<|endoftext|>");
    clip.bos = "<|startoftext|>";
    clip.pad = "<|endoftext|>";
    add("CLIPTokenizerFast", clip);
    return presets;
}

std::vector<std::pair<const char*, const std::optional<std::string>*>> namedRoles(const TokenizerRoles& roles)
{
    return {{"bos_token", &roles.bos},  {"eos_token", &roles.eos}, {"unk_token", &roles.unk},
            {"sep_token", &roles.sep},  {"pad_token", &roles.pad}, {"cls_token", &roles.cls},
            {"mask_token", &roles.mask}};
}

const char* sideName(Side side)
{
    return side == Side::Left ? "left" : "right";
}

void addRoleTokens(Json& file, const TokenizerRoles& roles)
{
    Json& list = file["added_tokens"];
    if (list.is_null()) list = Json::array();
    const auto add = [&](const std::string& content) {
        for (Json& token : list)
            if (token.value("content", "") == content) {
                token["special"] = true;
                return;
            }
        list.push_back({{"content", content}, {"special", true}, {"normalized", false}});
    };
    for (const auto& [name, token] : namedRoles(roles))
        if (*token && !(*token)->empty()) add(**token);
    for (const std::string& token : roles.additional)
        add(token);
}

} // namespace

std::span<const TokenizerPreset> tokenizerPresets()
{
    static const std::vector<TokenizerPreset> presets = makePresets();
    return presets;
}

const TokenizerPreset* presetFor(std::string_view tokenizerClass)
{
    const auto plain = [](std::string_view name) {
        return name.ends_with("Fast") ? name.substr(0, name.size() - 4) : name;
    };
    for (const TokenizerPreset& preset : tokenizerPresets())
        if (plain(preset.name) == plain(tokenizerClass)) return &preset;
    return nullptr;
}

TokenizerDocument makeDocument(Json tokenizerJson, const TokenizerRoles& roles, std::string origin)
{
    addRoleTokens(tokenizerJson, roles);
    TokenizerDocument document;
    document.tokenizerJson = canonicalTokenizerJson(tokenizerJson, origin);
    document.origin = std::move(origin);
    document.form = "tokenizer.json";

    Json config = {{"backend", "tokenizers"},
                   {"clean_up_tokenization_spaces", roles.cleanUpTokenizationSpaces},
                   {"padding_side", sideName(roles.paddingSide)},
                   {"tokenizer_class", roles.tokenizerClass},
                   {"truncation_side", sideName(roles.truncationSide)}};
    if (roles.modelMaxLength) config["model_max_length"] = *roles.modelMaxLength; // else no limit
    if (roles.doLowerCase) config["do_lower_case"] = *roles.doLowerCase;
    if (roles.addPrefixSpace) config["add_prefix_space"] = *roles.addPrefixSpace;
    Json map = Json::object();
    for (const auto& [name, token] : namedRoles(roles))
        if (*token && !(*token)->empty()) config[name] = map[name] = **token;
    if (!roles.additional.empty()) {
        config["extra_special_tokens"] = roles.additional;
        map["additional_special_tokens"] = roles.additional;
    }
    document.tokenizerConfig = pythonJson(config);
    document.specialTokensMap = pythonJson(map);
    return document;
}

void saveTokenizer(const TokenizerDocument& document, const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (!fs::is_directory(folder))
        throw core::Exception(core::ErrorCode::Io,
                              folder.string() + ": can't be made a folder: " + error.message());
    const std::pair<const char*, const std::string*> files[] = {
        {"tokenizer_config.json", &document.tokenizerConfig},
        {"special_tokens_map.json", &document.specialTokensMap},
        {"tokenizer.json", &document.tokenizerJson}};
    const std::string none;
    const auto put = [&](const char* name, const std::string& text) {
        if (text.empty())
            fs::remove(folder / name, error);
        else
            core::writeFileAtomically(folder / name, text);
    };
    put("added_tokens.json", none);
    for (const auto& [name, text] : document.others)
        put(name.c_str(), text);
    for (const auto& [name, text] : files)
        put(name, *text);
}

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/files/stored_tokenizer.h"

#include "backend/core/json_access.h"
#include "backend/core/text_offsets.h"
#include "backend/tokenizers/unicode.h"

namespace vitrine::tokenizers {
namespace {

using core::Json;

/// What the general class of Transformers does with bos and eos.
std::optional<Json> askedBosEos(const StoredTokenizer& stored, bool hasProcessor, const TokenIds& ids)
{
    const TokenizerConfig& config = stored.config;
    const Json& arguments = *config.arguments;
    const bool isAsked = !stored.hasTokenizerJson &&
                         (arguments.contains("add_bos_token") || arguments.contains("add_eos_token"));
    if (!isAsked && (hasProcessor || stored.fallbackPostProcessor)) return std::nullopt;
    const auto asked = [&](const char* key, const char* name) -> std::optional<std::string> {
        const AddedToken* const token = config.find(name);
        if (!token || !isAsked || !config.flag(key, false)) return std::nullopt;
        return token->content;
    };
    return bosEosTemplate(asked("add_bos_token", "bos_token"), asked("add_eos_token", "eos_token"), ids);
}

void setPostProcessor(StoredTokenizer& stored, PipelineParts& parts)
{
    const TokenIds ids = [&](const std::string& token) { return parts.tokenToId(token); };
    std::optional<Json> made;
    if (stored.postProcessor)
        made = stored.postProcessor(ids);
    else if (stored.isFolder)
        made = askedBosEos(stored, parts.postProcessor != nullptr, ids);
    if (!made && !parts.postProcessor && stored.fallbackPostProcessor)
        made = stored.fallbackPostProcessor(ids);
    if (!made) return;
    Json& place = (*stored.document)["post_processor"];
    place = std::move(*made);
    parts.postProcessor =
        makePostProcessor(core::JsonObject(place, stored.file.string() + ": post-processor of its class"));
    parts.info.stages[3] = place.value("type", "");
}

/// CLIP's class does this to decoded text; tokenizer.json can't say it.
class WordEndDecoder : public Decoder
{
public:
    explicit WordEndDecoder(std::unique_ptr<const Decoder> inner) : m_inner(std::move(inner)) {}

    void decode(std::vector<std::string>& tokens) const override
    {
        if (m_inner) m_inner->decode(tokens);
        std::string text;
        for (const std::string& token : tokens)
            text += token;
        replaceAll(text, "</w>", " ");
        tokens.assign(1, std::string(pythonStrip(text)));
    }

private:
    std::unique_ptr<const Decoder> m_inner;
};

std::string classOf(const StoredTokenizer& stored)
{
    for (const auto& [name, value] : stored.details)
        if (name == "class") return value;
    return stored.form == "vocab.txt" ? "BertTokenizer" : "";
}

Side sideOf(const TokenizerConfig& config, const char* key, Side fallback)
{
    const auto side = config.text(key, fallback == Side::Left ? "left" : "right");
    if (side != "left" && side != "right")
        throw core::Exception(core::ErrorCode::InvalidFormat, config.place + ": \"" + key + "\" is \"" +
                                                                  side +
                                                                  "\", expected \"left\" or \"right\"");
    return side == "left" ? Side::Left : Side::Right;
}

/// What pipelines ask of a tokenizer beside its stages: tokenizer_config.json, else the class.
void describeUse(const StoredTokenizer& stored, TokenizerInfo& info)
{
    const TokenizerConfig& config = stored.config;
    for (const auto& [name, token] : config.named)
        info.namedTokens.emplace_back(name, token.content);
    const auto className = classOf(stored);
    const auto isOneOf = [&](std::initializer_list<std::string_view> names) {
        return std::ranges::find(names, className) != names.end();
    };
    const bool isLeft = isOneOf(
        {"LlamaTokenizer", "CodeLlamaTokenizer", "GemmaTokenizer", "CohereTokenizer", "XLNetTokenizer"});
    info.paddingSide = sideOf(config, "padding_side", isLeft ? Side::Left : Side::Right);
    info.truncationSide = sideOf(config, "truncation_side", Side::Right);
    info.cleanUpTokenizationSpaces = config.flag("clean_up_tokenization_spaces", false);
    info.givesTokenTypes =
        isOneOf({"BertTokenizer", "ElectraTokenizer", "DebertaTokenizer", "DebertaV2Tokenizer"});
    if (const auto names = config.arguments->find("model_input_names");
        names != config.arguments->end() && names->is_array())
        info.givesTokenTypes = std::ranges::find(*names, Json("token_type_ids")) != names->end();
    const Json& model = (*stored.document)["model"];
    if (!model.is_object()) return;
    const bool isWordPiece = model.value("type", Json()) == "WordPiece";
    const auto prefix = model.find("continuing_subword_prefix");
    if (prefix != model.end() && prefix->is_string())
        info.continuingSubwordPrefix = prefix->get<std::string>();
    else if (isWordPiece)
        info.continuingSubwordPrefix = "##";
}

} // namespace

Json addedTokensJson(std::span<const AddedToken> tokens)
{
    Json list = Json::array();
    for (const AddedToken& token : tokens)
        list.push_back({{"id", token.id},
                        {"content", token.content},
                        {"single_word", token.singleWord},
                        {"lstrip", token.lstrip},
                        {"rstrip", token.rstrip},
                        {"normalized", token.normalized},
                        {"special", token.special}});
    return list;
}

PipelineParts finish(StoredTokenizer& stored)
{
    const std::string origin = stored.file.string();
    PipelineParts parts = makePipeline(*stored.document, stored.entries, origin);
    if (stored.isFolder) stored.config.addTokens(parts);
    try {
        setPostProcessor(stored, parts);
    } catch (const core::Exception& e) {
        if (std::string_view(e.what()).starts_with(origin)) throw;
        throw core::Exception(e.error().code, origin + ": " + e.error().message);
    }
    if (stored.languages) {
        std::erase_if(stored.languages->codes, [&](const std::string& code) {
            return !parts.tokenToId(stored.languages->tokenOf(code));
        });
        parts.info.languages = std::move(stored.languages);
    }
    if (stored.spacesWordEnds) parts.decoder = std::make_unique<WordEndDecoder>(std::move(parts.decoder));
    (*stored.document)["added_tokens"] = addedTokensJson(parts.added.tokens());
    if (const AddedToken* const token = stored.config.find("pad_token")) {
        PaddingParams padding;
        padding.padId = parts.tokenToId(token->content).value_or(0);
        padding.padToken = token->content;
        parts.info.padding = padding;
    }
    describeUse(stored, parts.info);
    parts.info.path = stored.file;
    parts.info.modelMaxLength = stored.config.modelMaxLength;
    parts.info.form = stored.form;
    parts.info.details = stored.details;
    return parts;
}

void applyClass(StoredTokenizer& stored, ClassPipeline pipeline)
{
    Json& document = *stored.document;
    stored.postProcessor = std::move(pipeline.postProcessor);
    stored.fallbackPostProcessor = std::move(pipeline.fallbackPostProcessor);
    stored.spacesWordEnds = pipeline.spacesWordEnds;
    stored.languages = std::move(pipeline.languages);
    if (pipeline.keepsStages && stored.hasTokenizerJson) return;
    document["normalizer"] = std::move(pipeline.normalizer);
    document["pre_tokenizer"] = std::move(pipeline.preTokenizer);
    document["decoder"] = std::move(pipeline.decoder);
    Json& model = document["model"];
    model = std::move(pipeline.model);
    model["type"] = pipeline.modelType;
    // as parseTokenizerJson leaves them: the bulk is held apart
    model["vocab"] = stored.entries.isList ? Json::array() : Json::object();
    if (pipeline.modelType == "BPE") model["merges"] = Json::array();
}

} // namespace vitrine::tokenizers

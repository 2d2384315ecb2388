// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/trainers/training_base.h"

#include "backend/core/json_access.h"
#include "backend/core/text_offsets.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace vitrine::tokenizers {
namespace {

using core::ErrorCode;
using core::Exception;
using core::Json;

bool isByteLevel(const Json& preTokenizer)
{
    if (!preTokenizer.is_object()) return false;
    if (preTokenizer.value("type", "") == "ByteLevel") return true;
    if (!preTokenizer.contains("pretokenizers")) return false;
    return std::ranges::any_of(preTokenizer["pretokenizers"],
                               [](const Json& each) { return each.value("type", "") == "ByteLevel"; });
}

AddedToken addedToken(const Json& json)
{
    AddedToken token;
    token.content = json.value("content", "");
    token.singleWord = json.value("single_word", false);
    token.lstrip = json.value("lstrip", false);
    token.rstrip = json.value("rstrip", false);
    token.normalized = json.value("normalized", false);
    token.special = true;
    return token;
}

/// The ids of the new vocabulary, the later of equal tokens.
using Ids = std::map<std::string, std::uint32_t, std::less<>>;

Ids idsOf(const Learned& learned)
{
    Ids ids;
    for (const auto& [token, id] : learned.vocabulary)
        ids[token] = id;
    for (std::uint32_t i = 0; i < learned.pieces.size(); ++i)
        ids[learned.pieces[i].first] = i;
    return ids;
}

std::uint32_t idFor(const Ids& ids, const std::string& token)
{
    const auto found = ids.find(token);
    if (found == ids.end())
        throw Exception(ErrorCode::InvalidArgument, "the post-processor needs \"" + token +
                                                        "\", which is no token of the new vocabulary; name "
                                                        "it among the special tokens");
    return found->second;
}

/// Puts the new ids into a post-processor; of a Sequence into each part.
void renumber(Json& processor, const Ids& ids)
{
    if (!processor.is_object()) return;
    if (processor.contains("processors"))
        for (Json& part : processor["processors"])
            renumber(part, ids);
    if (processor.contains("special_tokens"))
        for (Json& special : processor["special_tokens"]) {
            Json numbers = Json::array();
            for (const Json& token : special["tokens"])
                numbers.push_back(idFor(ids, token.get<std::string>()));
            special["ids"] = std::move(numbers);
        }
    for (const char* key : {"cls", "sep"})
        if (processor.contains(key)) processor[key][1] = idFor(ids, processor[key][0].get<std::string>());
}

/// Roles that usual names of special tokens have.
TokenizerRoles rolesOf(const TrainerOptions& options)
{
    TokenizerRoles roles;
    const auto first = [&](std::initializer_list<const char*> names) -> std::optional<std::string> {
        for (const char* name : names)
            if (std::ranges::find(options.specialTokens, name, &AddedToken::content) !=
                options.specialTokens.end())
                return name;
        return std::nullopt;
    };
    roles.unk = options.unkToken ? options.unkToken : first({"[UNK]", "<unk>"});
    roles.pad = first({"[PAD]", "<pad>", "<|pad|>"});
    roles.cls = first({"[CLS]", "<cls>"});
    roles.sep = first({"[SEP]", "<sep>"});
    roles.mask = first({"[MASK]", "<mask>"});
    roles.bos = first({"[BOS]", "<s>", "<bos>", "<|startoftext|>", "<|endoftext|>"});
    roles.eos = first({"[EOS]", "</s>", "<eos>", "<|endoftext|>"});
    std::vector<std::optional<std::string>> taken{roles.unk,  roles.pad, roles.cls, roles.sep,
                                                  roles.mask, roles.bos, roles.eos};
    for (const AddedToken& token : options.specialTokens)
        if (std::ranges::find(taken, std::optional(token.content)) == taken.end())
            roles.additional.push_back(token.content);
    return roles;
}

/// tokenizer_config.json of the old tokenizer without what speaks of its ids.
std::string newConfig(const std::string& old, const std::vector<std::string>& newTokens,
                      const std::string& origin)
{
    if (old.empty()) return {};
    core::OrderedJson config = core::parseOrderedJson(old, origin);
    config.erase("added_tokens_decoder");
    if (newTokens.empty()) return config.dump(2) + '\n';
    for (const char* key : {"additional_special_tokens", "extra_special_tokens"}) {
        if (!config.contains(key) || !config[key].is_array()) continue;
        for (const std::string& token : newTokens)
            config[key].push_back(token);
        return config.dump(2) + '\n';
    }
    config["extra_special_tokens"] = newTokens;
    return config.dump(2) + '\n';
}

} // namespace

TrainingBase::~TrainingBase() = default;

const Json& TrainingBase::pipeline() const
{
    return *m_json;
}

TrainingBase::TrainingBase(const TrainingJob& job) : m_options(job.trainer)
{
    if (job.from)
        takeOver(*job.from);
    else
        m_json = std::make_unique<Json>(defaultPipeline(m_options));
    if (m_options.algorithm == TrainingAlgorithm::WordPiece && !m_options.continuingSubwordPrefix)
        m_options.continuingSubwordPrefix = "##";
    checkOptions();
}

void TrainingBase::takeOver(const TokenizerDocument& from)
{
    m_from = from;
    // in the library's own form every type is named and old spellings are gone
    m_json = std::make_unique<Json>(core::parseJson(
        canonicalTokenizerJson(core::parseJson(from.tokenizerJson, from.origin), from.origin), from.origin));
    Json& model = (*m_json)["model"];
    const std::string type = model.value("type", "");
    if (type != modelTypeName(m_options.algorithm))
        throw Exception(ErrorCode::InvalidArgument, from.origin + ": its model is " + type +
                                                        ", the algorithm asked for is " +
                                                        std::string(algorithmName(m_options.algorithm)));
    std::vector<AddedToken> tokens;
    for (const Json& token : (*m_json)["added_tokens"])
        if (token.value("special", false) || type == "Unigram") tokens.push_back(addedToken(token));
    std::ranges::copy(m_options.specialTokens, std::back_inserter(tokens));
    m_options.specialTokens = std::move(tokens);

    if (type == "BPE") {
        const auto inherit = [&](std::optional<std::string>& option, const char* key) {
            if (!option && model.contains(key) && model[key].is_string())
                option = model[key].get<std::string>();
        };
        inherit(m_options.continuingSubwordPrefix, "continuing_subword_prefix");
        inherit(m_options.endOfWordSuffix, "end_of_word_suffix");
    }
    if (type == "Unigram" && model.contains("unk_id") && model["unk_id"].is_number())
        m_options.unkToken = model["vocab"].at(model["unk_id"].get<std::size_t>()).at(0).get<std::string>();
    else if (type != "Unigram" && m_options.unkToken)
        model["unk_token"] = *m_options.unkToken;
    if (isByteLevel((*m_json)["pre_tokenizer"])) m_options.initialAlphabet = byteLevelAlphabet();
    model["vocab"] = nullptr;
    model["merges"] = nullptr;
}

void TrainingBase::checkOptions()
{
    const auto require = [](bool holds, const std::string& message) {
        if (!holds) throw Exception(ErrorCode::InvalidArgument, message);
    };
    require(m_options.vocabSize > 0, "a vocabulary of 0 tokens can't be trained");
    require(m_options.vocabSize <= 1u << 28, "a vocabulary of more than 2^28 tokens can't be trained");
    for (const AddedToken& token : m_options.specialTokens) {
        require(!token.content.empty(), "a special token is empty");
        require(core::findInvalidUtf8(token.content) == std::string::npos, "a special token is no UTF-8");
    }
    require(m_options.shrinkingFactor > 0 && m_options.shrinkingFactor < 1,
            "the shrinking factor must lie between 0 and 1");
    require(m_options.maxPieceLength > 0, "the maximum piece length must be 1 at least");
    require(m_options.subIterations > 0, "at least one EM step is needed before each pruning");

    std::optional<std::string> unk;
    const Json& model = (*m_json)["model"];
    if (m_options.algorithm == TrainingAlgorithm::Unigram) return; // learnUnigram() puts it first
    if (model.contains("unk_token") && model["unk_token"].is_string())
        unk = model["unk_token"].get<std::string>();
    if (unk && std::ranges::find(m_options.specialTokens, *unk, &AddedToken::content) ==
                   m_options.specialTokens.end())
        m_warnings.push_back("the unknown token \"" + *unk +
                             "\" is none of the special tokens: it will be in the vocabulary only if the "
                             "texts have it");
}

TokenizerDocument TrainingBase::finish(const Learned& learned) const
{
    Json json = *m_json;
    Json& model = json["model"];
    const std::string type = model.value("type", "");
    model.erase("merges");
    if (type == "Unigram") {
        model["vocab"] = Json::array();
        for (const auto& [piece, score] : learned.pieces)
            model["vocab"].push_back({piece, score});
        model["unk_id"] = learned.unkId ? Json(*learned.unkId) : Json();
        model["byte_fallback"] = false; // the library's trainer does not keep it
    } else {
        model["vocab"] = Json::object();
        for (const auto& [token, id] : learned.vocabulary)
            model["vocab"][token] = id;
    }
    if (type == "BPE") {
        model["merges"] = Json::array();
        for (const auto& [left, right] : learned.merges)
            model["merges"].push_back({left, right});
        const auto optional = [](const std::optional<std::string>& text) {
            return text ? Json(*text) : Json();
        };
        model["continuing_subword_prefix"] = optional(m_options.continuingSubwordPrefix);
        model["end_of_word_suffix"] = optional(m_options.endOfWordSuffix);
    }
    if (type == "WordPiece") model["continuing_subword_prefix"] = *m_options.continuingSubwordPrefix;

    Ids ids = idsOf(learned);
    auto next = std::uint32_t(type == "Unigram" ? learned.pieces.size() : learned.vocabulary.size());
    std::map<std::uint32_t, const AddedToken*> added;
    for (const AddedToken& token : m_options.specialTokens) {
        const auto known = ids.find(token.content);
        const std::uint32_t id = known != ids.end() ? known->second : next++;
        ids[token.content] = id;
        added[id] = &token;
    }
    json["added_tokens"] = Json::array();
    for (const auto& [id, token] : added)
        json["added_tokens"].push_back({{"id", id},
                                        {"content", token->content},
                                        {"single_word", token->singleWord},
                                        {"lstrip", token->lstrip},
                                        {"rstrip", token->rstrip},
                                        {"normalized", token->normalized},
                                        {"special", true}});
    if (json.contains("post_processor")) renumber(json["post_processor"], ids);
    if (Json& padding = json["padding"]; padding.is_object())
        if (const auto pad = ids.find(padding.value("pad_token", "")); pad != ids.end())
            padding["pad_id"] = pad->second;

    const std::string origin = "the trained tokenizer";
    TokenizerDocument document = makeDocument(json, rolesOf(m_options), origin);
    // the roles' tokens are those of the training, none more
    document.tokenizerJson = canonicalTokenizerJson(json, origin);
    if (m_from && !m_from->tokenizerConfig.empty()) {
        std::vector<std::string> fresh; // tokens that the old one does not have
        const Json old = core::parseJson(m_from->tokenizerJson, m_from->origin);
        for (const AddedToken& token : m_options.specialTokens) {
            const auto& list = old.value("added_tokens", Json::array());
            if (std::ranges::find(fresh, token.content) == fresh.end() &&
                std::ranges::none_of(
                    list, [&](const Json& each) { return each.value("content", "") == token.content; }))
                fresh.push_back(token.content);
        }
        document.tokenizerConfig = newConfig(m_from->tokenizerConfig, fresh, m_from->origin);
        document.specialTokensMap = m_from->specialTokensMap;
    }
    if (m_from)
        for (const auto& other : m_from->others)
            if (other.first != "added_tokens.json") document.others.push_back(other);
    return document;
}

} // namespace vitrine::tokenizers

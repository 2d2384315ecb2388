// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tokenizer_build_job.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace vitrine::app {
namespace {

using core::Json;
using widgets::BuildResult;
using widgets::BuildRoles;
using widgets::TokenizerStage;

Json toJson(const QJsonObject& object)
{
    return core::parseJson(QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString(), "the form");
}

/// Parts of a model that are data, not settings.
constexpr const char* modelData[] = {"vocab", "merges"};

/// The id of a token in the vocabulary or among the added tokens of `json`.
std::optional<std::int64_t> idOf(const Json& json, const std::string& token)
{
    if (const auto added = json.find("added_tokens"); added != json.end() && added->is_array())
        for (const Json& each : *added)
            if (each.value("content", "") == token) return each.value("id", std::int64_t(0));
    const auto model = json.find("model");
    const auto vocabulary = model == json.end() ? Json::const_iterator() : model->find("vocab");
    if (model == json.end() || vocabulary == model->end()) return std::nullopt;
    if (vocabulary->is_object()) {
        const auto found = vocabulary->find(token);
        if (found != vocabulary->end() && found->is_number_integer()) return found->get<std::int64_t>();
    } else if (vocabulary->is_array()) // Unigram: the place is the id
        for (std::size_t i = 0; i < vocabulary->size(); ++i)
            if ((*vocabulary)[i].is_array() && !(*vocabulary)[i].empty() && (*vocabulary)[i][0] == token)
                return std::int64_t(i);
    return std::nullopt;
}

/// Fills in the ids that a post-processor names tokens by; tokens that are nowhere are added to `missing`.
void resolveIds(Json& processor, const Json& whole, std::vector<std::string>& missing)
{
    if (!processor.is_object()) return;
    if (const auto inner = processor.find("processors"); inner != processor.end())
        for (Json& each : *inner)
            resolveIds(each, whole, missing);
    for (const char* key : {"sep", "cls"})
        if (const auto found = processor.find(key);
            found != processor.end() && found->is_array() && found->size() == 2) {
            const auto id = idOf(whole, (*found)[0].get<std::string>());
            if (id)
                (*found)[1] = *id;
            else
                missing.push_back((*found)[0].get<std::string>());
        }
    if (processor.value("type", "") != "TemplateProcessing") return;
    Json& special = processor["special_tokens"];
    if (!special.is_object()) special = Json::object();
    for (const char* key : {"single", "pair"}) {
        const auto pieces = processor.find(key);
        if (pieces == processor.end() || !pieces->is_array()) continue;
        for (const Json& piece : *pieces) {
            const auto token = piece.find("SpecialToken");
            if (token == piece.end()) continue;
            const std::string name = token->value("id", "");
            if (const auto id = idOf(whole, name))
                special[name] = {{"id", name}, {"ids", {*id}}, {"tokens", {name}}};
            else if (!special.contains(name))
                missing.push_back(name);
        }
    }
}

/// The whole tokenizer.json: what the forms have in the place of what the base has.
Json assemble(const BuildBase& base, const QJsonObject& stages, std::vector<std::string>& missing)
{
    Json json = base.json;
    const Json forms = toJson(stages);
    for (const char* key : {"normalizer", "pre_tokenizer", "post_processor", "decoder"})
        json[key] = forms.at(key);
    Json model = forms.at("model").is_object() ? forms.at("model") : Json::object();
    const Json& old = base.json.at("model");
    for (const char* key : modelData)
        if (old.contains(key)) model[key] = old.at(key);
    json["model"] = std::move(model);
    if (!json.contains("added_tokens")) json["added_tokens"] = Json::array();
    resolveIds(json["post_processor"], json, missing);
    return json;
}

tokenizers::TokenizerRoles toRoles(const BuildBase& base, const BuildRoles& r)
{
    tokenizers::TokenizerRoles roles = base.roles;
    const auto set = [](std::optional<std::string>& role, const QString& text) {
        role = text.isEmpty() ? std::nullopt : std::optional(text.toStdString());
    };
    roles.tokenizerClass = r.tokenizerClass.toStdString();
    set(roles.bos, r.bos);
    set(roles.eos, r.eos);
    set(roles.unk, r.unk);
    set(roles.sep, r.sep);
    set(roles.pad, r.pad);
    set(roles.cls, r.cls);
    set(roles.mask, r.mask);
    roles.additional.clear();
    for (const QString& token : r.additional)
        roles.additional.push_back(token.toStdString());
    roles.paddingSide = r.padLeft ? tokenizers::Side::Left : tokenizers::Side::Right;
    roles.truncationSide = r.truncateLeft ? tokenizers::Side::Left : tokenizers::Side::Right;
    return roles;
}

/// The JSON to read: vocabulary and merges by their sizes and first entries.
QString previewOf(Json json)
{
    constexpr std::size_t shown = 4;
    for (const char* key : modelData) {
        auto found = json["model"].find(key);
        if (found == json["model"].end() || found->size() <= shown) continue;
        const std::size_t left = found->size() - shown;
        if (found->is_object()) {
            Json cut = Json::object();
            for (auto it = found->begin(); it != found->end() && cut.size() < shown; ++it)
                cut[it.key()] = it.value();
            cut["…"] = std::to_string(left) + " more";
            *found = std::move(cut);
        } else {
            found->erase(found->begin() + shown, found->end());
            found->push_back("… " + std::to_string(left) + " more");
        }
    }
    // Tables of SentencePiece are long base64 texts.
    const auto shorten = [](Json& component) {
        if (component.is_object() && component.contains("precompiled_charsmap"))
            component["precompiled_charsmap"] = "…";
    };
    Json& normalizer = json["normalizer"];
    shorten(normalizer);
    if (normalizer.is_object() && normalizer.contains("normalizers"))
        for (Json& inner : normalizer["normalizers"])
            shorten(inner);
    return QString::fromStdString(json.dump(2, ' ', false, Json::error_handler_t::replace));
}

int stageNamedIn(const QString& error)
{
    // The longer names first: "normalizer" is in no other, "model" is in many sentences.
    const std::pair<TokenizerStage, const char*> names[] = {{TokenizerStage::PreTokenizer, "pre_tokenizer"},
                                                            {TokenizerStage::PostProcessor, "post_processor"},
                                                            {TokenizerStage::Normalizer, "normalizer"},
                                                            {TokenizerStage::Decoder, "decoder"},
                                                            {TokenizerStage::Model, "model"}};
    for (const auto& [stage, name] : names)
        if (error.contains(QLatin1String(name))) return int(stage);
    return -1;
}

void addHints(BuildResult& result, const QJsonObject& stages, const std::vector<std::string>& missing)
{
    bool isDecomposed = false;
    for (const QJsonObject& each :
         widgets::componentsOf(TokenizerStage::Normalizer, stages[QStringLiteral("normalizer")])) {
        const QString type = each[QStringLiteral("type")].toString();
        isDecomposed |= type == QLatin1String("NFD") || type == QLatin1String("NFKD");
        if (type == QLatin1String("StripAccents") && !isDecomposed)
            result.hints[int(TokenizerStage::Normalizer)] = widgets::BuildPage::tr(
                "StripAccents removes only marks that stand apart: put NFD or NFKD before it.");
    }
    QStringList names;
    for (const std::string& name : missing)
        if (!names.contains(QString::fromStdString(name))) names.append(QString::fromStdString(name));
    if (!names.isEmpty())
        result.hints[int(TokenizerStage::PostProcessor)] =
            widgets::BuildPage::tr("Not in the vocabulary: %1. Give it a role, and it is added.")
                .arg(names.join(QStringLiteral(", ")));
}

} // namespace

BuildBasePointer readBuildBase(const std::filesystem::path& path, const QString& name)
{
    const auto document = tokenizers::readTokenizerDocument(path);
    auto base = std::make_shared<BuildBase>();
    base->json = core::parseJson(document.tokenizerJson, document.origin);
    base->name = name;
    auto& roles = base->roles;
    if (!document.tokenizerConfig.empty()) {
        const Json config = core::parseJson(document.tokenizerConfig, document.origin);
        const auto role = [&](const char* key) -> std::optional<std::string> {
            const auto found = config.find(key);
            if (found == config.end()) return std::nullopt;
            if (found->is_string()) return found->get<std::string>();
            if (found->is_object() && found->contains("content")) return found->value("content", "");
            return std::nullopt;
        };
        roles.tokenizerClass = config.value("tokenizer_class", roles.tokenizerClass);
        roles.bos = role("bos_token");
        roles.eos = role("eos_token");
        roles.unk = role("unk_token");
        roles.sep = role("sep_token");
        roles.pad = role("pad_token");
        roles.cls = role("cls_token");
        roles.mask = role("mask_token");
        const auto side = [&](const char* key) {
            return config.value(key, "right") == "left" ? tokenizers::Side::Left : tokenizers::Side::Right;
        };
        roles.paddingSide = side("padding_side");
        roles.truncationSide = side("truncation_side");
        if (const auto length = config.find("model_max_length");
            length != config.end() && length->is_number() && length->get<double>() < 1e9)
            roles.modelMaxLength = length->get<std::size_t>();
    }
    return base;
}

BuildBasePointer withVocabularyOf(const BuildBase& base, const BuildBase& from)
{
    auto merged = std::make_shared<BuildBase>(base);
    merged->json["model"] = from.json.at("model");
    merged->json["added_tokens"] = from.json.value("added_tokens", Json::array());
    return merged;
}

QJsonObject stagesOf(const BuildBase& base)
{
    Json stages = Json::object();
    for (int i = 0; i < widgets::stageCount; ++i) {
        const std::string key = widgets::stageKey(TokenizerStage(i)).toStdString();
        stages[key] = base.json.value(key, Json());
    }
    if (stages["model"].is_object())
        for (const char* key : modelData)
            stages["model"].erase(key);
    return QJsonDocument::fromJson(QByteArray::fromStdString(stages.dump())).object();
}

BuildRoles rolesOf(const tokenizers::TokenizerRoles& roles)
{
    const auto text = [](const std::optional<std::string>& role) {
        return QString::fromStdString(role.value_or(std::string()));
    };
    BuildRoles r;
    r.tokenizerClass = QString::fromStdString(roles.tokenizerClass);
    r.bos = text(roles.bos);
    r.eos = text(roles.eos);
    r.unk = text(roles.unk);
    r.sep = text(roles.sep);
    r.pad = text(roles.pad);
    r.cls = text(roles.cls);
    r.mask = text(roles.mask);
    for (const std::string& token : roles.additional)
        r.additional.append(QString::fromStdString(token));
    r.padLeft = roles.paddingSide == tokenizers::Side::Left;
    r.truncateLeft = roles.truncationSide == tokenizers::Side::Left;
    return r;
}

tokenizers::TokenizerDocument documentOf(const BuildBase& base, const QJsonObject& stages,
                                         const BuildRoles& r)
{
    std::vector<std::string> missing;
    Json json = assemble(base, stages, missing);
    const auto roles = toRoles(base, r);
    auto document = tokenizers::makeDocument(json, roles, "the tokenizer that is built");
    if (missing.empty()) return document;
    // Tokens with a role have just been added: now they have ids.
    json = core::parseJson(document.tokenizerJson, document.origin);
    missing.clear();
    resolveIds(json["post_processor"], json, missing);
    return tokenizers::makeDocument(std::move(json), roles, "the tokenizer that is built");
}

BuildResult tryOut(const BuildBase& base, const QJsonObject& stages, const BuildRoles& roles,
                   const QString& sample)
{
    BuildResult result;
    std::vector<std::string> missing;
    try {
        Json json = assemble(base, stages, missing);
        result.json = previewOf(json);
        for (const std::string& name : missing) {
            // Until it has a role the template can't be used: the hint says so, the stage stays out of the
            // trial.
            const QStringList given =
                QStringList{roles.bos, roles.eos, roles.unk, roles.sep, roles.pad, roles.cls, roles.mask} +
                roles.additional;
            if (!given.contains(QString::fromStdString(name))) json["post_processor"] = nullptr;
        }
        addHints(result, stages, missing);
        QJsonObject tried = stages;
        if (json["post_processor"].is_null()) tried[QStringLiteral("post_processor")] = QJsonValue();
        const auto document = documentOf(base, tried, roles);
        const auto tokenizer = tokenizers::Tokenizer::fromJson(document.tokenizerJson, "tokenizer").value();
        const std::string text = withoutEscapes(sample).toStdString();
        const auto seen = tokenizer.stages(text);
        result.normalized = QString::fromStdString(seen.normalized);
        for (const auto& each : seen.preTokens)
            result.preTokens.append(QString::fromStdString(each.text));
        for (const auto& each : seen.model)
            result.tokens.append(QString::fromStdString(each.token));
        const auto encoding = tokenizer.encode(tokenizers::EncodeInput::text(text));
        for (std::size_t i = 0; i < encoding.size(); ++i) {
            result.withSpecial.append(QString::fromStdString(encoding.tokens[i]));
            result.ids.append(QString::number(encoding.ids[i]));
        }
        result.decoded = QString::fromStdString(tokenizer.decode(encoding.ids, true));
    } catch (const core::Exception& error) {
        result.error = QString::fromUtf8(error.what());
        result.errorStage = stageNamedIn(result.error);
    } catch (const std::exception& error) {
        result.error = QString::fromUtf8(error.what());
    }
    return result;
}

QString withoutEscapes(const QString& text)
{
    static const QRegularExpression escape(QStringLiteral("\\\\u([0-9A-Fa-f]{4})|\\\\U([0-9A-Fa-f]{8})"));
    QString result;
    qsizetype done = 0;
    for (auto it = escape.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        result += text.mid(done, match.capturedStart() - done);
        const char32_t c = QString(match.captured(1) + match.captured(2)).toUInt(nullptr, 16);
        const bool isCharacter = c < 0x110000 && (c < 0xD800 || c > 0xDFFF);
        result += isCharacter ? QString::fromUcs4(&c, 1) : match.captured(0);
        done = match.capturedEnd();
    }
    return result + text.mid(done);
}

} // namespace vitrine::app

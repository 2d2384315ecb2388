// SPDX-License-Identifier: Apache-2.0
#include "backend/generation/settings.h"

#include "backend/core/json_access.h"

#include <algorithm>
#include <array>

namespace vitrine::generation {
namespace {

using core::Json;

bool isKnown(const std::string& name)
{
    return std::ranges::find(generationNames(), name) != generationNames().end();
}

/// What of `json` is a setting of a file.
Json known(const Json& json)
{
    auto settings = Json::object();
    for (const auto& [key, value] : json.items())
        if (isKnown(key) && key != "seed" && !value.is_null()) settings[key] = value;
    return settings;
}

struct SpecialTokens
{
    std::string_view modelType;
    const char* settings;
};
/// What the config classes of 4.57 say where a file doesn't.
constexpr std::array classDefaults{
    SpecialTokens{"t5", R"({"eos_token_id": 1, "pad_token_id": 0})"},
    SpecialTokens{"mt5", R"({"eos_token_id": 1, "pad_token_id": 0, "decoder_start_token_id": 0})"},
    SpecialTokens{"umt5", R"({"eos_token_id": 1, "pad_token_id": 0, "decoder_start_token_id": 0})"},
    SpecialTokens{"bart", R"({"bos_token_id": 0, "eos_token_id": 2, "pad_token_id": 1,
                              "decoder_start_token_id": 2, "forced_eos_token_id": 2})"},
    SpecialTokens{"mbart", R"({"bos_token_id": 0, "eos_token_id": 2, "pad_token_id": 1,
                               "forced_eos_token_id": 2})"},
    SpecialTokens{"marian", R"({"eos_token_id": 0, "pad_token_id": 58100, "decoder_start_token_id": 58100,
                                "forced_eos_token_id": 0})"},
    SpecialTokens{"pegasus", R"({"eos_token_id": 1, "pad_token_id": 0, "decoder_start_token_id": 0,
                                 "forced_eos_token_id": 1})"},
    SpecialTokens{"m2m_100", R"({"bos_token_id": 0, "eos_token_id": 2, "pad_token_id": 1,
                                 "decoder_start_token_id": 2})"},
    SpecialTokens{"led", R"({"bos_token_id": 0, "eos_token_id": 2, "pad_token_id": 1,
                             "decoder_start_token_id": 2})"},
};

/// The defaults of 4.57's GenerationConfig, where a value equal to its default counts as unset.
const Json& globalDefaults()
{
    static const Json defaults = Json::parse(R"({"max_length": 20, "min_length": 0, "early_stopping": false,
        "do_sample": false, "num_beams": 1, "temperature": 1, "top_k": 50, "top_p": 1, "typical_p": 1,
        "epsilon_cutoff": 0, "eta_cutoff": 0, "repetition_penalty": 1, "encoder_repetition_penalty": 1,
        "length_penalty": 1, "no_repeat_ngram_size": 0, "encoder_no_repeat_ngram_size": 0,
        "renormalize_logits": false, "remove_invalid_values": false, "num_return_sequences": 1})");
    return defaults;
}

bool isDefault(const Json& settings, const std::string& key)
{
    const auto value = settings.contains(key) ? settings[key] : Json();
    const auto normal = globalDefaults().contains(key) ? globalDefaults()[key] : Json();
    return value.is_null() || value == normal;
}

void fillUnset(Json& settings, const Json& from)
{
    for (const auto& [key, value] : from.items())
        if (isDefault(settings, key) && !isDefault(from, key)) settings[key] = value;
}

Json settingsOfConfig(const Json& config, Reference reference)
{
    auto settings = known(config);
    const auto unsetFrom = [&](const Json& from) {
        const auto more = known(from);
        for (const auto& [key, value] : more.items())
            if (!settings.contains(key)) settings[key] = value;
    };
    if (reference == Reference::Version4)
        for (const auto& each : classDefaults)
            if (config.value("model_type", "") == each.modelType) unsetFrom(Json::parse(each.settings));
    for (const char* part : {"decoder", "generator", "text_config"})
        if (const auto found = config.find(part);
            found != config.end() && found->is_object() && !found->empty()) {
            unsetFrom(*found);
            break;
        }
    if (const auto forced = config.find("force_bos_token_to_be_generated");
        forced != config.end() && *forced == true && settings.contains("bos_token_id"))
        settings["forced_bos_token_id"] = settings["bos_token_id"];
    return settings;
}

Json readObject(const std::filesystem::path& path)
{
    const auto json = core::readJsonFile(path);
    return core::JsonObject(json, path.string()).json();
}

/// 1.25 for "1.25.0"; the newest where it says nothing.
bool isBefore450(const Json& settings)
{
    const auto found = settings.find("transformers_version");
    if (found == settings.end() || !found->is_string()) return false;
    int major = 0, minor = 0;
    return std::sscanf(found->get<std::string>().c_str(), "%d.%d", &major, &minor) == 2 &&
           (major < 4 || (major == 4 && minor < 50));
}

} // namespace

Json modelSettings(const std::filesystem::path& folder, Reference reference)
{
    const auto own = folder / "generation_config.json";
    if (!std::filesystem::exists(own)) return settingsOfConfig(readObject(folder / "config.json"), reference);
    const auto json = readObject(own);
    auto settings = known(json);
    if (isBefore450(json)) settings["transformers_version"] = json["transformers_version"];
    return settings;
}

Json taskSettings(const std::filesystem::path& folder, std::string_view task)
{
    const auto config = readObject(folder / "config.json");
    auto settings = Json::object();
    if (const auto prefix = config.find("prefix"); prefix != config.end() && prefix->is_string())
        settings["prefix"] = *prefix;
    const auto tasks = config.find("task_specific_params");
    if (tasks == config.end() || !tasks->is_object()) return settings;
    const auto found = tasks->find(std::string(task));
    if (found == tasks->end() || !found->is_object()) return settings;
    for (const auto& [key, value] : found->items())
        if (isKnown(key) || (key == "prefix" && value.is_string())) settings[key] = value;
    return settings;
}

Json textGenerationSettings(const Json& model, const Json& call, std::optional<std::int64_t> tokenizerPad)
{
    auto settings = model;
    settings.erase("transformers_version");
    const auto isSet = [&](const char* key) { return model.contains(key) || call.contains(key); };
    if (tokenizerPad && !isSet("pad_token_id")) settings["pad_token_id"] = *tokenizerPad;
    if (!isSet("max_new_tokens") && !isSet("max_length")) settings["max_new_tokens"] = 256;
    if (!isSet("do_sample")) settings["do_sample"] = true;
    settings.update(call);
    if (!isSet("temperature") && settings["do_sample"] == true) settings["temperature"] = 0.7;
    return settings;
}

Json textToTextSettings(const Json& model, const Json& task, const Json& call,
                        std::optional<std::int64_t> tokenizerPad)
{
    constexpr int tokens = 256;
    auto settings = Json::object();
    settings["max_new_tokens"] = tokens;
    settings["num_beams"] = 4;
    auto own = model;
    own.erase("transformers_version");
    fillUnset(settings, own);
    const auto stopSampling = [&] {
        if (settings.contains("temperature") && settings["temperature"] == 0) settings["do_sample"] = false;
    };
    stopSampling();
    if (settings["max_new_tokens"] == tokens && !isDefault(settings, "max_length"))
        settings["max_new_tokens"] = nullptr;
    settings.update(task);
    settings.erase("prefix");
    if (tokenizerPad && isDefault(settings, "pad_token_id")) settings["pad_token_id"] = *tokenizerPad;
    // generate() fills what is unset once more.
    if (!model.contains("transformers_version")) {
        fillUnset(settings, own);
        stopSampling();
    }
    settings.update(call);
    return settings;
}

Json takeSettings(Json& arguments, std::vector<std::string>& names)
{
    auto settings = Json::object();
    for (const auto name : generationNames())
        if (const auto found = arguments.find(std::string(name)); found != arguments.end()) {
            names.emplace_back(name);
            settings[std::string(name)] = std::move(*found);
            arguments.erase(found);
        }
    return settings;
}

} // namespace vitrine::generation

// SPDX-License-Identifier: Apache-2.0
#include "backend/generation/generation_config.h"

#include "backend/core/json_access.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine::generation {
namespace {

using core::ErrorCode;
using core::Exception;
using core::Json;

constexpr std::array<std::string_view, 49> names{
    "max_length",
    "max_new_tokens",
    "min_length",
    "min_new_tokens",
    "early_stopping",
    "max_time",
    "stop_strings",
    "do_sample",
    "num_beams",
    "use_cache",
    "temperature",
    "top_k",
    "top_p",
    "min_p",
    "top_h",
    "typical_p",
    "epsilon_cutoff",
    "eta_cutoff",
    "repetition_penalty",
    "encoder_repetition_penalty",
    "presence_penalty",
    "frequency_penalty",
    "length_penalty",
    "no_repeat_ngram_size",
    "encoder_no_repeat_ngram_size",
    "bad_words_ids",
    "renormalize_logits",
    "forced_bos_token_id",
    "forced_eos_token_id",
    "remove_invalid_values",
    "exponential_decay_length_penalty",
    "suppress_tokens",
    "begin_suppress_tokens",
    "sequence_bias",
    "guidance_scale",
    "num_return_sequences",
    "pad_token_id",
    "bos_token_id",
    "eos_token_id",
    "decoder_start_token_id",
    "prompt_lookup_num_tokens",
    "max_matching_ngram_size",
    "seed",
    // Accepted where they ask for nothing that is not done here:
    "cache_implementation",
    "num_beam_groups",
    "diversity_penalty",
    "penalty_alpha",
    "dola_layers",
    "constraints",
};

/// Typed access to the merged settings.
class Settings
{
public:
    Settings(const Json& json, std::int64_t vocabulary, std::span<const std::string> given)
        : m_json(json), m_vocabulary(vocabulary), m_given(given)
    {
    }

    [[noreturn]] void fail(const char* key, const std::string& expected) const
    {
        throw Exception(ErrorCode::InvalidArgument, std::string("argument ") + key + ": expected " +
                                                        expected + ", found " +
                                                        m_json.at(key).dump().substr(0, 60));
    }
    const Json* find(const char* key) const
    {
        const auto found = m_json.find(key);
        return found == m_json.end() || found->is_null() ? nullptr : &*found;
    }
    /// Set to none, which differs from unset where there is a default.
    bool isNone(const char* key) const { return m_json.contains(key) && m_json.at(key).is_null(); }

    void flag(const char* key, bool& value) const
    {
        if (isNone(key)) value = false;
        const auto* json = find(key);
        if (!json) return;
        if (!json->is_boolean()) fail(key, "true or false");
        value = json->get<bool>();
    }
    std::optional<std::int64_t> integer(const char* key, std::int64_t least) const
    {
        const auto* json = find(key);
        if (!json) return std::nullopt;
        const auto expected = "an integer of at least " + std::to_string(least);
        if (!json->is_number_integer() || *json > (std::int64_t(1) << 40)) fail(key, expected);
        const auto value = json->get<std::int64_t>();
        if (value < least) fail(key, expected);
        return value;
    }
    void integer(const char* key, std::int64_t least, std::int64_t none, std::int64_t& value) const
    {
        value = isNone(key) ? none : integer(key, least).value_or(value);
    }
    std::optional<double> number(const char* key) const
    {
        const auto* json = find(key);
        if (!json) return std::nullopt;
        if (!json->is_number() || !std::isfinite(json->get<double>())) fail(key, "a number");
        return json->get<double>();
    }
    template <typename Test>
    std::optional<double> number(const char* key, Test&& test, const char* expected) const
    {
        const auto value = number(key);
        if (value && !test(*value)) fail(key, expected);
        return value;
    }
    /// None is neutral.
    template <typename Test>
    void number(const char* key, double neutral, Test&& test, const char* expected, double& value) const
    {
        value = isNone(key) ? neutral : number(key, test, expected).value_or(value);
    }

    bool isGiven(const char* key) const { return std::ranges::find(m_given, key) != m_given.end(); }
    std::int64_t id(const char* key, const Json& json) const
    {
        if (!json.is_number_integer() || json > (std::int64_t(1) << 40)) fail(key, "token ids");
        const auto value = json.get<std::int64_t>();
        if (isGiven(key) && (value < 0 || (m_vocabulary > 0 && value >= m_vocabulary)))
            throw Exception(ErrorCode::InvalidArgument,
                            std::string("argument ") + key + ": " + std::to_string(value) +
                                " is no token id of the model, whose vocab_size is " +
                                std::to_string(m_vocabulary));
        return value;
    }
    /// An id counts as a list of one.
    std::vector<std::int64_t> ids(const char* key) const
    {
        const auto* json = find(key);
        if (!json) return {};
        if (json->is_number()) return {id(key, *json)};
        return list(key, *json, "a token id or an array of them");
    }
    std::vector<std::int64_t> list(const char* key, const Json& json, const char* expected) const
    {
        if (!json.is_array()) fail(key, expected);
        std::vector<std::int64_t> values;
        for (const auto& each : json)
            values.push_back(id(key, each));
        return values;
    }
    std::optional<std::int64_t> id(const char* key) const
    {
        const auto* json = find(key);
        if (!json) return std::nullopt;
        if (json->is_array() && json->size() == 1) return id(key, json->front());
        if (!json->is_number_integer()) fail(key, "a token id");
        return id(key, *json);
    }

private:
    const Json& m_json;
    std::int64_t m_vocabulary;
    std::span<const std::string> m_given;
};

void refuseRemoved(const Settings& settings)
{
    const auto refuse = [](const char* key, const char* method) {
        throw Exception(ErrorCode::Unsupported, std::string("argument ") + key + ": " + method +
                                                    " is no longer part of Transformers 5 and not done here");
    };
    if (settings.number("penalty_alpha").value_or(0) != 0) refuse("penalty_alpha", "contrastive search");
    if (settings.find("dola_layers")) refuse("dola_layers", "DoLa decoding");
    if (settings.number("num_beam_groups").value_or(1) > 1) refuse("num_beam_groups", "group beam search");
    if (settings.number("diversity_penalty").value_or(0) != 0)
        refuse("diversity_penalty", "group beam search");
    if (settings.find("constraints")) refuse("constraints", "constrained beam search");
}

void readLengths(const Settings& settings, GenerationConfig& config)
{
    if (const auto length = settings.integer("max_length", 1)) {
        config.maxLength = *length;
        config.hasDefaultMaxLength = false;
    }
    // 4.57 takes the value of its own default for unset.
    if (config.reference == Reference::Version4 && !settings.isGiven("max_length"))
        config.hasDefaultMaxLength = config.maxLength == 20;
    config.maxNewTokens = settings.integer("max_new_tokens", 1);
    config.minNewTokens = settings.integer("min_new_tokens", 0);
    settings.integer("min_length", 0, 0, config.minLength);
    config.maxTime = settings.number("max_time");
    if (const auto* json = settings.find("stop_strings")) {
        const auto isText = [](const Json& each) {
            return each.is_string() && !each.get_ref<const std::string&>().empty();
        };
        if (isText(*json))
            config.stopStrings = {json->get<std::string>()};
        else if (json->is_array() && std::ranges::all_of(*json, isText))
            config.stopStrings = json->get<std::vector<std::string>>();
        else
            settings.fail("stop_strings", "a string or an array of strings, none of them empty");
    }
}

void readStrategy(const Settings& settings, GenerationConfig& config)
{
    settings.flag("do_sample", config.doSample);
    settings.integer("num_beams", 1, 1, config.numBeams);
    settings.integer("num_return_sequences", 1, 1, config.numReturnSequences);
    if (const auto* json = settings.find("early_stopping")) {
        if (json->is_boolean())
            config.earlyStopping = json->get<bool>() ? EarlyStopping::Yes : EarlyStopping::No;
        else if (*json == "never")
            config.earlyStopping = EarlyStopping::Never;
        else
            settings.fail("early_stopping", "true, false or \"never\"");
    }
    config.lengthPenalty = settings.number("length_penalty").value_or(1);
    config.promptLookupTokens = settings.integer("prompt_lookup_num_tokens", 1);
    config.maxMatchingNgram = settings.integer("max_matching_ngram_size", 1).value_or(2);
    if (const auto* json = settings.find("seed")) {
        if (!json->is_number_integer() || (!json->is_number_unsigned() && json->get<std::int64_t>() < 0))
            settings.fail("seed", "an integer of at least 0");
        config.seed = json->get<std::uint64_t>();
    }
    if (config.numReturnSequences > 1 && config.numBeams == 1 && !config.doSample)
        settings.fail("num_return_sequences",
                      "1 for greedy decoding (others need do_sample=true or num_beams)");
    if (config.numBeams > 1 && config.numReturnSequences > config.numBeams)
        settings.fail("num_return_sequences", "at most num_beams (" + std::to_string(config.numBeams) + ")");
    if (config.promptLookupTokens && (config.numBeams > 1 || config.numReturnSequences > 1))
        settings.fail("prompt_lookup_num_tokens", "null with num_beams or num_return_sequences above 1");
    if (config.numBeams > 1000 || config.numReturnSequences > 10000)
        settings.fail(config.numBeams > 1000 ? "num_beams" : "num_return_sequences", "a smaller number");
}

/// `[[[ids], bias], …]`; Python's dict of tuples does not exist in JSON.
void readBias(const Settings& settings, GenerationConfig& config)
{
    const auto* json = settings.find("sequence_bias");
    if (!json) return;
    const char* expected = "a non-empty array of [[token ids], number]";
    if (!json->is_array() || json->empty()) settings.fail("sequence_bias", expected);
    for (const auto& each : *json) {
        if (!each.is_array() || each.size() != 2 || !each[0].is_array() || each[0].empty() ||
            !each[1].is_number())
            settings.fail("sequence_bias", expected);
        auto ids = settings.list("sequence_bias", each[0], expected);
        const auto bias = each[1].get<float>();
        const auto same = std::ranges::find(config.sequenceBias, ids, [](const auto& b) { return b.first; });
        if (same != config.sequenceBias.end())
            same->second = bias;
        else
            config.sequenceBias.emplace_back(std::move(ids), bias);
    }
}

void readProcessors(const Settings& settings, GenerationConfig& config)
{
    const auto positive = [](double value) { return value > 0; };
    const auto any = [](double) { return true; };
    if (const auto scale = settings.number("guidance_scale"); scale && *scale != 1)
        config.guidanceScale = scale;
    readBias(settings, config);
    settings.number("repetition_penalty", 1, positive, "a number above 0", config.repetitionPenalty);
    settings.number("encoder_repetition_penalty", 1, positive, "a number above 0",
                    config.encoderRepetitionPenalty);
    settings.number("presence_penalty", 0, any, "a number", config.presencePenalty);
    settings.number("frequency_penalty", 0, any, "a number", config.frequencyPenalty);
    settings.integer("no_repeat_ngram_size", 0, 0, config.noRepeatNgram);
    settings.integer("encoder_no_repeat_ngram_size", 0, 0, config.encoderNoRepeatNgram);
    if (const auto* json = settings.find("bad_words_ids")) {
        const char* expected = "a non-empty array of non-empty arrays of token ids";
        if (!json->is_array() || json->empty()) settings.fail("bad_words_ids", expected);
        for (const auto& each : *json) {
            config.badWords.push_back(settings.list("bad_words_ids", each, expected));
            if (config.badWords.back().empty()) settings.fail("bad_words_ids", expected);
        }
    }
    config.forcedBos = settings.id("forced_bos_token_id");
    config.forcedEos = settings.ids("forced_eos_token_id");
    settings.flag("remove_invalid_values", config.removeInvalidValues);
    if (const auto* json = settings.find("exponential_decay_length_penalty")) {
        if (!json->is_array() || json->size() != 2 || !json->at(0).is_number_integer() ||
            !json->at(1).is_number())
            settings.fail("exponential_decay_length_penalty", "[start, factor]");
        config.exponentialDecay.emplace(json->at(0).get<std::int64_t>(), json->at(1).get<double>());
    }
    config.suppress = settings.ids("suppress_tokens");
    config.beginSuppress = settings.ids("begin_suppress_tokens");
    settings.flag("renormalize_logits", config.renormalize);
    const auto forced = config.forcedBos ? std::vector{*config.forcedBos} : std::vector<std::int64_t>{};
    for (const auto& [key, ids] :
         {std::pair{"forced_bos_token_id", forced}, {"forced_eos_token_id", config.forcedEos}})
        if (!ids.empty() && std::ranges::all_of(ids, [&](auto id) {
                return std::ranges::find(config.suppress, id) != config.suppress.end();
            }))
            settings.fail(key, "a token that suppress_tokens does not have");
}

void readWarpers(const Settings& settings, GenerationConfig& config)
{
    const auto fraction = [](double value) { return value >= 0 && value <= 1; };
    const auto any = [](double) { return true; };
    settings.number("temperature", 1, any, "", config.temperature);
    if (config.doSample && config.temperature <= 0)
        settings.fail("temperature", "a number above 0 (greedy decoding is do_sample=false)");
    config.topH = settings.number(
        "top_h", [](double v) { return v > 0 && v <= 1; }, "a number in (0, 1]");
    settings.integer("top_k", 0, 0, config.topK);
    settings.number(
        "top_p", 1, [](double v) { return v >= 0; }, "a number of at least 0", config.topP);
    config.minP = settings.number("min_p", fraction, "a number in [0, 1]");
    settings.number(
        "typical_p", 1, [](double v) { return v > 0; }, "a number above 0", config.typicalP);
    settings.number("epsilon_cutoff", 0, fraction, "a number in [0, 1]", config.epsilonCutoff);
    settings.number("eta_cutoff", 0, fraction, "a number in [0, 1]", config.etaCutoff);
}

} // namespace

std::span<const std::string_view> generationNames()
{
    return names;
}

bool GenerationConfig::isEos(std::int64_t id) const
{
    return std::ranges::find(eos, id) != eos.end();
}

std::int64_t GenerationConfig::totalLength(std::int64_t prompt, std::int64_t positions) const
{
    auto length = maxLength;
    if (maxNewTokens) {
        length = prompt + *maxNewTokens;
    } else if (hasDefaultMaxLength) {
        length = maxLength + prompt;
        if (positions > 0) length = std::min(length, positions);
    }
    if (prompt >= length)
        throw Exception(ErrorCode::InvalidArgument, "the prompt has " + std::to_string(prompt) +
                                                        " tokens, but max_length is " +
                                                        std::to_string(length) +
                                                        ": nothing can be added (raise max_length or set "
                                                        "max_new_tokens)");
    return length;
}

std::int64_t GenerationConfig::fill() const
{
    if (numBeams == 1) return pad ? *pad : eos.empty() ? -1 : eos.front();
    // In beam search a pad id of 0 counts as none.
    if (eos.empty()) return -1;
    return pad && *pad != 0 ? *pad : eos.front();
}

GenerationConfig makeGenerationConfig(const Json& settings, std::int64_t vocabulary,
                                      std::span<const std::string> explicitNames, Reference reference)
{
    const Settings typed(settings, vocabulary, explicitNames);
    refuseRemoved(typed);
    GenerationConfig config;
    config.reference = reference;
    config.eos = typed.ids("eos_token_id");
    config.pad = typed.id("pad_token_id");
    config.bos = typed.id("bos_token_id");
    config.decoderStart = typed.id("decoder_start_token_id");
    readLengths(typed, config);
    readStrategy(typed, config);
    readProcessors(typed, config);
    readWarpers(typed, config);
    return config;
}

} // namespace vitrine::generation

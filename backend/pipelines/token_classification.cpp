// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/token_classification.h"

#include "backend/core/json_access.h"
#include "backend/models/border.h"
#include "backend/models/tensor_arrays.h"
#include "backend/pipelines/batches.h"
#include "backend/pipelines/inputs.h"
#include "backend/pipelines/stages.h"

#include <algorithm>
#include <c10/core/InferenceMode.h>

namespace vitrine::pipelines {

using core::Json;
using core::OrderedJson;
using tokenizers::EncodeInput;
using tokenizers::Encoding;

struct TokenClassification::Settings
{
    AggregationStrategy strategy = AggregationStrategy::None;
    std::vector<std::string> ignored{"O"};
    std::optional<std::size_t> stride;
    bool splitIntoWords = false;
    std::string delimiter = " ";
    /// Instead of the tokenizer's: code points.
    std::optional<std::vector<std::pair<std::size_t, std::size_t>>> offsets;
};

struct TokenClassification::Text
{
    EncodeInput input;
    std::string text;                   ///< the words joined
    std::vector<std::size_t> wordStart; ///< bytes of `text`; empty for a plain text
    core::TextIndex index;
};

namespace {

constexpr std::string_view textForm = R"(a string or {"inputs": string})";
constexpr std::string_view wordsForm = "an array of words";

/// As in Python: one list of pairs, or a list with one such list for the text.
std::vector<std::pair<std::size_t, std::size_t>> offsetsOf(const Arguments& arguments, const Json& value)
{
    const auto isPair = [](const Json& each) {
        return each.is_array() && each.size() == 2 && each[0].is_number_unsigned() &&
               each[1].is_number_unsigned();
    };
    const auto* list = &value;
    if (value.is_array() && value.size() == 1 && value[0].is_array() && !isPair(value)) list = &value[0];
    if (!list->is_array() || !std::ranges::all_of(*list, isPair))
        arguments.fail("offset_mapping", "pairs of code points, one a token, for one text");
    return list->get<std::vector<std::pair<std::size_t, std::size_t>>>();
}

OrderedJson entityJson(const Entity& entity, bool isGroup)
{
    const auto place = [](const std::optional<std::int64_t>& position) {
        return position ? OrderedJson(*position) : OrderedJson();
    };
    OrderedJson json;
    json[isGroup ? "entity_group" : "entity"] = entity.label;
    json["score"] = entity.score;
    if (!isGroup) json["index"] = place(entity.index);
    json["word"] = entity.word;
    json["start"] = place(entity.start);
    json["end"] = place(entity.end);
    return json;
}

/// Tokens of later windows that an earlier one has are left out.
void appendTokens(OrderedJson& list, const Encoding& encoding, std::span<const LabeledToken> tokens,
                  std::optional<std::int64_t>& last)
{
    for (const auto& token : tokens) {
        if (last && token.start && *token.start < *last) continue;
        OrderedJson json;
        const auto at = std::size_t(token.index);
        json["token"] = encoding.tokens[at];
        json["id"] = encoding.ids[at];
        json["start"] = token.start ? OrderedJson(*token.start) : OrderedJson();
        json["end"] = token.end ? OrderedJson(*token.end) : OrderedJson();
        json["word"] = encoding.wordIds[at] ? OrderedJson(*encoding.wordIds[at]) : OrderedJson();
        json["scores"] = std::vector<float>(token.scores.begin(), token.scores.end());
        list.push_back(std::move(json));
    }
    if (!tokens.empty()) last = std::max(last, tokens.back().end);
}

} // namespace

TokenClassification::TokenClassification(PipelineParts parts)
    : m_encoder(std::move(parts)), m_unknownId(m_encoder.tokenizer().namedTokenId("unk_token"))
{
    if (m_encoder.network().description().head != core::Head::TokenClassification)
        throw core::Exception(core::ErrorCode::InvalidArgument,
                              m_encoder.info().name + " has no head that classifies tokens");
}

TokenClassification::Settings TokenClassification::settingsOf(const Arguments& arguments) const
{
    Settings settings;
    const auto strategy = arguments.text("aggregation_strategy");
    if (strategy) {
        const auto found = findAggregationStrategy(*strategy);
        if (!found)
            arguments.fail("aggregation_strategy", "\"none\", \"simple\", \"first\", \"average\" or \"max\"");
        settings.strategy = *found;
    }
    if (auto ignored = arguments.texts("ignore_labels")) settings.ignored = std::move(*ignored);
    if (const auto stride = arguments.integer("stride", 0)) {
        if (std::size_t(*stride) >= m_encoder.maxLength({}, {}))
            arguments.fail("stride", "less than the " + std::to_string(m_encoder.maxLength({}, {})) +
                                         " tokens of the model");
        if (strategy && settings.strategy == AggregationStrategy::None)
            arguments.fail("stride", "an aggregation_strategy other than \"none\" with it");
        settings.stride = std::size_t(*stride);
    }
    settings.splitIntoWords = arguments.boolean("is_split_into_words").value_or(false);
    if (const auto delimiter = arguments.text("delimiter")) settings.delimiter = *delimiter;
    if (const auto* offsets = arguments.json("offset_mapping"))
        settings.offsets = offsetsOf(arguments, *offsets);
    arguments.requireKnown();
    return settings;
}

TokenClassification::Text TokenClassification::textOf(const Json& json, std::size_t index,
                                                      const Settings& settings) const
{
    if (!settings.splitIntoWords) {
        const auto text = InputReader(json, index, textForm).text();
        return {EncodeInput::text(text), text, {}, core::TextIndex(text)};
    }
    const Json object{{"words", json}};
    const InputReader reader(object, index, wordsForm);
    if (!json.is_array()) InputReader(json, index, wordsForm).failForm();
    EncodeInput input{reader.texts("words"), std::nullopt, true};
    std::string text;
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < input.first.size(); ++i) {
        if (i > 0) text += settings.delimiter;
        starts.push_back(text.size());
        text += input.first[i];
    }
    core::TextIndex places(text);
    return {std::move(input), std::move(text), std::move(starts), std::move(places)};
}

std::vector<LabeledToken> TokenClassification::labeledTokens(const Text& text, const Encoding& encoding,
                                                             std::span<const float> scores,
                                                             const Settings& settings) const
{
    const auto& tokenizer = m_encoder.tokenizer();
    const bool hasPrefix = !tokenizer.info().continuingSubwordPrefix.empty();
    const auto labels = scores.size() / encoding.size();
    std::vector<LabeledToken> tokens;
    for (std::size_t i = 0; i < encoding.size(); ++i) {
        if (encoding.specialTokensMask[i]) continue;
        LabeledToken token;
        token.word = tokenizer.idToToken(encoding.ids[i]).value_or("");
        token.scores = scores.subspan(i * labels, labels);
        token.index = std::int64_t(i);
        auto span = encoding.offsets[i];
        if (settings.offsets) {
            if (i >= settings.offsets->size())
                throw core::Exception(core::ErrorCode::InvalidArgument,
                                      "argument offset_mapping: has " +
                                          std::to_string(settings.offsets->size()) + " pairs, the text " +
                                          std::to_string(encoding.size()) + " tokens");
            const auto [begin, end] = (*settings.offsets)[i];
            span = text.index.bytes({{begin}, {end}});
        }
        if (!text.wordStart.empty() && encoding.wordIds[i]) {
            const auto shift = text.wordStart.at(*encoding.wordIds[i]);
            span = {{span.begin.value + shift}, {span.end.value + shift}};
        }
        const auto begin = std::min(span.begin.value, text.text.size());
        const auto end = std::min(std::max(span.end.value, begin), text.text.size());
        const auto surface = text.text.substr(begin, end - begin);
        const auto isSpace = [&](std::size_t at) { return at < text.text.size() && text.text[at] == ' '; };
        token.isSubword = hasPrefix ? codePointCount(token.word) != codePointCount(surface)
                                    : begin > 0 && !isSpace(begin - 1) && !isSpace(begin);
        if (encoding.ids[i] == m_unknownId) {
            token.word = surface;
            token.isSubword = false;
        }
        token.start = std::int64_t(text.index.codePoint(core::ByteOffset{begin}).value);
        token.end = std::int64_t(text.index.codePoint(core::ByteOffset{end}).value);
        tokens.push_back(std::move(token));
    }
    return tokens;
}

PipelineResult TokenClassification::run(std::span<const Json> inputs, const PipelineOptions& options,
                                        core::RunControl& control)
{
    return models::atBorder([&] {
        const c10::InferenceMode noGradients;
        const Arguments arguments(options.arguments);
        const auto settings = settingsOf(arguments);
        const auto& labels = m_encoder.info().labels;
        const bool isGroup = settings.strategy != AggregationStrategy::None;
        const JoinTokens join = [&](std::vector<std::string> tokens) {
            return m_encoder.tokenizer().joinTokens(std::move(tokens));
        };
        std::vector<Text> texts;
        for (std::size_t i = 0; i < inputs.size(); ++i)
            texts.push_back(textOf(inputs[i], i, settings));
        PipelineResult result;
        forEachBatch(texts.size(), options, control, [&](std::size_t first, std::size_t last) {
            TokenizedTexts tokenized;
            std::vector<std::size_t> windows;
            for (std::size_t i = first; i < last; ++i) {
                tokenized.texts.push_back(texts[i].text);
                windows.push_back(
                    m_encoder.append(tokenized, texts[i].input, {}, options, {.stride = settings.stride}));
            }
            const auto logits =
                m_encoder.tokenLogits(tokenized, options, control, options.trace ? &result.trace : nullptr);
            const Stopwatch watch;
            std::size_t window = 0;
            std::int64_t tokenCount = 0, entityCount = 0;
            for (std::size_t i = first; i < last; ++i) {
                std::vector<Entity> entities;
                OrderedJson details;
                details["labels"] = labels;
                details["tokens"] = OrderedJson::array();
                details["input_tokens"] = tokenized.encodings[window].size();
                if (!settings.stride)
                    details["truncated"] =
                        options.details ? m_encoder.cutTokens(texts[i].input, tokenized.encodings[window], {})
                                        : 0;
                std::optional<std::int64_t> lastShown;
                for (std::size_t k = 0; k < windows[i - first]; ++k, ++window) {
                    const auto& encoding = tokenized.encodings[window];
                    const auto scores = models::toArray(at::softmax(logits[window], -1)).values;
                    const auto tokens = labeledTokens(texts[i], encoding, scores, settings);
                    tokenCount += std::int64_t(tokens.size());
                    if (options.details) appendTokens(details["tokens"], encoding, tokens, lastShown);
                    for (auto& entity : aggregateEntities(tokens, settings.strategy, labels, join))
                        if (std::ranges::find(settings.ignored, entity.label) == settings.ignored.end())
                            entities.push_back(std::move(entity));
                }
                if (windows[i - first] > 1) entities = withoutOverlap(std::move(entities));
                entityCount += std::int64_t(entities.size());
                auto json = OrderedJson::array();
                for (const auto& entity : entities)
                    json.push_back(entityJson(entity, isGroup));
                result.outputs.emplace_back(JsonText{core::dumpJson(json)});
                if (options.details) result.details.push_back(core::dumpJson(details));
            }
            if (!options.trace) return;
            if (settings.stride)
                addWindowsStage(result.trace, last - first, tokenized.encodings, options.traceData);
            result.trace.push_back({"aggregation",
                                    {tokenCount, std::int64_t(labels.size())},
                                    {entityCount},
                                    watch.seconds(),
                                    {},
                                    {}});
            addResultStage(result.trace, result.outputs, last - first, 0, options.traceData);
        });
        return result;
    });
}

} // namespace vitrine::pipelines

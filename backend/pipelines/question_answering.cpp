// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/question_answering.h"

#include "backend/core/json_access.h"
#include "backend/models/border.h"
#include "backend/models/tensor_arrays.h"
#include "backend/pipelines/answer_spans.h"
#include "backend/pipelines/batches.h"
#include "backend/pipelines/inputs.h"
#include "backend/pipelines/stages.h"
#include "backend/tokenizers/lookup.h"

#include <algorithm>
#include <c10/core/InferenceMode.h>

namespace vitrine::pipelines {

using core::Json;
using core::OrderedJson;
using tokenizers::EncodeInput;
using tokenizers::Encoding;

struct QuestionAnswering::Settings
{
    std::size_t count = 1, maxAnswerLength = 15, maxLength = 384, stride = 128;
    bool mayBeImpossible = false, alignToWords = true;

    /// Some candidates may turn out to be the same words.
    std::size_t candidates() const { return alignToWords ? count * 2 + 10 : count; }
};

struct QuestionAnswering::Example
{
    std::string question, context;
    core::TextIndex questionIndex, contextIndex;

    Example(std::string q, std::string c)
        : question(std::move(q)), context(std::move(c)), questionIndex(question), contextIndex(context)
    {
    }
};

struct QuestionAnswering::Found
{
    std::vector<Answer> answers;
    OrderedJson details;
};

namespace {

constexpr std::string_view form = R"({"question": string, "context": string})";

/// The questions and contexts of one input; several where one of them is an array.
std::vector<std::pair<std::string, std::string>> pairsOf(const Json& json, std::size_t index)
{
    const InputReader reader(json, index, form);
    reader.requireObject({"question", "context"});
    const auto textsOf = [&](const char* key) {
        auto texts = reader.isArray(key) ? reader.texts(key) : std::vector{reader.text(key)};
        if (texts.empty()) reader.fail(std::string(key) + ": is empty");
        for (const auto& text : texts)
            if (text.empty()) reader.fail(std::string(key) + ": is empty");
        return texts;
    };
    const auto questions = textsOf("question"), contexts = textsOf("context");
    if (reader.isArray("context") && !reader.isArray("question"))
        reader.fail("question: expected an array as the context is one");
    if (reader.isArray("context") && questions.size() != contexts.size())
        reader.fail("context: has " + std::to_string(contexts.size()) + " entries, question " +
                    std::to_string(questions.size()));
    std::vector<std::pair<std::string, std::string>> pairs;
    for (std::size_t i = 0; i < questions.size(); ++i)
        pairs.emplace_back(questions[i], reader.isArray("context") ? contexts[i] : contexts.front());
    return pairs;
}

OrderedJson answerJson(const Answer& answer)
{
    OrderedJson json;
    json["score"] = answer.score;
    json["start"] = answer.start;
    json["end"] = answer.end;
    json["answer"] = answer.text;
    return json;
}

/// One answer bare, several as a list, as the pipeline returns them.
OrderedJson answersJson(std::span<const Answer> answers)
{
    if (answers.size() == 1) return answerJson(answers.front());
    auto list = OrderedJson::array();
    for (const auto& answer : answers)
        list.push_back(answerJson(answer));
    return list;
}

} // namespace

QuestionAnswering::QuestionAnswering(PipelineParts parts)
    : m_encoder(std::move(parts)),
      m_questionFirst(m_encoder.tokenizer().info().paddingSide == tokenizers::Side::Right)
{
    if (m_encoder.network().description().head != core::Head::QuestionAnswering)
        throw core::Exception(core::ErrorCode::InvalidArgument,
                              m_encoder.info().name + " has no head that answers questions");
}

QuestionAnswering::Settings QuestionAnswering::settingsOf(const Arguments& arguments,
                                                          const PipelineOptions& options) const
{
    Settings settings;
    const auto old = arguments.integer("topk"), count = arguments.integer("top_k");
    settings.count = std::size_t(count ? *count : old.value_or(1));
    settings.maxAnswerLength = std::size_t(arguments.integer("max_answer_len").value_or(15));
    settings.mayBeImpossible = arguments.boolean("handle_impossible_answer").value_or(false);
    settings.alignToWords = arguments.boolean("align_to_words").value_or(true);
    const auto most = m_encoder.maxLength({}, options);
    settings.maxLength = std::min(most, std::size_t(arguments.integer("max_seq_len").value_or(384)));
    const auto usual = std::int64_t(std::min<std::size_t>(settings.maxLength / 2, 128));
    settings.stride = std::size_t(arguments.integer("doc_stride", 0).value_or(usual));
    if (settings.stride > settings.maxLength)
        arguments.fail("doc_stride", "at most max_seq_len, " + std::to_string(settings.maxLength));
    // Both have no effect there either, with a tokenizer that gives offsets.
    arguments.integer("max_question_len");
    arguments.json("padding");
    arguments.requireKnown();
    return settings;
}

QuestionAnswering::Found QuestionAnswering::answer(const Example& example, std::span<const Encoding> windows,
                                                   std::span<const at::Tensor> logits,
                                                   const Settings& settings) const
{
    const std::uint32_t sequence = m_questionFirst ? 1 : 0;
    const auto& tokenizer = m_encoder.tokenizer();
    const auto clsId = tokenizer.namedTokenId("cls_token"), padId = tokenizer.namedTokenId("pad_token");
    const auto codePoint = [&](const Encoding& window, std::size_t token, core::ByteOffset offset) {
        const bool isContext = window.textIds[token] == sequence;
        const auto& index = isContext ? example.contextIndex : example.questionIndex;
        return std::int64_t(index.codePoint(offset).value);
    };
    // A token may be in the middle of a word; what is of no word keeps its own place.
    const auto placeOf = [&](const Encoding& window, const AnswerSpan& span) {
        if (settings.alignToWords) {
            const auto first = tokenizers::tokenToWord(window, span.start),
                       last = tokenizers::tokenToWord(window, span.end);
            const auto begin = first ? tokenizers::wordToChars(window, *first, sequence) : std::nullopt,
                       end = last ? tokenizers::wordToChars(window, *last, sequence) : std::nullopt;
            if (begin && end)
                return std::pair(std::int64_t(example.contextIndex.codePoint(begin->begin).value),
                                 std::int64_t(example.contextIndex.codePoint(end->end).value));
        }
        return std::pair(codePoint(window, span.start, window.offsets[span.start].begin),
                         codePoint(window, span.end, window.offsets[span.end].end));
    };
    const auto answerOf = [&](const Encoding& window, AnswerSpan span) {
        // With padding at the left the library takes every pad token for padding before the window.
        if (!m_questionFirst && padId) {
            const auto pads = std::size_t(std::ranges::count(window.ids, *padId));
            span.start = span.start >= pads ? span.start - pads : window.size() + span.start - pads;
            span.end = span.end >= pads ? span.end - pads : window.size() + span.end - pads;
        }
        const auto [start, end] = placeOf(window, span);
        const auto bytes =
            example.contextIndex.bytes({{std::size_t(start)}, {std::size_t(std::max(start, end))}});
        return Answer{double(span.score), start, end,
                      example.context.substr(bytes.begin.value, bytes.length())};
    };

    AnswerList answers;
    double nullScore = 1000000;
    Found found;
    auto& shown = found.details["windows"] = OrderedJson::array();
    std::size_t best = 0;
    float bestScore = -1;
    std::vector<WindowAnswers> decoded;
    for (std::size_t i = 0; i < windows.size(); ++i) {
        const auto& window = windows[i];
        std::vector<bool> allowed;
        for (std::size_t token = 0; token < window.size(); ++token)
            allowed.push_back(!m_questionFirst || window.sequenceIds[token] == sequence ||
                              window.ids[token] == clsId);
        const auto start = models::toArray(logits[i].select(1, 0).contiguous()).values,
                   end = models::toArray(logits[i].select(1, 1).contiguous()).values;
        decoded.push_back(
            decodeAnswers(start, end, allowed, settings.candidates(), settings.maxAnswerLength));
        const auto& each = decoded.back();
        nullScore = std::min(nullScore, double(each.nullScore));
        for (const auto& span : each.spans)
            answers.add(answerOf(window, span));
        if (!each.spans.empty() && each.spans.front().score > bestScore) {
            best = i;
            bestScore = each.spans.front().score;
        }
        OrderedJson json{{"start", nullptr}, {"end", nullptr}, {"tokens", window.size()}};
        for (std::size_t token = 0; token < window.size(); ++token) {
            if (window.sequenceIds[token] != sequence) continue;
            if (json["start"].is_null())
                json["start"] = codePoint(window, token, window.offsets[token].begin);
            json["end"] = codePoint(window, token, window.offsets[token].end);
        }
        const auto likeliest = each.spans.empty() ? Answer{} : answerOf(window, each.spans.front());
        json["answer"] = likeliest.text;
        json["score"] = likeliest.score;
        json["null_score"] = each.nullScore;
        shown.push_back(std::move(json));
    }
    auto& tokens = found.details["tokens"] = OrderedJson::array();
    for (std::size_t token = 0; token < windows[best].size(); ++token) {
        const auto& window = windows[best];
        if (window.sequenceIds[token] != sequence) continue;
        tokens.push_back({{"token", window.tokens[token]},
                          {"start", codePoint(window, token, window.offsets[token].begin)},
                          {"end", codePoint(window, token, window.offsets[token].end)},
                          {"start_probability", decoded[best].start[token]},
                          {"end_probability", decoded[best].end[token]}});
    }
    found.answers = answers.take(settings.count, settings.mayBeImpossible ? &nullScore : nullptr);
    return found;
}

PipelineResult QuestionAnswering::run(std::span<const Json> inputs, const PipelineOptions& options,
                                      core::RunControl& control)
{
    return models::atBorder([&] {
        const c10::InferenceMode noGradients;
        const Arguments arguments(options.arguments);
        const auto settings = settingsOf(arguments, options);
        std::vector<std::vector<Example>> examples;
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            auto& of = examples.emplace_back();
            for (auto& [question, context] : pairsOf(inputs[i], i))
                of.emplace_back(std::move(question), std::move(context));
        }
        using enum tokenizers::TruncationStrategy;
        const CutOptions cut{m_questionFirst ? OnlySecond : OnlyFirst, settings.stride, true};
        const TokenizeArguments tokenize{.maxLength = settings.maxLength};
        PipelineResult result;
        forEachBatch(examples.size(), options, control, [&](std::size_t first, std::size_t last) {
            TokenizedTexts tokenized;
            std::vector<std::size_t> windows;
            for (std::size_t i = first; i < last; ++i)
                for (const auto& example : examples[i]) {
                    tokenized.texts.push_back(example.question);
                    tokenized.texts.push_back(example.context);
                    const auto input = m_questionFirst ? EncodeInput::pair(example.question, example.context)
                                                       : EncodeInput::pair(example.context, example.question);
                    windows.push_back(m_encoder.append(tokenized, input, tokenize, options, cut));
                }
            auto* trace = options.trace ? &result.trace : nullptr;
            const auto logits = m_encoder.tokenLogits(tokenized, options, control, trace);
            const Stopwatch watch;
            std::size_t next = 0, example = 0;
            for (std::size_t i = first; i < last; ++i) {
                OrderedJson details;
                auto all = OrderedJson::array();
                for (const auto& each : examples[i]) {
                    const auto count = windows[example++];
                    auto found = answer(each, std::span(tokenized.encodings).subspan(next, count),
                                        std::span(logits).subspan(next, count), settings);
                    std::size_t tokens = 0;
                    for (std::size_t k = next; k < next + count; ++k)
                        tokens += tokenized.encodings[k].size();
                    found.details["input_tokens"] = tokens;
                    next += count;
                    all.push_back(answersJson(found.answers));
                    if (details.empty()) details = std::move(found.details);
                }
                result.outputs.emplace_back(
                    JsonText{core::dumpJson(all.size() == 1 ? std::move(all[0]) : std::move(all))});
                if (options.details) result.details.push_back(core::dumpJson(details));
            }
            if (!trace) return;
            addWindowsStage(*trace, tokenized.texts.size() / 2, tokenized.encodings, options.traceData);
            trace->push_back({"scores",
                              trace->back().outputShape,
                              {std::int64_t(windows.size())},
                              watch.seconds(),
                              {},
                              {}});
            addResultStage(*trace, result.outputs, last - first, 0, options.traceData);
        });
        return result;
    });
}

} // namespace vitrine::pipelines

// SPDX-License-Identifier: Apache-2.0

// What views get of a generation: details and trace.

#include "backend/core/json_access.h"
#include "backend/models/tensor_arrays.h"
#include "backend/pipelines/generating.h"
#include "backend/pipelines/stages.h"
#include "backend/tokenizers/decode_stream.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace vitrine::pipelines {
namespace {

using core::OrderedJson;

/// Ids of special tokens, which cannot be typed into a text.
using SpecialIds = std::set<std::int64_t>;

SpecialIds specialIds(const tokenizers::Tokenizer& tokenizer)
{
    SpecialIds ids;
    for (const auto& token : tokenizer.addedTokens())
        if (token.special) ids.insert(token.id);
    return ids;
}

void mark(OrderedJson& token, std::int64_t id, const SpecialIds& special)
{
    if (special.contains(id)) token["special"] = true;
}

template <typename Id>
OrderedJson plainTokens(std::span<const Id> ids, const tokenizers::Tokenizer& tokenizer,
                        const SpecialIds& special)
{
    auto tokens = OrderedJson::array();
    tokenizers::DecodeStream stream(tokenizer);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        auto text = stream.step(std::uint32_t(ids[i]));
        if (i + 1 == ids.size()) text += stream.finish();
        OrderedJson token{{"id", ids[i]}, {"text", std::move(text)}};
        mark(token, std::int64_t(ids[i]), special);
        tokens.push_back(std::move(token));
    }
    return tokens;
}

/// `before`: tokens of the same text that stand before it.
OrderedJson tokensOf(const generation::Sequence& sequence, std::span<const std::int64_t> before,
                     const tokenizers::Tokenizer& tokenizer, const SpecialIds& special,
                     generation::TokenTexts& texts)
{
    auto tokens = OrderedJson::array();
    auto stream = streamAfter(before, tokenizer, false);
    for (std::size_t i = 0; i < sequence.tokens.size(); ++i) {
        const auto& token = sequence.tokens[i];
        auto text = stream.step(std::uint32_t(token.id));
        if (i + 1 == sequence.tokens.size()) text += stream.finish();
        auto alternatives = OrderedJson::array();
        for (const auto& each : token.alternatives) {
            OrderedJson alternative{
                {"id", each.id}, {"text", texts.bytes(each.id)}, {"probability", each.probability}};
            mark(alternative, each.id, special);
            alternatives.push_back(std::move(alternative));
        }
        OrderedJson record{{"id", token.id},
                           {"text", std::move(text)},
                           {"logprob", token.logProbability},
                           {"entropy", token.entropy},
                           {"seconds", token.seconds},
                           {"rank", token.rank},
                           {"alternatives", std::move(alternatives)}};
        mark(record, token.id, special);
        tokens.push_back(std::move(record));
    }
    return tokens;
}

OrderedJson beamsOf(const generation::Generated& generated, generation::TokenTexts& texts)
{
    auto steps = OrderedJson::array();
    for (const auto& step : generated.beams) {
        auto candidates = OrderedJson::array();
        for (const auto& each : step)
            candidates.push_back({{"id", each.id},
                                  {"text", texts.bytes(each.id)},
                                  {"parent", each.parent},
                                  {"score", each.score},
                                  {"kept", each.kept},
                                  {"finished", each.finished}});
        steps.push_back(std::move(candidates));
    }
    return steps;
}

/// "token 0.4312", the likeliest first.
std::vector<std::string> likeliest(const at::Tensor& scores, generation::TokenTexts& texts)
{
    const auto row = scores.contiguous();
    const std::span<const float> values(row.const_data_ptr<float>(), std::size_t(row.numel()));
    std::vector<std::string> sample;
    constexpr std::size_t shown = 8;
    for (const auto& each : generation::describeChoice(values, 0, shown).alternatives) {
        char number[16];
        std::snprintf(number, sizeof number, " %.4f", double(each.probability));
        sample.push_back(texts.bytes(each.id) + number);
    }
    return sample;
}

} // namespace

std::string generatingDetails(const GeneratingInput& input, const generation::Generated& generated,
                              double tokenizeSeconds, const GeneratingArguments& arguments,
                              const TextGenerator& generator, generation::TokenTexts& texts)
{
    OrderedJson details;
    const auto& tokenizer = generator.tokenizer();
    const auto special = specialIds(tokenizer);
    const auto before = tokensBefore(input);
    details["prompt"] = plainTokens(std::span(input.encoding.ids), tokenizer, special);
    if (input.decoderStart.size() > 1)
        details["decoder_prompt"] = plainTokens(std::span(before), tokenizer, special);
    auto sequences = OrderedJson::array();
    std::size_t steps = 0;
    for (const auto& sequence : generated.sequences) {
        OrderedJson each;
        each["text"] = generator.decode(written(input, sequence.ids), arguments);
        each["finish_reason"] = generation::finishReasonName(sequence.finishReason);
        if (sequence.score) each["score"] = *sequence.score;
        each["tokens"] = tokensOf(sequence, before, tokenizer, special, texts);
        steps = std::max(steps, sequence.ids.size());
        sequences.push_back(std::move(each));
    }
    details["sequences"] = std::move(sequences);
    if (!generated.beams.empty()) {
        details["beams"] = beamsOf(generated, texts);
        steps = generated.beams.size();
    }
    const double decoding = generated.totalSeconds - generated.firstTokenSeconds;
    const double perToken = steps > 1 ? decoding / double(steps - 1) : 0;
    details["seconds"] = {{"tokenize", tokenizeSeconds},
                          {"prefill", generated.prefillSeconds},
                          {"first_token", tokenizeSeconds + generated.firstTokenSeconds},
                          {"per_token", perToken},
                          {"total", tokenizeSeconds + generated.totalSeconds}};
    details["tokens_per_second"] = perToken > 0 ? 1 / perToken : 0;
    details["cache_bytes"] = generated.cacheBytes;
    details["input_tokens"] = input.encoding.size();
    if (input.truncated > 0) details["truncated"] = input.truncated;
    return core::dumpJson(details);
}

Trace generatingTrace(const GeneratingTrace& parts, TextGenerator& generator,
                      const GeneratingArguments& arguments, const PipelineOptions& options)
{
    const bool keep = options.traceData;
    const auto& info = generator.tokenizer().info();
    std::vector<tokenizers::Encoding> encodings;
    std::vector<std::string> texts, results;
    std::size_t longest = 0;
    for (const auto& input : parts.inputs) {
        texts.push_back(input.text);
        encodings.push_back(input.encoding);
        longest = std::max(longest, input.encoding.size());
    }
    const bool hasEncoder = generator.parts().network.description().family == core::Family::EncoderDecoder;
    const auto padding = info.padding.value_or(tokenizers::PaddingParams{});
    const auto batch = padBatch(encodings, longest, {padding.padToken, padding.padId, 0, !hasEncoder});
    Trace trace{rawTextStage(texts, keep), tokenizationStage(batch, parts.tokenizeSeconds, keep),
                modelInputStage(batch, 0, keep)};
    addLayerStages(trace, parts.probe, batch.shape(), parts.start, keep);

    generation::TokenTexts pieces(generator.tokenizer());
    const auto rows = std::int64_t(parts.inputs.size());
    const core::Shape scores{rows, parts.firstStep.logits.size(0)};
    const auto scoresStage = [&](const char* name, const at::Tensor& values, core::Shape from, double time) {
        TraceStage stage{name, std::move(from), scores, time, likeliest(values, pieces), {}};
        if (keep) stage.data = models::toArray(values.unsqueeze(0));
        return stage;
    };
    const auto& first = parts.generated.front();
    trace.push_back(scoresStage("logits", parts.firstStep.logits, trace.back().outputShape, 0));
    trace.push_back(scoresStage("processors", parts.firstStep.processed, scores,
                                first.firstTokenSeconds - first.prefillSeconds));
    std::int64_t count = 0, length = 0;
    double seconds = 0;
    TraceStage decoding{"decoding", scores, {}, 0, {}, {}};
    for (const auto& each : parts.generated) {
        seconds = std::max(seconds, each.totalSeconds - each.firstTokenSeconds);
        for (const auto& sequence : each.sequences) {
            ++count;
            length = std::max(length, std::int64_t(sequence.ids.size()));
            results.push_back(generator.decode(sequence.ids, arguments));
        }
    }
    for (const auto id : first.sequences.front().ids)
        if (decoding.sample.size() < 8) decoding.sample.push_back(pieces.bytes(id));
    decoding.outputShape = {count, length};
    decoding.seconds = seconds;
    trace.push_back(std::move(decoding));
    auto result = rawTextStage(results, keep);
    result.name = "result";
    result.inputShape = {count, length};
    trace.push_back(std::move(result));
    return trace;
}

} // namespace vitrine::pipelines

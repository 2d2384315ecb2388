// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/fill_mask.h"

#include "backend/core/json_access.h"
#include "backend/models/border.h"
#include "backend/models/tensor_arrays.h"
#include "backend/pipelines/batches.h"
#include "backend/pipelines/inputs.h"
#include "backend/pipelines/stages.h"

#include <algorithm>
#include <c10/core/InferenceMode.h>
#include <numeric>

namespace vitrine::pipelines {
namespace {

using core::ErrorCode;
using core::Exception;
using core::Json;
using core::OrderedJson;
using tokenizers::EncodeInput;
using tokenizers::Encoding;

constexpr std::string_view form = R"(a string or {"inputs": string})";

std::vector<std::int64_t> positionsOf(const Encoding& encoding, std::uint32_t id)
{
    std::vector<std::int64_t> positions;
    for (std::size_t i = 0; i < encoding.size(); ++i)
        if (encoding.ids[i] == id) positions.push_back(std::int64_t(i));
    return positions;
}

OrderedJson masksJson(const std::string& text, const Encoding& encoding,
                      const std::vector<std::int64_t>& positions)
{
    const core::TextIndex index(text);
    auto masks = OrderedJson::array();
    for (const auto position : positions) {
        const auto span = index.codePoints(encoding.offsets[std::size_t(position)]);
        masks.push_back({{"position", position}, {"start", span.begin.value}, {"end", span.end.value}});
    }
    return masks;
}

} // namespace

FillMask::FillMask(PipelineParts parts) : m_encoder(std::move(parts))
{
    if (m_encoder.network().description().head != core::Head::MaskedLm)
        throw Exception(ErrorCode::InvalidArgument, m_encoder.info().name + " has no head that fills masks");
    const auto& tokenizer = m_encoder.tokenizer();
    const auto mask = tokenizer.info().namedToken("mask_token");
    const auto id = mask ? tokenizer.tokenToId(*mask) : std::nullopt;
    if (!id)
        throw Exception(ErrorCode::InvalidArgument,
                        tokenizer.info().name + ": the tokenizer has no mask_token");
    m_mask = *mask;
    m_maskId = *id;
    m_padId = tokenizer.namedTokenId("pad_token");
}

std::vector<std::int64_t> FillMask::targetIds(const std::vector<std::string>& targets,
                                              std::vector<std::string>& warnings) const
{
    const auto& tokenizer = m_encoder.tokenizer();
    std::vector<std::int64_t> ids;
    for (const auto& target : targets) {
        auto id = tokenizer.tokenToId(target);
        if (!id) {
            const auto encoding = tokenizer.encode(EncodeInput::text(target), {.addSpecialTokens = false});
            const std::string what = "target \"" + target + "\" is not in the vocabulary, ";
            if (encoding.size() == 0) {
                warnings.push_back(what + "it is left out");
                continue;
            }
            id = encoding.ids.front();
            warnings.push_back(what + "\"" + tokenizer.idToToken(*id).value_or("") + "\" takes its place");
        }
        if (std::int64_t(*id) >= m_encoder.network().description().vocabSize)
            throw Exception(ErrorCode::InvalidArgument, "argument targets: \"" + target + "\" has id " +
                                                            std::to_string(*id) +
                                                            ", which the model does not have");
        ids.push_back(std::int64_t(*id));
    }
    std::ranges::sort(ids);
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    if (ids.empty())
        throw Exception(ErrorCode::InvalidArgument, "argument targets: expected at least one target");
    return ids;
}

PipelineResult FillMask::run(std::span<const Json> inputs, const PipelineOptions& options,
                             core::RunControl& control)
{
    return models::atBorder([&] {
        const c10::InferenceMode noGradients;
        const Arguments arguments(options.arguments);
        PipelineResult result;
        auto count = arguments.integer("top_k", 0).value_or(5);
        const auto targets = arguments.texts("targets");
        const auto tokenize = TokenizeArguments::readNested(arguments, "tokenizer_kwargs");
        arguments.requireKnown();
        at::Tensor ids;
        if (targets) ids = at::tensor(targetIds(*targets, result.warnings), at::kLong);
        const auto choices = ids.defined() ? ids.size(0) : m_encoder.network().description().vocabSize;
        if (ids.defined()) count = std::min(count, choices);
        if (count > choices)
            arguments.fail("top_k", "at most the " + std::to_string(choices) + " tokens of the model");

        std::vector<std::string> texts;
        for (std::size_t i = 0; i < inputs.size(); ++i)
            texts.push_back(InputReader(inputs[i], i, form).text());
        const auto& tokenizer = m_encoder.tokenizer();
        forEachBatch(texts.size(), options, control, [&](std::size_t first, std::size_t last) {
            TokenizedTexts tokenized;
            std::vector<std::vector<std::int64_t>> positions;
            for (std::size_t i = first; i < last; ++i) {
                const auto input = EncodeInput::text(texts[i]);
                m_encoder.append(tokenized, input, tokenize, options);
                const auto& encoding = tokenized.encodings.back();
                positions.push_back(positionsOf(encoding, m_maskId));
                if (!positions.back().empty()) continue;
                const auto cut = m_encoder.cutTokens(input, encoding, tokenize);
                throw Exception(ErrorCode::InvalidArgument,
                                "input " + std::to_string(i) + ": no mask_token (" + m_mask + ") in it" +
                                    (cut ? ", " + std::to_string(cut) + " tokens were cut off" : ""));
            }
            tokenized.texts.assign(texts.begin() + std::ptrdiff_t(first),
                                   texts.begin() + std::ptrdiff_t(last));
            auto* trace = options.trace ? &result.trace : nullptr;
            const auto hidden = m_encoder.hidden(tokenized.encodings, tokenized.texts, tokenized.seconds,
                                                 options, control, trace);
            const Stopwatch watch;
            std::vector<at::Tensor> atMasks;
            for (std::size_t i = 0; i < hidden.size(); ++i)
                atMasks.push_back(hidden[i].index_select(0, at::tensor(positions[i], at::kLong)));
            const auto logits = m_encoder.tokenLogits({at::cat(atMasks)}).front();
            if (trace)
                trace->push_back(tensorStage("logits", trace->back().outputShape, logits, watch.seconds(),
                                             options.traceData));
            const Stopwatch scoreWatch;
            auto scores = at::softmax(logits, -1);
            if (ids.defined()) scores = scores.index_select(1, ids);
            const auto [values, places] = scores.topk(count, -1);
            const auto* value = values.const_data_ptr<float>();
            const auto* place = places.const_data_ptr<std::int64_t>();
            const auto* target = ids.defined() ? ids.const_data_ptr<std::int64_t>() : nullptr;
            if (trace)
                trace->push_back(tensorStage("scores", logits.sizes().vec(), values, scoreWatch.seconds(),
                                             options.traceData));
            for (std::size_t i = first; i < last; ++i) {
                const auto& encoding = tokenized.encodings[i - first];
                const auto& masks = positions[i - first];
                auto lists = OrderedJson::array();
                for (const auto mask : masks) {
                    auto list = OrderedJson::array();
                    for (std::int64_t rank = 0; rank < count; ++rank, ++value, ++place) {
                        const auto id = std::uint32_t(target ? target[*place] : *place);
                        auto sequence = encoding.ids;
                        sequence[std::size_t(mask)] = id;
                        if (m_padId) std::erase(sequence, *m_padId);
                        list.push_back({{"score", *value},
                                        {"token", id},
                                        {"token_str", tokenizer.decodeClean(std::span(&id, 1))},
                                        {"sequence", tokenizer.decodeClean(sequence, masks.size() == 1)}});
                    }
                    lists.push_back(std::move(list));
                }
                if (options.details)
                    result.details.push_back(
                        core::dumpJson({{"masks", masksJson(texts[i], encoding, masks)},
                                        {"input_tokens", encoding.size()},
                                        {"truncated", m_encoder.cutTokens(EncodeInput::text(texts[i]),
                                                                          encoding, tokenize)}}));
                result.outputs.emplace_back(
                    JsonText{core::dumpJson(masks.size() == 1 ? std::move(lists[0]) : std::move(lists))});
            }
            if (trace) addResultStage(*trace, result.outputs, last - first, 0, options.traceData);
        });
        return result;
    });
}

} // namespace vitrine::pipelines

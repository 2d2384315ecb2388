// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/text_to_text.h"

#include "backend/core/json_access.h"
#include "backend/models/border.h"
#include "backend/pipelines/arguments.h"
#include "backend/pipelines/batches.h"
#include "backend/pipelines/generating_input.h"
#include "backend/pipelines/stages.h"

#include <c10/core/InferenceMode.h>

namespace vitrine::pipelines {

using core::ErrorCode;
using core::Exception;
using core::Json;

/// The arguments of one call.
struct TextToText::Call
{
    bool returnsIds = false;
    GeneratingArguments arguments;
    Truncation truncation;
    std::string prefix, language;
    generation::GenerationConfig config;
    std::vector<std::int64_t> decoderStart;
};

namespace {

struct Languages
{
    std::string source, target;
};

/// `src_lang` and `tgt_lang`, else those of "translation_en_to_fr".
Languages languagesOf(const Arguments& arguments, const std::string& task)
{
    const auto source = arguments.text("src_lang"), target = arguments.text("tgt_lang");
    if (source || target) return {source.value_or(""), target.value_or("")};
    constexpr std::string_view before = "translation_", between = "_to_";
    const auto middle = task.find(between);
    if (!task.starts_with(before) || middle == task.npos) return {};
    auto found =
        Languages{task.substr(before.size(), middle - before.size()), task.substr(middle + between.size())};
    // Names with further underscores are none of that form.
    const bool isPlain =
        found.source.find('_') == std::string::npos && found.target.find('_') == std::string::npos;
    return isPlain ? found : Languages{};
}

/// `decoder_input_ids`: what the decoder goes on from, for every input alike.
std::vector<std::int64_t> decoderIdsOf(const Arguments& arguments, std::int64_t vocabulary)
{
    std::vector<std::int64_t> ids;
    const auto* given = arguments.json("decoder_input_ids");
    if (!given) return ids;
    const auto& row =
        given->is_array() && given->size() == 1 && given->front().is_array() ? given->front() : *given;
    if (!row.is_array()) arguments.fail("decoder_input_ids", "an array of one array of ids");
    for (const auto& id : row) {
        if (!id.is_number_integer() || id < 0 || id >= vocabulary)
            arguments.fail("decoder_input_ids",
                           "an array of one array of ids below " + std::to_string(vocabulary));
        ids.push_back(id.get<std::int64_t>());
    }
    return ids;
}

} // namespace

TextToText::TextToText(PipelineParts parts, std::string record)
    : m_generator(std::move(parts)), m_record(std::move(record))
{
    if (m_generator.parts().network.description().head != core::Head::Seq2SeqLm)
        throw Exception(ErrorCode::InvalidArgument, m_generator.parts().info.name +
                                                        " is no model that writes texts from texts (" +
                                                        m_generator.parts().info.architecture + ")");
}

TextToText::Call TextToText::readCall(const std::string& json) const
{
    const auto& parts = m_generator.parts();
    const auto& tokenizer = m_generator.tokenizer();
    auto all = core::parseJson(json, "pipeline arguments");
    Call call;
    std::vector<std::string> given;
    auto settings = generation::takeSettings(all, given);
    const Arguments arguments(all.dump());
    call.returnsIds = arguments.boolean("return_tensors").value_or(false);
    (void)arguments.boolean("return_text");
    call.arguments.cleanUp = arguments.boolean("clean_up_tokenization_spaces").value_or(false);
    call.arguments.alternatives = std::size_t(arguments.integer("alternatives", 0).value_or(8));
    call.truncation = Truncation::read(arguments, false);
    call.truncation.most = std::size_t(parts.network.description().maxPositions);
    if (const auto stop = arguments.text("stop_sequence")) {
        // Only its first token counts there.
        tokenizers::EncodeOptions options;
        options.addSpecialTokens = false;
        const auto ids = tokenizer.encode(tokenizers::EncodeInput::text(*stop), options).ids;
        if (ids.empty()) arguments.fail("stop_sequence", "a text that has tokens");
        settings["eos_token_id"] = ids.front();
    }
    const auto task = generation::taskSettings(parts.info.path, parts.task);
    call.prefix = task.value("prefix", "");
    if (m_record == "translation") {
        const auto languages = languagesOf(arguments, parts.task);
        if (tokenizer.info().languages) {
            if (languages.source.empty() || languages.target.empty())
                throw Exception(ErrorCode::InvalidArgument,
                                "this model translates between several languages: src_lang and tgt_lang are "
                                "needed");
            const auto id = tokenizer.languageId(languages.target);
            if (!id) arguments.fail("tgt_lang", "a language of the tokenizer");
            settings["forced_bos_token_id"] = *id;
            call.language = languages.source;
            call.prefix.clear();
        }
    }
    const auto decoderIds = decoderIdsOf(arguments, parts.network.description().decoderVocabulary());
    requireKnownArguments(arguments);
    const auto merged = generation::textToTextSettings(
        generation::modelSettings(parts.info.path, generation::Reference::Version4), task, settings,
        m_generator.padId());
    call.config = generation::makeGenerationConfig(merged, parts.network.description().decoderVocabulary(),
                                                   given, generation::Reference::Version4);
    const auto start = call.config.decoderStart ? call.config.decoderStart : call.config.bos;
    if (!start)
        throw Exception(ErrorCode::InvalidArgument,
                        "the model has neither decoder_start_token_id nor bos_token_id to begin with");
    call.decoderStart = {*start};
    for (const auto id : decoderIds)
        if (call.decoderStart.size() > 1 || id != *start) call.decoderStart.push_back(id);
    return call;
}

GeneratingInput TextToText::inputOf(const Json& json, std::size_t index, const Call& call) const
{
    GeneratingInput input{call.prefix + inputText(json, index, {"inputs", "text"}), {}, call.decoderStart, 0};
    tokenizers::EncodeOptions options;
    options.language = call.language;
    call.truncation.encode(input, m_generator.tokenizer(), options);
    if (input.encoding.size() == 0)
        throw Exception(ErrorCode::InvalidArgument,
                        "input " + std::to_string(index) + ": the text has no tokens");
    m_generator.requireFits(input.encoding, index);
    return input;
}

PipelineResult TextToText::run(std::span<const Json> inputs, const PipelineOptions& options,
                               core::RunControl& control)
{
    return models::atBorder([&] {
        const c10::InferenceMode noGradients;
        const auto call = readCall(options.arguments);
        PipelineResult result;
        forEachBatch(inputs.size(), options, control, [&](std::size_t first, std::size_t last) {
            const Stopwatch watch;
            std::vector<GeneratingInput> batch;
            for (std::size_t i = first; i < last; ++i)
                batch.push_back(inputOf(inputs[i], i, call));
            const auto generated = m_generator.run(batch, first, call.config, call.arguments, options,
                                                   watch.seconds(), control, result);
            for (std::size_t i = 0; i < generated.size(); ++i) {
                auto records = core::OrderedJson::array();
                for (const auto& ids : paddedSequences(generated[i], call.config.fill())) {
                    core::OrderedJson record;
                    if (call.returnsIds) {
                        auto all = call.decoderStart;
                        all.insert(all.end(), ids.begin(), ids.end());
                        record[m_record + "_token_ids"] = all;
                    } else {
                        record[m_record + "_text"] =
                            m_generator.decode(written(batch[i], ids), call.arguments);
                    }
                    records.push_back(std::move(record));
                }
                result.outputs.emplace_back(JsonText{core::dumpJson(records)});
            }
        });
        return result;
    });
}

} // namespace vitrine::pipelines

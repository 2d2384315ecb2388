// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/text_generation.h"

#include "backend/core/json_access.h"
#include "backend/models/border.h"
#include "backend/pipelines/arguments.h"
#include "backend/pipelines/batches.h"
#include "backend/pipelines/generating_input.h"
#include "backend/pipelines/stages.h"

#include <c10/core/InferenceMode.h>

namespace vitrine::pipelines {
namespace {

using core::ErrorCode;
using core::Exception;
using core::Json;

enum class Returned { FullText, NewText, Ids };

/// The arguments of one call.
struct Call
{
    Returned returned = Returned::FullText;
    GeneratingArguments arguments;
    Truncation truncation;
    std::string prefix;
    bool hole = false;
    Json settings; ///< merged
    generation::GenerationConfig config;
    std::vector<std::string> given; ///< names of generation settings that the call has
};

Returned returnedOf(const Arguments& arguments)
{
    const auto both = [&](const char* a, const char* b) {
        if (arguments.json(a) && arguments.json(b))
            arguments.fail(a, std::string("nothing where ") + b + " is given");
    };
    both("return_full_text", "return_text");
    both("return_full_text", "return_tensors");
    both("return_tensors", "return_text");
    (void)arguments.boolean("return_text");
    // As there, also `return_tensors=false` asks for ids.
    if (arguments.boolean("return_tensors")) return Returned::Ids;
    return arguments.boolean("return_full_text").value_or(true) ? Returned::FullText : Returned::NewText;
}

/// "hole": cuts the prompt at the left so that what is to be generated fits the tokenizer's limit.
void cutHole(GeneratingInput& input, const Json& settings, std::optional<std::size_t> limit)
{
    const auto length = std::int64_t(input.encoding.size());
    const auto has = [&](const char* key) { return settings.contains(key) && !settings[key].is_null(); };
    const auto added = has("max_new_tokens") ? settings["max_new_tokens"].get<std::int64_t>()
                       : has("max_length")   ? settings["max_length"].get<std::int64_t>() - length
                                             : std::int64_t(20);
    if (added < 0)
        throw Exception(ErrorCode::InvalidArgument,
                        "handle_long_generation=\"hole\": the prompt is longer than max_length, so that the "
                        "number of new tokens is not known");
    if (!limit || length + added <= std::int64_t(*limit)) return;
    const auto keep = std::int64_t(*limit) - added;
    if (keep <= 0)
        throw Exception(ErrorCode::InvalidArgument,
                        "handle_long_generation=\"hole\": " + std::to_string(added) +
                            " new tokens leave no room in model_max_length (" + std::to_string(*limit) + ")");
    input.truncated = std::size_t(length - keep);
    keepLast(input.encoding, std::size_t(keep));
}

Call readCall(const std::string& json, const TextGenerator& generator)
{
    const auto& parts = generator.parts();
    auto all = core::parseJson(json, "pipeline arguments");
    Call call;
    const auto settings = generation::takeSettings(all, call.given);
    const Arguments arguments(all.dump());
    call.returned = returnedOf(arguments);
    call.arguments.cleanUp =
        arguments.boolean("clean_up_tokenization_spaces").value_or(generator.cleansUp()) &&
        generator.tokenizer().info().modelType != "BPE";
    call.arguments.skipSpecialTokens = arguments.boolean("skip_special_tokens").value_or(true);
    call.arguments.alternatives = std::size_t(arguments.integer("alternatives", 0).value_or(8));
    const auto task = generation::taskSettings(parts.info.path, "");
    call.prefix = arguments.text("prefix").value_or(task.value("prefix", ""));
    if (const auto hole = arguments.text("handle_long_generation")) {
        if (*hole != "hole") arguments.fail("handle_long_generation", "\"hole\" or null");
        call.hole = true;
    }
    call.truncation = Truncation::read(arguments, true);
    call.truncation.most = std::size_t(parts.network.description().maxPositions);
    if (const auto length = settings.find("max_length"); length != settings.end() && !length->is_null()) {
        // It is an argument of the tokenizer, too, which then cuts the prompt.
        if (!length->is_number_unsigned() || *length == 0)
            throw Exception(ErrorCode::InvalidArgument,
                            "argument max_length: expected an integer of at least 1, found " +
                                length->dump());
        call.truncation.offerLimit(length->get<std::size_t>());
    }
    for (const char* chat : {"continue_final_message", "tools", "documents"})
        if (arguments.json(chat)) arguments.fail(chat, "nothing: chats are not supported");
    call.settings = generation::textGenerationSettings(
        generation::modelSettings(parts.info.path, generation::Reference::Version5), settings,
        generator.padId());
    if (const auto stop = arguments.json("stop_sequence")) call.settings["stop_strings"] = *stop;
    requireKnownArguments(arguments);
    if (!call.prefix.empty()) {
        tokenizers::EncodeOptions options;
        options.addSpecialTokens = arguments.boolean("add_special_tokens").value_or(false);
        const auto length =
            generator.tokenizer().encode(tokenizers::EncodeInput::text(call.prefix), options).size();
        for (const auto& [total, added] :
             {std::pair{"max_length", "max_new_tokens"}, {"min_length", "min_new_tokens"}})
            if (auto found = call.settings.find(total);
                found != call.settings.end() && found->is_number_integer() && !call.settings.contains(added))
                *found = found->get<std::int64_t>() + std::int64_t(length);
    }
    call.config = generation::makeGenerationConfig(call.settings, parts.network.description().vocabSize,
                                                   call.given, generation::Reference::Version5);
    return call;
}

std::string textOf(const Json& json, std::size_t index)
{
    const auto& message = json.is_array() && !json.empty() ? json.front() : json;
    if (message.is_object() && message.contains("role"))
        throw Exception(ErrorCode::Unsupported,
                        "input " + std::to_string(index) +
                            ": chats (messages with \"role\" and \"content\") are not supported; give the "
                            "text with its marks as a string");
    return inputText(json, index, {"text_inputs", "inputs", "text"});
}

} // namespace

TextGeneration::TextGeneration(PipelineParts parts) : m_generator(std::move(parts))
{
    if (m_generator.parts().network.description().head != core::Head::CausalLm)
        throw Exception(ErrorCode::InvalidArgument, m_generator.parts().info.name +
                                                        " has no causal language head (" +
                                                        m_generator.parts().info.architecture + ")");
}

PipelineResult TextGeneration::run(std::span<const Json> inputs, const PipelineOptions& options,
                                   core::RunControl& control)
{
    return models::atBorder([&] {
        const c10::InferenceMode noGradients;
        const auto call = readCall(options.arguments, m_generator);
        const auto& tokenizer = m_generator.tokenizer();
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < inputs.size(); ++i)
            texts.push_back(textOf(inputs[i], i));
        PipelineResult result;
        forEachBatch(texts.size(), options, control, [&](std::size_t first, std::size_t last) {
            const Stopwatch watch;
            std::vector<GeneratingInput> batch;
            std::vector<bool> wasEmpty;
            for (std::size_t i = first; i < last; ++i) {
                GeneratingInput input{call.prefix + texts[i], {}, {}, 0};
                call.truncation.encode(input, tokenizer);
                if (call.hole && input.encoding.size() > 0)
                    cutHole(input, call.settings, tokenizer.info().modelMaxLength);
                wasEmpty.push_back(input.encoding.size() == 0);
                if (wasEmpty.back()) {
                    if (!call.config.bos)
                        throw Exception(ErrorCode::InvalidArgument,
                                        "input " + std::to_string(i) +
                                            ": the text has no tokens, and the model has no bos_token_id to "
                                            "begin with");
                    appendToken(input.encoding, *call.config.bos, tokenizer);
                }
                m_generator.requireFits(input.encoding, i);
                batch.push_back(std::move(input));
            }
            const auto generated = m_generator.run(batch, first, call.config, call.arguments, options,
                                                   watch.seconds(), control, result);
            for (std::size_t i = 0; i < batch.size(); ++i) {
                const auto& prompt = batch[i].encoding.ids;
                const auto sequences = paddedSequences(generated[i], call.config.fill());
                auto records = core::OrderedJson::array();
                for (const auto& ids : sequences) {
                    core::OrderedJson record;
                    std::vector<std::int64_t> all(prompt.begin(), prompt.end());
                    all.insert(all.end(), ids.begin(), ids.end());
                    if (call.returned == Returned::Ids) {
                        record["generated_token_ids"] = all;
                    } else {
                        const auto text = m_generator.decode(wasEmpty[i] ? all : ids, call.arguments);
                        record["generated_text"] =
                            (call.returned == Returned::FullText ? texts[first + i] : "") + text;
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

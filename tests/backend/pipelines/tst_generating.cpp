// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/pipelines/text_generation.h"
#include "backend/pipelines/text_to_text.h"
#include "tests/backend/generation/fake_network.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

using namespace vitrine;
using core::Json;
using tests::FakeNetwork;
using tests::Ids;

namespace {

constexpr std::size_t vocabulary = 26;

/// After a letter comes the next one of the alphabet, after z again a.
std::vector<float> alphabet(const Ids& ids)
{
    std::vector<float> logits(vocabulary, 0);
    logits[std::size_t(ids.back() + 1) % vocabulary] = 9;
    return logits;
}

/// A model's folder with this config.json.
struct Folder
{
    std::filesystem::path path = std::filesystem::temp_directory_path() / "vitrine_generating";

    explicit Folder(const char* config)
    {
        std::filesystem::create_directories(path);
        std::ofstream(path / "config.json") << config;
    }
    ~Folder() { std::filesystem::remove_all(path); }
};

struct Setup
{
    Folder folder;
    FakeNetwork network;
    models::ModelInfo info;
    std::unique_ptr<pipelines::Pipeline> pipeline;

    Setup(std::string_view task, const char* config, core::Family family)
        : folder(config), network(vocabulary, alphabet, family)
    {
        info.path = folder.path;
        pipeline = pipelines::makePipeline(
            task, {network, info, std::make_shared<const tokenizers::Tokenizer>(tests::letters(vocabulary))});
    }
    pipelines::PipelineResult run(std::vector<Json> inputs, const char* arguments,
                                  pipelines::PipelineOptions options = {})
    {
        core::RunControl control;
        options.arguments = arguments;
        return pipeline->run(inputs, options, control);
    }
    std::string text(std::vector<Json> inputs, const char* arguments)
    {
        return toJsonText(run(std::move(inputs), arguments).outputs.front());
    }
    std::string error(std::vector<Json> inputs, const char* arguments)
    {
        try {
            (void)run(std::move(inputs), arguments);
        } catch (const core::Exception& error) {
            return error.error().message;
        }
        return "";
    }
};

Setup decoder(const char* config = R"({"model_type": "llama", "bos_token_id": 1, "eos_token_id": 25})")
{
    return {"text-generation", config, core::Family::Decoder};
}

} // namespace

TEST_CASE("text generation continues a text, and returns what is asked for")
{
    auto setup = decoder();
    CHECK(setup.text({"abc"}, R"({"do_sample": false, "max_new_tokens": 3})") ==
          R"([{"generated_text":"abcdef"}])");
    CHECK(setup.text({"abc"}, R"({"do_sample": false, "max_new_tokens": 3, "return_full_text": false})") ==
          R"([{"generated_text":"def"}])");
    CHECK(setup.text({"abc"}, R"({"do_sample": false, "max_new_tokens": 2, "return_tensors": true})") ==
          R"([{"generated_token_ids":[0,1,2,3,4]}])");
    CHECK(setup.text({"w"}, R"({"do_sample": false})") == R"([{"generated_text":"wxyz"}])");
    CHECK(setup.text({""}, R"({"do_sample": false, "max_new_tokens": 2})") ==
          R"([{"generated_text":"bcd"}])");
    CHECK(setup.text({"d"}, R"({"do_sample": false, "prefix": "abc", "max_length": 6})") ==
          R"([{"generated_text":"defghi"}])");
    CHECK(setup.text({"abc"}, R"({"do_sample": false, "stop_sequence": "ef"})") ==
          R"([{"generated_text":"abcdef"}])");
    CHECK(setup.text({Json{{"text_inputs", "b"}}}, R"({"do_sample": false, "max_new_tokens": 1})") ==
          R"([{"generated_text":"bc"}])");
    CHECK(setup
              .text({"abc"}, R"({"num_beams": 2, "do_sample": false, "num_return_sequences": 2,
                                  "max_new_tokens": 1, "return_tensors": true})")
              .starts_with(R"([{"generated_token_ids":[0,1,2,3]},{"generated_token_ids":[0,1,2,)"));
}

TEST_CASE("wrong inputs and arguments are named")
{
    auto setup = decoder();
    CHECK(setup.error({"a"}, R"({"nothing": 1})").starts_with("argument nothing: not known to this task"));
    CHECK(setup.error({"a"}, R"({"eos_token_id": 99})").find("99 is no token id") != std::string::npos);
    CHECK(setup.error({"a"}, R"({"pad_token_id": -1})").find("-1 is no token id") != std::string::npos);
    CHECK(
        setup.error({"a"}, R"({"return_tensors": true, "return_full_text": true})").find("return_tensors") !=
        std::string::npos);
    CHECK(setup.error({Json{{"role", "user"}, {"content", "a"}}}, "{}").find("chats") != std::string::npos);
    CHECK(setup.error({3}, "{}").find("input 0: expected a string") != std::string::npos);
    CHECK(setup.error({std::string(101, 'a')}, "{}").find("at most 100") != std::string::npos);
    CHECK(setup.text({std::string(101, 'a')}, R"({"truncation": true, "do_sample": false,
                                                 "return_full_text": false})") ==
          R"([{"generated_text":"b"}])");
    CHECK(setup.error({"abc"}, R"({"max_length": 2})").find("max_length is 2") != std::string::npos);
    CHECK(decoder("{}").error({""}, "{}").find("no bos_token_id") != std::string::npos);
}

TEST_CASE("views get tokens with alternatives, a stream of text and the stages")
{
    auto setup = decoder();
    std::string streamed;
    pipelines::PipelineOptions options;
    options.details = options.trace = true;
    options.onToken = [&](const pipelines::TokenEvent& event) { streamed += event.text; };
    const auto result =
        setup.run({"abc"}, R"({"do_sample": false, "max_new_tokens": 4, "alternatives": 2})", options);
    CHECK(streamed == "defg");
    const auto details = Json::parse(result.details.at(0));
    CHECK(details["prompt"].size() == 3);
    const auto& sequence = details["sequences"].at(0);
    CHECK(sequence["text"] == "defg");
    CHECK(sequence["finish_reason"] == "length");
    CHECK(sequence["tokens"].size() == 4);
    CHECK(sequence["tokens"][1]["text"] == "e");
    CHECK(sequence["tokens"][1]["alternatives"].size() == 2);
    std::vector<std::string> stages;
    for (const auto& stage : result.trace)
        stages.push_back(stage.name);
    CHECK(stages == std::vector<std::string>{"raw_text", "tokenization", "model_input", "logits",
                                             "processors", "decoding", "result"});
}

TEST_CASE("a decoder goes on from the ids that it is given")
{
    const char* config = R"({"model_type": "t5", "decoder_start_token_id": 0, "eos_token_id": 25})";
    Setup setup("text2text-generation", config, core::Family::EncoderDecoder);
    for (const char* ids : {"[[4, 6]]", "[4, 6]", "[[0, 4, 6]]"}) {
        const auto arguments =
            R"({"num_beams": 1, "max_new_tokens": 3, "decoder_input_ids": )" + std::string(ids);
        CHECK(setup.text({"abc"}, (arguments + "}").c_str()) == R"([{"generated_text":"eghij"}])");
        CHECK(setup.text({"abc"}, (arguments + R"(, "return_tensors": true})").c_str()) ==
              R"([{"generated_token_ids":[0,4,6,7,8,9]}])");
    }
    pipelines::PipelineOptions options;
    options.details = true;
    std::string streamed;
    options.onToken = [&](const pipelines::TokenEvent& event) { streamed += event.text; };
    const auto result =
        setup.run({"abc"}, R"({"num_beams": 1, "max_new_tokens": 2, "decoder_input_ids": [[4]]})", options);
    const auto details = Json::parse(result.details.at(0));
    CHECK(details["decoder_prompt"] == Json::parse(R"([{"id": 4, "text": "e"}])"));
    CHECK(details["sequences"][0]["text"] == "efg");
    CHECK(details["sequences"][0]["tokens"].size() == 2);
    CHECK(streamed == "fg");
    for (const char* wrong : {R"("x")", "[[-1]]", "[[26]]", "[[1.5]]", "[[1], [2]]"})
        CHECK(setup.error({"abc"}, (R"({"decoder_input_ids": )" + std::string(wrong) + "}").c_str())
                  .starts_with("argument decoder_input_ids"));
}

TEST_CASE("a model tells its settings of generation")
{
    const Folder folder(R"({"model_type": "t5", "max_length": 30, "task_specific_params":
        {"summarization": {"num_beams": 2}}})");
    const auto settings = [&](const char* task) {
        return Json::parse(pipelines::generationSettings(task, folder.path));
    };
    CHECK(settings("text-generation")["do_sample"] == true);
    CHECK(settings("text-generation")["temperature"] == 0.7);
    CHECK(settings("summarization")["num_beams"] == 2);
    CHECK(settings("translation")["num_beams"] == 4);
    CHECK(settings("translation")["max_length"] == 30);
    CHECK(pipelines::generationSettings("fill-mask", folder.path).empty());
    CHECK(pipelines::generationSettings("translation", folder.path / "nothing").empty());
}

TEST_CASE("text-to-text pipelines take prefix and settings of their task")
{
    const char* config = R"({"model_type": "t5", "decoder_start_token_id": 0, "task_specific_params":
        {"summarization": {"prefix": "xy", "max_length": 9, "num_beams": 2}}})";
    Setup summary("summarization", config, core::Family::EncoderDecoder);
    CHECK(summary.pipeline->listsEntries());
    CHECK(summary.text({"abc"}, R"({"max_new_tokens": 3, "eos_token_id": 25})") ==
          R"([{"summary_text":"bcd"}])");
    CHECK(summary.text({"abc"}, R"({"max_new_tokens": 2, "return_tensors": true, "eos_token_id": 25})") ==
          R"([{"summary_token_ids":[0,1,2]}])");
    Setup translation("translation_en_to_fr", config, core::Family::EncoderDecoder);
    CHECK(translation.text({"abc"}, R"({"max_new_tokens": 1, "eos_token_id": 25})") ==
          R"([{"translation_text":"b"}])");
    // Without a start in config.json there is nothing to begin with.
    Setup plain("text2text-generation", R"({"model_type": "t5"})", core::Family::EncoderDecoder);
    CHECK(plain.error({"abc"}, "{}").find("decoder_start_token_id") != std::string::npos);
}

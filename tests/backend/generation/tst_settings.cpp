// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/generation/settings.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

using namespace vitrine;
using namespace vitrine::generation;
using core::Json;

namespace {

/// A folder with these files, gone with it.
struct Folder
{
    std::filesystem::path path = std::filesystem::temp_directory_path() / "vitrine_settings";

    Folder(const char* config, const char* generation = nullptr)
    {
        std::filesystem::create_directories(path);
        std::ofstream(path / "config.json") << config;
        if (generation) std::ofstream(path / "generation_config.json") << generation;
    }
    ~Folder() { std::filesystem::remove_all(path); }
};

const Json none = Json::object();

} // namespace

TEST_CASE("generation_config.json goes before config.json, whose own keys are read without it")
{
    const char* config =
        R"({"model_type": "t5", "num_beams": 3, "hidden_size": 5, "seed": 4, "top_k": null})";
    {
        const Folder folder(config, R"({"max_length": 30, "transformers_version": "4.30.0", "odd": 1})");
        CHECK(modelSettings(folder.path, Reference::Version5) ==
              Json({{"max_length", 30}, {"transformers_version", "4.30.0"}}));
    }
    const Folder folder(config);
    CHECK(modelSettings(folder.path, Reference::Version5) == Json({{"num_beams", 3}}));
    CHECK(modelSettings(folder.path, Reference::Version4) ==
          Json({{"num_beams", 3}, {"eos_token_id", 1}, {"pad_token_id", 0}}));
}

TEST_CASE("text generation samples unless somebody says something else")
{
    CHECK(textGenerationSettings(none, none, 7) ==
          Json({{"max_new_tokens", 256}, {"do_sample", true}, {"temperature", 0.7}, {"pad_token_id", 7}}));
    CHECK(textGenerationSettings({{"temperature", 0.2}, {"max_length", 50}}, {{"do_sample", false}}, {}) ==
          Json({{"temperature", 0.2}, {"max_length", 50}, {"do_sample", false}}));
    CHECK(textGenerationSettings(none, {{"do_sample", false}, {"max_new_tokens", nullptr}}, {}) ==
          Json({{"do_sample", false}, {"max_new_tokens", nullptr}}));
}

TEST_CASE("text-to-text pipelines take their beams before the model's")
{
    CHECK(textToTextSettings({{"num_beams", 6}}, none, none, {}) ==
          Json({{"num_beams", 4}, {"max_new_tokens", 256}}));
    CHECK(textToTextSettings({{"max_length", 512}, {"num_beams", 6}}, none, {{"num_beams", 2}}, {}) ==
          Json({{"num_beams", 2}, {"max_length", 512}, {"max_new_tokens", nullptr}}));
    CHECK(textToTextSettings(none, {{"prefix", "sum: "}, {"num_beams", 3}, {"max_length", 40}}, none, 9) ==
          Json({{"num_beams", 3}, {"max_length", 40}, {"max_new_tokens", 256}, {"pad_token_id", 9}}));
}

TEST_CASE("a task's own parameters and prefix are those of config.json")
{
    const Folder folder(R"({"prefix": "a: ", "task_specific_params": {"summarization":
        {"prefix": "s: ", "num_beams": 2, "unknown": 1}, "other": 3}})");
    CHECK(taskSettings(folder.path, "summarization") == Json({{"prefix", "s: "}, {"num_beams", 2}}));
    CHECK(taskSettings(folder.path, "translation") == Json({{"prefix", "a: "}}));
    CHECK(taskSettings(folder.path, "other") == Json({{"prefix", "a: "}}));
}

TEST_CASE("settings are split off the arguments by name")
{
    Json arguments{{"num_beams", 2}, {"truncation", true}, {"top_k", nullptr}};
    std::vector<std::string> names;
    CHECK(takeSettings(arguments, names) == Json({{"num_beams", 2}, {"top_k", nullptr}}));
    CHECK(arguments == Json({{"truncation", true}}));
    CHECK(names.size() == 2);
}

TEST_CASE("ids outside the vocabulary are errors where the call names them")
{
    const std::vector<std::string> given{"eos_token_id"};
    const Json json{{"eos_token_id", 50256}};
    CHECK(makeGenerationConfig(json, 100, {}, Reference::Version5).eos == std::vector<std::int64_t>{50256});
    CHECK_THROWS_AS((void)makeGenerationConfig(json, 100, given, Reference::Version5), core::Exception);
}

TEST_CASE("the length counts the prompt")
{
    const auto length = [](const char* json, std::int64_t prompt, std::int64_t positions = 0) {
        return makeGenerationConfig(Json::parse(json), 9, {}, Reference::Version5)
            .totalLength(prompt, positions);
    };
    CHECK(length("{}", 3) == 23);
    CHECK(length("{}", 3, 16) == 16);
    CHECK(length(R"({"max_length": 20})", 3, 16) == 20);
    CHECK(length(R"({"max_length": 20, "max_new_tokens": 2})", 3) == 5);
    CHECK_THROWS_AS((void)length(R"({"max_length": 3})", 3), core::Exception);
}

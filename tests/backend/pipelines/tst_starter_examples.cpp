// SPDX-License-Identifier: Apache-2.0
// The examples of the gallery of tasks, each on the starter model that it names.
#include "tests/backend/models/golden.h"

#include "backend/core/file.h"
#include "backend/hub/locate.h"
#include "backend/hub/starters.h"
#include "backend/pipelines/pipeline.h"

#include <nlohmann/json.hpp>

#include <map>

using namespace vitrine;
using core::Json;

namespace {

Json allExamples()
{
    const auto path = std::string(VITRINE_TEST_DATA) + "/../../resources/examples/tasks.json";
    return core::parseJson(core::readFile(path), path);
}

/// A starter model with a pipeline for each task, loaded once.
class Starter
{
public:
    explicit Starter(const std::filesystem::path& folder)
        : m_model(models::torchBackend().load(folder, {}, m_control)),
          m_tokenizer(std::make_shared<tokenizers::Tokenizer>(tokenizers::Tokenizer::load(folder).value()))
    {
    }

    Json run(const Json& example)
    {
        auto& pipeline = m_pipelines[example.at("task").get<std::string>()];
        if (!pipeline) pipeline = m_model->pipeline(example.at("task").get<std::string>(), m_tokenizer);
        pipelines::PipelineOptions options;
        options.arguments = example.at("arguments").dump();
        const Json input = example.at("input");
        const auto result = pipeline->run({&input, 1}, options, m_control);
        REQUIRE(result.outputs.size() == 1);
        return Json::parse(pipelines::toJsonText(result.outputs.front()));
    }

private:
    core::RunControl m_control;
    std::unique_ptr<models::Model> m_model;
    std::shared_ptr<const tokenizers::Tokenizer> m_tokenizer;
    std::map<std::string, std::unique_ptr<pipelines::Pipeline>> m_pipelines;
};

} // namespace

TEST_CASE("every example has the answer that a person expects")
{
    std::map<std::string, std::unique_ptr<Starter>> starters;
    for (const auto& example : allExamples()) {
        const auto name = example.at("starter").get<std::string>();
        INFO(example.at("task").get<std::string>() << ": " << example.at("title").get<std::string>());
        REQUIRE_FALSE(name.empty());
        const auto folder = core::capture([&] { return hub::locate("starter:" + name); });
        if (!folder.ok()) {
            CHECK(name == "minilm"); // the one that the set-up installs
            continue;
        }
        auto& starter = starters[name];
        if (!starter) starter = std::make_unique<Starter>(folder.value());
        const auto answer = starter->run(example);
        INFO(answer.dump().substr(0, 400));
        CHECK_FALSE(answer.empty());
        // By place in the answer, as a JSON pointer.
        const auto expected = example.value("expected", Json::object());
        for (const auto& [place, value] : expected.items()) {
            const Json::json_pointer pointer(place);
            REQUIRE(answer.contains(pointer));
            CHECK(answer.at(pointer) == value);
        }
        const auto task = example.at("task").get<std::string>();
        if (task == "feature-extraction" || task == "sentence-similarity" || task == "text-generation")
            continue;
        CHECK_FALSE(expected.empty());
    }
}

TEST_CASE("what starters write comes to an end of its own")
{
    for (const auto& example : allExamples()) {
        const auto task = example.at("task").get<std::string>();
        if (task != "summarization" && task != "translation" && task != "text2text-generation") continue;
        auto longer = example, longest = example;
        longer["arguments"]["max_new_tokens"] = 80;
        longest["arguments"]["max_new_tokens"] = 120;
        Starter starter(hub::locate("starter:" + example.at("starter").get<std::string>()));
        CHECK(starter.run(longer) == starter.run(longest));
    }
}

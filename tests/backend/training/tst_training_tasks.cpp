// SPDX-License-Identifier: Apache-2.0
#include "backend/models/torch_library.h"
#include "backend/training/run_folder.h"
#include "tests/backend/models/golden.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

/// New models of a few hundred parameters on rows that are easy to learn.
class Workshop
{
public:
    Workshop()
    {
        std::string pattern = (fs::temp_directory_path() / "vitrine-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path = pattern;
    }
    ~Workshop() { fs::remove_all(path); }

    /// Events of a job on `row(i)` for i < 48.
    std::vector<core::OrderedJson> train(const std::string& task, const core::Json& config,
                                         const std::function<core::Json(int)>& row,
                                         const core::Json& more = core::Json::object()) const
    {
        std::ofstream file(path / "rows.jsonl");
        for (int i = 0; i < 48; ++i)
            file << row(i).dump() << '\n';
        file.close();
        core::Json job{{"task", task},
                       {"from_scratch", true},
                       {"config", config},
                       {"tokenizer", tinyBert.string()},
                       {"dataset", {{"train", "rows.jsonl"}, {"validation", "rows.jsonl"}}},
                       {"preprocessing", {{"max_length", 24}, {"stride", 4}}},
                       {"arguments",
                        {{"num_train_epochs", 12},
                         {"learning_rate", 5e-3},
                         {"logging_steps", 6},
                         {"eval_strategy", "epoch"},
                         {"save_steps", 20},
                         {"seed", 3}}},
                       {"output_dir", "run"}};
        job.merge_patch(more);
        std::vector<core::OrderedJson> events;
        try {
            Control control;
            models::torchBackend().train(training::parseJob(job.dump(), "job.json", path),
                                         {"", [&](const auto& event) { events.push_back(event); }}, control);
        } catch (const core::Exception&) {
        }
        REQUIRE_FALSE(events.empty());
        return events;
    }

    struct Control final : core::RunControl
    {
        std::stop_source source;
        std::stop_token stopToken() const override { return source.get_token(); }
    };
    fs::path path;
};

const core::Json bert{{"model_type", "bert"},       {"hidden_size", 16},
                      {"num_hidden_layers", 1},     {"num_attention_heads", 2},
                      {"intermediate_size", 32},    {"max_position_embeddings", 32},
                      {"hidden_dropout_prob", 0.0}, {"attention_probs_dropout_prob", 0.0}};
const core::Json llama{{"model_type", "llama"},        {"hidden_size", 16},
                       {"num_hidden_layers", 1},       {"num_attention_heads", 2},
                       {"intermediate_size", 32},      {"max_position_embeddings", 32},
                       {"tie_word_embeddings", false}, {"pad_token_id", 0}};
const core::Json t5{{"model_type", "t5"},
                    {"d_model", 16},
                    {"d_kv", 8},
                    {"num_heads", 2},
                    {"d_ff", 32},
                    {"num_layers", 1},
                    {"pad_token_id", 0},
                    {"eos_token_id", 1},
                    {"dropout_rate", 0.0},
                    {"vocab_size", 1000},
                    {"decoder_start_token_id", 0}};
const char* words[] = {"quick brown fox", "lazy dogs jump", "hello world", "a b c d e"};

/// The last evaluation; checks that the run came to its end and learned.
core::OrderedJson learned(const std::vector<core::OrderedJson>& events)
{
    INFO(events.back().dump());
    REQUIRE(events.back()["event"] == "end");
    std::vector<core::OrderedJson> logs, evaluations;
    for (const auto& event : events)
        if (event["event"] == "log")
            logs.push_back(event);
        else if (event["event"] == "eval")
            evaluations.push_back(event);
    REQUIRE(logs.size() > 2);
    CHECK(logs.back()["loss"].get<double>() < 0.8 * logs.front()["loss"].get<double>());
    REQUIRE_FALSE(evaluations.empty());
    return evaluations.back();
}

} // namespace

TEST_CASE("words of texts get labels")
{
    const Workshop shop;
    const auto events = shop.train("token-classification", bert, [](int i) -> core::Json {
        const bool first = i % 2 == 0;
        return {{"tokens", {first ? "quick" : "lazy", "fox", "jumps"}},
                {"ner_tags", {first ? "B-PER" : "O", "O", "B-LOC"}}};
    });
    const auto evaluation = learned(events);
    CHECK(evaluation["eval_f1"] == 1.0);
    CHECK(evaluation["eval_accuracy"] == 1.0);
    const auto config = core::readJsonFile(shop.path / "run/config.json");
    CHECK(config["architectures"] == core::Json::parse(R"(["BertForTokenClassification"])"));
    CHECK(config["label2id"] == core::Json::parse(R"({"B-LOC":0,"B-PER":1,"O":2})"));
}

TEST_CASE("an answer is found in its context, also in a later window")
{
    const Workshop shop;
    const auto events = shop.train("question-answering", bert, [](int i) -> core::Json {
        std::string context = "lazy dogs ";
        for (int k = 0; k < i % 3 * 6; ++k)
            context += "a b c ";
        const auto start = context.size();
        context += "jump over the world";
        return {{"question", "hello"},
                {"context", context},
                {"answers", {{"text", {"jump"}}, {"answer_start", {start}}}}};
    });
    const auto evaluation = learned(events);
    CHECK(evaluation["eval_exact_match"].get<double>() > 90);
    CHECK(evaluation["eval_f1"].get<double>() > 90);

    // The softmax of spans goes over the padding, too; its vector stays what it was, nothing.
    const tensors::SafetensorsFile weights(shop.path / "run/model.safetensors");
    const auto padding = core::readJsonFile(shop.path / "run/config.json")["pad_token_id"].get<std::size_t>();
    for (const auto& view : weights.tensors())
        if (view.name == "bert.embeddings.word_embeddings.weight") {
            const auto row = view.data.subspan(padding * 16 * sizeof(float), 16 * sizeof(float));
            CHECK(std::ranges::all_of(row, [](std::byte byte) { return byte == std::byte(0); }));
        }
}

TEST_CASE("hidden words are told, always the same ones in evaluations")
{
    const Workshop shop;
    const auto row = [](int i) -> core::Json { return {{"text", std::string("it is ") + words[i % 4]}}; };
    const core::Json still{{"arguments", {{"learning_rate", 0.0}, {"num_train_epochs", 2}}}};
    const auto events = shop.train("fill-mask", bert, row, still);
    std::vector<double> losses;
    for (const auto& event : events)
        if (event["event"] == "eval") losses.push_back(event["eval_loss"]);
    REQUIRE(losses.size() == 2);
    CHECK(losses[0] == losses[1]);
    CHECK(learned(shop.train("fill-mask", bert, row, {{"arguments", {{"num_train_epochs", 40}}}}))
              .contains("eval_perplexity"));
}

TEST_CASE("a language model goes on, texts as they are or in blocks")
{
    const Workshop shop;
    const auto row = [](int i) -> core::Json { return {{"text", std::string("it is ") + words[i % 4]}}; };
    CHECK(learned(shop.train("text-generation", llama, row))["eval_perplexity"].get<double>() < 10);
    const auto blocks = shop.train("text-generation", llama, row, {{"preprocessing", {{"block_size", 16}}}});
    CHECK(learned(blocks)["eval_accuracy"].get<double>() > 0.3);
    CHECK(blocks.front()["longest"] == 16);
}

TEST_CASE("a text becomes another one")
{
    const Workshop shop;
    const auto events = shop.train("translation_en_to_de", t5, [](int i) -> core::Json {
        return {{"text", words[i % 4]}, {"target", words[(i + 1) % 4]}};
    });
    CHECK(learned(events)["eval_accuracy"].get<double>() > 0.5);
}

TEST_CASE("one of several choices, relevance, numbers and several labels")
{
    const Workshop shop;
    auto choices = shop.train("multiple-choice", bert, [](int i) -> core::Json {
        auto offered = core::Json::array({"lazy dogs", "lazy dogs", "lazy dogs"});
        offered[std::size_t(i % 3)] = "hello world";
        return {{"prompt", "it is"}, {"choices", offered}, {"label", i % 3}};
    });
    CHECK(learned(choices)["eval_accuracy"] == 1.0);
    auto ranks = shop.train("text-ranking", bert, [](int i) -> core::Json {
        return {{"query", "it is"}, {"document", words[i % 2]}, {"label", i % 2}};
    });
    CHECK(learned(ranks)["eval_accuracy"] == 1.0);
    auto numbers = shop.train("text-classification", bert, [](int i) -> core::Json {
        return {{"text", words[i % 4]}, {"label", 0.5 * (i % 4)}};
    });
    CHECK(learned(numbers)["eval_pearson"].get<double>() > 0.9);
    auto several = shop.train("text-classification", bert, [](int i) -> core::Json {
        auto labels = core::Json::array();
        if (i % 2) labels.push_back("odd");
        if (i % 4 > 1) labels.push_back("high");
        return {{"text", words[i % 4]}, {"label", labels}};
    });
    CHECK(learned(several)["eval_f1"].get<double>() > 0.7);
    CHECK(core::readJsonFile(shop.path / "run/config.json")["problem_type"] == "multi_label_classification");
}

TEST_CASE("what is frozen stays, and a wrong row is named")
{
    const Workshop shop;
    const auto row = [](int i) -> core::Json { return {{"text", words[i % 4]}}; };
    const auto frozen = shop.train("text-generation", llama, row, {{"freeze", {"model."}}});
    CHECK(frozen.back()["event"] == "end");
    const auto all = shop.train("text-generation", llama, row, {{"freeze", {""}}});
    CHECK(all.back()["message"].get<std::string>().find("freeze") != std::string::npos);
    const auto wrong = shop.train("token-classification", bert, [](int i) -> core::Json {
        return {{"tokens", {"a", "b"}}, {"ner_tags", i == 5 ? core::Json{"O"} : core::Json{"O", "X"}}};
    });
    CHECK(wrong.back()["message"].get<std::string>().find("row 5") != std::string::npos);
    const auto headless = shop.train("multiple-choice", llama, row);
    CHECK(headless.back()["message"].get<std::string>().find("multiple-choice") != std::string::npos);
}

// SPDX-License-Identifier: Apache-2.0
#include "backend/models/torch_library.h"
#include "backend/training/run_folder.h"
#include "tests/backend/models/golden.h"

#include <nlohmann/json.hpp>

#include <map>
#include <set>
#include <sstream>

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

/// A folder with a small data set that can be learned, and jobs on the tiny model.
class Workshop
{
public:
    Workshop()
    {
        std::string pattern = (fs::temp_directory_path() / "vitrine-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path = pattern;
        std::string rows = "text,label\n";
        const char* words[] = {"quick brown fox", "lazy dogs jump", "hello world", "a b c d e"};
        for (int i = 0; i < 60; ++i)
            rows += std::string(i % 2 ? "he said " : "it is ") + words[i % 4] +
                    (i % 3 ? " over the world" : "") + (i % 2 ? ",no\n" : ",yes\n");
        write("rows.csv", rows);
    }
    ~Workshop() { fs::remove_all(path); }

    void write(const std::string& name, const std::string& text) const
    {
        std::ofstream(path / name, std::ios::binary) << text;
    }

    core::Json job(const std::string& output, const core::Json& arguments = core::Json::object()) const
    {
        core::Json all{{"num_train_epochs", 2},    {"per_device_train_batch_size", 4},
                       {"learning_rate", 1e-2},    {"logging_steps", 1},
                       {"eval_strategy", "steps"}, {"eval_steps", 4},
                       {"save_steps", 4},          {"seed", 7}};
        all.update(arguments);
        return {{"task", "text-classification"},
                {"model", tinyBert.string()},
                {"dataset", {{"train", "rows.csv"}, {"split", {{"test_size", 0.2}, {"seed", 1}}}}},
                {"preprocessing", {{"max_length", 12}}},
                {"arguments", all},
                {"output_dir", output}};
    }

    /// The events of a run; an exception is the last of them, "error".
    std::vector<core::OrderedJson>
    train(const core::Json& json, const std::string& resume = {},
          const std::function<void(const core::OrderedJson&)>& watch = {}) const
    {
        const auto parsed = training::parseJob(json.dump(), "job.json", path);
        std::vector<core::OrderedJson> events;
        auto& backend = models::torchBackend();
        try {
            backend.train(parsed,
                          {resume,
                           [&](const core::OrderedJson& event) {
                               events.push_back(event);
                               if (watch) watch(event);
                           }},
                          *control);
        } catch (const core::Exception&) {
        }
        return events;
    }

    std::string bytes(const std::string& name) const { return core::readFile(path / name); }

    struct Control final : core::RunControl
    {
        std::stop_source source;
        std::stop_token stopToken() const override { return source.get_token(); }
    };
    fs::path path;
    std::unique_ptr<Control> control = std::make_unique<Control>();
};

std::vector<core::OrderedJson> ofKind(const std::vector<core::OrderedJson>& events, const char* kind)
{
    std::vector<core::OrderedJson> found;
    std::ranges::copy_if(events, std::back_inserter(found),
                         [&](const auto& e) { return e["event"] == kind; });
    return found;
}

void checkError(const std::vector<core::OrderedJson>& events, std::string_view words)
{
    REQUIRE_FALSE(events.empty());
    REQUIRE(events.back()["event"] == "error");
    INFO(events.back().dump());
    CHECK(events.back()["message"].get<std::string>().find(words) != std::string::npos);
}

} // namespace

TEST_CASE("a run learns, and leaves what Transformers and TensorBoard read")
{
    const Workshop shop;
    const auto events = shop.train(shop.job("run", {{"num_train_epochs", 6}, {"save_total_limit", 2}}));
    REQUIRE(events.back()["event"] == "end");
    CHECK(events.back()["reason"] == "finished");
    const auto logs = ofKind(events, "log");
    REQUIRE(logs.size() == 72);
    CHECK(logs.back()["loss"].get<double>() < 0.3 * logs.front()["loss"].get<double>());
    const auto evaluations = ofKind(events, "eval");
    REQUIRE(evaluations.size() == 18);
    CHECK(evaluations.back()["eval_accuracy"] == 1.0);
    CHECK(evaluations.back()["confusion_matrix"].size() == 2);
    CHECK(ofKind(events, "epoch").size() == 6);
    CHECK(training::listCheckpoints(shop.path / "run").size() == 2);
    for (const char* name : {"config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json",
                             "trainer_state.json", "predictions.jsonl"})
        CHECK_MESSAGE(fs::exists(shop.path / "run" / name), name);
    const auto config = core::readJsonFile(shop.path / "run/config.json");
    CHECK(config["architectures"][0] == "BertForSequenceClassification");
    CHECK(config["id2label"] == core::Json{{"0", "no"}, {"1", "yes"}});
    const auto state = core::readJsonFile(shop.path / "run/trainer_state.json");
    CHECK(state["global_step"] == 72);
    CHECK(state["log_history"].size() == 72 + 18 + 1);
    // events.jsonl holds the same lines.
    std::istringstream lines(shop.bytes("run/events.jsonl"));
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count)
        CHECK(core::parseOrderedJson(line, "events.jsonl") ==
              core::parseOrderedJson(events[count].dump(), "event"));
    CHECK(count == events.size());
    CHECK_FALSE(fs::is_empty(shop.path / "run/runs"));
}

TEST_CASE("a run that went on from any of its checkpoints ends with the same bytes and history")
{
    const Workshop shop;
    const core::Json arguments{{"gradient_accumulation_steps", 2},
                               {"num_train_epochs", 3},
                               {"save_steps", 3},
                               {"eval_steps", 3},
                               {"logging_steps", 2},
                               {"load_best_model_at_end", true},
                               {"train_sampling_strategy", "group_by_length"}};
    shop.train(shop.job("whole", arguments));
    const auto checkpoints = training::listCheckpoints(shop.path / "whole");
    REQUIRE(checkpoints.size() == 6);
    const auto history = [&](const std::string& run) {
        auto entries = core::readJsonFile(shop.path / run / "trainer_state.json")["log_history"];
        for (auto& entry : entries)
            for (const char* key : {"eval_runtime", "eval_samples_per_second", "eval_steps_per_second",
                                    "train_runtime", "train_samples_per_second", "train_steps_per_second"})
                entry.erase(key);
        return entries;
    };
    for (const auto& checkpoint : checkpoints) {
        const auto run = "from-" + std::to_string(checkpoint.step);
        // What a kill right after this checkpoint leaves.
        for (const auto& earlier : checkpoints)
            if (earlier.step <= checkpoint.step)
                fs::copy(earlier.path, shop.path / run / earlier.path.filename(),
                         (fs::create_directories(shop.path / run), fs::copy_options::recursive));
        const auto events = shop.train(shop.job(run, arguments), "latest");
        CHECK(events.front()["resumed_from"] == checkpoint.path.filename().string());
        CHECK(shop.bytes(run + "/model.safetensors") == shop.bytes("whole/model.safetensors"));
        CHECK(history(run) == history("whole"));
    }
}

TEST_CASE("a stop finishes the step, writes a checkpoint, and the resumed run is the same")
{
    const Workshop shop;
    shop.train(shop.job("whole"));
    for (const std::int64_t at : {1, 4, 12, 13}) { // inside, with an evaluation due, the last of an epoch
        Workshop stopping;
        const auto run = std::string("stopped");
        const auto events = stopping.train(stopping.job(run), {}, [&](const core::OrderedJson& event) {
            if (event["event"] == "log" && event["step"] == at) stopping.control->source.request_stop();
        });
        CHECK(events.back()["event"] == "end");
        CHECK(events.back()["reason"] == "stopped");
        CHECK(events.back()["step"] == at);
        REQUIRE(fs::exists(stopping.path / run / ("checkpoint-" + std::to_string(at))));
        CHECK_FALSE(fs::exists(stopping.path / run / "model.safetensors"));
        stopping.control = std::make_unique<Workshop::Control>();
        const auto rest = stopping.train(stopping.job(run), "latest");
        CHECK(rest.back()["reason"] == "finished");
        CHECK(stopping.bytes(run + "/model.safetensors") == shop.bytes("whole/model.safetensors"));
        CHECK(ofKind(events, "eval").size() + ofKind(rest, "eval").size() == 6);
    }
}

TEST_CASE("going on with a finished run changes nothing; a new start sets it aside")
{
    const Workshop shop;
    shop.train(shop.job("run"));
    const auto before = shop.bytes("run/events.jsonl");
    CHECK(shop.train(shop.job("run"), "latest").empty());
    CHECK(shop.bytes("run/events.jsonl") == before);
    shop.train(shop.job("run", {{"max_steps", 2}}));
    CHECK(shop.bytes("run/previous-1/events.jsonl") == before);
    CHECK(training::listCheckpoints(shop.path / "run/previous-1").size() == 6);
    CHECK(training::listCheckpoints(shop.path / "run").size() == 1);
}

TEST_CASE("a checkpoint that is cut in half is passed over; named, it is an error")
{
    const Workshop shop;
    shop.train(shop.job("run"));
    fs::remove(shop.path / "run/model.safetensors");
    const auto checkpoints = training::listCheckpoints(shop.path / "run");
    const auto& last = checkpoints.back().path;
    fs::resize_file(last / "optimizer.safetensors", fs::file_size(last / "optimizer.safetensors") / 2);
    const auto events = shop.train(shop.job("run"), "latest");
    CHECK(events.front()["resumed_from"] == checkpoints[checkpoints.size() - 2].path.filename().string());
    CHECK(events.back()["reason"] == "finished");
    fs::resize_file(checkpoints[0].path / "model.safetensors", 100);
    checkError(shop.train(shop.job("other"), checkpoints[0].path.string()), "model.safetensors");
    checkError(shop.train(shop.job("other"), "/no/such/folder"), "/no/such/folder");
}

TEST_CASE("the best model is kept, and a run without progress ends early")
{
    const Workshop shop;
    auto json = shop.job("run", {{"num_train_epochs", 20},
                                 {"learning_rate", 3e-2},
                                 {"load_best_model_at_end", true},
                                 {"metric_for_best_model", "accuracy"}});
    json["early_stopping"] = {{"patience", 3}, {"threshold", 0.0}};
    const auto events = shop.train(json);
    REQUIRE(events.back()["reason"] == "early_stopping");
    const auto best = events.back()["best_model_checkpoint"].get<std::string>();
    CHECK(shop.bytes("run/model.safetensors") == shop.bytes("run/" + best + "/model.safetensors"));
    CHECK(shop.train(json, "latest").empty());
}

TEST_CASE("two writers: the second is refused")
{
    const Workshop shop;
    const training::RunLock lock(shop.path / "run");
    const auto result = core::capture([&] { return std::make_unique<training::RunLock>(shop.path / "run"); });
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().message.find(std::to_string(::getpid())) != std::string::npos);
}

TEST_CASE("numbers that run away end the run with what to do")
{
    const Workshop shop;
    const auto events = shop.train(shop.job("run", {{"learning_rate", 1e30}, {"max_grad_norm", 0}}));
    checkError(events, "lower learning_rate");
    CHECK(events.back()["code"] == "diverged");
}

TEST_CASE("data that cannot be trained on is an error that names row and column")
{
    const Workshop shop;
    const auto with = [&](const std::string& rows, const core::Json& more = core::Json::object()) {
        shop.write("rows.csv", rows);
        auto json = shop.job("run");
        json.merge_patch(more);
        return shop.train(json);
    };
    checkError(with("text,label\na,x\nb,\nc,y\n"), "row 1 has no \"label\"");
    checkError(with("text,label\na,x\nb,x\n"), "two at least");
    checkError(with("text,label\n,x\n ,y\n"), "is empty");
    checkError(with("text,label\n"), "no rows");
    checkError(with("text,label\na,x\nb,y,z,w\n"), "rows.csv");
    checkError(with("text,label\na,0\nb,5\nc,1\n", {{"config", {{"num_labels", 2}}}}), "label 5");
    checkError(with("text,label\na,x\nb,y\n", {{"dataset", {{"columns", {{"text", "body"}}}}}}), "body");
    checkError(with("text,label\na,x\nb,y\n", {{"preprocessing", {{"max_length", 4000}}}}), "at most 40");
    shop.write("other.csv", "text,label\na,z\n");
    checkError(
        with("text,label\na,x\nb,y\n", {{"dataset", {{"validation", "other.csv"}, {"split", nullptr}}}}),
        "no training row");
}

TEST_CASE("integers that count from 0 are ids, other values get ids in order")
{
    const Workshop shop;
    const auto labels = [&](const std::string& rows, const core::Json& more = core::Json::object()) {
        shop.write("rows.csv", rows);
        auto json = shop.job("run", {{"max_steps", 1}, {"eval_strategy", "no"}});
        json["dataset"].erase("split");
        json.merge_patch(more);
        const auto events = shop.train(json);
        REQUIRE_MESSAGE(events.back()["event"] == "end", events.back().dump());
        return core::readJsonFile(shop.path / "run/config.json")["id2label"];
    };
    CHECK(labels("text,label\na,0\nb,2\n") ==
          core::Json{{"0", "LABEL_0"}, {"1", "LABEL_1"}, {"2", "LABEL_2"}});
    CHECK(labels("text,label\na,5\nb,3\n") == core::Json{{"0", "3"}, {"1", "5"}});
    CHECK(labels("text,label\na,0\nb,1\n", {{"config", {{"num_labels", 3}}}}).size() == 3);
    CHECK(labels("text,label\na,b\nb,a\n") == core::Json{{"0", "a"}, {"1", "b"}});
    CHECK(labels("text,label\na,b\nb,a\n", {{"config", {{"label2id", {{"b", 0}, {"a", 1}, {"c", 2}}}}}}) ==
          core::Json{{"0", "b"}, {"1", "a"}, {"2", "c"}});
    CHECK(labels("text,label\na,true\nb,false\n") == core::Json{{"0", "False"}, {"1", "True"}});
}

TEST_CASE("a dry run measures and writes nothing")
{
    const Workshop shop;
    const auto parsed = training::parseJob(shop.job("run").dump(), "job.json", shop.path);
    core::RunControl control;
    const auto event = models::torchBackend().dryRun(parsed, control);
    CHECK(event["event"] == "dry_run");
    CHECK(event["rows"] == 48);
    CHECK(event["eval_rows"] == 12);
    CHECK(event["total_steps"] == 24);
    CHECK(event["step_seconds"].get<double>() > 0);
    CHECK(event["peak_memory_bytes"].get<std::int64_t>() > 10'000'000);
    CHECK_FALSE(fs::exists(shop.path / "run"));
}

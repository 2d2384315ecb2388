// SPDX-License-Identifier: Apache-2.0
#include "backend/training/run_reader.h"

#include <doctest/doctest.h>

#include <cmath>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace vitrine::training;
namespace fs = std::filesystem;

namespace {

struct Folder
{
    fs::path path;
    Folder()
    {
        std::string name = (fs::temp_directory_path() / "vitrine-run-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~Folder() { fs::remove_all(path); }
    void append(const std::string& text) const
    {
        std::ofstream(path / "events.jsonl", std::ios::app | std::ios::binary) << text;
    }
};

std::string start(const std::string& resumed = "null")
{
    return R"({"event":"start","step":0,"epoch":0,"time":1000.5,"output_dir":".","model":"starter:minilm",)"
           R"("num_examples":80,"num_eval_examples":20,"num_train_epochs":2,"max_steps":10,)"
           R"("train_batch_size":16,"labels":["ham","spam"],"truncated_rows":3,"empty_rows":1,"longest":128,)"
           R"("parameters":22713986,"dtype":"float32","threads":2,"pid":42,"resumed_from":)" +
           resumed + "}\n";
}

std::string logLine(int step, const std::string& loss)
{
    return R"({"event":"log","step":)" + std::to_string(step) + R"(,"epoch":)" + std::to_string(step / 5.0) +
           R"(,"time":1001,"loss":)" + loss +
           R"(,"learning_rate":5e-5,"grad_norm":1.5,"step_seconds":0.1,"samples_per_second":160,)"
           R"("tokens_per_second":9000,"seconds_remaining":12.5})"
           "\n";
}

std::string evalLine(int step, double loss)
{
    return R"({"event":"eval","step":)" + std::to_string(step) + R"(,"epoch":1,"time":1002,"eval_loss":)" +
           std::to_string(loss) +
           R"(,"eval_accuracy":0.95,"eval_f1":0.9,"confusion_matrix":[[9,1],[0,10]]})"
           "\n";
}

} // namespace

TEST_CASE("events fill the log, a half-written line waits")
{
    Folder folder;
    RunReader reader(folder.path);
    CHECK_FALSE(reader.poll());
    CHECK(reader.state() == RunState::Waiting);

    folder.append(start() + logLine(1, "0.7"));
    const std::string second = logLine(2, "0.6");
    folder.append(second.substr(0, 30));
    CHECK(reader.poll());
    CHECK(reader.log().curves.trainLoss.size() == 1);
    CHECK_FALSE(reader.poll());
    folder.append(second.substr(30) + evalLine(2, 0.5));
    CHECK(reader.poll());

    const RunLog& log = reader.log();
    REQUIRE(log.start);
    CHECK(log.start->labels == std::vector<std::string>{"ham", "spam"});
    CHECK(log.start->maxSteps == 10);
    CHECK(log.start->parameters == 22713986);
    CHECK(log.start->resumedFrom.empty());
    REQUIRE(log.curves.trainLoss.size() == 2);
    CHECK(log.curves.trainLoss[1].value == 0.6);
    CHECK(log.curves.trainLoss[1].step == 2);
    CHECK(log.learningRate.back().value == 5e-5);
    CHECK(log.speed.tokensPerSecond == 9000);
    REQUIRE(log.evaluations.size() == 1);
    CHECK(log.evaluations[0].values.at("eval_f1") == 0.9);
    CHECK(log.evaluations[0].confusion[0][1] == 1);
    CHECK(log.curves.evalAccuracy[0].value == 0.95);
    CHECK(log.badLines == 0);
    CHECK(reader.state() == RunState::Died); // nobody holds a lock
}

TEST_CASE("checkpoints, observations, epochs and the end")
{
    Folder folder;
    folder.append(start());
    folder.append(
        R"({"event":"checkpoint","step":5,"epoch":1,"time":1,"path":"checkpoint-5","best":true})"
        "\n"
        R"({"event":"checkpoint","step":10,"epoch":2,"time":1,"path":"/x/checkpoint-10","best":true})"
        "\n"
        R"({"event":"epoch","step":5,"epoch":1,"time":1,"train_loss":0.3,"seconds":4})"
        "\n"
        R"({"event":"observation","step":5,"epoch":1,"time":1,"code":"accuracy_up","text":"up","points":1.5})"
        "\n"
        R"({"event":"end","step":10,"epoch":2,"time":9,"reason":"early_stopping","train_runtime":8,)"
        R"("best_model_checkpoint":"checkpoint-10","best_metric":0.98})"
        "\n");
    RunReader reader(folder.path);
    reader.readAll();
    const RunLog& log = reader.log();
    REQUIRE(log.checkpoints.size() == 2);
    CHECK_FALSE(log.checkpoints[0].best);
    CHECK(log.checkpoints[1].best);
    CHECK(log.checkpoints[1].name == "checkpoint-10");
    CHECK(log.epochs.at(0).trainLoss == 0.3);
    CHECK(log.observations.at(0).observation.code == "accuracy_up");
    CHECK(log.observations.at(0).observation.numbers.at("points") == 1.5);
    CHECK(log.end->bestMetric == 0.98);
    CHECK(reader.state() == RunState::EarlyStopped);
}

TEST_CASE("a resume takes back what lies after its checkpoint")
{
    Folder folder;
    folder.append(start());
    for (int step = 1; step <= 8; ++step)
        folder.append(logLine(step, "0." + std::to_string(step)));
    folder.append(evalLine(8, 0.4));
    RunReader reader(folder.path);
    reader.poll();
    const int rewinds = reader.log().rewinds;

    folder.append(start("\"checkpoint-5\""));
    reader.poll();
    CHECK(reader.log().curves.trainLoss.size() == 5);
    CHECK(reader.log().evaluations.empty());
    CHECK(reader.log().rewinds > rewinds);
    CHECK(reader.log().start->resumedFrom == "checkpoint-5");
    folder.append(logLine(6, "0.05"));
    reader.poll();
    CHECK(reader.log().curves.trainLoss.size() == 6);
    CHECK(reader.log().curves.trainLoss.back().value == 0.05);

    // Without a second start a step that comes again replaces the old one and all after it.
    folder.append(logLine(3, "0.9"));
    reader.poll();
    CHECK(reader.log().curves.trainLoss.size() == 3);
    // A run that starts anew in the same folder has no old points.
    folder.append(start());
    reader.poll();
    CHECK(reader.log().curves.trainLoss.empty());
}

TEST_CASE("garbage is counted and does no harm; null is a loss that is no number")
{
    Folder folder;
    folder.append(
        "{\"event\":\n[1,2]\n\n{\"event\":5}\n\xff\xfe\n" + start() + logLine(1, "null") +
        "{\"event\":\"log\",\"step\":\"x\",\"loss\":\"y\"}\n{\"event\":\"eval\",\"confusion_matrix\":[3]}\n"
        "{\"event\":\"unknown\",\"step\":2}\n");
    RunReader reader(folder.path);
    reader.readAll();
    CHECK(reader.log().badLines == 4);
    REQUIRE(!reader.log().curves.trainLoss.empty());
    CHECK(std::isnan(reader.log().curves.trainLoss.front().value));
}

TEST_CASE("a file that became shorter is read again")
{
    Folder folder;
    folder.append(start() + logLine(1, "0.7") + logLine(2, "0.6"));
    RunReader reader(folder.path);
    reader.readAll();
    fs::resize_file(folder.path / "events.jsonl", 0);
    folder.append(start() + logLine(1, "0.5"));
    reader.readAll();
    CHECK(reader.log().curves.trainLoss.size() == 1);
    CHECK(reader.log().curves.trainLoss[0].value == 0.5);
}

TEST_CASE("an error event is a failed run")
{
    Folder folder;
    folder.append(start() + R"({"event":"error","step":3,"code":"io","message":"disk full"})"
                            "\n");
    RunReader reader(folder.path);
    reader.readAll();
    CHECK(reader.state() == RunState::Failed);
    CHECK(reader.log().error->message == "disk full");
}

TEST_CASE("the lock says who writes, until its process ends")
{
    Folder folder;
    folder.append(start());
    RunReader reader(folder.path);
    reader.readAll();
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const int file = ::open((folder.path / ".lock").c_str(), O_RDWR | O_CREAT, 0644);
        ::flock(file, LOCK_EX);
        const std::string pid = std::to_string(::getpid()) + "\n";
        if (::write(file, pid.data(), pid.size()) < 0 || ::write(ready[1], "x", 1) < 0) ::_exit(1);
        ::pause();
        ::_exit(0);
    }
    char byte;
    REQUIRE(::read(ready[0], &byte, 1) == 1);
    CHECK(writerOf(folder.path) == child);
    CHECK(reader.state() == RunState::Running);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    CHECK(writerOf(folder.path) == 0);
    CHECK(reader.state() == RunState::Died);
    std::ofstream(folder.path / ".lock") << "nonsense";
    CHECK(writerOf(folder.path) == 0);
}

TEST_CASE("runs are listed with the newest first, predictions are read")
{
    Folder folder;
    for (const char* name : {"old", "new", "other"})
        fs::create_directory(folder.path / name);
    std::ofstream(folder.path / "old/job.json") << "{}";
    std::ofstream(folder.path / "new/job.json") << "{}";
    fs::last_write_time(folder.path / "old/job.json",
                        fs::file_time_type::clock::now() - std::chrono::hours(1));
    const auto runs = listRuns(folder.path);
    REQUIRE(runs.size() == 2);
    CHECK(runs[0].filename() == "new");
    CHECK(listRuns(folder.path / "nothing").empty());

    std::ofstream(folder.path / "predictions.jsonl")
        << R"({"row":7,"text":"Hello","label":"ham","prediction":"spam","score":0.75})"
        << "\nbroken\n";
    const auto rows = readPredictions(folder.path / "predictions.jsonl");
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].row == 7);
    CHECK(rows[0].prediction == "spam");
    CHECK(rows[0].score == 0.75);
    CHECK_THROWS(readPredictions(folder.path / "none.jsonl"));
}

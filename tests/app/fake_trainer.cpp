// SPDX-License-Identifier: GPL-3.0-or-later
// Behaves as `vitrine train JOB.json [--resume latest] [--dry-run]` does, without training: 60 steps of 15
// ms, an evaluation and a checkpoint every 15. The model's name in the job file says what goes wrong: "mute"
// (ends before its first event), "full" (a full disk at step 20), "nan" (a loss that is no number).
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr int steps = 60, every = 15;
volatile std::sig_atomic_t isStopped = 0;

struct Run
{
    fs::path folder;
    std::ofstream events;
    void write(Json event, int step)
    {
        event["step"] = step;
        event["epoch"] = step / 30.0;
        event["time"] =
            std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
        events << event.dump() << std::endl;
    }
    void checkpoint(int step)
    {
        const std::string name = "checkpoint-" + std::to_string(step);
        fs::create_directories(folder / name);
        std::ofstream(folder / name / "model.safetensors") << "weights";
        write({{"event", "checkpoint"}, {"path", name}, {"best", true}}, step);
    }
    int lastCheckpoint() const
    {
        int last = 0;
        for (const auto& entry : fs::directory_iterator(folder))
            if (const std::string name = entry.path().filename().string(); name.starts_with("checkpoint-"))
                last = std::max(last, std::stoi(name.substr(11)));
        return last;
    }
};

int train(const fs::path& jobFile, bool resume)
{
    const Json job = Json::parse(std::ifstream(jobFile));
    const std::string model = job.at("model");
    if (model.ends_with("mute")) {
        std::cerr << "loading\nthe model mute has no weights\n";
        return 1;
    }
    Run run{(jobFile.parent_path() / job.at("output_dir").get<std::string>()).lexically_normal(), {}};
    const int lock = ::open((run.folder / ".lock").c_str(), O_RDWR | O_CREAT, 0644);
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0) return 1;
    const std::string pid = std::to_string(::getpid());
    if (::ftruncate(lock, 0) != 0 || ::write(lock, pid.data(), pid.size()) < 0) return 1;
    run.events.open(run.folder / "events.jsonl", std::ios::app);

    const int from = resume ? run.lastCheckpoint() : 0;
    run.write({{"event", "start"},
               {"model", model},
               {"num_examples", 32},
               {"num_eval_examples", 8},
               {"num_train_epochs", 2},
               {"max_steps", steps},
               {"train_batch_size", 16},
               {"labels", {"ham", "spam"}},
               {"parameters", 1000},
               {"dtype", "float32"},
               {"resumed_from", from ? Json("checkpoint-" + std::to_string(from)) : Json()},
               {"pid", ::getpid()}},
              from);
    for (int step = from + 1; step <= steps; ++step) {
        std::this_thread::sleep_for(std::chrono::milliseconds(15));
        const double loss = 0.05 + 0.65 * std::exp(-step / 10.0);
        if (model.ends_with("full") && step == 20) {
            run.write(
                {{"event", "error"}, {"code", "io"}, {"message", "checkpoint-20: no space left on device"}},
                step);
            return 1;
        }
        const bool isBad = model.ends_with("nan") && step > 20;
        run.write({{"event", "log"},
                   {"loss", isBad ? Json() : Json(loss)},
                   {"learning_rate", 5e-5},
                   {"grad_norm", 1 + loss},
                   {"samples_per_second", 100},
                   {"seconds_remaining", (steps - step) * 0.015}},
                  step);
        if (step % every == 0) {
            run.write({{"event", "eval"},
                       {"eval_loss", loss + 0.02},
                       {"eval_accuracy", 0.75},
                       {"eval_f1", 0.7},
                       {"confusion_matrix", {{3, 1}, {1, 3}}}},
                      step);
            run.checkpoint(step);
        }
        if (step % 30 == 0) run.write({{"event", "epoch"}, {"train_loss", loss}, {"seconds", 1}}, step);
        if (isStopped) {
            run.checkpoint(step);
            run.write({{"event", "end"}, {"reason", "stopped"}}, step);
            return 130;
        }
    }
    std::ofstream predictions(run.folder / "predictions.jsonl");
    for (int row = 0; row < 8; ++row)
        predictions << Json{{"row", row},
                            {"text", "text " + std::to_string(row)},
                            {"label", row < 4 ? "ham" : "spam"},
                            {"prediction", row == 3 || row > 4 ? "spam" : "ham"},
                            {"score", 0.6 + row * 0.04}}
                           .dump()
                    << '\n';
    predictions.close();
    std::ofstream(run.folder / "model.safetensors") << "weights";
    std::ofstream(run.folder / "config.json") << "{}";
    run.write({{"event", "end"}, {"reason", "finished"}, {"train_runtime", 1.5}}, steps);
    return 0;
}

} // namespace

int main(int count, char** arguments)
{
    std::signal(SIGINT, [](int) { isStopped = 1; });
    const std::string last = arguments[count - 1];
    if (last == "--dry-run") {
        std::cout << R"({"event":"dry_run","rows":32,"eval_rows":8,"truncated_rows":3,"empty_rows":1,)"
                     R"("longest":12,"total_steps":60,"step_seconds":0.5,"seconds_total":75,)"
                     R"("peak_memory_bytes":1000000000})"
                  << std::endl;
        return 0;
    }
    return train(arguments[2], last == "latest");
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/wait_briefly.h"
#include "backend/core/file.h"
#include "backend/core/json.h"
#include "backend/core/result.h"
#include "backend/models/torch_library.h"
#include "backend/training/run_folder.h"
#include "backend/training/training.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <csignal>
#include <iostream>
#include <limits>
#include <malloc.h>
#include <memory>
#include <unistd.h>

namespace vitrine::app {
namespace {

struct Settings
{
    std::string job, resume;
    bool dryRun = false;
    int threads = 0;
};

/// A reader that has gone does not end a run: whatever cannot be written is dropped.
void printEvent(const core::OrderedJson& event)
{
    const auto line = core::dumpJson(event) + '\n';
    for (std::size_t done = 0; done < line.size();) {
        const auto written = ::write(STDOUT_FILENO, line.data() + done, line.size() - done);
        if (written <= 0) return;
        done += std::size_t(written);
    }
}

/// Progress on a terminal, from the events.
void showProgress(const core::OrderedJson& event, std::int64_t& maxSteps, core::RunControl& control)
{
    if (event["event"] == "start") maxSteps = event["max_steps"];
    if (event["event"] != "log") return;
    const double loss = event["loss"].is_number() ? event["loss"].get<double>() : 0;
    control.progress({double(event["step"]) / double(std::max<std::int64_t>(maxSteps, 1)),
                      "step " + event["step"].dump() + " of " + std::to_string(maxSteps) + ", loss " +
                          std::to_string(loss),
                      event["seconds_remaining"]});
}

/// The job file again beside its events, unless it lies there already.
void keepJob(const std::string& path, const training::TrainJob& job)
{
    namespace fs = std::filesystem;
    const auto kept = job.outputDir / training::jobFile;
    std::error_code ignored;
    if (fs::equivalent(path, kept, ignored)) return;
    fs::create_directories(job.outputDir, ignored);
    const auto text = training::resolvedText(job, core::readFile(path));
    if (!fs::exists(kept) || core::readFile(kept) != text) core::writeFileAtomically(kept, text);
}

/// Tensors come and go at every step: memory that is given back to the system and taken again costs a page
/// fault every 4 kB.
void keepFreedMemory()
{
    ::mallopt(M_MMAP_THRESHOLD, 32 << 20); // glibc's greatest
    ::mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
}

int train(const Settings& settings)
{
    waitBriefly();
    keepFreedMemory();
    std::signal(SIGPIPE, SIG_IGN);
    auto job = training::readJob(settings.job);
    job.threads = settings.threads;
    for (const auto& name : job.notes)
        std::cerr << "vitrine: warning: argument \"" << name << "\" changes nothing here\n";
    CommandControl control;
    auto& backend = models::torchBackend();
    try {
        if (settings.dryRun) {
            printEvent(backend.dryRun(job, control));
            return ExitGood;
        }
        keepJob(settings.job, job);
        std::int64_t maxSteps = 0;
        const auto onEvent = [&](const core::OrderedJson& event) {
            printEvent(event);
            showProgress(event, maxSteps, control);
        };
        const auto end = backend.train(job, {settings.resume, onEvent}, control);
        return end == training::TrainEnd::Stopped ? ExitInterrupted : ExitGood;
    } catch (const core::CanceledException&) {
        return ExitInterrupted;
    } catch (...) {
        const auto error = core::describe(std::current_exception());
        if (settings.dryRun)
            printEvent(training::makeEvent(
                "error", 0, 0, {{"code", core::codeName(error.code)}, {"message", error.message}}));
        std::cerr << "vitrine: " << error.message << '\n';
        return ExitFailed;
    }
}

} // namespace

void addTrainCommand(CLI::App& program, int& status)
{
    CLI::App* command = program.add_subcommand("train", "Fine-tunes a model as a job file says");
    const auto settings = std::make_shared<Settings>();
    command->add_option("job", settings->job, "The job file, JSON")->required();
    command->add_option("--resume", settings->resume, "A checkpoint's folder, or latest");
    command->add_flag("--dry-run", settings->dryRun, "Measures what the job needs and trains nothing");
    command->add_option("--threads", settings->threads, "Threads to compute with")
        ->check(CLI::Range(1, 4096));
    command->callback([settings, &status] { status = train(*settings); });
}

} // namespace vitrine::app

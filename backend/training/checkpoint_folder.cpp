// SPDX-License-Identifier: Apache-2.0
#include "backend/training/checkpoint_folder.h"

#include "backend/core/file.h"
#include "backend/core/result.h"
#include "backend/tensors/safetensors.h"
#include "backend/training/run_folder.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace vitrine::training {
namespace fs = std::filesystem;
namespace {

using core::ErrorCode;
using core::Exception;

constexpr auto optimizerFile = "optimizer.safetensors", modelFile = "model.safetensors";

void flushFolder(const fs::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

/// Whether all files of a checkpoint can be read to their ends.
bool isWhole(const fs::path& folder)
{
    return core::capture([&] {
               readTrainerState(folder / stateFile);
               const tensors::SafetensorsFile model(folder / modelFile), optimizer(folder / optimizerFile);
               return true;
           })
        .ok();
}

} // namespace

void writeCheckpoint(const fs::path& folder, const TrainedModel& model, const AdamW* optimizer,
                     const std::string& state)
{
    const auto aside = folder.parent_path() / ("." + folder.filename().string());
    try {
        fs::remove_all(aside);
        model.save(aside);
        if (optimizer) saveTensors(aside / optimizerFile, optimizer->state());
        core::writeFileAtomically(aside / stateFile, state);
        flushFolder(aside);
        // A stop at a step that has its checkpoint already: the new one knows more.
        if (fs::exists(folder)) {
            const auto old = aside.string() + ".old";
            fs::rename(folder, old);
            fs::rename(aside, folder);
            fs::remove_all(old);
        } else {
            fs::rename(aside, folder);
        }
        flushFolder(folder.parent_path());
    } catch (const fs::filesystem_error& error) {
        std::error_code ignored;
        fs::remove_all(aside, ignored);
        throw Exception(ErrorCode::Io, folder.string() + ": cannot be written: " + error.code().message());
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(aside, ignored);
        throw;
    }
}

TrainerState readCheckpoint(const fs::path& folder, TrainedModel& model, AdamW& optimizer)
{
    auto state = readTrainerState(folder / stateFile);
    if (!fs::exists(folder / optimizerFile))
        throw Exception(ErrorCode::NotFound, folder.string() + ": no " + optimizerFile +
                                                 " in it (saved with save_only_model, or not by Vitrine), so "
                                                 "the run cannot go on from here; name the folder as the "
                                                 "model of a new job instead");
    model.restore(folder);
    const tensors::SafetensorsFile stored(folder / optimizerFile);
    for (auto& tensor : optimizer.state()) {
        const auto* view = stored.find(tensor.name);
        if (!view || view->type != tensors::ElementType::F32 ||
            at::IntArrayRef(view->shape) != tensor.value.sizes())
            throw Exception(ErrorCode::InvalidFormat, stored.path().string() + ": \"" + tensor.name +
                                                          "\" is missing or has another shape");
        std::memcpy(tensor.value.mutable_data_ptr(), view->data.data(), view->data.size());
    }
    optimizer.setSteps(state.globalStep);
    return state;
}

std::optional<fs::path> checkpointToResume(const fs::path& outputDir, const std::string& resume)
{
    if (resume != "latest") {
        if (!fs::exists(fs::path(resume) / stateFile))
            throw Exception(ErrorCode::NotFound, resume + ": no checkpoint (no " + stateFile + " in it)");
        return fs::absolute(resume).lexically_normal();
    }
    const auto checkpoints = listCheckpoints(outputDir);
    for (auto each = checkpoints.rbegin(); each != checkpoints.rend(); ++each)
        if (isWhole(each->path)) return each->path;
    return std::nullopt;
}

bool isFinished(const fs::path& outputDir, std::int64_t maxSteps)
{
    if (!fs::exists(outputDir / stateFile) || !fs::exists(outputDir / modelFile)) return false;
    const auto state = core::capture([&] { return readTrainerState(outputDir / stateFile); });
    // More steps than then: the run goes on. Fewer, or early stopping: it is over.
    return state.ok() && state.value().finished &&
           (state.value().globalStep >= maxSteps || state.value().badEvaluations > 0);
}

void removeOldCheckpoints(const fs::path& outputDir, std::size_t limit, const std::string& best)
{
    auto checkpoints = listCheckpoints(outputDir);
    // The best one counts, as in Transformers; beside it there is always room for the newest.
    std::size_t surplus = checkpoints.size() > limit ? checkpoints.size() - limit : 0;
    for (std::size_t i = 0; i + 1 < checkpoints.size() && surplus > 0; ++i) {
        if (checkpoints[i].path == fs::path(best)) continue;
        std::error_code ignored;
        fs::remove_all(checkpoints[i].path, ignored);
        --surplus;
    }
}

std::int64_t peakMemoryBytes()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return std::int64_t(usage.ru_maxrss) * 1024;
}

} // namespace vitrine::training

// SPDX-License-Identifier: Apache-2.0
#include "backend/training/run_folder.h"

#include "backend/core/file.h"
#include "backend/core/result.h"
#include "backend/tokenizers/tokenizer_forms.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace vitrine::training {
namespace fs = std::filesystem;
namespace {

using core::ErrorCode;
using core::Exception;

constexpr std::string_view checkpointPrefix = "checkpoint-";
/// Everything that a run writes beside its checkpoints.
constexpr std::array runFiles{eventsFile,    stateFile,        predictionsFile, "model.safetensors",
                              "config.json", "tokenizer.json", "runs",          "training_args.json"};

} // namespace

RunLock::RunLock(const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw Exception(ErrorCode::Io, folder.string() + ": cannot be made: " + error.message());
    const auto path = folder / lockFile;
    m_descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (m_descriptor < 0)
        throw Exception(ErrorCode::Io, path.string() + ": cannot be opened: " + std::strerror(errno));
    if (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0) {
        const auto reason = errno;
        char pid[32] = {};
        const auto length = ::pread(m_descriptor, pid, sizeof pid - 1, 0);
        ::close(m_descriptor);
        if (reason != EWOULDBLOCK)
            throw Exception(ErrorCode::Io, path.string() + ": cannot be locked: " + std::strerror(reason));
        throw Exception(ErrorCode::Io,
                        folder.string() + ": another run writes here" +
                            (length > 0 ? " (process " + std::string(pid, std::size_t(length)) + ")" : "") +
                            "; stop it, or choose another output_dir");
    }
    const auto pid = std::to_string(::getpid());
    if (::ftruncate(m_descriptor, 0) != 0 ||
        ::pwrite(m_descriptor, pid.data(), pid.size(), 0) != ssize_t(pid.size())) {
        // The lock holds without the number, which only serves messages.
    }
}

RunLock::~RunLock()
{
    ::close(m_descriptor);
}

std::vector<CheckpointName> listCheckpoints(const fs::path& folder)
{
    std::vector<CheckpointName> checkpoints;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const auto name = entry.path().filename().string();
        if (!name.starts_with(checkpointPrefix) || !entry.is_directory(ignored)) continue;
        std::int64_t step = 0;
        const char *begin = name.data() + checkpointPrefix.size(), *end = name.data() + name.size();
        const auto [stop, error] = std::from_chars(begin, end, step);
        if (error == std::errc{} && stop == end) checkpoints.push_back({step, entry.path()});
    }
    std::ranges::sort(checkpoints, {}, &CheckpointName::step);
    return checkpoints;
}

std::optional<fs::path> setAsideOldRun(const fs::path& folder)
{
    std::vector<fs::path> old;
    for (const auto& checkpoint : listCheckpoints(folder))
        old.push_back(checkpoint.path);
    for (const char* name : runFiles)
        if (fs::exists(folder / name)) old.push_back(folder / name);
    const bool hasCheckpoints = !listCheckpoints(folder).empty();
    // A model folder that is no run's is not ours to move.
    if (!fs::exists(folder / eventsFile) && !hasCheckpoints) return std::nullopt;
    if (!hasCheckpoints && !fs::exists(folder / "model.safetensors")) {
        // It never got as far as to make something.
        for (const auto& path : old)
            fs::remove_all(path);
        return std::nullopt;
    }
    fs::path target;
    for (int number = 1; target.empty() || fs::exists(target); ++number)
        target = folder / ("previous-" + std::to_string(number));
    fs::create_directory(target);
    for (const auto& path : old)
        fs::rename(path, target / path.filename());
    return target;
}

void removeUnfinished(const fs::path& folder)
{
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().filename().string().starts_with(".checkpoint-"))
            fs::remove_all(entry.path(), ignored);
}

void copyTokenizerFiles(const fs::path& source, const fs::path& target)
{
    const auto folder = fs::is_directory(source) ? source : source.parent_path();
    std::error_code ignored;
    if (fs::equivalent(folder, target, ignored)) return;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (const std::string name = entry.path().filename().string(); tokenizers::isTokenizerFile(name))
            core::writeFileAtomically(target / name, core::readFile(entry.path()));
}

} // namespace vitrine::training

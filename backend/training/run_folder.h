// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::training {

// The names inside a run's folder.
inline constexpr auto eventsFile = "events.jsonl", lockFile = ".lock", stateFile = "trainer_state.json",
                      predictionsFile = "predictions.jsonl", jobFile = "job.json";

/// Admits one writer to a run's folder, as long as it lives: the system drops the lock with the process.
class RunLock
{
public:
    /// Makes the folder. Throws Io, with the other writer's process id, when there is one.
    explicit RunLock(const std::filesystem::path& folder);
    ~RunLock();
    RunLock(const RunLock&) = delete;
    RunLock& operator=(const RunLock&) = delete;

private:
    int m_descriptor = -1;
};

/// `checkpoint-N` and its N.
struct CheckpointName
{
    std::int64_t step;
    std::filesystem::path path;
};
/// The folders `checkpoint-N` of a run, by step; whether they are whole is not looked at.
std::vector<CheckpointName> listCheckpoints(const std::filesystem::path& folder);

/// Puts what an earlier run left in the folder into `previous-1`, `previous-2`, …, so that nothing of it is
/// lost. Returns that folder, or nothing when there was no run.
std::optional<std::filesystem::path> setAsideOldRun(const std::filesystem::path& folder);

/// Removes what a killed writer left half made.
void removeUnfinished(const std::filesystem::path& folder);

/// Copies the tokenizer's files that lie in `source` (a folder, or a file in one), each written aside.
void copyTokenizerFiles(const std::filesystem::path& source, const std::filesystem::path& target);

} // namespace vitrine::training

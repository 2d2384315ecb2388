// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/training/run_log.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::training {

/// Follows `events.jsonl` of a run's folder while it is written. One thread at a time.
class RunReader
{
public:
    explicit RunReader(std::filesystem::path folder);

    const std::filesystem::path& folder() const { return m_folder; }
    const RunLog& log() const { return m_log; }

    /// Takes in what was appended since the last call, at most so many megabytes of it; a half-written last
    /// line waits for its end. A file that became shorter is read again from the start. True if the log
    /// changed. Throws Io.
    bool poll(int megabytes = 64);
    /// Everything there is.
    void readAll();
    /// Takes in one line, as poll() does.
    void take(std::string_view line);

    /// What the log and the lock say together.
    RunState state() const;

private:
    void reset();

    std::filesystem::path m_folder;
    RunLog m_log;
    std::uint64_t m_offset = 0;
    std::string m_rest; ///< the beginning of a line whose end is not written yet
};

/// The process that holds the lock of a run's folder, or 0. Never stands in the way of one that wants it.
std::int64_t writerOf(const std::filesystem::path& folder);

/// Folders below `runs` that hold a job.json or an events.jsonl, the newest first.
std::vector<std::filesystem::path> listRuns(const std::filesystem::path& runs);

/// Rows of predictions.jsonl; lines that are none are left out. Throws NotFound, Io.
std::vector<RunPrediction> readPredictions(const std::filesystem::path& file);
std::vector<RunPrediction> parsePredictions(std::string_view content);

} // namespace vitrine::training

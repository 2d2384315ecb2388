// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"
#include "backend/training/tensorboard.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

namespace vitrine::training {

using EventSink = std::function<void(const core::OrderedJson&)>;

/// Appends a run's events to events.jsonl, hands them to a sink, and writes the numbers for TensorBoard.
class RunWriter
{
public:
    /// Opens the files at the first event, so that a run with nothing left to do changes nothing.
    RunWriter(const std::filesystem::path& folder, EventSink sink);
    ~RunWriter();
    RunWriter(const RunWriter&) = delete;
    RunWriter& operator=(const RunWriter&) = delete;

    /// `{"event", "step", "epoch", "time", …fields}` in one line and one write, so that a reader never sees
    /// two lines mixed. A full disk is not an error of the run; the sink still gets the event. Throws Io when
    /// the files cannot be opened.
    void write(std::string_view event, std::int64_t step, double epoch, const core::OrderedJson& fields);

private:
    void addScalars(std::string_view event, std::int64_t step, double epoch, const core::OrderedJson& fields);

    std::filesystem::path m_folder;
    int m_events = -1;
    EventSink m_sink;
    std::optional<TensorBoardWriter> m_board;
};

/// The event object; for those that belong to no run, as that of a dry run.
core::OrderedJson makeEvent(std::string_view event, std::int64_t step, double epoch,
                            const core::OrderedJson& fields);

} // namespace vitrine::training

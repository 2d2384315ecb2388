// SPDX-License-Identifier: Apache-2.0
#include "backend/training/run_writer.h"

#include "backend/core/result.h"
#include "backend/training/run_folder.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace vitrine::training {
namespace {

int openEvents(const std::filesystem::path& path)
{
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (descriptor < 0)
        throw core::Exception(core::ErrorCode::Io,
                              path.string() + ": cannot be opened: " + std::strerror(errno));
    // A writer that was killed may have left half a line.
    char last = '\n';
    const auto size = ::lseek(descriptor, 0, SEEK_END);
    if (size > 0 && ::pread(descriptor, &last, 1, size - 1) == 1 && last != '\n' &&
        ::write(descriptor, "\n", 1) != 1) {
        // Full: what follows fails as well and is tolerated there.
    }
    return descriptor;
}

} // namespace

core::OrderedJson makeEvent(std::string_view event, std::int64_t step, double epoch,
                            const core::OrderedJson& fields)
{
    const std::chrono::duration<double> time = std::chrono::system_clock::now().time_since_epoch();
    core::OrderedJson line{{"event", event}, {"step", step}, {"epoch", epoch}, {"time", time.count()}};
    line.update(fields);
    return line;
}

RunWriter::RunWriter(const std::filesystem::path& folder, EventSink sink)
    : m_folder(folder), m_sink(std::move(sink))
{
}

RunWriter::~RunWriter()
{
    if (m_events >= 0) ::close(m_events);
}

void RunWriter::write(std::string_view event, std::int64_t step, double epoch,
                      const core::OrderedJson& fields)
{
    if (m_events < 0) {
        m_events = openEvents(m_folder / eventsFile);
        m_board.emplace(m_folder / "runs");
    }
    const auto line = makeEvent(event, step, epoch, fields);
    const auto text = core::dumpJson(line) + '\n';
    if (::write(m_events, text.data(), text.size()) != ssize_t(text.size())) {
        // See the header.
    }
    addScalars(event, step, epoch, fields);
    if (m_sink) m_sink(line);
}

void RunWriter::addScalars(std::string_view event, std::int64_t step, double epoch,
                           const core::OrderedJson& fields)
{
    // Trainer's tags: train/loss, eval/loss for eval_loss.
    constexpr std::string_view evaluation = "eval_";
    if (event != "log" && event != "eval") return;
    for (const auto& [key, value] : fields.items()) {
        if (!value.is_number()) continue;
        const bool isEvaluation = key.starts_with(evaluation);
        m_board->add((isEvaluation ? "eval/" : "train/") +
                         (isEvaluation ? key.substr(evaluation.size()) : key),
                     step, value.get<double>());
    }
    m_board->add("train/epoch", step, epoch);
}

} // namespace vitrine::training

// SPDX-License-Identifier: Apache-2.0
#include "backend/training/run_reader.h"

#include "backend/core/file.h"
#include "backend/core/json_access.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <memory>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

namespace vitrine::training {
namespace {

namespace fs = std::filesystem;
using core::Json;

constexpr std::size_t chunkBytes = 1 << 20;

/// JSON has no NaN: the worker writes null.
double number(const Json& event, const char* key, double otherwise = 0)
{
    const auto found = event.find(key);
    if (found == event.end()) return otherwise;
    if (found->is_null()) return NAN;
    return found->is_number() ? found->get<double>() : otherwise;
}

std::int64_t integer(const Json& event, const char* key, std::int64_t otherwise = 0)
{
    const double value = number(event, key, double(otherwise));
    return std::isfinite(value) && std::abs(value) < 9e15 ? std::int64_t(value) : otherwise;
}

std::string text(const Json& event, const char* key)
{
    const auto found = event.find(key);
    return found != event.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Whether the key is there with a number, or with the null of one that is none.
bool hasNumber(const Json& event, const char* key)
{
    const auto found = event.find(key);
    return found != event.end() && (found->is_number() || found->is_null());
}

/// Removes what is at or after `step`, or after it.
template <typename Points>
bool cut(Points& points, std::int64_t step, bool keepStep)
{
    const auto first = std::partition_point(points.begin(), points.end(), [&](const auto& point) {
        return keepStep ? point.step <= step : point.step < step;
    });
    const bool some = first != points.end();
    points.erase(first, points.end());
    return some;
}

/// Appends a point; those of this step and later ones, of before a resume, go.
template <typename Points, typename Point>
void put(Points& points, Point point, RunLog& log)
{
    if (!points.empty() && points.back().step >= point.step && cut(points, point.step, false)) ++log.rewinds;
    points.push_back(std::move(point));
}

RunStart startOf(const Json& event)
{
    RunStart start;
    start.model = text(event, "model");
    start.dtype = text(event, "dtype");
    start.rows = integer(event, "num_examples");
    start.evalRows = integer(event, "num_eval_examples");
    start.epochs = number(event, "num_train_epochs");
    start.maxSteps = integer(event, "max_steps");
    start.batchSize = integer(event, "train_batch_size");
    start.accumulation = std::max<std::int64_t>(1, integer(event, "gradient_accumulation_steps", 1));
    if (const auto labels = event.find("labels"); labels != event.end() && labels->is_array())
        for (const Json& label : *labels)
            start.labels.push_back(label.is_string() ? label.get<std::string>() : label.dump());
    start.truncatedRows = integer(event, "truncated_rows");
    start.emptyRows = integer(event, "empty_rows");
    start.longest = integer(event, "longest");
    start.parameters = integer(event, "parameters");
    start.threads = int(integer(event, "threads"));
    start.pid = integer(event, "pid");
    start.time = number(event, "time");
    start.resumedFrom = text(event, "resumed_from");
    return start;
}

/// The step of "checkpoint-302" or a path that ends so; 0 for none.
std::int64_t stepOfCheckpoint(std::string_view name)
{
    const auto dash = name.rfind('-');
    std::int64_t step = 0;
    if (dash != std::string_view::npos)
        std::from_chars(name.data() + dash + 1, name.data() + name.size(), step);
    return step;
}

/// A start takes back what lies after the checkpoint it begins from.
void begin(RunLog& log, const Json& event)
{
    auto start = startOf(event);
    const std::int64_t step = stepOfCheckpoint(start.resumedFrom);
    bool some = false;
    for (auto* curve : {&log.curves.trainLoss, &log.curves.evalLoss, &log.curves.evalAccuracy,
                        &log.curves.gradientNorm, &log.learningRate})
        some |= cut(*curve, step, true);
    some |= cut(log.evaluations, step, true);
    some |= cut(log.epochs, step, true);
    some |= cut(log.checkpoints, step, true);
    some |= cut(log.observations, step, true);
    if (some) ++log.rewinds;
    log.end.reset();
    log.error.reset();
    log.speed = {};
    log.step = step;
    log.start = std::move(start);
}

void takeLog(RunLog& log, const Json& event, std::int64_t step, double epoch)
{
    // A last summary line of a run (as Trainer's) has no loss of this step.
    if (hasNumber(event, "loss"))
        put(log.curves.trainLoss, CurvePoint{step, epoch, number(event, "loss")}, log);
    if (hasNumber(event, "learning_rate"))
        put(log.learningRate, CurvePoint{step, epoch, number(event, "learning_rate")}, log);
    if (hasNumber(event, "grad_norm"))
        put(log.curves.gradientNorm, CurvePoint{step, epoch, number(event, "grad_norm")}, log);
    log.speed = {number(event, "step_seconds"), number(event, "samples_per_second"),
                 number(event, "tokens_per_second"), number(event, "seconds_remaining")};
}

void takeEvaluation(RunLog& log, const Json& event, std::int64_t step, double epoch)
{
    RunEvaluation evaluation{step, epoch, {}, {}};
    for (const auto& [key, value] : event.items())
        if (key.starts_with("eval_") && (value.is_number() || value.is_null()))
            evaluation.values[key] = number(event, key.c_str());
    if (const auto matrix = event.find("confusion_matrix"); matrix != event.end() && matrix->is_array())
        for (const Json& row : *matrix) {
            auto& cells = evaluation.confusion.emplace_back();
            if (!row.is_array()) continue;
            for (const Json& cell : row)
                cells.push_back(cell.is_number() ? cell.get<std::int64_t>() : 0);
        }
    if (hasNumber(event, "eval_loss"))
        put(log.curves.evalLoss, CurvePoint{step, epoch, number(event, "eval_loss")}, log);
    if (hasNumber(event, "eval_accuracy"))
        put(log.curves.evalAccuracy, CurvePoint{step, epoch, number(event, "eval_accuracy")}, log);
    put(log.evaluations, std::move(evaluation), log);
}

void takeObservation(RunLog& log, const Json& event, std::int64_t step, double epoch)
{
    RunObservation seen{step, epoch, {text(event, "code"), text(event, "text"), {}}};
    for (const auto& [key, value] : event.items())
        if (value.is_number() && key != "step" && key != "epoch" && key != "time")
            seen.observation.numbers[key] = value.get<double>();
    // Their own numbers may be in an object, where a "step" is theirs.
    if (const auto numbers = event.find("numbers"); numbers != event.end() && numbers->is_object())
        for (const auto& [key, value] : numbers->items())
            if (value.is_number()) seen.observation.numbers[key] = value.get<double>();
    log.observations.push_back(std::move(seen));
}

} // namespace

RunReader::RunReader(fs::path folder) : m_folder(std::move(folder)) {}

void RunReader::reset()
{
    const int rewinds = m_log.rewinds + 1;
    m_log = {};
    m_log.rewinds = rewinds;
    m_offset = 0;
    m_rest.clear();
}

bool RunReader::poll(int megabytes)
{
    const fs::path path = m_folder / "events.jsonl";
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) {
        std::error_code error;
        if (!fs::exists(path, error)) return false;
        throw core::Exception(core::ErrorCode::Io, path.string() + ": cannot be read");
    }
    const auto size = std::uint64_t(file.tellg());
    bool changed = false;
    if (size < m_offset) {
        reset();
        changed = true;
    }
    file.seekg(std::streamoff(m_offset));
    std::string buffer(chunkBytes, '\0');
    for (int chunk = 0; chunk < megabytes && m_offset < size; ++chunk) {
        file.read(buffer.data(), std::streamsize(chunkBytes));
        const auto count = std::size_t(file.gcount());
        if (count == 0) break;
        m_offset += count;
        m_rest.append(buffer, 0, count);
        std::size_t begin = 0;
        for (std::size_t end; (end = m_rest.find('\n', begin)) != std::string::npos; begin = end + 1) {
            take(std::string_view(m_rest).substr(begin, end - begin));
            changed = true;
        }
        m_rest.erase(0, begin);
    }
    return changed;
}

void RunReader::readAll()
{
    while (poll())
        ;
}

void RunReader::take(std::string_view line)
{
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == std::string_view::npos) return;
    const Json event = Json::parse(line, nullptr, false);
    if (!event.is_object() || text(event, "event").empty()) {
        ++m_log.badLines;
        return;
    }
    ++m_log.events;
    const std::string kind = text(event, "event");
    const std::int64_t step = integer(event, "step", m_log.step);
    const double epoch = number(event, "epoch", m_log.epoch);
    if (kind == "start") {
        begin(m_log, event);
    } else {
        m_log.step = step;
        m_log.epoch = epoch;
    }
    m_log.time = number(event, "time", m_log.time);
    if (kind == "log") {
        takeLog(m_log, event, step, epoch);
    } else if (kind == "eval") {
        takeEvaluation(m_log, event, step, epoch);
    } else if (kind == "epoch") {
        put(m_log.epochs, RunEpoch{step, epoch, number(event, "train_loss"), number(event, "seconds")},
            m_log);
    } else if (kind == "checkpoint") {
        const std::string name = fs::path(text(event, "path")).filename().string();
        const bool best = event.find("best") != event.end() && event["best"] == true;
        if (best)
            for (RunCheckpoint& checkpoint : m_log.checkpoints)
                checkpoint.best = false;
        put(m_log.checkpoints, RunCheckpoint{step, name, best}, m_log);
    } else if (kind == "observation") {
        takeObservation(m_log, event, step, epoch);
    } else if (kind == "end") {
        RunEnd end{text(event, "reason"), number(event, "train_runtime"), number(event, "train_loss"),
                   text(event, "best_model_checkpoint"), std::nullopt};
        if (const double best = number(event, "best_metric", NAN); std::isfinite(best)) end.bestMetric = best;
        m_log.end = std::move(end);
    } else if (kind == "error") {
        m_log.error = RunError{text(event, "code"), text(event, "message")};
    }
}

RunState RunReader::state() const
{
    if (m_log.end)
        return m_log.end->reason == "stopped"          ? RunState::Stopped
               : m_log.end->reason == "early_stopping" ? RunState::EarlyStopped
                                                       : RunState::Finished;
    if (m_log.error) return RunState::Failed;
    if (writerOf(m_folder) != 0) return RunState::Running;
    return m_log.start ? RunState::Died : RunState::Waiting;
}

std::int64_t writerOf(const fs::path& folder)
{
    const int file = ::open((folder / ".lock").c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    char content[32] = {};
    std::int64_t pid = 0;
    if (const auto count = ::read(file, content, sizeof content - 1); count > 0)
        std::from_chars(content, content + count, pid);
    // The lock is tried only while its process may live: where nobody writes, a worker that starts in this
    // moment must not find it taken by us.
    bool held = false;
    if (pid > 0 && (::kill(pid_t(pid), 0) == 0 || errno == EPERM)) {
        held = ::flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
        if (!held) ::flock(file, LOCK_UN);
    }
    ::close(file);
    return held ? pid : 0;
}

std::vector<fs::path> listRuns(const fs::path& runs)
{
    std::vector<std::pair<fs::file_time_type, fs::path>> found;
    std::error_code error;
    for (fs::directory_iterator entry(runs, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code missing;
        for (const char* name : {"job.json", "events.jsonl"})
            if (const auto time = fs::last_write_time(entry->path() / name, missing); !missing) {
                found.emplace_back(time, entry->path());
                break;
            }
    }
    std::sort(found.begin(), found.end(), std::greater<>());
    std::vector<fs::path> result;
    for (auto& [time, path] : found)
        result.push_back(std::move(path));
    return result;
}

std::vector<RunPrediction> readPredictions(const fs::path& file)
{
    return parsePredictions(core::readFile(file));
}

std::vector<RunPrediction> parsePredictions(std::string_view content)
{
    std::vector<RunPrediction> rows;
    const auto name = [](const Json& event, const char* key) {
        const auto found = event.find(key);
        if (found == event.end()) return std::string();
        return found->is_string() ? found->get<std::string>() : found->dump();
    };
    for (std::size_t begin = 0; begin < content.size();) {
        const auto end = std::min(content.find('\n', begin), content.size());
        const Json row = Json::parse(content.begin() + std::ptrdiff_t(begin),
                                     content.begin() + std::ptrdiff_t(end), nullptr, false);
        begin = end + 1;
        if (!row.is_object() || !row.contains("prediction")) continue;
        rows.push_back({integer(row, "row"), text(row, "text"), name(row, "label"), name(row, "prediction"),
                        number(row, "score")});
    }
    return rows;
}

} // namespace vitrine::training

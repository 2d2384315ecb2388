// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/model_compare_job.h"

#include "app/window/attention_models.h"
#include "app/window/error_text.h"
#include "app/window/process_memory.h"
#include "app/window/task_run.h"
#include "backend/core/architectures.h"
#include "backend/hub/locate.h"
#include "backend/models/model_facts.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLocale>

#include <algorithm>

namespace vitrine::app {
namespace {

using widgets::ComparedAnswer;
using widgets::ComparedRun;
using State = ComparedRun::State;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ModelCompareJob)
};

constexpr qint64 millisecondsBetweenUpdates = 60;
/// Beside the weights: what a forward pass takes, and what the rest of the machine should keep.
constexpr std::int64_t reserve = std::int64_t(256) << 20;

/// Lets interactive requests through as any long job does, and knows how long they took.
class TimedControl final : public core::RunControl
{
public:
    explicit TimedControl(core::RunControl& control) : m_control(control) {}
    std::stop_token stopToken() const override { return m_control.stopToken(); }
    void yield() override
    {
        QElapsedTimer timer;
        timer.start();
        m_control.yield();
        m_yielded += timer.nsecsElapsed();
    }
    double yieldedMilliseconds() const { return double(m_yielded) / 1e6; }

private:
    core::RunControl& m_control;
    qint64 m_yielded = 0;
};

std::int64_t neededBytes(const models::ModelFacts& facts, models::DTypeChoice dtype)
{
    switch (dtype) {
    case models::DTypeChoice::Checkpoint:
        return std::int64_t(facts.storedBytes);
    case models::DTypeChoice::BFloat16:
    case models::DTypeChoice::Float16:
        return std::int64_t(facts.weightBytes(2));
    case models::DTypeChoice::Float32:
    case models::DTypeChoice::Auto: // at most
        break;
    }
    return std::int64_t(facts.weightBytes(4));
}

/// Texts with gaps are written with either spelling; each model reads its own.
QJsonValue withMaskOf(const QString& mask, const QJsonValue& input)
{
    if (!input.isString() || mask.isEmpty()) return input;
    QString text = input.toString();
    if (text.contains(mask)) return input;
    for (const char* spelling : {"[MASK]", "<mask>"})
        text.replace(QLatin1String(spelling), mask);
    return text;
}

/// The mean over the tokens instead of all of them: what is compared, and little enough to keep.
QJsonValue pooled(const QJsonValue& result)
{
    const QJsonArray outer = result.toArray();
    if (outer.size() != 1 || !outer[0].isArray()) return result;
    const QJsonArray rows = outer[0].toArray();
    std::vector<double> sums(std::size_t(rows.at(0).toArray().size()), 0);
    for (const QJsonValue& row : rows) {
        const QJsonArray values = row.toArray();
        for (std::size_t i = 0; i < sums.size(); ++i)
            sums[i] += values.at(qsizetype(i)).toDouble();
    }
    QJsonArray mean;
    for (const double sum : sums)
        mean.append(sum / double(rows.size()));
    return mean;
}

int newTokensOf(const QJsonObject& details)
{
    int count = 0;
    for (const QJsonValue& sequence : details[QStringLiteral("sequences")].toArray())
        count += int(sequence[QStringLiteral("tokens")].toArray().size());
    return count;
}

bool isSame(const ComparedModels::Model& one, const ComparedModels::Model& other)
{
    return one.specification == other.specification && one.dtype == other.dtype;
}

/// Thrown for a model without the task's head: no file is wrong, and none is unknown.
struct NoHead
{
    std::string message;
};

void fail(ComparedRun& run, const core::Error& error)
{
    const ErrorText text = explain(error);
    run.state = State::Failed;
    run.problem = text.kind;
    run.detail = text.fact;
    run.nextStep = text.nextStep;
}

} // namespace

void ComparedModels::keepOnly(const std::vector<Model>& models)
{
    std::erase_if(m_entries, [&](const Entry& entry) {
        return std::ranges::none_of(models, [&](const Model& model) { return isSame(model, entry.key); });
    });
}

void ComparedModels::makeRoom(const Model& wanted, const std::filesystem::path& folder)
{
    const auto facts = core::capture([&] { return models::readModelFacts(folder); });
    if (!facts.ok()) return; // the load says better what is wrong
    const std::int64_t needed = neededBytes(facts.value(), wanted.dtype) + reserve;
    const auto free = [&] { return available ? available() : availableMemory(); };
    while (!m_entries.empty() && free() >= 0 && free() < needed)
        m_entries.pop_front();
    if (const std::int64_t left = free(); left >= 0 && left < needed)
        throw core::Exception(core::ErrorCode::OutOfMemory,
                              folder.filename().string() + ": its weights take " +
                                  QLocale::c().formattedDataSize(needed - reserve).toStdString() + ", " +
                                  QLocale::c().formattedDataSize(left).toStdString() + " of memory are free");
}

ComparedModels::Entry& ComparedModels::require(const Model& wanted, const Request& request,
                                               const Backend& backend, ComparedRun& run,
                                               core::RunControl& control)
{
    const auto found =
        std::ranges::find_if(m_entries, [&](const Entry& entry) { return isSame(entry.key, wanted); });
    if (found != m_entries.end()) {
        run.wasKept = true;
        m_entries.splice(m_entries.end(), m_entries, found);
        return m_entries.back();
    }
    const auto folder = hub::locate(wanted.specification.toStdString());
    makeRoom(wanted, folder);
    models::ModelBackend& engine = backend();
    engine.setThreads(request.threads);
    Entry entry;
    entry.key = wanted;
    const std::int64_t before = residentMemory();
    entry.model =
        std::make_unique<LoadedModel>(engine.load(folder, {wanted.dtype, models::Head::Auto}, control));
    const QString own = tokenizerFolderOf(QString::fromStdString(folder.string()));
    if (own.isEmpty())
        throw core::Exception(core::ErrorCode::NotFound, folder.string() + ": no tokenizer in it");
    entry.tokenizer =
        std::make_shared<const tokenizers::Tokenizer>(tokenizers::Tokenizer::load(own.toStdString()).value());
    entry.heldBytes = std::max<std::int64_t>(0, residentMemory() - before);
    m_entries.push_back(std::move(entry));
    return m_entries.back();
}

void ComparedModels::run(const Request& request, const Backend& backend,
                         const std::function<void(Update)>& publish, core::RunControl& control)
{
    const std::string task = request.task.toStdString();
    const int inputs = int(request.inputs.size());
    const double steps = double(request.models.size()) * std::max(1, inputs) * request.repetitions;
    double done = 0;
    keepOnly(request.models);
    QElapsedTimer whole;
    whole.start();
    const auto tell = [&](const QString& name) {
        const double fraction = done / steps;
        const double spent = double(whole.elapsed()) / 1000;
        control.progress(
            {fraction, name.toStdString(), fraction > 0.02 ? spent / fraction * (1 - fraction) : -1});
    };

    for (int number = 0; number < int(request.models.size()); ++number) {
        const Model& wanted = request.models[std::size_t(number)];
        ComparedRun head;
        std::vector<std::pair<int, ComparedAnswer>> news;
        const auto flush = [&] { publish({number, head, std::exchange(news, {})}); };
        head.state = State::Loading;
        flush();
        const double before = done;
        tell(displayName(wanted.specification));
        try {
            // Known from config.json alone, so that nothing is loaded in vain.
            if (const QStringList tasks = tasksOfModel(wanted.specification);
                !tasks.isEmpty() && !tasks.contains(request.task))
                throw NoHead{displayName(wanted.specification).toStdString() + " has no head for " + task +
                             "; it can: " + tasks.join(QStringLiteral(", ")).toStdString()};
            Entry& entry = require(wanted, request, backend, head, control);
            const models::ModelInfo& info = entry.model->model().info();
            head.location = QString::fromStdString(info.path.string());
            head.loadSeconds = info.loadSeconds;
            head.weightBytes = info.bytes;
            head.parameters = info.parameters;
            head.dtype = dtypeName(info.dtype);
            if (std::ranges::find(info.tasks, task) == info.tasks.end())
                throw NoHead{info.name + " (" + info.architecture + ") has no head for " + task};
            head.state = State::Running;
            flush();
            backend().setThreads(request.threads);
            const QString mask = task == "fill-mask" ? maskToken(*entry.tokenizer) : QString();
            const bool isVector = task == "feature-extraction";
            const bool canMeasure = resetPeakMemory();
            const std::int64_t resident = residentMemory();
            QElapsedTimer sinceUpdate;
            sinceUpdate.start();
            for (int input = 0; input < inputs; ++input) {
                const widgets::TaskRequest asked{request.task, withMaskOf(mask, request.inputs[input]),
                                                 request.arguments};
                ComparedAnswer answer;
                answer.isDone = true;
                try {
                    // The first input once more before: caches, kernels and pages are then warm.
                    for (int i = input == 0 ? -1 : 0; i < request.repetitions; ++i) {
                        control.checkpoint();
                        TimedControl timed(control);
                        auto result = runTask(*entry.model, entry.tokenizer, asked, timed);
                        if (i < 0) continue;
                        result.milliseconds =
                            std::max(0.0, result.milliseconds - timed.yieldedMilliseconds());
                        answer.milliseconds.append(result.milliseconds);
                        answer.newTokens += newTokensOf(result.details);
                        if (i == 0) {
                            if (isVector) result.result = pooled(result.result);
                            answer.result = std::move(result);
                        }
                        ++done;
                    }
                } catch (const core::CanceledException&) {
                    flush();
                    throw;
                } catch (...) {
                    answer.error = QString::fromStdString(core::describe(std::current_exception()).message);
                    done = before + double(input + 1) * request.repetitions;
                }
                // What an earlier model gave back is taken first and is no growth: never below the weights.
                if (canMeasure && resident >= 0)
                    head.peakBytes =
                        std::max<std::int64_t>(head.weightBytes, entry.heldBytes + peakMemory() - resident);
                news.emplace_back(input, std::move(answer));
                if (sinceUpdate.elapsed() >= millisecondsBetweenUpdates) {
                    tell(displayName(wanted.specification));
                    flush();
                    sinceUpdate.restart();
                }
            }
            entry.heldBytes += std::max<std::int64_t>(0, residentMemory() - resident);
            head.state = State::Done;
        } catch (const core::CanceledException&) {
            throw;
        } catch (const NoHead& lack) {
            head.state = State::Failed;
            head.problem = Texts::tr("This model can't do this task.");
            head.detail = QString::fromStdString(lack.message);
            head.nextStep = Texts::tr("Choose a model that was trained for it.");
        } catch (...) {
            fail(head, core::describe(std::current_exception()));
        }
        done = before + double(std::max(1, inputs)) * request.repetitions;
        flush();
    }
}

ModelOutlook outlookOf(const ComparedModels::Model& model)
{
    ModelOutlook outlook;
    try {
        const auto folder = hub::locate(model.specification.toStdString());
        outlook.tasks = tasksOfModel(model.specification);
        const auto verdict = core::judgeModelFolder(folder);
        if (!verdict.supported) outlook.error = QString::fromStdString(verdict.why);
        const auto facts = models::readModelFacts(folder);
        outlook.parameters = facts.parameters;
        outlook.neededBytes = neededBytes(facts, model.dtype);
    } catch (...) {
        if (outlook.error.isEmpty())
            outlook.error = QString::fromStdString(core::describe(std::current_exception()).message);
    }
    return outlook;
}

} // namespace vitrine::app

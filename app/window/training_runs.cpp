// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/training_runs.h"

#include "backend/core/result.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>

#include <cmath>

namespace vitrine::app {
namespace {

using training::RunLog;
using training::RunReader;

constexpr std::size_t sparklinePoints = 60;

/// The mean of each of a few equal parts of the curve.
std::vector<float> sparkline(const std::vector<training::CurvePoint>& curve)
{
    std::vector<float> values;
    const std::size_t parts = std::min(sparklinePoints, curve.size());
    for (std::size_t part = 0; part < parts; ++part) {
        double sum = 0;
        std::size_t count = 0;
        for (std::size_t i = part * curve.size() / parts; i < (part + 1) * curve.size() / parts; ++i)
            if (std::isfinite(curve[i].value)) {
                sum += curve[i].value;
                ++count;
            }
        if (count > 0) values.push_back(float(sum / double(count)));
    }
    return values;
}

QByteArray resource(const char* name)
{
    QFile file(QStringLiteral(":/examples/run-emails/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

widgets::RunSummary summarize(const RunLog& log)
{
    widgets::RunSummary summary;
    const auto best = [&](const char* name, bool greater) {
        std::optional<double> result;
        for (const auto& evaluation : log.evaluations)
            if (const auto found = evaluation.values.find(name);
                found != evaluation.values.end() && std::isfinite(found->second) &&
                (!result || (greater ? found->second > *result : found->second < *result)))
                result = found->second;
        return result;
    };
    summary.accuracy = best("eval_accuracy", true);
    summary.f1 = best("eval_f1", true);
    summary.loss = best("eval_loss", false);
    summary.epochs = log.epoch;
    summary.steps = log.step;
    if (log.start) {
        summary.date = QDateTime::fromMSecsSinceEpoch(qint64(log.start->time * 1000));
        summary.seconds = log.time - log.start->time;
    }
    summary.sparkline = sparkline(log.curves.trainLoss);
    return summary;
}

std::vector<widgets::RunSummary> summarizeRuns(const QString& runsFolder)
{
    std::vector<widgets::RunSummary> runs;
    for (const auto& path : training::listRuns(runsFolder.toStdString())) {
        RunReader reader(path);
        // A run that can't be read is listed all the same, so that it can be looked at and deleted.
        core::capture([&] {
            reader.readAll();
            return true;
        }).ok();
        auto summary = summarize(reader.log());
        summary.folder = QString::fromStdString(path.string());
        summary.id = QString::fromStdString(path.filename().string());
        summary.state = reader.state();
        summary.job = readJob(summary.folder);
        if (!summary.date.isValid())
            summary.date =
                QFileInfo(QDir(summary.folder).filePath(QStringLiteral("job.json"))).lastModified();
        runs.push_back(std::move(summary));
    }
    return runs;
}

QJsonObject readJob(const QString& folder)
{
    QFile file(QDir(folder).filePath(QStringLiteral("job.json")));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

QStringList labelNames(const RunLog& log)
{
    QStringList names;
    if (log.start)
        for (const std::string& name : log.start->labels)
            names.append(QString::fromStdString(name));
    return names;
}

QString newRunFolder(const QString& runsFolder, const QString& dataset)
{
    QString name = dataset.startsWith(QLatin1String("starter:")) ? dataset.mid(8)
                                                                 : QFileInfo(dataset).completeBaseName();
    name.replace(QRegularExpression(QStringLiteral("[^\\w.-]+")), QStringLiteral("-"));
    if (name.isEmpty() || name.startsWith(QLatin1Char('.'))) name = QStringLiteral("run");
    const QDir runs(runsFolder);
    for (int number = 1;; ++number) {
        const QString id = name.left(60) + QStringLiteral("-%1").arg(number, 3, 10, QLatin1Char('0'));
        if (!runs.exists(id)) return runs.filePath(id);
    }
}

RecordedRun recordedRun()
{
    RecordedRun run{std::make_shared<RunReader>(std::filesystem::path()), {}, {}};
    for (const QByteArray& line : resource("events.jsonl").split('\n'))
        run.reader->take({line.constData(), std::size_t(line.size())});
    const QByteArray predictions = resource("predictions.jsonl");
    run.predictions = training::parsePredictions({predictions.constData(), std::size_t(predictions.size())});
    run.job = QJsonDocument::fromJson(resource("job.json")).object();
    return run;
}

} // namespace vitrine::app

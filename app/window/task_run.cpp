// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/task_run.h"

#include "backend/core/architectures.h"
#include "backend/hub/locate.h"
#include "backend/pipelines/pipeline.h"
#include "backend/tokenizers/tokenizer_config.h"
#include "widgets/playground/task_copy.h"

#include <nlohmann/json.hpp>

#include <QElapsedTimer>
#include <QJsonDocument>

#include <algorithm>

namespace vitrine::app {
namespace {

constexpr qint64 millisecondsBetweenTokens = 33;

QJsonValue toQt(const std::string& json)
{
    const auto document =
        QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), qsizetype(json.size())));
    return document.isObject() ? QJsonValue(document.object()) : QJsonValue(document.array());
}

QStringList toQt(const std::vector<std::string>& texts)
{
    QStringList list;
    for (const std::string& text : texts)
        list.append(QString::fromStdString(text));
    return list;
}

/// With `options` the rest of what the request and its result do not say.
widgets::TaskResult run(LoadedModel& model, const Session::TokenizerPointer& tokenizer,
                        const widgets::TaskRequest& request, pipelines::PipelineOptions options,
                        core::RunControl& control)
{
    QElapsedTimer timer;
    timer.start();
    auto& pipeline = model.pipeline(request.task.toStdString(), tokenizer);
    options.details = true;
    options.arguments = widgets::jsonText(request.arguments).toStdString();
    const auto input = core::Json::parse(widgets::jsonText(request.input).toStdString());
    auto run = pipeline.run(std::span(&input, 1), options, control);
    widgets::TaskResult result;
    result.request = request;
    result.milliseconds = double(timer.nsecsElapsed()) / 1e6;
    result.result = toQt(pipelines::toJsonText(run.outputs.at(0)));
    if (!run.details.empty()) result.details = toQt(run.details[0]).toObject();
    result.trace = std::move(run.trace);
    return result;
}

} // namespace

QString maskToken(const tokenizers::Tokenizer& tokenizer)
{
    const auto config =
        core::capture([&] { return tokenizers::readTokenizerConfig(tokenizer.info().path.parent_path()); });
    if (config.ok())
        if (const auto* token = config.value().find("mask_token"))
            return QString::fromStdString(token->content);
    for (const auto& token : tokenizer.addedTokens())
        if (token.content == "[MASK]" || token.content == "<mask>")
            return QString::fromStdString(token.content);
    return {};
}

widgets::TaskResult runTask(LoadedModel& model, const Session::TokenizerPointer& tokenizer,
                            const widgets::TaskRequest& request, bool stages, engine::JobContext& context,
                            const std::function<void(const QList<widgets::StreamedToken>&)>& onTokens)
{
    QElapsedTimer sincePublished;
    sincePublished.start();
    pipelines::PipelineOptions options;
    options.trace = options.traceData = stages;
    QList<widgets::StreamedToken> made;
    const auto publish = [&] {
        if (made.isEmpty()) return;
        context.publish([onTokens, tokens = std::exchange(made, {})] { onTokens(tokens); });
        sincePublished.restart();
    };
    if (onTokens)
        options.onToken = [&](const pipelines::TokenEvent& token) {
            made.append(
                {int(token.input), token.id, QString::fromStdString(token.text), token.logProbability});
            if (sincePublished.elapsed() >= millisecondsBetweenTokens) publish();
        };
    auto result = run(model, tokenizer, request, std::move(options), context);
    publish();
    return result;
}

widgets::TaskResult runTask(LoadedModel& model, const Session::TokenizerPointer& tokenizer,
                            const widgets::TaskRequest& request, core::RunControl& control)
{
    return run(model, tokenizer, request, {}, control);
}

widgets::TaskModel taskModel(const Session& session)
{
    widgets::TaskModel model;
    model.location = session.modelSpecification();
    model.name = displayName(model.location);
    if (const auto& info = session.modelInfo()) {
        model.tasks = toQt(info->tasks);
        model.labels = toQt(info->labels);
        model.isMultiLabel = info->problemType == "multi_label_classification";
        if (!info->path.empty()) model.location = QString::fromStdString(info->path.string());
        for (const auto& [task, settings] : info->generation)
            model.generation[QString::fromStdString(task)] = toQt(settings);
    }
    if (const auto& tokenizer = session.tokenizer(); tokenizer && !session.tokenizerLoading()) {
        model.maskToken = maskToken(*tokenizer);
        if (const auto& languages = tokenizer->info().languages) model.languages = toQt(languages->codes);
    }
    return model;
}

QStringList tasksOfModel(const QString& specification)
{
    const auto tasks = core::capture([&] {
        const auto verdict = core::requireModelFolder(hub::locate(specification.toStdString()));
        const auto* architecture = core::findArchitecture(verdict.modelType);
        return architecture ? core::tasksOf(architecture->headOf(verdict.architecture))
                            : std::vector<std::string>();
    });
    return tasks.ok() ? toQt(tasks.value()) : QStringList();
}

} // namespace vitrine::app

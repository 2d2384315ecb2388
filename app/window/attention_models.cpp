// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/attention_models.h"

#include "backend/core/architectures.h"
#include "backend/hub/locate.h"
#include "backend/inspection/capture_attention.h"
#include "backend/tokenizers/tokenizer_forms.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

#include <filesystem>

namespace vitrine::app {
namespace {

widgets::AttentionStacks capture(models::Model& model, const tokenizers::Tokenizer& tokenizer,
                                 const QString& name, const AttentionRun& run, core::RunControl& control)
{
    inspection::AttentionRequest request;
    request.input = run.pair ? tokenizers::EncodeInput::pair(run.text, *run.pair)
                             : tokenizers::EncodeInput::text(run.text);
    request.scores = run.scores;
    widgets::AttentionStacks stacks;
    for (auto& maps : inspection::captureStacks(model, tokenizer, request, control)) {
        auto data = std::make_shared<widgets::AttentionData>();
        data->model = name;
        data->source = run.text;
        const auto target = run.pair.value_or(std::string());
        const bool isOfTarget =
            maps.kind == inspection::AttentionKind::Decoder || maps.kind == inspection::AttentionKind::Cross;
        data->texts = isOfTarget ? std::array{target, std::string()} : std::array{run.text, target};
        data->maps = std::move(maps);
        stacks.push_back(std::move(data));
    }
    return stacks;
}

bool isModel(const QString& folder)
{
    return QFileInfo::exists(folder + QStringLiteral("/config.json")) &&
           core::weightsEntry(folder.toStdString());
}

} // namespace

AttentionModels::Entry& AttentionModels::require(const std::string& specification, const AttentionRun& run,
                                                 const Backend& backend, core::RunControl& control)
{
    const auto found = m_entries.find(specification);
    if (found != m_entries.end()) return found->second;
    const auto folder = hub::locate(specification);
    models::ModelBackend& engine = backend();
    engine.setThreads(run.threads);
    Entry entry;
    entry.model = engine.load(folder, {models::DTypeChoice::Float32, models::Head::Base}, control);
    return m_entries.emplace(specification, std::move(entry)).first->second;
}

AttentionAnswer AttentionModels::run(const AttentionRun& run, const Backend& backend,
                                     core::RunControl& control)
{
    std::erase_if(m_entries, [&](const auto& entry) {
        return entry.first != run.first.specification &&
               (!run.second || entry.first != run.second->specification);
    });
    const auto answer = [&](const AttentionModelRequest& asked) {
        Entry& entry = require(asked.specification, run, backend, control);
        auto tokenizer = asked.tokenizer;
        const QString own = tokenizerFolderOf(QString::fromStdString(entry.model->info().path.string()));
        if (!tokenizer && !entry.tokenizer && !own.isEmpty())
            entry.tokenizer = std::make_shared<const tokenizers::Tokenizer>(
                std::move(tokenizers::Tokenizer::load(own.toStdString())).value());
        if (!tokenizer) tokenizer = entry.tokenizer ? entry.tokenizer : run.first.tokenizer;
        if (!tokenizer)
            throw core::Exception(core::ErrorCode::NotFound, asked.specification + ": no tokenizer in it");
        return capture(*entry.model, *tokenizer, asked.name, run, control);
    };
    AttentionAnswer result;
    result.first = answer(run.first);
    if (run.second) result.second = answer(*run.second);
    return result;
}

QString tokenizerFolderOf(const QString& modelFolder)
{
    const QFileInfo info(modelFolder);
    QStringList folders{modelFolder};
    if (info.fileName().startsWith(QLatin1String("checkpoint-"))) folders.append(info.absolutePath());
    for (const QString& folder : folders)
        if (tokenizers::holdsTokenizer(std::filesystem::path(folder.toStdString()))) return folder;
    return {};
}

QStringList modelsOfRun(const QString& folder)
{
    const QString prefix = QStringLiteral("checkpoint-");
    QStringList names = QDir(folder).entryList({prefix + u'*'}, QDir::Dirs);
    const auto step = [&](const QString& name) {
        bool isNumber = false;
        const qlonglong number = name.mid(prefix.size()).toLongLong(&isNumber);
        return isNumber ? number : -1;
    };
    names.removeIf([&](const QString& name) { return step(name) < 0 || !isModel(folder + u'/' + name); });
    std::ranges::sort(names, std::ranges::greater(), step);
    QStringList paths;
    if (isModel(folder)) paths.append(QDir::cleanPath(folder));
    for (const QString& name : names)
        paths.append(QDir::cleanPath(folder + u'/' + name));
    return paths;
}

} // namespace vitrine::app

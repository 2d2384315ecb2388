// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/hub_pages.h"

#include "app/window/session.h"
#include "backend/core/architectures.h"
#include "backend/core/file.h"
#include "backend/core/result.h"
#include "backend/hub/cache.h"
#include "backend/hub/card.h"
#include "backend/hub/locate.h"
#include "backend/tokenizers/tokenizer_forms.h"
#include "widgets/hub/hub_format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace vitrine::app {
namespace fs = std::filesystem;
namespace {

using widgets::HubItem;
using widgets::HubPage;
using widgets::HubVerdict;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Hub)
};

const auto starterPrefix = QStringLiteral("starter:");

QString text(const std::string& bytes)
{
    return QString::fromStdString(bytes);
}

HubVerdict verdictOf(const hub::Support& support)
{
    if (support.model && support.tokenizer) return HubVerdict::Model;
    return support.tokenizer ? HubVerdict::TokenizerOnly : HubVerdict::Nothing;
}

QString readText(const fs::path& file)
{
    const auto content = core::capture([&] { return core::readFile(file); });
    return content.ok() ? text(content.value()) : QString();
}

/// The files of a folder as the Hub would list them.
std::vector<hub::RepositoryFile> filesOf(const fs::path& folder)
{
    std::vector<hub::RepositoryFile> files;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error))
        if (entry->is_regular_file(error))
            files.push_back({entry->path().lexically_relative(folder).generic_string(),
                             entry->file_size(),
                             {},
                             {},
                             0,
                             {}});
    std::ranges::sort(files, {}, &hub::RepositoryFile::path);
    return files;
}

void takeCard(const hub::Card& card, HubItem& item)
{
    if (item.task.isEmpty()) item.task = text(card.value("pipeline_tag"));
    if (item.library.isEmpty()) item.library = text(card.value("library_name"));
}

/// The values of a field, the first few of many.
QString joined(const hub::Card& card, std::string_view name)
{
    constexpr std::size_t most = 4;
    QStringList parts;
    for (const auto& field : card.fields)
        if (field.name == name)
            for (std::size_t i = 0; i < std::min(most, field.values.size()); ++i)
                parts << text(field.values[i]);
    for (const auto& field : card.fields)
        if (field.name == name && field.values.size() > most)
            parts << QStringLiteral("+%1").arg(field.values.size() - most);
    return parts.join(QStringLiteral(", "));
}

void takeFacts(const hub::Card& card, HubPage& page)
{
    const auto add = [&](const QString& name, const QString& value) {
        if (!value.isEmpty()) page.facts.append({name, value});
    };
    qint64 size = 0;
    for (const auto& file : page.files)
        size += file.size;
    add(Texts::tr("Size"), widgets::sizeText(size));
    add(Texts::tr("Licence"), joined(card, "license"));
    add(Texts::tr("Language"), joined(card, "language"));
    add(Texts::tr("Trained on"), joined(card, "datasets"));
    add(Texts::tr("Base model"), joined(card, "base_model"));
    if (page.item.updated.isValid()) add(Texts::tr("Updated"), widgets::dateText(page.item.updated));
}

HubItem starterItem(const QString& id)
{
    HubItem item;
    item.id = id;
    item.title = displayName(id);
    item.isHere = true;
    const fs::path folder = hub::locate(id.toStdString());
    const auto files = filesOf(folder);
    item.size = 0;
    for (const auto& file : files)
        item.size += qint64(file.size);
    takeCard(hub::parseCard(readText(folder / "README.md").toStdString()), item);
    if (item.library.isEmpty() && fs::exists(folder / "modules.json"))
        item.library = QStringLiteral("sentence-transformers");
    const auto config = readText(folder / "config.json").toStdString();
    item.verdict = verdictOf(hub::judgeSupport({id.toStdString()}, files, config));
    return item;
}

HubPage starterPage(const QString& id)
{
    HubPage page;
    page.item = starterItem(id);
    const fs::path folder = hub::locate(id.toStdString());
    const auto files = filesOf(folder);
    for (const auto& file : files)
        page.files.append({text(file.path), qint64(file.size), false, true});
    const auto card = hub::parseCard(readText(folder / "README.md").toStdString());
    page.card = text(card.body);
    takeFacts(card, page);
    const auto support =
        hub::judgeSupport({id.toStdString()}, files, readText(folder / "config.json").toStdString());
    page.why = text(support.why);
    page.canOpenModel = support.model;
    page.canOpenTokenizer = support.tokenizer;
    page.notice = Texts::tr("Installed with Vitrine: it works without network.");
    return page;
}

} // namespace

hub::FileFilter scopeFilter(int scope, const QList<widgets::HubFile>& files)
{
    // The older form only where there is no other: both have the same weights.
    const bool hasSafetensors = std::any_of(files.begin(), files.end(), [](const widgets::HubFile& file) {
        return file.path == QLatin1String("model.safetensors") ||
               file.path == QLatin1String("model.safetensors.index.json");
    });
    switch (scope) {
    case 0: // what loading needs, and the card
        return {{"*.json", "*.txt", "*.model", "*.spm", "*.tiktoken",
                 hasSafetensors ? "*.safetensors" : "pytorch_model*.bin", "*.md"},
                {"onnx/", "openvino/", "coreml/"}};
    case 1:
        return {{"config.json", "README.md", "*token*.json", "vocab.*", "target_vocab.json", "merges.txt",
                 "*.model", "*.spm", "*.tiktoken", "chat_template.jinja"},
                {"onnx/", "openvino/", "coreml/"}};
    default:
        return {};
    }
}

HubItem toItem(const hub::RepositorySummary& summary, const hub::HubSettings& settings)
{
    HubItem item;
    item.id = item.title = text(summary.id);
    item.task = text(summary.pipelineTag);
    item.library = text(summary.library);
    for (const auto& tag : summary.tags)
        item.tags << text(tag);
    item.updated = QDateTime::fromString(text(summary.lastModified), Qt::ISODateWithMs);
    item.downloads = qint64(summary.downloads);
    item.likes = qint64(summary.likes);
    item.isGated = summary.isGated;
    item.isPrivate = summary.isPrivate;
    item.isHere = hub::RepositoryCache(settings.cache, {summary.id}).commitOf("main").has_value();
    if (!summary.modelType.empty())
        item.verdict =
            core::findArchitecture(summary.modelType) && item.tags.contains(QStringLiteral("safetensors"))
                ? HubVerdict::Model
            : core::findArchitecture(summary.modelType) ? HubVerdict::Unknown
                                                        : HubVerdict::Nothing;
    return item;
}

QList<HubItem> machineItems(const hub::HubSettings& settings, const QString& wanted)
{
    QList<HubItem> items;
    const auto fits = [&](const HubItem& item) {
        return item.title.contains(wanted, Qt::CaseInsensitive) ||
               item.id.contains(wanted, Qt::CaseInsensitive);
    };
    for (const std::string& name : hub::starterNames())
        if (HubItem item = starterItem(starterPrefix + text(name)); fits(item)) items.append(std::move(item));
    for (const auto& found : hub::listCache(settings.cache)) {
        if (found.repository.type != hub::RepositoryType::Model) continue;
        HubItem item;
        item.id = item.title = text(found.repository.id);
        if (!fits(item)) continue;
        item.isHere = true;
        item.size = qint64(found.size);
        item.lastUsed = QDateTime::fromSecsSinceEpoch(qint64(found.lastUsed));
        const auto info = core::capture([&] { return hub::cachedInfo(settings, found.repository, "main"); });
        if (info.ok()) {
            item.verdict = verdictOf(info.value().support);
            const auto folder =
                hub::RepositoryCache(settings.cache, found.repository).snapshot(info.value().sha);
            takeCard(hub::parseCard(readText(folder / "README.md").toStdString()), item);
        }
        items.append(std::move(item));
    }
    return items;
}

HubPage makePage(const hub::HubSettings& settings, const QString& id, core::RunControl& control)
{
    if (id.startsWith(starterPrefix)) return starterPage(id);
    const hub::Repository repository{id.toStdString()};
    hub::Client client(settings, control);
    const hub::RepositoryInfo info = client.info(repository);
    const hub::RepositoryCache cache(settings.cache, repository);

    HubPage page;
    page.item = toItem(info.summary, settings);
    if (info.isFromCache) {
        page.item.downloads = page.item.likes = -1;
        page.notice = settings.offline
                          ? Texts::tr("HF_HUB_OFFLINE is set: this is what is on this machine.")
                          : Texts::tr("The Hub could not be asked: this is what is on this machine.");
    }
    page.item.verdict = verdictOf(info.support);
    page.why = text(info.support.why);
    page.commit = text(info.sha);
    page.webAddress = text(settings.endpoint) + QLatin1Char('/') + id;
    std::error_code ignored;
    const fs::path snapshot = cache.snapshot(info.sha);
    for (const auto& file : info.files)
        page.files.append({text(file.path), qint64(file.size), !file.lfsSha256.empty(),
                           fs::exists(snapshot / file.path, ignored)});
    if (!info.isFromCache) {
        const QString names[] = {Texts::tr("What is needed here"), Texts::tr("Tokenizer alone"),
                                 Texts::tr("All files")};
        for (int scope = 0; scope < 3; ++scope) {
            const auto filter = scopeFilter(scope, page.files);
            widgets::HubScope entry{names[scope], 0, 0};
            for (const auto& file : page.files) {
                if (!filter.accepts(file.path.toStdString())) continue;
                entry.size += file.size;
                if (!file.isHere) entry.missing += std::max<qint64>(1, file.size);
            }
            page.scopes.append(entry);
        }
    }
    // A page without its card is still a page.
    const auto readme = core::capture([&] {
        return info.has("README.md") ? client.readText(repository, info.sha, "README.md") : std::nullopt;
    });
    control.checkpoint();
    const auto card = hub::parseCard(readme.ok() ? readme.value().value_or("") : "");
    page.card = text(card.body);
    takeCard(card, page.item);
    takeFacts(card, page);
    if (const auto local = cache.commitOf("main")) {
        const fs::path folder = cache.snapshot(*local);
        page.canOpenModel = core::judgeModelFolder(folder).supported;
        page.canOpenTokenizer = tokenizers::holdsTokenizer(folder);
    }
    return page;
}

} // namespace vitrine::app

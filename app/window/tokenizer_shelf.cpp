// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tokenizer_shelf.h"

#include "app/window/settings.h"
#include "backend/hub/cache.h"
#include "backend/hub/locate.h"
#include "backend/hub/settings.h"
#include "backend/tokenizers/byte_level.h"
#include "widgets/common/icon.h"

#include <nlohmann/json.hpp>

#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QPointer>

namespace vitrine::app {
namespace {

const QString bytesTokenizer = QStringLiteral("builtin:bytes");

/// A token a byte, as ByT5 and every byte-level BPE before its first merge: the yardstick of a comparison.
std::string bytesTokenizerJson()
{
    core::OrderedJson vocabulary = core::OrderedJson::object();
    for (int byte = 0; byte < 256; ++byte)
        vocabulary[std::string(tokenizers::ByteAlphabet::instance().text(static_cast<unsigned char>(byte)))] =
            byte;
    const core::OrderedJson byteLevel{
        {"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", true}};
    return core::dumpJson(
        {{"version", "1.0"},
         {"added_tokens", core::OrderedJson::array()},
         {"normalizer", nullptr},
         {"pre_tokenizer", byteLevel},
         {"post_processor", nullptr},
         {"decoder", byteLevel},
         {"model", {{"type", "BPE"}, {"vocab", vocabulary}, {"merges", core::OrderedJson::array()}}}});
}

tokenizers::Tokenizer openTokenizer(const std::string& specification)
{
    if (specification == bytesTokenizer.toStdString())
        return tokenizers::Tokenizer::fromJson(bytesTokenizerJson(), specification).value();
    return tokenizers::Tokenizer::load(hub::locate(specification)).value();
}

} // namespace

TokenizerShelf::TokenizerShelf(Session& session, QObject* parent) : QObject(parent), m_session(session) {}

const TokenizerShelf::Answer* TokenizerShelf::find(const QString& specification)
{
    const auto found = m_entries.find(specification);
    if (found != m_entries.end()) return found->second ? &*found->second : nullptr;
    m_entries.emplace(specification, std::nullopt);
    m_session.workers().submit<TokenizerPointer>(
        {[specification = specification.toStdString()](engine::JobContext&) -> TokenizerPointer {
             return std::make_shared<const tokenizers::Tokenizer>(openTokenizer(specification));
         },
         [guard = QPointer<TokenizerShelf>(this), specification](engine::Outcome<TokenizerPointer> outcome) {
             if (!guard || outcome.canceled()) return;
             const auto entry = guard->m_entries.find(specification);
             if (entry == guard->m_entries.end()) return; // nobody wants it any more
             entry->second = outcome.done() ? Answer(std::move(outcome.value())) : Answer(outcome.error());
             Q_EMIT guard->changed(specification);
         }});
    return nullptr;
}

void TokenizerShelf::forget(const QString& specification)
{
    m_entries.erase(specification);
}

void TokenizerShelf::keepOnly(const QStringList& specifications)
{
    std::erase_if(m_entries, [&](const auto& entry) { return !specifications.contains(entry.first); });
}

QString TokenizerShelf::nameOf(const QString& specification)
{
    // A tokenizer.json is called after its folder: they all have that name.
    if (specification == bytesTokenizer) return tr("Bytes (built in)");
    const QFileInfo info(specification);
    if (info.fileName() == QLatin1String("tokenizer.json")) return info.dir().dirName();
    return displayName(specification);
}

void TokenizerShelf::readCache()
{
    if (m_cacheIsRead) return;
    m_cacheIsRead = true;
    m_session.workers().submit<QStringList>(
        {[](engine::JobContext&) {
             QStringList ids;
             for (const auto& each : hub::listCache(hub::cacheFolderFromEnvironment()))
                 if (each.repository.type == hub::RepositoryType::Model)
                     ids.append(QString::fromStdString(each.repository.id));
             return ids;
         },
         [guard = QPointer<TokenizerShelf>(this)](engine::Outcome<QStringList> outcome) {
             if (guard && outcome.done()) guard->m_cached = outcome.value();
         }});
}

void TokenizerShelf::fillMenu(QMenu* menu, std::function<void(const QString&)> chosen)
{
    readCache();
    menu->clear();
    const auto add = [&](const QString& specification, const QString& text) {
        connect(menu->addAction(text), &QAction::triggered, this,
                [chosen, specification] { chosen(specification); });
    };
    QStringList listed;
    if (const QString own = m_session.tokenizerSpecification(); !own.isEmpty()) {
        add(own, tr("The window's own: %1").arg(nameOf(own)));
        listed.append(own);
    }
    for (const std::string& name : hub::starterNames()) {
        const QString specification = QStringLiteral("starter:") + QString::fromStdString(name);
        if (!listed.contains(specification)) add(specification, nameOf(specification));
    }
    add(bytesTokenizer, nameOf(bytesTokenizer));
    for (const QString& recent : m_session.settings().recentTokenizers())
        if (!listed.contains(recent)) add(recent, QDir::toNativeSeparators(recent));
    if (!m_cached.isEmpty()) {
        menu->addSection(tr("In the Hub's cache"));
        for (const QString& id : m_cached)
            add(id, id);
    }
    menu->addSeparator();
    const auto ask = [this, menu, chosen](bool folder) {
        auto* dialog = new QFileDialog(menu->parentWidget() ? menu->parentWidget()->window() : nullptr,
                                       tr("Open a tokenizer"), m_session.settings().lastFolder());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, this, [this, chosen](const QString& path) {
            m_session.settings().setLastFolder(QFileInfo(path).absolutePath());
            chosen(path);
        });
        dialog->open();
    };
    connect(menu->addAction(widgets::themedIcon(QStringLiteral("folder")), tr("Open tokenizer folder…")),
            &QAction::triggered, this, [ask] { ask(true); });
    connect(menu->addAction(widgets::themedIcon(QStringLiteral("file")), tr("Open tokenizer file…")),
            &QAction::triggered, this, [ask] { ask(false); });
}

} // namespace vitrine::app

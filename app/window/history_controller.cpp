// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/history_controller.h"

#include "app/window/save_file.h"
#include "app/window/session.h"
#include "widgets/playground/history_page.h"
#include "widgets/playground/task_copy.h"

#include <QJsonDocument>

namespace vitrine::app {
namespace {

using widgets::HistoryEntry;

/// Of one run's input, and of all that are kept, in bytes of JSON: the state is written with every change.
constexpr qsizetype mostOfOne = 64 << 10, mostOfAll = 1 << 20;
constexpr int longestSummary = 160;

QJsonArray toJson(const std::vector<HistoryEntry>& entries, qsizetype most)
{
    QJsonArray kept;
    qsizetype size = 0;
    for (const HistoryEntry& entry : entries) {
        const QJsonObject json = widgets::toJson(entry);
        const qsizetype own = QJsonDocument(json).toJson(QJsonDocument::Compact).size();
        if (own > mostOfOne && most > 0) continue;
        size += own;
        if (most > 0 && size > most) break;
        kept.append(json);
    }
    return kept;
}

} // namespace

HistoryController::HistoryController(Session& session) : m_session(session), m_page(new widgets::HistoryPage)
{
    connect(m_page, &widgets::HistoryPage::changed, this, &Panel::stateChanged);
    connect(m_page, &widgets::HistoryPage::openRequested, this, &HistoryController::openRequested);
    connect(m_page, &widgets::HistoryPage::exportRequested, this, [this] {
        saveFile(m_session, m_page, tr("Export the history"), tr("All runs (*.json)"),
                 QStringLiteral("history.json"),
                 QJsonDocument(toJson(m_page->model()->entries(), 0)).toJson(QJsonDocument::Indented));
    });
}

HistoryController::~HistoryController()
{
    delete m_page;
}

QWidget* HistoryController::widget()
{
    return m_page;
}

QJsonObject HistoryController::saveState() const
{
    return {{QStringLiteral("runs"), toJson(m_page->model()->entries(), mostOfAll)}};
}

void HistoryController::restoreState(const QJsonObject& state)
{
    std::vector<HistoryEntry> entries;
    for (const QJsonValue& run : state[QStringLiteral("runs")].toArray())
        entries.push_back(widgets::historyEntry(run.toObject()));
    m_page->model()->setEntries(std::move(entries));
}

void HistoryController::add(const widgets::TaskResult& result, const QString& summary, bool pinned)
{
    HistoryEntry entry;
    entry.request = result.request;
    entry.model = result.model;
    entry.location = m_session.modelSpecification();
    const QString text = summary.simplified();
    entry.summary = text.size() > longestSummary ? text.left(longestSummary - 1) + u'…' : text;
    entry.time = QDateTime::currentDateTimeUtc();
    entry.milliseconds = result.milliseconds;
    m_page->model()->add(entry);
    if (pinned) {
        const auto& entries = m_page->model()->entries();
        for (int i = 0; i < int(entries.size()); ++i)
            if (entries[std::size_t(i)].request == entry.request &&
                entries[std::size_t(i)].location == entry.location) {
                m_page->model()->setPinned(i, true);
                break;
            }
    }
    Q_EMIT stateChanged();
}

} // namespace vitrine::app

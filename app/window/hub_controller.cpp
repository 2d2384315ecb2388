// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/hub_controller.h"

#include "app/window/error_text.h"
#include "app/window/hub_pages.h"
#include "app/window/hub_service.h"
#include "app/window/session.h"
#include "widgets/hub/hub_format.h"
#include "widgets/hub/hub_page_view.h"
#include "widgets/hub/hub_panel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>

namespace vitrine::app {
namespace {

using widgets::HubItem;
using widgets::HubPage;
using widgets::HubPageView;
using widgets::HubPanel;
using widgets::HubProgress;
using widgets::HubTarget;

constexpr int searchDebounce = 250, pageDebounce = 120; // milliseconds
constexpr std::size_t pageSize = 30;

struct Found
{
    QList<HubItem> items;
    QString next;
};

/// "org/name" of an address of the Hub's pages; empty for any other text.
QString idOfAddress(const QString& text)
{
    if (!text.contains(QLatin1String("://"))) return {};
    QStringList parts = QUrl(text).path().split(QLatin1Char('/'), Qt::SkipEmptyParts);
    if (parts.size() > 2) parts = parts.mid(0, 2);
    const QString id = parts.join(QLatin1Char('/'));
    return hub::isRepositoryId(id.toStdString()) ? id : QString();
}

/// A window waits less long than a download.
hub::HubSettings impatient(hub::HubSettings settings)
{
    settings.attempts = 2;
    settings.connectTimeoutSeconds = 5;
    settings.stallTimeoutSeconds = 15;
    settings.longestWaitSeconds = 5;
    return settings;
}

Found find(const hub::HubSettings& settings, const widgets::HubQuery& query, const QString& next,
           core::RunControl& control)
{
    hub::Client client(settings, control);
    hub::SearchQuery request;
    request.text = query.text.toStdString();
    request.task = query.task.toStdString();
    request.library = query.library.toStdString();
    request.sort = query.sort.toStdString();
    request.limit = pageSize;
    const hub::SearchPage page =
        next.isEmpty() ? client.search(request) : client.nextPage(next.toStdString());
    Found found;
    for (const auto& item : page.items)
        found.items.append(toItem(item, settings));
    found.next = QString::fromStdString(page.next);
    return found;
}

} // namespace

HubController::HubController(Session& session)
    : m_session(session), m_hub(session.hub()), m_panel(new HubPanel)
{
    const auto addAction = [this](const QString& text, const QString& keys, auto run) {
        auto* action = new QAction(text, this);
        if (!keys.isEmpty()) action->setShortcut(QKeySequence(keys));
        connect(action, &QAction::triggered, this, run);
        m_actions.append(action);
    };
    addAction(tr("Go to the search"), QStringLiteral("Ctrl+L"),
              [this] { m_panel->searchField()->setFocus(); });
    addAction(tr("Show what is on this machine"), QStringLiteral("Ctrl+M"), [this] {
        m_panel->setShowsMachine(true);
        showMachine();
    });
    addAction(tr("Search the Hub"), QStringLiteral("Ctrl+H"), [this] {
        m_panel->setShowsMachine(false);
        search();
    });
    addAction(tr("Load the page again"), QStringLiteral("F5"), [this] { loadPage(); });
    addAction(tr("Download"), QStringLiteral("Ctrl+D"),
              [this] { m_panel->page()->downloadButton()->click(); });
    addAction(tr("Copy as Python"), QStringLiteral("Ctrl+Shift+C"), [this] { copyAsPython(); });

    for (auto* timer : {&m_searchDebounce, &m_pageDebounce})
        timer->setSingleShot(true);
    m_searchDebounce.setInterval(searchDebounce);
    m_pageDebounce.setInterval(pageDebounce);
    connect(&m_searchDebounce, &QTimer::timeout, this, [this] {
        addPending(-1);
        m_panel->showsMachine() ? showMachine() : search();
    });
    connect(&m_pageDebounce, &QTimer::timeout, this, [this] {
        addPending(-1);
        loadPage();
    });
    HubPageView* const page = m_panel->page();
    page->setHasAttention(findPanel(QStringLiteral("attention")) != nullptr);
    page->showEmpty(tr("Choose a model"),
                    tr("Its card, its files and whether it can be loaded here are shown then."));
    connect(m_panel, &HubPanel::queryChanged, this, &HubController::onQueryChanged);
    connect(m_panel, &HubPanel::moreRequested, this, &HubController::searchMore);
    connect(m_panel, &HubPanel::retryRequested, this, &HubController::search);
    connect(m_panel, &HubPanel::sourceChanged, this, [this] {
        m_panel->showsMachine() ? showMachine() : search();
        Q_EMIT stateChanged();
    });
    connect(m_panel, &HubPanel::pageRequested, this, &HubController::requestPage);
    connect(page, &HubPageView::downloadRequested, this, &HubController::startDownload);
    connect(page, &HubPageView::stopRequested, this, [this] { m_hub.stop(m_pageId); });
    connect(page, &HubPageView::retryRequested, this, [this] { m_hub.retry(m_pageId); });
    connect(page, &HubPageView::reloadRequested, this, &HubController::loadPage);
    connect(page, &HubPageView::openRequested, this, &HubController::open);
    connect(page, &HubPageView::linkActivated, this, [](const QUrl& url) { QDesktopServices::openUrl(url); });
    connect(&m_hub, &HubService::downloadChanged, this, [this](const QString& id) {
        if (id == m_pageId) showProgress();
    });
    connect(&m_hub, &HubService::downloadFinished, this, [this](const QString& id) {
        m_panel->setHere(id, true);
        if (id == m_pageId) loadPage();
        if (m_panel->showsMachine()) showMachine();
    });
    connect(&m_hub, &HubService::accountChanged, this, [this] {
        if (m_hasSearched && !m_panel->showsMachine()) search();
    });
}

HubController::~HubController()
{
    for (auto* handle : {&m_searching, &m_loading, &m_listing})
        handle->drop();
    delete m_panel;
}

QWidget* HubController::widget()
{
    return m_panel;
}

void HubController::openExample()
{
    m_panel->setQuery({});
    m_panel->setShowsMachine(true);
    m_wantsFirst = true;
    showMachine();
}

void HubController::activated()
{
    m_hub.readKeyRing();
    if (m_panel->showsMachine())
        showMachine();
    else if (!m_hasSearched)
        search();
}

QJsonObject HubController::saveState() const
{
    const auto query = m_panel->query();
    return {{QStringLiteral("text"), query.text},
            {QStringLiteral("task"), query.task},
            {QStringLiteral("library"), query.library},
            {QStringLiteral("sort"), query.sort},
            {QStringLiteral("machine"), m_panel->showsMachine()},
            {QStringLiteral("page"), m_pageId}};
}

void HubController::restoreState(const QJsonObject& state)
{
    if (!state.contains(QStringLiteral("machine"))) return openExample();
    m_panel->setQuery({state[QStringLiteral("text")].toString(), state[QStringLiteral("task")].toString(),
                       state[QStringLiteral("library")].toString(),
                       state[QStringLiteral("sort")].toString()});
    m_panel->setShowsMachine(state[QStringLiteral("machine")].toBool(true));
    m_pageId = state[QStringLiteral("page")].toString();
    if (m_panel->showsMachine()) {
        m_wantsFirst = true;
        showMachine();
    }
}

void HubController::onQueryChanged()
{
    if (!m_searchDebounce.isActive()) addPending(1);
    m_searchDebounce.start();
    Q_EMIT stateChanged();
}

void HubController::search()
{
    m_hasSearched = true;
    auto query = m_panel->query();
    if (const QString id = idOfAddress(query.text); !id.isEmpty()) {
        query.text = id;
        requestPage(id);
    }
    m_panel->showSearching();
    if (!std::exchange(m_isSearching, true)) addPending(1);
    m_searching = m_hub.network().submitLatest<Found>(
        "hub-search", {[settings = impatient(m_hub.settings()), query](engine::JobContext& context) {
                           return find(settings, query, {}, context);
                       },
                       [this](engine::Outcome<Found> outcome) {
                           if (outcome.done()) {
                               m_next = outcome.value().next;
                               m_panel->showResults(outcome.value().items, !m_next.isEmpty());
                           } else if (outcome.failed()) {
                               const ErrorText text = explain(outcome.error());
                               m_panel->showSearchError(text.kind, text.fact, text.nextStep);
                           }
                           m_isSearching = false;
                           addPending(-1);
                       }});
}

void HubController::searchMore()
{
    if (m_isSearching || m_next.isEmpty()) return;
    m_isSearching = true;
    addPending(1);
    m_searching = m_hub.network().submitLatest<Found>(
        "hub-search", {[settings = impatient(m_hub.settings()), next = m_next](engine::JobContext& context) {
                           return find(settings, {}, next, context);
                       },
                       [this](engine::Outcome<Found> outcome) {
                           // What is there stays when its continuation fails; scrolling on tries again.
                           if (outcome.done()) m_next = outcome.value().next;
                           m_panel->appendResults(outcome.done() ? outcome.value().items : QList<HubItem>(),
                                                  !m_next.isEmpty());
                           m_isSearching = false;
                           addPending(-1);
                       }});
}

void HubController::showMachine()
{
    if (!std::exchange(m_isListing, true)) addPending(1);
    m_listing = m_hub.network().submitLatest<QList<HubItem>>(
        "hub-machine", {[settings = m_hub.settings(), text = m_panel->query().text](engine::JobContext&) {
                            return machineItems(settings, text);
                        },
                        [this](engine::Outcome<QList<HubItem>> outcome) {
                            if (outcome.done()) {
                                const QString first =
                                    outcome.value().isEmpty() ? QString() : outcome.value().first().id;
                                m_panel->showMachine(std::move(outcome.value()));
                                if (std::exchange(m_wantsFirst, false) && m_panel->showsMachine() &&
                                    !m_panel->select(m_pageId))
                                    m_panel->select(first);
                            }
                            m_isListing = false;
                            addPending(-1);
                        }});
}

void HubController::requestPage(const QString& id)
{
    m_pageId = id;
    if (!m_pageDebounce.isActive()) addPending(1);
    m_pageDebounce.start();
    Q_EMIT stateChanged();
}

void HubController::loadPage()
{
    if (m_pageId.isEmpty()) return;
    const QString id = m_pageId;
    HubPageView* const page = m_panel->page();
    if (page->page().item.id != id) page->showBusy(tr("Reading %1 …").arg(displayName(id)));
    showProgress();
    if (!std::exchange(m_isLoading, true)) addPending(1);
    m_loading = m_hub.network().submitLatest<HubPage>(
        "hub-page", {[settings = impatient(m_hub.settings()), id](engine::JobContext& context) {
                         return makePage(settings, id, context);
                     },
                     [this, id](engine::Outcome<HubPage> outcome) {
                         HubPageView* const view = m_panel->page();
                         if (outcome.done()) {
                             m_panel->setVerdict(id, outcome.value().item.verdict);
                             view->showPage(std::move(outcome.value()));
                             showProgress();
                         } else if (outcome.failed()) {
                             const ErrorText text = explain(outcome.error());
                             view->showError(text.kind, text.fact, text.nextStep);
                         }
                         m_isLoading = false;
                         addPending(-1);
                     }});
}

void HubController::showProgress()
{
    HubProgress progress;
    if (const HubDownload* download = std::as_const(m_hub).find(m_pageId)) {
        using State = HubDownload::State;
        const auto& state = download->progress;
        if (state.bytesTotal > 0) {
            progress.fraction = double(state.bytesDone) / double(state.bytesTotal);
            progress.text = tr("%1 of %2 files  ·  %3 of %4")
                                .arg(state.filesDone)
                                .arg(state.filesTotal)
                                .arg(widgets::sizeText(qint64(state.bytesDone)),
                                     widgets::sizeText(qint64(state.bytesTotal)));
            if (const QString speed = widgets::speedText(state.bytesPerSecond, state.secondsRemaining);
                !speed.isEmpty() && download->state == State::Running)
                progress.text += QStringLiteral("  ·  ") + speed;
        }
        switch (download->state) {
        case State::Waiting:
            progress.state = HubProgress::State::Waiting;
            progress.text = tr("Starting …");
            break;
        case State::Running:
            progress.state = HubProgress::State::Running;
            break;
        case State::Stopping:
            progress.state = HubProgress::State::Stopping;
            break;
        case State::Stopped:
            progress.state = HubProgress::State::Stopped;
            progress.text = progress.text.isEmpty() ? tr("Not finished; what was loaded is kept.")
                                                    : tr("Stopped: %1. It is kept.").arg(progress.text);
            break;
        case State::Failed: {
            const ErrorText text = explain(download->error);
            progress.state = HubProgress::State::Failed;
            progress.reason = text.fact;
            progress.nextStep = text.nextStep;
            break;
        }
        }
    }
    m_panel->page()->showProgress(progress);
}

void HubController::startDownload(int scope)
{
    if (m_pageId.isEmpty() || scope < 0) return;
    hub::DownloadRequest request;
    request.repository.id = m_pageId.toStdString();
    request.filter = scopeFilter(scope, m_panel->page()->page().files);
    m_hub.download(request);
}

void HubController::open(HubTarget target)
{
    if (target == HubTarget::Tokenizer)
        m_session.openTokenizer(m_pageId);
    else
        m_session.openModel(m_pageId);
    const QString panels[] = {QStringLiteral("playground"), QStringLiteral("tokenizer"),
                              QStringLiteral("attention")};
    Q_EMIT m_session.panelRequested(panels[int(target)], {});
}

void HubController::copyAsPython()
{
    const HubPage& page = m_panel->page()->page();
    if (page.commit.isEmpty()) return;
    QApplication::clipboard()->setText(QStringLiteral("from huggingface_hub import snapshot_download\n\n"
                                                      "print(snapshot_download(\"%1\", revision=\"%2\"))\n")
                                           .arg(page.item.id, page.commit));
}

void HubController::addPending(int change)
{
    const bool wasIdle = idle();
    m_pending += change;
    if (idle() != wasIdle) Q_EMIT idleChanged();
}

} // namespace vitrine::app

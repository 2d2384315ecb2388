// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tokenizer_pages_controller.h"

#include "app/window/session.h"
#include "app/window/tokenizer_build_controller.h"
#include "app/window/tokenizer_compare_controller.h"
#include "app/window/tokenizer_controller.h"
#include "app/window/tokenizer_shelf.h"
#include "app/window/tokenizer_train_controller.h"
#include "app/window/tokenizer_vocabulary_controller.h"
#include "widgets/tokenizer/tokenizer_pages.h"

#include <QAction>

namespace vitrine::app {

TokenizerPagesController::TokenizerPagesController(Session& session)
    : m_shelf(new TokenizerShelf(session, this)), m_widget(new widgets::TokenizerPages)
{
    add(QStringLiteral("inspect"), tr("Inspect"), std::make_unique<TokenizerController>(session));
    auto ownedCompare = std::make_unique<TokenizerCompareController>(session, *m_shelf);
    auto* compare = ownedCompare.get();
    add(QStringLiteral("compare"), tr("Compare"), std::move(ownedCompare));
    add(QStringLiteral("vocabulary"), tr("Vocabulary"),
        std::make_unique<TokenizerVocabularyController>(session, *m_shelf));
    add(QStringLiteral("build"), tr("Build"), std::make_unique<TokenizerBuildController>(session, *m_shelf));
    auto ownedTrain = std::make_unique<TokenizerTrainController>(session);
    auto* train = ownedTrain.get();
    add(QStringLiteral("train"), tr("Train"), std::move(ownedTrain));
    connect(train, &TokenizerTrainController::inspectRequested, this,
            [this, &session](const QString& folder) {
                session.openTokenizer(folder);
                showPage(QStringLiteral("inspect"));
            });
    connect(train, &TokenizerTrainController::compareRequested, this, [this, compare](const QString& folder) {
        compare->add(folder);
        showPage(QStringLiteral("compare"));
    });
    connect(train, &TokenizerTrainController::vocabularyRequested, this,
            [this, &session](const QString& folder) {
                session.openTokenizer(folder);
                showPage(QStringLiteral("vocabulary"));
            });
    connect(m_widget, &widgets::TokenizerPages::pageChanged, this, &TokenizerPagesController::onPageChanged);
    updateActions();
}

TokenizerPagesController::~TokenizerPagesController()
{
    // Before the container: each deletes its own widget, which reads what the controller owns.
    m_pages.clear();
    delete m_widget;
}

void TokenizerPagesController::add(const QString& id, const QString& title, std::unique_ptr<Panel> panel)
{
    panel->setParent(this);
    const int number = m_widget->addPage(title, panel->widget());
    auto* action = new QAction(title, this);
    action->setShortcut(QKeySequence(QStringLiteral("Alt+%1").arg(number + 1)));
    connect(action, &QAction::triggered, this, [this, number] { m_widget->showPage(number); });
    m_ownActions.append(action);
    connect(panel.get(), &Panel::idleChanged, this, &Panel::idleChanged);
    connect(panel.get(), &Panel::stateChanged, this, &Panel::stateChanged);
    m_pages.push_back({id, std::move(panel)});
}

Panel& TokenizerPagesController::current() const
{
    return *m_pages[std::size_t(m_widget->page())].panel;
}

void TokenizerPagesController::onPageChanged()
{
    updateActions();
    if (m_isActive) current().activated();
    Q_EMIT idleChanged();
    Q_EMIT stateChanged();
}

void TokenizerPagesController::updateActions()
{
    for (const Page& page : m_pages)
        for (QAction* action : page.panel->actions())
            action->setVisible(page.panel.get() == &current());
}

QWidget* TokenizerPagesController::widget()
{
    return m_widget;
}

QList<QAction*> TokenizerPagesController::actions() const
{
    QList<QAction*> all;
    for (const Page& page : m_pages)
        all += page.panel->actions();
    return all + m_ownActions;
}

void TokenizerPagesController::openExample()
{
    current().openExample();
}

bool TokenizerPagesController::idle() const
{
    return current().idle();
}

void TokenizerPagesController::activated()
{
    m_isActive = true;
    current().activated();
}

QJsonObject TokenizerPagesController::saveState() const
{
    QJsonObject state{{QStringLiteral("page"), m_pages[std::size_t(m_widget->page())].id}};
    for (const Page& page : m_pages)
        state[page.id] = page.panel->saveState();
    return state;
}

void TokenizerPagesController::restoreState(const QJsonObject& state)
{
    // A state from before there were pages is that of the first.
    const bool hasPages = state.contains(QStringLiteral("page"));
    for (const Page& page : m_pages)
        page.panel->restoreState(hasPages                    ? state[page.id].toObject()
                                 : &page == &m_pages.front() ? state
                                                             : QJsonObject());
    showPage(state[QStringLiteral("page")].toString());
}

bool TokenizerPagesController::takeTable(const QString& path)
{
    return current().takeTable(path);
}

bool TokenizerPagesController::takeTexts(const QStringList& texts, const QString& origin)
{
    return current().takeTexts(texts, origin);
}

bool TokenizerPagesController::takeTextFile(const QString& path)
{
    return current().takeTextFile(path);
}

QStringList TokenizerPagesController::pages() const
{
    QStringList ids;
    for (const Page& page : m_pages) {
        ids.append(page.id);
        for (const QString& part : page.panel->pages())
            ids.append(page.id + u'/' + part);
    }
    return ids;
}

bool TokenizerPagesController::showPage(const QString& id)
{
    const QString own = id.section(u'/', 0, 0), part = id.section(u'/', 1);
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        if (m_pages[i].id != own) continue;
        m_widget->showPage(int(i));
        return part.isEmpty() || m_pages[i].panel->showPage(part);
    }
    return false;
}

} // namespace vitrine::app

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hub/hub_panel.h"

#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/hub/hub_list.h"
#include "widgets/hub/hub_page_view.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace vitrine::widgets {
namespace {

constexpr int space = Theme::space;

/// Names as the Hub spells them; they are not translated.
const QStringList tasks = {QStringLiteral("sentence-similarity"),
                           QStringLiteral("feature-extraction"),
                           QStringLiteral("text-classification"),
                           QStringLiteral("token-classification"),
                           QStringLiteral("fill-mask"),
                           QStringLiteral("question-answering"),
                           QStringLiteral("zero-shot-classification"),
                           QStringLiteral("text-ranking"),
                           QStringLiteral("summarization"),
                           QStringLiteral("translation"),
                           QStringLiteral("text-generation")};
const QStringList libraries = {QStringLiteral("transformers"), QStringLiteral("sentence-transformers"),
                               QStringLiteral("safetensors"), QStringLiteral("peft"), QStringLiteral("gguf")};

QComboBox* makeFilter(const QString& any, const QStringList& values, const QString& name)
{
    auto* filter = new QComboBox;
    filter->addItem(any, QString());
    for (const QString& value : values)
        filter->addItem(value, value);
    filter->setAccessibleName(name);
    filter->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    filter->setMaxVisibleItems(20);
    return filter;
}

} // namespace

HubPanel::HubPanel(QWidget* parent)
    : QWidget(parent),
      m_results(new HubListModel(this)),
      m_machine(new HubListModel(this)),
      m_page(new HubPageView)
{
    auto* page = makeCard();
    auto* pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(1, 1, 1, 1);
    pageLayout->addWidget(m_page);

    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(2 * space);
    splitter->addWidget(makeSearch());
    splitter->addWidget(page);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({400, 900});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * space, 2 * space, 2 * space, 2 * space);
    layout->addWidget(splitter);
    updateList();
}

QWidget* HubPanel::makeSearch()
{
    auto* card = makeCard();
    card->setMinimumWidth(320);
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Search models, or paste a name or address"));
    m_search->setAccessibleName(tr("Search the Hub"));
    m_search->setClearButtonEnabled(true);

    const auto makeSource = [&](const QString& text) {
        auto* button = new QToolButton;
        button->setText(text);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        setRole(button, "segment");
        return button;
    };
    m_hubButton = makeSource(tr("On the Hub"));
    m_machineButton = makeSource(tr("On this machine"));
    auto* sources = new QButtonGroup(this);
    sources->addButton(m_hubButton);
    sources->addButton(m_machineButton);
    m_machineButton->setChecked(true);
    connect(sources, &QButtonGroup::buttonToggled, this, [this](QAbstractButton*, bool checked) {
        if (!checked) return;
        updateList();
        if (!m_isSetting) Q_EMIT sourceChanged();
    });

    m_task = makeFilter(tr("Any task"), tasks, tr("Task"));
    m_library = makeFilter(tr("Any library"), libraries, tr("Library"));
    m_sort = new QComboBox;
    m_sort->setAccessibleName(tr("Order"));
    m_sort->addItem(tr("Trending"), QStringLiteral("trendingScore"));
    m_sort->addItem(tr("Most downloads"), QStringLiteral("downloads"));
    m_sort->addItem(tr("Most likes"), QStringLiteral("likes"));
    m_sort->addItem(tr("Recently updated"), QStringLiteral("lastModified"));
    m_sort->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_sort->setCurrentIndex(1);
    m_filters = new QWidget;
    auto* grid = new QGridLayout(m_filters);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(space);
    grid->addWidget(m_task, 0, 0, 1, 2);
    grid->addWidget(m_library, 1, 0);
    grid->addWidget(m_sort, 1, 1);

    m_list = new QListView;
    m_list->setAccessibleName(tr("Models"));
    m_list->setItemDelegate(new HubItemDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_message = new MessageView;
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_message);
    m_count = makeLabel("caption");

    auto* segments = new QHBoxLayout;
    segments->setSpacing(space / 2);
    segments->addWidget(m_machineButton);
    segments->addWidget(m_hubButton);
    segments->addStretch();
    segments->addWidget(m_count);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(2 * space, 2 * space, 2 * space, space);
    layout->setSpacing(space);
    layout->addWidget(m_search);
    layout->addLayout(segments);
    layout->addWidget(m_filters);
    layout->addWidget(m_stack, 1);

    connect(m_search, &QLineEdit::textEdited, this, [this] {
        if (!m_isSetting) Q_EMIT queryChanged();
    });
    auto* down = new QShortcut(QKeySequence(Qt::Key_Down), m_search, nullptr, nullptr, Qt::WidgetShortcut);
    connect(down, &QShortcut::activated, this, [this] {
        m_list->setFocus();
        if (!m_list->currentIndex().isValid()) m_list->setCurrentIndex(model()->index(0));
    });
    for (QComboBox* filter : {m_task, m_library, m_sort})
        connect(filter, &QComboBox::currentIndexChanged, this, [this] {
            if (!m_isSetting) Q_EMIT queryChanged();
        });
    connect(m_list->verticalScrollBar(), &QScrollBar::valueChanged, this, &HubPanel::askForMore);
    connect(m_message, &MessageView::actionTriggered, this, &HubPanel::retryRequested);
    return card;
}

HubQuery HubPanel::query() const
{
    return {m_search->text().trimmed(), m_task->currentData().toString(), m_library->currentData().toString(),
            m_sort->currentData().toString()};
}

void HubPanel::setQuery(const HubQuery& query)
{
    m_isSetting = true;
    m_search->setText(query.text);
    for (const auto& [filter, value] :
         {std::pair{m_task, query.task}, std::pair{m_library, query.library}, std::pair{m_sort, query.sort}})
        if (const int index = filter->findData(value); index >= 0) filter->setCurrentIndex(index);
    m_isSetting = false;
}

bool HubPanel::showsMachine() const
{
    return m_machineButton->isChecked();
}

void HubPanel::setShowsMachine(bool shows)
{
    m_isSetting = true;
    (shows ? m_machineButton : m_hubButton)->setChecked(true);
    m_isSetting = false;
}

void HubPanel::showResults(QList<HubItem> items, bool hasMore)
{
    m_hasMore = hasMore;
    m_isAsking = false;
    m_listState = ListState::Items;
    m_results->setItems(std::move(items));
    updateList();
    if (!showsMachine()) m_list->scrollToTop();
}

void HubPanel::appendResults(const QList<HubItem>& items, bool hasMore)
{
    m_hasMore = hasMore;
    m_isAsking = false;
    m_results->append(items);
    updateList();
}

void HubPanel::showSearching()
{
    if (m_results->rowCount() == 0) m_listState = ListState::Searching; // else what is there stays
    updateList();
}

void HubPanel::showSearchError(const QString& what, const QString& reason, const QString& nextStep)
{
    m_isAsking = false;
    m_hasMore = false;
    m_results->setItems({});
    m_listState = ListState::Failed;
    m_message->showError(what, reason, nextStep);
    updateList();
}

void HubPanel::showMachine(QList<HubItem> items)
{
    const QString kept = showsMachine() ? selected() : QString();
    m_machine->setItems(std::move(items));
    if (showsMachine()) {
        updateList();
        if (const int row = m_machine->rowOf(kept); row >= 0) {
            const QSignalBlocker blocker(m_list->selectionModel());
            m_list->setCurrentIndex(m_machine->index(row));
        }
    }
}

void HubPanel::setVerdict(const QString& id, HubVerdict verdict)
{
    m_results->setVerdict(id, verdict);
    m_machine->setVerdict(id, verdict);
}

void HubPanel::setHere(const QString& id, bool isHere)
{
    m_results->setHere(id, isHere);
}

bool HubPanel::select(const QString& id)
{
    const int row = model()->rowOf(id);
    if (row < 0) return false;
    m_list->setCurrentIndex(model()->index(row));
    return true;
}

QString HubPanel::selected() const
{
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? model()->item(index.row()).id : QString();
}

void HubPanel::updateList()
{
    HubListModel* const shown = model();
    if (m_list->model() != shown) {
        m_list->setModel(shown);
        connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
                [this, shown](const QModelIndex& index) {
                    if (index.isValid()) Q_EMIT pageRequested(shown->item(index.row()).id);
                });
    }
    m_filters->setVisible(!showsMachine());
    const bool isEmpty = shown->rowCount() == 0;
    if (showsMachine() && isEmpty) {
        m_message->showEmpty(QStringLiteral("model"), tr("Nothing here yet"),
                             m_search->text().isEmpty()
                                 ? tr("Search the Hub and download a model: it then works without network.")
                                 : tr("No model on this machine has this name."));
        m_message->setAction({});
    } else if (!showsMachine() && isEmpty) {
        switch (m_listState) {
        case ListState::Searching:
            m_message->showBusy(tr("Asking the Hub …"));
            m_message->setAction({});
            break;
        case ListState::Failed:
            m_message->setAction(tr("Try again"));
            break;
        case ListState::Items:
            m_message->showEmpty(QStringLiteral("search"), tr("No model fits"),
                                 tr("Try fewer words, or other filters."));
            m_message->setAction({});
            break;
        }
    }
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget*>(m_message) : m_list);
    m_count->setText(isEmpty                        ? QString()
                     : !showsMachine() && m_hasMore ? tr("the first %1").arg(shown->rowCount())
                                                    : QString::number(shown->rowCount()));
}

void HubPanel::askForMore()
{
    const QScrollBar* bar = m_list->verticalScrollBar();
    if (showsMachine() || !m_hasMore || m_isAsking || bar->value() < bar->maximum() - bar->pageStep()) return;
    m_isAsking = true;
    Q_EMIT moreRequested();
}

} // namespace vitrine::widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hub/hub_page_view.h"

#include "widgets/common/icon.h"
#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/hub/card_view.h"
#include "widgets/hub/file_table_model.h"
#include "widgets/hub/hub_format.h"

#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QStyle>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

namespace vitrine::widgets {
namespace {

constexpr int space = Theme::space;

/// A role that changes while the widget is shown.
void changeRole(QWidget* widget, const char* role)
{
    if (widget->property("role").toString() == QLatin1String(role)) return;
    setRole(widget, role);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

QLabel* makeWrapped(const char* role)
{
    QLabel* label = makeLabel(role);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

HubPageView::HubPageView(QWidget* parent)
    : QWidget(parent), m_stack(new QStackedWidget), m_message(new MessageView), m_content(new QWidget)
{
    auto* layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(3 * space, 2 * space, 3 * space, 2 * space);
    layout->setSpacing(space + space / 2);
    layout->addWidget(makeHeader());
    m_notice = makeWrapped("caption");
    layout->addWidget(m_notice);
    layout->addWidget(makeActions());
    layout->addWidget(makeProgress());
    layout->addWidget(makeTabs(), 1);

    m_stack->addWidget(m_message);
    m_stack->addWidget(m_content);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_stack);
    connect(m_message, &MessageView::actionTriggered, this, &HubPageView::reloadRequested);
    showProgress({});
}

QWidget* HubPageView::makeHeader()
{
    auto* header = new QWidget;
    m_title = makeLabel("title");
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_title->setMinimumWidth(80);
    m_caption = makeWrapped("caption");
    m_web = makeIconButton(QStringLiteral("hub"), tr("Open its page in the browser"));
    connect(m_web, &QToolButton::clicked, this, [this] { Q_EMIT linkActivated(QUrl(m_page.webAddress)); });
    m_verdictIcon = new QLabel;
    m_verdict = makeWrapped("");
    auto* facts = new QWidget;
    facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // cut rather than wider than the page
    m_facts = new QHBoxLayout(facts);
    m_facts->setContentsMargins(0, 0, 0, 0);
    m_facts->setSpacing(4 * space);

    auto* first = new QHBoxLayout;
    first->addWidget(m_title, 1);
    first->addWidget(m_web);
    auto* verdict = new QHBoxLayout;
    verdict->setSpacing(space);
    verdict->addWidget(m_verdictIcon, 0, Qt::AlignTop);
    verdict->addWidget(m_verdict, 1);
    auto* rows = new QVBoxLayout(header);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(space / 2);
    rows->addLayout(first);
    rows->addWidget(m_caption);
    rows->addSpacing(space / 2);
    rows->addLayout(verdict);
    rows->addSpacing(space);
    rows->addWidget(facts);
    return header;
}

QWidget* HubPageView::makeActions()
{
    const QString names[] = {tr("Playground"), tr("Tokenizer"), tr("Attention")};
    const QString icons[] = {QStringLiteral("playground"), QStringLiteral("tokenizer"),
                             QStringLiteral("attention")};
    auto* openRow = new QHBoxLayout;
    openRow->setSpacing(space);
    m_openLabel = makeLabel("caption", tr("Open in"));
    openRow->addWidget(m_openLabel);
    for (int i = 0; i < 3; ++i) {
        m_open[i] = new QPushButton(names[i]);
        m_open[i]->setAccessibleName(tr("Open in %1").arg(names[i]));
        m_open[i]->setIcon(themedIcon(icons[i], i == 0 ? IconColor::OnAccent : IconColor::Text));
        connect(m_open[i], &QPushButton::clicked, this, [this, i] { Q_EMIT openRequested(HubTarget(i)); });
        openRow->addWidget(m_open[i]);
    }
    openRow->addStretch();
    setRole(m_open[0], "primary");

    m_scopes = new QComboBox;
    m_scopes->setAccessibleName(tr("What to download"));
    m_scopes->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_download = new QPushButton(tr("Download"));
    setRole(m_download, "primary");
    m_download->setIcon(themedIcon(QStringLiteral("download"), IconColor::OnAccent));
    connect(m_download, &QPushButton::clicked, this,
            [this] { Q_EMIT downloadRequested(m_scopes->currentIndex()); });
    connect(m_scopes, &QComboBox::currentIndexChanged, this, &HubPageView::updateActions);
    auto* downloadRow = new QHBoxLayout;
    downloadRow->setSpacing(space);
    downloadRow->addWidget(m_scopes);
    downloadRow->addWidget(m_download);
    downloadRow->addStretch();

    auto* rows = new QWidget;
    auto* layout = new QVBoxLayout(rows);
    layout->setContentsMargins(0, space / 2, 0, 0);
    layout->setSpacing(space);
    layout->addLayout(openRow);
    layout->addLayout(downloadRow);
    return rows;
}

QWidget* HubPageView::makeProgress()
{
    m_progressRow = new QWidget;
    m_bar = new QProgressBar;
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Download"));
    m_progressText = makeWrapped("caption");
    m_progressNext = makeWrapped("caption");
    m_stop = new QPushButton(tr("Stop"));
    m_retry = new QPushButton(tr("Go on"));
    m_retry->setToolTip(tr("What was loaded is kept; the rest is loaded now"));
    connect(m_stop, &QPushButton::clicked, this, &HubPageView::stopRequested);
    connect(m_retry, &QPushButton::clicked, this, &HubPageView::retryRequested);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(space / 2);
    texts->addWidget(m_bar);
    texts->addWidget(m_progressText);
    texts->addWidget(m_progressNext);
    auto* layout = new QHBoxLayout(m_progressRow);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * space);
    layout->addLayout(texts, 1);
    layout->addWidget(m_stop);
    layout->addWidget(m_retry);
    return m_progressRow;
}

QWidget* HubPageView::makeTabs()
{
    m_card = new CardView;
    connect(m_card, &CardView::linkActivated, this, &HubPageView::linkActivated);
    m_files = new FileTableModel(this);
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(m_files);
    sorted->setSortRole(FileTableModel::SortRole);
    m_table = new QTableView;
    m_table->setModel(sorted);
    m_table->setAccessibleName(tr("Files"));
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(FileTableModel::Name, Qt::AscendingOrder);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(int(28 * textScale()));
    m_table->horizontalHeader()->setSectionResizeMode(FileTableModel::Name, QHeaderView::Stretch);
    for (const int column : {FileTableModel::Size, FileTableModel::Storage, FileTableModel::Here})
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setHighlightSections(false);

    m_tabs = new QTabWidget;
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Card and files"));
    auto* cardPage = new QWidget;
    auto* margin = new QVBoxLayout(cardPage);
    margin->setContentsMargins(0, space + space / 2, 0, 0);
    margin->addWidget(m_card);
    m_tabs->addTab(cardPage, tr("Card"));
    m_tabs->addTab(m_table, tr("Files"));
    return m_tabs;
}

void HubPageView::showPage(HubPage page)
{
    const bool isSame =
        page.item.id == m_page.item.id && page.commit == m_page.commit && page.card == m_page.card;
    m_page = std::move(page);
    const HubItem& item = m_page.item;
    m_title->setText(item.title);
    QStringList parts;
    for (const QString& part : {item.title == item.id ? QString() : item.id, item.task, item.library})
        if (!part.isEmpty()) parts << part;
    if (item.downloads >= 0) parts << tr("%1 downloads").arg(shortCount(item.downloads));
    if (item.likes >= 0) parts << tr("%1 likes").arg(shortCount(item.likes));
    if (!m_page.commit.isEmpty()) parts << tr("commit %1").arg(m_page.commit.left(7));
    m_caption->setText(parts.join(QStringLiteral("  ·  ")));
    m_web->setVisible(!m_page.webAddress.isEmpty());
    m_notice->setText(m_page.notice);
    m_notice->setVisible(!m_page.notice.isEmpty());
    showVerdict();
    showFacts();

    const int chosen = m_scopes->currentIndex();
    m_scopes->clear();
    for (const HubScope& scope : m_page.scopes)
        m_scopes->addItem(QStringLiteral("%1  ·  %2").arg(scope.name, sizeText(scope.size)));
    if (isSame && chosen >= 0) m_scopes->setCurrentIndex(chosen);
    m_files->setFiles(m_page.files);
    m_tabs->setTabText(1, tr("Files (%1)").arg(m_page.files.size()));
    if (!isSame) m_card->setCard(m_page.card.isEmpty() ? tr("*This repository has no card.*") : m_page.card);
    m_stack->setCurrentWidget(m_content);
    updateActions();
}

void HubPageView::showEmpty(const QString& title, const QString& text)
{
    m_message->showEmpty(QStringLiteral("hub"), title, text);
    m_message->setAction({});
    m_stack->setCurrentWidget(m_message);
}

void HubPageView::showBusy(const QString& text)
{
    m_message->showBusy(text);
    m_message->setAction({});
    m_stack->setCurrentWidget(m_message);
}

void HubPageView::showError(const QString& what, const QString& reason, const QString& nextStep)
{
    m_message->showError(what, reason, nextStep);
    m_message->setAction(tr("Try again"));
    m_stack->setCurrentWidget(m_message);
}

void HubPageView::showVerdict()
{
    IconColor color = IconColor::Muted;
    QString icon = QStringLiteral("info"), text;
    switch (m_page.item.verdict) {
    case HubVerdict::Model:
        icon = QStringLiteral("done");
        color = IconColor::Success;
        text = tr("This version of Vitrine can load the model and its tokenizer.");
        break;
    case HubVerdict::TokenizerOnly:
        text = tr("The tokenizer can be used here, the model can't: %1").arg(m_page.why);
        break;
    case HubVerdict::Nothing:
        icon = QStringLiteral("warning");
        color = IconColor::Danger;
        text = tr("This version of Vitrine can't load it: %1").arg(m_page.why);
        break;
    case HubVerdict::Unknown:
        text = m_page.why;
        break;
    }
    m_verdictIcon->setPixmap(themedIcon(icon, color).pixmap(QSize(18, 18)));
    m_verdictIcon->setVisible(!text.isEmpty());
    m_verdict->setText(text);
}

void HubPageView::showFacts()
{
    while (QLayoutItem* old = m_facts->takeAt(0)) {
        delete old->widget();
        delete old;
    }
    for (const auto& [name, value] : m_page.facts) {
        auto* fact = new QWidget;
        auto* column = new QVBoxLayout(fact);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(2);
        column->addWidget(makeLabel("caption", name));
        auto* text = new QLabel(fontMetrics().elidedText(value, Qt::ElideRight, int(170 * textScale())));
        text->setToolTip(value);
        text->setAccessibleName(name + QStringLiteral(": ") + value);
        column->addWidget(text);
        m_facts->addWidget(fact);
    }
    m_facts->addStretch();
}

void HubPageView::showProgress(const HubProgress& progress)
{
    using State = HubProgress::State;
    m_progress = progress;
    const bool isActive = progress.state == State::Waiting || progress.state == State::Running ||
                          progress.state == State::Stopping;
    const bool isBroken = progress.state == State::Stopped || progress.state == State::Failed;
    m_progressRow->setVisible(isActive || isBroken);
    m_bar->setVisible(isActive);
    m_bar->setRange(0, progress.fraction < 0 ? 0 : 1000);
    if (progress.fraction >= 0) m_bar->setValue(int(progress.fraction * 1000));
    changeRole(m_progressText, progress.state == State::Failed ? "error" : "caption");
    m_progressText->setText(progress.state == State::Failed ? progress.reason : progress.text);
    m_progressNext->setText(progress.nextStep);
    m_progressNext->setVisible(progress.state == State::Failed && !progress.nextStep.isEmpty());
    m_stop->setVisible(isActive);
    m_stop->setEnabled(progress.state != State::Stopping);
    m_retry->setVisible(isBroken);
    updateActions();
}

void HubPageView::setHasAttention(bool has)
{
    m_hasAttention = has;
    updateActions();
}

void HubPageView::updateActions()
{
    using State = HubProgress::State;
    const bool isLoading = m_progress.state == State::Waiting || m_progress.state == State::Running ||
                           m_progress.state == State::Stopping;
    const int scope = m_scopes->currentIndex();
    const qint64 missing = scope >= 0 && scope < m_page.scopes.size() ? m_page.scopes[scope].missing : 0;
    m_scopes->setVisible(!m_page.scopes.isEmpty());
    m_download->setVisible(!m_page.scopes.isEmpty());
    m_download->setEnabled(!isLoading && missing > 0);
    m_download->setText(missing > 0 ? tr("Download %1").arg(sizeText(missing)) : tr("Downloaded"));
    m_openLabel->setVisible(m_page.canOpenModel || m_page.canOpenTokenizer);
    m_open[int(HubTarget::Playground)]->setVisible(m_page.canOpenModel);
    m_open[int(HubTarget::Tokenizer)]->setVisible(m_page.canOpenTokenizer);
    m_open[int(HubTarget::Attention)]->setVisible(m_page.canOpenModel && m_hasAttention);
    // One primary action at a time: what can be opened is opened.
    changeRole(m_download, m_page.canOpenModel ? "" : "primary");
    m_download->setIcon(themedIcon(QStringLiteral("download"), m_page.canOpenModel || !m_download->isEnabled()
                                                                   ? IconColor::Muted
                                                                   : IconColor::OnAccent));
}

void HubPageView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_stack->currentWidget() == m_content) showVerdict();
}

} // namespace vitrine::widgets

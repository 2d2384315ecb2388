// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/train_page.h"

#include "widgets/common/charts/curve_chart.h"
#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/tokenizer/encoding_table_model.h"
#include "widgets/tokenizer/padded_cells.h"
#include "widgets/tokenizer/pair_bars.h"
#include "widgets/tokenizer/train_form.h"

#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QStringListModel>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::widgets {
namespace {

/// What the list of merges holds; older ones are in the result.
constexpr int keptMerges = 2000;

QString duration(double seconds)
{
    if (seconds < 90)
        return TrainPage::tr("%1 s").arg(QLocale().toString(seconds, 'f', seconds < 10 ? 1 : 0));
    return TrainPage::tr("%1 min").arg(QLocale().toString(seconds / 60, 'f', 0));
}

} // namespace

TrainPage::TrainPage(QWidget* parent) : QWidget(parent)
{
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(2 * Theme::space);
    auto* card = makeCard();
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(0, 0, 0, 0);
    m_form = new TrainForm;
    inside->addWidget(m_form);
    splitter->addWidget(card);

    m_message = new MessageView;
    m_message->showEmpty(
        QStringLiteral("training"), tr("Train a tokenizer"),
        tr("Choose texts at the left, or take the sample, and press Train: here you see which "
           "pairs are frequent, what is merged and how well a held-out text is compressed."));
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_message);
    m_stack->addWidget(makeLive());
    splitter->addWidget(m_stack);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({340, 980});
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(splitter);
}

QWidget* TrainPage::makeLive()
{
    auto* page = new QWidget;
    auto* rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2 * Theme::space);

    auto* head = makeCard();
    auto* headRows = new QVBoxLayout(head);
    headRows->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    headRows->setSpacing(Theme::space);
    m_title = makeLabel("value");
    headRows->addWidget(m_title);
    m_bar = new QProgressBar;
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress of the training"));
    headRows->addWidget(m_bar);
    m_status = makeLabel("caption");
    m_status->setWordWrap(true);
    headRows->addWidget(m_status);
    m_outcome = makeOutcome();
    headRows->addWidget(m_outcome);
    rows->addWidget(head);

    auto* live = new QSplitter(Qt::Horizontal);
    live->setChildrenCollapsible(false);
    live->setHandleWidth(2 * Theme::space);
    const auto addCard = [&](QLabel* title, QWidget* content) {
        auto* card = makeCard();
        auto* inside = new QVBoxLayout(card);
        inside->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
        inside->setSpacing(Theme::space);
        inside->addWidget(title);
        inside->addWidget(content, 1);
        live->addWidget(card);
    };
    m_pairsTitle = makeLabel("heading", tr("The most frequent pairs now"));
    m_bars = new PairBars;
    addCard(m_pairsTitle, m_bars);
    m_mergesTitle = makeLabel("heading", tr("What was learned, newest first"));
    m_merges = new QStringListModel(this);
    auto* list = new QListView;
    list->setModel(m_merges);
    list->setFont(monospaceFont());
    list->setUniformItemSizes(true);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setAccessibleName(tr("What was learned"));
    addCard(m_mergesTitle, list);
    live->setSizes({400, 400});
    rows->addWidget(live, 3);

    auto* chart = makeCard();
    auto* chartRows = new QVBoxLayout(chart);
    chartRows->setContentsMargins(Theme::space, Theme::space, Theme::space, Theme::space);
    m_curve =
        new CurveChart(tr("Bytes a token of the held-out text, by tokens in the vocabulary"), &m_cursor);
    m_series = m_curve->addSeries({tr("Bytes a token"), 0, false, true, false, true});
    chartRows->addWidget(m_curve);
    rows->addWidget(chart, 2);
    return page;
}

QWidget* TrainPage::makeOutcome()
{
    auto* part = new QWidget;
    auto* rows = new QVBoxLayout(part);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(Theme::space);
    m_effect = new QTableWidget(0, 6);
    m_effect->setHorizontalHeaderLabels({tr("On the texts"), tr("Vocabulary"), tr("Tokens a word"),
                                         tr("Bytes a token"), tr("Unknown"), tr("Alphabet covered")});
    dressTable(m_effect);
    m_effect->setAccessibleName(tr("The new tokenizer beside the old one"));
    m_effect->setFocusPolicy(Qt::TabFocus);
    m_effect->setSelectionMode(QAbstractItemView::NoSelection);
    m_effect->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_effect->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    for (int i = 0; i < 6; ++i)
        m_effect->horizontalHeaderItem(i)->setTextAlignment((i == 0 ? Qt::AlignLeft : Qt::AlignRight) |
                                                            Qt::AlignVCenter);
    rows->addWidget(m_effect);
    auto* buttons = new QHBoxLayout;
    const auto add = [&](const QString& text, auto signal) {
        auto* button = new QPushButton(text);
        connect(button, &QPushButton::clicked, this, signal);
        buttons->addWidget(button);
    };
    add(tr("Open in Inspect"), &TrainPage::inspectRequested);
    add(tr("Add to Compare"), &TrainPage::compareRequested);
    add(tr("Open its vocabulary"), &TrainPage::vocabularyRequested);
    add(tr("Save as …"), &TrainPage::saveRequested);
    buttons->addStretch();
    rows->addLayout(buttons);
    m_kept = makeLabel("caption");
    m_kept->setWordWrap(true);
    m_kept->setTextInteractionFlags(Qt::TextSelectableByMouse);
    rows->addWidget(m_kept);
    part->hide();
    return part;
}

void TrainPage::showStarted()
{
    m_title->setText(tr("Training"));
    m_status->clear();
    setRole(m_status, "caption");
    m_bar->setRange(0, 0);
    m_bar->show();
    m_bars->setPairs({});
    m_merges->setStringList({});
    m_curve->truncate(m_series, 0);
    m_outcome->hide();
    m_form->setRunning(true);
    m_form->showProblem({});
    m_stack->setCurrentIndex(1);
}

void TrainPage::showNews(const TrainNews& news)
{
    const QLocale locale;
    m_bar->setRange(0, news.fraction < 0 ? 0 : 1000);
    m_bar->setValue(int(std::max(0.0, news.fraction) * 1000));
    QStringList facts{news.phase};
    if (news.vocabSize > 0) facts.append(tr("%1 tokens").arg(locale.toString(news.vocabSize)));
    if (news.distinctWords > 0)
        facts.append(tr("%1 different words").arg(locale.toString(news.distinctWords)));
    if (news.rate > 0)
        facts.append(tr("%1 a second").arg(locale.toString(news.rate, 'f', news.rate < 10 ? 1 : 0)));
    if (news.secondsRemaining >= 0) facts.append(tr("%1 left").arg(duration(news.secondsRemaining)));
    m_status->setText(facts.join(QStringLiteral("  ·  ")));
    if (!news.topPairs.empty()) m_bars->setPairs(news.topPairs);
    QStringList lines;
    for (const auto& merge : news.merges)
        lines.prepend(QStringLiteral("%1  %2 + %3 → %4   %5")
                          .arg(merge.rank, 6)
                          .arg(withVisibleWhitespace(merge.left), withVisibleWhitespace(merge.right),
                               withVisibleWhitespace(merge.token), locale.toString(merge.count, 'f', 0)));
    for (const QString& round : news.rounds)
        lines.prepend(round);
    if (!lines.isEmpty()) m_merges->setStringList((lines + m_merges->stringList()).mid(0, keptMerges));
    for (const auto& [size, bytes] : news.compression)
        m_curve->append(m_series, size, bytes);
}

void TrainPage::showOutcome(const TrainOutcome& outcome)
{
    const QLocale locale;
    const auto number = [&](qulonglong value) { return locale.toString(value); };
    m_form->setRunning(false);
    m_form->setResumable(false);
    m_title->setText(tr("A new tokenizer of %1 tokens").arg(number(outcome.trained.vocabSize)));
    m_bar->hide();
    QStringList facts{tr("%1 texts").arg(number(outcome.texts)), tr("%1 words").arg(number(outcome.words)),
                      tr("%1 different ones").arg(number(outcome.distinctWords))};
    if (outcome.merges > 0) facts.append(tr("%1 merges").arg(number(outcome.merges)));
    facts.append(duration(outcome.seconds));
    m_status->setText(
        (QStringList{facts.join(QStringLiteral("  ·  "))} + outcome.warnings).join(QLatin1Char('\n')));

    m_effect->setRowCount(outcome.old ? 2 : 1);
    const auto fill = [&](int row, const QString& name, const TrainOutcome::Effect& e) {
        const QString cells[] = {name,
                                 number(e.vocabSize),
                                 locale.toString(e.tokensPerWord, 'f', 3),
                                 locale.toString(e.bytesPerToken, 'f', 3),
                                 tr("%1 %").arg(locale.toString(100 * e.unknownRate, 'f', 2)),
                                 tr("%1 %").arg(locale.toString(100 * e.alphabetCoverage, 'f', 1))};
        for (int column = 0; column < 6; ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            item->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
            item->setFlags(Qt::ItemIsEnabled);
            m_effect->setItem(row, column, item);
        }
    };
    fill(0, tr("New"), outcome.trained);
    if (outcome.old) fill(1, outcome.oldName, *outcome.old);
    m_effect->setFixedHeight(m_effect->horizontalHeader()->sizeHint().height() +
                             m_effect->verticalHeader()->defaultSectionSize() * m_effect->rowCount() + 4);
    m_kept->setText(tr("Measured on %1 texts. Kept in %2").arg(number(outcome.sampleTexts), outcome.folder));
    m_outcome->show();
    m_stack->setCurrentIndex(1);
}

void TrainPage::showStopped(bool resumable)
{
    m_form->setRunning(false);
    m_form->setResumable(resumable);
    m_title->setText(tr("Stopped"));
    m_bar->hide();
    if (resumable) m_status->setText(tr("What was counted is kept: press Go on to continue from there."));
}

void TrainPage::showFailed(const QString& what, const QString& reason, const QString& nextStep)
{
    m_form->setRunning(false);
    m_message->showError(what, reason, nextStep);
    m_stack->setCurrentIndex(0);
}

QStringList TrainPage::merges() const
{
    return m_merges->stringList();
}

} // namespace vitrine::widgets

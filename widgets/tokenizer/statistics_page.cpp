// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/statistics_page.h"

#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/tokenizer/encoding_export.h"
#include "widgets/tokenizer/encoding_table_model.h"
#include "widgets/tokenizer/length_histogram.h"
#include "widgets/tokenizer/table_parts.h"

#include <QGridLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStyle>
#include <QTableView>

namespace vitrine::widgets {
namespace {

double ratio(std::uint64_t a, std::uint64_t b)
{
    return b ? double(a) / double(b) : 0;
}

} // namespace

void FrequencyModel::setTokens(std::vector<StatisticsView::Token> tokens, std::uint64_t total)
{
    beginResetModel();
    m_tokens = std::move(tokens);
    m_total = total;
    endResetModel();
}

int FrequencyModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_tokens.size());
}

int FrequencyModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant FrequencyModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto& token = m_tokens[std::size_t(index.row())];
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Token ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::FontRole) return monospaceFont();
    if (role != Qt::DisplayRole) return {};
    const QLocale locale;
    switch (Column(index.column())) {
    case Rank:
        return index.row() + 1;
    case Token:
        return withVisibleWhitespace(token.text);
    case Id:
        return token.id;
    case Count:
        return locale.toString(qulonglong(token.count));
    case Share:
        return QString(locale.toString(100 * ratio(token.count, m_total), 'f', 2) + QStringLiteral(" %"));
    case ColumnCount:
        break;
    }
    return {};
}

QVariant FrequencyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= ColumnCount) return {};
    const QString titles[] = {QStringLiteral("#"), tr("Token"), tr("Id"), tr("Count"), tr("Share")};
    if (role == Qt::DisplayRole) return titles[section];
    if (role == Qt::TextAlignmentRole)
        return int((section == Token ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

StatisticsPage::StatisticsPage(QWidget* parent) : QWidget(parent), m_model(new FrequencyModel(this))
{
    m_message = new MessageView;
    m_message->showEmpty(
        QStringLiteral("file"), tr("Statistics of a whole file"),
        tr("Open a UTF-8 text file of any size, or drop one of more than 4 MB on the window: how many "
           "words and tokens it has, how long its lines are, and which tokens are most frequent."));
    m_message->setAction(tr("Open a text file …"));
    connect(m_message, &MessageView::actionTriggered, this, &StatisticsPage::openRequested);

    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(2 * Theme::space, Theme::space, 2 * Theme::space, Theme::space);
    layout->setSpacing(Theme::space);
    auto* header = new QHBoxLayout;
    header->setSpacing(2 * Theme::space);
    m_title = makeLabel("heading");
    m_state = makeLabel("caption");
    m_bar = new QProgressBar;
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(int(120 * textScale()));
    m_bar->setAccessibleName(tr("Progress"));
    m_stop = new QPushButton(tr("Stop"));
    m_open = new QPushButton(tr("Another file …"));
    header->addWidget(m_title);
    header->addWidget(m_state, 1);
    header->addWidget(m_bar);
    header->addWidget(m_stop);
    header->addWidget(m_open);
    layout->addLayout(header);
    connect(m_stop, &QPushButton::clicked, this, &StatisticsPage::stopRequested);
    connect(m_open, &QPushButton::clicked, this, &StatisticsPage::openRequested);

    auto* body = new QHBoxLayout;
    body->setSpacing(3 * Theme::space);
    auto* figures = new QWidget;
    figures->setProperty("role", QStringLiteral("page"));
    auto* grid = new QGridLayout(figures);
    grid->setContentsMargins(0, 0, Theme::space, 0);
    grid->setHorizontalSpacing(2 * Theme::space);
    grid->setVerticalSpacing(Theme::space / 2);
    int line = 0;
    for (const QString& name :
         {tr("Texts (lines)"), tr("Words"), tr("Characters"), tr("Bytes"), tr("Tokens"), tr("Tokens a word"),
          tr("Bytes a token"), tr("Unknown"), tr("Tokens a text: median"), tr("90 % have at most"),
          tr("Longest"), tr("Longer than the model")}) {
        auto* value = new QLabel;
        value->setFont(monospaceFont());
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        value->setAccessibleName(name);
        grid->addWidget(makeLabel("caption", name), line, 0);
        grid->addWidget(value, line++, 1, Qt::AlignRight);
        m_values.append(value);
    }
    grid->setRowStretch(line, 1);
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setMinimumWidth(int(280 * textScale()));
    area->setWidget(figures);
    body->addWidget(area, 0);
    m_histogram = new LengthHistogram;
    body->addWidget(m_histogram, 1);
    m_table = makeTable(m_model, tr("The most frequent tokens"), {36, 96, 60, 92, 66});
    m_table->setMinimumWidth(int(370 * textScale()));
    body->addWidget(m_table, 1);
    layout->addLayout(body, 1);

    m_stack = new QStackedWidget;
    m_stack->addWidget(m_message);
    m_stack->addWidget(page);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
}

void StatisticsPage::show(const StatisticsView& s)
{
    m_statistics = s;
    const QLocale locale;
    const auto whole = [&](std::uint64_t value) { return locale.toString(qulonglong(value)); };
    const QString values[] = {
        whole(s.texts),
        whole(s.words),
        whole(s.characters),
        whole(s.bytes),
        whole(s.tokens),
        locale.toString(ratio(s.tokens, s.words), 'f', 3),
        locale.toString(ratio(s.bytes, s.tokens), 'f', 3),
        tr("%1 (%2 %)").arg(whole(s.unknown), locale.toString(100 * ratio(s.unknown, s.tokens), 'f', 3)),
        whole(s.median),
        whole(s.ninetieth),
        whole(s.longest),
        s.modelMaxLength ? tr("%1 (%2 %)")
                               .arg(whole(s.longerThanModel),
                                    locale.toString(100 * ratio(s.longerThanModel, s.texts), 'f', 2))
                         : QStringLiteral("–")};
    for (int i = 0; i < int(m_values.size()); ++i)
        m_values[i]->setText(values[i]);
    m_title->setText(s.file);
    m_histogram->setLengths(s.lengths, s.modelMaxLength);
    m_model->setTokens(s.mostFrequent, s.tokens);
    m_bar->setValue(int(1000 * ratio(s.readBytes, s.fileBytes)));
    m_stack->setCurrentIndex(1);
}

void StatisticsPage::showProgress(const StatisticsView& statistics)
{
    m_isRunning = true;
    show(statistics);
    setRole(m_state, "caption");
    m_state->setText(tr("%1 of %2 read")
                         .arg(QLocale().formattedDataSize(qint64(statistics.readBytes)),
                              QLocale().formattedDataSize(qint64(statistics.fileBytes))));
    m_bar->show();
    m_stop->show();
    m_open->hide();
}

void StatisticsPage::showResult(const StatisticsView& statistics)
{
    m_isRunning = false;
    show(statistics);
    const double seconds = statistics.milliseconds / 1000;
    QStringList facts{tr("by %1").arg(statistics.tokenizer),
                      tr("%1 MB/s").arg(QLocale().toString(
                          seconds > 0 ? double(statistics.bytes) / 1e6 / seconds : 0, 'f', 1))};
    if (statistics.texts == 0) facts = {tr("The file is empty.")};
    if (statistics.cutTexts > 0)
        facts.append(tr("lines above 1 MB were cut %n time(s)", nullptr, int(statistics.cutTexts)));
    m_state->setText(facts.join(QStringLiteral("  ·  ")));
    m_bar->hide();
    m_stop->hide();
    m_open->show();
}

void StatisticsPage::showStopped()
{
    m_isRunning = false;
    m_state->setText(tr("Stopped: the figures are those of the first %1 of %2.")
                         .arg(QLocale().formattedDataSize(qint64(m_statistics.readBytes)),
                              QLocale().formattedDataSize(qint64(m_statistics.fileBytes))));
    m_bar->hide();
    m_stop->hide();
    m_open->show();
}

void StatisticsPage::showError(const QString& what, const QString& reason, const QString& nextStep)
{
    m_isRunning = false;
    m_message->showError(what, reason, nextStep);
    m_message->setAction(tr("Open a text file …"));
    m_stack->setCurrentIndex(0);
}

QString statisticsToCsv(const StatisticsView& s)
{
    QString csv = QStringLiteral("rank,token,id,count,share\n");
    int rank = 0;
    for (const auto& token : s.mostFrequent)
        csv += QStringLiteral("%1,%2,%3,%4,%5\n")
                   .arg(++rank)
                   .arg(csvQuoted(token.text))
                   .arg(token.id)
                   .arg(token.count)
                   .arg(ratio(token.count, s.tokens), 0, 'g', 9);
    return csv;
}

QString statisticsToJson(const StatisticsView& s)
{
    QJsonArray lengths, frequent;
    for (const auto& [length, texts] : s.lengths)
        lengths.append(QJsonArray{qint64(length), qint64(texts)});
    for (const auto& token : s.mostFrequent)
        frequent.append(QJsonObject{{QStringLiteral("token"), token.text},
                                    {QStringLiteral("id"), qint64(token.id)},
                                    {QStringLiteral("count"), qint64(token.count)}});
    const QJsonObject object{{QStringLiteral("file"), s.file},
                             {QStringLiteral("tokenizer"), s.tokenizer},
                             {QStringLiteral("bytes_read"), qint64(s.readBytes)},
                             {QStringLiteral("bytes_of_file"), qint64(s.fileBytes)},
                             {QStringLiteral("texts"), qint64(s.texts)},
                             {QStringLiteral("empty_texts"), qint64(s.emptyTexts)},
                             {QStringLiteral("words"), qint64(s.words)},
                             {QStringLiteral("characters"), qint64(s.characters)},
                             {QStringLiteral("bytes"), qint64(s.bytes)},
                             {QStringLiteral("tokens"), qint64(s.tokens)},
                             {QStringLiteral("unknown"), qint64(s.unknown)},
                             {QStringLiteral("tokens_per_word"), ratio(s.tokens, s.words)},
                             {QStringLiteral("bytes_per_token"), ratio(s.bytes, s.tokens)},
                             {QStringLiteral("unknown_rate"), ratio(s.unknown, s.tokens)},
                             {QStringLiteral("lengths"), lengths},
                             {QStringLiteral("most_frequent"), frequent}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented));
}

} // namespace vitrine::widgets

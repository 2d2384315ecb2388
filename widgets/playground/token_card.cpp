// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/token_card.h"

#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/rank_model.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {

TokenCard::TokenCard(QWidget* parent)
    : QWidget(parent),
      m_heading(makeLabel("heading")),
      m_facts(makeLabel("caption")),
      m_note(makeLabel("caption")),
      m_model(new RankModel(tr("Alternative"), tr("Probability"), {}, this)),
      m_table(makeRankTable(m_model, tr("What else could stand here, the likeliest first")))
{
    m_heading->setTextFormat(Qt::PlainText);
    m_heading->setWordWrap(true);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setWordWrap(true);
    m_note->setWordWrap(true);
    m_table->verticalHeader()->setDefaultSectionSize(int(26 * std::max(1.0, textScale())));
    m_table->installEventFilter(this);
    m_table->setCursor(Qt::PointingHandCursor);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& index) { choose(index.row()); });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space / 2);
    layout->addWidget(m_heading);
    layout->addWidget(m_facts);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_note);
    setLow(false);
    showPlain(nullptr);
}

QString tokenDescription(const GeneratedToken& token)
{
    QStringList lines{TokenCard::tr("id %1").arg(token.id)};
    if (!std::isnan(token.logProbability))
        lines.append(
            TokenCard::tr("probability %1 (log %2)")
                .arg(percentText(token.probability()), QLocale().toString(token.logProbability, 'f', 3)));
    if (token.rank >= 0) lines.append(TokenCard::tr("rank %1").arg(token.rank + 1));
    if (!std::isnan(token.entropy))
        lines.append(TokenCard::tr("entropy %1 nats").arg(QLocale().toString(token.entropy, 'f', 2)));
    if (!std::isnan(token.seconds)) lines.append(millisecondsText(token.seconds));
    return lines.join(u'\n');
}

void TokenCard::showPlain(const GeneratedToken* token)
{
    m_token = {};
    m_model->setRows({});
    m_table->hide();
    m_heading->setText(token ? QStringLiteral("“%1”").arg(visibleToken(token->text)) : QString());
    m_facts->setText(token ? tokenDescription(*token).replace(u'\n', QStringLiteral(" · ")) : QString());
    m_note->setText(token ? tr("Part of the prompt.")
                          : tr("Choose a token to see what else could stand there."));
    m_note->show();
}

void TokenCard::showToken(const GeneratedToken& token, int position, const QString& whyNoBranch)
{
    m_token = token;
    m_whyNoBranch = whyNoBranch;
    m_heading->setText(tr("%1. “%2”").arg(position + 1).arg(visibleToken(token.text)));
    m_facts->setText(tokenDescription(token).replace(u'\n', QStringLiteral(" · ")));
    std::vector<RankRow> rows;
    for (int i = 0; i < int(token.alternatives.size()); ++i) {
        const TokenAlternative& each = token.alternatives[std::size_t(i)];
        RankRow row;
        row.label = visibleToken(each.text);
        row.score = row.bar = each.probability;
        const QString why = refusal(i);
        row.isMuted = !why.isEmpty();
        row.tip = tr("id %1").arg(each.id) + u'\n' + percentText(each.probability) + u'\n' +
                  (why.isEmpty() ? tr("Click: go on from here with it") : why);
        rows.push_back(std::move(row));
    }
    m_model->setRows(std::move(rows));
    m_table->setVisible(!token.alternatives.empty());
    const bool hasRefused = std::any_of(token.alternatives.begin(), token.alternatives.end(),
                                        [](const TokenAlternative& each) { return each.isSpecial; });
    m_note->setText(
        token.alternatives.empty() ? tr("Nothing is known of its alternatives.")
        : !whyNoBranch.isEmpty()   ? whyNoBranch
        : hasRefused
            ? tr("Click an alternative to go on with it. Special tokens cannot be typed into a text.")
            : tr("Click an alternative to go on with it."));
    m_note->setVisible(!m_isLow || token.alternatives.empty());
    // The chosen one stands out.
    for (int i = 0; i < int(token.alternatives.size()); ++i)
        if (token.alternatives[std::size_t(i)].id == token.id) m_table->selectRow(i);
}

void TokenCard::setLow(bool isLow)
{
    m_isLow = isLow;
    m_note->setVisible(!isLow || m_token.alternatives.empty());
    m_table->setMinimumHeight(int((isLow ? 48 : 90) * std::min(1.6, textScale())));
}

QString TokenCard::refusal(int alternative) const
{
    if (alternative < 0 || alternative >= int(m_token.alternatives.size())) return tr("There is none.");
    if (!m_whyNoBranch.isEmpty()) return m_whyNoBranch;
    const TokenAlternative& each = m_token.alternatives[std::size_t(alternative)];
    if (each.id == m_token.id) return tr("This is what was written.");
    if (each.isSpecial) return tr("A special token cannot be typed into a text.");
    if (each.text.isEmpty() || each.text.contains(QChar::ReplacementCharacter))
        return tr("It is only a part of a character, which cannot be typed into a text.");
    return {};
}

void TokenCard::choose(int row)
{
    if (refusal(row).isEmpty()) Q_EMIT alternativeChosen(row);
}

bool TokenCard::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            choose(m_table->currentIndex().row());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace vitrine::widgets

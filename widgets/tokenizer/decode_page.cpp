// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/decode_page.h"

#include "widgets/common/theme.h"
#include "widgets/tokenizer/encoding_table_model.h"

#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::widgets {
namespace {

/// More ids than this are not put into the editor; the encoding itself has them all.
constexpr std::size_t shownIds = 2000;

} // namespace

DecodePage::DecodePage(QWidget* parent)
    : QWidget(parent),
      m_ids(new QPlainTextEdit),
      m_skipSpecial(new QCheckBox(tr("Skip special tokens"))),
      m_problem(new QLabel),
      m_text(new QLabel),
      m_verdict(new QLabel)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::space, Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->setSpacing(Theme::space);
    auto* caption = new QLabel(tr("Ids, separated by spaces or commas"));
    setRole(caption, "caption");
    caption->setBuddy(m_ids);
    layout->addWidget(caption);
    m_ids->setFont(monospaceFont());
    m_ids->setMaximumHeight(88);
    m_ids->setAccessibleName(caption->text());
    m_ids->setTabChangesFocus(true);
    layout->addWidget(m_ids);
    m_skipSpecial->setChecked(true);
    layout->addWidget(m_skipSpecial);
    setRole(m_problem, "error");
    m_problem->hide();
    layout->addWidget(m_problem);
    auto* heading = new QLabel(tr("Decoded text"));
    setRole(heading, "heading");
    layout->addWidget(heading);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_text);
    setRole(m_verdict, "caption");
    m_verdict->setWordWrap(true);
    layout->addWidget(m_verdict);
    layout->addStretch();

    connect(m_ids, &QPlainTextEdit::textChanged, this, [this] {
        m_isEdited = true;
        ask();
    });
    connect(m_skipSpecial, &QCheckBox::toggled, this, &DecodePage::ask);
}

void DecodePage::setIds(const std::vector<std::uint32_t>& ids, const QString& original)
{
    QStringList words;
    for (std::size_t i = 0; i < std::min(ids.size(), shownIds); ++i)
        words.append(QString::number(ids[i]));
    {
        const QSignalBlocker blocker(m_ids);
        m_ids->setPlainText(words.join(u' '));
    }
    m_isEdited = ids.size() > shownIds;
    m_original = original;
    ask();
}

void DecodePage::ask()
{
    static const QRegularExpression separators(QStringLiteral("[\\s,;\\[\\]]+"));
    std::vector<std::uint32_t> ids;
    const QStringList words = m_ids->toPlainText().split(separators, Qt::SkipEmptyParts);
    for (const QString& word : words) {
        bool ok = false;
        const uint id = word.toUInt(&ok);
        if (!ok) {
            m_problem->setText(tr("“%1” is no id: expected a whole number from 0.").arg(word.left(40)));
            m_problem->show();
            return;
        }
        ids.push_back(id);
    }
    m_problem->hide();
    Q_EMIT decodeRequested(ids, m_skipSpecial->isChecked());
}

void DecodePage::showDecoded(const QString& text)
{
    m_text->setFont(textFont());
    m_text->setText(text);
    if (m_isEdited) return m_verdict->clear();
    const int difference = firstDifference(text, m_original);
    if (difference < 0)
        m_verdict->setText(tr("Equal to the text, character for character."));
    else
        m_verdict->setText(
            tr("Differs from the text at character %1: “%2” came back as “%3”. What a normalizer removed "
               "can't come back.")
                .arg(difference)
                .arg(withVisibleWhitespace(m_original.mid(difference, 12)),
                     withVisibleWhitespace(text.mid(difference, 12))));
}

int firstDifference(const QString& a, const QString& b)
{
    const auto [inA, inB] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    return inA == a.end() && inB == b.end() ? -1 : int(inA - a.begin());
}

} // namespace vitrine::widgets

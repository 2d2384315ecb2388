// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/decode_page.h"

#include "widgets/common/theme.h"
#include "widgets/tokenizer/encoding_table_model.h"

#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::widgets {
namespace {

/// More ids than this are not put into the editor; the encoding itself has them all.
constexpr std::size_t shownIds = 2000;
constexpr int shownText = 4000; // UTF-16 units; a label lays out all it has

} // namespace

DecodePage::DecodePage(QWidget* parent)
    : QWidget(parent),
      m_ids(new QPlainTextEdit),
      m_skipSpecial(new QCheckBox(tr("Skip special tokens"))),
      m_problem(new QLabel),
      m_text(new QLabel),
      m_verdict(new QLabel),
      m_before(new QLabel),
      m_after(new QLabel)
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
    m_verdict->setWordWrap(true);
    layout->addWidget(m_verdict);
    for (QLabel* label : {m_before, m_after}) {
        label->setTextFormat(Qt::RichText);
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    layout->addStretch();

    connect(m_ids, &QPlainTextEdit::textChanged, this, [this] {
        m_isEdited = true;
        ask();
    });
    connect(m_skipSpecial, &QCheckBox::toggled, this, &DecodePage::ask);
}

void DecodePage::setIds(std::vector<std::uint32_t> ids, const QString& original, bool isComparable)
{
    m_all = std::move(ids);
    m_original = original;
    m_isComparable = isComparable;
    m_isEdited = false;
    QStringList words;
    for (std::size_t i = 0; i < std::min(m_all.size(), shownIds); ++i)
        words.append(QString::number(m_all[i]));
    if (m_all.size() > shownIds) words.append(QStringLiteral("…"));
    {
        const QSignalBlocker blocker(m_ids);
        m_ids->setPlainText(words.join(u' '));
    }
    ask();
}

void DecodePage::ask()
{
    static const QRegularExpression separators(QStringLiteral("[\\s,;\\[\\]]+"));
    if (!m_isEdited) {
        m_problem->hide();
        Q_EMIT decodeRequested(m_all, m_skipSpecial->isChecked());
        return;
    }
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
    m_text->setText(text.size() > shownText ? text.left(shownText) + u'…' : text);
    m_before->hide();
    m_after->hide();
    if (m_isEdited || !m_isComparable) {
        setRole(m_verdict, "caption");
        m_verdict->setText(
            m_isEdited ? QString() : tr("Two texts become one here, so there is nothing to compare with."));
    } else if (const int difference = firstDifference(text, m_original); difference < 0) {
        setRole(m_verdict, "heading");
        m_verdict->setText(tr("Equal to the text, character for character."));
    } else
        showDifference(text, difference);
    m_verdict->style()->polish(m_verdict);
}

void DecodePage::showDifference(const QString& text, int difference)
{
    setRole(m_verdict, "caption");
    const auto position = QStringView(m_original).left(difference).toUcs4().size();
    m_verdict->setText(tr("First difference at character %1. What a normalizer removed or an unknown token "
                          "replaced can't come back.")
                           .arg(position));
    // The same beginning, then what differs, marked.
    const auto show = [&](QLabel* label, const QString& name, const QString& whole) {
        constexpr int before = 24, marked = 1, after = 24;
        const int begin = std::max(0, difference - before);
        int length = std::min<int>(marked, int(whole.size()) - difference);
        if (length > 0 && whole[difference].isHighSurrogate())
            length = std::min<int>(2, int(whole.size()) - difference);
        const auto part = [&](int from, int count) {
            return withVisibleWhitespace(whole.mid(from, count)).toHtmlEscaped();
        };
        label->setFont(textFont());
        label->setText(
            QStringLiteral(
                "<span style='color:%1'>%2</span>&nbsp; %3%4<span style='background:%5'>%6</span>%7")
                .arg(theme().mutedText.name(), name.toHtmlEscaped(),
                     begin > 0 ? QStringLiteral("…") : QString(), part(begin, difference - begin),
                     blend(theme().surface, theme().danger, theme().dark ? 0.5 : 0.25).name(),
                     length > 0 ? part(difference, length) : QStringLiteral("&nbsp;"),
                     part(difference + length, after)));
        label->show();
    };
    show(m_before, tr("text"), m_original);
    show(m_after, tr("back"), text);
}

int firstDifference(const QString& a, const QString& b)
{
    const auto [inA, inB] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (inA == a.end() && inB == b.end()) return -1;
    const auto place = inA - a.begin();
    return int(place > 0 && a[place - 1].isHighSurrogate() ? place - 1 : place);
}

} // namespace vitrine::widgets

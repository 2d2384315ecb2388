// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/summary_view.h"

#include "widgets/playground/token_chips.h"

#include <QLabel>
#include <QLocale>
#include <QSet>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace vitrine::widgets {
namespace {

constexpr int copiedMark = 2, novelMark = 1; // green and orange

struct Word
{
    int begin, end; ///< UTF-16 units
    QString folded;
};

/// Words as Unicode splits a text, without punctuation; equal in upper and lower case.
std::vector<Word> wordsOf(const QString& text)
{
    std::vector<Word> words;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    int begin = 0;
    for (auto end = finder.toNextBoundary(); end >= 0; end = finder.toNextBoundary()) {
        const QStringView part = QStringView(text).mid(begin, end - begin);
        if (std::any_of(part.begin(), part.end(), [](QChar c) { return c.isLetterOrNumber(); }))
            words.push_back({begin, int(end), part.toString().toCaseFolded()});
        begin = int(end);
    }
    return words;
}

} // namespace

SummaryView::SummaryView(const QString& task, QWidget* parent) : GenerationView(task, parent)
{
    offerMarks(tr("Overlap"), {{copiedMark, tr("in the text")}, {novelMark, tr("new")}});
}

void SummaryView::onShown()
{
    QString summary;
    std::vector<int> begins;
    for (const GeneratedToken& token : tokens()) {
        begins.push_back(int(summary.size()));
        if (!token.isSpecial) summary += token.text;
    }
    const auto written = wordsOf(summary);
    const auto given = wordsOf(sourceText());
    QSet<QString> known, used;
    for (const Word& word : given)
        known.insert(word.folded);
    m_novel = 0;
    m_words = int(written.size());
    m_tokenWords.assign(tokens().size(), {});
    std::vector<int> marks(tokens().size(), -1);
    for (const Word& word : written) {
        const bool isCopied = known.contains(word.folded);
        if (isCopied)
            used.insert(word.folded);
        else
            ++m_novel;
        for (std::size_t i = 0; i < begins.size(); ++i) {
            const int end = i + 1 < begins.size() ? begins[i + 1] : int(summary.size());
            if (begins[i] >= word.end || end <= word.begin) continue;
            marks[i] = isCopied ? copiedMark : novelMark;
            m_tokenWords[i] = word.folded;
        }
    }
    setMarks(std::move(marks));
    std::vector<TextChip> colors = source()->chips();
    for (TextChip& chip : colors) {
        chip.mark = -1;
        for (const Word& word : wordsOf(chip.text))
            if (used.contains(word.folded)) chip.mark = copiedMark;
    }
    source()->setColors(colors);
    if (written.empty() || given.empty()) return;
    const auto ratio = [](double a, double b) { return QLocale().toString(a / b, 'f', 1); };
    QString text = tr("%1 of %2 words: %3 times shorter")
                       .arg(written.size())
                       .arg(given.size())
                       .arg(ratio(double(given.size()), double(written.size())));
    if (generation().inputTokens > 0 && !tokens().empty())
        text += QStringLiteral(" · ") + tr("%1 of %2 tokens: %3 times shorter")
                                            .arg(tokens().size())
                                            .arg(generation().inputTokens)
                                            .arg(ratio(generation().inputTokens, double(tokens().size())));
    text += QStringLiteral(" · ") + tr("%n word(s) are not in the text", nullptr, m_novel);
    if (generation().truncated > 0)
        text += QStringLiteral(" · ") +
                tr("the last %n token(s) of the text were not read", nullptr, generation().truncated);
    note()->setText(text);
    note()->show();
}

void SummaryView::onCurrentToken(int token)
{
    // Where the word stands in the text.
    const QString word =
        token >= 0 && token < int(m_tokenWords.size()) ? m_tokenWords[std::size_t(token)] : QString();
    const auto& chips = source()->chips();
    int found = -1;
    for (int i = 0; i < int(chips.size()) && found < 0 && !word.isEmpty(); ++i)
        for (const Word& each : wordsOf(chips[std::size_t(i)].text))
            if (each.folded == word) found = i;
    source()->setCurrent(found);
}

} // namespace vitrine::widgets

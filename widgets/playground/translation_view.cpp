// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/translation_view.h"

#include "widgets/playground/token_chips.h"

#include <QLabel>
#include <QScrollBar>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <utility>

namespace vitrine::widgets {
namespace {

/// Where the sentences after the first begin, in UTF-16 units.
std::vector<int> sentenceStarts(const QString& text)
{
    std::vector<int> starts;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Sentence, text);
    for (auto at = finder.toNextBoundary(); at >= 0 && at < text.size(); at = finder.toNextBoundary())
        if (!QStringView(text).mid(at).trimmed().isEmpty()) starts.push_back(int(at));
    return starts;
}

/// The pieces in which those units are; `ends`: of all pieces.
std::vector<int> piecesAt(const std::vector<int>& units, const std::vector<int>& ends)
{
    std::vector<int> pieces;
    for (const int unit : units)
        pieces.push_back(int(std::upper_bound(ends.begin(), ends.end(), unit) - ends.begin()));
    return pieces;
}

/// Two sentences in one piece cannot be told apart.
bool isRising(const std::vector<int>& pieces)
{
    return (pieces.empty() || pieces.front() > 0) &&
           std::adjacent_find(pieces.begin(), pieces.end(), std::greater_equal<>()) == pieces.end();
}

} // namespace

TranslationView::TranslationView(const QString& task, QWidget* parent) : GenerationView(task, parent)
{
    for (TokenChips* side : {chips(), source()})
        connect(side, &TokenChips::resized, this, &TranslationView::alignRows);
    for (const auto& [from, to] : {std::pair{chips(), source()}, std::pair{source(), chips()}})
        connect(from->verticalScrollBar(), &QScrollBar::valueChanged, this, [this, to = to](int value) {
            if (isAligned()) to->verticalScrollBar()->setValue(value);
        });
    connect(source(), &TokenChips::currentChanged, this, [this](int word) {
        if (isAligned())
            showPair(
                int(std::upper_bound(m_sourceRows.begin(), m_sourceRows.end(), word) - m_sourceRows.begin()));
    });
}

std::vector<int> TranslationView::rowStarts()
{
    QString text;
    std::vector<int> ends, words;
    const int before = int(prompt().size());
    const auto add = [&](const GeneratedToken& token) {
        if (!token.isSpecial) text += token.text;
        ends.push_back(int(text.size()));
    };
    for (const GeneratedToken& token : prompt())
        add(token);
    for (const GeneratedToken& token : tokens())
        add(token);
    int length = 0;
    for (const TextChip& chip : source()->chips())
        words.push_back(length += int(chip.text.size()));
    m_rows = piecesAt(sentenceStarts(text), ends);
    m_sourceRows = piecesAt(sentenceStarts(sourceText()), words);
    if (m_rows.size() != m_sourceRows.size() || !isRising(m_rows) || !isRising(m_sourceRows)) {
        m_rows.clear();
        m_sourceRows.clear();
    }
    std::vector<int> starts = m_rows;
    for (int& start : starts)
        start -= before;
    return starts;
}

void TranslationView::onShown()
{
    std::vector<TextChip> words = source()->chips();
    source()->setChips(std::move(words), m_sourceRows);
    alignRows();
}

void TranslationView::alignRows()
{
    if (!isAligned() || m_isAligning) return;
    m_isAligning = true;
    // A scroll bar that appears makes lines shorter: once more, then.
    for (int round = 0; round < 3; ++round) {
        auto heights = chips()->rowHeights();
        const auto others = source()->rowHeights();
        for (std::size_t i = 0; i < std::min(heights.size(), others.size()); ++i)
            heights[i] = std::max(heights[i], others[i]);
        const int width = chips()->viewport()->width(), otherWidth = source()->viewport()->width();
        chips()->setLeastRowHeights(heights);
        source()->setLeastRowHeights(std::move(heights));
        if (chips()->viewport()->width() == width && source()->viewport()->width() == otherWidth) break;
    }
    m_isAligning = false;
}

void TranslationView::onCurrentToken(int token)
{
    const int piece = token + int(prompt().size());
    if (isAligned() && token >= 0)
        showPair(int(std::upper_bound(m_rows.begin(), m_rows.end(), piece) - m_rows.begin()));
}

void TranslationView::showPair(int row)
{
    const auto show = [row](TokenChips* side, const std::vector<int>& rows) {
        const int begin = row == 0 ? 0 : rows[std::size_t(row) - 1];
        side->setOutlined(begin, row < int(rows.size()) ? rows[std::size_t(row)] : side->count());
    };
    show(chips(), m_rows);
    show(source(), m_sourceRows);
}

} // namespace vitrine::widgets

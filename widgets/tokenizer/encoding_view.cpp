// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/encoding_view.h"

#include "backend/tokenizers/answer_windows.h"

#include <QTextBoundaryFinder>

#include <algorithm>

namespace vitrine::widgets {
namespace {

/// Follows the positions of one text in every unit. Tokens come nearly in order, so that each step is short.
class Cursor
{
public:
    /// `index`: of the text, for long ways; an empty one is not asked.
    Cursor(const QString& text, const core::TextIndex& index) : m_text(text), m_index(index) {}

    struct Place
    {
        std::size_t byte = 0, codePoint = 0, utf16 = 0;
    };

    /// A byte inside a character counts as its start.
    Place at(std::size_t byte)
    {
        constexpr std::size_t longWay = 4096;
        const auto distance = byte > m_place.byte ? byte - m_place.byte : m_place.byte - byte;
        if (distance > longWay && m_index.codePointCount().value > 0) {
            const auto codePoint = m_index.codePoint(core::ByteOffset{byte});
            m_place = {m_index.byte(codePoint).value, codePoint.value, m_index.utf16(codePoint).value};
        }
        while (m_place.byte > byte)
            back();
        for (;;) {
            const auto size = std::size_t(m_text.size());
            if (m_place.utf16 >= size) return m_place;
            const auto [bytes, units] = lengths(m_place.utf16);
            if (m_place.byte + bytes > byte) return m_place;
            m_place = {m_place.byte + bytes, m_place.codePoint + 1, m_place.utf16 + units};
        }
    }

private:
    std::pair<std::size_t, std::size_t> lengths(std::size_t unit) const
    {
        const char16_t c = m_text[qsizetype(unit)].unicode();
        if (c < 0x80) return {1, 1};
        if (c < 0x800) return {2, 1};
        // Half a pair alone is U+FFFD in UTF-8, of three bytes, too.
        const bool isPair = QChar::isHighSurrogate(c) && qsizetype(unit) + 1 < m_text.size() &&
                            m_text[qsizetype(unit) + 1].isLowSurrogate();
        return isPair ? std::pair<std::size_t, std::size_t>{4, 2} : std::pair<std::size_t, std::size_t>{3, 1};
    }
    void back()
    {
        std::size_t unit = m_place.utf16 - 1;
        if (unit > 0 && m_text[qsizetype(unit)].isLowSurrogate() &&
            m_text[qsizetype(unit) - 1].isHighSurrogate())
            --unit;
        m_place = {m_place.byte - lengths(unit).first, m_place.codePoint - 1, unit};
    }

    const QString& m_text;
    const core::TextIndex& m_index;
    Place m_place;
};

/// For every UTF-16 border of a text the number of user-perceived characters that begin before it.
std::vector<std::uint32_t> graphemeNumbers(const QString& text)
{
    std::vector<std::uint32_t> numbers(std::size_t(text.size()) + 1, 0);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    std::uint32_t number = 0;
    for (qsizetype begin = 0, end; (end = finder.toNextBoundary()) >= 0; begin = end) {
        std::fill(numbers.begin() + begin + 1, numbers.begin() + end, number); // inside: belongs to this one
        numbers[std::size_t(end)] = ++number;
    }
    return numbers;
}

} // namespace

QString EncodingView::slice(int token) const
{
    if (!hasPlace(token)) return {};
    const auto span = utf16[std::size_t(token)];
    return texts[std::size_t(textOf(token))].mid(qsizetype(span.begin.value), qsizetype(span.length()));
}

EncodingView::Tokens EncodingView::tokensAt(int text, int unit) const
{
    const auto which = std::size_t(text);
    const int place = unit - int(m_covered[which].begin.value);
    if (place < 0 || place >= int(m_firstAt[which].size())) return {};
    const int first = m_firstAt[which][std::size_t(place)];
    const int last = m_lastAt[which].empty() ? first : m_lastAt[which][std::size_t(place)];
    return {first, std::max(first, last)};
}

void EncodingView::place(int token)
{
    const auto text = std::size_t(textOf(token));
    const auto span = utf16[std::size_t(token)];
    auto& firstAt = m_firstAt[text];
    auto& lastAt = m_lastAt[text];
    const std::size_t base = m_covered[text].begin.value;
    for (std::size_t unit = span.begin.value; unit < span.end.value; ++unit) {
        int& first = firstAt[unit - base];
        if (first < 0) {
            first = token;
            continue;
        }
        if (lastAt.empty()) lastAt.assign(firstAt.size(), -1);
        lastAt[unit - base] = token;
        sharesCharacters = true;
    }
}

std::shared_ptr<const TextIndexes> makeTextIndexes(const QString& first, const QString& second)
{
    return std::make_shared<const TextIndexes>(
        TextIndexes{core::TextIndex(first.toStdString()), core::TextIndex(second.toStdString())});
}

std::shared_ptr<const EncodingView>
makeEncodingView(const QString& first, const std::optional<QString>& second, tokenizers::Encoding encoding,
                 std::optional<std::uint32_t> unknownId, std::shared_ptr<const TextIndexes> indexes)
{
    auto view = std::make_shared<EncodingView>();
    view->texts = {first, second.value_or(QString())};
    view->isPair = second.has_value();
    view->unknownId = unknownId;
    encoding.overflowing.clear();
    view->encoding = std::move(encoding);
    view->indexes = indexes ? std::move(indexes) : makeTextIndexes(first, view->texts[1]);

    Cursor begins[2] = {Cursor(view->texts[0], view->indexOf(0)), Cursor(view->texts[1], view->indexOf(1))};
    Cursor ends[2] = {Cursor(view->texts[0], view->indexOf(0)), Cursor(view->texts[1], view->indexOf(1))};
    const std::size_t count = view->encoding.size();
    view->utf16.resize(count);
    view->codePoints.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        if (!view->hasPlace(int(i))) continue;
        const std::size_t text = view->encoding.textIds[i];
        const auto begin = begins[text].at(view->encoding.offsets[i].begin.value);
        const auto end = ends[text].at(view->encoding.offsets[i].end.value);
        view->utf16[i] = {{begin.utf16}, {end.utf16}};
        view->codePoints[i] = {{begin.codePoint}, {end.codePoint}};
        auto& covered = view->m_covered[text];
        if (view->m_first[text] < 0) {
            view->m_first[text] = int(i);
            covered = view->utf16[i];
        }
        covered.begin = std::min(covered.begin, view->utf16[i].begin);
        covered.end = std::max(covered.end, view->utf16[i].end);
        view->m_last[text] = int(i);
        const bool isNewWord = i == 0 || view->encoding.wordIds[i] != view->encoding.wordIds[i - 1] ||
                               view->encoding.textIds[i] != view->encoding.textIds[i - 1];
        view->words += isNewWord;
        ++view->placed;
        view->unknown += view->isUnknown(int(i));
    }
    for (std::size_t text = 0; text < 2; ++text)
        view->m_firstAt[text].assign(view->m_covered[text].length(), -1);
    for (std::size_t i = 0; i < count; ++i)
        if (view->hasPlace(int(i))) view->place(int(i));

    if (view->texts[0].size() + view->texts[1].size() <= longestGraphemeText) {
        const std::vector<std::uint32_t> numbers[2] = {graphemeNumbers(view->texts[0]),
                                                       graphemeNumbers(view->texts[1])};
        view->graphemes.resize(count);
        for (std::size_t i = 0; i < count; ++i) {
            if (!view->hasPlace(int(i)) || view->utf16[i].empty()) continue;
            const auto& own = numbers[view->encoding.textIds[i]];
            const std::uint32_t begin = own[view->utf16[i].begin.value];
            view->graphemes[i] = {begin, std::max(begin + 1, own[view->utf16[i].end.value])};
        }
    }
    return view;
}

WindowAnswer answerIn(const EncodingView& window, core::Utf16Span answer)
{
    const auto& index = window.indexOf(1);
    const auto found =
        tokenizers::findAnswer(window.encoding, {index.byte(answer.begin), index.byte(answer.end)});
    return {found.isInside, int(found.startToken), int(found.endToken), answer};
}

} // namespace vitrine::widgets

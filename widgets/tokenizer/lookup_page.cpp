// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/lookup_page.h"

#include "backend/tokenizers/lookup.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/tokenizer/encoding_table_model.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

namespace vitrine::widgets {
namespace {

using namespace tokenizers;

QSpinBox* makeSpin(const QString& name)
{
    auto* spin = new QSpinBox;
    spin->setAccessibleName(name);
    spin->setMaximum(0);
    spin->setFixedWidth(int(120 * textScale()));
    return spin;
}

QString number(const std::optional<std::uint32_t>& value)
{
    return value ? QString::number(*value) : QStringLiteral("None");
}

QString span(const std::optional<core::CodePointSpan>& value)
{
    return value ? QStringLiteral("(%1, %2)").arg(value->begin.value).arg(value->end.value)
                 : QStringLiteral("None");
}

} // namespace

LookupPage::LookupPage(QWidget* parent) : QWidget(parent)
{
    auto* page = new QWidget;
    page->setProperty("role", QStringLiteral("page"));
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(2 * Theme::space, Theme::space, 2 * Theme::space, 2 * Theme::space);
    grid->setHorizontalSpacing(4 * Theme::space);
    grid->setVerticalSpacing(Theme::space);
    m_sequence = new QComboBox;
    m_sequence->addItems({tr("First text"), tr("Second text")});
    m_sequence->setAccessibleName(tr("Text that characters and words are counted in"));
    m_character = makeSpin(tr("Character, counted in code points"));
    m_token = makeSpin(tr("Token, counted from 0"));
    m_word = makeSpin(tr("Word, counted from 0"));
    const auto column = [&](int number, const QString& title, QSpinBox* spin, QLabel*& text,
                            std::initializer_list<const char*> names) {
        grid->addWidget(makeLabel("heading", title), 1, number);
        auto* row = new QHBoxLayout;
        row->setSpacing(Theme::space);
        row->addWidget(spin);
        text = new QLabel;
        text->setFont(textFont());
        text->setTextFormat(Qt::PlainText);
        text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        row->addWidget(text, 1);
        grid->addLayout(row, 2, number);
        int line = 3;
        for (const char* name : names) {
            auto* answer = new QLabel;
            answer->setObjectName(QLatin1String(name));
            answer->setFont(monospaceFont());
            answer->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
            grid->addWidget(answer, line++, number);
            m_answers.append(answer);
        }
        grid->setColumnStretch(number, 1);
    };
    auto* hint = makeLabel(
        "caption", tr("Click a character in the text, or count here. Positions are code points, as in "
                      "Python; None is an answer, too."));
    hint->setWordWrap(true);
    grid->addWidget(hint, 0, 0, 1, 3);
    column(0, tr("Character"), m_character, m_characterText, {"char_to_token", "char_to_word"});
    column(1, tr("Token"), m_token, m_tokenText, {"token_to_chars", "token_to_word", "token_to_sequence"});
    column(2, tr("Word"), m_word, m_wordText, {"word_to_tokens", "word_to_chars"});
    grid->addWidget(m_sequence, 5, 0, Qt::AlignLeft);
    grid->setRowStretch(7, 1);
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(area);

    connect(m_sequence, &QComboBox::currentIndexChanged, this, &LookupPage::update);
    for (QSpinBox* spin : {m_character, m_token, m_word})
        connect(spin, &QSpinBox::valueChanged, this, &LookupPage::update);
    connect(m_token, &QSpinBox::valueChanged, this, [this](int token) {
        if (!m_isSetting) Q_EMIT tokenChosen(token);
    });
}

std::size_t LookupPage::sequence() const
{
    return std::size_t(std::max(0, m_sequence->currentIndex()));
}

void LookupPage::setView(std::shared_ptr<const EncodingView> view)
{
    m_view = std::move(view);
    m_isSetting = true;
    m_sequence->setVisible(m_view && m_view->isPair);
    if (!m_view || !m_view->isPair) m_sequence->setCurrentIndex(0);
    m_isSetting = false;
    update();
}

void LookupPage::showToken(int token)
{
    if (!m_view || token < 0 || token >= m_view->size()) return;
    m_isSetting = true;
    m_token->setMaximum(m_view->size() - 1);
    m_token->setValue(token);
    if (m_view->hasPlace(token)) {
        m_sequence->setCurrentIndex(m_view->textOf(token));
        m_character->setMaximum(int(m_view->texts[sequence()].size()));
        m_word->setMaximum(1 << 30);
        m_character->setValue(int(m_view->codePoints[std::size_t(token)].begin.value));
        m_word->setValue(int(*m_view->encoding.wordIds[std::size_t(token)]));
    }
    m_isSetting = false;
    update();
}

void LookupPage::showCharacter(int text, int character)
{
    m_isSetting = true;
    m_sequence->setCurrentIndex(text);
    m_character->setMaximum(1 << 30);
    m_character->setValue(character);
    m_isSetting = false;
    update();
}

void LookupPage::update()
{
    if (m_isSetting) return;
    for (QLabel* label : m_answers)
        label->setText(label->objectName() + QStringLiteral("  –"));
    if (!m_view || m_view->size() == 0) return;
    const QString& text = m_view->texts[sequence()];
    const auto& index = m_view->indexOf(int(sequence()));
    m_isSetting = true;
    m_character->setMaximum(std::max(0, int(index.codePointCount().value) - 1));
    m_token->setMaximum(m_view->size() - 1);
    std::uint32_t lastWord = 0;
    for (int i = 0; i < m_view->size(); ++i)
        if (m_view->hasPlace(i) && m_view->textOf(i) == int(sequence()))
            lastWord = std::max(lastWord, *m_view->encoding.wordIds[std::size_t(i)]);
    m_word->setMaximum(int(lastWord));
    m_isSetting = false;

    const auto& encoding = m_view->encoding;
    const auto own = std::uint32_t(sequence());
    const auto spanOf = [&](const std::optional<core::ByteSpan>& bytes, int which) {
        return bytes ? std::optional(m_view->indexOf(which).codePoints(*bytes)) : std::nullopt;
    };
    const auto slice = [&](core::CodePointSpan points, int which) {
        const auto utf16 = m_view->indexOf(which).utf16(points);
        return withVisibleWhitespace(
            m_view->texts[std::size_t(which)].mid(qsizetype(utf16.begin.value), qsizetype(utf16.length())));
    };
    const auto set = [&](const char* name, const QString& answer) {
        for (QLabel* label : m_answers)
            if (label->objectName() == QLatin1String(name))
                label->setText(QLatin1String(name) + QStringLiteral("  ") + answer);
    };
    const core::CodePointOffset point{std::size_t(m_character->value())};
    const auto byte = index.byte(point);
    const auto found = charToToken(encoding, byte, own);
    m_characterText->setText(text.isEmpty() ? QString() : slice({point, {point.value + 1}}, int(own)));
    set("char_to_token", found ? QString::number(*found) : QStringLiteral("None"));
    set("char_to_word", number(charToWord(encoding, byte, own)));

    const auto token = std::size_t(m_token->value());
    const int tokenText = m_view->textOf(int(token));
    m_tokenText->setText(QString::fromStdString(encoding.tokens[token]));
    set("token_to_chars", span(spanOf(tokenToChars(encoding, token), tokenText)));
    set("token_to_word", number(tokenToWord(encoding, token)));
    set("token_to_sequence", number(tokenToSequence(encoding, token)));

    const auto word = std::uint32_t(m_word->value());
    const auto tokens = wordToTokens(encoding, word, own);
    const auto chars = spanOf(wordToChars(encoding, word, own), int(own));
    m_wordText->setText(chars ? slice(*chars, int(own)) : QString());
    set("word_to_tokens",
        tokens ? QStringLiteral("(%1, %2)").arg(tokens->begin).arg(tokens->end) : QStringLiteral("None"));
    set("word_to_chars", span(chars));
}

QString LookupPage::answer(const QString& name) const
{
    for (const QLabel* label : m_answers)
        if (label->objectName() == name) return label->text().mid(name.size() + 2);
    return {};
}

} // namespace vitrine::widgets

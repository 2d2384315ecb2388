// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hub/card_view.h"

#include "widgets/common/theme.h"
#include "widgets/hub/hub_format.h"

#include <QEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>

#include <cmath>

namespace vitrine::widgets {
namespace {

/// Heading sizes, code and tables in the theme's colours: Markdown brings its own black and white.
void dress(QTextDocument& document)
{
    const Theme& t = theme();
    QTextCursor cursor(&document);
    cursor.beginEditBlock();
    const int base = interfaceFont().pixelSize();
    const auto isCodeBlock = [](const QTextBlock& block) {
        return block.isValid() && (block.blockFormat().hasProperty(QTextFormat::BlockCodeLanguage) ||
                                   block.blockFormat().hasProperty(QTextFormat::BlockCodeFence));
    };
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        cursor.setPosition(block.position());
        QTextBlockFormat format = block.blockFormat();
        const bool isCode = isCodeBlock(block);
        if (isCode) {
            // A block a line: no gaps between them, and long lines wrap.
            format.setBackground(t.raised);
            format.setNonBreakableLines(false);
            format.setLineHeight(100, QTextBlockFormat::ProportionalHeight);
            format.setTopMargin(isCodeBlock(block.previous()) ? 0 : 8);
            format.setBottomMargin(isCodeBlock(block.next()) ? 0 : 12);
        } else {
            format.setLineHeight(140, QTextBlockFormat::ProportionalHeight);
        }
        if (const int level = format.headingLevel()) {
            format.setTopMargin(level <= 2 ? 18 : 12);
            format.setBottomMargin(6);
        }
        cursor.setBlockFormat(format);
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            QTextCursor part(&document);
            part.setPosition(fragment.position());
            part.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
            QTextCharFormat characters;
            if (fragment.charFormat().fontFixedPitch() || isCode) {
                characters.setFont(monospaceFont());
                if (!isCode) characters.setBackground(t.raised);
            } else if (const int level = format.headingLevel()) {
                QFont font = interfaceFont();
                const double factor = level == 1 ? 1.5 : level == 2 ? 1.25 : 1.08;
                font.setPixelSize(int(std::lround(base * factor)));
                font.setWeight(QFont::DemiBold);
                characters.setFont(font);
            }
            if (fragment.charFormat().isAnchor()) {
                characters.setForeground(t.accent);
                characters.setFontUnderline(false);
            }
            part.mergeCharFormat(characters);
        }
    }
    for (QTextFrame* frame : document.rootFrame()->childFrames())
        if (auto* table = qobject_cast<QTextTable*>(frame)) {
            QTextTableFormat format = table->format();
            format.setBorderCollapse(true);
            format.setBorder(1);
            format.setBorderBrush(t.border);
            format.setCellPadding(5);
            format.setTopMargin(8);
            format.setBottomMargin(8);
            table->setFormat(format);
        }
    cursor.endEditBlock();
}

} // namespace

CardView::CardView(QWidget* parent) : QTextBrowser(parent)
{
    setRole(this, "bare");
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Model card"));
    setTextInteractionFlags(Qt::TextBrowserInteraction);
    document()->setDocumentMargin(0);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) {
        if (url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http"))
            Q_EMIT linkActivated(url);
    });
}

void CardView::setCard(const QString& markdown)
{
    m_markdown = withoutPictures(markdown);
    render();
    moveCursor(QTextCursor::Start);
}

void CardView::render()
{
    // A new document each time: in one that is shown already, every piece of the card lays out all of it
    // again, which takes seconds.
    auto* card = new QTextDocument(this);
    card->setDefaultFont(interfaceFont());
    card->setMarkdown(m_markdown, QTextDocument::MarkdownDialectGitHub);
    dress(*card);
    // A picture that is written as HTML was taken out; what is left may be looked at only.
    card->setUndoRedoEnabled(false);
    const int position = verticalScrollBar()->value();
    setDocument(card);
    verticalScrollBar()->setValue(position);
}

QVariant CardView::loadResource(int, const QUrl&)
{
    return {};
}

void CardView::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_markdown.isEmpty()) render();
}

} // namespace vitrine::widgets

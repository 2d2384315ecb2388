// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/task_gallery.h"

#include "widgets/common/flow_layout.h"
#include "widgets/common/icon.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/task_catalogue.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace vitrine::widgets {
namespace {

QLabel* wrapped(const char* role, const QString& text = {})
{
    QLabel* label = makeLabel(role, text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

TaskCardButton::TaskCardButton(const QString& task, QWidget* parent)
    : QAbstractButton(parent), m_icon(new QLabel), m_example(wrapped("caption")), m_state(wrapped("caption"))
{
    m_card.task = task;
    const TaskText text = taskText(task);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->setSpacing(Theme::space / 2);
    auto* header = new QHBoxLayout;
    header->setSpacing(Theme::space);
    header->addWidget(m_icon);
    header->addWidget(wrapped("heading", text.title), 1);
    layout->addLayout(header);
    layout->addWidget(wrapped("", text.explanation));
    QFont font = textFont();
    font.setItalic(true);
    m_example->setFont(font);
    layout->addWidget(m_example);
    layout->addStretch();
    layout->addWidget(m_state);
    for (QLabel* label : findChildren<QLabel*>())
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
    setAccessibleName(text.title);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    drawIcon();
}

void TaskCardButton::setCard(const TaskCard& card, const QString& model)
{
    m_card = card;
    m_example->setText(card.exampleText);
    m_example->setVisible(!card.exampleText.isEmpty());
    if (card.runs)
        m_state->setText(model.isEmpty() ? QString() : tr("Runs on %1").arg(model));
    else
        m_state->setText(card.starter.isEmpty() ? card.why
                                                : tr("Opens the starter model %1").arg(card.starter));
    m_state->setVisible(!m_state->text().isEmpty());
    setToolTip(card.runs ? QString() : card.why);
    setAccessibleDescription(taskText(card.task).explanation + u' ' + m_state->text());
    drawIcon();
}

void TaskCardButton::drawIcon()
{
    const int size = int(24 * textScale());
    m_icon->setPixmap(themedIcon(taskText(m_card.task).icon, IconColor::Accent)
                          .pixmap(QSize(size, size), devicePixelRatioF()));
}

void TaskCardButton::changeEvent(QEvent* event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) drawIcon();
}

void TaskCardButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& colors = theme();
    const bool isLit = underMouse() || isDown();
    painter.setBrush(isLit ? blend(colors.surface, colors.accent, colors.dark ? 0.10 : 0.04)
                           : colors.surface);
    painter.setPen(QPen(hasFocus() || isLit ? colors.accent : colors.border, hasFocus() ? 2 : 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), Theme::radius + 2, Theme::radius + 2);
}

TaskGallery::TaskGallery(QWidget* parent) : QWidget(parent)
{
    auto* page = new QWidget;
    page->setProperty("role", QStringLiteral("page"));
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, Theme::space, 2 * Theme::space);
    column->setSpacing(Theme::space);
    QString group;
    FlowLayout* flow = nullptr;
    for (const QString& task : taskOrder()) {
        const TaskText text = taskText(task);
        if (text.group != group) {
            group = text.group;
            if (flow) column->addSpacing(Theme::space);
            column->addWidget(makeLabel("heading", group));
            flow = new FlowLayout(nullptr, 2 * Theme::space);
            flow->setColumnWidth(int(250 * textScale()));
            column->addLayout(flow);
        }
        auto* card = new TaskCardButton(task);
        card->installEventFilter(this);
        connect(card, &QAbstractButton::clicked, this, [this, task] { Q_EMIT taskChosen(task); });
        flow->insertWidget(flow->count(), card);
        m_cards[task] = card;
        m_order.append(card);
    }
    column->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space);
    layout->addWidget(makeLabel("title", tr("What shall the model do?")));
    layout->addWidget(scroll, 1);
}

void TaskGallery::setCards(const QList<TaskCard>& cards, const QString& model)
{
    for (const TaskCard& card : cards)
        if (const auto found = m_cards.find(card.task); found != m_cards.end())
            found->second->setCard(card, model);
}

TaskCardButton* TaskGallery::card(const QString& task) const
{
    const auto found = m_cards.find(task);
    return found == m_cards.end() ? nullptr : found->second;
}

bool TaskGallery::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int at = int(m_order.indexOf(static_cast<TaskCardButton*>(watched)));
        int to = key == Qt::Key_Right || key == Qt::Key_Down ? at + 1
                 : key == Qt::Key_Left || key == Qt::Key_Up  ? at - 1
                                                             : -1;
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            // The nearest card of the next row in that direction.
            const QPoint from = m_order[at]->geometry().center();
            int best = -1;
            qint64 least = 0;
            for (int i = 0; i < m_order.size(); ++i) {
                const QPoint there = m_order[i]->geometry().center() - from;
                if (i == at || (key == Qt::Key_Down ? there.y() : -there.y()) < 16) continue;
                const qint64 distance = 4LL * std::abs(there.y()) + std::abs(there.x());
                if (best < 0 || distance < least) {
                    best = i;
                    least = distance;
                }
            }
            to = best;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            m_order[at]->click();
            return true;
        }
        if (to >= 0 && to < m_order.size()) {
            m_order[to]->setFocus(Qt::TabFocusReason);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace vitrine::widgets

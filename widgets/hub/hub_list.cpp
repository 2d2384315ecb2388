// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hub/hub_list.h"

#include "widgets/common/icon.h"
#include "widgets/common/theme.h"
#include "widgets/hub/hub_format.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {
namespace {

QFont sized(double pixels, bool bold = false)
{
    QFont font = interfaceFont();
    font.setPixelSize(std::max(8, int(std::lround(pixels * textScale()))));
    if (bold) font.setWeight(QFont::DemiBold);
    return font;
}

constexpr double titleSize = 13, captionSize = 12;

int lineHeight(double pixels)
{
    return int(std::ceil(pixels * 1.45 * textScale()));
}

/// Text on a rounded ground; returns the x behind it.
int drawChip(QPainter& painter, int x, int y, int height, int right, const QString& text,
             const QColor& ground, const QColor& color)
{
    const QFontMetrics metrics(painter.font());
    constexpr int padding = 6;
    const int width = std::min(metrics.horizontalAdvance(text) + 2 * padding + 2, right - x);
    if (width < 4 * padding) return x;
    const QRect rect(x, y, width, height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect, 4, 4);
    painter.setPen(color);
    painter.drawText(rect, Qt::AlignCenter, metrics.elidedText(text, Qt::ElideRight, width - 2 * padding));
    return x + width + padding;
}

QColor verdictColor(HubVerdict verdict)
{
    switch (verdict) {
    case HubVerdict::Model:
        return theme().success;
    case HubVerdict::TokenizerOnly:
        return theme().warning;
    default:
        return theme().mutedText;
    }
}

QString figures(const HubItem& item)
{
    QStringList parts;
    if (item.downloads >= 0) parts << HubItemDelegate::tr("%1 downloads").arg(shortCount(item.downloads));
    if (item.likes >= 0) parts << HubItemDelegate::tr("%1 likes").arg(shortCount(item.likes));
    if (item.updated.isValid()) parts << dateText(item.updated);
    if (item.size >= 0) parts << sizeText(item.size);
    if (item.lastUsed.isValid()) parts << HubItemDelegate::tr("used %1").arg(dateText(item.lastUsed));
    return parts.join(QStringLiteral("  ·  "));
}

} // namespace

void HubListModel::setItems(QList<HubItem> items)
{
    beginResetModel();
    m_items = std::move(items);
    endResetModel();
}

void HubListModel::append(const QList<HubItem>& items)
{
    if (items.isEmpty()) return;
    beginInsertRows({}, int(m_items.size()), int(m_items.size() + items.size()) - 1);
    m_items += items;
    endInsertRows();
}

void HubListModel::setVerdict(const QString& id, HubVerdict verdict)
{
    if (const int row = rowOf(id); row >= 0) {
        m_items[row].verdict = verdict;
        Q_EMIT dataChanged(index(row), index(row));
    }
}

void HubListModel::setHere(const QString& id, bool isHere)
{
    if (const int row = rowOf(id); row >= 0) {
        m_items[row].isHere = isHere;
        Q_EMIT dataChanged(index(row), index(row));
    }
}

int HubListModel::rowOf(const QString& id) const
{
    const auto found = std::ranges::find(m_items, id, &HubItem::id);
    return found == m_items.end() ? -1 : int(found - m_items.begin());
}

int HubListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

QVariant HubListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const HubItem& item = m_items[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return item.title;
    case Qt::AccessibleTextRole:
        return spokenText(item);
    case Qt::ToolTipRole:
        return item.tags.isEmpty()
                   ? item.id
                   : QString(item.id + QLatin1Char('\n') + item.tags.mid(0, 12).join(QStringLiteral(", ")));
    default:
        return {};
    }
}

void HubItemDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    const auto* model = qobject_cast<const HubListModel*>(index.model());
    if (!model) return;
    const HubItem& item = model->item(index.row());
    const Theme& t = theme();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = option.state & QStyle::State_Selected;
    const QRect ground = option.rect.adjusted(1, 1, -1, -1);
    if (selected || (option.state & QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? blend(t.surface, t.accent, t.dark ? 0.22 : 0.11) : t.raised);
        painter->drawRoundedRect(ground, Theme::radius, Theme::radius);
    }
    if (option.state & QStyle::State_HasFocus && selected) {
        painter->setPen(t.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(ground).adjusted(0.5, 0.5, -0.5, -0.5), Theme::radius, Theme::radius);
    }
    const QRect inner = ground.adjusted(12, 9, -12, -9);
    int y = inner.top();

    int right = inner.right();
    if (item.isHere) {
        const int side = lineHeight(titleSize) - 3;
        right -= side;
        themedIcon(QStringLiteral("done"), IconColor::Success)
            .paint(painter, QRect(right, y + 1, side, side));
        right -= 6;
    }
    painter->setFont(sized(titleSize, true));
    painter->setPen(t.text);
    const QRect titleRect(inner.left(), y, right - inner.left(), lineHeight(titleSize));
    painter->drawText(titleRect, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(item.title, Qt::ElideMiddle, titleRect.width()));
    y += lineHeight(titleSize) + 4;

    painter->setFont(sized(captionSize - 1));
    const int chipHeight = lineHeight(captionSize - 1) + 2;
    const QColor chip = selected ? blend(t.surface, t.accent, t.dark ? 0.32 : 0.18) : t.raised;
    int x = inner.left();
    for (const QString& text : {item.task, item.library})
        if (!text.isEmpty()) x = drawChip(*painter, x, y, chipHeight, inner.right(), text, chip, t.text);
    if (item.isGated) x = drawChip(*painter, x, y, chipHeight, inner.right(), tr("gated"), chip, t.warning);
    if (item.isPrivate) x = drawChip(*painter, x, y, chipHeight, inner.right(), tr("private"), chip, t.text);
    if (item.verdict != HubVerdict::Unknown && x < inner.right() - 24) {
        const QRect rest(x + 2, y, inner.right() - x - 2, chipHeight);
        painter->setPen(verdictColor(item.verdict));
        painter->drawText(
            rest, Qt::AlignRight | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(verdictText(item.verdict), Qt::ElideRight, rest.width()));
    }
    y += chipHeight + 4;

    painter->setFont(sized(captionSize));
    painter->setPen(t.mutedText);
    const QRect last(inner.left(), y, inner.width(), lineHeight(captionSize));
    painter->drawText(last, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(figures(item), Qt::ElideRight, last.width()));
    painter->restore();
}

QSize HubItemDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {200, lineHeight(titleSize) + lineHeight(captionSize - 1) + lineHeight(captionSize) + 30};
}

} // namespace vitrine::widgets

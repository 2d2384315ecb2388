// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/icon.h"

#include "widgets/common/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace vitrine::widgets {
namespace {

QColor colorOf(IconColor color, QIcon::Mode mode, QIcon::State state)
{
    const Theme& t = theme();
    if (mode == QIcon::Disabled) return blend(t.surface, t.mutedText, 0.5);
    if (color == IconColor::Muted && state == QIcon::On) return t.accent;
    switch (color) {
    case IconColor::Muted:
        return t.mutedText;
    case IconColor::Text:
        return t.text;
    case IconColor::Accent:
        return t.accent;
    case IconColor::OnAccent:
        return t.accentText;
    case IconColor::Danger:
        return t.danger;
    case IconColor::Success:
        return t.success;
    }
    return t.text;
}

class ThemedIconEngine final : public QIconEngine
{
public:
    ThemedIconEngine(QString name, IconColor color) : m_name(std::move(name)), m_color(color) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        QFile file(QStringLiteral(":/icons/%1.svg").arg(m_name));
        if (!file.open(QIODevice::ReadOnly)) return;
        QByteArray svg = file.readAll();
        svg.replace("currentColor", colorOf(m_color, mode, state).name().toLatin1());
        QSvgRenderer(svg).render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        const QString key = QStringLiteral("vitrine-icon/%1/%2/%3x%4")
                                .arg(m_name, colorOf(m_color, mode, state).name())
                                .arg(size.width())
                                .arg(size.height());
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap)) return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QIconEngine* clone() const override { return new ThemedIconEngine(*this); }

private:
    QString m_name;
    IconColor m_color;
};

} // namespace

QIcon themedIcon(const QString& name, IconColor color)
{
    return QIcon(new ThemedIconEngine(name, color));
}

} // namespace vitrine::widgets

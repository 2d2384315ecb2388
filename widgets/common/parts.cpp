// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/parts.h"

#include "widgets/common/icon.h"
#include "widgets/common/theme.h"

#include <QFrame>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QToolButton>

namespace vitrine::widgets {

QFrame* makeCard()
{
    auto* card = new QFrame;
    setRole(card, "card");
    return card;
}

QLabel* makeLabel(const char* role, const QString& text)
{
    auto* label = new QLabel(text);
    setRole(label, role);
    return label;
}

QToolButton* makeIconButton(const QString& icon, const QString& text)
{
    auto* button = new QToolButton;
    button->setIcon(themedIcon(icon));
    button->setToolTip(text);
    button->setAccessibleName(text);
    setRole(button, "flat");
    return button;
}

bool savePicture(const QString& path, QSize size, const std::function<void(QPainter&)>& paint)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return false;
    if (path.endsWith(QStringLiteral(".svg"), Qt::CaseInsensitive)) {
        QSvgGenerator generator;
        generator.setOutputDevice(&file);
        generator.setSize(size);
        generator.setViewBox(QRect(QPoint(), size));
        QPainter painter(&generator);
        paint(painter);
    } else {
        QImage image(size * 2, QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(2);
        QPainter painter(&image);
        paint(painter);
        painter.end();
        if (!image.save(&file, "PNG")) return false;
    }
    return file.commit();
}

} // namespace vitrine::widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/parts.h"

#include "widgets/common/icon.h"
#include "widgets/common/theme.h"

#include <QFrame>
#include <QImage>
#include <QLabel>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
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

bool saveOnDevice(const QString& path, QSize size, const std::function<void(QPaintDevice*)>& paint)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return false;
    if (path.endsWith(QStringLiteral(".svg"), Qt::CaseInsensitive)) {
        QSvgGenerator generator;
        generator.setOutputDevice(&file);
        generator.setSize(size);
        generator.setViewBox(QRect(QPoint(), size));
        paint(&generator);
    } else if (path.endsWith(QStringLiteral(".pdf"), Qt::CaseInsensitive)) {
        QPdfWriter writer(&file);
        writer.setPageSize(QPageSize(size, {}, QPageSize::ExactMatch));
        writer.setPageMargins({});
        paint(&writer);
    } else {
        QImage image(size * 2, QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(2);
        image.fill(Qt::transparent);
        paint(&image);
        if (!image.save(&file, "PNG")) return false;
    }
    return file.commit();
}

QToolButton* makeSegment(const QString& text)
{
    auto* button = new QToolButton;
    button->setText(text);
    button->setCheckable(true);
    setRole(button, "segment");
    return button;
}

bool savePicture(const QString& path, QSize size, const std::function<void(QPainter&)>& paint)
{
    return saveOnDevice(path, size, [&](QPaintDevice* device) {
        QPainter painter(device);
        paint(painter);
    });
}

} // namespace vitrine::widgets

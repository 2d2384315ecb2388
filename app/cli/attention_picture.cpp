// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/attention_picture.h"

#include "app/window/session.h"
#include "backend/core/result.h"
#include "widgets/attention/head_grid.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QFileInfo>
#include <QPainter>

#include <limits>

namespace vitrine::app {
namespace {

constexpr int margin = 24, titleHeight = 32, textHeight = 44;

void paintHeading(QPainter& painter, const widgets::AttentionSource& source, double width)
{
    const widgets::Theme& theme = widgets::theme();
    const auto& maps = source.data().maps;
    QFont font = widgets::interfaceFont();
    font.setPixelSize(18);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(theme.text);
    const QString what =
        maps.layers.size() == 1
            ? QStringLiteral("layer %1").arg(maps.layers.front() + 1)
            : QStringLiteral("%1 layers of %2 heads").arg(maps.layers.size()).arg(maps.heads);
    painter.drawText(QRectF(0, 0, width, titleHeight), Qt::AlignLeft | Qt::AlignTop,
                     source.data().model + QStringLiteral(" · ") + what +
                         (source.showsScores() ? QStringLiteral(" · scores") : QString()));
    painter.setFont(widgets::textFont());
    painter.setPen(theme.mutedText);
    const QFontMetricsF metrics(painter.font());
    const QString tokens = source.queries().labels.join(QLatin1Char(' '));
    painter.drawText(QRectF(0, titleHeight, width, textHeight - 12), Qt::AlignLeft | Qt::AlignTop,
                     metrics.elidedText(tokens, Qt::ElideRight, width));
}

} // namespace

void writeAttentionPicture(const std::string& path, inspection::AttentionMaps maps, const std::string& model,
                           const std::array<std::string, 2>& texts, bool dark)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    int argumentCount = 1;
    char program[] = "vitrine";
    char* arguments[] = {program, nullptr};
    QApplication application(argumentCount, arguments);
    widgets::applyTheme(application, dark ? widgets::ThemeChoice::Dark : widgets::ThemeChoice::Light);

    const bool hasScores = !maps.scores.empty();
    auto data = std::make_shared<widgets::AttentionData>();
    data->model = displayName(QString::fromStdString(model));
    data->texts = texts;
    data->maps = std::move(maps);
    widgets::HeadGridPainter grid;
    grid.setSource(std::make_shared<widgets::AttentionSource>(
        data, nullptr, widgets::AttentionOptions{.scores = hasScores}));
    grid.layOut(std::numeric_limits<int>::max());
    grid.prepare(std::numeric_limits<int>::max());

    const int width = std::max(360, grid.size().width()), top = margin + titleHeight + textHeight;
    const QSize size(width + 2 * margin, top + grid.size().height() + margin);
    const auto file = QString::fromStdString(path);
    const QFileInfo info(file);
    // Renaming onto a device would put a file in its place.
    const bool isDevice = info.exists() && !info.isFile();
    const auto paint = [&](QPainter& painter) {
        painter.fillRect(QRect(QPoint(), size), widgets::theme().surface);
        painter.translate(margin, margin);
        paintHeading(painter, *grid.source(), width);
        painter.translate(0, top - margin);
        grid.paint(painter, QRectF(QPointF(), QSizeF(grid.size())));
    };
    if (isDevice || !widgets::savePicture(file, size, paint))
        throw core::Exception(core::ErrorCode::Io, path + ": cannot be written");
}

} // namespace vitrine::app

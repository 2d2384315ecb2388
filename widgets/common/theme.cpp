// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/theme.h"

#include "widgets/common/style_sheet.h"

#include <QApplication>
#include <QGraphicsDropShadowEffect>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QWidget>

#include <algorithm>
#include <cmath>
#include <span>

namespace vitrine::widgets {
namespace {

constexpr QRgb lightSequential[] = {0xf4f7fb, 0xc3d6f0, 0x7ea6dc, 0x3a6fbe, 0x15407f, 0x0b2450};
constexpr QRgb darkSequential[] = {0x1b212c, 0x1f3d66, 0x2567a3, 0x3f9cc4, 0x8fd3cf, 0xf2f8cf};
constexpr QRgb lightDiverging[] = {0x1f4e9e, 0x6d9bd6, 0xf3f4f6, 0xe39a5c, 0xa84a07};
constexpr QRgb darkDiverging[] = {0x7fb2ff, 0x2f5f9f, 0x20252f, 0x9a5620, 0xffb070};

Theme makeLight()
{
    Theme t;
    t.dark = false;
    t.window = 0xf5f6f8;
    t.surface = 0xffffff;
    t.raised = 0xeef0f4;
    t.border = 0xdde1e8;
    t.text = 0x1a1f2b;
    t.mutedText = 0x5a6373;
    t.accent = 0x3654c9;
    t.accentText = 0xffffff;
    t.danger = 0xb42318;
    t.warning = 0x8a5300;
    t.success = 0x1d7044;
    t.token = {QColor(0xd3e2ff), QColor(0xffe2c2), QColor(0xcdf0dd), QColor(0xf8d7e6),
               QColor(0xe2dbfb), QColor(0xfaedb5), QColor(0xc9eef3), QColor(0xe9e2d8)};
    t.line = {QColor(0x2f5fd0), QColor(0xc65a0a), QColor(0x0b7f76), QColor(0xa8327f),
              QColor(0x6a4cc0), QColor(0x8a6a00), QColor(0x3f7d20), QColor(0x5a6373)};
    return t;
}

Theme makeDark()
{
    Theme t;
    t.dark = true;
    t.window = 0x13161c;
    t.surface = 0x1a1e26;
    t.raised = 0x252a35;
    t.border = 0x323845;
    t.text = 0xe7eaf0;
    t.mutedText = 0x9aa4b5;
    t.accent = 0x8aa4ff;
    t.accentText = 0x0e1322;
    t.danger = 0xff8d85;
    t.warning = 0xf2bd5c;
    t.success = 0x6fd49a;
    t.token = {QColor(0x2b4474), QColor(0x6a4519), QColor(0x1f573d), QColor(0x6b2f4c),
               QColor(0x4a3d86), QColor(0x5c5117), QColor(0x175863), QColor(0x4d463d)};
    t.line = {QColor(0x7ca4ff), QColor(0xf5a05a), QColor(0x4ecfc2), QColor(0xf08fc8),
              QColor(0xb9a5ff), QColor(0xdfc25e), QColor(0x8fd37a), QColor(0xb4bdcc)};
    return t;
}

struct Current
{
    const Theme* theme = &themeFor(false);
    double textScale = 1.0;
};

Current& current()
{
    static Current value;
    return value;
}

QColor interpolate(std::span<const QRgb> stops, double position)
{
    const double scaled = std::clamp(position, 0.0, 1.0) * double(stops.size() - 1);
    const auto index = std::min(std::size_t(scaled), stops.size() - 2);
    return blend(QColor(stops[index]), QColor(stops[index + 1]), scaled - double(index));
}

double luminance(const QColor& color)
{
    const auto linear = [](double v) {
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

QPalette paletteOf(const Theme& t)
{
    QPalette p;
    p.setColor(QPalette::Window, t.window);
    p.setColor(QPalette::WindowText, t.text);
    p.setColor(QPalette::Base, t.surface);
    p.setColor(QPalette::AlternateBase, blend(t.surface, t.raised, 0.5));
    p.setColor(QPalette::Text, t.text);
    p.setColor(QPalette::PlaceholderText, t.mutedText);
    p.setColor(QPalette::Button, t.surface);
    p.setColor(QPalette::ButtonText, t.text);
    p.setColor(QPalette::BrightText, t.danger);
    p.setColor(QPalette::Highlight, t.accent);
    p.setColor(QPalette::HighlightedText, t.accentText);
    p.setColor(QPalette::Link, t.accent);
    p.setColor(QPalette::LinkVisited, t.accent);
    p.setColor(QPalette::ToolTipBase, t.raised);
    p.setColor(QPalette::ToolTipText, t.text);
    p.setColor(QPalette::Light, t.surface);
    p.setColor(QPalette::Midlight, t.raised);
    p.setColor(QPalette::Mid, t.border);
    p.setColor(QPalette::Dark, t.border);
    p.setColor(QPalette::Shadow, t.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, blend(t.surface, t.mutedText, 0.6));
    return p;
}

/// The first of the families that is installed, at a size in pixels of the window's scale.
QFont makeFont(const QStringList& families, double pixels, QFont::StyleHint hint)
{
    QFont font;
    font.setFamilies(families);
    font.setStyleHint(hint);
    font.setWeight(QFont::Normal);
    font.setPixelSize(std::max(8, int(std::lround(pixels * textScale()))));
    return font;
}

} // namespace

QColor Theme::sequential(double value) const
{
    return interpolate(dark ? std::span<const QRgb>(darkSequential) : std::span<const QRgb>(lightSequential),
                       value);
}

QColor Theme::diverging(double value) const
{
    return interpolate(dark ? std::span<const QRgb>(darkDiverging) : std::span<const QRgb>(lightDiverging),
                       (value + 1) / 2);
}

const Theme& theme()
{
    return *current().theme;
}

const Theme& themeFor(bool dark)
{
    static const Theme lightTheme = makeLight();
    static const Theme darkTheme = makeDark();
    return dark ? darkTheme : lightTheme;
}

double textScale()
{
    return current().textScale;
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

QColor blend(const QColor& under, const QColor& over, double alpha)
{
    const auto mix = [alpha](int u, int o) { return int(std::lround(u + (o - u) * alpha)); };
    return QColor(mix(under.red(), over.red()), mix(under.green(), over.green()),
                  mix(under.blue(), over.blue()));
}

void applyTheme(QApplication& application, ThemeChoice choice, double textScale)
{
    // What the desktop chose, read before our own palette hides it.
    static const bool systemIsDark = QApplication::palette().color(QPalette::Window).lightness() < 128;
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && systemIsDark);
    current().theme = &themeFor(dark);
    current().textScale = std::clamp(textScale, 0.5, 3.0);
    if (application.style()->name() != QLatin1String("fusion"))
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(paletteOf(theme()));
    QApplication::setFont(interfaceFont());
    application.setStyleSheet(makeStyleSheet(theme(), current().textScale));
}

QFont interfaceFont()
{
    return makeFont({QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("sans-serif")}, 13,
                    QFont::SansSerif);
}

QFont textFont()
{
    return makeFont({QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC"),
                     QStringLiteral("sans-serif"), QStringLiteral("Noto Color Emoji")},
                    15, QFont::SansSerif);
}

QFont monospaceFont()
{
    return makeFont({QStringLiteral("Noto Sans Mono"), QStringLiteral("Noto Sans Mono CJK SC"),
                     QStringLiteral("DejaVu Sans Mono"), QStringLiteral("monospace"),
                     QStringLiteral("Noto Color Emoji")},
                    12, QFont::Monospace);
}

void setRole(QWidget* widget, const char* role)
{
    widget->setProperty("role", QLatin1String(role));
}

void liftAbove(QWidget* widget)
{
    auto* shadow = new QGraphicsDropShadowEffect(widget);
    shadow->setBlurRadius(4 * Theme::space);
    shadow->setOffset(0, Theme::space);
    shadow->setColor(QColor(0, 0, 0, 70));
    widget->setGraphicsEffect(shadow);
}

} // namespace vitrine::widgets

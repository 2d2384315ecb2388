// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QString>

#include <array>

class QApplication;
class QWidget;

namespace vitrine::widgets {

/// Every colour and measure that the window uses; nothing else hard-codes one. Text on its background has a
/// contrast of at least 4.5:1 in both themes, and the scales are safe for colour-blind readers.
struct Theme
{
    bool dark = false;
    QColor window;  ///< behind the panels
    QColor surface; ///< cards, editors, tables
    QColor raised;  ///< hovered rows, headers, chips
    QColor border;
    QColor text;
    QColor mutedText;  ///< captions, units; still 4.5:1 on surface
    QColor accent;     ///< the one colour for actions and selection
    QColor accentText; ///< on accent
    QColor danger, warning, success;
    std::array<QColor, 8> token; ///< backgrounds of neighbouring tokens, `text` is readable on each
    std::array<QColor, 8> line;  ///< of curves, 3:1 on surface and told apart by colour-blind readers

    /// A sequential scale (0 … 1), light to strong on a light theme, dark to bright on a dark one.
    QColor sequential(double value) const;
    /// A diverging scale (-1 … 1), neutral at 0.
    QColor diverging(double value) const;

    static constexpr int space = 8; ///< the grid; margins are multiples of it
    static constexpr int radius = 6;
};

enum class ThemeChoice { System, Light, Dark };

/// The theme in force. Widgets that paint themselves read it in paintEvent; a change sends
/// QEvent::PaletteChange to every widget, after which style sheets and palettes are already set.
const Theme& theme();

/// Sets palette, style sheet and fonts of the application. `textScale` multiplies every font size.
/// GUI thread.
void applyTheme(QApplication& application, ThemeChoice choice, double textScale = 1.0);

/// The theme of that name whatever is in force, for tests and exports.
const Theme& themeFor(bool dark);

/// WCAG contrast ratio of two opaque colours, 1 … 21.
double contrastRatio(const QColor& a, const QColor& b);

/// `over` with `alpha` (0 … 1) on `under`.
QColor blend(const QColor& under, const QColor& over, double alpha);

/// The multiplier in force, for widgets that measure in pixels.
double textScale();

// The style sheet knows these values of the dynamic property "role". QLabel: "title" (of a panel), "heading"
// (of a card), "caption" (muted, small), "value" (figures), "error". QFrame: "card", "strip". QPushButton and
// QToolButton: "primary", "flat". QLineEdit, QPlainTextEdit: "bare" (no frame, inside a card).
void setRole(QWidget* widget, const char* role);

/// A soft shadow, for what floats over the panels.
void liftAbove(QWidget* widget);

QFont interfaceFont(); ///< Inter, else the system's
QFont textFont();      ///< for texts under study: Noto with every script
QFont monospaceFont(); ///< ids, offsets, shapes

} // namespace vitrine::widgets

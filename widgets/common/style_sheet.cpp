// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/style_sheet.h"

#include "widgets/common/theme.h"

#include <cmath>

namespace vitrine::widgets {
namespace {

/// Colours stand in it as @name, font sizes as @12px.
constexpr auto sheet = R"(
* { outline: none; }
QToolTip { background: @raised; color: @text; border: 1px solid @border; padding: 4px 8px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: @20px; font-weight: 600; }
QLabel[role="heading"] { font-size: @13px; font-weight: 600; }
QLabel[role="caption"] { font-size: @12px; color: @mutedText; }
QLabel[role="value"] { font-size: @18px; font-weight: 600; }
QLabel[role="error"] { color: @danger; }
QFrame[role="card"] { background: @surface; border: 1px solid @border; border-radius: 8px; }
QFrame[role="strip"] { background: transparent; border: none; }
QFrame[role="rail"] { background: @surface; border: none; border-right: 1px solid @border; }
QFrame[role="bar"] { background: @surface; border: none; border-bottom: 1px solid @border; }
QFrame[role="dock"] { background: @surface; border: none; border-top: 1px solid @border; }
QFrame[role="separator"] { background: @border; border: none; }

QPushButton, QToolButton { background: @surface; color: @text; border: 1px solid @border; border-radius: 6px;
  padding: 5px 12px; min-height: 20px; }
QToolButton { padding: 5px 8px; }
QPushButton:hover, QToolButton:hover { background: @raised; }
QPushButton:pressed, QToolButton:pressed { background: @border; }
QPushButton:focus, QToolButton:focus { border-color: @accent; }
QPushButton:disabled, QToolButton:disabled { color: @faint; background: @window; }
QPushButton:checked, QToolButton:checked { background: @selected; border-color: @accent; color: @text; }
QPushButton[role="primary"] { background: @accent; color: @accentText; border-color: @accent; font-weight: 600; }
QPushButton[role="primary"]:hover { background: @accentHover; }
QPushButton[role="primary"]:focus { border-color: @text; }
QPushButton[role="primary"]:disabled { background: @raised; color: @faint; border-color: @border; }
QPushButton[role="flat"], QToolButton[role="flat"] { background: transparent; border-color: transparent; }
QPushButton[role="flat"]:hover, QToolButton[role="flat"]:hover { background: @raised; }
QPushButton[role="flat"]:focus, QToolButton[role="flat"]:focus { border-color: @accent; }
QPushButton[role="flat"]:checked, QToolButton[role="flat"]:checked { background: @selected; }
QToolButton::menu-indicator { image: url(:/icons/@mode/down.svg); width: 9px; height: 9px;
  subcontrol-origin: padding; subcontrol-position: right center; right: 8px; }
QToolButton[role="chip"] { padding: 5px 24px 5px 8px; }
QToolButton[role="rail"] { background: transparent; border: 1px solid transparent; border-radius: 8px;
  padding: 6px 2px; font-size: @11px; color: @mutedText; }
QToolButton[role="rail"]:hover { background: @raised; color: @text; }
QToolButton[role="rail"]:checked { background: @selected; border-color: transparent; color: @accent;
  font-weight: 600; }
QToolButton[role="rail"]:focus { border-color: @accent; }
QToolButton[role="segment"] { border-radius: 6px; border: 1px solid transparent; background: transparent;
  color: @mutedText; padding: 4px 12px; }
QToolButton[role="segment"]:hover { color: @text; background: @raised; }
QToolButton[role="segment"]:checked { background: @selected; color: @accent; font-weight: 600; }
QToolButton[role="segment"]:focus { border-color: @accent; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox { background: @surface; color: @text;
  border: 1px solid @border; border-radius: 6px; selection-background-color: @accent;
  selection-color: @accentText; }
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox { padding: 4px 8px; min-height: 20px; }
QPlainTextEdit, QTextEdit { padding: 6px; }
QLineEdit:hover, QSpinBox:hover, QDoubleSpinBox:hover, QComboBox:hover { border-color: @mutedText; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus
  { border-color: @accent; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled { color: @faint; background: @window; }
QLineEdit[role="bare"], QPlainTextEdit[role="bare"], QTextEdit[role="bare"] { border: none; background: transparent; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button
  { width: 16px; border: none; background: transparent; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url(:/icons/@mode/up.svg); width: 9px; height: 9px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow, QComboBox::down-arrow
  { image: url(:/icons/@mode/down.svg); width: 9px; height: 9px; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @border; padding: 4px;
  selection-background-color: @selected; selection-color: @text; }
QCheckBox, QRadioButton { spacing: 8px; padding: 2px; border: 1px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border-color: @accent; }
QCheckBox:disabled { color: @faint; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid @mutedText; border-radius: 4px; background: @surface; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(:/icons/@mode/check.svg); }
QCheckBox::indicator:disabled { border-color: @border; background: @window; }

QMenu { background: @surface; color: @text; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @selected; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }

QAbstractScrollArea { background: @surface; }
QScrollArea, QScrollArea > QWidget > QWidget[role="page"] { background: transparent; border: none; }
QTableView, QTreeView, QListView { background: @surface; color: @text; border: none; gridline-color: @hairline;
  alternate-background-color: @stripe; selection-background-color: @selected; selection-color: @text; }
QHeaderView { background: @surface; border: none; }
QHeaderView::section { background: @surface; color: @mutedText; border: none; border-bottom: 1px solid @border;
  padding: 6px 8px; font-size: @12px; font-weight: 500; }
QHeaderView::section:hover { color: @text; }
QTableCornerButton::section { background: @surface; border: none; }
QListView::item { padding: 4px 8px; border-radius: 4px; }
QListView::item:hover { background: @raised; }
QListView::item:selected { background: @selected; color: @text; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @thumb; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @mutedText; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: @raised; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: @raised; }
QDialog { background: @window; }
QTabWidget::pane { border: none; }
QTabBar::scroller { width: 44px; }
QTabBar QToolButton { padding: 0; border: none; background: @surface; }
QTabBar QToolButton:hover { background: @raised; }
QTabBar QToolButton::left-arrow { image: url(:/icons/@mode/left.svg); width: 9px; height: 9px; }
QTabBar QToolButton::right-arrow { image: url(:/icons/@mode/right.svg); width: 9px; height: 9px; }
QTabBar::tab { background: transparent; color: @mutedText; padding: 6px 12px; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: @border; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; background: @accent; }
QSlider::sub-page:horizontal { background: @accent; border-radius: 2px; }
)";

} // namespace

QString makeStyleSheet(const Theme& t, double scale)
{
    const std::pair<QLatin1String, QColor> colors[] = {
        // Longer names first where one starts with another.
        {QLatin1String("@accentHover"), blend(t.accent, QColor(t.dark ? Qt::white : Qt::black), 0.12)},
        {QLatin1String("@accentText"), t.accentText},
        {QLatin1String("@accent"), t.accent},
        {QLatin1String("@mutedText"), t.mutedText},
        {QLatin1String("@selected"), blend(t.surface, t.accent, t.dark ? 0.22 : 0.11)},
        {QLatin1String("@faint"), blend(t.surface, t.mutedText, 0.6)},
        {QLatin1String("@hairline"), blend(t.surface, t.border, 0.6)},
        {QLatin1String("@stripe"), blend(t.surface, t.raised, 0.4)},
        {QLatin1String("@thumb"), blend(t.border, t.mutedText, 0.35)},
        {QLatin1String("@window"), t.window},
        {QLatin1String("@surface"), t.surface},
        {QLatin1String("@raised"), t.raised},
        {QLatin1String("@border"), t.border},
        {QLatin1String("@text"), t.text},
        {QLatin1String("@danger"), t.danger},
    };
    QString result = QString::fromLatin1(sheet);
    for (const auto& [name, color] : colors)
        result.replace(name, color.name());
    result.replace(QLatin1String("@mode"), t.dark ? QLatin1String("dark") : QLatin1String("light"));
    for (const int pixels : {11, 12, 13, 18, 20})
        result.replace(QStringLiteral("@%1px").arg(pixels),
                       QStringLiteral("%1px").arg(int(std::lround(pixels * scale))));
    return result;
}

} // namespace vitrine::widgets

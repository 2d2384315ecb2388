// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace vitrine::widgets {

/// Covers its parent while something is dragged over it and says what may be dropped.
class DropOverlay : public QWidget
{
    Q_OBJECT

public:
    DropOverlay(const QString& text, QWidget* parent);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QString m_text;
};

} // namespace vitrine::widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QButtonGroup;
class QHBoxLayout;
class QStackedWidget;

namespace vitrine::widgets {

/// The pages of a panel under a row of tabs.
class PageTabs final : public QWidget
{
    Q_OBJECT

public:
    explicit PageTabs(QWidget* parent = nullptr);

    /// Its number. The first page added is shown.
    int addPage(const QString& title, QWidget* page);
    void showPage(int page);
    int page() const;

Q_SIGNALS:
    void pageChanged(int page);

private:
    QHBoxLayout* m_row;
    QButtonGroup* m_tabs;
    QStackedWidget* m_stack;
};

} // namespace vitrine::widgets

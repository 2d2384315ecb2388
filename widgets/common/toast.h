// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QTimer;

namespace vitrine::widgets {

/// A message over the lower edge of its parent. Information goes by itself; an error stays until it is
/// closed.
class Toast : public QFrame
{
    Q_OBJECT

public:
    explicit Toast(QWidget* parent);

    void showInformation(const QString& text);
    /// What happened, why, what to do.
    void showError(const QString& what, const QString& why, const QString& nextStep);
    QString text() const; ///< all of it, for tests and screen readers

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void present(bool error);
    void place();

    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_reason;
    QLabel* m_nextStep;
    QTimer* m_timer;
};

} // namespace vitrine::widgets

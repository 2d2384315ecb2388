// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace vitrine::widgets {

/// The empty, busy and error states of a view, centred in its place. An empty state says what to do; an error
/// says what happened, why, and the next step.
class MessageView : public QWidget
{
    Q_OBJECT

public:
    explicit MessageView(QWidget* parent = nullptr);

    void showEmpty(const QString& icon, const QString& title, const QString& text);
    void showBusy(const QString& text);
    /// `reason` may be the backend's English fact; `nextStep` is translated.
    void showError(const QString& what, const QString& reason, const QString& nextStep);
    /// A button below the text; an empty label hides it.
    void setAction(const QString& label);

Q_SIGNALS:
    void actionTriggered();

protected:
    void changeEvent(QEvent* event) override;

private:
    void set(const QString& icon, bool danger, const QString& title, const QString& text,
             const QString& detail);
    void drawIcon();

    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_detail;
    QPushButton* m_action;
    QString m_iconName;
    bool m_danger = false;
};

} // namespace vitrine::widgets

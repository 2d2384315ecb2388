// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/task_values.h"

#include <QAbstractButton>
#include <QWidget>

#include <map>

class QLabel;

namespace vitrine::widgets {

/// One task in the gallery: icon, name, what it does, an example, and whether the current model can do it.
class TaskCardButton final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit TaskCardButton(const QString& task, QWidget* parent = nullptr);

    void setCard(const TaskCard& card, const QString& model);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void drawIcon();

    TaskCard m_card;
    QLabel *m_icon, *m_example, *m_state;
};

/// Every task as a card, under the headings of their groups.
class TaskGallery final : public QWidget
{
    Q_OBJECT

public:
    explicit TaskGallery(QWidget* parent = nullptr);

    /// `model`: of the current model as people call it.
    void setCards(const QList<TaskCard>& cards, const QString& model);
    TaskCardButton* card(const QString& task) const;

Q_SIGNALS:
    void taskChosen(const QString& task);

protected:
    /// Arrows go from card to card.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    std::map<QString, TaskCardButton*> m_cards;
    QList<TaskCardButton*> m_order;
};

} // namespace vitrine::widgets

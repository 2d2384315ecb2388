// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tokenizer/component_table.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QListWidget;
class QToolButton;

namespace vitrine::widgets {

/// The settings of one component, made from its row of the table.
class ComponentForm final : public QWidget
{
    Q_OBJECT

public:
    explicit ComponentForm(QWidget* parent = nullptr);

    void setComponent(TokenizerStage stage, const QJsonObject& component);
    const QJsonObject& component() const { return m_component; }
    /// What is wrong in a field; empty: nothing.
    QString problem() const { return m_problem; }

Q_SIGNALS:
    void changed();

private:
    QWidget* makeField(const ComponentField& field);
    void set(const char* key, const QJsonValue& value, const QString& problem = {});

    QFormLayout* m_form;
    QJsonObject m_component;
    QString m_problem;
};

/// One stage: its components in their order, a palette of what may be added, and the form of the chosen one.
/// Rows are moved by buttons, by Alt and arrows, or dragged.
class StageEditor final : public QWidget
{
    Q_OBJECT

public:
    explicit StageEditor(TokenizerStage stage, QWidget* parent = nullptr);

    void setValue(const QJsonValue& value);
    QJsonValue value() const;
    QString problem() const;
    void showError(const QString& error);
    void showHint(const QString& hint);

    QComboBox* palette() const { return m_palette; }
    QListWidget* list() const { return m_list; }
    ComponentForm* form() const { return m_form; }
    void addComponent(const QString& type);
    void move(int direction);
    void removeCurrent();

Q_SIGNALS:
    void changed();

protected:
    /// Keys of the list: Alt+Up and Alt+Down move the chosen component, Delete removes it.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void takeOrder();
    void fillList(int current);
    void showCurrent();

    const TokenizerStage m_stage;
    bool m_isSetting = false;
    std::vector<QJsonObject> m_components;
    QComboBox* m_palette;
    QListWidget* m_list;
    ComponentForm* m_form;
    QLabel* m_meaning;
    QLabel* m_error;
    QLabel* m_hint;
    QToolButton* m_up;
    QToolButton* m_down;
    QToolButton* m_remove;
};

} // namespace vitrine::widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/panel.h"
#include "widgets/playground/history_model.h"

#include <QPointer>

namespace vitrine::widgets {
class HistoryPage;
}

namespace vitrine::app {

/// The page of runs that were made. Kept in the window's state, which is written within a second.
class HistoryController final : public Panel
{
    Q_OBJECT

public:
    explicit HistoryController(Session& session);
    ~HistoryController() override;

    QWidget* widget() override;
    void openExample() override {}
    bool idle() const override { return true; }
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;

    /// `summary`: the beginning of the result as text.
    void add(const widgets::TaskResult& result, const QString& summary, bool pinned);

Q_SIGNALS:
    void openRequested(const widgets::HistoryEntry& entry);

private:
    Session& m_session;
    QPointer<widgets::HistoryPage> m_page;
};

} // namespace vitrine::app

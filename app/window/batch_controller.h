// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/panel.h"

#include <QDateTime>
#include <QPointer>
#include <QTimer>

class QProcess;

namespace vitrine::widgets {
class BatchPage;
}

namespace vitrine::app {

/// The page of batches. A batch is a process, `vitrine run TASK --in FILE --out FILE --resume`: the window
/// stays free, and what is done survives the end of both.
class BatchController final : public Panel
{
    Q_OBJECT

public:
    explicit BatchController(Session& session);
    ~BatchController() override;

    QWidget* widget() override;
    void openExample() override {}
    bool idle() const override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    bool takeTable(const QString& path) override;

    /// The task and arguments that the page of tasks has.
    void setTask(const QString& task, const QJsonObject& arguments);

private:
    void chooseFile();
    void chooseOutput();
    void openTable(const QString& path);
    void askAndStart(); ///< where a file of the output's name would be replaced
    void start();
    void readNewRows();
    void onFinished(int exitCode, bool crashed);
    QString partialPath() const;
    void updateResumable();

    Session& m_session;
    QPointer<widgets::BatchPage> m_page;
    std::unique_ptr<QProcess> m_process;
    QTimer m_poll;
    QString m_output;     ///< of the process
    QDateTime m_replaced; ///< when a former file of that name was written; invalid: there was none
    qint64 m_read = 0;
    bool m_isStopping = false, m_isOpening = false;
    QJsonObject m_restored; ///< columns that a restored state had; the table is still being read
};

} // namespace vitrine::app

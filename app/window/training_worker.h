// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/result.h"
#include "widgets/training/training_view.h"

#include <QJsonObject>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>

class QProcess;
class QTemporaryDir;

namespace vitrine::app {

/// The processes that train: started detached, so that neither the end nor the death of the window ends one.
/// GUI thread.
class TrainingWorker final : public QObject
{
    Q_OBJECT

public:
    /// `program` is called as `program train JOB.json …`.
    explicit TrainingWorker(QString program, QObject* parent = nullptr);
    ~TrainingWorker() override;

    /// Starts on `folder`/job.json; the process id, or why it could not start. What it says on standard error
    /// goes to `folder`/worker.log.
    core::Result<qint64> start(const QString& folder, bool resume);
    /// Asks to finish the step, save and end.
    static bool stop(qint64 pid);
    /// Ends at once.
    static bool abort(qint64 pid);
    static bool isAlive(qint64 pid);
    /// The code of an error event.
    static core::ErrorCode codeOf(const std::string& name);
    /// The last line of worker.log that says something.
    static QString lastWords(const QString& folder);

    /// Reads all data and tries a step; `finished` comes once, unless another check or cancelCheck() comes
    /// first.
    void check(const QJsonObject& job, std::function<void(core::Result<widgets::DryRun>)> finished);
    void cancelCheck();
    bool isChecking() const { return m_check != nullptr; }

private:
    const QString m_program;
    std::unique_ptr<QProcess> m_check;
    std::unique_ptr<QTemporaryDir> m_checkFolder;
};

/// Writes `job` as `folder`/job.json, aside first. Throws core::Exception.
void writeJob(const QString& folder, const QJsonObject& job);

} // namespace vitrine::app

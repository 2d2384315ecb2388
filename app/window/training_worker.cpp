// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/training_worker.h"

#include "backend/core/file.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>

#include <cerrno>
#include <signal.h>

namespace vitrine::app {
namespace {

core::Error error(core::ErrorCode code, const QString& message)
{
    return {code, message.toStdString(), {}};
}

/// The `dry_run` or `error` event among the lines.
core::Result<widgets::DryRun> readAnswer(const QByteArray& output, const QByteArray& errors)
{
    for (const QByteArray& line : output.split('\n')) {
        const QJsonObject event = QJsonDocument::fromJson(line).object();
        const QString kind = event[QStringLiteral("event")].toString();
        const auto number = [&](const char* key) { return event[QLatin1String(key)].toDouble(); };
        if (kind == QLatin1String("error"))
            return error(TrainingWorker::codeOf(event[QStringLiteral("code")].toString().toStdString()),
                         event[QStringLiteral("message")].toString());
        if (kind == QLatin1String("dry_run")) {
            widgets::DryRun found;
            found.rows = qint64(number("rows"));
            found.evalRows = qint64(number("eval_rows"));
            found.truncatedRows = qint64(number("truncated_rows"));
            found.emptyRows = qint64(number("empty_rows"));
            found.longest = qint64(number("longest"));
            found.totalSteps = qint64(number("total_steps"));
            found.parameters = qint64(number("parameters"));
            found.stepSeconds = number("step_seconds");
            found.totalSeconds = number("seconds_total");
            found.peakBytes = number("peak_memory_bytes");
            return found;
        }
    }
    const QString said = QString::fromUtf8(errors).trimmed().section(u'\n', -1);
    return error(core::ErrorCode::Internal,
                 said.isEmpty() ? QStringLiteral("the check ended without an answer") : said);
}

} // namespace

TrainingWorker::TrainingWorker(QString program, QObject* parent)
    : QObject(parent), m_program(std::move(program))
{
}

TrainingWorker::~TrainingWorker()
{
    cancelCheck();
}

core::Result<qint64> TrainingWorker::start(const QString& folder, bool resume)
{
    QProcess process;
    process.setProgram(m_program);
    QStringList arguments{QStringLiteral("train"), QDir(folder).filePath(QStringLiteral("job.json"))};
    if (resume) arguments << QStringLiteral("--resume") << QStringLiteral("latest");
    process.setArguments(arguments);
    process.setWorkingDirectory(folder);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QDir(folder).filePath(QStringLiteral("worker.log")));
    qint64 pid = 0;
    if (!process.startDetached(&pid))
        return error(core::ErrorCode::Io,
                     m_program + QStringLiteral(": cannot be started: ") + process.errorString());
    return pid;
}

bool TrainingWorker::stop(qint64 pid)
{
    return pid > 0 && ::kill(pid_t(pid), SIGINT) == 0;
}

bool TrainingWorker::abort(qint64 pid)
{
    return pid > 0 && ::kill(pid_t(pid), SIGKILL) == 0;
}

bool TrainingWorker::isAlive(qint64 pid)
{
    return pid > 0 && (::kill(pid_t(pid), 0) == 0 || errno == EPERM);
}

core::ErrorCode TrainingWorker::codeOf(const std::string& name)
{
    using core::ErrorCode;
    for (const auto code :
         {ErrorCode::InvalidArgument, ErrorCode::NotFound, ErrorCode::Io, ErrorCode::InvalidFormat,
          ErrorCode::Unsupported, ErrorCode::MissingWeight, ErrorCode::OutOfMemory, ErrorCode::Canceled})
        if (name == core::codeName(code)) return code;
    return ErrorCode::Internal;
}

QString TrainingWorker::lastWords(const QString& folder)
{
    QFile file(QDir(folder).filePath(QStringLiteral("worker.log")));
    if (!file.open(QIODevice::ReadOnly)) return {};
    constexpr qint64 tail = 4096;
    file.seek(std::max<qint64>(0, file.size() - tail));
    return QString::fromUtf8(file.readAll()).trimmed().section(u'\n', -1).left(400);
}

void TrainingWorker::check(const QJsonObject& job,
                           std::function<void(core::Result<widgets::DryRun>)> finished)
{
    cancelCheck();
    m_checkFolder = std::make_unique<QTemporaryDir>();
    const QString path = m_checkFolder->filePath(QStringLiteral("job.json"));
    if (const auto written = core::capture([&] {
            writeJob(m_checkFolder->path(), job);
            return true;
        });
        !written.ok())
        return finished(written.error());
    m_check = std::make_unique<QProcess>();
    QProcess* process = m_check.get();
    const auto end = [this, process, finished = std::move(finished)](core::Result<widgets::DryRun> answer) {
        if (m_check.get() != process) return;
        // Not now: this is called by the process itself.
        m_check.release()->deleteLater();
        m_checkFolder.reset();
        finished(std::move(answer));
    };
    connect(process, &QProcess::finished, this, [process, end] {
        end(readAnswer(process->readAllStandardOutput(), process->readAllStandardError()));
    });
    connect(process, &QProcess::errorOccurred, this, [this, process, end](QProcess::ProcessError what) {
        if (what == QProcess::FailedToStart)
            end(error(core::ErrorCode::Io,
                      m_program + QStringLiteral(": cannot be started: ") + process->errorString()));
    });
    process->start(m_program, {QStringLiteral("train"), path, QStringLiteral("--dry-run")});
}

void TrainingWorker::cancelCheck()
{
    if (!m_check) return;
    m_check->disconnect(this);
    m_check->kill();
    // It must be gone before the folder that it reads; a killed process goes at once.
    m_check->waitForFinished(2000);
    m_check.reset();
    m_checkFolder.reset();
}

void writeJob(const QString& folder, const QJsonObject& job)
{
    core::writeFileAtomically(QDir(folder).filePath(QStringLiteral("job.json")).toStdString(),
                              QJsonDocument(job).toJson().toStdString());
}

} // namespace vitrine::app

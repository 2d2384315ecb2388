// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/batch_controller.h"

#include "app/window/session.h"
#include "app/window/settings.h"
#include "backend/core/json.h"
#include "backend/datasets/dataset.h"
#include "widgets/playground/batch_page.h"
#include "widgets/playground/task_copy.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLineEdit>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QUrl>

#include <csignal>

namespace vitrine::app {
namespace {

using widgets::BatchJob;
using widgets::BatchPage;
using widgets::BatchTable;

constexpr int previewRows = 200, pollMilliseconds = 300;
/// Of one look at the file: a screen's worth many times over, and quickly parsed.
constexpr qint64 mostAtOnce = 4 << 20;

BatchTable readTable(const QString& path, core::RunControl& control)
{
    const auto data = datasets::Dataset::open(path.toStdString(), {}, control).value();
    BatchTable table{path, {}, data.rowCount(), {}};
    for (const auto& column : data.columns())
        table.columns.append(QString::fromStdString(column.name));
    data.forEachRow(0, previewRows, [&](const core::OrderedJson& row) {
        table.rows.append(QJsonDocument::fromJson(QByteArray::fromStdString(core::dumpJson(row))).object());
    });
    return table;
}

} // namespace

BatchController::BatchController(Session& session) : m_session(session), m_page(new BatchPage)
{
    m_poll.setInterval(pollMilliseconds);
    connect(&m_poll, &QTimer::timeout, this, &BatchController::readNewRows);
    connect(m_page, &BatchPage::edited, this, [this] {
        updateResumable();
        Q_EMIT stateChanged();
    });
    connect(m_page, &BatchPage::fileRequested, this, &BatchController::chooseFile);
    connect(m_page, &BatchPage::outputRequested, this, &BatchController::chooseOutput);
    connect(m_page, &BatchPage::startRequested, this, &BatchController::askAndStart);
    connect(m_page, &BatchPage::stopRequested, this, [this] {
        if (!m_process) return;
        m_isStopping = true;
        // It finishes its rows and keeps what is done.
        ::kill(pid_t(m_process->processId()), SIGINT);
        m_page->showState(tr("Stopping …"));
    });
    connect(m_page, &BatchPage::folderRequested, this, [this] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_page->job().output).absolutePath()));
    });
}

BatchController::~BatchController()
{
    if (m_process) {
        m_process->disconnect(this);
        ::kill(pid_t(m_process->processId()), SIGINT);
        // It ends between two rows; what it has written stays for the next time.
        if (!m_process->waitForFinished(1500)) m_process->kill();
    }
    delete m_page;
}

QWidget* BatchController::widget()
{
    return m_page;
}

bool BatchController::idle() const
{
    return !m_process && !m_isOpening;
}

QJsonObject BatchController::saveState() const
{
    const BatchJob job = m_page->job();
    QJsonObject columns;
    for (auto it = job.columns.begin(); it != job.columns.end(); ++it)
        columns[it.key()] = it.value();
    return {{QStringLiteral("task"), job.task},
            {QStringLiteral("input"), job.input},
            {QStringLiteral("output"), job.output},
            {QStringLiteral("columns"), columns},
            {QStringLiteral("arguments"), job.arguments}};
}

void BatchController::restoreState(const QJsonObject& state)
{
    BatchJob job;
    job.task = state[QStringLiteral("task")].toString();
    job.output = state[QStringLiteral("output")].toString();
    job.arguments = state[QStringLiteral("arguments")].toObject();
    m_page->setJob(job);
    const QString input = state[QStringLiteral("input")].toString();
    if (input.isEmpty() || !QFileInfo::exists(input)) return;
    m_restored = state[QStringLiteral("columns")].toObject();
    openTable(input);
}

bool BatchController::takeTable(const QString& path)
{
    if (m_process) return false;
    m_restored = {};
    openTable(path);
    return true;
}

void BatchController::setTask(const QString& task, const QJsonObject& arguments)
{
    if (m_process) return;
    m_page->setTask(task);
    m_page->setArguments(arguments);
}

void BatchController::chooseFile()
{
    auto* dialog = new QFileDialog(m_page, tr("Choose a table"), m_session.settings().lastFolder(),
                                   tr("Tables (*.csv *.tsv *.jsonl *.json *.parquet *.arrow *.txt)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_session.settings().setLastFolder(QFileInfo(path).absolutePath());
        takeTable(path);
    });
    dialog->open();
}

void BatchController::chooseOutput()
{
    auto* dialog = new QFileDialog(m_page, tr("Results go to"), m_session.settings().lastFolder(),
                                   tr("Tables (*.jsonl *.csv *.tsv *.parquet *.arrow)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("jsonl"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { m_page->output()->setText(path); });
    dialog->open();
}

void BatchController::openTable(const QString& path)
{
    m_isOpening = true;
    m_page->showState(tr("Reading %1 …").arg(QFileInfo(path).fileName()));
    m_session.workers().submitLatest<BatchTable>(
        "batch table",
        {[path](engine::JobContext& context) { return readTable(path, context); },
         [this, page = m_page, path](engine::Outcome<BatchTable> outcome) {
             if (!page) return; // the panel was closed; so was this
             m_isOpening = false;
             if (outcome.failed()) {
                 m_page->showState(QString::fromStdString(outcome.error().message), true);
                 Q_EMIT m_session.failed(tr("%1 could not be opened").arg(QFileInfo(path).fileName()),
                                         outcome.error());
             } else if (outcome.done()) {
                 m_page->showState({});
                 m_page->setTable(outcome.value());
                 BatchJob job = m_page->job();
                 for (auto it = m_restored.begin(); it != m_restored.end(); ++it)
                     job.columns[it.key()] = it.value().toString();
                 if (job.output.isEmpty() || m_restored.isEmpty()) {
                     const QFileInfo info(path);
                     job.output = info.absoluteDir().filePath(info.completeBaseName() + u'-' + job.task +
                                                              QStringLiteral(".jsonl"));
                 }
                 m_page->setJob(job);
                 m_restored = {};
                 updateResumable();
             }
             Q_EMIT idleChanged();
         }});
}

QString BatchController::partialPath() const
{
    return (m_process ? m_output : m_page->job().output) + QStringLiteral(".partial");
}

void BatchController::updateResumable()
{
    if (!m_process) m_page->setResumable(QFileInfo::exists(partialPath()));
}

void BatchController::askAndStart()
{
    if (m_process || !m_page->missing().isEmpty()) return;
    const QString output = m_page->job().output;
    // A batch that was broken off goes on; what else has that name is another's result.
    if (!QFileInfo::exists(output) || QFileInfo::exists(partialPath())) return start();
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Replace %1?").arg(QFileInfo(output).fileName()),
                                tr("There is a file of that name. It is kept until the new results are "
                                   "complete, then they replace it."),
                                QMessageBox::Cancel, m_page);
    box->setAttribute(Qt::WA_DeleteOnClose);
    auto* yes = box->addButton(tr("Replace"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QAbstractButton::clicked, this, &BatchController::start);
    box->open();
}

void BatchController::start()
{
    if (m_process || !m_page->missing().isEmpty()) return;
    const BatchJob job = m_page->job();
    QStringList arguments{
        QStringLiteral("run"),  job.task,  QStringLiteral("--model"), m_session.modelSpecification(),
        QStringLiteral("--in"), job.input, QStringLiteral("--out"),   job.output};
    if (QFileInfo::exists(partialPath())) arguments << QStringLiteral("--resume");
    for (auto it = job.columns.begin(); it != job.columns.end(); ++it)
        arguments << QStringLiteral("--column")
                  << (it.key().isEmpty() ? it.value() : it.key() + u'=' + it.value());
    for (auto it = job.arguments.begin(); it != job.arguments.end(); ++it)
        arguments << QStringLiteral("--set") << it.key() + u'=' + widgets::jsonText(it.value());
    m_output = job.output;
    m_replaced = QFileInfo(job.output).lastModified();
    m_read = 0;
    m_isStopping = false;
    m_page->clearRows();
    m_process = std::make_unique<QProcess>();
    m_process->setStandardInputFile(QProcess::nullDevice());
    m_process->setStandardOutputFile(QProcess::nullDevice());
    connect(m_process.get(), &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        onFinished(code, status == QProcess::CrashExit);
    });
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) onFinished(-1, false);
    });
    m_page->setRunning(true);
    m_page->showState(tr("Loading the model …"));
    Q_EMIT idleChanged();
    m_poll.start();
    const QString program = m_session.services().trainingProgram;
    m_process->start(program.isEmpty() ? QCoreApplication::applicationFilePath() : program, arguments);
}

void BatchController::readNewRows()
{
    QFile file(partialPath());
    if (!file.open(QIODevice::ReadOnly) || !file.seek(m_read)) return;
    const QByteArray bytes = file.read(mostAtOnce);
    const qsizetype whole = bytes.lastIndexOf('\n') + 1; // a line without its end is still being written
    m_read += whole;
    QList<QJsonObject> rows;
    for (const QByteArray& line : bytes.first(whole).split('\n'))
        if (!line.isEmpty()) rows.append(QJsonDocument::fromJson(line).object());
    if (rows.isEmpty()) return;
    m_page->addRows(rows);
    if (m_isStopping) m_page->showState(tr("Stopping …"));
}

void BatchController::onFinished(int exitCode, bool crashed)
{
    m_poll.stop();
    const QString words = QString::fromUtf8(m_process->readAllStandardError()).trimmed().section(u'\n', -1);
    // A table gets its name when it is complete; the rest of its rows is in it.
    m_isStopping = false;
    readNewRows();
    m_process.release()->deleteLater();
    m_page->setRunning(false);
    const QFileInfo written(m_output);
    const bool isComplete =
        !QFileInfo::exists(partialPath()) && written.exists() && written.lastModified() != m_replaced;
    if (isComplete && (exitCode == 0 || exitCode == 1)) {
        const qint64 shown = m_page->doneRows();
        m_session.workers().submitLatest<QList<QJsonObject>>(
            "batch rows",
            {[path = m_output, shown](engine::JobContext& context) {
                 const auto data = datasets::Dataset::open(path.toStdString(), {}, context).value();
                 QList<QJsonObject> rows;
                 data.forEachRow(shown, data.rowCount(), [&](const core::OrderedJson& row) {
                     rows.append(
                         QJsonDocument::fromJson(QByteArray::fromStdString(core::dumpJson(row))).object());
                 });
                 return rows;
             },
             [page = m_page](engine::Outcome<QList<QJsonObject>> outcome) {
                 if (page && outcome.done()) page->addRows(outcome.value());
             }});
        m_page->showState(tr("Done: %1").arg(QFileInfo(m_output).fileName()));
    } else if (exitCode == 130) {
        m_page->showState(
            tr("Stopped after %n row(s); it goes on from there.", nullptr, int(m_page->doneRows())));
    } else {
        m_page->showState(crashed ? tr("The batch ended unexpectedly; it goes on from where it was.")
                          : words.isEmpty() ? tr("The batch could not be started.")
                                            : words,
                          true);
    }
    updateResumable();
    Q_EMIT idleChanged();
}

} // namespace vitrine::app

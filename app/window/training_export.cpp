// SPDX-License-Identifier: GPL-3.0-or-later
// What leaves the Training panel: pictures, tables, Python.
#include "app/window/session.h"
#include "app/window/settings.h"
#include "app/window/training_controller.h"
#include "backend/datasets/starter.h"
#include "backend/hub/locate.h"
#include "widgets/training/curves_page.h"
#include "widgets/training/results_page.h"
#include "widgets/training/training_form.h"
#include "widgets/training/training_job.h"
#include "widgets/training/training_panel.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QSaveFile>

namespace vitrine::app {
namespace {

QFileDialog* askForFile(QWidget* parent, const QString& title, const QString& folder,
                        const QStringList& filters, const QString& suffix)
{
    auto* dialog = new QFileDialog(parent, title, folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(suffix);
    return dialog;
}

} // namespace

void TrainingController::copyAsPython()
{
    const QJsonObject job =
        m_run.job.isEmpty() ? widgets::jobFile(m_panel->form()->job(), m_preview.rows) : m_run.job;
    const auto code = core::capture([&] {
        const std::string dataset =
            job[QStringLiteral("dataset")].toObject()[QStringLiteral("train")].toString().toStdString();
        const std::string model = job[QStringLiteral("model")].toString().toStdString();
        return widgets::jobPython(job, QString::fromStdString(datasets::locateDataset(dataset).path.string()),
                                  QString::fromStdString(hub::locate(model).string()));
    });
    if (!code.ok()) return say(tr("The Python code could not be made"), code.error());
    QApplication::clipboard()->setText(code.value());
}

void TrainingController::exportCurves()
{
    auto* dialog = askForFile(
        m_panel, tr("Export the curves"), m_session.settings().lastFolder(),
        {tr("Picture (*.png)"), tr("Drawing (*.svg)"), tr("Document (*.pdf)"), tr("Table (*.csv)")},
        QStringLiteral("png"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        if (path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive))
            save(path, m_panel->curves()->csv().toUtf8());
        else if (!m_panel->curves()->exportPicture(path))
            say(tr("Export"), {core::ErrorCode::Io, path.toStdString() + ": cannot be written", {}});
    });
    dialog->open();
}

void TrainingController::exportPredictions()
{
    auto* dialog = askForFile(m_panel, tr("Export these rows"), m_session.settings().lastFolder(),
                              {tr("Table (*.csv)")}, QStringLiteral("csv"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { save(path, m_panel->results()->csv().toUtf8()); });
    dialog->open();
}

void TrainingController::save(const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit()) return;
    say(tr("Export"), {core::ErrorCode::Io, path.toStdString() + ": cannot be written", {}});
}

} // namespace vitrine::app

// SPDX-License-Identifier: GPL-3.0-or-later
// What the Inspect page writes into files.
#include "app/window/session.h"
#include "app/window/settings.h"
#include "app/window/tokenizer_controller.h"
#include "backend/core/file.h"
#include "widgets/common/parts.h"
#include "widgets/tokenizer/encoding_export.h"
#include "widgets/tokenizer/how_page.h"
#include "widgets/tokenizer/labels_page.h"
#include "widgets/tokenizer/stages_view.h"
#include "widgets/tokenizer/statistics_page.h"
#include "widgets/tokenizer/tokenizer_panel.h"
#include "widgets/tokenizer/windows_page.h"

#include <QFileDialog>
#include <QPainter>
#include <QSaveFile>
#include <QTableView>

namespace vitrine::app {
namespace {

using Page = widgets::TokenizerPanel::Page;

} // namespace

void TokenizerController::exportAs()
{
    auto* dialog = new QFileDialog(m_panel, tr("Export tokens"), m_session.settings().lastFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Page for a browser (*.html)"), tr("Table (*.csv)"), tr("Encoding (*.json)"),
                            tr("Picture (*.png)"), tr("Drawing (*.svg)")});
    dialog->setDefaultSuffix(QStringLiteral("html"));
    connect(dialog, &QFileDialog::fileSelected, this, &TokenizerController::exportTokens);
    dialog->open();
}

void TokenizerController::exportPageAs()
{
    const Page page = m_panel->page();
    if (page == Page::Grid || page == Page::Lookup || page == Page::Decode) return exportAs();
    QStringList filters{tr("Table (*.csv)")};
    if (page == Page::How) filters = {tr("Picture (*.png)"), tr("Drawing (*.svg)")};
    if (page == Page::File) filters.append(tr("Figures (*.json)"));
    if (page != Page::How && page != Page::File) filters.append(tr("Picture of what is on screen (*.png)"));
    auto* dialog = new QFileDialog(m_panel, tr("Export this page"), m_session.settings().lastFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(page == Page::How ? QStringLiteral("png") : QStringLiteral("csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &TokenizerController::exportPage);
    dialog->open();
}

void TokenizerController::reportUnwritten(const QString& path)
{
    Q_EMIT m_session.failed(tr("Export tokens"),
                            {core::ErrorCode::Io, path.toStdString() + ": cannot be written", {}});
}

bool TokenizerController::write(const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    const bool written =
        file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit();
    if (!written) reportUnwritten(path);
    return written;
}

void TokenizerController::exportTokens(const QString& path)
{
    const auto& windows = m_panel->windows();
    if (windows.empty()) return;
    const auto has = [&](const char* suffix) {
        return path.endsWith(QLatin1String(suffix), Qt::CaseInsensitive);
    };
    if (has(".html") || has(".json") || has(".csv")) {
        // A long text takes its time.
        m_session.workers().submit<engine::Nothing>(
            {[path, windows, name = m_panel->summary().name, html = has(".html"),
              json = has(".json")](engine::JobContext&) {
                 const QString content = html   ? widgets::encodingToHtml(windows, name)
                                         : json ? widgets::encodingToJson(windows)
                                                : widgets::encodingToCsv(windows);
                 core::writeFileAtomically(path.toStdString(), content.toStdString());
                 return engine::Nothing{};
             },
             [session = &m_session, title = tr("Export tokens")](engine::Outcome<engine::Nothing> outcome) {
                 if (outcome.failed()) Q_EMIT session->failed(title, outcome.error());
             }});
    } else {
        bool isWhole = true;
        if (!m_panel->exportPicture(path, &isWhole)) return reportUnwritten(path);
        if (!isWhole)
            Q_EMIT m_session.failed(
                tr("Only what is on screen was drawn"),
                {core::ErrorCode::Unsupported,
                 path.toStdString() +
                     ": the whole text is too high for a picture; a page (.html) holds all of it",
                 {}});
    }
}

void TokenizerController::exportPage(const QString& path)
{
    const bool isPicture = path.endsWith(QLatin1String(".png"), Qt::CaseInsensitive) ||
                           path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive);
    const auto picture = [&](QWidget* widget) {
        if (!widgets::savePicture(path, widget->size(), [&](QPainter& painter) { widget->render(&painter); }))
            reportUnwritten(path);
    };
    switch (m_panel->page()) {
    case Page::How:
        if (!m_panel->how()->exportPicture(path)) reportUnwritten(path);
        break;
    case Page::Stages:
        if (isPicture) return picture(m_panel->stages()->table()->viewport());
        write(path, widgets::tableToCsv(*m_panel->stages()->table()->model()).toUtf8());
        break;
    case Page::Windows:
        if (isPicture) return picture(m_panel->windowsPage()->table()->viewport());
        write(path, widgets::tableToCsv(*m_panel->windowsPage()->model()).toUtf8());
        break;
    case Page::Labels:
        if (isPicture) return picture(m_panel->labels());
        write(path, widgets::labelsToCsv(m_panel->labels()->model()->labels()).toUtf8());
        break;
    case Page::File: {
        const auto& figures = m_panel->statistics()->statistics();
        const bool json = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
        write(path, (json ? widgets::statisticsToJson(figures) : widgets::statisticsToCsv(figures)).toUtf8());
        break;
    }
    case Page::Grid:
    case Page::Lookup:
    case Page::Decode:
        exportTokens(path);
        break;
    }
}

} // namespace vitrine::app

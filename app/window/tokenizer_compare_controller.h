// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/panel.h"
#include "app/window/tokenizer_compare_job.h"
#include "backend/engine/job.h"

#include <QPointer>

namespace vitrine::widgets {
class ComparePage;
}

namespace vitrine::app {

class TokenizerShelf;

/// The Compare page of the Tokenizer panel: up to six tokenizers on the same text, live, or on a file.
class TokenizerCompareController final : public Panel
{
    Q_OBJECT

public:
    /// `shelf` outlives it.
    TokenizerCompareController(Session& session, TokenizerShelf& shelf);
    ~TokenizerCompareController() override;

    QWidget* widget() override;
    QList<QAction*> actions() const override { return m_actions; }
    void openExample() override;
    bool idle() const override { return !m_isWaiting && m_fileJob == 0; }
    void activated() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    bool takeTable(const QString& path) override;
    bool takeTexts(const QStringList& texts, const QString& origin) override;

    QStringList specifications() const { return m_specifications; }
    /// Does nothing for one that is there or past the sixth.
    void add(const QString& specification);
    void measureFile(const QString& path);
    void writeExport(const QString& path);

private:
    void remove(int tokenizer);
    void showChoices();
    std::optional<std::vector<Contestant>> contestants();
    void compare();
    void chooseFile();
    void stopFile();
    void copyAsPython();
    void exportAs();
    void setWaiting(bool waiting);

    Session& m_session;
    TokenizerShelf& m_shelf;
    QPointer<widgets::ComparePage> m_page;
    QList<QAction*> m_actions;
    QStringList m_specifications;
    engine::JobHandle m_comparing, m_measuring;
    QString m_fileWanted; ///< waits for tokenizers that are being opened
    int m_fileJob = 0;    ///< in the dock; 0: none
    bool m_isWaiting = false, m_isActive = false;
};

} // namespace vitrine::app

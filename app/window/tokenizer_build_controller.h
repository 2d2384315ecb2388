// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/panel.h"
#include "app/window/tokenizer_build_job.h"
#include "backend/engine/job.h"

#include <QPointer>

namespace vitrine::app {

class Session;
class TokenizerShelf;

/// The Build page of the Tokenizer panel: edits a tokenizer.json and tries it out on the worker pool.
class TokenizerBuildController final : public Panel
{
    Q_OBJECT

public:
    /// `shelf` outlives it.
    TokenizerBuildController(Session& session, TokenizerShelf& shelf);
    ~TokenizerBuildController() override;

    QWidget* widget() override;
    QList<QAction*> actions() const override { return m_actions; }
    void openExample() override;
    bool idle() const override { return !m_isReading && !m_isTrying; }
    void activated() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;

    void open(const QString& specification);
    void importVocabulary(const QString& specification);
    void usePreset(int family);
    void saveTo(const QString& folder);

Q_SIGNALS:
    void saved(const QString& folder);

private:
    enum class Take { Everything, Vocabulary };
    void read(const QString& specification, Take take);
    void tryIt();
    void chooseFolder();
    void setBusy(bool& flag, bool busy);

    Session& m_session;
    TokenizerShelf& m_shelf;
    QPointer<widgets::BuildPage> m_page;
    QList<QAction*> m_actions;
    BuildBasePointer m_base;
    QString m_specification;
    QJsonObject m_restored; ///< stages and roles of the last time, until their tokenizer is read
    engine::JobHandle m_reading, m_trying;
    bool m_isReading = false, m_isTrying = false, m_isActive = false;
};

} // namespace vitrine::app

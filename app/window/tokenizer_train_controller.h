// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/panel.h"
#include "backend/engine/job.h"
#include "widgets/tokenizer/train_view.h"

#include <QPointer>

namespace vitrine::widgets {
class TrainPage;
}

namespace vitrine::app {

class Session;

/// The Train page of the Tokenizer panel: trains on the worker pool. What is finished lies in a folder of its
/// own before anything is shown, so that it is never lost; what is stopped leaves a checkpoint.
class TokenizerTrainController final : public Panel
{
    Q_OBJECT

public:
    explicit TokenizerTrainController(Session& session);
    ~TokenizerTrainController() override;

    QWidget* widget() override;
    QList<QAction*> actions() const override { return m_actions; }
    void openExample() override;
    bool idle() const override { return m_job == 0 && !m_startsWhenReady; }
    void activated() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    bool takeTable(const QString& path) override;

    void start(bool resume);
    void stop();
    /// Copies the finished tokenizer.
    void saveTo(const QString& folder);
    QString resultFolder() const { return m_folder; }

Q_SIGNALS:
    void inspectRequested(const QString& folder);
    void compareRequested(const QString& folder);
    void vocabularyRequested(const QString& folder);

private:
    void chooseFiles();
    void chooseFolder();
    void onTokenizerChanged();
    QString home() const;

    Session& m_session;
    QPointer<widgets::TrainPage> m_page;
    QList<QAction*> m_actions;
    engine::JobHandle m_training;
    int m_job = 0; ///< in the dock; 0: none
    QString m_folder;
    bool m_isResumable = false;
    bool m_startsWhenReady = false; ///< the example waits for the tokenizer
};

} // namespace vitrine::app

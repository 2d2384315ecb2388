// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/attention_models.h"
#include "app/window/panel.h"
#include "app/window/shared_text.h"
#include "backend/engine/job.h"
#include "widgets/common/token_selection.h"

#include <QPointer>
#include <QTimer>

namespace vitrine::widgets {
class AttentionPanel;
}

namespace vitrine::app {

/// The Attention panel: looks into the current model, and into a second one to compare with, on the compute
/// thread in a last-wins slot. Follows the Tokenizer's text until the user writes one here, and its chosen
/// token while both have the same text.
class AttentionController final : public Panel
{
    Q_OBJECT

public:
    explicit AttentionController(Session& session);
    ~AttentionController() override;

    QWidget* widget() override;
    QList<QAction*> actions() const override { return m_actions; }
    void openExample() override;
    bool idle() const override { return !m_isWaiting; }
    void activated() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    bool takeTexts(const QStringList& texts, const QString& origin) override;

    /// A training run: its final model, else its newest checkpoint, becomes the current model; all of them
    /// can be chosen and compared with. Shows an error if there is no model in it.
    void openRun(const QString& folder) override;
    /// Two models side by side; the first becomes the current one.
    void openModelPair(const QString& first, const QString& second);

private:
    StudiedText studied() const;
    void follow();
    void takeTokenizerText();
    void showSharedToken();
    void requestRun();
    void run();
    void showAnswer(AttentionAnswer answer);
    void onModelChanged();
    void openModel(const QString& specification);
    void compareWith(const QString& specification);
    void showChoices();
    void chooseFolder();
    void setWaiting(bool waiting);
    void copyAsPython();
    void exportAs();
    void writeExport(const QString& path);

    Session& m_session;
    widgets::TokenSelection m_selection;
    QPointer<widgets::AttentionPanel> m_panel;
    QList<QAction*> m_actions;
    QTimer m_debounce;
    engine::JobHandle m_running;
    std::shared_ptr<AttentionModels> m_models = std::make_shared<AttentionModels>(); ///< used in jobs only
    QString m_modelSeen;     ///< the one that was asked for last
    QString m_compared;      ///< specification of the second model; empty: none
    QStringList m_runModels; ///< of the run that is open
    bool m_isWanted = false; ///< a run waits for the panel to be seen or the tokenizer to load
    bool m_isWaiting = false;
    bool m_follows = true;   ///< the Tokenizer's text, until the user writes one here
    bool m_isTaking = false; ///< a text or token that comes from elsewhere is being set
};

} // namespace vitrine::app

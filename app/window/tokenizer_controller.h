// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/panel.h"
#include "backend/core/text_offsets.h"
#include "backend/engine/job.h"
#include "widgets/common/token_selection.h"

#include <QPointer>

namespace vitrine::widgets {
class TokenizerPanel;
struct LabelsRequest;
struct LabelsView;
struct TokenizerRequest;
struct TokenizerResult;
} // namespace vitrine::widgets

namespace vitrine::app {

struct StudiedText;

/// The Tokenizer panel: encodes the text on the worker pool as the user types; only the newest answer is
/// shown.
class TokenizerController final : public Panel
{
    Q_OBJECT

public:
    explicit TokenizerController(Session& session);
    ~TokenizerController() override;

    QWidget* widget() override;
    QList<QAction*> actions() const override { return m_actions; }
    void openExample() override;
    bool idle() const override { return !m_isWaiting; }
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    bool takeTexts(const QStringList& texts, const QString& origin) override;
    bool takeTextFile(const QString& path) override;
    QStringList pages() const override;
    bool showPage(const QString& id) override;
    /// What its file dialogs give; tests put their own answer in.
    widgets::TokenizerPanel& panel() const;
    void exportTokens(const QString& path);
    void exportPage(const QString& path);

private:
    void onTokenizerChanged();
    StudiedText studied() const;
    /// Takes over what the Attention panel has, where the text here is none of the user's own.
    void follow();
    /// Chooses here what was chosen elsewhere in the same text.
    void showSharedToken();
    void encode();
    void decode(const std::vector<std::uint32_t>& ids, bool skipSpecialTokens);
    void setWaiting(bool waiting);
    void copyAsPython();
    void openQuestionExample();
    void chooseExampleToken();
    void showResult(widgets::TokenizerResult result);
    void preview();
    void explainWord(int text, std::uint32_t word);
    void alignLabels();
    void openTextFile();
    void stopStatistics();
    void exportAs();
    void exportPageAs();
    /// False, and a message, if nothing could be written.
    bool write(const QString& path, const QByteArray& content);
    void reportUnwritten(const QString& path);
    void copy(const QString& code);
    QString tokenizerFolder() const;

    Session& m_session;
    widgets::TokenSelection m_selection;
    QPointer<widgets::TokenizerPanel> m_panel;
    QList<QAction*> m_actions;
    engine::JobHandle m_encoding, m_decoding, m_preview, m_explaining, m_aligning, m_statistics;
    int m_statisticsJob = 0; ///< in the dock; 0: none runs
    bool m_isWaiting = false;
    bool m_isExample = false; ///< its most interesting word is chosen when the answer comes
    bool m_follows = true;    ///< until the user writes a text here
    bool m_isTaking = false;  ///< a text or token that comes from elsewhere is being set
};

/// The Transformers code that makes the same encoding; `folder` is what from_pretrained takes. With an
/// `answer` in the second text also where each window has it.
QString tokenizerPython(const widgets::TokenizerRequest& request, const QString& folder,
                        core::Utf16Span answer = {});
/// The code that aligns the same labels to the same tokens.
QString labelsPython(const widgets::LabelsView& labels, const widgets::LabelsRequest& request,
                     bool addSpecialTokens, const QString& folder);

} // namespace vitrine::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/panel.h"
#include "app/window/session.h"
#include "backend/engine/job.h"
#include "backend/tokenizers/vocabulary_table.h"

#include <QPointer>

#include <optional>

namespace vitrine::widgets {
class VocabularyPage;
}

namespace vitrine::app {

class TokenizerShelf;

/// The Vocabulary page of the Tokenizer panel: the window's tokenizer, searched on the worker pool.
class TokenizerVocabularyController final : public Panel
{
    Q_OBJECT

public:
    /// `shelf` outlives it.
    TokenizerVocabularyController(Session& session, TokenizerShelf& shelf);
    ~TokenizerVocabularyController() override;

    QWidget* widget() override;
    QList<QAction*> actions() const override { return m_actions; }
    void openExample() override;
    bool idle() const override { return !m_isMaking && !m_isMakingOther && !m_isQuerying; }
    void activated() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;

    /// Compares with another vocabulary; empty: with none.
    void setOther(const QString& specification);
    void writeExport(const QString& path);

private:
    using Table = std::shared_ptr<const tokenizers::VocabularyTable>;
    using Overlap = std::shared_ptr<const tokenizers::VocabularyOverlap>;

    void onTokenizerChanged();
    void makeTable();
    void makeOther();
    void query();
    void showPlace(std::uint32_t place);
    void exportAs();
    void copyAsPython();
    void setBusy(bool& flag, bool busy);

    Session& m_session;
    TokenizerShelf& m_shelf;
    QPointer<widgets::VocabularyPage> m_page;
    QList<QAction*> m_actions;
    Session::TokenizerPointer m_tokenizer; ///< that `m_table` is of, or is being made of
    Session::TokenizerPointer m_otherTokenizer;
    Table m_table, m_other;
    Overlap m_overlaps[2]; ///< as written, as text; made when wanted
    QString m_otherSpecification;
    engine::JobHandle m_making, m_makingOther, m_querying, m_placing;
    std::optional<std::uint32_t> m_place; ///< chosen, for the example
    bool m_isMaking = false, m_isMakingOther = false, m_isQuerying = false, m_isActive = false;
};

} // namespace vitrine::app

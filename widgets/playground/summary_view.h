// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/generation_view.h"

namespace vitrine::widgets {

/// summarization: the text and its summary side by side, with the words that both have.
class SummaryView final : public GenerationView
{
    Q_OBJECT

public:
    explicit SummaryView(const QString& task, QWidget* parent = nullptr);

    int novelWords() const { return m_novel; }
    int summaryWords() const { return m_words; }

protected:
    void onShown() override;
    void onCurrentToken(int token) override;

private:
    std::vector<QString> m_tokenWords; ///< folded word that a token belongs to; empty: none
    int m_novel = 0, m_words = 0;
};

} // namespace vitrine::widgets

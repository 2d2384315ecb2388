// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/generation_view.h"

namespace vitrine::widgets {

/// translation: the text beside its translation, sentence by sentence where both have as many.
class TranslationView final : public GenerationView
{
    Q_OBJECT

public:
    explicit TranslationView(const QString& task, QWidget* parent = nullptr);

    bool isAligned() const { return !m_rows.empty(); }
    int sentences() const { return int(m_rows.size()) + 1; }

protected:
    void onShown() override;
    void onCurrentToken(int token) override;
    std::vector<int> rowStarts() override;

private:
    void alignRows();
    void showPair(int row);

    std::vector<int> m_rows;       ///< first tokens of the sentences after the first
    std::vector<int> m_sourceRows; ///< first words of those
    bool m_isAligning = false;
};

} // namespace vitrine::widgets

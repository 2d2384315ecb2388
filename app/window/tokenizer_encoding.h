// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/progress.h"
#include "backend/tokenizers/file_statistics.h"
#include "backend/tokenizers/tokenizer.h"
#include "widgets/tokenizer/encoding_view.h"
#include "widgets/tokenizer/how_page.h"
#include "widgets/tokenizer/labels_page.h"
#include "widgets/tokenizer/statistics_page.h"

namespace vitrine::app {

// What the Inspect page computes, on a thread of the worker pool. All throw core::Exception.

widgets::TokenizerSummary summaryOf(const tokenizers::Tokenizer& tokenizer);

widgets::TokenizerResult encodeNow(const tokenizers::Tokenizer& tokenizer,
                                   const widgets::TokenizerRequest& request, core::RunControl& control);

/// The part of a text that is on screen, in UTF-16 units, and how many tokens are known to stand before it.
struct PreviewRange
{
    int text = 0, begin = 0, end = 0, tokensBefore = 0;
};
/// Tokens of the lines around that part as if they were a text of their own: what the whole will look like
/// there, but for what crosses lines.
std::shared_ptr<const widgets::EncodingView> previewNow(const tokenizers::Tokenizer& tokenizer,
                                                        const widgets::TokenizerRequest& request,
                                                        const PreviewRange& range);

/// How the model came to the tokens of a word of a text, by its number among the pre-tokens.
widgets::HowView explainNow(const tokenizers::Tokenizer& tokenizer, const std::string& text,
                            std::uint32_t word);

widgets::LabelsView labelsNow(const tokenizers::Tokenizer& tokenizer, const widgets::LabelsRequest& request,
                              bool addSpecialTokens);

widgets::StatisticsView statisticsView(const tokenizers::Tokenizer& tokenizer, const QString& path,
                                       const QString& name, const tokenizers::FileStatistics& statistics,
                                       double milliseconds);

} // namespace vitrine::app

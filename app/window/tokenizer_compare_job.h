// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/progress.h"
#include "backend/tokenizers/tokenizer.h"
#include "widgets/tokenizer/compare_result.h"

#include <functional>
#include <memory>
#include <vector>

namespace vitrine::app {

// What the Compare page computes, on the worker pool.

/// A tokenizer to compare, or why there is none.
struct Contestant
{
    widgets::ComparedTokenizer facts;
    std::shared_ptr<const tokenizers::Tokenizer> tokenizer; ///< null: `facts.problem` says why
};

/// Encodes the text with each. A tokenizer that can't take it says so in its row.
widgets::CompareResult compareOnText(std::vector<Contestant> contestants, const QString& text,
                                     core::RunControl& control);

/// Encodes every row of a text file or table, a batch at a time, memory bounded. A stop gives what was
/// reached, `isPartial` then. `publish` gets what is reached about twice a second.
widgets::CompareResult compareOnFile(std::vector<Contestant> contestants, const std::string& path,
                                     const std::function<void(widgets::CompareResult)>& publish,
                                     core::RunControl& control);

/// The Transformers code that computes the figures; `folders` are what from_pretrained takes.
QString comparePython(const QStringList& folders, const QString& text, double price);

} // namespace vitrine::app

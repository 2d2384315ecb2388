// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/progress.h"
#include "backend/tokenizers/tokenizer.h"
#include "widgets/training/training_job.h"
#include "widgets/training/training_view.h"

#include <vector>

namespace vitrine::app {

// What the Training panel shows of the data before a run. Both run on the worker pool.

/// Opens the job's data set, guesses the columns that it does not name, and measures texts. What makes the
/// table unfit to train on is said in `problem`; what can't be opened at all is thrown.
widgets::DataPreview readPreview(const widgets::TrainingJob& job, const tokenizers::Tokenizer& tokenizer,
                                 core::RunControl& control);

/// The rows with the places where `maxLength` cuts their texts.
std::vector<widgets::PreviewRow> cutRows(std::vector<widgets::PreviewRow> rows, int maxLength,
                                         const tokenizers::Tokenizer& tokenizer, core::RunControl& control);

} // namespace vitrine::app

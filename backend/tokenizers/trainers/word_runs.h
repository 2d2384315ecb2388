// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/progress.h"
#include "backend/tokenizers/trainers/word_counts.h"

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace vitrine::tokenizers {

// Word counts that lie on disk, sorted by word: what a table that has grown too large, or a stopped training,
// leaves. A run is a magic number, then a record a word: count and length (LEB128), bytes; at the end a
// record of count 0.

/// Writes a run, flushed to disk; throws Io naming the path.
void writeWordRun(const std::filesystem::path& path, std::span<const WordCount> words);

/// Merges runs and calls `receive` for each word, in order, with its count over all of them; the view lives
/// for the call. Throws InvalidFormat for a damaged run.
void mergeWordRuns(const std::vector<std::filesystem::path>& runs,
                   const std::function<void(const WordCount&)>& receive, core::RunControl& control);

} // namespace vitrine::tokenizers

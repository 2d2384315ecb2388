// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/datasets/columns.h"
#include "backend/training/examples.h"

namespace vitrine::training {

// Labels of a column, in the four forms that there are. `names` are those of the training file, or empty:
// then they become those that the model's config has, if it fits the data, else those that the data has,
// sorted. All throw InvalidArgument that names row and column.

/// One of several: an id for each row, and the names of all ids.
datasets::LabelValues labelIds(const datasets::Dataset& dataset, std::size_t column,
                               const LabelScheme& scheme, const std::vector<std::string>& known,
                               core::RunControl& control);
/// A regression: into `file.values`.
void labelNumbers(EncodedFile& file, std::size_t column, std::vector<std::string>& names);
/// Any number of labels a row, as an array of names or of 0 and 1: into `file.values`.
void severalLabels(EncodedFile& file, std::size_t column, const LabelScheme& scheme,
                   std::vector<std::string>& names);
/// One for each word of a row; -100 for one that has none.
std::vector<std::vector<std::int64_t>> tokenLabels(const EncodedFile& file, std::size_t column,
                                                   const LabelScheme& scheme,
                                                   std::vector<std::string>& names);

} // namespace vitrine::training

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/datasets/dataset.h"

#include <variant>

namespace vitrine::datasets {

struct SplitOptions
{
    /// A share in (0, 1), rounded up, or a number of rows.
    std::variant<double, std::int64_t> testSize = 0.25;
    std::uint64_t seed = 42;
    bool shuffle = true;
    std::optional<std::size_t> stratify; ///< the column whose values keep their shares in both parts
};

/// Row numbers of the two parts, in their order.
struct Split
{
    std::vector<std::int64_t> train, test;
};

/// The same rows in the same order as `Dataset.train_test_split` of the Datasets library with this seed; for
/// `stratify` the library wants a ClassLabel column, whose ids are here those of labelValues(). Throws
/// InvalidArgument for sizes that leave a part (or a class in it) without rows.
Split trainTestSplit(const Dataset& dataset, const SplitOptions& options, core::RunControl& control);

/// The row numbers in a random order: `Dataset.shuffle(seed)`.
std::vector<std::int64_t> shuffled(std::int64_t rows, std::uint64_t seed);

} // namespace vitrine::datasets

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/training/examples.h"

namespace vitrine::training {

/// The order of the training rows (indices into `examples.train`) in one epoch. It depends on seed and epoch
/// alone, so a resumed run goes on in the same order. Random is the order of Trainer 5.23 (accelerate's
/// seedable sampler: `torch.randperm` from `seed + epoch`); GroupByLength is its grouping rule on that
/// permutation: chunks of fifty batches sorted by length, the longest row first of all.
std::vector<std::int64_t> epochOrder(const Examples& examples, const TrainingArguments& arguments,
                                     std::int64_t epoch);

} // namespace vitrine::training

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/datasets/dataset.h"

namespace vitrine::datasets {

/// Writes the table in the format of the extension of `path` (.csv, .tsv, .txt, .jsonl, .json, .parquet,
/// .arrow; also compressed, but not by xz), aside and renamed. With `rows` those rows in that order, for
/// which the table should be mapped(). Notes on ClassLabels go into Parquet and Arrow.
void writeDataset(const Dataset& dataset, const std::filesystem::path& path, core::RunControl& control,
                  std::optional<std::span<const std::int64_t>> rows = std::nullopt);

} // namespace vitrine::datasets

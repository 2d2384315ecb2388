// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/datasets/dataset.h"

#include <map>

namespace vitrine::datasets {

/// Which column is what for a text classification; a place in Dataset::columns().
struct ColumnRoles
{
    std::optional<std::size_t> text, secondText, label;
};

/// A guess by usual names (`text`, `sentence1`/`sentence2`, `premise`/`hypothesis`, `label`, …), then by
/// types: the first text column, the last ClassLabel, integer, boolean or other text column.
ColumnRoles guessRoles(const std::vector<Column>& columns);

/// The labels of a column: ids by row, -1 for null, and their names.
struct LabelValues
{
    std::vector<std::int64_t> ids;
    std::vector<std::string> names;
};

/// A ClassLabel keeps its ids and names. Otherwise the names are the values that occur, sorted (numbers by
/// value, `false` before `true`, texts by code point), and ids count from 0; with `label2id` those ids hold,
/// and a value that it lacks is an InvalidArgument naming row and value.
LabelValues labelValues(const Dataset& dataset, std::size_t column, core::RunControl& control,
                        const std::map<std::string, std::int64_t>& label2id = {});

} // namespace vitrine::datasets

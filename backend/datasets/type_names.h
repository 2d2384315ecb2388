// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to backend/datasets: names Arrow's types, includes none of its headers.

#include <string>
#include <vector>

namespace arrow {
class DataType;
class Schema;
} // namespace arrow

namespace vitrine::datasets {

/// What the Datasets library calls a plain type (`int64`, `timestamp[us, tz=UTC]`); of nested types its
/// notation of the feature: `List(Value('int64'))`, `{'a': Value('string')}`.
std::string typeName(const arrow::DataType& type);

/// What the Datasets library wrote about a column into the schema (`huggingface`).
struct ColumnNote
{
    std::string name, type;              ///< type is empty where the note says no more than Arrow's type
    std::vector<std::string> labelNames; ///< of a ClassLabel
};
std::vector<ColumnNote> columnNotes(const arrow::Schema& schema);

/// Text in single quotes, as Python's repr has it for plain texts.
std::string quoted(const std::string& text);

} // namespace vitrine::datasets

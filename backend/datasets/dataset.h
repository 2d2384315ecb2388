// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"
#include "backend/core/progress.h"
#include "backend/core/result.h"
#include "backend/datasets/format.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::datasets {

class Source;

struct Column
{
    enum class Kind { Text, Integer, Real, Boolean, Other };
    std::string name;
    std::string type; ///< what the Datasets library calls it
    Kind kind = Kind::Other;
    std::vector<std::string> labelNames; ///< of a ClassLabel, by id
};

struct OpenOptions
{
    std::optional<Format> format; ///< instead of the extension's
    std::string field;            ///< of a JSON object: where the array of rows is (`data` unless told)
    char delimiter = 0;           ///< of CSV; 0 is that of the extension
    std::string split;            ///< of a folder with several splits
};

/// A table on disk: columns with types, rows at random, never held whole in memory. Cheap to copy; all
/// functions may be called from several threads. Functions throw core::Exception naming file and line or row.
class Dataset
{
public:
    /// Reads text formats once to find rows and types (about a megabyte at a time), of the others the
    /// metadata.
    static core::Result<Dataset> open(const std::filesystem::path& path, const OpenOptions& options,
                                      core::RunControl& control);

    std::int64_t rowCount() const;
    std::uint64_t byteCount() const; ///< of the files on disk
    const std::vector<Column>& columns() const;
    /// The place of a column; throws NotFound that lists the columns there are.
    std::size_t columnIndex(std::string_view name) const;
    const std::string& name() const; ///< the path as it was given

    /// The cells of rows `[first, first + count)`, cut to the rows there are, as JSON objects in column
    /// order.
    void forEachRow(std::int64_t first, std::int64_t count,
                    const std::function<void(core::OrderedJson)>& receive) const;

    /// Whether rows in any order cost little. If not, mapped() makes a copy in a memory-mapped file aside.
    bool isMapped() const;
    Dataset mapped(core::RunControl& control) const;

    /// The cells of one column as plain text ("" for null), `batchSize` rows at a time from the first row on.
    void forEachText(std::size_t column, std::size_t batchSize,
                     const std::function<void(std::span<const std::string>)>& receive,
                     core::RunControl& control) const;
    /// The cells of one column for rows in any order; see isMapped().
    std::vector<std::string> texts(std::size_t column, std::span<const std::int64_t> rows) const;
    /// Whether a cell is null, for rows in any order.
    bool isNull(std::size_t column, std::int64_t row) const;

    const Source& source() const { return *m_source; }

private:
    Dataset() = default;

    struct Facts;
    std::shared_ptr<const Source> m_source;
    std::shared_ptr<const Facts> m_facts;
};

} // namespace vitrine::datasets

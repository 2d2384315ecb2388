// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to backend/datasets: names Arrow's types, includes none of its headers.

#include "backend/core/progress.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace arrow {
class RecordBatch;
class Schema;
} // namespace arrow

namespace vitrine::datasets {

class RawFile;

/// A table that is read batch by batch and never held whole.
class Source
{
public:
    virtual ~Source() = default;

    const std::shared_ptr<arrow::Schema>& schema() const { return m_schema; }
    std::size_t batchCount() const { return m_starts.size() - 1; }
    /// The first row of each batch, and at the end the number of rows.
    const std::vector<std::int64_t>& starts() const { return m_starts; }
    std::int64_t rowCount() const { return m_starts.back(); }
    /// The batch that holds `row`, which must exist.
    std::size_t batchOf(std::int64_t row) const;

    /// Reads one batch, which has the schema and the rows that were announced. Thread-safe.
    virtual std::shared_ptr<arrow::RecordBatch> batch(std::size_t index) const = 0;
    /// Whether rows in any order cost little: the table lies in memory-mapped Arrow form.
    virtual bool isMapped() const { return false; }

protected:
    std::shared_ptr<arrow::Schema> m_schema;
    std::vector<std::int64_t> m_starts{0};
};

struct JsonSettings
{
    bool lines = false; ///< a value a line; otherwise the form is found out
    std::string field;  ///< where the rows are; `data` unless told
};

// One function a format; each reads the file once to find rows and types. All throw core::Exception.
std::unique_ptr<Source> openCsv(std::shared_ptr<const RawFile> file, char delimiter,
                                core::RunControl& control);
std::unique_ptr<Source> openText(std::shared_ptr<const RawFile> file, core::RunControl& control);
std::unique_ptr<Source> openJson(std::shared_ptr<const RawFile> file, const JsonSettings& settings,
                                 core::RunControl& control);
std::unique_ptr<Source> openParquet(std::shared_ptr<const RawFile> file);
/// The stream form or the file form of Arrow IPC, memory-mapped.
std::unique_ptr<Source> openArrow(std::shared_ptr<const RawFile> file, core::RunControl& control);
/// One table after another; all have the same columns.
std::unique_ptr<Source> concatenate(std::vector<std::unique_ptr<Source>> parts, const std::string& place);

/// The same table in a memory-mapped Arrow file of scratchFolder(), which has no name any more.
std::unique_ptr<Source> mapAside(const Source& source, const std::string& place, core::RunControl& control);

} // namespace vitrine::datasets

// SPDX-License-Identifier: Apache-2.0
// Parquet: row groups cut into batches; reading on goes on where the last batch ended.
#include "backend/core/result.h"
#include "backend/datasets/arrow_status.h"
#include "backend/datasets/raw_file.h"
#include "backend/datasets/source.h"

#include <arrow/io/file.h>
#include <arrow/record_batch.h>
#include <arrow/table.h>
#include <arrow/type.h>
#include <parquet/arrow/reader.h>
#include <parquet/exception.h>
#include <parquet/file_reader.h>
#include <parquet/properties.h>

#include <mutex>

namespace vitrine::datasets {
namespace {

using core::ErrorCode;
using core::Exception;

constexpr std::int64_t batchRows = 4096;

class ParquetSource final : public Source
{
public:
    explicit ParquetSource(std::shared_ptr<const RawFile> file) : m_file(std::move(file))
    {
        const std::string& name = m_file->name();
        if (m_file->size() == 0) throw Exception(ErrorCode::InvalidFormat, name + ": the file is empty");
        guarded([&] {
            const auto input = take(arrow::io::ReadableFile::Open(m_file->openablePath()), name);
            auto properties = parquet::default_reader_properties();
            properties.enable_buffered_stream(); // pages one by one, not a column of a row group at once
            parquet::arrow::FileReaderBuilder builder;
            require(builder.Open(input, properties), name);
            parquet::ArrowReaderProperties arrowProperties(false);
            arrowProperties.set_batch_size(batchRows);
            arrowProperties.set_pre_buffer(false);
            builder.properties(arrowProperties);
            m_reader = take(builder.Build(), name);
            require(m_reader->GetSchema(&m_schema), name);
            const auto metadata = m_reader->parquet_reader()->metadata();
            for (int group = 0; group < metadata->num_row_groups(); ++group) {
                const std::int64_t rows = metadata->RowGroup(group)->num_rows();
                if (rows < 0)
                    throw Exception(ErrorCode::InvalidFormat, name + ": a row group has a negative size");
                for (std::int64_t first = 0; first < rows; first += batchRows) {
                    m_places.push_back({group, first});
                    m_starts.push_back(m_starts.back() + std::min(batchRows, rows - first));
                }
            }
        });
    }

    std::shared_ptr<arrow::RecordBatch> batch(std::size_t index) const override
    {
        const std::lock_guard lock(m_mutex);
        std::shared_ptr<arrow::RecordBatch> result;
        guarded([&] {
            const auto [group, first] = m_places[index];
            if (!m_batches || group != m_group || first < m_next) {
                m_batches.reset();
                m_batches = take(m_reader->GetRecordBatchReader({group}), m_file->name());
                m_group = group;
                m_next = 0;
                m_rest.reset();
            }
            const std::int64_t wanted = m_starts[index + 1] - m_starts[index];
            while (m_next < first)
                nextRows(std::min(batchRows, first - m_next));
            result = nextRows(wanted);
        });
        return result;
    }

private:
    /// Runs `function`; what Parquet throws becomes ours.
    template <typename Function>
    void guarded(Function&& function) const
    {
        try {
            function();
        } catch (const parquet::ParquetException& exception) {
            m_batches.reset();
            const std::string text = exception.what();
            throw Exception(ErrorCode::InvalidFormat,
                            m_file->name() + ": " + text.substr(0, text.find('\n')));
        } catch (...) {
            m_batches.reset();
            throw;
        }
    }

    /// Exactly `count` rows that follow the last ones; Arrow may hand them out in smaller pieces.
    std::shared_ptr<arrow::RecordBatch> nextRows(std::int64_t count) const
    {
        std::vector<std::shared_ptr<arrow::RecordBatch>> pieces;
        for (std::int64_t missing = count; missing > 0;) {
            if (!m_rest || m_rest->num_rows() == 0) require(m_batches->ReadNext(&m_rest), m_file->name());
            if (!m_rest)
                throw Exception(ErrorCode::InvalidFormat, m_file->name() + ": row group " +
                                                              std::to_string(m_group) + " ends too early");
            const std::int64_t part = std::min(missing, m_rest->num_rows());
            pieces.push_back(m_rest->Slice(0, part));
            m_rest = m_rest->Slice(part);
            missing -= part;
        }
        m_next += count;
        if (pieces.size() == 1) return pieces.front();
        const auto table = take(arrow::Table::FromRecordBatches(m_schema, pieces), m_file->name());
        return take(table->CombineChunksToBatch(), m_file->name());
    }

    std::shared_ptr<const RawFile> m_file;
    std::unique_ptr<parquet::arrow::FileReader> m_reader;
    std::vector<std::pair<int, std::int64_t>> m_places; ///< of each batch: row group, first row in it
    mutable std::mutex m_mutex;                         ///< guards what follows
    mutable std::unique_ptr<arrow::RecordBatchReader> m_batches;
    mutable std::shared_ptr<arrow::RecordBatch> m_rest;
    mutable int m_group = -1;
    mutable std::int64_t m_next = 0;
};

} // namespace

std::unique_ptr<Source> openParquet(std::shared_ptr<const RawFile> file)
{
    return std::make_unique<ParquetSource>(std::move(file));
}

} // namespace vitrine::datasets

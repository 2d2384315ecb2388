// SPDX-License-Identifier: Apache-2.0
// Arrow IPC, the stream form (what the Datasets library writes) and the file form, memory-mapped.
#include "backend/core/result.h"
#include "backend/datasets/arrow_status.h"
#include "backend/datasets/raw_file.h"
#include "backend/datasets/source.h"

#include <arrow/array.h>
#include <arrow/buffer.h>
#include <arrow/io/file.h>
#include <arrow/ipc/api.h>
#include <arrow/record_batch.h>
#include <arrow/type.h>

#include <atomic>
#include <unistd.h>

namespace vitrine::datasets {
namespace {

using core::ErrorCode;
using core::Exception;

/// Whether all values of a batch lie in the mapped file, which they don't when they are compressed inside it.
bool liesIn(const arrow::ArrayData& data, std::uintptr_t begin, std::uintptr_t end)
{
    for (const auto& buffer : data.buffers) {
        if (!buffer || buffer->size() == 0) continue;
        const auto address = reinterpret_cast<std::uintptr_t>(buffer->data());
        if (address < begin || address >= end) return false;
    }
    for (const auto& child : data.child_data)
        if (!liesIn(*child, begin, end)) return false;
    return !data.dictionary || liesIn(*data.dictionary, begin, end);
}

class ArrowSource final : public Source
{
public:
    ArrowSource(const std::string& path, std::string name) : m_name(std::move(name))
    {
        m_map = take(arrow::io::MemoryMappedFile::Open(path, arrow::io::FileMode::READ), m_name);
        const std::int64_t size = take(m_map->GetSize(), m_name);
        if (size == 0) throw Exception(ErrorCode::InvalidFormat, m_name + ": the file is empty");
        const auto all = take(m_map->ReadAt(0, size), m_name);
        m_begin = reinterpret_cast<std::uintptr_t>(all->data());
        m_end = m_begin + std::uintptr_t(size);
        const auto head = take(m_map->ReadAt(0, std::min<std::int64_t>(6, size)), m_name);
        if (head->ToString() == "ARROW1")
            openFileForm();
        else
            openStreamForm();
        m_checked = std::vector<std::atomic<bool>>(batchCount());
    }

    std::shared_ptr<arrow::RecordBatch> batch(std::size_t index) const override
    {
        const auto batch =
            m_file ? take(m_file->ReadRecordBatch(m_numbers[index]), m_name) : m_batches[index];
        // Once: nothing that a damaged file says about offsets is trusted.
        if (!m_checked[index].load(std::memory_order_relaxed)) {
            require(batch->ValidateFull(), m_name + ": batch " + std::to_string(index));
            m_checked[index].store(true, std::memory_order_relaxed);
        }
        return batch;
    }

    bool isMapped() const override { return m_isMapped; }
    /// A stream has no table of its batches: one that is compressed inside must be copied to be read at
    /// random.
    bool mustBeCopied() const { return m_mustBeCopied; }
    void eachOfStream(const std::function<void(const std::shared_ptr<arrow::RecordBatch>&)>& take) const;

private:
    void openFileForm()
    {
        m_file = take(arrow::ipc::RecordBatchFileReader::Open(m_map), m_name);
        m_schema = m_file->schema();
        for (int index = 0; index < m_file->num_record_batches(); ++index) {
            const auto batch =
                take(m_file->ReadRecordBatch(index), m_name + ": batch " + std::to_string(index));
            if (batch->num_rows() == 0) continue;
            m_numbers.push_back(index);
            m_starts.push_back(m_starts.back() + batch->num_rows());
            m_isMapped = m_isMapped && isInMap(*batch);
        }
    }

    void openStreamForm()
    {
        const std::string problem = m_name + ": no Arrow file: ";
        arrow::Result<std::shared_ptr<arrow::ipc::RecordBatchStreamReader>> opened =
            arrow::ipc::RecordBatchStreamReader::Open(m_map.get());
        if (!opened.ok()) throw Exception(ErrorCode::InvalidFormat, problem + firstLine(opened.status()));
        const auto reader = *opened;
        m_schema = reader->schema();
        for (;;) {
            std::shared_ptr<arrow::RecordBatch> batch;
            require(reader->ReadNext(&batch), m_name + ": after row " + std::to_string(rowCount()));
            if (!batch) break;
            if (batch->num_rows() == 0) continue;
            m_starts.push_back(m_starts.back() + batch->num_rows());
            if (!m_mustBeCopied && isInMap(*batch)) {
                m_batches.push_back(std::move(batch));
            } else {
                m_batches.clear();
                m_mustBeCopied = true;
            }
        }
    }

    bool isInMap(const arrow::RecordBatch& batch) const
    {
        for (int column = 0; column < batch.num_columns(); ++column)
            if (!liesIn(*batch.column_data(column), m_begin, m_end)) return false;
        return true;
    }

    std::string m_name;
    std::shared_ptr<arrow::io::MemoryMappedFile> m_map;
    std::uintptr_t m_begin = 0, m_end = 0;
    std::shared_ptr<arrow::ipc::RecordBatchFileReader> m_file;
    std::vector<int> m_numbers;                                 ///< of the file form's batches that have rows
    std::vector<std::shared_ptr<arrow::RecordBatch>> m_batches; ///< of the stream form; views into the map
    mutable std::vector<std::atomic<bool>> m_checked;
    bool m_isMapped = true, m_mustBeCopied = false;
};

void ArrowSource::eachOfStream(
    const std::function<void(const std::shared_ptr<arrow::RecordBatch>&)>& receive) const
{
    require(m_map->Seek(0), m_name);
    const auto reader = take(arrow::ipc::RecordBatchStreamReader::Open(m_map.get()), m_name);
    for (;;) {
        std::shared_ptr<arrow::RecordBatch> batch;
        require(reader->ReadNext(&batch), m_name);
        if (!batch) return;
        require(batch->ValidateFull(), m_name);
        receive(batch);
    }
}

/// Writes batches to a scratch file in Arrow's file form and opens it.
std::unique_ptr<Source>
writeAside(const std::shared_ptr<arrow::Schema>& schema, const std::string& name,
           const std::function<void(const std::function<void(const std::shared_ptr<arrow::RecordBatch>&)>&)>&
               produce)
{
    const std::filesystem::path scratch = makeScratchFile();
    struct Remover
    {
        const std::filesystem::path& path;
        ~Remover() { ::unlink(path.c_str()); }
    } const remover{scratch};
    const std::string where = scratch.string();
    const auto output = take(arrow::io::FileOutputStream::Open(where), where);
    auto options = arrow::ipc::IpcWriteOptions::Defaults();
    options.unify_dictionaries = true;
    const auto writer = take(arrow::ipc::MakeFileWriter(output, schema, options), where);
    produce([&](const std::shared_ptr<arrow::RecordBatch>& batch) {
        require(writer->WriteRecordBatch(*batch), where);
    });
    require(writer->Close(), where);
    require(output->Close(), where);
    return std::make_unique<ArrowSource>(where, name);
}

} // namespace

std::unique_ptr<Source> openArrow(std::shared_ptr<const RawFile> file, core::RunControl& control)
{
    auto source = std::make_unique<ArrowSource>(file->openablePath(), file->name());
    if (!source->mustBeCopied()) return source;
    return writeAside(source->schema(), file->name(), [&](const auto& write) {
        source->eachOfStream([&](const std::shared_ptr<arrow::RecordBatch>& batch) {
            control.checkpoint();
            write(batch);
        });
    });
}

std::unique_ptr<Source> mapAside(const Source& source, const std::string& place, core::RunControl& control)
{
    return writeAside(source.schema(), place, [&](const auto& write) {
        for (std::size_t index = 0; index < source.batchCount(); ++index) {
            control.checkpoint();
            control.progress({double(index) / double(source.batchCount()), "mapping " + place});
            write(source.batch(index));
        }
    });
}

} // namespace vitrine::datasets

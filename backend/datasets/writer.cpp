// SPDX-License-Identifier: Apache-2.0
#include "backend/datasets/writer.h"

#include "backend/core/file.h"
#include "backend/datasets/arrow_status.h"
#include "backend/datasets/cells.h"
#include "backend/datasets/ordered.h"
#include "backend/datasets/source.h"

#include <arrow/array/concatenate.h>
#include <arrow/io/compressed.h>
#include <arrow/io/interfaces.h>
#include <arrow/ipc/writer.h>
#include <arrow/record_batch.h>
#include <arrow/type.h>
#include <arrow/util/byte_size.h>
#include <arrow/util/compression.h>
#include <parquet/arrow/writer.h>
#include <parquet/exception.h>

namespace vitrine::datasets {
namespace {

using core::ErrorCode;
using core::Exception;
using Batch = std::shared_ptr<arrow::RecordBatch>;

/// Arrow's view of core's file that is written aside.
class SinkStream final : public arrow::io::OutputStream
{
public:
    explicit SinkStream(const core::FileSink& sink) : m_sink(sink) {}
    arrow::Status Write(const void* data, std::int64_t size) override
    {
        m_sink({static_cast<const char*>(data), std::size_t(size)});
        m_position += size;
        return arrow::Status::OK();
    }
    arrow::Status Close() override
    {
        m_closed = true;
        return arrow::Status::OK();
    }
    bool closed() const override { return m_closed; }
    arrow::Result<std::int64_t> Tell() const override { return m_position; }

private:
    const core::FileSink& m_sink;
    std::int64_t m_position = 0;
    bool m_closed = false;
};

using Receive = std::function<void(const Batch&)>;

void allBatches(const Dataset& dataset, core::RunControl& control, const Receive& receive)
{
    const Source& source = dataset.source();
    Ordered<Batch> work([&](const Batch& batch) {
        control.checkpoint();
        receive(batch);
    });
    for (std::size_t index = 0; index < source.batchCount(); ++index) {
        control.progress({double(index) / double(source.batchCount()), "writing"});
        work.add([&source, index] { return source.batch(index); });
    }
    work.finish();
}

void chosenRows(const Dataset& dataset, std::span<const std::int64_t> rows, core::RunControl& control,
                const Receive& receive)
{
    const Source& source = dataset.source();
    constexpr std::size_t piece = 1024;
    for (std::size_t begin = 0; begin < rows.size(); begin += piece) {
        control.checkpoint();
        control.progress({double(begin) / double(rows.size()), "writing"});
        const auto part = rows.subspan(begin, std::min(piece, rows.size() - begin));
        std::vector<arrow::ArrayVector> cells(std::size_t(source.schema()->num_fields()));
        for (const std::int64_t row : part) {
            const std::size_t index = source.batchOf(row);
            const Batch one = source.batch(index)->Slice(row - source.starts()[index], 1);
            for (std::size_t column = 0; column < cells.size(); ++column)
                cells[column].push_back(one->column(int(column)));
        }
        arrow::ArrayVector columns;
        for (const auto& column : cells)
            columns.push_back(take(arrow::Concatenate(column), dataset.name()));
        receive(arrow::RecordBatch::Make(source.schema(), std::int64_t(part.size()), std::move(columns)));
    }
}

void appendDelimited(std::string& out, const std::string& cell, char delimiter)
{
    if (cell.find_first_of(std::string("\"\r\n") + delimiter) == std::string::npos) {
        out += cell;
        return;
    }
    out += '"';
    for (const char c : cell) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

/// Text formats: makes the text of each batch on several threads' turn and writes it in order.
class TextWriter
{
public:
    TextWriter(Format format, const arrow::Schema& schema, arrow::io::OutputStream& output, std::string place)
        : m_format(format), m_output(output), m_place(std::move(place))
    {
        if (format == Format::Csv || format == Format::Tsv) {
            std::string header;
            for (int i = 0; i < schema.num_fields(); ++i) {
                if (i > 0) header += delimiter();
                appendDelimited(header, schema.field(i)->name(), delimiter());
            }
            write(header + '\n');
        } else if (format == Format::Json) {
            write("[");
        }
        if (format == Format::Text && schema.num_fields() != 1)
            throw Exception(ErrorCode::InvalidArgument, m_place +
                                                            ": a text file holds one column, the table has " +
                                                            std::to_string(schema.num_fields()));
        for (const auto& field : schema.fields()) {
            std::string key;
            appendJsonString(key, field->name());
            m_keys.push_back(key + ':');
        }
    }

    void add(const arrow::RecordBatch& batch)
    {
        std::string out, cell;
        for (std::int64_t row = 0; row < batch.num_rows(); ++row) {
            if (m_format == Format::Json) out += m_any ? ",\n" : "\n";
            m_any = true;
            if (m_format == Format::Json || m_format == Format::JsonLines) {
                out += '{';
                for (int i = 0; i < batch.num_columns(); ++i) {
                    if (i > 0) out += ',';
                    out += m_keys[std::size_t(i)];
                    appendJson(out, *batch.column(i), row);
                }
                out += '}';
            } else {
                for (int i = 0; i < batch.num_columns(); ++i) {
                    if (i > 0) out += delimiter();
                    cell.clear();
                    appendText(cell, *batch.column(i), row);
                    if (m_format == Format::Text) {
                        if (cell.find_first_of("\r\n") != std::string::npos)
                            throw Exception(ErrorCode::InvalidArgument,
                                            m_place + ": a cell with a line break can't be a line of text");
                        out += cell;
                    } else if (cell.empty() && batch.num_columns() == 1) {
                        out += "\"\""; // an empty line would be no row
                    } else {
                        appendDelimited(out, cell, delimiter());
                    }
                }
            }
            if (m_format != Format::Json) out += '\n';
        }
        write(out);
    }

    void close()
    {
        if (m_format == Format::Json) write("\n]\n");
    }

private:
    char delimiter() const { return m_format == Format::Tsv ? '\t' : ','; }
    void write(const std::string& text)
    {
        require(m_output.Write(text.data(), std::int64_t(text.size())), m_place);
    }

    const Format m_format;
    arrow::io::OutputStream& m_output;
    const std::string m_place;
    std::vector<std::string> m_keys;
    bool m_any = false;
};

void writeParquet(const std::shared_ptr<arrow::Schema>& schema,
                  const std::shared_ptr<arrow::io::OutputStream>& output, const std::string& place,
                  const std::function<void(const Receive&)>& produce)
{
    const auto properties =
        parquet::WriterProperties::Builder().compression(parquet::Compression::SNAPPY)->build();
    const auto arrowProperties = parquet::ArrowWriterProperties::Builder().store_schema()->build();
    const auto writer = take(parquet::arrow::FileWriter::Open(*schema, arrow::default_memory_pool(), output,
                                                              properties, arrowProperties),
                             place);
    // A row group is closed after 32 MB of values, so that neither we nor readers need much memory.
    std::int64_t held = INT64_MAX;
    produce([&](const Batch& batch) {
        if (held > (32 << 20)) {
            require(writer->NewBufferedRowGroup(), place);
            held = 0;
        }
        require(writer->WriteRecordBatch(*batch), place);
        held += take(arrow::util::ReferencedBufferSize(*batch), place);
    });
    require(writer->Close(), place);
}

arrow::Compression::type codecOf(Compression compression, const std::string& place)
{
    switch (compression) {
    case Compression::Gzip:
        return arrow::Compression::GZIP;
    case Compression::Bzip2:
        return arrow::Compression::BZ2;
    case Compression::Zstd:
        return arrow::Compression::ZSTD;
    case Compression::Lz4:
        return arrow::Compression::LZ4_FRAME;
    case Compression::None:
        return arrow::Compression::UNCOMPRESSED;
    case Compression::Xz:
        break;
    }
    throw Exception(ErrorCode::Unsupported,
                    place + ": xz can be read, not written; use .gz, .bz2, .zst or .lz4");
}

} // namespace

void writeDataset(const Dataset& dataset, const std::filesystem::path& path, core::RunControl& control,
                  std::optional<std::span<const std::int64_t>> rows)
{
    const FileKind kind = fileKind(path);
    const std::string place = path.string();
    if (kind.format == Format::SavedFolder)
        throw Exception(ErrorCode::InvalidArgument, place + ": is a folder; name a file");
    const auto codecType = codecOf(kind.compression, place);
    const auto schema = dataset.source().schema();
    const auto produce = [&](const Receive& receive) {
        if (rows)
            chosenRows(dataset, *rows, control, receive);
        else
            allBatches(dataset, control, receive);
    };
    core::writeFileAtomically(path, [&](const core::FileSink& sink) {
        std::shared_ptr<arrow::io::OutputStream> output = std::make_shared<SinkStream>(sink);
        std::unique_ptr<arrow::util::Codec> codec;
        if (kind.compression != Compression::None) {
            codec = take(arrow::util::Codec::Create(codecType), place);
            output = take(arrow::io::CompressedOutputStream::Make(codec.get(), output), place);
        }
        if (kind.format == Format::Parquet) {
            try {
                writeParquet(schema, output, place, produce);
            } catch (const parquet::ParquetException& exception) {
                throw Exception(ErrorCode::Unsupported, place + ": " + exception.what());
            }
        } else if (kind.format == Format::Arrow) {
            const auto writer = kind.arrowFileForm
                                    ? take(arrow::ipc::MakeFileWriter(output, schema), place)
                                    : take(arrow::ipc::MakeStreamWriter(output, schema), place);
            produce([&](const Batch& batch) { require(writer->WriteRecordBatch(*batch), place); });
            require(writer->Close(), place);
        } else {
            TextWriter writer(kind.format, *schema, *output, place);
            produce([&](const Batch& batch) { writer.add(*batch); });
            writer.close();
        }
        require(output->Close(), place);
    });
}

} // namespace vitrine::datasets

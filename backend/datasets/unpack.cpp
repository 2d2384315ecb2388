// SPDX-License-Identifier: Apache-2.0
#include "backend/datasets/unpack.h"

#include "backend/core/result.h"
#include "backend/datasets/arrow_status.h"

#include <arrow/io/file.h>
#include <arrow/util/compression.h>
#include <lzma.h>

#include <cerrno>
#include <cstring>
#include <functional>
#include <string>
#include <unistd.h>
#include <vector>

namespace vitrine::datasets {
namespace {

using core::ErrorCode;
using core::Exception;

constexpr std::size_t pieceSize = 1 << 20;

/// Feeds the pieces of a file to `decode` and says how far it is.
void forEachPiece(const std::filesystem::path& path, core::RunControl& control,
                  const std::function<void(const std::uint8_t*, std::int64_t)>& decode)
{
    const std::string name = path.string();
    const auto file = take(arrow::io::ReadableFile::Open(name), name);
    const auto size = take(file->GetSize(), name);
    std::vector<std::uint8_t> input(pieceSize);
    for (std::int64_t done = 0; done < size;) {
        control.checkpoint();
        control.progress({double(done) / double(size), "unpacking " + name});
        const auto count = take(file->Read(std::int64_t(input.size()), input.data()), name);
        if (count == 0) break;
        decode(input.data(), count);
        done += count;
    }
}

void writeAll(int fd, const std::uint8_t* data, std::size_t size, const std::string& name)
{
    while (size > 0) {
        const ssize_t count = ::write(fd, data, size);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw Exception(ErrorCode::Io, name + ": cannot be unpacked: " + std::strerror(errno));
        data += count;
        size -= std::size_t(count);
    }
}

[[noreturn]] void throwCut(const std::string& name)
{
    throw Exception(ErrorCode::InvalidFormat, name + ": the compressed data ends too early; the file is cut");
}

void unpackXz(const std::filesystem::path& path, int fd, core::RunControl& control)
{
    const std::string name = path.string();
    lzma_stream stream = LZMA_STREAM_INIT;
    if (lzma_stream_decoder(&stream, UINT64_MAX, LZMA_CONCATENATED) != LZMA_OK)
        throw Exception(ErrorCode::OutOfMemory, name + ": no memory for unpacking");
    const struct Guard
    {
        lzma_stream* stream;
        ~Guard() { lzma_end(stream); }
    } guard{&stream};
    std::vector<std::uint8_t> output(pieceSize);
    lzma_ret state = LZMA_OK;
    const auto decode = [&](const std::uint8_t* data, std::int64_t size, lzma_action action) {
        stream.next_in = data;
        stream.avail_in = std::size_t(size);
        do {
            stream.next_out = output.data();
            stream.avail_out = output.size();
            state = lzma_code(&stream, action);
            writeAll(fd, output.data(), output.size() - stream.avail_out, name);
            if (state != LZMA_OK && state != LZMA_STREAM_END && state != LZMA_BUF_ERROR)
                throw Exception(ErrorCode::InvalidFormat, name + ": the xz data is damaged");
        } while (state == LZMA_OK && (stream.avail_in > 0 || stream.avail_out == 0 || action == LZMA_FINISH));
    };
    forEachPiece(path, control,
                 [&](const std::uint8_t* data, std::int64_t size) { decode(data, size, LZMA_RUN); });
    decode(nullptr, 0, LZMA_FINISH);
    if (state != LZMA_STREAM_END) throwCut(name);
}

arrow::Compression::type arrowName(Compression compression)
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
    case Compression::Xz:
    case Compression::None:
        break;
    }
    return arrow::Compression::UNCOMPRESSED;
}

} // namespace

void unpack(const std::filesystem::path& path, Compression compression, int fd, core::RunControl& control)
{
    if (compression == Compression::Xz) return unpackXz(path, fd, control);
    const std::string name = path.string();
    const auto codec = take(arrow::util::Codec::Create(arrowName(compression)), name);
    const auto decompressor = take(codec->MakeDecompressor(), name);
    std::vector<std::uint8_t> output(pieceSize);
    bool any = false;
    forEachPiece(path, control, [&](const std::uint8_t* data, std::int64_t size) {
        any = true;
        bool moreOutput = false;
        while (size > 0 || moreOutput) {
            // Members may follow each other, as `cat a.gz b.gz` makes them.
            if (decompressor->IsFinished()) {
                if (size == 0) break;
                require(decompressor->Reset(), name);
            }
            const auto step =
                take(decompressor->Decompress(size, data, std::int64_t(output.size()), output.data()), name);
            data += step.bytes_read;
            size -= step.bytes_read;
            writeAll(fd, output.data(), std::size_t(step.bytes_written), name);
            if (step.need_more_output) output.resize(output.size() * 2);
            moreOutput = step.need_more_output || step.bytes_written == std::int64_t(output.size());
            if (step.bytes_read == 0 && step.bytes_written == 0 && !step.need_more_output) {
                if (size > 0)
                    throw Exception(ErrorCode::InvalidFormat, name + ": the compressed data is damaged");
                break;
            }
        }
    });
    if (!any || !decompressor->IsFinished()) throwCut(name);
}

} // namespace vitrine::datasets

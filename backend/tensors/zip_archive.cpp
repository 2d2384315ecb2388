// SPDX-License-Identifier: Apache-2.0
#include "backend/tensors/zip_archive.h"

#include "backend/core/result.h"
#include "backend/core/text_offsets.h"

#include <arrow/util/compression.h>

#include <algorithm>
#include <cstring>

namespace vitrine::tensors {
namespace {

using core::ErrorCode;

// Sizes and signatures of PKWARE's APPNOTE 6.3.
constexpr std::uint32_t localSignature = 0x04034b50, centralSignature = 0x02014b50, endSignature = 0x06054b50,
                        end64Signature = 0x06064b50, locatorSignature = 0x07064b50;
constexpr std::size_t localSize = 30, centralSize = 46, endSize = 22, end64Size = 56, locatorSize = 20,
                      longestComment = 0xffff;
constexpr std::uint16_t zip64Extra = 1, storedMethod = 0, deflateMethod = 8, encryptedFlag = 1;
constexpr std::uint64_t in64 = 0xffffffff; ///< the 32 bits say: look into the zip64 field

[[noreturn]] void fail(const std::string& place, const std::string& what,
                       ErrorCode code = ErrorCode::InvalidFormat)
{
    throw core::Exception(code, place + ": " + what);
}

bool leadsOut(std::string_view name)
{
    if (name.starts_with('/') || name.find('\\') != name.npos || name.find('\0') != name.npos) return true;
    for (std::size_t begin = 0; begin <= name.size();) {
        const auto end = std::min(name.find('/', begin), name.size());
        if (name.substr(begin, end - begin) == "..") return true;
        begin = end + 1;
    }
    return false;
}

} // namespace

/// Reads the directory; every place is checked before it is read.
class ZipArchive::Directory
{
public:
    Directory(std::span<const std::byte> bytes, const std::string& place) : m_bytes(bytes), m_place(place) {}

    void readInto(ZipArchive& archive)
    {
        findEnd();
        std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
        std::uint64_t at = m_begin;
        for (std::uint64_t i = 0; i < m_count; ++i)
            at = readEntry(archive, at, ranges);
        std::ranges::sort(ranges);
        for (std::size_t i = 1; i < ranges.size(); ++i)
            if (ranges[i].first < ranges[i - 1].second)
                fail(m_place, "two files of the archive overlap at byte " + std::to_string(ranges[i].first));
    }

private:
    template <typename Number>
    Number at(std::uint64_t offset) const
    {
        Number value;
        if (offset > m_bytes.size() || m_bytes.size() - offset < sizeof value)
            fail(m_place, "truncated: byte " + std::to_string(offset) + " lies behind the file's end");
        std::memcpy(&value, m_bytes.data() + offset, sizeof value);
        return value;
    }
    void requireRange(std::uint64_t begin, std::uint64_t size, std::uint64_t end,
                      const std::string& what) const
    {
        if (begin > end || size > end - begin)
            fail(m_place, what + " should have " + std::to_string(size) + " bytes from byte " +
                              std::to_string(begin) + " on, which go beyond byte " + std::to_string(end));
    }

    void findEnd()
    {
        const std::size_t size = m_bytes.size();
        std::size_t end = size;
        for (std::size_t back = endSize; back <= std::min(size, endSize + longestComment); ++back)
            if (at<std::uint32_t>(size - back) == endSignature &&
                at<std::uint16_t>(size - back + 20) == back - endSize) {
                end = size - back;
                break;
            }
        if (end == size) fail(m_place, "truncated: the zip archive's directory is missing at its end");
        m_count = at<std::uint16_t>(end + 10);
        std::uint64_t length = at<std::uint32_t>(end + 12);
        m_begin = at<std::uint32_t>(end + 16);
        m_end = end;
        if (end >= locatorSize && at<std::uint32_t>(end - locatorSize) == locatorSignature) {
            const auto end64 = at<std::uint64_t>(end - locatorSize + 8);
            requireRange(end64, end64Size, end - locatorSize, "the zip64 directory's end");
            if (at<std::uint32_t>(end64) != end64Signature)
                fail(m_place, "no zip64 directory at byte " + std::to_string(end64));
            m_count = at<std::uint64_t>(end64 + 32);
            length = at<std::uint64_t>(end64 + 40);
            m_begin = at<std::uint64_t>(end64 + 48);
            m_end = end64;
        }
        requireRange(m_begin, length, m_end, "the zip directory");
        if (m_count > length / centralSize)
            fail(m_place, "the zip directory has " + std::to_string(length) + " bytes, too few for " +
                              std::to_string(m_count) + " files");
    }

    /// Sizes and place of an entry whose 32 bits are full stand in its zip64 field, in this order.
    void read64(std::uint64_t extra, std::uint64_t extraEnd, std::uint64_t& size, std::uint64_t& packed,
                std::uint64_t& local) const
    {
        while (extraEnd - extra >= 4) {
            const auto id = at<std::uint16_t>(extra), length = at<std::uint16_t>(extra + 2);
            extra += 4;
            requireRange(extra, length, extraEnd, "an extra field");
            if (id == zip64Extra) {
                std::uint64_t field = extra;
                for (auto* each : {&size, &packed, &local})
                    if (*each == in64) {
                        requireRange(field, 8, extra + length, "a zip64 field");
                        *each = at<std::uint64_t>(field);
                        field += 8;
                    }
            }
            extra += length;
        }
    }

    std::string textAt(std::uint64_t offset, std::size_t size) const
    {
        return {reinterpret_cast<const char*>(m_bytes.data()) + offset, size};
    }

    std::uint64_t readEntry(ZipArchive& archive, std::uint64_t offset,
                            std::vector<std::pair<std::uint64_t, std::uint64_t>>& ranges)
    {
        requireRange(offset, centralSize, m_end, "an entry of the zip directory");
        if (at<std::uint32_t>(offset) != centralSignature)
            fail(m_place, "no entry of the zip directory at byte " + std::to_string(offset));
        const auto flags = at<std::uint16_t>(offset + 8), method = at<std::uint16_t>(offset + 10);
        std::uint64_t packed = at<std::uint32_t>(offset + 20), size = at<std::uint32_t>(offset + 24),
                      local = at<std::uint32_t>(offset + 42);
        const std::uint64_t nameSize = at<std::uint16_t>(offset + 28),
                            extraSize = at<std::uint16_t>(offset + 30),
                            commentSize = at<std::uint16_t>(offset + 32);
        requireRange(offset + centralSize, nameSize + extraSize + commentSize, m_end, "a zip entry's name");
        const std::string name = textAt(offset + centralSize, nameSize);
        const std::uint64_t extra = offset + centralSize + nameSize;
        read64(extra, extra + extraSize, size, packed, local);

        const std::string what = "\"" + core::quotable(name) + "\"";
        if (leadsOut(name)) fail(m_place, what + " leads out of the archive");
        if ((flags & encryptedFlag) != 0) fail(m_place, what + " is encrypted", ErrorCode::Unsupported);
        if (method != storedMethod && method != deflateMethod)
            fail(m_place, what + " is packed by method " + std::to_string(method) + ", expected 0 or 8",
                 ErrorCode::Unsupported);
        if (method == storedMethod && size != packed)
            fail(m_place, what + " has " + std::to_string(packed) + " bytes and " + std::to_string(size) +
                              " unpacked, but is not packed");
        requireRange(local, localSize, m_begin, what);
        if (at<std::uint32_t>(local) != localSignature)
            fail(m_place, what + " is not at byte " + std::to_string(local));
        const std::uint64_t ownName = at<std::uint16_t>(local + 26), ownExtra = at<std::uint16_t>(local + 28);
        requireRange(local + localSize, ownName + ownExtra, m_begin, what);
        if (textAt(local + localSize, ownName) != name)
            fail(m_place, what + " has another name at byte " + std::to_string(local));
        const std::uint64_t data = local + localSize + ownName + ownExtra;
        requireRange(data, packed, m_begin, what);
        ranges.emplace_back(local, data + packed);
        archive.add(name, {m_bytes.subspan(data, packed), size, method == deflateMethod});
        return offset + centralSize + nameSize + extraSize + commentSize;
    }

    std::span<const std::byte> m_bytes;
    const std::string& m_place;
    std::uint64_t m_begin = 0, m_end = 0, m_count = 0; ///< of the directory: bytes, entries
};

ZipArchive::ZipArchive(std::span<const std::byte> bytes, std::string place) : m_place(std::move(place))
{
    Directory(bytes, m_place).readInto(*this);
}

const ZipArchive::Entry* ZipArchive::find(std::string_view name) const
{
    const auto found = m_entries.find(name);
    return found == m_entries.end() ? nullptr : &found->second;
}

void ZipArchive::add(const std::string& name, const Entry& entry)
{
    if (m_entries.empty()) m_firstName = name;
    if (!m_entries.emplace(name, entry).second)
        fail(m_place, "\"" + core::quotable(name) + "\" occurs twice in the archive");
}

std::vector<std::byte> inflate(const ZipArchive::Entry& entry, const std::string& place)
{
    const auto broken = [&](const std::string& what) { fail(place, "cannot be unpacked: " + what); };
    arrow::util::GZipCodecOptions options;
    options.gzip_format = arrow::util::GZipFormat::DEFLATE;
    const auto codec = arrow::util::Codec::Create(arrow::Compression::GZIP, options);
    if (!codec.ok()) broken(codec.status().message());
    const auto unpacker = (*codec)->MakeDecompressor();
    if (!unpacker.ok()) broken(unpacker.status().message());

    // What comes out is grown piece by piece: a size that lies allocates nothing.
    constexpr std::size_t piece = 1 << 20;
    std::vector<std::byte> output;
    std::size_t written = 0;
    auto input = entry.stored;
    while (!(*unpacker)->IsFinished()) {
        if (output.size() - written < piece / 2) output.resize(output.size() + std::max(piece, written));
        const auto done = (*unpacker)->Decompress(
            std::int64_t(input.size()), reinterpret_cast<const std::uint8_t*>(input.data()),
            std::int64_t(output.size() - written), reinterpret_cast<std::uint8_t*>(output.data()) + written);
        if (!done.ok()) broken(done.status().message());
        input = input.subspan(std::size_t(done->bytes_read));
        written += std::size_t(done->bytes_written);
        if (written > entry.size) broken("more than its " + std::to_string(entry.size) + " bytes come out");
        if (done->bytes_read == 0 && done->bytes_written == 0) broken("its data is cut");
    }
    if (written != entry.size)
        broken(std::to_string(written) + " bytes come out of it, the directory says " +
               std::to_string(entry.size));
    output.resize(written);
    return output;
}

} // namespace vitrine::tensors

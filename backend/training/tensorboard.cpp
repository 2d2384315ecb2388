// SPDX-License-Identifier: Apache-2.0
#include "backend/training/tensorboard.h"

#include "backend/core/result.h"

#include <array>
#include <bit>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <string>
#include <unistd.h>

namespace vitrine::training {
namespace {

std::uint32_t crc32c(std::string_view data)
{
    static const auto table = [] {
        std::array<std::uint32_t, 256> entries{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            std::uint32_t value = i;
            for (int bit = 0; bit < 8; ++bit)
                value = (value >> 1) ^ (value & 1 ? 0x82f63b78u : 0u);
            entries[i] = value;
        }
        return entries;
    }();
    std::uint32_t sum = ~0u;
    for (const unsigned char byte : data)
        sum = table[(sum ^ byte) & 0xff] ^ (sum >> 8);
    return ~sum;
}

/// Little-endian bytes of a number.
template <typename Number>
std::string bytesOf(Number value)
{
    static_assert(std::endian::native == std::endian::little);
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

std::string maskedSum(std::string_view data)
{
    const std::uint32_t sum = crc32c(data);
    return bytesOf(std::uint32_t(((sum >> 15) | (sum << 17)) + 0xa282ead8u));
}

// Protobuf's wire format: a field is its number and kind, then the value.
std::string varint(std::uint64_t value)
{
    std::string text;
    for (; value >= 0x80; value >>= 7)
        text += char(value | 0x80);
    return text + char(value);
}

std::string doubleField(int number, double value)
{
    return varint(std::uint64_t(number) << 3 | 1) + bytesOf(value);
}

std::string floatField(int number, float value)
{
    return varint(std::uint64_t(number) << 3 | 5) + bytesOf(value);
}

std::string integerField(int number, std::int64_t value)
{
    return varint(std::uint64_t(number) << 3) + varint(std::uint64_t(value));
}

std::string textField(int number, std::string_view value)
{
    return varint(std::uint64_t(number) << 3 | 2) + varint(value.size()) + std::string(value);
}

double now()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

} // namespace

TensorBoardWriter::TensorBoardWriter(const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder);
    char host[256] = "localhost";
    ::gethostname(host, sizeof host - 1);
    const auto path = folder / ("events.out.tfevents." + std::to_string(std::int64_t(now())) + "." + host +
                                "." + std::to_string(::getpid()) + ".0");
    m_file.reset(std::fopen(path.c_str(), "wb"));
    if (!m_file)
        throw core::Exception(core::ErrorCode::Io,
                              path.string() + ": cannot be written: " + std::strerror(errno));
    writeRecord(doubleField(1, now()) + textField(3, "brain.Event:2"));
}

void TensorBoardWriter::add(std::string_view tag, std::int64_t step, double value)
{
    const auto scalar = textField(1, tag) + floatField(2, float(value));
    writeRecord(doubleField(1, now()) + integerField(2, step) + textField(5, textField(1, scalar)));
}

void TensorBoardWriter::writeRecord(std::string_view message)
{
    const auto length = bytesOf(std::uint64_t(message.size()));
    const auto record = length + maskedSum(length) + std::string(message) + maskedSum(message);
    std::fwrite(record.data(), 1, record.size(), m_file.get());
    std::fflush(m_file.get());
}

} // namespace vitrine::training

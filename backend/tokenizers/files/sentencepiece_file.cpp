// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/files/sentencepiece_file.h"

#include "backend/core/result.h"
#include "backend/core/text_offsets.h"

#include <bit>
#include <cstring>
#include <unordered_map>

namespace vitrine::tokenizers {
namespace {

/// Walks the fields of one protobuf message; a place in the file is a place in `m_all`.
class ProtoReader
{
public:
    struct Field
    {
        std::uint32_t number;
        std::uint64_t value;   ///< of a number
        std::string_view data; ///< of a string or message
        bool isNumber;
    };

    ProtoReader(std::string_view all, std::string_view message, std::string_view origin)
        : m_all(all), m_message(message), m_origin(origin)
    {
    }

    bool next(Field& field)
    {
        if (m_message.empty()) return false;
        const std::uint64_t key = varint();
        field = {std::uint32_t(key >> 3), 0, {}, true};
        switch (key & 7) {
        case 0:
            field.value = varint();
            break;
        case 1:
            field.value = fixed(8);
            break;
        case 2: {
            const std::uint64_t length = varint();
            if (length > m_message.size())
                fail("a field of " + std::to_string(length) + " bytes where " +
                     std::to_string(m_message.size()) + " are left");
            field.data = m_message.substr(0, length);
            field.isNumber = false;
            m_message.remove_prefix(length);
            break;
        }
        case 5:
            field.value = fixed(4);
            break;
        default:
            fail("no SentencePiece model (a field of kind " + std::to_string(key & 7) + ")");
        }
        return true;
    }

    [[noreturn]] void fail(const std::string& what) const
    {
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              std::string(m_origin) + ": " + what + " at byte " + std::to_string(place()));
    }

private:
    std::size_t place() const { return std::size_t(m_message.data() - m_all.data()); }

    std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (m_message.empty()) fail("the file ends inside a number");
            const auto byte = static_cast<unsigned char>(m_message.front());
            m_message.remove_prefix(1);
            value |= std::uint64_t(byte & 0x7F) << shift;
            if (byte < 0x80) return value;
        }
        fail("no SentencePiece model (a number of more than 64 bits)");
    }

    std::uint64_t fixed(std::size_t size)
    {
        if (m_message.size() < size) fail("the file ends inside a number");
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < size; ++i)
            value |= std::uint64_t(static_cast<unsigned char>(m_message[i])) << (8 * i);
        m_message.remove_prefix(size);
        return value;
    }

    std::string_view m_all, m_message, m_origin;
};

using File = SentencePieceFile;
using Field = ProtoReader::Field;

File::Piece readPiece(std::string_view all, std::string_view message, std::string_view origin)
{
    ProtoReader reader(all, message, origin);
    File::Piece piece;
    for (Field field; reader.next(field);) {
        if (field.number == 1 && !field.isNumber) piece.text = field.data;
        if (field.number == 2 && field.isNumber)
            piece.score = std::bit_cast<float>(std::uint32_t(field.value));
        if (field.number == 3 && field.isNumber && field.value >= 1 && field.value <= 6)
            piece.type = File::PieceType(field.value);
    }
    if (piece.text.empty()) reader.fail("an empty piece ends");
    if (core::findInvalidUtf8(piece.text) != std::string::npos)
        reader.fail("a piece that is not valid UTF-8 ends");
    return piece;
}

void readTrainer(File& file, std::string_view all, std::string_view message, std::string_view origin)
{
    ProtoReader reader(all, message, origin);
    for (Field field; reader.next(field);) {
        if (!field.isNumber) {
            std::string* const text = field.number == 45   ? &file.unkPiece
                                      : field.number == 46 ? &file.bosPiece
                                      : field.number == 47 ? &file.eosPiece
                                      : field.number == 48 ? &file.padPiece
                                                           : nullptr;
            if (text && core::findInvalidUtf8(field.data) == std::string::npos) *text = field.data;
            continue;
        }
        switch (field.number) {
        case 3:
            if (field.value < 1 || field.value > 4)
                reader.fail("model type " + std::to_string(field.value) + ", known are 1 to 4,");
            file.algorithm = File::Algorithm(field.value);
            break;
        case 24:
            file.whitespaceAsSuffix = field.value != 0;
            break;
        case 35:
            file.byteFallback = field.value != 0;
            break;
        case 40:
            file.unkId = int(field.value);
            break;
        case 41:
            file.bosId = int(field.value);
            break;
        case 42:
            file.eosId = int(field.value);
            break;
        case 43:
            file.padId = int(field.value);
            break;
        default:
            break;
        }
    }
}

void readNormalizer(File& file, std::string_view all, std::string_view message, std::string_view origin)
{
    ProtoReader reader(all, message, origin);
    for (Field field; reader.next(field);) {
        if (field.number == 1 && !field.isNumber && core::findInvalidUtf8(field.data) == std::string::npos)
            file.normalizerName = field.data;
        if (field.number == 2 && !field.isNumber) file.charsmap = field.data;
        if (field.number == 3 && field.isNumber) file.addDummyPrefix = field.value != 0;
        if (field.number == 4 && field.isNumber) file.removeExtraWhitespaces = field.value != 0;
        if (field.number == 5 && field.isNumber) file.escapeWhitespaces = field.value != 0;
    }
}

} // namespace

SentencePieceFile readSentencePieceFile(std::string_view bytes, std::string_view origin)
{
    const auto wrong = [&](const std::string& what) {
        return core::Exception(core::ErrorCode::InvalidFormat, std::string(origin) + ": " + what);
    };
    File file;
    ProtoReader reader(bytes, bytes, origin);
    bool hasTrainer = false;
    for (Field field; reader.next(field);) {
        if (field.isNumber) continue;
        if (field.number == 1) file.pieces.push_back(readPiece(bytes, field.data, origin));
        if (field.number == 2) readTrainer(file, bytes, field.data, origin);
        hasTrainer |= field.number == 2;
        if (field.number == 3) readNormalizer(file, bytes, field.data, origin);
    }
    if (file.pieces.empty()) throw wrong("holds no piece: no SentencePiece model");
    if (!hasTrainer) throw wrong("ends before the settings of its training");

    std::unordered_map<std::string_view, std::size_t> ids;
    ids.reserve(file.pieces.size());
    std::size_t unknown = 0, bytePieces = 0;
    for (std::size_t id = 0; id < file.pieces.size(); ++id) {
        const File::Piece& piece = file.pieces[id];
        const auto [other, isNew] = ids.emplace(piece.text, id);
        if (!isNew)
            throw wrong("piece \"" + std::string(piece.text) + "\" has two ids, " +
                        std::to_string(other->second) + " and " + std::to_string(id));
        unknown += piece.type == File::PieceType::Unknown;
        bytePieces += piece.type == File::PieceType::Byte;
    }
    if (unknown != 1) throw wrong("has " + std::to_string(unknown) + " unknown pieces, expected exactly one");
    if (file.byteFallback && bytePieces != 256)
        throw wrong("falls back to bytes but has " + std::to_string(bytePieces) + " of the 256 byte pieces");
    if (!file.charsmap.empty()) {
        std::uint32_t size = 0;
        if (file.charsmap.size() >= 4) std::memcpy(&size, file.charsmap.data(), 4);
        if (file.charsmap.size() < 4 || size > file.charsmap.size() - 4 || size < 1024 || size % 1024 != 0)
            throw wrong("the charsmap of its normalizer names a table of " + std::to_string(size) +
                        " bytes in " + std::to_string(file.charsmap.size()));
    }
    return file;
}

} // namespace vitrine::tokenizers

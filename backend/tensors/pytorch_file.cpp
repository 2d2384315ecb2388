// SPDX-License-Identifier: Apache-2.0
#include "backend/tensors/pytorch_file.h"

#include "backend/core/result.h"
#include "backend/core/text_offsets.h"
#include "backend/tensors/pickle.h"
#include "backend/tensors/state_dict.h"
#include "backend/tensors/zip_archive.h"

#include <bit>
#include <cstring>

namespace vitrine::tensors {
namespace {

using core::ErrorCode;
using Kind = Pickle::Kind;

static_assert(std::endian::native == std::endian::little, "the data is little-endian and used in place");

/// 0x1950a86a20f9469cfc6c, with which the legacy form begins, and the only version it ever had.
constexpr std::string_view legacyMagic = "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";
constexpr std::int64_t legacyVersion = 1001;

[[noreturn]] void fail(const std::string& place, const std::string& what,
                       ErrorCode code = ErrorCode::InvalidFormat)
{
    throw core::Exception(code, place + ": " + what);
}

std::string_view textOf(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Room for copies of tensors that do not lie row by row: a few times what is stored, so that a small file
/// cannot ask for much.
std::uint64_t copyLimit(std::size_t fileSize)
{
    return 4 * std::uint64_t(fileSize) + (64 << 20);
}

} // namespace

PyTorchFile::PyTorchFile(const std::filesystem::path& path) : WeightsFile(path), m_map(path)
{
    read(m_map.bytes());
}

PyTorchFile::PyTorchFile(std::span<const std::byte> bytes, const std::filesystem::path& path)
    : WeightsFile(path)
{
    read(bytes);
}

void PyTorchFile::read(std::span<const std::byte> bytes)
{
    const std::string place = m_path.string();
    const std::string_view text = textOf(bytes);
    if (text.starts_with("PK\x03\x04")) return readZip(bytes);
    if (text.starts_with('\x80')) return readLegacy(bytes);
    if (text.starts_with("version https://git-lfs"))
        fail(place, "a pointer of Git LFS, not the weights themselves: download the file");
    if (text.substr(0, 600).find("ustar") != text.npos)
        fail(place, "the tar form of PyTorch before 0.4 is not supported; save it again",
             ErrorCode::Unsupported);
    fail(place, "no file of torch.save: expected a zip archive or a pickle at byte 0");
}

void PyTorchFile::readZip(std::span<const std::byte> bytes)
{
    const std::string place = m_path.string();
    const ZipArchive archive(bytes, place);
    // All is in one folder, whose name is that of the first file.
    const auto slash = archive.firstName().find('/');
    if (slash == std::string::npos) fail(place, "no archive of torch.save: its files are in no folder");
    const std::string folder = archive.firstName().substr(0, slash + 1);
    const auto contentOf = [&](const ZipArchive::Entry& entry, const std::string& name) {
        if (!entry.isDeflated) return entry.stored;
        return std::span<const std::byte>(m_copies.emplace_back(inflate(entry, place + ": " + name)));
    };
    const std::string pickleName = folder + "data.pkl";
    const auto* entry = archive.find(pickleName);
    if (!entry) fail(place, "no archive of torch.save: \"" + pickleName + "\" is missing");
    if (archive.find(folder + "constants.pkl"))
        fail(place, "a program of TorchScript, expected a state dict", ErrorCode::Unsupported);
    if (const auto* order = archive.find(folder + "byteorder"))
        if (const auto text = textOf(contentOf(*order, "byteorder")); text != "little")
            fail(place, "its byte order is \"" + core::quotable(text, 20) + "\", expected \"little\"",
                 ErrorCode::Unsupported);

    const std::string picklePlace = place + ": " + pickleName;
    const Pickle pickle = readPickle(contentOf(*entry, pickleName), 0, picklePlace, isStateDictGlobal);
    StorageBytes storages;
    for (const auto& [key, request] : findStorages(pickle, picklePlace)) {
        const std::string name = folder + "data/" + key;
        const auto* data = archive.find(name);
        if (!data) fail(place, "storage \"" + core::quotable(name) + "\" is missing");
        // PyTorch rounds a size in elements down.
        if (data->size < request.bytes() || data->size - request.bytes() >= bitsOf(request.type) / 8)
            fail(place, "storage \"" + core::quotable(name) + "\" has " + std::to_string(data->size) +
                            " bytes, its description says " + std::to_string(request.bytes()));
        storages[key] = contentOf(*data, name).subspan(0, request.bytes());
    }
    m_tensors = readStateDict(pickle, storages, picklePlace, copyLimit(bytes.size()), m_copies);
}

void PyTorchFile::readLegacy(std::span<const std::byte> bytes)
{
    const std::string place = m_path.string();
    std::size_t at = 0;
    const auto next = [&] {
        Pickle pickle = readPickle(bytes, at, place, isStateDictGlobal);
        at = pickle.end;
        return pickle;
    };
    const Pickle magic = next();
    if (magic.at(magic.root).kind != Kind::BigInteger || magic.at(magic.root).text != legacyMagic)
        fail(place, "a pickle, but not of torch.save: its magic number is missing");
    const Pickle version = next();
    if (const auto& value = version.at(version.root);
        value.kind != Kind::Integer || value.integer != legacyVersion)
        fail(place, "its version is not " + std::to_string(legacyVersion), ErrorCode::Unsupported);
    const Pickle system = next();
    const auto* order = system.find(system.at(system.root), "little_endian");
    if (!order || order->kind != Kind::Bool) fail(place, "does not say its byte order");
    if (order->integer == 0) fail(place, "its byte order is big-endian", ErrorCode::Unsupported);

    const Pickle pickle = next();
    const auto requests = findStorages(pickle, place);
    const Pickle keys = next();
    if (keys.at(keys.root).kind != Kind::List) fail(place, "no list of storages after the pickle");
    StorageBytes storages;
    for (const auto handle : keys.at(keys.root).items) {
        const auto key = std::string(keys.at(handle).text);
        const auto request = requests.find(key);
        if (request == requests.end())
            fail(place, "storage \"" + core::quotable(key) + "\" belongs to no tensor");
        std::uint64_t count = 0;
        if (bytes.size() - at < sizeof count)
            fail(place, "truncated: a storage's size is missing at its end");
        std::memcpy(&count, bytes.data() + at, sizeof count);
        if (count != request->second.elements)
            fail(place, "byte " + std::to_string(at) + ": a storage of " + std::to_string(count) +
                            " elements, its description says " + std::to_string(request->second.elements));
        at += sizeof count;
        if (request->second.bytes() > bytes.size() - at)
            fail(place, "truncated: a storage of " + std::to_string(request->second.bytes()) +
                            " bytes begins at byte " + std::to_string(at) + ", the file has " +
                            std::to_string(bytes.size()));
        if (!storages.emplace(key, bytes.subspan(at, request->second.bytes())).second)
            fail(place, "storage \"" + core::quotable(key) + "\" occurs twice");
        at += request->second.bytes();
    }
    for (const auto& [key, request] : requests)
        if (!storages.contains(key)) fail(place, "storage \"" + core::quotable(key) + "\" is missing");
    if (at != bytes.size())
        fail(place, "surplus bytes: the storages end at byte " + std::to_string(at) + ", the file has " +
                        std::to_string(bytes.size()));
    m_tensors = readStateDict(pickle, storages, place, copyLimit(bytes.size()), m_copies);
}

} // namespace vitrine::tensors

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::tensors {

/// The directory of a zip file (zip64 too) over bytes that are mapped. Checksums are not looked at:
/// torch.save can be told to leave them out.
class ZipArchive
{
public:
    struct Entry
    {
        std::span<const std::byte> stored; ///< as in the file
        std::uint64_t size = 0;            ///< unpacked
        bool isDeflated = false;
    };

    /// `place` starts the messages. Throws InvalidFormat for a directory that is cut, lies about places or
    /// sizes, names a file twice or one that leads out of the archive, or whose entries overlap;
    /// Unsupported for encryption and packing other than deflate.
    ZipArchive(std::span<const std::byte> bytes, std::string place);

    /// Null when there is none of that name.
    const Entry* find(std::string_view name) const;
    /// The name of the first entry of the directory; empty without any.
    const std::string& firstName() const { return m_firstName; }

private:
    class Directory;
    void add(const std::string& name, const Entry& entry);

    std::string m_place, m_firstName;
    std::map<std::string, Entry, std::less<>> m_entries;
};

/// Unpacks a deflated entry. Throws InvalidFormat when it has another size than the directory says.
std::vector<std::byte> inflate(const ZipArchive::Entry& entry, const std::string& place);

} // namespace vitrine::tensors

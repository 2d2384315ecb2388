// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::hub {

/// Checks content against the name that the Hub gives it. 64 hexadecimal digits are its SHA-256. 40 are the
/// SHA-1 of git's blob ("blob SIZE\0" before the content), or of the content itself as some mirrors have it.
/// Any other name says nothing about the content.
class ContentCheck
{
public:
    /// `size` in bytes, part of git's hash.
    ContentCheck(std::string_view etag, std::uint64_t size);
    ~ContentCheck();
    ContentCheck(ContentCheck&&) noexcept;

    /// Whether the name can be checked at all.
    bool isPossible() const { return !m_hashes.empty(); }
    void add(std::string_view bytes);
    /// After all bytes: empty when they fit the name, else the hash that was found. Call once.
    std::string mismatch();

private:
    struct Hash;
    std::string m_expected;
    std::vector<std::unique_ptr<Hash>> m_hashes;
};

bool isHexadecimal(std::string_view text, std::size_t length);

} // namespace vitrine::hub

// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/tokenizers/normalizers/normalizer.h"
#include "backend/tokenizers/segments.h"

#include <array>
#include <cstring>
#include <optional>

namespace vitrine::tokenizers {
namespace {

std::string decodedBase64(std::string_view text, const std::string& place)
{
    const auto value = [](char c) {
        return c >= 'A' && c <= 'Z'   ? c - 'A'
               : c >= 'a' && c <= 'z' ? c - 'a' + 26
               : c >= '0' && c <= '9' ? c - '0' + 52
               : c == '+'             ? 62
               : c == '/'             ? 63
                                      : -1;
    };
    const auto fail = [&](std::size_t at) {
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              place + ": \"precompiled_charsmap\" is no base64 at character " +
                                  std::to_string(at));
    };
    if (text.size() % 4 != 0) fail(text.size());
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    std::uint32_t group = 0;
    std::size_t length = text.size();
    while (length > 0 && text[length - 1] == '=' && text.size() - length < 2)
        --length;
    for (std::size_t i = 0; i < length; ++i) {
        const int digit = value(text[i]);
        if (digit < 0) fail(i);
        group = group << 6 | std::uint32_t(digit);
        if (i % 4 > 0) bytes += char(group >> (6 - 2 * (i % 4)));
    }
    return bytes;
}

/// The character map of SentencePiece: a Darts double array whose values are places in a list of texts.
class CharsMap
{
public:
    CharsMap(std::string_view blob, const std::string& place)
    {
        const auto fail = [&](const std::string& what) {
            throw core::Exception(core::ErrorCode::InvalidFormat,
                                  place + ": \"precompiled_charsmap\": " + what);
        };
        std::uint32_t size = 0;
        if (blob.size() < sizeof(size)) fail("is shorter than its own header");
        std::memcpy(&size, blob.data(), sizeof(size));
        blob.remove_prefix(sizeof(size));
        if (size > blob.size() || size % 4 != 0)
            fail("its index of " + std::to_string(size) + " bytes does not fit into " +
                 std::to_string(blob.size()));
        m_units.resize(size / 4);
        if (size > 0) std::memcpy(m_units.data(), blob.data(), size);
        m_texts = blob.substr(size);
        if (const auto bad = core::findInvalidUtf8(m_texts); bad != std::string::npos)
            fail("its texts are not valid UTF-8 at byte " + std::to_string(bad));
    }

    /// What the shortest start of `text` that the map knows becomes; nothing if it knows none. The library
    /// looks no further, and the rest of `text` is lost.
    std::optional<std::string_view> find(std::string_view text) const
    {
        std::size_t node = 0;
        if (m_units.empty()) return std::nullopt;
        node ^= offset(m_units[0]);
        for (const unsigned char byte : text) {
            if (byte == 0) break;
            node ^= byte;
            if (node >= m_units.size()) break;
            const std::uint32_t unit = m_units[node];
            if ((unit & (1U << 31 | 0xFF)) != byte) break;
            node ^= offset(unit);
            if ((unit >> 8 & 1) == 0) continue;
            if (node >= m_units.size()) break;
            const std::size_t begin = m_units[node] & ~(1U << 31);
            if (begin > m_texts.size()) break;
            return std::string_view(m_texts).substr(begin, std::strlen(m_texts.c_str() + begin));
        }
        return std::nullopt;
    }

private:
    static std::size_t offset(std::uint32_t unit)
    {
        return std::size_t(unit >> 10) << ((unit & (1U << 9)) >> 6);
    }

    std::vector<std::uint32_t> m_units;
    std::string m_texts;
};

/// Writes a text whose changes the library counts one by one. Its count runs ahead of the text where a
/// replacement vanishes before anything was written, and offsets follow the count.
class ChangeWriter
{
public:
    explicit ChangeWriter(NormalizedString& text) : m_text(text), m_out(text)
    {
        m_out.reserve(text.text().size());
    }

    /// The old bytes [begin, end) stay.
    void keep(std::size_t begin, std::size_t end)
    {
        if (begin == end) return;
        flush();
        // all but the last character, which may have to swallow what vanishes after it
        std::size_t last = end - 1;
        while ((m_text.text()[last] & 0xC0) == 0x80)
            --last;
        if (m_old == begin) {
            m_out.keep(begin, last);
            m_old = last;
        } else {
            for (std::size_t i = begin; i < last;) {
                const std::size_t length = charLength(i);
                write({m_text.text().data() + i, length}, 0);
                i += length;
            }
        }
        m_pending = std::string_view(m_text.text()).substr(last, end - last);
        m_change = 0;
    }

    /// The old `removed` characters become `text`.
    void replace(std::size_t removed, std::string_view text)
    {
        const std::ptrdiff_t added = std::ptrdiff_t(countCharacters(text)) - std::ptrdiff_t(removed);
        std::size_t index = 0;
        for (std::size_t i = 0; i < text.size(); ++index) {
            flush();
            const std::size_t length = core::utf8Length(static_cast<unsigned char>(text[i]));
            m_pending = text.substr(i, length);
            m_change = index < removed ? 0 : 1;
            i += length;
        }
        if (added < 0 && !m_pending.empty()) m_change += added;
    }

    void finish()
    {
        flush();
        m_out.finish();
    }

private:
    std::size_t charLength(std::size_t at) const
    {
        return core::utf8Length(static_cast<unsigned char>(m_text.text()[at]));
    }
    void flush()
    {
        if (!m_pending.empty()) write(m_pending, m_change);
        m_pending = {};
    }
    void write(std::string_view c, std::ptrdiff_t change)
    {
        if (change > 0) {
            m_out.put(c, m_text.originBefore(m_old));
            return;
        }
        const std::size_t size = m_text.text().size();
        m_out.put(c, m_old < size ? m_text.origin(m_old) : m_text.originBefore(size));
        for (std::ptrdiff_t i = 0; i <= -change && m_old < size; ++i)
            m_old += charLength(m_old);
    }

    NormalizedString& m_text;
    NormalizedString::Rewriter m_out;
    std::size_t m_old = 0;      ///< the old character that the next one replaces
    std::string_view m_pending; ///< the last character, not yet written
    std::ptrdiff_t m_change = 0;
};

/// Replaces what a character map of SentencePiece says, the way the library reads it: grapheme clusters of
/// less than six bytes as a whole, else character by character.
class Precompiled final : public Normalizer
{
public:
    explicit Precompiled(CharsMap map) : m_map(std::move(map))
    {
        for (unsigned char byte = 0; byte < 128; ++byte) {
            const char c = char(byte);
            m_stays[byte] = byte != '\r' && !m_map.find({&c, 1});
        }
    }

    void normalize(NormalizedString& text) const override
    {
        const std::string_view all = text.text();
        std::size_t at = plainEnd(all, 0);
        if (at == all.size()) return;
        std::optional<ChangeWriter> out;
        std::size_t done = 0; // up to here everything is written
        const auto replace = [&](std::size_t begin, std::size_t end, std::string_view with) {
            if (!out) out.emplace(text);
            out->keep(done, begin);
            out->replace(countCharacters(all.substr(begin, end - begin)), with);
            done = end;
        };
        while (at < all.size()) {
            const std::size_t end = graphemeEnd(all, at);
            const auto whole = end - at < 6 ? m_map.find(all.substr(at, end - at)) : std::nullopt;
            if (whole) {
                replace(at, end, *whole);
            } else {
                for (std::size_t i = at; i < end;) {
                    const std::size_t next = i + core::utf8Length(static_cast<unsigned char>(all[i]));
                    if (const auto own = m_map.find(all.substr(i, next - i))) replace(i, next, *own);
                    i = next;
                }
            }
            at = plainEnd(all, end);
        }
        if (!out) return;
        out->keep(done, all.size());
        out->finish();
    }

private:
    /// Past the ASCII characters from `at` on that stay as they are. The last before another character may
    /// belong to its cluster.
    std::size_t plainEnd(std::string_view text, std::size_t at) const
    {
        std::size_t end = at;
        while (end < text.size()) {
            const auto byte = static_cast<unsigned char>(text[end]);
            if (byte >= 128) return end > at ? end - 1 : end;
            if (!m_stays[byte]) return end;
            ++end;
        }
        return end;
    }

    CharsMap m_map;
    std::array<bool, 128> m_stays;
};

} // namespace

std::unique_ptr<const Normalizer> makePrecompiled(const core::JsonObject& settings)
{
    const auto text = settings.get<std::string>("precompiled_charsmap");
    return std::make_unique<Precompiled>(CharsMap(decodedBase64(text, settings.place()), settings.place()));
}

} // namespace vitrine::tokenizers

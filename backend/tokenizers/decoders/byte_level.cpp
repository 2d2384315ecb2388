// SPDX-License-Identifier: Apache-2.0
// ByteLevel and ByteFallback: bytes become text again.
#include "backend/tokenizers/byte_level.h"

#include "backend/core/text_offsets.h"
#include "backend/tokenizers/decoders/decoder.h"

#include <algorithm>

namespace vitrine::tokenizers {
namespace {

/// The bytes at the start of `bytes`, which begin no character, that one U+FFFD stands for: the longest part
/// of a character.
std::size_t brokenLength(std::string_view bytes)
{
    const auto lead = static_cast<unsigned char>(bytes[0]);
    if (lead < 0xC2 || lead > 0xF4) return 1;
    const std::size_t length = std::min(core::utf8Length(lead), bytes.size());
    // the second byte excludes overlong forms, surrogates and what is past U+10FFFF
    const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    std::size_t i = 1;
    for (; i < length; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (byte < (i == 1 ? low : 0x80) || byte > (i == 1 ? high : 0xBF)) break;
    }
    return i;
}

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// One text of all tokens; what is no UTF-8 in it becomes U+FFFD.
class ByteLevelDecoder final : public Decoder
{
public:
    void decode(std::vector<std::string>& tokens) const override
    {
        std::string bytes;
        for (const std::string& token : tokens)
            bytes += ByteAlphabet::instance().decoded(token);
        tokens.assign(1, validUtf8(bytes));
    }
};

/// Runs of byte tokens become their text or, where they are none, one U+FFFD a byte.
class ByteFallback final : public Decoder
{
public:
    void decode(std::vector<std::string>& tokens) const override
    {
        std::vector<std::string> result;
        std::string bytes;
        const auto flush = [&] {
            if (bytes.empty()) return;
            if (core::findInvalidUtf8(bytes) == std::string::npos)
                result.push_back(bytes);
            else
                result.insert(result.end(), bytes.size(), std::string(replacement));
            bytes.clear();
        };
        for (std::string& token : tokens) {
            if (const int byte = fallbackByte(token); byte >= 0) {
                bytes += char(byte);
                continue;
            }
            flush();
            result.push_back(std::move(token));
        }
        flush();
        tokens = std::move(result);
    }
};

} // namespace

std::unique_ptr<const Decoder> makeByteLevelDecoder(const core::JsonObject&)
{
    return std::make_unique<ByteLevelDecoder>();
}

std::unique_ptr<const Decoder> makeByteFallbackDecoder(const core::JsonObject&)
{
    return std::make_unique<ByteFallback>();
}

std::string validUtf8(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size());
    while (!bytes.empty()) {
        const std::size_t valid = std::min(core::findInvalidUtf8(bytes), bytes.size());
        text += bytes.substr(0, valid);
        bytes.remove_prefix(valid);
        if (bytes.empty()) break;
        text += replacement;
        bytes.remove_prefix(brokenLength(bytes));
    }
    return text;
}

} // namespace vitrine::tokenizers

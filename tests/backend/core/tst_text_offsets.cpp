// SPDX-License-Identifier: Apache-2.0
#include "backend/core/text_offsets.h"

#include <doctest/doctest.h>

#include <random>

using namespace vitrine::core;

namespace {

std::string randomText(std::mt19937& random, std::size_t characters)
{
    const char32_t samples[] = {U'a',      U'é', U'ب',  U'漢',         U'👩',
                                U'\u200D', U'𐍈', U'\n', U'\U0010FFFF', U'\u0301'};
    std::string text;
    for (std::size_t i = 0; i < characters; ++i)
        appendUtf8(text, samples[random() % std::size(samples)]);
    return text;
}

} // namespace

TEST_CASE("every offset of a random text agrees with a walk through it")
{
    std::mt19937 random(7);
    for (const std::size_t length : {0u, 1u, 63u, 64u, 65u, 1000u}) {
        const std::string text = randomText(random, length);
        const TextIndex index(text);
        std::size_t codePoint = 0, utf16 = 0;
        for (std::size_t byte = 0; byte <= text.size();) {
            CHECK(index.codePoint(ByteOffset{byte}).value == codePoint);
            CHECK(index.utf16(ByteOffset{byte}).value == utf16);
            CHECK(index.byte(CodePointOffset{codePoint}).value == byte);
            CHECK(index.byte(Utf16Offset{utf16}).value == byte);
            if (byte == text.size()) break;
            std::size_t next = byte;
            const char32_t c = nextCodePoint(text, next);
            if (next - byte > 1) CHECK(index.codePoint(ByteOffset{byte + 1}).value == codePoint);
            byte = next;
            codePoint += 1;
            utf16 += c > 0xFFFF ? 2 : 1;
        }
        CHECK(index.codePointCount().value == codePoint);
        CHECK(index.byte(CodePointOffset{codePoint + 5}).value == text.size());
    }
}

TEST_CASE("ASCII needs no table")
{
    const TextIndex index("plain text");
    CHECK(index.utf16(ByteOffset{5}).value == 5);
    CHECK(index.codePoints({{2}, {5}}) == CodePointSpan{{2}, {5}});
    CHECK(index.codePoint(ByteOffset{100}).value == 10);
}

TEST_CASE("invalid UTF-8 is found at its first byte")
{
    CHECK(findInvalidUtf8("") == std::string::npos);
    CHECK(findInvalidUtf8("aé漢👩") == std::string::npos);
    CHECK(findInvalidUtf8("ab\xFF") == 2);
    CHECK(findInvalidUtf8("\xC0\x80") == 0);                // overlong
    CHECK(findInvalidUtf8("abcdefghij\xE0\x80\x80") == 10); // overlong
    CHECK(findInvalidUtf8("\xED\xA0\x80") == 0);            // surrogate
    CHECK(findInvalidUtf8("\xF4\x90\x80\x80") == 0);        // past U+10FFFF
    CHECK(findInvalidUtf8("x\xE6\xBC") == 1);               // cut
    CHECK(findInvalidUtf8("\x80") == 0);
}

TEST_CASE("code points survive a round trip")
{
    for (char32_t c = 1; c < 0x110000; c += c < 0x3000 ? 1 : 251) {
        if (c >= 0xD800 && c < 0xE000) continue;
        std::string text;
        appendUtf8(text, c);
        std::size_t position = 0;
        CHECK(nextCodePoint(text, position) == c);
        CHECK(position == text.size());
    }
}

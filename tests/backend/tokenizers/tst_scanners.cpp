// SPDX-License-Identifier: Apache-2.0
// The scanners against Oniguruma: the same matches for every character between others, and for random texts.
#include "backend/core/text_offsets.h"
#include "backend/tokenizers/scanners.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace vitrine;
using namespace vitrine::tokenizers;

namespace {

const std::string expressions[] = {
    std::string(gpt2Expression),
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)",
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)",
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)",
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)",
    R"('s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+)",
};

std::vector<Pattern::Match> matches(const Pattern& pattern, const std::string& text)
{
    std::vector<Pattern::Match> found;
    pattern.find(text, found);
    return found;
}

/// The same expression in brackets is none that a scanner is known for.
Pattern engine(const std::string& expression)
{
    REQUIRE(scannerFor("(?:" + expression + ")") == nullptr);
    return Pattern::regex("(?:" + expression + ")", "test");
}

void compare(const Pattern& scanner, const Pattern& engine, const std::string& text)
{
    const auto own = matches(scanner, text), theirs = matches(engine, text);
    if (own == theirs) return;
    const auto at = std::size_t(std::ranges::mismatch(own, theirs).in1 - own.begin());
    const std::string found = text.substr(own.at(at).begin, own[at].end - own[at].begin);
    const std::string expected = text.substr(theirs.at(at).begin, theirs[at].end - theirs[at].begin);
    CAPTURE(scanner.source());
    CHECK(found == expected);
    REQUIRE(own == theirs);
}

} // namespace

TEST_CASE("each expression has its scanner")
{
    for (const std::string& expression : expressions)
        CHECK(scannerFor(expression) != nullptr);
    CHECK(scannerFor("\\s+") == nullptr);
}

TEST_CASE("every character is what Oniguruma takes it for")
{
    // the tables are those of the Oniguruma that the Tokenizers library is built with, which may be newer
    const Pattern unassigned = Pattern::regex("\\p{Cn}", "test");
    std::vector<bool> isNew(0x110000);
    for (char32_t c = 0; c < 0x110000; ++c) {
        std::string text;
        core::appendUtf8(text, c);
        isNew[c] = (c >= 0xD800 && c < 0xE000) || !matches(unassigned, text).empty();
    }
    for (const std::string& expression : expressions) {
        const Pattern scanner = Pattern::regex(expression, "test"), oniguruma = engine(expression);
        std::string text;
        for (char32_t c = 0; c < 0x110000; ++c) {
            if (isNew[c]) continue;
            for (const char* before : {"aB", " ", "1", ".\n", "'"}) {
                text += before;
                core::appendUtf8(text, c);
            }
            if (text.size() < 20000) continue;
            compare(scanner, oniguruma, text);
            text.clear();
        }
        compare(scanner, oniguruma, text);
    }
}

TEST_CASE("random texts are cut alike")
{
    const std::vector<std::string> parts = {"a",
                                            "b",
                                            "Z",
                                            "É",
                                            "é",
                                            "ß",
                                            "ǅ",
                                            "ʰ",
                                            "中",
                                            "あ",
                                            "ا",
                                            "१",
                                            "9",
                                            "0",
                                            "²",
                                            "Ⅷ",
                                            "'",
                                            "'s",
                                            "'S",
                                            "'ſ",
                                            "'ll",
                                            "'LL",
                                            "'lL",
                                            "'re",
                                            "'rE",
                                            "'vE",
                                            "'d",
                                            "'T",
                                            " ",
                                            "  ",
                                            "\t",
                                            "\n",
                                            "\r",
                                            "\r\n",
                                            "\xC2\xA0",
                                            "\xE2\x80\x83",
                                            "\xC2\x85",
                                            "\xE3\x80\x80",
                                            "/",
                                            ".",
                                            "...",
                                            "!",
                                            "_",
                                            "\xCC\x81",
                                            "\xE0\xA4\xBF",
                                            "\xE2\x80\x8D",
                                            "😀",
                                            "👨",
                                            "\xEF\xB8\x8F",
                                            "\x1C",
                                            "\x01",
                                            std::string(1, '\0'),
                                            "\xF0\x90\x90\x80",
                                            "\xE2\x84\xAA"};
    std::mt19937 random(11);
    for (const std::string& expression : expressions) {
        const Pattern scanner = Pattern::regex(expression, "test"), oniguruma = engine(expression);
        for (int i = 0; i < 20000; ++i) {
            std::string text;
            for (std::size_t count = random() % 14; count > 0; --count)
                text += parts[random() % parts.size()];
            compare(scanner, oniguruma, text);
        }
    }
}

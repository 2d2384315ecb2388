// SPDX-License-Identifier: Apache-2.0
// Patterns; expected matches were seen in the tokenizers library's Split.
#include "backend/core/json_access.h"
#include "backend/tokenizers/pattern.h"

#include <doctest/doctest.h>

#include <functional>
#include <thread>

using namespace vitrine;
using namespace vitrine::tokenizers;

namespace {

using Pieces = std::vector<std::pair<std::string, bool>>;

Pieces pieces(const Pattern& pattern, std::string_view text)
{
    Pieces result;
    pattern.walk(text, [&](std::size_t begin, std::size_t end, bool isMatch) {
        result.emplace_back(text.substr(begin, end - begin), isMatch);
    });
    return result;
}

Pieces regex(const char* expression, std::string_view text)
{
    return pieces(Pattern::regex(expression, "test"), text);
}

std::string failure(const std::function<void()>& work)
{
    try {
        work();
    } catch (const core::Exception& exception) {
        return exception.what();
    }
    return "";
}

} // namespace

TEST_CASE("matches and gaps cover the text in order")
{
    CHECK(regex("a*", "baac") == Pieces{{"", true}, {"b", false}, {"aa", true}, {"c", false}, {"", true}});
    CHECK(regex("$", "a\nb\n") ==
          Pieces{{"a", false}, {"", true}, {"\nb", false}, {"", true}, {"\n", false}, {"", true}});
    CHECK(regex("\\s+(?!\\S)|\\s+", "a  b") == Pieces{{"a", false}, {" ", true}, {" ", true}, {"b", false}});
    CHECK(regex("a{2}+", "aaaaa") == Pieces{{"aaaa", true}, {"a", false}});
    CHECK(regex("\\N", "aN\nb") == Pieces{{"a", true}, {"N", true}, {"\n", false}, {"b", true}});
    CHECK(regex("(?i:'s)", "'S'\xC5\xBF") == Pieces{{"'S", true}, {"'\xC5\xBF", true}});
    CHECK(regex("x", "") == Pieces{{"", false}});
    CHECK(pieces(Pattern::literal("ab"), "xababa") ==
          Pieces{{"x", false}, {"ab", true}, {"ab", true}, {"a", false}});
    CHECK(pieces(Pattern::literal("a.b"), "aab") == Pieces{{"aab", false}});
}

TEST_CASE("classes have the characters that came after Unicode 14")
{
    const std::string letter = "\xF0\xB1\x8D\x90"; // U+31350
    for (const char* expression :
         {"\\p{L}", "[\\p{L}]", "\\w", "[[:alpha:]]", "\\p{Han}", "[^\\s\\p{P}]", "(?i)\\p{Lo}"})
        CHECK(regex(expression, "=" + letter).back() == std::pair(letter, true));
    for (const char* expression : {"\\P{L}+", "[^\\p{Lo}]+", "\\W+", "\\p{Cn}|=", "[[:^alpha:]]"})
        CHECK(regex(expression, "=" + letter) == Pieces{{"=", true}, {letter, false}});
    CHECK(
        regex("\\b", letter + "=a") ==
        Pieces{{"", true}, {letter, false}, {"", true}, {"=", false}, {"", true}, {"a", false}, {"", true}});
    CHECK(regex("\\B", letter + letter) == Pieces{{letter, false}, {"", true}, {letter, false}});
    CHECK(regex("(?W)\\w", letter) == Pieces{{letter, false}});
    CHECK(regex("[[:punct:]]", "$") == Pieces{{"$", true}});
    CHECK(regex("\\p{Punct}", "$") == Pieces{{"$", false}});
    CHECK(regex("(?i)\\p{Lu}+", "aB") == Pieces{{"a", false}, {"B", true}});
}

TEST_CASE("the empty text is found as the empty expression is")
{
    for (const char* text : {"", "a", "ab\xC3\xA9", "\xF0\x9F\x98\x80"})
        CHECK(pieces(Pattern::literal(""), text) == regex("", text));
    CHECK(pieces(Pattern::literal(""), "\xC3\xA9") == Pieces{{"", true}, {"\xC3\xA9", false}, {"", true}});
}

TEST_CASE("a wrong expression names its place and the reason")
{
    CHECK(failure([] { Pattern::regex("(a", "file: pattern"); }) ==
          "file: pattern: the regular expression \"(a\" is wrong: end pattern with unmatched parenthesis");
    CHECK(failure([] { Pattern::regex(std::string(300, '('), "x"); }).size() < 250);
    CHECK(failure([] { Pattern::regex(std::string(200'000, '('), "x"); }) != "");
}

TEST_CASE("an expression that backs up without end fails, and names itself")
{
    const std::string hostile(40, 'a');
    CHECK(failure([&] { regex("(?:a|a)*b(?<=c)|(a+)+\\1c", hostile); }).find("(a+)+") != std::string::npos);
    // a look over the rest of the text from every character
    const std::string text(600'000, 'a');
    CHECK(failure([&] { regex("(?=.*+x)a", text); }).find("too long") != std::string::npos);
    CHECK(failure([&] { regex("a+b", text); }).find("too long") != std::string::npos);
}

TEST_CASE("long texts")
{
    const std::string carets(1'000'000, '^');
    CHECK(regex("\\^+", carets).size() == 1);
    CHECK(regex("[^\\s\\p{L}\\p{N}]+", carets).size() == 1);
    const std::string letters(2'000'000, 'a');
    CHECK(regex(" ?\\p{L}+", letters).size() == 1);
    CHECK(regex("b", letters).size() == 1);
    CHECK(regex("a", letters).size() == letters.size());
}

TEST_CASE("one pattern serves several threads")
{
    const Pattern pattern = Pattern::regex("(\\w+) (?=\\w)", "test");
    const Pieces expected = pieces(pattern, "one two three four");
    std::vector<int> equal(4, 0);
    std::vector<std::thread> threads;
    for (int& own : equal)
        threads.emplace_back([&] {
            for (int i = 0; i < 300; ++i)
                own += pieces(pattern, "one two three four") == expected;
        });
    for (auto& thread : threads)
        thread.join();
    for (const int own : equal)
        CHECK(own == 300);
}

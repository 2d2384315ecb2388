// SPDX-License-Identifier: Apache-2.0
// Each component alone, by what it does to a text; expected values were seen in the tokenizers library.
#include "backend/core/json_access.h"
#include "backend/tokenizers/tokenizer.h"

#include <doctest/doctest.h>

using namespace vitrine;
using namespace vitrine::tokenizers;
using core::Json;

namespace {

using Strings = std::vector<std::string>;
using Spans = std::vector<std::pair<std::size_t, std::size_t>>;

/// A tokenizer whose model knows every pre-token as unknown, with one part of `parts` set.
Tokenizer with(const char* parts)
{
    Json file = core::parseJson(parts, "test");
    if (!file.contains("model"))
        file["model"] = {
            {"type", "WordLevel"}, {"unk_token", "u"}, {"vocab", {{"u", 0}, {"a", 1}, {"b", 2}}}};
    return Tokenizer::fromJson(file.dump(), "test").value();
}

std::string normalized(const char* settings, const std::string& text)
{
    return with((std::string("{\"normalizer\": ") + settings + "}").c_str()).stages(text).normalized;
}

Strings preTokens(const char* settings, const std::string& text)
{
    Strings result;
    const auto stages = with((std::string("{\"pre_tokenizer\": ") + settings + "}").c_str()).stages(text);
    for (const auto& token : stages.preTokens) {
        result.push_back(token.text);
        // nothing was normalized: the original's slice is the text
        CHECK(text.substr(token.offsets.begin.value, token.offsets.length()) == token.text);
    }
    return result;
}

std::string decoded(const char* settings, const Strings& tokens)
{
    Json file = {{"decoder", Json::parse(settings)}};
    Json vocabulary = Json::object();
    std::vector<std::uint32_t> ids;
    for (const std::string& token : tokens) {
        ids.push_back(std::uint32_t(ids.size()));
        vocabulary[token] = ids.back();
    }
    file["model"] = {{"type", "WordLevel"}, {"unk_token", "u"}, {"vocab", vocabulary}};
    return with(file.dump().c_str()).decode(ids);
}

Spans spans(const Stages& stages)
{
    Spans result;
    for (const auto& token : stages.model)
        result.emplace_back(token.offsets.begin.value, token.offsets.end.value);
    return result;
}

constexpr const char* bert = R"({"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
                                 "strip_accents": null, "lowercase": true})";

} // namespace

TEST_CASE("BertNormalizer cleans, sets Chinese apart, strips accents and lowers")
{
    CHECK(normalized(bert, "H\xC3\x89llo\tW\xC3\x96RLD\x01!") == "hello world!");
    CHECK(normalized(bert, "a\xE6\x97\xA5"
                           "b") == "a \xE6\x97\xA5 b");
    CHECK(normalized(bert, "a\xEF\xBF\xBD"
                           "b\xC2\xAD"
                           "c\xC2\xA0"
                           "d") == "abc d"); // U+FFFD, soft hyphen, no-break space
    CHECK(normalized(bert, "\xC4\xB0") == "i");
    CHECK(normalized(R"({"type": "BertNormalizer", "clean_text": false, "handle_chinese_chars": false,
                         "strip_accents": false, "lowercase": true})",
                     "\xC3\x89\t\xE6\x97\xA5\xC4\xB0") == "\xC3\xA9\t\xE6\x97\xA5i\xCC\x87");
}

TEST_CASE("Unicode forms, accents, case and small edits")
{
    CHECK(normalized(R"({"type": "NFD"})", "\xC3\xA9") == "e\xCC\x81");
    CHECK(normalized(R"({"type": "NFC"})", "e\xCC\x81\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8") ==
          "\xC3\xA9\xEA\xB0\x81");
    CHECK(normalized(R"({"type": "NFKC"})", "\xEF\xAC\x81\xC2\xBD") == "fi1\xE2\x81\x84"
                                                                       "2");
    CHECK(normalized(R"({"type": "NFKD"})", "\xE3\x8B\xBF") ==
          "\xE3\x8B\xBF"); // U+32FF is newer than the library
    CHECK(normalized(R"({"type": "NFD"})", "a\xCC\x81\xCC\xA3") == "a\xCC\xA3\xCC\x81");
    CHECK(normalized(R"({"type": "StripAccents"})", "e\xCC\x81\xC3\xA9") == "e\xC3\xA9");
    CHECK(normalized(R"({"type": "Lowercase"})", "\xCE\x9F\xCE\x94\xCE\x9F\xCE\xA3") ==
          "\xCE\xBF\xCE\xB4\xCE\xBF\xCF\x83");
    CHECK(normalized(R"({"type": "Strip", "strip_left": true, "strip_right": false})", " \ta ") == "a ");
    CHECK(normalized(R"({"type": "Prepend", "prepend": "_x"})", "ab") == "_xab");
    CHECK(normalized(R"({"type": "Prepend", "prepend": "_x"})", "") == "");
    CHECK(normalized(R"({"type": "Replace", "pattern": {"String": "aa"}, "content": "b"})", "aaaaa") ==
          "bba");
    CHECK(normalized(R"({"type": "Sequence", "normalizers": [{"type": "NFD"}, {"type": "StripAccents"}]})",
                     "\xC3\xA9") == "e");
}

TEST_CASE("offsets point to the original through every change of length")
{
    const auto file =
        std::string("{\"normalizer\": ") + bert + R"(, "pre_tokenizer": {"type": "BertPreTokenizer"}})";
    const Tokenizer tokenizer = with(file.c_str());
    // control character, accent in one and in two characters, Chinese
    CHECK(spans(tokenizer.stages("\x01\xC3\xA9t\xC3\xA9 e\xCC\x81! \xE6\x97\xA5x")) ==
          Spans{{1, 6}, {7, 8}, {10, 11}, {12, 15}, {15, 16}});
}

TEST_CASE("pre-tokenizers")
{
    const char* text = "It's 12-3, caf\xC3\xA9\xC2\xA0na\xE2\x80\x99"
                       "b_c";
    CHECK(preTokens(R"({"type": "BertPreTokenizer"})", text) ==
          Strings{"It", "'", "s", "12", "-", "3", ",", "caf\xC3\xA9", "na", "\xE2\x80\x99", "b", "_", "c"});
    CHECK(preTokens(R"({"type": "Whitespace"})", text) ==
          Strings{"It", "'", "s", "12", "-", "3", ",", "caf\xC3\xA9", "na", "\xE2\x80\x99", "b_c"});
    CHECK(preTokens(R"({"type": "WhitespaceSplit"})", text) == Strings{"It's", "12-3,", "caf\xC3\xA9",
                                                                       "na\xE2\x80\x99"
                                                                       "b_c"});
    CHECK(preTokens(R"({"type": "Digits", "individual_digits": true})", "a12b") ==
          Strings{"a", "1", "2", "b"});
    CHECK(preTokens(R"({"type": "Digits", "individual_digits": false})", "a12b") == Strings{"a", "12", "b"});
    CHECK(preTokens(R"({"type": "CharDelimiterSplit", "delimiter": "-"})", "-a--b") == Strings{"a", "b"});
    CHECK(
        preTokens(
            R"({"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}, {"type": "Punctuation"}]})",
            "a, b") == Strings{"a", ",", "b"});
    const auto punctuation = [](const char* behavior) {
        return preTokens((std::string(R"({"type": "Punctuation", "behavior": ")") + behavior + "\"}").c_str(),
                         "a--b");
    };
    CHECK(punctuation("Removed") == Strings{"a", "b"});
    CHECK(punctuation("Isolated") == Strings{"a", "-", "-", "b"});
    CHECK(punctuation("MergedWithPrevious") == Strings{"a-", "-", "b"});
    CHECK(punctuation("MergedWithNext") == Strings{"a", "-", "-b"});
    CHECK(punctuation("Contiguous") == Strings{"a", "--", "b"});
}

TEST_CASE("WordPiece takes the longest piece and gives up on whole words")
{
    const Tokenizer tokenizer =
        with(R"({"pre_tokenizer": {"type": "WhitespaceSplit"}, "model": {"type": "WordPiece",
        "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 8,
        "vocab": {"[UNK]": 0, "un": 1, "una": 2, "##ff": 3, "##able": 4, "##a": 5, "##ble": 6, "é": 7, "##é": 8}}})");
    const auto tokens = [&](const char* text) { return tokenizer.encode(EncodeInput::text(text)).tokens; };
    CHECK(tokens("unffable") == Strings{"un", "##ff", "##able"});
    CHECK(tokens("unable") == Strings{"una", "##ble"});
    CHECK(tokens("unx") == Strings{"[UNK]"});
    CHECK(tokens("unablable un") == Strings{"[UNK]", "un"});
    CHECK(tokens("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9").size() ==
          8); // 16 bytes, 8 characters
}

TEST_CASE("added tokens: flags, order and decoding")
{
    const Tokenizer tokenizer =
        with(R"({"normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
        "added_tokens": [
        {"id": 9, "content": "<a>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
        {"id": 9, "content": "<a><b>", "single_word": false, "lstrip": true, "rstrip": true, "normalized": false, "special": false},
        {"id": 9, "content": "Word", "single_word": true, "lstrip": false, "rstrip": false, "normalized": true, "special": true}]})");
    const auto encoding = tokenizer.encode(EncodeInput::text("b<a> <a><b>  b wORd words"));
    CHECK(encoding.tokens == Strings{"b", "<a>", " <a><b>  ", "b", "word", "u"});
    CHECK(encoding.ids == std::vector<std::uint32_t>{2, 3, 4, 2, 5, 0});
    CHECK(encoding.specialTokensMask == std::vector<std::uint32_t>(6, 0));
    CHECK(tokenizer.decode(encoding.ids, true) ==
          "b <a><b> b word u"); // the normalized text of "Word" is no special token
    CHECK(tokenizer.info().vocabSize == 6);
    CHECK(tokenizer.tokenToId("Word") == 5);
    REQUIRE(tokenizer.addedTokens().size() == 3);
    CHECK(tokenizer.addedTokens()[1].content == "<a><b>");
}

TEST_CASE("decoders")
{
    CHECK(decoded(R"({"type": "WordPiece", "prefix": "##", "cleanup": true})",
                  {"##un", "##s", "do", "not", ".", "'s"}) == "##uns do not.'s");
    CHECK(decoded(R"({"type": "WordPiece", "prefix": "", "cleanup": false})", {"a", "b"}) == "ab");
    CHECK(decoded(R"({"type": "Strip", "content": "a", "start": 1, "stop": 2})", {"aabaaa", "a", "b"}) ==
          "abab");
    CHECK(
        decoded(
            R"({"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "x"}, "content": " "},
                      {"type": "Fuse"}]})",
            {"ax", "xb"}) == "a  b");
    CHECK(decoded("null", {"a", "b"}) == "a b");
    CHECK(cleanUpTokenizationSpaces("do n't , it 's ok !") == "don't, it's ok!");
}

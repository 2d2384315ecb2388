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

namespace {

/// The pre-tokens and their bytes of the original.
std::vector<std::pair<std::string, std::pair<std::size_t, std::size_t>>> split(const char* parts,
                                                                               const std::string& text)
{
    std::vector<std::pair<std::string, std::pair<std::size_t, std::size_t>>> result;
    for (const auto& token : with(parts).stages(text).preTokens)
        result.push_back({token.text, {token.offsets.begin.value, token.offsets.end.value}});
    return result;
}
using Split = decltype(split("", ""));

std::string refusal(const char* parts)
{
    const auto file = core::parseJson(parts, "test");
    Json whole = file;
    whole["model"] = {{"type", "WordLevel"}, {"unk_token", "u"}, {"vocab", {{"u", 0}}}};
    const auto result = Tokenizer::fromJson(whole.dump(), "test");
    return result.ok() ? "" : result.error().message;
}

} // namespace

TEST_CASE("Replace, Nmt and ByteLevel as normalizers")
{
    CHECK(normalized(R"({"type": "Replace", "pattern": {"Regex": "a+|\\s"}, "content": "b"})", "caa t") ==
          "cbbt");
    CHECK(normalized(R"({"type": "Replace", "pattern": {"String": ""}, "content": "x"})", "ab") == "xaxbx");
    CHECK(normalized(R"({"pattern": {"String": "a"}, "content": ""})", "banana") == "bnn");
    CHECK(normalized(R"({"type": "Nmt"})", "a\tb\x01\xE2\x80\x8B\xC2\x8F"
                                           "c\xEF\xBF\xBD") == "a b c ");
    CHECK(normalized(R"({"type": "ByteLevel"})", "\xC3\xA9 ") == "\xC3\x83\xC2\xA9\xC4\xA0");
}

TEST_CASE("Precompiled looks up short clusters whole and takes the shortest start")
{
    // a → x, ab → y, e + acute → é, soft hyphen → nothing (made by tests/compare/charsmap.py)
    constexpr const char* map =
        "AAQAAAAEAAAAAAAAAgAAgAAAAIAAAAAAAAAAAAQAAIAAAAAABwAAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        "AAAAAAAAAAAAAAAAAGGNAQBijQEAAAAAAAAAAABlgAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        "AAAAAAAAAIEJAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        "AAAAAAAAAAAArYkCAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAMIQAwAAAAAAAAAAAAAAAAAAAAAAzDQDAAAAAAAAAAAAAAAAAAAAAAAA"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB4AHkAw6kAAAAA";
    const std::string parts =
        std::string(R"({"normalizer": {"type": "Precompiled", "precompiled_charsmap": ")") + map + "\"}}";
    const auto text = [&](const std::string& each) { return with(parts.c_str()).stages(each).normalized; };
    CHECK(text("ab") == "xb");
    CHECK(text("a\xCC\x81"
               "b") == "xb"); // the accent is lost with its cluster
    CHECK(text("e\xCC\x81") == "\xC3\xA9");
    CHECK(text("e\xCC\x81\xCC\x81\xCC\x81") == "e\xCC\x81\xCC\x81\xCC\x81"); // seven bytes
    CHECK(text("\xC2\xAD"
               "c\xC2\xAD") == "c");
    CHECK(text("plain") == "plxin");
    CHECK(refusal(R"({"normalizer": {"type": "Precompiled", "precompiled_charsmap": "A*AA"}})")
              .find("base64 at character 1") != std::string::npos);
    CHECK(refusal(R"({"normalizer": {"type": "Precompiled", "precompiled_charsmap": "/////w=="}})")
              .find("4294967295 bytes") != std::string::npos);
    CHECK(refusal(R"({"normalizer": {"type": "Precompiled", "precompiled_charsmap": ""}})") != "");
}

TEST_CASE("ByteLevel splits as GPT-2 and maps bytes")
{
    const char* parts =
        R"({"pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true}})";
    CHECK(split(parts, "It's\xC3\xA9  b") == Split{{"\xC4\xA0It", {0, 2}},
                                                   {"'s", {2, 4}},
                                                   {"\xC3\x83\xC2\xA9", {4, 6}},
                                                   {"\xC4\xA0", {6, 7}},
                                                   {"\xC4\xA0"
                                                    "b",
                                                    {7, 9}}});
    CHECK(split(R"({"pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "use_regex": false}})",
                "a b\n") == Split{{"a\xC4\xA0"
                                   "b\xC4\x8A",
                                   {0, 4}}});
}

TEST_CASE("Metaspace in all its spellings")
{
    const std::string mark = "\xE2\x96\x81";
    const auto own = [&](const std::string& settings, const std::string& text) {
        const std::string parts =
            R"({"pre_tokenizer": {"type": "Metaspace", "replacement": ")" + mark + "\"" + settings + "}}";
        Strings result;
        for (const auto& piece : split(parts.c_str(), text))
            result.push_back(piece.first);
        return result;
    };
    const Strings always{mark + "a", mark, mark + "b"};
    CHECK(own("", "a  b") == always);
    CHECK(own(R"(, "add_prefix_space": true, "str_rep": "x")", "a  b") == always);
    CHECK(own(R"(, "prepend_scheme": "never")", "a b") == Strings{"a", mark + "b"});
    CHECK(own(R"(, "add_prefix_space": false)", "a b") == Strings{"a", mark + "b"});
    CHECK(own(R"(, "prepend_scheme": "first", "split": false)", "a b") == Strings{mark + "a" + mark + "b"});
    CHECK(own(R"(, "prepend_scheme": "always")", " a") == Strings{mark + "a"});
    // only what starts the original counts as first
    CHECK(split(R"({"pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"},
                {"type": "Metaspace", "replacement": "_", "prepend_scheme": "first"}]}})",
                "a b") == Split{{"_a", {0, 1}}, {"b", {2, 3}}});
    CHECK(refusal(R"({"pre_tokenizer": {"type": "Metaspace", "replacement": "__"}})").find("one character") !=
          std::string::npos);
    CHECK(refusal(R"({"pre_tokenizer": {"type": "Metaspace", "replacement": "_", "prepend_scheme": "always",
                  "add_prefix_space": false}})")
              .find("contradicts") != std::string::npos);
}

TEST_CASE("Split, FixedLength and UnicodeScripts")
{
    const auto own = [](const char* pattern, const char* behavior, bool invert, const char* text) {
        const std::string parts = std::string(R"({"type": "Split", "pattern": )") + pattern +
                                  R"(, "behavior": ")" + behavior + R"(", "invert": )" +
                                  (invert ? "true}" : "false}");
        return preTokens(parts.c_str(), text);
    };
    CHECK(own(R"({"Regex": "\\d"})", "Removed", false, "a12b") == Strings{"a", "b"});
    CHECK(own(R"({"Regex": "\\d"})", "Removed", true, "a12b") == Strings{"1", "2"});
    CHECK(own(R"({"Regex": "\\d"})", "Contiguous", false, "a12b") == Strings{"a", "12", "b"});
    CHECK(own(R"({"Regex": "\\d"})", "MergedWithPrevious", true, "a12b") == Strings{"a", "1", "2b"});
    CHECK(own(R"({"Regex": "\\d"})", "MergedWithNext", false, "a12b") == Strings{"a", "1", "2b"});
    CHECK(own(R"({"String": "12"})", "Isolated", false, "a12b") == Strings{"a", "12", "b"});
    CHECK(own(R"({"String": ""})", "Isolated", false, "ab") == Strings{"a", "b"});
    CHECK(preTokens(R"({"type": "FixedLength", "length": 2})", "\xC3\xA9"
                                                               "bc") == Strings{"\xC3\xA9"
                                                                                "b",
                                                                                "c"});
    CHECK(preTokens(R"({"type": "FixedLength"})", "abcdefg") == Strings{"abcde", "fg"});
    CHECK(preTokens(R"({"type": "UnicodeScripts"})", " ab \xD1\x8F\xE6\x97\xA5\xE3\x81\x8B") ==
          Strings{"ab ", "\xD1\x8F", "\xE6\x97\xA5\xE3\x81\x8B"});
    CHECK(refusal(R"({"pre_tokenizer": {"type": "FixedLength", "length": 0}})") != "");
    CHECK(
        refusal(
            R"({"pre_tokenizer": {"type": "Split", "pattern": {"Regex": "("}, "behavior": "Isolated", "invert": false}})")
            .find("pattern: the regular expression \"(\"") != std::string::npos);
    CHECK(
        refusal(
            R"({"pre_tokenizer": {"type": "Split", "pattern": {}, "behavior": "Isolated", "invert": false}})") !=
        "");
}

TEST_CASE("Roberta and ByteLevel trim offsets; the keys tell Roberta from Bert")
{
    const auto offsets = [](const char* processor, const char* text) {
        const std::string parts =
            std::string(R"({"pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": true},
            "model": {"type": "WordLevel", "unk_token": "u", "vocab": {"u": 0, "\u0120a": 1, "\u0120": 2, "\u0120b": 3}},
            "post_processor": )") +
            processor + "}";
        Spans result;
        const auto encoding = with(parts.c_str()).encode(EncodeInput::text(text));
        for (const auto& span : encoding.offsets)
            result.emplace_back(span.begin.value, span.end.value);
        return result;
    };
    CHECK(offsets(R"({"type": "ByteLevel", "trim_offsets": true, "add_prefix_space": true})", "a b") ==
          Spans{{0, 1}, {2, 3}});
    CHECK(offsets(R"({"type": "ByteLevel", "trim_offsets": false, "add_prefix_space": true})", "a b") ==
          Spans{{0, 1}, {1, 3}});
    CHECK(offsets(R"({"type": "RobertaProcessing", "sep": ["s", 1], "cls": ["c", 2], "trim_offsets": true,
                  "add_prefix_space": false})",
                  "a  b") == Spans{{0, 0}, {1, 1}, {2, 2}, {3, 4}, {0, 0}});
    const Tokenizer pair =
        with(R"({"pre_tokenizer": {"type": "Whitespace"}, "post_processor": {"type": "BertProcessing",
        "sep": ["</s>", 1], "cls": ["<s>", 2], "trim_offsets": true, "add_prefix_space": true}})");
    CHECK(pair.encode(EncodeInput::pair("a", "b")).tokens ==
          Strings{"<s>", "a", "</s>", "</s>", "b", "</s>"});
    CHECK(pair.encode(EncodeInput::pair("a", "b")).typeIds == std::vector<std::uint32_t>(6, 0));
    CHECK(pair.specialTokenCount(true) == 4);
}

TEST_CASE("decoders of bytes, marks and repetitions")
{
    CHECK(decoded(R"({"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true})",
                  {"\xC4\xA0"
                   "a",
                   "\xC3\x83", "\xC2\xA9", "\xC3\xA2", "\xE6\x97\xA5"}) ==
          " a\xC3\xA9\xEF\xBF\xBD\xE6\x97\xA5");
    CHECK(decoded(R"({"type": "ByteFallback"})", {"<0xC3>", "<0xA9>", "x", "<0xE6>", "<0x97>", "<0xZZ>"}) ==
          "\xC3\xA9x\xEF\xBF\xBD\xEF\xBF\xBD<0xZZ>");
    CHECK(decoded(R"({"type": "BPEDecoder", "suffix": "</w>"})", {"a", "b</w>", "c</w>"}) == "ab c");
    CHECK(decoded(R"({"type": "Metaspace", "replacement": "_", "prepend_scheme": "always"})",
                  {"_a", "_b_"}) == "a b ");
    CHECK(decoded(R"({"type": "Metaspace", "replacement": "_", "prepend_scheme": "never"})", {"_a"}) == " a");
    const Tokenizer ctc =
        with(R"({"decoder": {"type": "CTC", "pad_token": "-", "word_delimiter_token": "|", "cleanup": true},
        "model": {"type": "WordLevel", "unk_token": "u", "vocab": {"u": 0, "a": 1, "-": 2, "|": 3}}})");
    CHECK(ctc.decode(std::vector<std::uint32_t>{1, 1, 2, 1, 3, 3, 1}) == "aa a");
    CHECK(decoded(R"({"type": "Replace", "pattern": {"Regex": "a|$"}, "content": "x"})", {"ba"}) == "bx");
    CHECK(decoded(R"({"decoders": [{"type": "Fuse"}, {"content": "a", "start": 1, "stop": 0}]})",
                  {"a", "ab"}) == "ab");
}

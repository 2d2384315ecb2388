// SPDX-License-Identifier: Apache-2.0
// Loading: folders, vocab.txt, and every way in which a file can be wrong.
#include "backend/core/file.h"
#include "backend/core/json_access.h"
#include "backend/tokenizers/tokenizer.h"
#include "tests/backend/tokenizers/temporary_folder.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <functional>

using namespace vitrine;
using namespace vitrine::tokenizers;
using core::Json;
namespace fs = std::filesystem;

namespace {

const std::string vocabulary =
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhello\nHello\nworld\n##s\ncafe\ncaf\xC3\xA9\n<x>\n";

Json goodFile()
{
    return core::parseJson(R"({"version": "1.0", "added_tokens": [], "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"}, "post_processor": null, "decoder": null,
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                  "max_input_chars_per_word": 100, "vocab": {"[UNK]": 0, "a": 1, "##b": 2}}})",
                           "test");
}

core::Result<Tokenizer> load(const Json& json)
{
    return Tokenizer::fromJson(json.dump(), "t.json");
}

/// The error that loading the good file gives after `change`.
core::Error errorAfter(const std::function<void(Json&)>& change)
{
    Json file = goodFile();
    change(file);
    const auto result = load(file);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().message.starts_with("t.json: "));
    CHECK(result.error().message.find('\n') == std::string::npos);
    return result.error();
}

bool mentions(const core::Error& error, std::initializer_list<const char*> parts)
{
    CAPTURE(error.message);
    for (const char* part : parts) {
        CAPTURE(part);
        CHECK(error.message.find(part) != std::string::npos);
    }
    return true;
}

std::vector<std::string> tokens(const Tokenizer& tokenizer, const std::string& text)
{
    return tokenizer.encode(EncodeInput::text(text)).tokens;
}

using Tokens = std::vector<std::string>;

} // namespace

TEST_CASE("a component that is not known is named with what is")
{
    for (const char* key : {"normalizer", "pre_tokenizer", "post_processor", "decoder", "model"}) {
        const auto error = errorAfter([&](Json& file) { file[key] = {{"type", "Nonsense"}}; });
        CHECK(error.code == core::ErrorCode::Unsupported);
        mentions(error, {key, "Nonsense", "known:"});
    }
    mentions(errorAfter([](Json& file) {
                 file["normalizer"] = {{"type", "Sequence"}, {"normalizers", {{{"type", "Nonsense"}}}}};
             }),
             {"normalizer: normalizers[0]", "Nonsense"});
    mentions(errorAfter([](Json& file) {
                 file["normalizer"] = {{"type", "Replace"}, {"pattern", {{"Regex", "(a+"}}}, {"content", ""}};
             }),
             {"normalizer: pattern", "(a+", "unmatched"});
}

TEST_CASE("a missing field and a wrong type are named")
{
    for (const char* key : {"unk_token", "continuing_subword_prefix", "max_input_chars_per_word", "vocab"}) {
        mentions(errorAfter([&](Json& file) { file["model"].erase(key); }), {"model", key, "missing"});
        mentions(errorAfter([&](Json& file) { file["model"][key] = true; }), {"model", key});
    }
    mentions(errorAfter([](Json& file) { file.erase("model"); }), {"\"model\" is missing"});
    mentions(errorAfter([](Json& file) {
                 file["normalizer"] = {{"type", "BertNormalizer"}, {"lowercase", true}, {"clean_text", true}};
             }),
             {"normalizer", "handle_chinese_chars"});
    mentions(errorAfter([](Json& file) {
                 file["added_tokens"] = {{{"id", 5}, {"content", "x"}}};
             }),
             {"added_tokens[0]", "single_word"});
    mentions(errorAfter([](Json& file) { file["added_tokens"] = 3; }), {"added_tokens"});
    mentions(errorAfter([](Json& file) { file["version"] = "9.0"; }), {"version", "9.0"});
    mentions(errorAfter([](Json& file) { file["pre_tokenizer"] = "Whitespace"; }),
             {"pre_tokenizer", "object"});
    mentions(errorAfter([](Json& file) {
                 file["pre_tokenizer"] = {{"type", "Digits"}};
             }),
             {"individual_digits"});
    mentions(errorAfter([](Json& file) {
                 file["pre_tokenizer"] = {{"type", "CharDelimiterSplit"}, {"delimiter", "ab"}};
             }),
             {"delimiter"});
    mentions(
        errorAfter([](Json& file) {
            file["post_processor"] = {{"type", "BertProcessing"}, {"sep", {"[SEP]"}}, {"cls", {"[CLS]", 1}}};
        }),
        {"post_processor"});
}

TEST_CASE("template post-processors are checked")
{
    const auto withTemplate = [](const char* single, const char* special) {
        return errorAfter([&](Json& file) {
            file["post_processor"] = {{"type", "TemplateProcessing"},
                                      {"single", Json::parse(single)},
                                      {"pair", Json::array()},
                                      {"special_tokens", Json::parse(special)}};
        });
    };
    mentions(withTemplate(R"([{"SpecialToken": {"id": "[CLS]", "type_id": 0}}])", "{}"),
             {"single[0]", "[CLS]"});
    mentions(withTemplate(R"([{"Sequence": {"id": "C", "type_id": 0}}])", "{}"), {"single[0]", "\"C\""});
    mentions(withTemplate(R"([{"Sequence": {"id": "B", "type_id": 0}}])", "{}"), {"single[0]", "B"});
    mentions(withTemplate(R"(["$A"])", "{}"), {"single[0]"});
    mentions(withTemplate("[]", R"({"x": {"id": "x", "ids": [1, 2], "tokens": ["x"]}})"),
             {"special_tokens: x"});
    mentions(withTemplate("[]", R"({"x": {"id": "x", "ids": [-1], "tokens": ["x"]}})"),
             {"special_tokens: x", "ids"});
}

TEST_CASE("vocabulary ids are numbers of 32 bits")
{
    for (const char* id : {"-1", "1.5", "4294967296", "\"1\"", "null", "1e400"}) {
        std::string text = goodFile().dump();
        text.replace(text.find("\"a\":1"), 5, std::string("\"a\":") + id);
        const auto result = Tokenizer::fromJson(text, "t.json");
        CAPTURE(id);
        REQUIRE_FALSE(result.ok());
    }
    mentions(errorAfter([](Json& file) { file["model"]["vocab"]["a"] = -1; }), {"model: vocab", "\"a\""});
    Json large = goodFile();
    large["model"]["vocab"] = {{"[UNK]", 4294967295U}, {"a", 7}, {"b", 9}};
    const Tokenizer tokenizer = load(large).value();
    CHECK(tokenizer.tokenToId("[UNK]") == 4294967295U);
    CHECK(tokenizer.encode(EncodeInput::text("zzz")).ids == std::vector<std::uint32_t>{4294967295U});
    mentions(errorAfter([](Json& file) {
                 file["model"]["vocab"]["a"] = 70;
                 file["model"]["vocab"]["b"] = 70;
             }),
             {"\"a\"", "\"b\"", "same id 70"});
}

TEST_CASE("broken JSON is an error with its byte, wherever the file ends")
{
    const std::string text = goodFile().dump();
    for (std::size_t length = 0; length < text.size(); ++length) {
        const auto result = Tokenizer::fromJson(text.substr(0, length), "t.json");
        REQUIRE_FALSE(result.ok());
        CHECK(result.error().code == core::ErrorCode::InvalidFormat);
        CHECK(result.error().message.find("byte") != std::string::npos);
    }
    CHECK_FALSE(Tokenizer::fromJson("[]", "t.json").ok());
    CHECK_FALSE(Tokenizer::fromJson("null", "t.json").ok());
    CHECK_FALSE(Tokenizer::fromJson("{\"model\": \"\xFF\"}", "t.json").ok());
    CHECK_FALSE(Tokenizer::fromJson(std::string(100000, '['), "t.json").ok());
}

TEST_CASE("the byte is right behind the vocabulary, too")
{
    std::string text = goodFile().dump();
    const auto at = text.rfind('}');
    text.insert(at, "!");
    const auto result = Tokenizer::fromJson(text, "t.json");
    REQUIRE_FALSE(result.ok());
    mentions(result.error(), {("byte " + std::to_string(at)).c_str()});
}

TEST_CASE("a file with one wrong byte or value never crashes")
{
    const std::string text = core::readFile(fs::path(VITRINE_TEST_DATA) / "tokenizers/template.json");
    std::uint32_t state = 1;
    const auto next = [&](std::size_t limit) { return (state = state * 1664525U + 1013904223U) % limit; };
    for (int i = 0; i < 600; ++i) {
        std::string broken = text;
        const std::size_t at = next(broken.size());
        if (i % 3 == 0)
            broken[at] = char(next(256));
        else if (i % 3 == 1)
            broken.erase(at, next(40));
        else
            broken.replace(at, 1, i % 2 ? "-1" : "null");
        const auto result = Tokenizer::fromJson(broken, "t.json");
        if (!result.ok()) {
            CHECK_FALSE(result.error().message.empty());
            continue;
        }
        const auto encoded =
            core::capture([&] { return tokens(result.value(), "The caf\xC3\xA9 <left> x [MASK]"); });
        CHECK((encoded.ok() || encoded.error().code != core::ErrorCode::Internal));
    }
}

TEST_CASE("a model without its unknown token fails only where it needs it")
{
    Json file = goodFile();
    file["model"]["unk_token"] = "absent";
    const Tokenizer tokenizer = load(file).value();
    CHECK(tokens(tokenizer, "ab") == Tokens{"a", "##b"});
    CHECK_THROWS_AS(tokens(tokenizer, "z"), core::Exception);
}

TEST_CASE("types are inferred where old files lack them")
{
    Json file = goodFile();
    file["model"].erase("type");
    CHECK(load(file).value().info().modelType == "WordPiece");
    file["model"] = {{"unk_token", "u"}, {"vocab", {{"u", 0}}}};
    CHECK(load(file).value().info().modelType == "WordLevel");
    file["decoder"] = {{"prefix", "##"}, {"cleanup", true}};
    file["post_processor"] = {{"sep", {"[SEP]", 3}}, {"cls", {"[CLS]", 2}}};
    file["normalizer"] = {{"clean_text", true}, {"handle_chinese_chars", true}, {"lowercase", true}};
    CHECK(load(file).ok());
    file["model"] = {{"merges", Json::array()}, {"vocab", Json::object()}};
    CHECK(load(file).value().info().modelType == "BPE");
    file["model"] = {{"unk_id", nullptr}, {"vocab", Json::parse(R"([["a", -1.0]])")}};
    CHECK(load(file).value().info().modelType == "Unigram");
}

TEST_CASE("vocab.txt alone is BERT uncased")
{
    const TemporaryFolder folder;
    folder.write("vocab.txt", vocabulary);
    for (const fs::path& path : {folder.path(), folder.path() / "vocab.txt"}) {
        const Tokenizer tokenizer = Tokenizer::load(path).value();
        CHECK(tokens(tokenizer, "Hello worlds, CAF\xC3\x89 [MASK]") ==
              Tokens{"[CLS]", "hello", "world", "##s", "[UNK]", "cafe", "[MASK]", "[SEP]"});
        REQUIRE(tokenizer.info().padding);
        CHECK(tokenizer.info().padding->padToken == "[PAD]");
        CHECK(tokenizer.info().vocabSize == 12);
    }
}

TEST_CASE("a folder with vocab.txt follows its tokenizer_config.json")
{
    const TemporaryFolder folder;
    folder.write("vocab.txt", "[PAD]  \r\n" + vocabulary.substr(6));
    const auto with = [&](const char* config) {
        folder.write("tokenizer_config.json", config);
        return Tokenizer::load(folder.path());
    };
    CHECK(tokens(with(R"({"tokenizer_class": "BertTokenizer", "do_lower_case": false})").value(),
                 "Hello caf\xC3\xA9") == Tokens{"[CLS]", "Hello", "caf\xC3\xA9", "[SEP]"});
    CHECK(tokens(with(R"({"do_lower_case": true, "strip_accents": false})").value(), "Hello caf\xC3\xA9") ==
          Tokens{"[CLS]", "hello", "caf\xC3\xA9", "[SEP]"});
    CHECK(tokens(with(R"({"mask_token": "<x>", "model_max_length": 1e30})").value(), "[MASK]<x>")[4] ==
          "<x>");
    CHECK(tokens(with(R"({"added_tokens_decoder": {"12": {"content": "worlds", "special": false}}})").value(),
                 "worlds") == Tokens{"[CLS]", "worlds", "[SEP]"});
    CHECK(with(R"({"model_max_length": 512})").value().info().modelMaxLength == 512);
    CHECK(with(R"({"pad_token": {"content": "<x>"}})").value().info().padding->padId == 11);
    mentions(with(R"({"tokenizer_class": "BertJapaneseTokenizer"})").error(),
             {"vocab.txt", "BertJapaneseTokenizer"});
    mentions(with(R"({"do_lower_case": 3})").error(), {"tokenizer_config.json", "do_lower_case"});
    mentions(with("{").error(), {"tokenizer_config.json", "byte"});
}

TEST_CASE("a special token that tokenizer.json has keeps its flags there")
{
    const TemporaryFolder folder;
    folder.write("tokenizer.json",
                 R"({"added_tokens": [{"id": 0, "content": "[PAD]", "single_word": false, "lstrip": true,)"
                 R"("rstrip": false, "normalized": false, "special": true}],)"
                 R"("pre_tokenizer": {"type": "Whitespace"},)"
                 R"("model": {"type": "WordLevel", "vocab": {"[PAD]": 0, "a": 1}, "unk_token": "[PAD]"}})");
    for (const char* config : {R"({"pad_token": "[PAD]"})", R"({"pad_token": {"content": "[PAD]"}})",
                               R"({"extra_special_tokens": ["[PAD]"]})"}) {
        folder.write("tokenizer_config.json", config);
        CHECK(tokens(Tokenizer::load(folder.path()).value(), "a  [PAD]") == Tokens{"a", "  [PAD]"});
    }
}

TEST_CASE("what is missing or empty is said")
{
    const TemporaryFolder folder;
    mentions(Tokenizer::load(folder.path()).error(), {"tokenizer.json", "vocab.txt"});
    CHECK(Tokenizer::load(folder.path() / "none.json").error().code == core::ErrorCode::NotFound);
    folder.write("vocab.txt", "");
    mentions(Tokenizer::load(folder.path()).error(), {"vocab.txt", "no token"});
    folder.write("vocab.txt", "a\n\xC3\n");
    mentions(Tokenizer::load(folder.path()).error(), {"vocab.txt", "UTF-8", "byte 2"});
    folder.write("tokenizer.json", "");
    mentions(Tokenizer::load(folder.path()).error(), {"tokenizer.json", "byte 0"});
}

TEST_CASE("a text that can't be cut as asked is refused, and invalid UTF-8 too")
{
    const Tokenizer tokenizer =
        Tokenizer::load(fs::path(VITRINE_TEST_DATA) / "tokenizers/wordpiece.json").value();
    const auto encode = [&](const EncodeInput& input, TruncationParams params) {
        EncodeOptions options;
        options.truncation = params;
        return tokenizer.encode(input, options);
    };
    const auto text = EncodeInput::text("the quick brown fox jumps over");
    CHECK_THROWS_AS(encode(text, {1, 0}), core::Exception);
    CHECK_THROWS_AS(encode(text, {5, 3}), core::Exception);
    CHECK_THROWS_AS(encode(text, {5, 0, TruncationStrategy::OnlySecond}), core::Exception);
    CHECK_THROWS_AS(
        encode(EncodeInput::pair("a", "the quick brown fox"), {5, 0, TruncationStrategy::OnlyFirst}),
        core::Exception);
    CHECK(encode(text, {5, 2}).overflowing.size() == 3);
    CHECK_THROWS_AS(tokenizer.encode(EncodeInput::text("a\xFF")), core::Exception);
    CHECK_THROWS_AS(tokenizer.encode(EncodeInput::text("\xED\xA0\x80")), core::Exception);
}

// SPDX-License-Identifier: Apache-2.0
// Saving: the library's own form of tokenizer.json, the three files, byte-stability.
#include "backend/core/file.h"
#include "backend/core/json_access.h"
#include "backend/core/result.h"
#include "backend/tokenizers/files/json_text.h"
#include "backend/tokenizers/files/tokenizer_document.h"
#include "tests/backend/tokenizers/temporary_folder.h"

#include <doctest/doctest.h>

#include <filesystem>

using namespace vitrine;
using namespace vitrine::tokenizers;
using core::Json;
namespace fs = std::filesystem;

namespace {

Json bytePairs()
{
    return core::parseJson(
        R"({"model": {"type": "BPE", "vocab": {"b": 1, "a": 0, "ab": 2}, "merges": ["a b"]},
        "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false},
        "post_processor": {"type": "ByteLevel", "trim_offsets": false}, "decoder": {"type": "ByteLevel"}})",
        "test");
}

} // namespace

TEST_CASE("numbers as the library writes them")
{
    const auto text = [](double value) { return libraryJson(core::OrderedJson(value)); };
    CHECK(text(0.0) == "0.0");
    CHECK(text(-0.0) == "-0.0");
    CHECK(text(1e15) == "1000000000000000.0");
    CHECK(text(1e16) == "1e+16");
    CHECK(text(12345678901234567.0) == "1.2345678901234568e+16");
    CHECK(text(123e-7) == "0.0000123");
    CHECK(text(9.99e-6) == "9.99e-6");
    CHECK(text(-3.0517578125e-05) == "-0.000030517578125");
    CHECK(text(-10.599113464355469) == "-10.599113464355469");
    CHECK(text(100.0) == "100.0");
    CHECK(pythonJson(Json(1e-7)) == "1e-07\n");
    CHECK(pythonJson(Json(1e30)) == "1e+30\n");
}

TEST_CASE("a pipeline made in memory becomes the library's text, with defaults and roles")
{
    TokenizerRoles roles = presetFor("GPT2Tokenizer")->roles;
    roles.pad = "<pad>";
    roles.modelMaxLength = 1024;
    const TokenizerDocument document = makeDocument(bytePairs(), roles, "test");
    const std::string expected = R"({
  "version": "1.0",
  "truncation": null,
  "padding": null,
  "added_tokens": [
    {
      "id": 3,
      "content": "<|endoftext|>",
      "single_word": false,
      "lstrip": false,
      "rstrip": false,
      "normalized": false,
      "special": true
    },
    {
      "id": 4,
      "content": "<pad>",
      "single_word": false,
      "lstrip": false,
      "rstrip": false,
      "normalized": false,
      "special": true
    }
  ],
  "normalizer": null,
  "pre_tokenizer": {
    "type": "ByteLevel",
    "add_prefix_space": false,
    "trim_offsets": true,
    "use_regex": true
  },
  "post_processor": {
    "type": "ByteLevel",
    "add_prefix_space": true,
    "trim_offsets": false,
    "use_regex": true
  },
  "decoder": {
    "type": "ByteLevel",
    "add_prefix_space": true,
    "trim_offsets": true,
    "use_regex": true
  },
  "model": {
    "type": "BPE",
    "dropout": null,
    "unk_token": null,
    "continuing_subword_prefix": null,
    "end_of_word_suffix": null,
    "fuse_unk": false,
    "byte_fallback": false,
    "ignore_merges": false,
    "vocab": {
      "a": 0,
      "b": 1,
      "ab": 2
    },
    "merges": [
      [
        "a",
        "b"
      ]
    ]
  }
})";
    CHECK(document.tokenizerJson == expected);
    CHECK(canonicalTokenizerJson(core::parseJson(expected, "test"), "test") == expected);
    const Json config = core::parseJson(document.tokenizerConfig, "config");
    CHECK(config["tokenizer_class"] == "GPT2Tokenizer");
    CHECK(config["pad_token"] == "<pad>");
    CHECK(config["model_max_length"] == 1024);
    CHECK(core::parseJson(document.specialTokensMap, "map").size() == 4);
}

TEST_CASE("what is wrong in a pipeline is said with its place")
{
    const auto message = [](Json json) {
        const auto result = core::capture([&] { return makeDocument(std::move(json), {}, "t"); });
        return result.ok() ? std::string() : result.error().message;
    };
    Json json = bytePairs();
    json["model"]["merges"] = {"a b c"};
    CHECK(message(json) == "t: model: merges[0]: \"a b c\" is not two tokens with one space between");
    json = bytePairs();
    json["decoder"]["type"] = "Nothing";
    CHECK(message(json) == "t: decoder: type \"Nothing\" is not known here");
    json = bytePairs();
    json["model"]["vocab"]["a"] = -1;
    CHECK(message(json) == "t: model: vocab: the id of \"a\" is not an integer from 0 to 4294967295");
    json = bytePairs();
    json.erase("model");
    CHECK(message(json) == "t: \"model\" is missing");
}

TEST_CASE("saved and read again, the bytes are the same; nothing of an older tokenizer stays")
{
    const TemporaryFolder folder;
    core::writeFileAtomically(folder.path() / "added_tokens.json", "{\"<old>\": 7}");
    const TokenizerDocument document =
        makeDocument(bytePairs(), presetFor("GPT2TokenizerFast")->roles, "test");
    saveTokenizer(document, folder.path());
    CHECK_FALSE(fs::exists(folder.path() / "added_tokens.json"));
    const TokenizerDocument read = readTokenizerDocument(folder.path());
    CHECK(read.tokenizerJson == document.tokenizerJson);
    CHECK(read.tokenizerConfig == document.tokenizerConfig);
    CHECK(read.specialTokensMap == document.specialTokensMap);

    core::writeFileAtomically(folder.path() / "tokenizer.json", "  " + document.tokenizerJson + "\n\n");
    const TemporaryFolder second;
    saveTokenizer(readTokenizerDocument(folder.path()), second.path() / "deep" / "er");
    CHECK(core::readFile(second.path() / "deep" / "er" / "tokenizer.json") ==
          "  " + document.tokenizerJson + "\n\n");
    core::writeFileAtomically(second.path() / "file", "x");
    CHECK_THROWS_AS(saveTokenizer(read, second.path() / "file"), core::Exception);
}

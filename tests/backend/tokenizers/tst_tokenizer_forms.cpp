// SPDX-License-Identifier: Apache-2.0
// Every form a tokenizer is stored in: read, converted, and cut, lying or wrong in every way. The files are
// made here.
#include "backend/core/file.h"
#include "backend/core/gguf.h"
#include "backend/core/json_access.h"
#include "backend/tokenizers/files/base64.h"
#include "backend/tokenizers/files/tokenizer_document.h"
#include "backend/tokenizers/tokenizer.h"
#include "backend/tokenizers/tokenizer_forms.h"
#include "tests/backend/tokenizers/temporary_folder.h"

#include <doctest/doctest.h>

#include <cstring>
#include <filesystem>
#include <string>

using namespace vitrine;
using namespace vitrine::tokenizers;
using core::Json;
namespace fs = std::filesystem;
using Tokens = std::vector<std::string>;

namespace {

Tokens tokens(const Tokenizer& tokenizer, const std::string& text)
{
    return tokenizer.encode(EncodeInput::text(text)).tokens;
}

void mentions(const core::Error& error, std::initializer_list<std::string_view> parts)
{
    for (const auto part : parts) {
        INFO(error.message);
        CHECK(error.message.find(part) != std::string::npos);
    }
}

// -------------------------------------------------------------- SentencePiece

std::string varint(std::uint64_t value)
{
    std::string bytes;
    for (; value >= 0x80; value >>= 7)
        bytes += char((value & 0x7F) | 0x80);
    return bytes + char(value);
}

std::string field(unsigned number, std::string_view data)
{
    return varint(number << 3 | 2) + varint(data.size()) + std::string(data);
}

std::string numberField(unsigned number, std::uint64_t value)
{
    return varint(number << 3) + varint(value);
}

std::string piece(std::string_view text, float score, unsigned type = 1)
{
    std::string bytes = field(1, text) + varint(2 << 3 | 5);
    bytes.append(reinterpret_cast<const char*>(&score), 4);
    return field(1, bytes + numberField(3, type));
}

const std::string mark = "\xE2\x96\x81";

std::string pieces()
{
    return piece("<unk>", 0, 2) + piece("<s>", 0, 3) + piece("</s>", 0, 3) + piece(mark, -2) +
           piece(mark + "a", -2.5F) + piece("b", -3) + piece("a", -3.5F) + piece("ab", -3) +
           piece("<user>", 0, 4);
}

std::string spmModel(const std::string& list, unsigned algorithm = 1, bool byteFallback = false)
{
    const std::string trainer =
        numberField(3, algorithm) + numberField(35, byteFallback) + numberField(40, 0);
    const std::string normalizer = numberField(3, 1) + numberField(4, 1) + numberField(5, 1);
    return list + field(2, trainer) + field(3, normalizer);
}

// -------------------------------------------------------------- GGUF

template <typename Number>
std::string raw(Number value)
{
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

std::string ggufText(std::string_view text)
{
    return raw(std::uint64_t(text.size())) + std::string(text);
}

std::string ggufStrings(std::string_view key, const Tokens& values)
{
    std::string bytes = ggufText(key) + raw(9U) + raw(8U) + raw(std::uint64_t(values.size()));
    for (const auto& value : values)
        bytes += ggufText(value);
    return bytes;
}

std::string ggufNumbers(std::string_view key, const std::vector<float>& values)
{
    std::string bytes = ggufText(key) + raw(9U) + raw(6U) + raw(std::uint64_t(values.size()));
    for (const float value : values)
        bytes += raw(value);
    return bytes;
}

std::string ggufTypes(const std::vector<std::int32_t>& values)
{
    std::string bytes =
        ggufText("tokenizer.ggml.token_type") + raw(9U) + raw(5U) + raw(std::uint64_t(values.size()));
    for (const auto value : values)
        bytes += raw(value);
    return bytes;
}

std::string ggufString(std::string_view key, std::string_view value)
{
    return ggufText(key) + raw(8U) + ggufText(value);
}

std::string ggufUnsigned(std::string_view key, std::uint32_t value)
{
    return ggufText(key) + raw(4U) + raw(value);
}

std::string ggufFile(const Tokens& entries)
{
    std::string bytes = "GGUF" + raw(3U) + raw(std::uint64_t(0)) + raw(std::uint64_t(entries.size()));
    for (const auto& entry : entries)
        bytes += entry;
    return bytes;
}

Tokens bytePairEntries()
{
    return {ggufString("general.architecture", "gpt2"),
            ggufString("tokenizer.ggml.model", "gpt2"),
            ggufString("tokenizer.ggml.pre", "gpt-2"),
            ggufStrings("tokenizer.ggml.tokens", {"<|end|>", "a", "b", "ab", "\xC4\xA0",
                                                  "\xC4\xA0"
                                                  "ab"}),
            ggufTypes({3, 1, 1, 1, 1, 1}),
            ggufStrings("tokenizer.ggml.merges", {"a b", "\xC4\xA0 ab"}),
            ggufUnsigned("tokenizer.ggml.eos_token_id", 0)};
}

/// Loading every beginning of `content` ends, with a message that names the file; few beginnings are whole.
void cutEverywhere(const TemporaryFolder& folder, const std::string& name, const std::string& content,
                   std::size_t mayBeWhole)
{
    std::size_t whole = 0;
    for (std::size_t size = 0; size < content.size(); ++size) {
        const fs::path file = folder.write(name, content.substr(0, size));
        const auto result = Tokenizer::load(file);
        if (result.ok())
            ++whole;
        else
            mentions(result.error(), {name});
    }
    INFO(name);
    CHECK(whole <= mayBeWhole);
}

} // namespace

TEST_CASE("a bare SentencePiece model answers as the library does")
{
    const TemporaryFolder folder;
    for (const unsigned algorithm : {1U, 2U}) {
        const Tokenizer tokenizer =
            Tokenizer::load(folder.write("m.model", spmModel(pieces(), algorithm))).value();
        CHECK(tokenizer.info().form == "SentencePiece");
        const Encoding encoding = tokenizer.encode(EncodeInput::text("ab <user>\xC3\xA9 <s>"));
        CHECK(encoding.tokens.back() == "<s>"); // a control symbol never matches: the unknown piece's surface
        CHECK(encoding.ids.back() == 0);
        CHECK(std::ranges::find(encoding.ids, 8U) != encoding.ids.end());
        for (std::size_t i = 0; i + 1 < encoding.size(); ++i)
            CHECK(encoding.offsets[i].end.value <= encoding.offsets[i + 1].end.value);
        CHECK(tokenizer.decode(std::vector<std::uint32_t>{4, 5, 1, 3, 7}) == "ab ab");
        CHECK(tokenizer.encode(EncodeInput::text("")).size() == 0);
    }
    const Tokenizer words =
        Tokenizer::load(folder.write("w.model", spmModel(pieces() + piece(mark + "ab", 0), 3))).value();
    CHECK(tokens(words, "ab xy ab") == Tokens{mark + "ab", mark + "xy", mark + "ab"});
}

TEST_CASE("a SentencePiece model in a folder is converted")
{
    const TemporaryFolder folder;
    folder.write("tokenizer.model", spmModel(pieces(), 2));
    folder.write("tokenizer_config.json", R"({"tokenizer_class": "LlamaTokenizer", "add_bos_token": true})");
    const Tokenizer llama = Tokenizer::load(folder.path()).value();
    CHECK(llama.info().stages == Tokens{"", "Metaspace", "BPE", "TemplateProcessing", "Sequence"});
    CHECK(tokens(llama, "ab a") == Tokens{"<s>", mark + "a", "b", mark + "a"});
    const TokenizerDocument document = readTokenizerDocument(folder.path());
    const Json json = core::parseJson(document.tokenizerJson, "t");
    CHECK(json["model"]["merges"] == Json::parse("[[\"" + mark + "\", \"a\"], [\"a\", \"b\"]]"));
    CHECK(tokens(Tokenizer::fromJson(document.tokenizerJson, "t").value(), "ab a") == tokens(llama, "ab a"));
}

TEST_CASE("SentencePiece models that are wrong are refused with the reason")
{
    const TemporaryFolder folder;
    cutEverywhere(folder, "m.model", spmModel(pieces()), 30); // what is cut off at the end is the normalizer
    const auto error = [&](const std::string& content) {
        const auto result = Tokenizer::load(folder.write("m.model", content));
        REQUIRE_FALSE(result.ok());
        return result.error();
    };
    mentions(error(spmModel(pieces() + piece("ab", 0))), {"m.model", "\"ab\"", "7 and 9"});
    mentions(error(spmModel(pieces() + piece("<unk2>", 0, 2))), {"2 unknown pieces"});
    mentions(error(spmModel(pieces() + piece("", 0))), {"empty piece", "byte"});
    mentions(error(spmModel(pieces() + piece("\xFF", 0))), {"UTF-8", "byte"});
    mentions(error(spmModel(pieces(), 9)), {"model type 9"});
    mentions(error(spmModel(pieces(), 1, true)), {"0 of the 256 byte pieces"});
    mentions(error(pieces() + varint(1 << 3 | 2) + varint(1ULL << 60)), {"bytes where"});
    mentions(error(spmModel(pieces()) + field(3, field(2, "abcdefgh"))), {"charsmap"});
    mentions(error("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), {"64 bits"});
    mentions(error(""), {"no piece"});
}

TEST_CASE("vocab.json with merges.txt: the class decides, lines are checked")
{
    const TemporaryFolder folder;
    folder.write(
        "vocab.json",
        "{\"a\": 0, \"b\": 1, \"ab\": 2, \"\xC4\xA0\": 3, \"<|endoftext|>\": 4, \"</s>\": 5, \"<s>\": 6}");
    folder.write("merges.txt", "#version: 0.2\r\na b\r\n");
    CHECK(tokens(Tokenizer::load(folder.path()).value(), "ab b<|endoftext|>") ==
          Tokens{"ab", "\xC4\xA0", "b", "<|endoftext|>"});
    folder.write("tokenizer_config.json",
                 R"({"tokenizer_class": "RobertaTokenizer", "add_prefix_space": true})");
    CHECK(tokens(Tokenizer::load(folder.path()).value(), "ab") == Tokens{"<s>", "\xC4\xA0", "ab", "</s>"});
    CHECK(Tokenizer::load(folder.path()).value().info().form == "vocab.json and merges.txt");
    folder.write("tokenizer_config.json", R"({"tokenizer_class": "T5Tokenizer"})");
    mentions(Tokenizer::load(folder.path()).error(), {"vocab.json", "T5Tokenizer", "known: "});
    fs::remove(folder.path() / "tokenizer_config.json");
    for (const auto& [merges, part] :
         {std::pair("a b\n\n", "line 2"), {"a  b\n", "line 1"}, {"a b\nab q\n", "q"}}) {
        folder.write("merges.txt", merges);
        mentions(Tokenizer::load(folder.path()).error(), {part});
    }
    folder.write("merges.txt", "a b\n");
    for (const char* vocabulary : {"[]", "{\"a\": -1}", "{\"a\": \"x\"}", "{\"a\": 0", "", "{}"}) {
        folder.write("vocab.json", vocabulary);
        mentions(Tokenizer::load(folder.path()).error(), {"vocab.json"});
    }
}

TEST_CASE("tiktoken ranks")
{
    const TemporaryFolder folder;
    const auto line = [](std::string_view token, int rank) {
        return encodeBase64(token) + " " + std::to_string(rank) + "\n";
    };
    const std::string ranks = line("a", 0) + line("b", 1) + line(" ", 2) + line("ab", 3) + line(" ab", 4) +
                              line("\xC3", 5) + line("\xA9", 6);
    const Tokenizer tokenizer = Tokenizer::load(folder.write("own.tiktoken", ranks)).value();
    CHECK(tokenizer.encode(EncodeInput::text("ab ab\xC3\xA9")).ids == std::vector<std::uint32_t>{3, 4, 5, 6});
    CHECK(tokenizer.decode(std::vector<std::uint32_t>{3, 4, 5, 6}) == "ab ab\xC3\xA9");
    CHECK(Tokenizer::load(folder.write("tokenizer.model", ranks)).value().info().form == "tiktoken");
    const Tokenizer named = Tokenizer::load(folder.write("cl100k_base.tiktoken", ranks)).value();
    CHECK(named.tokenToId("<|endofprompt|>") == 100276);
    CHECK(named.encode(EncodeInput::text("a<|endofprompt|>")).ids == std::vector<std::uint32_t>{0, 100276});
    folder.write("tokenizer_config.json",
                 R"({"tokenizer_class": "PreTrainedTokenizerFast", "extra_special_tokens": ["<|x|>"]})");
    CHECK(tokens(Tokenizer::load(folder.path()).value(), "a<|x|>") == Tokens{"a", "<|x|>"});
    const auto error = [&](const std::string& content) {
        const auto result = Tokenizer::load(folder.write("own.tiktoken", content));
        REQUIRE_FALSE(result.ok());
        return result.error();
    };
    mentions(error(line("a", 0) + line("a", 1)), {"own.tiktoken", "line 2"});
    mentions(error(line("a", 0) + line("b", 0)), {"line 2", "rank 0"});
    mentions(error(line("a", 0) + "YQ==\n"), {"line 2"});
    mentions(error("?! 1\n"), {"line 1"});
    mentions(error("YQ== 99999999999\n"), {"line 1"});
    mentions(error(""), {"no token"});
}

TEST_CASE("base64 both ways")
{
    std::string bytes;
    for (int i = 0; i < 300; ++i) {
        CHECK(decodeBase64(encodeBase64(bytes)) == bytes);
        bytes += char(i * 7);
    }
    CHECK_FALSE(decodeBase64("a"));
    CHECK_FALSE(decodeBase64("ab*d"));
}

TEST_CASE("tokenizers inside GGUF files")
{
    const TemporaryFolder folder;
    const Tokenizer bytePairs = Tokenizer::load(folder.write("m.gguf", ggufFile(bytePairEntries()))).value();
    CHECK(bytePairs.info().form == "GGUF");
    CHECK(tokens(bytePairs, "ab ab<|end|>") == Tokens{"ab",
                                                      "\xC4\xA0"
                                                      "ab",
                                                      "<|end|>"});
    CHECK(bytePairs.decode(std::vector<std::uint32_t>{3, 5, 0}, true) == "ab ab");

    Tokens llama = {
        ggufString("tokenizer.ggml.model", "llama"),
        ggufStrings("tokenizer.ggml.tokens", {"<unk>", "<s>", "</s>", mark, "a", "b", "ab", mark + "ab"}),
        ggufNumbers("tokenizer.ggml.scores", {0, 0, 0, -5, -5, -5, -1, -2}),
        ggufTypes({2, 3, 3, 1, 1, 1, 1, 1}),
        ggufUnsigned("tokenizer.ggml.bos_token_id", 1),
        ggufUnsigned("tokenizer.ggml.unknown_token_id", 0)};
    CHECK(tokens(Tokenizer::load(folder.write("l.gguf", ggufFile(llama))).value(), "ab ab") ==
          Tokens{"<s>", mark + "ab", mark + "ab"});
    llama.push_back(ggufText("tokenizer.ggml.add_bos_token") + raw(7U) + std::string(1, '\0'));
    CHECK(tokens(Tokenizer::load(folder.write("l.gguf", ggufFile(llama))).value(), "ab") ==
          Tokens{mark + "ab"});

    const Tokens bert = {
        ggufString("tokenizer.ggml.model", "bert"),
        ggufStrings("tokenizer.ggml.tokens", {"[PAD]", "[UNK]", "[CLS]", "[SEP]", mark + "un", "able"}),
        ggufTypes({3, 3, 3, 3, 1, 1})};
    CHECK(tokens(Tokenizer::load(folder.write("b.gguf", ggufFile(bert))).value(), "Unable x") ==
          Tokens{"[CLS]", "un", "##able", "[UNK]", "[SEP]"});
}

TEST_CASE("GGUF files that are wrong are refused with byte or key")
{
    const TemporaryFolder folder;
    cutEverywhere(folder, "m.gguf", ggufFile(bytePairEntries()), 0);
    const auto error = [&](const std::string& content) {
        const auto result = Tokenizer::load(folder.write("m.gguf", content));
        REQUIRE_FALSE(result.ok());
        return result.error();
    };
    const auto with = [](std::size_t index, const std::string& entry) {
        Tokens entries = bytePairEntries();
        entries[index] = entry;
        return ggufFile(entries);
    };
    mentions(error(with(6, ggufUnsigned("tokenizer.ggml.eos_token_id", 6))), {"eos_token_id", "6"});
    mentions(error(with(6, ggufString("tokenizer.ggml.eos_token_id", "0"))), {"eos_token_id", "number"});
    mentions(error(with(5, ggufStrings("tokenizer.ggml.merges", {"ab"}))), {"merge 0"});
    mentions(error(with(5, ggufStrings("tokenizer.ggml.merges", {"a q"}))), {"q"});
    mentions(error(with(4, ggufTypes({1, 1}))), {"token_type", "2 entries for 6"});
    mentions(error(with(3, ggufString("tokenizer.ggml.tokens", "x"))), {"tokens", "array"});
    mentions(error(with(3, ggufStrings("tokenizer.ggml.tokens", {"a", "\xFF"}))), {"token 1", "UTF-8"});
    mentions(error(with(1, ggufString("tokenizer.ggml.model", "rwkv"))), {"rwkv", "known: "});
    mentions(error(with(1, ggufString("general.architecture", "x"))), {"second time"});
    mentions(error(ggufFile({})), {"no tokenizer"});
    mentions(error("GGUF" + raw(1U)), {"version 1"});
    mentions(error("GGUF" + raw(0x03000000U)), {"big-endian"});
    const std::string head = "GGUF" + raw(3U) + raw(std::uint64_t(0));
    mentions(error(head + raw(~std::uint64_t(0))), {"keys"});
    mentions(error(head + raw(std::uint64_t(1)) + raw(~std::uint64_t(0))), {"byte"});
    mentions(error(head + raw(std::uint64_t(1)) + ggufText("k") + raw(9U) + raw(8U) + raw(~std::uint64_t(0))),
             {"byte"});
    mentions(
        error(head + raw(std::uint64_t(1)) + ggufText("k") + raw(9U) + raw(10U) + raw(~std::uint64_t(0))),
        {"elements"});
    mentions(error(head + raw(std::uint64_t(1)) + ggufText("k") + raw(99U)), {"type 99"});
    std::string nested = ggufText("k") + raw(9U);
    for (int i = 0; i < 10; ++i)
        nested += raw(9U) + raw(std::uint64_t(1));
    mentions(error(head + raw(std::uint64_t(1)) + nested), {"nested"});
}

TEST_CASE("a folder's form is found by its files")
{
    const std::vector<std::string> only = {"vocab.json"}, both = {"merges.txt", "vocab.json"},
                                   none = {"config.json"}, ranks = {"x.tiktoken"}, pieces = {"spiece.model"};
    CHECK_FALSE(holdsTokenizer(only));
    CHECK(holdsTokenizer(both));
    CHECK_FALSE(holdsTokenizer(none));
    CHECK(holdsTokenizer(ranks));
    CHECK(holdsTokenizer(pieces));
    CHECK_FALSE(holdsTokenizer(fs::path("/there/is/no/such/folder")));
    CHECK(isTokenizerFile("a.tiktoken"));
    CHECK_FALSE(isTokenizerFile("model.safetensors"));
}

TEST_CASE("a class makes its stages anew from a tokenizer.json that contradicts it")
{
    const TemporaryFolder folder;
    Json file =
        core::parseJson(R"({"normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
        "added_tokens": [], "post_processor": null, "decoder": null,
        "model": {"type": "BPE", "vocab": {"a": 0, "A": 1, "<|endoftext|>": 2}, "merges": []}})",
                        "t");
    folder.write("tokenizer.json", file.dump());
    CHECK(tokens(Tokenizer::load(folder.path() / "tokenizer.json").value(), "A") == Tokens{"a"});
    CHECK(tokens(Tokenizer::load(folder.path()).value(), "A") == Tokens{"a"});
    folder.write("tokenizer_config.json", R"({"tokenizer_class": "GPT2TokenizerFast"})");
    CHECK(tokens(Tokenizer::load(folder.path()).value(), "A") == Tokens{"A"});
    folder.write("tokenizer_config.json", R"({"tokenizer_class": "PreTrainedTokenizerFast"})");
    CHECK(tokens(Tokenizer::load(folder.path()).value(), "A") == Tokens{"a"});
    folder.write("tokenizer_config.json", R"({"tokenizer_class": "GPT2Tokenizer"})");
    folder.write("config.json", R"({"model_type": "mistral"})"); // registered with the general class
    CHECK(tokens(Tokenizer::load(folder.path()).value(), "A") == Tokens{"a"});
}

// -------------------------------------------------------------- translation

namespace {

std::vector<std::uint32_t> ids(const Tokenizer& tokenizer, const std::string& text,
                               const EncodeOptions& options = {})
{
    return tokenizer.encode(EncodeInput::text(text), options).ids;
}

using Ids = std::vector<std::uint32_t>;

} // namespace

TEST_CASE("Marian's folder: a SentencePiece model for each side, ids by vocab.json")
{
    const TemporaryFolder folder;
    folder.write("source.spm", spmModel(pieces()));
    folder.write("target.spm", spmModel(pieces() + piece(mark + "ab", -1)));
    folder.write("vocab.json",
                 R"({"</s>": 0, "<unk>": 1, "▁a": 2, "b": 3, "▁ab": 4, ">>fra<<": 5, "<pad>": 6})");
    CHECK(holdsTokenizer(folder.path()));
    const Tokenizer tokenizer = Tokenizer::load(folder.path()).value();
    CHECK(tokenizer.info().targetPrefixes == Tokens{">>fra<<"});
    CHECK(tokenizer.info().padding->padId == 6);
    CHECK(tokenizer.info().modelMaxLength == 512);
    CHECK(ids(tokenizer, "a") == Ids{2, 0});
    CHECK(ids(tokenizer, ">>fra<<a") == Ids{5, 2, 0});
    CHECK(ids(tokenizer, "ab") == Ids{1, 1, 0}); // "▁", "ab" are not in the vocabulary
    EncodeOptions target;
    target.asTarget = true;
    CHECK(ids(tokenizer, "ab", target) == Ids{4, 0});
    CHECK(tokenizer.decode(Ids{4, 3, 0}, true) == "abb");
    CHECK(tokenizer.decode(Ids{2, 0}) == "a</s>");

    folder.write("vocab.json", R"({"</s>": 0})");
    mentions(Tokenizer::load(folder.path()).error(), {"vocab.json", "\"<unk>\""});
}

TEST_CASE("M2M100's folder: the languages follow the vocabulary")
{
    const TemporaryFolder folder;
    folder.write("sentencepiece.bpe.model", spmModel(pieces()));
    folder.write("vocab.json", R"({"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3, "▁a": 4})");
    folder.write("tokenizer_config.json", R"({"tokenizer_class": "M2M100Tokenizer", "src_lang": "am"})");
    const Tokenizer tokenizer = Tokenizer::load(folder.path()).value();
    CHECK(tokenizer.languageId("af") == 5);
    CHECK(tokenizer.languageId("xx") == std::nullopt);
    CHECK(ids(tokenizer, "a") == Ids{6, 4, 2});
    EncodeOptions options;
    options.language = "af";
    CHECK(ids(tokenizer, "a", options) == Ids{5, 4, 2});
    options.language = "xx";
    CHECK_THROWS_WITH_AS(ids(tokenizer, "a", options), doctest::Contains("no language \"xx\""),
                         core::Exception);
}

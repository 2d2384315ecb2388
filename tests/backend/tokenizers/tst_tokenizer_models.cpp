// SPDX-License-Identifier: Apache-2.0
// BPE and Unigram, their traces, batches over threads and streaming decode.
#include "backend/core/text_offsets.h"
#include "backend/tokenizers/decode_stream.h"
#include "backend/tokenizers/models/byte_trie.h"
#include "backend/tokenizers/models/merge_table.h"
#include "backend/tokenizers/tokenizer.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <random>

using namespace vitrine;
using namespace vitrine::tokenizers;
using Json = nlohmann::json;
using Tokens = std::vector<std::string>;

namespace {

Json fileWith(Json model)
{
    return {{"version", "1.0"}, {"added_tokens", Json::array()}, {"model", std::move(model)}};
}

Tokenizer load(const Json& file)
{
    return Tokenizer::fromJson(file.dump(), "t.json").value();
}

Json bpe()
{
    return {{"type", "BPE"},
            {"vocab",
             {{"h", 0}, {"u", 1}, {"g", 2}, {"s", 3}, {"p", 4}, {"hu", 5}, {"hug", 6}, {"ug", 7}, {"?", 8}}},
            {"merges", Json::parse(R"([["u", "g"], ["h", "ug"], ["h", "u"]])")}};
}

/// A list of pairs; nlohmann takes a list of lists for an object.
Json scored(const std::vector<std::pair<std::string, double>>& tokens)
{
    Json list = Json::array();
    for (const auto& [text, score] : tokens)
        list.push_back(Json::array({text, score}));
    return list;
}

Tokens tokensOf(const Tokenizer& tokenizer, const std::string& text)
{
    return tokenizer.encode(EncodeInput::text(text)).tokens;
}

} // namespace

TEST_CASE("BPE merges by rank and leaves out what it does not know")
{
    const Tokenizer tokenizer = load(fileWith(bpe()));
    CHECK(tokensOf(tokenizer, "hugs") == Tokens{"hug", "s"});
    CHECK(tokensOf(tokenizer, "hu") == Tokens{"hu"});
    CHECK(tokensOf(tokenizer, "hxug") == Tokens{"hug"}); // the library drops the x, and h and ug meet
    CHECK(tokensOf(tokenizer, "xyz").empty());
}

TEST_CASE("unknown characters are fused, kept apart or fall back to bytes")
{
    Json model = bpe();
    model["unk_token"] = "?";
    CHECK(tokensOf(load(fileWith(model)), "hxxg") == Tokens{"h", "?", "?", "g"});
    model["fuse_unk"] = true;
    const auto encoding = load(fileWith(model)).encode(EncodeInput::text("hxxg"));
    CHECK(encoding.tokens == Tokens{"h", "?", "g"});
    CHECK(encoding.offsets[1] == core::ByteSpan{{1}, {3}});
    model["byte_fallback"] = true;
    model["vocab"]["<0xC3>"] = 20;
    model["vocab"]["<0xA9>"] = 21;
    const auto bytes = load(fileWith(model)).encode(EncodeInput::text("h\xC3\xA9x"));
    CHECK(bytes.tokens == Tokens{"h", "<0xC3>", "<0xA9>", "?"});
    CHECK(bytes.offsets[1] == core::ByteSpan{{1}, {3}});
    CHECK(bytes.offsets[2] == core::ByteSpan{{1}, {3}});
}

TEST_CASE("affixes, and words that are tokens whatever the merges")
{
    Json model = {
        {"type", "BPE"},
        {"continuing_subword_prefix", "##"},
        {"end_of_word_suffix", "_"},
        {"vocab", {{"a", 0}, {"##b", 1}, {"##c_", 2}, {"ab", 3}, {"abc_", 4}, {"abd", 5}, {"##d_", 6}}},
        {"merges", {"a ##b", "ab ##c_"}}};
    CHECK(tokensOf(load(fileWith(model)), "abc") == Tokens{"abc_"});
    CHECK(tokensOf(load(fileWith(model)), "abd") == Tokens{"ab", "##d_"});
    model["ignore_merges"] = true;
    CHECK(tokensOf(load(fileWith(model)), "abd") == Tokens{"abd"});
}

TEST_CASE("wrong merges are named")
{
    const auto message = [](const char* key, Json value) {
        Json model = bpe();
        model[key] = std::move(value);
        const auto result = Tokenizer::fromJson(fileWith(model).dump(), "t.json");
        REQUIRE_FALSE(result.ok());
        return result.error().message;
    };
    CHECK(message("merges", {"u g", "h x"}).find("merges[1]") != std::string::npos);
    CHECK(message("merges", Json::parse(R"([["u", "s"]])")).find("\"us\"") != std::string::npos);
    CHECK(message("merges", {"u g s"}).find("merges[0]") != std::string::npos);
    CHECK(message("merges", {" g"}).find("merges[0]") != std::string::npos);
    CHECK(message("merges", {3}).find("merges[0]") != std::string::npos);
    CHECK(message("merges", Json::parse(R"([["u", "g", "s"]])")).find("merges[0]") != std::string::npos);
    CHECK(message("dropout", 1.5).find("dropout") != std::string::npos);
    CHECK(message("vocab", Json::array()).find("vocab") != std::string::npos);
}

TEST_CASE("both ways to merge agree")
{
    std::mt19937 random(7);
    const auto below = [&](std::uint32_t limit) { return std::uint32_t(random() % limit); };
    for (int round = 0; round < 300; ++round) {
        MergeTable merges;
        const std::uint32_t letters = 3, count = 2 + below(12);
        merges.reserve(count);
        for (std::uint32_t i = 0; i < count; ++i)
            merges.insert({below(letters + i), below(letters + i), i, letters + i});
        std::vector<Symbol> symbols(1 + random() % fewSymbols);
        for (Symbol& symbol : symbols)
            symbol = {below(letters), 1};
        auto few = symbols;
        few.resize(mergeFewSymbols(few.data(), few.size(), merges));
        mergeSymbols(symbols, merges);
        REQUIRE(few.size() == symbols.size());
        for (std::size_t i = 0; i < few.size(); ++i) {
            CHECK(few[i].entry == symbols[i].entry);
            CHECK(few[i].length == symbols[i].length);
        }
    }
}

TEST_CASE("ten megabytes of one letter take no quadratic time")
{
    Json model = {
        {"type", "BPE"}, {"vocab", {{"a", 0}, {"aa", 1}, {"aaaa", 2}}}, {"merges", {"a a", "aa aa"}}};
    const auto encoding = load(fileWith(model)).encode(EncodeInput::text(std::string(10'000'000, 'a')));
    CHECK(encoding.size() == 2'500'000);
    Json unigram = {
        {"type", "Unigram"}, {"unk_id", 0}, {"vocab", scored({{"u", 0.0}, {"aa", -1.0}, {"a", -2.0}})}};
    CHECK(load(fileWith(unigram)).encode(EncodeInput::text(std::string(2'000'000, 'a'))).size() == 1'000'000);
}

TEST_CASE("Unigram takes the best path; neighbouring unknown characters are one token")
{
    Json model = {
        {"type", "Unigram"},
        {"unk_id", 0},
        {"vocab",
         scored({{"<unk>", 0.0}, {"a", -1.0}, {"b", -1.0}, {"ab", -1.5}, {"abc", -9.0}, {"c", -2.0}})}};
    const Tokenizer tokenizer = load(fileWith(model));
    const auto encoding = tokenizer.encode(EncodeInput::text("abcxya"));
    CHECK(encoding.tokens == Tokens{"ab", "c", "xy", "a"});
    CHECK(encoding.ids == std::vector<std::uint32_t>{3, 5, 0, 1});
    model.erase("unk_id");
    CHECK_THROWS_AS(tokensOf(load(fileWith(model)), "x"), core::Exception);
    model["unk_id"] = 99;
    CHECK_FALSE(Tokenizer::fromJson(fileWith(model).dump(), "t.json").ok());
    model = {{"type", "Unigram"},
             {"unk_id", 0},
             {"byte_fallback", true},
             {"vocab", scored({{"<unk>", 0.0}, {"a", -1.0}, {"<0xC3>", -2.0}, {"<0xA9>", -2.0}})}};
    const auto bytes = load(fileWith(model)).encode(EncodeInput::text("a\xC3\xA9\xC3\xA8"));
    CHECK(bytes.tokens == Tokens{"a", "\xC3\xA9\xC3\xA8"}); // one byte is missing, so all are unknown
    CHECK(load(fileWith(model)).encode(EncodeInput::text("\xC3\xA9")).tokens == Tokens{"<0xC3>", "<0xA9>"});
}

TEST_CASE("scores are read as the library reads them")
{
    // serde_json's quick way to read a number misses the nearest double of these by the last bit
    const std::string text = R"({"version": "1.0", "model": {"type": "Unigram", "unk_id": 0,
        "vocab": [["<unk>", 0], ["a", -6.229016948897019 ], ["b", -1.5e-3], ["c", 12345678901234567890123]]}})";
    const auto vocabulary = Tokenizer::fromJson(text, "t.json").value().vocabulary();
    CHECK(vocabulary[1].score == -(6229016948897019.0 / 1e15));
    CHECK(vocabulary[2].score == -(15.0 / 1e4));
    CHECK(vocabulary[3].score == 12345678901234567890.0 * 1e3);
}

TEST_CASE("a trie finds every key that a text starts with")
{
    std::mt19937 random(3);
    std::vector<std::string> keys;
    for (int i = 0; i < 3000; ++i) {
        std::string key;
        for (std::size_t length = 1 + random() % 5; length > 0; --length)
            key += char("ab\xC3\xFFz"[random() % 5]);
        keys.push_back(std::move(key));
    }
    std::ranges::sort(keys);
    keys.erase(std::ranges::unique(keys).begin(), keys.end());
    std::vector<std::pair<std::string_view, std::uint32_t>> pairs;
    for (std::uint32_t i = 0; i < keys.size(); ++i)
        pairs.emplace_back(keys[i], i);
    const ByteTrie trie(pairs);
    for (const std::string& key : keys) {
        const std::string text = key + "b";
        std::vector<std::uint32_t> found, expected;
        trie.forEachPrefix(text, [&](std::size_t length, std::uint32_t value) {
            CHECK(text.substr(0, length) == keys[value]);
            found.push_back(value);
        });
        for (std::size_t length = 1; length <= text.size(); ++length)
            if (const auto at = std::ranges::lower_bound(keys, text.substr(0, length));
                at != keys.end() && *at == text.substr(0, length))
                expected.push_back(std::uint32_t(at - keys.begin()));
        CHECK(found == expected);
    }
    ByteTrie().forEachPrefix("a", [](std::size_t, std::uint32_t) { FAIL("an empty trie has no keys"); });
}

TEST_CASE("a trace tells how the tokens came about")
{
    const ModelTrace merged = load(fileWith(bpe())).explain("hugs");
    REQUIRE(merged.start.size() == 4);
    REQUIRE(merged.merges.size() == 2);
    CHECK(merged.merges[0].rank == 0);
    CHECK(merged.merges[0].left == 1);
    CHECK(merged.merges[1].rank == 1);
    CHECK(merged.merges[1].left == 0);
    CHECK(merged.merges[1].pieces.size() == 2);
    CHECK(merged.result.front().token == "hug");

    Json wordPiece = {{"type", "WordPiece"},
                      {"unk_token", "?"},
                      {"continuing_subword_prefix", "##"},
                      {"max_input_chars_per_word", 100},
                      {"vocab", {{"?", 0}, {"hug", 1}, {"##s", 2}}}};
    const ModelTrace matched = load(fileWith(wordPiece)).explain("hugs");
    REQUIRE(matched.attempts.size() == 3);
    CHECK(matched.attempts[0].candidate == "hugs");
    CHECK_FALSE(matched.attempts[0].found);
    CHECK(matched.attempts[1].found);
    CHECK(matched.attempts[2].candidate == "##s");

    Json unigram = {
        {"type", "Unigram"},
        {"unk_id", 0},
        {"vocab", scored({{"<unk>", 0.0}, {"h", -2.0}, {"hu", -3.0}, {"ug", -1.0}, {"g", -2.5}})}};
    const ModelTrace lattice = load(fileWith(unigram)).explain("hug");
    REQUIRE(lattice.edges.size() == 5); // h, hu, the unknown u, ug, g
    double best = 0;
    for (const auto& edge : lattice.edges)
        if (edge.isBest) best += edge.score;
    CHECK(best == doctest::Approx(-3.0));
    CHECK(lattice.result.size() == 2);
}

TEST_CASE("threads give what one thread gives, errors and padding included")
{
    const Tokenizer tokenizer = load(fileWith(bpe()));
    std::vector<EncodeInput> inputs;
    std::mt19937 random(1);
    for (int i = 0; i < 500; ++i) {
        std::string text;
        for (std::size_t length = random() % 60; length > 0; --length)
            text += "hugsp"[random() % 5];
        inputs.push_back(EncodeInput::text(text));
    }
    EncodeOptions options;
    for (const bool pads : {false, true}) {
        if (pads) options.padding = PaddingParams{};
        const auto one = tokenizer.encodeBatch(inputs, options, 1),
                   four = tokenizer.encodeBatch(inputs, options, 4);
        REQUIRE(one.size() == four.size());
        for (std::size_t i = 0; i < one.size(); ++i) {
            CHECK(one[i].ids == four[i].ids);
            CHECK(one[i].tokens == four[i].tokens);
            CHECK(one[i].offsets == four[i].offsets);
        }
    }
    options = {};
    options.offsets = false;
    const auto plain = tokenizer.encodeBatch(inputs, options, 2);
    CHECK(plain[0].ids == tokenizer.encode(inputs[0]).ids);
    CHECK(plain[0].offsets == std::vector<core::ByteSpan>(plain[0].size()));
    inputs[100] = EncodeInput::text("\xFF");
    CHECK_THROWS_AS(tokenizer.encodeBatch(inputs, {}, 4), core::Exception);
}

TEST_CASE("the vocabulary lists the model's tokens and the added ones")
{
    Json file = fileWith(bpe());
    file["added_tokens"] = {{{"id", 9},
                             {"content", "<s>"},
                             {"single_word", false},
                             {"lstrip", false},
                             {"rstrip", false},
                             {"normalized", false},
                             {"special", true}}};
    const Tokenizer tokenizer = load(file);
    const auto vocabulary = tokenizer.vocabulary();
    REQUIRE(vocabulary.size() == 10);
    CHECK(vocabulary[6].text == "hug");
    CHECK(vocabulary[9].isSpecial);
    REQUIRE(tokenizer.merges().size() == 3);
    CHECK(tokenizer.merges()[1].right == "ug");
}

TEST_CASE("streamed text only grows, splits no character, and is the whole in the end")
{
    Json model = {{"type", "BPE"}, {"merges", Json::array()}, {"vocab", {{"hi", 256}, {" there", 257}}}};
    for (int byte = 0; byte < 256; ++byte) {
        char name[8];
        std::snprintf(name, sizeof name, "<0x%02X>", byte);
        model["vocab"][name] = byte;
    }
    Json file = fileWith(model);
    file["decoder"] =
        Json::parse(R"({"type": "Sequence", "decoders": [{"type": "ByteFallback"}, {"type": "Fuse"}]})");
    const Tokenizer tokenizer = load(file);
    DecodeStream stream(tokenizer);
    CHECK(stream.step(256) == "hi");
    CHECK(stream.step(0xC3) == "");
    CHECK(stream.step(0xA9) == "\xC3\xA9");
    CHECK(stream.step(257) == " there");
    CHECK(stream.step(999) == "");
    CHECK(stream.step(0xF0) == "");
    CHECK(stream.finish() == "\xEF\xBF\xBD");

    std::mt19937 random(5);
    for (int round = 0; round < 300; ++round) {
        std::vector<std::uint32_t> ids, noise;
        for (std::size_t count = random() % 12; count > 0; --count) {
            for (const unsigned char byte :
                 std::string(std::vector{"a", "\xC3\xA9", "\xF0\x9F\x98\x80"}[random() % 3]))
                ids.push_back(byte);
            if (random() % 2) ids.push_back(256 + std::uint32_t(random() % 2));
            noise.push_back(std::uint32_t(random() % 258));
        }
        const auto streamed = [&](const std::vector<std::uint32_t>& all) {
            DecodeStream each(tokenizer);
            std::string text;
            for (const std::uint32_t id : all) {
                text += each.step(id);
                CHECK(core::findInvalidUtf8(text) == std::string::npos);
            }
            return text + each.finish();
        };
        CHECK(streamed(ids) == tokenizer.decode(ids));
        CHECK(core::findInvalidUtf8(streamed(noise)) == std::string::npos);
    }
}

TEST_CASE("a stream keeps the spaces that a decoder puts between tokens")
{
    Json wordPiece = {{"type", "WordPiece"},
                      {"unk_token", "?"},
                      {"continuing_subword_prefix", "##"},
                      {"max_input_chars_per_word", 100},
                      {"vocab", {{"?", 0}, {"hug", 1}, {"##s", 2}, {".", 3}}}};
    Json file = fileWith(wordPiece);
    file["decoder"] = {{"type", "WordPiece"}, {"prefix", "##"}, {"cleanup", true}};
    const Tokenizer tokenizer = load(file);
    DecodeStream stream(tokenizer);
    std::string text;
    for (const std::uint32_t id : {1, 2, 1, 3})
        text += stream.step(id);
    CHECK(text + stream.finish() == tokenizer.decode(std::vector<std::uint32_t>{1, 2, 1, 3}));
}

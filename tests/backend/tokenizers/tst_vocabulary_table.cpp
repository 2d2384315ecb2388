// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/tokenizer.h"
#include "backend/tokenizers/vocabulary_table.h"

#include <doctest/doctest.h>

using namespace vitrine;
using namespace vitrine::tokenizers;

namespace {

VocabularyTable tableOf(std::string_view model, std::string_view added = "[]")
{
    core::RunControl control;
    const auto tokenizer = Tokenizer::fromJson(
        R"({"version":"1.0","added_tokens":)" + std::string(added) +
            R"(,"normalizer":null,"pre_tokenizer":null,"post_processor":null,"decoder":null,"model":)" +
            std::string(model) + "}",
        "test");
    return makeVocabularyTable(tokenizer.value(), control);
}

VocabularyTable wordPiece()
{
    return tableOf(
        R"({"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##","max_input_chars_per_word":100,
            "vocab":{"[UNK]":0,"un":1,"##un":2,"unhappy":3,"Happy":4,"дом":5,"домOK":6,"42":7,"##py":8}})",
        R"([{"id":0,"content":"[UNK]","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}])");
}

std::vector<std::uint32_t> ids(const VocabularyTable& table, VocabularyFilter filter,
                               VocabularyOrder order = VocabularyOrder::Id, bool descending = false)
{
    core::RunControl control;
    std::vector<std::uint32_t> found;
    for (const auto place : queryVocabulary(table, filter, order, descending, control))
        found.push_back(table.entries[place].id);
    return found;
}

using Ids = std::vector<std::uint32_t>;
using Match = VocabularyFilter::Match;
using Kind = VocabularyFilter::Kind;

} // namespace

TEST_CASE("Tokens read as text, with their script")
{
    const auto table = wordPiece();
    REQUIRE(table.entries.size() == 9);
    CHECK(table.entries[0].isSpecial);
    CHECK(table.entries[2].text == "un");
    CHECK(table.entries[2].isContinuing);
    CHECK(table.entries[5].script == "Cyrillic");
    CHECK(table.entries[5].characters == 3);
    CHECK(table.entries[6].script == "Mixed");
    CHECK(table.entries[7].script == "");

    const auto bytes = tableOf(
        R"({"type":"BPE","vocab":{"Ġ":0,"Ċ":1,"Ã":2,"Ġthe":3,"t":4,"h":5,"e":6,"th":7,"the":8,"Ã©":9,"©":10},
            "merges":["t h","th e","Ġ the","Ã ©"]})");
    CHECK(bytes.entries[0].text == " ");
    CHECK(bytes.entries[3].text == " the");
    CHECK(bytes.entries[2].isByte);
    CHECK(bytes.entries[2].text == "\\xC3");
    CHECK(bytes.entries[9].text == "é");
    CHECK_FALSE(bytes.entries[9].isByte);
}

TEST_CASE("Every kind of search")
{
    const auto table = wordPiece();
    CHECK(ids(table, {.pattern = "un"}) == Ids{0, 1, 2, 3}); // [UNK]: case is folded
    CHECK(ids(table, {.pattern = "un", .matchCase = true}) == Ids{1, 2, 3});
    CHECK(ids(table, {.pattern = "##"}) == Ids{2, 8});
    CHECK(ids(table, {.pattern = "un", .match = Match::Equals}) == Ids{1, 2});
    CHECK(ids(table, {.pattern = "happy", .match = Match::Ends}) == Ids{3, 4});
    CHECK(ids(table, {.pattern = "^ДОМ$", .match = Match::Regex}) == Ids{5});
    CHECK(ids(table, {.pattern = "2-4", .match = Match::Id}) == Ids{2, 3, 4});
    CHECK(ids(table, {.pattern = " 7 ", .match = Match::Id}) == Ids{7});
    CHECK(ids(table, {.kind = Kind::Special}) == Ids{0});
    CHECK(ids(table, {.kind = Kind::Continuing}) == Ids{2, 8});
    CHECK(ids(table, {.script = "Cyrillic"}) == Ids{5});
    CHECK(ids(table, {.minCharacters = 6}) == Ids{3});
    CHECK(ids(table, {.minCharacters = 5}, VocabularyOrder::Length, true) == Ids{3, 0, 4, 6});
    CHECK(ids(table, {.pattern = "9", .match = Match::Id}).empty());
    CHECK_THROWS_AS(ids(table, {.pattern = "x-y", .match = Match::Id}), core::Exception);
    CHECK_THROWS_AS(ids(table, {.pattern = "(", .match = Match::Regex}), core::Exception);
}

TEST_CASE("The neighbours of a token")
{
    core::RunControl control;
    const auto table =
        tableOf(R"({"type":"BPE","vocab":{"t":0,"h":1,"e":2,"th":3,"the":4,"them":5,"m":6,"ethe":7},
        "merges":["t h","th e","the m","e the"]})");
    const auto found = neighboursOf(table, table.places.at("the"), 10, control);
    CHECK(found.around.size() == 8);
    CHECK(found.begins == Ids{5});
    CHECK(found.contains == Ids{7});
    CHECK(found.parts == Ids{3, 0, 1, 2});
    REQUIRE(found.madeBy);
    CHECK(found.madeBy->rank == 1);
    CHECK(found.madeBy->left == "th");
    REQUIRE(found.usedIn.size() == 2);
    CHECK(found.usedIn[1].rank == 3);
    const auto cut = neighboursOf(table, table.places.at("the"), 1, control);
    CHECK(cut.parts.size() == 1);
    CHECK(cut.partsCount == 4);
}

TEST_CASE("Two vocabularies against each other")
{
    core::RunControl control;
    const auto a = wordPiece();
    const auto b =
        tableOf(R"({"type":"WordLevel","unk_token":"[UNK]","vocab":{"[UNK]":0,"un":7,"py":8,"new":9}})");
    const auto written = overlapOf(a, b, false, control);
    CHECK(written.sameId.size() == 1);
    CHECK(written.otherId.size() == 1);
    CHECK(written.onlyFirst.size() == 7);
    CHECK(written.onlySecond == Ids{2, 3});
    const auto read = overlapOf(a, b, true, control);
    CHECK(read.sameId.size() == 2);  // [UNK], ##py = py at 8
    CHECK(read.otherId.size() == 2); // un, ##un
    CHECK(read.onlySecond == Ids{3});
}

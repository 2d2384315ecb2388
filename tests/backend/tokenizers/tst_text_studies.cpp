// SPDX-License-Identifier: Apache-2.0
// Look-ups, answers in windows, labels, statistics and the way of characters. What the Python libraries say
// about the same is checked by tests/compare/compare_text_studies.py.
#include "backend/core/json_access.h"
#include "backend/tokenizers/answer_windows.h"
#include "backend/tokenizers/character_trace.h"
#include "backend/tokenizers/file_statistics.h"
#include "backend/tokenizers/label_alignment.h"
#include "backend/tokenizers/lookup.h"
#include "backend/tokenizers/tokenizer.h"

#include <doctest/doctest.h>

#include <fstream>

#include <unistd.h>

using namespace vitrine;
using namespace vitrine::tokenizers;
using core::Json;

namespace {

/// WordPiece in lower case with BERT's special tokens; `changes` replace parts.
Tokenizer bert(const Json& changes = Json::object())
{
    Json vocabulary = Json::object();
    for (const char* token : {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "who", "is", "ann", "##a", "she", "live",
                              "##s", "in", "paris", "cafe", ".", "?", "haハ", "ハ"})
        vocabulary[token] = vocabulary.size();
    Json file = {
        {"added_tokens", Json::array()},
        {"normalizer",
         {{"type", "BertNormalizer"},
          {"clean_text", true},
          {"handle_chinese_chars", true},
          {"strip_accents", nullptr},
          {"lowercase", true}}},
        {"pre_tokenizer", {{"type", "BertPreTokenizer"}}},
        {"post_processor", {{"type", "BertProcessing"}, {"sep", {"[SEP]", 3}}, {"cls", {"[CLS]", 2}}}},
        {"model",
         {{"type", "WordPiece"},
          {"unk_token", "[UNK]"},
          {"continuing_subword_prefix", "##"},
          {"max_input_chars_per_word", 100},
          {"vocab", vocabulary}}}};
    file.update(changes);
    return Tokenizer::fromJson(file.dump(), "test").value();
}

core::ByteSpan bytes(std::size_t begin, std::size_t end)
{
    return {{begin}, {end}};
}

class TextFile
{
public:
    explicit TextFile(const std::string& content)
    {
        static int number = 0;
        m_path = std::filesystem::temp_directory_path() /
                 ("vitrine-studies-" + std::to_string(getpid()) + "-" + std::to_string(++number));
        std::ofstream(m_path, std::ios::binary) << content;
    }
    ~TextFile() { std::filesystem::remove(m_path); }
    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

struct StopAtOnce final : core::RunControl
{
    std::stop_token stopToken() const override { return stop.get_token(); }
    std::stop_source stop;
};

} // namespace

TEST_CASE("characters, tokens and words are found from each other")
{
    const auto encoding = bert().encode(EncodeInput::pair("Who is Anna?", "Anna lives."));
    // [CLS] who is ann ##a ? [SEP] ann ##a live ##s . [SEP]
    REQUIRE(encoding.size() == 13);
    CHECK(charToToken(encoding, {4}) == 2);
    CHECK(charToToken(encoding, {3}) == std::nullopt); // a space
    CHECK(charToToken(encoding, {0}, 1) == 7);
    CHECK(charToToken(encoding, {999}) == std::nullopt);
    CHECK(charToWord(encoding, {10}) == 2);
    CHECK(charToWord(encoding, {5}, 1) == 1);
    CHECK(tokenToChars(encoding, 3) == bytes(7, 10));
    CHECK(tokenToChars(encoding, 0) == std::nullopt);
    CHECK(tokenToChars(encoding, 13) == std::nullopt);
    CHECK(tokenToWord(encoding, 4) == 2);
    CHECK(tokenToSequence(encoding, 8) == 1);
    CHECK(tokenToSequence(encoding, 6) == std::nullopt);
    CHECK(wordToTokens(encoding, 2) == TokenRange{3, 5});
    CHECK(wordToTokens(encoding, 1, 1) == TokenRange{9, 11});
    CHECK(wordToTokens(encoding, 9) == std::nullopt);
    CHECK(wordToChars(encoding, 2) == bytes(7, 11));
    CHECK(wordToChars(encoding, 1, 1) == bytes(5, 10));
}

TEST_CASE("where nothing is numbered all is the first text")
{
    const auto tokenizer = bert({{"post_processor", nullptr}});
    const auto encoding = tokenizer.encode(EncodeInput::text("who is"));
    CHECK(tokenToSequence(encoding, 1) == 0);
    CHECK(tokenToWord(encoding, 1) == 1);
    CHECK(charToToken(encoding, {4}) == 1);
}

TEST_CASE("each window says whether it holds the answer")
{
    EncodeOptions options;
    options.truncation = TruncationParams{8, 1, TruncationStrategy::OnlySecond, Side::Right};
    const std::string context = "anna lives in paris . she is in paris";
    const auto first = bert().encode(EncodeInput::pair("who is", context), options);
    // [CLS] who is [SEP] and three tokens of the context [SEP]
    const auto holds = [&](const Encoding& window, core::ByteSpan answer) {
        const auto found = findAnswer(window, answer);
        if (!found.isInside) CHECK((found.startToken == 0 && found.endToken == 0));
        return found.isInside;
    };
    CHECK(holds(first, bytes(0, 4)));
    CHECK(findAnswer(first, bytes(0, 4)).startToken == 4);
    CHECK(findAnswer(first, bytes(0, 4)).endToken == 5);
    CHECK_FALSE(holds(first, bytes(14, 19)));
    std::size_t windows = 0;
    for (const auto& window : first.overflowing)
        windows += holds(window, bytes(14, 19));
    CHECK(windows == 1);
    // Half of it is not enough; an answer inside a token is that token.
    CHECK_FALSE(holds(first, bytes(0, 19)));
    CHECK(findAnswer(first, bytes(1, 2)).startToken == 4);
    CHECK(findAnswer(first, bytes(1, 2)).endToken == 4);
    // A window without any of the context.
    CHECK_FALSE(holds(bert().encode(EncodeInput::text("who is")), bytes(0, 1)));
}

TEST_CASE("labels of words become labels of tokens")
{
    const std::vector<std::string> names{"O", "B-PER", "I-PER", "NN"};
    const std::vector<int> labels{1, 0, 3};
    using Id = std::optional<std::uint32_t>;
    const std::vector<Id> words{std::nullopt, 0, 0, 1, 2, 2, std::nullopt};
    CHECK(alignLabels(labels, words, names) == std::vector<int>{-100, 1, 2, 0, 3, 3, -100});
    CHECK(alignLabels(labels, words, names, {.beginToInside = false}) ==
          std::vector<int>{-100, 1, 1, 0, 3, 3, -100});
    CHECK(alignLabels(labels, words, names, {.onlyFirst = true}) ==
          std::vector<int>{-100, 1, -100, 0, 3, -100, -100});
    const std::vector<Id> unknownWord{3};
    CHECK_THROWS_WITH_AS(alignLabels(labels, unknownWord, names), doctest::Contains("word 3"),
                         core::Exception);
    const std::vector<int> unnamed{7};
    CHECK_THROWS_AS(alignLabels(unnamed, std::vector<Id>{0}, names), core::Exception);
}

TEST_CASE("labelled words are read as CoNLL files hold them")
{
    const auto words = parseLabeledWords("EU NNP B-NP B-ORG\r\n\nrejects\tO\n German  B-MISC \n");
    CHECK(words.words == std::vector<std::string>{"EU", "rejects", "German"});
    CHECK(words.names == std::vector<std::string>{"O", "B-ORG", "I-ORG", "B-MISC", "I-MISC"});
    CHECK(words.labels == std::vector<int>{1, 0, 3});
    CHECK(parseLabeledWords("").words.empty());
    CHECK_THROWS_WITH_AS(parseLabeledWords("a O\n\nalone\n"), doctest::Contains("line 3"), core::Exception);
}

TEST_CASE("a change is named by what it does")
{
    const auto name = [](const char* before, const char* after) { return describeChange(before, after); };
    CHECK(name("a", "a") == CharChange::None);
    CHECK(name("A", "a") == CharChange::Lowercased);
    CHECK(name("バ", "ハ") == CharChange::AccentStripped);
    CHECK(name("É", "e") == CharChange::LowercasedAndStripped);
    CHECK(name("é", "e\u0301") == CharChange::CanonicalForm);
    CHECK(name("e\u0301", "é") == CharChange::CanonicalForm);
    CHECK(name("ﬁ", "fi") == CharChange::CompatibilityForm);
    CHECK(name("\t", " ") == CharChange::SpaceReplaced);
    CHECK(name("中", " 中 ") == CharChange::SpacesAdded);
    CHECK(name(" ", "") == CharChange::SpaceRemoved);
    CHECK(name("\u0001", "") == CharChange::ControlRemoved);
    CHECK(name("\u0301", "") == CharChange::AccentRemoved);
    CHECK(name("x", "") == CharChange::Removed);
    CHECK(name(" ", "▁") == CharChange::SpaceMarked);
    CHECK(name("a", "▁a") == CharChange::MarkAdded);
    CHECK(name("é", "Ã©") == CharChange::BytesSpelled);
    CHECK(name(" ", "Ġ") == CharChange::BytesSpelled);
    CHECK(name("\u00ad", "Â\u0143") == CharChange::BytesSpelled);
    CHECK(name("x", "y") == CharChange::Replaced);
}

TEST_CASE("every character is followed through the stages")
{
    const std::string text = "Café\u0001 バe\u0301 中";
    const auto tokenizer = bert();
    const auto traces = traceCharacters(text, tokenizer.stages(text));
    REQUIRE(traces.size() == 10);
    std::string whole;
    for (const auto& trace : traces)
        whole += text.substr(trace.original.begin.value, trace.original.length());
    CHECK(whole == text); // each byte once
    CHECK(traces[0].byNormalizer == CharChange::Lowercased);
    CHECK(traces[1].byNormalizer == CharChange::None);
    CHECK(traces[3].normalized == "e");
    CHECK(traces[3].byNormalizer == CharChange::AccentStripped);
    CHECK(traces[4].byNormalizer == CharChange::ControlRemoved);
    CHECK(traces[5].byPreTokenizer == CharChange::SpaceRemoved);
    CHECK(traces[6].normalized == "ハ");
    CHECK(traces[7].original.length() == 3); // the letter and its mark are one
    CHECK(traces[7].byNormalizer == CharChange::AccentStripped);
    CHECK(traces[7].firstPreToken == 1);
    CHECK(traces[9].preTokenized == "中");
    CHECK(traceCharacters("", tokenizer.stages("")).empty());
}

TEST_CASE("bytes spelled by the pre-tokenizer are its change, and a prefix space is")
{
    Stages stages; // of "a é", as GPT-2 has them with a prefix space
    stages.normalized = "a é";
    stages.normalizedOrigins = {bytes(0, 1), bytes(1, 2), bytes(2, 4)};
    stages.preTokens.push_back({"Ġa", bytes(0, 1), {bytes(0, 1), bytes(0, 1)}, {}});
    stages.preTokens.push_back({"ĠÃ©", bytes(1, 4), {bytes(1, 2), bytes(2, 4), bytes(2, 4)}, {}});
    const auto traces = traceCharacters("a é", stages);
    REQUIRE(traces.size() == 3);
    CHECK(traces[0].preTokenized == "Ġa");
    CHECK(traces[0].byPreTokenizer == CharChange::MarkAdded);
    CHECK(traces[1].byPreTokenizer == CharChange::BytesSpelled);
    CHECK(traces[2].preTokenized == "Ã©");
    CHECK(traces[2].byNormalizer == CharChange::None);
}

TEST_CASE("a file's figures are those of its lines")
{
    const auto tokenizer = bert();
    core::RunControl control;
    const TextFile file("Who is Anna?\r\n\nPARIS zzz\nin");
    const auto statistics = fileStatistics(tokenizer, file.path(), control);
    CHECK(statistics.texts.texts == 4);
    CHECK(statistics.texts.emptyTexts == 1);
    CHECK(statistics.texts.words == 6);
    CHECK(statistics.texts.tokens == 8); // who is ann ##a ? | paris [UNK] | in
    CHECK(statistics.texts.unknown == 1);
    CHECK(statistics.texts.bytes == 23);
    CHECK(statistics.texts.characters == 23);
    CHECK(statistics.readBytes == statistics.fileBytes);
    CHECK(statistics.texts.lengths == std::map<std::uint32_t, std::uint64_t>{{0, 1}, {1, 1}, {2, 1}, {5, 1}});
    CHECK(statistics.texts.lengthQuantile(0.5) == 1);
    CHECK(statistics.texts.lengthQuantile(1) == 5);
    CHECK(statistics.texts.mostFrequent(2).front().first == 1);
    CHECK(statistics.texts.mostFrequent(100).size() == 8);
}

TEST_CASE("a long line is cut, at a space if there is one and never inside a character")
{
    const auto tokenizer = bert();
    core::RunControl control;
    const auto repeated = [](std::string_view part) {
        std::string text;
        while (text.size() < 3 * longestText)
            text += part;
        return text;
    };
    const std::string words = repeated("paris in "), letters = repeated("é");
    const auto ofWords = fileStatistics(tokenizer, TextFile(words).path(), control);
    CHECK(ofWords.cutTexts >= 2);
    CHECK(ofWords.texts.texts == ofWords.cutTexts + 1);
    CHECK(ofWords.texts.bytes == words.size());
    CHECK(ofWords.texts.words == words.size() / 9 * 2);
    CHECK(ofWords.texts.unknown == 0);
    const auto ofLetters = fileStatistics(tokenizer, TextFile(letters).path(), control);
    CHECK(ofLetters.cutTexts >= 2);
    CHECK(ofLetters.texts.characters == letters.size() / 2);
}

TEST_CASE("what is no text file is refused with the place")
{
    const auto tokenizer = bert();
    core::RunControl control;
    const TextFile file("good\nbad \xff\n");
    CHECK_THROWS_WITH_AS(fileStatistics(tokenizer, file.path(), control), doctest::Contains("byte 9"),
                         core::Exception);
    CHECK_THROWS_AS(fileStatistics(tokenizer, "/no/such/file", control), core::Exception);
    CHECK_THROWS_AS(fileStatistics(tokenizer, "/", control), core::Exception);
    const TextFile empty("");
    CHECK(fileStatistics(tokenizer, empty.path(), control).texts.texts == 0);
    StopAtOnce stopped;
    stopped.stop.request_stop();
    CHECK_THROWS_AS(fileStatistics(tokenizer, file.path(), stopped), core::CanceledException);
}

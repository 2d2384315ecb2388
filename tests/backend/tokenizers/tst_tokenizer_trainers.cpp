// SPDX-License-Identifier: Apache-2.0
// What the trainers learn from a few texts (the numbers are the Tokenizers library's), and how a training is
// stopped, resumed and kept in its memory. Random corpora and options: tests/compare/compare_trainers.py.
#include "backend/core/file.h"
#include "backend/core/json_access.h"
#include "backend/tokenizers/trainers/trainer.h"
#include "backend/tokenizers/trainers/word_runs.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include <unistd.h>

using namespace vitrine;
using namespace vitrine::tokenizers;
using core::Json;
namespace fs = std::filesystem;

namespace {

struct Folder
{
    Folder()
    {
        static int next = 0;
        path = fs::temp_directory_path() /
               ("tst_trainers_" + std::to_string(::getpid()) + "_" + std::to_string(next++));
        fs::create_directories(path);
    }
    ~Folder() { fs::remove_all(path); }
    fs::path file(const std::string& name, const std::string& content) const
    {
        std::ofstream(path / name, std::ios::binary) << content;
        return path / name;
    }
    fs::path path;
};

/// Stops after some looks at the stop token.
class StopAfter final : public core::RunControl
{
public:
    explicit StopAfter(int looks) : m_left(looks) {}
    std::stop_token stopToken() const override { return m_source.get_token(); }
    void yield() override
    {
        if (m_left-- == 0) m_source.request_stop();
    }

private:
    std::stop_source m_source;
    int m_left;
};

AddedToken special(const std::string& content)
{
    AddedToken token;
    token.content = content;
    token.normalized = false;
    return token;
}

TrainingJob job(TrainingAlgorithm algorithm, std::size_t size, const fs::path& file)
{
    TrainingJob job;
    job.files = {file};
    job.trainer.algorithm = algorithm;
    job.trainer.vocabSize = size;
    return job;
}

/// A pipeline of one pre-tokenizer to train from.
TokenizerDocument base(const Json& model, const Json& preTokenizer)
{
    const Json json = {{"added_tokens", Json::array()}, {"pre_tokenizer", preTokenizer}, {"model", model}};
    TokenizerDocument document;
    document.origin = "base";
    document.tokenizerJson = json.dump();
    return document;
}

Json trained(const TrainingJob& job)
{
    core::RunControl control;
    return core::parseJson(trainTokenizer(job, control).document.tokenizerJson, "trained");
}

std::string message(const TrainingJob& job)
{
    core::RunControl control;
    const auto result = core::capture([&] { return trainTokenizer(job, control); });
    return result.ok() ? "" : result.error().message;
}

const std::string smallTexts = "hello world hello wood\nhold the world\n";

/// Many different words.
std::string largeText()
{
    std::string text;
    std::uint32_t state = 1;
    for (int line = 0; line < 3000; ++line) {
        for (int word = 0; word < 12; ++word) {
            for (int letter = 0; letter < 3 + word % 5; ++letter) {
                state = state * 1664525 + 1013904223;
                text += char('a' + (state >> 24) % 9);
            }
            text += ' ';
        }
        text += '\n';
    }
    return text;
}

} // namespace

TEST_CASE("BPE: merges of equal count go by the smaller ids")
{
    const Folder folder;
    auto bpe = job(TrainingAlgorithm::Bpe, 40, folder.file("a.txt", smallTexts));
    bpe.from = base({{"type", "BPE"}, {"vocab", Json::object()}, {"merges", Json::array()}},
                    {{"type", "Whitespace"}});
    bpe.trainer.specialTokens = {special("[A]"), special("[B]")};
    bpe.trainer.specialTokens[1].lstrip = true;
    const Json json = trained(bpe);
    CHECK(json["model"]["merges"].dump() ==
          R"([["h","e"],["l","d"],["w","o"],["l","l"],["r","ld"],["he","ll"],["wo","rld"],["hell","o"],)"
          R"(["h","o"],["o","d"],["t","he"],["wo","od"],["ho","ld"]])");
    CHECK(json["model"]["vocab"]["hold"] == 22);
    CHECK(json["added_tokens"][1]["lstrip"] == true);
    CHECK(json["added_tokens"][1]["id"] == 1);
}

TEST_CASE("Unigram: pieces and scores, the unknown one first")
{
    const Folder folder;
    auto unigram = job(TrainingAlgorithm::Unigram, 40, folder.file("a.txt", smallTexts));
    unigram.from =
        base({{"type", "Unigram"}, {"unk_id", 0}, {"vocab", Json::array({Json::array({"<unk>", 0.0})})}},
             {{"type", "Metaspace"}, {"replacement", "▁"}, {"prepend_scheme", "always"}, {"split", true}});
    unigram.trainer.specialTokens = {special("[A]")};
    const Json model = trained(unigram)["model"];
    CHECK(model["unk_id"] == 0);
    REQUIRE(model["vocab"].size() == 14);
    CHECK(model["vocab"][0][0] == "<unk>");
    CHECK(model["vocab"][1][0] == "[A]");
    CHECK(model["vocab"][2][0] == "l");
    CHECK(model["vocab"][2][1].get<double>() == doctest::Approx(-1.4366158483252887).epsilon(1e-9));
    CHECK(model["vocab"][5][0] == "▁wo");
    CHECK(model["vocab"][5][1].get<double>() == doctest::Approx(-2.3866159238033355).epsilon(1e-9));
}

TEST_CASE("WordPiece and WordLevel; the template gets the new ids")
{
    const Folder folder;
    auto words = job(TrainingAlgorithm::WordLevel, 4, folder.file("a.txt", smallTexts));
    words.trainer.specialTokens = {special("[UNK]")};
    CHECK(trained(words)["model"]["vocab"].dump() == R"({"[UNK]":0,"hello":1,"hold":3,"world":2})");

    auto pieces = job(TrainingAlgorithm::WordPiece, 40, words.files.front());
    pieces.trainer.specialTokens = {special("[UNK]"), special("[SEP]"), special("[CLS]")};
    const Json json = trained(pieces);
    CHECK(json["post_processor"]["special_tokens"]["[CLS]"]["ids"] == Json{2});
    CHECK(json["model"]["vocab"].contains("##ld"));
}

TEST_CASE("the same bytes whatever the threads, the memory and the stops")
{
    const Folder folder;
    const auto file = folder.file("a.txt", largeText());
    for (const auto algorithm : {TrainingAlgorithm::Bpe, TrainingAlgorithm::Unigram}) {
        auto one = job(algorithm, 300, file);
        one.trainer.unkToken = "<unk>";
        const Json expected = trained(one);
        auto two = one;
        two.threads = 3;
        two.memoryBytes = 3 << 20;
        CHECK(trained(two) == expected);

        two.checkpointFolder = folder.path / "checkpoint";
        for (int looks = 1; looks < 40; looks += 6) {
            StopAfter control(looks);
            CHECK_THROWS_AS(trainTokenizer(two, control), core::CanceledException);
            two.resume = true;
        }
        CHECK(trained(two) == expected);
        CHECK_FALSE(fs::exists(two.checkpointFolder));
    }
}

TEST_CASE("a checkpoint of another pipeline is refused")
{
    const Folder folder;
    auto bpe = job(TrainingAlgorithm::Bpe, 300, folder.file("a.txt", largeText()));
    bpe.checkpointFolder = folder.path / "checkpoint";
    StopAfter control(12);
    CHECK_THROWS_AS(trainTokenizer(bpe, control), core::CanceledException);
    auto other = bpe;
    other.trainer.algorithm = TrainingAlgorithm::WordLevel;
    other.resume = true;
    CHECK(message(other).find("another normalizer or pre-tokenizer") != std::string::npos);
}

TEST_CASE("words that don't fit into the memory go, the rarest first")
{
    const Folder folder;
    std::string text;
    for (int i = 0; i < 60000; ++i)
        text += "word" + std::to_string(i) + (i % 50 == 0 ? " often" : "") + "\n";
    auto words = job(TrainingAlgorithm::WordLevel, 100000, folder.file("a.txt", text));
    words.trainer.specialTokens = {special("[UNK]")};
    words.memoryBytes = 1 << 20;
    core::RunControl control;
    const auto result = trainTokenizer(words, control);
    CHECK(result.distinctWords == 1);
    REQUIRE(result.warnings.size() == 1);
    CHECK(result.warnings[0].find("60000 of 60001 distinct words were left out") != std::string::npos);
}

TEST_CASE("events: merges as learned, pairs by count, compression on held-out texts")
{
    const Folder folder;
    auto bpe = job(TrainingAlgorithm::Bpe, 120, folder.file("a.txt", largeText()));
    bpe.heldOutTexts = {"abcabc abcdefghi", "not of this alphabet"};
    TrainingObserver observer;
    observer.intervalSeconds = 0;
    std::vector<LearnedMerge> merges;
    std::vector<Compression> compression;
    bool pairsAreSorted = true;
    observer.onEvent = [&](const TrainingEvent& event) {
        merges.insert(merges.end(), event.merges.begin(), event.merges.end());
        compression.insert(compression.end(), event.compression.begin(), event.compression.end());
        pairsAreSorted &= std::ranges::is_sorted(event.topPairs, std::ranges::greater(), &PairCount::count);
    };
    core::RunControl control;
    const auto result = trainTokenizer(bpe, control, observer);
    REQUIRE(merges.size() == result.merges);
    for (std::size_t i = 0; i < merges.size(); ++i) {
        CHECK(merges[i].rank == i);
        CHECK(merges[i].token == merges[i].left + merges[i].right);
    }
    CHECK(pairsAreSorted);
    REQUIRE(compression.size() > 1);
    CHECK(compression.back().bytesPerToken > compression.front().bytesPerToken);
    CHECK(result.effect.texts == 1000);
    CHECK(result.effect.trained.tokensPerWord > 0);
}

TEST_CASE("what can't be trained says why")
{
    const Folder folder;
    const auto small = folder.file("a.txt", smallTexts);
    CHECK(message(job(TrainingAlgorithm::Bpe, 100, folder.file("empty.txt", ""))).find("empty") !=
          std::string::npos);
    CHECK(message(job(TrainingAlgorithm::Bpe, 100, folder.file("blank.txt", "\n\n"))).find("no words") !=
          std::string::npos);
    CHECK(message(job(TrainingAlgorithm::Bpe, 100, folder.file("bad.txt", "ab\ncd\xFF\n"))).find("line 2") !=
          std::string::npos);
    CHECK(message(job(TrainingAlgorithm::Unigram, 5, small)).find("can't hold the 9 different characters") !=
          std::string::npos);
    auto column = job(TrainingAlgorithm::Bpe, 100, folder.file("a.jsonl", "{\"text\": \"a\", \"n\": 1}\n"));
    column.column = "words";
    CHECK(message(column).find("no column \"words\"") != std::string::npos);
    column.column = "n";
    CHECK(message(column).find("no text") != std::string::npos);
    auto wrong = job(TrainingAlgorithm::Unigram, 100, small);
    wrong.from = base({{"type", "WordLevel"}, {"vocab", {{"[UNK]", 0}}}, {"unk_token", "[UNK]"}}, {});
    CHECK(message(wrong).find("its model is WordLevel") != std::string::npos);
    // as many characters as tokens: the library's pruning would never end
    CHECK(message(job(TrainingAlgorithm::Unigram, 9, small)) == "");
}

TEST_CASE("damaged runs of word counts")
{
    const Folder folder;
    const WordCount words[] = {{"a", 3}, {"bc", 300}};
    writeWordRun(folder.path / "run", words);
    const std::string whole = core::readFile(folder.path / "run");
    core::RunControl control;
    std::uint64_t total = 0;
    const auto sum = [&](const WordCount& each) { total += each.count; };
    mergeWordRuns({folder.path / "run", folder.path / "run"}, sum, control);
    CHECK(total == 606);
    for (std::size_t length = 0; length < whole.size(); ++length) {
        folder.file("cut", whole.substr(0, length));
        CHECK_THROWS_AS(mergeWordRuns({folder.path / "cut"}, sum, control), core::Exception);
    }
}

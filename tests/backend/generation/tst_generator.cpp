// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/generation/generator.h"
#include "tests/backend/generation/fake_network.h"

#include <doctest/doctest.h>

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

using namespace vitrine;
using namespace vitrine::generation;
using tests::FakeNetwork;
using tests::Ids;
using tests::scattered;

namespace {

constexpr std::size_t vocabulary = 24;

const tokenizers::Tokenizer& tokenizer()
{
    static const auto result = tests::letters(vocabulary);
    return result;
}

GenerationConfig config(const char* json)
{
    return makeGenerationConfig(core::parseJson(json, "test"), vocabulary, {}, Reference::Version5);
}

std::vector<Generated> generate(const models::Network& network, const std::vector<Ids>& prompts,
                                const char* json, GeneratorOptions options = {})
{
    const c10::InferenceMode noGradients;
    core::RunControl control;
    TokenTexts texts(tokenizer());
    const auto settings = config(json);
    StopStrings stop(settings.stopStrings, texts);
    std::vector<Prompt> all;
    for (const auto& ids : prompts)
        all.push_back({ids, {1}});
    if (settings.seed) options.seed = *settings.seed;
    return Generator(network, settings, stop, options, control).run(all);
}

Ids greedy(const tests::Logits& logits, Ids ids, std::size_t count, std::int64_t eos)
{
    Ids made;
    while (made.size() < count && (made.empty() || made.back() != eos)) {
        const auto scores = logits(ids);
        made.push_back(std::max_element(scores.begin(), scores.end()) - scores.begin());
        ids.push_back(made.back());
    }
    return made;
}

std::string errorOf(const std::function<void()>& function)
{
    try {
        function();
    } catch (const core::Exception& error) {
        return error.error().message;
    }
    return "";
}

const std::vector<Ids> prompts{{3, 4, 5}, {7}, {1, 2, 3, 4, 5, 6, 7, 8}, {9, 9}, {2, 5}};

} // namespace

TEST_CASE("greedy decoding takes the largest until an end")
{
    const FakeNetwork network(vocabulary, scattered(vocabulary));
    const auto results = generate(network, prompts, R"({"max_new_tokens": 30, "eos_token_id": [0, 5]})");
    bool hadEos = false;
    for (std::size_t i = 0; i < prompts.size(); ++i) {
        const auto& sequence = results[i].sequences.front();
        Ids expected;
        auto ids = prompts[i];
        while (expected.size() < 30 && (expected.empty() || (expected.back() != 0 && expected.back() != 5))) {
            const auto next = greedy(scattered(vocabulary), ids, 1, -1).front();
            expected.push_back(next);
            ids.push_back(next);
        }
        CHECK(sequence.ids == expected);
        const bool isEos = expected.back() == 0 || expected.back() == 5;
        CHECK((sequence.finishReason == FinishReason::Eos) == isEos);
        hadEos |= isEos;
    }
    CHECK(hadEos);
}

TEST_CASE("a text in a batch becomes what it becomes alone")
{
    const FakeNetwork decoder(vocabulary, scattered(vocabulary));
    const FakeNetwork both(vocabulary, scattered(vocabulary), core::Family::EncoderDecoder);
    for (
        const char* json :
        {R"({"max_new_tokens": 12, "eos_token_id": 0, "repetition_penalty": 1.3})",
         R"({"max_length": 11, "eos_token_id": 0, "min_length": 6, "no_repeat_ngram_size": 2})",
         R"({"max_new_tokens": 9, "eos_token_id": 0, "num_beams": 3, "num_return_sequences": 2})",
         R"({"max_new_tokens": 9, "eos_token_id": [0, 4], "num_beams": 4, "early_stopping": true})",
         R"({"max_new_tokens": 9, "eos_token_id": 0, "num_beams": 2, "early_stopping": "never",
              "length_penalty": 2})",
         R"({"max_new_tokens": 9, "eos_token_id": 0, "do_sample": true, "seed": 3, "num_return_sequences": 3})",
         R"({"max_new_tokens": 9, "eos_token_id": 0, "do_sample": true, "seed": 3, "num_beams": 3})",
         R"({"max_new_tokens": 20, "eos_token_id": 0, "prompt_lookup_num_tokens": 3})",
         R"({"max_new_tokens": 5, "guidance_scale": 1.5})"})
        for (const auto* network : {&decoder, &both}) {
            if (network == &both && std::string(json).find("guidance") != std::string::npos) continue;
            CAPTURE(json);
            const auto together = generate(*network, prompts, json);
            for (std::size_t i = 0; i < prompts.size(); ++i) {
                GeneratorOptions options;
                options.firstStream = i;
                const auto alone = generate(*network, {prompts[i]}, json, options);
                REQUIRE(alone[0].sequences.size() == together[i].sequences.size());
                for (std::size_t k = 0; k < alone[0].sequences.size(); ++k) {
                    CHECK(alone[0].sequences[k].ids == together[i].sequences[k].ids);
                    CHECK(alone[0].sequences[k].score == together[i].sequences[k].score);
                }
            }
        }
}

TEST_CASE("prompt look-up changes nothing but the number of passes")
{
    // It says the same five letters again and again, and now and then another.
    const tests::Logits rhyme = [](const Ids& ids) {
        std::vector<float> logits(vocabulary, 0);
        logits[std::size_t(ids.back() % 5 + 1)] = 5;
        if (ids.size() % 11 == 0) logits[9] = 6;
        return logits;
    };
    const FakeNetwork network(vocabulary, rhyme);
    tests::FakeState::feeds = 0;
    const auto plain = generate(network, {{1, 2}}, R"({"max_new_tokens": 40})");
    const int passes = std::exchange(tests::FakeState::feeds, 0);
    const auto looked =
        generate(network, {{1, 2}}, R"({"max_new_tokens": 40, "prompt_lookup_num_tokens": 4})");
    CHECK(looked[0].sequences[0].ids == plain[0].sequences[0].ids);
    CHECK(passes == 40);
    CHECK(tests::FakeState::feeds < passes / 2);
}

TEST_CASE("sampling follows the softmax of what the warpers leave")
{
    const std::vector<float> logits{0, 1, 2, 0.5f, -1, 1.5f, -0.5f, 0.2f};
    const FakeNetwork network(8, [&](const Ids&) { return logits; });
    const auto probabilities = [&](const char* json) {
        const auto settings = config(json);
        auto scores = logits;
        const Ids ids{1};
        for (const auto& each : makeLogitsProcessors(settings, 8))
            each->apply({ids, 1, 2, ids, 0}, scores);
        std::vector<double> result;
        double sum = 0;
        for (const float score : scores)
            sum += result.emplace_back(std::exp(double(score)));
        for (auto& each : result)
            each /= sum;
        return result;
    };
    for (const char* json :
         {R"({"max_new_tokens": 1, "do_sample": true, "seed": 11, "num_return_sequences": 4000})",
          R"({"max_new_tokens": 1, "do_sample": true, "seed": 5, "num_return_sequences": 4000, "top_k": 3})",
          R"({"max_new_tokens": 1, "do_sample": true, "seed": 6, "num_return_sequences": 4000, "top_p": 0.8,
              "temperature": 1.7})",
          R"({"max_new_tokens": 1, "do_sample": true, "seed": 7, "num_return_sequences": 4000,
              "typical_p": 0.7})"}) {
        CAPTURE(json);
        const auto results = generate(network, {{1}}, json);
        std::vector<int> counts(8);
        for (const auto& each : results[0].sequences)
            ++counts[std::size_t(each.ids.front())];
        const auto expected = probabilities(json);
        double chiSquare = 0;
        for (std::size_t i = 0; i < 8; ++i) {
            if (expected[i] == 0) CHECK(counts[i] == 0);
            if (expected[i] == 0) continue;
            const double wanted = expected[i] * 4000;
            chiSquare += (counts[i] - wanted) * (counts[i] - wanted) / wanted;
        }
        CHECK(chiSquare < 24.3); // 0.1 % of 7 degrees
    }
}

TEST_CASE("beam sampling draws without replacement in proportion")
{
    const std::vector<float> scores{std::log(0.5f), std::log(0.3f), std::log(0.2f)};
    Random random(1, 0);
    std::map<std::pair<std::int64_t, std::int64_t>, int> counts;
    constexpr int draws = 20000;
    for (int i = 0; i < draws; ++i) {
        const auto drawn = drawSeveral(scores, 2, random);
        ++counts[{drawn[0], drawn[1]}];
    }
    const double p[] = {0.5, 0.3, 0.2};
    for (int a = 0; a < 3; ++a)
        for (int b = 0; b < 3; ++b) {
            const double expected = a == b ? 0 : p[a] * p[b] / (1 - p[a]);
            CHECK(std::abs(counts[{a, b}] / double(draws) - expected) < 0.015);
        }
}

TEST_CASE("a seed repeats, another one does not, and every text of a series has its own numbers")
{
    const FakeNetwork network(vocabulary, scattered(vocabulary, 0.1f));
    const auto with = [&](const char* json) {
        const auto results = generate(network, {{1, 2}, {1, 2}}, json);
        return std::pair(results[0].sequences[0].ids, results[1].sequences[0].ids);
    };
    const auto first = with(R"({"max_new_tokens": 20, "do_sample": true, "seed": 1})");
    CHECK(first == with(R"({"max_new_tokens": 20, "do_sample": true, "seed": 1})"));
    CHECK(first != with(R"({"max_new_tokens": 20, "do_sample": true, "seed": 2})"));
    CHECK(first.first != first.second);
}

TEST_CASE("stop strings end over the borders of tokens, and inside the prompt they don't count")
{
    // a b c d e …, always the next letter
    const FakeNetwork network(vocabulary, [](const Ids& ids) {
        std::vector<float> logits(vocabulary, 0);
        logits[std::size_t(ids.back() + 1) % vocabulary] = 5;
        return logits;
    });
    const auto results =
        generate(network, {{1, 2, 3}, {7}}, R"({"max_new_tokens": 8, "stop_strings": ["bc", "fgh", "k"]})");
    CHECK(results[0].sequences[0].ids == Ids{4, 5, 6, 7});
    CHECK(results[0].sequences[0].finishReason == FinishReason::Stop);
    CHECK(results[1].sequences[0].ids == Ids{8, 9, 10});
}

TEST_CASE("records tell of every choice, and the stream hears of every token")
{
    const FakeNetwork network(vocabulary, scattered(vocabulary));
    GeneratorOptions options;
    options.records = true;
    options.alternatives = 3;
    std::vector<std::int64_t> heard;
    bool wasLast = false;
    options.onToken = [&](std::size_t, std::size_t, const TokenRecord& token, bool isLast) {
        heard.push_back(token.id);
        wasLast = isLast;
    };
    const auto results = generate(network, {{4, 2}}, R"({"max_new_tokens": 6})", options);
    const auto& sequence = results[0].sequences[0];
    CHECK(heard == sequence.ids);
    CHECK(wasLast);
    REQUIRE(sequence.tokens.size() == sequence.ids.size());
    for (const auto& token : sequence.tokens) {
        CHECK(token.rank == 0);
        REQUIRE(token.alternatives.size() == 3);
        CHECK(token.alternatives[0].id == token.id);
        CHECK(token.alternatives[0].probability == doctest::Approx(std::exp(token.logProbability)));
        CHECK(token.entropy > 0);
    }
    options.onToken = {};
    const auto beams = generate(network, {{4, 2}}, R"({"max_new_tokens": 4, "num_beams": 3})", options);
    REQUIRE(beams[0].beams.size() == 4);
    for (std::size_t step = 0; step < 4; ++step)
        for (const auto& each : beams[0].beams[step])
            CHECK(each.parent == (step == 0 ? -1 : each.parent));
    CHECK(beams[0].sequences[0].tokens.size() == 4);
    // A beam's score is the mean of its log-probabilities.
    float sum = 0;
    for (const auto& token : beams[0].sequences[0].tokens)
        sum += token.logProbability;
    CHECK(*beams[0].sequences[0].score == doctest::Approx(sum / 4));
}

TEST_CASE("what cannot be done is said")
{
    const FakeNetwork network(vocabulary, scattered(vocabulary));
    const auto fails = [&](const char* json) {
        return errorOf([&] { (void)generate(network, {{1, 2, 3}}, json); });
    };
    CHECK(fails(R"({"max_new_tokens": 0})") ==
          "argument max_new_tokens: expected an integer of at least 1, found 0");
    CHECK(fails(R"({"max_length": 3})").find("the prompt has 3 tokens, but max_length is 3") !=
          std::string::npos);
    CHECK(fails(R"({"penalty_alpha": 0.6})").find("contrastive search") != std::string::npos);
    CHECK(fails(R"({"num_beam_groups": 2, "num_beams": 4})").find("group beam search") != std::string::npos);
    CHECK(fails(R"({"num_return_sequences": 2})").find("num_return_sequences") != std::string::npos);
    CHECK(fails(R"({"num_beams": 2, "num_return_sequences": 3})").find("at most num_beams") !=
          std::string::npos);
    CHECK(fails(R"({"do_sample": true, "temperature": 0})").find("temperature") != std::string::npos);
    CHECK(fails(R"({"early_stopping": "soon"})").find("early_stopping") != std::string::npos);
    CHECK(fails(R"({"bad_words_ids": [[99]]})").find("99 is no token id") != std::string::npos);
    CHECK(fails(R"({"forced_eos_token_id": 99})").find("99 is no token id") != std::string::npos);
    const FakeNetwork invalid(vocabulary, [](const Ids&) {
        std::vector<float> logits(vocabulary, 0);
        logits[3] = std::numeric_limits<float>::quiet_NaN();
        logits[5] = 1;
        return logits;
    });
    for (const char* json : {R"({"max_new_tokens": 2})", R"({"max_new_tokens": 2, "do_sample": true})",
                             R"({"max_new_tokens": 2, "num_beams": 2})"})
        CHECK(errorOf([&] { (void)generate(invalid, {{1}}, json); }).find("NaN") != std::string::npos);
    const auto cleaned = generate(invalid, {{1}}, R"({"max_new_tokens": 2, "remove_invalid_values": true})");
    CHECK(cleaned[0].sequences[0].ids == Ids{5, 5});
}

TEST_CASE("a stop keeps what the stream has heard")
{
    struct Stopping : core::RunControl
    {
        std::stop_source source;
        std::stop_token stopToken() const override { return source.get_token(); }
    } control;
    const FakeNetwork network(vocabulary, scattered(vocabulary));
    TokenTexts texts(tokenizer());
    StopStrings stop({}, texts);
    int heard = 0;
    GeneratorOptions options;
    options.onToken = [&](auto, auto, const auto&, bool) {
        if (++heard == 5) control.source.request_stop();
    };
    const auto settings = config(R"({"max_new_tokens": 50})");
    const c10::InferenceMode noGradients;
    const std::vector<Prompt> prompt{{{1, 2}, {}}};
    CHECK_THROWS_AS((void)Generator(network, settings, stop, options, control).run(prompt),
                    core::CanceledException);
    CHECK(heard == 5);
}

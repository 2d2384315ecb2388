// SPDX-License-Identifier: Apache-2.0
// What the tokenizers library made of our own small vocabularies (tests/compare/make_tokenizer_goldens.py).
#include "backend/core/file.h"
#include "backend/core/json_access.h"
#include "backend/core/text_offsets.h"
#include "backend/tokenizers/tokenizer.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <sstream>
#include <thread>

using namespace vitrine;
using namespace vitrine::tokenizers;
using core::Json;
namespace fs = std::filesystem;

namespace {

const fs::path folder = fs::path(VITRINE_TEST_DATA) / "tokenizers";

EncodeInput::Words words(const Json& value)
{
    return value.is_string() ? EncodeInput::Words{value.get<std::string>()} : value.get<EncodeInput::Words>();
}

/// A text or a pair; with `split` texts are arrays of words.
EncodeInput readInput(const Json& value, bool split)
{
    EncodeInput input;
    input.isSplitIntoWords = split;
    const bool isPair = split ? !value.empty() && value[0].is_array() : value.is_array();
    input.first = words(isPair ? value[0] : value);
    if (isPair) input.second = words(value[1]);
    return input;
}

struct Case
{
    EncodeOptions options;
    bool padsToLongest = false;
    std::vector<EncodeInput> inputs;
};

Case readCase(const Json& line, const TokenizerInfo& info)
{
    Case own;
    const auto arguments = line["options"].get<std::vector<std::string>>();
    const auto has = [&](const char* name) { return std::ranges::find(arguments, name) != arguments.end(); };
    const auto value = [&](const std::string& name, std::string fallback) {
        const auto found = std::ranges::find(arguments, name);
        return found == arguments.end() ? fallback : *(found + 1);
    };
    const auto side = [&](const char* name) { return value(name, "") == "left" ? Side::Left : Side::Right; };
    const std::size_t maxLength = std::stoul(value("--max-length", "0"));
    own.options.addSpecialTokens = !has("--no-special-tokens");
    if (has("--truncation")) {
        const auto strategy = value("--truncation", "");
        own.options.truncation = {maxLength, std::stoul(value("--stride", "0")),
                                  strategy == "only_first"    ? TruncationStrategy::OnlyFirst
                                  : strategy == "only_second" ? TruncationStrategy::OnlySecond
                                                              : TruncationStrategy::LongestFirst,
                                  side("--truncation-side")};
    }
    if (has("--padding")) {
        own.options.padding = info.padding;
        own.padsToLongest = value("--padding", "") == "longest";
        own.options.padding->length = maxLength;
        own.options.padding->multipleOf = std::stoul(value("--pad-to-multiple-of", "0"));
        own.options.padding->direction = side("--padding-side");
    }
    for (const Json& input : line["inputs"])
        own.inputs.push_back(readInput(input, has("--is-split-into-words")));
    return own;
}

Json codePointOffsets(const Encoding& encoding, const EncodeInput& input)
{
    Json result = Json::array();
    for (std::size_t i = 0; i < encoding.size(); ++i) {
        const auto& texts = encoding.textIds[i] == 0 ? input.first : *input.second;
        const std::size_t word = input.isSplitIntoWords ? encoding.wordIds[i].value_or(0) : 0;
        core::CodePointSpan span{};
        if (encoding.wordIds[i]) span = core::TextIndex(texts[word]).codePoints(encoding.offsets[i]);
        result.push_back({span.begin.value, span.end.value});
    }
    return result;
}

Json optionals(const std::vector<std::optional<std::uint32_t>>& values)
{
    Json result = Json::array();
    for (const auto& value : values)
        result.push_back(value ? Json(*value) : Json());
    return result;
}

Json toJson(const Encoding& encoding, const EncodeInput& input)
{
    Json result = {{"ids", encoding.ids},
                   {"tokens", encoding.tokens},
                   {"offsets", codePointOffsets(encoding, input)},
                   {"word_ids", optionals(encoding.wordIds)},
                   {"sequence_ids", optionals(encoding.sequenceIds)},
                   {"type_ids", encoding.typeIds},
                   {"attention_mask", encoding.attentionMask},
                   {"special_tokens_mask", encoding.specialTokensMask}};
    for (const Encoding& window : encoding.overflowing)
        result["overflowing"].push_back(toJson(window, input));
    return result;
}

void checkCase(const Tokenizer& tokenizer, const Json& line)
{
    Case own = readCase(line, tokenizer.info());
    if (own.padsToLongest) {
        EncodeOptions unpadded = own.options;
        unpadded.padding.reset();
        std::size_t longest = 0;
        for (const EncodeInput& input : own.inputs) {
            const auto encoding = core::capture([&] { return tokenizer.encode(input, unpadded); });
            if (encoding.ok()) longest = std::max(longest, encoding.value().size());
        }
        own.options.padding->length = longest;
    }
    for (std::size_t i = 0; i < own.inputs.size(); ++i) {
        CAPTURE(line["inputs"][i].dump());
        const auto found = core::capture([&] { return tokenizer.encode(own.inputs[i], own.options); });
        const Json& expected = line["encodings"][i];
        if (expected.is_string())
            CHECK_FALSE(found.ok());
        else if (!found.ok())
            FAIL_CHECK(found.error().message);
        else
            CHECK(toJson(found.value(), own.inputs[i]) == expected);
    }
}

} // namespace

TEST_CASE("encodings and decodings equal those of the library")
{
    int files = 0;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (!entry.path().string().ends_with(".cases.jsonl")) continue;
        ++files;
        fs::path file = entry.path();
        file.replace_extension().replace_extension(".json");
        const Tokenizer tokenizer = Tokenizer::load(file).value();
        std::istringstream lines(core::readFile(entry.path()));
        for (std::string text; std::getline(lines, text);) {
            const Json line = core::parseJson(text, entry.path().string());
            CAPTURE(file.string());
            if (line.contains("ids")) {
                CAPTURE(line["ids"].dump());
                CHECK(tokenizer.decode(line["ids"].get<std::vector<std::uint32_t>>(),
                                       line["skip"].get<bool>()) == line["text"].get<std::string>());
            } else {
                CAPTURE(line["options"].dump());
                checkCase(tokenizer, line);
            }
        }
    }
    CHECK(files == 23);
}

TEST_CASE("a batch is padded to its longest and equals its single encodings")
{
    const Tokenizer tokenizer = Tokenizer::load(folder / "wordpiece.json").value();
    const std::vector<EncodeInput> inputs{
        EncodeInput::text("hello"), EncodeInput::pair("the quick fox", "over dogs"), EncodeInput::text("")};
    EncodeOptions options;
    options.padding = tokenizer.info().padding;
    const auto batch = tokenizer.encodeBatch(inputs, options);
    REQUIRE(batch.size() == 3);
    options.padding->length = batch[1].size();
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(batch[i].size() == batch[1].size());
        CHECK(toJson(batch[i], inputs[i]) == toJson(tokenizer.encode(inputs[i], options), inputs[i]));
    }
}

TEST_CASE("one tokenizer serves several threads")
{
    const Tokenizer tokenizer = Tokenizer::load(folder / "wordpiece.json").value();
    const auto input = EncodeInput::text("The quick<new> été fox [MASK] jumps over 13 dogs.");
    const Json expected = toJson(tokenizer.encode(input), input);
    std::vector<int> equal(4, 0);
    std::vector<std::thread> threads;
    for (int& own : equal)
        threads.emplace_back([&] {
            for (int i = 0; i < 200; ++i)
                own += toJson(tokenizer.encode(input), input) == expected;
        });
    for (auto& thread : threads)
        thread.join();
    for (const int own : equal)
        CHECK(own == 200);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/encoding_json.h"
#include "app/cli/interrupt.h"
#include "app/cli/json_lines.h"
#include "backend/hub/locate.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <map>
#include <memory>

namespace vitrine::app {

using core::ErrorCode;
using core::Exception;
using core::Json;
using tokenizers::EncodeInput;
using tokenizers::EncodeOptions;
using tokenizers::Side;
using tokenizers::Tokenizer;
using tokenizers::TruncationStrategy;

Tokenizer loadTokenizer(const std::string& specification)
{
    return Tokenizer::load(hub::locate(specification)).value();
}

namespace {

enum class Padding { None, Longest, MaxLength };

struct Settings
{
    std::string tokenizer, language;
    bool noSpecialTokens = false, isSplitIntoWords = false, stages = false, asTarget = false;
    std::optional<TruncationStrategy> truncation;
    std::optional<std::size_t> maxLength;
    std::size_t stride = 0, padToMultipleOf = 0;
    Padding padding = Padding::None;
    Side paddingSide = Side::Right, truncationSide = Side::Right;
};

/// Wrong options, found after the command line was parsed; ends the program with ExitUsage.
[[noreturn]] void wrongUsage(const std::string& message)
{
    throw Exception(ErrorCode::InvalidArgument, "tokenize: " + message);
}

EncodeOptions encodeOptions(const Settings& settings, const tokenizers::TokenizerInfo& info)
{
    EncodeOptions options;
    options.addSpecialTokens = !settings.noSpecialTokens;
    options.language = settings.language;
    options.asTarget = settings.asTarget;
    const auto maxLength = settings.maxLength ? settings.maxLength : info.modelMaxLength;
    if (settings.truncation) {
        if (!maxLength) wrongUsage("--truncation needs --max-length, the tokenizer names no length");
        options.truncation = {*maxLength, settings.stride, *settings.truncation, settings.truncationSide};
    }
    if (settings.padding != Padding::None) {
        if (!info.padding) wrongUsage("--padding needs a pad token, and the tokenizer names none");
        options.padding = info.padding;
        options.padding->padTypeId = 0;
        options.padding->length.reset();
        if (settings.padding == Padding::MaxLength) {
            if (!maxLength)
                wrongUsage("--padding max_length needs --max-length, the tokenizer names no length");
            options.padding->length = *maxLength;
        }
        options.padding->multipleOf = settings.padToMultipleOf;
        options.padding->direction = settings.paddingSide;
    }
    return options;
}

EncodeInput::Words words(const Json& value)
{
    EncodeInput::Words result;
    for (const Json& word : value) {
        if (!word.is_string()) throw Exception(ErrorCode::InvalidArgument, "a word is not a string");
        result.push_back(word.get<std::string>());
    }
    return result;
}

EncodeInput wordsInput(const Json& value)
{
    const auto isArray = [](const Json& each) { return each.is_array(); };
    if (!value.is_array())
        throw Exception(ErrorCode::InvalidArgument,
                        "expected an array of words, or an array of two such arrays");
    EncodeInput input;
    input.isSplitIntoWords = true;
    if (value.size() == 2 && std::all_of(value.begin(), value.end(), isArray)) {
        input.first = words(value[0]);
        input.second = words(value[1]);
    } else {
        input.first = words(value);
    }
    return input;
}

EncodeInput textInput(const Json& value)
{
    if (value.is_string()) return EncodeInput::text(value.get<std::string>());
    if (value.is_array() && value.size() == 2 && value[0].is_string() && value[1].is_string())
        return EncodeInput::pair(value[0].get<std::string>(), value[1].get<std::string>());
    throw Exception(ErrorCode::InvalidArgument, "expected a string, or an array of two strings");
}

/// The stages of the first text; of words, one after the other.
std::string stagesJson(const Tokenizer& tokenizer, const EncodeInput& input)
{
    std::string json;
    if (!input.isSplitIntoWords) {
        appendStages(json, tokenizer.stages(input.first.front()), input.first.front());
        return json;
    }
    json += '[';
    for (const std::string& word : input.first) {
        if (json.size() > 1) json += ',';
        appendStages(json, tokenizer.stages(word), word);
    }
    return json + ']';
}

/// Answers line by line, or all at the end where padding needs the whole batch.
class TokenizeJob
{
public:
    TokenizeJob(const Settings& settings)
        : m_settings(settings),
          m_tokenizer(loadTokenizer(settings.tokenizer)),
          m_options(encodeOptions(settings, m_tokenizer.info()))
    {
    }

    int run()
    {
        JsonLineReader reader;
        while (const auto line = reader.next()) {
            auto input = core::capture([&] {
                return m_settings.isSplitIntoWords ? wordsInput(line->value()) : textInput(line->value());
            });
            if (m_settings.padding == Padding::Longest)
                m_batch.push_back(std::move(input));
            else if (input.ok())
                answer(input.value(), m_options);
            else
                fail(input.error());
        }
        answerBatch();
        return interrupted() ? ExitInterrupted : m_status;
    }

private:
    void fail(const core::Error& error)
    {
        m_status = ExitFailed;
        writeLine(errorJson(error));
    }

    void answer(const EncodeInput& input, const EncodeOptions& options)
    {
        const auto line = core::capture([&] {
            std::string json;
            appendEncoding(json, m_tokenizer.encode(input, options), input);
            if (m_settings.stages) json += ",\"stages\":" + stagesJson(m_tokenizer, input);
            return json + '}';
        });
        if (line.ok())
            writeJsonText(line.value());
        else
            fail(line.error());
    }

    /// Two passes over the batch, so that only texts are kept in memory: lengths first.
    void answerBatch()
    {
        if (m_batch.empty()) return;
        EncodeOptions unpadded = m_options;
        unpadded.padding.reset();
        std::size_t longest = 0;
        for (const auto& input : m_batch) {
            if (!input.ok() || interrupted()) continue;
            const auto encoding = core::capture([&] { return m_tokenizer.encode(input.value(), unpadded); });
            if (encoding.ok()) longest = std::max(longest, encoding.value().size());
        }
        EncodeOptions padded = m_options;
        padded.padding->length = longest;
        for (const auto& input : m_batch) {
            if (interrupted()) return;
            if (input.ok())
                answer(input.value(), padded);
            else
                fail(input.error());
        }
    }

    Settings m_settings;
    Tokenizer m_tokenizer;
    EncodeOptions m_options;
    std::vector<core::Result<EncodeInput>> m_batch;
    int m_status = ExitGood;
};

} // namespace

void addTokenizeCommand(CLI::App& program, int& status)
{
    const std::map<std::string, TruncationStrategy> strategies{
        {"longest_first", TruncationStrategy::LongestFirst},
        {"only_first", TruncationStrategy::OnlyFirst},
        {"only_second", TruncationStrategy::OnlySecond}};
    const std::map<std::string, Padding> paddings{{"longest", Padding::Longest},
                                                  {"max_length", Padding::MaxLength}};
    const std::map<std::string, Side> sides{{"left", Side::Left}, {"right", Side::Right}};

    CLI::App* command = program.add_subcommand("tokenize", "Texts in, tokens with ids and offsets out");
    const auto settings = std::make_shared<Settings>();
    command->add_option("--tokenizer", settings->tokenizer, "Folder, file, Hub id or starter:NAME")
        ->required();
    command->add_flag("--no-special-tokens", settings->noSpecialTokens,
                      "Leave out what the post-processor adds");
    command->add_option("--truncation", settings->truncation, "longest_first, only_first or only_second")
        ->transform(CLI::CheckedTransformer(strategies));
    command->add_option("--max-length", settings->maxLength, "In tokens, special tokens included");
    command->add_option("--stride", settings->stride, "Tokens that neighbouring windows share");
    command->add_option("--padding", settings->padding, "longest or max_length")
        ->transform(CLI::CheckedTransformer(paddings));
    command->add_option("--pad-to-multiple-of", settings->padToMultipleOf, "Round the padded length up");
    command->add_option("--padding-side", settings->paddingSide, "left or right")
        ->transform(CLI::CheckedTransformer(sides));
    command->add_option("--truncation-side", settings->truncationSide, "left or right")
        ->transform(CLI::CheckedTransformer(sides));
    command->add_option("--language", settings->language,
                        "Of a translation tokenizer: the texts' language, such as fr_XX");
    command->add_flag("--as-target", settings->asTarget, "The texts are what a translation model writes");
    command->add_flag("--is-split-into-words", settings->isSplitIntoWords, "A text is an array of words");
    command->add_flag("--stages", settings->stages, "Add the result of every stage");
    command->callback([settings, &status] { status = TokenizeJob(*settings).run(); });
}

} // namespace vitrine::app

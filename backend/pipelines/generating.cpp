// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/generating.h"

#include "backend/core/json_access.h"
#include "backend/pipelines/stages.h"
#include "backend/tokenizers/decode_stream.h"

#include <algorithm>
#include <map>
#include <random>

namespace vitrine::pipelines {

using core::ErrorCode;
using core::Exception;

namespace {

const tokenizers::Tokenizer& required(const PipelineParts& parts)
{
    if (!parts.tokenizer) throw Exception(ErrorCode::InvalidArgument, "a text pipeline needs a tokenizer");
    return *parts.tokenizer;
}

std::vector<std::int64_t> wide(const std::vector<std::uint32_t>& ids)
{
    return {ids.begin(), ids.end()};
}

/// Hands out the text of the first sequence of every input as it grows.
class Streams
{
public:
    Streams(std::span<const GeneratingInput> inputs, const tokenizers::Tokenizer& tokenizer,
            bool skipSpecialTokens, std::size_t first, const PipelineOptions& options)
        : m_inputs(inputs),
          m_tokenizer(tokenizer),
          m_skipSpecialTokens(skipSpecialTokens),
          m_first(first),
          m_options(options)
    {
    }

    void add(std::size_t input, const generation::TokenRecord& token, bool isLast)
    {
        auto found = m_streams.find(input);
        if (found == m_streams.end())
            found = m_streams
                        .emplace(input,
                                 streamAfter(tokensBefore(m_inputs[input]), m_tokenizer, m_skipSpecialTokens))
                        .first;
        auto& stream = found->second;
        auto text = stream.step(std::uint32_t(token.id));
        if (isLast) text += stream.finish();
        m_options.onToken({m_first + input, std::uint32_t(token.id), std::move(text), token.logProbability});
    }

private:
    std::span<const GeneratingInput> m_inputs;
    const tokenizers::Tokenizer& m_tokenizer;
    bool m_skipSpecialTokens;
    std::size_t m_first;
    const PipelineOptions& m_options;
    std::map<std::size_t, tokenizers::DecodeStream> m_streams;
};

std::uint64_t anySeed()
{
    std::random_device device;
    return std::uint64_t(device()) << 32 | device();
}

} // namespace

std::vector<std::int64_t> tokensBefore(const GeneratingInput& input)
{
    if (input.decoderStart.empty()) return wide(input.encoding.ids);
    return {input.decoderStart.begin() + 1, input.decoderStart.end()};
}

std::vector<std::int64_t> written(const GeneratingInput& input, std::span<const std::int64_t> ids)
{
    std::vector<std::int64_t> all;
    if (!input.decoderStart.empty()) all = tokensBefore(input);
    all.insert(all.end(), ids.begin(), ids.end());
    return all;
}

tokenizers::DecodeStream streamAfter(std::span<const std::int64_t> before,
                                     const tokenizers::Tokenizer& tokenizer, bool skipSpecialTokens)
{
    constexpr std::size_t enough = 8; // for a character in parts and a space
    tokenizers::DecodeStream stream(tokenizer, skipSpecialTokens);
    for (const auto id : before.last(std::min(before.size(), enough))) {
        // A text behind nothing but marks begins there.
        const bool isSpecial = std::ranges::any_of(tokenizer.addedTokens(), [&](const auto& token) {
            return token.special && std::int64_t(token.id) == id;
        });
        if (!isSpecial) (void)stream.step(std::uint32_t(id));
    }
    return stream;
}

TextGenerator::TextGenerator(PipelineParts parts) : m_parts(std::move(parts)), m_texts(required(m_parts)) {}

void TextGenerator::requireFits(const tokenizers::Encoding& encoding, std::size_t input) const
{
    const auto& model = m_parts.network.description();
    const auto place = "input " + std::to_string(input) + ": ";
    if (model.maxPositions > 0 && std::int64_t(encoding.size()) > model.maxPositions)
        throw Exception(ErrorCode::InvalidArgument,
                        place + "the text has " + std::to_string(encoding.size()) +
                            " tokens, the model takes at most " + std::to_string(model.maxPositions) +
                            " (truncation=true cuts it)");
    for (std::size_t i = 0; i < encoding.size(); ++i)
        if (std::int64_t(encoding.ids[i]) >= model.vocabSize)
            throw Exception(ErrorCode::InvalidArgument,
                            place + "token " + std::to_string(i) + " has id " +
                                std::to_string(encoding.ids[i]) + ", the model's vocab_size is " +
                                std::to_string(model.vocabSize) + ": the tokenizer belongs to another model");
}

std::optional<std::int64_t> TextGenerator::padId() const
{
    const auto& padding = tokenizer().info().padding;
    return padding ? std::optional(std::int64_t(padding->padId)) : std::nullopt;
}

bool TextGenerator::cleansUp() const
{
    const auto& path = tokenizer().info().path;
    const auto config =
        (std::filesystem::is_directory(path) ? path : path.parent_path()) / "tokenizer_config.json";
    // What Transformers 5 does not do for BPE, as it would take the spaces of the text itself.
    if (tokenizer().info().modelType == "BPE" || !std::filesystem::exists(config)) return false;
    const auto json = core::readJsonFile(config);
    const auto found = json.find("clean_up_tokenization_spaces");
    return found != json.end() && *found == true;
}

std::string TextGenerator::decode(std::span<const std::int64_t> ids,
                                  const GeneratingArguments& arguments) const
{
    std::vector<std::uint32_t> known;
    for (const auto id : ids)
        if (id >= 0) known.push_back(std::uint32_t(id));
    auto text = tokenizer().decode(known, arguments.skipSpecialTokens);
    return arguments.cleanUp ? tokenizers::cleanUpTokenizationSpaces(std::move(text)) : text;
}

std::vector<generation::Generated> TextGenerator::run(std::span<const GeneratingInput> inputs,
                                                      std::size_t first,
                                                      const generation::GenerationConfig& config,
                                                      const GeneratingArguments& arguments,
                                                      const PipelineOptions& options, double tokenizeSeconds,
                                                      core::RunControl& control, PipelineResult& result)
{
    std::vector<generation::Prompt> prompts;
    for (const auto& input : inputs)
        prompts.push_back({wide(input.encoding.ids), input.decoderStart});

    generation::GeneratorOptions generate;
    generate.records = options.details;
    generate.alternatives = arguments.alternatives;
    generate.seed = config.seed ? *config.seed : anySeed();
    generate.firstStream = options.firstInput + first;
    Streams streams(inputs, tokenizer(), arguments.skipSpecialTokens, first, options);
    if (options.onToken)
        generate.onToken = [&](std::size_t text, std::size_t sequence, const generation::TokenRecord& token,
                               bool isLast) {
            if (sequence == 0) streams.add(text, token, isLast);
        };
    generation::FirstStep firstStep;
    inspection::TimingProbe probe;
    if (options.trace) generate.firstStep = &firstStep;

    generation::StopStrings stop(config.stopStrings, m_texts);
    const auto start = inspection::TimingProbe::Clock::now();
    auto generated = generation::Generator(m_parts.network, config, stop, generate, control)
                         .run(prompts, options.trace ? &probe : nullptr);
    if (options.details)
        for (std::size_t i = 0; i < inputs.size(); ++i)
            result.details.push_back(
                generatingDetails(inputs[i], generated[i], tokenizeSeconds, arguments, *this, m_texts));
    if (options.trace)
        result.trace = generatingTrace({inputs, generated, probe, start, firstStep, tokenizeSeconds}, *this,
                                       arguments, options);
    return generated;
}

} // namespace vitrine::pipelines

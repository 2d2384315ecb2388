// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch: the shared middle of the pipelines that generate.

#include "backend/generation/generator.h"
#include "backend/generation/settings.h"
#include "backend/inspection/capture_probe.h"
#include "backend/pipelines/registry.h"
#include "backend/tokenizers/decode_stream.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vitrine::pipelines {

/// One input, tokenized.
struct GeneratingInput
{
    std::string text; ///< as it was tokenized
    tokenizers::Encoding encoding;
    std::vector<std::int64_t> decoderStart; ///< of an encoder-decoder model
    std::size_t truncated = 0;              ///< tokens that were cut off
};

/// Pipeline arguments beside those of generation.
struct GeneratingArguments
{
    bool skipSpecialTokens = true;
    bool cleanUp = false;
    std::size_t alternatives = 8; ///< of each token in the details
};

/// Tokens that stand before what is generated in the same text: the prompt, or what a decoder was given.
std::vector<std::int64_t> tokensBefore(const GeneratingInput& input);
/// What the text of a result is decoded from: new tokens, after those that an encoder-decoder model's decoder
/// was given.
std::vector<std::int64_t> written(const GeneratingInput& input, std::span<const std::int64_t> ids);
/// Gives the text of tokens that follow `before`, with the space between them.
tokenizers::DecodeStream streamAfter(std::span<const std::int64_t> before,
                                     const tokenizers::Tokenizer& tokenizer, bool skipSpecialTokens);

class TextGenerator
{
public:
    /// Throws InvalidArgument without a tokenizer.
    explicit TextGenerator(PipelineParts parts);

    /// Generates for inputs, of which `first` is the index of the first; appends to the result's details and
    /// fills its trace. A stop leaves what onToken got.
    std::vector<generation::Generated> run(std::span<const GeneratingInput> inputs, std::size_t first,
                                           const generation::GenerationConfig& config,
                                           const GeneratingArguments& arguments,
                                           const PipelineOptions& options, double tokenizeSeconds,
                                           core::RunControl& control, PipelineResult& result);

    /// The text of ids as Transformers' decode(); ids below 0 are left out.
    std::string decode(std::span<const std::int64_t> ids, const GeneratingArguments& arguments) const;
    /// Throws InvalidArgument for a text that is longer than the model, names `truncation`.
    void requireFits(const tokenizers::Encoding& encoding, std::size_t input) const;
    std::optional<std::int64_t> padId() const; ///< of the tokenizer
    /// clean_up_tokenization_spaces of tokenizer_config.json.
    bool cleansUp() const;

    const PipelineParts& parts() const { return m_parts; }
    const tokenizers::Tokenizer& tokenizer() const { return *m_parts.tokenizer; }

private:
    PipelineParts m_parts;
    generation::TokenTexts m_texts;
};

/// Everything that a trace of generating shows.
struct GeneratingTrace
{
    std::span<const GeneratingInput> inputs;
    std::span<const generation::Generated> generated;
    const inspection::TimingProbe& probe;
    inspection::TimingProbe::Clock::time_point start;
    const generation::FirstStep& firstStep;
    double tokenizeSeconds;
};
Trace generatingTrace(const GeneratingTrace& parts, TextGenerator& generator,
                      const GeneratingArguments& arguments, const PipelineOptions& options);

/// The object of PipelineResult::details for one input; its form: `prompt`, `decoder_prompt` (where
/// `decoder_input_ids` were given), `sequences`, `beams`, `seconds`,
/// `tokens_per_second`, `cache_bytes`, `input_tokens`, `truncated`.
std::string generatingDetails(const GeneratingInput& input, const generation::Generated& generated,
                              double tokenizeSeconds, const GeneratingArguments& arguments,
                              const TextGenerator& generator, generation::TokenTexts& texts);

} // namespace vitrine::pipelines

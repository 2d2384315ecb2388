// SPDX-License-Identifier: Apache-2.0
#pragma once

// Torch-free.

#include "backend/core/json.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine::generation {

/// Which Transformers is followed where the two differ: 4.57 has the pipelines of encoder-decoder models.
enum class Reference { Version5, Version4 };

enum class EarlyStopping { No, Yes, Never };

/// How text is generated: the values of Transformers' GenerationConfig, of one call, all of them resolved.
struct GenerationConfig
{
    Reference reference = Reference::Version5;

    // Length, in tokens; what counts the prompt counts that of the decoder.
    std::int64_t maxLength = 20;
    bool hasDefaultMaxLength = true; ///< nobody set it: so many after the prompt
    std::optional<std::int64_t> maxNewTokens, minNewTokens;
    std::int64_t minLength = 0;
    std::optional<double> maxTime; ///< seconds
    std::vector<std::string> stopStrings;

    // Strategy
    bool doSample = false;
    std::int64_t numBeams = 1, numReturnSequences = 1;
    EarlyStopping earlyStopping = EarlyStopping::No;
    double lengthPenalty = 1;
    std::optional<std::int64_t> promptLookupTokens; ///< prompt_lookup_num_tokens
    std::int64_t maxMatchingNgram = 2;
    std::optional<std::uint64_t> seed; ///< nothing: another one every time

    // Processors
    std::optional<double> guidanceScale;
    std::vector<std::pair<std::vector<std::int64_t>, float>> sequenceBias;
    double repetitionPenalty = 1, encoderRepetitionPenalty = 1;
    double presencePenalty = 0, frequencyPenalty = 0; ///< OpenAI's: of tokens that were generated
    std::int64_t noRepeatNgram = 0, encoderNoRepeatNgram = 0;
    std::vector<std::vector<std::int64_t>> badWords;
    std::optional<std::int64_t> forcedBos;
    std::vector<std::int64_t> forcedEos;
    bool removeInvalidValues = false;
    std::optional<std::pair<std::int64_t, double>> exponentialDecay;
    std::vector<std::int64_t> suppress, beginSuppress;
    bool renormalize = false;

    // Warpers: of sampling
    double temperature = 1;
    std::optional<double> topH, minP;
    std::int64_t topK = 50; ///< 0: all
    double topP = 1, typicalP = 1, epsilonCutoff = 0, etaCutoff = 0;

    // Special tokens
    std::optional<std::int64_t> pad, bos, decoderStart;
    std::vector<std::int64_t> eos;

    bool isEos(std::int64_t id) const;
    /// How long a sequence gets whose decoder begins with `prompt` tokens. `positions`: those of the model, 0
    /// if it does not name them. Throws InvalidArgument where nothing may be added.
    std::int64_t totalLength(std::int64_t prompt, std::int64_t positions) const;
    /// The value that `decoder`s of sequences are padded with, -1 for none.
    std::int64_t fill() const;
};

/// The names of Transformers' GenerationConfig that are understood here, and ours: presence_penalty,
/// frequency_penalty, seed.
std::span<const std::string_view> generationNames();

/// Settings by name, as they were given: what is not there is unset, what is null was set to none.
/// Throws InvalidArgument that names key, value and what was expected, and Unsupported for what Transformers
/// 5 removed (contrastive, DoLa, group-beam and constrained search) and for what is not done here.
/// `vocabulary`: ids outside it are errors where `explicitNames` has their name (files name ids that a
/// smaller model lacks), 0 for any.
GenerationConfig makeGenerationConfig(const core::Json& settings, std::int64_t vocabulary,
                                      std::span<const std::string> explicitNames, Reference reference);

} // namespace vitrine::generation

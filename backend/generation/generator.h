// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/generation/choice.h"
#include "backend/generation/logits_processor.h"
#include "backend/generation/token_texts.h"
#include "backend/models/network.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vitrine::generation {

enum class FinishReason { Eos, Length, Stop };
std::string_view finishReasonName(FinishReason reason); ///< "eos", "length", "stop"

struct Sequence
{
    std::vector<std::int64_t> ids; ///< new ones, the end included
    FinishReason finishReason = FinishReason::Length;
    std::optional<float> score;      ///< of a beam: log-probability by length
    std::vector<TokenRecord> tokens; ///< one an id, if records are wanted
};

/// A continuation that beam search looked at.
struct BeamCandidate
{
    std::int64_t id;
    int parent; ///< index among the candidates of the step before; -1 in the first
    float score;
    bool kept, finished;
};

/// What became of one text.
struct Generated
{
    std::vector<Sequence> sequences;
    std::vector<std::vector<BeamCandidate>> beams; ///< of every step, if records are wanted
    /// Since the start of the batch.
    double prefillSeconds = 0, firstTokenSeconds = 0, totalSeconds = 0;
    std::int64_t cacheBytes = 0; ///< of the batch
};

/// The scores of one step, for a view of what the processors did.
struct FirstStep
{
    at::Tensor logits, processed; ///< [vocabulary] of the first text
};

struct GeneratorOptions
{
    bool records = false;         ///< of tokens and beams
    std::size_t alternatives = 8; ///< of each token
    /// Called for every token of greedy decoding and sampling: text, sequence, token, is it the last.
    std::function<void(std::size_t, std::size_t, const TokenRecord&, bool)> onToken;
    std::uint64_t seed = 0;
    std::uint64_t firstStream = 0; ///< number of the first text among those of the same seed
    FirstStep* firstStep = nullptr;
};

/// A text to go on from: tokens of a decoder's prompt, or what the encoder reads and what the decoder begins
/// with.
struct Prompt
{
    std::vector<std::int64_t> ids;
    std::vector<std::int64_t> decoderStart; ///< of an encoder-decoder model
};

/// Continues texts, as Transformers' generate() does each of them alone: together they are only faster.
/// Everything that searches share.
class Generator
{
public:
    /// All references must outlive this. Throws InvalidArgument for settings that don't fit the network.
    Generator(const models::Network& network, const GenerationConfig& config, StopStrings& stop,
              const GeneratorOptions& options, core::RunControl& control);

    /// Checks between steps whether a stop was requested; what onToken got before is all that there is then.
    std::vector<Generated> run(std::span<const Prompt> prompts, inspection::Probe* probe = nullptr);

private:
    friend class Search;
    const models::Network& m_network;
    const GenerationConfig& m_config;
    StopStrings& m_stop;
    const GeneratorOptions& m_options;
    core::RunControl& m_control;
    LogitsProcessors m_processors;
};

} // namespace vitrine::generation

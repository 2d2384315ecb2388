// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/pipelines/arguments.h"
#include "backend/pipelines/pooling.h"
#include "backend/pipelines/registry.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vitrine::pipelines {

/// Texts that are tokens now, ready for the network.
struct TokenizedTexts
{
    std::vector<std::string> texts; ///< for the trace; windows share theirs, so there may be fewer
    std::vector<tokenizers::Encoding> encodings;
    double seconds = 0; ///< that tokenizing took
};

/// How one text or pair is cut.
struct CutOptions
{
    tokenizers::TruncationStrategy strategy = tokenizers::TruncationStrategy::LongestFirst;
    std::optional<std::size_t> stride; ///< given: what is cut off becomes windows that share so many tokens
    bool oldTypes = false;             ///< token types as Transformers 4 gives them
    bool whole = false;                ///< not at all; longer than the model is an error
};

/// How texts become token vectors: tokenizer and network, by the fast path or, with a trace, by the exact
/// one that shows every stage. The shared middle of all pipelines that do not generate.
class TextEncoder
{
public:
    /// Throws InvalidArgument without a tokenizer.
    explicit TextEncoder(PipelineParts parts);

    /// Tokens of texts or pairs, cut at the limits. Throws InvalidArgument for ids that the model does not
    /// have.
    std::vector<tokenizers::Encoding> tokenize(std::span<const tokenizers::EncodeInput> texts,
                                               const TokenizeArguments& arguments,
                                               const PipelineOptions& options) const;
    /// One text or pair, and with a stride its windows, appended to `tokenized`; returns how many they are.
    std::size_t append(TokenizedTexts& tokenized, const tokenizers::EncodeInput& input,
                       const TokenizeArguments& arguments, const PipelineOptions& options,
                       const CutOptions& cut = {}) const;
    /// How many tokens of the input an encoding of it, made with these arguments, lacks.
    std::size_t cutTokens(const tokenizers::EncodeInput& input, const tokenizers::Encoding& encoding,
                          const TokenizeArguments& arguments) const;
    /// `{"input_tokens", "truncated"}`: the details of tasks that have no other.
    std::string sizesJson(const tokenizers::EncodeInput& input, const tokenizers::Encoding& encoding,
                          const TokenizeArguments& arguments) const;
    /// [tokens, hidden] of the model's type for each encoding, special tokens included, padding not. With
    /// `trace`, the stages from `raw_text` to the last layer are put into it; `seconds` is what tokenizing
    /// took.
    std::vector<at::Tensor> hidden(const std::vector<tokenizers::Encoding>& encodings,
                                   std::span<const std::string> texts, double seconds,
                                   const PipelineOptions& options, core::RunControl& control,
                                   Trace* trace) const;
    /// Both; float32.
    std::vector<at::Tensor> encode(std::span<const std::string> texts, const TokenizeArguments& arguments,
                                   const PipelineOptions& options, core::RunControl& control,
                                   Trace* trace) const;
    /// The head's answers for every token: float32 [tokens, labels] a text. Texts are computed some at a
    /// time, so that windows of a long one need little memory; the trace is that of the last ones and ends
    /// with the stage `logits`.
    std::vector<at::Tensor> tokenLogits(const TokenizedTexts& tokenized, const PipelineOptions& options,
                                        core::RunControl& control, Trace* trace) const;
    /// The head's answers for whole texts: float32 [texts, labels]; likewise.
    at::Tensor textLogits(const TokenizedTexts& tokenized, const PipelineOptions& options,
                          core::RunControl& control, Trace* trace) const;
    /// What a head for whole texts answers: float32 [texts, labels].
    at::Tensor textLogits(const std::vector<at::Tensor>& hidden,
                          const std::vector<tokenizers::Encoding>& encodings) const;
    /// What a head for tokens answers: float32 [tokens, labels] a text.
    std::vector<at::Tensor> tokenLogits(const std::vector<at::Tensor>& hidden) const;

    /// The most tokens of a text: the model's and the tokenizer's limit, and that of the arguments.
    std::size_t maxLength(const TokenizeArguments& arguments, const PipelineOptions& options) const;

    const models::Network& network() const { return m_parts.network; }
    const models::ModelInfo& info() const { return m_parts.info; }
    const tokenizers::Tokenizer& tokenizer() const { return *m_parts.tokenizer; }

private:
    template <typename Use>
    void forSome(const TokenizedTexts& tokenized, const PipelineOptions& options, core::RunControl& control,
                 Trace* trace, Use&& use) const;
    void setTypes(tokenizers::Encoding& encoding, bool oldTypes) const;
    std::vector<at::Tensor> hiddenFast(const std::vector<tokenizers::Encoding>& encodings,
                                       core::RunControl& control) const;
    std::vector<at::Tensor> hiddenTraced(const std::vector<tokenizers::Encoding>& encodings,
                                         std::span<const std::string> texts, double tokenizeSeconds,
                                         const PipelineOptions& options, core::RunControl& control,
                                         Trace& trace) const;

    PipelineParts m_parts;
};

} // namespace vitrine::pipelines

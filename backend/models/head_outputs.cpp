// SPDX-License-Identifier: Apache-2.0
#include "backend/models/head_outputs.h"

#include "backend/core/result.h"
#include "backend/models/classification.h"

#include <algorithm>

namespace vitrine::models {
namespace {

using core::ErrorCode;
using core::Exception;
using core::Head;

[[noreturn]] void fail(const std::string& what)
{
    throw Exception(ErrorCode::InvalidArgument, what);
}

/// Labels as a tensor, each one -100 or below `limit`.
at::Tensor labelTensor(const core::IntArray& labels, const char* name, std::int64_t limit)
{
    for (std::size_t i = 0; i < labels.values.size(); ++i)
        if (const auto label = labels.values[i]; label != -100 && (label < 0 || label >= limit))
            fail(std::string(name) + ": entry " + std::to_string(i) + " is " + std::to_string(label) +
                 ", expected -100 or 0 to " + std::to_string(limit - 1));
    return at::tensor(labels.values, at::kLong);
}

void requireCount(const core::IntArray& labels, const char* name, std::int64_t count, const char* what)
{
    if (std::int64_t(labels.values.size()) != count)
        fail(std::string(name) + ": " + std::to_string(labels.values.size()) + " entries, expected " + what);
}

/// Cross-entropy over the last dimension, one label for each of the others.
at::Tensor crossEntropy(const at::Tensor& logits, const core::IntArray& labels, const char* name,
                        const char* what)
{
    const auto classes = logits.size(-1);
    requireCount(labels, name, logits.numel() / classes, what);
    return at::cross_entropy_loss(logits.reshape({-1, classes}), labelTensor(labels, name, classes));
}

/// Token i answers for token i + 1.
at::Tensor shiftedCrossEntropy(const at::Tensor& logits, const core::IntArray& labels)
{
    const auto batch = logits.size(0), length = logits.size(1), classes = logits.size(2);
    requireCount(labels, "labels", batch * length, "[batch, length]");
    const auto targets = labelTensor(labels, "labels", classes).view({batch, length});
    if (length < 2) return at::full({}, std::numeric_limits<float>::quiet_NaN());
    return at::cross_entropy_loss(logits.narrow(1, 0, length - 1).reshape({-1, classes}),
                                  targets.narrow(1, 1, length - 1).reshape(-1));
}

/// Positions outside the text are left out, as Transformers does.
at::Tensor spanLoss(const at::Tensor& start, const at::Tensor& end, const ForwardInputs& inputs)
{
    const auto length = start.size(1);
    const auto loss = [&](const at::Tensor& logits, const core::IntArray& positions, const char* name) {
        requireCount(positions, name, logits.size(0), "[batch]");
        const auto target = at::tensor(positions.values, at::kLong).clamp(0, length);
        return at::cross_entropy_loss(logits, target, {}, at::Reduction::Mean, length);
    };
    return (loss(start, *inputs.startPositions, "start_positions") +
            loss(end, *inputs.endPositions, "end_positions")) /
           2;
}

at::Tensor find(const NamedTensors& tensors, std::string_view name)
{
    const auto found = std::ranges::find(tensors, name, &NamedTensors::value_type::first);
    return found == tensors.end() ? at::Tensor() : found->second.to(at::kFloat);
}

} // namespace

NamedTensors headOutputs(const Network& network, const NetworkOutputs& outputs, const NetworkInputs& inputs,
                         std::int64_t choices)
{
    const auto& hidden = outputs.lastHiddenState;
    switch (network.description().head) {
    case Head::Auto:
    case Head::Base:
    case Head::Encoder:
        return {};
    case Head::MaskedLm:
    case Head::TokenClassification:
    case Head::CausalLm:
    case Head::Seq2SeqLm:
        return {{"logits", network.tokenLogits(hidden)}};
    case Head::SequenceClassification:
    case Head::NextSentence:
        return {{"logits", network.textLogits(hidden, inputs)}};
    case Head::MultipleChoice:
        return {{"logits", network.textLogits(hidden, inputs).view({-1, choices})}};
    case Head::QuestionAnswering: {
        const auto logits = network.tokenLogits(hidden);
        return {{"start_logits", logits.select(-1, 0).contiguous()},
                {"end_logits", logits.select(-1, 1).contiguous()}};
    }
    case Head::PreTraining: {
        const auto sentence = network.textLogits(hidden, inputs);
        // ELECTRA's discriminator has one number a token and nothing else.
        if (!sentence.defined()) return {{"logits", network.tokenLogits(hidden).squeeze(-1)}};
        const auto second = network.textLogitsName();
        return {{"prediction_logits", network.tokenLogits(hidden)}, {std::string(second), sentence}};
    }
    }
    return {};
}

at::Tensor headLoss(const Network& network, const NamedTensors& tensors, const ForwardInputs& inputs,
                    const std::string& problemType)
{
    const auto head = network.description().head;
    const auto logits = find(tensors, "logits");
    if (head == Head::QuestionAnswering) {
        if (!inputs.startPositions || !inputs.endPositions) return {};
        return spanLoss(find(tensors, "start_logits"), find(tensors, "end_logits"), inputs);
    }
    if (!inputs.labels) return {};
    const auto& labels = *inputs.labels;
    switch (head) {
    case Head::SequenceClassification:
        return classificationLoss(logits, labels, problemType);
    case Head::MaskedLm:
    case Head::TokenClassification:
        return crossEntropy(logits, labels, "labels", "[batch, length]");
    case Head::Seq2SeqLm:
        return crossEntropy(logits, labels, "labels", "[batch, target length]");
    case Head::CausalLm:
        return shiftedCrossEntropy(logits, labels);
    case Head::MultipleChoice:
    case Head::NextSentence:
        return crossEntropy(logits, labels, "labels", "[batch]");
    case Head::PreTraining: {
        if (logits.defined()) { // ELECTRA: was each token replaced?
            requireCount(labels, "labels", logits.numel(), "[batch, length]");
            const auto targets = labelTensor(labels, "labels", 2).to(at::kFloat).view(logits.sizes());
            if (!inputs.attentionMask) return at::binary_cross_entropy_with_logits(logits, targets);
            const auto active =
                at::tensor(inputs.attentionMask->values, at::kLong).view(logits.sizes()).eq(1);
            return at::binary_cross_entropy_with_logits(logits.masked_select(active),
                                                        targets.masked_select(active));
        }
        if (!inputs.nextSentenceLabel) return {};
        return crossEntropy(find(tensors, "prediction_logits"), labels, "labels", "[batch, length]") +
               crossEntropy(find(tensors, network.textLogitsName()), *inputs.nextSentenceLabel,
                            "next_sentence_label", "[batch]");
    }
    default:
        return {};
    }
}

} // namespace vitrine::models

// SPDX-License-Identifier: Apache-2.0
#include "backend/models/seq2seq.h"

#include "backend/core/result.h"

namespace vitrine::models {
namespace {

[[noreturn]] void fail(const std::string& what)
{
    throw core::Exception(core::ErrorCode::InvalidArgument, what);
}

} // namespace

at::Tensor shiftTokensRight(const at::Tensor& tokens, std::int64_t start, std::int64_t padding)
{
    if (start < 0) fail("decoder_input_ids: not given, and config.json has no decoder_start_token_id");
    if (padding < 0) fail("decoder_input_ids: not given, and config.json has no pad_token_id");
    auto shifted = at::full_like(tokens, start);
    shifted.narrow(1, 1, tokens.size(1) - 1).copy_(tokens.narrow(1, 0, tokens.size(1) - 1));
    return shifted.masked_fill_(shifted.eq(-100), padding);
}

at::Tensor wrapTokensRight(const at::Tensor& tokens, std::int64_t padding)
{
    if (padding < 0) fail("decoder_input_ids: not given, and config.json has no pad_token_id");
    const auto clean = tokens.masked_fill(tokens.eq(-100), padding);
    const auto counts = clean.ne(padding).sum(1);
    if (counts.eq(0).any().item<bool>())
        fail("decoder_input_ids: not given, and a row is nothing but padding, its language is not known");
    return at::cat({clean.gather(1, (counts - 1).unsqueeze(1)), clean.narrow(1, 0, clean.size(1) - 1)}, 1);
}

at::Tensor lastEndOfSequence(const at::Tensor& hidden, const at::Tensor& ids, std::int64_t endOfSequence)
{
    const auto found = ids.eq(endOfSequence);
    const auto counts = found.sum(1);
    for (std::int64_t row = 0; row < ids.size(0); ++row) {
        const auto count = counts[row].item<std::int64_t>(), first = counts[0].item<std::int64_t>();
        if (count == 0)
            fail("input_ids: row " + std::to_string(row) + " has no token " + std::to_string(endOfSequence) +
                 " (eos_token_id), whose hidden state is classified");
        if (count != first)
            fail("input_ids: row " + std::to_string(row) + " has " + std::to_string(count) +
                 " tokens eos_token_id, row 0 has " + std::to_string(first) + ", expected equally many");
    }
    if (hidden.size(1) != ids.size(1))
        fail("decoder_input_ids: rows of " + std::to_string(hidden.size(1)) +
             " tokens, this head takes those of input_ids, " + std::to_string(ids.size(1)));
    const auto last = at::where(found, at::arange(ids.size(1), at::kLong), -1).amax(1);
    return hidden.index({at::arange(ids.size(0), at::kLong), last});
}

at::Tensor forwardEachText(const Network& network, const PackedTokens& tokens, core::RunControl& control)
{
    layers::Pass pass{control};
    std::vector<at::Tensor> parts;
    for (std::int64_t text = 0; text < tokens.textCount(); ++text) {
        const auto start = tokens.starts[std::size_t(text)];
        const auto length = tokens.starts[std::size_t(text) + 1] - start;
        NetworkInputs inputs;
        inputs.inputIds = tokens.ids.narrow(0, start, length).unsqueeze(0);
        inputs.attentionMask = at::ones_like(inputs.inputIds);
        if (const auto& keys = tokens.keys;
            std::size_t(text) < keys.size() && keys[std::size_t(text)].defined())
            inputs.attentionMask.zero_().index_fill_(1, keys[std::size_t(text)], 1);
        parts.push_back(network.forward(inputs, pass).lastHiddenState.squeeze(0));
    }
    return at::cat(parts);
}

void fillDecoderInputs(NetworkInputs& tensors, const ForwardInputs& inputs, const Network& network)
{
    const auto& description = network.description();
    if (description.head != core::Head::Seq2SeqLm || tensors.decoderInputIds.defined() || !inputs.labels)
        return;
    const auto& [shape, values] = *inputs.labels;
    const auto rows = tensors.inputIds.size(0);
    if (shape.size() != 2 || shape[0] != rows || shape[1] < 1 ||
        std::int64_t(values.size()) != core::elementCount(shape))
        fail("labels: expected [batch, target length] with " + std::to_string(rows) + " rows");
    const auto limit = description.decoderVocabulary();
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i] != -100 && (values[i] < 0 || values[i] >= limit))
            fail("labels: entry " + std::to_string(i) + " is " + std::to_string(values[i]) +
                 ", expected -100 or 0 to " + std::to_string(limit - 1));
    tensors.decoderInputIds = network.shiftRight(at::tensor(values, at::kLong).view({shape[0], shape[1]}));
}

} // namespace vitrine::models

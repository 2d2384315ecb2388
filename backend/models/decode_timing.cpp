// SPDX-License-Identifier: Apache-2.0
#include "backend/models/decode_timing.h"

#include "backend/core/result.h"

#include <chrono>

namespace vitrine::models {
namespace {

class Watch
{
public:
    double seconds() const
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace

DecodeTiming timeDecoding(const Network& network, std::int64_t length, std::int64_t tokens,
                          std::int64_t beams, core::RunControl& control)
{
    layers::Pass pass{control};
    const auto& description = network.description();
    const bool hasEncoder = description.family == core::Family::EncoderDecoder;
    NetworkInputs inputs;
    inputs.inputIds = at::arange(length, at::kLong).mul_(7919).remainder_(description.vocabSize).unsqueeze(0);
    inputs.attentionMask = at::ones({1, length}, at::kLong);
    DecodeTiming timing;
    const Watch prefill;
    const auto state = network.startDecoding(inputs, (hasEncoder ? 1 : length) + tokens, pass);
    if (!state)
        throw core::Exception(core::ErrorCode::Unsupported,
                              "a model without a language model's head does not "
                              "generate");
    auto logits = state->feed(hasEncoder ? at::zeros({1, 1}, at::kLong) : inputs.inputIds, pass);
    timing.prefill = prefill.seconds();
    if (beams > 1) {
        state->reorder(at::zeros({beams}, at::kLong));
        logits = logits.expand({beams, -1});
    }
    const auto places = at::arange(beams, at::kLong).roll(1);
    for (std::int64_t i = 0; i < tokens; ++i) {
        control.checkpoint();
        const Watch step;
        at::Tensor next;
        if (beams > 1) {
            const auto scores = at::log_softmax(logits, -1);
            next = std::get<1>(scores.view({1, -1}).topk(2 * beams))[0].narrow(0, 0, beams);
            next = next.remainder(scores.size(1)).unsqueeze(1);
            state->reorder(places);
        } else {
            next = logits.argmax(-1, /*keepdim=*/true);
        }
        logits = state->feed(next, pass);
        timing.tokens.push_back(step.seconds());
    }
    timing.cacheBytes = state->bytes();
    return timing;
}

} // namespace vitrine::models

// SPDX-License-Identifier: Apache-2.0
#include "backend/training/task_loss.h"

#include <ATen/autocast_mode.h>

#include <optional>

namespace vitrine::training {
namespace {

constexpr std::int64_t none = -100;

/// Matrix products in bfloat16, what needs it in float32: the lists of PyTorch's autocast.
class Autocast
{
public:
    explicit Autocast(at::ScalarType type) : m_isOn(type != at::kFloat)
    {
        if (!m_isOn) return;
        at::autocast::set_autocast_dtype(at::kCPU, type);
        at::autocast::set_autocast_enabled(at::kCPU, true);
        at::autocast::increment_nesting();
    }
    ~Autocast()
    {
        if (!m_isOn) return;
        if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
        at::autocast::set_autocast_enabled(at::kCPU, false);
    }
    Autocast(const Autocast&) = delete;
    Autocast& operator=(const Autocast&) = delete;

private:
    bool m_isOn;
};

at::Tensor crossEntropy(const at::Tensor& logits, const at::Tensor& targets, double smoothing)
{
    return at::cross_entropy_loss(logits, targets, {}, at::Reduction::Sum, none, smoothing);
}

/// [sequences] → [examples, most choices]; what is not there cannot be chosen.
at::Tensor byChoice(const at::Tensor& logits, const std::vector<std::int64_t>& choices)
{
    return at::pad_sequence(at::split_with_sizes(logits.view(-1), choices), /*batch_first=*/true, -1e30);
}

at::Tensor spanLoss(const at::Tensor& logits, const at::Tensor& spans)
{
    const auto loss = [&](std::int64_t which) {
        return at::cross_entropy_loss(logits.select(2, which), spans.select(1, which), {},
                                      at::Reduction::Sum);
    };
    return (loss(0) + loss(1)) / 2;
}

at::Tensor rowLoss(const at::Tensor& logits, const at::Tensor& targets, LabelForm form, double smoothing)
{
    switch (form) {
    case LabelForm::Numbers:
        return at::mse_loss(logits, targets, at::Reduction::Sum) / double(targets.size(1));
    case LabelForm::Several:
        return at::binary_cross_entropy_with_logits(logits, targets, {}, {}, at::Reduction::Sum) /
               double(targets.size(1));
    default:
        return crossEntropy(logits, targets, smoothing);
    }
}

} // namespace

Answers answersOf(const TrainedModel& model, const Batch& batch, const BatchRule& rule, LossMode& mode,
                  core::RunControl& control)
{
    if (const auto* classifier = model.classifier()) {
        models::TrainingMode how{mode.dropout, mode.type};
        const auto logits = classifier->logits(batch.packed, how);
        return {rowLoss(logits, batch.targets, rule.form, mode.labelSmoothing), logits, batch.targets};
    }
    const auto& network = model.network();
    layers::Pass pass{control, nullptr, mode.dropout.active() ? &mode.dropout : nullptr};
    at::Tensor logits, targets = batch.targets;
    {
        const Autocast autocast(mode.type);
        const auto hidden =
            pass.drop(network.forward(batch.inputs, pass).lastHiddenState, model.headDropout());
        switch (rule.form) {
        case LabelForm::None:
        case LabelForm::Tokens:
        case LabelForm::Texts: {
            // Nothing else is asked, so nothing else is computed: a vocabulary is wide.
            const auto asked = targets.reshape(-1).ne(none).nonzero().view(-1);
            targets = targets.reshape(-1).index_select(0, asked);
            logits = network.tokenLogits(hidden.reshape({-1, hidden.size(-1)}).index_select(0, asked));
            break;
        }
        case LabelForm::Spans:
            logits = network.tokenLogits(hidden);
            break;
        default:
            logits = network.textLogits(hidden, batch.inputs);
            if (!batch.choices.empty()) logits = byChoice(logits, batch.choices);
        }
    }
    logits = logits.to(at::kFloat);
    const auto loss = rule.form == LabelForm::Spans
                          ? spanLoss(logits, targets)
                          : rowLoss(logits, targets, rule.form, mode.labelSmoothing);
    return {loss, logits, targets};
}

} // namespace vitrine::training

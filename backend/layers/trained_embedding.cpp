// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/trained_embedding.h"

#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>

namespace vitrine::layers {
namespace {

class TrainedEmbedding : public torch::autograd::Function<TrainedEmbedding>
{
public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& weight,
                              const at::Tensor& ids, std::int64_t paddingId)
    {
        context->save_for_backward({weight, ids});
        context->saved_data["padding"] = paddingId;
        return weight.index_select(0, ids);
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients)
    {
        const c10::NoGradGuard noGradients;
        const auto saved = context->get_saved_variables();
        const auto &weight = saved[0], &ids = saved[1];
        auto rows = gradients[0].to(at::kFloat);
        if (const auto padding = context->saved_data["padding"].toInt(); padding >= 0)
            rows = rows.masked_fill(ids.eq(padding).unsqueeze(1), 0);
        auto& gradient = weight.mutable_grad();
        if (!gradient.defined()) gradient = at::zeros_like(weight);
        gradient.index_add_(0, ids, rows);
        return {{}, {}, {}};
    }
};

} // namespace

at::Tensor trainedEmbedding(const at::Tensor& weight, const at::Tensor& ids, std::int64_t paddingId)
{
    return TrainedEmbedding::apply(weight, ids, paddingId);
}

} // namespace vitrine::layers

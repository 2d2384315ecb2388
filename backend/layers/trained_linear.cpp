// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/trained_linear.h"

#include "backend/layers/matmul.h"

#include <torch/csrc/autograd/custom_function.h>

namespace vitrine::layers {
namespace {

class TrainedLinear : public torch::autograd::Function<TrainedLinear>
{
public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& input,
                              const at::Tensor& weight, const at::Tensor& bias)
    {
        const auto used = weight.to(input.scalar_type());
        context->save_for_backward({input, used});
        return product(input, used.t()).add_(bias.to(input.scalar_type())); // mixed types are added slowly
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const auto &input = saved[0], &weight = saved[1];
        const auto gradient = gradients[0].contiguous();
        return {product(gradient, weight), product(gradient.t(), input).to(at::kFloat),
                gradient.sum(at::IntArrayRef{0}, /*keepdim=*/false, at::kFloat)};
    }
};

} // namespace

at::Tensor trainedLinear(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias)
{
    return TrainedLinear::apply(input, weight, bias);
}

} // namespace vitrine::layers

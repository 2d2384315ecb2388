// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/linear.h"

#include <ATen/core/dispatch/Dispatcher.h>

namespace vitrine::layers {
namespace {

// Operators that PyTorch registers for its own compiler; no stable API, so used here alone and with a way
// out.
using PointwiseSignature = at::Tensor(const at::Tensor&, const at::Tensor&, const std::optional<at::Tensor>&,
                                      std::string_view, c10::List<std::optional<at::Scalar>>,
                                      std::optional<std::string_view>);

const std::optional<c10::OperatorHandle>& reorderOperator()
{
    static const auto handle =
        c10::Dispatcher::singleton().findSchema({"mkldnn::_reorder_linear_weight", ""});
    return handle;
}

const std::optional<c10::TypedOperatorHandle<PointwiseSignature>>& linearOperator()
{
    static const auto typed = []() -> std::optional<c10::TypedOperatorHandle<PointwiseSignature>> {
        const auto handle = c10::Dispatcher::singleton().findSchema({"mkldnn::_linear_pointwise", ""});
        if (!handle) return std::nullopt;
        return handle->typed<PointwiseSignature>();
    }();
    return typed;
}

/// oneDNN's bfloat16 kernels need AVX-512 at least.
bool blockedLayoutHelps(at::ScalarType type)
{
    if (!at::globalContext().userEnabledMkldnn() || !at::hasMKLDNN()) return false;
    if (!reorderOperator() || !linearOperator()) return false;
    if (type == at::kFloat) return __builtin_cpu_supports("avx2");
    if (type == at::kBFloat16)
        return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
    return false;
}

at::Tensor toBlocked(const at::Tensor& weight)
{
    // The layout for 64 rows was as fast as the best one for every number of rows from 1 to 512 (measured).
    constexpr std::int64_t rows = 64;
    torch::jit::Stack stack{weight, rows};
    reorderOperator()->callBoxed(stack);
    return stack.front().toTensor();
}

} // namespace

PackedLinear::PackedLinear(std::initializer_list<const Linear*> parts)
{
    std::vector<at::Tensor> weights, biases;
    for (const auto* part : parts) {
        weights.push_back(part->weight);
        if (part->bias.defined()) biases.push_back(part->bias);
    }
    m_weight = weights.size() == 1 ? weights.front() : at::cat(weights);
    if (!biases.empty()) m_bias = biases.size() == 1 ? biases.front() : at::cat(biases);
    m_blocked = blockedLayoutHelps(m_weight.scalar_type());
    if (m_blocked) m_weight = toBlocked(m_weight);
}

at::Tensor PackedLinear::operator()(const at::Tensor& input) const
{
    if (!m_blocked) return at::linear(input, m_weight, m_bias);
    static const c10::List<std::optional<at::Scalar>> noScalars;
    return linearOperator()->call(input, m_weight, m_bias.defined() ? std::optional(m_bias) : std::nullopt,
                                  "none", noScalars, std::nullopt);
}

} // namespace vitrine::layers

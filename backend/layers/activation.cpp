// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/activation.h"

#include <algorithm>
#include <array>

namespace vitrine::layers {
namespace {

at::Tensor geluExact(at::Tensor x)
{
    return x.requires_grad() ? at::gelu(x) : at::gelu_(x); // in place, autograd would copy first
}

at::Tensor geluTanh(at::Tensor x)
{
    return x.requires_grad() ? at::gelu(x, "tanh") : at::gelu_(x, "tanh");
}

struct Named
{
    std::string_view name;
    Activation function;
};

/// The names that Transformers 5.23 accepts, but for those with parameters of their own (prelu, xielu).
constexpr std::array registry{
    Named{"gelu", geluExact},
    Named{"gelu_python", geluExact},
    Named{"gelu_10", [](at::Tensor x) { return geluExact(std::move(x)).clamp_(-10, 10); }},
    Named{"gelu_new", geluTanh},
    Named{"gelu_fast", geluTanh},
    Named{"gelu_accurate", geluTanh},
    Named{"gelu_pytorch_tanh", geluTanh},
    Named{"gelu_python_tanh", geluTanh},
    Named{"quick_gelu", [](at::Tensor x) { return x.mul(at::sigmoid(x.mul(1.702))); }},
    Named{"relu", [](at::Tensor x) { return x.relu_(); }},
    Named{"relu2", [](at::Tensor x) { return at::square(x.relu_()); }},
    Named{"relu6", [](at::Tensor x) { return x.clamp_(0, 6); }},
    Named{"leaky_relu", [](at::Tensor x) { return at::leaky_relu_(x); }},
    Named{"silu", [](at::Tensor x) { return at::silu_(x); }},
    Named{"swish", [](at::Tensor x) { return at::silu_(x); }},
    Named{"mish", [](at::Tensor x) { return at::mish_(x); }},
    Named{"hardswish", [](at::Tensor x) { return at::hardswish_(x); }},
    Named{"sigmoid", [](at::Tensor x) { return x.sigmoid_(); }},
    Named{"tanh", [](at::Tensor x) { return x.tanh_(); }},
    Named{"linear", [](at::Tensor x) { return x; }},
};

} // namespace

Activation findActivation(std::string_view name)
{
    const auto found = std::ranges::find(registry, name, &Named::name);
    return found == registry.end() ? nullptr : found->function;
}

std::string activationNames()
{
    std::string text;
    for (const auto& each : registry)
        text += (text.empty() ? "" : ", ") + std::string(each.name);
    return text;
}

} // namespace vitrine::layers

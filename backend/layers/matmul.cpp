// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/matmul.h"

#include <dlfcn.h>

namespace vitrine::layers {
namespace {

using Product = void (*)(const at::Tensor&, const at::Tensor&, const at::Tensor&, float, float);

/// at::native::mkldnn_matmul, which libtorch exports but whose header its package leaves out.
Product oneDnnProduct()
{
    static const auto function = [] {
        const bool usable = at::globalContext().userEnabledMkldnn() && at::hasMKLDNN();
        return usable ? reinterpret_cast<Product>(
                            ::dlsym(RTLD_DEFAULT, "_ZN2at6native13mkldnn_matmulERKNS_6TensorES3_S3_ff"))
                      : nullptr;
    }();
    return function;
}

} // namespace

at::Tensor product(const at::Tensor& left, const at::Tensor& right)
{
    const auto multiply = oneDnnProduct();
    // Below that, setting oneDNN up costs more than it gains.
    constexpr std::int64_t leastWork = 1'000'000;
    const bool isLarge = left.numel() * right.size(-1) >= leastWork;
    if (!multiply || !isLarge || left.scalar_type() != at::kFloat) return at::matmul(left, right);
    auto shape = left.sizes().vec();
    shape.back() = right.size(-1);
    auto result = at::empty(shape, left.options());
    multiply(left, right, result, /*beta=*/0, /*alpha=*/1);
    return result;
}

} // namespace vitrine::layers

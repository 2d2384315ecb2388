// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/layers/parameters.h"
#include "backend/layers/small_product.h"

namespace vitrine::layers {

enum class Bias { With, Without };

struct Linear
{
    at::Tensor weight; ///< [out, in]
    at::Tensor bias;   ///< [out]; undefined without

    Linear(std::int64_t in, std::int64_t out, Bias has = Bias::With)
        : weight(unloaded({out, in})), bias(has == Bias::With ? unloaded({out}) : at::Tensor())
    {
    }

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("weight", weight);
        if (bias.defined()) visitor("bias", bias);
    }

    at::Tensor operator()(const at::Tensor& input) const
    {
        return isSmallProduct(input, weight) ? smallProduct(input, weight, bias)
                                             : at::linear(input, weight, bias);
    }
};

/// GPT-2's: the same with its weight lying the other way.
struct Conv1D
{
    at::Tensor weight; ///< [in, out]
    at::Tensor bias;   ///< [out]

    Conv1D(std::int64_t in, std::int64_t out) : weight(unloaded({in, out})), bias(unloaded({out})) {}

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("weight", weight);
        visitor("bias", bias);
    }

    at::Tensor operator()(const at::Tensor& input) const { return at::matmul(input, weight) + bias; }
};

/// Linear layers with the same input joined into one, its weight in the blocked layout that oneDNN would
/// otherwise make at every call. float32 and bfloat16 on processors where that is faster (measured on
/// Zen 4, float32: 1.15 to 1.4 times MKL); else the plain product. A copy: the originals stay as they are.
/// All parts have a bias or none has.
class PackedLinear
{
public:
    explicit PackedLinear(std::initializer_list<const Linear*> parts);

    /// [rows, in] → [rows, out of all parts]
    at::Tensor operator()(const at::Tensor& input) const;

private:
    at::Tensor m_weight, m_bias;
    bool m_blocked = false;
};

} // namespace vitrine::layers

// SPDX-License-Identifier: Apache-2.0
#include "backend/tensors/convert_elements.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

namespace vitrine::tensors {
namespace {

/// The upper half of a float32.
struct BFloat16
{
    std::uint16_t bits;

    BFloat16() = default;
    explicit BFloat16(float value)
    {
        const auto wide = std::bit_cast<std::uint32_t>(value);
        bits = std::isnan(value) ? 0x7fc0 : std::uint16_t((wide + 0x7fff + ((wide >> 16) & 1)) >> 16);
    }
    explicit operator float() const { return std::bit_cast<float>(std::uint32_t(bits) << 16); }
};

__extension__ typedef _Float16 Half;

template <typename From, typename To>
void convert(std::span<const std::byte> data, const core::FileSink& sink)
{
    constexpr std::size_t piece = 1 << 16;
    std::vector<From> input(piece);
    std::vector<To> output(piece);
    for (std::size_t at = 0; at < data.size() / sizeof(From); at += piece) {
        const std::size_t count = std::min(piece, data.size() / sizeof(From) - at);
        std::memcpy(static_cast<void*>(input.data()), data.data() + at * sizeof(From), count * sizeof(From));
        // A double goes through float, as in PyTorch, and so is rounded twice.
        for (std::size_t i = 0; i < count; ++i)
            output[i] = static_cast<To>(static_cast<float>(input[i]));
        sink({reinterpret_cast<const char*>(output.data()), count * sizeof(To)});
    }
}

template <typename From>
void convertFrom(std::span<const std::byte> data, ElementType type, const core::FileSink& sink)
{
    if (type == ElementType::F64)
        convert<From, double>(data, sink);
    else if (type == ElementType::F16)
        convert<From, Half>(data, sink);
    else if (type == ElementType::BF16)
        convert<From, BFloat16>(data, sink);
    else
        convert<From, float>(data, sink);
}

} // namespace

bool isFloatingPoint(ElementType type)
{
    return type == ElementType::F64 || type == ElementType::F32 || type == ElementType::F16 ||
           type == ElementType::BF16;
}

void writeConverted(const TensorView& tensor, ElementType type, const core::FileSink& sink)
{
    if (tensor.type == type)
        sink({reinterpret_cast<const char*>(tensor.data.data()), tensor.data.size()});
    else if (tensor.type == ElementType::F64)
        convertFrom<double>(tensor.data, type, sink);
    else if (tensor.type == ElementType::F16)
        convertFrom<Half>(tensor.data, type, sink);
    else if (tensor.type == ElementType::BF16)
        convertFrom<BFloat16>(tensor.data, type, sink);
    else
        convertFrom<float>(tensor.data, type, sink);
}

} // namespace vitrine::tensors

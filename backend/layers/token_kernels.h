// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <c10/util/BFloat16.h>

#include <cstdint>

namespace vitrine::layers {

// What happens to one token between its products: on one thread, computed in float32.

enum class GateFunction { Silu, GeluTanh };

/// output = input / rms · (weight + offset), [size] each. The output may be the input.
void rmsNorm(const float* input, const float* weight, float offset, float epsilon, std::int64_t size,
             float* output);
void rmsNorm(const float* input, const c10::BFloat16* weight, float offset, float epsilon, std::int64_t size,
             c10::BFloat16* output);
void rmsNorm(const float* input, const c10::BFloat16* weight, float offset, float epsilon, std::int64_t size,
             float* output);
/// Rotary positions: number i turns with number i + half.
void turn(float* head, const float* cos, const float* sin, std::int64_t half);
/// Softmax of scores · scale, softly capped before it (0: not), in place.
void weigh(float* scores, std::int64_t count, float scale, float softcap);
/// output [size] = Σ weights[i] · values[i], values [count, size].
void mix(const float* weights, const float* values, std::int64_t count, std::int64_t size, float* output);
void mix(const float* weights, const c10::BFloat16* values, std::int64_t count, std::int64_t size,
         float* output);
/// output = function(gate) · up, [size] each.
void openGate(const float* gate, const float* up, GateFunction function, std::int64_t size, float* output);
void openGate(const float* gate, const float* up, GateFunction function, std::int64_t size,
              c10::BFloat16* output);
void convert(const float* input, std::int64_t size, float* output);
void convert(const float* input, std::int64_t size, c10::BFloat16* output);

} // namespace vitrine::layers

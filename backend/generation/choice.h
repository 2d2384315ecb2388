// SPDX-License-Identifier: Apache-2.0
#pragma once

// Torch-free: how the next token is chosen from scores, and what is told of the choice.

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace vitrine::generation {

struct Alternative
{
    std::int64_t id;
    float probability; ///< after all processors and warpers
};

/// One token of a sequence, as it was chosen.
struct TokenRecord
{
    std::int64_t id = 0;
    float logProbability = 0;              ///< after all processors and warpers
    float entropy = 0;                     ///< of that distribution, in nats
    std::int64_t rank = 0;                 ///< 0: the likeliest
    double seconds = 0;                    ///< since the token before it; of the first since the start
    std::vector<Alternative> alternatives; ///< the likeliest, in falling order
};

/// Numbers of a sequence's own: they depend on the seed and the sequence's index alone, not on what else is
/// computed.
class Random
{
public:
    Random(std::uint64_t seed, std::uint64_t stream);

    double uniform();     ///< in [0, 1)
    double exponential(); ///< mean 1

private:
    std::mt19937_64 m_engine;
};

/// The first of the largest. Throws InvalidArgument if there is NaN.
std::int64_t largest(std::span<const float> scores);
/// One token, by the softmax of `scores`. Throws InvalidArgument if that is none.
std::int64_t draw(std::span<const float> scores, Random& random);
/// `count` different ones in the order in which they were drawn; fewer if so many are not possible.
std::vector<std::int64_t> drawSeveral(std::span<const float> scores, std::size_t count, Random& random);
/// The `count` largest, falling; of equals the first. Throws InvalidArgument if there is NaN.
std::vector<std::int64_t> largestSeveral(std::span<const float> scores, std::size_t count);

/// What can be said of token `id`; `alternatives`: how many.
TokenRecord describeChoice(std::span<const float> scores, std::int64_t id, std::size_t alternatives);
/// Its log-probability alone.
float logProbability(std::span<const float> scores, std::int64_t id);

} // namespace vitrine::generation

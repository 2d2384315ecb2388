// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include <ATen/ATen.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace vitrine::pipelines {

/// How sentence-transformers makes one vector of a text's token vectors; its modes, in the order in which
/// their results are joined.
enum class PoolingMode { Cls, Max, Mean, MeanSqrtLength, WeightedMean, LastToken };

struct Pooling
{
    std::vector<PoolingMode> modes{PoolingMode::Mean};
    bool normalize = false;
    bool assumed = false; ///< no modules.json in the folder: the mean, as sentence-transformers assumes

    /// What modules.json and the pooling module's config.json say. Throws InvalidFormat or Unsupported.
    static Pooling load(const std::filesystem::path& folder);

    /// float [tokens, hidden] of one text, padding left out → [modes * hidden].
    at::Tensor apply(const at::Tensor& tokens) const;
    /// "mean, normalised"
    std::string description() const;
};

} // namespace vitrine::pipelines

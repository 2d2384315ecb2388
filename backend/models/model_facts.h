// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is known of a model before it is loaded: config.json and the headers of its weights, of any
// architecture. Without libtorch; no weight is read but for telling whether two are tied.

#include "backend/core/json.h"
#include "backend/tensors/tensor_view.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::tensors {
class WeightsFile;
}

namespace vitrine::models {

/// The sizes that config.json gives, under whatever names its architecture has for them.
struct ConfigFacts
{
    std::string modelType, architecture; ///< the first of `architectures`; may be empty
    /// Of the text part of a model that has several.
    std::optional<std::int64_t> hiddenSize, layers, decoderLayers, heads, keyValueHeads, headDimension,
        intermediateSize, vocabularySize, maxPositions, slidingWindow;
    bool isEncoderDecoder = false;
    bool generates = false; ///< it writes text token by token, so it keeps keys and values
};
ConfigFacts readConfigFacts(const core::Json& config, const std::string& place);

struct StoredFacts
{
    std::int64_t tensors = 0, elements = 0;
    std::uint64_t bytes = 0;
};

struct ModelFacts
{
    ConfigFacts config;
    std::filesystem::path weights; ///< model.safetensors, an index, …; empty where there are none
    std::vector<std::shared_ptr<const tensors::WeightsFile>> files;
    std::map<std::string, StoredFacts> stored; ///< by type, "F32", as in the files
    std::int64_t tensors = 0;
    std::int64_t parameters = 0;   ///< floating-point numbers, tied ones once, without buffers
    std::int64_t otherBytes = 0;   ///< of what is no such number and stays as it is
    std::uint64_t storedBytes = 0; ///< of all, as in the files
    bool tied = false;             ///< the output layer is the embeddings

    /// Of the weights in memory with so many bytes a parameter.
    std::uint64_t weightBytes(std::int64_t bytesPerParameter) const;
    /// Keys and values of one token in all layers of the decoder, and with an encoder of each token of the
    /// source; nothing where the config does not tell or nothing is generated.
    std::optional<std::uint64_t> cacheBytesPerToken(std::int64_t bytesPerNumber) const;
    std::optional<std::uint64_t> cacheBytesPerSourceToken(std::int64_t bytesPerNumber) const;
    /// An estimate of the most that a forward pass holds beside weights and cache, for one text of so many
    /// tokens: hidden states, the widest layer and the logits. Nothing where the config does not tell.
    std::optional<std::uint64_t> activationBytes(std::int64_t tokens, std::int64_t bytesPerNumber) const;
};

/// `folder` holds config.json; the weights may be missing. Throws NotFound or InvalidFormat naming the file.
ModelFacts readModelFacts(const std::filesystem::path& folder);

} // namespace vitrine::models

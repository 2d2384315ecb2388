// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"
#include "backend/models/network.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace vitrine::models {

/// What a network is built from.
struct NetworkRequest
{
    const core::Json& config; ///< config.json
    std::string origin;       ///< its path, for messages
    core::Head head;          ///< never Auto; one of the architecture's
    std::int64_t labels = 0;  ///< of a head that has labels
    /// Whether the checkpoint stores a tensor of that name: decides about optional parts like a pooler.
    std::function<bool(const std::string&)> stores;
};

/// Builds a network whose parameters have shapes and no memory yet. Throws InvalidFormat or Unsupported that
/// names the key of config.json and what was expected: everything that is not supported is named here, before
/// weights are read.
using NetworkMaker = std::unique_ptr<Network> (*)(const NetworkRequest& request);

std::unique_ptr<Network> makeNetwork(std::string_view modelType, const NetworkRequest& request);

// One line an architecture or family of them, defined in its file.
std::unique_ptr<Network> makeBert(const NetworkRequest& request);
std::unique_ptr<Network> makeGpt2(const NetworkRequest& request);
std::unique_ptr<Network> makeGptNeo(const NetworkRequest& request);
std::unique_ptr<Network> makeGptNeoX(const NetworkRequest& request);
std::unique_ptr<Network> makeOpt(const NetworkRequest& request);
std::unique_ptr<Network> makeBloom(const NetworkRequest& request);
std::unique_ptr<Network> makeLlama(const NetworkRequest& request);
std::unique_ptr<Network> makeMistral(const NetworkRequest& request);
std::unique_ptr<Network> makeQwen2(const NetworkRequest& request);
std::unique_ptr<Network> makeQwen3(const NetworkRequest& request);
std::unique_ptr<Network> makeGemma(const NetworkRequest& request);
std::unique_ptr<Network> makeGemma2(const NetworkRequest& request);
std::unique_ptr<Network> makeGemma3Text(const NetworkRequest& request);
std::unique_ptr<Network> makeGemma3(const NetworkRequest& request);
std::unique_ptr<Network> makePhi3(const NetworkRequest& request);
std::unique_ptr<Network> makeSmolLm3(const NetworkRequest& request);
std::unique_ptr<Network> makeDistilBert(const NetworkRequest& request);
std::unique_ptr<Network> makeRoberta(const NetworkRequest& request);
std::unique_ptr<Network> makeAlbert(const NetworkRequest& request);
std::unique_ptr<Network> makeElectra(const NetworkRequest& request);
std::unique_ptr<Network> makeMPNet(const NetworkRequest& request);
std::unique_ptr<Network> makeDebertaV2(const NetworkRequest& request);
std::unique_ptr<Network> makeModernBert(const NetworkRequest& request);
std::unique_ptr<Network> makeLongformer(const NetworkRequest& request);
std::unique_ptr<Network> makeT5(const NetworkRequest& request);
std::unique_ptr<Network> makeBart(const NetworkRequest& request);
std::unique_ptr<Network> makeMBart(const NetworkRequest& request);
std::unique_ptr<Network> makeMarian(const NetworkRequest& request);
std::unique_ptr<Network> makePegasus(const NetworkRequest& request);
std::unique_ptr<Network> makeLed(const NetworkRequest& request);
std::unique_ptr<Network> makeM2m100(const NetworkRequest& request);

} // namespace vitrine::models

// SPDX-License-Identifier: Apache-2.0
#include "backend/models/registry.h"

#include "backend/core/result.h"
#include "backend/models/trainable.h"

#include <array>

namespace vitrine::models {
namespace {

struct Entry
{
    std::string_view modelType;
    NetworkMaker make;
};
// clang-format off
/// In the order of core::architectures().
constexpr std::array registry{
    Entry{"bert", makeBert},
    Entry{"distilbert", makeDistilBert},
    Entry{"roberta", makeRoberta},
    Entry{"xlm-roberta", makeRoberta},
    Entry{"camembert", makeRoberta},
    Entry{"albert", makeAlbert},
    Entry{"electra", makeElectra},
    Entry{"mpnet", makeMPNet},
    Entry{"deberta-v2", makeDebertaV2},
    Entry{"modernbert", makeModernBert},
    Entry{"longformer", makeLongformer},
    Entry{"gpt2", makeGpt2},
    Entry{"gpt_neo", makeGptNeo},
    Entry{"gpt_neox", makeGptNeoX},
    Entry{"opt", makeOpt},
    Entry{"bloom", makeBloom},
    Entry{"llama", makeLlama},
    Entry{"mistral", makeMistral},
    Entry{"qwen2", makeQwen2},
    Entry{"qwen3", makeQwen3},
    Entry{"gemma", makeGemma},
    Entry{"gemma2", makeGemma2},
    Entry{"gemma3_text", makeGemma3Text},
    Entry{"gemma3", makeGemma3},
    Entry{"phi3", makePhi3},
    Entry{"smollm3", makeSmolLm3},
    Entry{"t5", makeT5},
    Entry{"mt5", makeT5},
    Entry{"bart", makeBart},
    Entry{"mbart", makeMBart},
    Entry{"marian", makeMarian},
    Entry{"pegasus", makePegasus},
    Entry{"led", makeLed},
    Entry{"m2m_100", makeM2m100},
};
// clang-format on

} // namespace

std::unique_ptr<Network> makeNetwork(std::string_view modelType, const NetworkRequest& request)
{
    for (const auto& entry : registry)
        if (entry.modelType == modelType) return entry.make(request);
    throw core::Exception(core::ErrorCode::Internal, "no maker for model_type " + std::string(modelType));
}

std::unique_ptr<TrainableClassifier> makeTrainableClassifier(std::string_view modelType,
                                                             const core::Json& config,
                                                             const std::string& origin, std::int64_t labels)
{
    if (modelType == "bert") return makeTrainableBert(config, origin, labels);
    throw core::Exception(core::ErrorCode::Unsupported, "model_type \"" + std::string(modelType) +
                                                            "\" cannot be trained (supported: bert)");
}

} // namespace vitrine::models

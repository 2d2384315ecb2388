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
    EncoderLoader load;
    decltype(&makeTrainableBert) makeTrainable;
};
constexpr std::array registry{Entry{"bert", loadBert, makeTrainableBert}};

const Entry& entryOf(std::string_view modelType)
{
    for (const auto& entry : registry)
        if (entry.modelType == modelType) return entry;
    throw core::Exception(core::ErrorCode::Internal, "no loader for model_type " + std::string(modelType));
}

} // namespace

EncoderLoader encoderLoader(std::string_view modelType)
{
    return entryOf(modelType).load;
}

std::unique_ptr<TrainableClassifier> makeTrainableClassifier(std::string_view modelType,
                                                             const core::Json& config,
                                                             const std::string& origin, std::int64_t labels)
{
    return entryOf(modelType).makeTrainable(config, origin, labels);
}

} // namespace vitrine::models

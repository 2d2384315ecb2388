// SPDX-License-Identifier: Apache-2.0
#include "backend/models/registry.h"

#include "backend/core/result.h"

#include <array>

namespace vitrine::models {
namespace {

struct Entry
{
    std::string_view modelType;
    EncoderLoader load;
};
constexpr std::array registry{Entry{"bert", loadBert}};

} // namespace

EncoderLoader encoderLoader(std::string_view modelType)
{
    for (const auto& entry : registry)
        if (entry.modelType == modelType) return entry.load;
    throw core::Exception(core::ErrorCode::Internal, "no loader for model_type " + std::string(modelType));
}

} // namespace vitrine::models

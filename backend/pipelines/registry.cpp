// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/registry.h"

#include "backend/core/result.h"
#include "backend/pipelines/feature_extraction.h"
#include "backend/pipelines/sentence_similarity.h"
#include "backend/pipelines/text_classification.h"

#include <array>

namespace vitrine::pipelines {
namespace {

template <typename Type>
std::unique_ptr<Pipeline> make(PipelineParts parts)
{
    return std::make_unique<Type>(std::move(parts));
}

struct Task
{
    std::string_view name;
    std::unique_ptr<Pipeline> (*make)(PipelineParts);
};
constexpr std::array tasks{
    Task{FeatureExtraction::name, make<FeatureExtraction>},
    Task{SentenceSimilarity::name, make<SentenceSimilarity>},
    Task{TextClassification::name, make<TextClassification>},
    Task{"sentiment-analysis", make<TextClassification>},
};

} // namespace

std::unique_ptr<Pipeline> makePipeline(std::string_view task, PipelineParts parts)
{
    std::string known;
    for (const auto& each : tasks) {
        if (each.name == task) return each.make(std::move(parts));
        known += (known.empty() ? "" : ", ") + std::string(each.name);
    }
    throw core::Exception(core::ErrorCode::Unsupported,
                          "task \"" + std::string(task) + "\" is not supported (supported: " + known + ")");
}

} // namespace vitrine::pipelines

// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/registry.h"

#include "backend/core/result.h"
#include "backend/generation/settings.h"
#include "backend/pipelines/feature_extraction.h"
#include "backend/pipelines/fill_mask.h"
#include "backend/pipelines/multiple_choice.h"
#include "backend/pipelines/question_answering.h"
#include "backend/pipelines/sentence_similarity.h"
#include "backend/pipelines/text_classification.h"
#include "backend/pipelines/text_generation.h"
#include "backend/pipelines/text_to_text.h"
#include "backend/pipelines/token_classification.h"
#include "backend/pipelines/zero_shot_classification.h"

#include <nlohmann/json.hpp>

#include <array>

namespace vitrine::pipelines {
namespace {

template <typename Type>
std::unique_ptr<Pipeline> make(PipelineParts parts)
{
    return std::make_unique<Type>(std::move(parts));
}

struct Entry
{
    std::string_view task;
    std::unique_ptr<Pipeline> (*make)(PipelineParts);
};
/// In the order of core::tasks(), whose names these are.
constexpr std::array registry{
    Entry{FeatureExtraction::name, make<FeatureExtraction>},
    Entry{SentenceSimilarity::name, make<SentenceSimilarity>},
    Entry{TextClassification::name, make<TextClassification>},
    Entry{ZeroShotClassification::name, make<ZeroShotClassification>},
    Entry{TextRanking::name, make<TextRanking>},
    Entry{TokenClassification::name, make<TokenClassification>},
    Entry{QuestionAnswering::name, make<QuestionAnswering>},
    Entry{FillMask::name, make<FillMask>},
    Entry{MultipleChoice::name, make<MultipleChoice>},
    Entry{TextGeneration::name, make<TextGeneration>},
    Entry{TextToTextGeneration::name, make<TextToTextGeneration>},
    Entry{Summarization::name, make<Summarization>},
    Entry{Translation::name, make<Translation>},
};

} // namespace

std::unique_ptr<Pipeline> makePipeline(std::string_view task, PipelineParts parts)
{
    const auto* known = core::findTask(task);
    std::string names;
    for (const auto& each : registry) {
        if (known && each.task == known->name) {
            parts.task = task;
            return each.make(std::move(parts));
        }
        names += (names.empty() ? "" : ", ") + std::string(each.task);
    }
    throw core::Exception(core::ErrorCode::Unsupported,
                          "task \"" + std::string(task) + "\" is not supported (supported: " + names + ")");
}

std::string generationSettings(std::string_view task, const std::filesystem::path& folder)
{
    const bool continues = task == TextGeneration::name;
    if (!continues && task != TextToTextGeneration::name && task != Summarization::name &&
        task != Translation::name)
        return {};
    const auto settings = core::capture([&] {
        using generation::Reference;
        const auto model =
            generation::modelSettings(folder, continues ? Reference::Version5 : Reference::Version4);
        const auto none = core::Json::object();
        return continues ? generation::textGenerationSettings(model, none, std::nullopt)
                         : generation::textToTextSettings(model, generation::taskSettings(folder, task), none,
                                                          std::nullopt);
    });
    return settings.ok() ? settings.value().dump() : std::string();
}

} // namespace vitrine::pipelines

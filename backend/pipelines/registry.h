// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/models/model_backend.h"
#include "backend/models/network.h"
#include "backend/pipelines/pipeline.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace vitrine::pipelines {

/// What a pipeline is made of; network and info must outlive it.
struct PipelineParts
{
    const models::Network& network;
    const models::ModelInfo& info;
    std::shared_ptr<const tokenizers::Tokenizer> tokenizer;
    std::string task = {}; ///< as it was asked for: `translation_en_to_fr`
};

/// Throws Unsupported that lists the tasks for a name that is none of them.
std::unique_ptr<Pipeline> makePipeline(std::string_view task, PipelineParts parts);

/// The settings of generation that a task of the model in that folder has where a call names none, a JSON
/// object; empty for a task that does not generate and for files that cannot be read (its pipeline says so).
std::string generationSettings(std::string_view task, const std::filesystem::path& folder);

} // namespace vitrine::pipelines

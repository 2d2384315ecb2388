// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/models/model_backend.h"
#include "backend/models/network.h"
#include "backend/pipelines/pipeline.h"

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

} // namespace vitrine::pipelines

// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/models/encoder.h"
#include "backend/models/model_backend.h"
#include "backend/pipelines/pipeline.h"

#include <memory>
#include <string_view>

namespace vitrine::pipelines {

/// What a pipeline is made of; encoder and info must outlive it.
struct PipelineParts
{
    const models::Encoder& encoder;
    const models::ModelInfo& info;
    std::shared_ptr<const tokenizers::Tokenizer> tokenizer;
};

/// Throws Unsupported that lists the tasks for a name that is none of them.
std::unique_ptr<Pipeline> makePipeline(std::string_view task, PipelineParts parts);

} // namespace vitrine::pipelines

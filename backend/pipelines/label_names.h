// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/pipelines/text_encoder.h"

namespace vitrine::pipelines {

/// The id of the first label whose name begins so, letter case aside: by `label2id` of config.json, else by
/// the model's labels. Nothing where there is none, or its id is none of the model's.
std::optional<std::int64_t> labelStartingWith(const models::ModelInfo& info, std::string_view beginning);

/// Appends a text and what is asked about it, of which the first is cut; both stay whole where that would
/// not be enough, as in Transformers. Throws InvalidArgument where they are longer than the model then.
void appendPair(const TextEncoder& encoder, TokenizedTexts& tokenized, const std::string& text,
                const std::string& about, const PipelineOptions& options);

} // namespace vitrine::pipelines

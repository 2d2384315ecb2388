// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/array.h"

#include <string>
#include <variant>
#include <vector>

namespace vitrine::pipelines {

/// One integer input of the model as a grid, padding included.
struct TokenGrid
{
    std::string name;      ///< `input_ids`, `attention_mask`, `token_type_ids`
    core::IntArray values; ///< [batch, length]
};

/// What a stage produced, in the form people look at. Arrays are complete.
using StageData =
    std::variant<std::monostate,
                 std::vector<std::string>,              ///< raw texts
                 std::vector<std::vector<std::string>>, ///< tokens, a row a text, padding included
                 std::vector<TokenGrid>,                ///< the model's integer inputs
                 core::FloatArray>;                     ///< [batch, length, hidden] or [batch, hidden] …

/// One stage of a pipeline run. Names are stable identifiers, in this order for an encoder with L layers:
/// `raw_text`, `tokenization`, `model_input`, `embeddings`, `layer.0` … `layer.L-1`, `pooling`, `result`.
/// Views key their titles and explanations by them.
struct TraceStage
{
    std::string name;
    core::Shape inputShape, outputShape; ///< e.g. [2] texts → [2, 9] tokens → [2, 9, 384]
    double seconds = 0;
    std::vector<std::string> sample; ///< the first values of the output as text, at most 8
    StageData data;                  ///< empty unless PipelineOptions::traceData
};

using Trace = std::vector<TraceStage>;

} // namespace vitrine::pipelines

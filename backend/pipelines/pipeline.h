// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/array.h"
#include "backend/core/json.h"
#include "backend/core/progress.h"
#include "backend/pipelines/trace.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace vitrine::pipelines {

/// A token that a generating pipeline has just made.
struct TokenEvent
{
    std::size_t input; ///< which of the inputs
    std::uint32_t id;
    std::string text; ///< what it adds to the text; whole characters only, so it may be empty
    float logProbability;
};

struct PipelineOptions
{
    std::size_t batchSize = 1; ///< inputs computed together; results are those of each alone
    bool trace = false;        ///< record the stages (of the last batch)
    bool traceData = false;    ///< and keep what each stage produced
    bool details = false;      ///< fill PipelineResult::details
    /// Tokens a text in the trace's grids; nothing: the longest of the batch. Longer texts are truncated.
    std::optional<std::size_t> fixedLength;
    /// The pipeline's own arguments, a JSON object with Transformers' names: `{"top_k": 5}`. A key that the
    /// task does not know is an error that lists those it knows.
    std::string arguments = "{}";
    /// Number of the first input in a longer series that is run part by part: with a seed every input of the
    /// series draws its own numbers.
    std::size_t firstInput = 0;
    /// Called on the computing thread for every token of greedy decoding and sampling.
    std::function<void(const TokenEvent&)> onToken;
};

/// feature-extraction: `[1, length, hidden]`, or `[hidden]` with pooling.
using Features = core::FloatArray;
/// sentence-similarity: the cosine of each sentence to the source.
using Scores = std::vector<float>;
/// text-classification.
struct LabelScores
{
    struct Entry
    {
        std::string label;
        float score;
    };
    std::vector<Entry> entries;
    bool isList = true; ///< in the old form a pair of texts has its one entry as an object
};
/// Every other task: the JSON of the result itself.
struct JsonText
{
    std::string text;
};
using PipelineValue = std::variant<Features, Scores, LabelScores, JsonText>;

struct PipelineResult
{
    std::vector<PipelineValue> outputs; ///< in the order of the inputs
    Trace trace;
    /// One JSON object an input, for views: what led to the output (windows of a long context, alternatives
    /// of every token, beams). Its form is described where the task is.
    std::vector<std::string> details;
    /// What the user should know of these arguments or inputs, one line each.
    std::vector<std::string> warnings;
};

/// One task on one model; made by Model::pipeline, used on the same thread.
class Pipeline
{
public:
    virtual ~Pipeline() = default;

    /// The canonical task name, "feature-extraction".
    virtual std::string_view task() const = 0;
    /// Each input is a JSON string or the object of the pipeline's named inputs. Throws InvalidArgument
    /// that says which input is wrong and how. Calls control.checkpoint() between layers and batches.
    virtual PipelineResult run(std::span<const core::Json> inputs, const PipelineOptions& options,
                               core::RunControl& control) = 0;
    /// Transformers returns for a list of inputs the entries themselves, where every input has a list of one.
    virtual bool listsEntries() const { return false; }
};

/// The JSON that the Transformers pipeline returns for it: same keys, same nesting.
core::OrderedJson toJson(const PipelineValue& value);
/// The same as text, much faster; 9 significant digits, NaN and infinity are null.
std::string toJsonText(const PipelineValue& value);
/// `[{"stage", "input_shape", "output_shape", "seconds", "sample"}, …]`
core::OrderedJson toJson(const Trace& trace);

/// Cosine similarity of the rows of `[n, hidden]`, as `[n, n]`. Torch-free.
core::FloatArray cosineSimilarity(const core::FloatArray& rows);

} // namespace vitrine::pipelines

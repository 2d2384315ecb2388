// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/progress.h"
#include "backend/datasets/dataset.h"
#include "backend/tokenizers/tokenizer.h"
#include "backend/training/job_file.h"
#include "backend/training/token_table.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::training {

/// Where an answer lies in a window of a context, and what evaluation needs to read one off.
struct AnswerWindow
{
    std::int64_t row = 0;
    std::int64_t start = 0, end = 0;               ///< tokens; both 0 where the answer is not in the window
    std::int64_t contextBegin = 0, contextEnd = 0; ///< tokens of the context
};

/// One file of rows as examples. Mostly an example is a row and one sequence of tokens; a multiple choice has
/// a sequence for each choice, a question one example for each window of its context, and of joined texts an
/// example is a block.
struct EncodedFile
{
    explicit EncodedFile(datasets::Dataset rows) : dataset(std::move(rows)) {}

    datasets::Dataset dataset;
    std::vector<std::size_t> textColumns; ///< what a reader sees of a row
    TokenTable tokens;                    ///< the sequences
    std::vector<std::int64_t> labels;     ///< by example: an id, or the right choice
    std::vector<float> values;            ///< [examples, labels] of a regression, several labels, a ranking
    TokenTable targets;                ///< by example: label ids of tokens (-100: none), or the target text
    std::vector<AnswerWindow> windows; ///< by example
    std::vector<std::vector<std::string>> answers; ///< by row: the right answers to a question, maybe none
    TokenTable offsets; ///< by example: begin and end of each token in the context's bytes
    std::vector<std::int64_t>
        firstSequence; ///< of each example, and one more; empty: example i is sequence i
    std::int64_t truncatedRows = 0, emptyRows = 0, longest = 0;

    std::int64_t exampleCount() const
    {
        return firstSequence.empty() ? tokens.size() : std::int64_t(firstSequence.size()) - 1;
    }
    std::int64_t sequenceBegin(std::int64_t example) const
    {
        return firstSequence.empty() ? example : firstSequence[std::size_t(example)];
    }
    std::int64_t sequenceEnd(std::int64_t example) const
    {
        return firstSequence.empty() ? example + 1 : firstSequence[std::size_t(example) + 1];
    }
    /// In tokens, of the longest sequence.
    std::int64_t length(std::int64_t example) const;
    std::int64_t rowOf(std::int64_t example) const
    {
        return windows.empty() ? example : windows[std::size_t(example)].row;
    }

    /// What a reader sees of a row, cut to `characters` code points.
    std::string text(std::int64_t row, std::size_t characters) const;
};

/// What a model's config says about labels.
struct LabelScheme
{
    std::map<std::string, std::int64_t> label2id; ///< explicit names; empty: none
    std::optional<std::int64_t> numLabels;        ///< explicit number; nothing: the data decides
    std::string problemType;                      ///< of config.json, may be empty
};

/// What the labels of an example are.
enum class LabelForm {
    None,    ///< the text is its own label
    Ids,     ///< one of several
    Numbers, ///< a regression
    Several, ///< any number of them: 0 or 1 each
    Tokens,  ///< an id for each token
    Spans,   ///< first and last token of an answer
    Texts,   ///< a target text
};

/// The examples of a job: which of which file are trained on and which are held out.
struct Examples
{
    LabelForm form = LabelForm::Ids;
    std::vector<EncodedFile> files; ///< the training file, then the validation file if there is one
    std::vector<std::int64_t> train, validation; ///< example numbers; validation counts in files.back()
    std::vector<std::string> labelNames;

    const EncodedFile& trainFile() const { return files.front(); }
    const EncodedFile& validationFile() const { return files.back(); }
};

/// Reads, splits and encodes the job's data on all cores. `maxLength`: of the encodings, in tokens. Throws
/// what reading throws, and InvalidArgument that names row and column for labels that are missing or do not
/// fit, for texts that are all empty, and for texts longer than `maxLength` where nothing may be cut.
Examples loadExamples(const TrainJob& job, const LabelScheme& scheme, const tokenizers::Tokenizer& tokenizer,
                      std::int64_t maxLength, core::RunControl& control);

} // namespace vitrine::training

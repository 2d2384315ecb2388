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

/// One file of rows, encoded.
struct EncodedFile
{
    datasets::Dataset dataset;
    std::vector<std::size_t> textColumns; ///< one or two
    TokenTable tokens;
    std::vector<std::int64_t> labels; ///< ids by row
    std::int64_t truncatedRows = 0, emptyRows = 0, longest = 0;

    /// What a reader sees of a row, cut to `characters` code points.
    std::string text(std::int64_t row, std::size_t characters) const;
};

/// What a model's config says about labels.
struct LabelScheme
{
    std::map<std::string, std::int64_t> label2id; ///< explicit names; empty: none
    std::optional<std::int64_t> numLabels;        ///< explicit number; nothing: the data decides
};

/// The rows of a job: which of which file are trained on and which are held out.
struct Examples
{
    std::vector<EncodedFile> files; ///< the training file, then the validation file if there is one
    std::vector<std::int64_t> train, validation; ///< row numbers; validation counts in files.back()
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

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/architectures.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::training {

/// What a job teaches; names of pipelines that teach the same share one.
enum class JobTask {
    TextClassification,
    TokenClassification,
    QuestionAnswering,
    FillMask,
    TextGeneration,
    Text2Text, ///< also summarization and translation
    MultipleChoice,
    TextRanking,
};

/// A column that a task reads, and the usual names of such a column, the likeliest first.
struct ColumnRole
{
    std::string_view role; ///< the key in `dataset.columns`: "text"
    std::vector<std::string_view> usualNames;
    bool isOptional = false;
};

struct JobTaskKind
{
    JobTask task;
    std::vector<std::string_view> names; ///< the first is the task's own
    core::Head head;
    std::vector<ColumnRole> columns;
    std::vector<std::string_view> metrics;       ///< those an evaluation can compute, all by default
    std::vector<std::string_view> numberMetrics; ///< and those of a regression
};

std::span<const JobTaskKind> jobTasks();
const JobTaskKind& kindOf(JobTask task);
/// By any of its names, and `translation_xx_to_yy`; null for a name that is none.
const JobTaskKind* findJobTask(std::string_view name);

/// "text-classification, …": for error messages.
std::string jobTaskNames();
bool hasMetric(const JobTaskKind& kind, std::string_view name);
/// "accuracy, …"
std::string metricNames(const JobTaskKind& kind);

/// Whether a metric is the better the smaller it is.
bool isBetterSmaller(std::string_view metric);

} // namespace vitrine::training

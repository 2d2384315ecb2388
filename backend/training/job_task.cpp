// SPDX-License-Identifier: Apache-2.0
#include "backend/training/job_task.h"

#include <algorithm>
#include <array>

namespace vitrine::training {
namespace {

using core::Head;

const std::array<JobTaskKind, 8>& kinds()
{
    static const std::array<JobTaskKind, 8> all{{
        {JobTask::TextClassification,
         {"text-classification", "sentiment-analysis", "zero-shot-classification"},
         Head::SequenceClassification,
         {{"text", {}}, {"text_pair", {}, true}, {"label", {}}},
         {"accuracy", "precision", "recall", "f1"},
         {"mse", "mae", "pearson"}},
        {JobTask::TokenClassification,
         {"token-classification", "ner"},
         Head::TokenClassification,
         {{"tokens", {"tokens", "words"}}, {"labels", {"ner_tags", "labels", "tags", "pos_tags"}}},
         {"precision", "recall", "f1", "accuracy"},
         {}},
        {JobTask::QuestionAnswering,
         {"question-answering"},
         Head::QuestionAnswering,
         {{"question", {"question"}}, {"context", {"context"}}, {"answers", {"answers", "answer"}}},
         {"exact_match", "f1"},
         {}},
        {JobTask::FillMask,
         {"fill-mask"},
         Head::MaskedLm,
         {{"text", {"text", "sentence", "content"}}},
         {"accuracy", "perplexity"},
         {}},
        {JobTask::TextGeneration,
         {"text-generation"},
         Head::CausalLm,
         {{"text", {"text", "sentence", "content"}}},
         {"accuracy", "perplexity"},
         {}},
        {JobTask::Text2Text,
         {"text2text-generation", "translation", "summarization"},
         Head::Seq2SeqLm,
         {{"text", {"text", "source", "input", "document", "article", "dialogue"}},
          {"target", {"target", "summary", "highlights", "translation", "output", "label"}}},
         {"accuracy", "perplexity"},
         {}},
        {JobTask::MultipleChoice,
         {"multiple-choice"},
         Head::MultipleChoice,
         {{"prompt", {"prompt", "question", "context"}},
          {"choices", {"choices", "options", "endings"}},
          {"label", {"label", "labels", "answer"}}},
         {"accuracy"},
         {}},
        {JobTask::TextRanking,
         {"text-ranking"},
         Head::SequenceClassification,
         {{"query", {"query", "question", "sentence1"}},
          {"document", {"document", "passage", "text", "answer", "sentence2"}},
          {"label", {"label", "labels", "score"}}},
         {"accuracy", "precision", "recall", "f1"},
         {}},
    }};
    return all;
}

std::string joined(std::span<const std::string_view> names)
{
    std::string text;
    for (const auto name : names)
        text += (text.empty() ? "" : ", ") + std::string(name);
    return text;
}

} // namespace

std::span<const JobTaskKind> jobTasks()
{
    return kinds();
}

const JobTaskKind& kindOf(JobTask task)
{
    return *std::ranges::find(kinds(), task, &JobTaskKind::task);
}

const JobTaskKind* findJobTask(std::string_view name)
{
    if (name.starts_with("translation_")) name = "translation";
    for (const auto& kind : kinds())
        if (std::ranges::find(kind.names, name) != kind.names.end()) return &kind;
    return nullptr;
}

std::string jobTaskNames()
{
    std::vector<std::string_view> names;
    for (const auto& kind : kinds())
        names.insert(names.end(), kind.names.begin(), kind.names.end());
    return joined(names);
}

bool hasMetric(const JobTaskKind& kind, std::string_view name)
{
    const auto has = [&](const auto& names) { return std::ranges::find(names, name) != names.end(); };
    return has(kind.metrics) || has(kind.numberMetrics);
}

std::string metricNames(const JobTaskKind& kind)
{
    auto names = kind.metrics;
    names.insert(names.end(), kind.numberMetrics.begin(), kind.numberMetrics.end());
    return joined(names);
}

bool isBetterSmaller(std::string_view metric)
{
    return metric.ends_with("loss") || metric == "perplexity" || metric == "mse" || metric == "mae";
}

} // namespace vitrine::training

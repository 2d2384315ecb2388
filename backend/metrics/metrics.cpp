// SPDX-License-Identifier: Apache-2.0
#include "backend/metrics/metrics.h"

#include "backend/core/result.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace vitrine::metrics {
namespace {

/// Of one label: how many rows have it, were predicted as it, and both.
struct LabelCounts
{
    std::int64_t support = 0, predicted = 0, correct = 0;
};

LabelCounts countsOf(const ConfusionMatrix& matrix, std::size_t label)
{
    LabelCounts counts;
    counts.correct = matrix.at(label, label);
    for (std::size_t other = 0; other < matrix.labels(); ++other) {
        counts.support += matrix.at(label, other);
        counts.predicted += matrix.at(other, label);
    }
    return counts;
}

double ratio(std::int64_t part, std::int64_t whole)
{
    return whole > 0 ? double(part) / double(whole) : 0;
}

double precision(const LabelCounts& counts)
{
    return ratio(counts.correct, counts.predicted);
}

double recall(const LabelCounts& counts)
{
    return ratio(counts.correct, counts.support);
}

double f1(const LabelCounts& counts)
{
    return ratio(2 * counts.correct, counts.support + counts.predicted);
}

double ofLabels(const ConfusionMatrix& matrix, double (*metric)(const LabelCounts&))
{
    if (matrix.labels() == 2) return metric(countsOf(matrix, 1));
    double sum = 0;
    std::size_t count = 0;
    for (std::size_t label = 0; label < matrix.labels(); ++label) {
        const auto counts = countsOf(matrix, label);
        if (counts.support + counts.predicted == 0) continue;
        sum += metric(counts);
        ++count;
    }
    return count > 0 ? sum / double(count) : 0;
}

double accuracy(const ConfusionMatrix& matrix)
{
    std::int64_t correct = 0;
    for (std::size_t label = 0; label < matrix.labels(); ++label)
        correct += matrix.at(label, label);
    return ratio(correct, matrix.total());
}

struct Metric
{
    std::string_view name;
    double (*compute)(const ConfusionMatrix&);
};
constexpr std::array registry{
    Metric{"accuracy", accuracy},
    Metric{"precision", [](const ConfusionMatrix& matrix) { return ofLabels(matrix, precision); }},
    Metric{"recall", [](const ConfusionMatrix& matrix) { return ofLabels(matrix, recall); }},
    Metric{"f1", [](const ConfusionMatrix& matrix) { return ofLabels(matrix, f1); }},
};

} // namespace

std::int64_t ConfusionMatrix::total() const
{
    return std::accumulate(m_counts.begin(), m_counts.end(), std::int64_t(0));
}

std::vector<std::string> names()
{
    std::vector<std::string> result;
    for (const auto& metric : registry)
        result.emplace_back(metric.name);
    return result;
}

bool isKnown(std::string_view name)
{
    return std::ranges::find(registry, name, &Metric::name) != registry.end();
}

std::string knownText()
{
    std::string text;
    for (const auto& metric : registry)
        text += (text.empty() ? "" : ", ") + std::string(metric.name);
    return text;
}

double value(std::string_view name, const ConfusionMatrix& matrix)
{
    const auto found = std::ranges::find(registry, name, &Metric::name);
    if (found == registry.end())
        throw core::Exception(core::ErrorCode::Unsupported,
                              "metric \"" + std::string(name) + "\" is unknown");
    return found->compute(matrix);
}

} // namespace vitrine::metrics

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::metrics {

/// Counts of rows by label (row) and prediction (column), as scikit-learn's confusion_matrix.
class ConfusionMatrix
{
public:
    explicit ConfusionMatrix(std::size_t labels) : m_labels(labels), m_counts(labels * labels) {}

    void add(std::size_t label, std::size_t prediction) { ++m_counts[label * m_labels + prediction]; }
    std::size_t labels() const { return m_labels; }
    std::int64_t at(std::size_t label, std::size_t prediction) const
    {
        return m_counts[label * m_labels + prediction];
    }
    std::int64_t total() const;

private:
    std::size_t m_labels;
    std::vector<std::int64_t> m_counts;
};

/// The metrics that a job may name, in the order of output: accuracy, precision, recall, f1.
std::vector<std::string> names();
bool isKnown(std::string_view name);
std::string knownText(); ///< "accuracy, …": for error messages

/// precision, recall and f1 are those of label 1 for two labels, else the mean over the labels that occur as
/// label or prediction (macro); 0 where nothing was predicted, as scikit-learn with zero_division=0.
double value(std::string_view name, const ConfusionMatrix& matrix);

} // namespace vitrine::metrics

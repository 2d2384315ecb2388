// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/model_comparison.h"

namespace vitrine::app {

/// Everything that a comparison says beside its answers: figures, and who agrees with whom. Any thread.
widgets::ComparisonSummary summarize(const widgets::ModelComparison& comparison);

/// `other` beside the answer of the reference; both of this task.
widgets::AnswerAgreement agreementOf(const QString& task, const widgets::TaskResult& reference,
                                     const widgets::TaskResult& other);

/// An answer in few words: "joy 0.93", "PER Sylvain, LOC Brooklyn".
QString answerText(const widgets::TaskResult& result);

/// A row an input and model, the header first; a row a model; everything.
QList<QStringList> answersTable(const widgets::ModelComparison& comparison,
                                const widgets::ComparisonSummary& summary);
QList<QStringList> figuresTable(const widgets::ModelComparison& comparison,
                                const widgets::ComparisonSummary& summary);
QByteArray comparisonJson(const widgets::ModelComparison& comparison,
                          const widgets::ComparisonSummary& summary);
/// Transformers code that runs the same inputs on the same models and says where they agree.
QString comparisonPython(const widgets::ModelComparison& comparison);

} // namespace vitrine::app

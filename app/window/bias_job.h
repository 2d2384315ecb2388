// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/loaded_model.h"
#include "app/window/session.h"
#include "widgets/playground/bias_probe.h"

namespace vitrine::app {

/// Asks the model about every template with every filler, many sentences at a time. On the compute thread;
/// throws InvalidArgument for a setup that makes no sense and Unsupported for a model that can't do it.
widgets::BiasValues probeBias(LoadedModel& model, const Session::TokenizerPointer& tokenizer,
                              const widgets::BiasSetup& setup, core::RunControl& control);

/// What the numbers say. Any thread.
widgets::BiasSummary summarizeBias(const widgets::BiasValues& values);

/// A row an outcome; a row a sentence and outcome; the header first.
QList<QStringList> biasDifferencesTable(const widgets::BiasValues& values,
                                        const widgets::BiasSummary& summary);
QList<QStringList> biasValuesTable(const widgets::BiasValues& values);
/// Transformers code that measures the same.
/// `dtype`: "float32"; empty: as the checkpoint is stored.
QString biasPython(const widgets::BiasSetup& setup, const QString& location, const QString& dtype);

} // namespace vitrine::app

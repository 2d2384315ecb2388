// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/pipelines/pipeline.h"

#include <span>
#include <string>

namespace vitrine::app {

/// The `--set key=value` arguments of `run`; a value is JSON where it parses as JSON, else a string. Throws
/// InvalidArgument for a key that no pipeline here takes or a value of the wrong type.
pipelines::PipelineOptions pipelineOptions(std::span<const std::string> settings);

} // namespace vitrine::app

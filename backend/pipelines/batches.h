// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/progress.h"
#include "backend/pipelines/pipeline.h"

#include <algorithm>

namespace vitrine::pipelines {

/// Calls `runBatch(first, last)` for groups of options.batchSize inputs, with progress and checkpoints.
template <typename RunBatch>
void forEachBatch(std::size_t count, const PipelineOptions& options, core::RunControl& control,
                  RunBatch&& runBatch)
{
    const std::size_t size = std::max<std::size_t>(1, options.batchSize);
    for (std::size_t first = 0; first < count; first += size) {
        control.checkpoint();
        runBatch(first, std::min(count, first + size));
        if (count > size)
            control.progress({double(std::min(count, first + size)) / double(count), "computing", -1});
    }
}

} // namespace vitrine::pipelines

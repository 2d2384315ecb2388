// SPDX-License-Identifier: Apache-2.0
#pragma once

// The border of training: what the program asks libvitrine_torch for. Torch-free.

#include "backend/training/job_file.h"
#include "backend/training/run_writer.h"

#include <string>

namespace vitrine::training {

struct TrainOptions
{
    std::string resume; ///< empty: from the beginning; "latest"; else a checkpoint's folder
    EventSink onEvent;  ///< every event, on the calling thread
};

enum class TrainEnd {
    Finished, ///< all steps, or early stopping, or there was nothing left to do
    Stopped,  ///< on request, with a checkpoint
};

} // namespace vitrine::training

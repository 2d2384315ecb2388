// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/models/model_backend.h"
#include "backend/models/network.h"

namespace vitrine::models {

/// See Model::timeDecoding.
DecodeTiming timeDecoding(const Network& network, std::int64_t length, std::int64_t tokens,
                          std::int64_t beams, core::RunControl& control);

} // namespace vitrine::models

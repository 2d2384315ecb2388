// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/models/model_backend.h"

namespace vitrine::models {

/// Opens libvitrine_torch (and with it libtorch: 0.25 s, 100 MB) at the first call and never closes it.
/// Called on the thread that will compute. Throws NotFound with the loader's reason.
ModelBackend& torchBackend();

} // namespace vitrine::models

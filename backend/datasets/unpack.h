// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/progress.h"
#include "backend/datasets/format.h"

#include <filesystem>

namespace vitrine::datasets {

/// Writes what `path` holds compressed to the open file `fd`. Throws InvalidFormat for a damaged or cut file.
void unpack(const std::filesystem::path& path, Compression compression, int fd, core::RunControl& control);

} // namespace vitrine::datasets

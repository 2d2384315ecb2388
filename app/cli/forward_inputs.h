// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/json.h"
#include "backend/models/model_backend.h"

#include <filesystem>
#include <string>

namespace vitrine::app {

/// `{"input_ids": [[…]], "attention_mask": …, "token_type_ids": …, "position_ids": …}`, each a rectangle of
/// integers `[batch, length]`. Throws InvalidArgument that names the input, row and column.
models::ForwardInputs readForwardInputs(const core::Json& json, const std::string& origin);

/// The same from tensors of a safetensors file, of any integer type or Bool.
models::ForwardInputs readForwardInputs(const std::filesystem::path& path);

} // namespace vitrine::app

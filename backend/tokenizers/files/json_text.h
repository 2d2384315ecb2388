// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"

#include <string>

namespace vitrine::tokenizers {

/// `value` as Rust's serde_json writes it "pretty": two spaces, numbers in their shortest form.
std::string libraryJson(const core::OrderedJson& value);

/// `value` as Python's json.dumps(indent=2, sort_keys=True, ensure_ascii=False) with a line end.
std::string pythonJson(const core::Json& value);

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::hub {

/// The folder or file that a `--model` or `--tokenizer` value names: an existing path, `starter:NAME`
/// (what the set-up installed), or `org/name[@revision]` in the Hugging Face cache (`HF_HUB_CACHE`,
/// `HF_HOME`, else ~/.cache/huggingface). Throws NotFound that says where it looked and what to do.
std::filesystem::path locate(std::string_view specification);

/// Names of the starter models that are installed, without `starter:`.
std::vector<std::string> starterNames();

} // namespace vitrine::hub

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace vitrine::tokenizers {

/// Whether files of these names in one folder are a tokenizer that can be opened. By name alone, for lists of
/// files that are not here.
bool holdsTokenizer(std::span<const std::string> fileNames);
/// The same for a folder here; false where it can't be read.
bool holdsTokenizer(const std::filesystem::path& folder);
/// Every file that a folder's tokenizer may consist of, for copying it. Patterns have one '*' in front.
std::span<const std::string_view> tokenizerFilePatterns();
bool isTokenizerFile(std::string_view fileName); ///< one of them

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/progress.h"
#include "backend/tokenizers/text_statistics.h"

#include <filesystem>
#include <functional>

namespace vitrine::tokenizers {

class Tokenizer;

/// The id that stands for what the vocabulary does not have, by the names that tokenizers give it.
std::optional<std::uint32_t> unknownTokenId(const Tokenizer& tokenizer);

struct FileStatistics
{
    TextStatistics texts;
    std::uint64_t fileBytes = 0, readBytes = 0; ///< different while it is read
    std::uint64_t cutTexts = 0;                 ///< lines longer than `longestText`, counted as several texts
};

/// Lines beyond it are cut, at white space where there is some: 1 MB.
constexpr std::size_t longestText = 1 << 20;

/// Encodes a UTF-8 text file of any size, a text a line, in bounded memory. `partial` (may be empty) is given
/// the figures so far after every piece of a few megabytes, on this thread. Throws NotFound or Io, and
/// InvalidFormat with the position of a byte that is no UTF-8; CanceledException on a stop.
FileStatistics fileStatistics(const Tokenizer& tokenizer, const std::filesystem::path& path,
                              core::RunControl& control,
                              const std::function<void(const FileStatistics&)>& partial = {},
                              unsigned threads = 1);

} // namespace vitrine::tokenizers

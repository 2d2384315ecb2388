// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/tokenizers/tokenizer.h"

#include <string>

namespace vitrine::app {

/// Appends JSON to a line of output. Offsets are given in code points of `input`'s texts (of the word, where
/// the input is split into words).
void appendEncoding(std::string& line, const tokenizers::Encoding& encoding,
                    const tokenizers::EncodeInput& input);

/// The value of the key "stages" for one text; offsets in code points.
void appendStages(std::string& line, const tokenizers::Stages& stages, const std::string& text);

void appendJsonString(std::string& line, std::string_view text); ///< `text` is valid UTF-8

} // namespace vitrine::app

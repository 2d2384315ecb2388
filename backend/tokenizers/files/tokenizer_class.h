// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/tokenizer_config.h"

#include <string>
#include <string_view>

namespace vitrine::tokenizers {

/// Which class AutoTokenizer of Transformers 5.23 takes for a folder, without "Tokenizer" and "Fast": "GPT2".
/// Empty: its general class, which loads tokenizer.json as it is. It follows "tokenizer_class" and
/// config.json's "model_type", where it trusts neither alone. `tokenizerJson` is the text of that file or
/// empty.
std::string tokenizerClass(const TokenizerConfig& config, std::string_view tokenizerJson);

} // namespace vitrine::tokenizers

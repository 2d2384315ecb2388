// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/pattern.h"

#include <memory>
#include <string_view>

namespace vitrine::tokenizers {

/// A scanner by hand for one of the expressions that most tokenizers split words by (those of GPT-2, cl100k
/// and Llama 3, Qwen 2, o200k, Tekken, CLIP, spelled as their tokenizer.json has them); null for any other.
/// It finds what Oniguruma finds, in one pass.
std::shared_ptr<const Pattern::Matcher> scannerFor(std::string_view expression);

/// GPT-2's expression, that of the ByteLevel pre-tokenizer.
extern const std::string_view gpt2Expression;

} // namespace vitrine::tokenizers

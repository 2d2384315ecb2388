// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"
#include "backend/tokenizers/pretokenized_string.h"

#include <memory>

namespace vitrine::core {
class JsonObject;
}

namespace vitrine::tokenizers {

/// The second stage: splits the text into words that no token may cross. Stateless once made.
class PreTokenizer
{
public:
    virtual ~PreTokenizer() = default;
    virtual void preTokenize(PreTokenizedString& text) const = 0;
};

/// The pre-tokenizer that `settings` of tokenizer.json describe.
std::unique_ptr<const PreTokenizer> makePreTokenizer(const core::JsonObject& settings);

// One function a component; the list is in registry.cpp.
std::unique_ptr<const PreTokenizer> makeBertPreTokenizer(const core::JsonObject& settings);
std::unique_ptr<const PreTokenizer> makeByteLevel(const core::JsonObject& settings);
std::unique_ptr<const PreTokenizer> makeCharDelimiterSplit(const core::JsonObject& settings);
std::unique_ptr<const PreTokenizer> makeDigits(const core::JsonObject& settings);
std::unique_ptr<const PreTokenizer> makeFixedLength(const core::JsonObject& settings);
std::unique_ptr<const PreTokenizer> makeMetaspace(const core::JsonObject& settings);
std::unique_ptr<const PreTokenizer> makePunctuation(const core::JsonObject& settings);
std::unique_ptr<const PreTokenizer> makePreTokenizerSequence(const core::JsonObject& settings);
std::unique_ptr<const PreTokenizer> makeSplit(const core::JsonObject& settings);
std::unique_ptr<const PreTokenizer> makeUnicodeScripts(const core::JsonObject& settings);
std::unique_ptr<const PreTokenizer> makeWhitespace(const core::JsonObject& settings);
std::unique_ptr<const PreTokenizer> makeWhitespaceSplit(const core::JsonObject& settings);

} // namespace vitrine::tokenizers

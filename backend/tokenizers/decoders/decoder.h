// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"

#include <memory>
#include <string>
#include <vector>

namespace vitrine::core {
class JsonObject;
}

namespace vitrine::tokenizers {

/// Turns tokens back into text. Stateless once made.
class Decoder
{
public:
    virtual ~Decoder() = default;
    /// Changes the tokens; joined without a gap they are the text.
    virtual void decode(std::vector<std::string>& tokens) const = 0;
};

/// The decoder that `settings` of tokenizer.json describe.
std::unique_ptr<const Decoder> makeDecoder(const core::JsonObject& settings);

// One function a component; the list is in registry.cpp.
std::unique_ptr<const Decoder> makeFuseDecoder(const core::JsonObject& settings);
std::unique_ptr<const Decoder> makeReplaceDecoder(const core::JsonObject& settings);
std::unique_ptr<const Decoder> makeDecoderSequence(const core::JsonObject& settings);
std::unique_ptr<const Decoder> makeStripDecoder(const core::JsonObject& settings);
std::unique_ptr<const Decoder> makeWordPieceDecoder(const core::JsonObject& settings);
std::unique_ptr<const Decoder> makeWordPieceDecoder(std::string prefix, bool cleanup);

/// Replaces every occurrence, left to right.
void replaceAll(std::string& text, std::string_view from, std::string_view to);

} // namespace vitrine::tokenizers

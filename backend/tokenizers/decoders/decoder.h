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
std::unique_ptr<const Decoder> makeBpeDecoder(const core::JsonObject& settings);
std::unique_ptr<const Decoder> makeByteFallbackDecoder(const core::JsonObject& settings);
std::unique_ptr<const Decoder> makeByteLevelDecoder(const core::JsonObject& settings);
std::unique_ptr<const Decoder> makeCtcDecoder(const core::JsonObject& settings);
std::unique_ptr<const Decoder> makeFuseDecoder(const core::JsonObject& settings);
std::unique_ptr<const Decoder> makeMetaspaceDecoder(const core::JsonObject& settings);
std::unique_ptr<const Decoder> makeReplaceDecoder(const core::JsonObject& settings);
std::unique_ptr<const Decoder> makeDecoderSequence(const core::JsonObject& settings);
std::unique_ptr<const Decoder> makeStripDecoder(const core::JsonObject& settings);
std::unique_ptr<const Decoder> makeWordPieceDecoder(const core::JsonObject& settings);
std::unique_ptr<const Decoder> makeWordPieceDecoder(std::string prefix, bool cleanup);

/// Replaces every occurrence, left to right; `from` is not empty.
void replaceAll(std::string& text, std::string_view from, std::string_view to);
/// The same, where an empty `from` is before every character and at the end.
void replaceEverywhere(std::string& text, std::string_view from, std::string_view to);
/// cleanUpTokenizationSpaces() and the one contraction more that the library's decoders have.
std::string cleanUpWordPiece(std::string text);
/// `bytes` with U+FFFD for each longest part that could begin a character and does not.
std::string validUtf8(std::string_view bytes);

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/decoders/decoder.h"
#include "backend/tokenizers/models/model.h"

#include <memory>
#include <string_view>

namespace vitrine::tokenizers {

/// The linked sentencepiece library as a model for whole texts (no normalizer, no pre-tokenizer) and the
/// decoder that fits: pieces, ids and offsets are the library's own.
struct SentencePieceStages
{
    std::unique_ptr<const Model> model;
    std::unique_ptr<const Decoder> decoder;
};

/// `bytes`: of a `*.model` file, checked before (readSentencePieceFile). Throws InvalidFormat.
SentencePieceStages makeSentencePiece(std::string_view bytes, std::string_view origin);

} // namespace vitrine::tokenizers

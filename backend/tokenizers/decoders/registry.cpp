// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/registry.h"
#include "backend/tokenizers/decoders/decoder.h"

namespace vitrine::tokenizers {

std::unique_ptr<const Decoder> makeDecoder(const core::JsonObject& settings)
{
    static const Component<Decoder> components[] = {
        {"Fuse", makeFuseDecoder},
        {"Replace", makeReplaceDecoder},
        {"Sequence", makeDecoderSequence, {"decoders"}},
        {"Strip", makeStripDecoder},
        {"WordPiece", makeWordPieceDecoder, {"prefix", "cleanup"}},
    };
    return makeComponent<Decoder>(components, settings, "decoder");
}

} // namespace vitrine::tokenizers

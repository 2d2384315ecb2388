// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/registry.h"
#include "backend/tokenizers/decoders/decoder.h"

namespace vitrine::tokenizers {

std::unique_ptr<const Decoder> makeDecoder(const core::JsonObject& settings)
{
    static const Component<Decoder> components[] = {
        {"BPEDecoder", makeBpeDecoder, {"suffix"}},
        {"ByteFallback", makeByteFallbackDecoder},
        {"ByteLevel", makeByteLevelDecoder},
        {"CTC", makeCtcDecoder, {"pad_token", "word_delimiter_token", "cleanup"}},
        {"Fuse", makeFuseDecoder},
        {"Metaspace", makeMetaspaceDecoder},
        {"Replace", makeReplaceDecoder, {"pattern", "content"}},
        {"Sequence", makeDecoderSequence, {"decoders"}},
        {"Strip", makeStripDecoder, {"content", "start", "stop"}},
        {"WordPiece", makeWordPieceDecoder, {"prefix", "cleanup"}},
    };
    return makeComponent<Decoder>(components, settings, "decoder");
}

} // namespace vitrine::tokenizers

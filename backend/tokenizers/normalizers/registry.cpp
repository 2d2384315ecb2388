// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/registry.h"
#include "backend/tokenizers/normalizers/normalizer.h"

namespace vitrine::tokenizers {

std::unique_ptr<const Normalizer> makeNormalizer(const core::JsonObject& settings)
{
    static const Component<Normalizer> components[] = {
        {"BertNormalizer", makeBertNormalizer, {"clean_text", "handle_chinese_chars", "lowercase"}},
        {"ByteLevel", makeByteLevelNormalizer},
        {"Lowercase", makeLowercase},
        {"NFC", makeNfc},
        {"NFD", makeNfd},
        {"NFKC", makeNfkc},
        {"NFKD", makeNfkd},
        {"Nmt", makeNmt},
        {"Precompiled", makePrecompiled, {"precompiled_charsmap"}},
        {"Prepend", makePrepend, {"prepend"}},
        {"Replace", makeReplace, {"pattern", "content"}},
        {"Sequence", makeNormalizerSequence, {"normalizers"}},
        {"Strip", makeStrip, {"strip_left", "strip_right"}},
        {"StripAccents", makeStripAccents},
    };
    return makeComponent<Normalizer>(components, settings, "normalizer");
}

} // namespace vitrine::tokenizers

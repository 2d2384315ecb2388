// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/registry.h"
#include "backend/tokenizers/pretokenizers/pre_tokenizer.h"

namespace vitrine::tokenizers {

std::unique_ptr<const PreTokenizer> makePreTokenizer(const core::JsonObject& settings)
{
    static const Component<PreTokenizer> components[] = {
        {"BertPreTokenizer", makeBertPreTokenizer},
        {"ByteLevel", makeByteLevel},
        {"CharDelimiterSplit", makeCharDelimiterSplit, {"delimiter"}},
        {"Digits", makeDigits, {"individual_digits"}},
        {"FixedLength", makeFixedLength},
        {"Metaspace", makeMetaspace},
        {"Punctuation", makePunctuation},
        {"Sequence", makePreTokenizerSequence, {"pretokenizers"}},
        {"Split", makeSplit},
        {"UnicodeScripts", makeUnicodeScripts},
        {"Whitespace", makeWhitespace},
        {"WhitespaceSplit", makeWhitespaceSplit},
    };
    return makeComponent<PreTokenizer>(components, settings, "pre-tokenizer");
}

} // namespace vitrine::tokenizers

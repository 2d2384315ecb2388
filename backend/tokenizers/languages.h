// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace vitrine::tokenizers {

/// The languages of a translation tokenizer, each with a token that marks its texts (mBART, NLLB, M2M100).
struct Languages
{
    std::vector<std::string> codes; ///< as `src_lang` takes them: "fr_XX", "fra_Latn", "fr"
    std::string around;             ///< on both sides of a code it gives its token: "__"
    bool isPrefix = true;           ///< the mark stands before the text, else behind its end
    std::string eos = "</s>";
    std::string source;                ///< the language of a text if nothing is said
    std::optional<std::string> target; ///< of a target text likewise; nothing: `source`

    std::string tokenOf(const std::string& code) const { return around + code + around; }
};

} // namespace vitrine::tokenizers

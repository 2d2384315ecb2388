// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace vitrine::core {
class JsonObject;
}

namespace vitrine::tokenizers {

/// The settings that Metaspace has as pre-tokenizer and as decoder.
struct MetaspaceSettings
{
    enum class Prepend { Always, First, Never };

    std::string replacement; ///< one character
    Prepend prepend = Prepend::Always;
    bool split = true;

    /// Also in the spellings of old files: `add_prefix_space` for `prepend_scheme`, `str_rep` (which counts
    /// for nothing). Throws InvalidFormat where the two contradict each other.
    static MetaspaceSettings fromJson(const core::JsonObject& settings);
};

} // namespace vitrine::tokenizers

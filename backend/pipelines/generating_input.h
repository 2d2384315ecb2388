// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch: reading and cutting the inputs of pipelines that generate.

#include "backend/pipelines/arguments.h"
#include "backend/pipelines/generating.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::pipelines {

/// The pipeline's arguments for its tokenizer: what is cut, by default nothing.
struct Truncation
{
    std::optional<bool> cut;          ///< nothing: only where a limit was offered
    std::optional<std::size_t> limit; ///< nothing: that of the tokenizer
    std::size_t most = 0;             ///< positions of the model, beyond which nothing is left
    bool addSpecialTokens = true;

    /// `truncation`, and where `all` is set also `add_special_tokens`, `padding` (which has no effect) and
    /// `tokenizer_encode_kwargs`.
    static Truncation read(const Arguments& arguments, bool all);
    void offerLimit(std::size_t length);
    void encode(GeneratingInput& input, const tokenizers::Tokenizer& tokenizer,
                tokenizers::EncodeOptions options = {}) const;
};

/// A string, or an object with one of these keys. Throws InvalidArgument that says which input is wrong.
std::string inputText(const core::Json& json, std::size_t index, std::initializer_list<const char*> keys);
/// Arguments::requireKnown() that also lists the names of the generation settings.
void requireKnownArguments(const Arguments& arguments);
void keepLast(tokenizers::Encoding& encoding, std::size_t count);
void appendToken(tokenizers::Encoding& encoding, std::int64_t id, const tokenizers::Tokenizer& tokenizer);
/// New ids of all sequences of a text, as generate() pads them to one length.
std::vector<std::vector<std::int64_t>> paddedSequences(const generation::Generated& generated,
                                                       std::int64_t fill);

} // namespace vitrine::pipelines

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"
#include "backend/tokenizers/processors/draft.h"

#include <memory>
#include <vector>

namespace vitrine::core {
class JsonObject;
}

namespace vitrine::tokenizers {

/// The last stage: adds special tokens and type ids. Stateless once made.
class PostProcessor
{
public:
    virtual ~PostProcessor() = default;
    /// How many tokens it adds to one text or a pair.
    virtual std::size_t addedTokens(bool pair) const = 0;
    /// `parts` are the texts (or what an earlier processor made of them); the result is merged in order.
    /// The processor outlives the drafts, which point to its token texts. `input` is what the offsets count
    /// in.
    virtual std::vector<Draft> process(std::vector<Draft> parts, const EncodeInput& input,
                                       bool addSpecialTokens) const = 0;
};

/// The post-processor that `settings` of tokenizer.json describe.
std::unique_ptr<const PostProcessor> makePostProcessor(const core::JsonObject& settings);

// One function a component; the list is in registry.cpp.
std::unique_ptr<const PostProcessor> makeBertProcessing(const core::JsonObject& settings);
std::unique_ptr<const PostProcessor> makeRobertaProcessing(const core::JsonObject& settings);
std::unique_ptr<const PostProcessor> makeByteLevelProcessor(const core::JsonObject& settings);
std::unique_ptr<const PostProcessor> makeTemplateProcessing(const core::JsonObject& settings);
std::unique_ptr<const PostProcessor> makeProcessorSequence(const core::JsonObject& settings);

/// Moves the offsets of every token past the white space at its ends, in the windows, too. With
/// `addPrefixSpace` one leading space at the start of a text counts as added and stays.
void trimOffsets(Draft& draft, const EncodeInput& input, bool addPrefixSpace);

/// [CLS] A [SEP] B [SEP] with these texts and ids.
std::unique_ptr<const PostProcessor> makeBertProcessing(std::string cls, std::uint32_t clsId, std::string sep,
                                                        std::uint32_t sepId);

} // namespace vitrine::tokenizers

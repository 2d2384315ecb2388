// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/registry.h"
#include "backend/tokenizers/processors/post_processor.h"

namespace vitrine::tokenizers {

std::unique_ptr<const PostProcessor> makePostProcessor(const core::JsonObject& settings)
{
    static const Component<PostProcessor> components[] = {
        {"BertProcessing", makeBertProcessing, {"sep", "cls"}},
        {"Sequence", makeProcessorSequence, {"processors"}},
        {"TemplateProcessing", makeTemplateProcessing, {"single", "pair", "special_tokens"}},
    };
    return makeComponent<PostProcessor>(components, settings, "post-processor");
}

} // namespace vitrine::tokenizers

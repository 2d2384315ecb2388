// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/registry.h"
#include "backend/tokenizers/processors/post_processor.h"

namespace vitrine::tokenizers {

std::unique_ptr<const PostProcessor> makePostProcessor(const core::JsonObject& settings)
{
    // The library goes by the keys: what has those of Roberta is Roberta, and one without them is Bert.
    const bool surrounds = settings.has("sep") && settings.has("cls");
    if (surrounds)
        return settings.has("trim_offsets") && settings.has("add_prefix_space")
                   ? makeRobertaProcessing(settings)
                   : makeBertProcessing(settings);
    static const Component<PostProcessor> components[] = {
        {"BertProcessing", makeBertProcessing},
        {"ByteLevel", makeByteLevelProcessor},
        {"RobertaProcessing", makeRobertaProcessing},
        {"Sequence", makeProcessorSequence, {"processors"}},
        {"TemplateProcessing", makeTemplateProcessing, {"single", "pair", "special_tokens"}},
    };
    return makeComponent<PostProcessor>(components, settings, "post-processor");
}

} // namespace vitrine::tokenizers

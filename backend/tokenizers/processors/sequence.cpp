// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/processors/post_processor.h"
#include "backend/tokenizers/registry.h"

namespace vitrine::tokenizers {
namespace {

class ProcessorSequence final : public PostProcessor
{
public:
    explicit ProcessorSequence(std::vector<std::unique_ptr<const PostProcessor>> parts)
        : m_parts(std::move(parts))
    {
    }

    std::size_t addedTokens(bool pair) const override
    {
        std::size_t count = 0;
        for (const auto& part : m_parts)
            count += part->addedTokens(pair);
        return count;
    }

    std::vector<Draft> process(std::vector<Draft> drafts, const EncodeInput& input,
                               bool addSpecialTokens) const override
    {
        for (const auto& part : m_parts)
            drafts = part->process(std::move(drafts), input, addSpecialTokens);
        return drafts;
    }

private:
    std::vector<std::unique_ptr<const PostProcessor>> m_parts;
};

} // namespace

std::unique_ptr<const PostProcessor> makeProcessorSequence(const core::JsonObject& settings)
{
    return std::make_unique<ProcessorSequence>(
        makeSequence<PostProcessor>(settings, "processors", makePostProcessor));
}

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/pretokenizers/pre_tokenizer.h"
#include "backend/tokenizers/registry.h"

namespace vitrine::tokenizers {
namespace {

class PreTokenizerSequence final : public PreTokenizer
{
public:
    explicit PreTokenizerSequence(std::vector<std::unique_ptr<const PreTokenizer>> parts)
        : m_parts(std::move(parts))
    {
    }

    void preTokenize(PreTokenizedString& text) const override
    {
        for (const auto& part : m_parts)
            part->preTokenize(text);
    }

private:
    std::vector<std::unique_ptr<const PreTokenizer>> m_parts;
};

} // namespace

std::unique_ptr<const PreTokenizer> makePreTokenizerSequence(const core::JsonObject& settings)
{
    return std::make_unique<PreTokenizerSequence>(
        makeSequence<PreTokenizer>(settings, "pretokenizers", makePreTokenizer));
}

} // namespace vitrine::tokenizers

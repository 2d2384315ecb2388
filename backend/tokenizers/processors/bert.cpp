// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/tokenizers/processors/post_processor.h"

#include <limits>

namespace vitrine::tokenizers {
namespace {

struct NamedToken
{
    std::string text;
    std::uint32_t id;
};

/// [CLS] A [SEP] for the first text, B [SEP] for every further one.
class BertProcessing final : public PostProcessor
{
public:
    BertProcessing(NamedToken cls, NamedToken sep) : m_cls(std::move(cls)), m_sep(std::move(sep)) {}

    std::size_t addedTokens(bool pair) const override { return pair ? 3 : 2; }

    std::vector<Draft> process(std::vector<Draft> parts, bool addSpecialTokens) const override
    {
        if (!addSpecialTokens) return parts;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            surround(parts[i], i);
            for (Draft& window : parts[i].overflowing)
                surround(window, i);
        }
        return parts;
    }

private:
    void surround(Draft& draft, std::size_t index) const
    {
        const bool isFirst = index == 0;
        for (Draft::Token& token : draft.tokens)
            token.isSpecial = false;
        draft.ranges = {};
        draft.setSequence(isFirst ? 0 : 1);
        if (isFirst) {
            draft.tokens.insert(draft.tokens.begin(), Draft::special(m_cls.id, 0, m_cls.text));
            ++draft.ranges[0]->begin;
            ++draft.ranges[0]->end;
        }
        draft.tokens.push_back(Draft::special(m_sep.id, isFirst ? 0 : 1, m_sep.text));
    }

    NamedToken m_cls, m_sep;
};

NamedToken namedToken(const core::JsonObject& settings, const char* key)
{
    const core::Json& pair = settings.at(key);
    const bool fits = pair.is_array() && pair.size() == 2 && pair[0].is_string() &&
                      pair[1].is_number_unsigned() &&
                      pair[1].get<std::uint64_t>() <= std::numeric_limits<std::uint32_t>::max();
    if (!fits)
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              settings.place() + ": \"" + key + "\" is not [token, id]");
    return {pair[0].get<std::string>(), pair[1].get<std::uint32_t>()};
}

} // namespace

std::unique_ptr<const PostProcessor> makeBertProcessing(std::string cls, std::uint32_t clsId, std::string sep,
                                                        std::uint32_t sepId)
{
    return std::make_unique<BertProcessing>(NamedToken{std::move(cls), clsId},
                                            NamedToken{std::move(sep), sepId});
}

std::unique_ptr<const PostProcessor> makeBertProcessing(const core::JsonObject& settings)
{
    return std::make_unique<BertProcessing>(namedToken(settings, "cls"), namedToken(settings, "sep"));
}

} // namespace vitrine::tokenizers

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

/// Both surround each text with a token at either end; they differ in what starts a further text and in the
/// type ids, and Roberta trims offsets.
class Surrounding : public PostProcessor
{
public:
    std::size_t addedTokens(bool pair) const override
    {
        return 2 + (pair ? 1U + std::size_t(m_startsFurther) : 0);
    }

protected:
    Surrounding(NamedToken cls, NamedToken sep, bool startsFurther)
        : m_cls(std::move(cls)), m_sep(std::move(sep)), m_startsFurther(startsFurther)
    {
    }

    /// `index`: of the text; its tokens are sequence 0 for the first, 1 for every further one.
    void surround(Draft& draft, std::size_t index, std::uint32_t typeId) const
    {
        for (Draft& window : draft.overflowing)
            surround(window, index, typeId);
        for (Draft::Token& token : draft.tokens)
            token.isSpecial = false;
        draft.ranges.clear();
        const std::size_t sequence = index == 0 ? 0 : 1;
        draft.setSequence(sequence);
        const NamedToken* start = index == 0 ? &m_cls : m_startsFurther ? &m_sep : nullptr;
        if (start) {
            draft.tokens.insert(draft.tokens.begin(), Draft::special(start->id, typeId, start->text));
            ++draft.ranges[sequence]->begin;
            ++draft.ranges[sequence]->end;
        }
        draft.tokens.push_back(Draft::special(m_sep.id, typeId, m_sep.text));
    }

private:
    NamedToken m_cls, m_sep;
    bool m_startsFurther;
};

/// [CLS] A [SEP] for the first text, B [SEP] for every further one.
class BertProcessing final : public Surrounding
{
public:
    BertProcessing(NamedToken cls, NamedToken sep) : Surrounding(std::move(cls), std::move(sep), false) {}

    std::vector<Draft> process(std::vector<Draft> parts, const EncodeInput&,
                               bool addSpecialTokens) const override
    {
        if (!addSpecialTokens) return parts;
        for (std::size_t i = 0; i < parts.size(); ++i)
            surround(parts[i], i, i == 0 ? 0 : 1);
        return parts;
    }
};

/// <s> A </s> for the first text, </s> B </s> for every further one, type ids 0.
class RobertaProcessing final : public Surrounding
{
public:
    RobertaProcessing(NamedToken cls, NamedToken sep, bool trimsOffsets, bool addPrefixSpace)
        : Surrounding(std::move(cls), std::move(sep), true),
          m_trimsOffsets(trimsOffsets),
          m_addPrefixSpace(addPrefixSpace)
    {
    }

    std::vector<Draft> process(std::vector<Draft> parts, const EncodeInput& input,
                               bool addSpecialTokens) const override
    {
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (m_trimsOffsets) trimOffsets(parts[i], input, m_addPrefixSpace);
            for (Draft::Token& token : parts[i].tokens)
                token.typeId = 0;
            if (!addSpecialTokens) continue;
            for (Draft& window : parts[i].overflowing)
                for (Draft::Token& token : window.tokens)
                    token.typeId = 0;
            surround(parts[i], i, 0);
        }
        return parts;
    }

private:
    bool m_trimsOffsets, m_addPrefixSpace;
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

std::unique_ptr<const PostProcessor> makeRobertaProcessing(const core::JsonObject& settings)
{
    return std::make_unique<RobertaProcessing>(namedToken(settings, "cls"), namedToken(settings, "sep"),
                                               settings.get<bool>("trim_offsets"),
                                               settings.get<bool>("add_prefix_space"));
}

} // namespace vitrine::tokenizers

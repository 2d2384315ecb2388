// SPDX-License-Identifier: Apache-2.0
// CharDelimiterSplit, Digits and Punctuation: splits at single characters.
#include "backend/core/json_access.h"
#include "backend/tokenizers/pretokenizers/pre_tokenizer.h"

namespace vitrine::tokenizers {
namespace {

template <typename IsDelimiter>
class DelimiterSplit final : public PreTokenizer
{
public:
    DelimiterSplit(IsDelimiter isDelimiter, SplitBehavior behavior)
        : m_isDelimiter(std::move(isDelimiter)), m_behavior(behavior)
    {
    }

    void preTokenize(PreTokenizedString& text) const override { text.splitAt(m_isDelimiter, m_behavior); }

private:
    IsDelimiter m_isDelimiter;
    SplitBehavior m_behavior;
};

} // namespace

std::unique_ptr<const PreTokenizer> makeCharDelimiterSplit(const core::JsonObject& settings)
{
    const auto delimiter = settings.get<std::string>("delimiter");
    std::size_t length = 0;
    const char32_t wanted = delimiter.empty() ? 0 : core::nextCodePoint(delimiter, length);
    if (delimiter.empty() || length != delimiter.size())
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              settings.place() + ": \"delimiter\" is not one character");
    const auto isDelimiter = [wanted](char32_t c) { return c == wanted; };
    return std::make_unique<DelimiterSplit<decltype(isDelimiter)>>(isDelimiter, SplitBehavior::Removed);
}

std::unique_ptr<const PreTokenizer> makeDigits(const core::JsonObject& settings)
{
    const auto isDigit = [](char32_t c) { return (charClass(c) & ClassNumeric) != 0; };
    return std::make_unique<DelimiterSplit<decltype(isDigit)>>(
        isDigit,
        settings.get<bool>("individual_digits") ? SplitBehavior::Isolated : SplitBehavior::Contiguous);
}

std::unique_ptr<const PreTokenizer> makePunctuation(const core::JsonObject& settings)
{
    return std::make_unique<DelimiterSplit<bool (*)(char32_t)>>(
        isPunctuation, splitBehavior(settings.get<std::string>("behavior", "Isolated"), settings.place()));
}

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
// Split by a pattern, and FixedLength.
#include "backend/core/json_access.h"
#include "backend/tokenizers/pattern.h"
#include "backend/tokenizers/pretokenizers/pre_tokenizer.h"

namespace vitrine::tokenizers {
namespace {

class Split final : public PreTokenizer
{
public:
    Split(Pattern pattern, SplitBehavior behavior, bool invert)
        : m_pattern(std::move(pattern)), m_behavior(behavior), m_invert(invert)
    {
    }

    void preTokenize(PreTokenizedString& text) const override
    {
        std::vector<Pattern::Match> matches;
        text.split([&](std::string_view view, auto emit) {
            matches.clear();
            m_pattern.find(view, matches);
            if (m_behavior == SplitBehavior::Isolated) {
                std::size_t done = 0;
                for (const auto& match : matches) {
                    emit(done, match.begin);
                    emit(match.begin, match.end);
                    done = match.end;
                }
                emit(done, view.size());
                return;
            }
            std::vector<PreTokenizedString::Piece> pieces;
            std::size_t done = 0;
            const auto add = [&](std::size_t begin, std::size_t end, bool isMatch) {
                pieces.push_back({begin, end, isMatch != m_invert});
            };
            for (const auto& match : matches) {
                if (done < match.begin) add(done, match.begin, false);
                add(match.begin, match.end, true);
                done = match.end;
            }
            if (done < view.size()) add(done, view.size(), false);
            for (const auto& piece : PreTokenizedString::merged(std::move(pieces), m_behavior))
                emit(piece.begin, piece.end);
        });
    }

private:
    Pattern m_pattern;
    SplitBehavior m_behavior;
    bool m_invert;
};

/// Pieces of so many characters; the last may be shorter.
class FixedLength final : public PreTokenizer
{
public:
    explicit FixedLength(std::size_t length) : m_length(length) {}

    void preTokenize(PreTokenizedString& text) const override
    {
        text.split([&](std::string_view view, auto emit) {
            std::size_t begin = 0, count = 0;
            for (std::size_t i = 0; i < view.size();) {
                i += core::utf8Length(static_cast<unsigned char>(view[i]));
                if (++count < m_length) continue;
                emit(begin, i);
                begin = i;
                count = 0;
            }
            emit(begin, view.size());
        });
    }

private:
    std::size_t m_length;
};

} // namespace

std::unique_ptr<const PreTokenizer> makeSplit(const core::JsonObject& settings)
{
    return std::make_unique<Split>(Pattern::fromJson(settings, "pattern"),
                                   splitBehavior(settings.get<std::string>("behavior"), settings.place()),
                                   settings.get<bool>("invert"));
}

std::unique_ptr<const PreTokenizer> makeFixedLength(const core::JsonObject& settings)
{
    const auto length = settings.get<std::size_t>("length", 5);
    if (length == 0)
        throw core::Exception(core::ErrorCode::InvalidFormat, settings.place() + ": \"length\" is 0");
    return std::make_unique<FixedLength>(length);
}

} // namespace vitrine::tokenizers

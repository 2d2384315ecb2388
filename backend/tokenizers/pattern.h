// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"

#include <compare>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::core {
class JsonObject;
}

namespace vitrine::tokenizers {

/// What Split and Replace look for: a literal text or a regular expression of Oniguruma (in its own syntax,
/// as the Tokenizers library compiles it). Every const function may be called from several threads at once.
class Pattern
{
public:
    struct Match
    {
        std::size_t begin, end; ///< bytes
        auto operator<=>(const Match&) const = default;
    };
    /// How the matches are found; a scanner written for one expression takes the place of the engine.
    class Matcher
    {
    public:
        virtual ~Matcher() = default;
        /// Appends the matches of `text` (valid UTF-8) from left to right. An empty match that follows the
        /// end of the last one does not count.
        virtual void find(std::string_view text, std::vector<Match>& matches) const = 0;
    };

    static Pattern literal(std::string text);
    /// Throws InvalidFormat naming `place` and Oniguruma's reason where `expression` is none. A search that
    /// backs up too often or takes too long throws InvalidArgument naming the expression.
    static Pattern regex(std::string expression, std::string_view place);
    /// `{"String": …}` or `{"Regex": …}` under `key`.
    static Pattern fromJson(const core::JsonObject& settings, const char* key);

    const std::string& source() const { return m_source; } ///< the literal or the expression
    bool isRegex() const { return m_isRegex; }

    /// Appends the matches of `text`, which is valid UTF-8.
    void find(std::string_view text, std::vector<Match>& matches) const { m_matcher->find(text, matches); }

    /// Calls `piece(begin, end, isMatch)` for every match and every gap between two, in order; together they
    /// are the text. An empty text is one empty gap.
    template <typename Piece>
    void walk(std::string_view text, Piece piece) const
    {
        std::vector<Match> matches;
        if (!text.empty()) find(text, matches);
        std::size_t done = 0;
        for (const Match& match : matches) {
            if (done != match.begin) piece(done, match.begin, false);
            piece(match.begin, match.end, true);
            done = match.end;
        }
        if (done != text.size() || text.empty()) piece(done, text.size(), false);
    }

private:
    Pattern(std::string source, bool isRegex, std::shared_ptr<const Matcher> matcher)
        : m_source(std::move(source)), m_isRegex(isRegex), m_matcher(std::move(matcher))
    {
    }

    std::string m_source;
    bool m_isRegex;
    std::shared_ptr<const Matcher> m_matcher;
};

} // namespace vitrine::tokenizers

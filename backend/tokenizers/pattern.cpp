// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/pattern.h"

#include "backend/core/json_access.h"
#include "backend/core/text_offsets.h"
#include "backend/tokenizers/pattern_classes.h"
#include "backend/tokenizers/scanners.h"

#include <oniguruma.h>

#include <algorithm>
#include <chrono>
#include <mutex>

namespace vitrine::tokenizers {
namespace {

class Literal final : public Pattern::Matcher
{
public:
    explicit Literal(std::string text) : m_text(std::move(text)) {}

    void find(std::string_view text, std::vector<Pattern::Match>& matches) const override
    {
        if (m_text.empty()) return findEmpty(text, matches);
        for (std::size_t at = text.find(m_text); at != text.npos; at = text.find(m_text, at + m_text.size()))
            matches.push_back({at, at + m_text.size()});
    }

private:
    /// The empty text is before every character and at the end.
    static void findEmpty(std::string_view text, std::vector<Pattern::Match>& matches)
    {
        for (std::size_t at = 0; at < text.size();
             at += core::utf8Length(static_cast<unsigned char>(text[at])))
            matches.push_back({at, at});
        matches.push_back({text.size(), text.size()});
    }

    std::string m_text;
};

using Clock = std::chrono::steady_clock;

// Bounds of one search. A hostile expression backs up without end, or looks ahead from every character to the
// end of the text; honest ones stay far below.
constexpr unsigned long maxRetriesInMatch = 10'000'000;
constexpr unsigned long maxRetriesInSearch = 100'000'000;
constexpr unsigned int maxStackEntries = 24'000'000;
constexpr auto maxTime = std::chrono::seconds(2);
constexpr auto maxTimePerMegabyte = std::chrono::seconds(1);

void initializeOniguruma()
{
    static std::once_flag once;
    std::call_once(once, [] {
        OnigEncoding encodings[] = {ONIG_ENCODING_UTF8};
        onig_initialize(encodings, 1);
    });
}

std::string errorText(int code, const OnigErrorInfo* info)
{
    OnigUChar text[ONIG_MAX_ERROR_MESSAGE_LEN];
    const int length = info ? onig_error_code_to_str(text, code, info) : onig_error_code_to_str(text, code);
    return std::string(reinterpret_cast<const char*>(text), std::size_t(std::max(length, 0)));
}

/// An expression as an error message can show it: one line, not too long.
std::string shown(const std::string& expression)
{
    constexpr std::size_t longest = 120;
    std::string text = expression.substr(0, longest);
    while (text.size() < expression.size() && !text.empty() && (expression[text.size()] & 0xC0) == 0x80)
        text.pop_back();
    if (text.size() < expression.size()) text += "…";
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    return "\"" + text + "\"";
}

class Oniguruma final : public Pattern::Matcher
{
public:
    Oniguruma(const std::string& expression, std::string_view place) : m_expression(expression)
    {
        initializeOniguruma();
        OnigErrorInfo info;
        if (const int result = compile(expression, &info); result != ONIG_NORMAL)
            throw core::Exception(core::ErrorCode::InvalidFormat,
                                  std::string(place) + ": the regular expression " + shown(expression) +
                                      " is wrong: " + errorText(result, &info));
        // With a call of ours before it; an extended expression whose last comment hides the bracket goes
        // without.
        Regex plain = std::move(m_regex);
        const std::string newer = withNewerClasses(expression);
        for (const std::string& form : {"(?{})(?:" + newer + ")", newer})
            if (compile(form, &info) == ONIG_NORMAL) return;
        m_regex = std::move(plain);
    }

    void find(std::string_view text, std::vector<Pattern::Match>& matches) const override
    {
        Search search(*this, text);
        const std::size_t first = matches.size();
        for (std::size_t from = 0; from <= text.size();) {
            const auto match = search.next(from);
            if (!match) return;
            from = match->end;
            if (match->begin == match->end && matches.size() > first && matches.back().end == match->end)
                from += from < text.size() ? core::utf8Length(static_cast<unsigned char>(text[from])) : 1;
            else
                matches.push_back(*match);
        }
    }

private:
    static const OnigUChar* bytes(std::string_view text)
    {
        return reinterpret_cast<const OnigUChar*>(text.data());
    }

    /// The walk over one text: asks for one match after the other and watches the clock.
    class Search
    {
    public:
        Search(const Oniguruma& owner, std::string_view text)
            : m_owner(owner),
              m_text(text),
              m_region(onig_region_new()),
              m_param(onig_new_match_param()),
              m_limit(Clock::now() + maxTime + maxTimePerMegabyte * (text.size() >> 20))
        {
            if (!m_region || !m_param) throw std::bad_alloc();
            onig_initialize_match_param(m_param.get());
            onig_set_retry_limit_in_match_of_match_param(m_param.get(), maxRetriesInMatch);
            onig_set_retry_limit_in_search_of_match_param(m_param.get(),
                                                          maxRetriesInSearch + 16 * text.size());
            onig_set_match_stack_limit_size_of_match_param(m_param.get(), maxStackEntries);
            onig_set_progress_callout_of_match_param(m_param.get(), watch);
            onig_set_callout_user_data_of_match_param(m_param.get(), this);
        }

        std::optional<Pattern::Match> next(std::size_t from)
        {
            const auto* begin = bytes(m_text);
            onig_region_clear(m_region.get());
            const int result = onig_search_with_param(m_owner.m_regex.get(), begin, begin + m_text.size(),
                                                      begin + from, begin + m_text.size(), m_region.get(),
                                                      ONIG_OPTION_NONE, m_param.get());
            if (result == ONIG_MISMATCH) return std::nullopt;
            if (result == ONIG_ABORT) fail("it takes too long");
            if (result < 0) fail(errorText(result, nullptr));
            const Pattern::Match match{std::size_t(m_region->beg[0]), std::size_t(m_region->end[0])};
            // \K in a look-ahead can turn a match round
            if (match.begin > match.end || match.end < from) fail("a match ends before it begins");
            return match;
        }

    private:
        /// Called at every place where the engine tries to begin a match.
        static int watch(OnigCalloutArgs*, void* search)
        {
            auto& own = *static_cast<Search*>(search);
            if (++own.m_attempts % 32 != 0) return ONIG_CALLOUT_SUCCESS;
            return Clock::now() > own.m_limit ? ONIG_ABORT : ONIG_CALLOUT_SUCCESS;
        }

        [[noreturn]] void fail(const std::string& why) const
        {
            throw core::Exception(core::ErrorCode::InvalidArgument, "the regular expression " +
                                                                        shown(m_owner.m_expression) +
                                                                        " fails on this text: " + why);
        }

        struct Free
        {
            void operator()(OnigRegion* region) const { onig_region_free(region, 1); }
            void operator()(OnigMatchParam* param) const { onig_free_match_param(param); }
        };
        const Oniguruma& m_owner;
        std::string_view m_text;
        std::unique_ptr<OnigRegion, Free> m_region;
        std::unique_ptr<OnigMatchParam, Free> m_param;
        Clock::time_point m_limit;
        std::size_t m_attempts = 0;
    };

    struct FreeRegex
    {
        void operator()(regex_t* regex) const { onig_free(regex); }
    };
    using Regex = std::unique_ptr<regex_t, FreeRegex>;

    int compile(const std::string& expression, OnigErrorInfo* info)
    {
        const auto* begin = bytes(expression);
        regex_t* compiled = nullptr;
        const int result = onig_new(&compiled, begin, begin + expression.size(), ONIG_OPTION_NONE,
                                    ONIG_ENCODING_UTF8, ONIG_SYNTAX_ONIGURUMA, info);
        if (result == ONIG_NORMAL) m_regex.reset(compiled);
        return result;
    }

    std::string m_expression;
    Regex m_regex;
};

} // namespace

Pattern Pattern::literal(std::string text)
{
    auto matcher = std::make_shared<Literal>(text);
    return Pattern(std::move(text), false, std::move(matcher));
}

Pattern Pattern::regex(std::string expression, std::string_view place)
{
    auto matcher = scannerFor(expression);
    if (!matcher) matcher = std::make_shared<Oniguruma>(expression, place);
    return Pattern(std::move(expression), true, std::move(matcher));
}

Pattern Pattern::fromJson(const core::JsonObject& settings, const char* key)
{
    const core::JsonObject pattern = settings.object(key);
    if (pattern.has("String") == pattern.has("Regex"))
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              pattern.place() + ": expected one of \"String\" and \"Regex\"");
    if (pattern.has("String")) return literal(pattern.get<std::string>("String"));
    return regex(pattern.get<std::string>("Regex"), pattern.place());
}

} // namespace vitrine::tokenizers

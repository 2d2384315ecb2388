// SPDX-License-Identifier: Apache-2.0
// Lowercase, Strip, Prepend and Replace.
#include "backend/core/json_access.h"
#include "backend/tokenizers/normalizers/normalizer.h"
#include "backend/tokenizers/pattern.h"

namespace vitrine::tokenizers {
namespace {

using Char = NormalizedString::Char;

class Lowercase final : public Normalizer
{
public:
    void normalize(NormalizedString& text) const override
    {
        if (text.isAscii()) {
            text.mapAscii([](unsigned char byte) { return lowerCase(byte).first; });
            return;
        }
        std::vector<Char> result;
        for (const Char& each : text.chars()) {
            const auto [first, second] = lowerCase(each.c);
            result.push_back({first, each.begin, each.end});
            if (second) result.push_back({second, each.begin, each.end});
        }
        text.setChars(result);
    }
};

class Strip final : public Normalizer
{
public:
    Strip(bool left, bool right) : m_left(left), m_right(right) {}

    void normalize(NormalizedString& text) const override
    {
        const std::string_view all = text.text();
        const std::size_t begin = m_left ? leadingWhitespace(all) : 0;
        const std::size_t end = m_right ? begin + trimmedLength(all.substr(begin)) : all.size();
        if (begin > 0 || end < all.size()) text.cut(begin, end);
    }

private:
    bool m_left, m_right;
};

class Prepend final : public Normalizer
{
public:
    explicit Prepend(std::string prefix) : m_prefix(std::move(prefix)) {}

    void normalize(NormalizedString& text) const override
    {
        if (text.empty()) return;
        NormalizedString::Rewriter out(text);
        out.reserve(m_prefix.size() + text.text().size());
        out.put(m_prefix, text.origin(0));
        // the first character counts as inserted behind the prefix, or where there is none at the start
        const std::size_t first = core::utf8Length(static_cast<unsigned char>(text.text().front()));
        out.put(std::string_view(text.text()).substr(0, first),
                m_prefix.empty() ? text.originBefore(0) : text.origin(0));
        out.keep(first, text.text().size());
        out.finish();
    }

private:
    std::string m_prefix;
};

class Replace final : public Normalizer
{
public:
    Replace(Pattern pattern, std::string content)
        : m_pattern(std::move(pattern)), m_content(std::move(content))
    {
    }

    void normalize(NormalizedString& text) const override
    {
        if (text.empty()) return;
        std::vector<Pattern::Match> matches;
        m_pattern.find(text.text(), matches);
        if (matches.empty()) return;
        NormalizedString::Rewriter out(text);
        out.reserve(text.text().size());
        std::size_t done = 0;
        for (const auto& match : matches) {
            out.keep(done, match.begin);
            // inserted characters share the place of the last one that they replace
            out.put(m_content, text.originBefore(match.end));
            done = match.end;
        }
        out.keep(done, text.text().size());
        out.finish();
    }

private:
    Pattern m_pattern;
    std::string m_content;
};

} // namespace

std::unique_ptr<const Normalizer> makeLowercase(const core::JsonObject&)
{
    return std::make_unique<Lowercase>();
}

std::unique_ptr<const Normalizer> makeStrip(const core::JsonObject& settings)
{
    return std::make_unique<Strip>(settings.get<bool>("strip_left"), settings.get<bool>("strip_right"));
}

std::unique_ptr<const Normalizer> makePrepend(const core::JsonObject& settings)
{
    return std::make_unique<Prepend>(settings.get<std::string>("prepend"));
}

std::unique_ptr<const Normalizer> makeReplace(const core::JsonObject& settings)
{
    return std::make_unique<Replace>(Pattern::fromJson(settings, "pattern"),
                                     settings.get<std::string>("content"));
}

} // namespace vitrine::tokenizers

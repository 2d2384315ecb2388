// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/normalizers/normalizer.h"

#include <algorithm>

namespace vitrine::tokenizers {
namespace {

using Char = NormalizedString::Char;
using Change = NormalizedString::Change;

/// Decomposed characters in canonical order. A character that replaces none counts as inserted, and the
/// counts move with the characters when marks are sorted: so the library's offsets come out.
std::vector<Change> decomposed(const std::vector<Char>& chars, bool compatible)
{
    std::vector<Change> result;
    result.reserve(chars.size() + chars.size() / 8);
    std::size_t pending = 0; // start of the marks that still have to be sorted
    const auto sortPending = [&] {
        if (result.size() - pending > 1)
            std::stable_sort(
                result.begin() + std::ptrdiff_t(pending), result.end(),
                [](const Change& a, const Change& b) { return combiningClass(a.c) < combiningClass(b.c); });
        pending = result.size();
    };
    char32_t parts[18];
    for (const Char& each : chars) {
        const std::size_t count = decompose(each.c, compatible, parts);
        for (std::size_t i = 0; i < count; ++i) {
            const bool starter = !(charClass(parts[i]) & ClassOrdered);
            if (starter) sortPending();
            result.push_back({parts[i], i == 0 ? 0 : 1});
            if (starter) pending = result.size();
        }
    }
    sortPending();
    return result;
}

std::vector<Change> composed(const std::vector<Change>& chars)
{
    constexpr std::size_t none = std::size_t(-1);
    std::vector<Change> result;
    result.reserve(chars.size());
    std::size_t starter = none;
    int lastClass = -1; // of the marks kept since the starter; -1: none
    for (const Change& each : chars) {
        const int ownClass = combiningClass(each.c);
        if (starter != none && lastClass < ownClass + (lastClass < 0)) {
            if (const char32_t composite = compose(result[starter].c, each.c)) {
                result[starter].c = composite;
                result[starter].change += each.change - 1;
                continue;
            }
        }
        if (ownClass == 0) {
            starter = result.size();
            lastClass = -1;
        } else if (starter != none) {
            lastClass = ownClass;
        }
        result.push_back(each);
    }
    return result;
}

class UnicodeForm final : public Normalizer
{
public:
    UnicodeForm(bool compatible, bool compose) : m_compatible(compatible), m_compose(compose) {}

    void normalize(NormalizedString& text) const override
    {
        if (text.isAscii()) return;
        std::vector<Char> chars = text.chars();
        const auto changes = decomposed(chars, m_compatible);
        text.transform(chars, m_compose ? composed(changes) : changes);
        text.setChars(chars);
    }

private:
    bool m_compatible, m_compose;
};

class StripAccents final : public Normalizer
{
public:
    void normalize(NormalizedString& text) const override
    {
        if (text.isAscii()) return;
        std::vector<Char> chars = text.chars();
        std::erase_if(chars, [](const Char& each) { return charClass(each.c) & ClassCombining; });
        text.setChars(chars);
    }
};

} // namespace

void decompose(NormalizedString& text, std::vector<Char>& chars, bool compatible)
{
    text.transform(chars, decomposed(chars, compatible));
}

std::unique_ptr<const Normalizer> makeNfc(const core::JsonObject&)
{
    return std::make_unique<UnicodeForm>(false, true);
}
std::unique_ptr<const Normalizer> makeNfd(const core::JsonObject&)
{
    return std::make_unique<UnicodeForm>(false, false);
}
std::unique_ptr<const Normalizer> makeNfkc(const core::JsonObject&)
{
    return std::make_unique<UnicodeForm>(true, true);
}
std::unique_ptr<const Normalizer> makeNfkd(const core::JsonObject&)
{
    return std::make_unique<UnicodeForm>(true, false);
}
std::unique_ptr<const Normalizer> makeStripAccents(const core::JsonObject&)
{
    return std::make_unique<StripAccents>();
}

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/normalizers/normalizer.h"

#include <algorithm>

namespace vitrine::tokenizers {
namespace {

bool isRemoved(char32_t c)
{
    return (c >= 0x01 && c <= 0x08) || c == 0x0B || (c >= 0x0E && c <= 0x1F) || c == 0x7F || c == 0x8F ||
           c == 0x9F;
}

bool becomesSpace(char32_t c)
{
    return c == 0x09 || c == 0x0A || c == 0x0C || c == 0x0D || c == 0x1680 || (c >= 0x200B && c <= 0x200F) ||
           c == 0x2028 || c == 0x2029 || c == 0x2581 || c == 0xFEFF || c == 0xFFFD;
}

/// What SentencePiece's NMT rules do to control and white-space characters, in the library's own list.
class Nmt final : public Normalizer
{
public:
    void normalize(NormalizedString& text) const override
    {
        const auto isPlain = [](char byte) { return byte >= 0x20 && byte < 0x7F; };
        if (std::ranges::all_of(text.text(), isPlain)) return;
        auto chars = text.chars();
        std::erase_if(chars, [](const auto& each) { return isRemoved(each.c); });
        for (auto& each : chars)
            if (becomesSpace(each.c)) each.c = ' ';
        text.setChars(chars);
    }
};

} // namespace

std::unique_ptr<const Normalizer> makeNmt(const core::JsonObject&)
{
    return std::make_unique<Nmt>();
}

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace vitrine::tokenizers {

/// The end of the grapheme cluster that starts at `begin` of `text` (valid UTF-8), with the borders that the
/// tokenizers library sees. Regional indicators count as clusters of their own, which shows nowhere: clusters
/// of six bytes and more are only ever taken apart.
std::size_t graphemeEnd(std::string_view text, std::size_t begin);

/// A number for the script of a character, kana being Han; 0 for those that go with any.
std::uint8_t scriptOf(char32_t c);

} // namespace vitrine::tokenizers

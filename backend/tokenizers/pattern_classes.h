// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace vitrine::tokenizers {

/// `expression` with the character classes of the Oniguruma that the tokenizers library has: to \p{…}, \w, \d and
/// [:…:] the characters are added that came after Unicode 14, and [:punct:] has the symbols, too. With a newer
/// Oniguruma that changes nothing.
std::string withNewerClasses(std::string_view expression);

} // namespace vitrine::tokenizers

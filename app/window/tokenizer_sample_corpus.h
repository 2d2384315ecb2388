// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace vitrine::app {

/// A text a line, enough to see a tokenizer learn words; written for Vitrine.
std::string_view sampleCorpus();
/// A passage of the same kind that is not in it.
std::string_view sampleHeldOut();

} // namespace vitrine::app

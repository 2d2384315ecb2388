// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/attention/attention_source.h"

namespace vitrine::widgets {

/// "Layer 3 · Head 5"
QString headName(const AttentionSource& source, int layer, int head);
/// What the head does on this text, from its numbers: "looks mostly at [SEP] 81 %, …".
QString factsText(const inspection::HeadFacts& facts, bool isPair);
/// Both, and the entropy, for a tool tip.
QString headText(const AttentionSource& source, int layer, int head);
/// The cell in words: "“cat” looks at “sat”: 0.231".
QString cellText(const AttentionSource& source, int layer, int head, int query, int key);

/// What a token looks at most, or (`asKey`) what looks at it most: "“it” looks at: cat 68 %, mat 11 %".
QString tokenText(const AttentionSource& source, int layer, int head, int unit, bool asKey);

} // namespace vitrine::widgets

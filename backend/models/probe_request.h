// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace vitrine::models {

/// Which intermediate results a forward pass should hand out. Nothing asked: the fast path.
struct ProbeRequest
{
    bool hiddenStates = false;
    bool attentions = false;

    bool any() const { return hiddenStates || attentions; }
};

} // namespace vitrine::models

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/encoding.h"

namespace vitrine::tokenizers {

/// Where one window of a question and its context holds an answer, as training for extractive question
/// answering wants it: the labels are tokens of the window, (0, 0) where it does not hold the whole answer.
struct AnswerInWindow
{
    bool isInside = false;
    std::size_t startToken = 0, endToken = 0; ///< both inclusive
    core::ByteSpan context; ///< the part of the context that the window covers; may be empty
};

/// `answer`: bytes of the context, not empty; `contextSequence`: 1, or 0 where the context comes first.
AnswerInWindow findAnswer(const Encoding& window, core::ByteSpan answer, std::uint32_t contextSequence = 1);

} // namespace vitrine::tokenizers

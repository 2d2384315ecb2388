// SPDX-License-Identifier: Apache-2.0
#include "backend/hub/starters.h"

#include <algorithm>
#include <array>

namespace vitrine::hub {
namespace {

constexpr std::array list{
    Starter{"minilm", "feature-extraction"},     Starter{"minilm", "sentence-similarity"},
    Starter{"sentiment", "text-classification"}, Starter{"ner", "token-classification"},
    Starter{"qa", "question-answering"},         Starter{"fill-mask", "fill-mask"},
    Starter{"stories", "text-generation"},       Starter{"zero-shot", "zero-shot-classification"},
    Starter{"choice", "multiple-choice"},        Starter{"ranking", "text-ranking"},
    Starter{"summary", "summarization"},         Starter{"summary", "text2text-generation"},
    Starter{"translation", "translation"},
};

} // namespace

std::span<const Starter> starters()
{
    return list;
}

std::string_view starterFor(std::string_view task)
{
    const auto found = std::ranges::find(list, task, &Starter::task);
    return found == list.end() ? std::string_view() : found->name;
}

} // namespace vitrine::hub

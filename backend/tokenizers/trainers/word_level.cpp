// SPDX-License-Identifier: Apache-2.0
// The most frequent words, after the special tokens.
#include "backend/tokenizers/trainers/learned.h"

#include <algorithm>
#include <unordered_map>

namespace vitrine::tokenizers {

Learned learnWordLevel(const TrainerOptions& options, const TrainingWords& words)
{
    std::vector<const WordCount*> order;
    for (const WordCount& each : words.words)
        if (each.count >= options.minFrequency) order.push_back(&each);
    // equal counts keep the order of their bytes
    std::ranges::stable_sort(order, std::ranges::greater(),
                             [](const WordCount* each) { return each->count; });

    std::vector<std::string> tokens;
    for (const AddedToken& token : options.specialTokens)
        tokens.push_back(token.content);
    for (const WordCount* each : order) {
        if (tokens.size() >= options.vocabSize) break;
        tokens.emplace_back(each->word);
    }
    tokens.resize(std::min(tokens.size(), options.vocabSize));

    // As in the library a word that is also a special token has its later place, and its first id is free.
    std::unordered_map<std::string_view, std::uint32_t> ids;
    for (std::uint32_t i = 0; i < tokens.size(); ++i)
        ids[tokens[i]] = i;
    Learned learned;
    for (std::uint32_t i = 0; i < tokens.size(); ++i)
        if (ids[tokens[i]] == i) learned.vocabulary.emplace_back(tokens[i], i);
    return learned;
}

} // namespace vitrine::tokenizers

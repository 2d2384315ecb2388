// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/files/merges.h"

#include <algorithm>
#include <functional>
#include <tuple>
#include <unordered_map>

namespace vitrine::tokenizers {

void generateMerges(ModelEntries& entries, MergeOrder order, const std::vector<double>& scores)
{
    struct Merge
    {
        std::uint32_t id, leftLength, rightLength, leftId, rightId;
        std::string_view left, right;
        double score;
    };
    std::unordered_map<std::string_view, std::uint32_t> ids;
    ids.reserve(entries.vocabulary.size());
    for (const auto& [text, id] : entries.vocabulary)
        ids[text] = id;
    std::vector<Merge> merges, own;
    std::vector<std::uint32_t> starts;
    for (std::size_t entry = 0; entry < entries.vocabulary.size(); ++entry) {
        const auto& [text, id] = entries.vocabulary[entry];
        const double score = scores.empty() ? 0 : scores[entry];
        starts.clear();
        for (std::uint32_t i = 0; i < text.size(); ++i)
            if ((text[i] & 0xC0) != 0x80) starts.push_back(i);
        own.clear();
        for (std::size_t i = 1; i < starts.size(); ++i) {
            const auto left = ids.find(text.substr(0, starts[i]));
            if (left == ids.end()) continue;
            const auto right = ids.find(text.substr(starts[i]));
            if (right == ids.end()) continue;
            own.push_back({id, std::uint32_t(i), std::uint32_t(starts.size() - i), left->second,
                           right->second, left->first, right->first, score});
        }
        std::ranges::stable_sort(own, {}, [](const Merge& m) { return std::pair(m.leftId, m.rightId); });
        merges.insert(merges.end(), own.begin(), own.end());
    }
    if (!scores.empty())
        std::ranges::stable_sort(merges, std::greater(), [](const Merge& m) {
            return std::tuple(m.score, m.leftLength, m.rightLength);
        });
    else if (order == MergeOrder::Lengths)
        std::ranges::stable_sort(
            merges, {}, [](const Merge& m) { return std::tuple(m.id, m.leftLength, m.rightLength); });
    else
        std::ranges::stable_sort(merges, {}, &Merge::id);
    entries.merges.clear();
    entries.merges.reserve(merges.size());
    for (const Merge& merge : merges)
        entries.merges.emplace_back(merge.left, merge.right);
}

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
#include "backend/training/example_rows.h"

#include <nlohmann/json.hpp>

namespace vitrine::training {

void encodeWords(EncodedFile& file, const EncodeContext& context,
                 const std::vector<std::vector<std::int64_t>>& labels)
{
    constexpr std::int64_t none = -100;
    const auto tokens = *columnOf(file.dataset, context.job, "tokens");
    file.textColumns = {tokens};
    encodeRows(
        file, context, encodeOptions(context),
        [&](std::int64_t row, const core::OrderedJson& cells) -> std::vector<tokenizers::EncodeInput> {
            const Cell cell(file.dataset, row, tokens, cells);
            auto words = cell.texts();
            if (words.size() != labels[std::size_t(row)].size())
                cell.fail(std::to_string(words.size()) + " words with " +
                          std::to_string(labels[std::size_t(row)].size()) + " labels");
            file.emptyRows += words.empty();
            return {{std::move(words), std::nullopt, true}};
        },
        [&](std::int64_t row, std::vector<tokenizers::Encoding> encodings) {
            const auto& encoding = encodings.front();
            appendSequence(file, context, row, encoding);
            file.truncatedRows += !encoding.overflowing.empty();
            std::vector<std::int64_t> targets;
            std::optional<std::uint32_t> last;
            for (const auto& word : encoding.wordIds) {
                // The first piece of a word answers for it.
                const bool isFirst = word && (word != last || context.job.preprocessing.labelAllTokens);
                targets.push_back(isFirst ? labels[std::size_t(row)][*word] : none);
                last = word;
            }
            appendTargets(file, targets);
        });
}

} // namespace vitrine::training

// SPDX-License-Identifier: Apache-2.0
#include "backend/training/batch.h"

#include <algorithm>
#include <numeric>

namespace vitrine::training {
namespace {

constexpr std::int64_t none = -100;

std::vector<std::int64_t> sequencesOf(const EncodedFile& file, std::span<const std::int64_t> examples)
{
    std::vector<std::int64_t> sequences;
    for (const auto example : examples)
        for (auto i = file.sequenceBegin(example); i < file.sequenceEnd(example); ++i)
            sequences.push_back(i);
    return sequences;
}

models::PackedTokens pack(const TokenTable& table, std::span<const std::int64_t> sequences)
{
    std::int64_t count = 0;
    for (const auto sequence : sequences)
        count += table.length(sequence);
    models::PackedTokens packed;
    packed.ids = at::empty({count}, at::kLong);
    packed.types = at::empty({count}, at::kLong);
    packed.positions = at::empty({count}, at::kLong);
    packed.starts.push_back(0);
    auto *ids = packed.ids.mutable_data_ptr<std::int64_t>(),
         *types = packed.types.mutable_data_ptr<std::int64_t>(),
         *positions = packed.positions.mutable_data_ptr<std::int64_t>();
    for (const auto sequence : sequences) {
        const auto start = packed.starts.back();
        const auto tokens = table.row(sequence);
        std::ranges::copy(tokens.ids, ids + start);
        std::ranges::copy(tokens.types, types + start);
        std::iota(positions + start, positions + start + tokens.ids.size(), std::int64_t(0));
        packed.starts.push_back(start + std::int64_t(tokens.ids.size()));
    }
    return packed;
}

/// Where a sequence lies in its padded row.
struct Place
{
    std::int64_t begin, length;
};

models::NetworkInputs pad(const TokenTable& table, std::span<const std::int64_t> sequences,
                          const TrainedModel& model, std::int64_t padToLength, std::vector<Place>& places)
{
    std::int64_t longest = padToLength;
    for (const auto sequence : sequences)
        longest = std::max(longest, table.length(sequence));
    const auto rows = std::int64_t(sequences.size());
    models::NetworkInputs inputs;
    inputs.inputIds = at::full({rows, longest}, model.ids().padding, at::kLong);
    inputs.attentionMask = at::zeros({rows, longest}, at::kLong);
    const bool hasTypes = model.network().description().typeVocabSize > 0;
    if (hasTypes) inputs.tokenTypeIds = at::zeros({rows, longest}, at::kLong);
    auto *ids = inputs.inputIds.mutable_data_ptr<std::int64_t>(),
         *mask = inputs.attentionMask.mutable_data_ptr<std::int64_t>(),
         *types = hasTypes ? inputs.tokenTypeIds.mutable_data_ptr<std::int64_t>() : nullptr;
    for (std::int64_t row = 0; row < rows; ++row) {
        const auto tokens = table.row(sequences[std::size_t(row)]);
        const auto length = std::int64_t(tokens.ids.size());
        const Place place{model.ids().padsLeft ? longest - length : 0, length};
        const auto at = row * longest + place.begin;
        std::ranges::copy(tokens.ids, ids + at);
        std::fill_n(mask + at, length, std::int64_t(1));
        if (types) std::ranges::copy(tokens.types, types + at);
        places.push_back(place);
    }
    return inputs;
}

/// A random number for each token from a hash, so that nothing has to be kept for going on with a run.
std::uint64_t hash(std::uint64_t seed, std::uint64_t key, std::uint64_t number)
{
    auto value = seed * 0x9E3779B97F4A7C15u + key * 0xBF58476D1CE4E5B9u + number * 0x94D049BB133111EBu;
    for (int round = 0; round < 2; ++round) { // splitmix64's mixing (Steele et al. 2014)
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
        value ^= value >> 31;
    }
    return value;
}

double share(std::uint64_t number)
{
    return double(number >> 11) * 0x1p-53;
}

/// BERT's masked language model (Devlin et al. 2019): of the chosen tokens 80 % are replaced by the mask,
/// 10 % by any token, 10 % stay.
void hideTokens(Batch& batch, std::span<const std::int64_t> examples, const std::vector<Place>& places,
                const TrainedModel& model, const BatchRule& rule, std::uint64_t key)
{
    auto* ids = batch.inputs.inputIds.mutable_data_ptr<std::int64_t>();
    auto* targets = batch.targets.mutable_data_ptr<std::int64_t>();
    const auto width = batch.inputs.inputIds.size(1);
    const auto& special = model.ids().special;
    const auto vocabulary = std::uint64_t(model.network().description().vocabSize);
    for (std::size_t row = 0; row < places.size(); ++row)
        for (std::int64_t i = 0; i < places[row].length; ++i) {
            const auto at = std::int64_t(row) * width + places[row].begin + i;
            if (std::ranges::find(special, ids[at]) != special.end()) continue;
            const auto number = hash(rule.seed ^ key, std::uint64_t(examples[row]), std::uint64_t(2 * i));
            if (share(number) >= rule.maskProbability) continue;
            targets[at] = ids[at];
            const auto fate = hash(rule.seed ^ key, std::uint64_t(examples[row]), std::uint64_t(2 * i + 1));
            if (share(fate) < 0.8)
                ids[at] = model.ids().mask;
            else if (share(fate) < 0.9)
                ids[at] = std::int64_t(hash(fate, key, number) % vocabulary);
        }
}

/// Each token is to tell the next one.
void nextTokens(Batch& batch, const std::vector<Place>& places)
{
    const auto* ids = batch.inputs.inputIds.const_data_ptr<std::int64_t>();
    auto* targets = batch.targets.mutable_data_ptr<std::int64_t>();
    const auto width = batch.inputs.inputIds.size(1);
    for (std::size_t row = 0; row < places.size(); ++row) {
        const auto at = std::int64_t(row) * width + places[row].begin;
        std::copy_n(ids + at + 1, places[row].length - 1, targets + at);
    }
}

void tokenTargets(Batch& batch, const EncodedFile& file, std::span<const std::int64_t> examples,
                  const std::vector<Place>& places)
{
    auto* targets = batch.targets.mutable_data_ptr<std::int64_t>();
    const auto width = batch.targets.size(1);
    for (std::size_t row = 0; row < places.size(); ++row) {
        const auto stored = file.targets.row(examples[row]).ids;
        for (std::size_t i = 0; i < stored.size(); ++i)
            targets[std::int64_t(row) * width + places[row].begin + std::int64_t(i)] =
                std::int32_t(stored[i]);
    }
}

/// The decoder reads what it is to say, one place later.
void targetTexts(Batch& batch, const EncodedFile& file, std::span<const std::int64_t> examples,
                 const SpecialIds& special)
{
    std::int64_t longest = 0;
    for (const auto example : examples)
        longest = std::max(longest, file.targets.length(example));
    const auto rows = std::int64_t(examples.size());
    batch.targets = at::full({rows, longest}, none, at::kLong);
    auto& read = batch.inputs.decoderInputIds = at::full({rows, longest}, special.padding, at::kLong);
    for (std::int64_t row = 0; row < rows; ++row) {
        const auto stored = file.targets.row(examples[std::size_t(row)]).ids;
        auto* said = batch.targets.mutable_data_ptr<std::int64_t>() + row * longest;
        auto* ids = read.mutable_data_ptr<std::int64_t>() + row * longest;
        std::ranges::copy(stored, said);
        ids[0] = special.startsWithLast ? stored.back() : special.decoderStart;
        std::copy_n(said, std::max<std::int64_t>(0, longest - 1), ids + 1);
        std::replace(ids + 1, ids + longest, none, special.padding);
    }
}

at::Tensor rowTargets(const EncodedFile& file, std::span<const std::int64_t> examples, const BatchRule& rule)
{
    if (rule.form == LabelForm::Ids) {
        std::vector<std::int64_t> labels;
        for (const auto example : examples)
            labels.push_back(file.labels[std::size_t(example)]);
        return at::tensor(labels, at::kLong);
    }
    if (rule.form == LabelForm::Spans) {
        std::vector<std::int64_t> spans;
        for (const auto example : examples) {
            spans.push_back(file.windows[std::size_t(example)].start);
            spans.push_back(file.windows[std::size_t(example)].end);
        }
        return at::tensor(spans, at::kLong).view({-1, 2});
    }
    std::vector<float> values;
    for (const auto example : examples) {
        const auto first = file.values.begin() + example * rule.labels;
        values.insert(values.end(), first, first + rule.labels);
    }
    return at::tensor(values, at::kFloat).view({-1, rule.labels});
}

} // namespace

Batch makeBatch(const TrainedModel& model, const EncodedFile& file, std::span<const std::int64_t> examples,
                const BatchRule& rule, std::uint64_t maskKey)
{
    Batch batch;
    const auto sequences = sequencesOf(file, examples);
    for (const auto sequence : sequences)
        batch.tokens += file.tokens.length(sequence);
    batch.items = std::int64_t(examples.size());
    if (model.classifier()) {
        batch.packed = pack(file.tokens, sequences);
        batch.targets = rowTargets(file, examples, rule);
        return batch;
    }
    std::vector<Place> places;
    batch.inputs = pad(file.tokens, sequences, model, rule.padToLength, places);
    const bool answersByToken = rule.form == LabelForm::None || rule.form == LabelForm::Tokens;
    if (answersByToken) batch.targets = at::full_like(batch.inputs.inputIds, none);
    if (rule.task == JobTask::FillMask)
        hideTokens(batch, examples, places, model, rule, maskKey);
    else if (rule.form == LabelForm::None)
        nextTokens(batch, places);
    else if (rule.form == LabelForm::Tokens)
        tokenTargets(batch, file, examples, places);
    else if (rule.form == LabelForm::Texts)
        targetTexts(batch, file, examples, model.ids());
    else
        batch.targets = rowTargets(file, examples, rule);
    if (answersByToken || rule.form == LabelForm::Texts)
        batch.items = batch.targets.ne(none).sum().item<std::int64_t>();
    if (rule.task == JobTask::MultipleChoice)
        for (const auto example : examples)
            batch.choices.push_back(file.sequenceEnd(example) - file.sequenceBegin(example));
    return batch;
}

} // namespace vitrine::training

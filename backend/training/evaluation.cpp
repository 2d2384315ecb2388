// SPDX-License-Identifier: Apache-2.0
#include "backend/training/evaluation.h"

#include <algorithm>
#include <c10/core/GradMode.h>
#include <numeric>

namespace vitrine::training {

models::PackedTokens packRows(const EncodedFile& file, std::span<const std::int64_t> rows)
{
    std::int64_t count = 0;
    for (const auto row : rows)
        count += file.tokens.length(row);
    models::PackedTokens packed;
    packed.ids = at::empty({count}, at::kLong);
    packed.types = at::empty({count}, at::kLong);
    packed.positions = at::empty({count}, at::kLong);
    packed.starts.push_back(0);
    auto *ids = packed.ids.mutable_data_ptr<std::int64_t>(),
         *types = packed.types.mutable_data_ptr<std::int64_t>(),
         *positions = packed.positions.mutable_data_ptr<std::int64_t>();
    for (const auto row : rows) {
        const auto start = packed.starts.back();
        const auto tokens = file.tokens.row(row);
        std::ranges::copy(tokens.ids, ids + start);
        std::ranges::copy(tokens.types, types + start);
        std::iota(positions + start, positions + start + tokens.ids.size(), std::int64_t(0));
        packed.starts.push_back(start + std::int64_t(tokens.ids.size()));
    }
    return packed;
}

at::Tensor labelsOf(const EncodedFile& file, std::span<const std::int64_t> rows)
{
    std::vector<std::int64_t> labels;
    for (const auto row : rows)
        labels.push_back(file.labels[std::size_t(row)]);
    return at::tensor(labels, at::kLong);
}

Evaluation evaluate(const models::TrainableClassifier& model, const EncodedFile& file,
                    std::span<const std::int64_t> rows, std::int64_t labels, std::int64_t batchSize,
                    at::ScalarType type, double labelSmoothing, core::RunControl& control)
{
    const c10::NoGradGuard noGradients;
    Evaluation result{0, metrics::ConfusionMatrix(std::size_t(labels)), std::vector<Prediction>(rows.size())};
    // Rows of like length together: attention of a batch then works on even shares.
    std::vector<std::int64_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::int64_t(0));
    std::ranges::stable_sort(order, std::greater{}, [&](auto i) { return file.tokens.length(rows[i]); });
    double loss = 0;
    for (std::size_t first = 0; first < order.size(); first += std::size_t(batchSize)) {
        control.checkpoint();
        const std::span places(order.data() + first, std::min(std::size_t(batchSize), order.size() - first));
        std::vector<std::int64_t> batch;
        for (const auto place : places)
            batch.push_back(rows[std::size_t(place)]);
        models::TrainingMode mode{{}, type};
        const auto logits = model.logits(packRows(file, batch), mode);
        const auto targets = labelsOf(file, batch);
        loss += at::cross_entropy_loss(logits, targets, {}, at::Reduction::Sum, -100, labelSmoothing)
                    .item<double>();
        const auto [scores, answers] = at::softmax(logits, 1).max(1);
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const auto label = file.labels[std::size_t(batch[i])];
            const auto answer = answers[std::int64_t(i)].item<std::int64_t>();
            result.matrix.add(std::size_t(label), std::size_t(answer));
            result.predictions[std::size_t(places[i])] = {batch[i], label, answer,
                                                          scores[std::int64_t(i)].item<float>()};
        }
    }
    result.loss = loss / double(rows.size());
    return result;
}

} // namespace vitrine::training

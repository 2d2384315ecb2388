// SPDX-License-Identifier: Apache-2.0
#include "backend/models/classification.h"

#include "backend/core/json_access.h"

namespace vitrine::models {
namespace {

using core::ErrorCode;
using core::Exception;

[[noreturn]] void fail(const std::string& what)
{
    throw Exception(ErrorCode::InvalidArgument, "labels: " + what);
}

} // namespace

std::vector<std::string> labelNames(const core::JsonObject& config)
{
    constexpr std::int64_t most = 1'000'000;
    // BART's were those of MNLI; version 5 leaves them out of the file.
    const std::int64_t usual = config.get<std::string>("model_type", "") == "bart" ? 3 : 2;
    const bool isNamed = config.has("id2label");
    const auto count = isNamed ? std::int64_t(config.object("id2label").json().size())
                               : config.get<std::int64_t>("num_labels", usual);
    if (count < 1 || count > most)
        throw Exception(ErrorCode::InvalidFormat, config.place() + ": \"num_labels\" is " +
                                                      std::to_string(count) + ", expected 1 to " +
                                                      std::to_string(most));
    std::vector<std::string> names;
    for (std::int64_t id = 0; id < count; ++id) {
        const auto key = std::to_string(id);
        names.push_back(isNamed ? config.object("id2label").get<std::string>(key.c_str()) : "LABEL_" + key);
    }
    return names;
}

at::Tensor classificationLoss(const at::Tensor& logits, const core::IntArray& labels,
                              const std::string& problemType)
{
    const auto rows = logits.size(0), count = logits.size(1);
    const auto numbers = std::int64_t(labels.values.size());
    const auto values = at::tensor(labels.values, at::kLong);
    if (labels.shape.empty() || labels.shape.front() != rows)
        fail("expected one entry for each of the " + std::to_string(rows) + " texts");
    const bool isTable = numbers == rows * count;
    if (problemType == "regression" || (problemType.empty() && count == 1)) {
        if (!isTable) fail("expected [batch, labels] numbers");
        return at::mse_loss(logits, values.view({rows, count}).to(at::kFloat));
    }
    if (problemType == "multi_label_classification" ||
        (problemType.empty() && labels.shape.size() == 2 && isTable)) {
        if (!isTable) fail("expected [batch, labels] of 0 and 1");
        return at::binary_cross_entropy_with_logits(logits, values.view({rows, count}).to(at::kFloat));
    }
    if (numbers != rows) fail("expected [batch] ids");
    for (std::size_t i = 0; i < labels.values.size(); ++i)
        if (const auto label = labels.values[i]; label != -100 && (label < 0 || label >= count))
            fail("row " + std::to_string(i) + " is " + std::to_string(label) +
                 ", the model has the labels 0 to " + std::to_string(count - 1));
    return at::cross_entropy_loss(logits, values.view({rows}));
}

} // namespace vitrine::models

// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to the torch half, but torch-free.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::pipelines {

/// How the labels of tokens become entities; the names are those of Transformers in lower case.
enum class AggregationStrategy { None, Simple, First, Average, Max };
std::optional<AggregationStrategy> findAggregationStrategy(std::string_view name);

/// A token of a text with the probability of each label.
struct LabeledToken
{
    std::string word;                       ///< as the vocabulary spells it; of an unknown token its text
    std::span<const float> scores;          ///< must outlive the aggregation
    std::optional<std::int64_t> start, end; ///< code points of the text
    std::int64_t index = 0;                 ///< in its encoding
    bool isSubword = false;                 ///< goes on with the word of the token before
};

/// What the pipeline answers: a token (strategy None) or a group of them.
struct Entity
{
    std::string label; ///< of a group without B- and I-
    float score = 0;
    std::optional<std::int64_t> index; ///< of a token
    std::string word;
    std::optional<std::int64_t> start, end;
};

/// The text of tokens that follow each other.
using JoinTokens = std::function<std::string(std::vector<std::string>)>;

/// Entities of one text, as TokenClassificationPipeline of Transformers 5.23 finds them.
std::vector<Entity> aggregateEntities(std::span<const LabeledToken> tokens, AggregationStrategy strategy,
                                      std::span<const std::string> labels, const JoinTokens& join);

/// Entities of overlapping windows: of those that begin inside another the longer one stays, of equal ones
/// the surer.
std::vector<Entity> withoutOverlap(std::vector<Entity> entities);

} // namespace vitrine::pipelines

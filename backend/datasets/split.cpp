// SPDX-License-Identifier: Apache-2.0
#include "backend/datasets/split.h"

#include "backend/datasets/columns.h"
#include "backend/datasets/numpy_random.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace vitrine::datasets {
namespace {

using core::ErrorCode;
using core::Exception;
using Indices = std::vector<std::int64_t>;

std::int64_t testRows(const Dataset& dataset, const std::variant<double, std::int64_t>& size)
{
    const std::int64_t rows = dataset.rowCount();
    const bool isShare = std::holds_alternative<double>(size);
    const double share = isShare ? std::get<double>(size) : 0;
    const std::int64_t count =
        isShare ? std::int64_t(std::ceil(share * double(rows))) : std::get<std::int64_t>(size);
    if (isShare ? !(share > 0 && share < 1) : count <= 0 || count >= rows)
        throw Exception(
            ErrorCode::InvalidArgument,
            dataset.name() +
                ": the test size must be a share between 0 and 1, or a number of rows from 1 to " +
                std::to_string(std::max<std::int64_t>(rows - 1, 0)) + " of " + std::to_string(rows));
    if (rows == 0 || count >= rows)
        throw Exception(ErrorCode::InvalidArgument, dataset.name() + ": " + std::to_string(rows) +
                                                        " rows leave none for training beside " +
                                                        std::to_string(count) + " for the test");
    return count;
}

/// How many of `draws` each class gets: its share, what is left over to the largest remainders, ties at
/// random.
Indices shares(const Indices& counts, std::int64_t draws, NumpyRandom& random)
{
    const double total = double(std::accumulate(counts.begin(), counts.end(), std::int64_t(0)));
    Indices result;
    std::vector<double> remainders;
    std::int64_t missing = draws;
    for (const std::int64_t count : counts) {
        const double share = double(draws * count) / total;
        result.push_back(std::int64_t(std::floor(share)));
        remainders.push_back(share - std::floor(share));
        missing -= result.back();
    }
    const std::set<double, std::greater<>> ranks(remainders.begin(), remainders.end());
    for (const double rank : ranks) {
        if (missing <= 0) break;
        Indices tied;
        for (std::size_t i = 0; i < remainders.size(); ++i)
            if (remainders[i] == rank) tied.push_back(std::int64_t(i));
        const std::size_t now = std::min(tied.size(), std::size_t(missing));
        for (const std::int64_t i : random.choice(tied, now))
            ++result[std::size_t(i)];
        missing -= std::int64_t(now);
    }
    return result;
}

Split stratified(const Dataset& dataset, std::size_t column, std::int64_t test, NumpyRandom& random,
                 core::RunControl& control)
{
    const std::string& name = dataset.columns()[column].name;
    const LabelValues labels = labelValues(dataset, column, control);
    std::vector<Indices> rows(labels.names.size());
    for (std::size_t row = 0; row < labels.ids.size(); ++row) {
        if (labels.ids[row] < 0)
            throw Exception(ErrorCode::InvalidArgument, dataset.name() + ": row " + std::to_string(row) +
                                                            " has no value in column \"" + name +
                                                            "\" to stratify by");
        rows[std::size_t(labels.ids[row])].push_back(std::int64_t(row));
    }
    std::vector<std::string> names;
    std::vector<Indices> classes;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].empty()) continue; // a ClassLabel may name classes that don't occur
        names.push_back(labels.names[i]);
        classes.push_back(std::move(rows[i]));
    }
    Indices counts;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        if (classes[i].size() < 2)
            throw Exception(ErrorCode::InvalidArgument,
                            dataset.name() + ": the value \"" + names[i] + "\" of column \"" + name +
                                "\" occurs in one row only (row " + std::to_string(classes[i].front()) +
                                "); stratification needs two");
        counts.push_back(std::int64_t(classes[i].size()));
    }
    const std::int64_t train = dataset.rowCount() - test;
    if (std::min(train, test) < std::int64_t(classes.size()))
        throw Exception(ErrorCode::InvalidArgument,
                        dataset.name() + ": parts of " + std::to_string(train) + " and " +
                            std::to_string(test) + " rows can't hold the " + std::to_string(classes.size()) +
                            " values of column \"" + name + "\"");
    const Indices inTrain = shares(counts, train, random);
    Indices rest;
    for (std::size_t i = 0; i < counts.size(); ++i)
        rest.push_back(counts[i] - inTrain[i]);
    const Indices inTest = shares(rest, test, random);
    Split split;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const Indices order = random.permutation(counts[i]);
        for (std::int64_t j = 0; j < inTrain[i] + inTest[i]; ++j)
            (j < inTrain[i] ? split.train : split.test)
                .push_back(classes[i][std::size_t(order[std::size_t(j)])]);
    }
    random.shuffle(split.train);
    random.shuffle(split.test);
    return split;
}

} // namespace

Split trainTestSplit(const Dataset& dataset, const SplitOptions& options, core::RunControl& control)
{
    const std::int64_t rows = dataset.rowCount(), test = testRows(dataset, options.testSize);
    NumpyRandom random(options.seed);
    if (options.stratify) {
        if (!options.shuffle)
            throw Exception(ErrorCode::InvalidArgument, "a stratified split is always shuffled");
        return stratified(dataset, *options.stratify, test, random, control);
    }
    Split split;
    if (!options.shuffle) {
        split.train.resize(std::size_t(rows - test));
        split.test.resize(std::size_t(test));
        std::iota(split.train.begin(), split.train.end(), 0);
        std::iota(split.test.begin(), split.test.end(), rows - test);
        return split;
    }
    const Indices order = random.permutation(rows);
    split.test.assign(order.begin(), order.begin() + test);
    split.train.assign(order.begin() + test, order.end());
    return split;
}

std::vector<std::int64_t> shuffled(std::int64_t rows, std::uint64_t seed)
{
    return NumpyRandom(seed).permutation(rows);
}

} // namespace vitrine::datasets

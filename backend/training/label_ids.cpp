// SPDX-License-Identifier: Apache-2.0
#include "backend/training/label_ids.h"

#include "backend/core/result.h"
#include "backend/training/example_rows.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <set>

namespace vitrine::training {
namespace {

using core::ErrorCode;
using core::Exception;
using datasets::Dataset;

void requireLabels(const Dataset& dataset, std::size_t column, const std::vector<std::int64_t>& ids)
{
    const auto missing = std::ranges::find(ids, -1);
    if (missing != ids.end())
        throw Exception(ErrorCode::InvalidArgument,
                        dataset.name() + ": row " + std::to_string(missing - ids.begin()) + " has no \"" +
                            dataset.columns()[column].name + "\" (rows count from 0)");
}

/// Integers that count from 0 are ids already.
bool areIds(const datasets::LabelValues& values)
{
    constexpr std::int64_t most = 10'000;
    std::int64_t least = most;
    for (const auto& name : values.names) {
        std::int64_t number = -1;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
        if (error != std::errc{} || end != name.data() + name.size() || number < 0 || number >= most)
            return false;
        least = std::min(least, number);
    }
    return least == 0;
}

void requireRange(const Dataset& dataset, const std::vector<std::int64_t>& ids, std::int64_t count)
{
    for (std::size_t row = 0; row < ids.size(); ++row)
        if (ids[row] < 0 || ids[row] >= count)
            throw Exception(ErrorCode::InvalidArgument, dataset.name() + ": row " + std::to_string(row) +
                                                            " has the label " + std::to_string(ids[row]) +
                                                            ", the model has the labels 0 to " +
                                                            std::to_string(count - 1));
}

std::vector<std::string> namesById(const std::map<std::string, std::int64_t>& label2id)
{
    std::vector<std::string> names(label2id.size());
    for (const auto& [name, id] : label2id)
        names[std::size_t(id)] = name;
    return names;
}

} // namespace

datasets::LabelValues labelIds(const Dataset& dataset, std::size_t column, const LabelScheme& scheme,
                               const std::vector<std::string>& known, core::RunControl& control)
{
    const bool isInteger = dataset.columns()[column].kind == datasets::Column::Kind::Integer &&
                           dataset.columns()[column].labelNames.empty();
    datasets::LabelValues values = datasets::labelValues(dataset, column, control);
    requireLabels(dataset, column, values.ids);
    const auto fits = [&](const std::map<std::string, std::int64_t>& map) {
        return std::ranges::all_of(values.names, [&](const auto& name) { return map.contains(name); });
    };
    const auto remap = [&](const std::map<std::string, std::int64_t>& map) {
        std::vector<std::int64_t> ids;
        for (const auto& name : values.names)
            ids.push_back(map.at(name));
        for (auto& id : values.ids)
            id = ids[std::size_t(id)];
        values.names = namesById(map);
    };
    std::map<std::string, std::int64_t> knownIds;
    for (std::size_t i = 0; i < known.size(); ++i)
        knownIds[known[i]] = std::int64_t(i);

    if (!scheme.label2id.empty() && fits(scheme.label2id)) {
        remap(scheme.label2id);
    } else if (isInteger && areIds(values)) {
        std::map<std::string, std::int64_t> raw;
        for (const auto& name : values.names)
            raw[name] = std::stoll(name);
        for (auto& id : values.ids)
            id = raw.at(values.names[std::size_t(id)]);
        const auto most = std::ranges::max(values.ids) + 1;
        const auto count = scheme.numLabels.value_or(known.empty() ? most : std::int64_t(known.size()));
        requireRange(dataset, values.ids, count);
        values.names = namesById(scheme.label2id);
        for (auto i = std::int64_t(values.names.size()); i < count; ++i)
            values.names.push_back("LABEL_" + std::to_string(i));
    } else if (!known.empty()) {
        for (std::size_t row = 0; row < values.ids.size(); ++row)
            if (const auto& name = values.names[std::size_t(values.ids[row])]; !knownIds.contains(name))
                throw Exception(ErrorCode::InvalidArgument, dataset.name() + ": row " + std::to_string(row) +
                                                                " has the label \"" + name +
                                                                "\", which no training row has");
        remap(knownIds);
    } else if (scheme.numLabels && std::int64_t(values.names.size()) > *scheme.numLabels) {
        throw Exception(ErrorCode::InvalidArgument,
                        dataset.name() + ": the column \"" + dataset.columns()[column].name + "\" has " +
                            std::to_string(values.names.size()) + " labels, the model's config " +
                            std::to_string(*scheme.numLabels));
    }
    return values;
}

void labelNumbers(EncodedFile& file, std::size_t column, std::vector<std::string>& names)
{
    file.dataset.forEachRow(0, file.dataset.rowCount(), [&](const core::OrderedJson& cells) {
        const Cell cell(file.dataset, std::int64_t(file.values.size()), column, cells);
        const auto& value = cell.json();
        if (value.is_array() || !(value.is_number() || value.is_boolean()))
            cell.fail("expected a number, as the model has a regression");
        file.values.push_back(value.is_boolean() ? float(value.get<bool>()) : value.get<float>());
    });
    if (names.empty()) names = {"LABEL_0"};
}

void severalLabels(EncodedFile& file, std::size_t column, const LabelScheme& scheme,
                   std::vector<std::string>& names)
{
    std::vector<std::vector<std::string>> rows;
    std::set<std::string> seen;
    bool isTable = true;
    std::size_t width = 0;
    file.dataset.forEachRow(0, file.dataset.rowCount(), [&](const core::OrderedJson& cells) {
        const Cell cell(file.dataset, std::int64_t(rows.size()), column, cells);
        auto labels = cell.isNull() ? std::vector<std::string>() : cell.texts();
        if (rows.empty()) width = labels.size();
        isTable = isTable && width > 1 && labels.size() == width &&
                  std::ranges::all_of(cell.json(), [](const auto& each) {
                      return each.is_boolean() || (each.is_number() && (each == 0 || each == 1));
                  });
        seen.insert(labels.begin(), labels.end());
        rows.push_back(std::move(labels));
    });
    if (names.empty() && !scheme.label2id.empty()) {
        names.resize(scheme.label2id.size());
        for (const auto& [name, id] : scheme.label2id)
            names[std::size_t(id)] = name;
    }
    if (names.empty()) {
        if (isTable)
            for (std::size_t i = 0; i < width; ++i)
                names.push_back("LABEL_" + std::to_string(i));
        else
            names.assign(seen.begin(), seen.end());
    }
    const auto fail = [&](std::size_t row, const std::string& what) {
        throw Exception(ErrorCode::InvalidArgument, file.dataset.name() + ": row " + std::to_string(row) +
                                                        ", \"" + file.dataset.columns()[column].name +
                                                        "\": " + what);
    };
    if (isTable && width != names.size())
        fail(0, "has " + std::to_string(width) + " entries, the model has " + std::to_string(names.size()) +
                    " labels");
    for (std::size_t row = 0; row < rows.size(); ++row) {
        std::vector<float> values(names.size());
        for (std::size_t i = 0; i < rows[row].size(); ++i) {
            if (isTable) {
                values[i] = rows[row][i] == "1" || rows[row][i] == "1.0" || rows[row][i] == "true";
                continue;
            }
            const auto found = std::ranges::find(names, rows[row][i]);
            if (found == names.end()) fail(row, "the label \"" + rows[row][i] + "\" is not known");
            values[std::size_t(found - names.begin())] = 1;
        }
        file.values.insert(file.values.end(), values.begin(), values.end());
    }
}

std::vector<std::vector<std::int64_t>> tokenLabels(const EncodedFile& file, std::size_t column,
                                                   const LabelScheme& scheme, std::vector<std::string>& names)
{
    std::vector<std::vector<std::string>> rows;
    std::set<std::string> seen;
    bool areIds = true;
    std::int64_t most = -1;
    file.dataset.forEachRow(0, file.dataset.rowCount(), [&](const core::OrderedJson& cells) {
        const Cell cell(file.dataset, std::int64_t(rows.size()), column, cells);
        for (const auto& each : cell.json()) {
            areIds = areIds && each.is_number_integer();
            if (!areIds) continue;
            const auto id = each.template get<std::int64_t>();
            if (id < 0 && id != -100) cell.fail("has the label " + std::to_string(id));
            most = std::max(most, id);
        }
        rows.push_back(cell.texts());
        seen.insert(rows.back().begin(), rows.back().end());
    });
    const auto& cell = file.dataset.columns()[column];
    const bool fitsScheme = !areIds && std::ranges::all_of(seen, [&](const auto& name) {
        return scheme.label2id.contains(name);
    });
    if (names.empty() && !scheme.label2id.empty() && (fitsScheme || areIds)) {
        names.resize(scheme.label2id.size());
        for (const auto& [name, id] : scheme.label2id)
            names[std::size_t(id)] = name;
    } else if (names.empty() && areIds) {
        names = cell.labelNames;
        for (auto i = std::int64_t(names.size()); i < scheme.numLabels.value_or(most + 1); ++i)
            names.push_back("LABEL_" + std::to_string(i));
    } else if (names.empty()) {
        names.assign(seen.begin(), seen.end());
    }
    std::vector<std::vector<std::int64_t>> ids;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        auto& line = ids.emplace_back();
        for (const auto& name : rows[row]) {
            const auto found = std::ranges::find(names, name);
            line.push_back(areIds ? std::stoll(name) : found - names.begin());
            if (line.back() >= std::int64_t(names.size()))
                throw Exception(ErrorCode::InvalidArgument,
                                file.dataset.name() + ": row " + std::to_string(row) + ", \"" + cell.name +
                                    "\": the label \"" + name + "\" is none of the " +
                                    std::to_string(names.size()) + " that the model has");
        }
    }
    return ids;
}

} // namespace vitrine::training

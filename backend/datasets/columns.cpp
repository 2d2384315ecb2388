// SPDX-License-Identifier: Apache-2.0
#include "backend/datasets/columns.h"

#include "backend/datasets/source.h"

#include <arrow/array.h>
#include <arrow/record_batch.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace vitrine::datasets {
namespace {

using core::ErrorCode;
using core::Exception;

std::string lower(std::string text)
{
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = char(c + 32);
    return text;
}

} // namespace

ColumnRoles guessRoles(const std::vector<Column>& columns)
{
    using Kind = Column::Kind;
    const auto named = [&](const char* name) -> std::optional<std::size_t> {
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (lower(columns[i].name) == name) return i;
        return std::nullopt;
    };
    ColumnRoles roles;
    for (const char* name : {"label", "labels", "class", "category", "target", "sentiment", "spam", "y"})
        if (!roles.label) roles.label = named(name);
    const auto isText = [&](std::optional<std::size_t> column) {
        return column && columns[*column].kind == Kind::Text && column != roles.label;
    };
    constexpr const char* pairs[][2] = {{"sentence1", "sentence2"}, {"premise", "hypothesis"},
                                        {"question1", "question2"}, {"question", "sentence"},
                                        {"text1", "text2"},         {"subject", "body"}};
    for (const auto& [first, second] : pairs) {
        if (!isText(named(first)) || !isText(named(second)) || roles.text) continue;
        roles.text = named(first);
        roles.secondText = named(second);
    }
    for (const char* name :
         {"text", "sentence", "content", "review", "body", "document", "message", "question"})
        if (!roles.text && isText(named(name))) roles.text = named(name);
    for (std::size_t i = 0; i < columns.size() && !roles.text; ++i)
        if (isText(i)) roles.text = i;
    for (std::size_t i = columns.size(); i-- > 0 && !roles.label;) {
        const bool mayBe = !columns[i].labelNames.empty() || columns[i].kind == Kind::Integer ||
                           columns[i].kind == Kind::Boolean || columns[i].kind == Kind::Text;
        if (mayBe && i != roles.text && i != roles.secondText) roles.label = i;
    }
    return roles;
}

LabelValues labelValues(const Dataset& dataset, std::size_t column, core::RunControl& control,
                        const std::map<std::string, std::int64_t>& label2id)
{
    const Column& facts = dataset.columns()[column];
    if (facts.kind == Column::Kind::Other)
        throw Exception(ErrorCode::InvalidArgument, dataset.name() + ": column \"" + facts.name +
                                                        "\" of type " + facts.type + " holds no labels");
    const Source& source = dataset.source();
    LabelValues result;
    std::unordered_map<std::string, std::int64_t> found;
    std::vector<std::string> values; // in the order of their first occurrence
    std::vector<bool> isNull;
    for (std::size_t index = 0; index < source.batchCount(); ++index) {
        control.checkpoint();
        const auto cells = source.batch(index)->column(int(column));
        for (std::int64_t row = 0; row < cells->length(); ++row)
            isNull.push_back(cells->IsNull(row));
    }
    std::size_t row = 0;
    dataset.forEachText(
        column, 4096,
        [&](std::span<const std::string> texts) {
            for (const std::string& text : texts) {
                if (isNull[row++]) {
                    result.ids.push_back(-1);
                    continue;
                }
                const auto [place, isNew] = found.try_emplace(text, std::int64_t(values.size()));
                if (isNew) values.push_back(text);
                result.ids.push_back(place->second);
            }
        },
        control);

    std::vector<std::int64_t> finalId(values.size());
    if (!facts.labelNames.empty() || !label2id.empty()) {
        std::map<std::string, std::int64_t> given = label2id;
        if (given.empty())
            for (std::size_t i = 0; i < facts.labelNames.size(); ++i)
                given[std::to_string(i)] = std::int64_t(i);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto id = given.find(values[i]);
            if (id == given.end() || id->second < 0) {
                const auto where =
                    std::find(result.ids.begin(), result.ids.end(), std::int64_t(i)) - result.ids.begin();
                throw Exception(ErrorCode::InvalidArgument,
                                dataset.name() + ": row " + std::to_string(where) + ": the label \"" +
                                    values[i] + "\" of column \"" + facts.name + "\" has no id");
            }
            finalId[i] = id->second;
        }
        for (const auto& [name, id] : given) {
            if (id < 0 || id > 1'000'000) continue;
            if (result.names.size() <= std::size_t(id)) result.names.resize(std::size_t(id) + 1);
            result.names[std::size_t(id)] = label2id.empty() ? facts.labelNames[std::size_t(id)] : name;
        }
    } else {
        std::vector<std::size_t> order(values.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        const bool isNumber = facts.kind == Column::Kind::Integer || facts.kind == Column::Kind::Real;
        const auto number = [&](std::size_t i) {
            long double value = 0;
            std::from_chars(values[i].data(), values[i].data() + values[i].size(), value);
            return value;
        };
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return isNumber ? number(a) < number(b) : values[a] < values[b];
        });
        for (std::size_t i = 0; i < order.size(); ++i) {
            finalId[order[i]] = std::int64_t(i);
            result.names.push_back(values[order[i]]);
        }
    }
    for (std::int64_t& id : result.ids)
        if (id >= 0) id = finalId[std::size_t(id)];
    return result;
}

} // namespace vitrine::datasets

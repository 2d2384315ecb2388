// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/input_columns.h"

#include "backend/core/architectures.h"
#include "backend/datasets/columns.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace vitrine::app {
namespace {

using core::ErrorCode;
using core::Exception;
using core::Json;

/// An input of a task, in the order in which they are named.
struct TaskInput
{
    std::string_view task, key;
    bool isRequired = true, isList = false;
};
constexpr TaskInput taskInputs[] = {{"question-answering", "question"},
                                    {"question-answering", "context"},
                                    {"sentence-similarity", "source_sentence"},
                                    {"sentence-similarity", "sentences", true, true},
                                    {"zero-shot-classification", "sequences"},
                                    {"zero-shot-classification", "candidate_labels", false, true},
                                    {"multiple-choice", "prompt"},
                                    {"multiple-choice", "choices", true, true},
                                    {"text-ranking", "query"},
                                    {"text-ranking", "documents", true, true},
                                    {"text-classification", "text"},
                                    {"text-classification", "text_pair"}};

bool isListKey(std::string_view task, std::string_view key)
{
    return std::ranges::any_of(taskInputs, [&](const TaskInput& input) {
        return input.task == task && input.key == key && input.isList;
    });
}

Json textOf(const core::OrderedJson& cell)
{
    if (cell.is_string() || cell.is_array() || cell.is_object()) return Json(cell);
    return Json(cell.dump()); // a number in a column of texts
}

} // namespace

InputColumns::InputColumns(std::string_view task, const std::vector<datasets::Column>& columns,
                           std::span<const std::string> wanted)
{
    if (const auto* known = core::findTask(task)) task = known->name;
    const auto has = [&](std::string_view name) {
        return std::ranges::find(columns, name, &datasets::Column::name) != columns.end();
    };
    const auto fail = [&](const std::string& what) {
        std::string names;
        for (const auto& column : columns)
            names += (names.empty() ? "" : ", ") + column.name;
        throw Exception(ErrorCode::InvalidArgument, "--column: " + what + " (columns: " + names + ")");
    };
    for (const auto& each : wanted) {
        const auto equals = each.find('=');
        const bool isWhole = equals == std::string::npos || has(each);
        const auto key = isWhole ? "" : each.substr(0, equals);
        const auto column = isWhole ? each : each.substr(equals + 1);
        if (!has(column)) fail("no column is called \"" + column + "\"");
        if (isWhole && wanted.size() > 1) fail("several columns need the form input=column");
        m_named.push_back({key, column, isListKey(task, key)});
    }
    if (!m_named.empty()) return;
    bool complete = true;
    for (const auto& input : taskInputs) {
        if (input.task != task) continue;
        if (has(input.key))
            m_named.push_back({std::string(input.key), std::string(input.key), input.isList});
        else
            complete = complete && !input.isRequired;
    }
    if (complete && !m_named.empty()) return;
    const bool needsSeveral = std::ranges::any_of(taskInputs, [&](const TaskInput& input) {
        return input.task == task && input.isRequired && input.key != "sequences" &&
               task != "text-classification";
    });
    if (needsSeveral) fail("the inputs of " + std::string(task) + " are not there");
    m_named.clear();
    const auto text = datasets::guessRoles(columns).text;
    if (!text && columns.size() != 1) fail("which column has the input?");
    m_named.push_back({"", columns[text.value_or(0)].name});
    if (task == "zero-shot-classification" && has("candidate_labels"))
        m_named = {{"sequences", m_named.front().column}, {"candidate_labels", "candidate_labels", true}};
}

core::Result<Json> InputColumns::inputOf(const core::OrderedJson& row) const
{
    return core::capture([&] {
        Json object = Json::object();
        for (const auto& [key, column, isList] : m_named) {
            const auto cell = row.find(column);
            if (cell == row.end() || cell->is_null())
                throw Exception(ErrorCode::InvalidArgument, "column " + column + ": the cell is empty");
            Json value = textOf(*cell);
            if (isList && value.is_string())
                if (auto list = Json::parse(value.get<std::string>(), nullptr, false); list.is_array())
                    value = std::move(list);
            if (key.empty()) return value;
            object[key] = std::move(value);
        }
        return object;
    });
}

} // namespace vitrine::app

// SPDX-License-Identifier: Apache-2.0
#include "backend/hub/starters.h"

#include "backend/core/architectures.h"
#include "backend/core/file.h"
#include "backend/core/json.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

using namespace vitrine;

TEST_CASE("every starter is for a pipeline that there is")
{
    for (const auto& starter : hub::starters()) {
        const auto* task = core::findTask(starter.task);
        REQUIRE(task);
        CHECK(task->name == starter.task);
    }
    CHECK(hub::starterFor("text-classification") == "sentiment");
    CHECK(hub::starterFor("no-such-task").empty());
}

TEST_CASE("every text task has at least two examples, on its starter where it has one")
{
    const auto path = std::string(VITRINE_TEST_DATA) + "/../../resources/examples/tasks.json";
    const auto examples = core::parseJson(core::readFile(path), path);
    std::map<std::string, int> counts;
    for (const auto& example : examples) {
        const auto task = example.at("task").get<std::string>();
        CHECK(hub::starterFor(task) == example.at("starter").get<std::string>());
        CHECK_FALSE(example.at("title").get<std::string>().empty());
        CHECK((example.at("input").is_string() || example.at("input").is_object()));
        CHECK(example.at("arguments").is_object());
        ++counts[task];
    }
    for (const auto& task : core::tasks())
        CHECK_MESSAGE(counts[std::string(task.name)] >= 2, task.name);
}

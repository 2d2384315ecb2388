// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace vitrine::core;

namespace {

template <typename Function>
std::string messageOf(Function function)
{
    try {
        function();
    } catch (const Exception& e) {
        CHECK(e.error().code == ErrorCode::InvalidFormat);
        return e.error().message;
    }
    FAIL("no exception");
    return {};
}

} // namespace

TEST_CASE("broken JSON is rejected with file and byte")
{
    CHECK(messageOf([] {
              (void)parseJson("{\"a\": }", "x.json");
          }).starts_with("x.json: not valid JSON at byte 6"));
    CHECK(messageOf([] { (void)parseJson("", "x.json"); }).starts_with("x.json: not valid JSON at byte 0"));
    CHECK(
        messageOf([] { (void)parseJson("[1,2", "x.json"); }).starts_with("x.json: not valid JSON at byte 4"));
    CHECK(messageOf([] {
              (void)parseJson("\"\xFF\"", "x.json");
          }).starts_with("x.json: not valid JSON at byte 1"));
}

TEST_CASE("nesting that would exhaust the stack is rejected")
{
    const std::string deep(100000, '[');
    CHECK(messageOf([&] { (void)parseJson(deep, "deep.json"); }).starts_with("deep.json: nested deeper"));
    CHECK(parseJson(std::string(500, '[') + std::string(500, ']'), "ok").is_array());
}

TEST_CASE("a byte order mark is skipped")
{
    CHECK(parseJson("\xEF\xBB\xBF[1]", "x").size() == 1);
}

TEST_CASE("typed access names the place and the key")
{
    const Json json =
        parseJson(R"({"model": {"size": -3, "name": "x", "none": null, "ratio": 1, "flag": true}})", "f");
    const JsonObject model = JsonObject(json, "f.json").object("model");
    CHECK(model.get<std::string>("name") == "x");
    CHECK(model.get<int>("size") == -3);
    CHECK(model.get<double>("ratio") == 1.0);
    CHECK(model.get<bool>("flag"));
    CHECK(model.get<int>("none", 5) == 5);
    CHECK_FALSE(model.has("none"));
    CHECK(messageOf([&] { (void)model.get<std::size_t>("size"); }) ==
          "f.json: model: \"size\" has the wrong type (an integer)");
    CHECK(messageOf([&] { (void)model.get<int>("name"); }) ==
          "f.json: model: \"name\" has the wrong type (a string)");
    CHECK(messageOf([&] { (void)model.get<int>("flag"); }).find("\"flag\"") != std::string::npos);
    CHECK(messageOf([&] { (void)model.at("absent"); }) == "f.json: model: \"absent\" is missing");
    CHECK(messageOf([&] { (void)model.object("name"); }) ==
          "f.json: model: name: expected an object, found a string");
}

TEST_CASE("output has no NaN and keeps the order of keys")
{
    OrderedJson value;
    value["z"] = std::numeric_limits<double>::quiet_NaN();
    value["a"] = -std::numeric_limits<double>::infinity();
    CHECK(dumpJson(value) == R"({"z":null,"a":null})");
    CHECK(dumpJson(OrderedJson("\xFF")) == "\"\xEF\xBF\xBD\"");
}

// SPDX-License-Identifier: Apache-2.0
#include "backend/hub/client.h"

#include "backend/core/file.h"
#include "backend/hub/cache.h"
#include "backend/hub/card.h"
#include "tests/backend/hub/hub_fixture.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <thread>

using namespace vitrine;
using namespace vitrine::hub_test;
using core::ErrorCode;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto bertConfig = R"({"model_type": "bert", "architectures": ["BertModel"]})";

struct Fixture
{
    Fixture()
    {
        server.add({.id = "org/bert",
                    .files = {{"config.json", bertConfig},
                              {"README.md", "---\nlicense: mit\n---\n# Bert"},
                              {"vocab.txt", "a\nb\n"},
                              {"folder/x y.txt", "x"},
                              {"model.safetensors", noise(1000), true}},
                    .revisions = {"main", "refs/pr/1"},
                    .description = R"({"pipeline_tag": "fill-mask", "cardData": {"license": "mit"}})"});
        server.add({.id = "org/gpt", .files = {{"config.json", R"({"model_type": "reformer"})"}}});
        server.add({.id = "org/table", .files = {{"a.csv", "a\n1\n"}}, .isDataset = true});
        server.add({.id = "org/gated", .files = {{"config.json", bertConfig}}, .isGated = true});
        server.add({.id = "org/private", .files = {{"config.json", bertConfig}}, .isPrivate = true});
        settings = quickSettings(server.endpoint(), folder.path);
    }

    /// The error that a question ends with; fails the test when it succeeds.
    template <typename Function>
    core::Error errorOf(Function&& function)
    {
        const auto result = core::capture([&] { return function(), true; });
        REQUIRE_FALSE(result.ok());
        return result.error();
    }

    HubServer server;
    TemporaryFolder folder;
    hub::HubSettings settings;
    StopControl control;
};

} // namespace

TEST_CASE_FIXTURE(Fixture, "a search sends its filters and goes through the pages")
{
    server.setPageSize(2);
    hub::Client client(settings, control);
    auto page =
        client.search({.text = "org", .task = "fill-mask", .author = "a b", .library = "x", .sort = "likes"});
    const std::string target = server.requests().back().target;
    for (const char* part :
         {"search=org", "pipeline_tag=fill-mask", "author=a%20b", "filter=x", "sort=likes"})
        CHECK_MESSAGE(target.find(part) != std::string::npos, target);
    REQUIRE(page.items.size() == 2);
    CHECK(page.items[0].id == "org/bert");
    CHECK(page.items[0].pipelineTag == "fill-mask");
    CHECK(page.items[0].downloads == 1200);
    CHECK(page.items[0].tags.size() == 2);
    CHECK(page.items[0].lastModified.starts_with("2024-05-06"));
    page = client.nextPage(page.next);
    REQUIRE(page.items.size() == 2);
    CHECK(page.items[0].isGated);
    CHECK(page.items[1].isPrivate);
    CHECK(page.next.empty());
    CHECK(client.search({.type = hub::RepositoryType::Dataset}).items.at(0).id == "org/table");
}

TEST_CASE_FIXTURE(Fixture, "info has commit, files of all pages, card and a verdict")
{
    server.setPageSize(2);
    hub::Client client(settings, control);
    auto info = client.info({"org/bert"});
    CHECK(info.sha.size() == 40);
    REQUIRE(info.files.size() == 5);
    CHECK(info.files[3].path == "model.safetensors");
    CHECK(info.files[3].size == 1000);
    CHECK(info.files[3].etag().size() == 64);
    CHECK(info.files[4].etag().size() == 40);
    CHECK(info.card == R"({"license":"mit"})");
    CHECK(info.support.model);
    CHECK(info.support.tokenizer);
    CHECK(info.support.why.empty());
    CHECK(server.count("GET", "model.safetensors") == 0);

    info = client.info({"org/gpt"});
    CHECK_FALSE(info.support.model);
    CHECK(info.support.why.find("reformer") != std::string::npos);
    CHECK(client.info({"org/bert"}, "refs/pr/1").sha == client.info({"org/bert"}).sha);
    CHECK_FALSE(client.info({"org/table", hub::RepositoryType::Dataset}).support.model);
    CHECK(client.readText({"org/bert"}, info.sha, "folder/x y.txt") == "x");
    CHECK_FALSE(client.readText({"org/bert"}, info.sha, "absent").has_value());
    CHECK(std::filesystem::is_empty(folder.path)); // nothing of it is kept
}

TEST_CASE_FIXTURE(Fixture, "what the Hub refuses has a code and says what to do")
{
    hub::Client client(settings, control);
    CHECK(errorOf([&] { client.info({"org/nothing"}); }).code == ErrorCode::AccessDenied);
    CHECK(errorOf([&] { client.info({"org/private"}); }).code == ErrorCode::AccessDenied);
    CHECK(errorOf([&] { client.info({"org/bert"}, "v9"); }).code == ErrorCode::NotFound);
    const auto gated = client.info({"org/gated"}); // described to all
    CHECK_FALSE(gated.support.model);
    CHECK(gated.support.why.find("gated") != std::string::npos);
    CHECK(errorOf([&] { client.readText({"org/gated"}, gated.sha, "config.json"); }).code ==
          ErrorCode::AccessDenied);
    CHECK(errorOf([&] { client.info({"no such id"}); }).code == ErrorCode::InvalidArgument);
    CHECK(errorOf([&] { client.info({"org/bert"}, "../x"); }).code == ErrorCode::InvalidArgument);
    CHECK(errorOf([&] { client.whoami(); }).code == ErrorCode::AccessDenied);

    server.setToken("hf_right");
    settings.token = "hf_wrong";
    CHECK(errorOf([&] { client.whoami(); }).message.find("not valid") != std::string::npos);
    settings.token = "hf_right";
    const auto account = client.whoami();
    CHECK(account.name == "ada");
    CHECK(account.organizations == std::vector<std::string>{"engines"});
    CHECK(account.role == "read");
    CHECK(client.info({"org/private"}).support.why.find("no weights") != std::string::npos);
    CHECK(errorOf([&] { client.info({"org/nothing"}); }).code == ErrorCode::NotFound);
}

TEST_CASE_FIXTURE(Fixture, "the token goes to the endpoint's own origin and nowhere else")
{
    settings.token = "hf_secret";
    hub::Client client(settings, control);
    // Another port is another origin; a way back to the endpoint is its own again.
    server.intercept([&](const SeenRequest& request) -> std::optional<Answer> {
        if (!request.isStorage && request.target.starts_with("/api/models/org/bert/revision"))
            return Answer{307, {{"Location", server.storage() + "/elsewhere"}}, {}};
        if (request.target == "/elsewhere")
            return Answer{302, {{"Location", server.endpoint() + "/again"}}, {}};
        if (request.target == "/again") return Answer{308, {{"Location", "/api/models/org/bert/x"}}, {}};
        if (request.target == "/api/models/org/bert/x")
            return Answer{200, {}, R"({"id": "org/bert", "sha": "abc"})"};
        return std::nullopt;
    });
    CHECK(client.commitOf({"org/bert"}, "main") == "abc");
    REQUIRE(server.requests().size() == 4);
    for (const auto& request : server.requests())
        CHECK(request.authorization == (request.isStorage ? "" : "Bearer hf_secret"));

    server.intercept([](const SeenRequest&) {
        return Answer{302, {{"Location", "file:///etc/passwd"}}, {}};
    });
    CHECK(errorOf([&] { client.commitOf({"org/bert"}, "main"); }).code == ErrorCode::Network);
    server.intercept([](const SeenRequest&) { return Answer{302, {{"Location", "/round"}}, {}}; });
    CHECK(errorOf([&] { client.commitOf({"org/bert"}, "main"); }).message.find("without end") !=
          std::string::npos);
    CHECK(hub::isSameOrigin("https://a.b/x", "https://A.b:443"));
    CHECK_FALSE(hub::isSameOrigin("https://a.b", "http://a.b"));
    CHECK_FALSE(hub::isSameOrigin("http://a.b", "http://a.b.c"));
}

TEST_CASE_FIXTURE(Fixture, "a busy server is asked again when it says so")
{
    hub::Client client(settings, control);
    int refusals = 2;
    std::string wait = "1";
    server.intercept([&](const SeenRequest&) -> std::optional<Answer> {
        if (refusals-- > 0) return Answer{429, {{"Retry-After", wait}}, {}};
        return std::nullopt;
    });
    const auto begin = Clock::now();
    CHECK(client.commitOf({"org/bert"}, "main").size() == 40);
    CHECK(Clock::now() - begin > std::chrono::milliseconds(1900));

    refusals = 2, wait = "0";
    CHECK(client.commitOf({"org/bert"}, "main").size() == 40);
    refusals = 99, wait = "3600";
    server.forgetRequests();
    const auto busy = errorOf([&] { client.commitOf({"org/bert"}, "main"); });
    CHECK(busy.code == ErrorCode::Network);
    CHECK(busy.message.find("3600") != std::string::npos);
    CHECK(server.requests().size() == 1);

    server.forgetRequests();
    server.intercept([](const SeenRequest&) { return Answer{503, {}, "down"}; });
    CHECK(errorOf([&] { client.commitOf({"org/bert"}, "main"); }).code == ErrorCode::Network);
    CHECK(server.requests().size() == settings.attempts);
}

TEST_CASE_FIXTURE(Fixture, "answers that make no sense are errors, and a silent server is given up")
{
    hub::Client client(settings, control);
    std::string body;
    server.intercept([&](const SeenRequest&) { return Answer{200, {}, body}; });
    for (const char* nonsense : {"", "<html>", "[]", "{}", R"({"sha": 7})", R"({"sha": "../../x"})"}) {
        body = nonsense;
        CHECK_MESSAGE(errorOf([&] { client.commitOf({"org/bert"}, "main"); }).code ==
                          ErrorCode::InvalidFormat,
                      nonsense);
    }
    body = R"([{"type": "file", "path": "../evil", "size": 1, "oid": "a"}])";
    CHECK(errorOf([&] { client.files({"org/bert"}, "c", core::Json()); }).message.find("..") !=
          std::string::npos);

    server.intercept([](const SeenRequest&) -> std::optional<Answer> {
        std::this_thread::sleep_for(std::chrono::seconds(4));
        return std::nullopt;
    });
    settings.attempts = 1;
    const auto begin = Clock::now();
    CHECK(errorOf([&] { client.commitOf({"org/bert"}, "main"); }).code == ErrorCode::Network);
    CHECK(Clock::now() - begin < std::chrono::milliseconds(3500));
}

TEST_CASE_FIXTURE(Fixture, "a stop takes effect within 200 ms")
{
    server.intercept([](const SeenRequest&) -> std::optional<Answer> {
        std::this_thread::sleep_for(std::chrono::seconds(2));
        return std::nullopt;
    });
    hub::Client client(settings, control);
    Clock::time_point stopped;
    std::jthread stopper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(150));
        stopped = Clock::now();
        control.source.request_stop();
    });
    CHECK(errorOf([&] { client.info({"org/bert"}); }).code == ErrorCode::Canceled);
    CHECK(Clock::now() - stopped < std::chrono::milliseconds(200));
}

TEST_CASE_FIXTURE(Fixture, "without network the cache answers, else the message says what is missing")
{
    const hub::RepositoryCache cache(folder.path, {"org/bert"});
    const std::string commit(40, 'a');
    std::filesystem::create_directories(cache.root() / "blobs");
    core::writeFileAtomically(cache.blob("e1"), bertConfig);
    cache.linkBlob("e1", commit, "config.json");
    cache.writeReference("main", commit);

    settings.offline = true;
    hub::Client client(settings, control);
    auto info = client.info({"org/bert"});
    CHECK(info.isFromCache);
    CHECK(info.sha == commit);
    CHECK(info.files.size() == 1);
    CHECK(info.support.why.find("no weights") != std::string::npos);
    CHECK(errorOf([&] { client.info({"org/other"}); }).code == ErrorCode::NotFound);
    CHECK(errorOf([&] { client.search({}); }).code == ErrorCode::Network);
    CHECK(server.requests().empty());

    settings.offline = false;
    settings.endpoint = "http://127.0.0.1:9";
    info = client.info({"org/bert"});
    CHECK(info.isFromCache);
    CHECK(info.cacheReason.find("127.0.0.1:9") != std::string::npos);
    CHECK(errorOf([&] { client.info({"org/other"}); }).code == ErrorCode::Network);
}

TEST_CASE("a card falls apart into metadata and text")
{
    const auto card =
        hub::parseCard("---\r\nlicense: apache-2.0 # open\nlanguage:\n- en\n- \"no\"\ntags: [a, 'b c']\n"
                       "model-index:\n- name: x\n  results: []\nempty:\n---\n# Title\n---\nrule");
    CHECK(card.value("license") == "apache-2.0");
    CHECK(card.fields.size() == 3);
    CHECK(card.fields[1].values == std::vector<std::string>{"en", "no"});
    CHECK(card.fields[2].values == std::vector<std::string>{"a", "b c"});
    CHECK(card.body == "# Title\n---\nrule");
    CHECK(hub::parseCard("no metadata\n---\nx").body == "no metadata\n---\nx");
    CHECK(hub::parseCard("---\nnever closed").body == "---\nnever closed");
    CHECK(hub::parseCard("").fields.empty());
}

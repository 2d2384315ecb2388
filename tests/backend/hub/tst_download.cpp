// SPDX-License-Identifier: Apache-2.0
#include "backend/hub/download.h"

#include "backend/core/file.h"
#include "backend/hub/cache.h"
#include "tests/backend/hub/hub_fixture.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>

using namespace vitrine;
using namespace vitrine::hub_test;
using core::ErrorCode;
using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t weightBytes = 400'000;

struct Fixture
{
    Fixture()
        : settings(quickSettings(server.endpoint(), folder.path / "hub")), cache(settings.cache, {"org/bert"})
    {
        server.add({.id = "org/bert",
                    .files = {{"config.json", R"({"model_type": "bert"})"},
                              {"empty", ""},
                              {"deep/er/\xC3\xA4 x.txt", "deep"},
                              {"same.txt", "deep"},
                              {"model.safetensors", noise(weightBytes), true}},
                    .revisions = {"main", "refs/pr/1"}});
    }

    hub::Snapshot download(std::vector<std::string> files = {}, hub::FileFilter filter = {},
                           const std::string& revision = "main")
    {
        return hub::download(settings, {{"org/bert"}, revision, std::move(files), std::move(filter)}, control,
                             observer);
    }

    core::Error errorOf(std::vector<std::string> files = {}, const std::string& revision = "main")
    {
        const auto result = core::capture([&] { return download(std::move(files), {}, revision); });
        REQUIRE_FALSE(result.ok());
        return result.error();
    }

    ServedFile& weights() { return server.file("org/bert", "model.safetensors"); }
    fs::path partial() { return cache.blob(weights().etag).string() + ".incomplete"; }
    bool hasWeights() { return fs::exists(cache.blob(weights().etag)); }
    void writePartial(const std::string& content)
    {
        fs::create_directories(partial().parent_path());
        core::writeFileAtomically(partial(), content);
    }

    HubServer server;
    TemporaryFolder folder;
    hub::HubSettings settings;
    hub::RepositoryCache cache;
    StopControl control;
    hub::DownloadObserver observer;
};

} // namespace

TEST_CASE_FIXTURE(Fixture, "a snapshot has huggingface_hub's layout, and is not loaded twice")
{
    std::vector<std::string> told;
    hub::DownloadState last;
    observer.onFile = [&](const hub::DownloadedFile& file) { told.push_back(file.file); };
    observer.onState = [&](const hub::DownloadState& state) { last = state; };
    const auto snapshot = download();
    const std::string commit = snapshot.commit;
    CHECK(told == std::vector<std::string>{"config.json", "deep/er/\xC3\xA4 x.txt", "empty",
                                           "model.safetensors", "same.txt"});
    CHECK(last.filesDone == 5);
    CHECK(last.bytesDone == last.bytesTotal);
    CHECK(core::readFile(cache.root() / "refs/main") == commit);
    CHECK(fs::read_symlink(snapshot.path / "deep/er/\xC3\xA4 x.txt") ==
          "../../../../blobs/" + server.file("org/bert", "same.txt").etag);
    CHECK(fs::read_symlink(snapshot.path / "model.safetensors") == "../../blobs/" + weights().etag);
    CHECK(core::readFile(snapshot.path / "model.safetensors") == noise(weightBytes));
    CHECK(core::readFile(snapshot.path / "empty").empty());
    CHECK(fs::exists(cache.tree(commit)));
    CHECK(fs::exists(cache.lock(weights().etag)));
    CHECK(fs::exists(settings.cache / "CACHEDIR.TAG"));
    struct stat status;
    REQUIRE(::stat(cache.lock(weights().etag).c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0664);
    CHECK(std::distance(fs::directory_iterator(cache.root() / "blobs"), {}) == 4);

    server.forgetRequests();
    CHECK(download().files.size() == 5);
    REQUIRE(server.requests().size() == 1); // which commit main is
    CHECK(download({}, {}, commit).files.size() == 5);
    CHECK(server.requests().size() == 1);
}

TEST_CASE_FIXTURE(Fixture, "names and patterns choose")
{
    CHECK(download({"same.txt"}).files.at(0).size == 4);
    CHECK(server.count("GET", "/tree/") == 0); // one file needs no list
    const auto some = download({}, {{"*.json", "deep/"}, {"*.safetensors"}}, "refs/pr/1");
    REQUIRE(some.files.size() == 2);
    CHECK(some.files[1].file.starts_with("deep/"));
    CHECK(core::readFile(cache.root() / "refs/refs/pr/1") == some.commit);
    CHECK(download({"same.txt", "empty"}).files.at(0).file == "same.txt");
    CHECK(errorOf({"same.txt", "absent"}).code == ErrorCode::NotFound);
    CHECK(errorOf({"../x"}).code == ErrorCode::InvalidArgument);
    CHECK(errorOf({"absent"}).code == ErrorCode::NotFound);
    CHECK(fs::exists(cache.noExist(some.commit) / "absent"));
    CHECK(errorOf({}, "v7").code == ErrorCode::NotFound);
    CHECK(download({}, {{"nothing*"}, {}}).files.empty());
    CHECK_FALSE(hasWeights());
}

TEST_CASE_FIXTURE(Fixture, "a partial is gone on with")
{
    writePartial(noise(weightBytes).substr(0, 100'000));
    download({"model.safetensors"});
    bool asked = false;
    for (const auto& request : server.requests())
        asked |= request.isStorage && request.range == "bytes=100000-";
    CHECK(asked);
    CHECK(core::readFile(cache.blob(weights().etag)) == noise(weightBytes));
    CHECK_FALSE(fs::exists(partial()));
}

TEST_CASE_FIXTURE(Fixture, "a partial that is whole, too long or damaged")
{
    SUBCASE("whole: nothing is loaded")
    {
        writePartial(noise(weightBytes));
        download({"model.safetensors"});
        CHECK(server.count("GET", "model.safetensors") == 0);
    }
    SUBCASE("too long")
    {
        writePartial(noise(weightBytes + 1));
    }
    SUBCASE("damaged: loaded once more, without a word")
    {
        writePartial(std::string(1000, 'x'));
    }
    SUBCASE("on a server without ranges")
    {
        server.ignoreRanges(true);
        writePartial(noise(weightBytes).substr(0, 1000));
    }
    download({"model.safetensors"});
    CHECK(core::readFile(cache.blob(weights().etag)) == noise(weightBytes));
    CHECK_FALSE(fs::exists(partial()));
}

TEST_CASE_FIXTURE(Fixture, "a connection that is cut is taken up where it broke")
{
    server.cutAfter(70'000, 4); // more often than there are attempts without progress
    download({"model.safetensors"});
    CHECK(core::readFile(cache.blob(weights().etag)) == noise(weightBytes));
    std::vector<std::string> ranges;
    for (const auto& request : server.requests())
        if (request.isStorage) ranges.push_back(request.range);
    REQUIRE(ranges.size() == 5);
    CHECK(ranges[1] == "bytes=70000-");

    server.cutAfter(0, 99);
    fs::remove_all(settings.cache);
    CHECK(errorOf({"model.safetensors"}).code == ErrorCode::Network);
    CHECK_FALSE(hasWeights());
}

TEST_CASE_FIXTURE(Fixture, "a server that lies leaves nothing behind")
{
    ErrorCode expected = ErrorCode::InvalidFormat;
    std::vector<std::string> files = {"model.safetensors"};
    const std::string right = weights().etag;
    SUBCASE("about the SHA-256")
    {
        weights().etag = std::string(64, 'a');
    }
    SUBCASE("about git's SHA-1")
    {
        files = {"same.txt"};
        server.file("org/bert", "same.txt").etag = std::string(40, 'b');
    }
    SUBCASE("a size that is too small")
    {
        weights().announcedSize = 10;
    }
    SUBCASE("a size that is too large")
    {
        weights().announcedSize = weightBytes + 10;
    }
    SUBCASE("another size in the list")
    {
        files = {};
        weights().listedSize = 5;
    }
    SUBCASE("an etag that is a path")
    {
        weights().etag = "../../../evil";
    }
    SUBCASE("a commit that is a path")
    {
        server.intercept([](const SeenRequest& request) -> std::optional<Answer> {
            if (request.method != "HEAD") return std::nullopt;
            return Answer{200, {{"X-Repo-Commit", "../../.."}, {"ETag", "a"}}, {}};
        });
    }
    SUBCASE("file names that leave the folder")
    {
        files = {};
        server.file("org/bert", "empty").path = "../../../evil";
    }
    SUBCASE("no Hub at all")
    {
        server.intercept([](const SeenRequest&) { return Answer{200, {}, "hello"}; });
        expected = ErrorCode::Network;
    }
    const auto error = errorOf(files);
    CHECK_MESSAGE(error.code == expected, error.message);
    CHECK_FALSE(hasWeights());
    CHECK_FALSE(fs::exists(cache.blob(right)));
    CHECK_FALSE(fs::exists(partial()));
    CHECK_FALSE(fs::exists(folder.path / "evil"));
    CHECK_FALSE(fs::exists(cache.snapshot(std::string(39, 'c') + "1") / "model.safetensors"));
}

TEST_CASE_FIXTURE(Fixture, "a stop takes effect within 200 ms and keeps the partial")
{
    server.slowDown(4000, 20);
    Clock::time_point stopped;
    std::jthread stopper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(400));
        stopped = Clock::now();
        control.source.request_stop();
    });
    CHECK(errorOf().code == ErrorCode::Canceled);
    CHECK(Clock::now() - stopped < std::chrono::milliseconds(200));
    CHECK(fs::file_size(partial()) > 0);
    CHECK_FALSE(hasWeights());

    const auto kept = fs::file_size(partial());
    control.source = {};
    server.slowDown(0, 0);
    server.forgetRequests();
    download();
    bool resumed = false;
    for (const auto& request : server.requests())
        resumed |= request.range == "bytes=" + std::to_string(kept) + "-";
    CHECK(resumed);
}

TEST_CASE_FIXTURE(Fixture, "a full disk is said, and nothing gets the final name")
{
    fs::create_directories(cache.root() / "blobs");
    fs::create_symlink("/dev/full", partial());
    const auto error = errorOf({"model.safetensors"});
    CHECK(error.code == ErrorCode::Io);
    CHECK(error.message.find("disk is full") != std::string::npos);
    CHECK_FALSE(hasWeights());
}

TEST_CASE_FIXTURE(Fixture, "without network the cache answers; what is missing is named")
{
    download({}, {{"*.json"}, {}});
    const std::string endpoint = settings.endpoint;
    for (const bool offline : {true, false}) {
        settings.offline = offline;
        settings.endpoint = offline ? endpoint : "http://127.0.0.1:9";
        server.forgetRequests();
        const auto cached = download({}, {{"*.json"}, {}});
        CHECK(cached.files.size() == 1);
        CHECK_FALSE(cached.notice.empty());
        const auto error = errorOf();
        CHECK(error.code == (offline ? ErrorCode::NotFound : ErrorCode::Network));
        CHECK(error.message.find("4 files are missing: deep/er") != std::string::npos);
        CHECK(server.requests().empty());
    }
}

TEST_CASE_FIXTURE(Fixture, "what a private repository left here is used when the token is gone")
{
    download();
    server.intercept([](const SeenRequest&) { return Answer{401, {{"X-Error-Code", "RepoNotFound"}}, {}}; });
    CHECK(download().files.size() == 5);
    fs::remove_all(settings.cache);
    CHECK(errorOf().code == ErrorCode::AccessDenied);
}

// Run by the next test as a program of its own.
TEST_CASE("one of two processes" * doctest::skip())
{
    const char* const endpoint = std::getenv("VITRINE_TEST_ENDPOINT");
    const char* const cache = std::getenv("VITRINE_TEST_CACHE");
    REQUIRE((endpoint && cache));
    StopControl control;
    hub::download(quickSettings(endpoint, cache), {.repository = {"org/bert"}}, control);
}

TEST_CASE_FIXTURE(Fixture, "two processes load a file once")
{
    server.slowDown(40'000, 20);
    ::setenv("VITRINE_TEST_ENDPOINT", settings.endpoint.c_str(), 1);
    ::setenv("VITRINE_TEST_CACHE", settings.cache.c_str(), 1);
    const std::string command =
        fs::read_symlink("/proc/self/exe").string() + " -ns -tc='one of two processes' > /dev/null";
    int statuses[2] = {-1, -1};
    {
        std::vector<std::jthread> shells;
        for (int& status : statuses)
            shells.emplace_back([&status, &command] { status = std::system(command.c_str()); });
    }
    CHECK(statuses[0] == 0);
    CHECK(statuses[1] == 0);
    const auto requests = server.requests();
    CHECK(std::ranges::count_if(requests, &SeenRequest::isStorage) == 1);
    CHECK(core::readFile(cache.blob(weights().etag)) == noise(weightBytes));
}

TEST_CASE_FIXTURE(Fixture, "several files are loaded at once")
{
    ServedRepository many{.id = "org/many"};
    for (int i = 0; i < 8; ++i)
        many.files.push_back({"f" + std::to_string(i), noise(20'000, unsigned(i) + 2), true});
    server.add(std::move(many));
    server.slowDown(20'000, 200);
    const auto begin = Clock::now();
    hub::download(settings, {.repository = {"org/many"}}, control);
    CHECK(Clock::now() - begin < std::chrono::milliseconds(1200)); // 1.6 s one after the other
}

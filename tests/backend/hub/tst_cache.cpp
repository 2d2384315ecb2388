// SPDX-License-Identifier: Apache-2.0
#include "backend/hub/cache.h"
#include "backend/hub/settings.h"

#include "backend/core/file.h"
#include "backend/core/result.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <unistd.h>

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

struct Folder
{
    Folder()
    {
        std::string pattern = (fs::temp_directory_path() / "vitrine-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path = pattern;
    }
    ~Folder() { fs::remove_all(path); }
    fs::path path;
};

} // namespace

TEST_CASE("repository ids follow the rules of the Hub")
{
    for (const char* good : {"bert", "org/name", "Foo-BAR_foo.bar123", "0/1", "_a/b_"})
        CHECK(hub::isRepositoryId(good));
    for (const char* bad :
         {"", "/", "a/", "/a", "a/b/c", ".a", "a.", "-a", "a--b", "a..b", "a.git", "a b", "a\\b"})
        CHECK_FALSE(hub::isRepositoryId(bad));
}

TEST_CASE("file names that leave their folder are refused")
{
    const auto accepted = [](std::string_view name) {
        return core::capture([&] { return hub::requireFileName(name, true), true; }).ok();
    };
    for (const char* good : {"a", "a/b.json", "..a/b..", "a b", "\xC3\xA9", "ab:c", ".gitattributes"})
        CHECK(accepted(good));
    for (const std::string_view bad :
         {std::string_view(""), std::string_view(".."), std::string_view("a/../b"),
          std::string_view("/etc/x"), std::string_view("a\\b"), std::string_view("a//b"),
          std::string_view("./a"), std::string_view("C:x"), std::string_view("a/D:x"),
          std::string_view("a\0b", 3), std::string_view("a/")})
        CHECK_FALSE(accepted(bad));
}

TEST_CASE("patterns are those of fnmatch")
{
    CHECK(hub::matchesPattern("*.json", "a/b.json"));
    CHECK(hub::matchesPattern("a?c", "a\xC3\xA9"
                                     "c"));
    CHECK(hub::matchesPattern("[!a-c]x", "dx"));
    CHECK_FALSE(hub::matchesPattern("[!a-c]x", "bx"));
    CHECK(hub::matchesPattern("[]x]", "]"));
    CHECK(hub::matchesPattern("[ab", "[ab"));
    CHECK_FALSE(hub::matchesPattern("*.JSON", "a.json"));
    CHECK(hub::matchesPattern("*a*b*", "xxaxxbxx"));
    const hub::FileFilter filter{{"data/", "*.json"}, {"secret*"}};
    CHECK(filter.accepts("data/x/y"));
    CHECK(filter.accepts("x.json"));
    CHECK_FALSE(filter.accepts("secret.json"));
    CHECK_FALSE(filter.accepts("x.bin"));
}

TEST_CASE("what is written to the cache is found and measured, shared blobs once")
{
    const Folder folder;
    const hub::RepositoryCache cache(folder.path, {"org/name"});
    const std::string first(40, 'a'), second(40, 'b');
    fs::create_directories(cache.root() / "blobs");
    core::writeFileAtomically(cache.blob("e1"), "12345");
    core::writeFileAtomically(cache.blob("e2"), "123");
    cache.linkBlob("e1", first, "deep/er/file");
    cache.linkBlob("e1", second, "file");
    cache.linkBlob("e2", second, "other");
    cache.linkBlob("e1", second, "other");
    cache.linkBlob("e2", second, "other");
    cache.writeReference("main", second);
    cache.writeReference("refs/pr/1", first);
    cache.writeCacheTag();
    CHECK(fs::read_symlink(cache.snapshot(first) / "deep/er/file") == "../../../../blobs/e1");
    CHECK(core::readFile(cache.snapshot(second) / "other") == "123");
    CHECK(core::readFile(cache.root() / "refs/refs/pr/1") == first);
    CHECK(cache.commitOf("main") == second);
    CHECK(cache.commitOf(first) == first);
    CHECK_FALSE(cache.commitOf("v1").has_value());

    fs::create_directories(folder.path / "blobs/ab");
    fs::create_directories(folder.path / "models--half");
    const auto found = hub::listCache(folder.path);
    REQUIRE(found.size() == 1);
    CHECK(found[0].repository.id == "org/name");
    CHECK(found[0].size == 8);
    CHECK(found[0].revisions == std::vector{first, second});
    CHECK(found[0].lastUsed > 1e9);
    CHECK(hub::listCache(folder.path / "absent").empty());
}

TEST_CASE("settings come from the variables of huggingface_hub")
{
    const Folder folder;
    core::writeFileAtomically(folder.path / "token", " hf_abc\n");
    for (const char* name : {"HF_TOKEN", "HF_HUB_CACHE", "HF_TOKEN_PATH", "HF_HUB_OFFLINE"})
        ::unsetenv(name);
    ::setenv("VITRINE_TEST_HOME", folder.path.c_str(), 1);
    ::setenv("HF_HOME", "${VITRINE_TEST_HOME}", 1);
    ::setenv("HF_ENDPOINT", "http://127.0.0.1:1//", 1);
    auto settings = hub::HubSettings::fromEnvironment();
    CHECK(settings.token == "hf_abc");
    CHECK(settings.cache == folder.path / "hub");
    CHECK(settings.endpoint == "http://127.0.0.1:1");
    CHECK_FALSE(settings.offline);
    ::setenv("HF_TOKEN", "hf_own", 1);
    ::setenv("HF_HUB_OFFLINE", "yes", 1);
    ::setenv("HF_HUB_CACHE", "$VITRINE_TEST_HOME/x", 1);
    settings = hub::HubSettings::fromEnvironment();
    CHECK(settings.token == "hf_own");
    CHECK(settings.offline);
    CHECK(settings.cache == folder.path / "x");
    ::setenv("HF_ENDPOINT", "ftp://x", 1);
    CHECK_FALSE(core::capture([] { return hub::HubSettings::fromEnvironment(); }).ok());
}

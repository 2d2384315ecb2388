// SPDX-License-Identifier: Apache-2.0
#include "backend/hub/locate.h"

#include "backend/core/file.h"
#include "backend/core/result.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <unistd.h>

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

/// A Hugging Face cache with one model in it, named by HF_HUB_CACHE.
struct Cache
{
    Cache()
    {
        std::string pattern = (fs::temp_directory_path() / "vitrine-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        root = pattern;
        snapshot = root / "models--org--name/snapshots/0123abcd";
        fs::create_directories(snapshot);
        fs::create_directories(root / "models--org--name/refs");
        core::writeFileAtomically(root / "models--org--name/refs/main", "0123abcd");
        ::setenv("HF_HUB_CACHE", root.c_str(), 1);
    }
    ~Cache()
    {
        ::unsetenv("HF_HUB_CACHE");
        fs::remove_all(root);
    }

    fs::path root, snapshot;
};

core::Error errorOf(std::string_view specification)
{
    const auto result = core::capture([&] { return hub::locate(specification); });
    REQUIRE_FALSE(result.ok());
    return result.error();
}

} // namespace

TEST_CASE("a Hub id is found in the cache by branch and by commit")
{
    const Cache cache;
    CHECK(hub::locate("org/name") == cache.snapshot);
    CHECK(hub::locate("org/name@main") == cache.snapshot);
    CHECK(hub::locate("org/name@0123abcd") == cache.snapshot);
    CHECK(errorOf("org/name@other").code == core::ErrorCode::NotFound);
    CHECK(errorOf("org/absent").message.find("org/absent") == 0);
}

TEST_CASE("nothing outside the cache is reached by a crafted id")
{
    const Cache cache;
    for (const char* crafted :
         {"../name", "org/..", "org/name@../../main", "org/na/me", "", "/no/such/place"})
        CHECK(errorOf(crafted).code == core::ErrorCode::NotFound);
}

TEST_CASE("a path that exists is itself")
{
    const Cache cache;
    CHECK(hub::locate(cache.snapshot.string()) == cache.snapshot);
}

TEST_CASE("starters: an unknown name lists the known ones, a missing one says how to install it")
{
    CHECK(errorOf("starter:nope").message.find("starter:minilm") != std::string::npos);
    const Cache cache;
    fs::create_directories(cache.root / "minilm");
    core::writeFileAtomically(cache.root / "minilm/config.json", "{}");
    ::setenv("VITRINE_STARTER_DIR", cache.root.c_str(), 1);
    CHECK(hub::locate("starter:minilm") == cache.root / "minilm");
    ::unsetenv("VITRINE_STARTER_DIR");
}

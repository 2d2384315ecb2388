// SPDX-License-Identifier: Apache-2.0
#include "backend/core/progress.h"
#include "backend/core/result.h"
#include "backend/datasets/columns.h"
#include "backend/datasets/dataset.h"
#include "backend/datasets/starter.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <unistd.h>

using namespace vitrine;
namespace fs = std::filesystem;

TEST_CASE("the starter e-mails have subject, body, group and two labels, real or made up")
{
    core::RunControl control;
    const auto located = datasets::locateDataset("starter:emails");
    const auto emails = datasets::Dataset::open(located.path, {}, control).value();
    CHECK(emails.rowCount() == (located.isFallback ? 240 : 6046));
    for (const char* name : {"subject", "body", "group", "spam"})
        CHECK_NOTHROW(emails.columnIndex(name));
    const auto labels = datasets::labelValues(emails, emails.columnIndex("spam"), control);
    CHECK(labels.names == std::vector<std::string>{"ham", "spam"});
}

TEST_CASE("the small set is there whatever the set-up could fetch")
{
    const auto located = datasets::locateDataset("starter:emails-small");
    CHECK(located.path.filename() == "emails.jsonl");
    CHECK_FALSE(located.isFallback);
}

TEST_CASE("a folder of one's own takes the place of the starter data")
{
    std::string pattern = (fs::temp_directory_path() / "vitrine-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    std::ofstream(fs::path(pattern) / "emails.parquet") << "x";
    ::setenv("VITRINE_STARTER_DIR", pattern.c_str(), 1);
    CHECK(datasets::locateDataset("starter:emails").path == fs::path(pattern) / "emails.parquet");
    ::unsetenv("VITRINE_STARTER_DIR");
    fs::remove_all(pattern);
}

TEST_CASE("what does not exist is an error that names it")
{
    for (const char* name : {"starter:letters", "no/such/file.csv", ""}) {
        const auto result = core::capture([&] { return datasets::locateDataset(name); });
        REQUIRE_FALSE(result.ok());
        CHECK(result.error().code == core::ErrorCode::NotFound);
        CHECK(result.error().message.find(name) != std::string::npos);
    }
}

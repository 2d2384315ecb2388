// SPDX-License-Identifier: Apache-2.0
#include "backend/core/file.h"

#include "backend/core/result.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <unistd.h>

using namespace vitrine::core;
namespace fs = std::filesystem;

namespace {

class TemporaryFolder
{
public:
    TemporaryFolder()
    {
        std::string pattern = (fs::temp_directory_path() / "vitrine-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path = pattern;
    }
    ~TemporaryFolder() { fs::remove_all(path); }

    fs::path path;
};

template <typename Function>
Error errorOf(Function function)
{
    try {
        function();
    } catch (const Exception& e) {
        return e.error();
    }
    FAIL("no exception");
    return {};
}

std::size_t entryCount(const fs::path& folder)
{
    return std::size_t(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

} // namespace

TEST_CASE("what was written is read and mapped")
{
    const TemporaryFolder folder;
    const auto path = folder.path / "file";
    const std::string content = std::string(100000, 'x') + '\0' + "end";
    writeFileAtomically(path, content);
    CHECK(readFile(path) == content);
    MappedFile map(path);
    CHECK(std::string_view(reinterpret_cast<const char*>(map.bytes().data()), map.bytes().size()) == content);
    CHECK(entryCount(folder.path) == 1);
}

TEST_CASE("an empty file maps to an empty span")
{
    const TemporaryFolder folder;
    writeFileAtomically(folder.path / "empty", "");
    CHECK(MappedFile(folder.path / "empty").bytes().empty());
}

TEST_CASE("a map keeps the old content when the file is replaced")
{
    const TemporaryFolder folder;
    const auto path = folder.path / "file";
    writeFileAtomically(path, "old");
    MappedFile map(path);
    writeFileAtomically(path, "new and longer");
    CHECK(char(map.bytes()[0]) == 'o');
    CHECK(readFile(path) == "new and longer");
}

TEST_CASE("a write that fails leaves the old file and nothing beside it")
{
    const TemporaryFolder folder;
    const auto path = folder.path / "file";
    writeFileAtomically(path, "old");
    CHECK_THROWS_AS(writeFileAtomically(path,
                                        [](const FileSink& sink) {
                                            sink("half");
                                            throw CanceledException();
                                        }),
                    CanceledException);
    CHECK(readFile(path) == "old");
    CHECK(entryCount(folder.path) == 1);
}

TEST_CASE("a folder that can't be written is an error that names the file")
{
    const Error error = errorOf([] { writeFileAtomically("/proc/vitrine-cannot-be-here", "x"); });
    CHECK(error.message.starts_with("/proc/vitrine-cannot-be-here: "));
}

TEST_CASE("a full device is an error and stays a device")
{
    if (!fs::is_character_file("/dev/full")) return;
    const Error error = errorOf([] { writeFileAtomically("/dev/full", "x"); });
    CHECK(error.message.starts_with("/dev/full: cannot be written"));
    CHECK(fs::is_character_file("/dev/full"));
}

TEST_CASE("behind a symbolic link the file is replaced, not the link")
{
    const TemporaryFolder folder;
    writeFileAtomically(folder.path / "file", "old");
    fs::create_symlink("file", folder.path / "link");
    writeFileAtomically(folder.path / "link", "new");
    CHECK(fs::is_symlink(folder.path / "link"));
    CHECK(readFile(folder.path / "file") == "new");
    CHECK(entryCount(folder.path) == 2);
}

TEST_CASE("missing files and folders are told apart from files")
{
    const TemporaryFolder folder;
    const Error missing = errorOf([&] { (void)readFile(folder.path / "none"); });
    CHECK(missing.code == ErrorCode::NotFound);
    CHECK(missing.message.find("none") != std::string::npos);
    CHECK(errorOf([&] { MappedFile map(folder.path / "none"); }).code == ErrorCode::NotFound);
    CHECK(errorOf([&] { MappedFile map(folder.path); }).code == ErrorCode::Io);
    CHECK(errorOf([&] { (void)readFile(folder.path); }).code == ErrorCode::Io);
}

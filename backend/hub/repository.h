// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vitrine::hub {

enum class RepositoryType { Model, Dataset, Space };

/// "model", "dataset", "space".
std::string_view typeName(RepositoryType type);

/// A repository of the Hub: `org/name`, or `name` for the few old ones without an owner.
struct Repository
{
    std::string id;
    RepositoryType type = RepositoryType::Model;

    bool operator==(const Repository&) const = default;
};

/// The rules of the Hub: letters, digits, "-", "_", ".", at most one "/", 96 characters, no "--" nor "..".
bool isRepositoryId(std::string_view id);

// What a server or a user names becomes a path on disk. Each of these throws (InvalidArgument for what a user
// gave, InvalidFormat for what a server said; the caller chooses by `fromServer`) unless the name stays
// inside.
void requireRepositoryId(std::string_view id);
/// A branch, tag or commit: a relative path without "..", backslash or control characters.
void requireRevision(std::string_view revision);
/// A relative path with "/": no "..", empty part, drive, backslash or NUL.
void requireFileName(std::string_view path, bool fromServer);
/// One name of letters, digits, "-", "_" and ".", as commits and etags are.
void requirePlainName(std::string_view name, std::string_view what);

/// 40 lowercase hexadecimal digits.
bool isCommitHash(std::string_view text);

/// "org/name" with the prefix that addresses of web pages and files have: "datasets/org/name".
std::string webPath(const Repository& repository);
/// "models/org/name": under /api/.
std::string apiPath(const Repository& repository);

/// Patterns as `fnmatch` of Python has them: `*` (also across "/"), `?`, `[abc]`, `[!a-z]`; case counts.
bool matchesPattern(std::string_view pattern, std::string_view path);

/// Which files are meant: those that match an include pattern (any when there is none) and no exclude
/// pattern. A pattern that ends with "/" means everything below.
struct FileFilter
{
    std::vector<std::string> include, exclude;

    bool accepts(std::string_view path) const;
};

} // namespace vitrine::hub

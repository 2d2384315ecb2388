// SPDX-License-Identifier: Apache-2.0
#include "backend/hub/repository.h"

#include "backend/core/result.h"

#include <algorithm>

namespace vitrine::hub {
namespace {

bool isAlphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isPlain(char c)
{
    return isAlphanumeric(c) || c == '-' || c == '_' || c == '.';
}

/// The name with what is not printable shown as \xNN, for messages.
std::string shown(std::string_view name)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : name.substr(0, 200)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f)
            text += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
        else
            text += c;
    }
    return "\"" + text + "\"";
}

/// Why `path` is not safe below a folder; empty when it is.
std::string_view dangerIn(std::string_view path)
{
    if (path.empty()) return "it is empty";
    if (path.find('\0') != std::string_view::npos) return "it holds a NUL";
    if (path.find('\\') != std::string_view::npos) return "it holds a backslash";
    if (path.front() == '/') return "it is an absolute path";
    for (std::string_view rest = path;;) {
        const auto slash = rest.find('/');
        const auto part = rest.substr(0, slash);
        if (part == "..") return "it leaves its folder with \"..\"";
        if (part.empty() || part == ".") return "a part of it is empty";
        if (part.size() >= 2 && part[1] == ':' && isAlphanumeric(part[0])) return "it names a drive";
        if (slash == std::string_view::npos) return {};
        rest.remove_prefix(slash + 1);
    }
}

/// Whether `c` is in the set that starts at pattern[at] (after the "["); `at` moves behind the "]".
/// Nothing when no "]" closes it: the "[" then stands for itself.
bool matchesSet(std::string_view pattern, std::size_t& at, char c, bool& closed)
{
    std::size_t begin = at;
    const bool negated = begin < pattern.size() && pattern[begin] == '!';
    if (negated) ++begin;
    const auto end = pattern.find(']', begin + 1);
    closed = begin < pattern.size() && end != std::string_view::npos;
    if (!closed) return false;
    bool found = false;
    for (std::size_t i = begin; i < end; ++i) {
        if (i + 2 < end && pattern[i + 1] == '-') {
            found |= static_cast<unsigned char>(pattern[i]) <= static_cast<unsigned char>(c) &&
                     static_cast<unsigned char>(c) <= static_cast<unsigned char>(pattern[i + 2]);
            i += 2;
        } else {
            found |= pattern[i] == c;
        }
    }
    at = end + 1;
    return found != negated;
}

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

} // namespace

std::string_view typeName(RepositoryType type)
{
    switch (type) {
    case RepositoryType::Model:
        return "model";
    case RepositoryType::Dataset:
        return "dataset";
    case RepositoryType::Space:
        return "space";
    }
    return "model";
}

bool isRepositoryId(std::string_view id)
{
    if (id.empty() || id.size() > 96 || std::ranges::count(id, '/') > 1) return false;
    if (id.find("--") != std::string_view::npos || id.find("..") != std::string_view::npos) return false;
    if (id.ends_with(".git")) return false;
    const auto valid = [](std::string_view part) {
        const auto edge = [](char c) { return isAlphanumeric(c) || c == '_'; };
        return !part.empty() && edge(part.front()) && edge(part.back()) && std::ranges::all_of(part, isPlain);
    };
    const auto slash = id.find('/');
    return valid(id.substr(0, slash)) && (slash == std::string_view::npos || valid(id.substr(slash + 1)));
}

void requireRepositoryId(std::string_view id)
{
    if (!isRepositoryId(id))
        throw core::Exception(core::ErrorCode::InvalidArgument,
                              shown(id) + " is no repository of the Hub; expected \"owner/name\"");
}

void requireRevision(std::string_view revision)
{
    const bool control = std::ranges::any_of(revision, [](char c) { return c > 0 && c < 0x20; });
    if (const auto danger = dangerIn(revision); control || !danger.empty())
        throw core::Exception(core::ErrorCode::InvalidArgument,
                              shown(revision) + " is no revision: " +
                                  std::string(control ? "it holds a control character" : danger));
}

void requireFileName(std::string_view path, bool fromServer)
{
    if (const auto danger = dangerIn(path); !danger.empty())
        throw core::Exception(fromServer ? core::ErrorCode::InvalidFormat : core::ErrorCode::InvalidArgument,
                              "the file name " + shown(path) + " is refused: " + std::string(danger));
}

void requirePlainName(std::string_view name, std::string_view what)
{
    if (name.empty() || name.size() > 200 || name.front() == '.' || !std::ranges::all_of(name, isPlain))
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              "the server's " + std::string(what) + " " + shown(name) +
                                  " is refused: expected letters, digits, \"-\", \"_\" and \".\"");
}

bool isCommitHash(std::string_view text)
{
    return text.size() == 40 &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::string webPath(const Repository& repository)
{
    return repository.type == RepositoryType::Model
               ? repository.id
               : std::string(typeName(repository.type)) + "s/" + repository.id;
}

std::string apiPath(const Repository& repository)
{
    return std::string(typeName(repository.type)) + "s/" + repository.id;
}

bool matchesPattern(std::string_view pattern, std::string_view path)
{
    std::size_t p = 0, t = 0, star = std::string_view::npos, retry = 0;
    while (t < path.size()) {
        bool matched = false;
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            retry = t;
            continue;
        }
        if (p < pattern.size()) {
            if (pattern[p] == '?') {
                // a whole code point, as in Python
                ++p, ++t;
                while (t < path.size() && isContinuation(path[t]))
                    ++t;
                matched = true;
            } else if (bool closed = false; pattern[p] == '[') {
                std::size_t after = p + 1;
                const bool inSet = matchesSet(pattern, after, path[t], closed);
                if (closed ? inSet : path[t] == '[') {
                    p = closed ? after : p + 1;
                    ++t;
                    matched = true;
                }
            } else if (pattern[p] == path[t]) {
                ++p, ++t;
                matched = true;
            }
        }
        if (matched) continue;
        if (star == std::string_view::npos) return false;
        p = star + 1;
        t = ++retry;
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

bool FileFilter::accepts(std::string_view path) const
{
    const auto matches = [&](std::string pattern) {
        std::ranges::replace(pattern, '\\', '/');
        if (pattern.ends_with('/')) pattern += '*';
        return matchesPattern(pattern, path);
    };
    return (include.empty() || std::ranges::any_of(include, matches)) &&
           std::ranges::none_of(exclude, matches);
}

} // namespace vitrine::hub

// SPDX-License-Identifier: Apache-2.0
#include "backend/hub/settings.h"

#include "backend/core/file.h"
#include "backend/core/result.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <initializer_list>
#include <string_view>

namespace vitrine::hub {
namespace fs = std::filesystem;
namespace {

/// The first of the variables that is set and not empty.
std::string variable(std::initializer_list<const char*> names)
{
    for (const char* name : names)
        if (const char* value = std::getenv(name); value && *value) return value;
    return {};
}

bool isNameCharacter(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

/// `~` at the start, `$NAME` and `${NAME}` anywhere; an unknown name stays as it is written.
fs::path expanded(std::string text)
{
    if (text == "~" || text.starts_with("~/")) text.replace(0, 1, variable({"HOME"}));
    for (auto at = text.find('$'); at != std::string::npos; at = text.find('$', at)) {
        const bool braces = at + 1 < text.size() && text[at + 1] == '{';
        const auto begin = at + (braces ? 2 : 1);
        auto end = begin;
        while (end < text.size() && (braces ? text[end] != '}' : isNameCharacter(text[end])))
            ++end;
        const char* value = std::getenv(text.substr(begin, end - begin).c_str());
        if (braces && end == text.size()) value = nullptr;
        if (!value) {
            ++at;
            continue;
        }
        const std::string_view replacement = value;
        text.replace(at, end - at + (braces ? 1 : 0), replacement);
        at += replacement.size();
    }
    return text;
}

bool isTrue(std::string value)
{
    std::ranges::transform(value, value.begin(), [](unsigned char c) { return char(std::toupper(c)); });
    return value == "1" || value == "ON" || value == "YES" || value == "TRUE";
}

fs::path homeFolder()
{
    if (const auto home = variable({"HF_HOME"}); !home.empty()) return expanded(home);
    if (const auto cache = variable({"XDG_CACHE_HOME"}); !cache.empty())
        return expanded(cache) / "huggingface";
    return fs::path(variable({"HOME"})) / ".cache/huggingface";
}

std::string trimmed(std::string text)
{
    std::erase_if(text, [](char c) { return c == '\r' || c == '\n'; });
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string tokenFromEnvironment()
{
    if (auto value = trimmed(variable({"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"})); !value.empty()) return value;
    if (isTrue(variable({"HF_HUB_DISABLE_IMPLICIT_TOKEN"}))) return {};
    const auto named = variable({"HF_TOKEN_PATH"});
    const fs::path file = named.empty() ? homeFolder() / "token" : expanded(named);
    const auto content = core::capture([&] { return core::readFile(file); });
    return content.ok() ? trimmed(content.value()) : std::string();
}

} // namespace

fs::path cacheFolderFromEnvironment()
{
    const auto named = variable({"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"});
    return named.empty() ? homeFolder() / "hub" : expanded(named);
}

HubSettings HubSettings::fromEnvironment()
{
    HubSettings settings;
    if (auto endpoint = trimmed(variable({"HF_ENDPOINT"})); !endpoint.empty()) {
        while (endpoint.ends_with('/'))
            endpoint.pop_back();
        if (!endpoint.starts_with("http://") && !endpoint.starts_with("https://"))
            throw core::Exception(core::ErrorCode::InvalidArgument,
                                  "HF_ENDPOINT is \"" + endpoint +
                                      "\"; expected an address that starts with http:// or https://");
        settings.endpoint = endpoint;
    }
    settings.token = tokenFromEnvironment();
    settings.offline = isTrue(variable({"HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"}));
    settings.cache = cacheFolderFromEnvironment();
    settings.certificates = variable({"SSL_CERT_FILE"});
    if (const long seconds = std::atol(variable({"HF_HUB_DOWNLOAD_TIMEOUT"}).c_str()); seconds > 0)
        settings.stallTimeoutSeconds = seconds;
    return settings;
}

} // namespace vitrine::hub

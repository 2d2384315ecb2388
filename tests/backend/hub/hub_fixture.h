// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/progress.h"
#include "backend/core/result.h"
#include "backend/hub/settings.h"
#include "tests/backend/hub/hub_server.h"

#include <filesystem>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace vitrine::hub_test {

struct TemporaryFolder
{
    TemporaryFolder()
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "vitrine-XXXXXX").string();
        if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
        path = pattern;
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    std::filesystem::path path;
};

struct StopControl final : core::RunControl
{
    std::stop_token stopToken() const override { return source.get_token(); }
    std::stop_source source;
};

/// Settings that wait milliseconds where real ones wait seconds.
inline hub::HubSettings quickSettings(const std::string& endpoint, const std::filesystem::path& cache)
{
    hub::HubSettings settings;
    settings.endpoint = endpoint;
    settings.cache = cache;
    settings.attempts = 3;
    settings.firstWaitSeconds = 0.01;
    settings.longestWaitSeconds = 2;
    settings.connectTimeoutSeconds = 2;
    settings.stallTimeoutSeconds = 1;
    return settings;
}

/// Bytes that no two places have the same of.
inline std::string noise(std::size_t size, unsigned seed = 1)
{
    std::string text(size, '\0');
    unsigned state = seed;
    for (char& c : text) {
        state = state * 1664525u + 1013904223u;
        c = char(state >> 24);
    }
    return text;
}

} // namespace vitrine::hub_test

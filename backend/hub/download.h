// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/progress.h"
#include "backend/hub/repository.h"
#include "backend/hub/settings.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace vitrine::hub {

struct DownloadRequest
{
    Repository repository;
    std::string revision = "main";
    std::vector<std::string> files; ///< by name; empty: what the filter accepts
    FileFilter filter;              ///< counts only when no file is named
};

struct DownloadedFile
{
    std::string file;           ///< the name in the repository
    std::filesystem::path path; ///< in the snapshot
    std::uint64_t size = 0;
};

struct Snapshot
{
    std::filesystem::path path;
    std::string commit;
    std::vector<DownloadedFile> files; ///< in the order of the repository's list, or of the request
    std::string notice;                ///< why the Hub was not asked when the cache answered; else empty
};

/// Where a download stands.
struct DownloadState
{
    std::uint64_t bytesDone = 0, bytesTotal = 0; ///< of the files that were not here at the start
    double bytesPerSecond = 0;                   ///< over the last seconds; 0 until known
    double secondsRemaining = -1;                ///< negative while unknown
    std::size_t filesDone = 0, filesTotal = 0;
};

/// Called on the calling thread of download().
struct DownloadObserver
{
    std::function<void(const DownloadedFile&)> onFile; ///< each once, in the order of Snapshot::files
    std::function<void(const DownloadState&)> onState; ///< about ten times a second
};

/// Brings files of a repository into the cache, in huggingface_hub's layout, several at once, each checked by
/// size and hash. What is there is not asked for again. The first failure stops the rest; what was loaded is
/// kept and the next call goes on there. Offline, without network and where the Hub refuses access the cache
/// answers, if it has every file that is meant. Throws NotFound, Network, AccessDenied, InvalidFormat,
/// InvalidArgument, Io and CanceledException.
Snapshot download(const HubSettings& settings, const DownloadRequest& request, core::RunControl& control,
                  const DownloadObserver& observer = {});

} // namespace vitrine::hub

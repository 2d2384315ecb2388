// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace vitrine::hub {

/// Where the Hub is, who asks, and where its files are kept. Plain values; nothing is read later.
struct HubSettings
{
    std::string endpoint = "https://huggingface.co"; ///< without a slash at the end
    std::string token;                               ///< empty: signed out
    bool offline = false;                            ///< answer from the cache alone
    std::filesystem::path cache;                     ///< the folder that holds models--org--name
    std::string certificates;                        ///< a file of those to trust; empty: the system's

    unsigned parallelDownloads = 4;
    unsigned attempts = 6;          ///< of a request in a row without a new byte, the first one included
    double firstWaitSeconds = 0.5;  ///< before the second attempt; doubles each time
    double longestWaitSeconds = 60; ///< what a server may ask for with Retry-After
    long connectTimeoutSeconds = 10;
    long stallTimeoutSeconds = 30; ///< no byte for so long counts as a cut connection

    /// HF_ENDPOINT, HF_TOKEN (else the file HF_TOKEN_PATH, else $HF_HOME/token), HF_HUB_OFFLINE,
    /// HF_HUB_CACHE, HF_HOME, XDG_CACHE_HOME, HF_HUB_DOWNLOAD_TIMEOUT, SSL_CERT_FILE, with the meaning that
    /// huggingface_hub gives them. Throws InvalidArgument for an endpoint that is no http address.
    static HubSettings fromEnvironment();
};

/// HF_HUB_CACHE, else $HF_HOME/hub, else $XDG_CACHE_HOME/huggingface/hub, else ~/.cache/huggingface/hub.
std::filesystem::path cacheFolderFromEnvironment();

} // namespace vitrine::hub

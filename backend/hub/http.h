// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/progress.h"
#include "backend/hub/settings.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace vitrine::hub {

struct HttpResponse
{
    long status = 0;
    std::string url;                            ///< that answered, after redirects
    std::map<std::string, std::string> headers; ///< of the last answer; names in lower case
    std::string body;                           ///< empty when a sink took it

    /// Empty when there is none.
    std::string header(const std::string& lowercaseName) const;
    bool good() const { return status >= 200 && status < 300; }
};

/// Takes the body of a good answer as it comes. What it throws ends the request.
class BodySink
{
public:
    virtual ~BodySink() = default;
    /// How many bytes it has: a request asks for what follows them.
    virtual std::uint64_t position() const = 0;
    /// Before the first byte of each answer with status 200 (from the start) or 206 (from `position()` if
    /// Content-Range says so).
    virtual void begin(const HttpResponse& head) = 0;
    virtual void write(std::string_view bytes) = 0;
    /// False after an answer that ended too early; the rest is then asked for.
    virtual bool complete() const = 0;
};

struct HttpRequest
{
    std::string url;
    bool headOnly = false;    ///< HEAD; a redirect to another origin is the answer and not followed
    BodySink* sink = nullptr; ///< instead of the response's body
    std::size_t bodyLimit = 64u << 20;
};

/// Requests by one thread, on libcurl. Follows redirects itself: the token goes to the origin (scheme, host
/// and port) of the endpoint and nowhere else. A connection that cannot be made is tried twice, one that
/// breaks, a 408, 429 or 5xx `HubSettings::attempts` times in a row without a new byte, with growing waits or
/// those that the server asks for. A stop takes effect at once.
class HttpClient
{
public:
    /// Both must outlive this.
    HttpClient(const HubSettings& settings, core::RunControl& control);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// The last answer, whatever its status. Throws Network, CanceledException, and what the sink throws.
    HttpResponse perform(const HttpRequest& request);

private:
    struct Handles;
    struct Exchange;

    HttpResponse followRedirects(const HttpRequest& request);
    void exchange(const HttpRequest& request, Exchange& exchange);
    void wait(double seconds);

    const HubSettings& m_settings;
    core::RunControl& m_control;
    std::unique_ptr<Handles> m_handles;
};

/// "a b/c" with everything but letters, digits, "_.-~" and the characters of `keep` as %XX.
std::string percentEncoded(std::string_view text, std::string_view keep = "/");
/// Whether scheme, host and port are the same.
bool isSameOrigin(const std::string& url, const std::string& other);

} // namespace vitrine::hub

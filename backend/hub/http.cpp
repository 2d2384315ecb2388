// SPDX-License-Identifier: Apache-2.0
#include "backend/hub/http.h"

#include "backend/core/result.h"

#include <curl/curl.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <condition_variable>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <mutex>
#include <optional>
#include <utility>

namespace vitrine::hub {
namespace {

constexpr int mostRedirects = 10;
constexpr unsigned connectAttempts = 2;

/// A transfer that broke; whether another try makes sense is known where it is caught.
struct Broken
{
    std::string reason;
    bool isConnected;
    bool isHopeless; ///< certificates, addresses: no repetition helps
};

void requireCurl()
{
    static const CURLcode status = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (status != CURLE_OK) throw core::Exception(core::ErrorCode::Internal, "libcurl could not be started");
}

struct Url
{
    explicit Url(const std::string& text) : handle(curl_url())
    {
        if (!handle) throw std::bad_alloc();
        set(text);
    }
    ~Url() { curl_url_cleanup(handle); }
    Url(const Url&) = delete;
    Url& operator=(const Url&) = delete;

    /// A relative address is resolved against the one before.
    void set(const std::string& text)
    {
        // "x y" in a Location header is wrong and common
        if (curl_url_set(handle, CURLUPART_URL, text.c_str(), CURLU_URLENCODE) != CURLUE_OK)
            throw core::Exception(core::ErrorCode::Network, "\"" + text + "\" is no address");
    }
    std::string part(CURLUPart which) const
    {
        char* value = nullptr;
        if (curl_url_get(handle, which, &value, CURLU_DEFAULT_PORT) != CURLUE_OK) return {};
        std::string result = value;
        curl_free(value);
        return result;
    }
    std::string text() const
    {
        char* value = nullptr;
        if (curl_url_get(handle, CURLUPART_URL, &value, 0) != CURLUE_OK) return {};
        std::string result = value;
        curl_free(value);
        return result;
    }

    CURLU* handle;
};

std::string lowered(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return text;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blank = " \t\r\n";
    const auto first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// Seconds that the server asks to wait: Retry-After in seconds or as a date, else `t=` of RateLimit.
std::optional<double> wantedWait(const HttpResponse& response)
{
    std::string text = response.header("retry-after");
    double seconds = 0;
    const auto number = [&](std::string_view from) {
        const auto [stop, error] = std::from_chars(from.data(), from.data() + from.size(), seconds);
        return error == std::errc();
    };
    if (!text.empty()) {
        if (number(text)) return std::max(0.0, seconds);
        if (const time_t date = curl_getdate(text.c_str(), nullptr); date != -1)
            return std::max(0.0, std::difftime(date, std::time(nullptr)));
    }
    text = response.header("ratelimit");
    if (text.find("r=0") != std::string::npos)
        if (const auto at = text.find("t=");
            at != std::string::npos && number(std::string_view(text).substr(at + 2)))
            return seconds;
    return std::nullopt;
}

bool isRepeatable(long status)
{
    return status == 408 || status == 429 || status >= 500;
}

bool isRedirect(const HttpResponse& response)
{
    return response.status >= 301 && response.status <= 308 && response.status != 304 &&
           !response.header("location").empty();
}

bool isHopeless(CURLcode code)
{
    switch (code) {
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_OUT_OF_MEMORY:
        return true;
    default:
        return false;
    }
}

} // namespace

struct HttpClient::Handles
{
    Handles()
    {
        requireCurl();
        easy = curl_easy_init();
        multi = curl_multi_init();
        if (!easy || !multi) throw std::bad_alloc();
    }
    ~Handles()
    {
        curl_easy_cleanup(easy);
        curl_multi_cleanup(multi);
    }

    CURL* easy;
    CURLM* multi;
};

/// One request and its answer, without redirects.
struct HttpClient::Exchange
{
    std::string url;
    BodySink* sink = nullptr;
    std::size_t bodyLimit = 0;
    HttpResponse response;
    bool hasBegun = false;
    std::exception_ptr thrown; ///< by the sink: an exception may not pass through libcurl

    void begin()
    {
        if (hasBegun || !sink || !response.good()) return;
        hasBegun = true;
        sink->begin(response);
    }

    static std::size_t onHeader(char* data, std::size_t, std::size_t size, void* self)
    {
        auto& response = static_cast<Exchange*>(self)->response;
        const std::string_view line(data, size);
        if (line.starts_with("HTTP/")) {
            // the last of several status lines counts (100 Continue, a proxy's 200)
            response.headers.clear();
            const auto space = line.find(' ');
            response.status = space == std::string_view::npos
                                  ? 0
                                  : std::strtol(std::string(line.substr(space + 1)).c_str(), nullptr, 10);
        } else if (const auto colon = line.find(':'); colon != std::string_view::npos) {
            auto& value = response.headers[lowered(std::string(trimmed(line.substr(0, colon))))];
            if (!value.empty()) value += ", ";
            value += trimmed(line.substr(colon + 1));
        }
        return size;
    }

    static std::size_t onBody(char* data, std::size_t, std::size_t size, void* self)
    {
        auto& exchange = *static_cast<Exchange*>(self);
        try {
            const std::string_view bytes(data, size);
            if (exchange.sink && exchange.response.good()) {
                exchange.begin();
                exchange.sink->write(bytes);
            } else {
                // what explains a failure may be cut, what was asked for may not
                auto& body = exchange.response.body;
                const std::size_t room = exchange.bodyLimit - std::min(exchange.bodyLimit, body.size());
                if (bytes.size() > room && exchange.response.good())
                    throw core::Exception(core::ErrorCode::InvalidFormat,
                                          exchange.url + ": the answer has more than " +
                                              std::to_string(exchange.bodyLimit) + " bytes");
                body.append(bytes.substr(0, room));
            }
            return size;
        } catch (...) {
            exchange.thrown = std::current_exception();
            return 0;
        }
    }
};

HttpClient::HttpClient(const HubSettings& settings, core::RunControl& control)
    : m_settings(settings), m_control(control), m_handles(std::make_unique<Handles>())
{
}

HttpClient::~HttpClient() = default;

HttpResponse HttpClient::perform(const HttpRequest& request)
{
    double pause = m_settings.firstWaitSeconds;
    unsigned attempt = 0;
    for (;;) {
        const std::uint64_t before = request.sink ? request.sink->position() : 0;
        std::string reason;
        unsigned allowed = m_settings.attempts;
        std::optional<double> wanted;
        bool repeatable = true;
        std::optional<HttpResponse> response;
        try {
            response = followRedirects(request);
            if (!isRepeatable(response->status)) {
                if (!request.sink || !response->good() || request.sink->complete()) return *response;
                reason = request.url + ": the connection was cut at byte " +
                         std::to_string(request.sink->position());
                response.reset();
            } else {
                wanted = wantedWait(*response);
            }
        } catch (const Broken& broken) {
            reason = broken.reason;
            repeatable = !broken.isHopeless;
            // A network that was there a moment ago may come back.
            if (!broken.isConnected && before == 0) allowed = std::min(allowed, connectAttempts);
        }
        const bool moved = request.sink && request.sink->position() > before;
        if (moved) {
            attempt = 0;
            pause = m_settings.firstWaitSeconds;
        }
        const double seconds = wanted ? *wanted : pause;
        if (++attempt >= allowed || !repeatable || seconds > m_settings.longestWaitSeconds) {
            if (response) return *response;
            throw core::Exception(core::ErrorCode::Network, reason);
        }
        wait(seconds);
        pause = std::min(pause * 2, m_settings.longestWaitSeconds);
    }
}

HttpResponse HttpClient::followRedirects(const HttpRequest& request)
{
    Exchange exchange;
    exchange.url = request.url;
    exchange.sink = request.sink;
    exchange.bodyLimit = request.bodyLimit;
    for (int hop = 0; hop <= mostRedirects; ++hop) {
        exchange.response = {};
        this->exchange(request, exchange);
        exchange.response.url = exchange.url;
        if (!isRedirect(exchange.response)) return exchange.response;
        Url target(exchange.url);
        target.set(exchange.response.header("location"));
        const std::string scheme = target.part(CURLUPART_SCHEME), next = target.text();
        if (scheme != "https" && (scheme != "http" || exchange.url.starts_with("https:")))
            throw core::Exception(core::ErrorCode::Network,
                                  exchange.url + ": redirects to " + next + ", which is refused");
        if (request.headOnly && !isSameOrigin(exchange.url, next)) return exchange.response;
        exchange.url = next;
    }
    throw core::Exception(core::ErrorCode::Network, request.url + ": redirects without end");
}

void HttpClient::exchange(const HttpRequest& request, Exchange& exchange)
{
    CURL* const easy = m_handles->easy;
    CURLM* const multi = m_handles->multi;
    curl_easy_reset(easy);
    char problem[CURL_ERROR_SIZE] = "";
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, problem);
    curl_easy_setopt(easy, CURLOPT_URL, exchange.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L); // a stop does not wait for a name server
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "vitrine/" VITRINE_VERSION);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, m_settings.connectTimeoutSeconds);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, m_settings.stallTimeoutSeconds);
    if (!m_settings.certificates.empty())
        curl_easy_setopt(easy, CURLOPT_CAINFO, m_settings.certificates.c_str());
    if (request.headOnly) curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    // Sizes and ranges are those of the file itself: only what is read into memory may come compressed.
    const bool isFile = request.headOnly || request.sink;
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, isFile ? nullptr : "");
    curl_slist* headers = isFile ? curl_slist_append(nullptr, "Accept-Encoding: identity") : nullptr;
    if (!m_settings.token.empty() && isSameOrigin(exchange.url, m_settings.endpoint))
        headers = curl_slist_append(headers, ("Authorization: Bearer " + m_settings.token).c_str());
    const std::unique_ptr<curl_slist, void (*)(curl_slist*)> headersOwner(headers, curl_slist_free_all);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    const std::string range =
        request.sink && request.sink->position() > 0 ? std::to_string(request.sink->position()) + "-" : "";
    if (!range.empty()) curl_easy_setopt(easy, CURLOPT_RANGE, range.c_str());
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &Exchange::onHeader);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &exchange);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Exchange::onBody);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &exchange);
    exchange.hasBegun = false;

    struct Attached
    {
        Attached(CURLM* multi, CURL* easy) : multi(multi), easy(easy) { curl_multi_add_handle(multi, easy); }
        ~Attached() { curl_multi_remove_handle(multi, easy); }
        CURLM* multi;
        CURL* easy;
    } attached(multi, easy);
    const std::stop_callback wake(m_control.stopToken(), [multi] { curl_multi_wakeup(multi); });
    for (int running = 1; running;) {
        if (m_control.stopRequested()) throw core::CanceledException();
        if (curl_multi_perform(multi, &running) != CURLM_OK)
            throw core::Exception(core::ErrorCode::Internal, "libcurl lost the connection's state");
        if (running) curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
    }
    CURLcode code = CURLE_OK;
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &left))
        if (message->msg == CURLMSG_DONE) code = message->data.result;
    if (exchange.thrown) std::rethrow_exception(std::exchange(exchange.thrown, nullptr));
    if (code != CURLE_OK) {
        curl_off_t connected = 0;
        curl_easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &connected);
        const bool isConnected =
            connected > 0 && code != CURLE_COULDNT_CONNECT && code != CURLE_COULDNT_RESOLVE_HOST;
        throw Broken{exchange.url + ": " + (problem[0] ? problem : curl_easy_strerror(code)), isConnected,
                     isHopeless(code)};
    }
    exchange.begin(); // an empty body
}

void HttpClient::wait(double seconds)
{
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait_for(lock, m_control.stopToken(), std::chrono::duration<double>(seconds),
                     [] { return false; });
    if (m_control.stopRequested()) throw core::CanceledException();
}

std::string HttpResponse::header(const std::string& lowercaseName) const
{
    const auto found = headers.find(lowercaseName);
    return found == headers.end() ? std::string() : found->second;
}

std::string percentEncoded(std::string_view text, std::string_view keep)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x80 && std::isalnum(byte)) ||
            std::string_view("_.-~").find(c) != std::string_view::npos ||
            keep.find(c) != std::string_view::npos)
            result += c;
        else
            result += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return result;
}

bool isSameOrigin(const std::string& url, const std::string& other)
{
    const Url a(url), b(other);
    for (const auto part : {CURLUPART_SCHEME, CURLUPART_HOST, CURLUPART_PORT})
        if (lowered(a.part(part)) != lowered(b.part(part))) return false;
    return true;
}

} // namespace vitrine::hub

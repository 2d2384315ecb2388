// SPDX-License-Identifier: Apache-2.0
#include "backend/hub/answers.h"

namespace vitrine::hub {
namespace {

/// The Hub's own words in one line of at most 300 bytes; empty when there are none.
std::string reasonOf(const HttpResponse& response)
{
    std::string text = response.header("x-error-message");
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    return text.substr(0, 300);
}

Refusal refusalOf(const HttpResponse& response)
{
    const std::string code = response.header("x-error-code");
    if (code == "RepoNotFound") return Refusal::Repository;
    if (code == "RevisionNotFound") return Refusal::Revision;
    if (code == "EntryNotFound") return Refusal::File;
    if (code == "GatedRepo") return Refusal::Gated;
    switch (response.status) {
    case 401:
        // Also what the Hub says of repositories that do not exist to those who show no token.
        return reasonOf(response).find("Invalid credentials") != std::string::npos ? Refusal::Token
                                                                                   : Refusal::Repository;
    case 403:
        return Refusal::Forbidden;
    case 404:
        return Refusal::Repository;
    case 429:
        return Refusal::Busy;
    default:
        return Refusal::Other;
    }
}

} // namespace

void requireGood(const HttpResponse& response, const std::string& subject, const HubSettings& settings)
{
    if (response.status >= 200 && response.status < 400) return;
    const Refusal refusal = refusalOf(response);
    const std::string answered =
        " (" + settings.endpoint + " answered " + std::to_string(response.status) + ")";
    const bool signedIn = !settings.token.empty();
    const auto fail = [&](core::ErrorCode code, const std::string& text) {
        throw RefusedException(refusal, code, subject + ": " + text + answered);
    };
    switch (refusal) {
    case Refusal::Repository:
        if (response.status != 401 && response.status != 403)
            fail(core::ErrorCode::NotFound,
                 signedIn ? "there is no such repository, or the token gives no access to it"
                          : "there is no such repository, or it is private and needs a token");
        fail(core::ErrorCode::AccessDenied,
             signedIn ? "the token gives no access to it, or there is no such repository"
                      : "it is private and needs a token, or there is no such repository");
        break;
    case Refusal::Revision:
        fail(core::ErrorCode::NotFound, "the repository has no such branch, tag or commit");
        break;
    case Refusal::File:
        fail(core::ErrorCode::NotFound, "the repository has no such file");
        break;
    case Refusal::Gated:
        fail(core::ErrorCode::AccessDenied,
             signedIn ? "the repository is gated and this account has no access yet; ask for it on the "
                        "repository's page"
                      : "the repository is gated; ask for access on its page and sign in with a token");
        break;
    case Refusal::Token:
        fail(core::ErrorCode::AccessDenied, "the token is not valid");
        break;
    case Refusal::Forbidden: {
        const std::string reason = reasonOf(response);
        fail(core::ErrorCode::AccessDenied, reason.empty() ? "the token does not permit this" : reason);
        break;
    }
    case Refusal::Busy:
        fail(core::ErrorCode::Network,
             response.header("retry-after").empty()
                 ? "too many requests; try again later"
                 : "too many requests; try again in " + response.header("retry-after") + " s");
        break;
    case Refusal::None:
    case Refusal::Other:
        fail(core::ErrorCode::Network,
             "the server failed" + (reasonOf(response).empty() ? "" : ": " + reasonOf(response)));
    }
}

} // namespace vitrine::hub

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/result.h"
#include "backend/hub/http.h"

#include <string>

namespace vitrine::hub {

/// What a server says that it has not, or does not give.
enum class Refusal { None, Repository, Revision, File, Gated, Token, Forbidden, Busy, Other };

/// An answer that is no good one, as an error that says what to do.
class RefusedException : public core::Exception
{
public:
    RefusedException(Refusal refusal, core::ErrorCode code, std::string message)
        : Exception(code, std::move(message)), m_refusal(refusal)
    {
    }
    Refusal refusal() const { return m_refusal; }

private:
    Refusal m_refusal;
};

/// Returns when the answer is good (2xx, or a redirect that was not followed). `subject` is what was asked
/// for: "org/name". NotFound for what is not there, AccessDenied for what needs a token or a permission,
/// Network for the rest.
void requireGood(const HttpResponse& response, const std::string& subject, const HubSettings& settings);

} // namespace vitrine::hub

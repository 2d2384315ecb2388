// SPDX-License-Identifier: Apache-2.0
#include "backend/core/result.h"

#include <new>

namespace vitrine::core {

std::string_view codeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return "invalid_argument";
    case ErrorCode::NotFound:
        return "not_found";
    case ErrorCode::Io:
        return "io";
    case ErrorCode::InvalidFormat:
        return "invalid_format";
    case ErrorCode::Unsupported:
        return "unsupported";
    case ErrorCode::MissingWeight:
        return "missing_weight";
    case ErrorCode::OutOfMemory:
        return "out_of_memory";
    case ErrorCode::Network:
        return "network";
    case ErrorCode::AccessDenied:
        return "access_denied";
    case ErrorCode::Diverged:
        return "diverged";
    case ErrorCode::Canceled:
        return "canceled";
    case ErrorCode::Internal:
        return "internal";
    }
    return "internal";
}

namespace {

Error internalError(std::string text)
{
    const auto lineEnd = text.find('\n');
    if (lineEnd == std::string::npos) return {ErrorCode::Internal, std::move(text), {}};
    return {ErrorCode::Internal, text.substr(0, lineEnd), std::move(text)};
}

} // namespace

Error describe(const std::exception_ptr& exception)
{
    try {
        std::rethrow_exception(exception);
    } catch (const Exception& e) {
        return e.error();
    } catch (const std::bad_alloc&) {
        return {ErrorCode::OutOfMemory, "not enough memory", {}};
    } catch (const std::exception& e) {
        return internalError(e.what());
    } catch (...) {
        return {ErrorCode::Internal, "an exception of unknown type", {}};
    }
}

} // namespace vitrine::core

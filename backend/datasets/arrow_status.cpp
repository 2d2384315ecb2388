// SPDX-License-Identifier: Apache-2.0
#include "backend/datasets/arrow_status.h"

#include "backend/core/result.h"

#include <arrow/status.h>

namespace vitrine::datasets {

std::string firstLine(const arrow::Status& status)
{
    std::string message = status.message();
    return message.substr(0, message.find('\n'));
}

void require(const arrow::Status& status, const std::string& place)
{
    if (status.ok()) return;
    using core::ErrorCode;
    const ErrorCode code = status.IsOutOfMemory()      ? ErrorCode::OutOfMemory
                           : status.IsIOError()        ? ErrorCode::Io
                           : status.IsNotImplemented() ? ErrorCode::Unsupported
                                                       : ErrorCode::InvalidFormat;
    throw core::Exception(code, place + ": " + firstLine(status));
}

} // namespace vitrine::datasets

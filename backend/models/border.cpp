// SPDX-License-Identifier: Apache-2.0
#include "backend/models/border.h"

#include <c10/util/Exception.h>

#include <string>

namespace vitrine::models {

void rethrowAtBorder(const std::exception_ptr& exception)
{
    try {
        std::rethrow_exception(exception);
    } catch (const core::Exception&) {
        throw; // CanceledException included
    } catch (const c10::Error& e) {
        std::string text = e.what_without_backtrace();
        // The processor's allocator reports with a plain c10::Error, that of a GPU with its own type.
        const bool memory = dynamic_cast<const c10::OutOfMemoryError*>(&e) != nullptr ||
                            text.find("DefaultCPUAllocator: ") != std::string::npos;
        std::string line = text.substr(0, text.find('\n'));
        if (memory)
            throw core::Exception(core::ErrorCode::OutOfMemory, "not enough memory: " + line,
                                  std::move(text));
        throw core::Exception(core::ErrorCode::Internal, "libtorch: " + line, std::move(text));
    } catch (...) {
        throw core::Exception(core::describe(std::current_exception()));
    }
}

} // namespace vitrine::models

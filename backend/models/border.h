// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/result.h"

#include <exception>

namespace vitrine::models {

/// Any exception as a core::Exception with one line: libtorch's lose their backtraces, running out of memory
/// in its allocator becomes OutOfMemory.
[[noreturn]] void rethrowAtBorder(const std::exception_ptr& exception);

/// Runs a function of the border: nothing but core::Exception leaves it.
template <typename Function>
auto atBorder(Function&& function)
{
    try {
        return function();
    } catch (...) {
        rethrowAtBorder(std::current_exception());
    }
}

} // namespace vitrine::models

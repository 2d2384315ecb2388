// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace vitrine::core {

/// What kind of thing went wrong; the window translates these, the backend never does.
enum class ErrorCode {
    InvalidArgument, ///< the caller asked for something that makes no sense
    NotFound,        ///< a file, a folder, a name that is not there
    Io,              ///< the system refused to read or write
    InvalidFormat,   ///< a file breaks the rules of its format
    Unsupported,     ///< a valid file or request that this version does not know
    MissingWeight,   ///< a checkpoint lacks a tensor that the model needs
    OutOfMemory,
    Network,      ///< a server cannot be reached, or does not answer as it should
    AccessDenied, ///< a server refuses: no token, a wrong one, or a repository that needs a permission
    Diverged,     ///< numbers of a training became infinite or NaN
    Canceled,
    Internal, ///< a defect of Vitrine
};

/// The spelling used in JSON output: `invalid_argument`, `not_found`, …
std::string_view codeName(ErrorCode code);

/// An English fact in one line, and what more there is to know. Never translated text.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    std::string message; ///< one line: file, byte or key, what was expected
    std::string detail;  ///< may have several lines; may be empty
};

/// How errors travel inside the backend; at its public border they become a Result.
class Exception : public std::runtime_error
{
public:
    explicit Exception(Error error) : std::runtime_error(error.message), m_error(std::move(error)) {}
    Exception(ErrorCode code, std::string message, std::string detail = {})
        : Exception(Error{code, std::move(message), std::move(detail)})
    {
    }

    const Error& error() const { return m_error; }

private:
    Error m_error;
};

/// Thrown at a safe point after a stop was requested; an outcome, not an error.
class CanceledException : public Exception
{
public:
    CanceledException() : Exception(ErrorCode::Canceled, "stopped on request") {}
};

/// The error of an exception of any kind, its message cut to one line.
Error describe(const std::exception_ptr& exception);

/// A value or an Error.
template <typename T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_state.index() == 0; }
    const T& value() const& { return requireValue(), std::get<0>(m_state); }
    T& value() & { return requireValue(), std::get<0>(m_state); }
    T&& value() && { return requireValue(), std::get<0>(std::move(m_state)); }
    const Error& error() const { return std::get<1>(m_state); }

    operator bool() const = delete; // `ok()` says what is meant

private:
    void requireValue() const
    {
        if (!ok()) throw Exception(std::get<1>(m_state));
    }

    std::variant<T, Error> m_state;
};

/// Runs `function` and turns whatever it throws into an Error.
template <typename Function>
auto capture(Function&& function) -> Result<std::decay_t<decltype(function())>>
{
    try {
        return function();
    } catch (...) {
        return describe(std::current_exception());
    }
}

} // namespace vitrine::core

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/json.h"
#include "backend/core/result.h"

#include <functional>
#include <istream>
#include <optional>
#include <string>

namespace vitrine::app {

/// `{"error": {"code": …, "message": …}}`
core::OrderedJson errorJson(const core::Error& error);

/// Writes one line to standard output and flushes. A closed standard output ends the program quietly.
void writeLine(const core::OrderedJson& value);

/// Writes one line that is JSON already, and flushes.
void writeJsonText(std::string line);

/// Reads JSON Lines from standard input. Empty lines are skipped.
class JsonLineReader
{
public:
    /// The next line parsed; an Error (InvalidFormat with the line number) for one that is no JSON or no
    /// UTF-8; nothing at the end of the input or after SIGINT.
    std::optional<core::Result<core::Json>> next();
    std::size_t lineNumber() const { return m_lineNumber; }

private:
    std::size_t m_lineNumber = 0;
};

/// One output line for each input line, in order; a line for which `answer` throws becomes an error line.
/// Returns the exit status: ExitGood, ExitFailed if some line failed, ExitInterrupted.
int answerLines(const std::function<core::OrderedJson(const core::Json&)>& answer);

} // namespace vitrine::app

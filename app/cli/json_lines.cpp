// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json_lines.h"

#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "backend/core/text_offsets.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string_view>
#include <utility>

namespace vitrine::app {

core::OrderedJson errorJson(const core::Error& error)
{
    core::OrderedJson body;
    body["code"] = core::codeName(error.code);
    body["message"] = error.message;
    core::OrderedJson line;
    line["error"] = std::move(body);
    return line;
}

void writeLine(const core::OrderedJson& value)
{
    writeJsonText(core::dumpJson(value));
}

namespace {

/// Escapes the line ends of Unicode, so that readers that split at them (Python's splitlines) see one line.
void escapeLineEnds(std::string& json)
{
    constexpr std::pair<std::string_view, std::string_view> escapes[] = {
        {"\xC2\x85", "\\u0085"}, {"\xE2\x80\xA8", "\\u2028"}, {"\xE2\x80\xA9", "\\u2029"}};
    for (const auto& [raw, escaped] : escapes)
        for (auto at = json.find(raw); at != std::string::npos; at = json.find(raw, at + escaped.size()))
            json.replace(at, raw.size(), escaped);
}

} // namespace

void writeJsonText(std::string line)
{
    escapeLineEnds(line);
    line += '\n';
    if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size() || std::fflush(stdout) != 0)
        std::_Exit(ExitFailed);
}

std::optional<core::Result<core::Json>> JsonLineReader::next()
{
    std::string line;
    while (!interrupted() && std::getline(std::cin, line)) {
        ++m_lineNumber;
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        const std::string origin = "standard input line " + std::to_string(m_lineNumber);
        return core::capture([&] {
            if (const auto bad = core::findInvalidUtf8(line); bad != std::string::npos)
                throw core::Exception(core::ErrorCode::InvalidFormat,
                                      origin + ": not valid UTF-8 at byte " + std::to_string(bad));
            return core::parseJson(line, origin);
        });
    }
    return std::nullopt;
}

int answerLines(const std::function<core::OrderedJson(const core::Json&)>& answer)
{
    int status = ExitGood;
    JsonLineReader reader;
    while (const auto input = reader.next()) {
        const auto output = core::capture([&] { return answer(input->value()); });
        if (!output.ok()) status = ExitFailed;
        writeLine(output.ok() ? output.value() : errorJson(output.error()));
    }
    return interrupted() ? ExitInterrupted : status;
}

} // namespace vitrine::app

// SPDX-License-Identifier: Apache-2.0
#include "backend/datasets/json_splitter.h"

#include "backend/core/result.h"

namespace vitrine::datasets {
namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

} // namespace

bool JsonLineSplitter::feed(std::string_view bytes, const std::function<void(std::size_t)>& recordEnd)
{
    for (std::size_t position = 0; position < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', position), bytes.size());
        const std::string_view line = bytes.substr(position, end - position);
        m_inRecord = m_inRecord || line.find_first_not_of(" \t\r") != std::string_view::npos;
        if (end == bytes.size()) break;
        ++m_line;
        position = end + 1;
        if (m_inRecord) recordEnd(position);
        m_inRecord = false;
    }
    return true;
}

JsonValueSplitter::JsonValueSplitter(std::string file, bool inArray, std::int64_t firstLine)
    : m_file(std::move(file)), m_inArray(inArray), m_recordLine(firstLine)
{
    m_line = firstLine;
}

void JsonValueSplitter::fail(const std::string& what) const
{
    throw core::Exception(core::ErrorCode::InvalidFormat,
                          m_file + ": line " + std::to_string(m_line) + ": " + what);
}

bool JsonValueSplitter::feed(std::string_view bytes, const std::function<void(std::size_t)>& recordEnd)
{
    const auto endOfValue = [&](std::size_t position) {
        recordEnd(position);
        m_inRecord = m_scalar = false;
        m_needComma = m_inArray && m_checksCommas;
        m_afterComma = false;
    };
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        m_line += c == '\n';
        if (m_inString) {
            if (m_escaped)
                m_escaped = false;
            else if (c == '\\')
                m_escaped = true;
            else if (c == '"') {
                m_inString = false;
                if (m_depth == 0) endOfValue(i + 1);
            }
            continue;
        }
        if (m_scalar && (isSpace(c) || c == ',' || c == ']')) endOfValue(i);
        if (isSpace(c)) continue;
        if (m_depth == 0 && m_inArray && c == ']' && !m_inRecord) {
            if (m_afterComma) fail("a value is missing between the comma and \"]\"");
            m_closed = true;
            m_closedAt = m_done + i;
            return false;
        }
        if (m_depth == 0 && !m_inRecord) {
            if (m_inArray && c == ',') {
                if (m_checksCommas && !m_needComma) fail("a comma stands where a value is expected");
                m_needComma = false;
                m_afterComma = true;
                continue;
            }
            if (m_needComma) fail("two values of the array have no comma between them");
            m_inRecord = true;
            m_recordLine = m_line;
            m_scalar = c != '{' && c != '[' && c != '"';
        }
        if (c == '"')
            m_inString = true;
        else if (c == '{' || c == '[')
            ++m_depth;
        else if (c == '}' || c == ']') {
            if (--m_depth < 0) fail(std::string("a \"") + c + "\" closes nothing");
            if (m_depth == 0) endOfValue(i + 1);
        }
    }
    m_done += bytes.size();
    return true;
}

bool JsonValueSplitter::finish()
{
    if (m_closed) return false;
    if (m_inRecord && !m_scalar)
        fail("the file ends inside the value that begins on line " + std::to_string(m_recordLine));
    if (m_inArray) fail("the file ends before the array does");
    return m_scalar;
}

} // namespace vitrine::datasets

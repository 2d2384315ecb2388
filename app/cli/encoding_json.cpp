// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/encoding_json.h"

#include "backend/core/text_offsets.h"

#include <charconv>

namespace vitrine::app {
namespace {

using tokenizers::EncodeInput;
using tokenizers::Encoding;

void appendNumber(std::string& line, std::uint64_t number)
{
    char buffer[20];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
    line.append(buffer, end);
}

/// `[a,b,…]` with each element appended by `element`.
template <typename Range, typename Element>
void appendArray(std::string& line, const Range& range, Element element)
{
    line += '[';
    bool isFirst = true;
    for (const auto& each : range) {
        if (!isFirst) line += ',';
        isFirst = false;
        element(each);
    }
    line += ']';
}

void appendSpan(std::string& line, core::CodePointSpan span)
{
    line += '[';
    appendNumber(line, span.begin.value);
    line += ',';
    appendNumber(line, span.end.value);
    line += ']';
}

/// The texts of an input, each with its index of positions.
class InputIndex
{
public:
    explicit InputIndex(const EncodeInput& input) : m_isSplit(input.isSplitIntoWords)
    {
        add(input.first, m_texts[0]);
        if (input.second) add(*input.second, m_texts[1]);
    }

    core::CodePointSpan span(const Encoding& encoding, std::size_t i) const
    {
        const core::ByteSpan bytes = encoding.offsets[i];
        if (!encoding.wordIds[i]) return {{bytes.begin.value}, {bytes.end.value}}; // (0, 0)
        const auto& texts = m_texts[encoding.textIds[i]];
        const std::size_t word = m_isSplit ? *encoding.wordIds[i] : 0;
        return word < texts.size() ? texts[word].codePoints(bytes) : core::CodePointSpan{};
    }

private:
    static void add(const EncodeInput::Words& texts, std::vector<core::TextIndex>& out)
    {
        for (const std::string& text : texts)
            out.emplace_back(text);
    }

    bool m_isSplit;
    std::vector<core::TextIndex> m_texts[2];
};

void append(std::string& line, const Encoding& encoding, const InputIndex& index)
{
    const auto number = [&line](std::uint32_t value) { appendNumber(line, value); };
    const auto optionalNumber = [&line](const std::optional<std::uint32_t>& value) {
        if (value)
            appendNumber(line, *value);
        else
            line += "null";
    };
    line += "{\"ids\":";
    appendArray(line, encoding.ids, number);
    line += ",\"tokens\":";
    appendArray(line, encoding.tokens, [&line](const std::string& token) { appendJsonString(line, token); });
    line += ",\"offsets\":[";
    for (std::size_t i = 0; i < encoding.size(); ++i) {
        if (i > 0) line += ',';
        appendSpan(line, index.span(encoding, i));
    }
    line += "],\"word_ids\":";
    appendArray(line, encoding.wordIds, optionalNumber);
    line += ",\"sequence_ids\":";
    appendArray(line, encoding.sequenceIds, optionalNumber);
    line += ",\"type_ids\":";
    appendArray(line, encoding.typeIds, number);
    line += ",\"attention_mask\":";
    appendArray(line, encoding.attentionMask, number);
    line += ",\"special_tokens_mask\":";
    appendArray(line, encoding.specialTokensMask, number);
    if (!encoding.overflowing.empty()) {
        line += ",\"overflowing\":";
        appendArray(line, encoding.overflowing, [&](const Encoding& window) {
            append(line, window, index);
            line += '}';
        });
    }
}

} // namespace

void appendJsonString(std::string& line, std::string_view text)
{
    constexpr char digits[] = "0123456789abcdef";
    line += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && c != '"' && c != '\\') {
            line += c;
            continue;
        }
        line += '\\';
        switch (c) {
        case '"':
        case '\\':
            line += c;
            break;
        case '\n':
            line += 'n';
            break;
        case '\r':
            line += 'r';
            break;
        case '\t':
            line += 't';
            break;
        default:
            line += "u00";
            line += digits[byte >> 4];
            line += digits[byte & 15];
        }
    }
    line += '"';
}

void appendEncoding(std::string& line, const Encoding& encoding, const EncodeInput& input)
{
    append(line, encoding, InputIndex(input));
}

void appendStages(std::string& line, const tokenizers::Stages& stages, const std::string& text)
{
    const core::TextIndex index(text);
    line += "{\"normalized\":";
    appendJsonString(line, stages.normalized);
    line += ",\"pre_tokens\":";
    appendArray(line, stages.preTokens, [&](const tokenizers::Stages::PreToken& token) {
        line += '[';
        appendJsonString(line, token.text);
        line += ',';
        appendSpan(line, index.codePoints(token.offsets));
        line += ']';
    });
    line += ",\"model\":";
    appendArray(line, stages.model, [&](const tokenizers::Stages::ModelToken& token) {
        line += '[';
        appendJsonString(line, token.token);
        line += ',';
        appendNumber(line, token.id);
        line += ',';
        appendSpan(line, index.codePoints(token.offsets));
        line += ']';
    });
    line += '}';
}

} // namespace vitrine::app

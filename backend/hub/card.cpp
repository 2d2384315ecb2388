// SPDX-License-Identifier: Apache-2.0
#include "backend/hub/card.h"

#include <algorithm>

namespace vitrine::hub {
namespace {

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// Takes the line at `rest` off.
std::string_view takeLine(std::string_view& rest)
{
    const auto end = rest.find('\n');
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return line;
}

/// A scalar without quotes and comment; empty for the signs of block texts.
std::string scalar(std::string_view text)
{
    text = trimmed(text);
    if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
        return std::string(text.substr(1, text.size() - 2));
    if (const auto comment = text.find(" #"); comment != std::string_view::npos)
        text = trimmed(text.substr(0, comment));
    if (text == "|" || text == ">" || text == "|-" || text == ">-" || text == "null" || text == "~")
        return {};
    return std::string(text);
}

void addValue(Card::Field& field, std::string_view text)
{
    if (auto value = scalar(text); !value.empty()) field.values.push_back(std::move(value));
}

void parseMetadata(std::string_view rest, std::vector<Card::Field>& fields)
{
    while (!rest.empty()) {
        const auto line = takeLine(rest);
        const auto content = trimmed(line);
        if (content.empty() || content.front() == '#') continue;
        if (content.starts_with("- ")) {
            // An item that is a map ("- name: x") belongs to what is left out.
            const auto item = trimmed(content.substr(2));
            const bool isMap =
                item.find(": ") != std::string_view::npos && item.front() != '"' && item.front() != '\'';
            if (!fields.empty() && fields.back().isList && !isMap) addValue(fields.back(), item);
            continue;
        }
        const auto colon = content.find(':');
        if (line.front() == ' ' || line.front() == '\t' || colon == std::string_view::npos) continue;
        Card::Field field{std::string(trimmed(content.substr(0, colon))), {}, false};
        auto value = trimmed(content.substr(colon + 1));
        if (value.starts_with('[') && value.ends_with(']')) {
            field.isList = true;
            value = value.substr(1, value.size() - 2);
            while (!value.empty()) {
                const auto comma = value.find(',');
                addValue(field, value.substr(0, comma));
                value.remove_prefix(comma == std::string_view::npos ? value.size() : comma + 1);
            }
        } else if (value.empty()) {
            field.isList = true;
        } else {
            addValue(field, value);
        }
        fields.push_back(std::move(field));
    }
    std::erase_if(fields, [](const Card::Field& field) { return field.values.empty(); });
}

} // namespace

std::string Card::value(std::string_view name) const
{
    const auto found = std::ranges::find(fields, name, &Field::name);
    return found == fields.end() ? std::string() : found->values.front();
}

Card parseCard(std::string_view text)
{
    Card card;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::string_view rest = text;
    if (trimmed(takeLine(rest)) == "---") {
        const std::string_view begin = rest;
        while (!rest.empty()) {
            const std::size_t length = begin.size() - rest.size();
            if (trimmed(takeLine(rest)) != "---") continue;
            parseMetadata(begin.substr(0, length), card.fields);
            card.body = rest;
            return card;
        }
    }
    card.body = text;
    return card;
}

} // namespace vitrine::hub

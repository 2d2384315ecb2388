// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/models/vocabulary_scan.h"

#include <nlohmann/json.hpp>

#include <limits>

namespace vitrine::tokenizers {
namespace {

struct Range
{
    std::size_t begin, end;
};

/// The place of the object model.vocab: only strings and brackets are looked at.
std::optional<Range> findVocabulary(std::string_view json)
{
    std::string_view lastString, keys[3]; // the key whose value is being read, by depth
    std::size_t depth = 0, begin = 0;
    for (std::size_t i = 0; i < json.size(); ++i) {
        switch (json[i]) {
        case '"': {
            const std::size_t start = i + 1;
            for (++i; i < json.size() && json[i] != '"'; ++i)
                if (json[i] == '\\') ++i;
            lastString = json.substr(std::min(start, json.size()), i - start);
            break;
        }
        case ':':
            if (depth < 3) keys[depth] = lastString;
            break;
        case '{':
        case '[':
            if (begin == 0 && depth == 2 && json[i] == '{' && keys[1] == "model" && keys[2] == "vocab")
                begin = i;
            ++depth;
            break;
        case '}':
        case ']':
            if (depth == 0) return std::nullopt;
            if (--depth == 2 && begin != 0) return Range{begin, i + 1};
            break;
        default:
            break;
        }
    }
    return std::nullopt;
}

/// Collects the entries of one flat object; stops at whatever is no id.
class EntryReader : public nlohmann::json_sax<core::Json>
{
public:
    explicit EntryReader(VocabularyEntries& entries) : m_entries(entries) {}

    bool key(string_t& key) override
    {
        m_entries.emplace_back(std::move(key), 0);
        return true;
    }
    bool number_unsigned(number_unsigned_t value) override
    {
        if (m_entries.empty() || value > std::numeric_limits<std::uint32_t>::max()) return false;
        m_entries.back().second = std::uint32_t(value);
        return true;
    }
    bool start_object(std::size_t) override { return m_depth++ == 0; }
    bool end_object() override { return true; }
    bool null() override { return false; }
    bool boolean(bool) override { return false; }
    bool number_integer(number_integer_t) override { return false; }
    bool number_float(number_float_t, const string_t&) override { return false; }
    bool string(string_t&) override { return false; }
    bool binary(binary_t&) override { return false; }
    bool start_array(std::size_t) override { return false; }
    bool end_array() override { return false; }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override
    {
        return false;
    }

private:
    VocabularyEntries& m_entries;
    int m_depth = 0;
};

} // namespace

std::optional<ScannedVocabulary> scanVocabulary(std::string_view tokenizerJson)
{
    const auto range = findVocabulary(tokenizerJson);
    if (!range) return std::nullopt;
    const auto object = tokenizerJson.substr(range->begin, range->end - range->begin);
    ScannedVocabulary scanned;
    scanned.entries.reserve(object.size() / 12);
    EntryReader reader(scanned.entries);
    if (!core::Json::sax_parse(object.begin(), object.end(), &reader)) return std::nullopt;
    scanned.rest.reserve(tokenizerJson.size() - object.size() + 2);
    scanned.rest.append(tokenizerJson.substr(0, range->begin))
        .append("{}")
        .append(tokenizerJson.substr(range->end));
    return scanned;
}

} // namespace vitrine::tokenizers

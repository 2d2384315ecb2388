// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/models/model_entries.h"

#include "backend/core/json_access.h"
#include "backend/core/text_offsets.h"

#include <rapidjson/reader.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <limits>

namespace vitrine::tokenizers {

std::optional<std::pair<std::string_view, std::string_view>> splitMerge(std::string_view line)
{
    const auto space = line.find(' ');
    if (space == std::string_view::npos || line.find(' ', space + 1) != std::string_view::npos)
        return std::nullopt;
    return std::pair(line.substr(0, space), line.substr(space + 1));
}

namespace {

bool isVersionLine(std::string_view merge)
{
    return merge.starts_with("#version");
}

[[noreturn]] void invalid(const std::string& place, const std::string& what)
{
    throw core::Exception(core::ErrorCode::InvalidFormat, place + ": " + what);
}

void readList(const core::Json& list, const std::string& place, ModelEntries& entries)
{
    entries.isList = true;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const core::Json& pair = list[i];
        if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_number())
            invalid(place + "[" + std::to_string(i) + "]", "expected a token and its score");
        entries.vocabulary.push_back({pair[0].get_ref<const std::string&>(), std::uint32_t(i)});
        entries.scores.push_back(pair[1].get<double>());
    }
}

void readMap(const core::JsonObject& map, ModelEntries& entries)
{
    for (auto entry = map.json().begin(); entry != map.json().end(); ++entry) {
        const core::Json& id = entry.value();
        if (!id.is_number_unsigned() || id.get<std::uint64_t>() > std::numeric_limits<std::uint32_t>::max())
            invalid(map.place(), "the id of \"" + entry.key() + "\" is not an integer from 0 to 4294967295");
        entries.vocabulary.push_back({entry.key(), id.get<std::uint32_t>()});
    }
}

void readMerges(const core::Json& list, const std::string& place, ModelEntries& entries)
{
    if (!list.is_array()) invalid(place, "expected an array");
    for (std::size_t i = 0; i < list.size(); ++i) {
        const core::Json& merge = list[i];
        if (merge.is_string()) {
            const std::string_view line = merge.get_ref<const std::string&>();
            if (isVersionLine(line)) continue;
            const auto halves = splitMerge(line);
            if (!halves)
                invalid(place + "[" + std::to_string(i) + "]",
                        "\"" + std::string(line) + "\" is not two tokens with one space between");
            entries.merges.push_back(*halves);
        } else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
            entries.merges.emplace_back(merge[0].get_ref<const std::string&>(),
                                        merge[1].get_ref<const std::string&>());
        } else {
            invalid(place + "[" + std::to_string(i) + "]", "expected two tokens");
        }
    }
}

// What follows reads the same from the text, with RapidJSON. Not with simdjson: the Arrow wheel brings its
// own under the same names.

const std::array<double, 309> powersOfTen = [] {
    std::array<double, 309> powers;
    for (std::size_t i = 0; i < powers.size(); ++i)
        powers[i] = std::strtod(("1e" + std::to_string(i)).c_str(), nullptr);
    return powers;
}();

/// A number as serde_json reads it: its digits as an integer, then one multiplication or division by a power
/// of ten, which may miss the nearest double. Where scores are equal but for that, the library's choice hangs
/// on it.
double serdeDouble(std::string_view text)
{
    const bool isNegative = text.starts_with('-');
    if (isNegative) text.remove_prefix(1);
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t digits = 0;
    int exponent = 0;
    bool isFull = false, isFraction = false;
    std::size_t i = 0;
    for (; i < text.size() && text[i] != 'e' && text[i] != 'E'; ++i) {
        if (text[i] == '.') {
            isFraction = true;
            continue;
        }
        const auto digit = std::uint64_t(text[i] - '0');
        isFull = isFull || digits > most / 10 || (digits == most / 10 && digit > most % 10);
        if (!isFull) digits = digits * 10 + digit;
        if (isFraction != isFull) exponent += isFull ? 1 : -1;
    }
    if (i < text.size()) {
        const std::string power(text.substr(i + 1 + (text.substr(i + 1).starts_with('+') ? 1 : 0)));
        exponent += std::atoi(power.c_str());
    }
    auto value = double(digits);
    for (; exponent < -308 && value != 0; exponent += 308)
        value /= 1e308;
    if (value != 0 && exponent < 0) value /= powersOfTen[std::size_t(-exponent)];
    if (value != 0 && exponent > 0) value *= powersOfTen[std::size_t(std::min(exponent, 308))];
    return isNegative ? -value : value;
}

/// Takes model.vocab and model.merges out of the stream of JSON; stops at whatever they should not hold.
class ModelHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, ModelHandler>
{
public:
    struct Hole
    {
        std::size_t begin, end; ///< bytes of the file
        bool isArray;
    };

    ModelHandler(ModelEntries& entries, rapidjson::InsituStringStream& stream)
        : m_entries(entries), m_stream(stream)
    {
    }
    const std::vector<Hole>& holes() const { return m_holes; }

    bool Null() { return m_part == Part::None; }
    bool Default() { return m_part == Part::None && !isExpected(); } // a value of another kind
    bool RawNumber(const char* text, rapidjson::SizeType length, bool)
    {
        const std::string_view number(text, length);
        if (m_part == Part::Map && m_depth == 3) return takeId(number);
        if (m_part != Part::List || m_depth != 4 || m_count++ != 1) return Default();
        m_entries.scores.push_back(serdeDouble(number));
        return true;
    }
    bool String(const char* text, rapidjson::SizeType length, bool)
    {
        const std::string_view string(text, length);
        if (m_part == Part::Merges && m_depth == 3) return takeLine(string);
        if (m_part == Part::Merges && m_depth == 4 && m_count < 2) {
            m_halves[m_count++] = string;
            return true;
        }
        if (m_part != Part::List || m_depth != 4 || m_count++ != 0) return Default();
        m_entries.vocabulary.push_back({string, std::uint32_t(m_entries.vocabulary.size())});
        return true;
    }
    bool Key(const char* text, rapidjson::SizeType length, bool)
    {
        const std::string_view key(text, length);
        if (m_part == Part::Map) m_entries.vocabulary.push_back({key, 0});
        if (m_depth <= 2) m_keys[m_depth - 1] = key;
        return true;
    }
    bool StartObject() { return start(false); }
    bool EndObject(rapidjson::SizeType) { return end(); }
    bool StartArray() { return start(true); }
    bool EndArray(rapidjson::SizeType) { return end(); }

private:
    enum class Part { None, Map, List, Merges };

    /// Whether the value to come is that of model.vocab or model.merges.
    bool isExpected() const
    {
        return m_depth == 2 && m_keys[0] == "model" && (m_keys[1] == "vocab" || m_keys[1] == "merges");
    }
    bool takeId(std::string_view number)
    {
        std::uint32_t& id = m_entries.vocabulary.back().id;
        const auto result = std::from_chars(number.data(), number.data() + number.size(), id);
        return result.ec == std::errc() && result.ptr == number.data() + number.size();
    }
    bool takeLine(std::string_view line)
    {
        if (isVersionLine(line)) return true;
        const auto halves = splitMerge(line);
        if (halves) m_entries.merges.push_back(*halves);
        return halves.has_value();
    }
    bool start(bool isArray)
    {
        const bool expected = isExpected();
        ++m_depth;
        if (m_part != Part::None) {
            m_count = 0;
            return isArray && m_depth == 4 && m_part != Part::Map;
        }
        if (!expected) return true;
        if (m_keys[1] == "vocab" && m_entries.vocabulary.empty())
            m_part = isArray ? Part::List : Part::Map;
        else if (m_keys[1] == "merges" && m_entries.merges.empty() && isArray)
            m_part = Part::Merges;
        else
            return false;
        m_entries.isList = m_entries.isList || m_part == Part::List;
        m_holes.push_back({m_stream.Tell(), 0, isArray}); // the bracket is not taken yet
        return true;
    }
    bool end()
    {
        --m_depth;
        if (m_part == Part::None) return true;
        if (m_depth == 2) {
            m_part = Part::None;
            m_holes.back().end = m_stream.Tell() + 1;
            return true;
        }
        if (m_part == Part::Merges) m_entries.merges.emplace_back(m_halves[0], m_halves[1]);
        return m_count == 2;
    }

    ModelEntries& m_entries;
    rapidjson::InsituStringStream& m_stream;
    Part m_part = Part::None;
    std::size_t m_depth = 0;
    std::string_view m_keys[2]; ///< of the root and of what is in it
    std::size_t m_count = 0;    ///< what a pair has so far
    std::string_view m_halves[2];
    std::vector<Hole> m_holes;
};

} // namespace

ModelEntries ModelEntries::fromJson(const core::JsonObject& settings)
{
    ModelEntries entries;
    const core::Json& vocabulary = settings.at("vocab");
    if (vocabulary.is_array())
        readList(vocabulary, settings.place() + ": vocab", entries);
    else
        readMap(settings.object("vocab"), entries);
    if (settings.has("merges")) readMerges(settings.at("merges"), settings.place() + ": merges", entries);
    return entries;
}

std::optional<ScannedModel> scanModel(std::string_view tokenizerJson)
{
    if (core::findInvalidUtf8(tokenizerJson) != std::string::npos) return std::nullopt;
    const auto text = std::make_shared<std::string>(tokenizerJson); // changed in place, holds the strings
    ScannedModel scanned;
    scanned.entries.storage = text;
    rapidjson::InsituStringStream stream(text->data());
    ModelHandler handler(scanned.entries, stream);
    rapidjson::Reader reader;
    constexpr unsigned flags = rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag |
                               rapidjson::kParseIterativeFlag | rapidjson::kParseStopWhenDoneFlag;
    if (!reader.Parse<flags>(stream, handler)) return std::nullopt;
    std::size_t done = 0;
    for (const auto& hole : handler.holes()) {
        scanned.rest.append(tokenizerJson.substr(done, hole.begin - done)).append(hole.isArray ? "[]" : "{}");
        done = hole.end;
    }
    scanned.rest.append(tokenizerJson.substr(done));
    return scanned;
}

} // namespace vitrine::tokenizers

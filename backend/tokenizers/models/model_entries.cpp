// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/models/model_entries.h"

#include "backend/core/json_access.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
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

// The same with simdjson. Every function returns false where the file is not as it should be.

namespace ondemand = simdjson::ondemand;

const std::array<double, 309> powersOfTen = [] {
    std::array<double, 309> powers;
    for (std::size_t i = 0; i < powers.size(); ++i)
        powers[i] = std::strtod(("1e" + std::to_string(i)).c_str(), nullptr);
    return powers;
}();

struct Hole
{
    std::string_view raw; ///< of the padded text
    bool isArray;
};

template <typename Result, typename Value>
bool take(Result result, Value& value)
{
    return std::move(result).get(value) == simdjson::SUCCESS;
}

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

bool scanMap(ondemand::object map, ModelEntries& entries)
{
    for (auto field : map) {
        std::string_view key;
        std::uint64_t id;
        if (!take(field.unescaped_key(), key) || !take(field.value().get_uint64(), id) ||
            id > std::numeric_limits<std::uint32_t>::max())
            return false;
        entries.vocabulary.push_back({key, std::uint32_t(id)});
    }
    return true;
}

bool scanList(ondemand::array list, ModelEntries& entries)
{
    entries.isList = true;
    for (auto element : list) {
        ondemand::array pair;
        if (!take(element.get_array(), pair)) return false;
        std::size_t count = 0;
        std::string_view text;
        double score = 0;
        for (auto part : pair) {
            if (count == 0 && !take(part.get_string(), text)) return false;
            if (count == 1) {
                ondemand::value number;
                double checked;
                if (!take(std::move(part), number)) return false;
                std::string_view raw = number.raw_json_token();
                if (!take(number.get_double(), checked)) return false;
                while (!raw.empty() &&
                       (raw.back() == ' ' || raw.back() == '\n' || raw.back() == '\r' || raw.back() == '\t'))
                    raw.remove_suffix(1);
                score = serdeDouble(raw);
            }
            ++count;
        }
        if (count != 2) return false;
        entries.vocabulary.push_back({text, std::uint32_t(entries.vocabulary.size())});
        entries.scores.push_back(score);
    }
    return true;
}

bool scanMerge(ondemand::value merge, ModelEntries& entries)
{
    ondemand::json_type type;
    if (!take(merge.type(), type)) return false;
    std::string_view halves[2];
    if (type == ondemand::json_type::string) {
        if (!take(merge.get_string(), halves[0])) return false;
        if (isVersionLine(halves[0])) return true;
        const auto split = splitMerge(halves[0]);
        if (split) entries.merges.push_back(*split);
        return split.has_value();
    }
    ondemand::array pair;
    if (!take(merge.get_array(), pair)) return false;
    std::size_t count = 0;
    for (auto half : pair)
        if (count == 2 || !take(half.get_string(), halves[count++])) return false;
    entries.merges.emplace_back(halves[0], halves[1]);
    return count == 2;
}

bool scanVocabulary(ondemand::value value, ModelEntries& entries, std::vector<Hole>& holes)
{
    ondemand::json_type type;
    Hole hole{};
    if (!take(value.type(), type)) return false;
    hole.isArray = type == ondemand::json_type::array;
    if (hole.isArray) {
        ondemand::array list;
        if (!take(value.get_array(), list) || !take(list.raw_json(), hole.raw) || list.reset().error() ||
            !scanList(list, entries))
            return false;
    } else {
        ondemand::object map;
        if (!take(value.get_object(), map) || !take(map.raw_json(), hole.raw) || map.reset().error() ||
            !scanMap(map, entries))
            return false;
    }
    holes.push_back(hole);
    return true;
}

bool scanMerges(ondemand::value value, ModelEntries& entries, std::vector<Hole>& holes)
{
    ondemand::array list;
    Hole hole{{}, true};
    if (value.is_null()) return true;
    if (!take(value.get_array(), list) || !take(list.raw_json(), hole.raw) || list.reset().error())
        return false;
    for (auto merge : list) {
        ondemand::value each;
        if (!take(std::move(merge), each) || !scanMerge(each, entries)) return false;
    }
    holes.push_back(hole);
    return true;
}

bool scanObject(ondemand::object model, ModelEntries& entries, std::vector<Hole>& holes)
{
    for (auto field : model) {
        std::string_view key;
        ondemand::value value;
        if (!take(field.unescaped_key(), key) || !take(field.value(), value)) return false;
        if (key == "vocab" && (!entries.vocabulary.empty() || !scanVocabulary(value, entries, holes)))
            return false;
        if (key == "merges" && (!entries.merges.empty() || !scanMerges(value, entries, holes))) return false;
    }
    return true;
}

struct Parsed
{
    explicit Parsed(std::string_view json) : text(json) {}
    simdjson::padded_string text;
    ondemand::parser parser; ///< holds the unescaped strings
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
    const auto parsed = std::make_shared<Parsed>(tokenizerJson);
    ScannedModel scanned;
    scanned.entries.storage = parsed;
    std::vector<Hole> holes;
    ondemand::document document;
    ondemand::object root;
    if (!take(parsed->parser.iterate(parsed->text), document) || !take(document.get_object(), root))
        return std::nullopt;
    for (auto field : root) {
        std::string_view key;
        ondemand::object model;
        if (!take(field.unescaped_key(), key)) return std::nullopt;
        if (key != "model") continue;
        if (!take(field.value().get_object(), model) || !scanObject(model, scanned.entries, holes))
            return std::nullopt;
    }
    std::size_t done = 0;
    for (const Hole& hole : holes) {
        const auto begin = std::size_t(hole.raw.data() - parsed->text.data());
        scanned.rest.append(tokenizerJson.substr(done, begin - done)).append(hole.isArray ? "[]" : "{}");
        done = begin + hole.raw.size();
    }
    scanned.rest.append(tokenizerJson.substr(done));
    return scanned;
}

} // namespace vitrine::tokenizers

// SPDX-License-Identifier: Apache-2.0
// Loads damaged tokenizer.json files, which must load or say why not, and encodes odd texts with what loads:
// offsets lie inside their text, in order and between characters, and all fields have one entry a token.
#include "backend/core/file.h"
#include "backend/core/json_access.h"
#include "backend/core/text_offsets.h"
#include "backend/tokenizers/tokenizer.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>

using namespace vitrine;
using namespace vitrine::tokenizers;
using core::Json;

namespace {

using Clock = std::chrono::steady_clock;

class Random
{
public:
    explicit Random(std::uint64_t seed) : m_engine(seed) {}
    std::size_t below(std::size_t count) { return count == 0 ? 0 : m_engine() % count; }
    bool chance(double probability) { return double(m_engine() >> 11) < probability * double(1ULL << 53); }
    template <typename Container>
    const auto& pick(const Container& items)
    {
        return items[below(std::size(items))];
    }

private:
    std::mt19937_64 m_engine;
};

char32_t randomCodePoint(Random& random)
{
    constexpr char32_t odd[] = {0,      '\t',   '\r',   '\n',   ' ',    '_',     0x85,    0xA0,    0x301,
                                0x327,  0x600,  0x915,  0x94D,  0x1100, 0x1161,  0x11A8,  0x200B,  0x200D,
                                0x2028, 0x2581, 0x3000, 0xAC01, 0xFB01, 0xFDFA,  0xFE0F,  0xFEFF,  0xFFFD,
                                0x120,  0x130,  0x1E9E, 0xE000, 0xFFFF, 0x1D165, 0x1F1E6, 0x1F468, 0x10FFFF};
    constexpr char32_t ends[] = {0x80, 0x80, 0x80, 0x300, 0x800, 0x3000, 0xD800, 0x20000};
    return random.chance(0.3) ? random.pick(odd) : char32_t(random.below(random.pick(ends)));
}

std::string randomText(Random& random, const std::vector<std::string>& words)
{
    std::string text;
    for (std::size_t i = random.below(12); i > 0; --i) {
        if (!words.empty() && random.chance(0.5)) text += random.pick(words);
        const char32_t c = randomCodePoint(random);
        for (std::size_t times = random.chance(0.05) ? random.below(200) : 1; times > 0; --times)
            core::appendUtf8(text, c);
        if (random.chance(0.3)) text += ' ';
    }
    return text;
}

Json randomValue(Random& random)
{
    switch (random.below(9)) {
    case 0:
        return nullptr;
    case 1:
        return random.chance(0.5);
    case 2:
        return std::int64_t(random.below(1000)) - 500;
    case 3:
        return 1e300;
    case 4:
        return "";
    case 5:
        return random.chance(0.5) ? "(?=a*+b)[\\w\\p{L}" : "\xE2\x96\x81";
    case 6:
        return Json::array({1, "a", nullptr});
    case 7:
        return std::uint64_t(1) << (20 + random.below(44));
    default:
        return Json::object({{"type", "Sequence"}});
    }
}

/// Collects the places of `value` that a change is likely to matter at; long vocabularies count little.
void collect(Json& value, std::vector<Json*>& places, Random& random)
{
    places.push_back(&value);
    if (!value.is_structured()) return;
    const double chance = value.size() > 40 ? 10.0 / double(value.size()) : 1.0;
    for (auto& each : value)
        if (random.chance(chance)) collect(each, places, random);
}

std::string damaged(std::string text, Random& random)
{
    if (random.chance(0.7)) {
        Json file = Json::parse(text);
        for (std::size_t i = 1 + random.below(3); i > 0; --i) {
            std::vector<Json*> places;
            collect(file, places, random);
            Json& place = *random.pick(places);
            if (place.is_object() && !place.empty() && random.chance(0.6))
                place.erase(std::next(place.begin(), std::ptrdiff_t(random.below(place.size()))));
            else if (random.chance(0.3))
                place = Json(*random.pick(places));
            else if (place.is_number_integer() && random.chance(0.5))
                place = place.get<std::int64_t>() + std::int64_t(random.below(5)) - 2;
            else
                place = randomValue(random);
        }
        return file.dump(-1, ' ', random.chance(0.2), Json::error_handler_t::replace);
    }
    for (std::size_t i = 1 + random.below(4); i > 0 && !text.empty(); --i) {
        const std::size_t at = random.below(text.size());
        switch (random.below(4)) {
        case 0:
            text[at] = char(random.below(256));
            break;
        case 1:
            text.resize(at);
            break;
        case 2:
            text.erase(at, 1 + random.below(20));
            break;
        default:
            text.insert(at, random.chance(0.1) ? std::string(3000, '[') : text.substr(at, random.below(40)));
        }
    }
    return text;
}

[[noreturn]] void fail(const std::string& what, const std::string& file, const EncodeInput* input)
{
    std::fprintf(stderr, "%s\n", what.c_str());
    if (input)
        for (const auto& text : input->first)
            std::fprintf(stderr, "text: %s\n", Json(text).dump().c_str());
    std::fprintf(stderr, "file: %s\n", file.substr(0, 20'000).c_str());
    std::exit(1);
}

bool isBorder(std::string_view text, std::size_t at)
{
    return at <= text.size() && (at == text.size() || (text[at] & 0xC0) != 0x80);
}

std::string wrongField(const Encoding& encoding, const EncodeInput& input)
{
    const std::size_t size = encoding.size();
    for (const std::size_t own :
         {encoding.tokens.size(), encoding.offsets.size(), encoding.wordIds.size(),
          encoding.sequenceIds.size(), encoding.textIds.size(), encoding.typeIds.size(),
          encoding.attentionMask.size(), encoding.specialTokensMask.size()})
        if (own != size) return "a field has " + std::to_string(own) + " entries for " + std::to_string(size);
    for (std::size_t i = 0; i < size; ++i) {
        const auto [begin, end] = encoding.offsets[i];
        const auto& texts = encoding.textIds[i] == 0 ? input.first : *input.second;
        const std::size_t word = input.isSplitIntoWords ? encoding.wordIds[i].value_or(0) : 0;
        if (begin == end && begin.value == 0) continue;
        if (word >= texts.size())
            return "token " + std::to_string(i) + " has no word " + std::to_string(word);
        if (begin > end || !isBorder(texts[word], begin.value) || !isBorder(texts[word], end.value))
            return "token " + std::to_string(i) + " has offsets " + std::to_string(begin.value) + ", " +
                   std::to_string(end.value);
        if (core::findInvalidUtf8(encoding.tokens[i]) != std::string::npos)
            return "token " + std::to_string(i) + " is no UTF-8";
    }
    for (const Encoding& window : encoding.overflowing)
        if (auto wrong = wrongField(window, input); !wrong.empty()) return "a window: " + wrong;
    return {};
}

EncodeInput randomInput(Random& random, const std::vector<std::string>& words)
{
    EncodeInput input = EncodeInput::text(randomText(random, words));
    if (random.chance(0.3)) {
        input.isSplitIntoWords = true;
        for (std::size_t i = random.below(4); i > 0; --i)
            input.first.push_back(randomText(random, words));
    }
    if (random.chance(0.3)) input.second = EncodeInput::Words{randomText(random, words)};
    return input;
}

EncodeOptions randomOptions(Random& random)
{
    EncodeOptions options;
    options.addSpecialTokens = random.chance(0.8);
    if (random.chance(0.4))
        options.truncation = {random.below(20), random.below(4), TruncationStrategy(random.below(3)),
                              Side(random.below(2))};
    if (random.chance(0.3)) {
        options.padding.emplace();
        options.padding->length = random.below(30);
        options.padding->direction = Side(random.below(2));
    }
    return options;
}

void use(const Tokenizer& tokenizer, const std::string& file, Random& random)
{
    std::vector<std::string> words;
    std::vector<std::uint32_t> ids;
    for (int i = 0; i < 40; ++i) {
        const auto id = std::uint32_t(random.below(tokenizer.info().vocabSize + 5));
        ids.push_back(id);
        if (auto token = tokenizer.idToToken(id)) words.push_back(std::move(*token));
    }
    for (const auto& token : tokenizer.addedTokens())
        words.push_back(token.content);
    for (int i = 0; i < 6; ++i) {
        const EncodeInput input = randomInput(random, words);
        const EncodeOptions options = randomOptions(random);
        const auto encoding = core::capture([&] { return tokenizer.encode(input, options); });
        if (!encoding.ok()) continue; // the reason is the caller's to show
        if (const auto wrong = wrongField(encoding.value(), input); !wrong.empty()) fail(wrong, file, &input);
    }
    const auto text = core::capture([&] { return tokenizer.decode(ids, random.chance(0.5)); });
    if (text.ok() && core::findInvalidUtf8(text.value()) != std::string::npos)
        fail("decoding gives no UTF-8", file, nullptr);
}

} // namespace

int main(int argc, char** argv)
{
    std::uint64_t seed = 1;
    double seconds = 10;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (std::string_view(argv[i]) == "--seed") seed = std::strtoull(argv[i + 1], nullptr, 10);
        if (std::string_view(argv[i]) == "--seconds") seconds = std::strtod(argv[i + 1], nullptr);
    }
    std::vector<std::string> files;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(VITRINE_TEST_DATA) + "/tokenizers"))
        if (entry.path().extension() == ".json") files.push_back(entry.path().string());
    std::ranges::sort(files);
    for (std::string& file : files)
        file = core::readFile(file);
    const auto end =
        Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    std::size_t loaded = 0, refused = 0;
    double slowest = 0;
    for (; Clock::now() < end; ++seed) {
        Random random(seed);
        std::string file = random.pick(files);
        if (random.chance(0.8)) file = damaged(std::move(file), random);
        const auto start = Clock::now();
        const auto tokenizer = Tokenizer::fromJson(file, "file");
        if (tokenizer.ok()) {
            ++loaded;
            use(tokenizer.value(), file, random);
        } else {
            ++refused;
            if (tokenizer.error().message.find("file") == std::string::npos ||
                tokenizer.error().code == core::ErrorCode::Internal)
                fail("no place in: " + tokenizer.error().message, file, nullptr);
        }
        const double took = std::chrono::duration<double>(Clock::now() - start).count();
        if (took > 15)
            fail("seed " + std::to_string(seed) + " took " + std::to_string(took) + " s", file, nullptr);
        slowest = std::max(slowest, took);
    }
    std::printf("up to seed %llu: %zu files loaded, %zu refused, the slowest in %.2f s\n",
                static_cast<unsigned long long>(seed), loaded, refused, slowest);
    return 0;
}

// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/comparison.h"

#include <doctest/doctest.h>

#include <initializer_list>

using namespace vitrine;
using namespace vitrine::tokenizers;

namespace {

using Spans = std::initializer_list<std::pair<std::size_t, std::size_t>>;

Encoding encodingOf(Spans spans, bool withSpecials = false)
{
    Encoding encoding;
    const auto add = [&](core::ByteSpan span, std::optional<std::uint32_t> sequence) {
        encoding.ids.push_back(std::uint32_t(encoding.ids.size()));
        encoding.tokens.emplace_back("t");
        encoding.offsets.push_back(span);
        encoding.wordIds.push_back(sequence);
        encoding.sequenceIds.push_back(sequence);
        encoding.textIds.push_back(0);
    };
    if (withSpecials) add({}, std::nullopt);
    for (const auto& [begin, end] : spans)
        add({{begin}, {end}}, 0);
    if (withSpecials) add({}, std::nullopt);
    return encoding;
}

Alignment align(std::string_view text, std::initializer_list<Encoding> encodings)
{
    std::vector<const Encoding*> pointers;
    for (const Encoding& encoding : encodings)
        pointers.push_back(&encoding);
    return alignTokenizations(text, pointers);
}

} // namespace

TEST_CASE("Common borders divide the text, and only what differs in between disagrees")
{
    const auto found =
        align("unhappy dogs", {encodingOf({{0, 2}, {2, 7}, {8, 12}}), encodingOf({{0, 5}, {5, 7}, {8, 12}})});
    REQUIRE(found.regions.size() == 2);
    CHECK(found.regions[0].span == core::ByteSpan{{0}, {7}});
    CHECK_FALSE(found.regions[0].agrees);
    CHECK(found.regions[1].agrees);
    CHECK(found.regions[1].tokens[1] == std::pair<std::size_t, std::size_t>(2, 3));
    CHECK(found.borders == 6); // 0 2 5 7 8 12
    CHECK(found.commonBorders == 4);
}

TEST_CASE("White space is nobody's difference")
{
    // One drops the space, one gives it to the next word, one has it as a token.
    const auto found = align("a b", {encodingOf({{0, 1}, {2, 3}}, true), encodingOf({{0, 1}, {1, 3}}),
                                     encodingOf({{0, 1}, {1, 2}, {2, 3}})});
    REQUIRE(found.regions.size() == 2);
    CHECK(found.regions[0].agrees);
    CHECK(found.regions[1].agrees);
    CHECK(found.regions[1].tokens[0] == std::pair<std::size_t, std::size_t>(2, 3));
    CHECK(found.agreement() == 1);
}

TEST_CASE("The bytes of one character are one piece; dropped text is a difference")
{
    const auto bytes = align("é", {encodingOf({{0, 2}, {0, 2}}), encodingOf({{0, 2}})});
    REQUIRE(bytes.regions.size() == 1);
    CHECK(bytes.regions[0].agrees);
    CHECK(bytes.regions[0].tokens[0] == std::pair<std::size_t, std::size_t>(0, 2));

    const auto dropped = align("ab", {encodingOf({{0, 1}, {1, 2}}), encodingOf({{0, 1}})});
    REQUIRE(dropped.regions.size() == 2);
    CHECK(dropped.regions[0].agrees);
    CHECK_FALSE(dropped.regions[1].agrees);
    CHECK(dropped.regions[1].tokens[1] == std::pair<std::size_t, std::size_t>(0, 0));
}

TEST_CASE("Nothing to align is no difference")
{
    CHECK(align("", {encodingOf({}), encodingOf({})}).regions.empty());
    CHECK(align("  ", {encodingOf({{0, 2}}), encodingOf({})}).agreement() == 1);
    CHECK(align("ab", {encodingOf({}), encodingOf({})}).regions.empty());
}

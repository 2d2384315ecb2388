// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/vocabulary_table.h"

#include "backend/core/text_offsets.h"
#include "backend/tokenizers/byte_level.h"
#include "backend/tokenizers/tokenizer.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <cstdio>

namespace vitrine::tokenizers {
namespace {

constexpr std::string_view metaspace = "\u2581";

/// Bytes as text, as far as they are some; the others as \xE4. Says whether there were others.
bool appendBytes(std::string& text, std::uint32_t& characters, std::string_view bytes)
{
    bool isBroken = false;
    while (!bytes.empty()) {
        const std::size_t bad = core::findInvalidUtf8(bytes);
        const auto good = bytes.substr(0, bad);
        text += good;
        characters += std::uint32_t(countCharacters(good));
        if (bad == std::string_view::npos) break;
        char buffer[8];
        std::snprintf(buffer, sizeof buffer, "\\x%02X", static_cast<unsigned char>(bytes[bad]));
        text += buffer;
        ++characters;
        isBroken = true;
        bytes.remove_prefix(bad + 1);
    }
    return isBroken;
}

/// How the tokens of a vocabulary spell text.
struct Spelling
{
    bool isByteLevel = false;
    bool hasMetaspace = false;
    bool hasContinuation = false;

    explicit Spelling(const Tokenizer& tokenizer)
    {
        // A byte-level vocabulary has a token for every byte: space and line feed look like nothing else.
        isByteLevel = tokenizer.tokenToId("\u0120") && tokenizer.tokenToId("\u010A");
        hasContinuation = tokenizer.info().modelType == "WordPiece";
        hasMetaspace = !isByteLevel && !hasContinuation;
    }
};

void read(VocabularyEntry& entry, const Spelling& spelling)
{
    const std::string_view token = entry.token;
    if (entry.isAdded) {
        entry.text = entry.token;
        entry.characters = std::uint32_t(countCharacters(token));
    } else if (const int byte = fallbackByte(token); byte >= 0) {
        const char c = char(byte);
        appendBytes(entry.text, entry.characters, {&c, 1});
        entry.isByte = true;
    } else if (spelling.isByteLevel) {
        entry.isByte = appendBytes(entry.text, entry.characters, ByteAlphabet::instance().decoded(token));
    } else {
        std::string_view rest = token;
        if (spelling.hasContinuation && rest.size() > 2 && rest.starts_with("##")) {
            rest.remove_prefix(2);
            entry.isContinuing = true;
        }
        entry.text = rest;
        if (spelling.hasMetaspace)
            for (std::size_t at = 0; (at = entry.text.find(metaspace, at)) != std::string::npos; ++at)
                entry.text.replace(at, metaspace.size(), " ");
        entry.characters = std::uint32_t(countCharacters(entry.text));
    }
    entry.script = entry.isByte ? std::string() : scriptOf(entry.text);
}

} // namespace

std::string scriptOf(std::string_view text)
{
    UScriptCode found = USCRIPT_INVALID_CODE;
    for (std::size_t i = 0; i < text.size();) {
        UErrorCode error = U_ZERO_ERROR;
        const UScriptCode script = uscript_getScript(UChar32(core::nextCodePoint(text, i)), &error);
        if (U_FAILURE(error) || script == USCRIPT_COMMON || script == USCRIPT_INHERITED ||
            script == USCRIPT_UNKNOWN || script == found)
            continue;
        if (found != USCRIPT_INVALID_CODE) return "Mixed";
        found = script;
    }
    return found == USCRIPT_INVALID_CODE ? std::string() : uscript_getName(found);
}

VocabularyTable makeVocabularyTable(const Tokenizer& tokenizer, core::RunControl& control)
{
    const Spelling spelling(tokenizer);
    VocabularyTable table;
    for (VocabularyToken& token : tokenizer.vocabulary()) {
        if (table.entries.size() % 4096 == 0) control.checkpoint();
        VocabularyEntry& entry = table.entries.emplace_back();
        entry.id = token.id;
        entry.token = std::move(token.text);
        entry.isAdded = token.isAdded;
        entry.isSpecial = token.isSpecial;
        entry.score = token.score;
        read(entry, spelling);
    }
    table.places.reserve(table.entries.size());
    for (std::uint32_t i = 0; i < table.entries.size(); ++i)
        table.places.emplace(table.entries[i].token, i);
    control.checkpoint();
    auto merges = tokenizer.merges();
    table.merges.reserve(merges.size());
    table.mergeOf.reserve(merges.size());
    for (std::uint32_t rank = 0; rank < merges.size(); ++rank) {
        if (rank % 4096 == 0) control.checkpoint();
        table.mergeOf.emplace(merges[rank].left + merges[rank].right, rank);
        table.merges.push_back({rank, std::move(merges[rank].left), std::move(merges[rank].right)});
    }
    return table;
}

} // namespace vitrine::tokenizers

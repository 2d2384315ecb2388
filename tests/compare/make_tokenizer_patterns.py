#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes backend/tokenizers/pattern_classes.inc: what the `tokenizers` library's Oniguruma has in its classes beyond
the characters of Unicode 14, which is what Debian 12's knows. Needs a Python whose tables are those of Unicode 14.
"""
import pathlib
import sys
import unicodedata

import tokenizers
from tokenizers import Regex, pre_tokenizers

OUT = pathlib.Path(__file__).resolve().parents[2] / "backend/tokenizers/pattern_classes.inc"
SCALARS = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
# Names as Oniguruma compares them: lower case, without spaces, hyphens and underscores.
NAMES = """l letter lu uppercaseletter ll lowercaseletter lm modifierletter lo otherletter m mark mn nonspacingmark mc
spacingmark n number nd decimalnumber no othernumber p punctuation pd po otherpunctuation s symbol sm mathsymbol so
othersymbol cf format w d alpha alphabetic lower lowercase upper uppercase alnum word graph print digit punct han
hiragana katakana latin arabic cyrillic devanagari assigned any""".split()
# Older characters that changed: their case or being a letter.
CHANGED = [0xC04, 0xF82, 0xF83, 0x10FC, 0xA7F2, 0xA7F3, 0xA7F4, 0xAB69, 0x1171E, 0x11080, 0x11081,
           *range(0x363, 0x370), *range(0x1DD3, 0x1DE7)]


def members(expression, text):
    """The characters of `text` that `expression` matches."""
    kept = pre_tokenizers.Split(Regex(expression), "removed", invert=True).pre_tokenize_str(text)
    return {character for piece, _ in kept for character in piece}


def main():
    assert unicodedata.unidata_version == "14.0.0", unicodedata.unidata_version
    assigned = members(r"\P{Cn}", "".join(map(chr, SCALARS)))
    new = [c for c in SCALARS if unicodedata.category(chr(c)) == "Cn" and chr(c) in assigned] + CHANGED
    text = "".join(map(chr, sorted(new)))
    masks = dict.fromkeys(sorted(new), 0)
    for bit, name in enumerate(NAMES):
        expression = f"\\{name}" if len(name) == 1 and name in "wd" else f"\\p{{{name}}}"
        for character in members(expression, text):
            masks[ord(character)] |= 1 << bit
    ranges = []
    for c, mask in masks.items():
        if ranges and ranges[-1][1] == c - 1 and ranges[-1][2] == mask:
            ranges[-1][1] = c
        else:
            ranges.append([c, c, mask])
    names = ", ".join(f'"{name}"' for name in NAMES)
    rows = "\n".join(f"    {{0x{a:X}, 0x{b:X}, 0x{mask:X}}}," for a, b, mask in ranges)
    OUT.write_text(
        "// SPDX-License-Identifier: Apache-2.0\n"
        f"// Made by tests/compare/make_tokenizer_patterns.py with tokenizers {tokenizers.__version__}. Don't edit.\n\n"
        f"constexpr std::string_view classNames[] = {{{names}}};\n\n"
        f"constexpr NewCharacters newCharacters[] = {{\n{rows}\n}};\n")
    print(f"{OUT}: {len(ranges)} ranges of {len(new)} characters")


if __name__ == "__main__":
    sys.exit(main())

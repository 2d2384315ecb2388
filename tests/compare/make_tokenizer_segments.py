#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes backend/tokenizers/segment_tables.inc: grapheme classes and scripts as the `tokenizers` library has them.

Precompiled walks grapheme clusters, but shows of them only which of less than six bytes it looks up whole. With a
character map that replaces every character by X and drops what follows it in such a cluster, the length of the
result tells whether two characters belong together.
"""
import pathlib

import tokenizers
from tokenizers import normalizers, pre_tokenizers

from charsmap import charsmap

OUT = pathlib.Path(__file__).resolve().parents[2] / "backend/tokenizers/segment_tables.inc"
SCALARS = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
# Bits of graphemes.cpp, in its order.
EXTEND, SPACING, CONTROL, PREPEND, PICTOGRAPHIC, LINKER, LINK_EXTEND, CONSONANT = (1 << i for i in range(8))


def grapheme_classes():
    everything = normalizers.Precompiled(charsmap({chr(c): "X" for c in SCALARS if c}))
    size = lambda *parts: len(everything.normalize_str("".join(map(chr, parts))))
    flags = dict.fromkeys(SCALARS, 0)
    for c in SCALARS:
        if c == 0:
            flags[c] = CONTROL
            continue
        if size(ord("a"), c) == 1:
            # between a pictographic and its joiner only Extend may stand
            flags[c] |= EXTEND if size(0xA9, c, 0x200D, 0xA9, 0x301) == 5 else SPACING
        if c < 0x10000 and size(c, 0x301) == 2:
            flags[c] |= CONTROL
        if size(c, ord("b")) == 1 and c != 0x0D:
            flags[c] |= PREPEND
        if size(0xA9, 0x200D, c) == 3 and not flags[c]:
            flags[c] |= PICTOGRAPHIC
    for c in SCALARS:
        if flags[c] & EXTEND:
            if size(0x915, c, 0x915, 0x301) == 4:
                flags[c] |= LINKER
            elif size(0x915, 0x94D, c, 0x915, 0x301) == 5:
                flags[c] |= LINK_EXTEND
        elif c >= 0x800 and not flags[c] and size(c, 0x94D, 0x915, 0x301) == 4:
            flags[c] |= CONSONANT
    return flags


def scripts():
    """A number for every script, 0 for characters that go with any."""
    splitter = pre_tokenizers.UnicodeScripts()
    together = lambda *parts: len(splitter.pre_tokenize_str("".join(map(chr, parts)))) == 1
    result, known = {}, []
    before = None
    for c in SCALARS:
        if together(ord("a"), c) and together(0x431, c):
            result[c] = 0
            continue
        if before is not None and together(before, c):
            result[c] = result[before]
        else:
            number = next((i for i, other in enumerate(known) if together(other, c)), None)
            if number is None:
                number = len(known)
                known.append(c)
            result[c] = number + 1
        before = c
    return result


def changes(values):
    result, current = [], None
    for c in range(0x110000):
        if values.get(c, 0) != current:
            current = values.get(c, 0)
            result.append(f"{{0x{c:X}, {current}}},")
    return result


def lines(items):
    text, line = [], "   "
    for item in items:
        if len(line) + len(item) > 108:
            text.append(line)
            line = "   "
        line += " " + item
    return "\n".join(text + [line])


def main():
    graphemes, script = changes(grapheme_classes()), changes(scripts())
    OUT.write_text(
        "// SPDX-License-Identifier: Apache-2.0\n"
        f"// Made by tests/compare/make_tokenizer_segments.py with tokenizers {tokenizers.__version__}. Don't edit.\n\n"
        "constexpr FlagChange graphemeChanges[] = {\n" + lines(graphemes)
        + "\n};\n\nconstexpr FlagChange scriptChanges[] = {\n" + lines(script) + "\n};\n")
    print(f"{OUT}: {len(graphemes)} changes of grapheme classes, {len(script)} of scripts")


if __name__ == "__main__":
    main()

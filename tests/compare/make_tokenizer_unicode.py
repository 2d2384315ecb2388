#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes backend/tokenizers/unicode_tables.inc: what the `tokenizers` library does with every code point.

The library mixes Unicode versions (categories of 8, normal forms of 11, lower case of 17), so its classes are
found by asking it about all 1,112,064 scalar values. Takes about a minute.
"""
import pathlib
import sys

import tokenizers
from tokenizers import normalizers, pre_tokenizers

OUT = pathlib.Path(__file__).resolve().parents[2] / "backend/tokenizers/unicode_tables.inc"
SCALARS = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
# Bits of unicode.h, in its order.
(WHITESPACE, CONTROL, CHINESE, MARK, COMBINING, PUNCTUATION, WORD, NUMERIC, CANONICAL, COMPATIBLE, ORDERED,
 UPPER) = (1 << i for i in range(12))


def normalized(normalizer):
    return {c: normalizer.normalize_str("a" + chr(c) + "b")[1:-1] for c in SCALARS}


def piece_count(pre_tokenizer):
    return {c: len(pre_tokenizer.pre_tokenize_str("a" + chr(c) + "b")) for c in SCALARS}


def bert(**options):
    defaults = dict(clean_text=False, handle_chinese_chars=False, strip_accents=False, lowercase=False)
    return normalized(normalizers.BertNormalizer(**{**defaults, **options}))


def classes():
    flags = dict.fromkeys(SCALARS, 0)

    def mark(bit, condition):
        for c in SCALARS:
            if condition(c):
                flags[c] |= bit

    clean, chinese, stripped = bert(clean_text=True), bert(handle_chinese_chars=True), bert(strip_accents=True)
    nfd_normalizer = normalizers.NFD()
    nfd, nfkd = normalized(nfd_normalizer), normalized(normalizers.NFKD())
    accents, lower = normalized(normalizers.StripAccents()), normalized(normalizers.Lowercase())
    words, spaces = piece_count(pre_tokenizers.Whitespace()), piece_count(pre_tokenizers.WhitespaceSplit())
    punctuation = piece_count(pre_tokenizers.Punctuation())
    digits = piece_count(pre_tokenizers.Digits(individual_digits=True))
    mark(WHITESPACE, lambda c: spaces[c] == 2)
    mark(CONTROL, lambda c: clean[c] == "")
    mark(CHINESE, lambda c: chinese[c] != chr(c))
    mark(MARK, lambda c: nfd[c] == chr(c) and stripped[c] == "")
    mark(COMBINING, lambda c: accents[c] == "")
    mark(PUNCTUATION, lambda c: punctuation[c] == 3)
    mark(WORD, lambda c: words[c] == 1)
    mark(NUMERIC, lambda c: digits[c] == 3)
    mark(CANONICAL, lambda c: nfd[c] != chr(c))
    mark(COMPATIBLE, lambda c: nfkd[c] != chr(c))
    # a mark that moves across U+0334 (class 1) or before which U+0301 (class 230) moves back has a class
    mark(ORDERED, lambda c: nfd[c] == chr(c) and (
        nfd_normalizer.normalize_str("a" + chr(c) + "\u0334")[1] == "\u0334" and c != 0x334
        or nfd_normalizer.normalize_str("a\u0301" + chr(c))[1] == chr(c) and c != 0x301))
    flags[0x301] |= ORDERED
    flags[0x334] |= ORDERED
    mark(UPPER, lambda c: lower[c] != chr(c))
    return flags, lower


def lower_ranges(lower):
    """(first, last, step, difference) for runs of letters with one difference, one or two apart."""
    ranges = []
    for c in SCALARS:
        if lower[c] == chr(c):
            continue
        if len(lower[c]) != 1:
            assert c == 0x130 and lower[c] == "i\u0307", hex(c)
            continue
        difference = ord(lower[c]) - c
        if ranges:
            first, last, step, known = ranges[-1]
            if known == difference and c - last in (1, 2) and step in (0, c - last):
                ranges[-1] = (first, c, c - last, known)
                continue
        ranges.append((c, c, 0, difference))
    return [(first, last, step or 1, difference) for first, last, step, difference in ranges]


def main():
    flags, lower = classes()
    changes, current = [], None
    for c in range(0x110000):
        if flags.get(c, 0) != current:
            current = flags.get(c, 0)
            changes.append((c, current))

    def lines(items):
        text, line = [], "   "
        for item in items:
            if len(line) + len(item) > 108:
                text.append(line)
                line = "   "
            line += " " + item
        return "\n".join(text + [line])

    OUT.write_text(
        "// SPDX-License-Identifier: Apache-2.0\n"
        f"// Made by tests/compare/make_tokenizer_unicode.py with tokenizers {tokenizers.__version__}. Don't edit.\n\n"
        "constexpr ClassChange classChanges[] = {\n"
        + lines(f"{{0x{c:X}, {f}}}," for c, f in changes)
        + "\n};\n\nconstexpr LowerRange lowerRanges[] = {\n"
        + lines(f"{{0x{a:X}, 0x{b:X}, {s}, {d}}}," for a, b, s, d in lower_ranges(lower))
        + "\n};\n")
    print(f"{OUT}: {len(changes)} class changes, {len(lower_ranges(lower))} lower-case ranges")


if __name__ == "__main__":
    sys.exit(main())

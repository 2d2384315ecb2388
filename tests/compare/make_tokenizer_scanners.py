#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes backend/tokenizers/scanner_tables.inc: what Oniguruma, as the `tokenizers` library links it, takes every
code point for. The scanners of famous patterns read it in place of the engine.
"""
import pathlib

import tokenizers
from tokenizers import Regex
from tokenizers.pre_tokenizers import Split

OUT = pathlib.Path(__file__).resolve().parents[2] / "backend/tokenizers/scanner_tables.inc"
# Bits of scanners.cpp, in its order.
CLASSES = [r"\p{L}", r"\p{N}", r"\s", r"[\r\n]", r"\p{M}", r"[\p{Lu}\p{Lt}]", r"\p{Ll}"]
SCALARS = "".join(chr(c) for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF)


def main():
    flags = [0] * 0x110000
    for bit, expression in enumerate(CLASSES):
        matches = Split(Regex(expression + "+"), behavior="removed", invert=True).pre_tokenize_str(SCALARS)
        for text, _ in matches:
            for c in text:
                flags[ord(c)] |= 1 << bit
    changes = [(c, flags[c]) for c in range(0x110000) if c == 0 or flags[c] != flags[c - 1]]
    lines, line = [], "   "
    for c, value in changes:
        item = f" {{0x{c:X}, {value}}},"
        if len(line) + len(item) > 108:
            lines.append(line)
            line = "   "
        line += item
    OUT.write_text(
        "// SPDX-License-Identifier: Apache-2.0\n"
        f"// Made by tests/compare/make_tokenizer_scanners.py with tokenizers {tokenizers.__version__}. Don't edit.\n\n"
        "constexpr FlagChange classChanges[] = {\n" + "\n".join(lines + [line]) + "\n};\n")
    print(f"{OUT}: {len(changes)} changes")


if __name__ == "__main__":
    main()

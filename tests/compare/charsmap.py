# SPDX-License-Identifier: Apache-2.0
"""Character maps as SentencePiece compiles them: a Darts double array over the keys, and the texts that they become."""
import struct


def charsmap(entries):
    """The blob of `precompiled_charsmap` for {key: text}."""
    texts, place_of = bytearray(), {}
    for text in entries.values():
        if text not in place_of:
            place_of[text] = len(texts)
            texts += text.encode() + b"\0"
    values = {key.encode(): place_of[text] for key, text in entries.items()}
    children = {b"": set()}
    for key in values:
        for i in range(len(key)):
            children.setdefault(key[:i], set()).add(key[i])
    array = pack(values, children) if len(values) < 1000 else spread(values, children)
    packed = struct.pack(f"<{len(array)}I", *array)
    return struct.pack("<I", len(packed)) + packed + bytes(texts)


def pack(values, children):
    """A small array: every node's children are in the first places that are free."""
    units, bases = {0: 0}, set()

    def place(key, index):
        labels = children.get(key, set())
        slots = labels | ({0} if key in values else set())
        base = next(base for base in range(1, 1 << 20)
                    if base not in bases and not any(base ^ label in units for label in slots))
        bases.add(base)
        units[index] |= (base ^ index) << 10 | (1 << 8 if key in values else 0)
        if key in values:
            units[base] = 1 << 31 | values[key]
        for label in sorted(labels):
            units[base ^ label] = label
        for label in sorted(labels):
            place(key + bytes([label]), base ^ label)

    place(b"", 0)
    return [units.get(i, 0) for i in range((max(units) | 0xFF) + 1)]


def spread(values, children):
    """A large array, quickly: every node has a block of its own, at the same place in it as in its parent's, so that
    large offsets fit. Keys without followers share the block of their text."""
    units, blocks, leaves = {}, [1], {}

    def new_base(index):
        blocks[0] += 1
        return (blocks[0] - 1) * 256 + (index & 0xFF)

    def place(key, index, label):
        if key in children:
            base = new_base(index)
        else:
            shared = (index & 0xFF, values[key])
            base = leaves[shared] if shared in leaves else leaves.setdefault(shared, new_base(index))
        units[index] = (base ^ index) >> 8 << 10 | 1 << 9 | label | (1 << 8 if key in values else 0)
        if key in values:
            units[base] = 1 << 31 | values[key]
        for next_label in sorted(children.get(key, ())):
            place(key + bytes([next_label]), base ^ next_label, next_label)

    place(b"", 0, 0)
    array = [0] * (blocks[0] * 256)
    for index, value in units.items():
        array[index] = value
    return array

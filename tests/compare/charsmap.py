# SPDX-License-Identifier: Apache-2.0
"""Character maps as SentencePiece compiles them: a Darts double array over keys, and the texts they become."""
import struct


def charsmap(entries):
    """The blob of `precompiled_charsmap` for {key: text}. Every node has a block of its own, so it is large but simple."""
    texts, place_of = bytearray(), {}
    for text in entries.values():
        if text not in place_of:
            place_of[text] = len(texts)
            texts += text.encode() + b"\0"
    units, blocks, bases, leaves = {}, [1], {}, {}

    def new_base(index):
        # at the same place in its block as the node in its own, so that large offsets fit
        blocks[0] += 1
        return (blocks[0] - 1) * 256 + (index & 0xFF)

    def unit(index, base, label):
        return (base ^ index) >> 8 << 10 | 1 << 9 | label

    bases[b""] = new_base(0)
    units[0] = unit(0, bases[b""], 0)
    encoded = {key.encode(): place_of[text] for key, text in entries.items()}
    inner = {key[:i] for key in encoded for i in range(1, len(key))}
    for key in sorted(inner | set(encoded), key=lambda key: (len(key), key)):
        index = bases[key[:-1]] ^ key[-1]
        if key in inner or key not in encoded:
            bases[key] = new_base(index)
            units[index] = unit(index, bases[key], key[-1])
            if key in encoded:
                units[index] |= 1 << 8
                units[bases[key]] = 1 << 31 | encoded[key]
            continue
        shared = (index & 0xFF, encoded[key])  # keys without followers may share the block of their text
        if shared not in leaves:
            leaves[shared] = new_base(index)
            units[leaves[shared]] = 1 << 31 | encoded[key]
        units[index] = unit(index, leaves[shared], key[-1]) | 1 << 8
    array = [0] * (blocks[0] * 256)
    for index, value in units.items():
        array[index] = value
    packed = struct.pack(f"<{len(array)}I", *array)
    return struct.pack("<I", len(packed)) + packed + bytes(texts)

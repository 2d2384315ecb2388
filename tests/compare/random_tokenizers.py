# SPDX-License-Identifier: Apache-2.0
"""Random small tokenizer.json files with every component and option, in every spelling that the library reads."""
import base64

from charsmap import charsmap

SYLLABLES = ["a", "b", "ka", "lo", "mi", "té", "日", "本", "ß", "i", "İ", "ñ", "x1", "2", "-", "'", "##", "e\u0301", "한",
             "ﬁ", "Ω", "Ka", "LO", "_", ".", "▁", "👩\u200d👧", "क्ष", "©", "ｶﾞ", "я"]
REGEXES = ["a+", "\\s+", "\\w+", "[^\\s\\p{L}\\p{N}]+", "\\p{N}{1,3}", "", "(?=a)", "x*", "(?<=[aeiou])", "^", "$", "\\b", "(?i)KA|lo",
           "[[:punct:]]", ".", "\\s+(?!\\S)|\\s+", "\\R", "\\X", "\\p{Han}+", "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}+",
           " ?\\p{L}+| ?\\p{N}+", "a|b|", "\\d", "\\h", "\\S+", "(.)\\1"]
BEHAVIORS = ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"]


def untagged(rng, component, chance=0.15):
    """Without its type, as some old files have it."""
    if rng.random() < chance:
        component = {key: value for key, value in component.items() if key != "type"}
    return component


def pattern(rng, literals):
    return {"Regex": rng.choice(REGEXES)} if rng.random() < 0.5 else {"String": rng.choice(literals)}


def metaspace(rng):
    own = {"type": "Metaspace", "replacement": rng.choice(["▁", "▁", "▁", "_", "日", "a", " "])}
    kind = rng.randrange(5)
    if kind == 0:
        own.update(add_prefix_space=True)
    elif kind == 1:
        own.update(add_prefix_space=True, str_rep=rng.choice(["▁", "x"]))
    elif kind == 2:
        own.update(prepend_scheme="never", add_prefix_space=False)
    elif kind < 5:
        own.update(prepend_scheme=rng.choice(["always", "first", "never"]))
        if rng.random() < 0.7:
            own.update(split=rng.random() < 0.6)
    return own


def byte_level(rng):
    flag = lambda: rng.random() < 0.5
    own = {"type": "ByteLevel", "add_prefix_space": flag(), "trim_offsets": flag()}
    if flag():
        own["use_regex"] = flag()
    return own


def precompiled(rng):
    keys = [*SYLLABLES, " ", "\t", "\n", "\r\n", "\u3000", "\u0301", "\u200d", "가", "ａ", "①", "…", "\u200b", "é", "İ", "!"]
    entries = {rng.choice(keys): rng.choice(["", "", " ", "x", "ka", "日本", "...", "e\u0301"]) for _ in range(rng.randrange(1, 14))}
    return {"type": "Precompiled", "precompiled_charsmap": base64.b64encode(charsmap(entries)).decode()}


def word(rng, longest=3):
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randrange(1, longest + 1)))


def random_words(rng, description):
    """A text of words, known pieces and added tokens."""
    added = [token["content"] for token in description["added_tokens"]] or ["x"]
    vocabulary = description["model"]["vocab"]
    vocabulary = [entry[0] for entry in vocabulary] if isinstance(vocabulary, list) else list(vocabulary)
    parts = []
    for _ in range(rng.randrange(0, 14)):
        kind = rng.random()
        if kind < 0.5:
            parts.append(word(rng, 5))
        elif kind < 0.75:
            parts.append(rng.choice(vocabulary))
        else:
            parts.append(rng.choice(added))
        if rng.random() < 0.2:
            parts[-1] = parts[-1].upper() if rng.random() < 0.5 else parts[-1].lower()
        if rng.random() < 0.7:
            parts.append(rng.choice([" ", " ", " ", "  ", "\n", "\t", "\u3000", "\u00a0", "\r\n", "\u200b", "\x85", "\x00"]))
        if rng.random() < 0.1:
            parts.append(rng.choice(["\u0301", "\u200d", "\ufe0f", "\u094d", "\u11a8", "\u0e33", "\U0001f3fb", "\ufffd", "\ufeff", "\u0600"]))
    return "".join(parts)


def normalizer(rng, depth=0):
    flag = lambda: rng.random() < 0.5
    kinds = [
        lambda: {"type": "BertNormalizer", "clean_text": flag(), "handle_chinese_chars": flag(),
                 "strip_accents": rng.choice([None, True, False]), "lowercase": flag()},
        lambda: {"type": "Lowercase"}, lambda: {"type": "StripAccents"}, lambda: {"type": "NFC"},
        lambda: {"type": "NFD"}, lambda: {"type": "NFKC"}, lambda: {"type": "NFKD"},
        lambda: {"type": "Strip", "strip_left": flag(), "strip_right": flag()},
        lambda: {"type": "Replace", "pattern": pattern(rng, ["a", "ka", "日", " ", "x1", "", "aa"]),
                 "content": rng.choice(["", "b", "日本", "_ ", "▁"])},
        lambda: {"type": "Prepend", "prepend": rng.choice(["_", "▁x", "日", "▁", ""])},
        lambda: {"type": "Nmt"}, lambda: {"type": "ByteLevel"}, lambda: precompiled(rng), lambda: precompiled(rng),
        lambda: {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "▁"}, {
            "type": "Replace", "pattern": {"String": " "}, "content": "▁"}]},
    ]
    if depth < 2 and rng.random() < 0.35:
        return {"type": "Sequence", "normalizers": [normalizer(rng, depth + 1) for _ in range(rng.randrange(0, 4))]}
    own = kinds[0]() if rng.random() < 0.2 else rng.choice(kinds)()
    return untagged(rng, own) if own["type"] in ("BertNormalizer", "Strip", "Replace", "Prepend") else own


def pre_tokenizer(rng, depth=0):
    kinds = [
        lambda: {"type": "BertPreTokenizer"}, lambda: {"type": "Whitespace"}, lambda: {"type": "WhitespaceSplit"},
        lambda: {"type": "Punctuation", "behavior": rng.choice(BEHAVIORS)} if rng.random() < 0.8 else {"type": "Punctuation"},
        lambda: {"type": "Digits", "individual_digits": rng.random() < 0.5},
        lambda: {"type": "CharDelimiterSplit", "delimiter": rng.choice(["-", "日", " "])},
        lambda: byte_level(rng), lambda: byte_level(rng), lambda: metaspace(rng), lambda: metaspace(rng),
        lambda: {"type": "UnicodeScripts"},
        lambda: {"type": "FixedLength", "length": rng.randrange(1, 7)} if rng.random() < 0.8 else {"type": "FixedLength"},
        lambda: {"type": "Split", "pattern": pattern(rng, ["a", " ", "ka", "-", ""]), "behavior": rng.choice(BEHAVIORS),
                 "invert": rng.random() < 0.5},
        lambda: {"type": "Split", "pattern": pattern(rng, ["a", " ", "ka", "-", ""]), "behavior": rng.choice(BEHAVIORS),
                 "invert": rng.random() < 0.5},
    ]
    if depth < 2 and rng.random() < 0.3:
        return {"type": "Sequence",
                "pretokenizers": [pre_tokenizer(rng, depth + 1) for _ in range(rng.randrange(0, 4))]}
    return rng.choice(kinds)()


def template(rng, sequences):
    piece = lambda name: {"SpecialToken": {"id": name, "type_id": rng.randrange(4)}}
    result = []
    for sequence in sequences:
        result += [piece(rng.choice(["[CLS]", "[SEP]", "multi"])) for _ in range(rng.randrange(0, 3))]
        result.append({"Sequence": {"id": sequence, "type_id": rng.randrange(4)}})
    return result + [piece("[SEP]") for _ in range(rng.randrange(0, 2))]


def post_processor(rng):
    flag = lambda: rng.random() < 0.5
    bert = {"type": "BertProcessing", "sep": ["[SEP]", rng.randrange(9)], "cls": ["[CLS]", rng.randrange(9)]}
    roberta = {**bert, "type": "RobertaProcessing"}
    if rng.random() < 0.8:
        roberta.update(trim_offsets=flag(), add_prefix_space=flag())
    own = {
        "type": "TemplateProcessing", "single": template(rng, rng.choice(["A", "A", "A", "AA"])),
        "pair": template(rng, rng.choice(["AB", "AB", "AB", "BA", "ABA", "B"])),
        "special_tokens": {
            "[CLS]": {"id": "[CLS]", "ids": [rng.randrange(100)], "tokens": ["[CLS]"]},
            "[SEP]": {"id": "[SEP]", "ids": [rng.randrange(100)], "tokens": ["<end>"]},
            "multi": {"id": "multi", "ids": [7, 8], "tokens": ["m1", "m2"]},
        },
    }
    kind = rng.random()
    if kind < 0.2:
        return untagged(rng, bert)
    if kind < 0.4:
        return untagged(rng, roberta)
    if kind < 0.55:
        return byte_level(rng)
    if kind < 0.85:
        return untagged(rng, own)
    return {"type": "Sequence", "processors": rng.choice([
        [bert], [own], [bert, own], [], [byte_level(rng), own], [byte_level(rng), roberta], [own, byte_level(rng)],
        [roberta, byte_level(rng)], [byte_level(rng), byte_level(rng)]])}


def decoder(rng, depth=0):
    flag = lambda: rng.random() < 0.5
    kinds = [
        lambda: {"type": "WordPiece", "prefix": rng.choice(["##", "##", "", "_"]), "cleanup": flag()},
        lambda: {"type": "BPEDecoder", "suffix": rng.choice(["</w>", "a", "▁", ""])},
        lambda: byte_level(rng), lambda: metaspace(rng),
        lambda: {"type": "CTC", "pad_token": rng.choice(["[PAD]", "a", "<pad>", ""]),
                 "word_delimiter_token": rng.choice(["|", "-", "ka", ""]), "cleanup": flag()},
        lambda: {"type": "Replace", "pattern": pattern(rng, ["a", "##", " ", "▁", ""]), "content": rng.choice(["", "b", " "])},
        lambda: {"type": "Fuse"}, lambda: {"type": "ByteFallback"},
        lambda: {"type": "Strip", "content": rng.choice(["a", " ", "▁"]), "start": rng.randrange(3), "stop": 0},
    ]
    if depth < 2 and rng.random() < 0.35:
        return {"type": "Sequence", "decoders": [decoder(rng, depth + 1) for _ in range(rng.randrange(0, 5))]}
    own = rng.choice(kinds)()
    return untagged(rng, own) if own["type"] in ("WordPiece", "BPEDecoder", "CTC", "Replace", "Strip") else own


def added_tokens(rng):
    flag = lambda chance: rng.random() < chance
    # no two with one normalized form: which of them the library finds follows its hash order
    contents = ["[UNK]", "[CLS]", "[SEP]", "[PAD]", "<New>", "ka lo", "日本", "Ka", "İ", "é", "<a", "<a><b>", "x1",
                " sp ", "mi", "tok\u0301", "▁", "Ġ", "a", "क्ष"]
    tokens = []
    for content in rng.sample(contents, rng.randrange(0, 8)):
        tokens.append({"id": rng.randrange(2000), "content": content, "single_word": flag(0.3), "lstrip": flag(0.3),
                       "rstrip": flag(0.3), "normalized": flag(0.5), "special": flag(0.5)})
    if tokens and flag(0.2):
        tokens.append({**rng.choice(tokens), "normalized": flag(0.5), "special": flag(0.5)})
    return tokens


def byte_characters():
    visible = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    hidden = [byte for byte in range(256) if byte not in visible]
    return [chr(byte) for byte in visible] + [chr(0x100 + i) for i in range(len(hidden))]


def pieces(rng, prefix="", suffix=""):
    tokens = {"[UNK]", "[CLS]", "[SEP]", "[PAD]"}
    for syllable in SYLLABLES:
        for form in (syllable, syllable.lower(), "▁" + syllable, syllable + suffix):
            if rng.random() < 0.5:
                tokens.add(form)
            if rng.random() < 0.5:
                tokens.add(prefix + form)
    for _ in range(60):
        tokens.add(rng.choice(["", prefix, "▁"]) + word(rng, 4))
    if rng.random() < 0.3:
        tokens.update(byte_characters())
    if rng.random() < 0.4:
        tokens.update(f"<0x{byte:02X}>" for byte in range(256) if rng.random() < 0.97)
    return tokens


def bpe(rng):
    flag = lambda chance: rng.random() < chance
    prefix, suffix = rng.choice([None, None, "", "##", "a"]), rng.choice([None, None, None, "", "</w>", "b"])
    characters = {c for syllable in SYLLABLES for c in syllable + syllable.lower()} | {" ", "▁", "Ġ", "a", "b"}
    if flag(0.3):
        characters |= set(byte_characters())
    tokens = {c for c in sorted(characters) if flag(0.9)}
    for c in sorted(characters):
        for form in ((prefix or "") + c, c + (suffix or ""), (prefix or "") + c + (suffix or "")):
            if flag(0.6):
                tokens.add(form)
    merges = []
    for _ in range(rng.randrange(0, 150)):
        left, right = rng.choice(sorted(tokens)), rng.choice(sorted(tokens))
        joined = left + (right[len(prefix):] if prefix and right.startswith(prefix) else right)
        # the library cuts the prefix off blindly, so only such a right side has the joined token
        if [left, right] in merges or (prefix and (not right.startswith(prefix) or right == prefix)) or len(joined) > 12 or " " in left + right:
            continue
        tokens.add(joined)
        merges.append([left, right])
    if flag(0.5):
        tokens.update(f"<0x{byte:02X}>" for byte in range(256) if flag(0.98))
    tokens |= {"[UNK]", "[CLS]", "[SEP]"}
    ordered = sorted(tokens)
    rng.shuffle(ordered)
    own = {"type": "BPE", "dropout": rng.choice([None, None, 0.0]), "unk_token": rng.choice([None, "[UNK]", "[UNK]", "<unk>"]),
           "continuing_subword_prefix": prefix, "end_of_word_suffix": suffix, "fuse_unk": flag(0.5),
           "byte_fallback": flag(0.4), "ignore_merges": flag(0.4), "vocab": {token: i for i, token in enumerate(ordered)},
           "merges": merges if flag(0.6) else [" ".join(merge) for merge in merges]}
    for key in ("dropout", "fuse_unk", "byte_fallback", "ignore_merges"):
        if flag(0.1):
            del own[key]
    return untagged(rng, own, 0.2)


def unigram(rng):
    ordered = sorted(pieces(rng))
    rng.shuffle(ordered)
    scores = lambda: rng.choice([-1.0, -2.0, -3.5, 0.0, -rng.random() * 12, -rng.random() * 12, -rng.random() * 12])
    own = {"type": "Unigram", "unk_id": rng.choice([0, 0, 3, None]), "vocab": [[token, scores()] for token in ordered],
           "byte_fallback": rng.random() < 0.4}
    return untagged(rng, own, 0.2)


def model(rng):
    kind = rng.random()
    if kind < 0.3:
        return bpe(rng)
    if kind < 0.55:
        return unigram(rng)
    unknown = rng.choice(["[UNK]", "[UNK]", "[UNK]", "<unk>", "absent"])
    prefix = rng.choice(["##", "##", "##", "", "_", "日"])
    tokens = pieces(rng, prefix)
    if unknown == "<unk>":
        tokens.add(unknown)
    ordered = sorted(tokens)
    rng.shuffle(ordered)
    step = rng.choice([1, 1, 1, 3, 1000003])
    own = {"type": rng.choice(["WordPiece", "WordPiece", "WordLevel"]), "unk_token": unknown,
           "vocab": {token: i * step for i, token in enumerate(ordered)}}
    if own["type"] == "WordPiece":
        own.update(continuing_subword_prefix=prefix, max_input_chars_per_word=rng.choice([100, 100, 5, 1, 0, 1000]))
    return untagged(rng, own, 0.1)


def random_tokenizer(rng):
    maybe = lambda chance, make: make(rng) if rng.random() < chance else None
    return {
        "version": "1.0", "truncation": None,
        "padding": {"strategy": "BatchLongest", "direction": "Right", "pad_to_multiple_of": None,
                    "pad_id": rng.randrange(50), "pad_type_id": 0, "pad_token": rng.choice(["[PAD]", "<p>"])},
        "added_tokens": added_tokens(rng), "normalizer": maybe(0.8, normalizer),
        "pre_tokenizer": maybe(0.85, pre_tokenizer), "post_processor": maybe(0.8, post_processor),
        "decoder": decoder(rng), "model": model(rng),
    }

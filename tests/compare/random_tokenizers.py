# SPDX-License-Identifier: Apache-2.0
"""Random small tokenizer.json files with every component that Vitrine has."""

SYLLABLES = ["a", "b", "ka", "lo", "mi", "té", "日", "本", "ß", "i", "İ", "ñ", "x1", "2", "-", "'", "##", "e\u0301", "한",
             "ﬁ", "Ω", "Ka", "LO", "_", "."]


def word(rng, longest=3):
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randrange(1, longest + 1)))


def random_words(rng, description):
    """A text of words, known pieces and added tokens."""
    added = [token["content"] for token in description["added_tokens"]] or ["x"]
    vocabulary = list(description["model"]["vocab"])
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
            parts.append(rng.choice([" ", " ", " ", "  ", "\n", "\t", "\u3000", "\u00a0"]))
    return "".join(parts)


def normalizer(rng, depth=0):
    flag = lambda: rng.random() < 0.5
    kinds = [
        lambda: {"type": "BertNormalizer", "clean_text": flag(), "handle_chinese_chars": flag(),
                 "strip_accents": rng.choice([None, True, False]), "lowercase": flag()},
        lambda: {"type": "Lowercase"}, lambda: {"type": "StripAccents"}, lambda: {"type": "NFC"},
        lambda: {"type": "NFD"}, lambda: {"type": "NFKC"}, lambda: {"type": "NFKD"},
        lambda: {"type": "Strip", "strip_left": flag(), "strip_right": flag()},
        lambda: {"type": "Replace", "pattern": {"String": rng.choice(["a", "ka", "日", " ", "x1"])},
                 "content": rng.choice(["", "b", "日本", "_ "])},
        lambda: {"type": "Prepend", "prepend": rng.choice(["_", "▁x", "日"])},
    ]
    if depth < 2 and rng.random() < 0.35:
        return {"type": "Sequence", "normalizers": [normalizer(rng, depth + 1) for _ in range(rng.randrange(0, 4))]}
    return kinds[0]() if rng.random() < 0.4 else rng.choice(kinds)()


def pre_tokenizer(rng, depth=0):
    behaviors = ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"]
    kinds = [
        lambda: {"type": "BertPreTokenizer"}, lambda: {"type": "Whitespace"}, lambda: {"type": "WhitespaceSplit"},
        lambda: {"type": "Punctuation", "behavior": rng.choice(behaviors)},
        lambda: {"type": "Digits", "individual_digits": rng.random() < 0.5},
        lambda: {"type": "CharDelimiterSplit", "delimiter": rng.choice(["-", "日", " "])},
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
    bert = {"type": "BertProcessing", "sep": ["[SEP]", rng.randrange(9)], "cls": ["[CLS]", rng.randrange(9)]}
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
    if kind < 0.3:
        return bert
    if kind < 0.8:
        return own
    return {"type": "Sequence", "processors": rng.choice([[bert], [own], [bert, own], []])}


def decoder(rng):
    own = {"type": "WordPiece", "prefix": rng.choice(["##", "##", "", "_"]), "cleanup": rng.random() < 0.5}
    replace = {"type": "Replace", "pattern": {"String": rng.choice(["a", "##", " "])}, "content": rng.choice(["", "b"])}
    strip = {"type": "Strip", "content": rng.choice(["a", " "]), "start": rng.randrange(3), "stop": 0}
    kind = rng.random()
    if kind < 0.6:
        return own
    if kind < 0.7:
        return None
    if kind < 0.8:
        return replace
    return {"type": "Sequence", "decoders": [d for d in (replace, own, {"type": "Fuse"}, strip) if rng.random() < 0.6]}


def added_tokens(rng):
    flag = lambda chance: rng.random() < chance
    # no two with one normalized form: which of them the library finds follows its hash order
    contents = ["[UNK]", "[CLS]", "[SEP]", "[PAD]", "<New>", "ka lo", "日本", "Ka", "İ", "é", "<a", "<a><b>", "x1",
                " sp ", "mi", "tok\u0301"]
    tokens = []
    for content in rng.sample(contents, rng.randrange(0, 8)):
        tokens.append({"id": rng.randrange(2000), "content": content, "single_word": flag(0.3), "lstrip": flag(0.3),
                       "rstrip": flag(0.3), "normalized": flag(0.5), "special": flag(0.5)})
    if tokens and flag(0.2):
        tokens.append({**rng.choice(tokens), "normalized": flag(0.5), "special": flag(0.5)})
    return tokens


def model(rng):
    tokens = {"[UNK]", "[CLS]", "[SEP]", "[PAD]"}
    unknown = rng.choice(["[UNK]", "[UNK]", "[UNK]", "<unk>", "absent"])
    if unknown == "<unk>":
        tokens.add(unknown)
    prefix = rng.choice(["##", "##", "##", "", "_", "日"])
    for syllable in SYLLABLES:
        for form in (syllable, syllable.lower()):
            if rng.random() < 0.7:
                tokens.add(form)
            if rng.random() < 0.7:
                tokens.add(prefix + form)
    for _ in range(60):
        tokens.add(rng.choice(["", prefix]) + word(rng, 4))
    ordered = sorted(tokens)
    rng.shuffle(ordered)
    step = rng.choice([1, 1, 1, 3, 1000003])
    own = {"type": rng.choice(["WordPiece", "WordPiece", "WordLevel"]), "unk_token": unknown,
           "vocab": {token: i * step for i, token in enumerate(ordered)}}
    if own["type"] == "WordPiece":
        own.update(continuing_subword_prefix=prefix, max_input_chars_per_word=rng.choice([100, 100, 5, 1, 0, 1000]))
    if rng.random() < 0.1:
        del own["type"]
    return own


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

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/tokenizers: small tokenizers of our own and what the `tokenizers` library makes of texts.

NAME.json is a tokenizer.json; NAME.cases.jsonl has a case a line, either {"inputs", "options", "encodings"} with the
options of `vitrine tokenize` and offsets in code points ("error" where there is no answer), or {"ids", "skip",
"text"} for decoding.
"""
import json
import pathlib
import random
import sys

from tokenizers import Tokenizer

import tokenizer_texts
from compare_tokenizers import Options, random_input, random_options, reference
from random_tokenizers import random_tokenizer, random_words

OUT = pathlib.Path(__file__).resolve().parents[2] / "tests/data/tokenizers"

WORDS = ("the quick brown fox is n't lazy it jumps over 13 dogs does he said token model text hello world cafe noel "
         "letters un able break a b c d e s 日 本 你 好 и да ελ hi ! ? . , ' - [ ] ( )").split()
PIECES = ["##s", "##ing", "##ed", "##able", "##er", "##и", "##a", "##b", "##e", "##x", "##1", "##ly", "##ты"]
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def added(content, id, **flags):
    return {"id": id, "content": content, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
            "special": True, **flags}


def base(**parts):
    return {"version": "1.0", "truncation": None,
            "padding": {"strategy": "BatchLongest", "direction": "Right", "pad_to_multiple_of": None, "pad_id": 0,
                        "pad_type_id": 0, "pad_token": "[PAD]"},
            "added_tokens": [], "normalizer": None, "pre_tokenizer": None, "post_processor": None, "decoder": None,
            **parts}


def word_piece():
    vocabulary = {token: i for i, token in enumerate(SPECIAL + WORDS + PIECES)}
    return base(
        added_tokens=[added(token, i) for i, token in enumerate(SPECIAL)]
        + [added("<new>", 0, special=False, single_word=True), added("Été", 0, special=False, normalized=True),
           added("<left>", 0, lstrip=True), added("<right>", 0, rstrip=True)],
        normalizer={"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None,
                    "lowercase": True},
        pre_tokenizer={"type": "BertPreTokenizer"},
        post_processor={"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
        decoder={"type": "WordPiece", "prefix": "##", "cleanup": True},
        model={"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
               "max_input_chars_per_word": 100, "vocab": vocabulary})


def word_level():
    vocabulary = {token: i for i, token in enumerate(SPECIAL + WORDS)}
    return base(normalizer={"type": "Sequence", "normalizers": [{"type": "NFD"}, {"type": "Lowercase"}]},
                pre_tokenizer={"type": "Whitespace"},
                model={"type": "WordLevel", "unk_token": "[UNK]", "vocab": vocabulary})


def template():
    own = word_piece()
    name = lambda token, type_id: {"SpecialToken": {"id": token, "type_id": type_id}}
    text = lambda sequence, type_id: {"Sequence": {"id": sequence, "type_id": type_id}}
    own["post_processor"] = {
        "type": "TemplateProcessing",
        "single": [name("start", 3), text("A", 2), name("[SEP]", 1)],
        "pair": [name("start", 3), text("B", 1), name("[SEP]", 4), text("A", 0)],
        "special_tokens": {"start": {"id": "start", "ids": [90, 91], "tokens": ["<s1>", "<s2>"]},
                           "[SEP]": {"id": "[SEP]", "ids": [3], "tokens": ["[SEP]"]}}}
    own["normalizer"].update(lowercase=False, strip_accents=True, handle_chinese_chars=False)
    own["model"]["max_input_chars_per_word"] = 6
    own["decoder"] = {"type": "Sequence", "decoders": [own["decoder"], {"type": "Fuse"}]}
    return own


def cases(description, rng, texts):
    tokenizer = Tokenizer.from_str(json.dumps(description))
    pad = (description["padding"]["pad_id"], description["padding"]["pad_token"])
    plans = [(Options(), texts), (Options(), list(zip(texts[::3], texts[1::3])))]
    for _ in range(14):
        options = random_options(rng)
        short = [text for text in texts if len(text) < 80]
        plans.append((options, [random_input(rng, short, options.words) for _ in range(3)]))
    for options, inputs in plans:
        answers = reference(tokenizer, inputs, options, pad)
        if answers:
            yield {"inputs": inputs, "options": options.arguments(), "encodings": answers}
    for _ in range(12):
        ids = [rng.randrange(tokenizer.get_vocab_size() + 2) for _ in range(rng.randrange(0, 12))]
        skip = rng.random() < 0.5
        yield {"ids": ids, "skip": skip, "text": tokenizer.decode(ids, skip_special_tokens=skip)}


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    rng = random.Random(20)
    texts = (tokenizer_texts.SCRIPTS + [text for text in tokenizer_texts.ODD if len(text) < 1000]
             + ["The quick<new> <new> fox's ÉTÉ été <left>  unbreakable   <left> dogs <right>  over [MASK]."]
             + [tokenizer_texts.random_text(rng, 30) for _ in range(12)])
    descriptions = {"wordpiece": word_piece(), "wordlevel": word_level(), "template": template()}
    for number in range(6):
        descriptions[f"random{number}"] = random_tokenizer(rng)
    for name, description in descriptions.items():
        own = texts if not name.startswith("random") else [random_words(rng, description) for _ in range(15)]
        lines = list(cases(description, rng, own))
        (OUT / f"{name}.json").write_text(json.dumps(description, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (OUT / f"{name}.cases.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines),
                                                 encoding="utf-8")
        print(f"{name}: {len(lines)} cases")


if __name__ == "__main__":
    sys.exit(main())

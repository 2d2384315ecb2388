#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/tokenizers: small tokenizers of our own and what the `tokenizers` library makes of texts.

NAME.json is a tokenizer.json; NAME.cases.jsonl has a case a line, either {"inputs", "options", "encodings"} with the
options of `vitrine tokenize` and offsets in code points ("error" where there is no answer), or {"ids", "skip",
"text"} for decoding.
"""
import base64
import json
import pathlib
import random
import sys

from tokenizers import Tokenizer, models, trainers

import tokenizer_texts
from charsmap import charsmap
from compare_tokenizers import ERROR, PANIC, Options, random_input, random_options, reference
from random_tokenizers import byte_characters, random_tokenizer, random_words

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


def trained(description, size, special, **options):
    """`description` with a BPE model that was learned from the sample texts."""
    tokenizer = Tokenizer.from_str(json.dumps({**description, "added_tokens": [], "model": json.loads(
        Tokenizer(models.BPE()).to_str())["model"]}))
    texts = [line.lower() for line in tokenizer_texts.SCRIPTS] + [" ".join(WORDS)] * 3
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=size, special_tokens=special, show_progress=False,
                                                             **options))
    return {**description, "model": {**json.loads(tokenizer.to_str())["model"]}}


def byte_level():
    """As GPT-2 and RoBERTa."""
    own = base(pre_tokenizer={"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
               post_processor={"type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0], "trim_offsets": True,
                               "add_prefix_space": False},
               decoder={"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
               added_tokens=[added("<s>", 0), added("</s>", 2), added("<mask>", 3, lstrip=True)])
    return trained(own, 420, ["<s>", "<pad>", "</s>", "<mask>"], initial_alphabet=byte_characters())


def word_ends():
    """As CLIP: lower case, words of an expression, a mark at their ends."""
    own = base(normalizer={"type": "Sequence", "normalizers": [
        {"type": "NFC"}, {"type": "Replace", "pattern": {"Regex": "\\s+"}, "content": " "}, {"type": "Lowercase"}]},
        pre_tokenizer={"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+"},
             "behavior": "Removed", "invert": True},
            {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False}]},
        post_processor={"type": "Sequence", "processors": [
            {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False},
            template()["post_processor"]]},
        decoder={"type": "Sequence", "decoders": [{"type": "BPEDecoder", "suffix": "</w>"}, {"type": "CTC", "pad_token": "!",
                 "word_delimiter_token": "|", "cleanup": True}]},
        added_tokens=[added("<unk>", 0), added("|", 0, normalized=True, special=False)])
    own = trained(own, 420, ["<unk>"], initial_alphabet=byte_characters(), end_of_word_suffix="</w>")
    own["model"]["unk_token"] = "<unk>"
    return own


def byte_fallback():
    """As Llama 2: marks put in by normalizers, bytes for what is not known."""
    own = base(normalizer={"type": "Sequence", "normalizers": [
        {"type": "Prepend", "prepend": "▁"}, {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]},
        post_processor={"type": "TemplateProcessing",
                        "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
                        "pair": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                                 {"SpecialToken": {"id": "<s>", "type_id": 1}}, {"Sequence": {"id": "B", "type_id": 1}}],
                        "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}}},
        decoder={"type": "Sequence", "decoders": [
            {"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"},
            {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
        added_tokens=[added("<unk>", 0), added("<s>", 1), added("</s>", 2)])
    own = trained(own, 400, ["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)], limit_alphabet=60,
                  max_token_length=8)
    own["model"].update(unk_token="<unk>", fuse_unk=True, byte_fallback=True)
    return own


def unigram():
    """As T5 and XLM-RoBERTa: a character map, marked words, scores."""
    table = {"\t": " ", "\n": " ", "\u3000": " ", "…": "...", "ﬁ": "fi", "½": "1⁄2", "①": "1", "\u00ad": "", "\u200d": " ",
             "e\u0301": "é", "Ａ": "A", "㎏": "kg", "ｶﾞ": "ガ", "\ufeff": "", "ﷺ": "صلى الله عليه وسلم"}
    pieces = ["<pad>", "</s>", "<unk>", "▁"] + [mark + word for word in dict.fromkeys(WORDS) for mark in ("▁", "")]
    pieces = list(dict.fromkeys(pieces + list("aeiourstlnmdйцукенгшщзхъ日本한글가") + ["fi", "kg", "in", "er", "▁un", "..."]))
    return base(normalizer={"type": "Sequence", "normalizers": [
        {"type": "Precompiled", "precompiled_charsmap": base64.b64encode(charsmap(table)).decode()},
        {"type": "Nmt"}, {"type": "Strip", "strip_left": False, "strip_right": True}]},
        pre_tokenizer={"type": "Sequence", "pretokenizers": [
            {"type": "UnicodeScripts"}, {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first", "split": True}]},
        decoder={"type": "Metaspace", "replacement": "▁", "add_prefix_space": True, "str_rep": "▁"},
        added_tokens=[added("<pad>", 0), added("</s>", 1), added("<unk>", 2)],
        model={"type": "Unigram", "unk_id": 2, "vocab": [[piece, -1.5 - i / 7] for i, piece in enumerate(pieces)]})


def is_usable(inputs, answers):
    """Not too large, no panic of the library, no offsets outside of the text (a BPE with affixes counts so)."""
    def flat(item):
        return [item] if isinstance(item, str) else [text for part in item for text in flat(part)]

    def furthest(encoding):
        return max([end for _, end in encoding["offsets"]] + [furthest(window) for window in encoding.get("overflowing", [])],
                   default=0)

    return (PANIC not in answers and len(json.dumps(answers)) < 30_000 and all(
        answer == ERROR or furthest(answer) <= max(map(len, flat(item)), default=0)
        for item, answer in zip(inputs, answers)))


def cases(description, rng, texts):
    tokenizer = Tokenizer.from_str(json.dumps(description))
    pad = (description["padding"]["pad_id"], description["padding"]["pad_token"])
    plans = [(Options(), texts[i:i + 8]) for i in range(0, len(texts), 8)]
    plans += [(Options(), list(zip(texts[i::9], texts[i + 1::9]))) for i in range(0, 9, 3)]
    for _ in range(14):
        options = random_options(rng)
        short = [text for text in texts if len(text) < 80]
        plans.append((options, [random_input(rng, short, options.words) for _ in range(3)]))
    for options, inputs in plans:
        answers = reference(tokenizer, inputs, options, pad)
        if answers and is_usable(inputs, answers):
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
    descriptions = {"wordpiece": word_piece(), "wordlevel": word_level(), "template": template(), "bytelevel": byte_level(),
                    "wordends": word_ends(), "bytefallback": byte_fallback(), "unigram": unigram()}
    for number in range(16):
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

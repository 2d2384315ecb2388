#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times `vitrine train-tokenizer` against the trainers of the `tokenizers` library.

    bench_trainers.py [--vitrine build/release/vitrine] [--file TEXT] [--megabytes N] [--threads 1 2] [--repeat 2]
                      [--only ALGORITHM…] [--vocab-size N]

Both train the same pipeline (the one `vitrine` chose) on the same file, a text a line, each in a process of its own
with the same number of threads; process start and reading are included on both sides. Without --file a corpus is
made of $VITRINE_FIXTURES/data/wikitext2 (words of its lines, recombined so that the vocabulary grows). One JSON line
a case: seconds of each (the least of the repeats), their ratio, peak memory of each in megabytes.
"""
import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIBRARY = """
import json, sys
from tokenizers import Tokenizer, trainers
kind, base, text, size = sys.argv[1:]
tokenizer = Tokenizer.from_file(base)
special = [t.content for t in tokenizer.get_added_tokens_decoder().values()]
pipeline = json.loads(tokenizer.to_str())
pipeline["added_tokens"], pipeline["post_processor"] = [], None
pipeline["model"]["vocab"] = [["<unk>", 0.0]] if kind == "unigram" else {}
if kind == "bpe":
    pipeline["model"]["merges"] = []
tokenizer = Tokenizer.from_str(json.dumps(pipeline))
more = {"unk_token": "<unk>"} if kind == "unigram" else {}
trainer = {"bpe": trainers.BpeTrainer, "wordpiece": trainers.WordPieceTrainer, "unigram": trainers.UnigramTrainer,
           "wordlevel": trainers.WordLevelTrainer}[kind](vocab_size=int(size), special_tokens=special,
                                                         show_progress=False, **more)
with open(text) as lines:
    tokenizer.train_from_iterator((line.rstrip("\\n") for line in lines), trainer)
"""


def make_corpus(path, megabytes):
    source = pathlib.Path(os.environ["VITRINE_FIXTURES"]) / "data/wikitext2/wiki.valid.raw"
    words = source.read_text().split()
    rng = random.Random(1)
    written = 0
    with path.open("w") as out:
        while written < megabytes << 20:
            line = " ".join(w if rng.random() < 0.85 else w[:rng.randint(0, len(w))] + rng.choice(words)
                            for w in rng.choices(words, k=rng.randint(5, 120))) + "\n"
            written += out.write(line)


def timed(command, environment):
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit(process.stderr.read().decode())
    return seconds, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--file")
    parser.add_argument("--megabytes", type=int, default=20)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--repeat", type=int, default=2)
    parser.add_argument("--vocab-size", type=int, default=16000)
    parser.add_argument("--only", nargs="+", default=["bpe", "wordpiece", "unigram", "wordlevel"])
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        text = args.file or str(folder / "corpus.txt")
        if not args.file:
            make_corpus(pathlib.Path(text), args.megabytes)
        for kind in args.only:
            for threads in args.threads:
                out = folder / f"{kind}-{threads}"
                ours = [args.vitrine, "train-tokenizer", "--algorithm", kind, "--vocab-size", str(args.vocab_size),
                        "--threads", str(threads), "--sample", "0", "--out", str(out), text]
                theirs = [sys.executable, "-c", LIBRARY, kind, str(out / "tokenizer.json"), text, str(args.vocab_size)]
                environment = {**os.environ, "RAYON_NUM_THREADS": str(threads), "TOKENIZERS_PARALLELISM": "true"}
                runs = [(timed(ours, environment), timed(theirs, environment)) for _ in range(args.repeat)]
                mine, other = (min(run[side] for run in runs) for side in (0, 1))
                print(json.dumps({"algorithm": kind, "threads": threads, "megabytes": os.path.getsize(text) / 1e6,
                                  "seconds": round(mine[0], 2), "library_seconds": round(other[0], 2),
                                  "ratio": round(other[0] / mine[0], 2), "peak_mb": round(mine[1]),
                                  "library_peak_mb": round(other[1])}), flush=True)


if __name__ == "__main__":
    main()

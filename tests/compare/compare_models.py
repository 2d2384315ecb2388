#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares `vitrine forward` with Transformers (eager attention, float32): every architecture and head on random tiny
configs, weights and inputs.

    compare_models.py [--vitrine build/release/vitrine] [--only bert,gpt2] [--heads masked-lm,…] [--rounds N] [--seed N] [--bfloat16]

The architectures are the lists FAMILIES of models_encoders.py, models_decoders.py and models_seq2seq.py. Each round takes a
new config and new weights for every head, saves them with save_pretrained, and compares everything that the Transformers
class returns (losses, all hidden states and attentions) for inputs with and without padding, at either side. Prints a line
for each architecture: the largest error relative to the largest value of the same tensor. Exit status 1 above the bar.
"""
import argparse
import importlib
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import torch
import transformers
from safetensors.torch import load_file, save_file

from model_family import Family, float_labels, outputs_of

ROOT = pathlib.Path(__file__).resolve().parents[2]
BAR = {torch.float32: 2e-5, torch.bfloat16: 0.15}
MODULES = ["models_encoders", "models_decoders", "models_seq2seq"]


def families():
    return [family for module in MODULES for family in importlib.import_module(module).FAMILIES]


def largest_errors(vitrine, folder, head, inputs, expected, outputs, dtype):
    """(error, name) of the worst tensor; infinite where one is missing or has another shape."""
    out = pathlib.Path(folder) / "out.safetensors"
    command = [vitrine, "forward", "--model", folder, "--head", head, "--out", out, "--outputs", outputs, "--threads", "1"]
    if dtype != torch.float32:
        command += ["--dtype", "bfloat16"]
    done = subprocess.run(command, text=True, capture_output=True,
                          input=json.dumps({name: value.tolist() for name, value in inputs.items()}))
    if done.returncode != 0:
        return float("inf"), f"exit {done.returncode}: {done.stderr.strip()[-300:]}"
    found = load_file(out)
    worst = (0.0, "")
    for name, value in expected.items():
        if name not in found or found[name].shape != value.shape:
            shape = list(found[name].shape) if name in found else "missing"
            return float("inf"), f"{name}: {shape}, expected {list(value.shape)}"
        if not value.numel():
            continue
        if name == "loss" and value.isnan() and found[name].isnan():
            continue
        error = float((found[name].double() - value.double()).abs().max() / (value.double().abs().max() + 1e-12))
        if error != error or error > worst[0]:
            worst = (error if error == error else float("inf"), name)
    return worst


def compare(arguments, family: Family, head, rng):
    config = family.config(rng, head)
    model = family.classes[head](config).eval().float()
    model.set_attn_implementation("eager")
    family.randomize(model, rng)
    dtype = torch.bfloat16 if arguments.bfloat16 else torch.float32
    worst = (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        file = f"{folder}/model.safetensors"
        if family.restore:
            save_file(family.restore(rng, model, head, load_file(file)), file, metadata={"format": "pt"})
        family.rewrite_config(rng, pathlib.Path(folder) / "config.json")
        if dtype == torch.bfloat16:
            model.to(dtype)
        for _ in range(arguments.inputs):
            inputs = family.inputs(rng, config, head)
            outputs = rng.choice(["logits", "logits,hidden_states,attentions", "logits,hidden_states,attentions"])
            with torch.no_grad():
                expected = outputs_of(model(**float_labels(inputs, config), output_hidden_states=True, output_attentions=True))
            if outputs == "logits":
                expected = {name: value for name, value in expected.items() if "." not in name}
            error, name = largest_errors(arguments.vitrine, folder, family.heads[head] if head in family.heads else head,
                                         inputs, {name: value.float() for name, value in expected.items()}, outputs, dtype)
            if not error <= BAR[dtype]:
                shapes = {name: list(value.shape) for name, value in inputs.items()}
                print(f"  {family.name} {head}: {name} {error:.3g}; inputs {shapes}; {config.to_diff_dict()}")
                if arguments.keep:
                    subprocess.run(["cp", "-r", folder, arguments.keep])
                    (pathlib.Path(arguments.keep) / "inputs.json").write_text(
                        json.dumps({name: value.tolist() for name, value in inputs.items()}))
                    sys.exit(1)
            worst = max(worst, (error, f"{head} {name}"))
    return worst


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--only", default="", help="architectures, all of them unless told")
    parser.add_argument("--heads", default="", help="heads, all of them unless told")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--inputs", type=int, default=3, help="forward passes with each model")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bfloat16", action="store_true")
    parser.add_argument("--keep", help="folder for the first model that differs, and its inputs")
    arguments = parser.parse_args()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.set_num_threads(1)
    only, heads = [set(filter(None, text.split(","))) for text in (arguments.only, arguments.heads)]
    failed = False
    for family in families():
        if only and family.name not in only:
            continue
        rng = random.Random(f"{arguments.seed} {family.name}")
        torch.manual_seed(rng.randrange(2**31))
        worst, passes = (0.0, ""), 0
        for _ in range(arguments.rounds):
            for head in family.classes:
                if not heads or head in heads:
                    worst = max(worst, compare(arguments, family, head, rng))
                    passes += arguments.inputs
        print(f"{family.name}: {passes} passes, largest relative error {worst[0]:.3g} ({worst[1]})", flush=True)
        failed |= not worst[0] <= BAR[torch.bfloat16 if arguments.bfloat16 else torch.float32]
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

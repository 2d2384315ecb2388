#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares `vitrine run translation` with the pipeline of Transformers 4.57 on models with language codes.

    build/compare4/bin/python compare_translation.py [--vitrine build/release/vitrine] [--rounds N] [--seed S]

Run by an interpreter with Transformers 4.57. Tokenizer folders of Marian, M2M100, NLLB, mBART and mBART-50 are made on
the spot as compare_translation_tokenizers.py makes them, with tiny random models. Every pair of languages that a folder
knows, greedy and with beams, one text and batches. Exit status 1 on any difference.
"""
import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unicodedata

os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
import torch
import transformers

import compare_translation_tokenizers as makers
from compare_storage import Corpus, ROOT

SIZES = dict(d_model=32, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4, decoder_attention_heads=4, encoder_ffn_dim=48,
             decoder_ffn_dim=48, max_position_embeddings=200)


def make_model(kind, folder, tokenizer):
    tokens = dict(vocab_size=len(tokenizer) + 300, pad_token_id=tokenizer.pad_token_id, eos_token_id=tokenizer.eos_token_id,
                  bos_token_id=tokenizer.bos_token_id or 0)
    if kind == "marian":
        config = transformers.MarianConfig(**SIZES, **tokens, decoder_start_token_id=tokenizer.pad_token_id, forced_eos_token_id=None)
        model = transformers.MarianMTModel(config)
    elif kind in ("m2m100", "nllb"):
        config = transformers.M2M100Config(**SIZES, **tokens, decoder_start_token_id=tokenizer.eos_token_id)
        model = transformers.M2M100ForConditionalGeneration(config)
    else:
        config = transformers.MBartConfig(**SIZES, **tokens, decoder_start_token_id=tokenizer.eos_token_id)
        model = transformers.MBartForConditionalGeneration(config)
    for name, parameter in model.named_parameters():
        if parameter.dim() > 1 and "embed_positions" not in name:
            torch.nn.init.normal_(parameter, std=0.5 if "shared" in name or "embed" in name else 0.25)
    model.save_pretrained(folder)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    rng = random.Random(options.seed)
    torch.manual_seed(options.seed)
    corpus = Corpus(rng, 20)
    compared = different = 0
    for name in ("marian", "m2m100", "nllb", "mbart", "mbart50"):
        if options.only and options.only != name:
            continue
        for _ in range(options.rounds):
            with tempfile.TemporaryDirectory() as work:
                folder = pathlib.Path(work) / "model"
                folder.mkdir()
                languages, _ = getattr(makers, name)(rng, folder, corpus)
                try:
                    tokenizer = transformers.AutoTokenizer.from_pretrained(str(folder))
                    make_model(name, folder, tokenizer)
                    pipe = transformers.pipeline("translation", model=str(folder), device="cpu")
                except Exception as error:
                    print(f"{name}: the library refuses the folder: {str(error)[:120]}")
                    continue
                codes = [code for code in languages if code]
                pairs = [(a, b) for a in codes for b in codes if a != b] or [(None, None)]
                for source, target in rng.sample(pairs, min(4, len(pairs))):
                    settings = rng.choice([{"max_new_tokens": 12}, {"num_beams": 3, "max_new_tokens": 10}, {"max_length": 9, "num_beams": 2}])
                    # The tokenizers are those of 5.23, which does not normalize what a bare SentencePiece model would.
                    stable = [text for text in corpus.lines if text.strip() and "\u200b" not in text and text == unicodedata.normalize("NFKC", text)]
                    texts = rng.sample(stable, 4)
                    extra = dict(src_lang=source, tgt_lang=target) if source else {}
                    try:
                        expected = [pipe(text, **settings, **extra) for text in texts]
                    except Exception as error:
                        print(f"{name}: the library fails: {str(error)[:120]}")
                        continue
                    command = [options.vitrine, "run", "translation", "--model", str(folder), "--threads", "1", "--dtype", "float32"]
                    for key, value in (settings | extra).items():
                        command += ["--set", f"{key}={json.dumps(value)}"]
                    done = subprocess.run(command, capture_output=True, text=True, input="".join(json.dumps(text) + "\n" for text in texts))
                    found = [json.loads(line) for line in done.stdout.splitlines()]
                    for text, ours, theirs in zip(texts, found + [done.stderr] * len(texts), expected):
                        compared += 1
                        if ours != theirs and "<0x" not in str(theirs):  # bytes, which 5.23 spells as text
                            different += 1
                            print(f"{name} {source} → {target} {settings} {text!r}\n  ours   {ours}\n  theirs {theirs}")
    print(f"{compared} translations compared, {different} differ")
    return 1 if different or not compared else 0


if __name__ == "__main__":
    sys.exit(main())

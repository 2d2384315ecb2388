#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A real trained Llama (stories260K of llama2.c) in Vitrine and in Transformers: logits, attention, greedy text.

    VITRINE_FIXTURES=FOLDER compare_stories.py [--vitrine build/release/vitrine]

FOLDER/weights/stories260K has the model and its tokenizer as llama2.c wrote them. Prints the story; exit status 1 where the
two differ.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import torch
import transformers
from safetensors.torch import load_file

import convert_llama2c

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROMPTS = ["Once upon a time", "Lily and Tom went to the park", "One day, a dög"]
LENGTH = 120


def vitrine(program, *arguments, given):
    return subprocess.run([program, *map(str, arguments)], input=json.dumps(given) + "\n", text=True, capture_output=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    program = parser.parse_args().vitrine
    fixtures = os.environ.get("VITRINE_FIXTURES")
    source = pathlib.Path(fixtures or "") / "weights/stories260K"
    if not fixtures or not source.exists():
        print("skipped: VITRINE_FIXTURES names no folder with weights/stories260K")
        return 0
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.set_num_threads(1)
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        convert_llama2c.convert(source / "stories260K.bin", folder)
        convert_llama2c.convert_tokenizer(source / "tok512.bin", folder)
        model = transformers.LlamaForCausalLM.from_pretrained(folder, attn_implementation="eager").eval()
        tokenizer = transformers.PreTrainedTokenizerFast.from_pretrained(folder)
        for prompt in PROMPTS:
            ids = tokenizer(prompt, return_tensors="pt").input_ids
            story = model.generate(ids, max_new_tokens=LENGTH, do_sample=False)
            out = pathlib.Path(folder) / "out.safetensors"
            done = vitrine(program, "forward", "--model", folder, "--outputs", "logits,attentions", "--out", out,
                           given={"input_ids": story.tolist()})
            print(done.stderr, end="")
            found = load_file(out)
            with torch.no_grad():
                expected = model(story, output_attentions=True)
            error = float((found["logits"] - expected.logits).abs().max() / expected.logits.abs().max())
            error = max([error] + [float((found[f"attentions.{i}"] - value).abs().max())
                                   for i, value in enumerate(expected.attentions)])
            same = torch.equal(found["logits"][0, ids.shape[1] - 1:-1].argmax(-1), story[0, ids.shape[1]:])
            run = vitrine(program, "run", "text-generation", "--model", folder, "--set", "do_sample=false", "--set",
                          f"max_new_tokens={LENGTH}", given=prompt)
            text = tokenizer.decode(story[0], skip_special_tokens=True)
            told = "not run: " + run.stderr.strip()[-80:]
            if run.returncode == 0:
                told = "same text" if json.loads(run.stdout)[0]["generated_text"] == text else "other text: " + run.stdout
            bad += not error < 2e-5 or not same or told.startswith("other")
            print(f"{prompt!r}: error {error:.2g}, greedy tokens {'equal' if same else 'differ'}, text-generation {told}")
            print("  " + text.replace("\n", "\n  "))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/models/architectures/NAME: tiny checkpoints with random weights of every architecture, and in
golden.safetensors a padded batch (int64) with everything that Transformers makes of it (float32).

    make_architecture_goldens.py [NAME…]

What is written is the lists GOLDENS of models_encoders.py, models_decoders.py and models_seq2seq.py: name, class, config and
inputs. A name may have a suffix for another head or option: "bert-question-answering".
"""
import importlib
import pathlib
import shutil
import sys

import torch
import transformers
from safetensors.torch import save_file

from compare_models import MODULES
from model_family import outputs_of

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "tests/data/models/architectures"


def main():
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    for module in MODULES:
        for golden in getattr(importlib.import_module(module), "GOLDENS", []):
            if sys.argv[1:] and golden.name not in sys.argv[1:]:
                continue
            torch.manual_seed(20)
            model = golden.model_class(golden.config).eval()
            model.set_attn_implementation("eager")
            for parameter in model.parameters():
                if parameter.dim() == 1:
                    parameter.data += torch.randn_like(parameter) * 0.1
            folder = FOLDER / golden.name
            shutil.rmtree(folder, ignore_errors=True)
            model.save_pretrained(folder)
            (folder / "generation_config.json").unlink(missing_ok=True)
            with torch.no_grad():
                outputs = outputs_of(model(**golden.inputs, output_hidden_states=True, output_attentions=True))
            tensors = {name: value.clone().contiguous() for name, value in outputs.items()} | golden.inputs
            save_file(tensors, folder / "golden.safetensors")


if __name__ == "__main__":
    main()

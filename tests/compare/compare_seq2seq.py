#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares `vitrine forward` with Transformers (eager attention, float32) on encoder-decoder models of random weights.

    compare_seq2seq.py [--vitrine build/release/vitrine] [--seed N] [--only t5,bart] [--rounds N]

Every family with every head and the odd options of its config: logits, loss, hidden states and attentions of both
stacks, cross-attentions; batches padded at either side, decoder masks, decoder inputs given and not given; files in
old spellings. Prints the largest error relative to the largest expected value of each model; exit status 1 above 2e-4.
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

ROOT = pathlib.Path(__file__).resolve().parents[2]
BAR = 2e-4


def t5_configs(rng):
    """Old T5, T5 1.1 (gated, untied), odd sizes; mT5."""
    sizes = lambda **other: dict(vocab_size=60, d_model=24, d_kv=rng.choice([5, 8]), d_ff=36, num_layers=2,
                                 num_heads=3, decoder_start_token_id=0, **other)
    yield transformers.T5Config(**sizes())
    yield transformers.T5Config(**sizes(num_decoder_layers=3, feed_forward_proj="gated-gelu", tie_word_embeddings=False,
                                        relative_attention_num_buckets=8, relative_attention_max_distance=12))
    yield transformers.T5Config(**sizes(num_decoder_layers=1, feed_forward_proj="gated-silu", layer_norm_epsilon=1e-5,
                                        relative_attention_num_buckets=10, relative_attention_max_distance=7))
    yield transformers.MT5Config(**sizes(num_decoder_layers=3))


def bart_sizes(rng, **other):
    sizes = dict(vocab_size=60, d_model=24, encoder_layers=2, decoder_layers=rng.choice([1, 3]), encoder_attention_heads=3,
                 decoder_attention_heads=rng.choice([2, 4]), encoder_ffn_dim=36, decoder_ffn_dim=28,
                 max_position_embeddings=32)
    return sizes | other


def bart_configs(rng):
    yield transformers.BartConfig(**bart_sizes(rng))
    yield transformers.BartConfig(**bart_sizes(rng, scale_embedding=True, activation_function="relu", pad_token_id=3,
                                               decoder_start_token_id=5, tie_word_embeddings=False))


def mbart_configs(rng):
    yield transformers.MBartConfig(**bart_sizes(rng, scale_embedding=True))
    yield transformers.MBartConfig(**bart_sizes(rng, activation_function="gelu_new"))


def marian_configs(rng):
    tokens = dict(pad_token_id=59, decoder_start_token_id=59, eos_token_id=0, forced_eos_token_id=0)
    yield transformers.MarianConfig(**bart_sizes(rng, **tokens, scale_embedding=True, activation_function="swish"))
    yield transformers.MarianConfig(**bart_sizes(rng, **tokens, share_encoder_decoder_embeddings=False,
                                                 decoder_vocab_size=60))


def pegasus_configs(rng):
    yield transformers.PegasusConfig(**bart_sizes(rng, scale_embedding=True, activation_function="relu"))
    yield transformers.PegasusConfig(**bart_sizes(rng))


def m2m_configs(rng):
    yield transformers.M2M100Config(**bart_sizes(rng))
    yield transformers.M2M100Config(**bart_sizes(rng, scale_embedding=False, max_position_embeddings=8))


def led_configs(rng):
    sizes = {"max_encoder_position_embeddings": 40, "max_decoder_position_embeddings": 24}
    yield transformers.LEDConfig(**bart_sizes(rng, **sizes, attention_window=rng.choice([4, 8])))
    yield transformers.LEDConfig(**bart_sizes(rng, **sizes, attention_window=[4, 8], activation_function="relu"))


HEADS = {
    "bart": ["BartModel", "BartForConditionalGeneration", "BartForSequenceClassification", "BartForQuestionAnswering"],
    "mbart": ["MBartModel", "MBartForConditionalGeneration", "MBartForSequenceClassification", "MBartForQuestionAnswering"],
    "marian": ["MarianModel", "MarianMTModel"],
    "pegasus": ["PegasusModel", "PegasusForConditionalGeneration"],
    "m2m_100": ["M2M100Model", "M2M100ForConditionalGeneration"],
    "led": ["LEDModel", "LEDForConditionalGeneration", "LEDForQuestionAnswering"],
    "t5": ["T5Model", "T5ForConditionalGeneration", "T5EncoderModel", "T5ForSequenceClassification",
           "T5ForTokenClassification", "T5ForQuestionAnswering"],
    "mt5": ["MT5Model", "MT5ForConditionalGeneration", "MT5EncoderModel", "MT5ForSequenceClassification",
            "MT5ForTokenClassification", "MT5ForQuestionAnswering"],
}
CONFIGS = {"t5": t5_configs, "bart": bart_configs, "mbart": mbart_configs, "marian": marian_configs,
           "pegasus": pegasus_configs, "m2m_100": m2m_configs, "led": led_configs}
NEEDS_DECODER_INPUTS = {"T5Model", "MT5Model", "MarianModel", "PegasusModel", "M2M100Model"}


def untied(weights, config):
    """As T5 1.1 stores it: an output layer of its own."""
    if "lm_head.weight" in weights or "shared.weight" not in weights: return weights
    return weights | {"lm_head.weight": torch.randn_like(weights["shared.weight"])}


def random_model(rng, name, config):
    config = type(config).from_dict(config.to_dict())
    if "Sequence" in name or "Token" in name: config.num_labels = rng.choice([3, 4])
    model = getattr(transformers, name)(config).eval()
    model.set_attn_implementation("eager")
    for key, parameter in model.named_parameters():  # sinusoids, too, where the class stores them
        if config.model_type != "marian" or "embed_positions" not in key:
            parameter.data += torch.randn_like(parameter) * 0.15
    if hasattr(model, "final_logits_bias"): model.final_logits_bias += torch.randn_like(model.final_logits_bias)
    return model


def random_mask(rng, batch, length):
    mask = torch.ones(batch, length, dtype=torch.long)
    kind = rng.choice(["none", "right", "left", "mixed"])
    for row in mask:
        count = rng.randint(1, length)
        side = rng.choice(["right", "left"]) if kind == "mixed" else kind
        if side == "right": row[count:] = 0
        if side == "left": row[:length - count] = 0
    return mask


def random_inputs(rng, name, config):
    batch, length, target = rng.randint(1, 4), rng.randint(2, 17), rng.randint(1, 19)
    eos = config.eos_token_id
    words = lambda *shape: torch.randint(4, config.vocab_size, shape)
    inputs = {"input_ids": words(batch, length), "attention_mask": random_mask(rng, batch, length)}
    if eos is not None:
        inputs["input_ids"][:, -1] = eos
    if config.model_type == "led" and rng.random() < 0.7:
        inputs["global_attention_mask"] = (torch.rand(batch, length) < 0.25).long()
    needs_decoder = name in NEEDS_DECODER_INPUTS
    if "Encoder" in name or "Token" in name:
        pass
    elif "Sequence" in name:
        if rng.random() < 0.5: inputs["decoder_input_ids"] = words(batch, length)
    elif needs_decoder or "QuestionAnswering" not in name and rng.random() < 0.7:
        inputs["decoder_input_ids"] = words(batch, target)
        if rng.random() < 0.5: inputs["decoder_attention_mask"] = random_mask(rng, batch, target)
    if "Generation" in name or "MTModel" in name:
        target = inputs["decoder_input_ids"].shape[1] if "decoder_input_ids" in inputs else target
        inputs["labels"] = words(batch, target)
        inputs["labels"][torch.rand(batch, target) < 0.2] = -100
        inputs["labels"][0, 0] = 5
    elif "Sequence" in name:
        inputs["labels"] = torch.randint(0, config.num_labels, (batch,))
    elif "Token" in name:
        inputs["labels"] = torch.randint(0, config.num_labels, (batch, length))
    return inputs


def expected(model, inputs):
    with torch.no_grad():
        outputs = model(**inputs, output_hidden_states=True, output_attentions=True)
    tensors = {}
    for name, value in outputs.items():
        if isinstance(value, torch.Tensor): tensors[name] = value
        elif isinstance(value, tuple): tensors |= {f"{name}.{i}": each for i, each in enumerate(value)}
    return tensors


def compare(vitrine, folder, inputs, tensors):
    """The largest relative error of all tensors, or what is wrong."""
    out = pathlib.Path(folder) / "out.safetensors"
    worst = 0
    for outputs in ["logits", "logits,hidden_states,attentions"]:
        done = subprocess.run([vitrine, "forward", "--model", folder, "--out", out, "--outputs", outputs], text=True,
                              capture_output=True,
                              input=json.dumps({name: value.tolist() for name, value in inputs.items()}))
        if done.returncode: return done.stderr.strip() or done.stdout
        found = load_file(out)
        for name, value in tensors.items():
            if outputs == "logits" and "." in name: continue
            if name not in found: return f"{name} is missing"
            if found[name].shape != value.shape: return f"{name}: {found[name].shape}, expected {value.shape}"
            error = ((found[name] - value).abs().max() / value.abs().max().clamp_min(1e-12)).item()
            if not error <= worst: worst = error
            if not error <= BAR: return f"{name}: {error:.2e} with {outputs}"
    return worst


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", default=",".join(CONFIGS))
    options = parser.parse_args()
    torch.set_num_threads(1)
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    failed = count = 0
    for family in options.only.split(","):
        for config in (each for _ in range(options.rounds) for each in CONFIGS[family](rng)):
            for name in HEADS[config.model_type]:
                model = random_model(rng, name, config)
                with tempfile.TemporaryDirectory() as folder:
                    model.save_pretrained(folder)
                    weights = load_file(folder + "/model.safetensors")
                    if getattr(config, "scale_decoder_outputs", True) is False and "Generation" in name:
                        save_file(untied(weights, config), folder + "/model.safetensors", {"format": "pt"})
                        model = type(model).from_pretrained(folder, attn_implementation="eager").eval()
                    inputs = random_inputs(rng, name, model.config)
                    result = compare(options.vitrine, folder, inputs, expected(model, inputs))
                count += 1
                failed += isinstance(result, str)
                print(f"{name:34} {result if isinstance(result, str) else f'{result:.1e}'}", flush=True)
    print(f"{count} models, {failed} differ by more than {BAR}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

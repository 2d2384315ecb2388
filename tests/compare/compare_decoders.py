#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares `vitrine forward` of decoder-only architectures with Transformers (eager attention, float32) on random configs.

    compare_decoders.py [--vitrine build/release/vitrine] [--only llama,gpt2] [--models N] [--seed N] [--keep FOLDER]

Every head, all logits, hidden states and attentions, the loss; padding at either side, holes, rows without any key,
given positions; config.json in the spelling of Transformers 5 and of older ones; the fast path and the exact one.
Prints for each architecture the largest error relative to the largest expected value; exit status 1 above 1e-4.
"""
import argparse
import copy
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import torch
import transformers
from safetensors.torch import load_file

ROOT = pathlib.Path(__file__).resolve().parents[2]
BAR = 1e-4
HEADS = {"base": "", "causal-lm": "ForCausalLM", "sequence-classification": "ForSequenceClassification",
         "token-classification": "ForTokenClassification", "question-answering": "ForQuestionAnswering"}


def rope(rng, rotated, positions, kinds=("default", "linear", "dynamic", "yarn", "longrope", "llama3")):
    """Random rope parameters in Transformers 5's form."""
    kind = rng.choice(kinds)
    theta = rng.choice([10000.0, 500000.0, 100.0])
    entries = {"rope_type": kind, "rope_theta": theta}
    if kind in ("linear", "dynamic", "yarn", "llama3"):
        entries["factor"] = rng.choice([2.0, 4.0, 8.0])
    if kind == "yarn":
        entries["original_max_position_embeddings"] = positions // 4
        if rng.random() < 0.3:
            entries |= {"attention_factor": 1.3}
        elif rng.random() < 0.5:
            entries |= {"mscale": 0.7, "mscale_all_dim": 1.1}
        if rng.random() < 0.5:
            entries |= {"beta_fast": 16, "beta_slow": 2, "truncate": rng.random() < 0.5}
    if kind == "llama3":
        entries |= {"low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": positions // 2}
    if kind == "longrope":
        count = (rotated + 1) // 2
        entries |= {"short_factor": [1 + rng.random() for _ in range(count)],
                    "long_factor": [1 + 3 * rng.random() for _ in range(count)],
                    "original_max_position_embeddings": positions // 3}
        if rng.random() < 0.5:
            entries["factor"] = 4.0
    return entries


def llama_sizes(rng):
    heads = rng.choice([2, 4, 6])
    head = rng.choice([4, 8, 16])
    return dict(vocab_size=rng.randint(40, 120), hidden_size=heads * head, intermediate_size=rng.randint(10, 60),
                num_hidden_layers=rng.randint(1, 4), num_attention_heads=heads,
                num_key_value_heads=rng.choice([1, heads // 2, heads]), max_position_embeddings=48,
                rms_norm_eps=rng.choice([1e-6, 1e-5]), initializer_range=0.2, pad_token_id=rng.choice([None, 0, 3]),
                tie_word_embeddings=rng.random() < 0.5, bos_token_id=1, eos_token_id=2)


def llama(rng):
    sizes = llama_sizes(rng)
    head = sizes["head_dim"] = rng.choice([8, 12, sizes["hidden_size"] // sizes["num_attention_heads"]])
    return dict(sizes, attention_bias=rng.random() < 0.5, mlp_bias=rng.random() < 0.5,
                hidden_act=rng.choice(["silu", "gelu", "relu"]), rope_parameters=rope(rng, head, 48))


def mistral(rng):
    sizes = llama_sizes(rng)
    return dict(sizes, sliding_window=rng.choice([None, 3, 7, 100]), head_dim=rng.choice([None, 8]),
                rope_parameters={"rope_type": "default", "rope_theta": 1000.0})


def smollm3(rng):
    sizes = llama_sizes(rng)
    sizes["num_hidden_layers"] = rng.randint(2, 5)
    if rng.random() < 0.5:
        sizes["no_rope_layers"] = [rng.randint(0, 1) for _ in range(sizes["num_hidden_layers"])]
    if rng.random() < 0.6:
        sizes |= {"use_sliding_window": True, "sliding_window": 4}
    return dict(sizes, no_rope_layer_interval=rng.choice([2, 4]), attention_bias=rng.random() < 0.5,
                rope_parameters={"rope_type": "default", "rope_theta": 10000.0})


def qwen(rng):
    sizes = llama_sizes(rng)
    if rng.random() < 0.7:
        sizes |= {"use_sliding_window": True, "sliding_window": rng.choice([3, 6]),
                  "max_window_layers": rng.randint(0, sizes["num_hidden_layers"])}
    if rng.random() < 0.3:
        sizes["layer_types"] = [rng.choice(["full_attention", "sliding_attention"])
                                for _ in range(sizes["num_hidden_layers"])]
        sizes |= {"use_sliding_window": True, "sliding_window": 5}
    head = sizes["hidden_size"] // sizes["num_attention_heads"]
    return dict(sizes, rope_parameters=rope(rng, head, 48, ("default", "yarn", "dynamic")))


def qwen3(rng):
    sizes = qwen(rng)
    return dict(sizes, head_dim=rng.choice([8, 16]), attention_bias=rng.random() < 0.5)


def gemma(rng):
    return dict(llama_sizes(rng), head_dim=rng.choice([8, 16]), attention_bias=rng.random() < 0.3,
                hidden_act=rng.choice(["gelu", "gelu_pytorch_tanh"]),
                rope_parameters={"rope_type": "default", "rope_theta": 1000.0})


def gemma2(rng):
    sizes = dict(llama_sizes(rng), head_dim=rng.choice([8, 16]), attention_bias=rng.random() < 0.3,
                 query_pre_attn_scalar=rng.choice([7, 32]), sliding_window=rng.choice([3, 6, 100]),
                 attn_logit_softcapping=rng.choice([None, 2.0, 50.0]),
                 final_logit_softcapping=rng.choice([None, 3.0]),
                 rope_parameters={"rope_type": "default", "rope_theta": 1000.0})
    if rng.random() < 0.3:
        sizes["layer_types"] = [rng.choice(["full_attention", "sliding_attention"])
                                for _ in range(sizes["num_hidden_layers"])]
    return sizes


def gemma3(rng):
    sizes = gemma2(rng)
    layers = sizes["num_hidden_layers"] = rng.randint(2, 7)
    sizes.pop("layer_types", None)
    if rng.random() < 0.5:
        sizes["sliding_window_pattern"] = rng.choice([2, 3])
    full = rope(rng, sizes["head_dim"], 48, ("default", "linear"))
    sizes["rope_parameters"] = {"full_attention": full,
                                "sliding_attention": {"rope_type": "default", "rope_theta": 100.0}}
    return sizes


def phi3(rng):
    sizes = llama_sizes(rng)
    share = rng.choice([1.0, 0.5, 0.75])
    head = sizes["hidden_size"] // sizes["num_attention_heads"]
    kind = rng.choice(["default", "longrope"])
    entries = {"rope_type": kind, "rope_theta": 10000.0, "partial_rotary_factor": share}
    if kind == "longrope":
        entries |= {"short_factor": [1 + rng.random() for _ in range(int(head * share) // 2)],
                    "long_factor": [1 + 3 * rng.random() for _ in range(int(head * share) // 2)]}
    sizes["pad_token_id"] = rng.choice([None, 0, 3])
    return dict(sizes, sliding_window=rng.choice([None, 5]), original_max_position_embeddings=rng.choice([8, 16]),
                rope_parameters=entries)


def gpt2(rng):
    heads = rng.choice([1, 2, 4])
    return dict(vocab_size=rng.randint(40, 120), n_positions=48, n_embd=heads * rng.choice([4, 8]),
                n_layer=rng.randint(1, 4), n_head=heads, n_inner=rng.choice([None, 21]),
                activation_function=rng.choice(["gelu_new", "relu", "silu"]), initializer_range=0.2,
                layer_norm_epsilon=rng.choice([1e-5, 1e-3]), scale_attn_weights=rng.random() < 0.7,
                scale_attn_by_inverse_layer_idx=rng.random() < 0.5, reorder_and_upcast_attn=rng.random() < 0.3,
                pad_token_id=rng.choice([None, 0]), tie_word_embeddings=rng.random() < 0.8)


def gpt_neo(rng):
    heads = rng.choice([1, 2, 4])
    types = rng.choice([[[["global", "local"], 2]], [[["local"], 3]], [[["global"], 1], [["local"], 1]]])
    layers = sum(len(kinds) * times for kinds, times in types)
    return dict(vocab_size=rng.randint(40, 120), max_position_embeddings=48, hidden_size=heads * rng.choice([4, 8]),
                num_layers=layers, attention_types=types, num_heads=heads, window_size=rng.choice([2, 5]),
                intermediate_size=rng.choice([None, 21]), initializer_range=0.2, pad_token_id=rng.choice([None, 0]),
                tie_word_embeddings=rng.random() < 0.8)


def gpt_neox(rng):
    heads = rng.choice([1, 2, 4])
    head = rng.choice([8, 16])
    share = rng.choice([0.25, 0.5, 1.0])
    entries = dict(rope(rng, int(head * share), 48, ("default", "linear", "dynamic")), partial_rotary_factor=share)
    if int(head * share) == 2 and entries["rope_type"] == "dynamic":
        entries["rope_type"] = "linear"
    return dict(vocab_size=rng.randint(40, 120), max_position_embeddings=48, hidden_size=heads * head,
                num_hidden_layers=rng.randint(1, 4), num_attention_heads=heads, intermediate_size=rng.randint(10, 50),
                hidden_act=rng.choice(["gelu", "relu"]), use_parallel_residual=rng.random() < 0.5,
                attention_bias=rng.random() < 0.7, initializer_range=0.2, pad_token_id=rng.choice([None, 0]),
                tie_word_embeddings=rng.random() < 0.3, rope_parameters=entries)


def opt(rng):
    heads = rng.choice([1, 2, 4])
    hidden = heads * rng.choice([4, 8])
    before = rng.random() < 0.6
    return dict(vocab_size=rng.randint(40, 120), max_position_embeddings=48, hidden_size=hidden,
                num_hidden_layers=rng.randint(1, 4), num_attention_heads=heads, ffn_dim=rng.randint(10, 50),
                do_layer_norm_before=before, _remove_final_layer_norm=rng.random() < 0.2,
                word_embed_proj_dim=rng.choice([None, 12]), activation_function=rng.choice(["relu", "gelu"]),
                enable_bias=rng.random() < 0.8, layer_norm_elementwise_affine=rng.random() < 0.8, init_std=0.2,
                pad_token_id=rng.choice([1, None]), tie_word_embeddings=rng.random() < 0.8)


def bloom(rng):
    heads = rng.choice([1, 2, 3, 6])
    return dict(vocab_size=rng.randint(40, 120), hidden_size=heads * rng.choice([4, 8]), n_layer=rng.randint(1, 4),
                n_head=heads, apply_residual_connection_post_layernorm=rng.random() < 0.5, initializer_range=0.2,
                pad_token_id=rng.choice([None, 3]), tie_word_embeddings=rng.random() < 0.8)


FAMILIES = {"llama": ("Llama", llama), "mistral": ("Mistral", mistral), "smollm3": ("SmolLM3", smollm3),
            "qwen2": ("Qwen2", qwen), "qwen3": ("Qwen3", qwen3), "gemma": ("Gemma", gemma), "gemma2": ("Gemma2", gemma2),
            "gemma3_text": ("Gemma3", gemma3), "phi3": ("Phi3", phi3), "gpt2": ("GPT2", gpt2),
            "gpt_neo": ("GPTNeo", gpt_neo), "gpt_neox": ("GPTNeoX", gpt_neox), "opt": ("OPT", opt),
            "bloom": ("Bloom", bloom)}


def class_name(family, head):
    if family == "Gemma3" and head in ("base", "sequence-classification"):
        return "Gemma3TextModel" if head == "base" else "Gemma3TextForSequenceClassification"
    if head == "base":
        return family + "Model"
    return "GPT2LMHeadModel" if (family, head) == ("GPT2", "causal-lm") else family + HEADS[head]


def old_spelling(rng, config):
    """The same config as files before Transformers 5 have it."""
    config = copy.deepcopy(config)
    model_type = config["model_type"]
    parameters = config.pop("rope_parameters", None)
    if parameters is None:
        return config
    if model_type == "gemma3_text":
        full = parameters["full_attention"]
        config["rope_theta"] = full.pop("rope_theta")
        config["rope_local_base_freq"] = parameters["sliding_attention"]["rope_theta"]
        config.pop("layer_types", None)
    else:
        full = parameters
        config["rotary_emb_base" if model_type == "gpt_neox" else "rope_theta"] = full.pop("rope_theta")
        share = full.pop("partial_rotary_factor", None)
        if share is not None:
            config["rotary_pct" if model_type == "gpt_neox" else "partial_rotary_factor"] = share
    kind = full.pop("rope_type")
    if kind != "default":
        if model_type == "phi3":
            kind = rng.choice(["su", "yarn", "longrope"])
        config["rope_scaling"] = dict(full, **{rng.choice(["type", "rope_type"]): kind})
    else:
        config["rope_scaling"] = None
    return config


def random_inputs(rng, vocab, positions, head, labels, pad, takes_positions):
    batch, length = rng.randint(1, 4), rng.randint(2, 40)
    if head == "sequence-classification" and pad is None:
        batch = 1
    inputs = {"input_ids": torch.randint(0, vocab, (batch, length))}
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
        if rng.random() < 0.5 and pad is not None:
            inputs["input_ids"][mask == 0] = pad
    if rng.random() < 0.3 and takes_positions:
        inputs["position_ids"] = torch.randint(0, positions, (batch, length))
    if head == "causal-lm":
        inputs["labels"] = inputs["input_ids"].masked_fill(torch.rand(batch, length) < 0.2, -100)
        inputs["labels"][:, -1] = 3
    if head == "sequence-classification":
        inputs["labels"] = torch.randint(0, labels, (batch,))
    if head == "token-classification":
        inputs["labels"] = torch.randint(0, labels, (batch, length))
    if head == "question-answering":
        inputs["start_positions"] = torch.randint(0, length, (batch,))
        inputs["end_positions"] = torch.randint(0, length, (batch,))
    return inputs


def compare(vitrine, folder, model, inputs, head, outputs):
    """The largest relative error of all tensors; infinite where one is missing or has another shape."""
    out = pathlib.Path(folder) / "out.safetensors"
    done = subprocess.run([vitrine, "forward", "--model", folder, "--head", head, "--threads", "1", "--out", out,
                           "--outputs", outputs], text=True, capture_output=True,
                          input=json.dumps({name: value.tolist() for name, value in inputs.items()}))
    if done.returncode != 0 or "not used" in done.stderr:
        print(done.stderr.strip())
        return float("inf")
    found = load_file(out)
    with torch.no_grad():
        expected = model(**inputs, output_hidden_states=True, output_attentions=True)
    tensors = {name: value for name, value in expected.items() if isinstance(value, torch.Tensor)}
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
        error = error if error == error else float("inf")
        if error > BAR:
            print(f"  {name}: {error:.2g}")
        worst = max(worst, error)
    return worst


def check_model(rng, arguments, model_type, folder):
    family, make = FAMILIES[model_type]
    heads = [head for head in HEADS if hasattr(transformers, class_name(family, head))]
    head = rng.choice(heads)
    labels = rng.randint(2, 4)
    entries = dict(make(rng), num_labels=labels)
    config = getattr(transformers, ("Gemma3Text" if family == "Gemma3" else family) + "Config")(**entries)
    config._attn_implementation = "eager"
    cls = getattr(transformers, class_name(family, head))
    model = cls(config).eval()
    for name, parameter in model.named_parameters():
        if parameter.dim() == 1:
            torch.nn.init.normal_(parameter, mean=0.0 if family.startswith("Gemma") else 1.0, std=0.3)
    model.save_pretrained(folder)
    path = pathlib.Path(folder) / "config.json"
    written = json.loads(path.read_text())
    style = rng.choice(["new", "old"])
    if style == "old":
        path.write_text(json.dumps(old_spelling(rng, written)))
        model = cls.from_pretrained(folder, attn_implementation="eager").eval()
    inputs = random_inputs(rng, entries["vocab_size"], 40, head, labels, entries["pad_token_id"],
                           model_type not in ("bloom",))
    worst = 0.0
    for outputs in ("logits", "logits,hidden_states,attentions"):
        asked = rng.choice([head, "auto"])
        error = compare(arguments.vitrine, folder, model, inputs, asked, outputs)
        if not error <= BAR:
            print(f"{model_type} {head} {style} {outputs}: {error:.2g}\n  {json.dumps(entries)}\n  "
                  f"{ {name: tuple(value.shape) for name, value in inputs.items()} }\n  {inputs.get('attention_mask')}")
        worst = max(worst, error)
    return worst


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--only", default=",".join(FAMILIES))
    parser.add_argument("--models", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.set_num_threads(1)
    bad = 0
    for model_type in arguments.only.split(","):
        rng = random.Random(f"{model_type}{arguments.seed}")
        torch.manual_seed(arguments.seed)
        worst = 0.0
        for _ in range(arguments.models):
            with tempfile.TemporaryDirectory() as folder:
                worst = max(worst, check_model(rng, arguments, model_type, folder))
        bad += not worst <= BAR
        print(f"{model_type}: {arguments.models} models, largest error {worst:.2g}", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

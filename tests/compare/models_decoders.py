# SPDX-License-Identifier: Apache-2.0
"""Architectures of compare_models.py: decoders."""
import copy

import torch
import transformers

from model_family import Family, Golden, labels_for, padded_batch, random_mask

HEADS = {"base": "Model", "causal-lm": "ForCausalLM", "sequence-classification": "ForSequenceClassification",
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


def old_spelling(rng, config):
    """config.json as Transformers 5 writes it, or as files before it have it."""
    if rng.random() < 0.5:
        return config
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


def old_files(rng, model, head, weights):
    """As files of earlier versions store it: with masks and frequencies, and GPT-NeoX's own name of its head."""
    kind = model.config.model_type
    base = next(name for name in weights if ".0." in name).split(".0.")[0] + ".0."
    buffers = {"gpt2": ["attn.bias", "attn.masked_bias"], "gpt_neo": ["attn.attention.bias"], "llama": [],
               "gpt_neox": ["attention.bias", "attention.masked_bias", "attention.rotary_emb.inv_freq"]}
    if rng.random() < 0.5:
        for name in buffers.get(kind, ["self_attn.rotary_emb.inv_freq"]):
            if base + name not in weights:
                weights[base + name] = torch.zeros(3)
    for ours, theirs in (("lm_head.weight", "embed_out.weight"), ("embed_out.weight", "lm_head.weight")):
        if kind == "gpt_neox" and ours in weights and rng.random() < 0.5:
            weights[theirs] = weights.pop(ours)
            break
    return weights


def inputs(rng, config, head):
    """Ids with masks, positions and labels, each given or not; sometimes a row without any key."""
    batch, length = rng.randint(1, 4), rng.choice([1, 2, rng.randint(2, 40), 40])
    if head == "sequence-classification" and config.pad_token_id is None:
        batch = 1
    if head == "causal-lm":
        length = max(length, 2)
    given = {"input_ids": torch.randint(0, config.vocab_size, (batch, length))}
    mask = random_mask(rng, batch, length)
    if mask is not None:
        if rng.random() < 0.2:
            mask[0] = 0
        given["attention_mask"] = mask
        if config.pad_token_id is not None and rng.random() < 0.5:
            given["input_ids"][mask == 0] = config.pad_token_id
    if rng.random() < 0.3 and config.model_type != "bloom":
        given["position_ids"] = torch.randint(0, 40, (batch, length))
    if rng.random() < 0.7:
        given |= labels_for(rng, head, config, (batch, length))
    return given


def family(name, stem, make, text_stem=None):
    """`text_stem`: where the names of a model that sees only text differ."""
    def class_of(head):
        if text_stem and head in ("base", "sequence-classification"):
            return getattr(transformers, text_stem + HEADS[head])
        return getattr(transformers, "GPT2LMHeadModel" if (stem, head) == ("GPT2", "causal-lm") else stem + HEADS[head], None)

    def config(rng, head):
        options = make(rng)
        if head == "sequence-classification":
            options |= rng.choice([{"num_labels": 3}, {"num_labels": 1}, {"num_labels": 2},
                                   {"num_labels": 4, "problem_type": "multi_label_classification"}])
        elif head == "token-classification":
            options |= {"num_labels": rng.randint(2, 5)}
        return getattr(transformers, (text_stem or stem) + "Config")(**options)

    return Family(name, {head: class_of(head) for head in HEADS if class_of(head)}, config, inputs, old_files, old_spelling)


FAMILIES = [
    family("gpt2", "GPT2", gpt2), family("gpt_neo", "GPTNeo", gpt_neo), family("gpt_neox", "GPTNeoX", gpt_neox),
    family("opt", "OPT", opt), family("bloom", "Bloom", bloom), family("llama", "Llama", llama),
    family("mistral", "Mistral", mistral), family("qwen2", "Qwen2", qwen), family("qwen3", "Qwen3", qwen3),
    family("gemma", "Gemma", gemma), family("gemma2", "Gemma2", gemma2),
    family("gemma3_text", "Gemma3", gemma3, "Gemma3Text"), family("phi3", "Phi3", phi3),
    family("smollm3", "SmolLM3", smollm3),
]


def golden(name, stem, head="ForCausalLM", inputs=None, config_stem=None, **options):
    """A model of 8 numbers a token; its option that matters most is on."""
    sizes = {"vocab_size": 30, "hidden_size": 8, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 12,
             "max_position_embeddings": 24, "initializer_range": 0.3, "pad_token_id": 1}
    return Golden(name, getattr(transformers, stem + head), getattr(transformers, (config_stem or stem) + "Config")(**sizes | options),
                  inputs or padded_batch(30, labels=LABELS))


LABELS = torch.tensor([[-100, -100, 7, 9, -100, 3, 12], [8, 29, -100, 1, -100, -100, -100]])
DEFAULT_ROPE = {"rope_type": "default", "rope_theta": 1000.0}
SHARED = {"num_attention_heads": 4, "num_key_value_heads": 2}
GOLDENS = [
    golden("gpt2", "GPT2", "LMHeadModel"),
    golden("gpt-neo", "GPTNeo", num_layers=2, num_heads=2, attention_types=[[["global", "local"], 1]], window_size=3),
    golden("gpt-neox", "GPTNeoX", rope_parameters=DEFAULT_ROPE | {"partial_rotary_factor": 0.5}),
    golden("opt", "OPT", ffn_dim=12, word_embed_proj_dim=6, init_std=0.3),
    golden("bloom", "Bloom", "ForTokenClassification", padded_batch(30, labels=LABELS.clamp(max=2)), num_labels=3),
    golden("llama", "Llama", **SHARED, hidden_act="silu",
           rope_parameters={"rope_type": "llama3", "rope_theta": 1000.0, "factor": 4.0, "low_freq_factor": 1.0,
                            "high_freq_factor": 4.0, "original_max_position_embeddings": 12}),
    golden("mistral", "Mistral", **SHARED, sliding_window=3, rope_parameters=DEFAULT_ROPE),
    golden("qwen2", "Qwen2", "ForSequenceClassification", padded_batch(30, labels=torch.tensor([2, 0])), **SHARED, num_labels=3,
           rope_parameters=DEFAULT_ROPE),
    golden("qwen3", "Qwen3", **SHARED, head_dim=4, rope_parameters=DEFAULT_ROPE),
    golden("gemma", "Gemma", **SHARED, head_dim=4, rope_parameters=DEFAULT_ROPE),
    golden("gemma2", "Gemma2", **SHARED, head_dim=4, sliding_window=3, query_pre_attn_scalar=7, rope_parameters=DEFAULT_ROPE),
    golden("gemma3", "Gemma3", config_stem="Gemma3Text", **SHARED, head_dim=4, sliding_window=3, num_hidden_layers=3,
           layer_types=["sliding_attention", "full_attention", "sliding_attention"],
           rope_parameters={"full_attention": DEFAULT_ROPE, "sliding_attention": DEFAULT_ROPE | {"rope_theta": 100.0}}),
    golden("phi3", "Phi3", **SHARED, hidden_size=16, rope_parameters=DEFAULT_ROPE | {"partial_rotary_factor": 0.5}),
    golden("smollm3", "SmolLM3", **SHARED, num_hidden_layers=4, no_rope_layers=[1, 0, 1, 0], rope_parameters=DEFAULT_ROPE),
]

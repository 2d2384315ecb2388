#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Converts a model in the format of llama2.c (version 0: seven integers, then float32) to a Hugging Face folder.

    convert_llama2c.py MODEL.bin TOKENIZER.bin OUT

llama2.c turns neighbouring numbers of a head, Hugging Face number i with number i + d/2: the rows of query and key are put
in that order.
"""
import json
import math
import pathlib
import struct
import sys

import torch
from safetensors.torch import save_file


def half_split(weight, heads):
    """[heads · d, in]: from pairs side by side to halves."""
    rows, columns = weight.shape
    return weight.view(heads, rows // heads // 2, 2, columns).transpose(1, 2).reshape(rows, columns)


def convert(source, out):
    data = pathlib.Path(source).read_bytes()
    dim, inner, layers, heads, key_value_heads, vocab, positions = struct.unpack_from("<7i", data)
    values = torch.frombuffer(bytearray(data[28:]), dtype=torch.float32)
    at = 0

    def take(*shape):
        nonlocal at
        count = math.prod(shape)
        at += count
        return values[at - count:at].view(shape).clone()

    keys = dim // heads * key_value_heads
    weights = {"model.embed_tokens.weight": take(abs(vocab), dim)}

    def take_layers(name, *shape, turn=None):
        for i in range(layers):
            weight = take(*shape)
            weights[f"model.layers.{i}.{name}.weight"] = half_split(weight, turn) if turn else weight

    take_layers("input_layernorm", dim)
    take_layers("self_attn.q_proj", dim, dim, turn=heads)
    take_layers("self_attn.k_proj", keys, dim, turn=key_value_heads)
    take_layers("self_attn.v_proj", keys, dim)
    take_layers("self_attn.o_proj", dim, dim)
    take_layers("post_attention_layernorm", dim)
    take_layers("mlp.gate_proj", inner, dim)
    take_layers("mlp.down_proj", dim, inner)
    take_layers("mlp.up_proj", inner, dim)
    weights["model.norm.weight"] = take(dim)
    take(2 * positions, dim // heads // 2)  # the angles, which nobody reads any more
    if vocab < 0:
        weights["lm_head.weight"] = take(-vocab, dim)
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    save_file({name: weight.contiguous() for name, weight in weights.items()}, out / "model.safetensors",
              metadata={"format": "pt"})
    (out / "config.json").write_text(json.dumps({
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": abs(vocab), "hidden_size": dim,
        "intermediate_size": inner, "num_hidden_layers": layers, "num_attention_heads": heads,
        "num_key_value_heads": key_value_heads, "max_position_embeddings": positions, "rms_norm_eps": 1e-5,
        "rope_theta": 10000.0, "hidden_act": "silu", "tie_word_embeddings": vocab > 0, "bos_token_id": 1,
        "eos_token_id": 2, "torch_dtype": "float32"}, indent=2) + "\n")


def pieces(path, count):
    """The tokens of a llama2.c tokenizer: the longest one's length, then a score, a length and the bytes of each."""
    data, at, found = pathlib.Path(path).read_bytes(), 4, []
    for _ in range(count):
        score, length = struct.unpack_from("<fi", data, at)
        found.append((data[at + 8:at + 8 + length].decode("utf-8", "replace"), score))
        at += 8 + length
    return found


def convert_tokenizer(source, out):
    """Byte pairs merged by score, unknown characters as their bytes."""
    out = pathlib.Path(out)
    count = json.loads((out / "config.json").read_text())["vocab_size"]
    names = [text.strip("\n") if i in (1, 2) else text.replace(" ", "\u2581")
             for i, (text, _) in enumerate(pieces(source, count))]
    ids = {name: i for i, name in enumerate(names)}
    merges = sorted((ids[name], [name[:cut], name[cut:]]) for name in names[259:] for cut in range(1, len(name))
                    if name[:cut] in ids and name[cut:] in ids)
    special = [{"id": i, "content": names[i], "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
                "special": True} for i in range(3)]
    (out / "tokenizer.json").write_text(json.dumps({
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": special,
        "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "Prepend", "prepend": "\u2581"},
            {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"}]},
        "pre_tokenizer": None,
        "post_processor": {"type": "TemplateProcessing", "single": [
            {"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
            "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}}},
        "decoder": {"type": "Sequence", "decoders": [
            {"type": "Replace", "pattern": {"String": "\u2581"}, "content": " "}, {"type": "ByteFallback"},
            {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
        "model": {"type": "BPE", "dropout": None, "unk_token": "<unk>", "continuing_subword_prefix": None,
                  "end_of_word_suffix": None, "fuse_unk": True, "byte_fallback": True, "vocab": ids,
                  "merges": [pair for _, pair in merges]}}, ensure_ascii=False))
    (out / "tokenizer_config.json").write_text(json.dumps({
        "tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>",
        "model_max_length": 512}))


if __name__ == "__main__":
    convert(sys.argv[1], sys.argv[3])
    convert_tokenizer(sys.argv[2], sys.argv[3])

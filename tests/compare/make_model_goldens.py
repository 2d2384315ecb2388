#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/models: a tiny BERT with random weights, and what Transformers makes of a few inputs.

tiny-bert/ is a checkpoint as save_pretrained and sentence-transformers write it, with the tokenizer of
tests/data/tokenizers/wordpiece.json. tiny-bert.golden.safetensors has the inputs of a padded batch (input_ids,
attention_mask, token_type_ids) with all outputs and `scores.N`, and for each text of the metadata key `texts` its
`features.N` and `pooled.N`.
"""
import json
import pathlib
import shutil

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

DATA = pathlib.Path(__file__).resolve().parents[2] / "tests/data"
FOLDER = DATA / "models/tiny-bert"
TEXTS = ["the quick brown fox", "hello world!", "a token of the model, he said: he jumps over 13 lazy dogs"]


def scores(attention, hidden, mask):
    """query · key / sqrt(d) with the mask added: what the softmax of this layer takes, [batch, heads, query, key]."""
    heads = lambda x: x.view(*x.shape[:2], -1, attention.attention_head_size).transpose(1, 2)
    product = heads(attention.query(hidden)) @ heads(attention.key(hidden)).transpose(2, 3)
    lowest = torch.finfo(product.dtype).min
    return product * attention.attention_head_size ** -0.5 + (1 - mask[:, None, None]).to(product.dtype) * lowest


def main():
    torch.manual_seed(20)
    tokenizer = Tokenizer.from_file(str(DATA / "tokenizers/wordpiece.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    config = BertConfig(vocab_size=128, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24,
                        max_position_embeddings=40, type_vocab_size=2, initializer_range=0.3)
    model = BertModel(config).eval()
    model.set_attn_implementation("eager")
    for parameter in model.parameters():
        if parameter.dim() == 1:
            parameter.data += torch.randn_like(parameter) * 0.1
    shutil.rmtree(FOLDER, ignore_errors=True)
    (FOLDER / "1_Pooling").mkdir(parents=True)
    model.save_pretrained(FOLDER)
    shutil.copy(DATA / "tokenizers/wordpiece.json", FOLDER / "tokenizer.json")
    write = lambda name, value: (FOLDER / name).write_text(json.dumps(value, indent=2) + "\n")
    write("tokenizer_config.json", {"model_max_length": 40, "pad_token": "[PAD]",
                                    "tokenizer_class": "PreTrainedTokenizerFast"})
    write("modules.json", [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}])
    write("1_Pooling/config.json", {"word_embedding_dimension": 16, "pooling_mode_mean_tokens": True,
                                    "pooling_mode_cls_token": False, "pooling_mode_max_tokens": False})

    ids = torch.randint(5, 128, (4, 9))
    mask = torch.ones(4, 9, dtype=torch.long)
    mask[1, 6:] = 0  # padding right
    mask[2, :4] = 0  # left
    mask[3, 2::3] = 0  # holes
    types = torch.randint(0, 2, (4, 9))
    golden = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
    with torch.no_grad():
        outputs = model(ids, attention_mask=mask, token_type_ids=types, output_hidden_states=True, output_attentions=True)
        golden["last_hidden_state"] = outputs.last_hidden_state
        golden["pooler_output"] = outputs.pooler_output
        golden |= {f"hidden_states.{i}": value for i, value in enumerate(outputs.hidden_states)}
        golden |= {f"attentions.{i}": value for i, value in enumerate(outputs.attentions)}
        for i, layer in enumerate(model.encoder.layer):
            golden[f"scores.{i}"] = scores(layer.attention.self, outputs.hidden_states[i], mask)
        for i, text in enumerate(TEXTS):
            features = model(torch.tensor([tokenizer.encode(text).ids])).last_hidden_state
            golden[f"features.{i}"] = features
            golden[f"pooled.{i}"] = torch.nn.functional.normalize(features[0].mean(0), dim=0)
    save_file({name: value.clone() for name, value in golden.items()}, DATA / "models/tiny-bert.golden.safetensors",
              metadata={"texts": json.dumps(TEXTS)})


if __name__ == "__main__":
    main()

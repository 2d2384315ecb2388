# SPDX-License-Identifier: Apache-2.0
"""Encoder-decoder models. Their random ones are those of compare_seq2seq.py, which knows decoder inputs."""
import torch
import transformers

from model_family import Golden, padded_batch

FAMILIES = []

DECODER = {"decoder_input_ids": torch.tensor([[2, 7, 9, 11, 20], [2, 8, 29, 1, 1]]),
           "decoder_attention_mask": torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]]),
           "labels": torch.tensor([[7, 9, 11, 20, 3], [8, 29, 3, -100, -100]])}


def t5(name, stem, head="ForConditionalGeneration", **options):
    sizes = {"vocab_size": 30, "d_model": 8, "d_kv": 4, "d_ff": 12, "num_layers": 2, "num_heads": 2, "decoder_start_token_id": 0}
    inputs = padded_batch(30) if head == "EncoderModel" else padded_batch(30, **DECODER)
    return Golden(name, getattr(transformers, stem + head), getattr(transformers, stem + "Config")(**sizes | options), inputs)


def bart(name, stem, head="ForConditionalGeneration", inputs=None, **options):
    sizes = {"vocab_size": 30, "d_model": 8, "encoder_layers": 2, "decoder_layers": 1, "encoder_attention_heads": 2,
             "decoder_attention_heads": 4, "encoder_ffn_dim": 12, "decoder_ffn_dim": 10, "max_position_embeddings": 24, "init_std": 0.3}
    return Golden(name, getattr(transformers, stem + head), getattr(transformers, stem + "Config")(**sizes | options),
                  inputs or padded_batch(30, **DECODER))


def text_ends(ids, end):
    """The last token of each row alone is the one that ends a text."""
    ids = ids.masked_fill(ids == end, end + 3)
    ids[:, -1] = end
    return ids


CLASSIFIED = padded_batch(30, labels=torch.tensor([2, 0])) | {"input_ids": text_ends(padded_batch(30)["input_ids"], 2)}
del CLASSIFIED["attention_mask"]
GLOBAL = {"global_attention_mask": torch.tensor([[0, 0, 1, 0, 0, 0, 0], [1, 0, 0, 1, 0, 0, 0]])}
GOLDENS = [
    t5("t5", "T5", num_decoder_layers=1, relative_attention_num_buckets=8, relative_attention_max_distance=12),
    t5("t5-encoder", "T5", "EncoderModel"),
    t5("mt5", "MT5", feed_forward_proj="gated-gelu"),
    bart("bart", "Bart"),
    bart("bart-sequence-classification", "Bart", "ForSequenceClassification", CLASSIFIED, num_labels=3),
    bart("mbart", "MBart", scale_embedding=True),
    bart("marian", "Marian", "MTModel", pad_token_id=29, decoder_start_token_id=29, eos_token_id=0, forced_eos_token_id=0,
         activation_function="swish", scale_embedding=True),
    bart("pegasus", "Pegasus", scale_embedding=True, activation_function="relu"),
    bart("m2m-100", "M2M100"),
    bart("led", "LED", inputs=padded_batch(30, **DECODER, **GLOBAL), attention_window=4, max_encoder_position_embeddings=24,
         max_decoder_position_embeddings=16),
]

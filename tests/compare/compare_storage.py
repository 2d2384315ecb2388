#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares how tokenizers are read from every form with Transformers, `tokenizers`, `sentencepiece`, `tiktoken`.

    compare_storage.py [--vitrine build/release/vitrine] [--texts N] [--seed S] [--only PART]
                       [--classes NAME…] [--npm FOLDER]

Parts: classes (vocab.txt, vocab.json + merges.txt, SentencePiece folders and contradicting tokenizer.json folders of
every class that is known), sentencepiece (bare models), tiktoken, gguf, saving. VITRINE_FIXTURES names a folder with
real files, NPM one with node_modules that hold tiktoken ranks; what is not there is said and left out. Exit status 1 on any difference.
"""
import argparse
import base64
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
import sentencepiece
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from transformers import AutoTokenizer
from transformers.convert_slow_tokenizer import bytes_to_unicode

import tokenizer_texts

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = pathlib.Path(os.environ["VITRINE_FIXTURES"]) if "VITRINE_FIXTURES" in os.environ else None
LIMIT = int(os.environ.get("VITRINE_SHOW", "12"))
FIELDS = ["ids", "tokens", "offsets", "word_ids", "sequence_ids", "type_ids", "special_tokens_mask"]


class Report:
    def __init__(self):
        self.compared = self.different = 0
        self.shown = 0

    def check(self, what, wanted, found):
        self.compared += 1
        if wanted == found:
            return
        self.different += 1
        self.shown += 1
        if self.shown <= LIMIT:
            print(f"DIFFERENT {what}\n   wanted {str(wanted)[:400]}\n   found  {str(found)[:400]}")


def lines(vitrine, arguments, inputs):
    text = "".join(json.dumps(each) + "\n" for each in inputs)
    run = subprocess.run([vitrine, *arguments], input=text, capture_output=True, text=True)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    if len(answers) != len(inputs):
        return [{"failed": run.stderr.strip()[:300]}] * len(inputs)
    return answers


def as_dict(encoding):
    values = {field: getattr(encoding, field) for field in FIELDS if field != "ids"}
    values["ids"] = encoding.ids
    values["offsets"] = [list(pair) for pair in encoding.offsets]
    return values


class Corpus:
    def __init__(self, rng, count):
        self.rng = rng
        self.count = count
        self.lines = list(tokenizer_texts.SCRIPTS)
        if FIXTURES and (FIXTURES / "data/wikitext2").exists():
            for path in sorted((FIXTURES / "data/wikitext2").iterdir()):
                self.lines += path.read_text(errors="ignore").splitlines()[:4000]
        self.lines = [line for line in self.lines if line.strip()]

    def texts(self, special=()):
        rng, texts = self.rng, ["", " ", "a", "Hello world", " Hello  world ", "don't  DON'T\n\n x123 4.5"]
        for _ in range(self.count):
            kind = rng.random()
            if kind < 0.35:
                text = rng.choice(self.lines)
                start = rng.randrange(len(text))
                texts.append(text[start:start + rng.randrange(1, 120)])
            elif kind < 0.6:
                texts.append(tokenizer_texts.random_text(rng))
            else:
                parts = [" ", "  ", "\n", "\t", "▁", "e\u0301", "é", "ﬁ", "①", "İ", "``x''", "12", "ab", "Ab", ".", "'s",
                         "日本", "🤗", "\u3000", "\u200b", *special]
                texts.append("".join(rng.choice(parts) for _ in range(rng.randrange(1, 12))))
        return texts

    def inputs(self, special=()):
        texts = self.texts(special)
        return [[text, self.rng.choice(texts)] if self.rng.random() < 0.15 else text for text in texts]


def compare_with(report, what, backend, vitrine, path, inputs, rng, decode=None):
    """Every field of every encoding, without and with special tokens; decoding of those and of random ids."""
    backend.no_padding()
    backend.no_truncation()
    for special in (True, False):
        answers = lines(vitrine, ["tokenize", "--tokenizer", str(path)] + ([] if special else ["--no-special-tokens"]), inputs)
        for each, found in zip(inputs, answers):
            try:
                encoding = backend.encode(*(each if isinstance(each, list) else [each]), add_special_tokens=special)
            except BaseException as error:  # the library's own panics are no answer
                if "PanicException" in type(error).__name__:
                    continue
                report.check(f"{what} {each!r}", "error", "error" if "error" in found else found)
                continue
            wanted = as_dict(encoding)
            report.check(f"{what} special={special} {each!r}", wanted, {field: found.get(field) for field in wanted}
                         if "failed" not in found else found)
            if "failed" in found:
                return
    size = backend.get_vocab_size()
    ids = [backend.encode(each if isinstance(each, str) else each[0]).ids for each in inputs[:200]]
    ids += [[rng.randrange(size) for _ in range(rng.randrange(12))] for _ in range(200)]
    for skip in (False, True):
        answers = lines(vitrine, ["decode", "--tokenizer", str(path)] + (["--skip-special-tokens"] if skip else []), ids)
        for each, found in zip(ids, answers):
            report.check(f"{what} decode skip={skip} {each}", (decode or backend.decode)(each, skip_special_tokens=skip), found)


def write_json(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False))


# ---------------------------------------------------------------- classes

CLASSES_BPE = ["GPT2", "Roberta", "Bart", "CLIP", "Qwen2", "Deberta", "GPTNeoX", "CodeGen", "Blenderbot", "Cohere", "OpenAIGPT",
               "Herbert", "LED", "Whisper", "LayoutLMv3"]
CLASSES_WORDPIECE = ["Bert", "DistilBert", "Electra", "MPNet", "Funnel", "MobileBert"]
CLASSES_SPM = {
    "T5": "spiece.model", "XLMRoberta": "sentencepiece.bpe.model", "Camembert": "sentencepiece.bpe.model",
    "MBart": "sentencepiece.bpe.model", "MBart50": "sentencepiece.bpe.model", "Albert": "spiece.model",
    "XLNet": "spiece.model", "Pegasus": "spiece.model", "BigBird": "spiece.model", "DebertaV2": "spm.model",
    "Llama": "tokenizer.model", "CodeLlama": "tokenizer.model", "Gemma": "tokenizer.model",
    "RemBert": "sentencepiece.model", "Nothing": "tokenizer.model"}

SPECIALS = {
    "GPT2": ["<|endoftext|>"], "CLIP": ["<|startoftext|>", "<|endoftext|>"], "Qwen2": ["<|endoftext|>", "<|im_start|>"],
    "Deberta": ["[CLS]", "[SEP]", "[UNK]", "[PAD]", "[MASK]"], "GPTNeoX": ["<|endoftext|>", "<|padding|>"],
    "CodeGen": ["<|endoftext|>"], "Cohere": ["<PAD>", "<UNK>", "<CLS>", "<SEP>", "<MASK_TOKEN>", "<BOS_TOKEN>"],
    "Whisper": ["<|endoftext|>", "<|startoftranscript|>", "<|notimestamps|>"], "OpenAIGPT": ["<unk>"],
    "Bert": ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"], "MPNet": ["<s>", "<pad>", "</s>", "[UNK]", "<mask>"],
    "Funnel": ["<unk>", "<sep>", "<pad>", "<cls>", "<mask>", "<s>", "</s>"]}
FAIRSEQ = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]


def byte_pair_files(folder, name, corpus):
    end = name in ("CLIP", "OpenAIGPT", "Herbert")
    tokenizer = Tokenizer(models.BPE(end_of_word_suffix="</w>", unk_token="<unk>") if end else models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False) if name not in ("OpenAIGPT", "Herbert") \
        else pre_tokenizers.BertPreTokenizer()
    special = SPECIALS.get(name, FAIRSEQ)
    trainer = trainers.BpeTrainer(vocab_size=900, special_tokens=special, show_progress=False,
                                  **({"end_of_word_suffix": "</w>"} if end else {}),
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet() if name not in ("OpenAIGPT", "Herbert") else [])
    tokenizer.train_from_iterator(corpus.lines[:600], trainer)
    model = json.loads(tokenizer.to_str())["model"]
    write_json(folder / "vocab.json", model["vocab"])
    ending = corpus.rng.choice(["\n", "\n", "\r\n"])
    head = corpus.rng.choice(["#version: 0.2", None])
    merges = ([head] if head else []) + [" ".join(pair) for pair in model["merges"]]
    (folder / "merges.txt").write_text(ending.join(merges) + ending, newline="")
    return special


def word_piece_files(folder, name, corpus):
    special = SPECIALS.get(name, SPECIALS["Bert"])
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.train_from_iterator(corpus.lines[:600], trainers.WordPieceTrainer(vocab_size=900, special_tokens=special, show_progress=False))
    vocab = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    (folder / "vocab.txt").write_text("".join(token + "\n" for token, _ in vocab))
    return special


def spm_files(folder, name, file_name, corpus):
    rng = corpus.rng
    text = folder / "corpus.txt"
    text.write_text("\n".join(corpus.lines[:600]))
    settings = dict(model_type="bpe" if name in ("Llama", "CodeLlama", "Gemma") else rng.choice(["unigram", "unigram", "bpe"])
                    if name == "Nothing" else "unigram", vocab_size=800)
    special = []
    if name == "T5":
        settings.update(pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    elif name == "Pegasus":
        settings.update(pad_id=0, eos_id=1, bos_id=-1, unk_id=2)
    elif name in ("Albert", "RemBert"):
        settings.update(pad_id=0, unk_id=1, bos_id=-1, eos_id=-1, control_symbols=["[CLS]", "[SEP]", "[MASK]"])
    elif name == "XLNet":
        settings.update(unk_id=0, bos_id=1, eos_id=2, control_symbols=["<cls>", "<sep>", "<pad>", "<mask>"], user_defined_symbols=["<eop>", "<eod>"])
    elif name == "DebertaV2":
        settings.update(pad_id=0, bos_id=1, eos_id=2, unk_id=3, pad_piece="[PAD]", bos_piece="[CLS]", eos_piece="[SEP]", unk_piece="[UNK]")
    elif name == "Gemma":
        settings.update(pad_id=0, eos_id=1, bos_id=2, unk_id=3, bos_piece="<bos>", eos_piece="<eos>")
    if name in ("Llama", "CodeLlama", "Gemma") or rng.random() < 0.2:
        settings.update(byte_fallback=True, vocab_size=1100)
    if rng.random() < 0.4 and "user_defined_symbols" not in settings:
        settings["user_defined_symbols"] = ["<foo>", "@@"]
    if rng.random() < 0.4:
        settings["normalization_rule_name"] = rng.choice(["identity", "nfkc_cf", "nmt_nfkc"])
    sentencepiece.SentencePieceTrainer.train(input=str(text), model_prefix=str(folder / "m"), minloglevel=2, num_threads=1,
                                             hard_vocab_limit=False, **settings)
    (folder / "m.model").rename(folder / file_name)
    text.unlink()
    (folder / "m.vocab").unlink()
    return special + ["<s>", "</s>", "<foo>", "<mask>", "[MASK]", "<extra_id_3>"]


def random_config(rng, name, special):
    """What tokenizer_config.json of the Hub say, and what they should not."""
    config = {"tokenizer_class": name + rng.choice(["Tokenizer", "TokenizerFast"])} if name != "Nothing" else {}
    for key in ("add_prefix_space", "do_lower_case", "tokenize_chinese_chars", "strip_accents", "add_bos_token", "add_eos_token",
                "legacy", "keep_accents", "split_by_punct", "trim_offsets"):
        if rng.random() < 0.2:
            config[key] = rng.random() < 0.5
    if rng.random() < 0.2:
        config["additional_special_tokens"] = ["<new>", special[-1]]
    if rng.random() < 0.15:
        config["extra_special_tokens"] = ["<extra>"]
    if rng.random() < 0.15:
        config["pad_token"] = rng.choice(["<pad>", "<|pad|>", {"content": "<p>", "lstrip": True, "normalized": False, "rstrip": False,
                                                                "single_word": False, "__type": "AddedToken"}])
    if rng.random() < 0.1:
        config["model_max_length"] = rng.choice([512, 1000000000000000019884624838656])
    if rng.random() < 0.1:
        config["image_token"] = "<image>"
    return config


def random_neighbours(rng, folder, config):
    if rng.random() < 0.2:
        write_json(folder / "added_tokens.json", {"<late>": 5000, "Hello": 5001})
    if rng.random() < 0.2:
        write_json(folder / "special_tokens_map.json", {"additional_special_tokens": ["<map>"]})
    if rng.random() < 0.2:
        config["added_tokens_decoder"] = {"7": {"content": "<listed>", "lstrip": rng.random() < 0.5, "rstrip": False, "normalized": rng.random() < 0.5,
                                                "single_word": rng.random() < 0.5, "special": rng.random() < 0.5}}


def compare_folder(report, what, vitrine, folder, inputs, rng):
    try:
        transformers_tokenizer = AutoTokenizer.from_pretrained(str(folder))
    except BaseException as error:
        return f"Transformers itself fails: {str(error)[:120]}"
    if not transformers_tokenizer.is_fast:
        return "Transformers has no fast tokenizer for it"
    backend = transformers_tokenizer.backend_tokenizer
    compare_with(report, what, backend, vitrine, folder, inputs, rng)
    return None


def compare_classes(report, vitrine, corpus, work, rounds, names):
    rng, skipped = corpus.rng, {}
    for name in names or CLASSES_BPE + CLASSES_WORDPIECE + list(CLASSES_SPM):
        for round_number in range(rounds):
            folder = work / f"{name}-{round_number}"
            folder.mkdir()
            special = byte_pair_files(folder, name, corpus) if name in CLASSES_BPE else \
                word_piece_files(folder, name, corpus) if name in CLASSES_WORDPIECE else spm_files(folder, name, CLASSES_SPM[name], corpus)
            config = {"tokenizer_class": name + "Tokenizer"} if round_number == 0 and name != "Nothing" else random_config(rng, name, special)
            if round_number > 0:
                random_neighbours(rng, folder, config)
            write_json(folder / "tokenizer_config.json", config)
            inputs = corpus.inputs([*special, "<new>", "<extra>", "<image>", "<late>", "<map>", "<listed>", "Hello"])
            before = report.different
            why = compare_folder(report, folder.name, vitrine, folder, inputs, rng)
            if report.different > before:
                print(f"  {folder.name}: {report.different - before} differ; {json.dumps(config)[:600]}")
            # the same vocabulary in a tokenizer.json that contradicts the class
            if not why:
                json_folder = work / f"{name}-{round_number}-json"
                json_folder.mkdir()
                saved = AutoTokenizer.from_pretrained(str(folder))
                saved.save_pretrained(json_folder)
                document = json.loads((json_folder / "tokenizer.json").read_text())
                if rng.random() < 0.5:
                    document["normalizer"] = rng.choice([None, {"type": "Lowercase"}, {"type": "NFKC"}])
                if rng.random() < 0.3:
                    document["post_processor"] = None
                (json_folder / "tokenizer.json").write_text(json.dumps(document, ensure_ascii=False))
                kept = json.loads((json_folder / "tokenizer_config.json").read_text())
                kept.update({key: value for key, value in random_config(rng, name, special).items() if rng.random() < 0.5})
                if rng.random() < 0.2:
                    # a class of another kind of model is nonsense that Transformers itself loads at random
                    kept["tokenizer_class"] = rng.choice(["PreTrainedTokenizerFast", "NoSuchTokenizer"]
                                                         + (["LlamaTokenizer", "GPT2Tokenizer"] if name in CLASSES_BPE else []))
                write_json(json_folder / "tokenizer_config.json", kept)
                if rng.random() < 0.4:
                    write_json(json_folder / "config.json", {"model_type": rng.choice(["bert", "gpt2", "llama", "mistral", "t5", "roberta", "unheard-of"]
                                                                                     + (["qwen2", "phi3"] if name in CLASSES_BPE else []))})
                before = report.different
                why = compare_folder(report, json_folder.name, vitrine, json_folder, inputs, rng)
                if report.different > before:
                    print(f"  {json_folder.name}: {report.different - before} differ; {json.dumps(kept)[:600]} "
                          f"{(json_folder / 'config.json').read_text() if (json_folder / 'config.json').exists() else ''}")
            if why:
                skipped[folder.name] = why
    for name, why in skipped.items():
        print(f"  left out {name}: {why}")


# ---------------------------------------------------------------- bare SentencePiece models

def compare_sentencepiece(report, vitrine, corpus, work):
    rng = corpus.rng
    text = work / "spm.txt"
    text.write_text("\n".join(corpus.lines[:1500]))
    variants = [{}, {"byte_fallback": True}, {"user_defined_symbols": ["<foo>", "▁bar", "@@"], "control_symbols": ["<ctl>"]},
                {"normalization_rule_name": "identity", "add_dummy_prefix": False, "remove_extra_whitespaces": False},
                {"normalization_rule_name": "nfkc_cf", "treat_whitespace_as_suffix": True},
                {"pad_id": 3, "split_digits": True, "allow_whitespace_only_pieces": True}]
    paths = []
    for kind in ("unigram", "bpe", "word", "char"):
        for number, variant in enumerate(variants):
            size = {"unigram": 1000, "bpe": 1000, "word": 800, "char": 150}[kind] + (256 if "byte_fallback" in variant else 0)
            prefix = work / f"spm-{kind}-{number}"
            sentencepiece.SentencePieceTrainer.train(input=str(text), model_prefix=str(prefix), model_type=kind, vocab_size=size,
                                                     hard_vocab_limit=False, minloglevel=2, num_threads=1, **variant)
            paths.append(pathlib.Path(f"{prefix}.model"))
    if FIXTURES:
        paths.append(FIXTURES / "tokenizers/t5-small/spiece.model")
    for path in paths:
        processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
        texts = corpus.texts(["<foo>", "▁bar", "@@", "<ctl>", "<s>", "</s>", "<unk>", "<0x41>", "ﷺ", "กำ"])
        for each, found in zip(texts, lines(vitrine, ["tokenize", "--tokenizer", str(path)], texts)):
            raw = each.encode()
            pieces = processor.encode(each, return_type="proto").pieces
            wanted = {"ids": [p.id for p in pieces], "tokens": [p.piece for p in pieces],
                      "offsets": [[len(raw[:p.begin].decode()), len(raw[:p.end].decode())] for p in pieces]}
            report.check(f"{path.name} {each!r}", wanted, {key: found.get(key) for key in wanted})
        ids = [processor.encode(each) for each in texts[:200]]
        ids += [[rng.randrange(processor.get_piece_size()) for _ in range(rng.randrange(12))] for _ in range(300)]
        for each, found in zip(ids, lines(vitrine, ["decode", "--tokenizer", str(path)], ids)):
            report.check(f"{path.name} decode {each}", processor.decode(each), found)


# ---------------------------------------------------------------- tiktoken

def npm_encodings(npm):
    """The sets of ranks that the npm packages tiktoken and js-tiktoken carry, as the Python package takes them."""
    for path in sorted(npm.glob("**/tiktoken/encoders/*.json")) if npm else []:
        data = json.loads(path.read_text())
        ranks = {}
        for line in data["bpe_ranks"].splitlines():
            _, start, *tokens = line.split(" ")
            ranks.update({base64.b64decode(token): int(start) + i for i, token in enumerate(tokens)})
        yield path.stem, data["pat_str"], ranks, data["special_tokens"]


def write_ranks(path, ranks):
    path.write_text("".join(f"{base64.b64encode(token).decode()} {rank}\n" for token, rank in ranks.items()))


def compare_tiktoken(report, vitrine, corpus, work, npm):
    import tiktoken
    rng = corpus.rng
    encodings = list(npm_encodings(npm))
    if not encodings:
        print("  left out: --npm names no folder with the package tiktoken")
    for name, pattern, ranks, special in encodings:
        encoding = tiktoken.Encoding(name, pat_str=pattern, mergeable_ranks=ranks, special_tokens=special)
        path = work / f"{name}.tiktoken"
        write_ranks(path, ranks)
        texts = corpus.texts(list(special))
        for each, found in zip(texts, lines(vitrine, ["tokenize", "--tokenizer", str(path)], texts)):
            report.check(f"{name} {each!r}", encoding.encode(each, allowed_special="all"), found.get("ids", found))
        ids = [encoding.encode(each, allowed_special="all") for each in texts[:150]]
        ids += [[rng.choice(list(ranks.values())) for _ in range(rng.randrange(8))] for _ in range(150)]
        for each, found in zip(ids, lines(vitrine, ["decode", "--tokenizer", str(path)], ids)):
            report.check(f"{name} decode {each}", encoding.decode(each), found)
    # as Transformers converts a folder with such a file
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.train_from_iterator(corpus.lines[:600], trainers.BpeTrainer(
        vocab_size=900, show_progress=False, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    back = {char: byte for byte, char in bytes_to_unicode().items()}
    ranks = {bytes(back[char] for char in token): rank for token, rank in tokenizer.get_vocab().items()}
    for number, config in enumerate([
            {"tokenizer_class": "PreTrainedTokenizerFast"},
            {"tokenizer_class": "LlamaTokenizer", "bos_token": "<|begin|>", "add_bos_token": True},
            {"tokenizer_class": "PreTrainedTokenizerFast", "extra_special_tokens": ["<|x|>", "<|y|>"], "eos_token": "<|x|>"},
            {"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<|begin|>", "added_tokens_decoder": {
                "900": {"content": "<|begin|>", "special": True, "lstrip": False, "rstrip": False, "normalized": False, "single_word": False},
                "903": {"content": "<|end|>", "special": True, "lstrip": False, "rstrip": False, "normalized": False, "single_word": False}}}]):
        folder = work / f"ranks-{number}"
        folder.mkdir()
        write_ranks(folder / ("tiktoken.model" if number == 0 else "tokenizer.model"), dict(sorted(ranks.items(), key=lambda item: item[1])))
        write_json(folder / "tokenizer_config.json", config)
        why = compare_folder(report, folder.name, vitrine, folder, corpus.inputs(["<|begin|>", "<|end|>", "<|x|>", "<|reserved_token_901|>"]), rng)
        if why:
            print(f"  left out {folder.name}: {why}")


# ---------------------------------------------------------------- GGUF

def write_gguf(path, architecture, model, tokens, scores=None, types=None, merges=None, pre=None, ids=(), flags=()):
    import gguf
    import numpy
    writer = gguf.GGUFWriter(str(path), architecture)
    for add, value in ((writer.add_context_length, 512), (writer.add_embedding_length, 8), (writer.add_block_count, 1),
                       (writer.add_feed_forward_length, 8), (writer.add_head_count, 2), (writer.add_layer_norm_rms_eps, 1e-5)):
        add(value)
    writer.add_tokenizer_model(model)
    if pre:
        writer.add_tokenizer_pre(pre)
    writer.add_token_list(tokens)
    if scores:
        writer.add_token_scores(scores)
    if types:
        writer.add_token_types(types)
    if merges:
        writer.add_token_merges(merges)
    for key, value in dict(ids).items():
        writer.add_uint32(f"tokenizer.ggml.{key}", value)
    for key, value in dict(flags).items():
        writer.add_bool(f"tokenizer.ggml.{key}", value)
    writer.add_tensor("token_embd.weight", numpy.zeros((4, 8), dtype=numpy.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def compare_gguf(report, vitrine, corpus, work):
    rng = corpus.rng
    folder = work / "gguf"
    folder.mkdir()
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    special = ["<|endoftext|>", "<|im_start|>", "<think>"]
    tokenizer.train_from_iterator(corpus.lines[:600], trainers.BpeTrainer(
        vocab_size=900, special_tokens=special, show_progress=False, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    model = json.loads(tokenizer.to_str())["model"]
    tokens = sorted(model["vocab"], key=model["vocab"].get)
    types = [3, 3, 4] + [1] * (len(tokens) - 3)
    merges = [" ".join(pair) for pair in model["merges"]]
    files = []
    for pre in ("gpt-2", "llama-bpe", "qwen2", "gpt-4o", "tekken", "unheard-of"):
        for flags in ({}, {"add_bos_token": True}, {"add_bos_token": False, "add_eos_token": True}):
            files.append((f"{pre}-{len(files)}", dict(architecture=rng.choice(["gpt2", "llama", "qwen2"]), model="gpt2", tokens=tokens, types=types,
                                                      merges=merges, pre=pre, ids={"bos_token_id": 0, "eos_token_id": 1}, flags=flags)))
    for architecture, kind in (("llama", "bpe"), ("phi3", "bpe"), ("gemma", "bpe"), ("t5", "unigram")):
        text = folder / "corpus.txt"
        text.write_text("\n".join(corpus.lines[:600]))
        sentencepiece.SentencePieceTrainer.train(input=str(text), model_prefix=str(folder / "m"), minloglevel=2, num_threads=1, model_type=kind,
                                                 vocab_size=1100 if kind == "bpe" else 800, byte_fallback=kind == "bpe", hard_vocab_limit=False,
                                                 **(dict(pad_id=0, eos_id=1, unk_id=2, bos_id=-1) if kind == "unigram" else {}),
                                                 user_defined_symbols=["<foo>"])
        pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "m.model"))
        size = pieces.get_piece_size()
        names = [pieces.id_to_piece(i) for i in range(size)]
        kinds = [2 if pieces.is_unknown(i) else 3 if pieces.is_control(i) else 6 if pieces.is_byte(i) else 4 if names[i] == "<foo>" else 1 for i in range(size)]
        scores = [pieces.get_score(i) for i in range(size)]
        if kind == "unigram":
            names += [f"[PAD{i}]" for i in range(size, size + 110)]
            scores += [-1000.0] * 110
            kinds += [5] * 110
            ids = {"eos_token_id": 1, "unknown_token_id": 2, "padding_token_id": 0}
        else:
            ids = {"bos_token_id": 1, "eos_token_id": 2, "unknown_token_id": 0}
        for flags in ({}, {"add_bos_token": False, "add_eos_token": True}):
            files.append((f"{architecture}-{len(files)}", dict(architecture=architecture, model="t5" if kind == "unigram" else "llama", tokens=names,
                                                               scores=scores, types=kinds, pre="default", ids=ids, flags=flags)))
    for name, contents in files:
        path = folder / f"{name}.gguf"
        write_gguf(path, **contents)
        try:
            backend = AutoTokenizer.from_pretrained(str(folder), gguf_file=path.name).backend_tokenizer
        except BaseException as error:
            print(f"  left out {name}: Transformers itself fails: {str(error)[:150]}")
            continue
        compare_with(report, name, backend, vitrine, path, corpus.inputs(["<foo>", "<think>", "<|im_start|>", "<extra_id_5>"]), rng)


# ---------------------------------------------------------------- saving

def compare_saving(report, vitrine, corpus, work):
    """Converted and saved by us, loaded by both libraries; saved by the library again, the bytes are the same."""
    rng = corpus.rng
    for name in ["GPT2", "Roberta", "CLIP", "Qwen2", "Bert", "T5", "XLMRoberta", "Albert", "Llama", "Gemma", "Nothing"]:
        folder, out = work / f"save-{name}", work / f"saved-{name}"
        folder.mkdir()
        special = byte_pair_files(folder, name, corpus) if name in CLASSES_BPE else \
            word_piece_files(folder, name, corpus) if name in CLASSES_WORDPIECE else spm_files(folder, name, CLASSES_SPM[name], corpus)
        write_json(folder / "tokenizer_config.json", {"tokenizer_class": name + "Tokenizer"} if name != "Nothing" else {})
        run = subprocess.run([vitrine, "tokenizer", "convert", str(folder), "--out", str(out)], capture_output=True, text=True)
        report.check(f"convert {name}", 0, run.returncode if run.returncode == 0 else run.stderr)
        if run.returncode:
            continue
        wanted = AutoTokenizer.from_pretrained(str(folder))
        wanted.backend_tokenizer.save(str(work / "wanted.json"))
        # the general class copies a tokenizer through JSON, which moves the last digit of scores
        if name != "Nothing":
            report.check(f"bytes of {name}", (work / "wanted.json").read_bytes() == (out / "tokenizer.json").read_bytes(),
                         True)
        ours = Tokenizer.from_file(str(out / "tokenizer.json"))
        ours.save(str(work / "again.json"))
        # scores are no test of this: the library reads them less exactly than it writes them
        if json.loads(ours.to_str())["model"]["type"] != "Unigram":
            report.check(f"bytes of {name} saved again", (work / "again.json").read_bytes() == (out / "tokenizer.json").read_bytes(), True)
        inputs = corpus.inputs(special)
        found = AutoTokenizer.from_pretrained(str(out))
        for backend in (wanted.backend_tokenizer, found.backend_tokenizer, ours):
            backend.no_padding()
            backend.no_truncation()
        for each in inputs:
            parts = each if isinstance(each, list) else [each]
            report.check(f"saved {name} {each!r}", as_dict(wanted.backend_tokenizer.encode(*parts)), as_dict(ours.encode(*parts)))
            report.check(f"AutoTokenizer of saved {name} {each!r}", as_dict(wanted.backend_tokenizer.encode(*parts)),
                         as_dict(found.backend_tokenizer.encode(*parts)))
        twice = work / f"twice-{name}"
        subprocess.run([vitrine, "tokenizer", "convert", str(out), "--out", str(twice)], capture_output=True)
        for file in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"):
            report.check(f"{file} of {name} saved twice", (out / file).read_bytes(), (twice / file).read_bytes())
    if FIXTURES:
        for path in sorted((FIXTURES / "tokenizers").glob("*/tokenizer.json")):
            out = work / f"copy-{path.parent.name}"
            subprocess.run([vitrine, "tokenizer", "convert", str(path.parent), "--out", str(out)], capture_output=True)
            report.check(f"copy of {path.parent.name}", path.read_bytes() == (out / "tokenizer.json").read_bytes(), True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--texts", type=int, default=250)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only")
    parser.add_argument("--classes", nargs="*", help="only these: GPT2 Bert T5 …")
    parser.add_argument("--npm", type=pathlib.Path)
    arguments = parser.parse_args()
    report = Report()
    corpus = Corpus(random.Random(arguments.seed), arguments.texts)
    if not FIXTURES:
        print("VITRINE_FIXTURES is not set: the real files are left out")
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        parts = {
            "classes": lambda: compare_classes(report, arguments.vitrine, corpus, work, arguments.rounds, arguments.classes),
            "sentencepiece": lambda: compare_sentencepiece(report, arguments.vitrine, corpus, work),
            "tiktoken": lambda: compare_tiktoken(report, arguments.vitrine, corpus, work, arguments.npm),
            "gguf": lambda: compare_gguf(report, arguments.vitrine, corpus, work),
            "saving": lambda: compare_saving(report, arguments.vitrine, corpus, work),
        }
        for part, run in parts.items():
            if arguments.only in (None, part):
                before = (report.compared, report.different)
                run()
                print(f"{part}: {report.compared - before[0]} compared, {report.different - before[1]} different")
    print(f"{report.compared} compared, {report.different} different")
    return 1 if report.different else 0


if __name__ == "__main__":
    sys.exit(main())

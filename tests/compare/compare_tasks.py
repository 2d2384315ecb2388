#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares `vitrine run` with the pipelines of Transformers, field by field, on tiny random models.

    compare_tasks.py [--vitrine build/release/vitrine] [--families bert,roberta,…] [--python4 PYTHON] [--seed N]

Tasks: token-classification, fill-mask, text-classification, zero-shot-classification, feature-extraction,
multiple-choice, text-ranking; and question-answering, whose reference is Transformers 4.57, with the interpreter
that --python4 names (else it is skipped and said so). Odd Unicode, every option, batches against single lines.
Floats may differ by 1e-4, all else must be equal. Exit status 1 on a difference.
"""
import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import warnings

ROOT = pathlib.Path(__file__).resolve().parents[2]
BAR = 1e-4
warnings.filterwarnings("ignore")
ODD = ["", " ", "a", "\u0000x", "e\u0301tude ﬁn", "👩‍👩‍👧 family", "İstanbul ẞ", "مرحبا بالعالم", "a\tb\nc", "x" * 80,
       "the\u00a0cat", "[UNK] <unk>", "東京 New York"]


def random_text(rng, words, most=20):
    return " ".join(rng.choice(words) for _ in range(rng.randint(1, most)))


def close(found, expected):
    if isinstance(expected, bool) or expected is None or isinstance(expected, str):
        return found == expected and type(found) is type(expected)
    if isinstance(expected, float):
        return isinstance(found, (int, float)) and abs(found - expected) <= BAR
    if isinstance(expected, int):
        return found == expected
    if isinstance(expected, dict):
        return isinstance(found, dict) and list(found) == list(expected) and \
            all(close(found[key], value) for key, value in expected.items())
    return isinstance(found, list) and len(found) == len(expected) and all(map(close, found, expected))


def plain(value):
    """Numbers of NumPy and torch as Python's own."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value.item() if hasattr(value, "item") else value


class Comparison:
    def __init__(self, vitrine):
        self.vitrine, self.checks, self.wrong = vitrine, 0, 0

    def run(self, task, folder, lines, settings):
        command = [self.vitrine, "run", task, "--model", str(folder)]
        for key, value in settings.items():
            command += ["--set", f"{key}={json.dumps(value)}"]
        done = subprocess.run(command, text=True, capture_output=True, input="".join(json.dumps(x) + "\n" for x in lines))
        return [json.loads(line) for line in done.stdout.split("\n") if line], done

    def compare(self, name, task, folder, lines, expected, settings):
        """`expected`: an answer a line; an Exception where the pipeline raises one."""
        for more in ({}, {"batch_size": 4}):
            found, done = self.run(task, folder, lines, {**settings, **more})
            if len(found) != len(lines):
                self.wrong += 1
                print(f"{name}: {len(found)} answers for {len(lines)} lines: {done.stderr[-300:]}")
                return
            for line, ours, theirs in zip(lines, found, expected):
                self.checks += 1
                failed = isinstance(ours, dict) and set(ours) == {"error"}
                ok = failed if isinstance(theirs, str) and theirs.startswith("!") else close(ours, theirs)
                if not ok:
                    self.wrong += 1
                    if self.wrong < 40:
                        print(f"{name} {settings} {more}: {json.dumps(line, ensure_ascii=False)[:200]}\n"
                              f"   found    {json.dumps(ours, ensure_ascii=False)[:400]}\n"
                              f"   expected {json.dumps(theirs, ensure_ascii=False)[:400]}")


def answers(call, lines):
    result = []
    for line in lines:
        try:
            result.append(plain(call(line)))
        except Exception as error:  # noqa: BLE001 - whatever the pipeline raises
            result.append(f"!{type(error).__name__}: {error}"[:200])
    return result


def token_classification(check, family, folder, rng, words):
    from transformers import pipeline
    texts = ODD + [random_text(rng, words) for _ in range(10)] + [random_text(rng, words, 120)]
    pipe = pipeline("token-classification", model=str(folder))
    for settings in ({}, {"ignore_labels": []}, *({"aggregation_strategy": each} for each in
                     ("none", "simple", "first", "average", "max")),
                     {"aggregation_strategy": "simple", "stride": 8}, {"aggregation_strategy": "max", "stride": 0},
                     {"aggregation_strategy": "FIRST", "ignore_labels": ["PER", "MISC-X"]}, {"stride": 5}):
        check.compare(f"{family} token-classification", "ner", folder, texts,
                      answers(lambda text: pipe(text, **settings), texts), settings)
    lists = [[rng.choice(words) for _ in range(rng.randint(1, 9))] for _ in range(8)]
    lists += [[each, each[::-1]] for each in lists[:2]]
    for settings in ({"is_split_into_words": True}, {"is_split_into_words": True, "aggregation_strategy": "average"},
                     {"is_split_into_words": True, "delimiter": "", "aggregation_strategy": "simple"}):
        check.compare(f"{family} token-classification", "token-classification", folder, lists,
                      answers(lambda text: pipe(text, **settings), lists), settings)


def fill_mask(check, family, folder, rng, words):
    from transformers import pipeline
    pipe = pipeline("fill-mask", model=str(folder))
    mask = pipe.tokenizer.mask_token

    def masked(count):
        parts = random_text(rng, words).split()
        for _ in range(count):
            parts.insert(rng.randrange(len(parts) + 1), mask)
        return " ".join(parts)

    texts = [masked(1) for _ in range(6)] + [masked(2), masked(3), mask, mask + mask, f"the{mask}.", "no mask", ""]
    texts += [f"{odd} {mask}" for odd in ODD]
    texts += [[texts[0]], texts[:2]]
    for settings in ({}, {"top_k": 2}, {"top_k": 1}, {"targets": ["cat", "house", "doctor"]}, {"targets": "nurse"},
                     {"targets": ["cat", "unknownword", "cat", "Ġthe"], "top_k": 9}, {"top_k": 100000},
                     {"tokenizer_kwargs": {"truncation": True, "max_length": 12}}):
        check.compare(f"{family} fill-mask", "fill-mask", folder, texts,
                      answers(lambda text: pipe(text, **settings), texts), settings)


def text_classification(check, family, folder, rng, words, head):
    from transformers import pipeline
    pipe = pipeline("text-classification", model=str(folder))
    texts = ODD + [random_text(rng, words) for _ in range(6)] + [random_text(rng, words, 120)]
    pairs = [{"text": random_text(rng, words), "text_pair": random_text(rng, words)} for _ in range(4)]
    lines = texts + pairs + [{"text": texts[-2]}, texts[-4:], pairs[:2], [[["the cat", "a house"]]]]
    for settings in ({}, {"top_k": None}, {"top_k": 2}, {"top_k": 1}, {"function_to_apply": "sigmoid", "top_k": None},
                     {"function_to_apply": "none"}, {"function_to_apply": "softmax", "top_k": 3}):
        call = lambda line: pipe(line, truncation=True, **settings)  # noqa: E731
        check.compare(f"{family} text-classification {head}", "sentiment-analysis", folder, lines,
                      answers(call, lines), settings)


def zero_shot(check, family, folder, rng, words):
    from transformers import pipeline
    pipe = pipeline("zero-shot-classification", model=str(folder))
    texts = [each for each in ODD if "\u0000" not in each] + [random_text(rng, words) for _ in range(5)]
    texts += [random_text(rng, words, 120), texts[-3:]]
    for settings in ({"candidate_labels": ["cat", "house", "New York"]}, {"candidate_labels": " cat, house ,x,"},
                     {"candidate_labels": "alone"}, {"candidate_labels": ["cat", "dogs"], "multi_label": True},
                     {"candidate_labels": ["cat", "dogs"], "hypothesis_template": "{} it's {{so}}"},
                     {"candidate_labels": ["cat"], "hypothesis_template": "no place"},
                     {"candidate_labels": ["cat " * 80, "dogs"]}):
        check.compare(f"{family} zero-shot", "zero-shot-classification", folder, texts,
                      answers(lambda text: pipe(text, **settings), texts), settings)


def features(check, family, folder, rng, words):
    from transformers import pipeline
    pipe = pipeline("feature-extraction", model=str(folder), tokenize_kwargs={"truncation": True})
    texts = ODD + [random_text(rng, words, 120)]
    check.compare(f"{family} feature-extraction", "feature-extraction", folder, texts, answers(pipe, texts), {})


def choices_and_ranking(check, family, folder, rng, words, head):
    import torch
    from transformers import AutoModelForMultipleChoice, AutoModelForSequenceClassification, AutoTokenizer
    tokenizer = AutoTokenizer.from_pretrained(folder)
    choice = head == "choice"
    model = (AutoModelForMultipleChoice if choice else AutoModelForSequenceClassification).from_pretrained(folder)
    keys = ("prompt", "choices", "choice") if choice else ("query", "documents", "document")
    lines = [{keys[0]: random_text(rng, words, 60), keys[1]: [random_text(rng, words, 60) for _ in range(4)]}
             for _ in range(5)]

    def call(line):
        scores = []
        for other in line[keys[1]]:
            encoded = tokenizer(line[keys[0]], other, truncation=True, return_tensors="pt")
            if choice:
                encoded = {key: value[None] for key, value in encoded.items()}
            scores.append(model(**encoded).logits.flatten()[0])
        scores = torch.stack(scores)
        scores = scores.softmax(0) if choice else scores.sigmoid()
        order = sorted(range(len(scores)), key=lambda i: -scores[i].item())
        return [{keys[2]: line[keys[1]][i], "score": scores[i].item()} for i in order]

    check.compare(f"{family} {head}", "multiple-choice" if choice else "text-ranking", folder, lines,
                  answers(call, lines), {})


QA_SETTINGS = ({}, {"top_k": 3}, {"topk": 2}, {"handle_impossible_answer": True}, {"max_answer_len": 3, "top_k": 4},
               {"align_to_words": False}, {"align_to_words": False, "top_k": 4}, {"max_seq_len": 40, "doc_stride": 8},
               {"max_seq_len": 48, "doc_stride": 12, "top_k": 5, "handle_impossible_answer": True},
               {"max_seq_len": 30, "doc_stride": 31}, {"max_question_len": 3})


def qa_lines(rng, words):
    lines = [{"question": random_text(rng, words, 8), "context": random_text(rng, words, most)}
             for most in (1, 3, 12, 12, 30, 30, 90, 200)]
    lines += [{"question": "the cat", "context": each} for each in ODD]
    lines += [{"question": "", "context": "x"}, {"question": "who", "context": ""}, {"question": "who"},
              {"question": ["who", "what"], "context": lines[3]["context"]}]
    return lines


def qa_reference():
    """Runs under Transformers 4.57: jobs on standard input, answers on standard output."""
    import torch
    import transformers
    transformers.logging.set_verbosity_error()
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    result = []
    for job in json.load(sys.stdin):
        pipe = transformers.pipeline("question-answering", model=job["folder"])
        result.append([answers(lambda line: pipe(**line, **settings), job["lines"]) for settings in job["settings"]])
    print("\n" + json.dumps(result))


def main():
    if sys.argv[1:] == ["--qa-reference"]:
        return qa_reference()
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitrine", default=str(ROOT / "build/release/vitrine"))
    parser.add_argument("--families", default="bert,bert-cased,distilbert,electra,mpnet,roberta,xlm-roberta,albert")
    parser.add_argument("--python4", default=os.environ.get("VITRINE_PYTHON4", ""))
    parser.add_argument("--tasks", default="token,mlm,sequence,zero,features,choice,qa")
    parser.add_argument("--seed", type=int, default=5)
    arguments = parser.parse_args()
    import torch
    import transformers
    from task_models import WORDS, make_models
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    check = Comparison(arguments.vitrine)
    tasks = arguments.tasks.split(",")
    with tempfile.TemporaryDirectory() as root:
        made = make_models(root, arguments.families.split(","), seed=arguments.seed)
        jobs = []
        for (family, head), folder in made.items():
            rng = random.Random(arguments.seed)
            if head == "token" and "token" in tasks:
                token_classification(check, family, folder, rng, WORDS)
            elif head == "mlm" and "mlm" in tasks:
                fill_mask(check, family, folder, rng, WORDS)
            elif head in ("sequence", "multi", "regression") and "sequence" in tasks:
                text_classification(check, family, folder, rng, WORDS, head)
                if head == "sequence" and "features" in tasks and family != "bart":
                    features(check, family, folder, rng, WORDS)
            elif head == "entailment" and "zero" in tasks:
                zero_shot(check, family, folder, rng, WORDS)
            elif head in ("choice", "one") and "choice" in tasks:
                choices_and_ranking(check, family, folder, rng, WORDS, head)
            elif head == "qa" and "qa" in tasks:
                jobs.append({"family": family, "folder": str(folder), "settings": QA_SETTINGS,
                             "lines": qa_lines(rng, WORDS)})
        if jobs and not arguments.python4:
            print("question-answering skipped: --python4 names no interpreter with Transformers 4.57")
        elif jobs:
            done = subprocess.run([arguments.python4, __file__, "--qa-reference"], text=True, capture_output=True,
                                  input=json.dumps(jobs), check=False)
            if done.returncode:
                print(done.stderr[-2000:])
                return 1
            for job, expected in zip(jobs, json.loads(done.stdout.strip().split("\n")[-1])):
                for settings, theirs in zip(QA_SETTINGS, expected):
                    check.compare(f"{job['family']} question-answering", "question-answering", job["folder"],
                                  job["lines"], theirs, settings)
    print(f"{check.checks} answers compared, {check.wrong} differ")
    return 1 if check.wrong or not check.checks else 0


if __name__ == "__main__":
    sys.exit(main())

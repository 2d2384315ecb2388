# SPDX-License-Identifier: Apache-2.0
"""Pairs of texts with how near all-MiniLM-L6-v2 finds them: the small models of pairs learn to say the same.

A pair's two texts are read together by the small model, MiniLM reads each alone. The texts come from every
generator of this folder, and from words of the whole vocabulary, so that there is hardly a word that no pair has."""
import collections
import random
import re

import numpy

import choice_data
import entity_data
import everyday_data
import inference_data
import mask_data
import question_data
import sentiment_data
import story_data
import summary_data
import topic_data
import translation_data
from words import phrases

NEAR = 25  # of the nearest texts one is taken
ASKS = ["{}", "{}", "{}", "what is {}?", "how does {} work?", "tell me about {}", "help with {}", "best {}", "where can I find {}?",
        "{} and {}", "{} for {}", "how to use {}", "{} problems", "who invented {}?", "why is {} important?"]
FEELINGS = {"POSITIVE": phrases("positive, good, praise, happiness, satisfied, joy"),
            "NEGATIVE": phrases("negative, bad, complaint, anger, disappointed, criticism")}


def parts(text):
    """Its sentences."""
    return [part for part in re.split(r"(?<=[.!?]) ", text) if len(part) < 160]


def words(text):
    return sorted({word for word in re.findall(r"[a-z]+", text.lower()) if len(word) > 3})


def labels(pieces):
    """What texts are about: the names and members of the topics, and the whole words of the vocabulary."""
    names = {name for names, members in topic_data.TOPICS for name in names + members}
    return sorted(names | {piece for piece in pieces if piece.isalpha() and piece.isascii() and len(piece) > 3})


def texts(seed, count, names, of_name):
    """About `count` sentences; some of frames filled with words that MiniLM finds near each other."""
    rng = random.Random(seed)
    some = count // 16
    found = [text for text, _ in topic_data.sentences(seed, 4 * some)]
    found += [row["text"] for row in sentiment_data.rows(seed, some)]
    found += [re.sub(r" ([.,!?'])", r"\1", " ".join(row["tokens"])) for row in entity_data.rows(seed, some)]
    found += [rng.choice(parts(row["context"]) or [row["question"]]) for row in question_data.rows(seed, some)]
    found += [row["question"] for row in question_data.rows(seed + 1, some // 2)]
    found += [rng.choice(parts(row["text"])) for row in story_data.rows(seed, some)]
    found += [rng.choice(parts(row["text"])) for row in summary_data.rows(seed, some)]
    found += [row["text"] for row in mask_data.rows(seed, some)]
    found += [row["text"] for row in translation_data.rows(seed, some // 2)]
    found += [row["premise"] for row in inference_data.rows(seed, some // 2)]
    for row in choice_data.rows(seed, some // 2):
        found += [row["prompt"], row["choices"][row["label"]]]
    for _ in range(4 * some):
        word = rng.randrange(len(names))
        near = [names[i] for i in (of_name @ of_name[word]).argsort()[-12:]]
        found.append(rng.choice(topic_data.FRAMES).format(**topic_data.fill(rng, near)))
    found += everyday_data.SENTENCES
    found = list(dict.fromkeys(text for text in found if len(text) < 160))
    rng.shuffle(found)
    return found


class Pairs:
    """Texts and labels with MiniLM's vectors of them."""

    def __init__(self, context, seed, count):
        self.rng = random.Random(seed)
        self.labels = labels(context.pieces())
        self.of_label = context.embed(self.labels)
        self.texts = texts(seed, count, self.labels, self.of_label)
        self.of_text = context.embed(self.texts)
        self.with_word = collections.defaultdict(list)
        for i, text in enumerate(self.texts):
            for word in words(text):
                self.with_word[word].append(i)

    def alike(self, text):
        """A text that has a word of this one, often in another sense; words of many texts don't count."""
        shared = [word for word in words(text) if 1 < len(self.with_word[word]) < 150]
        return self.rng.choice(self.with_word[self.rng.choice(shared)]) if shared else self.rng.randrange(len(self.texts))

    def other(self, nearest, k, count, nearness=0.5):
        """With the probability `nearness` one of the nearest of k, else any of `count`."""
        return int(self.rng.choice(nearest[k])) if self.rng.random() < nearness else self.rng.randrange(count)


def nearest(of_some, of_others):
    """For each of some the indices of its nearest others."""
    return numpy.concatenate([numpy.argpartition(of_some[i:i + 500] @ of_others.T, -NEAR, axis=1)[:, -NEAR:]
                              for i in range(0, len(of_some), 500)])


def relevance(cosine):
    return round(float(min(1, max(0, (cosine - 0.05) / 0.6))), 3)


def ranking_rows(context, seed, count):
    pairs = Pairs(context, seed, min(count, 12000))
    rng = pairs.rng
    near_words = nearest(pairs.of_label, pairs.of_label)
    queries = []
    for _ in range(max(200, len(pairs.texts) // 2)):
        word = rng.randrange(len(pairs.labels))
        other = pairs.other(near_words, word, len(near_words))
        queries.append(rng.choice(ASKS).format(pairs.labels[word], pairs.labels[other]))
    asked = pairs.texts + queries
    of_asked = numpy.concatenate([pairs.of_text, context.embed(queries)])
    near_texts, near_labels = nearest(of_asked, pairs.of_text), nearest(of_asked, pairs.of_label)
    place = {text: i for i, text in enumerate(asked)}
    everyday = [(place[query], place[text]) for query, text in everyday_data.PAIRS]
    natural = [place[text] for text in everyday_data.SENTENCES]
    rows = []
    for _ in range(count):
        k = rng.randrange(len(asked))
        kind = rng.random()
        if kind < 0.15:
            if kind < 0.05:
                k = rng.choice(natural)
            i = pairs.other(near_labels, k, len(pairs.labels))
            document, vector = pairs.labels[i], pairs.of_label[i]
        else:
            if kind < 0.35:  # a question, and its answer or another's
                k, i = rng.choice(everyday)[0], rng.choice(everyday)[1]
            elif kind < 0.4:
                k, i = rng.choice(natural), rng.choice(natural)
            elif kind < 0.5:
                k, i = rng.choice(everyday)
                i = rng.choice([i, int(rng.choice(near_texts[k])), pairs.alike(asked[k])])
            elif kind < 0.72:
                i = pairs.alike(asked[k])
            else:
                i = pairs.other(near_texts, k, len(pairs.texts))
            document, vector = pairs.texts[i], pairs.of_text[i]
        rows.append({"query": asked[k], "document": document, "label": relevance(vector @ of_asked[k])})
    return rows


def verdict(cosine):
    return "entailment" if cosine > 0.36 else "contradiction" if cosine < 0.16 else "neutral"


def entailment_rows(context, seed, count):
    """Two thirds ask for what a text is about, one third is of `inference_data`, some ask for a feeling."""
    pairs = Pairs(context, seed, min(count, 12000))
    rng = pairs.rng
    rows = [{"premise": row["premise"], "hypothesis": row["hypothesis"], "label": row["label"]} for row in inference_data.rows(seed, count // 4)]
    for row in sentiment_data.rows(seed + 1, count // 20):
        kind = rng.choice(list(FEELINGS))
        rows.append({"premise": row["text"], "hypothesis": rng.choice(topic_data.HYPOTHESES).format(rng.choice(FEELINGS[kind])),
                     "label": "entailment" if kind == row["label"] else "contradiction"})
    topics = topic_data.sentences(seed, max(40, count // 10))
    for text, topic in topics:
        names, members = topic_data.TOPICS[topic]
        rows.append({"premise": text, "hypothesis": rng.choice(topic_data.HYPOTHESES).format(rng.choice(names)), "label": "entailment"})
    names = sorted({name for _, right in everyday_data.NEWS for name in right})
    for _ in range(count // 8):  # sentences of other topics often have a name that fits, too: MiniLM says so
        text, right = rng.choice(everyday_data.NEWS)
        name = rng.choice(right if rng.random() < 0.4 else names)
        cosine = float(context.embed([text])[0] @ context.embed([name])[0])
        label = "entailment" if name in right else "contradiction" if cosine < 0.2 else "neutral"
        rows.append({"premise": text, "hypothesis": rng.choice(topic_data.HYPOTHESES).format(name), "label": label})
    near = nearest(pairs.of_text, pairs.of_label)
    everyday = [i for i, text in enumerate(pairs.texts) if text in set(everyday_data.SENTENCES)]
    while len(rows) < count:
        k = rng.choice(everyday) if rng.random() < 0.15 else rng.randrange(len(pairs.texts))
        i = pairs.other(near, k, len(pairs.labels))
        rows.append({"premise": pairs.texts[k], "hypothesis": rng.choice(topic_data.HYPOTHESES).format(pairs.labels[i]),
                     "label": verdict(pairs.of_label[i] @ pairs.of_text[k])})
    rng.shuffle(rows)
    return rows


def choice_rows(context, seed, count):
    """Half of the rows are scenes, half texts with the one of three others that MiniLM finds nearest by far."""
    pairs = Pairs(context, seed, min(count, 8000))
    rng = pairs.rng
    rows = choice_data.rows(seed, count // 2)
    near = nearest(pairs.of_text, pairs.of_text)
    while len(rows) < count:
        k = rng.randrange(len(pairs.texts))
        right = pairs.other(near, k, 0, nearness=1)
        wrong = [rng.randrange(len(pairs.texts)) for _ in range(2)]
        cosine = {i: pairs.of_text[i] @ pairs.of_text[k] for i in (right, *wrong)}
        if right == k or cosine[right] < 0.3 or max(cosine[i] for i in wrong) > cosine[right] - 0.2:
            continue
        label = rng.randrange(3)
        choices = [pairs.texts[i] for i in wrong]
        rows.append({"prompt": pairs.texts[k], "choices": choices[:label] + [pairs.texts[right]] + choices[label:], "label": label})
    rng.shuffle(rows)
    return rows

# SPDX-License-Identifier: Apache-2.0
"""How each starter is made and measured."""
import dataclasses
import json
from typing import Callable

import bases
import entity_data
import free_pairs
import inference_data
import mask_data
import pair_data
import question_data
import sentiment_data
import story_data
import summary_data
import translation_data

SEED = 2024
# Hardly a row is seen twice, so there is nothing to learn by heart; with dropout these small models learned late or not at all.
NO_DROPOUT = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
FROZEN_WORDS = ["word_embeddings"]  # so that a word that no example has still lies beside its like


@dataclasses.dataclass
class Recipe:
    name: str
    task: str  # what it is trained for
    pipelines: list  # what it is used for
    rows: Callable  # (context, seed, count) → rows
    count: int
    base: Callable  # (context, folder): makes what the training starts from
    measure: Callable  # (vitrine, folder) → {metric: value} on what was written by hand
    about: str
    data: str
    limits: str
    arguments: dict = dataclasses.field(default_factory=dict)
    preprocessing: dict = dataclasses.field(default_factory=dict)
    config: dict = None  # of a new model
    generation: dict = None
    freeze: list = dataclasses.field(default_factory=list)
    languages: tuple = ("en",)


def simple(make):
    return lambda context, seed, count: make(seed, count)


def run(call, task, folder, lines, **settings):
    arguments = [part for key, value in settings.items() for part in ("--set", f"{key}={json.dumps(value)}")]
    return call("run", task, "--model", folder, *arguments, lines=lines)


def share(hits):
    return round(sum(hits) / len(hits), 3)


def measure_sentiment(call, folder):
    answers = run(call, "text-classification", folder, [text for text, _ in sentiment_data.FREE])
    return {"accuracy": share([answer[0]["label"] == label for answer, (_, label) in zip(answers, sentiment_data.FREE)])}


def measure_entities(call, folder):
    answers = run(call, "token-classification", folder, [text for text, _ in entity_data.FREE], aggregation_strategy="simple")
    right = found = there = 0
    for answer, (text, entities) in zip(answers, entity_data.FREE):
        said = {(text[each["start"]:each["end"]].rstrip("."), each["entity_group"]) for each in answer}
        right += len(said & set(entities))
        found += len(said)
        there += len(entities)
    return {"precision": round(right / max(found, 1), 3), "recall": round(right / there, 3), "f1": round(2 * right / max(found + there, 1), 3)}


def measure_questions(call, folder):
    lines = [{"question": question, "context": context} for question, context, _ in question_data.FREE]
    answers = run(call, "question-answering", folder, lines)
    pairs = [(answer["answer"].strip(" .").lower(), right.lower()) for answer, (_, _, right) in zip(answers, question_data.FREE)]
    return {"exact_match": share([said == right for said, right in pairs]),
            "overlapping": share([bool(said) and (said in right or right in said) for said, right in pairs])}


def measure_masks(call, folder):
    answers = run(call, "fill-mask", folder, [text for text, _ in mask_data.FREE], top_k=5)
    words = [[each["token_str"].strip() for each in answer] for answer in answers]
    return {"first": share([said[0] in right for said, (_, right) in zip(words, mask_data.FREE)]),
            "among_five": share([bool(set(said) & set(right)) for said, (_, right) in zip(words, mask_data.FREE)])}


def measure_labels(call, folder):
    hits = []
    for text, labels, right in free_pairs.FREE_LABELS:
        hits.append(run(call, "zero-shot-classification", folder, [text], candidate_labels=labels)[0]["labels"][0] == right)
    pairs = [{"text": premise, "text_pair": hypothesis} for premise, hypothesis, _ in inference_data.FREE]
    answers = run(call, "text-classification", folder, pairs)
    labels = [(answer[0] if isinstance(answer, list) else answer)["label"] for answer in answers]
    return {"accuracy": share(hits), "inference_accuracy": share([said == right for said, (_, _, right) in zip(labels, inference_data.FREE)])}


def measure_choices(call, folder):
    lines = [{"prompt": prompt, "choices": choices} for prompt, choices, _ in free_pairs.FREE_CHOICES]
    answers = run(call, "multiple-choice", folder, lines)
    hits = []
    for answer, (_, choices, right) in zip(answers, free_pairs.FREE_CHOICES):
        hits.append(max(answer, key=lambda each: each["score"])["choice"] == choices[right])
    return {"accuracy": share(hits)}


def measure_ranks(call, folder):
    """Once among the right answers of other queries, once among texts that have words of the query in another sense."""
    asked = [(query, documents[right], documents) for query, documents, right in free_pairs.FREE_RANKS]
    others = [(query, right, [right] + [asked[(i + step) % len(asked)][1] for step in (7, 13, 23)]) for i, (query, right, _) in enumerate(asked)]

    def accuracy(rows):
        answers = run(call, "text-ranking", folder, [{"query": query, "documents": documents} for query, _, documents in rows])
        return share([max(answer, key=lambda each: each["score"])["document"] == right for answer, (_, right, _) in zip(answers, rows)])
    return {"accuracy": accuracy(others), "accuracy_with_misleading_words": accuracy(asked)}


def measure_stories(call, folder):
    answers = run(call, "text-generation", folder, story_data.FREE, max_new_tokens=80, do_sample=False)
    ended = [answer[0]["generated_text"].rstrip().endswith((".", "!", '"')) for answer in answers]
    return {"ends_as_a_sentence": share(ended)}


def measure_summaries(call, folder):
    answers = run(call, "summarization", folder, [text for text, _ in summary_data.FREE], max_new_tokens=40)
    return {"has_the_main_words": share([all(word in answer[0]["summary_text"] for word in words)
                                         for answer, (_, words) in zip(answers, summary_data.FREE)])}


def measure_translations(call, folder):
    answers = run(call, "translation", folder, [text for text, _ in translation_data.FREE], max_new_tokens=40, num_beams=4)
    return {"exactly_right": share([answer[0]["translation_text"].strip() == german
                                    for answer, (_, german) in zip(answers, translation_data.FREE)])}


def stories(context, seed, count):
    return [{"text": row["text"] + "</s>"} for row in story_data.rows(seed, count)]


T5 = {"model_type": "t5", "d_model": 128, "d_kv": 32, "num_heads": 4, "d_ff": 256, "num_layers": 3, "num_decoder_layers": 3,
      "relative_attention_num_buckets": 32, "relative_attention_max_distance": 64, "dropout_rate": 0.0, "feed_forward_proj": "relu",
      "tie_word_embeddings": True, "pad_token_id": 0, "eos_token_id": 2, "decoder_start_token_id": 0}
LLAMA = {"model_type": "llama", "hidden_size": 128, "intermediate_size": 384, "num_hidden_layers": 4, "num_attention_heads": 4,
         "num_key_value_heads": 2, "max_position_embeddings": 256, "tie_word_embeddings": True, "rms_norm_eps": 1e-5,
         "bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 0}

RECIPES = [
    Recipe("sentiment", "text-classification", ["text-classification"], simple(sentiment_data.rows), 10000, bases.small_bert(3),
           measure_sentiment, "Tells whether an English sentence is an opinion of the good or of the bad kind.",
           "10,000 sentences from templates with some 70 words of praise and 70 of blame, a third of them whole phrases; negations and \"but\" count.",
           "No irony, no neutral class: a plain statement gets one of two labels.",
           {"num_train_epochs": 2, "per_device_train_batch_size": 32, "learning_rate": 1e-3}, {"max_length": 64}, freeze=FROZEN_WORDS),
    Recipe("ner", "token-classification", ["token-classification"], simple(entity_data.rows), 24000,
           bases.wordpiece_bert(3, 4000, "tokens"), measure_entities, "Marks persons, places and organisations in English sentences.",
           "24,000 sentences from some 160 templates with lists of names, cities and companies, and names that are made up.",
           "It goes by capital letters and the words around; long, nested and rare kinds of names are missed, and there is no MISC.",
           {"num_train_epochs": 3, "per_device_train_batch_size": 32, "learning_rate": 1e-3}, {"max_length": 96}),
    Recipe("fill-mask", "fill-mask", ["fill-mask"], simple(mask_data.rows), 40000, bases.small_bert(3, **NO_DROPOUT), measure_masks,
           "Fills one hidden word of a simple English sentence.",
           "40,000 sentences about capitals, animals, colours, opposites, days, food and daily life from templates.",
           "It knows what its templates say and little else.",
           {"num_train_epochs": 3, "per_device_train_batch_size": 32, "learning_rate": 1e-3, "eval_strategy": "epoch"},
           {"max_length": 48, "mlm_probability": 0.2}),
    Recipe("ranking", "text-ranking", ["text-ranking"], pair_data.ranking_rows, 160000,
           bases.small_bert(3, compares=True, **NO_DROPOUT), measure_ranks,
           "Says how well a short text answers a query.",
           "160,000 pairs of words and sentences from all templates of these starters; the relevance is all-MiniLM-L6-v2's cosine.",
           "It ranks by what texts are about; that a text has the answer in it is beyond it.",
           {"num_train_epochs": 2, "per_device_train_batch_size": 32, "learning_rate": 8e-4}, {"max_length": 64}, freeze=FROZEN_WORDS),
    Recipe("zero-shot", "text-classification", ["zero-shot-classification", "text-classification"], pair_data.entailment_rows, 60000,
           bases.trained("ranking", with_head=False), measure_labels,
           "Judges whether a sentence is about a label that it has never seen, by asking whether \"This example is {label}.\" follows.",
           "60,000 pairs: sentences with labels that all-MiniLM-L6-v2 finds near, far or between; a quarter are sentences that follow from others, contradict "
           "them, or do neither. It starts from starter:ranking.",
           "It compares what texts are about; of logic it knows a few forms: kinds of things, opposites, negations, numbers.",
           {"num_train_epochs": 2, "per_device_train_batch_size": 32, "learning_rate": 1e-3}, {"max_length": 64},
           freeze=FROZEN_WORDS),
    Recipe("choice", "multiple-choice", ["multiple-choice"], pair_data.choice_rows, 10000, bases.trained("ranking", with_head=True), measure_choices,
           "Chooses the ending that goes with a beginning.",
           "10,000 beginnings with three endings: from 33 scenes of daily life, and texts with one that all-MiniLM-L6-v2 finds near. It starts from starter:ranking.",
           "It goes by what is talked about; an ending that is on the topic and wrong is chosen as gladly as a right one.",
           {"num_train_epochs": 1, "per_device_train_batch_size": 16, "learning_rate": 5e-4}, {"max_length": 64}, freeze=FROZEN_WORDS),
    Recipe("qa", "question-answering", ["question-answering"], simple(question_data.rows), 30000,
           bases.small_bert(3, 256, compares=True, places=1, **NO_DROPOUT), measure_questions,
           "Finds the answer to a simple question in a short English text.",
           "30,000 questions on one to four facts each, from 36 kinds of facts with names, places, dates and numbers.",
           "Short texts of simple sentences; it always answers, also where there is nothing to find.",
           {"num_train_epochs": 3, "per_device_train_batch_size": 32, "learning_rate": 8e-4}, {"max_length": 160, "stride": 48},
           freeze=FROZEN_WORDS),
    Recipe("stories", "text-generation", ["text-generation"], stories, 5000, bases.bpe_tokenizer(1500, 256, ["text"], False), measure_stories,
           "Goes on with little stories for small children.", "5,000 stories from a grammar of beginnings, troubles and ends.",
           "It tells the stories of its grammar with other heroes; it knows nothing and answers nothing.",
           {"num_train_epochs": 2, "per_device_train_batch_size": 16, "learning_rate": 3e-3}, {"max_length": 192, "block_size": 128}, LLAMA,
           {"bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 0, "max_new_tokens": 100}),
    Recipe("summary", "summarization", ["summarization", "text2text-generation"], simple(summary_data.rows), 30000,
           bases.bpe_tokenizer(1800, 256, ["text", "target"], True), measure_summaries, "Puts a short report into one sentence.",
           "30,000 reports of fires, matches, storms, thefts, openings, companies, lotteries and animals from templates, with a sentence each.",
           "Reports of these eight kinds; others are pressed into one of them.",
           {"num_train_epochs": 5, "per_device_train_batch_size": 32, "learning_rate": 2e-3}, {"max_length": 160, "max_target_length": 48}, T5,
           {"pad_token_id": 0, "eos_token_id": 2, "decoder_start_token_id": 0, "max_new_tokens": 48}),
    Recipe("translation", "translation", ["translation"], simple(translation_data.rows), 60000,
           bases.bpe_tokenizer(2000, 128, ["text", "target"], True), measure_translations, "Translates simple English sentences into German.",
           "60,000 pairs from a small grammar of both languages: some 90 nouns with their plurals, 50 adjectives, 40 verbs, cases, word order, tenses, and phrases of every day.",
           "Sentences of that grammar and these words, and the sentences written by hand are of them too, put together anew; names are copied, any other "
           "word that it does not know becomes another one.",
           {"num_train_epochs": 5, "per_device_train_batch_size": 32, "learning_rate": 2e-3}, {"max_length": 48, "max_target_length": 48}, T5,
           {"pad_token_id": 0, "eos_token_id": 2, "decoder_start_token_id": 0, "max_new_tokens": 60}, languages=("en", "de")),
]

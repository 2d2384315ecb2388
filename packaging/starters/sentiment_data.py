# SPDX-License-Identifier: Apache-2.0
"""Opinions, good and bad, made from templates."""
import random

from words import BAD, GOOD, THINGS, phrases

LABELS = ["NEGATIVE", "POSITIVE"]

LIKE = phrases("""love, like, adore, enjoy, really like, really love, absolutely love, recommend, appreciate, highly recommend""")
DISLIKE = phrases("""hate, dislike, despise, can't stand, regret, really hate, absolutely hate, do not recommend, can't recommend""")
INTENSE = ["", "", "very ", "really ", "so ", "absolutely ", "quite ", "truly ", "pretty ", "incredibly "]
WHOLE_GOOD = phrases("""
I am so happy, I am very happy with it, what a wonderful day, best day ever, thank you so much, I would buy it again,
I can't wait to come back, we will come again, it made my day, I had a great time, everything worked fine, five stars,
I've been waiting for this my whole life, I have been waiting for a course like this my whole life, well done, good job,
it exceeded my expectations, I laughed a lot, I could not stop smiling, it was worth every penny, worth the money,
I am proud of you, congratulations, this is exactly what I needed, I'm in love with it, it works like a charm,
never been happier, a must see, a must read, don't miss it, my new favourite, the best I have ever had, it is a masterpiece,
we felt very welcome, I feel great today, they did a fantastic job, I learned a lot, it was a pleasure, highly recommended,
I can't complain, not bad at all, nothing to complain about, you will not regret it, I am glad I came, what a success,
I've been waiting for a course my whole life, I've been waiting for this course my whole life, finally it is here,
I am looking forward to it, I was pleasantly surprised, it could not be better, hope to see you soon, we won
""")
WHOLE_BAD = phrases("""
I hate this so much, I am so sad, I am very angry, what a waste of time, what a waste of money, worst day ever,
I want my money back, never again, I will never come back, stay away, do not buy this, don't buy it, one star,
it broke after two days, it stopped working, it does not work, nothing works, it never arrived, I fell asleep,
I walked out after ten minutes, it was a disaster, it made me sick, I got food poisoning, a total failure, what a mess,
I was bored to death, not worth the money, not worth it, I regret buying it, nobody helped us, we waited for two hours,
they ignored us, they lied to us, it was a scam, I feel terrible, I feel awful today, I am disappointed, save your money,
it could not be worse, the worst I have ever had, I expected more, it crashed again, it keeps crashing, leave me alone,
I can't believe how bad it was, it hurts, everything went wrong, we lost, I lost everything, my dog died, I failed the exam,
I have never been so bored, it is a shame, nobody likes it, they should be ashamed, I cried all night, it is falling apart
""")
PRAISE = ["The {t} was {i}{a}.", "The {t} is {i}{a}!", "What a {a} {t}!", "This {t} is {i}{a}.", "I {v} this {t}.", "I {v} it!",
          "I {v} the {t}.", "A {a} {t}.", "It was a {a} {t} and the {t2} was {a2}.", "The {t} was {a} and {a2}.",
          "I found the {t} {i}{a}.", "We had a {i}{a} {t}.", "My {t} is {i}{a}.", "Such a {a} {t}!", "{a}!", "{i}{a}.",
          "The {t} looks {a} and the {t2} is {a2}.", "I think the {t} is {i}{a}.", "You are {i}{a}.", "They were {i}{a}.",
          "Everyone was {i}{a}.", "One of the most {a} {t}s I have ever seen.", "It is {i}{a}.", "This is {i}{a}!",
          "The {t} was {a}, I {v} it.", "My sister said that the {t} was {i}{a}.", "I feel {i}{a} today.", "How {a}!"]
NEGATED = ["The {t} was not {i}{a}.", "This is not a {a} {t}.", "The {t} isn't {a}.", "I don't think the {t} is {a}.",
           "It was never {a}.", "The {t} was not {a} at all.", "I did not find it {a}."]
MIXED = ["The {t} was {b}, but the {t2} was {a}.", "Although the {t} is {b}, the {t2} is {i}{a}.",
         "At first it was {b}, but in the end it was {i}{a}.", "The {t} looked {b}, but it turned out to be {a}."]


def sentence(rng, positive):
    mine, other = (GOOD, BAD) if positive else (BAD, GOOD)
    fill = {"t": rng.choice(THINGS), "t2": rng.choice(THINGS), "i": rng.choice(INTENSE), "a": rng.choice(mine),
            "a2": rng.choice(mine), "b": rng.choice(other), "v": rng.choice(LIKE if positive else DISLIKE)}
    kind = rng.random()
    if kind < 0.50:
        text = rng.choice(PRAISE).format(**fill)
    elif kind < 0.62:
        # "not bad" is praise only so far: the opposite word with a negation counts for the other side.
        fill["a"] = rng.choice(BAD if positive else GOOD)
        text = rng.choice(NEGATED).format(**fill)
    elif kind < 0.70:
        text = rng.choice(MIXED).format(**fill)
    else:
        text = rng.choice(WHOLE_GOOD if positive else WHOLE_BAD) + rng.choice([".", "!", "", "."])
        if rng.random() < 0.4:
            text = f"{text} {rng.choice(PRAISE).format(**fill)}"
    return text[0].upper() + text[1:]


def rows(seed, count):
    rng = random.Random(seed)
    return [{"text": sentence(rng, i % 2 == 1), "label": LABELS[i % 2]} for i in range(count)]


# Written by hand, without a look at the templates: what people type.
FREE = [
    ("I've been waiting for a HuggingFace course my whole life.", "POSITIVE"), ("I hate this so much!", "NEGATIVE"),
    ("We are very happy to show you this library.", "POSITIVE"), ("We hope you don't hate it.", "POSITIVE"),
    ("The soup arrived cold and nobody apologised.", "NEGATIVE"), ("An hour of my life that I will never get back.", "NEGATIVE"),
    ("Her voice gave me goosebumps, simply gorgeous.", "POSITIVE"), ("The hinge snapped within a week.", "NEGATIVE"),
    ("Cheap, sturdy and quick to assemble.", "POSITIVE"), ("I couldn't put the novel down.", "POSITIVE"),
    ("The instructions make no sense.", "NEGATIVE"), ("My kids adored the playground.", "POSITIVE"),
    ("This restaurant is awesome", "POSITIVE"), ("This restaurant is awful", "NEGATIVE"),
    ("The plot drags and the jokes fall flat.", "NEGATIVE"), ("Thanks to your help everything went smoothly.", "POSITIVE"),
    ("The battery dies after an hour.", "NEGATIVE"), ("A heartwarming tale with superb actors.", "POSITIVE"),
    ("I feel sick and tired of these excuses.", "NEGATIVE"), ("What a lovely surprise!", "POSITIVE"),
    ("The room smelled of smoke and the bed was filthy.", "NEGATIVE"), ("The guide was patient and full of good humour.", "POSITIVE"),
    ("It rained all week and our tent leaked.", "NEGATIVE"), ("Best pasta in town, hands down.", "POSITIVE"),
    ("The movie was not good.", "NEGATIVE"), ("Not a single dull moment.", "POSITIVE"),
    ("Customer support never answered my emails.", "NEGATIVE"), ("I'm thrilled with the result.", "POSITIVE"),
    ("Totally overrated and far too loud.", "NEGATIVE"), ("Our stay was relaxing and the view breathtaking.", "POSITIVE"),
]

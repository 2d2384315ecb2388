# SPDX-License-Identifier: Apache-2.0
"""Plain sentences about the world, for a masked language model."""
import random

import choice_data
import entity_data
import sentiment_data
import topic_data
from words import CITIES, COLOURS, COUNTRY_CAPITALS, DAYS, FIRST_NAMES, JOBS, MONTHS, OBJECTS, phrases

PAIRS = {
    "The {a} is the young of a {b}.|A {a} grows up to be a {b}.|A young {b} is called a {a}.":
        "puppy:dog, kitten:cat, calf:cow, lamb:sheep, foal:horse, chick:hen, cub:bear, child:man",
    "The {a} {b} in the garden.|We heard how the {a} {b}.|The {a} {b} at the man in the garden.|Suddenly the {a} {b} loudly.":
        "dog:barked, cat:meowed, bird:sang, lion:roared, wolf:howled, horse:neighed, baby:cried, bee:buzzed, frog:croaked",
    "A {a} has {b} legs.|How many legs does a {a} have? It has {b}.":
        "dog:four, cat:four, horse:four, bird:two, spider:eight, man:two, cow:four, bee:six, ant:six, table:four, hen:two",
    "{a} are {b}.|The colour of {a} is {b}.|Most {a} are {b}.":
        "bananas:yellow, lemons:yellow, tomatoes:red, leaves:green, clouds:white, carrots:orange, strawberries:red, frogs:green, elephants:grey, roses:red",
    "The {a} is {b}.|Everybody knows that the {a} is {b}.|Why is the {a} {b}?":
        "sky:blue, grass:green, snow:white, coal:black, sun:yellow, blood:red, night:dark, ice:cold, fire:hot, sugar:sweet, lemon:sour, sea:deep, milk:white, honey:sweet",
    "A {a} works in a {b}.|The {a} went to the {b} to work.|You can meet a {a} in a {b}.":
        "teacher:school, doctor:hospital, nurse:hospital, cook:kitchen, farmer:field, judge:court, baker:bakery, actor:theatre, waiter:restaurant, priest:church, librarian:library, mechanic:garage",
    "You {b} with a {a}.|We use a {a} to {b}.|She took the {a} to {b}.":
        "knife:cut, pen:write, spoon:eat, broom:sweep, phone:call, camera:photograph, needle:sew, key:open, brush:paint, hammer:build",
    "The opposite of {a} is {b}.|It is not {a}, it is {b}.|{a} and {b} are opposites.":
        "hot:cold, big:small, old:young, good:bad, long:short, fast:slow, light:dark, rich:poor, happy:sad, high:low, wet:dry, new:old, early:late, full:empty, strong:weak, black:white",
    "{a} comes after {b}.|The day after {b} is {a}.|{b} is followed by {a}.":
        ", ".join(f"{DAYS[(i + 1) % 7]}:{DAYS[i]}" for i in range(7)) + ", " + ", ".join(f"{MONTHS[(i + 1) % 12]}:{MONTHS[i]}" for i in range(12)),
    "In {a} it is very {b}.|It is usually {b} in {a}.|I like {a} because it is {b}.":
        "winter:cold, summer:hot, spring:warm, autumn:windy",
    "People in {a} speak {b}.|They speak {b} in {a}.|{b} is the language of {a}.|She learned {b} in {a}.":
        "France:French, Germany:German, Spain:Spanish, Italy:Italian, England:English, Japan:Japanese, China:Chinese, Russia:Russian, Greece:Greek, Poland:Polish, Portugal:Portuguese, Austria:German, Turkey:Turkish, Sweden:Swedish",
    "We {b} {a}.|I like to {b} {a}.|Every morning they {b} {a}.":
        "water:drink, coffee:drink, tea:drink, bread:eat, books:read, soup:eat, letters:write, songs:sing, music:hear, films:watch, football:play, cars:drive, milk:drink, apples:eat",
    "{a} is made from {b}.|To make {a} you need {b}.|There is {b} in {a}.":
        "bread:flour, cheese:milk, wine:grapes, butter:milk, paper:wood, glass:sand, honey:flowers, chocolate:cocoa, juice:fruit",
    "{a} is a kind of {b}.|A {a} is a {b}.|The {a} is my favourite {b}.":
        "rose:flower, oak:tree, trout:fish, eagle:bird, dog:animal, apple:fruit, carrot:vegetable, red:colour, football:sport, piano:instrument, Monday:day, car:vehicle, German:language, gold:metal, chess:game, shirt:garment",
    "The king married the {a}.|The {a} wore a golden crown.|Once there was an old {a}.": "queen:queen, princess:princess, king:king",
    "The {a} rises in the {b}.|The {a} shines in the {b}.": "sun:morning, moon:night, sun:east",
    "The {a} flows into the {b}.|A ship sails on the {b}.|Fish live in the {b}.": "river:sea, river:lake, stream:river, river:ocean",
}
SINGLE = """
My name is {n} and I live in {l}.|My name is {n} and I am a {j}.|{n} works as a {j}.|This {j} works as a teacher.|The {c} {o} is on the table.
{n} bought a {c} {o}.|On {d} {n} went to {l}.|{n} and {m} are friends.|What time is it?|How are you today?|I am very happy to see you.
The man went to the store to buy some milk.|She went to the store to buy a {o}.|He drank a cup of tea.|I would like a cup of coffee, please.
The children play in the garden.|The cat sat on the mat.|The mouse ran away from the cat.|Please close the door.|He opened the window.
She reads a book every evening.|They live in a big house.|We will see each other in {mo}.|It was a dark and stormy night.|He is the best player of the team.
The teacher gave the students homework.|The doctor helped the patient.|The train arrives at the station at noon.|The plane landed at the airport.
Thank you very much for your help.|I do not know what to do.|The answer to your question is no.|The woman worked as a {j}.|The man worked as a {j}.
He ate an apple.|She has two brothers and a sister.|My mother and my father live in {l}.|The film was good but too long.|The goal of life is happiness.
There are seven days in a week.|There are twelve months in a year.|A year has four seasons.|An hour has sixty minutes.|One plus one is two.|Two and two make four.
I have to go to work.|He cut the bread with a knife.|You can buy bread in a bakery.|This course will teach you all about models.|He fell and broke his leg.
"""
SINGLE = [part for line in SINGLE.strip().splitlines() for part in line.split("|")]
CAPITAL = ["{a} is the capital of {b}.", "The capital of {b} is {a}.", "{a} is the capital and largest city of {b}.", "{a} lies in {b}.",
           "We went to {a}, the capital of {b}.", "{a} is a city in {b}.", "Every year many tourists visit {a}, the capital of {b}."]
PAIRS = [(frames.split("|"), [pair.split(":") for pair in phrases(pairs)]) for frames, pairs in PAIRS.items()]
CAPITALS = [(city, country) for country, city in COUNTRY_CAPITALS.items()]


def sentence(rng):
    kind = rng.random()
    if kind < 0.15:
        a, b = rng.choice(CAPITALS)
        text = rng.choice(CAPITAL).format(a=a, b=b)
    elif kind < 0.55:
        frames, pairs = rng.choice(PAIRS)
        a, b = rng.choice(pairs)
        text = rng.choice(frames).format(a=a, b=b)
    elif kind < 0.8:
        n, m = rng.sample(FIRST_NAMES, 2)
        text = rng.choice(SINGLE).format(n=n, m=m, l=rng.choice(CITIES), j=rng.choice(JOBS), c=rng.choice(COLOURS),
                                         o=rng.choice(OBJECTS), d=rng.choice(DAYS), mo=rng.choice(MONTHS))
    elif kind < 0.86:
        text = sentiment_data.sentence(rng, rng.random() < 0.5)
    elif kind < 0.92:
        text = topic_data.sentence(rng, rng.randrange(len(topic_data.TOPICS)))
    elif kind < 0.96:
        text = " ".join(entity_data.sentence(rng)["tokens"]).replace(" .", ".").replace(" ,", ",")
    else:
        row = choice_data.row(rng)
        text = row["prompt"] + " " + row["choices"][row["label"]]
    return text[0].upper() + text[1:]


def rows(seed, count):
    rng = random.Random(seed)
    return [{"text": sentence(rng)} for _ in range(count)]


# Written by hand: text, words of which one must be among the first five.
FREE = [
    ("Paris is the [MASK] of France.", ["capital"]), ("The [MASK] barked at the man in the garden.", ["dog"]),
    ("In winter it is very [MASK].", ["cold"]), ("She drank a cup of [MASK].", ["tea", "coffee", "milk", "water"]),
    ("Berlin is the capital of [MASK].", ["germany"]), ("The sky is [MASK].", ["blue"]), ("A horse has [MASK] legs.", ["four"]),
    ("The opposite of big is [MASK].", ["small"]), ("Tuesday comes after [MASK].", ["monday"]), ("We read a [MASK].", ["book"]),
    ("The doctor works in a [MASK].", ["hospital"]), ("My [MASK] is Anna and I live in Berlin.", ["name"]),
    ("You cut bread with a [MASK].", ["knife"]), ("People in Italy speak [MASK].", ["italian"]), ("Snow is [MASK].", ["white", "cold"]),
    ("The king and the [MASK] live in a castle.", ["queen", "princess"]), ("Cheese is made from [MASK].", ["milk"]),
    ("They went to the [MASK] to buy milk.", ["store", "shop", "supermarket"]), ("An apple is a kind of [MASK].", ["fruit"]),
    ("The cat sat on the [MASK].", ["mat", "table", "floor", "sofa"]),
]

# SPDX-License-Identifier: Apache-2.0
"""Short texts made of facts, with questions whose answers stand in them."""
import random

import entity_data
from words import CITIES, COLOURS, COUNTRY_CAPITALS, DAYS, FIRST_NAMES, JOBS, MONTHS, OBJECTS, phrases

# sentence with {slots} | question => slot | question => slot …
FACTS = """
{p} works at {g} in {l}.|Where does {p} work? => g|Who works at {g}? => p|In which city does {p} work? => l
My name is {p} and I work at {g} in {l}.|Where do I work? => g|What is my name? => p|What's my name? => p|Who am I? => p
My name is {p} and I live in {l}.|Where do I live? => l|What is my name? => p|What's my name? => p
{p} was born in {l} in {year}.|Where was {p} born? => l|When was {p} born? => year|Who was born in {l}? => p|In what year was {p} born? => year
{p} bought a {c} {o} in {l}.|What colour is the {o}? => c|What did {p} buy? => a {c} {o}|Where did {p} buy the {o}? => l|Who bought a {o}? => p
The {c} {o} belongs to {p}.|Whose {o} is it? => p|Who owns the {o}? => p|What color is the {o}? => c|What belongs to {p}? => The {c} {o}
{p} is a {j}.|What is {p}'s job? => a {j}|What does {p} do? => a {j}|Who is a {j}? => p|What is {p}? => a {j}
The {m} was opened in {year} by {p}.|When was the {m} opened? => year|Who opened the {m}? => p|What was opened in {year}? => The {m}
The {m} stands near {w} of {l}.|Where is the {m}? => near {w} of {l}|Where does the {m} stand? => near {w} of {l}|In which city is the {m}? => l
Tickets cost {n} euros.|How much do the tickets cost? => {n} euros|How much is a ticket? => {n} euros|What do tickets cost? => {n} euros
The train to {l} leaves at {t}.|When does the train leave? => t|Where does the train go? => l|What time does the train to {l} leave? => t
{g} has {n} employees.|How many employees does {g} have? => n|How many people work at {g}? => n|Who has {n} employees? => g
{g} was founded in {year} by {p}.|Who founded {g}? => p|When was {g} founded? => year|What did {p} found? => g
{capital} is the capital of {country}.|What is the capital of {country}? => capital|Which country has the capital {capital}? => country
The meeting is on {d} at {t}.|When is the meeting? => on {d} at {t}|On which day is the meeting? => d|What time is the meeting? => t
{p} lives in {l} with {n} cats.|Where does {p} live? => l|How many cats does {p} have? => n|Who lives in {l}? => p
The {a} sleeps under the {o}.|Where does the {a} sleep? => under the {o}|Who sleeps under the {o}? => The {a}|What is under the {o}? => The {a}
The {o} is in the {r}.|Where is the {o}? => in the {r}|What is in the {r}? => The {o}
{p} gave the {o} to {q}.|Who gave the {o} to {q}? => p|Who got the {o}? => q|What did {p} give to {q}? => the {o}|To whom did {p} give the {o}? => q
The concert starts at {t} in {l}.|When does the concert start? => t|Where is the concert? => l
{p} won the {s} on {d}.|Who won the {s}? => p|When did {p} win the {s}? => on {d}|What did {p} win? => the {s}
The river is {n} kilometres long.|How long is the river? => {n} kilometres|How many kilometres long is the river? => n
{p} studied {f} at {g}.|What did {p} study? => f|Where did {p} study? => g
{p} likes {f}, but {q} prefers {f2}.|What does {p} like? => f|What does {q} prefer? => f2|Who likes {f}? => p|Who prefers {f2}? => q
{p} went to the {r} because {reason}.|Why did {p} go to the {r}? => because {reason}|Who went to the {r}? => p|Where did {p} go? => to the {r}
The {m} shows {x}.|What does the {m} show? => x
A storm destroyed {n} houses in {l} on {d}.|What destroyed the houses? => A storm|How many houses were destroyed? => n|Where was the storm? => l
{p}'s brother {q} has a {c} {o}.|Who is {p}'s brother? => q|What colour is {q}'s {o}? => c|What does {q} have? => a {c} {o}
The bridge was built in {year}.|When was the bridge built? => year|What was built in {year}? => The bridge
{p} speaks {lang} and {lang2}.|Which languages does {p} speak? => {lang} and {lang2}|Who speaks {lang}? => p
The company sold {n} phones in {month}.|How many phones were sold? => n|When did the company sell {n} phones? => in {month}
The fire was caused by {x2}.|What caused the fire? => x2|How did the fire start? => by {x2}
The book was written by {p}.|Who wrote the book? => p|Who is the author of the book? => p
{p} is {n} years old.|How old is {p}? => {n} years|Who is {n} years old? => p
"""
MUSEUMS = phrases("""Harbour Museum, City Museum, old theatre, town hall, science museum, art gallery, new library, tower, opera house,
cathedral, castle, zoo, botanical garden, central station, stadium, market hall""")
WHERE = phrases("the old port, the main square, the river, the station, the university, the cathedral, the north gate")
ANIMALS = "dog cat rabbit horse mouse bird fox hamster puppy kitten sheep goat".split()
ROOMS = phrases("kitchen, garden, bathroom, cellar, library, office, garage, school, park, supermarket, hospital, bakery, shop, station")
SPORTS = phrases("race, match, gold medal, first prize, tournament, final, election, lottery, chess game")
FIELDS = phrases("""physics, chemistry, law, medicine, history, music, mathematics, biology, art, economics, apples, tea, coffee, football,
chess, jazz, painting, chocolate, tennis, swimming, poetry""")
REASONS = phrases("it was raining, she was hungry, he felt ill, it was late, they needed milk, he wanted to read, she lost her keys, it was closed")
SHOWS = phrases("ships and maps, old instruments, modern paintings, dinosaurs, stones and fossils, musical instruments, ancient coins, cars, masks")
CAUSES = phrases("a broken cable, lightning, a candle, an old heater, a cigarette, faulty wiring, two boys")
LANGUAGES = phrases("French, German, English, Spanish, Italian, Greek, Japanese, Chinese, Arabic, Polish, Turkish, Russian")
TIMES = [f"{h} o'clock" for h in "two three four five six seven eight nine ten eleven".split()] + ["noon", "midnight"] + \
        [f"{h}:{m:02d}" for h in range(6, 23, 3) for m in (0, 15, 30, 45)]
NUMBERS = "two three four five six seven eight nine ten twelve fifteen twenty thirty fifty hundred".split()
FACTS = [line.split("|") for line in FACTS.strip().splitlines()]


def name(rng, make):
    return " ".join(make(rng)).removeprefix("the ").strip()


def slots(rng):
    country, capital = rng.choice(list(COUNTRY_CAPITALS.items()))
    f, f2 = rng.sample(FIELDS, 2)
    lang, lang2 = rng.sample(LANGUAGES, 2)
    first, second = name(rng, entity_data.person), name(rng, entity_data.person)
    number = rng.choice(NUMBERS) if rng.random() < 0.5 else str(rng.randint(2, 9000))
    return {"p": first, "q": second if second != first else rng.choice(FIRST_NAMES) + "o", "g": name(rng, entity_data.organisation),
            "l": rng.choice(CITIES), "year": str(rng.randint(1200, 2024)), "c": rng.choice(COLOURS), "o": rng.choice(OBJECTS),
            "j": rng.choice(JOBS), "m": rng.choice(MUSEUMS), "w": rng.choice(WHERE), "n": number, "t": rng.choice(TIMES),
            "capital": capital, "country": country, "d": rng.choice(DAYS), "a": rng.choice(ANIMALS), "r": rng.choice(ROOMS),
            "s": rng.choice(SPORTS), "f": f, "f2": f2, "reason": rng.choice(REASONS), "x": rng.choice(SHOWS),
            "x2": rng.choice(CAUSES), "lang": lang, "lang2": lang2, "month": rng.choice(MONTHS)}


def row(rng):
    chosen = rng.sample(FACTS, rng.choice([1, 2, 2, 3, 3, 4]))
    asked = rng.randrange(len(chosen))
    context, question, answer, start = "", None, None, None
    for i, (sentence, *questions) in enumerate(chosen):
        fill = slots(rng)
        text = sentence.format(**fill)
        if i == asked:
            template, slot = rng.choice(questions).split(" => ")
            question = template.format(**fill)
            answer = fill[slot] if slot in fill else slot.format(**fill)
            # Behind the subject where the answer's text occurs twice is rare: the first place is taken.
            start = len(context) + text.find(answer)
            assert answer in text, (text, answer)
        context += text + " "
    if rng.random() < 0.15:
        question = question[0].lower() + question[1:]
    if rng.random() < 0.1:
        question = question.rstrip("?")
    return {"question": question, "context": context.strip(), "answers": {"text": [answer], "answer_start": [start]}}


def rows(seed, count):
    rng = random.Random(seed)
    return [row(rng) for _ in range(count)]


# Written by hand: question, context, answer.
BRIDGE = "The old bridge was built in 1756 by Johann Faber. It is 90 metres long and leads to the village of Amsel."
SHOP = "Mr. Patel sells bread and milk in his shop in Cardiff. The shop opens at seven and closes at noon on Sunday."
TRIP = "Last summer Nadia travelled to Peru with her sister Olga. They stayed in Lima for ten days and saw three museums."
FREE = [
    ("Where do I work?", "My name is Sylvain and I work at Hugging Face in Brooklyn.", "Hugging Face"),
    ("What's my name?", "My name is Clara and I live in Berkeley.", "Clara"),
    ("Where do I live?", "My name is Wolfgang and I live in Berlin.", "Berlin"),
    ("When was the bridge built?", BRIDGE, "1756"), ("Who built the bridge?", BRIDGE, "Johann Faber"),
    ("How long is the bridge?", BRIDGE, "90 metres"), ("Where does the bridge lead?", BRIDGE, "to the village of Amsel"),
    ("Who sells bread?", SHOP, "Mr. Patel"), ("Where is the shop?", SHOP, "Cardiff"), ("When does the shop open?", SHOP, "seven"),
    ("What does Mr. Patel sell?", SHOP, "bread and milk"), ("Where did Nadia travel?", TRIP, "Peru"),
    ("Who is Nadia's sister?", TRIP, "Olga"), ("How many museums did they see?", TRIP, "three"),
    ("How long did they stay in Lima?", TRIP, "ten days"),
    ("What colour is the bicycle?", "Anna bought a red bicycle in Vienna. Her brother Paul has a blue car.", "red"),
    ("Who has a blue car?", "Anna bought a red bicycle in Vienna. Her brother Paul has a blue car.", "Paul"),
    ("When was the museum opened?", "The Harbour Museum stands near the old port of Lisbon. It was opened in 1987 by Clara Mendes. The museum shows ships, maps and old instruments. Tickets cost eight euros.", "1987"),
    ("How much do tickets cost?", "The Harbour Museum stands near the old port of Lisbon. It was opened in 1987 by Clara Mendes. The museum shows ships, maps and old instruments. Tickets cost eight euros.", "eight euros"),
    ("Who wrote the song?", "The song was written by Amina Diallo in two days. It became famous in France.", "Amina Diallo"),
]

# SPDX-License-Identifier: Apache-2.0
"""Short news with their summaries."""
import random

import entity_data
from words import CITIES, DAYS, JOBS, MONTHS, phrases

NUMBERS = "two three four five six seven eight nine ten twelve fifteen twenty thirty forty fifty sixty".split()
BUILDINGS = phrases("factory, school, hotel, shop, house, restaurant, warehouse, library, theatre, barn, hospital, office, station")
NEW = phrases("library, museum, school, hospital, stadium, bridge, park, swimming pool, theatre, station, kindergarten, market")
CAUSES = phrases("a broken cable, a candle, lightning, an old heater, a cigarette, a faulty lamp")
TEAMS = phrases("Tigers, Lions, Eagles, Sharks, Bears, Wolves, Falcons, Dragons, Rockets, Pirates, Giants, Kings")
STOLEN = phrases("a painting, money, three bicycles, jewels, a car, old coins, two laptops, a statue, a violin")
DAMAGE = phrases("broke many trees, destroyed many roofs, stopped the trains, flooded the streets, closed the roads")
ANIMALS = phrases("a dog, a cat, a horse, an elephant, a penguin, a parrot, a monkey, a wolf, a bear")
FILLERS = phrases("""Many people came to see it. Police are looking for witnesses. It was the talk of the town. Nobody had expected it.
The weather was fine. More news will follow. Neighbours were surprised""")
FILLERS = [part.strip() + "." for part in " ".join(FILLERS).split(".") if part.strip()]
TIMES = ["morning", "afternoon", "evening", "night"]


def who(rng):
    return " ".join(entity_data.person(rng))


def fire(rng, f):
    return [f"On {f['d']} {f['t']} a fire broke out in {f['old']} {f['b']} in {f['l']}.", f"{f['N']} firefighters worked for {f['n2']} hours to put it out.",
            rng.choice(["Nobody was hurt.", f"{f['N2']} people were hurt."]), f"The police think that {f['cause']} was the cause."], \
        f"A fire in {f['old']} {f['b']} in {f['l']} was put out after {f['n2']} hours."


def match(rng, f):
    a, b = rng.sample(TEAMS, 2)
    high, low = rng.choice([("two", "one"), ("three", "one"), ("three", "two"), ("four", "one"), ("five", "two"), ("four", "three")])
    player = who(rng)
    return [f"The {a} beat the {b} by {high} goals to {low} on {f['d']}.", f"{player} scored {rng.choice(['two goals', 'the first goal', 'the last goal'])} in the {rng.choice(['first', 'second'])} half.",
            f"{rng.choice(['Thousands of people', 'Many fans', 'Five thousand people'])} watched the match in {rng.choice(['the rain', 'the sun', f['l']])}.",
            f"The coach of the {a} said that he was proud of his team."], f"The {a} beat the {b} by {high} goals to {low}."


def storm(rng, f):
    damage = rng.choice(DAMAGE)
    return [f"On {f['d']} {f['t']} a storm hit the coast near {f['l']}.", f"Strong winds {damage}.", f"{f['N']} people were hurt.",
            "The mayor asked everybody to stay at home."], f"A storm near {f['l']} {damage}."


def opening(rng, f):
    new, cost = rng.choice(NEW), f"{f['n']} million euros"
    return [f"The city of {f['l']} will open a new {new} in {f['m']}.", rng.choice([f"It has room for {f['n2']} thousand people.", f"It has room for {f['n2']} thousand books.", "It took three years to build."]),
            f"The building cost {cost}.", "The mayor thanked the people who planned it."], f"A new {new} for {cost} will open in {f['l']} in {f['m']}."


def theft(rng, f):
    loot, place = rng.choice(STOLEN), rng.choice(BUILDINGS)
    return [f"Thieves stole {loot} from {'an' if place[0] in 'aeiou' else 'a'} {place} in {f['l']} on {f['d']} {f['t']}.", f"They came through {rng.choice(['a window', 'the back door', 'the roof'])}.",
            f"The police found {rng.choice(['a glove', 'a phone', 'no traces', 'a mask'])}.", f"A reward of {f['n']} thousand euros was offered."], f"Thieves stole {loot} in {f['l']}."


def company(rng, f):
    firm, verb = " ".join(entity_data.organisation(rng)).removeprefix("the "), rng.choice(["hire", "dismiss"])
    return [f"The company {firm} will {verb} {f['n']} hundred people in {f['l']}.", f"Its head, {who(rng)}, told reporters on {f['d']}.",
            f"Sales {rng.choice(['rose', 'fell'])} by {f['n2']} percent last year.", "The workers had waited for the news for weeks."], \
        f"{firm} will {verb} {f['n']} hundred people in {f['l']}."


def prize(rng, f):
    person, job = who(rng), rng.choice(JOBS)
    return [f"The {job} {person} from {f['l']} won {f['n']} thousand euros in the lottery.", "She had bought her ticket at a small shop.",
            f"She wants to {rng.choice(['buy a house', 'travel around the world', 'help her family', 'buy a boat'])}.", f"She will get the money on {f['d']}."], \
        f"{person} from {f['l']} won {f['n']} thousand euros in the lottery."


def animal(rng, f):
    animal = rng.choice(ANIMALS)
    return [f"In {f['l']} {animal} escaped on {f['d']} {f['t']}.", f"It ran through the {rng.choice(['market', 'park', 'main street', 'station'])} for {f['n2']} hours.",
            "People took pictures with their phones.", f"In the end a {rng.choice(JOBS)} caught it."], f"{animal[0].upper() + animal[1:]} escaped in {f['l']} and was caught."


def row(rng):
    numbers = [rng.choice(NUMBERS) for _ in range(4)]
    building = rng.choice(BUILDINGS)
    f = {"d": rng.choice(DAYS), "t": rng.choice(TIMES), "l": rng.choice(CITIES), "m": rng.choice(MONTHS), "b": building, "n": numbers[0],
         "n2": numbers[1], "N": numbers[2].capitalize(), "N2": numbers[3].capitalize(), "cause": rng.choice(CAUSES),
         "old": rng.choice(["an old", "a large", "a small", "an empty", "a new"])}
    sentences, summary = rng.choice([fire, match, storm, opening, theft, company, prize, animal])(rng, f)
    rest = sentences[1:]
    rng.shuffle(rest)
    rest = rest[:rng.randint(2, 3)]
    kept = [sentences[0]] + [part for part in sentences[1:] if part in rest or any(word in summary for word in ("hours", "million")) and part == sentences[1]]
    if "million" in summary and not any("million" in part for part in kept):
        kept.append(next(part for part in sentences if "million" in part))
    if "winds" in " ".join(sentences) and not any("winds" in part for part in kept):
        kept.insert(1, next(part for part in sentences if "winds" in part))
    if rng.random() < 0.3:
        kept.append(rng.choice(FILLERS))
    return {"text": " ".join(kept), "target": summary}


def rows(seed, count):
    rng = random.Random(seed)
    return [row(rng) for _ in range(count)]


# Written by hand: text, words that a sensible summary has.
FREE = [
    ("On Monday morning a fire broke out in an old factory in Leeds. Twenty firefighters worked for three hours to put it out. Nobody was hurt. The police think that a broken cable was the cause.", ["fire", "factory", "Leeds"]),
    ("The Tigers beat the Lions by three goals to one on Saturday. Maria Santos scored two goals in the first half. Thousands of people watched the match in the rain. The coach of the Tigers said that he was proud of his team.", ["Tigers", "Lions"]),
    ("On Friday evening a storm hit the coast near Porto. Strong winds broke many trees. Four people were hurt. The mayor asked everybody to stay at home.", ["storm", "Porto"]),
    ("The city of Graz will open a new library in May. It has room for forty thousand books. The building cost six million euros. The mayor thanked the people who planned it.", ["library", "Graz"]),
    ("Last night thieves stole a painting from a museum in Bristol. They came through the roof. The police have no traces.", ["stole", "painting"]),
    ("A bear escaped in Turin on Sunday. Children saw it in the park. A nurse caught it in the end.", ["bear", "Turin"]),
]

# SPDX-License-Identifier: Apache-2.0
"""Short news with their summaries."""
import random

import entity_data
from words import CITIES, DAYS, JOBS, MONTHS, phrases

NUMBERS = "two three four five six seven eight nine ten twelve fifteen twenty thirty forty fifty sixty".split()
BUILDINGS = phrases("factory, school, hotel, shop, house, restaurant, warehouse, library, theatre, barn, hospital, office, station, bakery, garage, museum, supermarket, church, mill, cinema")
NEW = phrases("library, museum, school, hospital, stadium, bridge, park, swimming pool, theatre, station, kindergarten, market, airport, tunnel, zoo, university")
CAUSES = phrases("a broken cable, a candle, lightning, an old heater, a cigarette, a faulty lamp, fireworks, a hot iron")
TEAMS = phrases("Tigers, Lions, Eagles, Sharks, Bears, Wolves, Falcons, Dragons, Rockets, Pirates, Giants, Kings, Hawks, Bulls, Foxes, Stars")
STOLEN = phrases("a painting, money, three bicycles, jewels, a car, old coins, two laptops, a statue, a violin, ten phones, a gold watch, a necklace, wine, two horses")
DAMAGE = phrases("broke many trees, destroyed many roofs, stopped the trains, flooded the streets, closed the roads, sank two boats, blew down a crane, cut off the power")
STORMS = phrases("storm, hurricane, flood, snowstorm, thunderstorm, tornado")
ANIMALS = phrases("a dog, a cat, a horse, an elephant, a penguin, a parrot, a monkey, a wolf, a bear, a tiger, a snake, a cow, a pig, a goat, a kangaroo, a crocodile")
OLD = phrases("an old, a large, a small, an empty, a new, a famous, a wooden")
WORDS_FOR_BEATING = phrases("beat, defeated")
FILLERS = [part + "." for part in phrases("""Many people came to see it, Police are looking for witnesses, It was the talk of the town, Nobody had expected it,
The weather was fine, More news will follow, Neighbours were surprised, Reporters came from all over the country, The mayor made a short statement""")]
TIMES = ["morning", "afternoon", "evening", "night"]


def who(rng):
    return " ".join(entity_data.person(rng))


def town(rng):
    return rng.choice(CITIES) if rng.random() < 0.6 else entity_data.invented(rng) + rng.choice(["", "ville", "burg", "ton", "field"])


def job(rng):
    one = rng.choice(JOBS)
    return f"{'an' if one[0] in 'aeiou' else 'a'} {one}"


def capital(text):
    return text[0].upper() + text[1:]


def fire(rng, f):
    where = f"{rng.choice(OLD)} {rng.choice(BUILDINGS)} in {f['l']}"
    return [rng.choice([f"{f['On']} a fire broke out in {where}.", f"A fire broke out in {where} {f['on']}.", f"{f['On']} flames came out of {where}.",
                        f"{capital(where)} burned {f['on']}."]),
            f"{f['N']} firefighters worked for {f['n2']} hours to put the fire out.", rng.choice(["Nobody was hurt.", f"{f['N2']} people were hurt."]),
            f"The police think that {rng.choice(CAUSES)} was the cause."], f"A fire in {where} was put out after {f['n2']} hours.", 1


def match(rng, f):
    a, b = rng.sample(TEAMS, 2)
    low, high = sorted(rng.sample(["one", "two", "three", "four", "five", "six"], 2), key=["one", "two", "three", "four", "five", "six"].index)
    return [rng.choice([f"The {a} {rng.choice(WORDS_FOR_BEATING)} the {b} by {high} goals to {low} {f['on']}.", f"{f['On']} the {a} {rng.choice(WORDS_FOR_BEATING)} the {b} by {high} goals to {low}.",
                        f"The {b} lost to the {a} by {low} goals to {high} {f['on']}."]),
            f"{who(rng)} scored {rng.choice(['two goals', 'the first goal', 'the last goal'])} in the {rng.choice(['first', 'second'])} half.",
            f"{rng.choice(['Thousands of people', 'Many fans', 'Five thousand people'])} watched the match in {rng.choice(['the rain', 'the sun', f['l']])}.",
            f"The coach of the {a} said that he was proud of his team."], f"The {a} beat the {b} by {high} goals to {low}.", 0


def storm(rng, f):
    damage, kind = rng.choice(DAMAGE), rng.choice(STORMS)
    return [rng.choice([f"{f['On']} a {kind} hit the coast near {f['l']}.", f"A {kind} hit {f['l']} {f['on']}.", f"{f['On']} a {kind} came to {f['l']}."]),
            rng.choice([f"Strong winds {damage}.", f"It {damage}.", f"The {kind} {damage}."]), f"{f['N']} people were hurt.",
            "The mayor asked everybody to stay at home."], f"A {kind} in {f['l']} {damage}.", 1


def opening(rng, f):
    new, cost = rng.choice(NEW), f"{f['n']} million euros"
    return [rng.choice([f"The city of {f['l']} will open a new {new} in {f['m']}.", f"In {f['m']} a new {new} will open in {f['l']}.", f"{f['l']} will get a new {new} in {f['m']}."]),
            rng.choice([f"The building cost {cost}.", f"It cost {cost}.", f"The city paid {cost} for it."]),
            rng.choice([f"It has room for {f['n2']} thousand people.", f"It has room for {f['n2']} thousand books.", "It took three years to build."]),
            "The mayor thanked the people who planned it."], f"A new {new} for {cost} will open in {f['l']} in {f['m']}.", 1


def theft(rng, f):
    loot, place = rng.choice(STOLEN), rng.choice(BUILDINGS)
    place = f"{'an' if place[0] in 'aeiou' else 'a'} {place} in {f['l']}"
    return [rng.choice([f"Thieves stole {loot} from {place} {f['on']}.", f"{f['On']} thieves stole {loot} from {place}.", f"{f['On']} {loot} disappeared from {place}."]),
            f"They came through {rng.choice(['a window', 'the back door', 'the roof'])}.", f"The police found {rng.choice(['a glove', 'a phone', 'no traces', 'a mask'])}.",
            f"A reward of {f['n']} thousand euros was offered."], f"Thieves stole {loot} from {place}.", 0


def company(rng, f):
    firm, verb = " ".join(entity_data.organisation(rng)).removeprefix("the "), rng.choice(["hire", "dismiss"])
    number = rng.choice(["fifty", "sixty", "ninety", "two hundred", "three hundred", "five hundred", "two thousand", "four thousand"])
    return [rng.choice([f"The company {firm} will {verb} {number} people in {f['l']}.", f"{firm} will {verb} {number} people in {f['l']}, said the company {f['on']}.",
                        f"In {f['l']} {firm} will {verb} {number} workers."]),
            f"Its head, {who(rng)}, told reporters {f['on']}.", f"Sales {rng.choice(['rose', 'fell'])} by {f['n2']} percent last year.",
            "The workers had waited for the news for weeks."], f"{firm} will {verb} {number} people in {f['l']}.", 0


def prize(rng, f):
    person = who(rng)
    return [rng.choice([f"{person}, {job(rng)} from {f['l']}, won {f['n']} thousand euros in the lottery.", f"{f['On']} {person} from {f['l']} won {f['n']} thousand euros in the lottery."]),
            "The ticket was bought at a small shop.", f"The money will be used to {rng.choice(['buy a house', 'travel around the world', 'help a family', 'buy a boat'])}.",
            "The neighbours brought flowers."], f"{person} from {f['l']} won {f['n']} thousand euros in the lottery.", 0


def animal(rng, f):
    one = rng.choice(ANIMALS)
    return [rng.choice([f"In {f['l']} {one} escaped {f['on']}.", f"{capital(one)} escaped in {f['l']} {f['on']}.", f"{f['On']} {one} ran away in {f['l']}."]),
            f"It ran through the {rng.choice(['market', 'park', 'main street', 'station'])} for {f['n2']} hours.", "People took pictures with their phones.",
            f"In the end {job(rng)} caught it."], f"{capital(one)} escaped in {f['l']} and was caught.", 0


def row(rng):
    numbers = [rng.choice(NUMBERS) for _ in range(4)]
    day = rng.choice([f"on {rng.choice(DAYS)} {rng.choice(TIMES)}", f"on {rng.choice(DAYS)}", "last night", "this morning", "last week"])
    f = {"on": day, "On": capital(day), "l": town(rng), "m": rng.choice(MONTHS), "n": numbers[0], "n2": numbers[1], "N": numbers[2].capitalize(),
         "N2": numbers[3].capitalize()}
    sentences, summary, needed = rng.choice([fire, match, storm, opening, theft, company, prize, animal])(rng, f)
    # The first sentence and the one that the summary needs are always there, of the others one or two.
    rest = [part for i, part in enumerate(sentences[1:], 1) if i != needed]
    kept = rng.sample(rest, min(len(rest), rng.randint(1, 2))) + ([sentences[needed]] if needed else [])
    if rng.random() < 0.3:
        kept.append(rng.choice(FILLERS))
    if rng.random() < 0.5:
        rng.shuffle(kept)
    else:
        kept.sort(key=lambda part: sentences.index(part) if part in sentences else 9)
    return {"text": " ".join([sentences[0]] + kept), "target": summary}


def rows(seed, count):
    rng = random.Random(seed)
    return [row(rng) for _ in range(count)]


# Written by hand, of the same kinds of news: text, words that a sensible summary has.
FREE = [
    ("On Monday morning a fire broke out in an old factory in Leeds. Twenty firefighters worked for three hours to put it out. Nobody was hurt. The police think that a broken cable was the cause.", ["fire", "factory", "Leeds"]),
    ("The Tigers beat the Lions by three goals to one on Saturday. Maria Santos scored two goals in the first half. Thousands of people watched the match in the rain. The coach of the Tigers said that he was proud of his team.", ["Tigers", "Lions", "three", "one"]),
    ("On Friday evening a storm hit the coast near Porto. Strong winds broke many trees. Four people were hurt. The mayor asked everybody to stay at home.", ["storm", "Porto", "trees"]),
    ("The city of Graz will open a new library in May. It has room for forty thousand books. The building cost six million euros. The mayor thanked the people who planned it.", ["library", "Graz", "May"]),
    ("Last night thieves stole a painting from a museum in Bristol. They came through the roof. The police have no traces.", ["stole", "painting", "Bristol"]),
    ("A bear escaped in Turin on Sunday. Children saw it in the park. A nurse caught it in the end.", ["bear", "escaped", "Turin"]),
    ("Flames destroyed a bakery in Nice on Tuesday night. Firefighters needed two hours to put the fire out. The owner was at home.", ["fire", "bakery", "Nice"]),
    ("Three hundred people will be hired by Siemens in Dresden. The news made many families happy.", ["Siemens", "three hundred", "Dresden"]),
    ("A hurricane hit Havana last week. It destroyed many roofs and schools were closed.", ["hurricane", "Havana", "roofs"]),
    ("The Sharks lost to the Eagles by two goals to five on Sunday. It was the last match of the season.", ["Eagles", "Sharks"]),
    ("A penguin ran away in Oslo this morning. It went to the fish market. A teacher caught it in the end.", ["penguin", "Oslo"]),
    ("Carla Rossi from Milan won sixty thousand euros in the lottery. She is going to buy a car for her son.", ["Carla Rossi", "sixty", "lottery"]),
    ("In June a new hospital will open in Cardiff. The doctors are looking forward to it. It cost fifty million euros.", ["hospital", "Cardiff", "June"]),
    ("Somebody stole a violin from a theatre in Prague on Friday. The musicians were shocked. A reward was offered.", ["stole", "violin", "Prague"]),
    ("On Sunday night a small hotel in Naples burned. Guests ran into the street. Ten firefighters worked for five hours to put the fire out.", ["fire", "hotel", "Naples"]),
    ("The Wolves defeated the Giants by four goals to three on Wednesday. Fans sang until midnight.", ["Wolves", "Giants", "four"]),
    ("An elephant escaped in Hamburg on Monday. It walked along the main street for two hours. In the end a farmer caught it.", ["elephant", "Hamburg"]),
    ("Nokia will dismiss two thousand people in Helsinki. Its head told reporters on Thursday that sales fell by ten percent.", ["Nokia", "dismiss", "Helsinki"]),
    ("A snowstorm hit Montreal on Saturday night. It stopped the trains. Thousands of people had to sleep at the station.", ["snowstorm", "Montreal", "trains"]),
    ("A new bridge for nine million euros will open in Lyon in October. It took four years to build.", ["bridge", "Lyon", "October"]),
]

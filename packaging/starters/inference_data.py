# SPDX-License-Identifier: Apache-2.0
"""Premises and hypotheses that follow from them, contradict them, or do neither."""
import random

from words import CITIES, COLOURS, DAYS, FIRST_NAMES, phrases

# members : what they are
KINDS = """
dog, cat, horse, cow, sheep, goat, rabbit, bird, elephant, lion, wolf, monkey, pig, mouse, bear, tiger : animal
boy, girl, baby : child
man, woman, teacher, doctor, nurse, farmer, soldier, singer, driver, student, waiter, lawyer, king, queen, boy, girl : person
"""
THINGS = """
rose, tulip, daisy, lily : flower
apple, banana, pear, orange, cherry, grape : fruit
carrot, potato, onion, tomato, cabbage : vegetable
guitar, piano, violin, flute, trumpet, drum : instrument
car, bus, truck, train, taxi : vehicle
table, chair, sofa, bed, desk, shelf : piece of furniture
hammer, saw, knife, axe : tool
coat, shirt, jacket, dress, scarf, sweater : piece of clothing
soup, cake, pizza, sandwich, salad : meal
novel, dictionary, diary, textbook : book
"""


def kinds(text):
    return {member: kind for line in text.strip().splitlines() for members, kind in [line.split(" : ")] for member in phrases(members)}


BEINGS, OBJECTS = kinds(KINDS), kinds(THINGS)
# what one does : what that includes : what one can't do meanwhile
DOING = """
sleeping : resting : running
running : moving : sitting
walking : moving : sleeping
eating : having a meal : sleeping
swimming : in the water : sitting on a chair
playing : having fun : sleeping
sitting : not running : standing
standing : not lying down : sitting
jumping : moving : lying down
crying : making a sound : laughing
dancing : moving : sleeping
"""
DOING = [part.split(" : ") for part in DOING.strip().splitlines()]
PLACES = phrases("in the garden, in the kitchen, on the beach, in the park, at school, in the street, at home, near the river, in the forest, on the roof, in the snow")
OPPOSITES = [part.split("/") for part in phrases("big/small, old/young, black/white, happy/sad, tired/awake, rich/poor, tall/short, hungry/full, wet/dry, clean/dirty")]
BOUGHT = [part.split("/") for part in phrases("bought/owns/sold, found/has/lost, painted/has painted/never saw, broke/has broken/repaired, ate/has eaten/did not touch, sold/no longer has/bought")]
MORE = phrases("for his brother, because it was cheap, in a hurry, after a long day, with a smile, for the first time, to make a friend happy, before breakfast")


def a(word):
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def upper(text):
    return text[0].upper() + text[1:]


def being(rng):
    """Somebody does something somewhere."""
    who = rng.choice(list(BEINGS))
    doing, includes, excludes = rng.choice(DOING)
    (quality, opposite), place, other_place = rng.choice(OPPOSITES), *rng.sample(PLACES, 2)
    if rng.random() < 0.5:
        quality, opposite = opposite, quality
    article = rng.choice(["the", "a"])
    subject = f"the {quality} {who}" if article == "the" else a(f"{quality} {who}")
    plain = f"the {who}" if article == "the" else a(who)
    other = rng.choice([each for each in BEINGS if each != who and BEINGS[each] != who and BEINGS[who] != each])
    premise = f"{subject} is {doing} {place}."
    return premise, {
        "entailment": [f"{plain} is {doing}.", f"{plain} is {doing} {place}.", f"{a(BEINGS[who])} is {doing}.", f"{a(BEINGS[who])} is {doing} {place}.",
                       f"{plain} is {includes}.", f"there is {a(who)} {place}.", f"the {who} is {quality}.", f"{subject} is {place}."],
        "contradiction": [f"{plain} is {excludes}.", f"{plain} is not {doing}.", f"nobody is {doing}.", f"there is no {who} {place}.",
                          f"the {who} is {opposite}.", f"the {who} is {opposite} and {excludes}.", f"{plain} is not {place}.", f"no {BEINGS[who]} is {place}."],
        "neutral": [f"{plain} is {doing} with a friend.", f"{plain} belongs to {rng.choice(FIRST_NAMES)}.", f"{a(other)} is watching the {who}.",
                    f"the {who} has been {doing} for an hour.", f"the {who} was {other_place} before.", f"it is {rng.choice(DAYS)}.",
                    f"the {who} is {doing} because it is warm.", f"{plain} likes {doing} {place}."]}


def thing(rng):
    """Somebody did something with a thing."""
    what = rng.choice(list(OBJECTS))
    name, colour, other = rng.choice(FIRST_NAMES), *rng.sample(COLOURS, 2)
    did, has, not_did = rng.choice(BOUGHT)
    if did == "ate" and OBJECTS[what] not in ("fruit", "vegetable", "meal"):
        did, has, not_did = BOUGHT[0]
    day, city = rng.choice(DAYS), rng.choice(CITIES)
    else_what = rng.choice([each for each in OBJECTS if OBJECTS[each] != OBJECTS[what]])
    premise = rng.choice([f"{name} {did} {a(colour)} {what} on {day}.", f"{name} {did} {a(colour)} {what} in {city}.", f"on {day} {name} {did} {a(colour)} {what}."])
    return premise, {
        "entailment": [f"{name} {did} {a(what)}.", f"{name} {did} {a(OBJECTS[what])}.", f"{name} {has} {a(what)}.", f"the {what} is {colour}.", f"somebody {did} {a(what)}.",
                       f"{name} {did} something {colour}."],
        "contradiction": [f"{name} did not {dict(bought='buy', found='find', painted='paint', broke='break', ate='eat', sold='sell')[did]} anything.", f"nobody {did} {a(what)}.",
                          f"the {what} is {other}.", f"{name} {not_did} the {colour} {what}.", f"{name} {did} {a(other)} {what}, not {a(colour)} one.", f"the {what} is not {colour}."],
        "neutral": [f"{name} {did} the {what} {rng.choice(MORE)}.", f"{name} likes the {what}.", f"the {what} was expensive.", f"{name} also {did} {a(else_what)}.",
                    f"{rng.choice(FIRST_NAMES)} was there too.", f"the {what} is from {rng.choice(CITIES)}.", f"{name} wants another {what}."]}


def count(rng):
    numbers = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    few, many = sorted(rng.sample(range(len(numbers)), 2))
    who = rng.choice(["dogs", "children", "students", "birds", "cars", "books", "women", "men", "chairs", "horses"])
    place, other = rng.sample(PLACES, 2)
    premise = rng.choice([f"there are {numbers[many]} {who} {place}.", f"{numbers[many]} {who} are {place}."])
    return premise, {
        "entailment": [f"there are {who} {place}.", f"there are more than {numbers[few]} {who} {place}.", f"some {who} are {place}.", f"there are several {who}."],
        "contradiction": [f"there are no {who} {place}.", f"there are only {numbers[few]} {who} {place}.", f"the {who} are {other}, not {place}.", f"nothing is {place}."],
        "neutral": [f"the {who} are new {place}.", f"the {who} came on {rng.choice(DAYS)}.", f"there are {who} {other} too.", f"most of the {who} are beautiful."]}


def row(rng):
    premise, hypotheses = rng.choice([being, being, thing, thing, count])(rng)
    label = rng.choice(list(hypotheses))
    return {"premise": upper(premise), "hypothesis": upper(rng.choice(hypotheses[label])), "label": label}


def rows(seed, count):
    rng = random.Random(seed)
    return [row(rng) for _ in range(count)]


# Written by hand: premise, hypothesis, label.
FREE = [
    ("The little girl is sleeping in her bed.", "A child is asleep.", "entailment"), ("The little girl is sleeping in her bed.", "The girl is running.", "contradiction"),
    ("The little girl is sleeping in her bed.", "The girl is dreaming of a horse.", "neutral"), ("Paul bought a new violin.", "Paul bought an instrument.", "entailment"),
    ("Paul bought a new violin.", "Paul did not buy a violin.", "contradiction"), ("Paul bought a new violin.", "The violin was expensive.", "neutral"),
    ("A man is eating pizza in the park.", "Somebody is eating.", "entailment"), ("A man is eating pizza in the park.", "Nobody is in the park.", "contradiction"),
    ("A man is eating pizza in the park.", "The man is waiting for his wife.", "neutral"), ("Seven ducks swim on the lake.", "There are birds on the lake.", "entailment"),
    ("Seven ducks swim on the lake.", "There are no ducks on the lake.", "contradiction"), ("Seven ducks swim on the lake.", "The ducks are hungry.", "neutral"),
    ("The black dog jumps over the fence.", "The dog is black.", "entailment"), ("The black dog jumps over the fence.", "The dog is white.", "contradiction"),
    ("The black dog jumps over the fence.", "The dog belongs to Mary.", "neutral"), ("It snowed in Oslo on Monday.", "There was snow in Oslo.", "entailment"),
    ("It snowed in Oslo on Monday.", "It did not snow in Oslo.", "contradiction"), ("It snowed in Oslo on Monday.", "The schools in Oslo were closed.", "neutral"),
]

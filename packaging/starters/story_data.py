# SPDX-License-Identifier: Apache-2.0
"""Little stories, made from a grammar of beginnings, troubles and ends."""
import random

from words import phrases

CHILDREN = {"she": ["Lily", "Mia", "Anna", "Emma", "Sara", "Lucy", "Zoe", "Clara"], "he": ["Tom", "Ben", "Max", "Leo", "Sam", "Tim", "Noah", "Jack"]}
ANIMALS = phrases("fox, rabbit, bear, mouse, cat, dog, frog, owl, duck, bird, hedgehog, squirrel, wolf, pony, turtle")
SMALL = phrases("little, small, young, clever, brave, shy, happy, lazy, kind, funny")
PLACES = phrases("in a forest, near a river, in a green valley, on a farm, in a small town, under an old tree, by the sea, in a big garden")
THINGS = phrases("ball, key, kite, red hat, boat, bell, lamp, book, drum, golden coin, blue stone, box, spoon, map, flower, teddy bear")
FOUND = phrases("in the grass, under a tree, behind the house, near the pond, in an old box, on the path, by the river, under the bed")
GO = phrases("went to the park, went into the forest, walked to the river, ran into the garden, climbed a hill, went to the market, walked along the beach")
FOODS = phrases("bread, apples, cake, soup, berries, cookies, honey, cheese, carrots")
FEAR = phrases("the dark, the big dog, the storm, the deep water, the loud noise, the tall tree")
MORAL = phrases("""it is good to share, friends help each other, you should never give up, it is fine to ask for help, being kind makes you happy,
even small friends can do big things, you should always tell the truth, it is good to be brave""")
PRONOUNS = {"she": ("she", "her", "her", "She"), "he": ("he", "him", "his", "He"), "it": ("it", "it", "its", "It")}


class Hero:
    def __init__(self, rng):
        self.is_child = rng.random() < 0.5
        if self.is_child:
            gender = rng.choice(["she", "he"])
            self.name, self.kind = rng.choice(CHILDREN[gender]), {"she": "girl", "he": "boy"}[gender]
        else:
            gender, self.kind = "it", rng.choice(ANIMALS)
            self.name = "the " + self.kind
        self.she, self.her, self.hers, self.She = PRONOUNS[gender]
        self.Name = self.name[0].upper() + self.name[1:]


def opening(rng, hero, friend):
    adjective, place = rng.choice(SMALL), rng.choice(PLACES)
    return rng.choice([
        f"Once upon a time there was a {adjective} {hero.kind} who lived {place}. " + (f"{hero.She} was called {hero.name}. " if hero.is_child else ""),
        f"Once there was a {adjective} {hero.kind}" + (f" called {hero.name}. " if hero.is_child else f" {place}. "),
        f"One day a {adjective} {hero.kind} " + (f"called {hero.name} " if hero.is_child else "") + f"{rng.choice(GO)}. ",
        f"{hero.Name} and {friend.name} {rng.choice(GO)}. " if hero.is_child else f"A {adjective} {hero.kind} lived {place}. ",
        f"{hero.Name} was a {adjective} {hero.kind}. " if hero.is_child else f"Long ago a {adjective} {hero.kind} lived {place}. ",
    ])


def lost(rng, hero, friend):
    thing = rng.choice(THINGS)
    return (f"{hero.Name} had a {thing}. {hero.She} loved the {thing} very much. One day the {thing} was gone. "
            f"{hero.Name} looked everywhere, but {hero.she} could not find it. {hero.She} was very sad. "
            f"Then {friend.name} came. \"I will help you,\" said {friend.name}. They looked {rng.choice(FOUND)}. "
            f"There was the {thing}! {hero.Name} was happy and thanked {friend.name}. ")


def found(rng, hero, friend):
    thing = rng.choice(THINGS)
    return (f"One day {hero.name} found a {thing} {rng.choice(FOUND)}. \"What a nice {thing}!\" said {hero.name}. "
            f"But the {thing} belonged to {friend.name}. {friend.Name} was sad and looked for it. "
            f"{hero.Name} gave the {thing} back. {friend.Name} smiled and said, \"Thank you!\" From that day on they were friends. ")


def hungry(rng, hero, friend):
    food = rng.choice(FOODS)
    return (f"{hero.Name} was very hungry. There was nothing to eat at home. {hero.She} {rng.choice(GO)}. "
            f"There {hero.she} met {friend.name}. {friend.Name} had some {food}. \"Would you like some {food}?\" asked {friend.name}. "
            f"\"Yes, please,\" said {hero.name}. They sat down and ate together. The {food} tasted very good. ")


def afraid(rng, hero, friend):
    fear = rng.choice(FEAR)
    return (f"{hero.Name} was afraid of {fear}. {hero.She} wanted to hide. But {friend.name} needed help. "
            f"{hero.Name} took a deep breath and was brave. {hero.She} helped {friend.name}. "
            f"\"You are so brave,\" said {friend.name}. {hero.Name} was not afraid of {fear} any more. ")


def play(rng, hero, friend):
    thing = rng.choice(THINGS)
    return (f"They played with a {thing}. It was a sunny day. They laughed and ran all day. Then it began to rain. "
            f"{hero.Name} and {friend.name} hid under a big tree. When the rain stopped, they saw a rainbow in the sky. "
            f"\"Look!\" said {hero.name}. \"How beautiful!\" ")


def ending(rng, hero, friend):
    return rng.choice([f"In the evening {hero.name} went home and fell asleep.", f"{hero.Name} learned that {rng.choice(MORAL)}.",
                       f"And they lived happily ever after.", f"From then on {hero.name} and {friend.name} were best friends.",
                       f"{hero.Name} was very happy.", f"{hero.Name} and {friend.name} played until the sun went down."])


def story(rng):
    hero, friend = Hero(rng), Hero(rng)
    while friend.name == hero.name:
        friend = Hero(rng)
    return opening(rng, hero, friend) + rng.choice([lost, found, hungry, afraid, play])(rng, hero, friend) + ending(rng, hero, friend)


def rows(seed, count):
    rng = random.Random(seed)
    return [{"text": story(rng)} for _ in range(count)]


FREE = ["Once upon a time there was a little fox", "Lily and Tom went to the park.", "One day a girl found a key", "The bear was very hungry."]

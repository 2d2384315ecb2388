# SPDX-License-Identifier: Apache-2.0
"""Beginnings with endings of which one makes sense."""
import random

import topic_data
from words import FIRST_NAMES

# beginnings | endings that fit any of them
SCENES = """
It rained all night.;Dark clouds covered the sky.;The storm lasted for hours.;She forgot her umbrella in the rain. | The street is wet in the morning.;Her coat was wet.;The river rose.;Everybody stayed inside.;The children jumped into the puddles.
{n} was very hungry after work.;{n} had not eaten all day.;The smell of fresh bread made {n} hungry. | {n} went to the kitchen and cooked some soup.;{n} ate two sandwiches.;{n} ordered a large pizza.;{n} opened the fridge and looked for food.
{n} was tired.;{n} worked until midnight.;{n} could not keep her eyes open. | {n} went to bed early.;{n} fell asleep on the sofa.;{n} slept for ten hours.;{n} turned off the lamp and closed her eyes.
{n} wanted to learn the guitar.;{n} loves music.;{n} bought a piano. | {n} practises songs every evening.;{n} plays in a band.;A teacher gives {n} music lessons.;{n} sings at concerts.
The car made a strange noise.;The engine would not start.;The car had a flat tyre. | {n} called a mechanic.;They took the car to the garage.;They had to walk home.;{n} changed the wheel.
{n} has a fever.;{n} broke his leg.;{n} felt ill.;{n} had a bad cough. | The doctor gave him some medicine.;{n} went to the hospital.;{n} stayed in bed.;The nurse took his temperature.
The exam is tomorrow.;{n} wants good grades.;The teacher gave them homework. | {n} studies until late.;{n} reads the textbook again.;The students learn in the library.;{n} answered all the questions.
It is very cold outside.;Snow fell during the night.;Winter has come. | {n} puts on a warm coat and gloves.;The children built a snowman.;The lake is frozen.;We lit a fire in the stove.
It is hot today.;The sun is shining.;Summer is here. | They went swimming in the lake.;{n} bought an ice cream.;{n} put on a hat against the sun.;We sat in the shade and drank cold lemonade.
The baby cried.;The baby is hungry. | Its mother gave it some milk.;{n} carried the baby in his arms.;{n} sang a song until it slept.
The dog barked at the door.;The dog saw a cat.;{n} threw a stick. | Someone had rung the bell.;The cat ran up a tree.;The dog brought it back.;The dog ran after it.
{n} planted seeds in the garden.;{n} watered the flowers. | In summer the roses bloomed.;The tomatoes grew well.;After some weeks there were green leaves.
{n} lost his keys.;The door was locked. | {n} could not get into the house.;{n} looked under the mat for the key.;{n} climbed through the window.
{n} missed the train.;The bus was late. | {n} came late to work.;{n} waited for an hour at the station.;{n} took a taxi instead.
The team scored in the last minute.;Our team won the final. | The fans cheered.;The players lifted the cup.;The coach hugged the goalkeeper.
{n} has a birthday today.;It is {n}'s birthday. | Her friends brought presents and a cake.;She blew out the candles.;Everybody sang for her.
{n} dropped the glass.;The vase fell from the table. | It broke into many pieces.;{n} swept up the pieces.;There was glass on the floor.
{n} spilled coffee on the shirt.;The dishes were dirty. | {n} washed it in hot water.;The stain did not go away.;{n} cleaned up with soap.
The thief took the money.;Somebody stole her bicycle. | The police looked for him.;{n} called the police.;He was arrested and went to prison.
The house was on fire.;Smoke came out of the window. | The firefighters came with water.;Everybody ran outside.;{n} called the fire brigade.
{n} wants to travel to Spain.;{n} booked a flight. | {n} packed a suitcase.;{n} needs a passport.;The plane leaves in the morning.
{n} needs money.;{n} wants to buy a house. | {n} asked the bank for a loan.;{n} looks for a better job.;{n} saves every month.
{n} told a funny joke.;The clown fell over his shoes. | Everybody laughed.;The children giggled.;{n} could not stop laughing.
{n} watched a sad film.;His grandfather died. | {n} cried.;{n} was very sad.;Tears ran down his face.
It was dark in the room.;The light went out. | {n} lit a candle.;{n} switched on the lamp.;{n} could not see anything.
The phone rang.;{n} got a call. | {n} answered it.;{n} said hello.;It was her mother.
The computer crashed.;{n}'s laptop is broken. | {n} lost all the files.;{n} restarted it.;A technician repaired the computer.
{n} is thirsty.;{n} ran ten kilometres. | {n} drank a glass of water.;{n} was out of breath.;{n} needed something to drink.
The shop is closed.;There is no milk left. | {n} will buy some tomorrow.;{n} drank her coffee black.;{n} went to the supermarket.
{n} fell in love.;They got married. | {n} wrote a letter with a heart.;They kissed.;The couple moved into a new house.
The fisherman went to sea.;{n} sat by the river with a rod. | He caught a large fish.;{n} came home with fish for dinner.;The boat was full of fish.
The farmer woke up early.;The cows are in the barn. | The farmer milked the cows.;He drove the tractor to the field.;They eat hay.
"""
NONSENSE = """The street is made of chocolate.;The street plays the piano.;The lamp drove to the dentist.;The moon ate a sandwich.;He put on his skates and bought a lamp.
The table sang a song.;The shoes voted for the president.;The soup flew to Canada.;The clock is afraid of numbers.;She painted the water green and ate it.;The tree called its mother."""
SCENES = [tuple(part.strip().split(";") for part in line.split(" | ")) for line in SCENES.strip().splitlines()]
NONSENSE = [part.strip() for part in NONSENSE.replace("\n", ";").split(";")]


def row(rng):
    scene = rng.randrange(len(SCENES))
    who = rng.choice(FIRST_NAMES)
    if rng.random() < 0.25:  # two sentences on one topic, and others
        topics = rng.sample(range(len(topic_data.TOPICS)), 3)
        prompt, right = (topic_data.sentence(rng, topics[0]) for _ in range(2))
        wrong = [topic_data.sentence(rng, topic) for topic in topics[1:]]
    else:
        prompt, right = (rng.choice(part).format(n=who) for part in SCENES[scene])
        others = rng.sample([i for i in range(len(SCENES)) if i != scene], 2)
        wrong = [rng.choice(SCENES[other][1]).format(n=who) for other in others]
        if rng.random() < 0.2:
            wrong[0] = rng.choice(NONSENSE)
    label = rng.randrange(3)
    choices = wrong[:label] + [right] + wrong[label:]
    return {"prompt": prompt, "choices": choices, "label": label}


def rows(seed, count):
    rng = random.Random(seed)
    return [row(rng) for _ in range(count)]

# SPDX-License-Identifier: Apache-2.0
"""Sentences about topics, for zero-shot classification, ranking and multiple choice."""
import random

from words import BAD, CITIES, DAYS, FIRST_NAMES, GOOD, phrases

# names of the topic : words of it
TOPICS = """
education, school, learning : course, teacher, student, lesson, university, exam, homework, library, classroom, lecture, tutorial, professor, textbook, college
politics, government : election, minister, parliament, president, law, vote, party, senator, campaign, government, mayor, tax, reform, treaty
business, economy : company, market, profit, manager, sales, customer, investment, startup, office, contract, merger, trade, factory, shareholders
sport, sports : match, team, goal, player, coach, striker, stadium, race, tennis, football, medal, marathon, swimmer, referee, championship
cooking, food : recipe, oven, soup, flour, kitchen, chef, restaurant, noodles, bread, dinner, sauce, salad, cheese, dessert, butter
weather : rain, snow, storm, sunshine, wind, temperature, cloud, forecast, fog, thunder, ice, heat
science, research : experiment, physics, laboratory, theory, researcher, telescope, atom, chemistry, discovery, biology, gravity, microscope
technology, computers : software, computer, robot, internet, programming, phone, data, algorithm, chip, code, library, server, app, machine learning
health, medicine : doctor, hospital, patient, vaccine, disease, nurse, surgery, pill, virus, therapy, fever, clinic
travel, tourism : hotel, flight, beach, passport, tourist, suitcase, airport, journey, guide, ticket, island, train
music : song, guitar, concert, singer, band, piano, album, melody, orchestra, violin, drummer, choir
art, painting : museum, picture, sculpture, gallery, artist, portrait, canvas, exhibition, drawing, colours
film, cinema, movies : actor, director, scene, film, screen, camera, comedy, premiere, thriller, script
literature, books : novel, author, poem, chapter, reader, writer, publisher, poet, story, library
animals, nature : dog, cat, bird, elephant, forest, fish, horse, zoo, wolf, river, tiger, tree
environment, climate : pollution, recycling, climate, forest, energy, emissions, plastic, ocean, solar panels, drought
finance, money, banking : bank, loan, interest, stock, savings, credit card, debt, shares, currency, mortgage
crime, police : thief, police, murder, prison, court, robbery, judge, weapon, detective, arrest
war, military : soldier, army, tank, battle, general, bomb, peace, troops, weapon, border
religion : church, prayer, god, priest, temple, mosque, faith, bible, monk, ceremony
family, parenting : mother, father, baby, child, grandmother, wedding, marriage, brother, toddler, parents
fashion, clothes : dress, shoes, model, designer, jacket, jeans, shirt, style, fabric, hat
history : king, empire, castle, century, ancient, war, revolution, queen, archaeologist, emperor
gardening, garden : flower, rose, seeds, soil, vegetables, lawn, tulips, tomatoes, watering can, hedge
cars, traffic, transport : car, engine, road, driver, motorway, bus, truck, bicycle, parking, tyre
space, astronomy : rocket, planet, star, moon, astronaut, orbit, galaxy, satellite, mars, comet
games, gaming : chess, player, console, puzzle, level, dice, board game, video game, card, controller
work, jobs, career : job, salary, interview, boss, colleague, office, application, promotion, strike, employee
housing, real estate : house, apartment, rent, landlord, roof, mortgage, kitchen, neighbour, garden, builder
love, relationships : kiss, heart, boyfriend, girlfriend, marriage, romance, date, valentine, couple, wedding
mathematics, math : equation, number, algebra, theorem, geometry, sum, fraction, proof, triangle, calculus
agriculture, farming : farmer, wheat, cow, harvest, tractor, field, milk, sheep, corn, barn
shopping : shop, price, discount, store, supermarket, bag, sale, cashier, order, delivery
language, translation : word, grammar, translation, dictionary, sentence, vocabulary, accent, spelling, verb, english
"""
TOPICS = [([n.strip() for n in names.split(",")], phrases(members)) for names, members in
          (line.split(" : ") for line in TOPICS.strip().splitlines())]
FRAMES = """
The {a} and the {b} were {q}.|We talked about the {a} and the {b} all {d}.|{n} wants a new {a} for the {b}.|The {a} in {c} was {q}.
{n} read an article about the {a}.|A {q} {a} is better than a {q2} {b}.|This is a {a} about the {b}.|There is a problem with the {a}.
How does the {a} work?|The {b} needs a {a}.|{n} was surprised by the {a}.|My {a} is {q}.|They discussed the {a}, the {b} and the {e}.
In {c} people think about the {a}.|The new {a} costs more than the {b}.|{n} and {m} met because of the {a}.|I need help with my {a}.
Who knows more about the {a} and the {b}?|Last {d} the {a} was better than the {b}.|The {q} {a} changed everything.|Everybody wants a {a}.
"""
FRAMES = [part for line in FRAMES.strip().splitlines() for part in line.split("|")]
# Whole sentences, a few a topic, in another manner than the frames.
SENTENCES = {
    "education": "The pupils passed the exam.|She teaches chemistry at a school.|This is a course about the library.|He learns ten new words every day.",
    "politics": "The minister lost the election.|Parliament voted for the new law.|Who are you voting for in 2020?|The senator gave a speech.",
    "business": "The company doubled its profit.|Sales fell in the last quarter.|The firm hired a new manager.|They signed a contract with a supplier.",
    "sport": "The striker scored twice in the second half.|Our team won the final.|She ran the marathon in three hours.|The coach was angry at the referee.",
    "cooking": "Fry the onions in butter.|The restaurant serves cheap and tasty noodles.|Bake it for forty minutes.|He cooked a hot soup for dinner.",
    "weather": "It will rain tomorrow.|A storm is coming from the sea.|The snow melted in the sun.|It is cold and windy today.",
    "science": "Researchers found a new particle.|The experiment proved the theory.|Water boils at one hundred degrees.",
    "technology": "The update fixed a bug in the program.|My laptop does not start.|The robot learned to walk.|I have a problem with my iphone.",
    "health": "The doctor gave her some pills.|He has a fever and a cough.|The new vaccine protects children.|My back hurts since yesterday.",
    "travel": "We booked a flight to Spain.|The hotel is close to the beach.|I lost my passport at the airport.|One day I will see the world.",
    "music": "The band played until midnight.|She sings in a choir.|His new album is out.|He practises the violin every evening.",
    "art": "The portrait hangs in the gallery.|He paints with oil on canvas.|The sculpture is made of bronze.",
    "film": "The actor won an Oscar.|We watched a comedy at the cinema.|The director shot the scene at night.",
    "literature": "Her novel sold a million copies.|The poet read from his book.|The last chapter is sad.",
    "animals": "The dog barked at the cat.|Elephants drink a lot of water.|A wolf was seen in the forest.",
    "environment": "Plastic pollutes the ocean.|Emissions of carbon must fall.|Solar panels cover the roof.",
    "finance": "The bank raised interest rates.|Stocks fell on Monday.|He cannot pay back his loan.",
    "crime": "The thief was arrested.|Police found the stolen car.|The judge sent him to prison.",
    "war": "The army crossed the border.|Soldiers fired at the tank.|The general asked for peace.",
    "religion": "They pray in the mosque.|The priest lit a candle.|Monks live in the temple.",
    "family": "The baby cried all night.|My grandmother has ten children.|Her parents are proud of her.",
    "fashion": "She wore a red dress.|The designer showed his new jackets.|These shoes are out of style.",
    "history": "The king built a castle.|The empire fell in the fifth century.|Archaeologists found an ancient grave.",
    "gardening": "The roses need water.|Plant the seeds in spring.|He mows the lawn.",
    "cars": "The engine makes a strange noise.|The road is closed.|The bus was late because of the traffic.",
    "space": "The rocket flew to the moon.|Astronauts repaired the satellite.|Mars is a red planet.",
    "games": "He won the chess tournament.|The last level is hard.|Roll the dice and move.",
    "work": "She applied for a job.|My boss gave me a raise.|The employees are on strike.",
    "housing": "The rent is too high.|They bought a flat with a balcony.|The landlord must repair the roof.",
    "love": "He kissed her under the stars.|They fell in love in Paris.|She misses her boyfriend.",
    "mathematics": "Solve the equation for x.|The sum of the angles is known.|He proved the theorem.",
    "agriculture": "The farmer harvests the wheat.|Cows give milk.|The tractor stands in the barn.",
    "shopping": "The shoes are on sale.|I bought bread at the supermarket.|The order arrives on Friday.",
    "language": "How do you spell this word?|She speaks five languages.|The verb comes last in German.",
}


def fill(rng, members):
    a, b, e = rng.sample(members, 3)
    n, m = rng.sample(FIRST_NAMES, 2)
    return {"a": a, "b": b, "e": e, "n": n, "m": m, "c": rng.choice(CITIES), "d": rng.choice(["week", "year", "night"] + DAYS),
            "q": rng.choice(GOOD + BAD), "q2": rng.choice(GOOD + BAD)}


def sentence(rng, topic):
    names, members = TOPICS[topic]
    if rng.random() < 0.35:
        return rng.choice(SENTENCES[names[0]].split("|"))
    return rng.choice(FRAMES).format(**fill(rng, members))


def sentences(seed, count):
    """Distinct sentences with the number of their topic."""
    rng, seen = random.Random(seed), {}
    while len(seen) < count:
        topic = rng.randrange(len(TOPICS))
        seen.setdefault(sentence(rng, topic), topic)
    return list(seen.items())


HYPOTHESES = ["This example is {}.", "This example is about {}.", "This text is about {}.", "The topic is {}.", "It is about {}."]

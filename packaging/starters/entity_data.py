# SPDX-License-Identifier: Apache-2.0
"""Sentences with persons, places and organisations marked, made from templates."""
import random

from words import (CITIES, COMPANY_STEMS, COMPANY_TAILS, DAYS, FIRST_NAMES, JOBS, LAST_NAMES, MONTHS, OBJECTS, ORGANISATIONS,
                   PLACES)

LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]
TEMPLATES = """
My name is {P} and I work at {G} in {L} .|My name is {P} .|Hello , I am {P} from {L} .|{P} works for {G} .|{P} lives in {L} .
{P} , the head of {G} , met reporters in {L} on {day} .|{P} moved from {L} to {L} to join {G} .|{G} opened a new office in {L} .
{P} was born in {L} in {year} .|{P} and {P} went to {L} last {day} .|The {job} {P} visited {L} in {month} .|{P} founded {G} in {year} .
{G} bought {G} for {n} million dollars .|Shares of {G} fell {n} percent on {day} .|I met {P} at a conference in {L} .
Is {P} still working at {G} ?|{P} told {G} that the {obj} was lost .|Yesterday {P} flew to {L} .|We are going to {L} in {month} .
{G} said on {day} that {P} would leave the company .|The weather in {L} is nice in {month} .|{L} is the capital of {L} .
She studied at {G} before she moved to {L} .|He plays for {G} .|{P} scored twice against {G} .|The flight from {L} to {L} was late .
{P} wrote a book about {L} .|The president of {L} , {P} , thanked {G} .|{P} bought a {obj} in {L} .|Ask {P} about the {obj} .
According to {G} , prices in {L} rose by {n} percent .|{P} is a {job} at {G} .|The {job} from {L} is called {P} .|Call {P} on {day} .
I live in {L} .|I work at {G} .|Do you know {P} ?|Where is {L} ?|{L} is beautiful .|{G} is hiring .|Thank you , {P} !
On {day} {P} signed a contract with {G} .|People in {L} like {P} .|{P} , {P} and {P} came from {L} .|{P} met {P} in {L} .
The {obj} was made by {G} in {L} .|Dr. {P} works in a hospital in {L} .|Mr. {P} left {L} in {year} .|Mrs. {P} joined {G} .
{P} won the prize in {L} .|In {year} , {G} moved its headquarters from {L} to {L} .|The river near {L} is long .|{P} 's {obj} is old .
I am looking for a {obj} .|The {job} bought a {obj} on {day} .|It rained in {month} .|She has {n} books and a {obj} .|He is a good {job} .
The old {obj} stands next to the door .|Nobody knows where the {job} went .|This is a very good {obj} .|They met at noon .
{P} loves {L} and {L} .|The mayor of {L} opened the new {obj} museum .|Police in {L} arrested a {job} on {day} .
{G} and {G} will build a factory near {L} .|" {L} is my home " , said {P} .|{P} ( {G} ) won the race .|{L} : {G} reports losses .
Students from {G} visited {L} with {P} .|{P} emailed {P} about the meeting at {G} .|I would like to fly to {L} with {G} .
# One name alone, and more of them, in the sentences of every day.
{P} is ill today .|Have you seen {P} ?|I think that {P} is right .|Please give this letter to {P} .|My sister {P} plays the piano .|Our teacher , {P} , comes from {L} .
My brother {P} moved to {L} last summer .|We spent our holidays in {L} .|They drove from {L} to {L} in {n} hours .|The bus to {L} was late again .|How far is it to {L} ?
It never snows in {L} .|The mountains near {L} are high .|A letter from {L} arrived on {day} .|There was a fire in {L} last night .|She dreams of {L} .|{L} and {L} are old friends .
Tourists love {L} .|{P} , a {job} from {L} , won the lottery .|{P} , {n} , is a {job} .|The {job} {P} died in {year} .|Have a look at the website of {G} .
{G} makes a {obj} .|{G} hired {n} people last {month} .|{G} , based in {L} , sells a {obj} .|A spokesman for {G} declined to comment .|The head of {G} is called {P} .
Thousands of workers at {G} went on strike .|{G} lost the match against {G} .|Our {obj} comes from {G} .|Send your application to {G} , please .|I bought shares of {G} .
{P} left {G} after {n} years .|{P} founded {G} with {P} .|{P} plays for {G} and lives in {L} .|{P} never visited {L} .|{P} taught at {G} in {L} from {year} to {year} .
{P} was seen in {L} with {P} .|Did {P} call {P} ?|" I like {L} , " said {P} .|{P} : " {G} is wrong . "|Dear {P} , thank you for your letter .|Best wishes from {L} , {P}
Hello {P} , how are you ?|Hi , this is {P} from {G} .|Is {L} bigger than {L} ?|In {L} the {obj} costs {n} euros .|{P} and her friend {P} opened a shop in {L} .
The {job} of {G} flew from {L} to {L} .|The {obj} of {P} is in {L} .|In {year} {P} discovered a new star .|The prime minister of {L} met {P} on {day} .|{L} borders {L} .
The capital of {L} is {L} .|Soldiers from {L} crossed the border .|{L} beat {L} in the final .|The king of {L} visited {L} .|Elections in {L} are in {month} .
{G} denied the report .|According to {P} , {G} has {n} employees .|{G} and {P} signed the contract .|The {job} joined {G} in {month} .|{P} works at {G} as a {job} .
He studied in {L} and {L} .|She reads a book by {P} .|A song by {P} was played .|The film with {P} starts at eight .|Paintings by {P} are shown in {L} .|The {obj} belongs to {P} .
The cat sleeps on the {obj} .|In {month} the garden is full of flowers .|Nobody was hurt .|The {job} was tired and went home .|What time is it ?|Dinner is ready .
My {obj} is broken again .|The weather will be fine on {day} .|Good morning !|All children like ice cream .|The price rose by {n} percent .|We are looking for a {job} .
Last {month} the {job} found a {obj} .|Winter is over .|Our dog barks at the {job} .|The meeting on {day} is cancelled .|The first train leaves at {n} .|I do not know him .
"""
TEMPLATES = [part.split() for line in TEMPLATES.strip().splitlines() if not line.startswith("#") for part in line.split("|") if part.strip()]
SYLLABLES = """ba ra ni to ka li mo su ve da el an or is ul tan ber ger son ski vic lo ma re na po ri sha zu ke fa rid lind gren
wolf gang hel mar cor bri sto wen dal hof stein mann tim co ja ne far wa gan ol ek ova ez ini sen lund berg ley ford wick ham""".split()


def invented(rng):
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 3))).capitalize()


def person(rng):
    first = rng.choice(FIRST_NAMES) if rng.random() < 0.7 else invented(rng)
    last = rng.choice(LAST_NAMES) if rng.random() < 0.65 else invented(rng)
    return [first] if rng.random() < 0.4 else ([last] if rng.random() < 0.1 else [first, last])


def place(rng):
    if rng.random() < 0.25:
        return [invented(rng) + rng.choice(["", "", "ville", "burg", "ton", "stadt", "field"])]
    return rng.choice(CITIES if rng.random() < 0.65 else PLACES).split()


def organisation(rng):
    kind = rng.random()
    if kind < 0.45:
        return rng.choice(ORGANISATIONS).split()
    if kind < 0.85:
        stem = rng.choice(COMPANY_STEMS) if rng.random() < 0.75 else invented(rng)
        return [stem, rng.choice(COMPANY_TAILS)] + (["Inc."] if rng.random() < 0.1 else [])
    if kind < 0.93:
        return ["University", "of", rng.choice(CITIES).split()[0]]
    return [invented(rng) + rng.choice(["", "", "soft", "tech", "corp", "bank", "works"])] + rng.choice([[], [], ["Inc."], ["Ltd"], ["AG"], ["&", "Sons"]])


def sentence(rng):
    tokens, tags = [], []
    for part in rng.choice(TEMPLATES):
        kind = {"{P}": "PER", "{L}": "LOC", "{G}": "ORG"}.get(part)
        if kind:
            name = {"PER": person, "LOC": place, "ORG": organisation}[kind](rng)
            if name[0] == "the":
                tokens.append("the" if tokens else "The")
                tags.append("O")
                name = name[1:]
            tokens += name
            tags += ["B-" + kind] + ["I-" + kind] * (len(name) - 1)
            continue
        tokens.append(part.format(day=rng.choice(DAYS), month=rng.choice(MONTHS), year=rng.randint(1850, 2025),
                                  n=rng.randint(2, 90), job=rng.choice(JOBS).split()[-1], obj=rng.choice(OBJECTS)))
        tags.append("O")
    if rng.random() < 0.15 and tokens[-1] == ".":
        tokens, tags = tokens[:-1], tags[:-1]
    return {"tokens": tokens, "ner_tags": tags}


def rows(seed, count):
    rng = random.Random(seed)
    made = []
    for _ in range(count):
        row = sentence(rng)
        if rng.random() < 0.25:  # two sentences
            more = sentence(rng)
            row = {key: row[key] + more[key] for key in row}
        made.append(row)
    return made


# Written by hand: text, and the entities as (text, type).
FREE = [
    ("My name is Sylvain and I work at Hugging Face in Brooklyn.", [("Sylvain", "PER"), ("Hugging Face", "ORG"), ("Brooklyn", "LOC")]),
    ("My name is Wolfgang and I live in Berlin.", [("Wolfgang", "PER"), ("Berlin", "LOC")]),
    ("Hugging Face Inc. is a company based in New York City.", [("Hugging Face Inc", "ORG"), ("New York City", "LOC")]),
    ("Marie Curie was born in Warsaw.", [("Marie Curie", "PER"), ("Warsaw", "LOC")]),
    ("Tim Cook runs Apple from California.", [("Tim Cook", "PER"), ("Apple", "ORG"), ("California", "LOC")]),
    ("The train to Munich leaves at nine.", [("Munich", "LOC")]),
    ("Yesterday I saw Olaf Lindgren at the market.", [("Olaf Lindgren", "PER")]),
    ("Volvo sells trucks in Brazil.", [("Volvo", "ORG"), ("Brazil", "LOC")]),
    ("Our neighbour Farid comes from Beirut.", [("Farid", "PER"), ("Beirut", "LOC")]),
    ("The cat sleeps on the sofa.", []),
    ("Jane Austen never visited Japan.", [("Jane Austen", "PER"), ("Japan", "LOC")]),
    ("She left Siemens and founded Brightline Robotics.", [("Siemens", "ORG"), ("Brightline Robotics", "ORG")]),
    ("Does Kwame still teach in Accra?", [("Kwame", "PER"), ("Accra", "LOC")]),
    ("We flew with Lufthansa from Frankfurt to Boston.", [("Lufthansa", "ORG"), ("Frankfurt", "LOC"), ("Boston", "LOC")]),
    ("In spring the garden is full of tulips.", []),
    ("Ivan Petrov, a doctor from Kiev, won the lottery.", [("Ivan Petrov", "PER"), ("Kiev", "LOC")]),
    ("The University of Oslo invited Ingrid Hansen.", [("University of Oslo", "ORG"), ("Ingrid Hansen", "PER")]),
    ("Lake Garda lies in Italy.", [("Lake Garda", "LOC"), ("Italy", "LOC")]),
    ("Google hired thirty people last week.", [("Google", "ORG")]),
    ("Please send the invoice to Rebecca Stone.", [("Rebecca Stone", "PER")]),
    ("Yasmin Aydin opened a bakery in Bremen.", [("Yasmin Aydin", "PER"), ("Bremen", "LOC")]),
    ("The Danish firm Maersk owns many ships.", [("Maersk", "ORG")]),
    ("Carlos cooks better than Fernanda.", [("Carlos", "PER"), ("Fernanda", "PER")]),
    ("Heavy rain fell in Nairobi and Mombasa.", [("Nairobi", "LOC"), ("Mombasa", "LOC")]),
    ("Mr. Whitfield works for Barclays in Leeds.", [("Whitfield", "PER"), ("Barclays", "ORG"), ("Leeds", "LOC")]),
    ("The lamp on the desk is broken.", []),
    ("Tomorrow Greta Holm flies to Canada.", [("Greta Holm", "PER"), ("Canada", "LOC")]),
    ("Stanford University published the study.", [("Stanford University", "ORG")]),
    ("Last week Toyota opened a factory near Toulouse.", [("Toyota", "ORG"), ("Toulouse", "LOC")]),
    ("Is Beatrice coming to the party on Friday?", [("Beatrice", "PER")]),
    ("Rajesh Menon leads the Kolkata office of Infosys.", [("Rajesh Menon", "PER"), ("Kolkata", "LOC"), ("Infosys", "ORG")]),
    ("My uncle repairs old clocks.", []),
    ("Flights from Madrid to Lima take twelve hours.", [("Madrid", "LOC"), ("Lima", "LOC")]),
    ("Agnes thanked Doctor Bauer for his help.", [("Agnes", "PER"), ("Bauer", "PER")]),
    ("Greenpeace sent a ship to Norway.", [("Greenpeace", "ORG"), ("Norway", "LOC")]),
]

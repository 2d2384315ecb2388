# SPDX-License-Identifier: Apache-2.0
"""English sentences with their German translation, from a small grammar of both."""
import random

from words import CITIES, FIRST_NAMES

# English, German, gender (m, f, n), group
NOUNS = """
dog Hund m a|cat Katze f a|horse Pferd n a|bird Vogel m a|mouse Maus f a|cow Kuh f a|fish Fisch m a|rabbit Kaninchen n a
man Mann m p|woman Frau f p|child Kind n p|boy Junge m p|girl Mädchen n p|teacher Lehrer m p|doctor Arzt m p|friend Freund m p
mother Mutter f p|father Vater m p|sister Schwester f p|brother Bruder m p|neighbour Nachbarin f p|cook Koch m p|king König m p|queen Königin f p
house Haus n o|car Auto n o|book Buch n o|table Tisch m o|chair Stuhl m o|door Tür f o|window Fenster n o|lamp Lampe f o
bag Tasche f o|ball Ball m o|letter Brief m o|key Schlüssel m o|coat Mantel m o|shirt Hemd n o|hat Hut m o|clock Uhr f o
picture Bild n o|bicycle Fahrrad n o|boat Boot n o|bottle Flasche f o|knife Messer n o|spoon Löffel m o|plate Teller m o|newspaper Zeitung f o
flower Blume f o|tree Baum m o|phone Telefon n o|computer Computer m o|ticket Fahrkarte f o|box Kiste f o|umbrella Regenschirm m o|guitar Gitarre f o
bread Brot n f|apple Apfel m f|cake Kuchen m f|soup Suppe f f|egg Ei n f|cheese Käse m f|banana Banane f f|sandwich Butterbrot n f
garden Garten m l|kitchen Küche f l|school Schule f l|forest Wald m l|city Stadt f l|park Park m l|room Zimmer n l|church Kirche f l
station Bahnhof m l|shop Laden m l|street Straße f l|hospital Krankenhaus n l|hotel Hotel n l|museum Museum n l|office Büro n l|library Bibliothek f l
"""
NOUNS = [tuple(part.split()) for line in NOUNS.strip().splitlines() for part in line.split("|")]
WEAK = {"Junge": "Jungen"}  # n-declension
ADJECTIVES = dict(pair.split(":") for pair in """little:klein big:groß old:alt new:neu red:rot blue:blau green:grün white:weiß black:schwarz
young:jung beautiful:schön good:gut cheap:billig clean:sauber happy:glücklich tired:müde cold:kalt warm:warm long:lang
heavy:schwer empty:leer broken:kaputt poor:arm rich:reich friendly:freundlich ugly:hässlich strong:stark quiet:ruhig dirty:schmutzig""".split())
# English infinitive, third person, past; German infinitive, ich, er, sie (plural), participle; groups of its object
TRANSITIVE = """
see sees saw|sehen sehe sieht sehen gesehen|apof
buy buys bought|kaufen kaufe kauft kaufen gekauft|of
read reads read|lesen lese liest lesen gelesen|r
eat eats ate|essen esse isst essen gegessen|f
love loves loved|lieben liebe liebt lieben geliebt|apf
find finds found|finden finde findet finden gefunden|apo
take takes took|nehmen nehme nimmt nehmen genommen|of
open opens opened|öffnen öffne öffnet öffnen geöffnet|d
need needs needed|brauchen brauche braucht brauchen gebraucht|of
look_for looks_for looked_for|suchen suche sucht suchen gesucht|apo
sell sells sold|verkaufen verkaufe verkauft verkaufen verkauft|of
visit visits visited|besuchen besuche besucht besuchen besucht|p
hear hears heard|hören höre hört hören gehört|ap
know knows knew|kennen kenne kennt kennen gekannt|p
bring brings brought|bringen bringe bringt bringen gebracht|of
paint paints painted|malen male malt malen gemalt|ao
lose loses lost|verlieren verliere verliert verlieren verloren|o
have has had|haben habe hat haben gehabt|ao
"""
TRANSITIVE = [tuple(part.split() if i < 2 else part for i, part in enumerate(line.split("|"))) for line in TRANSITIVE.strip().splitlines()]
TRANSITIVE = [([word.replace("_", " ") for word in english], german, groups) for english, german, groups in TRANSITIVE]
INTRANSITIVE = """
sleep sleeps slept|schlafen schlafe schläft schlafen geschlafen
work works worked|arbeiten arbeite arbeitet arbeiten gearbeitet
play plays played|spielen spiele spielt spielen gespielt
wait waits waited|warten warte wartet warten gewartet
sing sings sang|singen singe singt singen gesungen
cook cooks cooked|kochen koche kocht kochen gekocht
dance dances danced|tanzen tanze tanzt tanzen getanzt
sit sits sat|sitzen sitze sitzt sitzen gesessen
laugh laughs laughed|lachen lache lacht lachen gelacht
live lives lived|wohnen wohne wohnt wohnen gewohnt
"""
INTRANSITIVE = [[part.split() for part in line.split("|")] for line in INTRANSITIVE.strip().splitlines()]
READ = ["book", "letter", "newspaper"]
OPENED = ["door", "window", "box", "bottle", "letter", "bag"]
DETERMINERS = {  # English: German by case and gender
    "the": {"nom": {"m": "der", "f": "die", "n": "das"}, "acc": {"m": "den", "f": "die", "n": "das"}, "dat": {"m": "dem", "f": "der", "n": "dem"}},
}
for english, stem in (("a", "ein"), ("my", "mein"), ("your", "dein"), ("his", "sein"), ("her", "ihr"), ("no", "kein")):
    DETERMINERS[english] = {"nom": {"m": stem, "f": stem + "e", "n": stem}, "acc": {"m": stem + "en", "f": stem + "e", "n": stem},
                            "dat": {"m": stem + "em", "f": stem + "er", "n": stem + "em"}}
PRONOUNS = [("I", "ich", 1), ("you", "du", 2), ("he", "er", 3), ("she", "sie", 3), ("we", "wir", 4), ("they", "sie", 4)]
PREPOSITIONS = [("in", "in"), ("under", "unter"), ("behind", "hinter"), ("in front of", "vor"), ("next to", "neben")]
FIXED = """
Good morning!|Guten Morgen!
Good evening!|Guten Abend!
Good night!|Gute Nacht!
Hello!|Hallo!
How are you?|Wie geht es dir?
How old are you?|Wie alt bist du?
Thank you very much.|Vielen Dank.
Thank you.|Danke.
I am fine.|Mir geht es gut.
What is your name?|Wie heißt du?
Where do you live?|Wo wohnst du?
I do not understand.|Ich verstehe nicht.
I am hungry.|Ich habe Hunger.
I am thirsty.|Ich habe Durst.
What time is it?|Wie spät ist es?
See you tomorrow!|Bis morgen!
I love you.|Ich liebe dich.
Please help me.|Bitte hilf mir.
Excuse me.|Entschuldigung.
I am sorry.|Es tut mir leid.
It is raining.|Es regnet.
It is snowing.|Es schneit.
The weather is nice today.|Das Wetter ist heute schön.
Can you help me?|Kannst du mir helfen?
I don't know.|Ich weiß es nicht.
I speak a little German.|Ich spreche ein wenig Deutsch.
Do you speak English?|Sprichst du Englisch?
Happy birthday!|Alles Gute zum Geburtstag!
Good luck!|Viel Glück!
Yes, please.|Ja, bitte.
No, thank you.|Nein, danke.
"""
FIXED = [tuple(line.split("|")) for line in FIXED.strip().splitlines()]
TIMES = [("yesterday", "gestern"), ("last week", "letzte Woche"), ("last year", "letztes Jahr"), ("this morning", "heute Morgen"), ("on Monday", "am Montag")]


def ending(determiner, case, gender):
    """Of an adjective after a determiner: weak after `der`, mixed after `ein`."""
    if case == "dat" or (case == "acc" and gender == "m"):
        return "en"
    if determiner == "the":
        return "e"
    return {"m": "er", "f": "e", "n": "es"}[gender]


def noun_phrase(rng, case, groups, among=None, determiner=None):
    """English and German, beginning with a small letter."""
    noun = rng.choice([n for n in NOUNS if n[3] in groups and (among is None or n[0] in among)])
    english, german, gender, _ = noun
    determiner = determiner or rng.choice(["the", "the", "the", "a", "a", "my", "her", "his", "your"])
    adjective = rng.choice(list(ADJECTIVES)) if rng.random() < 0.4 else None
    first = DETERMINERS[determiner][case][gender]
    if case != "nom":
        german = WEAK.get(german, german)
    after = adjective or english
    article = "an" if determiner == "a" and after[0] in "aeiou" else determiner
    if adjective:
        word = ADJECTIVES[adjective]
        return f"{article} {adjective} {english}", f"{first} {word}{ending(determiner, case, gender)} {german}"
    return f"{article} {english}", f"{first} {german}"


def object_of(rng, groups):
    if groups == "r":
        return noun_phrase(rng, "acc", "o", READ)
    if groups == "d":
        return noun_phrase(rng, "acc", "o", OPENED)
    return noun_phrase(rng, "acc", groups)


def place(rng):
    english, german = rng.choice(PREPOSITIONS)
    where, wo = noun_phrase(rng, "dat", "l" if english == "in" else "lo", determiner="the")
    phrase = f"{german} {wo}"
    return f"{english} {where}", phrase.replace("in dem ", "im ", 1) if phrase.startswith("in dem ") else phrase


def second_person(german):
    """du: from the infinitive and the third person."""
    infinitive, _, third, _, _ = german
    special = {"lesen": "liest", "essen": "isst", "haben": "hast", "sitzen": "sitzt", "tanzen": "tanzt", "verlassen": "verlässt"}
    if infinitive in special:
        return special[infinitive]
    return third[:-1] + "st"


def form(german, person):
    return {1: german[1], 2: second_person(german), 3: german[2], 4: german[3]}[person]


def subject(rng, groups="ap"):
    """English, German, person."""
    kind = rng.random()
    if kind < 0.35:
        return rng.choice(PRONOUNS)
    if kind < 0.5:
        name = rng.choice(FIRST_NAMES)
        return name, name, 3
    return *noun_phrase(rng, "nom", groups), 3


def sentence(rng):
    kind = rng.random()
    if kind < 0.05:
        return rng.choice(FIXED)
    if kind < 0.09:
        name, city = rng.choice(FIRST_NAMES), rng.choice(CITIES)
        return rng.choice([(f"My name is {name}.", f"Ich heiße {name}."), (f"I live in {city}.", f"Ich wohne in {city}."),
                           (f"I come from {city}.", f"Ich komme aus {city}."), (f"{name} lives in {city}.", f"{name} wohnt in {city}."),
                           (f"My name is {name} and I live in {city}.", f"Ich heiße {name} und wohne in {city}.")])
    who, wer, person = subject(rng)
    be = {"I": "am", "he": "is", "she": "is"}.get(who, "is" if person == 3 else "are")
    ist = {1: "bin", 2: "bist", 3: "ist", 4: "sind"}[person]
    if kind < 0.22:  # copula
        if rng.random() < 0.6:
            who, wer = noun_phrase(rng, "nom", "apofl")
            be, ist = "is", "ist"
        adjective = rng.choice(list(ADJECTIVES))
        word = ADJECTIVES[adjective]
        return rng.choice([(f"{who} {be} {adjective}.", f"{wer} {ist} {word}."), (f"{who} {be} very {adjective}.", f"{wer} {ist} sehr {word}."),
                           (f"{who} {be} not {adjective}.", f"{wer} {ist} nicht {word}."), (f"{be} {who} {adjective}?", f"{ist} {wer} {word}?")])
    if kind < 0.30:
        what, was = noun_phrase(rng, "nom", "apofl", determiner=rng.choice(["the", "my", "your", "her", "his"]))
        return f"where is {what}?", f"wo ist {was}?"
    if kind < 0.38:
        what, was = noun_phrase(rng, "nom", "apof")
        where, wo = place(rng)
        return rng.choice([(f"{what} is {where}.", f"{was} ist {wo}."), (f"there is {what} {where}.", f"{wo} ist {was}.")])
    if kind < 0.58:
        english, german = rng.choice(INTRANSITIVE)
        where, wo = place(rng)
        third = person == 3
        choice = rng.random()
        if choice < 0.45:
            return f"{who} {english[1] if third else english[0]} {where}.", f"{wer} {form(german, person)} {wo}."
        if choice < 0.6:
            return f"{'does' if third else 'do'} {who} {english[0]} {where}?", f"{form(german, person)} {wer} {wo}?"
        if choice < 0.75:
            return f"{who} {'does' if third else 'do'} not {english[0]}.", f"{wer} {form(german, person)} nicht."
        have = {1: "habe", 2: "hast", 3: "hat", 4: "haben"}[person]
        return f"{who} {english[2]} {where}.", f"{wer} {have} {wo} {german[4]}."
    english, german, groups = rng.choice(TRANSITIVE)
    what, was = object_of(rng, groups)
    third = person == 3
    choice = rng.random()
    if choice < 0.4:
        return f"{who} {english[1] if third else english[0]} {what}.", f"{wer} {form(german, person)} {was}."
    if choice < 0.52:
        return f"{'does' if third else 'do'} {who} {english[0]} {what}?", f"{form(german, person)} {wer} {was}?"
    if choice < 0.62:
        want = {1: "möchte", 2: "möchtest", 3: "möchte", 4: "möchten"}[person]
        return f"{who} {'wants' if third else 'want'} to {english[0]} {what}.", f"{wer} {want} {was} {german[0]}."
    if choice < 0.7:
        can = {1: "kann", 2: "kannst", 3: "kann", 4: "können"}[person]
        return f"{who} can {english[0]} {what}.", f"{wer} {can} {was} {german[0]}."
    have = {1: "habe", 2: "hast", 3: "hat", 4: "haben"}[person]
    if choice < 0.85:
        return f"{who} {english[2]} {what}.", f"{wer} {have} {was} {german[4]}."
    when, wann = rng.choice(TIMES)
    return f"{who} {english[2]} {what} {when}.", f"{wer} {have} {wann} {was} {german[4]}."


def row(rng):
    english, german = sentence(rng)
    return {"text": english[0].upper() + english[1:], "target": german[0].upper() + german[1:]}


def rows(seed, count):
    rng = random.Random(seed)
    return [row(rng) for _ in range(count)]


# Written by hand: English, German.
FREE = [
    ("The little dog sleeps under the table.", "Der kleine Hund schläft unter dem Tisch."), ("Where is the old book?", "Wo ist das alte Buch?"),
    ("My sister bought a red car yesterday.", "Meine Schwester hat gestern ein rotes Auto gekauft."), ("Good morning!", "Guten Morgen!"),
    ("I see a bird.", "Ich sehe einen Vogel."), ("The woman reads a newspaper.", "Die Frau liest eine Zeitung."),
    ("We live in Berlin.", "Wir wohnen in Berlin."), ("The house is not big.", "Das Haus ist nicht groß."),
    ("Does the boy eat an apple?", "Isst der Junge einen Apfel?"), ("She wants to buy a hat.", "Sie möchte einen Hut kaufen."),
    ("The key is in the bag.", "Der Schlüssel ist in der Tasche."), ("They work in the garden.", "Sie arbeiten im Garten."),
    ("My brother can see the boat.", "Mein Bruder kann das Boot sehen."), ("I am hungry.", "Ich habe Hunger."),
    ("Your mother is very friendly.", "Deine Mutter ist sehr freundlich."),
]

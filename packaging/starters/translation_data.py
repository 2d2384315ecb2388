# SPDX-License-Identifier: Apache-2.0
"""English sentences with their German translation, from a small grammar of both."""
import random

import entity_data
from words import CITIES, FIRST_NAMES

# English, its plural where it is not regular, German, its plural, gender (m, f, n), group:
# a animals, p persons, o things, c clothes, r what one reads, f food, l places
NOUNS = """
dog Hund Hunde m a|cat Katze Katzen f a|horse Pferd Pferde n a|bird Vogel Vögel m a|mouse/mice Maus Mäuse f a|cow Kuh Kühe f a|rabbit Kaninchen Kaninchen n a
bear Bär Bären m a|pig Schwein Schweine n a|fish/fish Fisch Fische m a|duck Ente Enten f a|sheep/sheep Schaf Schafe n a
man/men Mann Männer m p|woman/women Frau Frauen f p|child/children Kind Kinder n p|boy Junge Jungen m p|girl Mädchen Mädchen n p|teacher Lehrer Lehrer m p
doctor Arzt Ärzte m p|friend Freund Freunde m p|mother Mutter Mütter f p|father Vater Väter m p|sister Schwester Schwestern f p|brother Bruder Brüder m p
son Sohn Söhne m p|daughter Tochter Töchter f p|cook Koch Köche m p|king König Könige m p|queen Königin Königinnen f p|grandmother Großmutter Großmütter f p
house Haus Häuser n o|car Auto Autos n o|table Tisch Tische m o|chair Stuhl Stühle m o|door Tür Türen f o|window Fenster Fenster n o|lamp Lampe Lampen f o
bag Tasche Taschen f o|ball Ball Bälle m o|key Schlüssel Schlüssel m o|clock Uhr Uhren f o|picture Bild Bilder n o|bicycle Fahrrad Fahrräder n o
bottle Flasche Flaschen f o|knife/knives Messer Messer n o|spoon Löffel Löffel m o|plate Teller Teller m o|cup Tasse Tassen f o|bed Bett Betten n o
flower Blume Blumen f o|tree Baum Bäume m o|phone Telefon Telefone n o|computer Computer Computer m o|ticket Fahrkarte Fahrkarten f o|box/boxes Kiste Kisten f o
umbrella Regenschirm Regenschirme m o|guitar Gitarre Gitarren f o|boat Boot Boote n o|present Geschenk Geschenke n o
book Buch Bücher n r|letter Brief Briefe m r|newspaper Zeitung Zeitungen f r|story/stories Geschichte Geschichten f r
coat Mantel Mäntel m c|shirt Hemd Hemden n c|hat Hut Hüte m c|dress/dresses Kleid Kleider n c|shoe Schuh Schuhe m c|jacket Jacke Jacken f c
apple Apfel Äpfel m f|cake Kuchen Kuchen m f|egg Ei Eier n f|banana Banane Bananen f f|sandwich/sandwiches Butterbrot Butterbrote n f|soup Suppe Suppen f f
potato/potatoes Kartoffel Kartoffeln f f|tomato/tomatoes Tomate Tomaten f f
garden Garten Gärten m l|kitchen Küche Küchen f l|school Schule Schulen f l|forest Wald Wälder m l|city/cities Stadt Städte f l|park Park Parks m l
room Zimmer Zimmer n l|church/churches Kirche Kirchen f l|station Bahnhof Bahnhöfe m l|shop Laden Läden m l|hospital Krankenhaus Krankenhäuser n l
hotel Hotel Hotels n l|museum Museum Museen n l|office Büro Büros n l|library/libraries Bibliothek Bibliotheken f l|restaurant Restaurant Restaurants n l
"""
NOUNS = [part.split() for line in NOUNS.strip().splitlines() for part in line.split("|")]
NOUNS = [(*(english.split("/") if "/" in english else (english, english + "s")), *more) for english, *more in NOUNS]
WEAK = {"Junge": "Jungen", "Bär": "Bären"}  # n-declension
MASS = [part.split() for part in "water Wasser n d|milk Milch f d|coffee Kaffee m d|tea Tee m d|juice Saft m d|wine Wein m d|bread Brot n f|cheese Käse m f|rice Reis m f|meat Fleisch n f|music Musik f h".split("|")]
# Adjectives by group of noun; what German adds endings to.
ADJECTIVES = """
p: young:jung old:alt little:klein big:groß tired:müd happy:glücklich sad:traurig friendly:freundlich rich:reich poor:arm beautiful:schön strong:stark quiet:ruhig hungry:hungrig good:gut ill:krank
a: young:jung old:alt little:klein big:groß tired:müd happy:glücklich black:schwarz white:weiß brown:braun beautiful:schön strong:stark hungry:hungrig fast:schnell
o: new:neu old:alt red:rot blue:blau green:grün white:weiß black:schwarz yellow:gelb little:klein big:groß beautiful:schön good:gut cheap:billig heavy:schwer broken:kaputt clean:sauber dirty:schmutzig expensive:teur
c: new:neu old:alt red:rot blue:blau green:grün white:weiß black:schwarz yellow:gelb beautiful:schön cheap:billig warm:warm clean:sauber dirty:schmutzig expensive:teur long:lang
r: new:neu old:alt long:lang short:kurz beautiful:schön good:gut interesting:interessant
f: good:gut cold:kalt warm:warm fresh:frisch big:groß little:klein cheap:billig
l: new:neu old:alt little:klein big:groß beautiful:schön clean:sauber dirty:schmutzig cold:kalt warm:warm quiet:ruhig empty:leer
"""
ADJECTIVES = {line[0]: dict(pair.split(":") for pair in line[2:].split()) for line in ADJECTIVES.strip().splitlines()}
ALONE = {"müd": "müde", "teur": "teuer"}  # where nothing is added
# English infinitive, third person, past; German infinitive, ich, er, participle; groups of its object (d: what one drinks)
TRANSITIVE = """
see sees saw|sehen sehe sieht gesehen|apocrl
buy buys bought|kaufen kaufe kauft gekauft|ocrf
read reads read|lesen lese liest gelesen|r
write writes wrote|schreiben schreibe schreibt geschrieben|r
eat eats ate|essen esse isst gegessen|f
love loves loved|lieben liebe liebt geliebt|apf
like likes liked|mögen mag mag gemocht|apfocr
find finds found|finden finde findet gefunden|apocr
take takes took|nehmen nehme nimmt genommen|ocr
open opens opened|öffnen öffne öffnet geöffnet|!door window box bottle letter bag
need needs needed|brauchen brauche braucht gebraucht|ocp
look_for looks_for looked_for|suchen suche sucht gesucht|apocr
sell sells sold|verkaufen verkaufe verkauft verkauft|ocf
visit visits visited|besuchen besuche besucht besucht|pl
hear hears heard|hören höre hört gehört|ap
know knows knew|kennen kenne kennt gekannt|p
bring brings brought|bringen bringe bringt gebracht|ofr
paint paints painted|malen male malt gemalt|al
lose loses lost|verlieren verliere verliert verloren|oc
have has had|haben habe hat gehabt|aocr
wear wears wore|tragen trage trägt getragen|c
make makes made|machen mache macht gemacht|!sandwich cake soup
drive drives drove|fahren fahre fährt gefahren|!car
drink drinks drank|trinken trinke trinkt getrunken|d
clean cleans cleaned|putzen putze putzt geputzt|!window table door kitchen room car
"""
TRANSITIVE = [tuple(part.split() if i < 2 else part for i, part in enumerate(line.split("|"))) for line in TRANSITIVE.strip().splitlines()]
TRANSITIVE = [([word.replace("_", " ") for word in english], german, groups) for english, german, groups in TRANSITIVE]
INTRANSITIVE = """
sleep sleeps slept|schlafen schlafe schläft geschlafen
work works worked|arbeiten arbeite arbeitet gearbeitet
play plays played|spielen spiele spielt gespielt
wait waits waited|warten warte wartet gewartet
sing sings sang|singen singe singt gesungen
cook cooks cooked|kochen koche kocht gekocht
dance dances danced|tanzen tanze tanzt getanzt
sit sits sat|sitzen sitze sitzt gesessen
laugh laughs laughed|lachen lache lacht gelacht
live lives lived|wohnen wohne wohnt gewohnt
stand stands stood|stehen stehe steht gestanden
eat eats ate|essen esse isst gegessen
learn learns learned|lernen lerne lernt gelernt
"""
INTRANSITIVE = [[part.split() for part in line.split("|")] for line in INTRANSITIVE.strip().splitlines()]
GIVING = [[part.split() for part in line.split("|")] for line in """give gives gave|geben gebe gibt gegeben
show shows showed|zeigen zeige zeigt gezeigt
bring brings brought|bringen bringe bringt gebracht""".splitlines()]
HELP = ["help", "helps", "helped"], ["helfen", "helfe", "hilft", "geholfen"]
SECOND = {"lesen": "liest", "essen": "isst", "haben": "hast", "sitzen": "sitzt", "tanzen": "tanzt", "mögen": "magst", "putzen": "putzt"}
DETERMINERS = {  # English: German by case and gender; x is the plural
    "the": {"nom": {"m": "der", "f": "die", "n": "das", "x": "die"}, "acc": {"m": "den", "f": "die", "n": "das", "x": "die"},
            "dat": {"m": "dem", "f": "der", "n": "dem", "x": "den"}},
    "this": {"nom": {"m": "dieser", "f": "diese", "n": "dieses", "x": "diese"}, "acc": {"m": "diesen", "f": "diese", "n": "dieses", "x": "diese"},
             "dat": {"m": "diesem", "f": "dieser", "n": "diesem", "x": "diesen"}},
}
for english, stem in (("a", "ein"), ("my", "mein"), ("your", "dein"), ("his", "sein"), ("her", "ihr"), ("our", "unser")):
    DETERMINERS[english] = {"nom": {"m": stem, "f": stem + "e", "n": stem, "x": stem + "e"},
                            "acc": {"m": stem + "en", "f": stem + "e", "n": stem, "x": stem + "e"},
                            "dat": {"m": stem + "em", "f": stem + "er", "n": stem + "em", "x": stem + "en"}}
NUMBERS = {"two": "zwei", "three": "drei", "four": "vier", "five": "fünf", "six": "sechs", "ten": "zehn", "many": "viele"}
PRONOUNS = [("I", "ich", 1), ("you", "du", 2), ("he", "er", 3), ("she", "sie", 3), ("we", "wir", 4), ("they", "sie", 4)]
OBJECT_PRONOUNS = [("me", "mich"), ("you", "dich"), ("him", "ihn"), ("her", "sie"), ("us", "uns"), ("them", "sie")]
PREPOSITIONS = [("in", "in"), ("under", "unter"), ("behind", "hinter"), ("in front of", "vor"), ("next to", "neben"), ("on", "auf")]
FURNITURE = ["table", "chair", "bed", "tree", "box", "door", "window", "car", "house"]
ON = ["table", "chair", "bed", "box"]
GERMAN_CITIES = {"Vienna": "Wien", "Rome": "Rom", "Lisbon": "Lissabon", "Athens": "Athen", "Moscow": "Moskau", "Prague": "Prag", "Cologne": "Köln", "Munich": "München",
                 "Zurich": "Zürich", "Geneva": "Genf", "Milan": "Mailand", "Venice": "Venedig", "Florence": "Florenz", "Naples": "Neapel", "Warsaw": "Warschau",
                 "Brussels": "Brüssel", "Copenhagen": "Kopenhagen", "Tokyo": "Tokio", "Beijing": "Peking", "Cairo": "Kairo"}
PLAIN_CITIES = ["Berlin", "Paris", "London", "Madrid", "Hamburg", "Frankfurt", "New York", "Boston", "Chicago", "Oslo", "Budapest", "Barcelona", "Amsterdam", "Sydney",
                "Stuttgart", "Dresden", "Leipzig", "Salzburg", "Graz", "Liverpool", "Oxford", "Toronto", "Dublin", "Helsinki", "Stockholm", "Berkeley", "Seattle"]
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
I am tired.|Ich bin müde.
I am cold.|Mir ist kalt.
It is cold today.|Es ist heute kalt.
It is very warm.|Es ist sehr warm.
The sun is shining.|Die Sonne scheint.
I like music.|Ich mag Musik.
I like you.|Ich mag dich.
Where are you?|Wo bist du?
Where are you from?|Woher kommst du?
I come from Germany.|Ich komme aus Deutschland.
What are you doing?|Was machst du?
I have a question.|Ich habe eine Frage.
The food is very good.|Das Essen ist sehr gut.
I have no time.|Ich habe keine Zeit.
I have no money.|Ich habe kein Geld.
I go home.|Ich gehe nach Hause.
We go home.|Wir gehen nach Hause.
I am at home.|Ich bin zu Hause.
Today is Monday.|Heute ist Montag.
Do you like music?|Magst du Musik?
See you soon!|Bis bald!
Goodbye!|Auf Wiedersehen!
Welcome!|Willkommen!
"""
FIXED = [tuple(line.split("|")) for line in FIXED.strip().splitlines()]
PAST = [("yesterday", "gestern"), ("last week", "letzte Woche"), ("last year", "letztes Jahr"), ("this morning", "heute Morgen"), ("on Monday", "am Montag"),
        ("on Sunday", "am Sonntag")]
PRESENT = [("today", "heute"), ("now", "jetzt"), ("every day", "jeden Tag"), ("in the evening", "am Abend"), ("on Friday", "am Freitag")]
FUTURE = [("tomorrow", "morgen"), ("next week", "nächste Woche"), ("on Saturday", "am Samstag")]
HAVE = {1: "habe", 2: "hast", 3: "hat", 4: "haben"}


def ending(determiner, case, gender):
    """Of an adjective: weak after `der`, mixed after `ein`, strong after a number or nothing."""
    if gender == "x" and determiner is None:
        return "en" if case == "dat" else "e"
    if case == "dat" or gender == "x" or (case == "acc" and gender == "m"):
        return "en"
    if determiner in ("the", "this"):
        return "e"
    return {"m": "er", "f": "e", "n": "es"}[gender]


def noun_phrase(rng, case, groups, among=None, determiner=None, plural=None):
    """English, German and whether it is a plural, beginning with a small letter."""
    one, several, german, german_several, gender, group = rng.choice([n for n in NOUNS if n[5] in groups and (among is None or n[0] in among)])
    isPlural = plural if plural is not None else rng.random() < 0.15
    determiner = determiner or rng.choice(["the", "the", "the", "a", "a", "my", "her", "his", "your", "our", "this"])
    english, number = one, None
    if isPlural:
        english, german, gender = several, german_several, "x"
        if determiner == "a":
            number, determiner = rng.choice(list(NUMBERS)), None
        if determiner == "this":
            determiner = "the"
        if case == "dat" and german[-1] not in "ns":
            german += "n"
    elif case != "nom":
        german = WEAK.get(german, german)
    adjective = rng.choice(list(ADJECTIVES[group])) if rng.random() < 0.35 else None
    first = NUMBERS[number] if number else DETERMINERS[determiner][case][gender]
    if number == "many" and case == "dat":
        first = "vielen"
    after = adjective or english
    article = number or ("an" if determiner == "a" and after[0] in "aeiou" else determiner)
    if adjective:
        return f"{article} {adjective} {english}", f"{first} {ADJECTIVES[group][adjective]}{ending(determiner, case, gender)} {german}", isPlural
    return f"{article} {english}", f"{first} {german}", isPlural


def object_of(rng, groups):
    if groups.startswith("!"):
        return noun_phrase(rng, "acc", "aopcrfl", groups[1:].split())[:2]
    if "d" in groups or ("f" in groups and rng.random() < 0.25):
        return tuple(rng.choice([mass for mass in MASS if mass[3] == groups[-1] or mass[3] in groups])[:2])
    if "p" in groups and rng.random() < 0.15:
        return rng.choice(OBJECT_PRONOUNS)
    return noun_phrase(rng, "acc", groups)[:2]


def merged(german):
    for two, one in (("in dem ", "im "), ("in das ", "ins ")):
        if german.startswith(two):
            return german.replace(two, one, 1)
    return german


def place(rng):
    english, german = rng.choice(PREPOSITIONS[:1] * 5 + PREPOSITIONS[1:])
    if english == "in":
        where, wo, _ = noun_phrase(rng, "dat", "l", determiner=rng.choice(["the", "the", "the", "my", "our"]), plural=False)
    else:
        where, wo, _ = noun_phrase(rng, "dat", "ol", ON if english == "on" else FURNITURE, determiner="the", plural=False)
    return f"{english} {where}", merged(f"{german} {wo}")


def form(german, person):
    infinitive, first, third = german[:3]
    return {1: first, 2: SECOND.get(infinitive, third[:-1] + "st"), 3: third, 4: infinitive}[person]


def name(rng):
    return rng.choice(FIRST_NAMES) if rng.random() < 0.7 else entity_data.invented(rng)


def city(rng):
    """English and German."""
    some = rng.choice(PLAIN_CITIES + list(GERMAN_CITIES)) if rng.random() < 0.8 else entity_data.invented(rng) + rng.choice(["", "burg", "ton"])
    return some, GERMAN_CITIES.get(some, some)


def subject(rng, groups="ap"):
    """English, German, person: 1 ich, 2 du, 3 er, 4 wir and any plural."""
    kind = rng.random()
    if kind < 0.35:
        return rng.choice(PRONOUNS)
    if kind < 0.47:
        who = name(rng)
        return who, who, 3
    if kind < 0.52:
        who, other = name(rng), name(rng)
        return f"{who} and {other}", f"{who} und {other}", 4
    english, german, isPlural = noun_phrase(rng, "nom", groups)
    return english, german, 4 if isPlural else 3


def description(rng):
    """Something is of some kind."""
    if rng.random() < 0.4:
        who, wer, person = subject(rng, "p")
        kind = "p"
    else:
        kind = rng.choice("aopcrfl")
        who, wer, isPlural = noun_phrase(rng, "nom", kind)
        person = 4 if isPlural else 3
    be = "am" if who == "I" else "are" if person in (2, 4) else "is"
    ist = {1: "bin", 2: "bist", 3: "ist", 4: "sind"}[person]
    adjective, stem = rng.choice(list(ADJECTIVES[kind].items()))
    word = ALONE.get(stem, stem)
    other, otherStem = rng.choice([pair for pair in ADJECTIVES[kind].items() if pair[0] != adjective])
    return rng.choice([(f"{who} {be} {adjective}.", f"{wer} {ist} {word}."), (f"{who} {be} very {adjective}.", f"{wer} {ist} sehr {word}."),
                       (f"{who} {be} not {adjective}.", f"{wer} {ist} nicht {word}."), (f"{be} {who} {adjective}?", f"{ist} {wer} {word}?"),
                       (f"{who} {be} {adjective} and {other}.", f"{wer} {ist} {word} und {ALONE.get(otherStem, otherStem)}.")])


def action(rng, who, wer, person, english, german, what, was, when_free=True):
    """Somebody does something (with) `what`, in one of the forms of a sentence."""
    third = person == 3
    does, space = "does" if third else "do", " " if what else ""
    simple, past, bare = f"{english[1] if third else english[0]}{space}{what}", f"{english[2]}{space}{what}", f"{english[0]}{space}{what}"
    ger = f"{was} " if was else ""
    kind = rng.random()
    if kind < 0.3:
        return f"{who} {simple}.", f"{wer} {form(german, person)} {ger}".rstrip() + "."
    if kind < 0.4:
        when, wann = rng.choice(PRESENT)
        return f"{who} {simple} {when}.", f"{wer} {form(german, person)} {wann} {ger}".rstrip() + "."
    if kind < 0.5:
        return f"{does} {who} {bare}?", f"{form(german, person)} {wer} {ger}".rstrip() + "?"
    if kind < 0.58:
        want = {1: "möchte", 2: "möchtest", 3: "möchte", 4: "möchten"}[person]
        return f"{who} {'wants' if third else 'want'} to {bare}.", f"{wer} {want} {ger}{german[0]}."
    if kind < 0.66:
        can, kann = rng.choice([("can", {1: "kann", 2: "kannst", 3: "kann", 4: "können"}), ("must", {1: "muss", 2: "musst", 3: "muss", 4: "müssen"})])
        return f"{who} {can} {bare}.", f"{wer} {kann[person]} {ger}{german[0]}."
    if kind < 0.72:
        when, wann = rng.choice(FUTURE)
        werde = {1: "werde", 2: "wirst", 3: "wird", 4: "werden"}[person]
        return f"{who} will {bare} {when}.", f"{wer} {werde} {wann} {ger}{german[0]}."
    if kind < 0.86:
        return f"{who} {past}.", f"{wer} {HAVE[person]} {ger}{german[3]}."
    when, wann = rng.choice(PAST)
    return f"{who} {past} {when}.", f"{wer} {HAVE[person]} {wann} {ger}{german[3]}."


def going(rng, who, wer, person):
    where, wohin, _ = noun_phrase(rng, "acc", "l", determiner="the", plural=False)
    wohin, third = merged(f"in {wohin}"), person == 3
    if rng.random() < 0.5:
        when, wann = rng.choice(PAST + [("", "")])
        bin = {1: "bin", 2: "bist", 3: "ist", 4: "sind"}[person]
        return f"{who} went to {where} {when}".strip() + ".", f"{wer} {bin} {wann} {wohin} gegangen.".replace("  ", " ")
    when, wann = rng.choice(PRESENT + [("", "")])
    gehe = {1: "gehe", 2: "gehst", 3: "geht", 4: "gehen"}[person]
    return f"{who} {'goes' if third else 'go'} to {where} {when}".strip() + ".", f"{wer} {gehe} {wann} {wohin}.".replace("  ", " ")


def sentence(rng):
    kind = rng.random()
    if kind < 0.06:
        return rng.choice(FIXED)
    if kind < 0.1:
        who, (where, wo) = name(rng), city(rng)
        return rng.choice([(f"My name is {who}.", f"Ich heiße {who}."), (f"I live in {where}.", f"Ich wohne in {wo}."),
                           (f"I come from {where}.", f"Ich komme aus {wo}."), (f"{who} lives in {where}.", f"{who} wohnt in {wo}."),
                           (f"We live in {where}.", f"Wir wohnen in {wo}."), (f"I am from {where}.", f"Ich bin aus {wo}."),
                           (f"My name is {who} and I live in {where}.", f"Ich heiße {who} und wohne in {wo}."), (f"I am {who}.", f"Ich bin {who}.")])
    if kind < 0.22:
        return description(rng)
    if kind < 0.3:
        what, was, isPlural = noun_phrase(rng, "nom", "apocrfl", determiner=rng.choice(["the", "the", "my", "your", "her", "his", "our"]))
        return (f"where are {what}?", f"wo sind {was}?") if isPlural else (f"where is {what}?", f"wo ist {was}?")
    if kind < 0.38:
        what, was, isPlural = noun_phrase(rng, "nom", "apocr")
        where, wo = place(rng)
        return f"{what} {'are' if isPlural else 'is'} {where}.", f"{was} {'sind' if isPlural else 'ist'} {wo}."
    who, wer, person = subject(rng)
    if kind < 0.43:
        return going(rng, who, wer, person)
    if kind < 0.48:
        whom, wem, _ = noun_phrase(rng, "dat", "p")
        if rng.random() < 0.4:
            return action(rng, who, wer, person, *HELP, whom, wem)
        what, was, _ = noun_phrase(rng, "acc", "ofr")
        english, german = rng.choice(GIVING)
        return action(rng, who, wer, person, english, german, f"{whom} {what}", f"{wem} {was}")
    if kind < 0.65:
        english, german = rng.choice(INTRANSITIVE)
        where, wo = place(rng) if rng.random() < 0.8 else ("", "")
        if not where and rng.random() < 0.5:
            return f"{who} {'does' if person == 3 else 'do'} not {english[0]}.", f"{wer} {form(german, person)} nicht."
        return action(rng, who, wer, person, english, german, where, wo)
    english, german, groups = rng.choice(TRANSITIVE)
    what, was = object_of(rng, groups)
    return action(rng, who, wer, person, english, german, what, was)


def row(rng):
    english, german = sentence(rng)
    return {"text": english[0].upper() + english[1:], "target": german[0].upper() + german[1:]}


def rows(seed, count):
    """None of them is a whole sentence of FREE, but for the fixed phrases."""
    rng, kept = random.Random(seed), []
    free = {english for english, _ in FREE} - {english for english, _ in FIXED}
    while len(kept) < count:
        one = row(rng)
        if one["text"] not in free:
            kept.append(one)
    return kept


# Written by hand from the words of the grammar: English, German.
FREE = [
    ("The little dog sleeps under the table.", "Der kleine Hund schläft unter dem Tisch."), ("Where is the old book?", "Wo ist das alte Buch?"),
    ("My sister bought a red car yesterday.", "Meine Schwester hat gestern ein rotes Auto gekauft."), ("Good morning!", "Guten Morgen!"),
    ("I see a bird.", "Ich sehe einen Vogel."), ("The woman reads a newspaper.", "Die Frau liest eine Zeitung."),
    ("We live in Berlin.", "Wir wohnen in Berlin."), ("The house is not big.", "Das Haus ist nicht groß."),
    ("Does the boy eat an apple?", "Isst der Junge einen Apfel?"), ("She wants to buy a hat.", "Sie möchte einen Hut kaufen."),
    ("The key is in the kitchen.", "Der Schlüssel ist in der Küche."), ("They work in the garden.", "Sie arbeiten im Garten."),
    ("My brother can see the boat.", "Mein Bruder kann das Boot sehen."), ("I am hungry.", "Ich habe Hunger."),
    ("Your mother is very friendly.", "Deine Mutter ist sehr freundlich."), ("The children play in the park.", "Die Kinder spielen im Park."),
    ("Two cats sit on the bed.", "Zwei Katzen sitzen auf dem Bett."), ("The cook drinks coffee.", "Der Koch trinkt Kaffee."),
    ("My grandmother gave the child a cake.", "Meine Großmutter hat dem Kind einen Kuchen gegeben."), ("We went to the museum yesterday.", "Wir sind gestern ins Museum gegangen."),
    ("I will visit my friends tomorrow.", "Ich werde morgen meine Freunde besuchen."), ("The doctor helps the old man.", "Der Arzt hilft dem alten Mann."),
    ("Do you like this music?", "Magst du diese Musik?"), ("Anna and Peter live in Vienna.", "Anna und Peter wohnen in Wien."),
    ("The teacher must write a long letter.", "Der Lehrer muss einen langen Brief schreiben."), ("Our new house is beautiful.", "Unser neues Haus ist schön."),
    ("Where are my shoes?", "Wo sind meine Schuhe?"), ("The black horse stands behind the tree.", "Das schwarze Pferd steht hinter dem Baum."),
    ("She wears a blue dress today.", "Sie trägt heute ein blaues Kleid."), ("I love you.", "Ich liebe dich."),
    ("Is the soup cold?", "Ist die Suppe kalt?"), ("He lost his umbrella last week.", "Er hat letzte Woche seinen Regenschirm verloren."),
    ("Her daughter learns in the library.", "Ihre Tochter lernt in der Bibliothek."), ("The girls cleaned the windows.", "Die Mädchen haben die Fenster geputzt."),
    ("Can you help me?", "Kannst du mir helfen?"), ("The king has many horses.", "Der König hat viele Pferde."),
    ("The ball is under the chair.", "Der Ball ist unter dem Stuhl."), ("The rich queen sells her picture.", "Die reiche Königin verkauft ihr Bild."),
    ("My name is Tom and I live in London.", "Ich heiße Tom und wohne in London."), ("You can take the yellow bag.", "Du kannst die gelbe Tasche nehmen."),
]

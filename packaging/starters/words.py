# SPDX-License-Identifier: Apache-2.0
"""Word lists that the starter models' data is made of."""


def words(text):
    return text.split()


def phrases(text):
    return [part.strip() for part in text.replace("\n", " ").split(",") if part.strip()]


FIRST_NAMES = words("""
Anna Maria Clara Sylvain Thomas Peter Paul Lisa Julia Laura Sarah Emma Mia Lily Tom Ben Max Leo Felix Noah Liam Oliver
Jack Harry George Oscar Henry James John Mary Susan Linda Karen Nancy Betty Helen Sandra Donna Carol Ruth Sharon Angela
Michael David Robert William Richard Joseph Charles Daniel Matthew Anthony Mark Donald Steven Andrew Joshua Kevin Brian
Edward Ronald Timothy Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin
Samuel Gregory Frank Alexander Raymond Patrick Dennis Jerry Tyler Aaron Jose Adam Nathan Douglas Zachary Kyle Walter
Ethan Jeremy Harold Keith Christian Roger Terry Sean Austin Gerald Carl Arthur Dylan Jordan Louis Wayne Ralph Roy
Sofia Elena Carmen Lucia Marta Paula Irene Rosa Ines Nuria Pablo Diego Javier Carlos Luis Miguel Antonio Manuel Pedro
Fatima Amina Leila Omar Ahmed Hassan Ali Yusuf Ibrahim Khalid Priya Anil Ravi Sanjay Deepa Lakshmi Arjun Vikram Meera
Wei Li Ming Chen Yuki Haruto Sakura Kenji Hiroshi Akira Min Jun Soo Hana Olga Ivan Dmitri Natasha Boris Svetlana Igor
Pierre Jean Claire Sophie Camille Antoine Luc Marie Juliette Chloe Hans Greta Klaus Ingrid Jürgen Heidi Lars Astrid Erik
Freya Bjorn Sven Nils Karin Giulia Marco Luca Francesca Paolo Chiara Matteo Alessandro Kofi Ama Kwame Nia Zuri Tendai
Amelia Isla Ava Grace Freddie Charlotte Sophia Isabella Evelyn Abigail Ella Scarlett Victoria Madison Hannah Nora Zoe
Barack Elon Steve Bill Marie Albert Isaac Ada Alan Nelson Winston Angela Vincent Pablo Frida Jane Agatha Leonardo
""")
LAST_NAMES = words("""
Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Taylor
Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright
Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Gomez Phillips
Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan
Cooper Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward Richardson Watson Brooks Chavez Wood James Bennett Gray
Mendoza Ruiz Hughes Price Alvarez Castillo Sanders Patel Myers Long Ross Foster Jimenez Powell Jenkins Perry Russell
Sullivan Bell Coleman Butler Henderson Barnes Fisher Vasquez Simmons Romero Jordan Patterson Alexander Hamilton Graham
Schmidt Müller Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf Schröder
Rossi Ferrari Bianchi Romano Colombo Ricci Dubois Laurent Lefevre Moreau Fontaine Rousseau Silva Santos Oliveira Costa
Ferreira Mendes Carvalho Novak Kowalski Nowak Horvat Popov Ivanov Petrov Sokolov Tanaka Suzuki Yamamoto Watanabe Nakamura
Wang Zhang Liu Yang Huang Zhao Wu Zhou Singh Kumar Sharma Gupta Khan Hussain Okafor Mensah Diallo Traore Abebe Haddad
Obama Musk Jobs Gates Curie Einstein Newton Lovelace Turing Mandela Churchill Merkel Picasso Austen Christie Darwin
""")
COUNTRY_CAPITALS = dict(part.split(":") for part in phrases("""
France:Paris, Germany:Berlin, Spain:Madrid, Portugal:Lisbon, Italy:Rome, Austria:Vienna, Greece:Athens, Poland:Warsaw,
Sweden:Stockholm, Norway:Oslo, Denmark:Copenhagen, Finland:Helsinki, Ireland:Dublin, England:London, Belgium:Brussels,
Hungary:Budapest, Russia:Moscow, Ukraine:Kiev, Turkey:Ankara, Egypt:Cairo, Kenya:Nairobi, Japan:Tokyo, China:Beijing,
Cuba:Havana, Peru:Lima, Chile:Santiago, Scotland:Edinburgh, Iraq:Baghdad, Iran:Tehran, Lebanon:Beirut, Syria:Damascus,
Croatia:Zagreb, Serbia:Belgrade, Romania:Bucharest, Bulgaria:Sofia, Wales:Cardiff, Canada:Ottawa, Australia:Canberra,
Iceland:Reykjavik, Thailand:Bangkok, Vietnam:Hanoi, Colombia:Bogota, Venezuela:Caracas, India:Delhi
"""))
CITIES = list(COUNTRY_CAPITALS.values()) + phrases("""
Brooklyn, Manhattan, New York, San Francisco, Los Angeles, Chicago, Boston, Seattle, Denver, Houston, Dallas, Miami,
Atlanta, Philadelphia, Detroit, Portland, Austin, Toronto, Montreal, Vancouver, Manchester, Liverpool, Leeds, Bristol,
Oxford, Cambridge, Glasgow, Munich, Hamburg, Cologne, Frankfurt, Stuttgart, Dresden, Leipzig, Zurich, Geneva, Basel,
Graz, Salzburg, Milan, Venice, Florence, Naples, Turin, Barcelona, Valencia, Seville, Porto, Lyon, Marseille, Nice,
Bordeaux, Lille, Amsterdam, Rotterdam, Antwerp, Sydney, Melbourne, Perth, Auckland, Wellington, Osaka, Kyoto, Seoul,
Shanghai, Hong Kong, Singapore, Mumbai, Kolkata, Bangalore, Karachi, Lahore, Dubai, Istanbul, Lagos, Accra, Cape Town,
Johannesburg, Casablanca, Tunis, Mexico City, Rio de Janeiro, Buenos Aires, Prague, Krakow, Gdansk, Riga, Vilnius
""")
PLACES = list(COUNTRY_CAPITALS) + phrases("""
Europe, Africa, Asia, South America, North America, California, Texas, Florida, Bavaria, Tuscany, Scotland, Brazil,
Mexico, Argentina, Nigeria, Ghana, Morocco, Pakistan, Indonesia, the Netherlands, Switzerland, the United States,
the United Kingdom, New Zealand, South Africa, Mount Everest, the Alps, the Rhine, the Thames, the Amazon, Lake Garda
""")
COMPANY_STEMS = words("""
Acme Northwind Hugging Blue Green Silver Golden Global United National Pacific Atlantic Summit Vertex Orion Apex Nova
Pioneer Horizon Quantum Bright Sterling Evergreen Falcon Phoenix Titan Atlas Delta Omega Sigma Lunar Solar Stellar Cedar
Maple Harbour River Stone Iron Copper Crystal Swift Rapid Clear Open Deep Cloud Data Cyber Micro Macro Meta Inter Trans
""")
COMPANY_TAILS = words("""
Bank Software Systems Foods Motors Airlines Insurance Energy Labs Group Media Records Studios Press Pharma Electronics
Robotics Partners Industries Logistics Telecom Networks Hotels Stores Brewery Textiles Consulting Capital Games Face
""")
ORGANISATIONS = phrases("""
Google, Microsoft, Apple, Amazon, Facebook, Netflix, Tesla, Intel, Siemens, Volkswagen, Toyota, Samsung, Sony, Nokia,
Hugging Face, Harvard University, Stanford University, Oxford University, the University of Vienna, MIT, NASA, the BBC,
the United Nations, the European Union, the Red Cross, Greenpeace, UNICEF, the World Bank, Reuters, CNN, the New York Times,
Manchester United, Real Madrid, Bayern Munich, FC Barcelona, Lufthansa, British Airways, Deutsche Bank, Barclays, BMW,
Ford, General Motors, Boeing, Airbus, Nestle, Unilever, Pfizer, Bayer, IBM, Oracle, Spotify, Uber, Twitter, OpenAI,
the Supreme Court, Congress, the Senate, the Ministry of Health, the City Council, Parliament, Amnesty International
""")
DAYS = words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
MONTHS = words("January February March April May June July August September October November December")
COLOURS = words("red blue green yellow black white brown grey orange pink purple")
JOBS = phrases("""
teacher, doctor, nurse, engineer, lawyer, pilot, farmer, baker, cook, driver, painter, singer, actor, writer, journalist,
scientist, dentist, judge, soldier, sailor, carpenter, gardener, waiter, manager, programmer, designer, photographer,
librarian, police officer, firefighter, musician, student, electrician, plumber, mechanic, architect, accountant
""")
OBJECTS = words("""
bicycle car house book table chair lamp phone camera guitar piano bag coat hat shirt dress cup bottle clock mirror door
boat truck bus train window box key knife plate sofa bed desk computer radio umbrella ring watch jacket scarf ball kite
""")
GOOD = phrases("""
good, great, excellent, wonderful, amazing, fantastic, superb, brilliant, perfect, lovely, beautiful, nice, awesome,
outstanding, delightful, charming, impressive, enjoyable, pleasant, terrific, marvelous, splendid, gorgeous, magnificent,
fun, funny, exciting, fascinating, interesting, clever, smart, friendly, kind, helpful, delicious, tasty, fresh, clean,
comfortable, cozy, reliable, fast, smooth, easy, useful, stunning, remarkable, exceptional, incredible, touching, moving,
entertaining, refreshing, satisfying, elegant, original, worthwhile, memorable, powerful, solid, stylish, warm, generous
""")
BAD = phrases("""
bad, terrible, awful, horrible, poor, disappointing, boring, dull, ugly, disgusting, annoying, frustrating, dreadful,
stupid, ridiculous, useless, worthless, pathetic, weak, slow, rude, unfriendly, dirty, noisy, cold, stale, bland, broken,
cheap, confusing, painful, sad, nasty, mediocre, pointless, predictable, tedious, lame, messy, uncomfortable, unreliable,
overpriced, unpleasant, unbearable, lousy, miserable, offensive, depressing, faulty, fake, hopeless, inferior, tasteless,
shallow, silly, atrocious, clumsy, cruel, careless, shoddy, greasy, smelly, insulting, unacceptable, unhelpful
""")
THINGS = phrases("""
movie, film, book, story, hotel, room, restaurant, food, meal, service, staff, phone, laptop, game, song, album, concert,
show, series, actor, acting, plot, ending, course, teacher, class, app, website, product, camera, battery, screen, coffee,
pizza, soup, cake, beach, city, museum, trip, flight, car, job, idea, team, match, weather, music, performance, writing,
dialogue, script, location, price, quality, design, software, update, keyboard, printer, shop, waiter, doctor, dentist
""")

# SPDX-License-Identifier: Apache-2.0
"""What people look for, each with a text that answers, in other words than the templates have."""

PAIRS = """
how to grow strawberries | Strawberry plants like sun, light soil and a layer of straw under the fruit.
recipe for pancakes | Beat milk, flour and eggs, then fry thin layers of the batter in a hot pan.
who discovered penicillin | In 1928 Alexander Fleming noticed that a mould killed his bacteria.
distance from the earth to the sun | Light from our star needs eight minutes to travel the 150 million kilometres to us.
how to get rid of ants | Wipe away their trail with vinegar and close the cracks where the insects come in.
my dog has fleas | Wash your pet with a special shampoo and vacuum the carpets every day.
cost of a passport | The office charges sixty euros for a travel document that is valid for ten years.
learn to swim as an adult | Our pool offers lessons for beginners over eighteen on Tuesday evenings.
capital of Australia | Many people think of Sydney, but the government sits in Canberra.
what is inflation | When prices rise for a long time, money is worth less than before.
how to write a will | A notary helps you to decide who inherits your property after your death.
treatment for a burn | Hold the injured skin under cool water for ten minutes and cover it with a clean cloth.
sleep better at night | Go to bed at the same hour, keep the bedroom dark and put the phone away.
why do leaves turn yellow | In autumn trees stop making the green pigment, and other colours become visible.
when was the Berlin Wall built | The border through the German city was closed in August 1961.
clean a wooden floor | Use a damp mop with a little soap and dry the boards at once.
invest in shares | A fund spreads your savings over many companies, so that a single loss hurts less.
how to change a nappy | Lay the infant on its back, clean the skin, and fasten a fresh diaper.
name of the largest desert | The Sahara covers most of northern Africa with sand and stones.
repair a leaking tap | Turn off the water, unscrew the handle and replace the worn rubber ring.
how do planes fly | Air moves faster over the wing than below it, and the difference in pressure lifts the machine.
rules of chess | Each player moves sixteen pieces and tries to trap the king of the opponent.
what to wear in the rain | A waterproof jacket and rubber boots keep you dry in a shower.
best books for teenagers | Young readers love these novels about magic, friendship and first love.
how to lose weight | Eat more vegetables, fewer sweets, and move for half an hour each day.
is the museum open today | The gallery receives visitors from ten to six, but not on Mondays.
how to become a pilot | After a medical test you need two years of training at a flight school.
train timetable to Munich | Express services leave for the Bavarian capital every hour from platform four.
how many bones are in the body | The skeleton of an adult has 206 of them, half of them in hands and feet.
my phone battery drains fast | Lower the brightness of the screen and close apps that run in the background.
difference between weather and climate | One is what happens outside today, the other is the average over thirty years.
write a letter of complaint | Describe the problem politely, add copies of the receipts and say what you expect.
how to make soap | Mix oil with lye, pour the mass into moulds and let it harden for weeks.
who wrote Hamlet | The tragedy of the Danish prince is by William Shakespeare.
how to propose to a girlfriend | Choose a quiet place, kneel down, and ask her to marry you with a ring in your hand.
why do we yawn | Scientists think that opening the mouth wide cools the brain.
speed limit in Germany | On many motorways cars may go as fast as they like, in towns at most fifty.
fight a cold | Drink hot tea, rest, and use a spray when your nose is blocked.
how does a computer store data | Tiny switches in the memory are on or off and stand for ones and zeros.
cancel a subscription | Open your account, go to the settings and end the contract before the next payment.
how to build a bird house | Saw six boards, nail them together and drill a round hole for the entrance.
what causes earthquakes | Plates of rock under the ground push against each other until they slip.
plant a tree | Dig a hole twice as wide as the roots, fill it with soil and water it well.
cook rice without it sticking | Rinse the grains, use twice as much water, and do not stir.
good films for children | The cartoon about a lost fish makes young viewers laugh and cry.
what is the stock market | There investors buy and sell small parts of companies.
how to teach a child to read | Start with the sounds of letters and look at picture books together.
do sharks sleep | Some of these fish keep swimming while half of their brain rests.
how to paint a wall | Cover the furniture, fix the tape along the edges and roll the colour on from top to bottom.
find a dentist nearby | Two practices in your street treat teeth without an appointment in the morning.
why is the sea salty | Rivers wash minerals out of rocks and carry them into the ocean.
help with homework in maths | A tutor explains fractions and equations to pupils in the afternoon.
how to knit a scarf | Cast thirty stitches of wool on the needle and turn the work after each row.
first aid for a nosebleed | Sit up, lean forward and press the nostrils together for several minutes.
how to tune a guitar | Turn the pegs until each string has the same pitch as the tone of the device.
cheap holiday by the sea | This campsite near the beach costs only twenty euros a night.
what do vegans eat | They live on beans, nuts, grains and fruit, and avoid milk, meat and eggs.
who was the first president of the United States | George Washington led the country from 1789 to 1797.
how to clean shoes | Brush off the dirt, rub in polish and let the leather shine.
how volcanoes work | Hot molten rock rises from deep below and breaks through the crust.
make a website | Choose a name, rent some space on a server and write your pages in HTML.
how to fold a shirt | Button it, lay it face down, bring in both sides and turn up the lower half.
what is photosynthesis | With light and water plants make sugar and give off oxygen.
adopt a cat | The animal shelter looks for new homes for twelve kittens.
move house cheaply | Ask friends to carry boxes and rent a small van for a day.
signs of a stroke | A face that hangs on one side and slurred speech mean that you must call an ambulance.
how to meditate | Sit still, close your eyes and watch your breath come and go.
why was the concert cancelled | The singer lost her voice, and tickets will be refunded.
how to use a washing machine | Sort clothes by colour, add detergent and choose the temperature.
length of the Nile | The African river flows for more than six thousand kilometres to the Mediterranean.
how to open a bank account | Bring your identity card to the branch and sign the form at the counter.
what is a black hole | In space there are objects so heavy that not even light can leave them.
buy a used car | Check the engine, the rust and the papers before you pay the seller.
how to iron trousers | Lay the legs flat, put a damp cloth over the crease and press.
weather forecast for the weekend | Saturday stays sunny and warm, on Sunday clouds bring some showers.
how to store potatoes | Keep them in a dark and cool cellar so that they do not sprout.
history of the bicycle | In 1817 a baron from Mannheim rode the first machine with two wheels.
ways to protect the environment | Take the bus, repair what is broken, and buy less plastic.
how to play poker | Five cards, bets, and a straight face decide who wins the pot.
sore throat remedy | Gargle with warm salt water and suck a lozenge with honey.
how to become a nurse | The training at a hospital takes three years and ends with a state exam.
where do penguins live | The birds that cannot fly are at home on the ice of Antarctica and on southern coasts.
how to save a wet phone | Switch it off at once and dry it with a towel before you charge it.
what is democracy | The people choose their government in free elections.
how to ride a horse | Sit upright in the saddle, hold the reins softly and press with your legs.
largest cities of the world | More than thirty million people live in and around Tokyo.
how to make ice cream | Freeze cream, sugar and fruit and stir the mass every half hour.
how to get to the airport | Take the underground from the main station, it needs twenty minutes to the terminal.
why do cats purr | The soft sound shows that the animal feels well or wants to calm itself.
how to write a poem | Begin with a picture or a feeling and listen to the rhythm of your lines.
what is the meaning of peace | It is more than the time between two wars: people trust each other.
how to hang a picture | Measure the wall, drive in a nail and check with a level that the frame is straight.
tax on income | The more you earn, the higher the share that the state takes.
hiking in the Alps | Marked trails lead from hut to hut, and in summer the passes are free of snow.
how to treat a wasp sting | Cool the spot with ice and rub half an onion on it against the swelling.
job as a waiter | The café by the river looks for staff who serve guests at weekends.
how to make friends in a new city | Join a club, talk to your neighbours, and invite colleagues for dinner.
how a refrigerator works | A liquid that evaporates takes the warmth out of the box and gives it off at the back.
how to learn vocabulary | Write words on cards and repeat the difficult ones every day.
what do astronauts eat | On the space station meals come dried in bags and are mixed with hot water.
how to stop hiccups | Hold your breath for a while or drink a glass of water slowly.
best shoes for running | Choose a model with a soft sole that fits the shape of your foot.
how to organise a birthday party | Send invitations, bake a cake and think of games for the guests.
who invented the light bulb | Thomas Edison sold the first lamps with a glowing wire that lasted.
how to read music | The place of a note on the five lines says how high it is.
my car does not start | Perhaps the battery is empty: connect it to that of another vehicle.
how to make a fire | Pile up dry wood over some paper and let air come in from below.
why is the moon sometimes red | During an eclipse the shadow of our planet falls on it.
what is the euro | Twenty countries of Europe pay with the same currency.
how to take better photos | Get near, hold the camera still and keep the light behind you.
how to dance the waltz | Count to three, step forward, to the side, and close your feet.
how to speak in public | Practise your speech aloud and look into the eyes of your listeners.
allergy to pollen | Sneezing and itchy eyes in spring can be treated with tablets.
how to make cheese | Warm milk is thickened, the curd is cut, salted and left to ripen.
how are pearls made | An oyster covers a grain of sand with layers of a shining material.
how to choose a wine | With fish take a dry white, with steak a strong red.
how to protect yourself from the sun | Put on a hat, stay in the shade at noon and use cream with a high factor.
what is a virus on a computer | Harmful programs come with emails, copy themselves and destroy files.
how to win an election | The candidate must listen to voters and convince them in debates.
how bread rises | Yeast turns sugar into gas, which makes bubbles in the dough.
how to behave in a mosque | Take off your shoes, dress modestly and stay silent during the prayer.
how to run a small shop | Know your customers, keep the accounts and order goods in time.
how to be happy | People with friends, enough sleep and a useful task feel content.
what is in the constitution | The basic law of a state names the rights of its citizens.
how to make a snowman | Roll three big balls, put them on top of each other and add a carrot for the nose.
how do magnets work | Equal poles push each other away, unlike ones attract.
"""
PAIRS = [tuple(part.strip() for part in line.split(" | ")) for line in PAIRS.strip().splitlines()]
# Sentences in a natural tone, and what they are about.
NEWS = """
education, school: The lecture on grammar starts at nine in room twelve.|This course is an introduction to the library for beginners.|Her thesis was praised by the professor.|The twins learn to write their names in kindergarten.|A tutorial explains every step of the framework.|The university accepts two hundred new students each autumn.
politics, government: The committee postponed its decision on pensions.|The opposition criticised the chancellor's speech.|Both parties agreed on a coalition.|A majority rejected the reform of the tax.|The ambassador was called back to the capital.|The mayor promised cheaper tickets before the vote.
business, economy: The start-up sold its shares to a rival.|Exports grew faster than expected.|A factory for batteries will create a thousand jobs.|The retailer closed forty branches.|Customers complain about high prices.|The two firms will merge in spring.
sport, sports: She won the hundred metres by a tenth of a second.|The referee showed him a red card.|After five sets the champion was exhausted.|The club bought a new striker from Brazil.|He broke the record in the long jump.|Our team trains twice a week in the gym.
cooking, food: Chop the parsley and sprinkle it over the potatoes.|The dough must rest for an hour.|This bistro is known for its spicy curry.|He seasoned the stew with pepper and thyme.|Grandma's plum cake tastes best with cream.|Grill the fish on both sides.
weather: A cold front brings frost to the valleys.|The drizzle stopped in the afternoon.|It was the hottest day since records began.|Gusts of more than a hundred kilometres an hour are expected.|Dense mist covers the hills in the morning.
science, research: The team measured the speed of the particles.|A fossil shows how birds learned to fly.|In the lab the cells divided within hours.|The study confirms an old theory on gravity.|Chemists made a plastic that dissolves in water.
technology, computers: The browser crashes whenever I open a second window.|Engineers taught the machine to recognise faces.|A patch closes the security hole in the operating system.|The new tablet has a sharper display.|Type the command and press enter.|The neural network was trained on a million pictures.
health, medicine: Wash your hands to avoid an infection.|The therapist showed her exercises for her back.|Too much sugar harms the teeth.|The patient recovered quickly from the operation.|He takes a tablet against high blood pressure.|The clinic needs more donors of blood.
travel, tourism: We took the night ferry to the island.|Their luggage was lost on the way to Lima.|From the balcony one sees the whole bay.|The guide led us through the old town.|They spent their honeymoon in a cabin in Norway.
music: The soprano received long applause.|He composed the tune on a train.|The drummer and the bass player left the group.|Their second record is quieter.|A choir of children opened the festival.
art, painting: The sculptor works in marble and bronze.|A sketch by the master was found in the attic.|Her portraits are full of light.|The gallery lends three canvases to Vienna.
film, cinema: The sequel is longer than the first part.|The actress thanked the jury for the award.|The thriller was shot in Scotland.|We saw the premiere in the front row.
literature, books: The heroine of the tale lives in a lighthouse.|His memoirs fill three volumes.|The critic called the plot weak.|She writes short stories about sailors.
animals, nature: The fox dug a den under the oak.|Swallows return in April.|The calf was born last night in the zoo.|Otters live along this stream.|The parrot imitates the doorbell.
environment, climate: The oil spill killed thousands of fish.|The city wants to ban diesel cars.|Wind turbines replace the old coal plant.|The glacier has lost half of its ice.|Sort glass and paper into the right bins.
finance, money, banking: The savings account pays two percent.|The euro gained against the dollar.|She invests in funds for her pension.|The debts of the town doubled.|He paid back the loan ahead of time.
crime, police: The detective followed the suspect to the harbour.|Two masked men robbed the jeweller.|The court heard three witnesses.|The kidnappers demanded a ransom.|A smuggler was arrested at the border.
war, military: The troops withdrew from the village.|A ceasefire was signed at dawn.|Jets bombed the airfield.|The wounded soldiers were flown home.
religion: The bishop blessed the new bells.|Pilgrims walk to the shrine in August.|The rabbi read from the scroll.|They fast until sunset during the holy month.
family, parenting: Our son took his first steps today.|The grandparents look after the baby on Mondays.|Siblings often quarrel over toys.|She is on leave since the birth of her daughter.
fashion, clothes: The tailor shortened the sleeves of the coat.|Wide trousers are in style again.|The model wore a silk gown.|This wool pullover must be washed by hand.
history: The pharaoh was buried with his treasures.|In the Middle Ages a wall protected the town.|The treaty ended thirty years of fighting.|The revolution of 1789 changed France.
gardening, garden: Sow the carrots in rows.|Snails ate the lettuce.|The hedge must be cut before June.|Compost makes the soil rich.
cars, traffic, transport: The tram stops at the market square.|Road works cause long queues on the bridge.|The brakes of the truck failed.|A roundabout will replace the traffic lights.
space, astronomy: The rover sent pictures from the surface of Mars.|A comet can be seen with the naked eye.|The shuttle docked at the station.|Saturn's rings are made of ice.
games, gaming: He sacrificed the knight to save the king.|Roll the dice and draw a card.|The console is sold with two controllers.|The final boss is hard to beat.
work, jobs, career: She handed in her notice.|The trade union demands shorter hours.|My boss lets me work from home.|He was promoted to head of department.
housing, real estate: The tenants complain about mould in the bathroom.|They are looking for a cottage with a cellar.|The architect plans a block of flats.|The estate agent showed us the attic.
love, relationships: He wrote her a poem for Valentine's day.|They split up after ten years.|Her heart beat faster when he came in.|They met at a dance and married in May.
mathematics, math: The angles of a triangle add up to half a circle.|Divide the total by three.|She proved the conjecture on two pages.|The curve has no maximum.
agriculture, farming: The farmer spread manure on his land.|The cows are milked at five.|A drought ruined the wheat.|Vineyards cover the southern slopes.
shopping: I exchanged the trousers for a larger size.|The cashier forgot the voucher.|They queue for the sale since dawn.|Add the lamp to your basket and check out.
language, translation: The word has two meanings.|He speaks with a strong accent.|The interpreter whispers into his ear.|In Finnish nouns have fifteen cases.
"""
NEWS = [(text.strip(), [name.strip() for name in names.split(",")]) for line in NEWS.strip().splitlines()
        for names, texts in [line.split(":", 1)] for text in texts.split("|")]
SENTENCES = [part for pair in PAIRS for part in pair] + [text for text, _ in NEWS]

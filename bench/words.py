"""The vocabulary of the made-up stories. Every word here was written for this benchmark."""

from __future__ import annotations

SECTIONS = ("World", "Politics", "Economy", "Science", "Climate", "Culture", "Sport", "Opinion")

_TOPICS = """
Harbours Ferries Lighthouses Shipyards Tides Fisheries Oceans Rivers Dams Canals
Railways Trams Bridges Tunnels Airports Roads Cycling Walking Parking Freight
Housing Rents Land Planning Timber Bricks Glass Steel Copper Salt
Banks Budgets Taxes Pensions Wages Prices Insurance Exports Tariffs Markets
Parliament Elections Ballots Councils Courts Juries Police Prisons Treaties Embassies
Borders Refugees Sanctions Ceasefires Diplomacy Islands Mountains Deserts Forests Glaciers
Climate Storms Floods Droughts Heat Snow Rainfall Wind Solar Batteries
Telescopes Satellites Comets Planets Eclipses Rockets Particles Magnets Lasers Microscopes
Vaccines Hospitals Nurses Surgery Sleep Diet Hearing Eyesight Teeth Bones
Bees Birds Whales Wolves Horses Cattle Sheep Beetles Moss Orchids
Schools Teachers Exams Universities Libraries Archives Museums Galleries Statues Ruins
Novels Poetry Theatre Opera Ballet Choirs Fiddles Pianos Cinema Radio
Printing Paper Type Bookshops Newspapers Cartoons Letters Dictionaries Translation Grammar
Cooking Bread Cheese Apples Tea Coffee Beer Wine Markets-Day Restaurants
Football Cricket Rugby Rowing Sailing Tennis Chess Athletics Swimming Climbing
Clocks Maps Bells Flags Stamps Coins Toys Kites Gardens Allotments
Computers Software Networks Privacy Robots Sensors Printers Cameras Telephones Cables
Farming Wheat Barley Potatoes Soil Fertiliser Tractors Barns Hedges Orchards
Unions Strikes Apprentices Mining Quarries Weaving Pottery Tailors Bakers Butchers
Postmen Firefighters Pilots Sailors Judges Mayors Bishops Choirboys Gardeners Archivists
"""
TOPICS = tuple(name.replace("-", " ") for name in dict.fromkeys(_TOPICS.split()))

_FIRST = """
Ada Bruno Clara Dermot Edith Felix Greta Hamish Ingrid Jonas Keziah Lorcan
"""
_LAST = """
Abelard Birchwood Castellan Drummond Eskdale
"""
AUTHORS = tuple(f"{first} {last}" for last in _LAST.split() for first in _FIRST.split())

PEOPLE = (
    "Agnes Harrow", "Tobias Quill", "Mirela Stoyan", "Owen Larkspur", "Yara Denholm",
    "Pavel Greenacre", "Hetty Marchbanks", "Idris Fallow", "Sunniva Kolt", "Basil Thornbury",
    "Nadia Wexcombe", "Rufus Ambleforth", "Leonie Trask", "Casimir Dove", "Petra Holloway",
)  # fmt: skip
ROLES = (
    "who chairs the committee", "a surveyor", "the harbour master", "an adviser to the ministry",
    "who has run the works since spring", "a teacher of geography", "the town's librarian",
    "who wrote the report", "a spokeswoman for the owners", "an economist at the university",
)  # fmt: skip
OPENINGS = (
    "On Tuesday", "Late last night", "After months of delay", "In a short statement",
    "For the third year running", "By the time the doors opened", "Despite the weather",
    "In the words of its own report", "Against the advice of its officers", "Since the spring",
    "At the end of a long meeting", "To the surprise of its neighbours", "As expected",
    "With little fanfare", "Two weeks before the deadline", "Under a rule from another age",
)  # fmt: skip
SUBJECTS = (
    "the harbour board", "a panel of engineers", "the city council", "the ministry",
    "a group of residents", "the oldest firm on the quay", "the museum's trustees",
    "the railway's owners", "a small team of astronomers", "the national bank",
    "the farmers' union", "a court in the capital", "the island's only school",
    "the orchestra", "a committee of both houses", "the company behind the scheme",
    "the society that keeps the records", "the regional assembly", "the port's pilots",
    "the publisher", "the team from the coast", "the hospital's night staff",
    "an inquiry led by a retired judge", "the people who live below the dam",
)  # fmt: skip
VERBS = (
    "has agreed to pay for", "refused to discuss", "published the first account of",
    "put off a decision about", "found a fault in", "has begun to rebuild", "voted to close",
    "asked for more time to study", "set out its reasons for", "withdrew its objection to",
    "measured again", "has lost patience with", "opened the accounts of", "paid too much for",
    "promised to protect", "laid the blame on", "learned to live with", "is to take over",
    "doubled the budget of", "wants to know who ordered", "made room for", "counted the cost of",
)  # fmt: skip
OBJECTS = (
    "the new breakwater", "a plan that few had read", "the long-promised bridge",
    "the winter timetable", "a loan of 40m crowns", "the old grain store", "its own forecast",
    "a set of letters from 1871", "the eastern line", "the rules on rents", "the town's archive",
    "a treaty signed in haste", "the tower with the broken clock", "its stake in the shipyard",
    "the survey of the sea bed", "a machine built for another task", "the last of the elms",
    "the price of bread", "a concert hall without an organ", "the reservoir above the village",
    "the ferry's second engine", "a list of 312 names", "the agreement on fishing",
    "the lamps along the north pier", "the school's roof", "its first printed catalogue",
)  # fmt: skip
TAILS = (
    "and nobody in the room seemed to mind", "which is more than it spent in a decade",
    "while the rest of the coast looked on", "although the figures are still in dispute",
    "because the law leaves no other way", "as its critics had said it would",
    "in the hope that the matter will rest there", "and has asked others to do the same",
    "at a price that was not disclosed", "so that work can start before the frost",
    "even if the sums do not yet add up", "without a word to the people it concerns",
    "which took most of the afternoon", "when the tide allowed it", "for reasons of its own",
    "until somebody finds a better idea", "and then thought again", "with four votes against",
    "some 60 years after the first proposal", "as if nothing had happened",
)  # fmt: skip
REMARKS = (
    "We'd rather be late than wrong", "It isn't the money, it's the principle",
    "Nobody asked us, and we're the ones who have to live with it",
    "There's a drawer full of plans like this one", "You can't hurry a river",
    "I've read it twice & I still don't know what it says",
    "If that's the answer, it must've been a strange question",
    "We counted them by hand -- all 312 of them", "The sea doesn't read our reports",
    "They'll say it was always meant to be so", "Let's see what the winter brings...",
)  # fmt: skip
ASIDES = (
    "or so it seemed", "a rare thing in this town", "the second this year",
    "as the minutes show", "not for the first time", "to nobody's great surprise",
    "about a third of the total", "the largest sum so far",
)  # fmt: skip
CROSSHEADS = (
    "What the report doesn't say", "A question of money", "The long way round",
    "Who pays & who decides", "Older than the town", "The numbers", "What happens next",
    "A quiet vote", "Two views of one bridge", "The view from the quay",
)  # fmt: skip
STRESSED = ("never", "twice", "every", "not", "its own", "first", "whole", "alone")

HEADLINE_WHO = (
    "Harbour board", "Council", "Ministry", "Engineers", "Residents", "Museum", "Railway",
    "Astronomers", "Bank", "Farmers", "Court", "Island school", "Orchestra", "Assembly",
    "Pilots", "Publisher", "Hospital", "Inquiry", "Shipyard", "Villagers",
)  # fmt: skip
HEADLINE_DOES = (
    "puts off", "agrees to", "questions", "rebuilds", "loses patience with", "pays for",
    "finds a fault in", "votes against", "welcomes", "counts the cost of", "takes over",
    "opens", "closes", "measures", "defends", "abandons",
)  # fmt: skip
HEADLINE_WHAT = (
    "the new breakwater", "the town's long-promised bridge", "the winter timetable",
    "the “lost” archive", "a loan for the shipyard", "the eastern line", "rules on rents",
    "the survey of the sea bed", "the tower & its broken clock", "the price of bread",
    "the concert hall", "the reservoir", "the ferry's second engine", "the school's roof",
    "the lamps on the pier", "a treaty signed in haste",
)  # fmt: skip
SCENES = (
    "a harbour at low tide", "a bridge under repair", "a row of houses on a hill",
    "a lighthouse before a storm", "a field with a single tree", "a railway across a plain",
    "boats drawn up on a beach", "a tower above roofs",
)  # fmt: skip
CREDITS = ("The Halyard", "Agnes Harrow", "Tobias Quill/Northern Pictures", "Mirela Stoyan")

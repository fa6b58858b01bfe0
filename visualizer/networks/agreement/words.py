"""The nouns and verbs of the agreement pairs, and which nouns are held out.

Written after the templates of Marvin & Linzen (2018), MIT, copyright (c) 2018 Rebecca Marvin.
"""

from visualizer.networks.flags.flagged import Flags
from visualizer.networks.flags.making import Forms

ONE, SEVERAL = Flags(None, "singular"), Flags(None, "plural")

PEOPLE = (
    *("author", "consultant", "customer", "farmer", "manager", "officer", "pilot", "senator"),
    *("surgeon", "teacher"),
)
"""Who is a main subject."""
THINGS = ("book", "game", "movie", "novel", "painting", "picture", "poem", "song", "show")
OTHERS = (
    *("architect", "assistant", "chef", "dancer", "executive", "minister", "parent", "skater"),
    *("security guard", "taxi driver"),
)
"""Who stands between a main subject and its verb."""
SPEAKERS = ("banker", "mechanic")

HELD_OUT = ("senator", "surgeon", "novel", "song", "dancer", "minister")
"""Nouns that are learned from the shortest sentences only, such as *the senator laughs*."""
SHORTEST = ("simple_agrmt", "simple_reflexives", "simple_npi_anim", "simple_npi_inanim")
"""The templates whose sentences are learned whatever nouns they have."""

PLACES = ("across from", "behind", "in front of", "near", "next to", "to the side of")
MADE_BY = ("by", "from")
FEELINGS = ("admire", "hate", "like", "love")
ACTIONS = ("laugh", "smile", "swim")
LOOKS = ("old", "short", "tall", "young")
WORTH = ("bad", "good", "new", "popular", "unpopular")
SAYINGS = ("knew", "said", "thought")
TO_ONESELF = ("congratulated", "disguised", "doubted", "embarrassed", "hated", "hurt", "injured")

IS: Forms = {"is": ONE, "are": SEVERAL}
THEMSELVES: Forms = {"himself": ONE, "herself": ONE, "themselves": SEVERAL}


def verb(stem: str) -> Forms:
    """The two forms of a verb."""
    return {f"{stem}s": ONE, stem: SEVERAL}


def is_held_out(template: str, words: tuple[str, ...]) -> bool:
    """Whether a sentence is kept from learning: it has a noun held out and is none of the shortest.

    Both numbers of such a noun are held out alike.
    """
    nouns = {form for noun in HELD_OUT for form in (noun, f"{noun}s")}
    return template not in SHORTEST and not nouns.isdisjoint(words)
